"""The peers: the textbook model given whole to CP-SAT, SCIP and HiGHS, each with the same seconds.

Building the model is part of a peer's time, as it is of ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from time import monotonic

from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

from planner.model import Problem
from tests.benchmarks.greedy import greedy
from tests.benchmarks.judge import Point, Trace, point_of
from tests.benchmarks.textbook import Textbook, textbook_model

Planner = Callable[[Problem, float, int, int], Trace]


class _Incumbents(cp_model.CpSolverSolutionCallback):
    """Notes, for every better solution, when it came and what it misses."""

    def __init__(self, model: Textbook, variables: Sequence[cp_model.IntVar], begun: float) -> None:
        super().__init__()
        self.model, self.variables, self.begun = model, variables, begun
        self.points: list[Point] = []

    def on_solution_callback(self) -> None:
        chosen = {
            column: self.boolean_value(self.variables[column])
            for options in self.model.seats.values()
            for _, column in options
        }
        self.points.append(_point(self.model, chosen, monotonic() - self.begun))


def _point(model: Textbook, chosen: dict[int, bool], seconds: float) -> Point:
    """Minutes short and weighted needs missing, counted from the seats alone: slack may be slack."""
    short = missing = 0
    held: dict[tuple[str, str], int] = defaultdict(int)
    for client in model.problem.clients.values():
        minutes = 0
        for candidate, column in model.seats[client.code]:
            if chosen[column]:
                held[client.code, candidate.topic.name] += 1
                minutes += candidate.topic.minutes if candidate.topic.counts else 0
        short += max(0, client.least_minutes - minutes)
    for need in model.problem.needs:
        missing += need.priority * max(0, need.sessions - held[need.client, need.topic])
    return Point(seconds, short, missing)


def textbook_cp_sat(problem: Problem, seconds: float, seed: int, workers: int) -> Trace:
    """CP-SAT on all of the textbook model."""
    begun = monotonic()
    model = textbook_model(problem)
    program = cp_model.CpModel()
    variables = [program.new_int_var(0, highest, "") for highest in model.highest]
    for row in model.rows:
        terms = [variables[column] for column, _ in row.terms]
        factors = [factor for _, factor in row.terms]
        if row.fewest is None and row.most == 1 and all(factor == 1 for factor in factors):
            program.add_at_most_one(terms)
            continue
        total = cp_model.LinearExpr.weighted_sum(terms, factors)
        least = cp_model.INT32_MIN if row.fewest is None else row.fewest
        most = cp_model.INT32_MAX if row.most is None else row.most
        program.add_linear_constraint(total, least, most)
    program.minimize(cp_model.LinearExpr.weighted_sum(variables, model.price))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(0.1, seconds - (monotonic() - begun))
    incumbents = _Incumbents(model, variables, begun)
    status = solver.solve(program, incumbents)
    took = monotonic() - begun
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Trace((), None, took, "no plan in the time")
    roster = model.roster([solver.value(variable) > 0 for variable in variables])
    remark = "proved its weighted sum best" if status == cp_model.OPTIMAL else ""
    return Trace(tuple(incumbents.points), roster, took, remark)


def _linear(problem: Problem, seconds: float, seed: int, solver: mathopt.SolverType) -> Trace:
    """The same rows for a linear solver; it tells nothing on the way, so there is one point: the end."""
    begun = monotonic()
    model = textbook_model(problem)
    program = mathopt.Model()
    variables = [program.add_integer_variable(lb=0, ub=highest) for highest in model.highest]
    for row in model.rows:
        total = mathopt.LinearSum(factor * variables[column] for column, factor in row.terms)
        least = float("-inf") if row.fewest is None else row.fewest
        most = float("inf") if row.most is None else row.most
        program.add_linear_constraint(lb=least, ub=most, expr=total)
    program.minimize(
        mathopt.LinearSum(
            price * variable for price, variable in zip(model.price, variables, strict=True) if price
        )
    )
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=max(0.1, seconds - (monotonic() - begun))),
        random_seed=seed,
    )
    result = mathopt.solve(program, solver, params=parameters)
    took = monotonic() - begun
    if not result.has_primal_feasible_solution():
        return Trace((), None, took, "no plan in the time")
    roster = model.roster([value > 0.5 for value in result.variable_values(variables)])
    return Trace((point_of(problem, roster, took),), roster, took)


def textbook_scip(problem: Problem, seconds: float, seed: int, workers: int) -> Trace:
    """SCIP on all of the textbook model; it works with one thread."""
    return _linear(problem, seconds, seed, mathopt.SolverType.GSCIP)


def textbook_highs(problem: Problem, seconds: float, seed: int, workers: int) -> Trace:
    """HiGHS (the one inside OR-Tools, which takes no number of threads) on all of the textbook model."""
    return _linear(problem, seconds, seed, mathopt.SolverType.HIGHS)


def greedy_peer(problem: Problem, seconds: float, seed: int, workers: int) -> Trace:
    """A greedy planner without a second thought: one pass, no search."""
    begun = monotonic()
    roster = greedy(problem)
    took = monotonic() - begun
    return Trace((point_of(problem, roster, took),), roster, took)


PEERS: dict[str, Planner] = {
    "textbook CP-SAT": textbook_cp_sat,
    "textbook SCIP": textbook_scip,
    "textbook HiGHS": textbook_highs,
    "greedy": greedy_peer,
}
