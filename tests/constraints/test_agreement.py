"""The agreement test: on every roster of tiny crooked weeks, what a rule posts is what it checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from constraints import RULES
from planner.language.rule import Rule
from tests.constraints.crooked import Crooked, on_sunday
from tests.constraints.crooked_changes import CHANGES
from tests.constraints.crooked_hard import HARD
from tests.constraints.crooked_soft import SOFT
from tests.constraints.posted import Posted
from tests.constraints.weeks import FIRST_DAY

CROOKED = (*HARD, *SOFT, *CHANGES)


def in_turn(weeks: Sequence[Crooked]) -> list[Crooked]:
    """Every other week of a rule begins on a Sunday; a rule that has but one has it twice."""
    seen: Counter[type[Rule]] = Counter()
    had = Counter(type(week.rule) for week in weeks)
    found = []
    for week in weeks:
        kind = type(week.rule)
        if had[kind] == 1 or seen[kind] % 2 == 0:
            found.append(week)
        if had[kind] == 1 or seen[kind] % 2 == 1:
            found.append(on_sunday(week))
        seen[kind] += 1
    return found


WEEKS = in_turn(CROOKED)


def named(week: Crooked) -> str:
    begins = "" if week.problem.first_day == FIRST_DAY else " on Sunday"
    return f"{week.rule.name} {week.slots[0][0]} x{len(week.slots)}{begins}"


def disagreement(week: Crooked, costs: set[int | None]) -> str:
    """The first roster that posting and checking see differently; every cost met goes into `costs`."""
    posted = Posted(week.problem, week.rule, week.given)
    for roster in week.every_roster():
        breaches = list(week.rule.check(week.problem, roster))
        checked: int | None = week.rule.weight * sum(breach.amount for breach in breaches)
        if week.rule.hard:
            checked = None if breaches else 0
        cost = posted.cost(roster)
        costs.add(cost)
        if cost != checked:
            lines = [f"{s.topic} {s.start} {s.therapists} {s.room} {s.clients}" for s in roster.sessions]
            return "\n".join([f"posted {cost}, checked {checked}", *lines, *(b.says for b in breaches)])
    return ""


def test_a_week_on_sunday_is_the_same_a_day_earlier() -> None:
    monday = next(week for week in CROOKED if week.problem.history)
    sunday = on_sunday(monday)
    assert (monday.problem.weekday_name(0), sunday.problem.weekday_name(0)) == ("Mon", "Sun")
    assert monday.problem.history[0].day - sunday.problem.history[0].day == timedelta(days=1)


def test_every_rule_has_a_week_that_begins_on_a_sunday_and_one_that_does_not() -> None:
    begin = {(type(week.rule), week.problem.weekday_name(0)) for week in WEEKS}
    assert {kind for kind, day in begin if day == "Sun"} == {kind for kind, day in begin if day == "Mon"}


def test_every_rule_has_a_crooked_week() -> None:
    covered = {type(week.rule) for week in WEEKS}
    assert [rule.name for rule in RULES if rule not in covered] == []


@pytest.mark.parametrize("week", [week for week in WEEKS if week.rule.hard], ids=named)
def test_a_hard_rule_allows_exactly_what_it_finds_no_breach_in(week: Crooked) -> None:
    costs: set[int | None] = set()
    assert disagreement(week, costs) == ""
    assert costs == {None, 0}, "a week in which nothing, or everything, is allowed tells nothing"


@pytest.mark.parametrize("week", [week for week in WEEKS if not week.rule.hard], ids=named)
def test_a_soft_rule_costs_what_its_breaches_amount_to(week: Crooked) -> None:
    costs: set[int | None] = set()
    assert disagreement(week, costs) == ""
    assert len(costs) > 2, "a week in which all rosters cost about the same tells nothing"


def gentle(week: Crooked) -> Crooked:
    """The week without what has begun, and with one of each thing asked for: so that something can be allowed."""
    problem = week.problem
    standing = problem.standing
    if standing is not None:
        first = [one for one in standing.sessions if (one.topic, one.start) == week.slots[0]]
        standing = replace(standing, sessions=tuple(first[:1]))
    less = replace(
        problem, past=(), needs=problem.needs[:1], wishes=problem.wishes[:1], standing=standing, as_of=0
    )
    return replace(week, problem=less)


@pytest.mark.parametrize("week", [week for week in WEEKS if not week.rule.hard], ids=named)
def test_a_soft_rule_that_must_hold_allows_exactly_what_it_finds_no_breach_in(week: Crooked) -> None:
    strict = replace(week, rule=replace(week.rule, must=True))
    costs: set[int | None] = set()
    assert disagreement(strict, costs) == ""
    if costs == {None}:
        assert disagreement(gentle(strict), costs) == ""
    assert costs == {None, 0}, "a week in which nothing, or everything, is allowed tells nothing"
