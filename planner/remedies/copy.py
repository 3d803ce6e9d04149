"""A copy of the program workbook with changes in it; the coordinator's own is never written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner.model.faults import PlannerError
from planner.tables.rewrite import RowEdit, copy_folder, copy_of_workbook
from planner.whole_file import write_whole


def write_copy(book: Path, copy: Path, edits: Sequence[RowEdit]) -> None:
    """Writes the workbook (or folder) with the edits under another name. Raises `PlannerError` when that exists."""
    if copy.exists():
        raise PlannerError(f"{copy.name} is there already: choose another name for the copy")
    if book.is_dir():
        copy_folder(book, copy, edits)
    else:
        write_whole(copy, copy_of_workbook(book, edits))
