"""A program of three topics and rosters written out by hand, for accounts that are counted by hand. Synthetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from planner.model import MINUTES_A_DAY, Attended, Roster, Seat, Session, Therapist, Topic
from planner.program import ClientRow, LevelOfCare, Program
from planner.rosters.roster_file import RosterFile

MONDAY = date(2026, 11, 30)
TOPICS = (
    Topic("Anger", 90),
    Topic("Facts", 60, kind="education"),
    Topic("Talk", 50, kind="individual", largest=1),
    Topic("Yoga", 45, kind="community", counts=False),
    Topic("Screen", 10, kind="testing", counts=False),
)


def program(**more: object) -> Program:
    """Two clients: C001 needs three hours on two days, C002 nothing."""
    whole = Program(
        topics={topic.name: topic for topic in TOPICS},
        therapists={"Ada": Therapist("Ada", frozenset(topic.name for topic in TOPICS))},
        clients={"C001": ClientRow("C001", "Three"), "C002": ClientRow("C002", "None")},
        client_hours={},
        therapist_hours={},
        starts=(),
        levels={"Three": LevelOfCare("Three", 180, 600, 2), "None": LevelOfCare("None")},
        name="Riverside",
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def held(day: int, hour: int, topic: str, *seats: str | Seat) -> Session:
    """A session; `C001` is a seat without a status, `C001 absent` one with it, `C001 attended 30` with its minutes."""
    minutes = next(one.minutes for one in TOPICS if one.name == topic)
    id = f"{('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')[day]}-{hour:02d}00-{topic[:3].upper()}"
    places = tuple(_seat(seat) if isinstance(seat, str) else seat for seat in seats)
    return Session(
        id, topic, day * MINUTES_A_DAY + hour * 60, minutes, therapists=("Ada",), room=None, seats=places
    )


def _seat(said: str) -> Seat:
    code, status, minutes = (*said.split(), "", "")[:3]
    return Seat(code, status=status, minutes=int(minutes) if minutes else None)


def file(*sessions: Session, week: int = 0, published: Sequence[Session] | None = None) -> RosterFile:
    """A roster file of one week, `week` weeks after the first."""
    first = MONDAY + timedelta(weeks=week)
    written = None if published is None else (Roster(first, tuple(published)),)
    return RosterFile("riverside.xlsx", (Roster(first, sessions),), published=written)


def told(
    day: int, hour: int | None, topic: str, client: str, status: str, minutes: int | None = None
) -> Attended:
    """A line of attendance, `day` days after the first Monday."""
    start = None if hour is None else hour * 60
    return Attended(
        MONDAY + timedelta(days=day), topic, client, start, therapists=(), status=status, minutes=minutes
    )
