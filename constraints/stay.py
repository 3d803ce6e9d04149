"""Clients attend between their first and their last day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from planner.language.limits import Bar, Breach, Refusal
from planner.language.rule import Rule
from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Problem, Roster


@dataclass(frozen=True)
class Stay(Rule):
    """A client has seats only from the first to the last day of their stay, both days included.

    A blank date leaves that side open.
    """

    name = "Stay"
    stated = "Clients: Starts, Ends"
    bites = "the client isn't in the program on that day"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """One bar a client whose stay begins or ends in this week."""
        starts = problem.every_start
        dates = [problem.first_day + timedelta(days=day) for day in range(DAYS_A_WEEK)]
        for client in problem.clients.values():
            away = {
                day
                for day, date in enumerate(dates)
                if (client.starts and date < client.starts) or (client.ends and date > client.ends)
            }
            barred = [start for start in starts if start // MINUTES_A_DAY in away] if away else []
            if barred:
                yield Bar("seat", client.code, starts=barred)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Compares the date of every seat with the client's stay; what has begun stands."""
        for session in roster.sessions:
            if (session.topic, session.start) in problem.untouched_at:
                continue
            date = problem.date_of(session.start)
            for code in session.coming:
                client = problem.clients[code]
                if client.starts is not None and client.starts > date:
                    fault = f"before their first day, {client.starts}"
                elif client.ends is not None and client.ends < date:
                    fault = f"after their last day, {client.ends}"
                else:
                    continue
                says = f"{code} has a seat in {session.topic} on {problem.says_when(session.start)}, {fault}"
                yield Breach(self.name, 1, says, (code, session.id, session.topic))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Says on which side of the stay the day lies."""
        client, day = problem.clients[refused.who or ""], problem.date_of(refused.start)
        if client.starts is not None and day < client.starts:
            return f"{client.code}'s stay has yet to begin"
        last = problem.day_of(client.ends) if client.ends is not None else None
        return (
            f"{client.code}'s stay {'is over' if last is None else f'ends on {problem.weekday_name(last)}'}"
        )
