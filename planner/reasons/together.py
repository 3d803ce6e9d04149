"""Clients who together have too few seats, found by a flow of hours through days to what therapists can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.language.draft import Draft
from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Client, Problem, Topic, counted, hours
from planner.reasons.flow import Capacities, greatest_flow
from planner.reasons.packing import longest_packing
from planner.reasons.shortage import Shortage
from planner.reasons.staff_hours import most_led

NAMED_AT_MOST = 6


class Together:
    """One week's clients and what there is for all of them."""

    def __init__(self, problem: Problem, draft: Draft) -> None:
        self.problem, self.draft = problem, draft

    def short(self, told: frozenset[str]) -> Iterator[Shortage]:
        """Clients who together have too few seats: hours flow from clients through days to what therapists can hold."""
        counting = [topic for topic in self.problem.topics.values() if topic.counts]
        if not counting or any(topic.leaders == 0 for topic in counting):
            return
        clients = [c for c in self.problem.clients.values() if c.least_minutes and c.code not in told]
        seats = max(self._seats(topic) for topic in counting)
        network, required = self._network(clients, seats)
        reached, open_nodes = greatest_flow(network, "from", "to")
        if reached < required:
            short = [client.code for client in clients if client.code in open_nodes]
            days = [day for day in range(DAYS_A_WEEK) if day in open_nodes]
            named = ", ".join(short[:NAMED_AT_MOST]) + (
                f" and {len(short) - NAMED_AT_MOST} more" if len(short) > NAMED_AT_MOST else ""
            )
            when = "/".join(self.problem.weekday_name(day) for day in days) or "the week"
            left = f"{hours(required - reached)} can't be placed, even with every group full"
            asked = sum(self.problem.clients[code].least_minutes for code in short)
            held = sum(network[day]["staff"] for day in days)
            if asked - held == required - reached:
                led = f"{hours(held // seats)} of sessions × {counted(seats, 'seat')} = {hours(held)}"
                left += f" ({led}; {hours(asked)} are required)"
            who = f"{counted(len(short), 'client')} ({named}) can come on {when} only"
            says = f"{who}, and there are too few seats for all of them: {left}"
            yield Shortage(says, None, frozenset(short))

    def _network(self, clients: Sequence[Client], seats: int) -> tuple[Capacities, int]:
        network: dict[object, dict[object, int]] = {"from": {}}
        for client in clients:
            network["from"][client.code] = client.least_minutes
            by_day: dict[object, int] = {}
            for day in range(DAYS_A_WEEK):
                mine = [s for s in self.draft.seats_of(client.code) if s.day == day and s.topic.counts]
                if mine:
                    packed = longest_packing(((s.start, s.end) for s in mine), client.most_minutes_a_day)
                    by_day[day] = packed
            network[client.code] = by_day
        for day in range(DAYS_A_WEEK):
            network[day] = {
                "staff": seats * sum(self._held_on(name, day) for name in self.problem.therapists)
            }
        limits = [who.most_minutes for who in self.problem.therapists.values()]
        week = sum(DAYS_A_WEEK * MINUTES_A_DAY if most is None else most for most in limits)
        network["staff"] = {"to": seats * week}
        return network, sum(client.least_minutes for client in clients)

    def _held_on(self, name: str, day: int) -> int:
        leads = [lead for lead in self.draft.leads_of(name) if lead.day == day and lead.topic.counts]
        stretches = [(lead.start, lead.end) for lead in leads]
        return most_led(self.problem, self.problem.therapists[name], stretches)

    def _seats(self, topic: Topic) -> int:
        """Seats in one session of a topic at most: its largest, and what the largest room has."""
        rooms = self.problem.rooms.values() if topic.needs_room else ()
        return min(topic.largest, max((room.seats for room in rooms), default=topic.largest))
