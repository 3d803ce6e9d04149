"""A client's day is not too long."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster, hours


@dataclass(frozen=True)
class MostHoursADay(Rule):
    """A client's sessions on a day add up to at most the maximum hours a day of their level of care.

    Every session counts here, whether or not it counts towards the week's hours; missed seats don't.
    """

    name = "Most hours a day"
    stated = "Levels: Max hours a day"
    bites = "the level of care has a maximum of hours a day"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """One limit a client and day that could be too long."""
        for client in problem.clients.values():
            most = client.most_minutes_a_day
            if most is None:
                continue
            by_day: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for seat in draft.seats_of(client.code):
                if not seat.missed:
                    by_day[seat.day].append((seat.column, seat.end - seat.start))
            for terms in by_day.values():
                if sum(minutes for _, minutes in terms) > most:
                    yield Limit(terms, most=most, about=(client.code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Adds up each client's minutes day by day."""
        planned: Counter[tuple[str, int]] = Counter()
        for session in roster.sessions:
            for code in session.coming:
                planned[code, session.day] += session.minutes
        for (code, day), minutes in sorted(planned.items()):
            allowed = problem.clients[code].most_minutes_a_day
            if allowed is not None and minutes > allowed:
                says = (
                    f"{code} has {hours(minutes)} on {problem.weekday_name(day)}; "
                    f"the most is {hours(allowed)}"
                )
                yield Breach(self.name, minutes - allowed, says, (code,))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the hours, and the topic that no day can hold."""
        client, topic = problem.clients[refused.who or ""], problem.topics[refused.topic]
        most = hours(client.most_minutes_a_day or 0)
        if topic.minutes > (client.most_minutes_a_day or 0):
            takes = hours(topic.minutes)
            return f"{topic.name} takes {takes}, and {client.code} may have {most} a day at most (Max hours a day)"
        return f"{client.code} would have more than {most} a day (Max hours a day)"
