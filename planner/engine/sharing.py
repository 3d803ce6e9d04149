"""Who bears what hours leave missing: rules that are asked only once something is."""

from __future__ import annotations

from collections.abc import Sequence

from planner.engine.board import Board, Vector
from planner.language.limits import Stage
from planner.language.rule import Rule

SHARING = (Stage.LARGEST_SHORTAGE, Stage.UNEVEN_SHORTAGE)


def sharing_of(rules: Sequence[Rule]) -> list[Rule]:
    """The soft rules on how a shortage is shared."""
    return [rule for rule in rules if not rule.hard and rule.stage in SHARING]


def is_unshared(board: Board, values: Vector, rules: Sequence[Rule]) -> bool:
    """Whether there is a shortage on a board that doesn't ask yet who bears it.

    So it is where nobody was short until parallel sessions were told apart.
    """
    asked = {rule.stage for rule in sharing_of(rules)}
    return bool(asked) and asked.isdisjoint(board.prices) and board.value(Stage.HOURS, values) > 0
