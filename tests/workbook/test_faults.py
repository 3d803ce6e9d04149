"""Every cross check, each with the sentence a coordinator reads."""

from pathlib import Path

import pytest

from planner.language.limits import Breach
from planner.model.faults import Fault, NoPlanPossible, PlannerError, RosterDisagrees, WorkbookFaults
from planner.workbook.read import read_program
from tests.workbook.books import RULES, faults_of, only, plain, read, save_workbook


def test_a_fault_says_where_what_and_what_to_do() -> None:
    fault = Fault(
        "riverside.xlsx",
        "Client availability",
        "C14",
        "9-25",
        says="is not a time range",
        fix="try 9:00-10:25",
    )
    assert str(fault) == "riverside.xlsx: Client availability!C14: '9-25' is not a time range; try 9:00-10:25"


def test_every_error_has_its_exit_code() -> None:
    assert WorkbookFaults([]).exit_code == 1
    assert NoPlanPossible(["two sessions in one room"]).exit_code == 3
    assert RosterDisagrees([Breach("Room", 1, "Room is double booked")]).exit_code == 70
    assert "Room is double booked" in str(RosterDisagrees([Breach("Room", 1, "Room is double booked")]))
    assert all(issubclass(kind, PlannerError) for kind in (WorkbookFaults, NoPlanPossible, RosterDisagrees))


def test_the_plain_program_has_no_fault(tmp_path: Path) -> None:
    assert read(tmp_path, plain(), RULES)[1] == []


def test_all_faults_come_at_once_with_the_warnings(tmp_path: Path) -> None:
    tables = plain(Needs=[["Client", "Topic", "Sesions"], ["C009", "Anger", 1], ["C001", "Angr", 1]])
    tables["Topics"][1][2] = None
    with pytest.raises(WorkbookFaults) as trouble:
        read_program(save_workbook(tmp_path / "riverside.xlsx", tables))
    assert [fault.cell for fault in trouble.value.errors] == ["C2", "A2", "B3"]
    assert [fault.cell for fault in trouble.value.warnings] == ["C1"]


@pytest.mark.parametrize(
    "sheet", ["Topics", "Therapists", "Clients", "Client availability", "Therapist availability"]
)
def test_a_required_sheet_must_be_there_and_have_rows(tmp_path: Path, sheet: str) -> None:
    tables = plain()
    del tables[sheet]
    assert any(f"there is no sheet {sheet}" in said for said in faults_of(tmp_path, tables))
    tables[sheet] = plain()[sheet][:1]
    assert any(f"the sheet {sheet} has no rows" in said for said in faults_of(tmp_path, tables))


def test_a_missing_required_column_is_one_error(tmp_path: Path) -> None:
    tables = plain(Needs=[["Client", "Sessions"], ["C001", 1]])
    only(tmp_path, tables, "error: Needs!1: the column Topic is missing")


@pytest.mark.parametrize("heading", ["Minuts", "Larges", "Lesds", "Topics"])
def test_an_unknown_column_is_told_of_beside_the_one_it_is_much_like(heading: str, tmp_path: Path) -> None:
    sheet = "Therapists" if heading == "Lesds" else "Topics"
    tables = plain()
    tables[sheet][0].append(heading)
    cell = f"{sheet}!{chr(64 + len(tables[sheet][0]))}1"
    said = f"warning: {cell}: '{heading}' is no known column and is ignored"
    only(tmp_path, tables, said, "is there already; for a column of your own")


def test_unknown_columns_and_sheets_name_the_nearest(tmp_path: Path) -> None:
    only(
        tmp_path,
        plain(Need=[["Client"], ["C001"]]),
        "warning: Need: 'Need' is no known sheet",
        "did you mean Needs?",
    )
    tables = plain()
    tables["Clients"][0][1] = "Levle"
    only(tmp_path, tables, "warning: Clients!B1: 'Levle' is no known column", "did you mean Level?")


def test_notes_and_headings_in_brackets_are_the_coordinators_own(tmp_path: Path) -> None:
    tables = plain(Notes=[["call the door company"]])
    for heading in ("Note", "NOTES", "(phone)"):
        for row in tables["Clients"]:
            row.append(heading)
    assert faults_of(tmp_path, tables) == []


