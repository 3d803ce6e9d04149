"""Every session that needs a room has one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class RoomForEachSession(Rule):
    """Every session of a topic that needs a room has exactly one, and other sessions have none.

    Without rooms in the workbook, rooms never bind.
    """

    name = "A room for each session"
    stated = "Rooms; Topics: Room kind (none = needs no room)"
    bites = "a session needs a room, and they are taken"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """The rooms used at a topic and start are as many as its sessions."""
        for session in draft.sessions if problem.rooms else ():
            topic = session.topic
            if topic.needs_room and (topic.name, session.start) not in problem.untouched_at:
                uses = [(use.column, 1) for use in draft.uses_at(topic.name, session.start)]
                yield Limit([*uses, (session.column, -1)], fewest=0, most=0, about=(topic.name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks at each session's room; what has begun stands."""
        for session in roster.sessions if problem.rooms else ():
            if (session.topic, session.start) in problem.untouched_at:
                continue
            says = f"{session.topic} on {problem.says_when(session.start)}"
            if problem.topics[session.topic].needs_room:
                if session.room not in problem.rooms:
                    yield Breach(self.name, 1, f"{says} has no room", (session.id, session.topic))
            elif session.room is not None:
                says = f"{says} needs no room and has {session.room}"
                yield Breach(self.name, 1, says, (session.id, session.room, session.topic))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """The rooms there are have other sessions."""
        kind = problem.topics[refused.topic].room_kind
        return f"no room for {refused.topic}{f' (Room kind {kind})' if kind else ''} is free"
