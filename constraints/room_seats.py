"""A session fits into its room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster, counted


@dataclass(frozen=True)
class RoomSeats(Rule):
    """A session has no more clients than its room has seats for clients.

    Clients who missed a session had a seat in it.
    """

    name = "Room seats"
    stated = "Rooms: Seats"
    bites = "the rooms that are free have too few seats"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """The seats taken at a topic and start, against those of the rooms used there."""
        for session in draft.sessions:
            topic, place = session.topic, (session.topic.name, session.start)
            uses = draft.uses_at(*place)
            # Where every room holds the topic's largest, the group size says it all.
            if place in problem.untouched_at or all(use.seats >= topic.largest for use in uses):
                continue
            seats = [(seat.column, 1) for seat in draft.seats_at(*place)]
            rooms = [(use.column, -min(use.seats, topic.largest)) for use in uses]
            yield Limit([*seats, *rooms], most=0, about=(topic.name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts the clients of each session; what has begun stands."""
        for session in roster.sessions:
            room = problem.rooms.get(session.room or "")
            if room is None or (session.topic, session.start) in problem.untouched_at:
                continue
            over = len(session.seats) - room.seats
            if over > 0:
                there = counted(len(session.seats), "client")
                says = (
                    f"{session.topic} on {problem.says_when(session.start)} has {there} "
                    f"in {room.name}, which seats {room.seats}"
                )
                yield Breach(self.name, over, says, (room.name, session.id, session.topic))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Counts the seats, of the one room that it could be by its name."""
        if refused.bound:
            return f"there are no more seats in the room ({refused.there} of {refused.bound})"
        suiting = [room for room in problem.rooms.values() if room.suits(problem.topics[refused.topic])]
        if len(suiting) != 1:
            return self.bites
        return f"{suiting[0].name} has only {counted(suiting[0].seats, 'seat')}"
