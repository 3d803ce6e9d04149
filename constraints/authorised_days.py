"""Clients attend on the days that are authorised for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.limits import Bar, Breach, Refusal
from planner.language.rule import Rule
from planner.model import MINUTES_A_DAY, Problem, Roster


@dataclass(frozen=True)
class AuthorisedDays(Rule):
    """A client has seats only on the weekdays that are authorised for them.

    A client without authorised days may attend on any day.
    """

    name = "Authorised days"
    stated = "Clients: Days"
    bites = "the client isn't authorised for that day"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """One bar a client, with every start on another day."""
        starts = problem.every_start
        for client in problem.clients.values():
            if client.days is not None:
                barred = [start for start in starts if start // MINUTES_A_DAY not in client.days]
                if barred:
                    yield Bar("seat", client.code, starts=barred)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Compares the day of every seat with the client's days; what has begun stands."""
        for session in roster.sessions:
            if (session.topic, session.start) in problem.untouched_at:
                continue
            for code in session.coming:
                days = problem.clients[code].days
                if days is not None and session.day not in days:
                    authorised = ", ".join(problem.weekday_name(day) for day in sorted(days)) or "no day"
                    says = (
                        f"{code} has a seat in {session.topic} on {problem.says_when(session.start)} "
                        f"and is authorised for {authorised}"
                    )
                    yield Breach(self.name, 1, says, (code, session.id, session.topic))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the day."""
        return f"{refused.who} isn't authorised for {problem.weekday_name(refused.start // MINUTES_A_DAY)}"
