"""The rotation over weeks: topics by week, what is owed, how groups changed; counted by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
from typer.testing import CliRunner

from planner import api
from planner.accounts.rotation import rotation
from planner.cli import app
from planner.export.rotation import json_of_rotation
from planner.export.sheets.roster import write_roster
from planner.export.sheets.rotation import rotation_workbook
from planner.model import Attended, Roster, Seat, Session, Wording
from planner.program import NeedRow
from tests.constraints.weeks import at
from tests.small_week import MONDAY, program

FIRST = date(2026, 11, 30)
SECOND = FIRST + timedelta(days=7)
KINDS = {"Anger": "group", "Solo": "individual", "Breath": "testing"}


def held(topic: str, start: int, *seats: str | Seat, lesson: int | None = None) -> Session:
    places = tuple(Seat(seat) if isinstance(seat, str) else seat for seat in seats)
    return Session(
        f"{topic} {start}", topic, start, 60, therapists=("Ada",), room="Oak", seats=places, lesson=lesson
    )


ROSTERS = (
    Roster(
        FIRST,
        (
            held("Anger", at(0, 9), "C001", Seat("C002", status="absent"), "C003", lesson=1),
            held("Anger", at(3, 9), "C001", "C004", lesson=2),
            held("Solo", at(1, 9), "C001"),
            held("Breath", at(1, 10), "C001"),
        ),
    ),
    Roster(
        SECOND,
        (
            held("Anger", at(0, 9), "C001", "C004", lesson=3),
            held("Anger", at(4, 9), "C002", "C004", lesson=2),
            held("Solo", at(1, 9), "C001"),
        ),
    ),
)


def test_each_client_and_topic_has_a_line_and_tests_have_none() -> None:
    found = rotation(ROSTERS, KINDS)
    assert found.weeks == (FIRST, SECOND)
    assert [(line.client, line.topic) for line in found.lines] == [
        ("C001", "Anger"),
        ("C001", "Solo"),
        ("C002", "Anger"),
        ("C003", "Anger"),
        ("C004", "Anger"),
    ]
    often, _, missed, *_ = found.lines
    assert (often.attended, often.times, often.last) == ({FIRST: 2, SECOND: 1}, 3, SECOND)
    assert often.lessons == (1, 2, 3)
    assert (missed.attended, missed.missed, missed.times) == ({SECOND: 1}, {FIRST: 1}, 1)


def test_what_is_owed_counts_all_that_was_attended_and_the_sheet_holds() -> None:
    recorded = [
        Attended(date(2026, 11, 2), "Anger", "C003"),
        Attended(FIRST, "Anger", "C001", at(0, 9), status="excused"),
    ]
    needs = [
        NeedRow("C001", "Anger", total=5),
        NeedRow("C003", "Anger", total=2),
        NeedRow("C009", "Solo", total=4),
    ]
    found = {(line.client, line.topic): line for line in rotation(ROSTERS, KINDS, "", recorded, needs).lines}
    assert found["C001", "Anger"].owed == 3  # one of three was excused
    assert found["C003", "Anger"].owed == 0
    assert (found["C009", "Solo"].owed, found["C009", "Solo"].last) == (4, None)
    assert found["C004", "Anger"].owed is None


def test_groups_are_followed_from_week_to_week() -> None:
    groups = [line for line in rotation(ROSTERS, KINDS).groups if line.week == SECOND]
    stays, moves = groups
    assert (stays.stayed, stays.joined, stays.left) == (("C001",), ("C004",), ("C002", "C003"))
    assert moves.was is not None and moves.now is not None
    assert (moves.was.start, moves.now.start) == (at(3, 9), at(4, 9))
    assert (moves.stayed, moves.joined, moves.left) == (("C004",), ("C002",), ("C001",))


def test_a_group_that_ends_has_a_line_without_a_session_now() -> None:
    ended = replace(ROSTERS[1], sessions=ROSTERS[1].sessions[:1])
    gone = [line for line in rotation((ROSTERS[0], ended), KINDS).groups if line.now is None]
    assert [(line.week, line.left) for line in gone] == [(SECOND, ("C001", "C004"))]


def test_the_workbook_shows_it_in_colour_and_the_same_gives_the_same_bytes() -> None:
    found = rotation(ROSTERS, KINDS, "Riverside")
    content = rotation_workbook(found, datetime(2026, 12, 14))
    assert content == rotation_workbook(found, datetime(2026, 12, 14))
    book = openpyxl.load_workbook(BytesIO(content))
    assert book.sheetnames == ["Rotation", "Groups"]
    rows = list(book["Rotation"].iter_rows(values_only=True))
    assert rows[0] == ("Client", "Topic", "2026-11-30", "2026-12-07", "Times", "Last", "Owed", "Lessons had")
    assert rows[1][:5] == ("C001", "Anger", 2, 1, 3) and rows[1][7] == "1, 2, 3"
    assert rows[3][:4] == ("C002", "Anger", "missed", 1)
    sheet = book["Rotation"]
    assert sheet["C2"].fill.fgColor.rgb == sheet["D4"].fill.fgColor.rgb != sheet["C3"].fill.fgColor.rgb
    groups = list(book["Groups"].iter_rows(min_row=4, values_only=True))
    assert [row[6] for row in groups] == ["the same time", "Thu 09:00"]
    assert [row[7:] for row in groups] == [(2, "C001", "C004", "C002, C003"), (2, "C004", "C002", "C001")]
    assert "Breath" not in str(rows)


def test_a_group_that_moves_within_its_day_says_when_it_was_before() -> None:
    later = replace(ROSTERS[0], first_day=SECOND, sessions=(held("Anger", at(0, 11), "C001"),))
    earlier = replace(ROSTERS[0], sessions=ROSTERS[0].sessions[:1])
    content = rotation_workbook(rotation((earlier, later), KINDS), datetime(2026, 12, 14))
    groups = list(openpyxl.load_workbook(BytesIO(content))["Groups"].iter_rows(min_row=2, values_only=True))
    assert [row[6] for row in groups] == ["new", "Mon 09:00"]


def test_the_command_writes_the_workbook_or_prints_json(tmp_path: Path) -> None:
    plans = api.plan(program(), MONDAY, 2, seconds=2, reproducible=True)
    roster = tmp_path / "two weeks.xlsx"
    write_roster(roster, plans, datetime(2026, 12, 14))
    # several weeks in one file carry the two sheets themselves
    assert {"Rotation", "Groups"} <= set(openpyxl.load_workbook(roster, read_only=True).sheetnames)
    run = CliRunner().invoke(app, ["history", str(roster)])
    assert run.exit_code == 0 and (tmp_path / "two weeks history.xlsx").is_file()
    run = CliRunner().invoke(app, ["history", str(roster), "--format", "json"])
    printed = json.loads(run.stdout)
    assert printed["weeks"] == [plan.problem.first_day.isoformat() for plan in plans]
    assert printed == json.loads(json.dumps(json_of_rotation(api.history([api.load_roster(roster)]))))


def test_times_and_dates_are_shown_by_the_rosters_clock() -> None:
    found = replace(rotation(ROSTERS, KINDS, "Riverside"), wording=Wording(12))
    sheet = openpyxl.load_workbook(BytesIO(rotation_workbook(found, datetime(2026, 12, 14))))["Groups"]
    assert sheet["G5"].value == "Thu 9:00 AM"
    assert sheet["D5"].number_format == "h:mm AM/PM"
