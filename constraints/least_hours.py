"""Everybody reaches the hours of their level of care: an elastic rule, the first the planner serves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster, hours


@dataclass(frozen=True)
class LeastHours(Rule):
    """A client's counting sessions add up to at least the minimum hours of their level of care.

    Amount: minutes short in the week. A seat counts the minutes it was credited, otherwise the session's;
    marked excused, absent or cancelled it counts nothing.
    Source: SAMHSA Advisory 2021 (intensive outpatient: 9 to 19 hours a week); the numbers are the workbook's.
    """

    name = "Least hours"
    stated = "Levels: Min hours; Clients: Min hours; Settings: Part weeks"
    bites = "a level of care asks for this many hours a week"
    unit = "minute short"
    stage = Stage.HOURS

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """One goal a client: the minutes of counting seats reach the minimum."""
        for client in problem.clients.values():
            if client.least_minutes:
                terms = [(seat.column, seat.brings) for seat in draft.seats_of(client.code) if seat.brings]
                yield Goal(terms, fewest=client.least_minutes, about=(client.code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Adds up each client's minutes as delivered."""
        for client in problem.clients.values():
            delivered = sum(
                session.credited(seat)
                for session, seat in roster.kept_by(client.code)
                if problem.topics[session.topic].counts
            )
            if delivered < client.least_minutes:
                short = client.least_minutes - delivered
                yield Breach(
                    self.name,
                    short,
                    f"{client.code} has {hours(delivered)} of {hours(client.least_minutes)}: "
                    f"{hours(short)} short",
                    (client.code,),
                )
