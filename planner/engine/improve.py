"""The search: improve a plan on slices, stage by stage, on every core, until the stage is proven or time is up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

import numpy as np

from planner.engine.board import Vector
from planner.engine.clock import Clock
from planner.engine.effort import Effort, Solvers, Task
from planner.engine.ejection import MOST_ENTRIES, Ejections
from planner.engine.incumbent import Incumbent
from planner.engine.neighbourhood import Neighbourhoods
from planner.engine.residue import Caps
from planner.engine.slice import Mask, Outcome, solve_slice, with_followers
from planner.engine.turns import Turns
from planner.language.limits import Stage

FIRST_SIZE = 500  # seats in the first slices of a kind; adapts to what gets solved to the end
SMALLEST_SIZE = 80
SLICE_EFFORT = 0.3  # deterministic seconds for a slice: about a second on the wall
OVERHEAD = 0.03  # deterministic seconds' worth of building a slice, so that quick slices aren't overrated
WHIM = 0.6  # how often, once the search stands still, a slice is drawn to move what is missed elsewhere
PATIENCE = 15  # slices without an improvement after which a slice gets twice the effort
STALL = 50  # slices without an improvement after which the search stands still
OUTWEIGHS = 1000  # how many units of the next stage a unit of the stage at hand is worth inside a slice
# And of moves, when a roster in force is replanned: more than a week has seats to move.
OUTWEIGHS_MOVES = 10_000
# By how much a slice may worsen the moves for the gain of an earlier stage: little makes it quick as well.
ALLOWANCES = (6, 20, None)
KINDS = ("missing", "short", "cohort", "day", "topics", "therapists")
# Only where sessions themselves cost something; so large a slice has to be solved with the linear relaxation.
TIMETABLE: Literal["timetable"] = "timetable"
TIMETABLE_SIZE = 900
TIMETABLE_EFFORT = 1.5
TIMETABLE_GAIN = (
    2000.0  # points per second expected of the first: the week as it then stands was made for hours
)
# Where a chain of sessions has to close and open together: only where the week's linear relaxation is quickly solved.
CHAIN: Literal["chain"] = "chain"
CHAIN_GAIN = 1000.0
# Where two plans differ: a few dozen slots at once, with the linear relaxation.
CROSS: Literal["cross"] = "cross"
EFFORTS = {TIMETABLE: TIMETABLE_EFFORT, CHAIN: TIMETABLE_EFFORT, CROSS: 3.0}
# In a small week, whose relaxation takes a tenth of a second, nothing gains as much as chains to begin with (samples of
# 6 and 12 clients, 3 to 20 s: up to a tenth fewer points); from 97,000 entries on they are no better than the others.
SMALL_WEEK = 80_000
SMALL_WEEK_CHAIN_GAIN = 10_000.0
RARELY = 0.2  # how often a kind is drawn that gains nothing, as part of the usual


@dataclass
class _Drawn:
    """A slice on its way: what it frees (or how that is found out), from which plan, towards what; what came of it."""

    kind: str
    mask: Callable[[], tuple[Mask, float]]
    effort: Effort
    caps: tuple[tuple[Stage, int], ...]
    values: Vector
    objective: Vector
    outcome: Outcome | None = None


@dataclass
class Tally:
    """How the search went, for the log and for tests that count instead of timing."""

    slices: int = 0
    complete: int = 0
    better: int = 0
    crossed: int = 0


class Improver:
    """Improves an incumbent at one stage; the stages before it are capped at the values reached."""

    def __init__(
        self,
        incumbent: Incumbent,
        neighbourhoods: Neighbourhoods,
        clock: Clock,
        seed: int = 1,
        workers: int = 2,
        report: Callable[[], None] = lambda: None,
    ) -> None:
        self.incumbent, self.neighbourhoods, self.clock = incumbent, neighbourhoods, clock
        self.random, self.workers, self.report = Random(seed), workers, report
        self.tally = Tally()
        self.solvers = Solvers()
        self.ejections = Ejections(neighbourhoods)
        # What comes later and is hard to find back, by whims too: moves of a roster in force, last week's timetable.
        self.has_later = bool({Stage.MOVES, Stage.GOOD_WEEK} & incumbent.board.prices.keys())
        self.turns = Turns(possible=len(incumbent.board.columns) <= MOST_ENTRIES and not self.has_later)
        self.crossing: Mask | None = None  # where the incumbent and another plan differ: the next slice
        self.forget()
        self.stage = Stage.HOURS
        self.idle = 0

    def forget(self) -> None:
        """Expects of every kind of slice what a search expects that begins."""
        small = len(self.incumbent.board.columns) <= SMALL_WEEK
        first = {TIMETABLE: TIMETABLE_GAIN, CHAIN: SMALL_WEEK_CHAIN_GAIN if small else CHAIN_GAIN}
        self.sizes = dict.fromkeys(KINDS, float(FIRST_SIZE)) | dict.fromkeys(first, float(TIMETABLE_SIZE))
        self.luck = dict.fromkeys(self.sizes, 1.0)
        self.gains = dict.fromkeys(self.sizes, 0.0) | first

    def run(
        self,
        stage: Stage,
        floor: Callable[[], int],
        until: float,
        stall: int = STALL,
        elsewhere: Callable[[], int] = lambda: 0,
        enough: Callable[[], bool] = lambda: False,
    ) -> bool:
        """Searches until the stage's value meets `floor`, `stall` slices improve nothing, `until`, or `enough`.

        `elsewhere` says how many workers are busy with something else (one at least searches). Returns whether the
        search stands still (and more of the same is of little use).
        """
        place = self.incumbent.stages.index(stage)
        objectives = self._objectives(place)
        self.idle = 0
        self.stage = stage
        waiting: dict[Future[_Drawn], None] = {}
        with ThreadPoolExecutor(max_workers=self.workers) as pool:
            try:
                while self._is_on(place, floor(), until, stall) and not enough():
                    while len(waiting) < max(1, self.workers - elsewhere()):
                        drawn = self._draw(stage, place, self._objective(objectives, place), until)
                        waiting[pool.submit(self._solve, drawn)] = None
                    done, _ = wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
                    for future in done:
                        del waiting[future]
                        self.idle = 0 if self._learn(future.result()) else self.idle + 1
            except KeyboardInterrupt:
                self.clock.stopped.set()
            finally:
                self.solvers.stop()
                self.ejections.stop()
        for future in waiting:
            self._learn(future.result(), stopped=True)
        return self._stands_still(stall)

    def _stands_still(self, stall: int) -> bool:
        """Whether slices have improved nothing for long, at the needs also those that take the longest."""
        return self.idle >= stall and not (self.stage is Stage.NEEDS and self.turns.hopeful)

    def _is_on(self, place: int, floor: int, until: float, stall: int) -> bool:
        """Whether there is something left to gain, time for it, and hope."""
        return (
            self.incumbent.costs[place] > floor
            and self.clock.left(until) > 0
            and not self._stands_still(stall)
        )

    def _objectives(self, place: int) -> tuple[Vector, Vector]:
        """The stage at hand alone, and with the next two far behind it: among equals, what serves later.

        Alone it is quicker to solve; a slice draws one of the two.
        """
        moves = self.incumbent.board.prices.get(Stage.MOVES)
        if moves is not None and self.incumbent.stages[place] < Stage.MOVES:
            # What has once moved is hard to find back: a slice moves no more than its gain takes.
            gain = self.incumbent.board.prices[self.incumbent.stages[place]] * OUTWEIGHS_MOVES + moves
            return gain, gain
        prices = [self.incumbent.board.prices[stage] for stage in self.incumbent.stages[place : place + 3]]
        held = self.incumbent.board.prices.get(Stage.GOOD_WEEK)
        if held is not None and Stage.GOOD_WEEK not in self.incumbent.stages:
            # Last week's timetable, once lost, is hard to find back: a slice gives up no more than its gain takes.
            gain = prices[0] * OUTWEIGHS_MOVES + held
            return gain, gain
        further = prices[0] * OUTWEIGHS + sum(prices[1:])
        # Before the needs it's a matter of a second or two, and what is lost of them takes longer to win back.
        return (prices[0] if self.incumbent.stages[place] >= Stage.NEEDS else further), further

    def _objective(self, objectives: tuple[Vector, Vector], place: int) -> Vector:
        """One of the two; or, the longer the search stands still, the stage with a mere whim behind it.

        By whim somebody else goes without at the same cost, and what nobody could mend for the one can be
        mended for the other: the way off a plateau.
        """
        stage = self.incumbent.stages[place]
        steady = stage is Stage.GOOD_WEEK or self.has_later
        if steady or self.random.random() >= WHIM * min(1.0, self.idle / PATIENCE):
            return self.random.choice(objectives)
        whims = np.random.default_rng(self.random.randrange(1 << 30))
        prices = self.incumbent.board.prices[stage]
        return prices * OUTWEIGHS + np.where(prices > 0, whims.integers(0, 10, len(prices)), 0)

    def _draw(self, stage: Stage, place: int, objective: Vector, until: float) -> _Drawn:
        incumbent = self.incumbent
        values, costs = incumbent.values, incumbent.costs
        kinds: tuple[str, ...] = (*KINDS, TIMETABLE) if stage is Stage.GOOD_WEEK else KINDS
        if stage is Stage.GOOD_WEEK and len(incumbent.board.columns) <= MOST_ENTRIES:
            kinds += (CHAIN,)
        chained = stage is Stage.NEEDS and self.turns.take()
        kind = CROSS if self.crossing is not None else CHAIN if chained else self._any_of(kinds)
        seconds = None if self.clock.reproducible else self.clock.left(until) + 0.05
        caps = tuple(zip(incumbent.stages[:place], costs[:place], strict=True))
        mask = self._mask(kind, values, stage, caps, seconds)
        # What many slices haven't mended takes a larger one.
        usual = EFFORTS.get(kind, SLICE_EFFORT) * (1 + self.idle / PATIENCE)
        task: Task = "timetable" if kind in EFFORTS else "slice"
        effort = Effort(
            deterministic=self.turns.effort if chained else usual,
            seconds=seconds,
            workers=1,
            seed=self.random.randrange(1 << 30),
            task=task,
        )
        if stage < Stage.MOVES and Stage.MOVES in incumbent.stages:
            allowance = self.random.choice(ALLOWANCES)
            if allowance is not None:
                caps += ((Stage.MOVES, costs[incumbent.stages.index(Stage.MOVES)] + allowance),)
        return _Drawn(kind=kind, mask=mask, effort=effort, caps=caps, values=values, objective=objective)

    def _any_of(self, kinds: Sequence[str]) -> str:
        """A kind by luck: the more it has gained lately, the more often."""
        return self.random.choices(kinds, [self.luck[kind] for kind in kinds])[0]

    def _mask(
        self, kind: str, values: Vector, stage: Stage, caps: Caps, seconds: float | None
    ) -> Callable[[], tuple[Mask, float]]:
        """How the columns to free are found, and what that takes: at once, or by whoever solves the slice."""
        if self.crossing is not None:
            crossing, self.crossing = self.crossing, None
            return lambda: (crossing, 0.0)
        needed = kind == CHAIN and stage is Stage.NEEDS
        size = int((self.turns.slots if needed else self.sizes[kind]) * self.random.uniform(0.6, 1.4))
        if kind == CHAIN:
            random = Random(self.random.randrange(1 << 30))
            everybody = needed and self.turns.everybody
            return lambda: self.ejections.draw(stage, caps, size, random, values, seconds, everybody)
        missed = np.flatnonzero(self.incumbent.board.prices[stage] * values > 0)
        mask = self.neighbourhoods.draw(kind, size, self.random, values, missed)
        return lambda: (mask, 0.0)

    def _solve(self, drawn: _Drawn) -> _Drawn:
        board = self.incumbent.board
        mask, spent = drawn.mask()
        free = with_followers(board, mask)
        outcome = solve_slice(
            board, drawn.values, free, drawn.objective, drawn.effort, drawn.caps, self.solvers
        )
        drawn.outcome = replace(outcome, spent=outcome.spent + spent)
        return drawn

    def _learn(self, drawn: _Drawn, stopped: bool = False) -> bool:
        outcome, kind = drawn.outcome, drawn.kind
        assert outcome is not None
        self.clock.spend(outcome.spent)
        before = self.incumbent.costs
        better = outcome.values is not None and self.incumbent.offer(drawn.values, outcome.values)
        self.tally.slices += 1
        self.tally.complete += outcome.complete
        self.tally.better += better
        if kind == CROSS:
            self.tally.crossed += 1
        elif kind == CHAIN and self.stage is Stage.NEEDS:
            self.turns.give_back(outcome.spent, outcome.complete, better, stopped)
        else:
            if self.stage is Stage.NEEDS:
                self.turns.pass_by(outcome.spent, better)
            self._weigh(self.stage, kind, _gained(before, self.incumbent.costs), outcome.spent)
            self._resize(kind, outcome, drawn.effort)
        if better:
            self.report()
        return better

    def _resize(self, kind: str, outcome: Outcome, effort: Effort) -> None:
        """As large as is mostly solved to the end, and not in a moment."""
        if not outcome.complete:
            self.sizes[kind] = max(SMALLEST_SIZE, self.sizes[kind] * 0.85)
        elif outcome.spent < effort.deterministic / 3:
            most = len(self.neighbourhoods.seat_columns)
            self.sizes[kind] = min(most, self.sizes[kind] * 1.12)

    def _weigh(self, stage: Stage, kind: str, gained: int, spent: float) -> None:
        """How often a kind is drawn: by what it has gained per second lately; in urgent stages, how often it gained."""
        if stage is not Stage.GOOD_WEEK:
            rate = (gained > 0) * OVERHEAD / (spent + OVERHEAD)
            self.luck[kind] = 0.9 * self.luck[kind] + 0.1 * rate + 0.005
            return
        self.gains[kind] = 0.8 * self.gains[kind] + 0.2 * gained / (spent + OVERHEAD)
        usual = max(sum(self.gains.values()) / len(self.gains), 1e-9)
        for other, gain in self.gains.items():
            self.luck[other] = RARELY + gain / usual


def _gained(before: tuple[int, ...], after: tuple[int, ...]) -> int:
    """By how much the first stage that has changed is better."""
    return next((was - now for was, now in zip(before, after, strict=True) if was != now), 0)
