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
)
from planner.model.faults import PlannerError


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


def names_meant(problem: Problem, now: Roster, names: Collection[str]) -> frozenset[str]:
    """Names as typed, in the program's spelling: clients, therapists, topics, days (`Thu` or `Thursday`).

    Raises `PlannerError` for a name that nobody and nothing has.
    """
    days = [problem.weekday_name(day) for day in range(DAYS_A_WEEK)]
    in_force = [
        name for session in now.sessions for name in (session.topic, *session.therapists, *session.clients)
    ]
    every = [*problem.clients, *problem.therapists, *problem.topics, *days, *in_force]
    known = {" ".join(name.split()).casefold(): name for name in reversed(every)}
    long_days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    known |= {day: day[:3].title() for day in long_days if day not in known}
    found = set()
    for name in names:
        plain = " ".join(name.split()).casefold()
        if plain not in known:
            raise PlannerError(f"'{name}' is no client, therapist, topic or day of this roster")
        found.add(known[plain])
    return frozenset(found)
