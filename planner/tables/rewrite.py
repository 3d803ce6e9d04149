"""A copy of a program workbook with rows changed or added: the one place that writes cells of somebody's workbook."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.cell import coordinate_from_string

from planner.model.faults import PlannerError
from planner.tables.cells import heading_key, key, shown
from planner.tables.csv_folder import csv_files, delimiter_of, numbered_rows, text_of
from planner.tables.sheet_names import names_a_table, sheets_of_files, without_table
from planner.tables.shown import text_shown

EVERY = "*"  # instead of a column in `RowEdit.row`: every row of the sheet


@dataclass(frozen=True)
class RowEdit:
    """A row of a sheet: the one whose cells are those of `row` (`{"": "A5"}`: by its cell) gets `cells`.

    Without `row` it is a new one; `{EVERY: ""}` are all of them; without `cells` the row is emptied.
    """

    sheet: str
    row: Mapping[str, str]
    cells: Mapping[str, str | int | float | date]


def copy_of_workbook(source: Path, edits: Sequence[RowEdit]) -> bytes:
    """The workbook with the edits in it, as a file's content. Raises `PlannerError` for a sheet that isn't there."""
    book = openpyxl.load_workbook(source)
    for edit in edits:
        named = {heading_key(without_table(one.title)): one for one in book.worksheets}
        sheet = named.get(heading_key(edit.sheet))
        if sheet is None:
            sheet = book.create_sheet(edit.sheet)
            for place, column in enumerate((*edit.row, *edit.cells), 1):
                sheet.cell(1, place, column)
        _edit_sheet(sheet, edit)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _edit_sheet(sheet: Any, edit: RowEdit) -> None:
    filled = (
        row
        for row in range(1, sheet.max_row + 1)
        if any(cell.value is not None for cell in sheet[row])
        and not names_a_table([cell.value for cell in sheet[row]])
    )
    headings_at = next(filled, 1)
    _fill_merged(sheet, headings_at)
    columns = {heading_key(str(c.value)): c.column for c in sheet[headings_at] if c.value is not None}
    for column in (*edit.row, *edit.cells):
        if column and column != EVERY and heading_key(column) not in columns:
            columns[heading_key(column)] = sheet.max_column + 1
            sheet.cell(headings_at, columns[heading_key(column)], column)
    last = _last_row(sheet)
    for row in _rows_of(sheet, edit, columns, headings_at, last) if edit.row else [last + 1]:
        if not edit.cells:
            for cell in sheet[row]:
                cell.value = None
        for column, value in edit.cells.items():
            _type(sheet.cell(row, columns[heading_key(column)]), value)


def _type(cell: Any, value: str | int | float | date) -> None:
    cell.value = value if value != "" else None
    if isinstance(value, str) and value:
        cell.data_type = "s"  # a code such as =9 is no formula


def _fill_merged(sheet: Any, headings_at: int) -> None:
    """What is merged over rows becomes their own, as it is read: then one of them can be changed alone."""
    for merged in [one for one in sheet.merged_cells.ranges if one.min_row > headings_at]:
        held = sheet.cell(merged.min_row, merged.min_col)
        sheet.unmerge_cells(merged.coord)
        for row in range(merged.min_row + 1, merged.max_row + 1):
            if any(cell.value is not None for cell in sheet[row]):
                cell = sheet.cell(row, merged.min_col)
                cell.value, cell.data_type = held.value, held.data_type
                cell.number_format = held.number_format


def _last_row(sheet: Any) -> int:
    rows = range(sheet.max_row, 0, -1)
    return next((row for row in rows if any(cell.value is not None for cell in sheet[row])), 0)


def _rows_of(sheet: Any, edit: RowEdit, columns: Mapping[str, int], headings_at: int, last: int) -> list[int]:
    rows = range(headings_at + 1, last + 1)
    if EVERY in edit.row:
        return list(rows)
    if "" in edit.row:
        return [_row_at(edit.row[""])]
    asked = [(columns[heading_key(column)], key(value)) for column, value in edit.row.items()]
    found = [row for row in rows if all(_shows(sheet.cell(row, at)) == value for at, value in asked)]
    if not found:
        raise _not_there(edit)
    return found


def _shows(cell: Any) -> str:
    """What a cell shows, to be compared: 007 of a 7 under the format 000."""
    value = cell.value
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return key((text_shown(value, cell.number_format) if number else "") or shown(value))


def _row_at(place: str) -> int:
    """The row of `Rooms!A5`, or the line of `line 5, column Room`."""
    line = re.search(r"\bline (\d+)", place)
    return int(line[1]) if line else int(coordinate_from_string(place.rpartition("!")[2])[1])


def _not_there(edit: RowEdit) -> PlannerError:
    return PlannerError(f"{edit.sheet} has no row for {', '.join(edit.row.values())}")


def copy_folder(source: Path, target: Path, edits: Sequence[RowEdit]) -> None:
    """A folder of CSV files copied, with the edits in it."""
    shutil.copytree(source, target)
    for edit in edits:
        named = {heading_key(sheet): file for file, sheet in sheets_of_files(csv_files(target)).items()}
        path = named.get(heading_key(edit.sheet), target / f"{edit.sheet.lower().replace(' ', '_')}.csv")
        text = text_of(path, path.read_bytes()) if path.exists() else ""
        numbered = list(numbered_rows(text)) or [(1, [*edit.row, *edit.cells])]
        rows = [row for _, row in numbered]
        _edit_rows(rows, edit, [line for line, _ in numbered])
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter=delimiter_of(text)).writerows(rows)


def _edit_rows(rows: list[list[str]], edit: RowEdit, lines: Sequence[int]) -> None:
    """Edits the rows of a CSV file; `lines`: on which line of it each begins."""
    headings_at = next((at for at, row in enumerate(rows) if any(row) and not names_a_table(row)), 0)
    headings = rows[headings_at]
    known = {heading_key(column): place for place, column in enumerate(headings)}
    for column in (*edit.row, *edit.cells):
        if column and column != EVERY and heading_key(column) not in known:
            known[heading_key(column)] = len(headings)
            headings.append(column)
    below = range(headings_at + 1, len(rows))
    for at in below:
        rows[at] = [*rows[at], *[""] * (len(headings) - len(rows[at]))]
    if not edit.row:
        rows.append([""] * len(headings))
        changed = [len(rows) - 1]
    elif EVERY in edit.row:
        changed = list(below)
    elif "" in edit.row:
        changed = [lines.index(_row_at(edit.row[""]))]
    else:
        asked = [(known[heading_key(column)], key(value)) for column, value in edit.row.items()]
        changed = [at for at in below if all(key(rows[at][place]) == value for place, value in asked)]
        if not changed:
            raise _not_there(edit)
    for at in changed:
        if not edit.cells:
            rows[at] = [""] * len(headings)  # and not removed: the cells of other rows stay where they are
        for column, value in edit.cells.items():
            rows[at][known[heading_key(column)]] = (
                value.isoformat() if isinstance(value, date) else str(value)
            )
