"""The bound: how good a stage could still get. Where reaching the floor proves nothing, the whole program is asked."""

from __future__ import annotations

from threading import Thread

import numpy as np
from ortools.sat.python import cp_model

from planner.engine.board import Program
from planner.engine.clock import Clock
from planner.engine.improve import Incumbent
from planner.engine.slice import Effort, Outcome, solve_slice
from planner.rule import Stage

MOST_ENTRIES = 600_000  # beyond this the prover's first linear relaxation alone takes a minute


def floor_of(program: Program, stage: Stage) -> int:
    """The least a stage can cost by its columns' bounds alone: 0 unless something can't be whatever is decided."""
    prices = program.prices[stage]
    bounded = np.where(prices > 0, program.lowest, program.highest)
    return int(prices @ bounded) + program.offsets[stage]


class Prover:
    """Asks CP-SAT for the whole program at one stage, earlier stages held, beside the search and on a core of its own.

    `bound` rises while it runs, and holds for every plan that keeps the earlier stages' values as they were. A better
    plan found on the way is offered to the incumbent at the end.
    """

    def __init__(self, incumbent: Incumbent, stage: Stage, clock: Clock, seed: int) -> None:
        self.incumbent, self.stage, self.clock, self.seed = incumbent, stage, clock, seed
        self.bound = floor_of(incumbent.program, stage)
        self._solvers: list[cp_model.CpSolver] = []
        self._thread: Thread | None = None
        self._rose = clock.passed

    @property
    def running(self) -> bool:
        """Whether it is at work beside the search."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, until: float) -> None:
        """Begins beside the caller, until it has proven the stage, `until`, or `stop`."""
        # A thread, because Python hears of a Ctrl-C only between two of its own steps.
        self._thread = Thread(target=self.run, args=(until,), daemon=True)
        self._thread.start()

    def run(self, until: float) -> None:
        """Proves what it can `until` then, before the caller goes on."""
        incumbent, program = self.incumbent, self.incumbent.program
        left = self.clock.left(until)
        if left < 1.0 or len(program.columns) > MOST_ENTRIES:
            return
        with incumbent.lock:
            base, costs = incumbent.values, incumbent.costs
        place = incumbent.stages.index(self.stage)
        caps = tuple(zip(incumbent.stages[:place], costs[:place], strict=True))
        effort = Effort(left, None if self.clock.reproducible else left, 1, self.seed, "bound")
        everything = np.ones(program.width, dtype=bool)
        objective = program.prices[self.stage]
        outcome = solve_slice(program, base, everything, objective, effort, caps, self._solvers, self._rise)
        self.clock.spend(outcome.spent)
        self._conclude(base, outcome)

    def stop(self) -> None:
        """Ends it and waits; the bound stays what it is."""
        while self.running:
            for solver in list(self._solvers):
                solver.stop_search()
            assert self._thread is not None
            self._thread.join(timeout=0.1)

    def give_up(self, patience: float) -> None:
        """Ends it, without waiting, once its bound hasn't risen for so many seconds: the core has other uses."""
        if self.clock.passed - self._rose > patience:
            for solver in list(self._solvers):
                solver.stop_search()

    def _rise(self, bound: int) -> None:
        bound += self.incumbent.program.offsets[self.stage]
        if bound > self.bound:
            self.bound, self._rose = bound, self.clock.passed

    def _conclude(self, base: np.ndarray, outcome: Outcome) -> None:
        self._rise(outcome.bound)
        if outcome.values is not None:
            self.incumbent.offer(base, outcome.values)
