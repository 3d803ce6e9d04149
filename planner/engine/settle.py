"""What is settled comes first: fixed sessions placed before anything is planned, or the reason why they can't be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.engine.board import Board, Vector
from planner.engine.effort import Effort
from planner.engine.posting import Posting
from planner.engine.slice import Mask, solve_slice, with_followers
from planner.fewest import fewest
from planner.language.draft import Draft


class Contradiction(Exception):
    """Settled things that can't all be. `reasons` are the `about` parts of a smallest set of them."""

    def __init__(self, reasons: tuple[tuple[str, ...], ...]) -> None:
        super().__init__("what is settled contradicts itself")
        self.reasons = reasons


def settle(board: Board, draft: Draft, posting: Posting) -> Vector:
    """The emptiest values that keep every row: nothing but what is fixed.

    Raises `Contradiction` with the smallest set of limits that ask for something and can't all be kept.
    """
    values = emptiest(board)
    asking = asks_for_more(board, values)
    if not asking.any():
        return values
    for row in np.flatnonzero(out_of_reach(board)).tolist():
        raise Contradiction((posting.rows[row][1],))
    # A settled session touches its own time only; a rule made `must` may touch everything.
    for free in (_around(board, draft, asking), np.ones(board.width, dtype=bool)):
        outcome = solve_slice(board, values, free, _few(board), Effort(20.0, task="whole"))
        if outcome.values is not None:
            return board.with_slacks(outcome.values)
    raise Contradiction(_smallest(board, posting, values, asking))


def emptiest(board: Board) -> Vector:
    """Nothing but what the columns' bounds ask for: what is settled may be missing in it."""
    return board.with_slacks(board.lowest.copy())


def _few(board: Board) -> Vector:
    objective = np.where(board.following, 0, 1)
    return objective.astype(np.int64)


def asks_for_more(board: Board, values: Vector) -> Mask:
    """The rows that these values don't keep."""
    sums = board.sums(values)
    return np.asarray((sums < board.least) | (sums > board.most))


def out_of_reach(board: Board) -> Mask:
    """Rows that no values can keep, such as a seat asked for where there is none: each contradicts itself alone."""
    columns, factors = board.columns, board.factors
    highest = np.where(factors > 0, factors * board.highest[columns], factors * board.lowest[columns])
    lowest = np.where(factors > 0, factors * board.lowest[columns], factors * board.highest[columns])
    most = np.bincount(board.entry_rows, weights=highest, minlength=board.height)
    least = np.bincount(board.entry_rows, weights=lowest, minlength=board.height)
    return np.asarray((most < board.least) | (least > board.most))


def _around(board: Board, draft: Draft, asking: Mask) -> Mask:
    columns = np.zeros(board.width, dtype=bool)
    columns[board.columns[asking[board.entry_rows]]] = True
    every = (*draft.sessions, *draft.leads, *draft.uses, *draft.seats)
    slots = {(option.topic.name, option.start) for option in every if columns[option.column]}
    for option in every:
        if (option.topic.name, option.start) in slots:
            columns[option.column] = True
    return with_followers(board, columns)


def _smallest(board: Board, posting: Posting, values: Vector, asking: Mask) -> tuple[tuple[str, ...], ...]:
    """A smallest set of asking rows that can't all be kept, found by leaving out half of them, then quarters."""
    names: dict[tuple[str, ...], list[int]] = {}
    for row in np.flatnonzero(asking).tolist():
        names.setdefault(posting.rows[row][1], []).append(row)

    def still(kept: Sequence[tuple[str, ...]]) -> bool:
        rows = {about: names[about] for about in kept}
        return bool(rows) and not _possible(board, draft_values=values, rows=rows, asking=asking)

    return tuple(fewest(list(names), still))


def _possible(
    board: Board, draft_values: Vector, rows: dict[tuple[str, ...], list[int]], asking: Mask
) -> bool:
    from dataclasses import replace

    from planner.engine.board import UNBOUNDED

    least, most = board.least.copy(), board.most.copy()
    dropped = asking.copy()
    for kept in rows.values():
        dropped[kept] = False
    least[dropped], most[dropped] = -UNBOUNDED, UNBOUNDED
    relaxed = replace(board, least=least, most=most)
    free = np.ones(board.width, dtype=bool)
    objective = np.zeros(board.width, dtype=np.int64)
    return not solve_slice(relaxed, draft_values, free, objective, Effort(10.0, task="whole")).impossible
