"""What is different for whom between two weeks: hours and needs that are lacking, and groups that move."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.model import Problem, Roster
from planner.plan import lines_of
from planner.remedies.outcome import GROUPS
from planner.rosters.known import known_part

HOURS = ""  # in the place of a topic's name


@dataclass(frozen=True, slots=True)
class Lack:
    """What a client lacks in two weeks: minutes of hours (`topic` `None`, no priority), or sessions of a need."""

    client: str
    topic: str | None
    priority: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class GroupMoved:
    """A group that was held at one start and is held at another; `None`: it wasn't held, or isn't any more."""

    topic: str
    was: int | None
    now: int | None


@dataclass(frozen=True)
class Differences:
    """Whatever clients lack more or less of, those who gain or lose most first, and the groups that move."""

    lacks: tuple[Lack, ...]
    groups: tuple[GroupMoved, ...]


def differences(problem: Problem, before: Roster, changed: Problem, after: Roster) -> Differences:
    """What is different in a week of `changed`; whoever isn't in that program any more is left out."""
    had, has = _lacking(problem, before), _lacking(changed, after)
    lacks = [
        Lack(code, topic or None, priority, before=had.get((code, topic, priority), 0), after=missing)
        for (code, topic, priority), missing in has.items()
        if had.get((code, topic, priority), 0) != missing
    ]
    lacks += [
        Lack(code, topic or None, priority, before=missing, after=0)
        for (code, topic, priority), missing in had.items()
        if (code, topic, priority) not in has and missing and code in changed.clients
    ]
    lacks.sort(
        key=lambda one: (one.topic is not None, -one.priority, -abs(one.before - one.after), one.client)
    )
    return Differences(tuple(lacks), tuple(_groups_moved(changed, before, after)))


def _lacking(problem: Problem, roster: Roster) -> Mapping[tuple[str, str, int], int]:
    hours, needs = lines_of(problem, known_part(roster, problem), {})
    found = {(line.client, HOURS, 0): line.short for line in hours}
    for need in needs:
        key = (need.client, need.topic, need.priority)
        found[key] = found.get(key, 0) + need.missing
    return found


def _groups_moved(problem: Problem, before: Roster, after: Roster) -> Iterator[GroupMoved]:
    """Groups of one topic that are gone and that are new, each pair as a move."""
    counts = Counter((one.topic, one.start) for one in after.sessions)
    counts.subtract((one.topic, one.start) for one in before.sessions)
    gone, new = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for (topic, start), many in sorted(counts.items()):
        if topic in problem.topics and problem.topics[topic].kind in GROUPS:
            (new if many > 0 else gone)[topic] += [start] * abs(many)
    for topic in dict.fromkeys((*gone, *new)):
        most = max(len(gone[topic]), len(new[topic]))
        starts: list[list[int | None]] = [
            [*some[topic], *([None] * (most - len(some[topic])))] for some in (gone, new)
        ]
        yield from (GroupMoved(topic, was, now) for was, now in zip(*starts, strict=True))
