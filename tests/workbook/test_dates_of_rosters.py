"""Rosters that come back from a spreadsheet of America hold dates that only their weekday settles."""

from datetime import date

import pytest

from planner.model.faults import Fault
from planner.rosters.columns import SESSIONS, rows_of_sheet
from planner.tables.raw import RawRow, RawTable


def dates_of(
    *typed: tuple[object, object], month_first: bool | None = None
) -> tuple[list[date | None], list[Fault]]:
    headings = ["Session", "Date", "Day", "Start", "Topic"]
    rows = [
        RawRow(at, [None, day, weekday, "9:00", "Anger"]) for at, (day, weekday) in enumerate(typed, start=2)
    ]
    faults: list[Fault] = []
    table = RawTable("Sessions", "sessions.csv", [RawRow(1, headings), *rows], lines=True)
    found = rows_of_sheet(SESSIONS, [table], faults, {"Date", "Start", "Topic"})
    for row in found:
        row.month_first = month_first
    return [row.day("Date") for row in found], faults


@pytest.mark.parametrize("weekday", ["Mon", "Monday"])
def test_the_weekday_beside_a_date_settles_which_is_meant(weekday: str) -> None:
    assert dates_of(("12/7/2026", weekday)) == ([date(2026, 12, 7)], [])
    assert dates_of(("7/12/2026", weekday)) == ([date(2026, 12, 7)], [])


def test_without_a_weekday_the_settings_say_it_or_it_is_asked_back() -> None:
    assert dates_of(("12/7/2026", None), month_first=True) == ([date(2026, 12, 7)], [])
    ((day,), (fault,)) = dates_of(("12/7/2026", None))
    assert day is None and "2026-12-07 or 2026-07-12" in fault.fix


def test_a_weekday_that_fits_neither_date_leaves_it_to_the_settings() -> None:
    assert dates_of(("12/7/2026", "Wed"), month_first=True)[0] == [date(2026, 12, 7)]
