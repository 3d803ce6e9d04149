"""A topic doesn't run too often at the same time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.options import running_together
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class AtOnce(Rule):
    """At most so many sessions of a topic are running at the same time.

    Sessions that start at different times and overlap run at the same time as well.
    """

    name = "At once"
    stated = "Topics: At once"
    bites = "the topic has a maximum of sessions at the same time"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """One limit for each largest set of the topic's sessions that share a moment."""
        for topic in problem.topics.values():
            if topic.at_once is None:
                continue
            options = draft.sessions_of(topic.name)
            together = [*running_together(options, 0), *([option] for option in options)]
            for sessions in together:
                if sum(session.most for session in sessions) > topic.at_once:
                    terms = [(session.column, 1) for session in sessions]
                    yield Limit(terms, most=topic.at_once, about=(topic.name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts, at the start of each session, the sessions of its topic that are running."""
        for session in roster.sessions:
            allowed = problem.topics[session.topic].at_once
            if allowed is None:
                continue
            running = [
                other.id
                for other in roster.sessions
                if other.topic == session.topic and other.start <= session.start < other.end
            ]
            if len(running) > allowed:
                says = (
                    f"{len(running)} sessions of {session.topic} are running on "
                    f"{problem.says_when(session.start)}; the most is {allowed}"
                )
                yield Breach(self.name, len(running) - allowed, says, (session.topic, *running))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the number."""
        return f"{refused.topic} runs as often at once as allowed (At once {problem.topics[refused.topic].at_once})"
