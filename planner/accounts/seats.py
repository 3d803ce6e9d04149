"""Every seat of many rosters and what became of it: the one record that audit and rewards count from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.history import in_force
from planner.model import MINUTES_A_DAY, MISSED, Attended, Roster, Seat, Session, clock
from planner.program import Program
from planner.rosters.roster_file import RosterFile
from planner.week.calendar import week_of

SHEET_HOLDS = "the sheet Attendance"


@dataclass(frozen=True, slots=True)
class SeatHad:
    """A client's seat in a session, and what became of it.

    `week` is the first day of the program's week; `start` minutes of the day (`None`: not said); `session` the id
    in its roster, '' when only attendance tells of it. `scheduled` are the session's minutes (0 when it was never on a
    roster), `credited` the minutes that count: none unless attended. `stated` says whether somebody wrote
    down what became of it: a seat without a status was attended. `added`: a hand put it into the roster after it was
    written.
    """

    week: date
    day: date
    start: int | None
    topic: str
    client: str
    session: str
    scheduled: int
    status: str
    credited: int
    stated: bool
    added: bool = False

    @property
    def missed(self) -> bool:
        """Whether it was booked and brought nothing: excused, absent or cancelled."""
        return self.status in MISSED

    @property
    def named(self) -> str:
        """What a ledger calls it: the session's id with its date, or the date alone."""
        return f"{self.day.isoformat()} {self.session}".strip()


@dataclass(frozen=True, slots=True)
class Record:
    """All seats by date, start, topic and client; `weeks` are those that have a roster; `warnings` whole sentences."""

    seats: tuple[SeatHad, ...]
    weeks: tuple[date, ...]
    warnings: tuple[str, ...] = ()


def record_of(
    program: Program, files: Sequence[RosterFile], corrections: Iterable[Attended] = (), earlier: bool = False
) -> Record:
    """The record of many rosters; where attendance tells otherwise, it holds.

    The workbook's Attendance counts before the rosters' own Status, `corrections` before both. Seats outside a client's
    stay, and those of topics or clients that the program no longer has, are left out. With `earlier`, what
    Attendance says of weeks without a roster is taken in too.
    """
    rosters = in_force(files)
    written = {roster.first_day: roster for file in files for roster in file.published or ()}
    seats = [
        seat for roster in rosters for seat in _of_roster(program, roster, written.get(roster.first_day))
    ]
    weeks = tuple(sorted({roster.first_day for roster in rosters}))
    told = _Told(seats)
    for line in program.attendance:
        told.take(line, week_of(program, line.day), _usual(program, line))
    sheet_says = tuple(told.differing)
    for line in corrections:
        told.take(line, week_of(program, line.day), _usual(program, line))
    known = [
        seat
        for seat in told.seats
        if (earlier or seat.week in weeks) and seat.topic in program.topics and _here(program, seat)
    ]
    gone = sorted({seat.topic for seat in told.seats if seat.topic not in program.topics})
    warnings = [
        *(
            f"{seat.named} {seat.topic}, {seat.client}: {SHEET_HOLDS} holds, not the roster's"
            for seat in sheet_says
        ),
        *(f"the topic {topic} is no longer in the program: its seats are left out" for topic in gone),
        *_unstated(known),
    ]
    in_order = sorted(known, key=lambda seat: (seat.day, seat.start or 0, seat.topic, seat.client))
    return Record(tuple(in_order), weeks, tuple(warnings))


class _Told:
    """Seats as they are told so far; `differing` are those that attendance tells otherwise."""

    def __init__(self, seats: Sequence[SeatHad]) -> None:
        self.seats = list(seats)
        self.differing: list[SeatHad] = []
        self._at: dict[tuple[date, str, str], list[int]] = {}
        self._settled: set[int] = set()
        for place, seat in enumerate(self.seats):
            self._at.setdefault((seat.day, seat.topic, seat.client), []).append(place)

    def take(self, line: Attended, week: date, usual: int) -> None:
        """Let a line of attendance hold for the seat it tells of; one that no roster has is added."""
        credited = (usual if line.minutes is None else line.minutes) if line.status == "attended" else 0
        which = (line.day, line.topic, line.client)
        place = self._place(which, line.start)
        if place is None:
            self._at.setdefault(which, []).append(len(self.seats))
            self.seats.append(_off_roster(week, line, credited))
            return
        before = self.seats[place]
        if line.minutes is None and line.status == "attended":
            credited = before.scheduled or usual
        if before.stated and (before.status, before.credited) != (line.status, credited):
            self.differing.append(before)
        self.seats[place] = replace(before, status=line.status, credited=credited, stated=True)

    def _place(self, which: tuple[date, str, str], start: int | None) -> int | None:
        places = self._at.get(which, [])
        if start is None:
            free = [place for place in places if place not in self._settled]
            found = next(iter(free), None)
            if found is not None:
                self._settled.add(found)
            return found
        return next((place for place in places if self.seats[place].start in (start, None)), None)


def _off_roster(week: date, line: Attended, credited: int) -> SeatHad:
    """A seat that only attendance tells of."""
    return SeatHad(
        week=week,
        day=line.day,
        start=line.start,
        topic=line.topic,
        client=line.client,
        session="",
        scheduled=0,
        status=line.status,
        credited=credited,
        stated=True,
    )


def _of_roster(program: Program, roster: Roster, written: Roster | None) -> Iterator[SeatHad]:
    first_written = {
        (session.id, code) for session in (written.sessions if written else ()) for code in session.clients
    }
    week = week_of(program, roster.first_day)
    for session in roster.sessions:
        for seat in session.seats:
            added = written is not None and (session.id, seat.client) not in first_written
            yield _of_seat(week, roster, session, seat, added)


def _of_seat(week: date, roster: Roster, session: Session, seat: Seat, added: bool) -> SeatHad:
    minutes = session.minutes if seat.minutes is None else seat.minutes
    return SeatHad(
        week=week,
        day=roster.first_day + timedelta(days=session.day),
        start=session.start % MINUTES_A_DAY,
        topic=session.topic,
        client=seat.client,
        session=session.id,
        scheduled=session.minutes,
        status=seat.status or "attended",
        credited=0 if seat.missed else minutes,
        stated=bool(seat.status),
        added=added,
    )


def _usual(program: Program, line: Attended) -> int:
    topic = program.topics.get(line.topic)
    return topic.minutes if topic else 0


def _here(program: Program, seat: SeatHad) -> bool:
    row = program.clients.get(seat.client)
    if row is None:
        return False
    return (row.starts is None or row.starts <= seat.day) and (row.ends is None or seat.day <= row.ends)


def _unstated(seats: Sequence[SeatHad]) -> Iterator[str]:
    count = sum(not seat.stated for seat in seats)
    if count:
        are = "seat has" if count == 1 else "seats have"
        yield f"{count} of {len(seats)} {are} no Status and {'counts' if count == 1 else 'count'} as attended"


def says_when(seat: SeatHad) -> str:
    """A seat's date and time for people: `2026-11-30 09:00`."""
    return f"{seat.day.isoformat()} {clock(seat.start) if seat.start is not None else ''}".strip()
