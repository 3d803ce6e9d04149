"""Clients who together have too few seats, found by a flow of hours to what therapists can hold at their times.

The times are mornings, afternoons and evenings of each day: an evening track is short of seats however many there are
in the mornings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from planner.language.draft import Draft
from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Client, Problem, counted, hours
from planner.reasons.flow import Capacities, greatest_flow
from planner.reasons.led_at_most import most_led
from planner.reasons.packing import longest_packing
from planner.reasons.shortage import Shortage

NAMED_AT_MOST = 6
PARTS = (("morning", 0), ("afternoon", 12 * 60), ("evening", 17 * 60))
"""The parts of a day with the minute at which each begins; a session lies in the part in which it starts."""
Part = tuple[int, int]
"""A day of the week and a part of it, by their numbers."""


class Together:
    """One week's clients and what there is for all of them."""

    def __init__(self, problem: Problem, draft: Draft) -> None:
        self.problem, self.draft = problem, draft

    def short(self, told: frozenset[str]) -> Iterator[Shortage]:
        """Hours flow from clients through the parts of their days to what therapists can hold; the rest is short."""
        if self.problem.untouched:
            return  # what stands may be more than limits allow by now
        counting = [topic for topic in self.problem.topics.values() if topic.counts]
        if not counting or any(topic.leaders == 0 for topic in counting):
            return
        clients = [c for c in self.problem.clients.values() if c.least_minutes and c.code not in told]
        seats = max(self.problem.most_seats(topic) for topic in counting)
        network, required = self._network(clients, seats)
        reached, open_nodes = greatest_flow(network, "from", "to")
        if reached < required:
            short = [client.code for client in clients if client.code in open_nodes]
            parts = [part for part in _parts() if part in open_nodes]
            named = ", ".join(short[:NAMED_AT_MOST]) + (
                f" and {len(short) - NAMED_AT_MOST} more" if len(short) > NAMED_AT_MOST else ""
            )
            left = f"{hours(required - reached)} can't be placed, even with every group full"
            asked = sum(self.problem.clients[code].least_minutes for code in short)
            held = sum(network[day]["staff"] for day in range(DAYS_A_WEEK) if day in open_nodes)
            held += sum(network[part][part[0]] for part in parts if part[0] not in open_nodes)
            if asked - held == required - reached:
                led = f"{hours(held // seats)} of sessions × {counted(seats, 'seat')} = {hours(held)}"
                left += f" ({led}; {hours(asked)} are required)"
            who = f"{counted(len(short), 'client')} ({named}) can come {self._when(parts)} only"
            says = f"{who}, and there are too few seats for all of them: {left}"
            yield Shortage(says, None, frozenset(short))

    def _when(self, parts: Sequence[Part]) -> str:
        """`on Tue`, or `on Tue and Thu evenings`: days of which all parts are open, and parts of others."""
        open_parts: dict[int, list[int]] = {}
        for day, part in parts:
            open_parts.setdefault(day, []).append(part)
        could_lie = {_part_of(seat.start) for seat in self.draft.seats if seat.topic.counts}
        alike: dict[tuple[int, ...], list[str]] = {}
        for day, of_day in open_parts.items():
            there = [part for part in range(len(PARTS)) if (day, part) in could_lie]
            named = tuple(of_day) if set(there) - set(of_day) else ()
            alike.setdefault(named, []).append(self.problem.weekday_name(day))
        told = [
            f"on {'/'.join(days)}"
            + (f" {' and '.join(f'{PARTS[part][0]}s' for part in named)}" if named else "")
            for named, days in alike.items()
        ]
        return " and ".join(told) or "in the week"

    def _network(self, clients: Sequence[Client], seats: int) -> tuple[Capacities, int]:
        """From each client to their days, to the parts of these, to those that all have, and to what is led then."""
        network: dict[object, dict[object, int]] = {"from": {}}
        for client in clients:
            network["from"][client.code] = client.least_minutes
            counting = [seat for seat in self.draft.seats_of(client.code) if seat.topic.counts]
            by_day: dict[object, int] = {}
            for day in range(DAYS_A_WEEK):
                today = [seat for seat in counting if seat.day == day]
                parts: dict[object, int] = {}
                for part in {_part_of(seat.start) for seat in today}:
                    mine = ((seat.start, seat.end) for seat in today if _part_of(seat.start) == part)
                    parts[part] = longest_packing(mine, client.most_minutes_a_day)
                if today:
                    stretches = ((seat.start, seat.end) for seat in today)
                    by_day[client.code, day] = longest_packing(stretches, client.most_minutes_a_day)
                    network[client.code, day] = parts
            network[client.code] = by_day
        for part in _parts():
            held = sum(self._led(name, part[0], part) for name in self.problem.therapists)
            network[part] = {part[0]: seats * held}
        for day in range(DAYS_A_WEEK):
            network[day] = {"staff": seats * sum(self._led(name, day) for name in self.problem.therapists)}
        limits = [who.most_minutes for who in self.problem.therapists.values()]
        week = sum(DAYS_A_WEEK * MINUTES_A_DAY if most is None else most for most in limits)
        network["staff"] = {"to": seats * week}
        return network, sum(client.least_minutes for client in clients)

    def _led(self, name: str, day: int, part: Part | None = None) -> int:
        """The minutes that a therapist can lead on a day, or in a part of it."""
        stretches = [
            (lead.start, lead.end)
            for lead in self.draft.leads_of(name)
            if lead.day == day and lead.topic.counts and part in (None, _part_of(lead.start))
        ]
        return most_led(self.problem, self.problem.therapists[name], stretches)


@cache
def _part_of(start: int) -> Part:
    day, minute = divmod(start, MINUTES_A_DAY)
    return day, sum(begins <= minute for _, begins in PARTS) - 1


def _parts() -> list[Part]:
    return [(day, part) for day in range(DAYS_A_WEEK) for part in range(len(PARTS))]
