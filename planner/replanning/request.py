"""What a coordinator asks of a replanning beside the roster itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time

from planner.model import (
    DAYS_A_WEEK,
    MINUTES_A_DAY,
    Problem,
    Roster,
    listed,
)
from planner.model.faults import PlannerError
from planner.tables.cells import key
from planner.tables.names import Names, names_in, nearest_in


@dataclass(frozen=True)
class Wanted:
    """What a coordinator asks of a replanning beside the roster itself.

    `as_of`: what begins before it has happened (`None` = nothing has). `free` are clients, therapists, topics and days
    whose changes cost nothing. `keep_all` locks everything except the sessions that involve somebody or something of
    `excepted`.
    """

    as_of: datetime | None = None
    free: tuple[str, ...] = ()
    keep_all: bool = False
    excepted: tuple[str, ...] = ()


def minute_of(as_of: datetime | None, problem: Problem) -> int:
    """A moment as a minute of the problem's week: 0 before it, 10 080 after it."""
    if as_of is None:
        return 0
    begins = datetime.combine(problem.first_day, time())
    ahead = int((as_of.replace(tzinfo=None) - begins).total_seconds() // 60)
    return min(max(ahead, 0), DAYS_A_WEEK * MINUTES_A_DAY)


def lead_of(as_of: datetime | None, problem: Problem) -> int | None:
    """How many minutes a moment lies before the problem's week, 0 once it has begun; `None` without a moment."""
    if as_of is None:
        return None
    begins = datetime.combine(problem.first_day, time())
    return max(0, int((begins - as_of.replace(tzinfo=None)).total_seconds() // 60))


def names_meant(problem: Problem, now: Roster, names: Collection[str]) -> frozenset[str]:
    """Names as typed, in the program's spelling: clients, therapists, topics, days (`Thu` or `Thursday`).

    Raises `PlannerError` for a name that nobody and nothing has.
    """
    days = [problem.weekday_name(day) for day in range(DAYS_A_WEEK)]
    in_force = [
        name for session in now.sessions for name in (session.topic, *session.therapists, *session.clients)
    ]
    every = [*problem.clients, *problem.therapists, *problem.topics, *days, *in_force]
    known = {key(name): name for name in reversed(every)}
    long_days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    known |= {day: day[:3].title() for day in long_days if day not in known}
    found = set()
    for name in names:
        if key(name) not in known:
            raise PlannerError(
                f"'{name}' is no client, therapist, topic or day of this roster{_meant(name, problem)}"
            )
        found.add(known[key(name)])
    return frozenset(found)


def _meant(name: str, problem: Problem) -> str:
    """What must have been meant, and never somebody else; '' where that can't be told."""
    declared = [
        Names(noun, "", names)
        for noun, names in (
            ("client", problem.clients),
            ("therapist", problem.therapists),
            ("topic", problem.topics),
        )
    ]
    several = names_in(name, *declared)
    if len(several) > 1:
        return f"; say the option once for each: {listed(several)}"
    near = nearest_in(name, *declared)
    return f"; did you mean '{near}'?" if near else ""
