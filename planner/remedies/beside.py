"""A week of a roster beside the one that is planned instead of it: in numbers, in points, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.findings.good_week import good_week_of
from planner.language.rule import Rule
from planner.model import Problem, Roster
from planner.planning import Solved, as_it_stands, new_breaches
from planner.remedies.differences import Differences, differences
from planner.remedies.outcome import Outcome, outcome_of

HOURS_AND_NEEDS = 2  # the levels of "best" that come before all others, `Stage.level`


@dataclass(frozen=True)
class Beside:
    """The week at hand and the other one; `points` are those of a good week, before and after.

    `dearer` are the rules that cost more points in the other, the most first, and `cheaper` those that cost fewer.
    `better`: the other week is the better one, by the levels of "best" in their order, as weeks are planned; then the
    week at hand isn't the best. `proven`: no week of its kind has fewer hours or needs missing. `roster` is the other
    week's; `broken` counts the rules that the week at hand breaks.
    """

    before: Outcome
    after: Outcome
    points: tuple[int, int]
    dearer: tuple[tuple[str, int], ...]
    cheaper: tuple[tuple[str, int], ...]
    differences: Differences
    proven: bool
    better: bool
    roster: Roster
    broken: int = 0


def beside(
    problem: Problem, roster: Roster, planning: Sequence[Rule], changed: Problem, found: Solved
) -> Beside:
    """A roster of `problem` beside the week that was found for `changed`, both judged by the rules for planning."""
    stands, other = (as_it_stands(problem, week, planning) for week in (roster, found.roster))
    costs = [good_week_of(problem, week, planning).costs for week in (roster, found.roster)]
    was, now = ({cost.rule: cost.points for cost in week} for week in costs)
    more = sorted(((rule, now[rule] - was[rule]) for rule in was), key=lambda pair: -abs(pair[1]))
    return Beside(
        before=outcome_of(problem, roster, stands.stages),
        after=outcome_of(changed, found.roster, found.stages, roster),
        points=(sum(was.values()), sum(now.values())),
        dearer=tuple(pair for pair in more if pair[1] > 0),
        cheaper=tuple((rule, -points) for rule, points in more if points < 0),
        differences=differences(problem, roster, changed, found.roster),
        proven=all(level.proven for level in found.stages if level.stage.level <= HOURS_AND_NEEDS),
        better=[level.value for level in other.stages] < [level.value for level in stands.stages],
        roster=found.roster,
        broken=len(new_breaches(problem, roster, planning)),
    )
