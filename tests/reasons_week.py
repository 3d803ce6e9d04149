"""The smallest weeks in which something is missing, and the reason that is given: for tests of reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from constraints import rule_book
from planner.model import (
    MINUTES_A_DAY,
    Client,
    Need,
    Problem,
    Roster,
    Seat,
    Session,
    Therapist,
    Topic,
    Window,
)
from planner.reasons.missing import reasons_for

FIRST_DAY = date(2026, 11, 30)  # a Monday
ANGER = Topic("Anger", 60, smallest=1, largest=2)
GRIEF = Topic("Grief", 60, smallest=1, largest=2)
TUESDAY_NINE = MINUTES_A_DAY + 540


def at(day: int, hour: int, minute: int = 0) -> int:
    return day * MINUTES_A_DAY + hour * 60 + minute


def span(day: int, opens: int, closes: int) -> Window:
    return Window(at(day, opens), at(day, closes))


def week(
    *,
    topics: tuple[Topic, ...] = (ANGER,),
    clients: tuple[Client, ...] = (Client("C014", "IOP"),),
    free: dict[str, tuple[Window, ...]] | None = None,
    ada: tuple[Window, ...] = (Window(0, 7 * MINUTES_A_DAY),),
    **more: object,
) -> Problem:
    """Everybody is free on Tuesday 9 to 12 unless `free` says otherwise; Ada leads everything, all week."""
    problem = Problem(
        first_day=FIRST_DAY,
        topics={topic.name: topic for topic in topics},
        clients={client.code: client for client in clients},
        therapists={"Ada": Therapist("Ada", frozenset(topic.name for topic in topics))},
        starts=tuple(at(day, hour) for day in range(7) for hour in range(8, 20)),
        client_windows={client.code: (span(1, 9, 12),) for client in clients} | (free or {}),
        therapist_windows={"Ada": ada},
    )
    return replace(problem, **more)  # type: ignore[arg-type]


def held(topic: Topic, start: int, *codes: str, by: str = "Ada", room: str | None = None) -> Session:
    seats = tuple(Seat(code) for code in codes)
    return Session(
        f"{topic.name}-{start}", topic.name, start, topic.minutes, therapists=(by,), room=room, seats=seats
    )


def hours_reason(problem: Problem, *sessions: Session) -> str:
    return reasons_for(problem, Roster(FIRST_DAY, sessions), rule_book())["C014", None]


def need_reason(problem: Problem, *sessions: Session, topic: str = "Anger") -> str:
    return reasons_for(problem, Roster(FIRST_DAY, sessions), rule_book())["C014", topic]


def wants(sessions: int = 1, days: frozenset[int] | None = None) -> tuple[Need, ...]:
    return (Need("C014", "Anger", sessions, days=days),)


def short(minutes: int = 60, **more: object) -> Client:
    return Client("C014", "IOP", least_minutes=minutes, **more)  # type: ignore[arg-type]


OTHERS = (Client("C1", "IOP"), Client("C2", "IOP"), Client("C3", "IOP"))
