"""The week that is asked about, and how any program becomes its problem: as it is, with a change, or cut down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from planner.model import Attended, Problem, Roster
from planner.program import Program
from planner.rosters.known import known_part
from planner.week.problem import problem_of


@dataclass(frozen=True)
class InForce:
    """A week of which a part may have begun: its problem when it is replanned, and that of any changed program."""

    problem: Problem
    of: Callable[[Program], Problem]


@dataclass(frozen=True)
class AskedWeek:
    """A week by its first day, with what happened before it; `in_force`: what of it has begun stands."""

    first_day: date
    history: tuple[Attended, ...] = ()
    in_force: InForce | None = None

    def problem(self, program: Program) -> Problem:
        """The week's problem under a program."""
        if self.in_force is None:
            return problem_of(program, self.first_day, self.history)
        return self.in_force.of(program)

    def cut(self, program: Program) -> Problem:
        """The problem of a program cut down to one question: of what stands only what its topics are about.

        Nothing in it is tighter than in the whole week: what locks and hands keep free is not taken over.
        """
        problem = problem_of(program, self.first_day, self.history)
        if self.in_force is None:
            return problem
        whole = self.in_force.problem
        past, exempt = (
            known_part(Roster(self.first_day, sessions), problem).sessions
            for sessions in (whole.past, whole.exempt)
        )
        return replace(problem, past=past, exempt=exempt, as_of=whole.as_of)
