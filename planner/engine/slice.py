"""A slice: free some columns of the program, keep the rest, and let CP-SAT solve the little program.

No rule knows that this happens: the kept columns are substituted into the rows' bounds and rows that can no
longer bind are dropped. The plan at hand is the hint, so a slice never returns anything worse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from planner.engine.board import UNBOUNDED, Program, Vector
from planner.rule import Stage

Mask = NDArray[np.bool_]
FOLLOWING_HOPS = 3  # seat -> visit -> slack of a rule on visits; longer chains don't occur in the rule book


@dataclass(frozen=True)
class Effort:
    """How long one call of the solver may take: deterministic seconds, and wall-clock seconds (`None` = any)."""

    deterministic: float
    seconds: float | None = None
    workers: int = 1
    seed: int = 1


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


def with_followers(program: Program, free: Mask) -> Mask:
    """The free columns and all that merely follows them: presences, counters, slacks."""
    free = free.copy()
    front = free
    for _ in range(FOLLOWING_HOPS):
        touched = np.zeros(program.height, dtype=bool)
        touched[program.entry_rows[front[program.columns]]] = True
        reached = np.zeros(program.width, dtype=bool)
        reached[program.columns[touched[program.entry_rows]]] = True
        front = reached & program.following & ~free
        if not front.any():
            break
        free |= front
    return free


def solve_slice(
    program: Program,
    values: Vector,
    free: Mask,
    objective: Vector,
    effort: Effort,
    caps: tuple[tuple[Stage, int], ...] = (),
    stop: list[cp_model.CpSolver] | None = None,
    callback: cp_model.CpSolverSolutionCallback | None = None,
) -> Outcome:
    """Minimises `objective` over the free columns, the stages in `caps` held to their values.

    `values` is the plan at hand; it need not keep the rows (then any plan found is an improvement).
    """
    places = np.flatnonzero(free & (program.highest > program.lowest))
    model, offset = _model(program, values, values, places, objective, caps)
    _hint(model, np.clip(values[places], program.lowest[places], program.highest[places]))
    solver = _solver(effort)
    if stop is not None:
        stop.append(solver)
    status = solver.solve(model, callback) if callback else solver.solve(model)
    if stop is not None:
        stop.remove(solver)
    response = solver.response_proto
    spent = response.deterministic_time
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        found = values.copy()
        found[free] = np.clip(found[free], program.lowest[free], program.highest[free])
        found[places] = np.fromiter(response.solution, dtype=np.int64, count=len(places))
        bound = int(np.ceil(response.best_objective_bound - 1e-6)) + offset
        return Outcome(found, status == cp_model.OPTIMAL, bound, spent)
    bound = offset if status == cp_model.UNKNOWN else UNBOUNDED
    return Outcome(None, False, bound, spent, status == cp_model.INFEASIBLE)


def least_possible(
    program: Program,
    free: Mask,
    objective: Vector,
    effort: Effort,
    caps: tuple[tuple[Stage, int], ...] = (),
    stop: list[cp_model.CpSolver] | None = None,
) -> tuple[int, float]:
    """A lower bound on `objective` over the free columns when all others may be anything; and the effort spent.

    What the other columns could contribute is allowed to every row and cap, so no plan can be below it.
    """
    places = np.flatnonzero(free & (program.highest > program.lowest))
    model, offset = _model(program, program.lowest, program.highest, places, objective, caps)
    spent, bound = 0.0, 0
    for relaxation in (0, 2):  # most parts need none; the few that stay open get a second look with the best
        solver = _solver(effort)
        solver.parameters.linearization_level = relaxation
        if stop is not None:
            stop.append(solver)
        status = solver.solve(model)
        if stop is not None:
            stop.remove(solver)
        response = solver.response_proto
        spent += response.deterministic_time
        bound = max(bound, int(np.ceil(response.best_objective_bound - 1e-6)))
        if status != cp_model.FEASIBLE:
            break
    return bound + offset, spent


def _solver(effort: Effort) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = effort.workers
    solver.parameters.random_seed = effort.seed
    solver.parameters.max_deterministic_time = effort.deterministic
    solver.parameters.symmetry_level = 0
    solver.parameters.catch_sigint_signal = False
    if effort.workers == 1:
        # A slice is small and solved in tenths of a second: presolve's thoroughness costs more than it saves
        # (measured on planted weeks: the same slices in half the time, twice the improvement).
        solver.parameters.linearization_level = 0
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.max_presolve_iterations = 1
        solver.parameters.use_sat_inprocessing = False
    if effort.seconds is not None:
        solver.parameters.max_time_in_seconds = max(effort.seconds, 0.01)
    return solver


def _hint(model: cp_model.CpModel, hints: Vector) -> None:
    model.proto.solution_hint.vars.extend(range(len(hints)))
    model.proto.solution_hint.values.extend(hints.tolist())


def _model(
    program: Program,
    lows: Vector,
    highs: Vector,
    places: Vector,
    objective: Vector,
    caps: tuple[tuple[Stage, int], ...],
) -> tuple[cp_model.CpModel, int]:
    """The little program as a CP-SAT model, and the least the other columns add to the objective.

    Columns that aren't in `places` lie between `lows` and `highs`: both the plan at hand for a slice.
    """
    number = np.full(program.width, -1, dtype=np.int64)
    number[places] = np.arange(len(places))
    entry_free = number[program.columns] >= 0
    touched = np.zeros(program.height, dtype=bool)
    touched[program.entry_rows[entry_free]] = True
    chosen = touched[program.entry_rows]
    rows = program.entry_rows[chosen]
    columns, factors = program.columns[chosen], program.factors[chosen]
    free = entry_free[chosen]
    given_low, given_high = _between(rows[~free], factors[~free], columns[~free], lows, highs, program.height)
    rows, columns, factors = rows[free], columns[free], factors[free]
    smallest, largest = _between(rows, factors, columns, program.lowest, program.highest, program.height)
    least, most = program.least - given_high, program.most - given_low
    binding = touched & ((smallest < least) | (largest > most))
    kept = binding[rows]
    model = _posted(program, places, rows[kept], number[columns[kept]], factors[kept], least, most)
    for stage, most_allowed in caps:
        _cap(model, program, lows, places, stage, most_allowed)
    priced = np.flatnonzero(objective[places])
    proto = model.proto
    if len(priced):
        proto.objective.vars.extend(priced.tolist())
        proto.objective.coeffs.extend(objective[places[priced]].tolist())
    outside = np.ones(program.width, dtype=bool)
    outside[places] = False
    return model, int(objective[outside] @ lows[outside])


def _between(
    rows: Vector, factors: Vector, columns: Vector, lows: Vector, highs: Vector, height: int
) -> tuple[Vector, Vector]:
    """The least and the most that entries can add up to in each row."""
    low = np.where(factors > 0, factors * lows[columns], factors * highs[columns])
    high = np.where(factors > 0, factors * highs[columns], factors * lows[columns])
    least = np.bincount(rows, weights=low, minlength=height).astype(np.int64)
    most = np.bincount(rows, weights=high, minlength=height).astype(np.int64)
    return least, most


def _posted(
    program: Program,
    places: Vector,
    rows: Vector,
    numbers: Vector,
    factors: Vector,
    least: Vector,
    most: Vector,
) -> cp_model.CpModel:
    model = cp_model.CpModel()
    proto = model.proto
    for low, high in zip(program.lowest[places].tolist(), program.highest[places].tolist(), strict=True):
        proto.variables.add().domain.extend((low, high))
    edges = np.flatnonzero(np.diff(rows)) + 1
    begins = [0, *edges.tolist()] if len(rows) else []
    ends = [*edges.tolist(), len(rows)]
    all_numbers, all_factors = numbers.tolist(), factors.tolist()
    heads = rows[begins] if begins else rows
    for begin, end, low, high in zip(begins, ends, least[heads].tolist(), most[heads].tolist(), strict=False):
        linear = proto.constraints.add().linear
        linear.vars.extend(all_numbers[begin:end])
        linear.coeffs.extend(all_factors[begin:end])
        linear.domain.extend((max(low, -UNBOUNDED), min(high, UNBOUNDED)))
    return model


def _cap(
    model: cp_model.CpModel, program: Program, lows: Vector, places: Vector, stage: Stage, most: int
) -> None:
    """Holds an earlier stage to its value: what the free columns cost may not exceed what is left."""
    prices = program.prices.get(stage)
    if prices is None:
        return
    priced = np.flatnonzero(prices[places])
    if not len(priced):
        return
    outside = prices.copy()
    outside[places] = 0
    left = most - program.offsets[stage] - int(outside @ lows)
    linear = model.proto.constraints.add().linear
    linear.vars.extend(priced.tolist())
    linear.coeffs.extend(prices[places[priced]].tolist())
    linear.domain.extend((-UNBOUNDED, left))
