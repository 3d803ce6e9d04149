"""Every cross check, each with the sentence a coordinator reads."""

from datetime import date, datetime, time

import pytest

from planner.faults import Fault, NoPlanPossible, PlannerError, RosterDisagrees, WorkbookFaults
from planner.rule import Breach
from planner.workbook.read import read_program
from tests.workbook.books import faults_of, plain, read, save_workbook

RULES = {"Least hours": True, "One place at a time": False}


def only(tmp_path, tables, starts: str, *parts: str) -> None:
    """The workbook has this one fault."""
    said = faults_of(tmp_path, tables, RULES)
    assert len(said) == 1, said
    assert said[0].replace("riverside.xlsx: ", "").startswith(starts), said[0]
    for part in parts:
        assert part in said[0]


def test_a_fault_says_where_what_and_what_to_do():
    fault = Fault(
        "riverside.xlsx", "Client availability", "C14", "9-25", "is not a time range", "try 9:00-10:25"
    )
    assert str(fault) == "riverside.xlsx: Client availability!C14: '9-25' is not a time range; try 9:00-10:25"


def test_every_error_has_its_exit_code():
    assert WorkbookFaults([]).exit_code == 1
    assert NoPlanPossible(["two sessions in one room"]).exit_code == 3
    assert RosterDisagrees([Breach("Room", 1, "Room is double booked")]).exit_code == 70
    assert "Room is double booked" in str(RosterDisagrees([Breach("Room", 1, "Room is double booked")]))
    assert all(issubclass(kind, PlannerError) for kind in (WorkbookFaults, NoPlanPossible, RosterDisagrees))


def test_the_plain_program_has_no_fault(tmp_path):
    assert read(tmp_path, plain(), RULES)[1] == []


def test_all_faults_come_at_once_with_the_warnings(tmp_path):
    tables = plain(Needs=[["Client", "Topic", "Sesions"], ["C009", "Anger", 1], ["C001", "Angr", 1]])
    tables["Topics"][1][2] = None
    with pytest.raises(WorkbookFaults) as trouble:
        read_program(save_workbook(tmp_path / "riverside.xlsx", tables))
    assert [fault.cell for fault in trouble.value.errors] == ["C2", "A2", "B3"]
    assert [fault.cell for fault in trouble.value.warnings] == ["C1"]


@pytest.mark.parametrize(
    "sheet", ["Topics", "Therapists", "Clients", "Client availability", "Therapist availability"]
)
def test_a_required_sheet_must_be_there_and_have_rows(tmp_path, sheet):
    tables = plain()
    del tables[sheet]
    assert any(f"there is no sheet {sheet}" in said for said in faults_of(tmp_path, tables))
    tables[sheet] = plain()[sheet][:1]
    assert any(f"the sheet {sheet} has no rows" in said for said in faults_of(tmp_path, tables))


def test_a_missing_required_column_is_one_error(tmp_path):
    tables = plain(Needs=[["Client", "Sessions"], ["C001", 1]])
    only(tmp_path, tables, "error: Needs!1: the column Topic is missing")


def test_unknown_columns_and_sheets_name_the_nearest(tmp_path):
    only(
        tmp_path,
        plain(Need=[["Client"], ["C001"]]),
        "warning: Need: 'Need' is no known sheet",
        "did you mean Needs?",
    )
    tables = plain()
    tables["Clients"][0][1] = "Levle"
    only(tmp_path, tables, "warning: Clients!B1: 'Levle' is no known column", "did you mean Level?")


def test_notes_and_headings_in_brackets_are_the_coordinators_own(tmp_path):
    tables = plain(Notes=[["call the door company"]])
    for heading in ("Note", "NOTES", "(phone)"):
        for row in tables["Clients"]:
            row.append(heading)
    assert faults_of(tmp_path, tables) == []


def test_a_heading_that_comes_twice(tmp_path):
    tables = plain()
    for row in tables["Clients"]:
        row.append(row[1])
    only(tmp_path, tables, "error: Clients!F1: 'Level' is a heading that comes twice")


def test_a_sheet_that_comes_twice(tmp_path):
    only(
        tmp_path,
        plain(CLIENT_S=[["Client"]]),
        "error: CLIENT S: 'CLIENT S' is the sheet Clients",
    )


