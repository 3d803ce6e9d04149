"""Therapists lead the topics that are theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.limits import Bar, Breach, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class WhoMayLead(Rule):
    """A therapist leads only sessions of the topics they are listed as leading.

    Co-leaders are held to it as well.
    """

    name = "Who may lead"
    stated = "Therapists: Leads"
    bites = "too few therapists lead the topic"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """One bar a therapist and topic that isn't theirs."""
        for therapist in problem.therapists.values():
            for topic in problem.topics:
                if topic not in therapist.leads:
                    yield Bar("lead", therapist.name, topic)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks each leader's topics up; what has begun stands."""
        for session in roster.sessions:
            for name in session.therapists:
                if session.topic not in problem.therapists[name].leads:
                    if (session.topic, session.start) in problem.untouched_at:
                        continue
                    when = problem.says_when(session.start)
                    says = f"{name} leads {session.topic} on {when}, which isn't one of their topics"
                    yield Breach(self.name, 1, says, (name, session.id, session.topic))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names who and what."""
        return f"{refused.who} doesn't lead {refused.topic}"
