"""Everybody comes on enough days: hours crammed into one weekend are not a week of treatment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import DAYS_A_WEEK, Problem, Roster


@dataclass(frozen=True)
class LeastDays(Rule):
    """A client has counting sessions on at least the minimum days of their level of care.

    Amount: days missing in the week. A day counts once, however many sessions it has; a seat marked
    excused, absent or cancelled counts nothing.
    Source: H0015 and several states ask for three hours on three days; the numbers are the workbook's.
    """

    name = "Least days"
    stated = "Levels: Min days; Settings: Part weeks"
    bites = "a level of care asks for this many days a week"
    unit = "day missing"
    stage = Stage.DAYS

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """One goal a client: the days attended reach the minimum."""
        for client in problem.clients.values():
            if client.least_days:
                attended = (draft.attends(client.code, day) for day in range(DAYS_A_WEEK))
                terms = [(column, 1) for column in attended if column is not None]
                yield Goal(terms, fewest=client.least_days, about=(client.code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts each client's different days with a counting session."""
        for client in problem.clients.values():
            days = {
                session.day
                for session, _ in roster.kept_by(client.code)
                if problem.topics[session.topic].counts
            }
            missing = client.least_days - len(days)
            if missing > 0:
                yield Breach(
                    self.name,
                    missing,
                    f"{client.code} comes on {len(days)} of {client.least_days} days: {missing} missing",
                    (client.code,),
                )
