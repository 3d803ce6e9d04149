"""Faults of needs, wishes, pairs apart, fixed sessions, attendance and rules."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from tests.workbook.books import RULES, Tables, faults_of, only, plain, read


def need(**cells: object) -> Tables:
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
def test_a_need_that_can_not_be(tmp_path: Path, cells: dict[str, Any], starts: str) -> None:
    only(tmp_path, need(**cells), starts)


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("For", "veterans", "Anger is for veterans only"),
        ("Not for", "WOMEN", "Anger is not for women"),
        ("Levels", "PHP", "Anger is not for the level IOP"),
    ],
)
def test_a_need_for_a_topic_the_client_may_not_attend(
    tmp_path: Path, column: str, value: str, why: str
) -> None:
    tables = need()
    tables["Topics"][0].append(column)
    tables["Topics"][1].append(value)
    tables["Clients"][1][3] = value.lower() if column == "Not for" else None
    tables["Clients"][2][3] = value if column == "For" else None
    tables["Clients"][2][1] = value if column == "Levels" else None
    only(tmp_path, tables, "error: Needs!B2: 'Anger' may not be attended by C001", why)


def test_a_need_at_a_level_that_the_curriculum_brings_later_is_no_fault(tmp_path: Path) -> None:
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
def test_a_wish_that_can_not_be(tmp_path: Path, row: list[Any], starts: str) -> None:
    only(tmp_path, plain(Wishes=[["Client", "Wish", "What", "Weight"], row]), starts)


@pytest.mark.parametrize(
    ("other", "part"),
    [("c001", "is the client's own code"), ("Chan", "is no client or therapist; did you mean 'Chen'?")],
)
def test_a_pair_that_can_not_be_apart(tmp_path: Path, other: str, part: str) -> None:
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
    (
        {"From": date(2026, 12, 7), "Until": date(2026, 12, 6)},
        "error: Fixed!H2: '2026-12-06' is before From (2026-12-07)",
    ),
    ({"Every": 2}, "error: Fixed!G2: '2' counts weeks from From, which is blank"),
    (
        {"Day": date(2026, 12, 1), "Until": date(2026, 12, 6)},
        "warning: Fixed!G2: '2026-12-06' stands beside a date: the session is held on 2026-12-01",
    ),
    (
        {"Day": date(2026, 11, 29), "Clients": "C001, C002"},
        "warning: Fixed!F2: 'C001' is not here on 2026-11-29",
    ),
]


@pytest.mark.parametrize(("cells", "starts"), FIXED_FAULTS)
def test_a_fixed_session_that_can_not_be(tmp_path: Path, cells: dict[str, Any], starts: str) -> None:
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


def test_attendance_of_those_who_have_left_is_left_out_with_one_warning_each(tmp_path: Path) -> None:
    rows = [["Date", "Topic", "Client"], *([date(2026, 11, 2 + day), "Anger", "C900"] for day in range(3))]
    tables = plain(Attendance=[*rows, [date(2026, 11, 2), "Anger", "C001"]])
    program, warnings = read(tmp_path, tables)
    assert [line.client for line in program.attendance] == ["C001"]
    assert [warning.cell for warning in warnings] == ["C2"]


@pytest.mark.parametrize(
    ("client", "status", "told"),
    [
        ("C001", "", 1),
        ("C001", "attended", 1),
        ("C001", "absent", 0),
        ("C001", "excused", 0),
        ("C099", "", 0),
    ],
)
def test_minutes_beyond_a_session_are_told_where_they_are_credited(
    tmp_path: Path, client: str, status: str, told: int
) -> None:
    heads = ["Date", "Topic", "Client", "Status", "Minutes"]
    said = faults_of(tmp_path, plain(Attendance=[heads, ["2026-11-20", "Anger", client, status, 600]]))
    assert sum("and is credited" in one for one in said) == told


def test_attendance_told_twice_counts_once(tmp_path: Path) -> None:
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
def test_a_rule_that_can_not_be_used_so(tmp_path: Path, rule: str, use: int | str, starts: str) -> None:
    only(tmp_path, plain(Rules=[["Rule", "Use"], [rule, use]]), starts)


@pytest.mark.parametrize(("use", "meant"), [("OFF", "off"), ("must", "must"), (7, 7), ("7", 7), (0, "off")])
def test_a_soft_rule_takes_off_must_and_numbers(tmp_path: Path, use: int | str, meant: int | str) -> None:
    program, _ = read(tmp_path, plain(Rules=[["Rule", "Use"], ["least HOURS", use]]), RULES)
    assert [(row.rule, row.use) for row in program.rule_uses] == [("Least hours", meant)]


def test_a_hard_rule_may_be_must(tmp_path: Path) -> None:
    program, _ = read(tmp_path, plain(Rules=[["Rule", "Use"], ["One place at a time", "must"]]), RULES)
    assert program.rule_uses[0].use == "must"


def test_more_sessions_than_a_topic_allows_in_a_week(tmp_path: Path) -> None:
    tables = need(Sessions=3)
    tables["Topics"][0].append("Most a week")
    tables["Topics"][1].append(2)
    only(tmp_path, tables, "warning: Needs!C2: '3' is more than Most a week of Anger (2) allows")


def test_two_needs_for_one_topic_with_two_priorities_are_two_needs_and_no_fault(tmp_path: Path) -> None:
    rows = [["Client", "Topic", "Priority"], ["C001", "Anger", "must"], ["C001", "anger", "could"]]
    program, faults = read(tmp_path, plain(Needs=rows))
    assert [(need.topic, need.priority) for need in program.needs] == [("Anger", 100), ("Anger", 1)]
    assert faults == []


def test_a_settled_session_of_every_other_week_is_read(tmp_path: Path) -> None:
    headings = ["Day", "Start", "Topic", "From", "Until", "Every"]
    row = ["Tue", "9:00", "Anger", date(2026, 12, 1), date(2027, 3, 31), 2]
    program, faults = read(tmp_path, plain(Fixed=[headings, row]))
    [settled] = program.fixed
    assert (settled.since, settled.until, settled.every) == (date(2026, 12, 1), date(2027, 3, 31), 2)
    assert faults == []


def test_a_rule_that_has_been_replaced_is_no_reason_to_refuse_a_workbook(tmp_path: Path) -> None:
    [said] = faults_of(
        tmp_path, plain(Rules=[["Rule", "Use"], ["Even  groups", "must"]]), {"Best size": True}
    )
    assert said.startswith("warning: ") and "Rules!A2: 'Even groups' is no rule any more" in said
    assert "Best size has taken its place" in said
