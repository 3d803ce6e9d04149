"""What the sheet Attendance says of a roster's own week: it holds, also where the roster says otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from planner.model import (
    DAYS_A_WEEK,
    MINUTES_A_DAY,
    WEEKDAY_NAMES,
    Attended,
    Problem,
    Roster,
    Seat,
    Session,
    Topic,
    clock,
)
from planner.model.faults import Fault, Place
from planner.model.session_ids import session_id, topic_codes

NO_LIMIT = (DAYS_A_WEEK + 1) * MINUTES_A_DAY


def with_attendance(
    roster: Roster, lines: Iterable[Attended], topics: Mapping[str, Topic], as_of: int = NO_LIMIT
) -> tuple[Roster, list[Fault]]:
    """The roster with what lines of attendance of its week say, and a warning for each that differs or isn't used.

    A line without a start tells of the client's next session of the topic on that day. Who attended a session that has
    begun (before minute `as_of` of the week) without a seat in it gets one; a session nobody planned is added.
    """
    told = _Told(roster, topics, as_of)
    told.take_all(lines)
    return told.roster(), told.says


def told_otherwise(
    rosters: Iterable[Roster], lines: Collection[Attended], topics: Mapping[str, Topic]
) -> list[Fault]:
    """A warning for each seat of which rosters of weeks that are over and lines of attendance tell differently."""
    found: list[Fault] = []
    for roster in rosters:
        told = _Told(roster, topics, NO_LIMIT)
        told.take_all(lines)
        found += told.differs
    return found


class _Told:
    """The roster's sessions while lines are taken in."""

    def __init__(self, roster: Roster, topics: Mapping[str, Topic], as_of: int) -> None:
        self.before, self.topics, self.as_of = roster, topics, as_of
        self.sessions = list(roster.sessions)
        self.says: list[Fault] = []
        self.differs: list[Fault] = []
        self._settled: set[tuple[int, str]] = set()
        self._added: set[int] = set()

    def roster(self) -> Roster:
        """What they make of the roster; unchanged ones are the very same."""
        if tuple(self.sessions) == self.before.sessions:
            return self.before
        in_order = sorted(self.sessions, key=lambda session: (session.start, session.topic, session.id))
        return Roster(self.before.first_day, tuple(in_order))

    def take_all(self, lines: Iterable[Attended]) -> None:
        """Lets the lines of the roster's week hold, those with a start first."""
        last = self.before.first_day + timedelta(days=DAYS_A_WEEK)
        mine = (line for line in lines if self.before.first_day <= line.day < last)
        for line in sorted(mine, key=lambda line: line.start is None):
            self.take(line)

    def take(self, line: Attended) -> None:
        """Lets a line hold for the seat it tells of."""
        place = self._place(line)
        if place is None:
            self._take_unplanned(line)
            return
        self._settled.add((place, line.client))
        session = self.sessions[place]
        seat = next(seat for seat in session.seats if seat.client == line.client)
        new = replace(seat, status=line.status, minutes=_credited(line, session))
        if seat.status and (seat.status, session.credited(seat)) != (new.status, session.credited(new)):
            says = f"the sheet says {_said(new, session)}, the roster {_said(seat, session)}; the sheet holds"
            self._say(line, says)
            self.differs.append(self.says[-1])
        self._put(place, new)

    def _take_unplanned(self, line: Attended) -> None:
        day = (line.day - self.before.first_day).days
        if line.status != "attended":
            self._say(line, f"isn't used: {line.client} has no seat there that could be {line.status}")
        elif line.start is None:
            self._say(line, f"isn't used: {line.client} has no seat there; type the Start, and it counts")
        elif day * MINUTES_A_DAY + line.start >= self.as_of:
            self._say(line, "isn't used: it lies ahead, and the roster has no such seat")
        else:
            start = day * MINUTES_A_DAY + line.start
            at = [n for n, s in enumerate(self.sessions) if (s.topic, s.start) == (line.topic, start)]
            led = [number for number in at if set(line.therapists) & set(self.sessions[number].therapists)]
            place = next(iter(led or at), None)
            if place is None:
                place = self._new_session(line, start)
            self._put(
                place, Seat(line.client, status="attended", minutes=_credited(line, self.sessions[place]))
            )
            self._settled.add((place, line.client))

    def _new_session(self, line: Attended, start: int) -> int:
        week = Problem(self.before.first_day)
        codes = topic_codes([*self.topics, line.topic])
        taken = {session.id for session in self.sessions}
        copy = 0
        while (id := session_id(week, codes, line.topic, start, copy)) in taken:
            copy += 1
        minutes = self.topics[line.topic].minutes if line.topic in self.topics else line.minutes or 0
        self.sessions.append(
            Session(id=id, topic=line.topic, start=start, minutes=minutes, therapists=line.therapists)
        )
        return len(self.sessions) - 1

    def _place(self, line: Attended) -> int | None:
        """Which session the line tells of: the client has a seat in it."""
        day = (line.day - self.before.first_day).days
        found = [
            place
            for place, session in enumerate(self.sessions)
            if (session.topic, session.day) == (line.topic, day)
            and line.client in session.clients
            and (place, line.client) not in self._settled
            and line.start in (None, session.start % MINUTES_A_DAY)
        ]
        return min(found, key=lambda place: self.sessions[place].start) if found else None

    def _put(self, place: int, seat: Seat) -> None:
        session = self.sessions[place]
        others = [other for other in session.seats if other.client != seat.client]
        seats = sorted([*others, seat], key=lambda one: one.client)
        self.sessions[place] = replace(session, seats=tuple(seats))

    def _say(self, line: Attended, says: str) -> None:
        when = f"{WEEKDAY_NAMES[line.day.weekday()]} {clock(line.start) if line.start is not None else ''}"
        place = line.place or Place("", "Attendance", "")
        whole = f"{line.client}, {line.topic}, {when.strip()}: {says}"
        self.says.append(place.fault("", whole, kind="warning"))


def _credited(line: Attended, session: Session) -> int | None:
    """The minutes a seat is credited with by a line, `None` where they are the session's."""
    if line.status != "attended" or line.minutes in (None, session.minutes):
        return None
    return line.minutes


def _said(seat: Seat, session: Session) -> str:
    return f"{seat.status} ({session.credited(seat)} min)" if seat.status == "attended" else seat.status
