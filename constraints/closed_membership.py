"""A closed group stays among its members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.limits import Bar, Breach, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class ClosedMembership(Rule):
    """A closed topic that has been attended before admits only the clients who attended it.

    A closed topic that nobody has attended before this week starts anew and is open.
    """

    name = "Closed membership"
    stated = "Topics: Membership; Attendance"
    bites = "the group is closed and has other members"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """One bar a client and closed topic of which they are no member."""
        for topic in problem.topics.values():
            members = {
                line.client
                for line in problem.history
                if topic.closed and line.topic == topic.name and line.status == "attended"
            }
            for code in problem.clients if members else ():
                if code not in members:
                    yield Bar("seat", code, topic.name)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks everybody in a closed group up in history; what has begun stands."""
        attended = [(line.topic, line.client) for line in problem.history if line.status == "attended"]
        started = {topic for topic, _ in attended}
        for session in roster.sessions:
            if (session.topic, session.start) in problem.untouched_at or session.topic not in started:
                continue
            for code in session.clients if problem.topics[session.topic].closed else ():
                if (session.topic, code) not in attended:
                    says = (
                        f"{code} has a seat in {session.topic} on {problem.says_when(session.start)}, "
                        "a closed group they have never attended"
                    )
                    yield Breach(self.name, 1, says, (code, session.id, session.topic))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the group."""
        return f"{refused.topic} is a closed group, and {refused.who} is no member"
