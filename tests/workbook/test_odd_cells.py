"""A dozen odd things typed into every column there is: never a traceback, always a place and a remedy."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, time, timedelta
from pathlib import Path

import pytest

import planner.workbook.read
from planner.model.faults import Fault, WorkbookFaults
from planner.tables.raw import Broken, RawRow, RawTable, letters, rows_with_something
from planner.workbook.choices import SETTINGS
from planner.workbook.read import read_program
from planner.workbook.sheets import SHEETS
from tests.workbook.books import Tables
from tests.workbook.test_bad_inputs import FULL

MORE = {
    "Levels": {"Most on end": None, "Pause": None},
    "Topics": {
        "Best size": None,
        "Leader tags": None,
        "Starts": None,
        "Only if asked": None,
        "Homework": None,
        "Second leader above": None,
    },
    "Therapists": {"Tags": None},
    "Clients": {"Family": None},
    "Client availability": {"First day": None, "Last day": None, "Topics": None},
    "Therapist availability": {"First day": None, "Last day": None, "Topics": None},
    "Away": {"Reason": None},
    "Fixed": {"From": None, "Until": None, "Every": None},
    "Attendance": {"Lesson": None},
}
SHEETS_MORE: Tables = {
    "Room availability": [["Room", "Days", "From", "To", "First day", "Last day"],
                          ["Blue", "Mon-Fri", time(8), time(20), None, None]],
    "Lessons": [["Topic", "Lesson", "Title", "Homework"], ["Anger", 1, "Triggers", None]],
    "Rewards": [["Reward", "For", "Topic", "Number", "Amount", "Step", "Reset", "Cap", "Cap days"],
                ["Bus", "in a row", "Anger", 3, 5, 1, "yes", 50, 30]],
}  # fmt: skip
GIBBERISH = "qzqz 77"
ODD: tuple[object, ...] = (
    GIBBERISH, -1, float("inf"), 46357, True, date(2026, 12, 1), timedelta(hours=30), "12/1/2026", "9-12", "C01",
    "C001/C002", Broken.NOT_CALCULATED,
)  # fmt: skip
TAKE_ANY_WORDS = {
    "Tags",
    "Family",
    "For",
    "Not for",
    "Leader tags",
    "Kind",
    "Homework",
    "Reason",
    "Title",
    "Reward",
}
DECLARE = {("Levels", "Level"), ("Topics", "Topic"), ("Rooms", "Room"), ("Curriculum", "Curriculum")}
NO_CURRENT_NAME = {("Attendance", "Therapist")}  # whoever has left still led the session


def whole() -> Tables:
    """The program of the bad cells with a column for every column there is."""
    tables = deepcopy(FULL)
    for name, columns in MORE.items():
        rows = tables[name]
        rows[0] += columns
        for row in rows[1:]:
            row += [None] * (len(rows[0]) - len(row))
    tables["Settings"] += [
        [name, None] for name in SETTINGS if all(row[0] != name for row in tables["Settings"])
    ]
    for rows in tables.values():
        for row in rows:
            row += [None] * (len(rows[0]) - len(row))
    return tables | deepcopy(SHEETS_MORE)


PLACES = [
    (sheet.name, heading, number, at)
    for sheet in SHEETS
    for at, heading in enumerate(whole()[sheet.name][0])
    for number in (range(1, len(SETTINGS) + 1) if sheet.name == "Settings" else (1,))
    if (sheet.name, heading) != ("Settings", "Setting")
]


def said_of(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> list[Fault]:
    def opened(path: Path) -> list[RawTable]:
        return [
            RawTable(
                name,
                "b.xlsx",
                rows_with_something("b.xlsx", [RawRow(at, row) for at, row in enumerate(rows, 1)]),
            )
            for name, rows in tables.items()
        ]

    monkeypatch.setattr(planner.workbook.read, "open_tables", opened)
    try:
        return read_program(Path("b.xlsx"), {"Least hours": True})[1]
    except WorkbookFaults as trouble:
        return list(trouble.faults)


def test_every_column_there_is_gets_odd_things() -> None:
    assert {(sheet, heading) for sheet, heading, _, _ in PLACES} | {("Settings", "Setting")} == {
        (sheet.name, column.name) for sheet in SHEETS for column in sheet.columns
    }


@pytest.mark.parametrize(("sheet", "heading", "number", "at"), PLACES)
def test_what_is_odd_is_read_or_answered_with_a_place_and_a_remedy(
    monkeypatch: pytest.MonkeyPatch, sheet: str, heading: str, number: int, at: int
) -> None:
    for odd in ODD:
        tables = whole()
        tables[sheet][number][at] = odd
        for fault in said_of(tables, monkeypatch):
            assert fault.cell and fault.fix, (odd, fault)
            proposed = fault.fix.rpartition("did you mean '")[2].rstrip("'?")
            if fault.found[:1] == "C" and fault.found[1:].isdigit() and proposed[:1] == "C":
                assert int(fault.found[1:]) == int(proposed[1:]), fault  # no code is taken for another


@pytest.mark.parametrize(
    ("sheet", "heading", "number", "at"),
    [
        place
        for place in PLACES
        if place[:2] not in DECLARE | NO_CURRENT_NAME and place[1] not in TAKE_ANY_WORDS and place[2] > 0
        and (place[0], place[2]) != ("Settings", 1)
    ],
)  # fmt: skip
def test_gibberish_is_told_in_its_own_cell(
    monkeypatch: pytest.MonkeyPatch, sheet: str, heading: str, number: int, at: int
) -> None:
    tables = whole()
    tables[sheet][number][at] = GIBBERISH
    cells = {f"{fault.sheet}!{fault.cell}" for fault in said_of(tables, monkeypatch)}
    assert f"{sheet}!{letters(at)}{number + 1}" in cells
