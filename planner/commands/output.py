"""Where a roster goes, so that nothing a person has made is lost."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import typer

from planner.commands.console import Format, print_json, tell
from planner.commands.places import LONGEST_NAME, check_place
from planner.export.report import json_of, says_summary
from planner.export.sheets.roster import roster_content
from planner.model.faults import Fault, PlannerError
from planner.plan import Plan
from planner.whole_file import write_whole


def roster_path(book: Path, output: Path | None, first_day: date, option: str = "-o") -> Path:
    """The roster's path: as asked for, or next to the workbook or CSV folder with the week's first day in its name.

    `option` is the one by which a path is asked for. Raises `typer.BadParameter` for a name that isn't a workbook's, a
    folder that isn't there, and the program workbook itself.
    """
    named = book if book.name not in ("", "..") else book.resolve()
    stem = named.name if named.is_dir() else named.stem
    path = named.with_name(f"{stem} {first_day.isoformat()}.xlsx") if output is None else output
    check_place(path, option)
    if path.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"a roster's name ends in .xlsx; try {option} '{path.stem}.xlsx'")
    if path.exists() and path.samefile(book):
        raise typer.BadParameter(
            f"{path.name} is the program workbook, which the planner never writes; "
            f"name another file with {option}"
        )
    return path


def hand_in(
    path: Path, plans: Sequence[Plan], warnings: Sequence[Fault], form: Format, remark: str = ""
) -> None:
    """Writes the roster and says what it comes to, a `remark` after it; with the warnings of what was read."""
    noted = [replace(plans[0], warnings=(*map(str, warnings), *plans[0].warnings)), *plans[1:]]
    kept = write_and_keep(path, noted, datetime.now())
    if form is Format.JSON:
        print_json(json_of(plans, warnings=warnings))
    else:
        tell("\n\n".join(says_summary(one) for one in plans))
    if remark:
        tell(remark)
    if kept is not None:
        tell(f"The roster that stood there is kept as {kept.name}.")


def write_new(path: Path, plan: Plan) -> None:
    """Writes the roster of one week. Raises `PlannerError` when there is such a file already."""
    write_whole(path, roster_content([plan], datetime.now()), new=True)


def write_and_keep(path: Path, plans: Sequence[Plan], now: datetime) -> Path | None:
    """Writes the roster; a file that stood there is kept under another name, which is returned.

    At every moment the name holds the whole old or the whole new roster.
    """
    kept = _unused(path, now) if path.exists() else None
    write_whole(path, roster_content(plans, now), kept)
    return kept


def _unused(path: Path, now: datetime) -> Path:
    """A free name that tells when the file was put aside, cut where a file's name may not be so long."""
    for number in range(1, 1000):
        ending = f" (before {now:%H-%M-%S}{f' {number}' if number > 1 else ''}){path.suffix}"
        stem = path.stem
        while len(os.fsencode(stem + ending)) > LONGEST_NAME:
            stem = stem[:-1]
        if not (free := path.with_name(stem + ending)).exists():
            return free
    raise PlannerError(f"{path.name} was put aside 999 times already; name another file with -o")
