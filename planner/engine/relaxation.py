"""The linear relaxation of a stage: what the board could reach if sessions and seats could be split."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ortools.linear_solver import pywraplp

from planner.engine.board import UNBOUNDED, Board
from planner.engine.residue import Caps, Cut, Residue, residue
from planner.language.limits import Stage

MOST_ENTRIES = 400_000  # beyond this the simplex method takes longer than a bound is worth


def relaxed_bound(board: Board, stage: Stage, caps: Caps, seconds: float, cuts: Sequence[Cut] = ()) -> int:
    """A lower bound on what a stage can cost with the earlier stages in `caps` held; 0 when it isn't reached in time.

    `cuts` are rows known to hold besides the board's.
    """
    if len(board.columns) > MOST_ENTRIES:
        return 0
    relaxation = Relaxation(board, stage, caps, cuts)
    return max(0, relaxation.bound) if relaxation.solve(seconds) else 0


class Relaxation:
    """A stage's linear program; GLOP solves it. `bound` is rounded up: every price and every column is whole."""

    def __init__(self, board: Board, stage: Stage, caps: Caps, cuts: Sequence[Cut] = ()) -> None:
        self.bound, self._offset = 0, board.offsets[stage]
        everything = np.ones(board.width, dtype=bool)
        self._left = residue(board, board.lowest, board.highest, everything, board.prices[stage], caps, cuts)
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        _fill(self._solver, self._left)

    def solve(self, seconds: float) -> bool:
        """Solves within so many seconds; says whether that was enough."""
        self._solver.SetTimeLimit(max(1, int(seconds * 1000)))
        if self._solver.Solve() != pywraplp.Solver.OPTIMAL:
            return False
        value = self._solver.Objective().Value() + self._left.offset
        self.bound = int(np.ceil(value - 1e-4)) + self._offset
        return True

    def stop(self) -> None:
        """Ends a `solve` that is running in another thread; it finds nothing."""
        self._solver.InterruptSolve()


def _fill(solver: pywraplp.Solver, left: Residue) -> None:
    infinity, objective = solver.infinity(), solver.Objective()
    columns = [
        solver.NumVar(float(low), float(high), "")
        for low, high in zip(left.lowest.tolist(), left.highest.tolist(), strict=True)
    ]
    starts, places, factors = left.starts.tolist(), left.columns.tolist(), left.factors.tolist()
    for number, (least, most) in enumerate(zip(left.least.tolist(), left.most.tolist(), strict=True)):
        # A bound that the others' contributions have moved is still none.
        row = solver.Constraint(
            -infinity if least < -UNBOUNDED // 2 else float(least),
            infinity if most > UNBOUNDED // 2 else float(most),
        )
        for entry in range(starts[number], starts[number + 1]):
            column = columns[places[entry]]
            # A column may stand in a row more than once.
            row.SetCoefficient(column, row.GetCoefficient(column) + float(factors[entry]))
    for place in np.flatnonzero(left.prices).tolist():
        objective.SetCoefficient(columns[place], float(left.prices[place]))
    objective.SetMinimization()
