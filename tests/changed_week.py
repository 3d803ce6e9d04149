"""The small week as it was handed out, and what a new roster changes of it: for tests of changes."""

from __future__ import annotations

from dataclasses import replace

from constraints import replanning_book
from planner.model import Roster
from planner.plan import Change
from planner.program import Program
from planner.replanning.changes import changes_between
from planner.week.problem import problem_of
from tests.small_week import (
    MONDAY,
    in_force,
    program,
)

RULES = replanning_book()
OLD = in_force()
ANGER, GRIEF = OLD.sessions


def changes(
    new: Roster, given: Program | None = None, as_of: int = 0, edited: Roster | None = None
) -> tuple[Change, ...]:
    problem = replace(problem_of(given or program(), MONDAY), as_of=as_of)
    return changes_between(OLD, new, problem, RULES, edited)


def only(role: str, found: tuple[Change, ...]) -> Change:
    (change,) = [change for change in found if change.role == role]
    return change
