"""A topic is not repeated too often in a client's week."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class MostAWeek(Rule):
    """A client has at most so many sessions of a topic in the week.

    Missed seats don't count, so that a missed session can be made up.
    """

    name = "Most a week"
    stated = "Topics: Most a week"
    bites = "the topic has a maximum of sessions a week for one client"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """One limit a client and topic they could have more often."""
        for code in problem.clients:
            by_topic: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for seat in draft.seats_of(code):
                if seat.topic.most_a_week is not None and not seat.missed:
                    by_topic[seat.topic.name].append((seat.column, 1))
            for name, terms in by_topic.items():
                most = problem.topics[name].most_a_week
                if most is not None and len(terms) > most:
                    yield Limit(terms, most=most, about=(code, name))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts each client's sessions topic by topic."""
        attended = Counter((code, session.topic) for session in roster.sessions for code in session.coming)
        for (code, name), sessions in sorted(attended.items()):
            allowed = problem.topics[name].most_a_week
            if allowed is not None and sessions > allowed:
                says = f"{code} has {name} {sessions} times this week; the most is {allowed}"
                yield Breach(self.name, sessions - allowed, says, (code, name))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the number."""
        most = problem.topics[refused.topic].most_a_week
        return f"{refused.who} has {refused.topic} as often as allowed (Most a week {most})"
