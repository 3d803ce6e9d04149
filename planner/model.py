"""The words of the domain: one week's problem, and the roster that answers it.

Units, everywhere in the planner: *minutes* are whole minutes; a *start* or *end* is minutes since
00:00 of the week's first day (0 to 10 080); a *day* is 0 to 6 counted from the week's first day.
Nothing here knows a spreadsheet or a solver.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property

MINUTES_A_DAY = 24 * 60
DAYS_A_WEEK = 7
GAP_THAT_BREAKS_A_ROW = 10  # minutes; the contract's "without a gap of at least 10 minutes"
MISSED = frozenset({"excused", "absent", "cancelled"})


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A stretch of time, `start` included and `end` excluded, in minutes of the week."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Whether a session from `start` to `end` lies wholly inside."""
        return self.start <= start and end <= self.end


@dataclass(frozen=True, slots=True)
class Topic:
    """What a session can be about, and the terms on which it runs. `None` = no limit."""

    name: str
    minutes: int
    kind: str = "group"
    smallest: int = 1
    largest: int = 12
    counts: bool = True
    most_a_week: int | None = None
    most_a_day: int | None = 1
    runs_at_least: int = 0
    runs_at_most: int | None = None
    leaders: int = 1
    room_kind: str | None = None
    needs_room: bool = True
    at_once: int | None = None
    wanted_tags: frozenset[str] = frozenset()
    barred_tags: frozenset[str] = frozenset()
    levels: frozenset[str] | None = None
    after: tuple[str, ...] = ()
    closed: bool = False
    homework: str = ""


@dataclass(frozen=True, slots=True)
class Therapist:
    """Who leads sessions. `most_minutes` is per week, `most_a_day` and `most_in_a_row` are sessions."""

    name: str
    leads: frozenset[str]
    most_minutes: int | None = None
    most_a_day: int | None = None
    most_in_a_row: int | None = None
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Room:
    """Where a session is held. `seats` are seats for clients."""

    name: str
    seats: int
    kinds: frozenset[str] = frozenset({"group"})


@dataclass(frozen=True, slots=True)
class Client:
    """One client in one week: `code` is all the planner knows a person by.

    The bounds are those of this week, part weeks already taken into account; minutes and days are
    per week, `..._a_day` per attended day. `days` are the authorised weekdays as days of this
    week (`None` = any); `starts` and `ends` are the first and last day of the stay.
    """

    code: str
    level: str
    least_minutes: int = 0
    most_minutes: int | None = None
    least_days: int = 0
    most_days: int | None = None
    least_minutes_a_day: int = 0
    most_minutes_a_day: int | None = None
    primary: str | None = None
    tags: frozenset[str] = frozenset()
    starts: date | None = None
    ends: date | None = None
    days: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """`sessions` of a topic a client should have this week; `priority` is 1 to 1000 (must = 100).

    `days` limits where they may be met (a curriculum's days; `None` = any day). `From` and `Until`
    that fall inside the week are in `days` too.
    """

    client: str
    topic: str
    sessions: int = 1
    priority: int = 10
    days: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A client prefers or avoids a topic, a therapist, a day or a time of day.

    Exactly one of `topic`, `therapist`, `day` (0 to 6) and `hours` (minutes of the day, from and to)
    is set; `weight` is 1 to 10.
    """

    client: str
    prefers: bool
    weight: int = 5
    topic: str | None = None
    therapist: str | None = None
    day: int | None = None
    hours: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """A client who is never in one session with another client or with a therapist."""

    client: str
    other_client: str | None = None
    therapist: str | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A settled session: it takes place. Blank parts (`()`, `None`) are chosen by the planner.

    `clients` all attend; `open_seats` says whether the planner may seat more (true when the
    workbook names nobody). `place` is where the row stands, for messages.
    """

    topic: str
    start: int
    therapists: tuple[str, ...] = ()
    room: str | None = None
    clients: tuple[str, ...] = ()
    open_seats: bool = True
    place: str = ""


