"""What happened before a week: rosters as history, and the program's own record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

from planner.model import MINUTES_A_DAY, Attended, Roster


class HasRosters(Protocol):
    """Something that holds rosters, one a week, such as a roster file."""

    @property
    def rosters(self) -> Sequence[Roster]:
        """The rosters, in order of week."""


def attended_of(rosters: Iterable[Roster | HasRosters], before: date | None = None) -> list[Attended]:
    """Every seat of many rosters as a line of attendance, by date, start, topic and client.

    A seat without a status was attended. Of two rosters of one week the later given counts: what it no longer
    holds didn't take place. Two that share no client are parts of one program, and both count. Lines on or
    after `before` are left out (`None`: none is): those sessions are still ahead.
    """
    lines = {
        (line.day, line.start, line.topic, line.client): line
        for roster in in_force(rosters)
        for line in _lines(roster)
        if before is None or line.day < before
    }
    return [lines[key] for key in sorted(lines, key=lambda key: (key[0], key[1] or 0, *key[2:]))]


def in_force(rosters: Iterable[Roster | HasRosters]) -> list[Roster]:
    """Of two rosters of one week the later given, unless they share no client: then they are parts of one program."""
    found: list[Roster] = []
    for roster in _weeks(rosters):
        found = [other for other in found if other.first_day != roster.first_day or not _share(other, roster)]
        found.append(roster)
    return found


def _weeks(rosters: Iterable[Roster | HasRosters]) -> Iterator[Roster]:
    for one in rosters:
        yield from (one,) if isinstance(one, Roster) else one.rosters


def _share(one: Roster, other: Roster) -> bool:
    codes, others = ({code for s in roster.sessions for code in s.clients} for roster in (one, other))
    return bool(codes & others)


def _lines(roster: Roster) -> Iterator[Attended]:
    for session in roster.sessions:
        for seat in session.seats:
            yield Attended(
                day=roster.first_day + timedelta(days=session.day),
                topic=session.topic,
                client=seat.client,
                start=session.start % MINUTES_A_DAY,
                therapists=session.therapists,
                status=seat.status or "attended",
                minutes=session.minutes if seat.minutes is None else seat.minutes,
                room=session.room,
                lesson=session.lesson,
            )


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
