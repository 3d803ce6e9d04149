"""Clients come on no more than the days of their level of care."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster, counted


@dataclass(frozen=True)
class MostDays(Rule):
    """A client has counting sessions on at most the maximum days of their level of care.

    Seats marked excused, absent or cancelled make no day.
    """

    name = "Most days"
    stated = "Levels: Max days"
    bites = "the level of care has a maximum of days a week"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """One limit a client who could come on more days."""
        for client in problem.clients.values():
            seats = draft.seats_of(client.code)
            days = {seat.day for seat in seats if seat.topic.counts and not seat.missed}
            if client.most_days is not None and len(days) > client.most_days:
                columns = [draft.attends(client.code, day) for day in sorted(days)]
                terms = [(column, 1) for column in columns if column is not None]
                yield Limit(terms, most=client.most_days, about=(client.code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Collects the days of each client's counting sessions."""
        for client in problem.clients.values():
            days = {
                session.day
                for session, _ in roster.kept_by(client.code)
                if problem.topics[session.topic].counts
            }
            if client.most_days is not None and len(days) > client.most_days:
                named = ", ".join(problem.weekday_name(day) for day in sorted(days))
                allowed = client.most_days
                says = f"{client.code} comes on {len(days)} days ({named}); the most is {allowed}"
                yield Breach(self.name, len(days) - client.most_days, says, (client.code,))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the days."""
        client = problem.clients[refused.who or ""]
        return f"{client.code} would come on more than {counted(client.most_days or 0, 'day')} (Max days)"