def test_a_heading_that_comes_twice(tmp_path: Path) -> None:
    tables = plain()
    for row in tables["Clients"]:
        row.append(row[1])
    only(tmp_path, tables, "error: Clients!F1: 'Level' is a heading that comes twice")


def test_a_sheet_that_comes_twice(tmp_path: Path) -> None:
    only(
        tmp_path,
        plain(CLIENT_S=[["Client"]]),
        "error: CLIENT S: 'CLIENT S' is the sheet Clients",
    )


@pytest.mark.parametrize(
    ("sheet", "name"),
    [("Topics", "anger"), ("Therapists", " ORTIZ "), ("Clients", "c 001"), ("Rooms", "blue")],
)
def test_a_name_declared_twice(tmp_path: Path, sheet: str, name: str) -> None:
    tables = plain(Rooms=[["Room", "Seats"], ["Blue", 8]])
    width = len(tables[sheet][0])
    tables[sheet].append([name, *tables[sheet][1][1:width]])
    only(tmp_path, tables, f"error: {sheet}!A{len(tables[sheet])}:", "is declared twice (first in row 2)")


def test_settings_are_known_and_come_once(tmp_path: Path) -> None:
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
def test_a_setting_that_can_not_be(tmp_path: Path, setting: str, value: int | str, part: str) -> None:
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
def test_a_levels_minimum_is_at_most_its_maximum(
    tmp_path: Path, column: str, low: int, high: int, part: str
) -> None:
    levels = [["Level", f"Min {column}", f"Max {column}"], ["IOP", low, high]]
    only(tmp_path, plain(Levels=levels), "error: Levels!B2", part)


def test_a_level_that_its_days_can_not_hold(tmp_path: Path) -> None:
    levels = [["Level", "Min hours", "Max days", "Max hours a day"], ["IOP", 20, 3, 5]]
    only(
        tmp_path, plain(Levels=levels), "error: Levels!B2: '20' can't be reached in 3 days of at most 5 hours"
    )


def test_without_the_default_level_a_client_needs_one(tmp_path: Path) -> None:
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
    ("Room kind", "group, video", "warning", "a topic has one kind; Kind of a room may be a list"),
    ("For", "womne", "warning", "'womne' is a tag that no client has; did you mean 'women'?"),
    ("For", "men", "warning", "is a tag that no client has"),
    ("Not for", "spansh", "warning", "did you mean 'Spanish'?"),
    ("Levels", "IOP, IPO", "error", "'IPO' is no level of care"),
    ("After", "Greif, loss and change", "error", "'Greif' is no topic"),
    ("After", "Anger", "error", "is the topic itself"),
    ("Membership", "half", "error", "is none of open, closed"),
]


@pytest.mark.parametrize(("column", "value", "kind", "part"), TOPIC_FAULTS)
def test_a_topic_that_can_not_be(
    tmp_path: Path, column: str, value: float | str | None, kind: str, part: str
) -> None:
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
    assert all("Topics!" in text or "is a tag that no topic asks for" in text for text in said)


def test_a_tag_that_is_wanted_and_barred(tmp_path: Path) -> None:
    tables = plain()
    tables["Topics"] = [
        ["Topic", "Minutes", "For", "Not for"],
        ["Anger", 60, "women", "Women"],
        ["Individual", 50],
        ["Grief, loss and change", 60],
    ]
    tables["Clients"][1][3] = "women"
    only(tmp_path, tables, "error: Topics!D2", "nobody may attend")


def test_a_topic_that_no_room_is_large_enough_for(tmp_path: Path) -> None:
    tables = plain(Rooms=[["Room", "Seats"], ["Blue", 1]])
    only(tmp_path, tables, "warning: Topics!D2: '2' is more clients than any room for it has seats (1)")


def test_a_topic_that_nobody_leads(tmp_path: Path) -> None:
    tables = plain()
    tables["Therapists"][2][1] = "Individual"
    tables["Therapists"][1][1] = "Anger"
    only(tmp_path, tables, "warning: Topics!A3: 'Grief, loss and change' is led by nobody")


def test_clients_in_one_individual_session(tmp_path: Path) -> None:
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
def test_a_therapist_who_leads_nothing_that_is_known(tmp_path: Path, leads: str | None, part: str) -> None:
    tables = plain()
    tables["Therapists"][1][1] = leads
    only(tmp_path, tables, "error: Therapists!B2", part)
