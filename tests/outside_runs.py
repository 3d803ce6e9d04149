"""Runs the command line for the outside fuzz, and judges what comes out of any run."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from typer.testing import CliRunner

from planner.cli import app
from tests.outside_checker import check_roster
from tests.outside_reader import clock_of, day_of, read_sheets
from tests.outside_weeks import Sheets, save

WEEK = ("--week", "2026-11-30", "--seconds", "1")


class Wrong(AssertionError):
    """Something that no run may do; the sentence says what."""


def planner(*words: object) -> tuple[int, dict[str, Any] | None, str]:
    """A run of the command line: its exit code, its JSON and what it said."""
    done = CliRunner().invoke(app, [*map(str, words), "--format", "json"])
    told = json.loads(done.stdout) if done.stdout.startswith("{") else None
    return done.exit_code, told, done.stderr


def planned(book: Path, roster: Path, *more: str) -> tuple[str, dict[str, Any] | None]:
    """Plans a workbook, and raises `Wrong` for whatever may not be; says how it ended."""
    code, told, said = planner("plan", book, "-o", roster, *WEEK, *more)
    return judged(code, told, said, book, roster), told


def judged(
    code: int,
    told: dict[str, Any] | None,
    said: str,
    book: Path,
    roster: Path,
    as_of: tuple[date, int] | None = None,
    been: Sequence[tuple[str, str, date, int]] = (),
    stands: Collection[str] = (),
) -> str:
    if told is None:
        raise Wrong(f"exit {code} without JSON: {said[-300:]}")
    if code == 1:
        if roster.exists():
            raise Wrong("faults, and a roster all the same")
        if told["errors"] and "there is no sheet" in told["errors"][0]["says"]:
            return "faults"
        if not told["errors"] or not all(fault["cell"] or fault["sheet"] for fault in told["errors"]):
            raise Wrong(f"an error without a cell: {said[-300:]}")
        return "faults"
    if code == 3:
        if not re.search("!|--except", said.split("no plan is possible", 1)[-1]):
            raise Wrong(f"no plan, and no cell: {said[-300:]}")
        return "no plan"
    if code != 0:
        raise Wrong(f"exit {code}: {said[-300:]}")
    for level in told["levels"]:
        if level["bound"] > level["value"]:
            raise Wrong(f"a bound above the value: {level}")
        if level["proven"] != (level["bound"] == level["value"]):
            raise Wrong(f"proven, and not: {level}")
    if found := check_roster(book, roster, as_of, been, stands):
        raise Wrong(" | ".join(found[:5]))
    return "planned"


def checks(book: Path, new: Path, moment: tuple[date, int] = (date.min, 0)) -> None:
    """What the planner wrote, its own `check` finds nothing in, but for what had begun: facts may break a rule."""
    code, told, said = planner("check", book, new)
    overridden = told and any("override" in fault["says"] for fault in told["warnings"])
    errors = (told or {}).get("errors", ())
    ahead = [
        fault for fault in errors if not (_has_begun(new, fault, moment) or _was_settled(book, fault, moment))
    ]
    if code and not overridden and (ahead or not (told or {}).get("errors")):
        raise Wrong(f"check of the new roster: exit {code}: {ahead or said[-300:]}")


def _has_begun(roster: Path, fault: dict[str, Any], moment: tuple[date, int]) -> bool:
    """Whether a fault stands in a row of Roster or Sessions that is about a session before the moment."""
    if fault["sheet"] not in ("Roster", "Sessions"):
        return False
    sheet = openpyxl.load_workbook(roster)[fault["sheet"]]
    at = {cell.value: number for number, cell in enumerate(sheet[1])}
    row = sheet[int(re.sub(r"\D", "", fault["cell"]))]
    day, start = day_of(row[at["Date"]].value), clock_of(row[at["Start"]].value)
    return day is not None and start is not None and (day, start) < moment


def _was_settled(book: Path, fault: dict[str, Any], moment: tuple[date, int]) -> bool:
    """Whether a fault is about a dated row of Fixed that had begun: `check` isn't told when the replanning was."""
    if fault["sheet"] != "Fixed":
        return False
    row = openpyxl.load_workbook(book)["Fixed"][int(re.sub(r"\D", "", fault["cell"]))]
    day, start = row[0].value, clock_of(row[1].value)  # a weekday is no date
    return isinstance(day, datetime) and start is not None and (day.date(), start) < moment


def sessions_of(roster: Path) -> dict[str, tuple[date, int, str, str, str, frozenset[str]]]:
    sheets = read_sheets(roster)
    seats: dict[str, set[str]] = {}
    for row in sheets["roster"]:
        if row.get("client") is not None:
            seats.setdefault(str(row["session"]), set()).add(str(row["client"]))
    found = {}
    for row in sheets["sessions"]:
        day, start, id = day_of(row["date"]), clock_of(row["start"]), str(row["session"])
        assert day is not None and start is not None
        who = (str(row["topic"]), str(row["therapist"]), str(row["room"]), frozenset(seats.get(id, ())))
        found[id] = (day, start, *who)
    return found


def without_faults(book: Path, sheets: Sheets) -> Sheets:
    """The sheets without the rows (of Needs and Fixed) and the cells (of Clients) that `check` calls faults."""
    for _ in range(6):
        wrong = (planner("check", book)[1] or {"errors": []})["errors"]
        rows = {
            (fault["sheet"], int(re.sub(r"\D", "", fault["cell"]) or 0), fault["cell"][:1]) for fault in wrong
        }
        if not wrong:
            break
        mended: Sheets = {}
        for name, kept in sheets.items():
            bad = {row: ord(column) - ord("A") for sheet, row, column in rows if sheet == name}
            if name == "Clients":
                kept = [[None if bad.get(at) == cell else value for cell, value in enumerate(row)]
                        for at, row in enumerate(kept, start=1)]  # fmt: skip
                bad = {}
            kept = [row for at, row in enumerate(kept, start=1) if at not in bad]
            if len(kept) > 1:
                mended[name] = kept
        sheets = mended
        save(book, sheets)
    return sheets
