"""The linear relaxation of a stage: what the board could reach if sessions and seats could be split."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from planner.engine.board import UNBOUNDED, Board, Vector
from planner.engine.effort import Solvers
from planner.engine.multipliers import proven_by
from planner.engine.residue import Caps, Cut, Residue, residue, with_cuts
from planner.language.limits import Stage

if TYPE_CHECKING:  # the solvers are imported where something is solved: most commands needn't wait for them
    from ortools.math_opt.model_pb2 import ModelProto
    from ortools.math_opt.python import mathopt

MOST_ENTRIES = 400_000  # beyond this the simplex method takes longer than a bound is worth
MOST_STEPS = 20_000  # of one `solve`: a reproducible run has no other end


def relaxed_bound(
    board: Board,
    stage: Stage,
    caps: Caps,
    seconds: float,
    cuts: Sequence[Cut] = (),
    solvers: Solvers | None = None,
) -> int:
    """A lower bound on what a stage can cost with the earlier stages in `caps` held; 0 when it isn't reached in time.

    `cuts` are rows known to hold besides the board's. `solvers` can end it meanwhile.
    """
    if len(board.columns) > MOST_ENTRIES:
        return 0
    from ortools.math_opt.python import mathopt

    left, ending = _whole(board, stage, caps, cuts), _Ending()
    limit = timedelta(seconds=max(seconds, 0.001))
    with (solvers or Solvers()).running(ending):
        result = mathopt.solve(
            mathopt.Model.from_model_proto(_proto(left)),
            mathopt.SolverType.GLOP,
            params=mathopt.SolveParameters(time_limit=limit),
            interrupter=ending.interrupter,
        )
    if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
        return 0
    # Rounded up, because every price and every column is whole.
    least = int(np.ceil(result.objective_value() + left.offset - 1e-4))
    return max(0, least + board.offsets[stage])


class _Ending:
    """What ends a call of the simplex method."""

    def __init__(self) -> None:
        from ortools.util.python.solve_interrupter import SolveInterrupter

        self.interrupter = SolveInterrupter()

    def stop_search(self) -> None:
        self.interrupter.interrupt()


class Relaxation:
    """A stage's linear program solved step by step (PDLP): seconds where the simplex method takes minutes.

    `bound` holds from the first step on and rises with every `solve`, each of which goes on from where the last one
    ended; `steps` counts what all of them took.
    Applegate and others, 2021: Practical large-scale linear programming using primal-dual hybrid gradient.
    """

    def __init__(self, board: Board, stage: Stage, caps: Caps, cuts: Sequence[Cut] = ()) -> None:
        from ortools.math_opt.python import mathopt
        from ortools.util.python.solve_interrupter import SolveInterrupter

        self._mathopt = mathopt
        self.left, self._offset = _whole(board, stage, caps, cuts), board.offsets[stage]
        self.bound = self.left.floor + self._offset
        self._model = mathopt.Model.from_model_proto(_proto(self.left))
        self._reached: mathopt.Solution | None = None
        self._plan: Vector | None = None
        self._interrupter = SolveInterrupter()
        self.steps = 0

    def begin(self, values: Vector) -> None:
        """Has the first `solve` go on from a plan of the whole board."""
        self._plan = values[self.left.open]

    def lean(self, columns: Vector, prices: NDArray[np.float64]) -> None:
        """Puts prices upon a stage's own on some columns of the board, the same ones at every call.

        `bound` holds for the stage's own prices as before.
        """
        number = np.full(len(self.left.settled), -1, dtype=np.int64)
        number[self.left.open] = np.arange(len(self.left.open))
        there = number[columns] >= 0
        places = number[columns][there]
        whole = self.left.prices[places] + prices[there]
        for place, price in zip(places.tolist(), whole.tolist(), strict=True):
            self._model.objective.set_linear_coefficient(self._model.get_variable(place), price)

    def solve(self, accuracy: float, seconds: float | None = None, bounding: bool = True) -> bool:
        """Solves to a relative accuracy; says whether it got there within the seconds and before it was stopped.

        The accuracy is that of `bound`; if it isn't for `bounding`, a rougher one that takes half the steps to 1e-2.
        """
        if not len(self.left.open) or not len(self.left.least):
            return True
        mathopt = self._mathopt
        limit = None if seconds is None else timedelta(seconds=max(seconds, 0.01))
        parameters = mathopt.SolveParameters(threads=1, time_limit=limit, iteration_limit=MOST_STEPS)
        # A multiplier that only a column's far end pays for counts in `bound` with all that it costs there. Otherwise
        # 80 clients at any half hour take 7,232 steps to a bound of 103,568, and so 2,752 to one of 103,610.
        parameters.pdlp.handle_some_primal_gradients_on_finite_bounds_as_residuals = not bounding
        criteria = parameters.pdlp.termination_criteria.detailed_optimality_criteria
        criteria.eps_optimal_objective_gap_relative = accuracy
        criteria.eps_optimal_primal_residual_relative = accuracy
        criteria.eps_optimal_dual_residual_relative = accuracy
        result = mathopt.solve(
            self._model,
            mathopt.SolverType.PDLP,
            params=parameters,
            model_params=mathopt.ModelSolveParameters(solution_hints=self._hints()),
            interrupter=self._interrupter,
        )
        self.steps += result.solve_stats.first_order_iterations
        for solution in result.solutions[:1]:
            if solution.primal_solution is not None and solution.dual_solution is not None:
                self._reached = solution
                self.bound = max(self.bound, proven_by(self.left, self.multipliers) + self._offset)
        return bool(result.termination.reason == mathopt.TerminationReason.OPTIMAL)

    def stop(self) -> None:
        """Ends a `solve` that is running in another thread, and every later one."""
        self._interrupter.interrupt()

    def tighten(self, cuts: Sequence[Cut]) -> None:
        """Adds rows that are known to hold as well; the next `solve` goes on from where the last one ended."""
        self.left = with_cuts(self.left, cuts)
        for row in range(len(self.left.least) - len(cuts), len(self.left.least)):
            entries = slice(self.left.starts[row], self.left.starts[row + 1])
            columns, factors = self.left.columns[entries].tolist(), self.left.factors[entries].tolist()
            added = self._model.add_linear_constraint(lb=float(self.left.least[row]))
            for column, factor in zip(columns, factors, strict=True):
                added.set_coefficient(self._model.get_variable(column), float(factor))

    @property
    def multipliers(self) -> NDArray[np.float64]:
        """One for each row, as the last `solve` left them; all 0 before it."""
        multipliers = np.zeros(len(self.left.least))
        if self._reached is not None and self._reached.dual_solution is not None:
            for row, value in self._reached.dual_solution.dual_values.items():
                multipliers[row.id] = value
        return multipliers

    @property
    def values(self) -> NDArray[np.float64]:
        """What the last `solve` gave each open column: parts of sessions and seats."""
        values = self.left.lowest.astype(float)
        if self._reached is not None and self._reached.primal_solution is not None:
            for column, value in self._reached.primal_solution.variable_values.items():
                values[column.id] = value
        return values

    @property
    def parts(self) -> NDArray[np.float64]:
        """What the last `solve` gave each column of the whole board."""
        parts = self.left.settled.astype(float)
        parts[self.left.open] = self.values
        return parts

    def _hints(self) -> list[mathopt.SolutionHint]:
        if self._reached is None:
            return [] if self._plan is None else [self._hint_of(self._plan)]
        primal, dual = self._reached.primal_solution, self._reached.dual_solution
        assert primal is not None and dual is not None
        return [
            self._mathopt.SolutionHint(variable_values=primal.variable_values, dual_values=dual.dual_values)
        ]

    def _hint_of(self, plan: Vector) -> mathopt.SolutionHint:
        parts = enumerate(plan.astype(float).tolist())
        return self._mathopt.SolutionHint(
            variable_values={self._model.get_variable(place): part for place, part in parts}
        )


def _whole(board: Board, stage: Stage, caps: Caps, cuts: Sequence[Cut]) -> Residue:
    everything = np.ones(board.width, dtype=bool)
    return residue(board, board.lowest, board.highest, everything, board.prices[stage], caps, cuts)


def _proto(left: Residue) -> ModelProto:
    from ortools.math_opt.model_pb2 import ModelProto

    model, width = ModelProto(), len(left.open)
    model.variables.ids.extend(range(width))
    model.variables.lower_bounds.extend(left.lowest.astype(float).tolist())
    model.variables.upper_bounds.extend(left.highest.astype(float).tolist())
    model.variables.integers.extend([False] * width)
    priced = np.flatnonzero(left.prices)
    model.objective.linear_coefficients.ids.extend(priced.tolist())
    model.objective.linear_coefficients.values.extend(left.prices[priced].astype(float).tolist())
    # A bound that the others' contributions have moved is still none.
    least = np.where(left.least < -UNBOUNDED // 2, -np.inf, left.least)
    most = np.where(left.most > UNBOUNDED // 2, np.inf, left.most)
    model.linear_constraints.ids.extend(range(len(least)))
    model.linear_constraints.lower_bounds.extend(least.tolist())
    model.linear_constraints.upper_bounds.extend(most.tolist())
    # A column may stand in a row more than once.
    rows = np.repeat(np.arange(len(least)), np.diff(left.starts))
    places, entries = np.unique(rows * width + left.columns, return_inverse=True)
    factors = np.bincount(entries, weights=left.factors, minlength=len(places))
    model.linear_constraint_matrix.row_ids.extend((places // width).tolist())
    model.linear_constraint_matrix.column_ids.extend((places % width).tolist())
    model.linear_constraint_matrix.coefficients.extend(factors.tolist())
    return model