@pytest.mark.parametrize(
    ("sheet", "name"),
    [("Topics", "anger"), ("Therapists", " ORTIZ "), ("Clients", "c 001"), ("Rooms", "blue")],
)
def test_a_name_declared_twice(tmp_path, sheet, name):
    tables = plain(Rooms=[["Room", "Seats"], ["Blue", 8]])
    width = len(tables[sheet][0])
    tables[sheet].append([name, *tables[sheet][1][1:width]])
    only(tmp_path, tables, f"error: {sheet}!A{len(tables[sheet])}:", "is declared twice (first in row 2)")


def test_settings_are_known_and_come_once(tmp_path):
    only(
        tmp_path,
        plain(Settings=[["Setting", "Value"], ["Changover", 5]]),
        "error: Settings!A2",
        "did you mean 'Changeover'?",
    )
    twice = [["Setting", "Value"], ["Notice", 24], ["notice", 48]]
    only(tmp_path, plain(Settings=twice), "error: Settings!A3", "is declared twice")


@pytest.mark.parametrize(
    ("setting", "value", "part"),
    [
        ("Week starts", "Mon-Tue", "more than one day"),
        ("Time zone", "America/Chigaco", "did you mean 'America/Chicago'?"),
        ("Changeover", -5, "is less than 0"),
        ("Default level", "IPO", "did you mean 'IOP'?"),
        ("Part weeks", "half", "prorated, full, waived"),
        ("Notice", "two days", "not a whole number"),
    ],
)
def test_a_setting_that_can_not_be(tmp_path, setting, value, part):
    tables = plain(Settings=[["Setting", "Value"], [setting, value]])
    only(tmp_path, tables, "error: Settings!B2", part)


@pytest.mark.parametrize(
    ("column", "low", "high", "part"),
    [
        ("hours", 20, 9, "'20' is more than Max hours (9)"),
        ("days", 5, 3, "'5' is more than Max days (3)"),
        ("hours a day", 5, 3, "'5' is more than Max hours a day (3)"),
    ],
)
def test_a_levels_minimum_is_at_most_its_maximum(tmp_path, column, low, high, part):
    levels = [["Level", f"Min {column}", f"Max {column}"], ["IOP", low, high]]
    only(tmp_path, plain(Levels=levels), "error: Levels!B2", part)


def test_a_level_that_its_days_can_not_hold(tmp_path):
    levels = [["Level", "Min hours", "Max days", "Max hours a day"], ["IOP", 20, 3, 5]]
    only(
        tmp_path, plain(Levels=levels), "error: Levels!B2: '20' can't be reached in 3 days of at most 5 hours"
    )


def test_without_the_default_level_a_client_needs_one(tmp_path):
    levels = [["Level"], ["Day care"]]
    tables = plain(Levels=levels)
    tables["Clients"][1][1] = "Day Care"
    only(tmp_path, tables, "error: Clients!B3: Level is blank and the default level IOP is not on Levels")


TOPIC_FAULTS = [
    ("Minutes", 0, "error", "is less than 1"),
    ("Minutes", -30, "error", "is less than 1"),
    ("Minutes", 1500, "error", "is more than 1440"),
    ("Minutes", 62.5, "error", "is not a whole number"),
    ("Minutes", None, "error", "Minutes is blank, and every topic needs one"),
    ("Largest", 0, "error", "is less than 1"),
    ("Largest", 3, "error", "is more than Largest (3)"),
    ("Kind", "grup", "error", "is none of group, education"),
    ("Counts", "perhaps", "error", "is neither yes nor no"),
    ("Runs at most", 1, "error", "is more than Runs at most (1)"),
    ("Leaders", 3, "warning", "needs 3 leaders and only 2 may lead it"),
    ("Room kind", "vidio", "warning", "did you mean 'video'?"),
    ("For", "womne", "warning", "'womne' is a tag that no client has; did you mean 'women'?"),
    ("For", "men", "warning", "is a tag that no client has"),
    ("Not for", "spansh", "warning", "did you mean 'Spanish'?"),
    ("Levels", "IOP, IPO", "error", "'IPO' is no level of care"),
    ("After", "Greif, loss and change", "error", "'Greif' is no topic"),
    ("After", "Anger", "error", "is the topic itself"),
    ("Membership", "half", "error", "is none of open, closed"),
]


