"""The levels, one after another: a first plan, the search at each stage, what is proven, the roster.

`solve` is the engine's door. It takes a problem and rules and knows none of them by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.engine.board import Board, Vector
from planner.engine.bound import Prover, floor_of
from planner.engine.clock import Clock
from planner.engine.improve import STALL, Improver, Incumbent, Tally
from planner.engine.neighbourhood import Neighbourhoods
from planner.engine.parts import bound_by_parts
from planner.engine.posting import Posting
from planner.engine.relaxation import relaxed_bound
from planner.engine.residue import Cut
from planner.engine.seating import Unseatable, seat
from planner.engine.settle import Contradiction, settle
from planner.engine.shares import (
    EARLY_STALL,
    PARTING,
    PROVING,
    QUICKLY_RELAXED,
    SHARING,
    URGENT,
    handing_over,
    rising,
)
from planner.engine.slice import Effort, solve_slice
from planner.engine.start import Greedy, keep_what_stands
from planner.language.draft import Draft
from planner.language.limits import Limit, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster
from planner.plan import StageResult
from planner.search import Progress, Search

__all__ = ["Contradiction", "Solution", "solve"]


@dataclass(frozen=True)
class Solution:
    """What the engine found: the roster, each stage's value and bound, and how the search went."""

    roster: Roster
    stages: tuple[StageResult, ...]
    seconds: float
    tally: Tally
    interrupted: bool = False


def solve(problem: Problem, rules: Sequence[Rule], search: Search | None = None) -> Solution:
    """Plans one week: the best roster found within the search's seconds, with a bound on what is possible.

    A plan always comes out, with what is missing in its stages' values. Raises `Contradiction` only when
    settled sessions (or rules made `must`) leave nothing at all.
    """
    search = search or Search()
    clock = Clock(search.seconds, search.reproducible, search.stop)
    with clock.stopped_by_interrupt():
        return _Run(problem, rules, clock, search).go()


