"""The flow that plans: solve, check by the rule book, settle the values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from planner.engine.settle import Contradiction
from planner.engine.solve import Progress, solve
from planner.fingerprint import fingerprint_of
from planner.language.limits import Breach, Stage
from planner.language.rule import Rule
from planner.model import Attended, Problem, Roster
from planner.model.faults import NoPlanPossible, RosterDisagrees
from planner.plan import Plan, lines_of
from planner.reasons.missing import reasons_for


def plan_week(
    problem: Problem,
    rules: Sequence[Rule],
    seconds: float,
    seed: int = 1,
    reproducible: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    command: str = "",
) -> Plan:
    """Plans one week; see `plan`."""
    try:
        solution = solve(problem, rules, seconds, seed, reproducible, on_progress)
    except Contradiction as contradiction:
        raise NoPlanPossible([", ".join(about) for about in contradiction.reasons]) from None
    breaches = [breach for rule in rules if rule.hard for breach in rule.check(problem, solution.roster)]
    if breaches:
        raise RosterDisagrees(breaches)
    stages = tuple(
        replace(result, value=max(result.value, cost_at(problem, solution.roster, rules, result.stage)))
        for result in solution.stages
    )
    hours, needs = lines_of(problem, solution.roster, reasons_for(problem, solution.roster))
    return Plan(
        problem,
        solution.roster,
        stages,
        hours,
        needs,
        command=command,
        seconds=solution.seconds,
        interrupted=solution.interrupted,
        fingerprint=fingerprint_of(problem, rules),
    )


def cost_at(problem: Problem, roster: Roster, rules: Sequence[Rule], stage: Stage) -> int:
    """What a roster costs at a stage by the rules' own checks."""
    counting = [rule for rule in rules if rule.stage is stage and not rule.hard]
    return sum(rule.weight * breach.amount for rule in counting for breach in rule.check(problem, roster))


def new_breaches(problem: Problem, roster: Roster, rules: Sequence[Rule]) -> list[Breach]:
    """The hard rules a roster breaks beyond what its past and overridden sessions alone already break."""
    hard = [rule for rule in rules if rule.hard]
    standing = Roster(roster.first_day, problem.past)
    alone: dict[tuple[str, tuple[str, ...]], int] = {}
    for rule in hard if problem.past else ():
        for breach in rule.check(problem, standing):
            at = (breach.rule, tuple(sorted(breach.about)))
            alone[at] = alone.get(at, 0) + breach.amount
    found = []
    for rule in hard:
        for breach in rule.check(problem, roster):
            if breach.amount > alone.get((breach.rule, tuple(sorted(breach.about))), 0):
                found.append(breach)
    return found


def as_history(problem: Problem, roster: Roster) -> list[Attended]:
    """A planned week as the history of the next: every seat attended unless its status says otherwise."""
    return [
        Attended(
            problem.date_of(session.start),
            session.topic,
            seat.client,
            session.start % (24 * 60),
            session.therapists,
            seat.status or "attended",
            session.minutes,
        )
        for session in roster.sessions
        for seat in session.seats
    ]
