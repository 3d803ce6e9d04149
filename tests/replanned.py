"""The published week of four clients, replanned: for tests of replanning."""

from __future__ import annotations

from collections.abc import Sequence

from constraints import replanning_book
from planner.language.limits import Stage
from planner.model import Roster
from planner.planning import Solved
from planner.program import Program
from planner.replanning.locks import Where
from planner.replanning.problem import Replanning, problem_in_force, replanning_of
from planner.replanning.request import Wanted
from planner.replanning.run import replanned as searched
from planner.rosters.edits import Edit
from planner.search import Search
from planner.week.problem import problem_of
from tests.small_week import (
    FRI,
    MON,
    THU,
    TUE,
    WED,
    at,
    program,
    weekly,
)

RULES = replanning_book()
ANGER, GRIEF = at(TUE, 9), at(THU, 10)


def problem_to_replan(
    program: Program,
    now: Roster,
    wanted: Wanted = Wanted(),
    edits: Sequence[Edit] = (),
    where: Where = lambda session, client: "",
) -> Replanning:
    """The problem of replanning a roster in which a hand changed nothing; `edits` are to be kept all the same."""
    base = problem_of(program, now.first_day)
    settled = problem_in_force(base, now, wanted, program.notice_hours * 60)
    return replanning_of(settled, now, now, wanted, edits, where)


def replanned(given: Program, now: Roster, wanted: Wanted = Wanted(), edits: Sequence[Edit] = ()) -> Solved:
    replanning = problem_to_replan(given, now, wanted, edits, lambda id, client: f"roster: {id}{client}")
    return searched(replanning, RULES, Search(0.5, reproducible=True))


def value_at(found: Solved, stage: Stage) -> tuple[int, bool]:
    return next((result.value, result.proven) for result in found.stages if result.stage is stage)


def without_thursday() -> Program:
    """C001 can't come on Thursday."""
    hours = {**program().client_hours, "C001": weekly(MON, TUE, WED, FRI)}
    return program(client_hours=hours)
