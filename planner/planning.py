"""The one flow that plans: solve, check by the rule book, settle the values, lines and reasons; week after week.

Replanning is this flow on a narrower problem.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.begin import begun_with
from planner.engine.solve import Contradiction, solve
from planner.findings.curriculum import curriculum_in_words
from planner.findings.good_week import good_week_of
from planner.findings.lessons import repeated, with_lessons
from planner.fingerprint import fingerprint_of
from planner.history import attended_of
from planner.language.limits import Breach
from planner.language.rule import Rule, cost_at
from planner.model import DAYS_A_WEEK, Attended, Problem, Roster
from planner.model.faults import NoPlanPossible, RosterDisagrees, WorkbookFaults
from planner.plan import Plan, StageResult, lines_of
from planner.program import Program
from planner.reasons.absences import shared_absences, with_absences
from planner.reasons.missing import reasons_for
from planner.reasons.missing_runs import reasons_for_runs
from planner.rosters.known import known_part
from planner.search import Search
from planner.settled.contradictions import contradictions
from planner.settled.deadlock import says_deadlock
from planner.settled.giving_way import told_once
from planner.settled.small_sessions import settled_below_smallest
from planner.settled.stand_ins import as_can_be_held
from planner.week.problem import problem_of


@dataclass(frozen=True)
class Solved:
    """One week solved and checked: the roster, and how far each level got. `seconds` is how long it took."""

    roster: Roster
    stages: tuple[StageResult, ...]
    seconds: float = 0
    interrupted: bool = False


def planned(
    program: Program,
    first_day: date,
    weeks: int,
    rules: Sequence[Rule],
    search: Search,
    history: Sequence[Attended] = (),
    fresh: bool = False,
    begin: Sequence[Roster] = (),
) -> list[Plan]:
    """Plans `weeks` weeks from the one that begins on `first_day`, each history for the next.

    The search of a week begins with its roster in `begin`, if there is one. `fresh` forgets the timetable of the weeks
    before `first_day` and not what was attended in them. A search that is stopped ends with the week at hand. Raises
    what `solved` raises (`NoPlanPossible` names rows of Rules too), and `WorkbookFaults` for settled sessions that
    contradict each other.
    """
    happened = list(history)
    plans: list[Plan] = []
    for number in range(weeks):
        day = first_day + timedelta(days=DAYS_A_WEEK * number)
        problem = problem_of(program, day, happened, timetable_from=first_day if fresh else None)
        problem = as_can_be_held(program, replace(problem, seed=search.seed), rules)
        if errors := contradictions(program, problem, rules):
            raise WorkbookFaults(errors)
        try:
            begun, left = begun_with(problem, begin, rules, search.shared_by(weeks))
            found = solved(begun, rules, left)
        except NoPlanPossible as none:
            raise NoPlanPossible([*none.reasons, *_made_must(program, none.reasons)]) from None
        plan = plan_of(program, problem, found, rules, search)
        plans.append(replace(plan, fingerprint=fingerprint_of(problem, rules)))
        happened += attended_of([plan.roster])
        if plan.interrupted:
            break
    return plans


def _made_must(program: Program, reasons: Sequence[str]) -> list[str]:
    """The rows of Rules without which a rule that is to blame would only cost something."""
    said = ". ".join(reasons)
    rows = [row for row in program.rule_uses if row.use == "must" and row.rule in said]
    where = {row.rule: f"{row.place}: " if row.place else "" for row in rows}
    return [f"{where[row.rule]}{row.rule} is must in Rules; a number there lets it give way." for row in rows]


def solved(problem: Problem, rules: Sequence[Rule], search: Search, narrow: Problem | None = None) -> Solved:
    """Solves one week, checks the roster by the rule book, and settles what each level comes to.

    `narrow` is the problem with less room in it that is searched instead; the roster is judged by `problem`. Raises
    `NoPlanPossible` when settled sessions contradict each other, and `RosterDisagrees` when the roster breaks a rule of
    the book, which would be a mistake of ours.
    """
    try:
        solution = solve(problem, rules, search)
    except Contradiction as contradiction:
        raise NoPlanPossible(says_deadlock(problem, rules, contradiction)) from None
    if breaches := new_breaches(problem, solution.roster, rules):
        raise RosterDisagrees(breaches)
    stages = tuple(_as_checked(problem, solution.roster, rules, result) for result in solution.stages)
    return Solved(solution.roster, stages, solution.seconds, solution.interrupted)


def _as_checked(problem: Problem, roster: Roster, rules: Sequence[Rule], result: StageResult) -> StageResult:
    """A level with what the roster costs by the checks: the search's own columns may come to more than it has to.

    A bound above that would be a mistake of ours, and is not told: the roster itself says that it doesn't hold.
    """
    cost = cost_at(problem, roster, rules, result.stage)
    return replace(result, value=cost, bound=result.bound if result.bound <= cost else 0)


def as_it_stands(problem: Problem, roster: Roster, rules: Sequence[Rule]) -> Solved:
    """A roster that isn't searched for, with what it comes to.

    Only where nothing is missing is it known that no roster does better.
    """
    stages = sorted({rule.stage for rule in rules if not rule.hard and rule.stage is not None})
    known = known_part(roster, problem)
    return Solved(
        roster, tuple(StageResult(stage, cost_at(problem, known, rules, stage), 0) for stage in stages)
    )


def plan_of(program: Program, problem: Problem, found: Solved, rules: Sequence[Rule], search: Search) -> Plan:
    """A solved week as a plan: everybody's hours and needs, and why something is missing."""
    roster = with_lessons(problem, found.roster)
    known = known_part(roster, problem)
    why = reasons_for(problem, known, rules, found.stages, program=program)
    reasons = with_absences(program, problem, why, when_there=True)
    hours, needs = lines_of(problem, known, reasons)
    return Plan(
        problem=problem,
        roster=roster,
        stages=found.stages,
        hours=hours,
        needs=needs,
        warnings=tuple(
            program.whereabouts.to_tell(
                [
                    *told_once(one for one in problem.gave_way if one.start >= problem.as_of),
                    *repeated(problem, known),
                    *settled_below_smallest(program, problem, known),
                ]
            )
        ),
        command=search.command,
        seconds=found.seconds,
        interrupted=found.interrupted,
        good_week=good_week_of(problem, known, rules),
        curriculum=tuple(curriculum_in_words(program, problem, known)),
        absences=shared_absences(program, problem, reasons),
        runs_missing=reasons_for_runs(problem, known, rules, found.stages),
    )


def breaches_of(problem: Problem, roster: Roster, rules: Sequence[Rule]) -> list[Breach]:
    """Every hard rule a roster breaks, found by the rule book's own checks."""
    return [breach for rule in rules if rule.hard for breach in rule.check(problem, roster)]


def new_breaches(problem: Problem, roster: Roster, rules: Sequence[Rule]) -> list[Breach]:
    """The hard rules a roster breaks beyond what those that stand in it anyway already break."""
    alone: dict[tuple[str, tuple[str, ...]], int] = {}
    standing = Roster(roster.first_day, problem.untouched)
    for breach in breaches_of(problem, standing, rules) if standing.sessions else ():
        alone[_told_of(breach)] = alone.get(_told_of(breach), 0) + breach.amount
    found = breaches_of(problem, roster, rules)
    return [breach for breach in found if breach.amount > alone.get(_told_of(breach), 0)]


def _told_of(breach: Breach) -> tuple[str, tuple[str, ...]]:
    return breach.rule, tuple(sorted(breach.about))
