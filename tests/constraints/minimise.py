"""The best plan of a tiny problem under given rules, by CP-SAT and nothing of the planner's engine.

A second way from rules to plans: what a test shows with it is true of the rules, not of the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from planner.language.draft import Draft
from planner.language.limits import Goal, Limit, Stage
from planner.language.rule import Rule, bars_of
from planner.model import Problem, Roster
from tests.constraints.on_draft import columns_of

UNBOUNDED = 10**9


@dataclass(frozen=True)
class Plan:
    """`seats` are (client, topic, start), `leads` (therapist, topic, start), `sessions` counts by (topic, start).

    `costs` are per stage, `rule_costs` per rule, weights included; `options` are the option columns' values.
    """

    seats: frozenset[tuple[str, str, int]]
    leads: frozenset[tuple[str, str, int]]
    sessions: dict[tuple[str, int], int]
    costs: dict[Stage, int]
    rule_costs: dict[str, int]
    options: tuple[tuple[int, int], ...] = field(repr=False)

    def starts_of(self, client: str, topic: str | None = None) -> list[int]:
        """When a client's sessions start."""
        return sorted(start for who, what, start in self.seats if who == client and topic in (None, what))

    def topics_of(self, client: str) -> list[str]:
        """The topics of a client's sessions, by name, as often as they come."""
        return sorted(what for who, what, _ in self.seats if who == client)


def minimise(
    problem: Problem,
    rules: Sequence[Rule],
    other_than: Plan | None = None,
    given: Roster | None = None,
) -> Plan | None:
    """The best plan, stage by stage: of all plans, of all but one, or the given roster; `None` if none is.

    With a given roster only what rules add for themselves is left to choose, so the costs are its own.
    """
    bars = bars_of(problem, rules)
    draft = Draft(problem, bars)
    posted = [(rule, item) for rule in rules for item in rule.post(problem, draft)]
    model = cp_model.CpModel()
    bounds = zip(draft.lowest, draft.highest, strict=True)
    columns = [model.new_int_var(fewest, most, "") for fewest, most in bounds]
    options = [option.column for kind in _kinds(draft) for option in kind]
    prices: dict[Stage, list[tuple[cp_model.IntVar, int, str]]] = {}
    for limit in [*draft.definitions, *(item for _, item in posted if isinstance(item, Limit))]:
        _bind(model, limit, columns)
    for rule, item in posted:
        if isinstance(item, Goal) and rule.hard:
            _bind(model, Limit(item.terms, item.fewest, item.most), columns)
        elif isinstance(item, Goal):
            assert rule.stage is not None
            missed = _missed(model, item, columns)
            prices.setdefault(rule.stage, []).append((missed, item.price * rule.weight, rule.name))
    if other_than is not None:
        places, values = zip(*other_than.options, strict=True)
        model.add_forbidden_assignments([columns[place] for place in places], [values])
    if given is not None:
        used = columns_of(draft, given)
        assert used is not None, "the roster uses what the draft doesn't have"
        for column in options:
            model.add(columns[column] == used.get(column, 0))
    return _solve(model, draft, columns, options, prices)


def _solve(
    model: cp_model.CpModel,
    draft: Draft,
    columns: list[cp_model.IntVar],
    options: list[int],
    prices: dict[Stage, list[tuple[cp_model.IntVar, int, str]]],
) -> Plan | None:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    costs: dict[Stage, int] = {}
    stages: list[Stage | None] = [*sorted(prices)] or [None]
    for stage in stages:
        cost = sum(price * missed for missed, price, _ in prices.get(stage, [])) if stage else 0
        model.minimize(cost)
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return None
        assert status == cp_model.OPTIMAL, solver.status_name()
        if stage is not None:
            costs[stage] = round(solver.objective_value)
            model.add(cost <= costs[stage])
    rule_costs: dict[str, int] = {}
    for goals in prices.values():
        for missed, price, name in goals:
            rule_costs[name] = rule_costs.get(name, 0) + price * solver.value(missed)

    def taken(column: int) -> int:
        return int(solver.value(columns[column]))

    return Plan(
        frozenset((seat.client, seat.topic.name, seat.start) for seat in draft.seats if taken(seat.column)),
        frozenset(
            (lead.therapist, lead.topic.name, lead.start) for lead in draft.leads if taken(lead.column)
        ),
        {(one.topic.name, one.start): taken(one.column) for one in draft.sessions if taken(one.column)},
        costs,
        rule_costs=rule_costs,
        options=tuple((column, taken(column)) for column in options),
    )


def _kinds(draft: Draft) -> Iterable[Iterable[Any]]:
    return (draft.seats, draft.sessions, draft.leads, draft.uses)


def _bind(model: cp_model.CpModel, limit: Limit, columns: list[cp_model.IntVar]) -> None:
    total = sum(factor * columns[column] for column, factor in limit.terms)
    fewest = -UNBOUNDED if limit.fewest is None else limit.fewest
    most = UNBOUNDED if limit.most is None else limit.most
    model.add_linear_constraint(total + model.new_constant(0), fewest, most)


def _missed(model: cp_model.CpModel, goal: Goal, columns: list[cp_model.IntVar]) -> cp_model.IntVar:
    total = sum(factor * columns[column] for column, factor in goal.terms)
    missed = model.new_int_var(0, UNBOUNDED, "")
    if goal.fewest is not None:
        model.add(missed + total >= goal.fewest)
    if goal.most is not None:
        model.add(missed >= total - goal.most)
    return missed


def posted_cost(problem: Problem, rule: Rule, given: Roster) -> int:
    """What a soft rule's posting makes a roster cost, weight included."""
    plan = minimise(problem, [rule], given=given)
    assert plan is not None, f"{rule.name} leaves a roster no way to be"
    return plan.rule_costs.get(rule.name, 0)


def checked_cost(problem: Problem, rule: Rule, given: Roster) -> int:
    """What a soft rule's check makes a roster cost, weight included."""
    return rule.weight * sum(breach.amount for breach in rule.check(problem, given))


def amount(problem: Problem, rule: Rule, given: Roster) -> int:
    """What the check finds amiss, having made sure that the posting costs just that and that no breach is empty."""
    breaches = list(rule.check(problem, given))
    assert all(breach.amount > 0 and breach.rule == rule.name and breach.about for breach in breaches)
    assert posted_cost(problem, rule, given) == checked_cost(problem, rule, given)
    return sum(breach.amount for breach in breaches)