@dataclass(frozen=True, slots=True)
class Attended:
    """One line of history: a client's session on a date. `start` is minutes of that day (or `None`)."""

    day: date
    topic: str
    client: str
    start: int | None = None
    therapists: tuple[str, ...] = ()
    status: str = "attended"
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A client's place in a session. `status` as in the roster's dropdown, blank while it is ahead."""

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
    """One session of a roster: `start` in minutes of the week, `minutes` long."""

    id: str
    topic: str
    start: int
    minutes: int
    therapists: tuple[str, ...] = ()
    room: str | None = None
    seats: tuple[Seat, ...] = ()
    lock: str = ""
    note: str = ""

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


@dataclass(frozen=True)
class Roster:
    """A week's sessions with their seats, in order of start, then topic."""

    first_day: date
    sessions: tuple[Session, ...] = ()

    def of_client(self, code: str) -> list[Session]:
        """The sessions in which a client has a seat, by start."""
        return self._by_client.get(code, [])

    def of_therapist(self, name: str) -> list[Session]:
        """The sessions a therapist leads, by start."""
        return sorted((s for s in self.sessions if name in s.therapists), key=lambda s: s.start)

    @cached_property
    def _by_client(self) -> dict[str, list[Session]]:
        found: dict[str, list[Session]] = {}
        for session in sorted(self.sessions, key=lambda s: (s.start, s.id)):
            for seat in session.seats:
                found.setdefault(seat.client, []).append(session)
        return found


@dataclass(frozen=True)
class Problem:
    """Everything that is given for one week. Mappings keep the workbook's order.

    `starts` are the minutes of the week at which sessions may start; the `..._windows` are merged and
    already without absences (a name that is missing has no window at all). `history` is what happened
    before the week.

    Only when replanning: `past` are sessions of this very week that have begun (before minute `as_of`): they
    are part of every roster as they stand. `published` is the roster in force, from which little should
    change; changes nearer than `notice` (minutes) weigh more; `freed` names clients, therapists, topics
    and days (`Thu`) whose changes cost nothing.
    """

    first_day: date
    topics: Mapping[str, Topic]
    clients: Mapping[str, Client]
    therapists: Mapping[str, Therapist]
    starts: tuple[int, ...]
    client_windows: Mapping[str, tuple[Window, ...]]
    therapist_windows: Mapping[str, tuple[Window, ...]]
    rooms: Mapping[str, Room] = field(default_factory=dict)
    room_windows: Mapping[str, tuple[Window, ...]] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    wishes: tuple[Wish, ...] = ()
    apart: tuple[Apart, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    history: tuple[Attended, ...] = ()
    past: tuple[Session, ...] = ()
    changeover: int = 0
    program: str = ""
    as_of: int = 0
    published: Roster | None = None
    notice: int = 48 * 60
    freed: frozenset[str] = frozenset()

    def date_of(self, start: int) -> date:
        """The calendar date of a minute of the week."""
        return self.first_day + timedelta(days=start // MINUTES_A_DAY)

    def day_of(self, day: date) -> int | None:
        """The day of the week (0 to 6) a date is, `None` outside the week."""
        ahead = (day - self.first_day).days
        return ahead if 0 <= ahead < DAYS_A_WEEK else None

    def weekday_name(self, day: int) -> str:
        """`Mon` to `Sun` for a day 0 to 6 of this week."""
        return WEEKDAY_NAMES[(self.first_day + timedelta(days=day)).weekday()]

    def says_when(self, start: int) -> str:
        """A start as people say it: `Mon 09:00`."""
        return f"{self.weekday_name(start // MINUTES_A_DAY)} {clock(start)}"


WEEKDAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def clock(start: int) -> str:
    """The time of day of a minute of the week or day: `09:30`."""
    minute = start % MINUTES_A_DAY
    return f"{minute // 60:02d}:{minute % 60:02d}"


def time_of(start: int) -> time:
    """The time of day of a minute of the week or day."""
    minute = start % MINUTES_A_DAY
    return time(minute // 60, minute % 60)


def hours(minutes: int) -> str:
    """Minutes as people read them: `9 h`, `7.5 h`, `1 h 10 min`."""
    if minutes % 30 == 0:
        return f"{minutes / 60:g} h"
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest} min" if whole else f"{rest} min"


def merge(windows: Sequence[Window]) -> tuple[Window, ...]:
    """Windows in order, those that overlap or touch joined up."""
    joined: list[Window] = []
    for window in sorted(windows):
        if joined and window.start <= joined[-1].end:
            joined[-1] = Window(joined[-1].start, max(joined[-1].end, window.end))
        elif window.end > window.start:
            joined.append(window)
    return tuple(joined)
