"""What is possible: tables in which bars strike out what can't be, each under its number; and which rooms are alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from planner.language.limits import Bar
from planner.model import Problem, Topic

STANDS = -1  # the number under which a session is struck out that has begun: it stands as it is


class Possible:
    """Four tables (who, topic, start) that say who strikes out what: 0 = possible, else the number of the bar.

    Numbers count the bars from 1, in the order in which the draft was given them; of several, the first is kept.
    """

    def __init__(
        self,
        problem: Problem,
        topics: list[Topic],
        starts: list[int],
        groups: list[tuple[str, ...]],
    ) -> None:
        self.topics, self.starts, self.groups = topics, starts, groups
        self.clients, self.therapists = list(problem.clients), list(problem.therapists)
        size = (len(topics), len(starts))
        self.session = np.zeros(size, dtype=np.int32)
        self.seat = np.zeros((len(self.clients), *size), dtype=np.int32)
        self.lead = np.zeros((len(self.therapists), *size), dtype=np.int32)
        self.room = np.zeros((len(groups), *size), dtype=np.int32)
        self._topic_place = {topic.name: place for place, topic in enumerate(topics)}
        self._start_place = {start: place for place, start in enumerate(starts)}
        self._who_place = {
            "seat": {code: place for place, code in enumerate(self.clients)},
            "lead": {name: place for place, name in enumerate(self.therapists)},
            "room": {name: place for place, group in enumerate(groups) for name in group},
        }

    def strike(self, bars: Sequence[Bar]) -> None:
        """Strikes out what the bars name. The last goes first, so that the first one's number is what stays."""
        for number in range(len(bars), 0, -1):
            self.clear(bars[number - 1], number)

    def clear(self, bar: Bar, number: int) -> None:
        """Strike out what the bar names; names and starts that don't exist strike out nothing."""
        if bar.topic is not None and bar.topic not in self._topic_place:
            return
        topic: slice | int = slice(None) if bar.topic is None else self._topic_place[bar.topic]
        places: slice | list[int] = (
            slice(None)
            if bar.starts is None
            else [self._start_place[start] for start in bar.starts if start in self._start_place]
        )
        if bar.kind == "session":
            self.session[topic, places] = number
            return
        table = getattr(self, bar.kind)
        if bar.who is None:
            table[:, topic, places] = number
        elif bar.who in self._who_place[bar.kind]:
            table[self._who_place[bar.kind][bar.who]][topic, places] = number

    def numbers(
        self, kind: Literal["seat", "lead", "room"], who: str, topic: str, start: int
    ) -> tuple[int, int]:
        """The numbers of the bars that strike out a seat, lead or use of a room, and the session it is in; 0: none."""
        at = self._topic_place[topic], self._start_place[start]
        table: NDArray[np.int32] = getattr(self, kind)
        return int(table[self._who_place[kind][who]][at]), int(self.session[at])

    def barring(self, kind: Literal["seat", "lead", "room"], who: str, topic: str, start: int) -> int:
        """The one of the two that counts: the bar of the seat, lead or room itself, else that of the session."""
        own, session = self.numbers(kind, who, topic, start)
        return own or session

    def starts_of(self, client: str, topic: str) -> list[int]:
        """Every start at which no bar strikes out the client's seat in the topic, nor the session itself."""
        row = self._topic_place[topic]
        free = (self.seat[self._who_place["seat"][client], row] == 0) & (self.session[row] == 0)
        return [self.starts[place] for place in np.flatnonzero(free).tolist()]

    def always(self, kind: Literal["seat", "lead", "room"], who: str, topic: str) -> int:
        """The number of the one bar that strikes out a seat, lead or room in a topic at every start; 0: none does."""
        table: NDArray[np.int32] = getattr(self, kind)
        numbers = table[self._who_place[kind][who], self._topic_place[topic]]
        return int(numbers[0]) if len(numbers) and (numbers == numbers[0]).all() else 0


def open_to(problem: Problem, bars: Sequence[Bar], client: str) -> list[tuple[Topic, int]]:
    """The topics that count and their starts at which no bar is in a client's way, whoever leads and wherever."""
    starts = sorted({*problem.every_start, *(fixed.start for fixed in problem.fixed)})
    topics = [topic for topic in problem.topics.values() if topic.counts]
    grid = Possible(problem, topics, starts, [])
    grid.strike(bars)
    return [(topic, start) for topic in topics for start in grid.starts_of(client, topic.name)]


def interchangeable(problem: Problem, named: set[str]) -> list[tuple[str, ...]]:
    """Rooms that differ in nothing but their names, unless somebody asks for one by name."""
    asked = named | {fixed.room for fixed in problem.fixed if fixed.room}
    in_force = (*problem.untouched, *(problem.published.sessions if problem.published else ()))
    as_before = problem.standing.sessions if problem.standing else ()
    asked |= {session.room for session in (*in_force, *as_before) if session.room}
    alike: dict[object, list[str]] = defaultdict(list)
    for room in problem.rooms.values():
        own: object = room.name if room.name in asked else None
        alike[own, replace(room, name=""), problem.room_windows.get(room.name)].append(room.name)
    return [tuple(group) for group in alike.values()]