@pytest.mark.parametrize(("column", "value", "kind", "part"), TOPIC_FAULTS)
def test_a_topic_that_can_not_be(tmp_path, column, value, kind, part):
    tables = plain(Rooms=[["Room", "Seats", "Kind"], ["Blue", 8, "group, video"]])
    tables["Topics"][0] = ["Topic", "Minutes", "Smallest", "Largest", "Runs at least", column]
    tables["Topics"][1] = ["Anger", 60, 4, 8, 2, value]
    if column in ("Minutes", "Largest"):
        at = tables["Topics"][0].index(column)
        tables["Topics"] = [row[:5] for row in tables["Topics"]]
        tables["Topics"][1][at] = value
    tables["Topics"][2:] = [["Grief, loss and change", 90], ["Individual", 50]]
    said = faults_of(tmp_path, tables)
    assert any(text.startswith(kind) and part in text for text in said), said
    assert all("Topics!" in text for text in said)


def test_a_tag_that_is_wanted_and_barred(tmp_path):
    tables = plain()
    tables["Topics"] = [
        ["Topic", "Minutes", "For", "Not for"],
        ["Anger", 60, "women", "Women"],
        ["Individual", 50],
        ["Grief, loss and change", 60],
    ]
    only(tmp_path, tables, "error: Topics!D2", "nobody may attend")


def test_a_topic_that_no_room_is_large_enough_for(tmp_path):
    tables = plain(Rooms=[["Room", "Seats"], ["Blue", 1]])
    only(tmp_path, tables, "warning: Topics!D2: '2' is more clients than any room for it has seats (1)")


def test_a_topic_that_nobody_leads(tmp_path):
    tables = plain()
    tables["Therapists"][2][1] = "Individual"
    tables["Therapists"][1][1] = "Anger"
    only(tmp_path, tables, "warning: Topics!A3: 'Grief, loss and change' is led by nobody")


def test_clients_in_one_individual_session(tmp_path):
    tables = plain()
    tables["Topics"][3][4] = 2
    only(tmp_path, tables, "warning: Topics!E4")


@pytest.mark.parametrize(
    ("leads", "part"),
    [
        (None, "Leads is blank, and every therapist needs one"),
        ("Angr; Individual", "'Angr' is no topic of the sheet Topics"),
    ],
)
def test_a_therapist_who_leads_nothing_that_is_known(tmp_path, leads, part):
    tables = plain()
    tables["Therapists"][1][1] = leads
    only(tmp_path, tables, "error: Therapists!B2", part)


def client_with(**cells):
    """The plain program with these cells in C001's row."""
    tables = plain()
    headings = ["Client", *(name.replace("_", " ") for name in cells)]
    tables["Clients"] = [headings, ["C001", *cells.values()], ["C002"]]
    return tables


CLIENT_FAULTS = [
    (
        {"Level": "IOPP"},
        "error: Clients!B2: 'IOPP' is no level of care of the sheet Levels; did you mean 'IOP'?",
    ),
    ({"Min_hours": 12, "Max_hours": 9}, "error: Clients!B2: '12' is more than Max hours (9)"),
    ({"Min_hours": 25}, "error: Clients!B2: '25' is more than IOP allows (19 hours)"),
    ({"Max_hours": 6}, "error: Clients!B2: '6' is less than IOP asks for (9 hours)"),
    ({"Min_hours": -1}, "error: Clients!B2: '-1' is less than 0 hours"),
    (
        {"Primary_therapist": "Chan"},
        "error: Clients!B2: 'Chan' is no therapist of the sheet Therapists; did you mean 'Chen'?",
    ),
    ({"Primary_therapist": "Ortiz"}, "warning: Clients!B2: 'Ortiz' leads no individual topic"),
    (
        {"Starts": date(2026, 12, 2), "Ends": date(2026, 12, 1)},
        "error: Clients!C2: '2026-12-01' is before Starts (2026-12-02)",
    ),
    (
        {"Starts": "12/1/2026"},
        "error: Clients!B2: '12/1/2026' may be two dates; type 2026-12-01 or 2026-01-12",
    ),
    ({"Days": "Mond-"}, "error: Clients!B2: 'Mond-' is not understood"),
    ({"Curriculum": "Matrix"}, "error: Clients!B2: 'Matrix' is no curriculum of the sheet Curriculum"),
]


@pytest.mark.parametrize(("cells", "starts"), CLIENT_FAULTS)
def test_a_client_who_can_not_be(tmp_path, cells, starts):
    only(tmp_path, client_with(**cells), starts)


def test_a_curriculum_needs_its_start(tmp_path):
    tables = client_with(Curriculum="matrix", Starts=date(2026, 11, 30))
    tables["Curriculum"] = [["Curriculum", "From week", "To week", "Topic"], ["Matrix", 1, 4, "Anger"]]
    tables["Clients"][0].append("Curriculum start")
    only(tmp_path, tables, "error: Clients!D2: Curriculum start is blank", "2026-11-30")


