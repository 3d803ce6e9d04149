"""The search for a replanned week, and the roster in force where nothing has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planner.engine.settle import Contradiction
from planner.engine.solve import Progress, Solution, solve
from planner.language.rule import Rule
from planner.model import Problem, Roster
from planner.model.faults import NoPlanPossible, RosterDisagrees
from planner.plan import StageResult
from planner.planning import cost_at, new_breaches
from planner.replanning.carry_over import carried_over, known_part
from planner.replanning.conflicts import verdict
from planner.replanning.problem import Replanning


@dataclass(frozen=True)
class Replanned:
    """What came out: the roster with everything carried over, and the levels with their proof."""

    roster: Roster
    stages: tuple[StageResult, ...]
    seconds: float = 0
    interrupted: bool = False


def search(
    replanning: Replanning,
    rules: Sequence[Rule],
    seconds: float = 60.0,
    seed: int = 1,
    reproducible: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
) -> Replanned:
    """Replans: the fewest changes that hours and must-needs allow, then the rest.

    Raises `NoPlanPossible`, naming the locks that contradict each other and what is enough to release, and
    `RosterDisagrees` when the roster breaks a rule that nobody overrode, which would be a mistake of ours.
    """
    problem = replanning.problem
    try:
        solution = solve(replanning.narrow, rules, seconds, seed, reproducible, on_progress)
    except Contradiction as contradiction:
        narrow = replace(replanning.narrow, fixed=())
        found = verdict(narrow, replanning.settled.fixed, replanning.locks, rules)
        reasons = found.says(problem) or [", ".join(about) for about in contradiction.reasons]
        raise NoPlanPossible(reasons) from None
    breaches = new_breaches(problem, solution.roster, rules)
    if breaches:
        raise RosterDisagrees(breaches)
    roster = carried_over(solution.roster, replanning.now, problem)
    return Replanned(roster, _stages(problem, solution, rules), solution.seconds, solution.interrupted)


def unchanged(replanning: Replanning, rules: Sequence[Rule]) -> Replanned:
    """The roster in force as it stands, with what it comes to: what is given back when nothing has changed."""
    stages = {rule.stage for rule in rules if not rule.hard and rule.stage is not None}
    known = known_part(replanning.now, replanning.problem)
    values = {stage: cost_at(replanning.problem, known, rules, stage) for stage in sorted(stages)}
    # Nothing was searched: only where nothing is missing is it known that no plan does better.
    return Replanned(replanning.now, tuple(StageResult(stage, value, 0) for stage, value in values.items()))


def _stages(problem: Problem, solution: Solution, rules: Sequence[Rule]) -> tuple[StageResult, ...]:
    return tuple(
        replace(result, value=max(result.value, cost_at(problem, solution.roster, rules, result.stage)))
        for result in solution.stages
    )
