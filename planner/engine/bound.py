"""The bound: how good a stage could still get. Where reaching the floor proves nothing, the whole board is asked."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Thread

import numpy as np

from planner.engine.board import Board, Vector
from planner.engine.clock import Clock
from planner.engine.improve import Incumbent
from planner.engine.residue import Cut
from planner.engine.slice import Effort, Solvers, solve_slice
from planner.language.limits import Stage

SHORTEST = 0.2  # seconds; for less it isn't worth making the model of a board of so many entries
SHORTEST_ENTRIES = 20_000
MOST_ENTRIES = 600_000  # beyond this the prover's first linear relaxation alone takes a minute


def floor_of(board: Board, stage: Stage) -> int:
    """The least a stage can cost by its columns' bounds alone: 0 unless something can't be whatever is decided."""
    if stage not in board.prices:
        return 0
    prices = board.prices[stage]
    bounded = np.where(prices > 0, board.lowest, board.highest)
    return int(prices @ bounded) + board.offsets[stage]


class Prover:
    """Asks CP-SAT for the whole board at one stage, earlier stages held, beside the search and on a core of its own.

    `bound` rises while it runs, and holds for every plan that keeps the earlier stages' values as they were. A better
    plan found on the way is offered to the incumbent at the end; when replanning, only by `hand_over`. `cuts` are rows
    known to hold for every plan that keeps those values.
    """

    def __init__(
        self, incumbent: Incumbent, stage: Stage, clock: Clock, seed: int, cuts: Sequence[Cut] = ()
    ) -> None:
        self.incumbent, self.stage, self.clock, self.seed, self.cuts = incumbent, stage, clock, seed, cuts
        self.bound = floor_of(incumbent.board, stage)
        self._solvers = Solvers()
        self._thread: Thread | None = None
        self._rose = self._patience = 0.0
        self._found: tuple[Vector, Vector] | None = None

    @property
    def running(self) -> bool:
        """Whether it is at work beside the search."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, until: float, patience: float) -> None:
        """Begins beside the caller: until it has proven the stage, `until`, `stop`, or `patience` seconds of no use."""
        self._patience, self._rose = patience, self.clock.passed
        # A thread, because Python hears of a Ctrl-C only between two of its own steps.
        self._thread = Thread(target=self._run, args=(until,), daemon=True)
        self._thread.start()

    def finish(self, until: float) -> None:
        """Proves what it can until then, while the caller waits."""
        self.start(until, self.clock.seconds)
        while self.running:
            assert self._thread is not None
            self._thread.join(timeout=0.1)
            if self.clock.stopped.is_set():
                self.stop()

    def _run(self, until: float) -> None:
        incumbent, board = self.incumbent, self.incumbent.board
        left = self.clock.left(until)
        size = len(board.columns)
        if left < SHORTEST * min(1.0, size / SHORTEST_ENTRIES) or left <= 0 or size > MOST_ENTRIES:
            return
        with incumbent.lock:
            base, costs = incumbent.values, incumbent.costs
        place = incumbent.stages.index(self.stage)
        caps = tuple(zip(incumbent.stages[:place], costs[:place], strict=True))
        effort = Effort(left, None if self.clock.reproducible else left, 1, self.seed, "bound")
        everything = np.ones(board.width, dtype=bool)
        objective = board.prices[self.stage]
        outcome = solve_slice(
            board, base, everything, objective, effort, caps, self._solvers, self._rise, self.cuts
        )
        self.clock.spend(outcome.spent)
        if outcome.values is not None:
            self._rise(outcome.bound)
            self._found = base, outcome.values
            if not self._moves:
                self.hand_over()

    def stop(self) -> None:
        """Ends it and waits; the bound stays what it is."""
        while self.running:
            self._solvers.stop()
            assert self._thread is not None
            self._thread.join(timeout=0.1)

    def give_up(self) -> None:
        """Ends it, without waiting, once its bound hasn't risen for too long: the core has other uses."""
        if self.clock.passed - self._rose > self._patience:
            self._solvers.stop()

    def hand_over(self) -> None:
        """Offers the plan it ended with, if any, to the incumbent."""
        if self._found is not None:
            self.incumbent.offer(*self._found)
            self._found = None

    @property
    def _moves(self) -> bool:
        """Whether its plan would move anybody for a small gain: then the search has the first try."""
        return self.stage < Stage.MOVES and Stage.MOVES in self.incumbent.stages

    def _rise(self, bound: int) -> None:
        bound += self.incumbent.board.offsets[self.stage]
        if bound > self.bound:
            self.bound, self._rose = bound, self.clock.passed
