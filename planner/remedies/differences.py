"""What is different for whom between two weeks: hours and needs that are lacking, and groups that move."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.model import Problem, Roster
from planner.plan import lines_of
from planner.remedies.outcome import GROUPS
from planner.rosters.known import known_part


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


@dataclass(frozen=True, slots=True)
class LedByOthers:
    """A group that stays at its start, and by whom it was led and is now."""

    topic: str
    start: int
    was: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True)
class Differences:
    """Whatever clients lack more or less of, those who gain or lose most first, and the groups that move.

    `led` are groups that stay where they are, led by others.
    """

    lacks: tuple[Lack, ...]
    groups: tuple[GroupMoved, ...]
    led: tuple[LedByOthers, ...] = ()


def differences(problem: Problem, before: Roster, changed: Problem, after: Roster) -> Differences:
    """What is different in a week of `changed`; whoever isn't in that program any more is left out.

    So is a need of which more or less is asked than before: what is missing then says nothing of what was gained or
    lost.
    """
    lacks = [*_hours(problem, before, changed, after), *_needs(problem, before, changed, after)]
    lacks.sort(
        key=lambda one: (one.topic is not None, -one.priority, -abs(one.before - one.after), one.client)
    )
    moved, led = _groups_moved(changed, before, after), _led_by_others(changed, before, after)
    return Differences(tuple(lacks), tuple(moved), tuple(led))


def _hours(problem: Problem, before: Roster, changed: Problem, after: Roster) -> Iterator[Lack]:
    had, has = (
        {line.client: line.short for line in lines_of(of, known_part(week, of), {})[0]}
        for of, week in ((problem, before), (changed, after))
    )
    for code, short in has.items():
        if short != had.get(code, 0):
            yield Lack(code, None, 0, before=had.get(code, 0), after=short)


def _needs(problem: Problem, before: Roster, changed: Problem, after: Roster) -> Iterator[Lack]:
    had, has = _asked_and_missing(problem, before), _asked_and_missing(changed, after)
    for (code, topic), now in has.items():
        was = had.get((code, topic), {})
        if {priority: asked for priority, (asked, _) in was.items()} == {
            priority: asked for priority, (asked, _) in now.items()
        }:
            for priority, (_, missing) in now.items():
                if missing != was[priority][1]:
                    yield Lack(code, topic, priority, before=was[priority][1], after=missing)


def _asked_and_missing(
    problem: Problem, roster: Roster
) -> Mapping[tuple[str, str], Mapping[int, tuple[int, int]]]:
    """Sessions asked for and missing by priority, of each client and topic."""
    found = defaultdict[tuple[str, str], dict[int, tuple[int, int]]](dict)
    for need in lines_of(problem, known_part(roster, problem), {})[1]:
        by_priority = found[need.client, need.topic]
        asked, missing = by_priority.get(need.priority, (0, 0))
        by_priority[need.priority] = asked + need.asked, missing + need.missing
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


def _led_by_others(problem: Problem, before: Roster, after: Roster) -> Iterator[LedByOthers]:
    """Groups at one start in both weeks; of several side by side those whose therapists are in one week alone."""
    led_now = defaultdict[tuple[str, int], list[tuple[str, ...]]](list)
    for one in after.sessions:
        led_now[one.topic, one.start].append(tuple(sorted(one.therapists)))
    left = []
    for one in before.sessions:
        if one.topic in problem.topics and problem.topics[one.topic].kind in GROUPS:
            theirs = tuple(sorted(one.therapists))
            if theirs in led_now[one.topic, one.start]:
                led_now[one.topic, one.start].remove(theirs)
            else:
                left.append((one, theirs))
    for one, theirs in left:
        if led_now[one.topic, one.start]:
            yield LedByOthers(one.topic, one.start, theirs, led_now[one.topic, one.start].pop(0))
