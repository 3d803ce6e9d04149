"""A small program workbook as tables, and the files it can be: a workbook or a folder of CSV files. Synthetic."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
from typer.testing import CliRunner

from planner.cli import app
from planner.model.faults import Fault, WorkbookFaults
from planner.program import Program
from planner.workbook.read import read_program

Tables = dict[str, list[list[Any]]]  # a sheet's rows, the first its headings; a cell may hold anything

RULES = {"Least hours": True, "One place at a time": False}

_PLAIN: Tables = {
    "Topics": [
        ["Topic", "Kind", "Minutes", "Smallest", "Largest"],
        ["Anger", None, 60, 2, 8],
        ["Grief, loss and change", "education", 90, None, None],
        ["Individual", "individual", 50, None, None],
    ],
    "Therapists": [
        ["Therapist", "Leads", "Most hours"],
        ["Ortiz", "Anger; Grief, loss and change", 20],
        ["Chen", "all", 7.5],
    ],
    "Clients": [
        ["Client", "Level", "Primary therapist", "Tags", "Starts"],
        ["C001", "IOP", "Chen", "women, Spanish", date(2026, 11, 30)],
        ["C002", None, None, None, None],
    ],
    "Client availability": [
        ["Client", "Days", "From", "To"],
        ["C001", "Mon-Fri", time(9), time(12, 30)],
        ["C002", "weekend", "9:00-12:00", None],
    ],
    "Therapist availability": [
        ["Therapist", "Days", "From", "To"],
        ["Ortiz", "daily", "9am", "5pm"],
        ["Chen", "weekdays", "0800", "noon"],
    ],
}


def plain(**more: Sequence[Any]) -> Tables:
    """The plain program, with whole sheets put in or replaced; `_` in a name stands for a blank."""
    tables = deepcopy(_PLAIN)
    tables.update({name.replace("_", " "): [list(row) for row in rows] for name, rows in more.items()})
    return tables


def put(tables: Tables, sheet: str, row: int, heading: str, value: object) -> Tables:
    """A cell, in a column that is added where it isn't there yet; row 1 holds the headings."""
    if heading not in tables[sheet][0]:
        for line in tables[sheet]:
            line.append(heading if line is tables[sheet][0] else None)
    tables[sheet][row - 1][tables[sheet][0].index(heading)] = value
    return tables


def save_workbook(path: Path, tables: Mapping[str, Any]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def save_folder(
    folder: Path,
    tables: Mapping[str, Any],
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        file = folder / f"{name.lower().replace(' ', '_')}.csv"
        with file.open("w", newline="", encoding=encoding) as out:
            csv.writer(out, delimiter=delimiter).writerows(rows)
    return folder


def planned(book: Path) -> dict[str, Any]:
    """What the command line says of a planned week, as data; the roster stands beside the book."""
    words = ["--week", "2026-11-30", "--seconds", "3", "--reproducible", "--format", "json"]
    done = CliRunner().invoke(app, ["plan", str(book), *words])
    assert done.exit_code == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def read(
    tmp_path: Path, tables: Tables, rule_names: Mapping[str, bool] | None = None
) -> tuple[Program, list[Fault]]:
    return read_program(save_workbook(tmp_path / "riverside.xlsx", tables), rule_names or {})


def faults_of(tmp_path: Path, tables: Tables, rule_names: Mapping[str, bool] | None = None) -> list[str]:
    """Every fault as text, whether or not the program can be read."""
    try:
        _, faults = read(tmp_path, tables, rule_names)
    except WorkbookFaults as trouble:
        return [f"{fault.kind}: {fault}" for fault in trouble.faults]
    return [f"{fault.kind}: {fault}" for fault in faults]


def only(tmp_path: Path, tables: Tables, starts: str, *parts: str) -> None:
    """The workbook has this one fault."""
    said = faults_of(tmp_path, tables, RULES)
    assert len(said) == 1, said
    assert said[0].replace("riverside.xlsx: ", "").startswith(starts), said[0]
    for part in parts:
        assert part in said[0]
