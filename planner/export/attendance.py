"""Attendance as a CSV file with the columns of the sheet Attendance."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from planner.model import Attended, clock
from planner.whole_file import write_whole
from planner.workbook.sheets import SHEET_OF

HEADINGS = tuple(column.name for column in SHEET_OF["Attendance"].columns)


STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_attendance(path: Path, lines: Sequence[Attended]) -> None:
    """Write lines of attendance with the columns of the sheet Attendance, as UTF-8 that Excel recognises.

    Text that a program could take for a formula gets an apostrophe, which the planner's reader takes off again.
    Raises `PlannerError` when the file can't be written; it is never half written.
    """
    whole = io.StringIO(newline="")
    writer = csv.writer(whole)
    writer.writerow(HEADINGS)
    for line in lines:
        writer.writerow(
            [
                line.day.isoformat(),
                "" if line.start is None else clock(line.start),
                _guarded(line.topic),
                _guarded("; ".join(line.therapists)),
                _guarded(line.client),
                line.status,
                "" if line.minutes is None else line.minutes,
                "" if line.lesson is None else line.lesson,
            ]
        )
    write_whole(path, whole.getvalue().encode("utf-8-sig"))


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
