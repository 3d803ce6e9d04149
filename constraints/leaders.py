"""Every session has its therapists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Bar, Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster, counted


@dataclass(frozen=True)
class Leaders(Rule):
    """A session is led by exactly as many therapists as its topic asks for.

    A topic with 0 leaders is led by nobody. One with *Second leader above* may have one therapist more.
    """

    name = "Leaders"
    stated = "Topics: Leaders"
    bites = "a session needs its therapists, and they are taken"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """Nobody leads a topic without leaders."""
        for topic in problem.topics.values():
            if topic.leaders == 0:
                yield Bar("lead", topic=topic.name)

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """The leads at a topic and start are its sessions times its leaders."""
        for session in draft.sessions:
            topic = session.topic
            if topic.leaders and (topic.name, session.start) not in problem.untouched_at:
                leads = [(lead.column, 1) for lead in draft.leads_at(topic.name, session.start)]
                needed, about = [*leads, (session.column, -topic.leaders)], (topic.name,)
                if topic.second_leader_above is None:
                    yield Limit(needed, fewest=0, most=0, about=about)
                else:
                    yield Limit(needed, fewest=0, about=about)
                    yield Limit([*leads, (session.column, -topic.leaders - 1)], most=0, about=about)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts each session's therapists; what has begun stands."""
        for session in roster.sessions:
            topic, there = problem.topics[session.topic], len(set(session.therapists))
            allowed = (
                {topic.leaders} if topic.second_leader_above is None else {topic.leaders, topic.leaders + 1}
            )
            if there not in allowed and (session.topic, session.start) not in problem.untouched_at:
                when, asked = problem.says_when(session.start), topic.leaders_for(len(session.seats))
                says = f"{session.topic} on {when} has {counted(there, 'therapist')} and asks for {asked}"
                yield Breach(self.name, abs(asked - there), says, (session.id, session.topic))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Counts the therapists who are free."""
        if not refused.lacking:
            return self.bites
        if not refused.there and refused.bound > 1:
            return f"none of {refused.bound} therapists is free"
        if not refused.there:
            leading = [name for name, who in problem.therapists.items() if refused.topic in who.leads]
            return f"{leading[0]} isn't free" if len(leading) == 1 else "no therapist is free"
        free = f"{refused.there} {'is' if refused.there == 1 else 'are'} free"
        return f"{refused.topic} takes {refused.bound} therapists, and only {free}"