CURRICULUM_FAULTS = [
    (["Matrix", 4, 1, "Anger", None], "error: Curriculum!C2: '1' is before From week (4)"),
    (["Matrix", 0, 1, "Anger", None], "error: Curriculum!B2: '0' is less than 1"),
    (["Matrix", 1, 4, None, None], "error: Curriculum!D2: Topic and Level are both blank"),
    (["Matrix", 1, 4, "Anger", "OP"], "error: Curriculum!E2: 'OP' stands beside a topic"),
    (["Matrix", 1, 4, "Angr", None], "error: Curriculum!D2: 'Angr' is no topic"),
    (["Matrix", 1, 4, None, "OPP"], "error: Curriculum!E2: 'OPP' is no level of care"),
]


@pytest.mark.parametrize(("row", "starts"), CURRICULUM_FAULTS)
def test_a_curriculum_row_that_can_not_be(tmp_path, row, starts):
    headings = ["Curriculum", "From week", "To week", "Topic", "Level"]
    only(tmp_path, plain(Curriculum=[headings, row]), starts)


def test_a_curriculum_topic_that_its_client_may_not_attend_is_a_warning(tmp_path):
    tables = client_with(Curriculum="Matrix", Curriculum_start=date(2026, 11, 30), Tags="men")
    headings = ["Curriculum", "From week", "To week", "Topic", "Level"]
    tables["Curriculum"] = [
        headings,
        ["Matrix", 1, 4, "Anger", None],
        ["Matrix", 5, 8, "Anger", None],
        ["Matrix", 5, 8, None, "OP"],
    ]
    tables["Topics"][0].append("Levels")
    tables["Topics"][1].append("OP")
    only(
        tmp_path,
        tables,
        "warning: Curriculum!D2: 'Anger' may not be attended by C001",
        "not for the level IOP",
    )


@pytest.mark.parametrize(
    ("who", "sheet"), [("Client", "Client availability"), ("Therapist", "Therapist availability")]
)
def test_somebody_without_a_row_is_never_available(tmp_path, who, sheet):
    tables = plain()
    del tables[sheet][2]
    only(tmp_path, tables, f"warning: {who}s!A3", f"has no row on {sheet}, and so is never available")


AVAILABILITY_FAULTS = [
    (["C003", "Mon", "9:00", "10:00"], "error: Client availability!A4: 'C003' is no client"),
    (["C001", None, "9:00", "10:00"], "error: Client availability!B4: Days is blank"),
    (["C001", "Mon", None, "10:00"], "error: Client availability!C4: From is blank"),
    (["C001", "Mon", "9:00", None], "error: Client availability!D4: To is blank"),
    (
        ["C001", "Mon", "9-25", None],
        "error: Client availability!C4: '9-25' is not a time range; try 9:00-10:25",
    ),
    (["C001", "Mon", "3-1", None], "error: Client availability!C4: '3-1' may be morning or afternoon"),
    (
        ["C001", "Mon", "9:00", "5:00"],
        "error: Client availability!D4: '5:00' is not after From (09:00); try 17:00",
    ),
    (["C001", "Mon", time(9), time(9)], "error: Client availability!D4: '09:00' is not after From"),
    (
        ["C001", "Mon", "1:00", "3:00"],
        "warning: Client availability!C4: '1:00' is in the middle of the night",
    ),
    (
        ["C001", "Mon", datetime(2026, 9, 12), None],
        "error: Client availability!C4: '2026-09-12' is a date that Excel made",
    ),
]


@pytest.mark.parametrize(("row", "starts"), AVAILABILITY_FAULTS)
def test_availability_that_can_not_be(tmp_path, row, starts):
    tables = plain()
    tables["Client availability"].append(row)
    said = faults_of(tmp_path, tables)
    assert said[0].replace("riverside.xlsx: ", "").startswith(starts), said


AWAY_FAULTS = [
    (
        ["Chang", date(2026, 12, 1), None],
        "error: Away!A2: 'Chang' is no client, therapist or room; did you mean 'Chen'?",
    ),
    (["Chen", date(2026, 12, 2), date(2026, 12, 1)], "error: Away!C2: '2026-12-01' is before First day"),
    (["Chen", None, None], "error: Away!B2: First day is blank"),
]


