"""A topic doesn't run too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class RunsAtMost(Rule):
    """A topic runs at most so many times in the week, parallel sessions counted one by one.

    Sessions that have begun are counted as well.
    """

    name = "Runs at most"
    stated = "Topics: Runs at most"
    bites = "the topic has a maximum of sessions a week"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """One limit a topic that could run more often."""
        for topic in problem.topics.values():
            sessions = draft.sessions_of(topic.name)
            could = sum(session.most for session in sessions)
            if topic.runs_at_most is not None and could > topic.runs_at_most:
                terms = [(session.column, 1) for session in sessions]
                yield Limit(terms, most=topic.runs_at_most, about=(topic.name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts the sessions of each topic."""
        for name, runs in sorted(Counter(session.topic for session in roster.sessions).items()):
            allowed = problem.topics[name].runs_at_most
            if allowed is not None and runs > allowed:
                says = f"{name} runs {runs} times this week; the most is {allowed}"
                yield Breach(self.name, runs - allowed, says, (name,))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the number."""
        return f"{refused.topic} runs as often as allowed (Runs at most {problem.topics[refused.topic].runs_at_most})"
