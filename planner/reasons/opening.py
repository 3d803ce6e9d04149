"""A client in a topic at a start of a finished roster: what is in the way, or the session as it would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.model import Session, Topic
from planner.reasons.staffing import Obstacle


@dataclass(frozen=True, slots=True)
class Opening:
    """A client in a topic at a start: the obstacle, or (`None`) the session as it is once the seat is taken.

    `also` are further rules that refuse it, each on its own.
    """

    topic: Topic
    start: int
    obstacle: Obstacle | None
    session: Session | None = None
    also: tuple[Obstacle, ...] = ()

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """All that is in the way: to take one of them away isn't enough."""
        return () if self.obstacle is None else (self.obstacle, *self.also)


def closed(topic: Topic, start: int, found: Sequence[Obstacle]) -> Opening:
    """An opening with what refuses it, of each rule the first."""
    of_rule = {id(one.rule): one for one in reversed(found)}
    first, *others = [one for one in found if of_rule[id(one.rule)] is one]
    return Opening(topic, start, first, also=tuple(others))
