"""Which of several things can be had in the same places and hours only, as everything else has room elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Chance:
    """A time at which something can be had, and in which rooms, or of whom."""

    of: frozenset[str]
    day: int
    start: int
    end: int


def held_between(chances: Mapping[Thing, Sequence[Chance]]) -> Iterator[list[Thing]]:
    """For each thing those, it among them, that can be had where it can and between its hours of each day only."""
    found: list[list[Thing]] = []
    for those in chances.values():
        of = frozenset[str]().union(*(one.of for one in those))
        opens: dict[int, int] = {}
        closes: dict[int, int] = {}
        for one in those:
            opens[one.day] = min(one.start, opens.get(one.day, one.start))
            closes[one.day] = max(one.end, closes.get(one.day, one.end))
        beside = [
            other
            for other, theirs in chances.items()
            if all(
                one.day in opens
                and opens[one.day] <= one.start
                and one.end <= closes[one.day]
                and one.of <= of
                for one in theirs
            )
        ]
        if len(beside) > 1 and beside not in found:
            found.append(beside)
            yield beside
