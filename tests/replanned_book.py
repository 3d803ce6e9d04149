"""A workbook, the roster that was handed out, and hands that type in them: for tests of the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from planner import api
from planner.model import Roster
from planner.rosters.file import read_roster
from tests.small_week import CODES, THU, at, in_force, written
from tests.workbook.books import save_workbook

AS_OF = ("--as-of", "2026-11-30 08:00")
QUICK = ("--seconds", "1", "--reproducible")
GRIEF = at(THU, 10)
Edit = Callable[[Workbook], None]


def book(folder: Path, thursday: tuple[str, ...] = CODES, name: str = "riverside.xlsx") -> Path:
    """The small program as a workbook; only those named come on Thursday."""
    hours = [[code, "Mon-Wed, Fri", "9:00", "12:00"] for code in CODES]
    hours += [[code, "Thu", "9:00", "12:00"] for code in thursday]
    tables: dict[str, list[list[object]]] = {
        "Topics": [
            ["Topic", "Minutes", "Smallest", "Largest", "Room kind"],
            ["Anger", 60, 2, 4, "none"],
            ["Grief", 60, 2, 4, "none"],
        ],
        "Therapists": [["Therapist", "Leads"], ["Ada", "all"], ["Ben", "all"]],
        "Levels": [["Level", "Min hours", "Max hours"], ["Small", 2, 10]],
        "Times": [["Days", "Starts"], ["weekdays", "9:00, 10:00, 11:00"]],
        "Clients": [["Client", "Level", "Tags"], *([code, "Small", "mandated"] for code in CODES)],
        "Client availability": [["Client", "Days", "From", "To"], *hours],
        "Therapist availability": [
            ["Therapist", "Days", "From", "To"],
            ["Ada", "weekdays", "9:00", "12:00"],
            ["Ben", "weekdays", "9:00", "12:00"],
        ],
        "Needs": [
            ["Client", "Topic", "Sessions"],
            *([code, topic, 1] for code in CODES for topic in ("Anger", "Grief")),
        ],
    }
    return save_workbook(folder / name, tables)


def book_and_roster(folder: Path) -> tuple[Path, Path]:
    """The workbook and the roster that was made from it and handed out."""
    of = book(folder)
    program, _ = api.load(of)
    return of, written(folder / "riverside 2026-11-30.xlsx", program, in_force(), api.rules_of(program))


def edit(path: Path, change: Edit) -> None:
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)


def row_of(workbook: Workbook, sheet: str, client: str, session: str) -> int:
    headings = [cell.value for cell in workbook[sheet][1]]
    for row in workbook[sheet].iter_rows(min_row=2):
        told = dict(zip(headings, (cell.value for cell in row), strict=True))
        if told["Session"] == session and told.get("Client", "") == client:
            return row[0].row or 0
    raise LookupError(session)


def put(sheet: str, session: str, client: str, heading: str, value: Any) -> Edit:
    """Types a value into a row."""

    def change(workbook: Workbook) -> None:
        headings = [cell.value for cell in workbook[sheet][1]]
        row = row_of(workbook, sheet, client, session)
        workbook[sheet].cell(row, headings.index(heading) + 1).value = value

    return change


def roster_in(path: Path) -> Roster:
    return read_roster(path).rosters[0]