class _Run:
    """One call of `solve`, from the empty draft to the roster."""

    def __init__(self, problem: Problem, rules: Sequence[Rule], clock: Clock, search: Search) -> None:
        self.problem, self.rules, self.clock, self.seed = problem, rules, clock, search.seed
        self.on_progress = search.on_progress
        self.workers = 1 if clock.reproducible else search.workers
        bars = [bar for rule in rules for bar in rule.bars(problem)]
        self.draft = Draft(problem, bars)
        self.posting = Posting(problem, self.draft)
        self.bounds: dict[Stage, int] = {}
        self.tally = Tally()
        self.stage: Stage | None = None
        self.incumbent: Incumbent | None = None
        self.prover: Prover | None = None

    def go(self) -> Solution:
        """Runs all stages."""
        for rule in self.rules:
            if rule.hard or self._holds_on(rule) or (rule.stage in URGENT and rule.stage not in SHARING):
                self.posting.put(rule)
        board = self.posting.board()
        values = self._first(board)
        values = self._pass(board, values, URGENT, (Stage.HOURS,))
        board, values = self._shared(board, values)
        values = self._pass(board, values, URGENT, URGENT)
        for rule in self.rules:
            if not rule.hard and rule.stage is Stage.GOOD_WEEK and not self._holds_on(rule):
                self.posting.put(rule)
        board = self.posting.board()
        values = self._pass(board, self._followed(board, values), tuple(Stage), tuple(Stage))
        return self._told(board, values)

    def _shared(self, board: Board, values: Vector) -> tuple[Board, Vector]:
        """With the rules on sharing a shortage, if there is one: a largest share slows the search for hours."""
        sharing = [rule for rule in self.rules if not rule.hard and rule.stage in SHARING]
        if board.value(Stage.HOURS, values) == 0:
            self.bounds.update({rule.stage: 0 for rule in sharing if rule.stage is not None})
            return board, values
        for rule in sharing:
            self.posting.put(rule)
        board = self.posting.board()
        return board, self._followed(board, values)

    def _holds_on(self, rule: Rule) -> bool:
        """Whether a rule is posted from the first: the search for hours and needs minds what it keeps."""
        return rule.holds_on and self.problem.standing is not None

    def _first(self, board: Board) -> Vector:
        values = settle(board, self.draft, self.posting)
        if self.problem.published is not None:
            values = keep_what_stands(self.draft, board, values, self.problem.published)
        values = Greedy(self.draft, board, values).run(lambda: self.clock.left() <= 0)
        if not board.keeps(values):
            values = self._mended(board, values)
        return values

    def _mended(self, board: Board, values: Vector) -> Vector:
        """Whatever the greedy plan left askew, put right by the solver with all followers free."""
        free = np.ones(board.width, dtype=bool)
        objective = board.prices.get(Stage.MOVES, np.zeros(board.width, dtype=np.int64))
        outcome = solve_slice(board, values, free, objective, self._effort(20.0))
        if outcome.values is None:
            raise Contradiction(())
        return board.with_slacks(outcome.values)

    def _effort(self, deterministic: float, workers: int | None = None) -> Effort:
        seconds = None if self.clock.reproducible else max(self.clock.left(), 1.0)
        return Effort(deterministic, seconds, workers or self.workers, self.seed, "whole")

    def _pass(
        self, board: Board, values: Vector, stages: Sequence[Stage], open_stages: Sequence[Stage]
    ) -> Vector:
        """Searches the open ones stage after stage; stages without a price are passed over."""
        present = tuple(stage for stage in stages if stage in board.prices)
        self.incumbent = Incumbent(board, values, present)
        self._report()
        if not self.draft.seats:  # nothing can be planned: what is missing is missing for certain
            self.bounds.update({stage: floor_of(board, stage) for stage in present})
            return values
        neighbourhoods = Neighbourhoods(self.problem, self.draft, board)
        improver = Improver(self.incumbent, neighbourhoods, self.clock, self.seed, self.workers, self._report)
        improver.tally = self.tally
        for stage in present:
            if stage in self.bounds or stage not in open_stages:
                continue
            self.stage = stage
            self.bounds[stage] = self._reach(improver, stage, present.index(stage))
            self._report()
            if self.clock.stopped.is_set():
                break
        return self.incumbent.values

    def _reach(self, improver: Improver, stage: Stage, place: int) -> int:
        """Searches until proven or time is up; asks for a bound by parts early, for a proof when it stands still."""
        assert self.incumbent is not None
        bound = floor_of(self.incumbent.board, stage)
        until = handing_over(stage, self.clock, self.problem.published is not None)

        def is_open() -> bool:
            assert self.incumbent is not None
            return self.incumbent.costs[place] > bound and self.clock.left(until) > 0

        board = self.incumbent.board
        quick = len(board.columns) <= QUICKLY_RELAXED
        cuts: tuple[Cut, ...] = ()
        if is_open() and stage is Stage.GOOD_WEEK:
            parts, cuts = self._by_parts(improver, stage, place, until)
            bound = max(bound, parts)
            self._report()
        elif is_open() and not quick:  # mostly the search alone closes an urgent stage
            improver.run(stage, lambda: bound, until - PARTING * self.clock.left(until), EARLY_STALL)
        # The last stage's prover starts at once and with the same relaxation; where it is long, once is enough.
        if is_open() and (quick or stage is not Stage.GOOD_WEEK):
            bound = max(bound, self._relaxed(stage, place, until, cuts))
            self._report()
        return self._close(improver, stage, place, until, bound, cuts)

    def _close(
        self, improver: Improver, stage: Stage, place: int, until: float, bound: int, cuts: tuple[Cut, ...]
    ) -> int:
        """Searches, and proves beside it once slices alone won't do: the value and the bound come together."""
        assert self.incumbent is not None
        incumbent, clock = self.incumbent, self.clock
        self.prover = prover = Prover(incumbent, stage, clock, self.seed, cuts)
        prover.bound = max(prover.bound, bound)

        def is_open() -> bool:
            return incumbent.costs[place] > prover.bound and clock.left(until) > 0

        def elsewhere() -> int:
            prover.give_up()
            return int(prover.running)

        asked = False
        # Where the floor can't be reached, or nobody expects it to be, slices never know when to end.
        stalled = stage is Stage.GOOD_WEEK or bound > floor_of(incumbent.board, stage)
        try:
            while is_open():
                if stalled and not asked:
                    asked = True
                    if self.workers > 1:
                        prover.start(until, rising(stage) * clock.left(until))
                    else:
                        prover.finish(clock.passed + PROVING * clock.left(until))
                        continue
                stalled = improver.run(stage, lambda: prover.bound, until, STALL, elsewhere)
        finally:
            prover.stop()
        prover.hand_over()
        self._report()
        return prover.bound

    def _relaxed(self, stage: Stage, place: int, until: float, cuts: tuple[Cut, ...]) -> int:
        """The bound of the linear relaxation: seconds at most, and often the proof."""
        assert self.incumbent is not None
        incumbent, clock = self.incumbent, self.clock
        caps = tuple(zip(incumbent.stages[:place], incumbent.costs[:place], strict=True))
        seconds = 60.0 if clock.reproducible else PARTING * clock.left(until)
        return relaxed_bound(incumbent.board, stage, caps, seconds, cuts)

    def _by_parts(
        self, improver: Improver, stage: Stage, place: int, until: float
    ) -> tuple[int, tuple[Cut, ...]]:
        """The bound by parts, at the start of a stage: cheap, and often the best there is for the last."""
        assert self.incumbent is not None
        incumbent, clock = self.incumbent, self.clock
        caps = tuple(zip(incumbent.stages[:place], incumbent.costs[:place], strict=True))
        soon = clock.passed + PARTING * clock.left(until)
        return bound_by_parts(
            self.draft, incumbent.board, stage, caps, clock, soon, self.workers, improver.solvers
        )

    def _followed(self, board: Board, values: Vector) -> Vector:
        """The same decisions, perhaps on a board with more columns: those that follow are worked out."""
        longer = np.concatenate((values, board.lowest[len(values) :]))
        free = board.following.copy()
        objective = sum(board.prices.values(), np.zeros(board.width, dtype=np.int64))
        outcome = solve_slice(board, longer, free, objective, Effort(30.0, seed=self.seed, task="whole"))
        if outcome.values is None:
            raise RuntimeError("the followers of a sound plan can't be worked out")
        return board.with_slacks(outcome.values)

    def _told(self, board: Board, values: Vector) -> Solution:
        """The roster, after mending slots whose parallel sessions can't be told apart."""
        for _ in range(20):
            try:
                roster = seat(self.problem, self.rules, self.draft, values)
                break
            except Unseatable as slot:
                option = self.draft.session_at(slot.topic, slot.start)
                assert option is not None
                self.posting.limit([Limit([(option.column, 1)], most=1)])
                board = self.posting.board()
                values = self._unparalleled(board, values, slot.topic, slot.start)
        else:
            raise RuntimeError("parallel sessions can't be told apart")
        stages = tuple(
            StageResult(stage, board.value(stage, values), max(bound, floor_of(board, stage)))
            for stage, bound in sorted(self.bounds.items())
        )
        return Solution(roster, stages, self.clock.wall, self.tally, self.clock.stopped.is_set())

    def _unparalleled(self, board: Board, values: Vector, topic: str, start: int) -> Vector:
        neighbourhoods = Neighbourhoods(self.problem, self.draft, board)
        mask = neighbourhoods.around(topic, start)
        mask |= board.following
        objective = np.zeros(board.width, dtype=np.int64)
        for place, stage in enumerate(sorted(board.prices, reverse=True)):
            objective += board.prices[stage] * 10 ** min(place, 4)
        outcome = solve_slice(board, values, mask, objective, self._effort(5.0))
        if outcome.values is None:
            return self._mended(board, values)
        return board.with_slacks(outcome.values)

    def _report(self) -> None:
        if self.on_progress and self.incumbent:
            values = dict(zip(self.incumbent.stages, self.incumbent.costs, strict=True))
            bounds = dict(self.bounds)
            if self.prover is not None:
                bounds.setdefault(self.prover.stage, self.prover.bound)
            self.on_progress(Progress(self.clock.wall, self.stage, values, bounds))
