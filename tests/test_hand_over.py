"""How changes are handed over: a page for each person, in 80 columns, and who is phoned first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from planner.export.changes import says_changes
from planner.export.hand_over import errands_of
from planner.export.sheets.page import PAGE_PIXELS, SPARE
from planner.export.sheets.roster import write_roster
from planner.model import Problem, Roster
from planner.plan import Change, Plan
from planner.replanning.changes import changes_between
from planner.replanning.request import lead_of
from planner.week.problem import problem_of
from tests.changed_week import ANGER, GRIEF, OLD, RULES, changes
from tests.small_week import (
    CODES,
    FRI,
    MON,
    MONDAY,
    TUE,
    WED,
    at,
    in_force,
    program,
)


def test_the_text_fits_80_columns() -> None:
    text = says_changes(changes(in_force(ANGER)))
    assert all(len(line) <= 80 for line in text.splitlines())
    assert text.startswith("Clients\n  C001: Thu 10:00 Grief with Ben -> nothing.")


def written(tmp_path: Path, problem: Problem, new: Roster, found: tuple[Change, ...]) -> Worksheet:
    path = tmp_path / "roster.xlsx"
    write_roster(path, [Plan(problem, new, (), (), needs=(), changes=found)], datetime(2026, 12, 1))
    return openpyxl.load_workbook(path)["Changes"]


def test_each_person_has_a_page_to_hand_over(tmp_path: Path) -> None:
    new = in_force(ANGER, replace(GRIEF, therapists=("Ada",), seats=GRIEF.seats[1:]))
    sheet = written(tmp_path, problem_of(program(), MONDAY), new, changes(new))
    titles = [cell.value for cell in sheet["A"] if cell.value and "  ·  Changes" in str(cell.value)]
    assert [title.split()[0] for title in titles] == [*CODES, "Ada", "Ben"]
    assert len(sheet.row_breaks.brk) == len(titles)
    assert not sheet.page_setup.fitToHeight or not sheet.sheet_properties.pageSetUpPr
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    page = next(number for number, row in enumerate(rows) if str(row[0]).startswith("C001  "))
    assert rows[page + 2][0] == "Thu 10:00 Grief with Ben"
    assert rows[page + 2][3] == "– (no longer)"
    assert rows[page + 2][5] is None, "why is not the client's affair"


def test_a_page_of_changes_is_one_page_wide_in_any_font(tmp_path: Path) -> None:
    sheet = written(tmp_path, problem_of(program(), MONDAY), in_force(ANGER), changes(in_force(ANGER)))
    widths = sum(dimension.width for dimension in sheet.column_dimensions.values())
    characters_across = 137  # of Excel's own font, on landscape Letter between these margins
    without_it = (
        1.33  # so much wider columns come out where that font is missing, as on Linux without Carlito
    )
    assert widths * float(sheet.page_setup.scale or 0) / 100 * without_it < characters_across


def test_what_is_scaled_and_not_fitted_has_room_for_any_font() -> None:
    inches_across, pixels_an_inch, without_it = 11 - 0.4 - 0.4, 96, 1.33
    assert PAGE_PIXELS * SPARE * without_it < inches_across * pixels_an_inch


def errands(new: Roster, as_of: int = 0) -> list[tuple[str, list[str]]]:
    problem = replace(problem_of(program(), MONDAY), as_of=as_of)
    found = changes_between(OLD, new, problem, RULES)
    told = errands_of(Plan(problem, new, (), (), needs=(), changes=found))
    return [(errand.heading, [call.who for call in errand.calls]) for errand in told]


def test_on_sunday_monday_is_tomorrow() -> None:
    """Before the week has begun notice runs from the moment of replanning too, and not from the week's beginning."""
    moved = in_force(replace(ANGER, start=at(MON, 10)), GRIEF)
    sunday = replace(problem_of(program(), MONDAY), lead=8 * 60)
    found = changes_between(OLD, moved, sunday, RULES)
    assert {change.notice_hours for change in found} == {8 + 10}
    first, *_ = errands_of(Plan(sunday, moved, (), (), needs=(), changes=found))
    assert first.heading == "Phone first (today and tomorrow, until Mon 30 Nov 2026)"
    saturday = replace(sunday, lead=32 * 60)
    first, *_ = errands_of(Plan(saturday, moved, (), (), needs=(), changes=found))
    assert first.heading == "Phone: a time, a day or a seat changes"


def test_the_first_minute_of_the_week_is_a_moment_like_any_other() -> None:
    week = problem_of(program(), MONDAY)
    monday = replace(week, lead=lead_of(datetime(2026, 11, 30), week))
    moved = in_force(replace(ANGER, start=at(TUE, 10)), GRIEF)
    found = changes_between(OLD, moved, monday, RULES)
    first, *_ = errands_of(Plan(monday, moved, (), (), needs=(), changes=found))
    assert first.heading == "Phone first (today and tomorrow, until Tue 1 Dec 2026)"


def test_whoever_has_a_change_by_tomorrow_is_phoned_first() -> None:
    thursday = replace(GRIEF, start=at(FRI, 10))
    assert errands(in_force(ANGER, thursday), at(WED, 12)) == [
        ("Phone first (today and tomorrow, until Thu 3 Dec 2026)", [*CODES, "Ben"])
    ]
    assert errands(in_force(ANGER, thursday), at(TUE, 12)) == [
        ("Phone: a time, a day or a seat changes", [*CODES, "Ben"])
    ]


def test_nobody_is_phoned_because_of_a_room_or_another_therapist() -> None:
    room = replace(GRIEF, room="Oak")
    assert errands(in_force(ANGER, room)) == [
        ("Therapists and rooms that change, nobody's time", ["Thu-1000-GRI"])
    ]