@pytest.mark.parametrize(("row", "starts"), AWAY_FAULTS)
def test_an_absence_that_can_not_be(tmp_path, row, starts):
    only(tmp_path, plain(Away=[["Who", "First day", "Last day"], row]), starts)


def need(**cells):
    row = {
        "Client": "C001",
        "Topic": "Anger",
        **{name.replace("_", " "): value for name, value in cells.items()},
    }
    return plain(Needs=[list(row), list(row.values())])


NEED_FAULTS = [
    ({"Client": "C01"}, "error: Needs!A2: 'C01' is no client of the sheet Clients; did you mean 'C001'?"),
    ({"Topic": "Angre"}, "error: Needs!B2: 'Angre' is no topic of the sheet Topics; did you mean 'Anger'?"),
    (
        {"Topic": "Yoga"},
        "error: Needs!B2: 'Yoga' is no topic of the sheet Topics; correct the spelling or add it",
    ),
    ({"Sessions": 0}, "error: Needs!C2: '0' is less than 1"),
    (
        {"Priority": "urgent"},
        "error: Needs!C2: 'urgent' is no priority; type must, should, could or 1 to 1000",
    ),
    ({"Priority": 1001}, "error: Needs!C2: '1001' is no priority"),
    ({"From": date(2026, 12, 2), "Until": date(2026, 12, 1)}, "error: Needs!D2: '2026-12-01' is before From"),
    ({"Total": 0}, "error: Needs!C2: '0' is less than 1"),
    ({"Sessions": 3, "Total": 2}, "warning: Needs!D2: '2' is less than the 3 sessions asked for"),
]


@pytest.mark.parametrize(("cells", "starts"), NEED_FAULTS)
def test_a_need_that_can_not_be(tmp_path, cells, starts):
    only(tmp_path, need(**cells), starts)


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("For", "veterans", "Anger is for veterans only"),
        ("Not for", "WOMEN", "Anger is not for women"),
        ("Levels", "PHP", "Anger is not for the level IOP"),
    ],
)
def test_a_need_for_a_topic_the_client_may_not_attend(tmp_path, column, value, why):
    tables = need()
    tables["Topics"][0].append(column)
    tables["Topics"][1].append(value)
    tables["Clients"][2][3] = "veterans"
    only(tmp_path, tables, "error: Needs!B2: 'Anger' may not be attended by C001", why)


def test_a_need_at_a_level_that_the_curriculum_brings_later_is_no_fault(tmp_path):
    tables = need()
    tables["Topics"][0].append("Levels")
    tables["Topics"][1].append("OP")
    tables["Clients"][0] += ["Curriculum", "Curriculum start"]
    tables["Clients"][1] += ["Steps", date(2026, 11, 30)]
    tables["Curriculum"] = [["Curriculum", "From week", "To week", "Level"], ["Steps", 5, 8, "OP"]]
    assert faults_of(tmp_path, tables) == []


@pytest.mark.parametrize(
    ("row", "starts"),
    [
        (["C001", "likes", "Anger", None], "error: Wishes!B2: 'likes' is none of prefers, avoids"),
        (
            ["C001", "avoids", "Orttiz", None],
            "error: Wishes!C2: 'Orttiz' is no topic, no therapist",
        ),
        (["C001", "avoids", "9-25", None], "error: Wishes!C2: '9-25' is not a time range; try 9:00-10:25"),
        (
            ["C001", "avoids", datetime(2026, 9, 12), None],
            "error: Wishes!C2: '2026-09-12' is a date that Excel made",
        ),
        (["C001", "avoids", "Fri", 11], "error: Wishes!D2: '11' is more than 10"),
    ],
)
def test_a_wish_that_can_not_be(tmp_path, row, starts):
    only(tmp_path, plain(Wishes=[["Client", "Wish", "What", "Weight"], row]), starts)


@pytest.mark.parametrize(
    ("other", "part"),
    [("c001", "is the client's own code"), ("Chan", "is no client or therapist; did you mean 'Chen'?")],
)
def test_a_pair_that_can_not_be_apart(tmp_path, other, part):
    only(tmp_path, plain(Apart=[["Client", "From"], ["C001", other]]), "error: Apart!B2", part)


