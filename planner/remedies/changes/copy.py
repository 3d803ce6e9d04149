"""A copy of the program workbook with changes in it; the coordinator's own is never written."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.model.faults import PlannerError, WorkbookFaults, the_first
from planner.remedies.changes.change import Change
from planner.tables.rewrite import RowEdit, copy_folder, copy_of_workbook
from planner.whole_file import write_whole


def refuse_to_replace(copy: Path) -> None:
    """Raises `PlannerError` when something has the copy's name: better before planning than after it."""
    if copy.exists():
        raise PlannerError(f"{copy.name} is there already: choose another name")


def write_copy(book: Path, copy: Path, edits: Sequence[RowEdit]) -> None:
    """Writes the workbook (or folder) with the edits under another name. Raises `PlannerError` when that exists."""
    refuse_to_replace(copy)
    if book.is_dir():
        unfinished = copy.with_name(f".{copy.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            copy_folder(book, unfinished, edits)
            unfinished.rename(copy)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    else:
        write_whole(copy, copy_of_workbook(book, edits))


def refuse_faults_with(book: Path, change: Change, load: Callable[[Path], object]) -> None:
    """Raises `PlannerError` where `load` finds faults in a workbook with a change in it, as it would in a copy.

    The changed program alone doesn't tell: what cells may hold side by side is known where they are read.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder) / book.resolve().name
        write_copy(book, copy, change.edits)
        try:
            load(copy)
        except WorkbookFaults as found:
            told, more = the_first(found.errors)
            lines = [f"with '{change.says}' in it the workbook can't be planned from:", *map(str, told)]
            raise PlannerError("\n".join([*lines, more] if more else lines)) from None
