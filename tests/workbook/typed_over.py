"""A roster on whose flat sheets a hand types something, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from planner.model import Need
from planner.model.faults import Fault, WorkbookFaults
from planner.rosters.file import read_roster
from tests.workbook.hand_edited import SESSIONS, given, write

Typed = Callable[[Any], object]
AFTERNOON = next(row for row, one in enumerate(SESSIONS, start=2) if one.id == "Tue-1300-SKI")


def told(tmp_path: Path, typed: Typed) -> list[Fault]:
    asked = replace(given().problem, needs=(Need("C002", "Anger", 2, 10),))
    path = write(tmp_path / "roster.xlsx", asked)
    book = load_workbook(path)
    typed(book)
    book.save(path)
    try:
        return list(read_roster(path, given().program).warnings)
    except WorkbookFaults as trouble:
        return list(trouble.faults)


def put(sheet: str, row: int, heading: str, value: object) -> Typed:
    def typed(book: Any) -> None:
        column = next(cell.column for cell in book[sheet][1] if cell.value == heading)
        book[sheet].cell(row or book[sheet].max_row + 1, column).value = value

    return typed


def headed(sheet: str, heading: str, instead: str) -> Typed:
    def typed(book: Any) -> None:
        next(cell for cell in book[sheet][1] if cell.value == heading).value = instead

    return typed


def above(sheet: str) -> Typed:
    def typed(book: Any) -> None:
        book[sheet].insert_rows(1)
        book[sheet].cell(1, 1, "Week of November 30")

    return typed


def letter_of(book: Any, sheet: str, heading: str) -> str:
    return str(next(cell.column_letter for cell in book[sheet][1] if cell.value == heading))
