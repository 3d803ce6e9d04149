"""As few sessions as serve everybody: each one takes a therapist, a room and an hour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class SessionsRun(Rule):
    """The week has no more sessions than hours, needs and wishes ask for.

    Amount: sessions, topic by topic. Those that have begun are no longer a choice but count the same.
    """

    weight: int = 60

    name = "Sessions run"
    stated = "Rules: Sessions run"
    bites = "each session takes a therapist and a room"
    unit = "session that runs"
    stage = Stage.GOOD_WEEK

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """One goal a topic: no session."""
        for name in problem.topics:
            terms = [(session.column, 1) for session in draft.sessions_of(name)]
            if terms:
                yield Goal(terms, most=0, about=(name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts the sessions of each topic."""
        for name, count in Counter(session.topic for session in roster.sessions).items():
            says = f"{name} runs {'once' if count == 1 else f'{count} times'} in the week"
            yield Breach(self.name, count, says, (name,))
