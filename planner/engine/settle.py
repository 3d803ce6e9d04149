"""What is settled comes first: fixed sessions placed before anything is planned, or the reason why they can't be."""

from __future__ import annotations

import numpy as np

from planner.draft import Draft
from planner.engine.board import Board, Program, Vector
from planner.engine.slice import Effort, Mask, solve_slice, with_followers


class Contradiction(Exception):
    """Settled things that can't all be. `reasons` are the `about` parts of a smallest set of them."""

    def __init__(self, reasons: tuple[tuple[str, ...], ...]) -> None:
        super().__init__("what is settled contradicts itself")
        self.reasons = reasons


def settle(program: Program, draft: Draft, board: Board) -> Vector:
    """The emptiest values that keep every row: nothing but what is fixed.

    Raises `Contradiction` with the smallest set of limits that ask for something and can't all be kept.
    """
    values = program.with_slacks(program.lowest.copy())
    asking = _asking(program, values)
    if not asking.any():
        return values
    for row in np.flatnonzero(_out_of_reach(program)).tolist():
        raise Contradiction((board.rows[row][1],))
    # A settled session touches its own time only; a rule made `must` may touch everything.
    for free in (_around(program, draft, asking), np.ones(program.width, dtype=bool)):
        outcome = solve_slice(program, values, free, _few(program), Effort(20.0, task="program"))
        if outcome.values is not None:
            return program.with_slacks(outcome.values)
    raise Contradiction(_smallest(program, board, values, asking))


def _few(program: Program) -> Vector:
    objective = np.where(program.following, 0, 1)
    return objective.astype(np.int64)


def _asking(program: Program, values: Vector) -> Mask:
    sums = program.sums(values)
    return np.asarray((sums < program.least) | (sums > program.most))


def _out_of_reach(program: Program) -> Mask:
    """Rows that no values can keep, such as a seat asked for where there is none: each contradicts itself alone."""
    columns, factors = program.columns, program.factors
    highest = np.where(factors > 0, factors * program.highest[columns], factors * program.lowest[columns])
    lowest = np.where(factors > 0, factors * program.lowest[columns], factors * program.highest[columns])
    most = np.bincount(program.entry_rows, weights=highest, minlength=program.height)
    least = np.bincount(program.entry_rows, weights=lowest, minlength=program.height)
    return np.asarray((most < program.least) | (least > program.most))


def _around(program: Program, draft: Draft, asking: Mask) -> Mask:
    columns = np.zeros(program.width, dtype=bool)
    columns[program.columns[asking[program.entry_rows]]] = True
    every = (*draft.sessions, *draft.leads, *draft.uses, *draft.seats)
    slots = {(option.topic.name, option.start) for option in every if columns[option.column]}
    for option in every:
        if (option.topic.name, option.start) in slots:
            columns[option.column] = True
    return with_followers(program, columns)


def _smallest(program: Program, board: Board, values: Vector, asking: Mask) -> tuple[tuple[str, ...], ...]:
    """A smallest set of asking rows that can't all be kept, found by leaving out one after another."""
    names: dict[tuple[str, ...], list[int]] = {}
    for row in np.flatnonzero(asking).tolist():
        names.setdefault(board.rows[row][1], []).append(row)
    needed = dict(names)
    for about in list(names):
        trial = {name: rows for name, rows in needed.items() if name != about}
        if trial and not _possible(program, draft_values=values, rows=trial, asking=asking):
            needed = trial
    return tuple(needed)


def _possible(
    program: Program, draft_values: Vector, rows: dict[tuple[str, ...], list[int]], asking: Mask
) -> bool:
    from dataclasses import replace

    from planner.engine.board import UNBOUNDED

    least, most = program.least.copy(), program.most.copy()
    dropped = asking.copy()
    for kept in rows.values():
        dropped[kept] = False
    least[dropped], most[dropped] = -UNBOUNDED, UNBOUNDED
    relaxed = replace(program, least=least, most=most)
    free = np.ones(program.width, dtype=bool)
    objective = np.zeros(program.width, dtype=np.int64)
    return not solve_slice(relaxed, draft_values, free, objective, Effort(10.0, task="program")).impossible
