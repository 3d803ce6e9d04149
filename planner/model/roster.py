"""A week's roster: sessions and the seats in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.model.times import MINUTES_A_DAY

MISSED = frozenset({"excused", "absent", "cancelled"})


@dataclass(frozen=True, slots=True)
class Seat:
    """A client's place in a session. `status` as in the roster's dropdown, blank while it is ahead.

    `minutes` are those credited where they aren't the session's; see `Session.credited`.
    """

    client: str
    locked: bool = False
    status: str = ""
    note: str = ""
    minutes: int | None = None

    @property
    def missed(self) -> bool:
        """Whether the seat was booked but brings nothing: excused, absent or cancelled."""
        return self.status in MISSED


@dataclass(frozen=True, slots=True)
class Session:
    """One session of a roster: `start` in minutes of the week, `minutes` long; `lesson` its number, if it has one."""

    id: str
    topic: str
    start: int
    minutes: int
    therapists: tuple[str, ...] = ()
    room: str | None = None
    seats: tuple[Seat, ...] = ()
    lock: str = ""
    note: str = ""
    lesson: int | None = None

    @property
    def end(self) -> int:
        """Minutes of the week at which it is over."""
        return self.start + self.minutes

    @property
    def day(self) -> int:
        """Day of the week, 0 to 6 from the week's first day."""
        return self.start // MINUTES_A_DAY

    @property
    def clients(self) -> tuple[str, ...]:
        """The codes of the clients who have a seat."""
        return tuple(seat.client for seat in self.seats)

    @property
    def coming(self) -> tuple[str, ...]:
        """The codes of the clients whose seat isn't excused, absent or cancelled."""
        return tuple(seat.client for seat in self.seats if not seat.missed)

    @property
    def called_off(self) -> bool:
        """Whether it doesn't take place: everybody's seat is cancelled."""
        return bool(self.seats) and all(seat.status == "cancelled" for seat in self.seats)

    def credited(self, seat: Seat) -> int:
        """The minutes one of its seats brings: all of the session's unless others were credited, none if missed."""
        if seat.missed:
            return 0
        return self.minutes if seat.minutes is None else seat.minutes


@dataclass(frozen=True)
class Roster:
    """A week's sessions with their seats, in order of start, then topic."""

    first_day: date
    sessions: tuple[Session, ...] = ()

    def of_client(self, code: str) -> list[Session]:
        """The sessions in which a client has a seat, by start."""
        return self._by_client.get(code, [])

    def kept_by(self, code: str) -> list[tuple[Session, Seat]]:
        """A client's sessions by start, each with the seat that is theirs, without those that were missed."""
        return [
            (session, seat)
            for session in self.of_client(code)
            for seat in session.seats
            if seat.client == code and not seat.missed
        ]

    def across(self, code: str, start: int, end: int) -> list[Session]:
        """Those of a client's sessions that meet a stretch of minutes of the week."""
        return [one for one in self.of_client(code) if one.start < end and start < one.end]

    def of_therapist(self, name: str) -> list[Session]:
        """The sessions a therapist leads, by start."""
        return sorted((s for s in self.sessions if name in s.therapists), key=lambda s: s.start)

    def of_room(self, name: str) -> list[Session]:
        """The sessions in a room, by start."""
        return sorted((s for s in self.sessions if s.room == name), key=lambda s: s.start)

    @cached_property
    def _by_client(self) -> dict[str, list[Session]]:
        found: dict[str, list[Session]] = {}
        for session in sorted(self.sessions, key=lambda s: (s.start, s.id)):
            for seat in session.seats:
                found.setdefault(seat.client, []).append(session)
        return found
