"""A program of a few rows and the week that is made of it: for tests of `planner.week`."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from planner.model import Attended, Need, Therapist, Topic
from planner.program import (
    ClientRow,
    Program,
    WeeklyWindow,
)
from planner.week.problem import problem_of

MONDAY = date(2026, 11, 30)
HOUR, DAY = 60, 24 * 60


def program(**parts: Any) -> Program:
    """Two clients, one therapist, two topics; Monday and Tuesday from 9 to 12."""
    mornings = (WeeklyWindow(0, 9 * HOUR, 12 * HOUR), WeeklyWindow(1, 9 * HOUR, 12 * HOUR))
    given: dict[str, Any] = {
        "topics": {"Anger": Topic("Anger", 60), "Grief": Topic("Grief", 90)},
        "therapists": {"Chen": Therapist("Chen", frozenset({"Anger", "Grief"}))},
        "clients": {"C001": ClientRow("C001", "IOP"), "C002": ClientRow("C002", "IOP")},
        "client_hours": {"C001": mornings},
        "therapist_hours": {"Chen": mornings},
        "starts": ((0, 9 * HOUR), (6, 10 * HOUR)),
    }
    return Program(**(given | parts))


def client(**parts: Any) -> Program:
    return program(clients={"C001": ClientRow("C001", "IOP", **parts), "C002": ClientRow("C002", "IOP")})


def needs_of(given: Program, day: date = MONDAY, history: Sequence[Attended] = ()) -> list[Need]:
    return list(problem_of(given, day, history).needs)
