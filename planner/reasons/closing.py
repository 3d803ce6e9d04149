"""What closes openings, put together: by whose rule, how often, and where it comes nearest to a seat."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from planner.language.rule import Rule
from planner.model import Problem, counted, listed
from planner.reasons.opening import Opening
from planner.reasons.staffing import Obstacle, by_name
from planner.reasons.wording import alike

NAMED_AT_MOST = 2  # obstacles named in one sentence; of one topic's start times, one more
Closed = list[tuple[Opening, Obstacle]]


def closed_by(looked: Sequence[Opening]) -> str:
    """The obstacles, each where it comes nearest to a seat; a client's own limits come last, as they tell least."""
    by_rule = _by_rule(looked)

    def telling(rule: Rule | None) -> tuple[bool, bool, int]:
        return _own(by_rule[rule]), not _full(by_rule[rule]), -len(by_rule[rule])

    said: list[str] = []
    link = " and "
    for rule in sorted(by_rule, key=telling)[:NAMED_AT_MOST]:
        nearest, obstacle = _nearest(by_rule[rule])
        others = {opening.topic.name for opening, _ in by_rule[rule]} - {nearest.topic.name}
        alike = f", as with {counted(len(others), 'other topic')}" if others and _full(by_rule[rule]) else ""
        link = ", and " if alike and not said else link
        said.append(obstacle.says + alike)
    return link.join(said)


def at_times(problem: Problem, looked: Sequence[Opening], where: str, other: bool = False) -> str:
    """One topic's start times, counted by what closes them: what is said of several is true at each of them.

    `other`: the client has the topic at some of its start times, and these are the other ones.
    """
    told: list[tuple[str, Closed]] = []
    for closed in _by_rule(looked).values():
        told += _said_alike(closed)
    told = _in_full(told)
    another = "other " if other else ""
    if len(told) == 1:
        says, closed = told[0]
        if len(looked) == 1:
            when = problem.says_when(closed[0][0].start)
            return f"at the one {another}start time in {where} ({when}) {says}"
        every = "both" if len(looked) == 2 else f"all {len(looked)}"
        return f"at {every} {another}start times in {where} {says}"
    groups = [(says, [one.start for one, _ in closed]) for says, closed in told]
    return _counted(problem, groups, where, another)


def at_each(problem: Problem, told: Sequence[tuple[int, str]], code: str) -> str:
    """The start times of a topic that can't be staffed at any of them, counted by why not."""
    groups: dict[str, list[int]] = defaultdict(list)
    for start, says in told:
        groups[says].append(start)
    return _counted(problem, list(groups.items()), f"{code}'s hours")


def _counted(problem: Problem, groups: Sequence[tuple[str, list[int]]], where: str, another: str = "") -> str:
    said: list[str] = []
    for says, starts in sorted(groups, key=lambda one: -len(one[1]))[: NAMED_AT_MOST + 1]:
        said.append(f"at {len(starts) if len(starts) > 1 else problem.says_when(starts[0])} {says}")
    many = sum(len(starts) for _, starts in groups)
    return f"of {many} {another}start times in {where}, {', '.join(said)}"


def _said_alike(closed: Closed) -> list[tuple[str, Closed]]:
    """What is said of openings that one rule closes: in the same words, or of how many could come at most."""
    groups: dict[str, Closed] = defaultdict(list)
    for opening, obstacle in closed:
        refused = obstacle.refused
        few = refused is not None and refused.lacking and refused.kind == "seat"
        groups["" if few else obstacle.clause or obstacle.says].append((opening, obstacle))
    found = []
    for clause, group in groups.items():
        same = len({obstacle.says for _, obstacle in group}) == 1
        found.append((_nearest(group)[1].says if same or not clause else _with_common(clause, group), group))
    return found


def _with_common(clause: str, closed: Closed) -> str:
    """The clause, with what stands behind it at every one of the openings: who is never free, told once."""
    every = [by_name(obstacle.causes) for _, obstacle in closed]
    common = {who: says for who, says in every[0].items() if all(one.get(who) == says for one in every)}
    told = alike(common)
    return f"{clause} ({listed(told)} at each of them)" if 0 < len(told) <= NAMED_AT_MOST else clause


def _in_full(said: Sequence[tuple[str, Closed]]) -> list[tuple[str, Closed]]:
    """What several start times have in common, told in full where that makes no more groups than are named."""
    found = list(said)
    for one in said:
        groups: dict[str, Closed] = defaultdict(list)
        for opening, obstacle in one[1] if one[0] else ():
            groups[obstacle.says].append((opening, obstacle))
        in_part = all(obstacle.clause == one[0] for _, obstacle in one[1])
        if in_part and len(groups) > 1 and len(found) - 1 + len(groups) <= NAMED_AT_MOST + 1:
            at = found.index(one)
            found[at : at + 1] = groups.items()
    return found


def _by_rule(looked: Iterable[Opening]) -> dict[Rule | None, Closed]:
    """Each opening under one of the rules that close it: the one that closes most of them.

    That somebody is in another session then says least: it could give way.
    """
    openings = list(looked)
    times = Counter(id(one.rule) for opening in openings for one in opening.obstacles)

    def telling(obstacle: Obstacle) -> tuple[bool, int, bool]:
        return _could_give_way(obstacle), -times[id(obstacle.rule)], not obstacle.own

    found: dict[Rule | None, Closed] = defaultdict(list)
    for opening in openings:
        obstacle = min(opening.obstacles, key=telling)
        found[obstacle.rule].append((opening, obstacle))
    return found


def _could_give_way(obstacle: Obstacle) -> bool:
    """Whether nothing but another session at that time is in the way."""
    behind = obstacle.causes or (obstacle,)
    return all(one.rule is not None and one.rule.of_one_moment for one in behind)


def _nearest(closed: Closed) -> tuple[Opening, Obstacle]:
    """Where least is missing; of those, what would give most time: a short appointment is seldom the cause of hours."""
    return min(closed, key=lambda one: (one[1].bound - one[1].there, -one[0].topic.minutes, one[0].start))


def _own(closed: Closed) -> bool:
    return all(obstacle.own for _, obstacle in closed)


def _full(closed: Closed) -> bool:
    """Whether a session runs that has no seat left: a seat that people see and can ask about."""
    return any(not obstacle.own and 0 < obstacle.bound <= obstacle.there for _, obstacle in closed)
