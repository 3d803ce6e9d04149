"""The linear relaxation of a stage: what the board could reach if sessions and seats could be split."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ortools.linear_solver import pywraplp

from planner.engine.board import UNBOUNDED, Board
from planner.engine.residue import Cut
from planner.language.limits import Stage

MOST_ENTRIES = 400_000  # beyond this the simplex method takes longer than a bound is worth


def relaxed_bound(
    board: Board,
    stage: Stage,
    caps: tuple[tuple[Stage, int], ...],
    seconds: float,
    cuts: Sequence[Cut] = (),
) -> int:
    """A lower bound on what a stage can cost with the earlier stages in `caps` held; 0 when it isn't reached in time.

    `cuts` are rows known to hold besides the board's. GLOP solves it; the bound is rounded up because every price
    and every column is whole.
    """
    if len(board.columns) > MOST_ENTRIES:
        return 0
    solver = pywraplp.Solver.CreateSolver("GLOP")
    solver.SetTimeLimit(max(1, int(seconds * 1000)))
    infinity = solver.infinity()
    columns = [
        solver.NumVar(float(low), float(high), "")
        for low, high in zip(board.lowest.tolist(), board.highest.tolist(), strict=True)
    ]
    starts = board.starts.tolist()
    for row, (least, most) in enumerate(zip(board.least.tolist(), board.most.tolist(), strict=True)):
        limit = solver.Constraint(
            -infinity if least <= -UNBOUNDED else float(least), infinity if most >= UNBOUNDED else float(most)
        )
        inside = slice(starts[row], starts[row + 1])
        for column, factor in zip(
            board.columns[inside].tolist(), board.factors[inside].tolist(), strict=True
        ):
            limit.SetCoefficient(columns[column], limit.GetCoefficient(columns[column]) + factor)
    for capped, most in caps:
        if capped in board.prices:
            limit = solver.Constraint(-infinity, float(most - board.offsets[capped]))
            for column in np.flatnonzero(board.prices[capped]).tolist():
                limit.SetCoefficient(columns[column], float(board.prices[capped][column]))
    for cut in cuts:
        limit = solver.Constraint(float(cut.fewest), infinity)
        for column, factor in zip(cut.columns.tolist(), cut.factors.tolist(), strict=True):
            limit.SetCoefficient(columns[column], float(factor))
    objective = solver.Objective()
    for column in np.flatnonzero(board.prices[stage]).tolist():
        objective.SetCoefficient(columns[column], float(board.prices[stage][column]))
    objective.SetMinimization()
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return 0
    return max(0, int(np.ceil(objective.Value() - 1e-4)) + board.offsets[stage])
