"""Dates, hours and overrides that hands type on the flat sheets of a roster."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.model.faults import WorkbookFaults
from planner.rosters.file import read_roster
from planner.rosters.notes import is_override
from tests.workbook.hand_edited import FIRST_DAY, at, given, write
from tests.workbook.typed_over import AFTERNOON, put, told


def test_a_date_of_america_in_the_rosters_week_is_that_day_whatever_weekday_stands_beside_it(
    tmp_path: Path,
) -> None:
    day = FIRST_DAY + timedelta(days=1)
    path = write(tmp_path / "roster.xlsx", given().problem)
    book = load_workbook(path)
    put("Sessions", 2, "Date", f"{day.month}/{day.day}/{day.year}")(book)
    book.save(path)
    id = book["Sessions"]["A2"].value
    (found,) = [one for one in read_roster(path, given().program).rosters[0].sessions if one.id == id]
    assert found.day == 1


def test_a_number_typed_into_a_cell_of_times_is_the_hour(tmp_path: Path) -> None:
    path = write(tmp_path / "roster.xlsx", given().problem)
    book = load_workbook(path)
    put("Sessions", 2, "Start", 13)(book)
    book.save(path)
    id = book["Sessions"]["A2"].value
    (found,) = [one for one in read_roster(path, given().program).rosters[0].sessions if one.id == id]
    assert found.start % (24 * 60) == 13 * 60


@pytest.mark.parametrize(("typed", "meant"), [("1:30", "13:30"), (time(2, 30), "14:30"), ("5:00", "17:00")])
def test_an_hour_of_the_night_typed_for_one_of_the_afternoon_is_one_fault(
    tmp_path: Path, typed: object, meant: str
) -> None:
    (fault,) = told(tmp_path, put("Sessions", AFTERNOON, "Start", typed))
    assert (fault.kind, fault.cell) == ("error", f"D{AFTERNOON}")
    assert "when no session starts" in fault.says
    assert fault.fix == f"did you mean {meant}? If not, write 'override: ' and the reason into the row's Note"


def test_an_early_start_is_proposed_by_the_programs_own_clock(tmp_path: Path) -> None:
    path = write(tmp_path / "roster.xlsx", given().problem)
    book = load_workbook(path)
    put("Sessions", AFTERNOON, "Start", "6:30")(book)
    book.save(path)
    with pytest.raises(WorkbookFaults) as trouble:
        read_roster(path, replace(given().program, clock=12))
    (fault,) = trouble.value.faults
    assert "is 6:30 AM, when" in fault.says and fault.fix.startswith("did you mean 6:30 PM? If not")


def test_an_early_start_stands_where_the_rows_note_overrides(tmp_path: Path) -> None:
    path = write(tmp_path / "roster.xlsx", given().problem)
    book = load_workbook(path)
    put("Sessions", AFTERNOON, "Start", time(7, 30))(book)
    put("Sessions", AFTERNOON, "Note", "override: agreed with all")(book)
    book.save(path)
    roster = read_roster(path, given().program).rosters[0]
    assert next(one for one in roster.sessions if one.id == "Tue-1300-SKI").start == at(1, 7, 30)


@pytest.mark.parametrize(
    "note",
    [
        *("over-ride: agreed", "Overide, agreed", "overridden by Ann", "OVER RIDE", "overriden"),
        *("overidden", "override", "Override_agreed", "overrides the tag"),
    ],
)
def test_override_is_understood_however_it_is_spelt(note: str) -> None:
    assert is_override(note)


@pytest.mark.parametrize(
    "note",
    [
        *("", "over it", "overtime", "the override was withdrawn"),
        *("over-identified with the group", "Over identity issue", "Over ideas list", "Over idealising"),
    ],
)
def test_other_notes_override_nothing(note: str) -> None:
    assert not is_override(note)
