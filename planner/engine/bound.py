"""The bound: how good a stage could still get. Where reaching the floor proves nothing, the whole board is asked."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Thread

import numpy as np

from planner.engine.board import Board, Vector
from planner.engine.clock import Clock
from planner.engine.effort import Effort, Solvers, Task
from planner.engine.incumbent import Incumbent
from planner.engine.links import links
from planner.engine.parts import bound_by_parts
from planner.engine.relaxation import Relaxation, relaxed_bound
from planner.engine.residue import Caps, Cut
from planner.engine.slice import solve_slice
from planner.engine.weeks import Weeks
from planner.language.draft import Draft
from planner.language.limits import Stage

SHORTEST = 0.2  # seconds; for less it isn't worth making the model of a board of so many entries
SHORTEST_ENTRIES = 20_000
MOST_RELAXED = 1_500_000  # entries of a board whose relaxation is worth its memory: 640 MB at most (measured)
# Of the relaxation, one after another: a first bound is there within a second.
ACCURACIES = (1e-2, 1e-3)
# Where nothing else is left to do, for so many seconds: one part in a thousand.
LAST_ACCURACY = 3e-4
LAST_SECONDS = 5.0
# So many people are looked at before the others are given up where less than that part of them has a row. Of 80 clients
# at any half hour 5 have one, which gain nothing in 22 seconds; of 48 listed every other, of riverside 33 of 47.
SAMPLE = 10
RARELY = 0.1
LONGEST_SIMPLEX = 60.0  # seconds
WEEK_SECONDS = 2.0  # for one person's week
PARTS_SHARE = 0.3  # of the prover's time goes at most into the bound by parts, or into people's weeks
# Beyond it CP-SAT isn't asked for a good week, whose relaxation says more: entries that tightening has left. 48 clients
# (100,000 to 125,000) in 40 s: from 79,141 to 81,120 points; on riverside (170,000) and beyond, its minutes add none.
# 80 clients in settled sessions (166,000 on the board) leave 23,000 and are proven in half a second (measured).
MOST_OPEN_ENTRIES = 130_000
SMALL_ENTRIES = 80_000  # of a week small enough for a tree: 12 clients leave 44,000, 48 leave 105,000
MOST_ENTRIES = 600_000  # of a board; beyond this the prover's first linear relaxation alone takes a minute


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
    known to hold for every plan that keeps those values. With a `draft` it takes the bound by parts and the linear
    relaxations first.
    """

    def __init__(
        self,
        incumbent: Incumbent,
        stage: Stage,
        clock: Clock,
        seed: int,
        cuts: Sequence[Cut] = (),
        draft: Draft | None = None,
    ) -> None:
        self.incumbent, self.stage, self.clock, self.seed = incumbent, stage, clock, seed
        self.cuts, self.draft = tuple(cuts), draft
        self.bound = floor_of(incumbent.board, stage)
        self._solvers = Solvers()
        self._relaxation: Relaxation | None = None
        self._thread: Thread | None = None
        self._rose = self._patience = 0.0
        self._given_up = self._relaxing = False
        self._found: tuple[Vector, Vector] | None = None

    @property
    def running(self) -> bool:
        """Whether it is at work beside the search."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, until: float, patience: float) -> None:
        """Begins beside the caller: until it has proven the stage, `until`, `stop`, or `patience` seconds of no use."""
        self._patience, self._rose, self._given_up = patience, self.clock.passed, False
        # A thread, because Python hears of a Ctrl-C only between two of its own steps.
        self._thread = Thread(target=self._run, args=(until,), daemon=True)
        self._thread.start()

    def relax(self, seconds: float, beside: bool) -> None:
        """The bound of the simplex method, `beside` the caller or while they wait; often the proof.

        It takes so many seconds at most; in a reproducible run, where it spends nothing, a minute.
        """
        self._relaxing = True
        seconds = LONGEST_SIMPLEX if self.clock.reproducible else seconds
        self._thread = Thread(target=self._relax_simply, args=(seconds,), daemon=True)
        self._thread.start()
        if not beside:
            self._wait()

    def _relax_simply(self, seconds: float) -> None:
        board, caps = self.incumbent.board, self._caps(self.incumbent.costs)
        self._reach(relaxed_bound(board, self.stage, caps, seconds, solvers=self._solvers))
        self._relaxing = False

    def _caps(self, costs: Sequence[int]) -> Caps:
        """The stages before this one, held to what they cost."""
        place = self.incumbent.stages.index(self.stage)
        return tuple(zip(self.incumbent.stages[:place], costs[:place], strict=True))

    def finish(self, until: float) -> None:
        """Proves what it can until then, while the caller waits."""
        self.start(until, self.clock.seconds)
        self._wait()

    def _wait(self) -> None:
        """Until it is done, or whoever waits for the plan has had enough."""
        while self.running:
            assert self._thread is not None
            self._thread.join(timeout=0.1)
            if self.clock.stopped.is_set():
                self.stop()

    def _run(self, until: float) -> None:
        incumbent, board = self.incumbent, self.incumbent.board
        left = self.clock.left(until)
        size = len(board.columns)
        if left < SHORTEST * min(1.0, size / SHORTEST_ENTRIES) or left <= 0:
            return
        with incumbent.lock:
            base, costs = incumbent.values, incumbent.costs
        caps = self._caps(costs)
        if self.draft is not None:
            self._relax(self.draft, caps, until)
            left = self.clock.left(until)
        if left <= 0 or self._given_up:
            return
        if self._is_too_much():
            self._polish(left)
            return
        effort = Effort(
            deterministic=left,
            seconds=None if self.clock.reproducible else left,
            workers=1,
            seed=self.seed,
            task=self._task,
        )
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

    def _is_too_much(self) -> bool:
        """Whether more is open than CP-SAT could bound better than was done before it."""
        if self.draft is None:
            return len(self.incumbent.board.columns) > MOST_ENTRIES
        return self._relaxation is None or len(self._relaxation.left.columns) > MOST_OPEN_ENTRIES

    @property
    def _task(self) -> Task:
        large = self._relaxation is not None and len(self._relaxation.left.columns) > SMALL_ENTRIES
        return "points" if large else "bound"

    def _relax(self, draft: Draft, caps: Caps, until: float) -> None:
        """First bounds: no seat without its share of a session; where that says nothing, each part on its own."""
        board, clock = self.incumbent.board, self.clock
        if len(board.columns) <= MOST_RELAXED:
            # Nobody can tell when it says something new, so nobody gives up on it before its time is over.
            self._relaxing = True
            self.cuts += links(draft, board)
            self._relaxation = Relaxation(board, self.stage, caps, self.cuts)
            for accuracy in ACCURACIES:
                # In a reproducible run only what is spent counts, and this spends nothing.
                seconds = None if clock.reproducible else clock.left(until)
                if self._given_up or seconds == 0 or not self._relaxation.solve(accuracy, seconds):
                    break
                self._reach(self._relaxation.bound)
            self._reach(self._relaxation.bound)
            self._part_weeks(draft, self._relaxation, caps, until)
            self._relaxing = False
        if self.bound > floor_of(board, self.stage):
            return
        soon = clock.passed + PARTS_SHARE * clock.left(until)
        parts, found = bound_by_parts(draft, board, self.stage, caps, clock, soon, 1, self._solvers)
        self.cuts += found
        self._reach(parts)

    def _polish(self, left: float) -> None:
        """The relaxation's last digits, where CP-SAT isn't asked for more."""
        if self._relaxation is not None:
            self._relaxation.solve(
                LAST_ACCURACY, None if self.clock.reproducible else min(left, LAST_SECONDS)
            )
            self._reach(self._relaxation.bound)

    def _part_weeks(self, draft: Draft, relaxation: Relaxation, caps: Caps, until: float) -> None:
        """Nobody's week can be split: rows that say so, found under the relaxation's multipliers.

        Once: a second round gains hardly more (riverside: 71,242, 72,293, 72,298 points).
        """
        board, clock = self.incumbent.board, self.clock
        weeks = Weeks(draft, board)
        soon = clock.passed + PARTS_SHARE * clock.left(until)
        seconds = None if clock.reproducible else WEEK_SECONDS
        now = relaxation.left, relaxation.multipliers, relaxation.values
        found = []
        for asked, (cut, spent) in enumerate(weeks.cuts(*now, caps, seconds, self._solvers), 1):
            clock.spend(spent)
            if cut is not None:
                found.append(cut)
            if self._given_up or clock.left(soon) <= 0:
                break
            if asked >= SAMPLE and len(found) < RARELY * asked:
                break
        if not found or self._given_up or clock.left(until) <= 0:
            return
        self.cuts += tuple(found)
        relaxation.tighten(found)
        relaxation.solve(ACCURACIES[-1], None if clock.reproducible else clock.left(until))
        self._reach(relaxation.bound)

    def _end(self) -> None:
        self._given_up = True
        self._solvers.stop()
        if self._relaxation is not None:
            self._relaxation.stop()

    def stop(self) -> None:
        """Ends it and waits; the bound stays what it is."""
        while self.running:
            self._end()
            assert self._thread is not None
            self._thread.join(timeout=0.1)

    def give_up(self) -> None:
        """Ends it, without waiting, once its bound hasn't risen for too long: the core has other uses."""
        if self.running and self.clock.passed - self._rose > self._patience and not self._relaxing:
            self._end()

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
        self._reach(bound + self.incumbent.board.offsets[self.stage])

    def _reach(self, bound: int) -> None:
        if bound > self.bound:
            self.bound, self._rose = bound, self.clock.passed
