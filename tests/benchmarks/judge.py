"""How good a roster is, by the rule book's own checks: the same judge for our engine and for its peers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from constraints import rule_book
from planner.findings.good_week import good_week_of
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class Point:
    """How far a planner had got: wall seconds since it was given the problem, and two levels' values.

    `short` is minutes below the minimum hours; `missing` is the sum of priority times missing sessions.
    """

    seconds: float
    short: int
    missing: int


@dataclass(frozen=True)
class Trace:
    """One planner's run: what it had when, its last roster (`None`: no plan at all), remarks."""

    points: tuple[Point, ...]
    roster: Roster | None
    seconds: float
    remark: str = ""
    gaps: tuple[tuple[str, int, int], ...] = ()
    """Each level's name, value and bound, where the planner states them."""
    course: tuple[tuple[float, str, int, int], ...] = ()
    """Seconds, a level, its value and the best still possible then, whenever one of both has changed."""


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the rule book as it stands by default."""
    return rule_book()


def stage_value(problem: Problem, roster: Roster, stage: Stage) -> int:
    """What a roster misses at one level, in the level's unit."""
    counting = [rule for rule in rules() if rule.stage is stage]
    return sum(rule.weight * breach.amount for rule in counting for breach in rule.check(problem, roster))


def points_of(problem: Problem, roster: Roster) -> dict[str, int]:
    """The points of a good week, rule by rule."""
    return {cost.rule: cost.points for cost in good_week_of(problem, roster, rules()).costs}


def point_of(problem: Problem, roster: Roster, seconds: float) -> Point:
    """The two levels that matter most, as of now."""
    return Point(
        seconds, stage_value(problem, roster, Stage.HOURS), stage_value(problem, roster, Stage.NEEDS)
    )


def hard_breaches(problem: Problem, roster: Roster) -> list[str]:
    """A sentence for everything in the roster that may never be."""
    return [breach.says for rule in rules() if rule.hard for breach in rule.check(problem, roster)]
