"""Hours that are for some topics only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.limits import Bar, Breach, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class HoursForTopics(Rule):
    """In hours that name *Topics*, a client or therapist has sessions of those topics only.

    So a therapist who works from home on Fridays leads what is held by video then, and nothing else.
    """

    name = "Hours for topics"
    stated = "Client availability: Topics; Therapist availability: Topics"
    bites = "some hours are for some topics only"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """One bar a person with such hours and topic, with every start at which none of them is for it."""
        for who, hours in problem.hours_for.items():
            for name, windows in hours.items():
                topic = problem.topics[name]
                barred = tuple(
                    start
                    for start in problem.every_start
                    if not any(window.holds(start, start + topic.minutes) for window in windows)
                )
                if barred:
                    yield Bar("seat" if who in problem.clients else "lead", who, name, barred)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks each session up in the hours its people have for its topic; what has begun stands."""
        for session in roster.sessions:
            if (session.topic, session.start) in problem.untouched_at:
                continue
            for who in (*session.coming, *session.therapists):
                hours = problem.hours_for.get(who)
                if hours is None:
                    continue
                around = [one for one in hours.get(session.topic, ()) if one.start <= session.start < one.end]
                if not around or around[0].end < session.end:
                    says = (
                        f"{who} is not there for {session.topic} on {problem.says_when(session.start)}: "
                        "those hours are for other topics"
                    )
                    yield Breach(self.name, 1, says, (who, session.id, session.topic))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names whose hours they are."""
        return f"{refused.who}'s hours then are for other topics than {refused.topic} (Topics)"
