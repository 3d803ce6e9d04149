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
Task = Literal["slice", "corner", "timetable", "whole", "bound", "points"]


class _Model(cp_model.CpModel):
    """A model without the older names of its methods: to look them all up takes a thousandth of a second each time."""

    def _add_pre_pep8_methods(self) -> None:
        pass


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

    `task` says what the solver is set up for: many little slices, one larger board, or a bound more than a plan (of a
    tree, or of points in a week too large for one).
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


def with_followers(board: Board, free: Mask, hops: int = FOLLOWING_HOPS) -> Mask:
    """The free columns and all that merely follows them: presences, counters, slacks."""
    free = free.copy()
    front = np.flatnonzero(free)
    for _ in range(hops):
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


def settled_in_turn(
    left: Residue, values: Vector, prices: Sequence[Vector], effort: Effort
) -> tuple[Vector, float]:
    """The open columns' best values at one level of prices after the other, each held while the next is settled.

    `values` are theirs at hand; `prices` theirs at each level, in order. Also returns the effort spent. Levels that
    can't be any better are passed over, and what isn't settled in time stays as it is.
    """
    model, spent = _model(left), 0.0
    solver = _solver(effort)
    for priced in prices:
        places = np.flatnonzero(priced)
        if left.could_be_less(priced, values):
            _aim(model, places, priced[places])
            _hint(model, values)
            status = solver.solve(model)
            spent += solver.response_proto.deterministic_time
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                values = np.fromiter(solver.response_proto.solution, dtype=np.int64, count=len(left.open))
        if len(places):
            held = model.proto.constraints.add().linear
            held.vars.extend(places.tolist())
            held.coeffs.extend(priced[places].tolist())
            held.domain.extend((-UNBOUNDED, int(priced @ values)))
    return values, spent


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


def _aim(model: cp_model.CpModel, places: Vector, prices: Vector) -> None:
    objective = model.proto.objective
    for field, whole in ((objective.vars, places), (objective.coeffs, prices)):
        field.clear()
        field.extend(whole.tolist())


def _hint(model: cp_model.CpModel, hints: Vector) -> None:
    model.proto.solution_hint.vars.clear()
    model.proto.solution_hint.values.clear()
    model.proto.solution_hint.vars.extend(range(len(hints)))
    model.proto.solution_hint.values.extend(hints.tolist())


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
    priced = np.flatnonzero(left.prices)
    if len(priced):
        _aim(model, priced, left.prices[priced])
    return model


def _yes_or_no() -> IntegerVariableProto:
    variable = IntegerVariableProto()
    variable.domain.extend((0, 1))
    return variable


_YES_OR_NO = _yes_or_no()  # most columns are: copied by the solver's library, not here
