"""The options of a week that is undecided: each may be chosen or not, and each has a column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from planner.model import MINUTES_A_DAY, Topic


@dataclass(slots=True, eq=False)
class Option:
    """Something that may be: a column that is 0 or more. `start`, `end` in minutes of the week."""

    column: int
    topic: Topic
    start: int
    end: int

    @property
    def day(self) -> int:
        """Day of the week, 0 to 6."""
        return self.start // MINUTES_A_DAY


@dataclass(slots=True, eq=False)
class SeatOption(Option):
    """A client sits in a session of the topic (0 or 1). `missed`: booked in the past and not attended.

    `brings`: the minutes towards the client's hours, 0 where the topic doesn't count or the seat was missed.
    """

    client: str
    brings: int
    missed: bool = False


@dataclass(slots=True, eq=False)
class SessionOption(Option):
    """How many sessions of the topic start then: 0 to `most`."""

    most: int


@dataclass(slots=True, eq=False)
class LeadOption(Option):
    """A therapist leads (or co-leads) one session of the topic (0 or 1)."""

    therapist: str


@dataclass(slots=True, eq=False)
class RoomOption(Option):
    """How many of these interchangeable rooms hold a session of the topic: 0 to `len(rooms)`."""

    rooms: tuple[str, ...]
    seats: int


SomeOption = TypeVar("SomeOption", bound=Option)


def running_together(options: Iterable[SomeOption], changeover: int) -> Iterator[list[SomeOption]]:
    """Every largest set of two or more options that share a moment, each lasting `changeover` minutes beyond its end.

    A set is complete when one of its options is over by the next start; no later set holds it whole.
    """
    running: list[SomeOption] = []
    in_order = sorted(options, key=lambda option: option.start)
    for start, starting in groupby(in_order, key=lambda option: option.start):
        staying = [option for option in running if option.end + changeover > start]
        if len(staying) < len(running) and len(running) > 1:
            yield running
        running = [*staying, *starting]
    if len(running) > 1:
        yield running


def by_day(options: Iterable[SomeOption]) -> dict[int, list[SomeOption]]:
    """Options by their day of the week, each day's in their order; days without any are left out."""
    found: dict[int, list[SomeOption]] = {}
    for option in options:
        found.setdefault(option.day, []).append(option)
    return found