FIXED_FAULTS = [
    ({"Topic": "Angr"}, "error: Fixed!C2: 'Angr' is no topic"),
    ({"Day": "Mun"}, "error: Fixed!A2: 'Mun' is not understood"),
    ({"Day": "2026-02-30"}, "error: Fixed!A2: '2026-02-30' is no day of the calendar"),
    ({"Start": None}, "error: Fixed!B2: Start is blank"),
    ({"Start": "23:30"}, "error: Fixed!B2: '23:30' is so late that Anger (60 minutes) runs past midnight"),
    ({"Therapist": "Chen; Ortiz"}, "error: Fixed!D2: 'Chen; Ortiz' names 2 leaders, and Anger has 1"),
    (
        {"Topic": "Individual", "Therapist": "Ortiz", "Clients": "C001"},
        "error: Fixed!D2: 'Ortiz' does not lead Individual",
    ),
    ({"Room": "Bleu"}, "error: Fixed!E2: 'Bleu' is no room of the sheet Rooms; did you mean 'Blue'?"),
    (
        {"Room": "Cupboard", "Clients": "C001, C002"},
        "error: Fixed!E2: 'Cupboard' has seats for only 1 of the 2 clients named",
    ),
    ({"Clients": "C001, C02"}, "error: Fixed!F2: 'C02' is no client"),
    (
        {"Topic": "Individual", "Clients": "C001, C002"},
        "error: Fixed!F2: names 2 clients, and Individual has room for 1",
    ),
    ({"Clients": "C001"}, "warning: Fixed!F2: only 1 named, fewer than Smallest of Anger (2)"),
    (
        {"Day": date(2026, 11, 29), "Clients": "C001, C002"},
        "warning: Fixed!F2: 'C001' is not here on 2026-11-29",
    ),
]


@pytest.mark.parametrize(("cells", "starts"), FIXED_FAULTS)
def test_a_fixed_session_that_can_not_be(tmp_path, cells, starts):
    row = {
        "Day": "Mon",
        "Start": "9:00",
        "Topic": "Anger",
        "Therapist": None,
        "Room": None,
        "Clients": None,
        **cells,
    }
    tables = plain(
        Fixed=[list(row), list(row.values())], Rooms=[["Room", "Seats"], ["Blue", 8], ["Cupboard", 1]]
    )
    said = faults_of(tmp_path, tables)
    assert said[0].replace("riverside.xlsx: ", "").startswith(starts), said


def test_attendance_of_those_who_have_left_is_left_out_with_one_warning_each(tmp_path):
    rows = [["Date", "Topic", "Client"], *([date(2026, 11, 2 + day), "Anger", "C900"] for day in range(3))]
    tables = plain(Attendance=[*rows, [date(2026, 11, 2), "Anger", "C001"]])
    program, warnings = read(tmp_path, tables)
    assert [line.client for line in program.attendance] == ["C001"]
    assert [warning.cell for warning in warnings] == ["C2"]


def test_attendance_told_twice_counts_once(tmp_path):
    row = [date(2026, 11, 2), time(9), "Anger", "C001"]
    tables = plain(
        Attendance=[["Date", "Start", "Topic", "Client", "Status"], [*row, None], [*row, "absent"]]
    )
    program, warnings = read(tmp_path, tables)
    assert [line.status for line in program.attendance] == ["absent"]
    assert len(warnings) == 1


@pytest.mark.parametrize(
    ("rule", "use", "starts"),
    [
        ("Leest hours", "off", "error: Rules!A2: 'Leest hours' is no rule; did you mean 'Least hours'?"),
        ("Least hours", "sometimes", "error: Rules!B2: 'sometimes' is no use of a rule"),
        ("Least hours", -1, "error: Rules!B2: '-1' is no use of a rule"),
        (
            "One place at a time",
            "off",
            "error: Rules!B2: 'off' won't do: the rule 'One place at a time' is never broken",
        ),
        ("One place at a time", 3, "error: Rules!B2: '3' won't do"),
    ],
)
def test_a_rule_that_can_not_be_used_so(tmp_path, rule, use, starts):
    only(tmp_path, plain(Rules=[["Rule", "Use"], [rule, use]]), starts)


@pytest.mark.parametrize(("use", "meant"), [("OFF", "off"), ("must", "must"), (7, 7), ("7", 7), (0, "off")])
def test_a_soft_rule_takes_off_must_and_numbers(tmp_path, use, meant):
    program, _ = read(tmp_path, plain(Rules=[["Rule", "Use"], ["least HOURS", use]]), RULES)
    assert [(row.rule, row.use) for row in program.rule_uses] == [("Least hours", meant)]


def test_a_hard_rule_may_be_must(tmp_path):
    program, _ = read(tmp_path, plain(Rules=[["Rule", "Use"], ["One place at a time", "must"]]), RULES)
    assert program.rule_uses[0].use == "must"
