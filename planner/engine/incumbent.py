"""The best plan so far: what it costs at every stage, and how what was found beside it is joined to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from planner.engine.board import Board, Vector
from planner.language.limits import Stage


@dataclass
class Incumbent:
    """The best plan so far, with the value of every stage; `better` decides, earlier stages first."""

    board: Board
    values: Vector
    stages: tuple[Stage, ...]
    costs: tuple[int, ...] = ()
    lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.costs = self.costs_of(self.values)

    def costs_of(self, values: Vector) -> tuple[int, ...]:
        """What a plan costs at each stage, in order."""
        return tuple(self.board.value(stage, values) for stage in self.stages)

    def offer(self, base: Vector, found: Vector) -> bool:
        """Takes a slice's plan if it is at least as good; joins it with what others found meanwhile."""
        with self.lock:
            if self.values is not base:
                changed = found != base
                joined = self.values.copy()
                joined[changed] = found[changed]
                joined = self.board.with_slacks(joined)
                if self.board.keeps(joined) and self._take(joined):
                    return True
            return self._take(self.board.with_slacks(found))

    def _take(self, values: Vector) -> bool:
        costs = self.costs_of(values)
        if costs > self.costs:
            return False
        better = costs < self.costs
        self.values, self.costs = values, costs
        return better

    def is_proven(self, bounds: Mapping[Stage, int]) -> bool:
        """Whether no stage can cost less than it does: each is at its bound. One without a bound isn't known to be."""
        return all(
            cost <= bounds.get(stage, cost - 1) for stage, cost in zip(self.stages, self.costs, strict=True)
        )
