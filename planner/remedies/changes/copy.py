"""A copy of the program workbook with changes in it; the coordinator's own is never written."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from planner.model.faults import PlannerError
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
