"""The same days as last week: whoever has arranged work and children around three days keeps those three."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import DAYS_A_WEEK, Problem, Roster


@dataclass(frozen=True)
class SameDays(Rule):
    """A client comes on the weekdays on which they came in the week before.

    Amount: days on site that weren't days on site in the newest week before, of clients who were there then.
    The weight (180) makes a day kept worth three hours waited.
    """

    weight: int = 180

    name = "Same days"
    stated = "Attendance, or a roster of the week before"
    bites = "a client comes on other days than in the week before"
    unit = "day on site of a client that wasn't one in the week before"
    stage = Stage.GOOD_WEEK
    holds_on = True

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """One goal a client: no visit on any other day."""
        for code, known in (problem.standing.days if problem.standing else {}).items():
            others = (draft.visit(code, day) for day in range(DAYS_A_WEEK) if day not in known)
            terms = [(column, 1) for column in others if column is not None]
            if code in problem.clients and terms:
                yield Goal(terms, most=0, about=(code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Compares the days of each client's sessions with those of the week before."""
        if problem.standing is None:
            return
        for code in problem.clients:
            if code in problem.standing.days:
                days = {session.day for session in roster.of_client(code)} - problem.standing.days[code]
                if days:
                    names = " and ".join(problem.weekday_name(day) for day in sorted(days))
                    yield Breach(self.name, len(days), f"{code} didn't come on {names} before", (code,))
