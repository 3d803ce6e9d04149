"""Where a roster goes, so that nothing a person has made is lost."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import typer

from planner.export.sheets.roster import write_roster
from planner.model.faults import PlannerError
from planner.plan import Plan


def roster_path(book: Path, output: Path | None, first_day: date) -> Path:
    """The roster's path: as asked for, or next to the workbook or CSV folder with the week's first day in its name.

    Raises `typer.BadParameter` for a name that isn't a workbook's, a folder that isn't there, and the
    program workbook itself.
    """
    named = book if book.name not in ("", "..") else book.resolve()
    stem = named.name if named.is_dir() else named.stem
    path = named.with_name(f"{stem} {first_day.isoformat()}.xlsx") if output is None else output
    if path.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"a roster's name ends in .xlsx; try -o '{path.stem}.xlsx'")
    if not path.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {path.parent}; make it, or name another with -o")
    if path.is_dir():
        raise typer.BadParameter(f"{path.name} is a folder; name a file with -o")
    if path.exists() and path.samefile(book):
        raise typer.BadParameter(
            f"{path.name} is the program workbook, which the planner never writes; name another file with -o"
        )
    return path


def write_and_keep(path: Path, plans: Sequence[Plan], now: datetime) -> Path | None:
    """Writes the roster; a file that stood there is moved aside, and its new path returned."""
    if not path.exists():
        write_roster(path, plans, now)
        return None
    kept = _unused(path, now)
    try:
        os.rename(path, kept)
    except OSError as error:
        raise PlannerError(
            f"{path.name} can't be replaced: it is open in another program (close it in Excel and try again), "
            "or this folder may not be written to"
        ) from error
    try:
        write_roster(path, plans, now)
    except BaseException:
        os.rename(kept, path)
        raise
    return kept


def _unused(path: Path, now: datetime) -> Path:
    stem = f"{path.stem} (before {now:%H-%M-%S}"
    names = (f"{stem}{f' {number}' if number > 1 else ''}){path.suffix}" for number in range(1, 1000))
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())
