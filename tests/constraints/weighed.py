"""Tiny weeks of which exactly one plan is best: for tests of what a soft rule's weight tips."""

from __future__ import annotations

from datetime import date

from constraints.fixed_sessions import FixedSessions
from constraints.group_size import GroupSize
from constraints.leaders import Leaders
from constraints.one_place_at_a_time import OnePlaceAtATime
from planner.language.rule import Rule
from planner.model import (
    Client,
    Fixed,
    Problem,
    Seat,
    Session,
    Topic,
)
from tests.constraints.minimise import Plan, minimise
from tests.constraints.weeks import at, week

HARD = (GroupSize(), Leaders(), OnePlaceAtATime(), FixedSessions())
ANGER = Topic("Anger", 60)
GRIEF = Topic("Grief", 60)
AN_HOUR = Client("C014", "IOP", least_minutes=60)
TWO_HOURS = Client("C014", "IOP", least_minutes=120)
LAST_WEEK = date(2026, 11, 25)


def the_best(problem: Problem, *soft: Rule) -> Plan:
    """The best plan, of which it is made sure that there is no other as good."""
    rules = (*HARD, *soft)
    best = minimise(problem, rules)
    assert best is not None
    second = minimise(problem, rules, other_than=best)
    if second is not None:
        costs = [(best.costs[stage], second.costs[stage]) for stage in sorted(best.costs)]
        assert [cost for cost, _ in costs] < [cost for _, cost in costs], "two plans are best"
    return best


def after_nine() -> Problem:
    """C014 comes on Monday at nine anyway, and owes an hour: at noon after a wait, or on Tuesday."""
    settled = Fixed("Anger", at(0, 9), clients=("C014",))
    return week([ANGER], [TWO_HOURS], [at(0, 9), at(0, 12), at(1, 9)], fixed=(settled,))


def stood(topic: str, start: int, by: str, room: str | None = None, *clients: str) -> Session:
    return Session("", topic, start, 60, therapists=(by,), room=room, seats=tuple(map(Seat, clients)))


TESTING = Topic("Testing", 60, kind="testing", counts=False)
