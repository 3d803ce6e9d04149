"""A slice: free some columns of the board, keep the rest, and let CP-SAT solve the little program.

No rule knows that this happens: the kept columns are substituted into the rows' bounds and rows that can no
longer bind are dropped. The plan at hand is the hint, so a slice never returns anything worse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import IntegerVariableProto

from planner.engine.board import UNBOUNDED, Board, Vector
from planner.engine.residue import Cut, Residue, ranges, residue
from planner.language.limits import Stage

Mask = NDArray[np.bool_]
Task = Literal["slice", "timetable", "whole", "bound"]


class Solvers:
    """The solver calls that are running, so that somebody else can end them."""

    def __init__(self) -> None:
        self._running: list[cp_model.CpSolver] = []

    def solve(self, solver: cp_model.CpSolver, model: cp_model.CpModel) -> int:
        """Solves, and can be stopped meanwhile."""
        self._running.append(solver)
        try:
            return int(solver.solve(model))
        finally:
            self._running.remove(solver)

    def stop(self) -> None:
        """Ends every call that is running; each returns the best it has."""
        for solver in list(self._running):
            solver.stop_search()


# seat -> visit -> slack of a rule on visits. Some lunches are a hop further; to follow every chain to its end took two
# to three times as long for planted weeks of 24 and 48 clients, for plans no better on the whole.
FOLLOWING_HOPS = 3


@dataclass(frozen=True)
class Effort:
    """How long one call of the solver may take: deterministic seconds, and wall-clock seconds (`None` = any).

    `task` says what the solver is set up for: many little slices, one larger board, or a bound more than a plan.
    """

    deterministic: float
    seconds: float | None = None
    workers: int = 1
    seed: int = 1
    task: Task = "slice"


@dataclass(frozen=True)
class Outcome:
    """What a slice gave: new values (or `None`), whether they are best possible for it, a bound, the effort spent.

    `bound` is the least the objective can be in this slice, offset included. `impossible` says that the
    free columns admit no values at all.
    """

    values: Vector | None
    complete: bool
    bound: int
    spent: float
    impossible: bool = False


def with_followers(board: Board, free: Mask) -> Mask:
    """The free columns and all that merely follows them: presences, counters, slacks."""
    free = free.copy()
    front = np.flatnonzero(free)
    for _ in range(FOLLOWING_HOPS):
        touched = np.zeros(board.height, dtype=bool)
        touched[board.rows_of[ranges(board.row_starts, front)]] = True
        reached = np.zeros(board.width, dtype=bool)
        reached[board.columns[ranges(board.starts, np.flatnonzero(touched))]] = True
        front = np.flatnonzero(reached & board.following & ~free)
        if not len(front):
            break
        free[front] = True
    return free


def solve_slice(
    board: Board,
    values: Vector,
    free: Mask,
    objective: Vector,
    effort: Effort,
    caps: tuple[tuple[Stage, int], ...] = (),
    solvers: Solvers | None = None,
    on_bound: Callable[[int], None] | None = None,
    cuts: Sequence[Cut] = (),
) -> Outcome:
    """Minimises `objective` over the free columns, the stages in `caps` held to their values.

    `values` is the plan at hand; it need not keep the rows (then any plan found is an improvement). `on_bound` is
    told each better bound as it is found. `cuts` are rows known to hold besides the board's.
    """
    left = residue(board, values, values, free, objective, caps, cuts)
    model = _model(left)
    _hint(model, np.clip(values[left.open], left.lowest, left.highest))
    solver = _solver(effort)
    if on_bound is not None:
        solver.best_bound_callback = lambda bound: on_bound(int(np.ceil(bound - 1e-6)) + left.offset)
    status = (solvers or Solvers()).solve(solver, model)
    response = solver.response_proto
    spent = response.deterministic_time
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        found = left.settled.copy()
        found[free] = np.clip(found[free], board.lowest[free], board.highest[free])
        found[left.open] = np.fromiter(response.solution, dtype=np.int64, count=len(left.open))
        bound = int(np.ceil(response.best_objective_bound - 1e-6)) + left.offset
        return Outcome(found, status == cp_model.OPTIMAL, bound, spent)
    impossible = status == cp_model.INFEASIBLE
    return Outcome(
        values=None,
        complete=False,
        bound=UNBOUNDED if impossible else left.floor,
        spent=spent,
        impossible=impossible,
    )


def least_possible(
    board: Board,
    free: Mask,
    objective: Vector,
    effort: Effort,
    caps: tuple[tuple[Stage, int], ...] = (),
    solvers: Solvers | None = None,
) -> tuple[int, float]:
    """A lower bound on `objective` over the free columns when all others may be anything; and the effort spent.

    What the other columns could contribute is allowed to every row and cap, so no plan can be below it.
    """
    left = residue(board, board.lowest, board.highest, free, objective, caps)
    model = _model(left)
    spent, bound = 0.0, left.floor
    # Most parts need no linear relaxation; the few that stay open get a second look with the best.
    for relaxation in (2,) if effort.task == "timetable" else (0, 2):
        solver = _solver(effort)
        solver.parameters.linearization_level = relaxation
        status = (solvers or Solvers()).solve(solver, model)
        response = solver.response_proto
        spent += response.deterministic_time
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            bound = max(bound, int(np.ceil(response.best_objective_bound - 1e-6)) + left.offset)
        if status != cp_model.FEASIBLE:
            break
    return bound, spent


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
    elif effort.task == "timetable":
        # Which sessions run is decided by what a fraction of one would cost: without the linear relaxation nothing is
        # found here, with it a week of 40 clients in seconds (measured: 83,756 to 79,176 points in one slice).
        solver.parameters.linearization_level = 2
    elif effort.task == "slice":
        # A slice is small, its bounds are tight already and it is solved in tenths of a second: the solver's own
        # preparations cost more than they save (measured on planted weeks, slice for slice).
        solver.parameters.linearization_level = 0
        solver.parameters.cp_model_presolve = False
        solver.parameters.use_sat_inprocessing = False
    if effort.seconds is not None:
        solver.parameters.max_time_in_seconds = max(effort.seconds, 0.01)
    return solver


def _hint(model: cp_model.CpModel, hints: Vector) -> None:
    model.proto.solution_hint.vars.extend(range(len(hints)))
    model.proto.solution_hint.values.extend(hints.tolist())


def _model(left: Residue) -> cp_model.CpModel:
    """The residue as a CP-SAT model.

    Everything is handed over in as few calls as there can be: a slice is built dozens of times a second, and what
    is done here keeps the other searches from starting theirs.
    """
    model = cp_model.CpModel()
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
    priced = np.flatnonzero(left.prices)
    if len(priced):
        model.proto.objective.vars.extend(priced.tolist())
        model.proto.objective.coeffs.extend(left.prices[priced].tolist())
    return model


def _yes_or_no() -> IntegerVariableProto:
    variable = IntegerVariableProto()
    variable.domain.extend((0, 1))
    return variable


_YES_OR_NO = _yes_or_no()  # most columns are: copied by the solver's library, not here
