"""A first plan, and the mending of plans that the board as it now stands doesn't allow."""

from __future__ import annotations

import numpy as np

from planner.engine.again import held_again
from planner.engine.board import Board, Vector
from planner.engine.clock import Clock
from planner.engine.posting import Posting
from planner.engine.settle import Contradiction, settle
from planner.engine.slice import Effort, Mask, solve_slice
from planner.engine.start import Greedy, keep_what_stands
from planner.language.draft import Draft
from planner.language.limits import Stage

NEARBY = 5.0  # deterministic seconds for a plan that is wrong in one place


def first_plan(draft: Draft, posting: Posting, board: Board, clock: Clock, effort: Effort) -> Vector:
    """What is settled, what stands of a roster in force, and greedily the rest.

    Raises `Contradiction` when what is settled can't all be.
    """
    values = settle(board, draft, posting)
    if draft.problem.published is not None:
        values = keep_what_stands(draft, board, values, draft.problem.published)
    elif draft.problem.standing is not None:
        values = held_again(draft, board, values, draft.problem.standing, clock, effort)
    values = Greedy(draft, board, values).run(lambda: clock.left() <= 0)
    return values if board.keeps(values) else mended(board, values, effort)


def mended(board: Board, values: Vector, effort: Effort) -> Vector:
    """Whatever a first plan left askew, put right by the solver with everything free.

    Raises `Contradiction`, without reasons, when nothing is found.
    """
    free = np.ones(board.width, dtype=bool)
    objective = board.prices.get(Stage.MOVES, np.zeros(board.width, dtype=np.int64))
    outcome = solve_slice(board, values, free, objective, effort)
    if outcome.values is None:
        raise Contradiction(())
    return board.with_slacks(outcome.values)


def extended(board: Board, values: Vector, seed: int) -> Vector:
    """The same decisions on a board with more columns: those that follow are worked out."""
    longer = np.concatenate((values, board.lowest[len(values) :]))
    objective = sum(board.prices.values(), np.zeros(board.width, dtype=np.int64))
    effort = Effort(30.0, seed=seed, task="whole")
    outcome = solve_slice(board, longer, board.following.copy(), objective, effort)
    if outcome.values is None:
        raise RuntimeError("the followers of a sound plan can't be worked out")
    return board.with_slacks(outcome.values)


def mended_nearby(board: Board, values: Vector, nearby: Mask, effort: Effort) -> Vector | None:
    """A plan that is wrong in one place, put right there at little cost to the stages; `None` if that won't do."""
    longer = np.concatenate((values, board.lowest[len(values) :]))
    objective = np.zeros(board.width, dtype=np.int64)
    for place, stage in enumerate(sorted(board.prices, reverse=True)):
        objective += board.prices[stage] * 10 ** min(place, 4)
    outcome = solve_slice(board, longer, nearby | board.following, objective, effort)
    return None if outcome.values is None else board.with_slacks(outcome.values)
