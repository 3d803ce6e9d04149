"""No hours are filled with what nobody asked for: some topics are for those who ask alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.limits import Bar, Breach
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class OnlyIfAsked(Rule):
    """In a topic that is only for those who ask sit clients with a need, a preference or a settled seat for it.

    A need is one of the sheet Needs or of the curriculum, in force this week; a preference is a wish of kind prefers.
    Unless the sheet Topics says otherwise, closed groups and all kinds but group and education are such topics.
    """

    name = "Only if asked"
    stated = "Topics: Only if asked, Membership; Needs; Curriculum; Wishes; Fixed: Clients"
    bites = "the topic is only for clients who ask for it"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """One bar a client and topic that nothing asks for."""
        settled = {(code, fixed.topic, fixed.start) for fixed in problem.fixed for code in fixed.clients}
        own = {(code, topic) for code, topic, _ in settled}
        for topic in problem.topics.values():
            for code in problem.clients if topic.only_if_asked else ():
                if code in problem.asking[topic.name]:
                    continue
                if (code, topic.name) not in own:
                    yield Bar("seat", code, topic.name)
                    continue
                others = [start for start in problem.every_start if (code, topic.name, start) not in settled]
                yield Bar("seat", code, topic.name, others)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks for what asks for each seat; what has begun stands."""
        for session in roster.sessions:
            place = (session.topic, session.start)
            if not problem.topics[session.topic].only_if_asked or place in problem.untouched_at:
                continue
            for code in session.clients:
                needed = any((need.client, need.topic) == (code, session.topic) for need in problem.needs)
                wished = any(
                    wish.prefers and (wish.client, wish.topic) == (code, session.topic)
                    for wish in problem.wishes
                )
                seated = any(
                    code in fixed.clients and (fixed.topic, fixed.start) == place for fixed in problem.fixed
                )
                if not (needed or wished or seated):
                    says = (
                        f"{code} has a seat in {session.topic} on {problem.says_when(session.start)} unasked"
                    )
                    yield Breach(self.name, 1, says, (code, session.id, session.topic))
