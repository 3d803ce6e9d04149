"""What a hand types on the sheets for the printer isn't read, and so it is named; nothing else is taken for an edit."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from planner.export.sheets.roster import write_roster
from planner.rosters.file import read_roster
from tests.export.sample import sample_plan
from tests.workbook.hand_edited import CREATED, given, write

Typed = Callable[[Any], object]


def told(tmp_path: Path, typed: Typed) -> list[str]:
    """The warnings of a roster in which a hand did something: cell, what was found, and what it says."""
    path = write(tmp_path / "roster.xlsx", given().problem)
    book = load_workbook(path, rich_text=True)
    typed(book)
    book.save(path)
    read = read_roster(path, given().program)
    return [f"{fault.sheet}!{fault.cell}: {fault.found}: {fault.says}" for fault in read.warnings]


def find(book: Any, sheet: str, words: str) -> Any:
    """The first cell of a sheet whose text holds some words."""
    return next(
        cell for row in book[sheet].iter_rows() for cell in row if cell.value and words in str(cell.value)
    )


@pytest.mark.parametrize("sheet", ["Week", "Clients", "Therapists", "Rooms"])
def test_a_topic_retyped_on_a_printed_sheet_is_named_with_its_cell(tmp_path: Path, sheet: str) -> None:
    cells = []

    def typed(book: Any) -> None:
        cell = find(book, sheet, "Anger")
        cell.value = str(cell.value).replace("Anger", "Grief")
        cells.append(cell.coordinate)

    (said,) = told(tmp_path, typed)
    assert said.startswith(f"{sheet}!{cells[0]}: Grief") and "isn't taken over" in said and "'Anger" in said


def test_a_time_that_excel_made_of_a_text_is_an_edit(tmp_path: Path) -> None:
    def typed(book: Any) -> None:
        find(book, "Clients", "09:00").value = time(10, 0)

    (said,) = told(tmp_path, typed)
    assert said.startswith("Clients!B") and "10:00" in said and "'09:00" in said


def test_what_is_typed_beside_a_session_or_cleared_is_named(tmp_path: Path) -> None:
    def typed(book: Any) -> None:
        book["Clients"]["H3"].value = "C099 comes too"
        find(book, "Rooms", "Anger").value = None

    beside, cleared = told(tmp_path, typed)
    assert beside.startswith("Clients!H3: C099 comes too") and "nothing stood there" in beside
    assert cleared.startswith("Rooms!C") and "it was 'Anger'" in cleared


def test_a_roster_saved_as_csv_sheet_by_sheet_holds_no_edit(tmp_path: Path) -> None:
    """What formulas came to stands there as numbers, which the hidden copy doesn't have."""
    path = write(tmp_path / "roster.xlsx", given().problem)
    folder = tmp_path / "roster"
    folder.mkdir()
    for sheet in load_workbook(path, data_only=True).worksheets:
        with (folder / f"{sheet.title.lower().replace(' ', '_')}.csv").open("w", newline="") as file:
            csv.writer(file).writerows(
                [
                    "" if value is None else f"{value:%H:%M}" if isinstance(value, time) else str(value)
                    for value in row
                ]
                for row in sheet.iter_rows(values_only=True)
            )
    assert read_roster(folder, given().program).warnings == ()


def test_a_row_put_in_is_one_edit_and_not_all_rows_below(tmp_path: Path) -> None:
    def typed(book: Any) -> None:
        book["Therapists"].insert_rows(4)
        book["Therapists"]["A4"].value = "Mon, too"

    (said,) = told(tmp_path, typed)
    assert said.startswith("Therapists!A4: Mon, too") and "nothing stood there" in said


def test_many_edits_of_a_sheet_are_counted(tmp_path: Path) -> None:
    def typed(book: Any) -> None:
        for number in range(1, 21):
            book["Week"].cell(number, 30).value = f"note {number}"

    said = told(tmp_path, typed)
    assert len(said) == 6 and "15 more cells of Week" in said[-1]


def _flat(book: Any) -> None:
    book["Sessions"]["I2"].value = "Elm"
    book["Roster"].delete_rows(3)


def _split(book: Any) -> None:
    for merged in list(book["Week"].merged_cells.ranges):
        book["Week"].unmerge_cells(str(merged))


def _breaks(book: Any) -> None:
    for row in book["Week"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("\n", "_x000D_\n") + " "


def _formatted(book: Any) -> None:
    book["Clients"].column_dimensions["A"].width = 40
    book["Clients"]["A5"].font = Font(bold=True)
    book["Week"].row_dimensions[4].hidden = True


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(lambda book: None, id="saved by another program"),
        pytest.param(_flat, id="the flat sheets were edited"),
        pytest.param(_split, id="cells were unmerged"),
        pytest.param(_breaks, id="line breaks were written otherwise"),
        pytest.param(_formatted, id="formatted"),
        pytest.param(lambda book: book.remove(book["Clients"]), id="a sheet was deleted"),
        pytest.param(lambda book: book.move_sheet("Week", 5), id="a sheet was moved"),
    ],
)
def test_what_is_no_edit_of_a_printed_sheet_is_not_told(tmp_path: Path, typed: Typed) -> None:
    assert not [said for said in told(tmp_path, typed) if "for reading only" in said]


def test_two_weeks_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "two.xlsx"
    write_roster(path, [sample_plan(), sample_plan(date(2026, 12, 7))], CREATED)
    assert not read_roster(path).warnings
    book = load_workbook(path, rich_text=True)
    cell = find(book, "Week 2026-12-07", "Assertiveness")
    cell.value = "Assertiveness, moved"
    book.save(path)
    (warned,) = read_roster(path).warnings
    assert (warned.sheet, warned.cell) == ("Week 2026-12-07", cell.coordinate)
