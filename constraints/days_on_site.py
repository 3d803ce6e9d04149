"""Few trips: a client's sessions are gathered on few days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import DAYS_A_WEEK, Problem, Roster


@dataclass(frozen=True)
class DaysOnSite(Rule):
    """A client comes on as few days as their hours, days and needs allow.

    Amount: days with any session, client by client. The weight (240) makes a day saved worth
    four hours waited: the way there and back, and somebody to look after the children.
    """

    weight: int = 240

    name = "Days on site"
    stated = "Rules: Days on site"
    bites = "each day on site costs a client a trip"
    unit = "day on site of a client"
    stage = Stage.GOOD_WEEK
    of_one_client = True

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """One goal a client: no day on site."""
        for code in problem.clients:
            visits = (draft.visit(code, day) for day in range(DAYS_A_WEEK))
            terms = [(column, 1) for column in visits if column is not None]
            if terms:
                yield Goal(terms, most=0, about=(code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts the different days of each client's sessions."""
        days: dict[str, set[int]] = defaultdict(set)
        for session in roster.sessions:
            for code in session.clients:
                days[code].add(session.day)
        for code in problem.clients:
            if days[code]:
                count = len(days[code])
                names = ", ".join(problem.weekday_name(day) for day in sorted(days[code]))
                says = f"{code} comes on {count} {'day' if count == 1 else 'days'}: {names}"
                yield Breach(self.name, count, says, (code,))
