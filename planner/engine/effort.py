"""What a call of the solver may take, what it is set up for, and how somebody else can end it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, Protocol

Task = Literal["slice", "corner", "timetable", "whole", "bound", "points"]


@dataclass(frozen=True)
class Effort:
    """How long one call of the solver may take: deterministic seconds, and wall-clock seconds (`None` = any).

    `task` says what the solver is set up for: many little slices, one larger board, or a bound more than a plan (of a
    tree, or of points in a week too large for one).
    """

    deterministic: float
    seconds: float | None = None
    workers: int = 1
    seed: int = 1
    task: Task = "slice"


class Solver(Protocol):
    """What is running somewhere, as far as anybody else has a say in it."""

    def stop_search(self) -> None:
        """Ends it with the best it has."""


class Solvers:
    """The solver calls that are running, so that somebody else can end them."""

    def __init__(self) -> None:
        self._running: list[Solver] = []

    @contextmanager
    def running(self, solver: Solver) -> Iterator[None]:
        """The solver can be stopped meanwhile."""
        self._running.append(solver)
        try:
            yield
        finally:
            self._running.remove(solver)

    def stop(self) -> None:
        """Ends every call that is running; each returns the best it has."""
        for solver in list(self._running):
            solver.stop_search()
