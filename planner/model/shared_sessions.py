"""Several needs of one client for one topic share its sessions: each session counts for one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from planner.model.asks import Need
from planner.model.roster import Roster


def held_for(needs: Sequence[Need], roster: Roster) -> list[int]:
    """How many sessions of a roster count for each need, in the needs' order; missed seats don't.

    The need of the greater priority gets its sessions first (the earlier of two alike), in such a way that most is
    left for the others. A session that is more than was asked counts for the first need whose days it lies on.
    """
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, need in enumerate(needs):
        alike[need.client, need.topic].append(place)
    held = [0] * len(needs)
    for (client, topic), places in alike.items():
        places.sort(key=lambda place: -needs[place].priority)
        days = [
            session.day
            for session in roster.of_client(client)
            if session.topic == topic and any(s.client == client and not s.missed for s in session.seats)
        ]
        for counts_for in _counting_for([needs[place] for place in places], days):
            if counts_for is not None:
                held[places[counts_for]] += 1
    return held


def _counting_for(needs: Sequence[Need], days: Sequence[int]) -> list[int | None]:
    """For which need each session counts, the sessions given by their days; most telling need first."""
    counts_for: list[int | None] = [None] * len(days)

    def found_for(place: int, tried: set[int]) -> bool:
        """Whether a session could be found, be it that another need gives one up and takes another."""
        for session, day in enumerate(days):
            if session in tried or not _holds_on(needs[place], day):
                continue
            tried.add(session)
            other = counts_for[session]
            if other is None or (other != place and found_for(other, tried)):
                counts_for[session] = place
                return True
        return False

    for place, need in enumerate(needs):
        for _ in range(need.sessions):
            if not found_for(place, set()):
                break
    for session, day in enumerate(days):
        if counts_for[session] is None:
            counts_for[session] = next((p for p, need in enumerate(needs) if _holds_on(need, day)), None)
    return counts_for


def _holds_on(need: Need, day: int) -> bool:
    return need.days is None or day in need.days
