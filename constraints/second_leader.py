"""A large group has a therapist more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster, counted


@dataclass(frozen=True)
class SecondLeader(Rule):
    """A session with more clients than its topic's *Second leader above* is led by one therapist more.

    Clients who missed a session had a seat in it. Where the column is blank, any group has the topic's leaders.
    """

    name = "Second leader"
    stated = "Topics: Second leader above"
    bites = "a group of that size takes a therapist more"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """The seats at a topic and start, against its sessions and the therapists beyond their leaders."""
        for session in draft.sessions:
            topic, place = session.topic, (session.topic.name, session.start)
            above = topic.second_leader_above
            if above is None or above >= topic.largest or place in problem.untouched_at:
                continue
            beyond = topic.largest - above
            seats = [(seat.column, 1) for seat in draft.seats_at(*place)]
            leads = [(lead.column, -beyond) for lead in draft.leads_at(*place)]
            yield Limit(
                [*seats, *leads, (session.column, beyond * topic.leaders - above)],
                most=0,
                about=(topic.name,),
            )

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts each large session's therapists; what has begun stands."""
        for session in roster.sessions:
            topic = problem.topics[session.topic]
            large = topic.second_leader_above is not None and len(session.seats) > topic.second_leader_above
            if not large or (session.topic, session.start) in problem.untouched_at:
                continue
            there = len(set(session.therapists))
            if there == topic.leaders:  # fewer are the fault of Leaders, and told there
                says = (
                    f"{topic.name} on {problem.says_when(session.start)} has "
                    f"{counted(len(session.seats), 'client')} and {counted(there, 'therapist')}; "
                    f"above {counted(topic.second_leader_above or 0, 'client')} it takes {topic.leaders + 1}"
                )
                yield Breach(self.name, 1, says, (session.id, topic.name))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the size from which on it takes one more."""
        topic = problem.topics[refused.topic]
        above = counted(topic.second_leader_above or 0, "client")
        return f"above {above} {topic.name} takes {counted(topic.leaders + 1, 'therapist')}"
