"""What happened before a week: the program's own record and rosters that are told as history, as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.model import Attended


def happened_before(
    recorded: Sequence[Attended], given: Sequence[Attended], first_day: date
) -> tuple[Attended, ...]:
    """What happened before the week, by date; where both tell of one seat, the program's own record counts.

    When it began, who led it and where it was are taken from the other where the record doesn't say.
    """
    told: dict[tuple[date, str, str], set[int | None]] = {}
    for line in recorded:
        told.setdefault((line.day, line.topic, line.client), set()).add(line.start)
    new: list[Attended] = []
    besides: dict[tuple[date, str, str], list[Attended]] = {}
    for line in given:
        seat = (line.day, line.topic, line.client)
        starts = told.get(seat, set())
        if line.start not in starts and None not in starts and not (starts and line.start is None):
            new.append(line)
        else:
            besides.setdefault(seat, []).append(line)
    whole = [_filled_in(line, besides.get((line.day, line.topic, line.client), ())) for line in recorded]
    before = [line for line in (*whole, *new) if line.day < first_day]
    return tuple(sorted(before, key=lambda line: (line.day, -1 if line.start is None else line.start)))


def _filled_in(line: Attended, others: Sequence[Attended]) -> Attended:
    same = [other for other in others if line.start is None or other.start in (None, line.start)]
    if len(same) != 1:
        return line
    return replace(
        line,
        start=same[0].start if line.start is None else line.start,
        therapists=line.therapists or same[0].therapists,
        room=line.room or same[0].room,
        lesson=line.lesson or same[0].lesson,
    )
