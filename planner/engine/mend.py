"""A first plan, and the mending of plans that the board as it now stands doesn't allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from planner.engine.again import LONGEST, RESEATING, WEIGHTS, held_again
from planner.engine.board import Board, Vector
from planner.engine.clock import Clock
from planner.engine.effort import Effort
from planner.engine.parallel import Copies
from planner.engine.posting import Posting
from planner.engine.settle import Contradiction, emptiest, out_of_reach, settle
from planner.engine.slice import Mask, solve_slice
from planner.engine.start import Greedy, keep_what_stands
from planner.language.draft import Draft
from planner.language.limits import Stage
from planner.model import Roster

MOVED = 10  # what a seat that moves weighs where a minute that is missing weighs a hundred
NEARBY = 5.0  # deterministic seconds for a plan that is wrong in one place


def first_plan(draft: Draft, posting: Posting, board: Board, clock: Clock, effort: Effort) -> Vector:
    """What is settled, what stands of a roster (in force, or to begin with), and greedily the rest.

    Raises `Contradiction` when what is settled can't all be.
    """
    before = draft.problem.begin or draft.problem.published
    if before is not None:
        values = _from(before, draft, posting, board, clock, effort)
    else:
        values = settle(board, draft, posting)
        if draft.problem.standing is not None:
            values = held_again(draft, board, values, draft.problem.standing, clock, effort)
    values = Greedy(draft, board, values).run(lambda: clock.left() <= 0)
    return values if board.keeps(values) else mended(board, values, effort)


def _from(
    before: Roster, draft: Draft, posting: Posting, board: Board, clock: Clock, effort: Effort
) -> Vector:
    """What stands of a roster. What is settled is mostly in it, with its therapists and rooms.

    Where something is asked for that isn't, the solver looks for the plan that takes least from anybody; to put in
    what is asked for first would leave it wherever it can be, and everybody in its way without their seats.
    """
    values = keep_what_stands(draft, board, emptiest(board), before)
    if board.keeps(values):
        return values
    near = None if out_of_reach(board).any() else _nearest(board, values, clock, effort)
    return keep_what_stands(draft, board, settle(board, draft, posting), before) if near is None else near


def _nearest(board: Board, values: Vector, clock: Clock, effort: Effort) -> Vector | None:
    """A plan that keeps every row and takes little from these values; `None` if none is found in its time."""
    objective = board.prices.get(Stage.MOVES, np.zeros(board.width, dtype=np.int64)) * MOVED
    for stage, weight in WEIGHTS.items():
        if stage in board.prices:
            objective += board.prices[stage] * weight
    seconds = min(RESEATING * clock.seconds, LONGEST)
    on_the_wall = None if clock.reproducible else min(seconds, clock.left())
    spending = replace(effort, deterministic=seconds, seconds=on_the_wall)
    outcome = solve_slice(board, values, np.ones(board.width, dtype=bool), objective, spending)
    clock.spend(outcome.spent)
    return None if outcome.values is None else board.with_slacks(outcome.values)


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
    """The same decisions on a board with more columns: those that follow are worked out.

    Raises `RuntimeError` where nothing follows from them, which is a bug.
    """
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


def emptied(
    draft: Draft,
    board: Board,
    values: Vector,
    at: tuple[str, int],
    apart: Mapping[tuple[str, int], Copies],
    effort: Effort,
) -> Vector | None:
    """The plan without whatever isn't settled of a topic at a start, or at any start where its sessions stand apart.

    `None` where other rows need what stood there.
    """
    free = board.following.copy()
    for copies in apart.values():
        free[copies.columns] = True
    objective = sum(board.prices.values(), np.zeros(board.width, dtype=np.int64))
    for slots in ({at}, {slot for slot in apart if slot[0] == at[0]}):
        longer = np.concatenate((values, board.lowest[len(values) :]))
        for option in (*draft.sessions, *draft.seats):
            if (option.topic.name, option.start) in slots:
                longer[option.column] = board.lowest[option.column]
        for topic, start in slots:
            for held in (*draft.leads_at(topic, start), *draft.uses_at(topic, start)):
                longer[held.column] = board.lowest[held.column]
        outcome = solve_slice(board, longer, free, objective, effort)
        if outcome.values is not None:
            return board.with_slacks(outcome.values)
    return None
