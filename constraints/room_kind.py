"""Sessions are held in rooms that suit them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.limits import Bar, Breach, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class RoomKind(Rule):
    """A session is held in a room of the kind its topic asks for, or in any room if it asks for none.

    A room may be of several kinds.
    """

    name = "Room kind"
    stated = "Topics: Room kind; Rooms: Kind"
    bites = "the topic needs a room of its kind, and those are taken"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """One bar a room and topic that don't go together."""
        for topic in problem.topics.values():
            if topic.needs_room and topic.room_kind is not None:
                for room in problem.rooms.values():
                    if topic.room_kind not in room.kinds:
                        yield Bar("room", room.name, topic.name)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Compares the kinds of each session's room with the topic's; what has begun stands."""
        for session in roster.sessions:
            kind, room = problem.topics[session.topic].room_kind, problem.rooms.get(session.room or "")
            if kind is None or room is None or (session.topic, session.start) in problem.untouched_at:
                continue
            if kind not in room.kinds:
                says = (
                    f"{session.topic} on {problem.says_when(session.start)} is in {room.name} "
                    f"and needs a room of kind {kind}"
                )
                yield Breach(self.name, 1, says, (room.name, session.id, session.topic))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the room and the kind."""
        return f"{refused.who} is no {problem.topics[refused.topic].room_kind} room"
