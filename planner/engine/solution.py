"""What the engine found, and what is proven of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.engine.board import Board, Vector
from planner.engine.bound import floor_of
from planner.engine.improve import Tally
from planner.engine.shares import ALWAYS_TOLD
from planner.language.limits import Stage
from planner.language.rule import Rule, cost_at
from planner.model import Problem, Roster
from planner.plan import StageResult


@dataclass(frozen=True)
class Solution:
    """What the engine found: the roster, each stage's value and bound, and how the search went."""

    roster: Roster
    stages: tuple[StageResult, ...]
    seconds: float
    tally: Tally
    interrupted: bool = False


def results_of(
    problem: Problem,
    rules: Sequence[Rule],
    board: Board,
    values: Vector,
    roster: Roster,
    bounds: Mapping[Stage, int],
) -> tuple[StageResult, ...]:
    """Each stage's value on the board, and the bound that holds for the roster the values were told apart as."""
    stages, worse = [], False
    always = {rule.stage: 0 for rule in rules if not rule.hard and rule.stage in ALWAYS_TOLD}
    for stage, bound in sorted((always | dict(bounds)).items()):
        value, floor = board.value(stage, values), floor_of(board, stage)
        stages.append(StageResult(stage, value, floor if worse else max(bound, floor)))
        # Sessions told apart may cost more than their sum let expect: later bounds were for less.
        worse = worse or cost_at(problem, roster, rules, stage) > value
    return tuple(stages)
