"""A residue in CP-SAT's hands: how it is handed over, how the solver is set up for what it has to do, what it says.

The only file that speaks to CP-SAT, and imported where something is solved: the import takes half a second.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import IntegerVariableProto

from planner.engine.board import UNBOUNDED, Vector
from planner.engine.effort import Effort, Solvers
from planner.engine.residue import Residue


class Answer(NamedTuple):
    """What the solver says: the open columns' values (or `None`), whether they are the best, a bound, the effort spent.

    `bound` is the least that the aim can be, without the residue's offset. `impossible`: there are no values at all.
    """

    values: Vector | None
    complete: bool
    bound: int
    spent: float
    impossible: bool


class Model:
    """The residue as a CP-SAT model, aimed at the residue's prices until it is aimed elsewhere."""

    def __init__(self, left: Residue) -> None:
        self._model = _model(left)
        priced = np.flatnonzero(left.prices)
        if len(priced):
            self.aim(priced, left.prices[priced])

    def aim(self, places: Vector, prices: Vector) -> None:
        """What is to be as little as can be from here on: the open columns in `places` at these prices."""
        objective = self._model.proto.objective
        for field, whole in ((objective.vars, places), (objective.coeffs, prices)):
            field.clear()
            field.extend(whole.tolist())

    def hint(self, hints: Vector) -> None:
        """Values of all open columns that the search may begin with."""
        hinted = self._model.proto.solution_hint
        hinted.vars.clear()
        hinted.values.clear()
        hinted.vars.extend(range(len(hints)))
        hinted.values.extend(hints.tolist())

    def hold(self, places: Vector, prices: Vector, most: int) -> None:
        """From here on the open columns in `places` cost at most so much at these prices."""
        held = self._model.proto.constraints.add().linear
        held.vars.extend(places.tolist())
        held.coeffs.extend(prices.tolist())
        held.domain.extend((-UNBOUNDED, most))

    def solve(
        self,
        effort: Effort,
        solvers: Solvers,
        on_bound: Callable[[int], None] | None = None,
        relaxed: int | None = None,
    ) -> Answer:
        """Solves; `solvers` can end it meanwhile, and `on_bound` is told each better bound.

        `relaxed` is how much of the linear relaxation is used (0 to 2), if not what the effort's task says.
        """
        solver = _solver(effort)
        if relaxed is not None:
            solver.parameters.linearization_level = relaxed
        if on_bound is not None:
            solver.best_bound_callback = lambda bound: on_bound(_whole(bound))
        with solvers.running(solver):
            status = int(solver.solve(self._model))
        response = solver.response_proto
        found = None
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            found = np.fromiter(response.solution, dtype=np.int64, count=len(self._model.proto.variables))
        return Answer(
            values=found,
            complete=status == cp_model.OPTIMAL,
            bound=_whole(response.best_objective_bound),
            spent=response.deterministic_time,
            impossible=status == cp_model.INFEASIBLE,
        )


def _whole(bound: float) -> int:
    return int(np.ceil(bound - 1e-6))


class _Model(cp_model.CpModel):
    """A model without the older names of its methods: to look them all up takes a thousandth of a second each time."""

    def _add_pre_pep8_methods(self) -> None:
        pass


def _solver(effort: Effort) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = effort.workers
    solver.parameters.random_seed = effort.seed
    solver.parameters.max_deterministic_time = effort.deterministic
    solver.parameters.symmetry_level = 0
    solver.parameters.catch_sigint_signal = False
    if effort.task == "bound":
        # Of CP-SAT's ways to bound a whole week this one is far ahead (planted weeks: hours of a tight week proven
        # in a second where the usual portfolio gave up after 20; days and waiting within 6 % where it stayed at 20 %).
        solver.parameters.subsolvers.extend(["lb_tree_search"])
    elif effort.task == "points":
        # A large week's tree hardly gets past its first branches: better to cut its relaxation several times, many cuts
        # each. 48 clients from 85,771 to 85,961 points in 28 seconds of a processor; 12 clients would lose by it.
        solver.parameters.subsolvers.extend(["probing_max_lp"])
        solver.parameters.new_constraints_batch_size = 200
        solver.parameters.max_cut_rounds_at_level_zero = 5
    elif effort.task == "timetable":
        # Which sessions run is decided by what a fraction of one would cost: without the linear relaxation nothing is
        # found here, with it a week of 40 clients in seconds (measured: 83,756 to 79,176 points in one slice).
        solver.parameters.linearization_level = 2
    elif effort.task in ("slice", "corner"):
        # A slice is small, its bounds are tight already and it is solved in tenths of a second: the solver's own
        # preparations cost more than they save (measured on planted weeks, slice for slice).
        # Somebody's week alone is settled in half the time with the linear relaxation.
        solver.parameters.linearization_level = 0 if effort.task == "slice" else 2
        solver.parameters.cp_model_presolve = False
        solver.parameters.use_sat_inprocessing = False
    if effort.seconds is not None:
        solver.parameters.max_time_in_seconds = max(effort.seconds, 0.01)
    return solver


def _model(left: Residue) -> cp_model.CpModel:
    """The residue as a CP-SAT model.

    Everything is handed over in as few calls as there can be: a slice is built dozens of times a second, and what
    is done here keeps the other searches from starting theirs.
    """
    model = _Model()
    variables, constraints = model.proto.variables, model.proto.constraints
    variables.extend([_YES_OR_NO] * len(left.open))
    for place in np.flatnonzero((left.lowest != 0) | (left.highest != 1)).tolist():
        domain = variables[place].domain
        domain.clear()
        domain.extend((int(left.lowest[place]), int(left.highest[place])))
    starts, columns, factors = left.starts.tolist(), left.columns.tolist(), left.factors.tolist()
    bounds = np.column_stack((np.maximum(left.least, -UNBOUNDED), np.minimum(left.most, UNBOUNDED)))
    for begin, end, bound in zip(starts[:-1], starts[1:], bounds.tolist(), strict=True):
        linear = constraints.add().linear
        linear.vars.extend(columns[begin:end])
        linear.coeffs.extend(factors[begin:end])
        linear.domain.extend(bound)
    return model


def _yes_or_no() -> IntegerVariableProto:
    variable = IntegerVariableProto()
    variable.domain.extend((0, 1))
    return variable


_YES_OR_NO = _yes_or_no()  # most columns are: copied by the solver's library, not here
