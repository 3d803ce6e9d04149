"""Some topics are for certain levels of care only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.limits import Bar, Breach, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster, listed


@dataclass(frozen=True)
class LevelsOfCare(Rule):
    """A client in a session is at one of the levels of care its topic is for.

    A topic without levels is for everybody. The level is the client's in this week, step-down included.
    """

    name = "Levels of care"
    stated = "Topics: Levels; Clients: Level; Curriculum: Level"
    bites = "the topic is for other levels of care"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """One bar a client and topic that don't go together."""
        for topic in problem.topics.values():
            if topic.levels is not None:
                for client in problem.clients.values():
                    if client.level not in topic.levels:
                        yield Bar("seat", client.code, topic.name)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Compares the level of everybody seated with the topic's; what has begun stands."""
        for session in roster.sessions:
            levels = problem.topics[session.topic].levels
            if levels is None or (session.topic, session.start) in problem.untouched_at:
                continue
            for code in session.clients:
                level = problem.clients[code].level
                if level not in levels:
                    says = (
                        f"{code} is at {level} and has a seat in {session.topic} on "
                        f"{problem.says_when(session.start)}, which is for {', '.join(sorted(levels))}"
                    )
                    yield Breach(self.name, 1, says, (code, session.id, session.topic))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the topic's levels and the client's."""
        levels = listed(sorted(problem.topics[refused.topic].levels or ()))
        client = problem.clients[refused.who or ""]
        return f"{refused.topic} is for {levels} only, and {client.code} is {client.level}"
