"""What is possible: tables of yes and no from which bars strike out what can't be; and which rooms are alike."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from planner.language.limits import Bar
from planner.model import Problem, Topic


class Possible:
    """Four tables of yes and no (who, topic, start) from which bars strike out what can't be."""

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
        self.session = np.ones(size, dtype=bool)
        self.seat = np.ones((len(self.clients), *size), dtype=bool)
        self.lead = np.ones((len(self.therapists), *size), dtype=bool)
        self.room = np.ones((len(groups), *size), dtype=bool)
        self._topic_place = {topic.name: place for place, topic in enumerate(topics)}
        self._start_place = {start: place for place, start in enumerate(starts)}
        self._who_place = {
            "seat": {code: place for place, code in enumerate(self.clients)},
            "lead": {name: place for place, name in enumerate(self.therapists)},
            "room": {name: place for place, group in enumerate(groups) for name in group},
        }

    def clear(self, bar: Bar) -> None:
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
            self.session[topic, places] = False
            return
        table = getattr(self, bar.kind)
        if bar.who is None:
            table[:, topic, places] = False
        elif bar.who in self._who_place[bar.kind]:
            table[self._who_place[bar.kind][bar.who]][topic, places] = False


def interchangeable(problem: Problem, named: set[str]) -> list[tuple[str, ...]]:
    """Rooms of the same seats, kinds and windows, unless somebody asks for one by name."""
    asked = named | {fixed.room for fixed in problem.fixed if fixed.room}
    in_force = (*problem.untouched, *(problem.published.sessions if problem.published else ()))
    as_before = problem.standing.sessions if problem.standing else ()
    asked |= {session.room for session in (*in_force, *as_before) if session.room}
    alike: dict[object, list[str]] = defaultdict(list)
    for room in problem.rooms.values():
        own: object = room.name if room.name in asked else None
        alike[own, room.seats, room.kinds, problem.room_windows.get(room.name)].append(room.name)
    return [tuple(group) for group in alike.values()]
