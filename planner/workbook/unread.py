"""Spreadsheets that lie among a program's CSV files: none of them is read, and whoever typed there should hear it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from planner.model.faults import Fault, Place
from planner.tables.cells import heading_key
from planner.tables.csv_folder import spreadsheets_in
from planner.tables.excel_file import sheet_names
from planner.tables.sheet_names import sheet_of
from planner.workbook.sheets import SHEETS

_SAVE = "save it as 'CSV UTF-8' in this folder"


def warnings_of_unread(folder: Path, read: Collection[str]) -> Iterator[Fault]:
    """A warning for each spreadsheet in a folder that holds a sheet of the program, or a whole one.

    `read`: the names of the sheets that were read. Rosters and what else a coordinator keeps there are left alone.
    """
    known = {heading_key(sheet.name): sheet.name for sheet in SHEETS}
    there = {heading_key(name) for name in read}
    for file in spreadsheets_in(folder):
        sheets = {heading_key(name) for name in sheet_names(file)}
        named = heading_key(sheet_of(file.stem))
        if {"roster", "sessions"} <= sheets or file.name.startswith(("~", ".")):
            continue
        says = "isn't read: of a folder only the CSV files count"
        if named in known:
            again = f"{known[named]} is there as a CSV file already; delete one of the two, or {_SAVE}"
            yield Place(file.name).fault("", says, again if named in there else _SAVE, "warning")
        elif len(sheets & set(known)) > 1:
            fix = "name the workbook instead of the folder if it is the program, else keep it elsewhere"
            yield Place(file.name).fault("", says, fix, "warning")
