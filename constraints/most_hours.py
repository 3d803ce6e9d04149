"""Clients have no more than the hours of their level of care."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster, hours


@dataclass(frozen=True)
class MostHours(Rule):
    """A client's counting sessions add up to at most the maximum hours of their level of care.

    A seat counts the minutes it was credited, otherwise the session's; one that was missed counts nothing.
    """

    name = "Most hours"
    stated = "Levels: Max hours; Clients: Max hours"
    bites = "the level of care has a maximum of hours a week"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """One limit a client: the minutes of their counting seats."""
        for client in problem.clients.values():
            if client.most_minutes is None:
                continue
            terms = [(seat.column, seat.brings) for seat in draft.seats_of(client.code) if seat.brings]
            if sum(minutes for _, minutes in terms) > client.most_minutes:
                yield Limit(terms, most=client.most_minutes, about=(client.code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Adds up each client's counting minutes."""
        planned = dict.fromkeys(problem.clients, 0)
        for session in roster.sessions:
            if problem.topics[session.topic].counts:
                for seat in session.seats:
                    planned[seat.client] += session.credited(seat)
        for client in problem.clients.values():
            over = planned[client.code] - (client.most_minutes or 0)
            if client.most_minutes is not None and over > 0:
                says = (
                    f"{client.code} has {hours(planned[client.code])} this week; "
                    f"the most is {hours(client.most_minutes)}"
                )
                yield Breach(self.name, over, says, (client.code,))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the hours."""
        client = problem.clients[refused.who or ""]
        return f"{client.code} would have more than {hours(client.most_minutes or 0)} a week (Max hours)"
