"""The agreement test: on every roster of tiny crooked weeks, what a rule posts is what it checks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from constraints import RULES
from tests.constraints.crooked import Crooked
from tests.constraints.crooked_changes import CHANGES
from tests.constraints.crooked_hard import HARD
from tests.constraints.crooked_soft import SOFT
from tests.constraints.posted import Posted

WEEKS = (*HARD, *SOFT, *CHANGES)


def named(week: Crooked) -> str:
    return f"{week.rule.name} {week.slots[0][0]} x{len(week.slots)}"


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


@pytest.mark.parametrize("week", [week for week in WEEKS if not week.rule.hard], ids=named)
def test_a_soft_rule_that_must_hold_allows_exactly_what_it_finds_no_breach_in(week: Crooked) -> None:
    costs: set[int | None] = set()
    assert disagreement(replace(week, rule=replace(week.rule, must=True)), costs) == ""
