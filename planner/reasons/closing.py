"""What closes openings, put together: by whose rule, how often, and where it comes nearest to a seat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from planner.language.rule import Rule
from planner.model import Problem, counted
from planner.reasons.obstacles import Opening
from planner.reasons.staffing import Obstacle

NAMED_AT_MOST = 2  # obstacles named in one sentence; of one topic's start times, one more


def closed_by(looked: Sequence[Opening]) -> str:
    """The obstacles, each where it comes nearest to a seat; a client's own limits come last, as they tell least."""
    by_rule = _by_rule(looked)

    def telling(rule: Rule | None) -> tuple[bool, bool, int]:
        return _own(by_rule[rule]), not _full(by_rule[rule]), -len(by_rule[rule])

    said: list[str] = []
    for rule in sorted(by_rule, key=telling)[:NAMED_AT_MOST]:
        nearest = _nearest(by_rule[rule])
        others = {opening.topic.name for opening in by_rule[rule]} - {nearest.topic.name}
        alike = f", like {counted(len(others), 'other topic')}" if others and _full(by_rule[rule]) else ""
        said.append(_obstacle(nearest).says + alike)
    return " and ".join(said)


def at_times(problem: Problem, looked: Sequence[Opening], where: str) -> str:
    """One topic's start times, counted by what closes them."""
    by_rule = _by_rule(looked)
    if len(by_rule) == 1:
        nearest = _nearest(looked)
        if len(looked) == 1:
            when = problem.says_when(nearest.start)
            return f"at the one start time in {where} ({when}) {_obstacle(nearest).says}"
        every = "both" if len(looked) == 2 else f"all {len(looked)}"
        return f"at {every} start times in {where} {_obstacle(nearest).says}"
    said: list[str] = []
    for rule in sorted(by_rule, key=lambda rule: -len(by_rule[rule]))[: NAMED_AT_MOST + 1]:
        nearest, many = _nearest(by_rule[rule]), len(by_rule[rule])
        when = str(many) if many > 1 else problem.says_when(nearest.start)
        said.append(f"at {when} {_obstacle(nearest).says}")
    return f"of {len(looked)} start times in {where}, {', '.join(said)}"


def _obstacle(opening: Opening) -> Obstacle:
    assert opening.obstacle is not None, "an opening without an obstacle is a seat"
    return opening.obstacle


def _by_rule(looked: Iterable[Opening]) -> dict[Rule | None, list[Opening]]:
    found: dict[Rule | None, list[Opening]] = defaultdict(list)
    for opening in looked:
        found[_obstacle(opening).rule].append(opening)
    return found


def _nearest(openings: Iterable[Opening]) -> Opening:
    return min(openings, key=lambda one: (_obstacle(one).bound - _obstacle(one).there, one.start))


def _own(openings: Sequence[Opening]) -> bool:
    return all(_obstacle(opening).own for opening in openings)


def _full(openings: Sequence[Opening]) -> bool:
    """Whether a session runs that has no seat left: a seat that people see and can ask about."""
    found = [_obstacle(opening) for opening in openings]
    return any(not one.own and 0 < one.bound <= one.there for one in found)
