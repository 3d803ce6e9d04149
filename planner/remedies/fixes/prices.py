"""What each kind of change costs people, in rough points: what is asked first of two changes that mend the same.

The sheet Rules may set another price for a kind, or `off`: then such changes are never proposed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PREFIX = "Fix: "

PRICES: Mapping[str, int] = {
    "Client's hours": 10,
    "Need's days": 15,
    "Room's hours": 15,
    "Smallest": 20,
    "Topic's limits": 20,
    "Therapist's hours": 25,
    "Largest": 25,
    "Start time": 30,
    "Therapist's limits": 30,
    "Room's seats": 35,
    "Authorised days": 40,
    "Changeover": 40,
    "Lunch": 40,
    "Rule that must hold": 45,
    "Tag": 45,
    "Settled session": 50,
    "Absence": 50,
    "Stay": 50,
    "Leads": 60,
    "Leaders": 60,
    "Primary therapist": 60,
    "Topic's terms": 60,
    "Client's limits": 60,
    "Level's limits": 70,
    "Level's topics": 70,
    "Room's kind": 70,
    "Kept apart": 80,
    "Topic's length": 90,
    "One more room": 100,
    "Closure": 120,
    "One more therapist": 150,
}
"""What a change of each kind costs by itself; longer hours and higher limits cost more by how much."""

NAMES = tuple(f"{PREFIX}{kind}" for kind in PRICES)
"""The rows of the sheet Rules."""


@dataclass(frozen=True)
class Prices:
    """The prices of a program; a kind that is `off` has none."""

    uses: Mapping[str, str | int]

    def of(self, kind: str) -> int | None:
        """What a change of a kind costs; `None` (off, or must, which it can't be): it is never proposed."""
        asked = self.uses.get(PREFIX + kind, PRICES[kind])
        return None if isinstance(asked, str) else asked
