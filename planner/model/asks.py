"""What is asked of a week: needs, wishes, who is kept apart, and what is settled beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from planner.model.roster import Session

MUST = 100  # the priority from which on a need comes before everybody's other needs
PRIORITIES = {"must": MUST, "should": 10, "could": 1}


@dataclass(frozen=True, slots=True)
class Need:
    """`sessions` of a topic a client should have this week; `priority` is 1 to 1000; its words are `PRIORITIES`.

    `days` limits where they may be met (a curriculum's days; `None` = any day). `From` and `Until`
    that fall inside the week are in `days` too.
    """

    client: str
    topic: str
    sessions: int = 1
    priority: int = PRIORITIES["should"]
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
    workbook names nobody). `excused`: it may run below its topic's smallest and at a start that isn't listed, as a row
    of the workbook may; a lock excuses nothing. `place` is where the row stands, for messages. `locked`: no row of the
    workbook settles it, but a lock or an edit of a roster.
    """

    topic: str
    start: int
    therapists: tuple[str, ...] = ()
    room: str | None = None
    clients: tuple[str, ...] = ()
    open_seats: bool = True
    place: str = ""
    excused: bool = True
    locked: bool = False

    def may_be(self, session: Session) -> bool:
        """Whether a session of a roster has all that is settled here: when, by whom, where and for whom."""
        return (
            (self.topic, self.start) == (session.topic, session.start)
            and set(self.therapists) <= set(session.therapists)
            and self.room in (None, session.room)
            and set(self.clients) <= set(session.clients)
        )
