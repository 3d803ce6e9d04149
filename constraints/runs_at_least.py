"""Topics that should run do run: a program's promise to keep a group going."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class RunsAtLeast(Rule):
    """A topic has at least as many sessions in the week as its `Runs at least` asks for.

    Amount: missing sessions, topic by topic. Sessions that have begun count as they stand.
    """

    name = "Runs at least"
    stated = "Topics: Runs at least"
    bites = "a topic should run this often in the week"
    unit = "session missing"
    stage = Stage.RUNS

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """One goal a topic: its sessions reach the number."""
        for topic in problem.topics.values():
            if topic.runs_at_least:
                terms = [(session.column, 1) for session in draft.sessions_of(topic.name)]
                yield Goal(terms, fewest=topic.runs_at_least, about=(topic.name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts each topic's sessions."""
        runs = Counter(session.topic for session in roster.sessions)
        for name, topic in problem.topics.items():
            missing = topic.runs_at_least - runs[name]
            if missing > 0:
                yield Breach(
                    self.name,
                    missing,
                    f"{name} runs {runs[name]} of {topic.runs_at_least} times in the week",
                    (name,),
                )
