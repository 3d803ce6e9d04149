"""Tiny weeks for the rules' tests: everybody free all week, so that only what a test states binds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.model import MINUTES_A_DAY, Client, Problem, Roster, Seat, Session, Therapist, Topic, Window

FIRST_DAY = date(2026, 11, 30)  # a Monday
ALL_WEEK = (Window(0, 7 * MINUTES_A_DAY),)


def at(day: int, hour: int, minute: int = 0) -> int:
    """A minute of the week; day 0 is Monday."""
    return day * MINUTES_A_DAY + hour * 60 + minute


def week(
    topics: list[Topic],
    clients: list[Client],
    starts: list[int],
    therapists: list[str | Therapist] | None = None,
    **more: object,
) -> Problem:
    """A problem in which every therapist given by name leads every topic."""
    every_topic = frozenset(topic.name for topic in topics)
    staff = [Therapist(who, every_topic) if isinstance(who, str) else who for who in therapists or ["Ada"]]
    problem = Problem(
        first_day=FIRST_DAY,
        topics={topic.name: topic for topic in topics},
        clients={client.code: client for client in clients},
        therapists={therapist.name: therapist for therapist in staff},
        starts=tuple(sorted(starts)),
        client_windows={client.code: ALL_WEEK for client in clients},
        therapist_windows={therapist.name: ALL_WEEK for therapist in staff},
    )
    return replace(problem, **more)  # type: ignore[arg-type]


def held(
    topic: str,
    start: int,
    *seats: str | Seat,
    minutes: int = 60,
    by: tuple[str, ...] = ("Ada",),
) -> Session:
    """A session; a client given by code simply has a seat."""
    places = tuple(Seat(seat) if isinstance(seat, str) else seat for seat in seats)
    return Session(
        f"{topic} {start} {' '.join(by)}", topic, start, minutes, therapists=by, room=None, seats=places
    )


def roster(*sessions: Session) -> Roster:
    """A roster of the tests' week."""
    return Roster(FIRST_DAY, sessions)
