"""Rosters as history: what was attended, and the Attendance sheet's lines as a CSV file."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from planner.faults import PlannerError
from planner.model import MINUTES_A_DAY, Attended, Roster, clock
from planner.workbook.roster import RosterFile
from planner.workbook.sheets import SHEET_OF

HEADINGS = tuple(column.name for column in SHEET_OF["Attendance"].columns)
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def attended_of(rosters: Iterable[Roster | RosterFile], before: date | None = None) -> list[Attended]:
    """Every seat of many rosters as a line of attendance, by date, start, topic and client.

    A seat without a status was attended. Of two rosters of one week the later given counts: what it no longer
    holds didn't take place. Two that share no client are parts of one program, and both count. Lines on or
    after `before` are left out (`None`: none is): those sessions are still ahead.
    """
    in_force: list[Roster] = []
    for roster in _weeks(rosters):
        in_force = [
            other for other in in_force if other.first_day != roster.first_day or not _share(other, roster)
        ]
        in_force.append(roster)
    lines = {
        (line.day, line.start, line.topic, line.client): line
        for roster in in_force
        for line in _lines(roster)
        if before is None or line.day < before
    }
    return [lines[key] for key in sorted(lines, key=lambda key: (key[0], key[1] or 0, *key[2:]))]


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
            ]
        )
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    try:
        unfinished.write_text(whole.getvalue(), encoding="utf-8-sig", newline="")
        os.replace(unfinished, path)
    except OSError as error:
        raise PlannerError(f"{path.name} can't be written: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _weeks(rosters: Iterable[Roster | RosterFile]) -> Iterator[Roster]:
    for one in rosters:
        yield from one.rosters if isinstance(one, RosterFile) else (one,)


def _share(one: Roster, other: Roster) -> bool:
    codes, others = ({code for s in roster.sessions for code in s.clients} for roster in (one, other))
    return bool(codes & others)


def _lines(roster: Roster) -> Iterator[Attended]:
    for session in roster.sessions:
        for seat in session.seats:
            yield Attended(
                roster.first_day + timedelta(days=session.day),
                session.topic,
                seat.client,
                session.start % MINUTES_A_DAY,
                session.therapists,
                seat.status or "attended",
                session.minutes if seat.minutes is None else seat.minutes,
            )


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
