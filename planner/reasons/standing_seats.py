"""What a client has of a week that is replanned, whatever comes: seats in sessions that have begun or stand exempt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.model import Client, Problem, Topic
from planner.reasons.packing import most_minutes

Options = Iterable[tuple[Topic, int]]


@dataclass(frozen=True)
class StandingSeats:
    """A client's seats that stand and weren't missed, by topic (as long as it was) and start, and minutes credited."""

    options: tuple[tuple[Topic, int], ...] = ()
    minutes: int = 0

    def most_with(self, client: Client, ahead: Options, of_topics: bool = True) -> int:
        """More minutes than these nobody can have with choices of (topic, start) ahead; a bound, not always reached.

        What stands may be more than limits allow by now, or credited with other minutes than its topic's.
        """
        ahead = list(ahead)
        now = {topic.name: topic.minutes for topic, _ in ahead}
        # Of a topic that lasts longer or shorter than it did, the limits say nothing about both together.
        alike = [one for one in self.options if now.get(one[0].name, one[0].minutes) == one[0].minutes]
        usual = sum(topic.minutes for topic, _ in alike)
        if most_minutes(client, alike, of_topics) < usual:
            return self.minutes + most_minutes(client, ahead, of_topics)
        return most_minutes(client, [*alike, *ahead], of_topics) + self.minutes - usual

    def within_reach(self, client: Client, ahead: Options) -> int:
        """The same, and no more than the client's maximum a week allows, unless what stands is more already."""
        most = self.most_with(client, ahead)
        return most if client.most_minutes is None else min(most, max(client.most_minutes, self.minutes))


def standing_seats(problem: Problem, code: str, topic: str | None = None) -> StandingSeats:
    """Those of a client in one topic; without it, those that count towards hours."""
    found = [
        (
            replace(problem.topics[session.topic], minutes=session.minutes),
            session.start,
            session.credited(seat),
        )
        for session in problem.untouched
        for seat in session.seats
        if seat.client == code and not seat.missed
        if session.topic == topic or (topic is None and problem.topics[session.topic].counts)
    ]
    return StandingSeats(
        tuple((topic, start) for topic, start, _ in found), sum(minutes for *_, minutes in found)
    )
