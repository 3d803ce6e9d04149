"""The setting Clock: people read twelve hours and the month first, or twenty-four; programs read the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from planner.export.changes import says_changes
from planner.export.report import json_of
from planner.export.sheets.roster import write_roster
from planner.export.weeks import says_weeks, two_weeks
from planner.model import Wording, listed
from planner.replanning.changes import changes_of_files
from planner.rosters.file import read_roster
from tests.export.sample import sample_plan

TWELVE, TWENTY_FOUR = Wording(12), Wording(24)


@pytest.mark.parametrize(
    ("minute", "said"),
    [
        (0, "12:00 AM"),
        (59, "12:59 AM"),
        (9 * 60, "9:00 AM"),
        (719, "11:59 AM"),
        (720, "12:00 PM"),
        (1439, "11:59 PM"),
        (1440 + 810, "1:30 PM"),
    ],
)
def test_a_time_by_twelve_hours(minute: int, said: str) -> None:
    assert TWELVE.time(minute) == said


def test_a_span_says_its_half_of_the_day_once_if_it_can() -> None:
    assert TWELVE.span(540, 620) == "9:00–10:20 AM"
    assert TWELVE.span(660, 750) == "11:00 AM–12:30 PM"
    assert TWENTY_FOUR.span(540, 620) == "09:00–10:20"


def test_a_date_has_its_month_where_the_clock_has_twelve_hours() -> None:
    day = date(2026, 11, 30)
    assert (TWELVE.full_date(day), TWELVE.day(day)) == ("Mon, Nov 30, 2026", "Mon, Nov 30")
    assert (TWENTY_FOUR.full_date(day), TWENTY_FOUR.day(day)) == ("Mon 30 Nov 2026", "Mon 30 Nov")


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_listed_as_people_say_them(names: list[str], said: str) -> None:
    assert listed(names) == said


def test_people_read_twelve_hours_and_the_cells_hold_real_times(tmp_path: Path) -> None:
    plan = sample_plan()
    plan = replace(plan, problem=replace(plan.problem, wording=TWELVE))
    write_roster(tmp_path / "roster.xlsx", [plan], datetime(2026, 11, 27))
    book = openpyxl.load_workbook(tmp_path / "roster.xlsx")
    week = "\n".join(str(cell.value) for row in book["Week"] for cell in row if cell.value)
    assert "1:00–2:30 PM" in week and "Mon, Nov 30" in week and "13:00" not in week
    start = book["Sessions"]["D2"]
    assert start.value == time(9) and start.number_format == "h:mm AM/PM"


def test_two_rosters_are_compared_by_the_clock_they_were_written_with(tmp_path: Path) -> None:
    """Without the program nobody else says it: the same week, and two weeks."""
    for name, wording in (("twelve", TWELVE), ("twenty-four", TWENTY_FOUR)):
        for week in (date(2026, 11, 30), date(2026, 12, 7)):
            plan = sample_plan(week)
            plan = replace(plan, problem=replace(plan.problem, wording=wording))
            write_roster(tmp_path / f"{name} {week}.xlsx", [plan], datetime(2026, 11, 27))
    for name, shown, other in (("twelve", "1:00 PM", "13:00"), ("twenty-four", "13:00", "1:00 PM")):
        book = openpyxl.load_workbook(tmp_path / f"{name} 2026-12-07.xlsx")
        rows = [row for row in book["Sessions"].iter_rows(min_row=2) if row[3].value == time(13)]
        for row in rows:
            row[9].value = None
            row[3].value, row[4].value = time(16), None
        book.save(tmp_path / f"{name} moved.xlsx")
        weeks = [
            read_roster(tmp_path / f"{name} {which}.xlsx") for which in ("2026-11-30", "2026-12-07", "moved")
        ]
        text = says_changes(changes_of_files(weeks[1], weeks[2], None, None))
        assert rows and shown in text and other not in text
        compared = two_weeks(weeks[0], weeks[2], None)
        assert compared is not None
        assert shown in says_weeks(compared) and other not in says_weeks(compared)


def test_programs_read_the_same_whatever_the_clock() -> None:
    plan = sample_plan()
    american = replace(plan, problem=replace(plan.problem, wording=TWELVE))
    sessions = [json.dumps(json_of([one])["sessions"]) for one in (plan, american)]
    assert sessions[0] == sessions[1]
