"""A topic is not repeated too often in a client's day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class MostADay(Rule):
    """A client has at most so many sessions of a topic on one day.

    Missed seats don't count, so that a missed session can be made up on the same day.
    """

    name = "Most a day"
    stated = "Topics: Most a day"
    bites = "the topic has a maximum of sessions a day for one client"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """One limit a client, topic and day on which they could have it more often."""
        for code in problem.clients:
            by_day: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
            for seat in draft.seats_of(code):
                if seat.topic.most_a_day is not None and not seat.missed:
                    by_day[seat.topic.name, seat.day].append((seat.column, 1))
            for (name, _), terms in by_day.items():
                most = problem.topics[name].most_a_day
                if most is not None and len(terms) > most:
                    yield Limit(terms, most=most, about=(code, name))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts each client's sessions topic by topic and day by day."""
        attended = Counter(
            (code, session.topic, session.day) for session in roster.sessions for code in session.coming
        )
        for (code, name, day), sessions in sorted(attended.items()):
            allowed = problem.topics[name].most_a_day
            if allowed is not None and sessions > allowed:
                says = (
                    f"{code} has {name} {sessions} times on {problem.weekday_name(day)}; "
                    f"the most is {allowed}"
                )
                yield Breach(self.name, sessions - allowed, says, (code, name))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the number."""
        most = problem.topics[refused.topic].most_a_day
        return f"{refused.who} has {refused.topic} that day already (Most a day {most})"
