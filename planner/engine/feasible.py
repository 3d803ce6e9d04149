"""Whether anything at all keeps the rules of a week: asked of little weeks, and of what is settled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.engine.effort import Effort
from planner.engine.posting import posted
from planner.engine.settle import asks_for_more, emptiest, out_of_reach
from planner.engine.slice import solve_slice
from planner.language.rule import Rule
from planner.model import Problem


def is_possible(problem: Problem, rules: Sequence[Rule], seconds: float) -> bool | None:
    """Whether the hard ones of the rules can all be kept; `None`: that isn't known after so many seconds."""
    board = posted(problem, [rule for rule in rules if rule.hard]).board()
    values = emptiest(board)
    if not asks_for_more(board, values).any():
        return True
    if out_of_reach(board).any():
        return False
    everything, nothing = np.ones(board.width, dtype=bool), np.zeros(board.width, dtype=np.int64)
    outcome = solve_slice(board, values, everything, nothing, Effort(seconds, seconds=seconds, task="whole"))
    if outcome.values is not None:
        return True
    return False if outcome.impossible else None
