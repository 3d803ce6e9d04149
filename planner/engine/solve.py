"""The levels, one after another: a first plan, the search at each stage, what is proven, the roster.

`solve` is the engine's door. It takes a problem and rules and knows none of them by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from planner.engine.board import Board, Vector
from planner.engine.bound import Prover, floor_of
from planner.engine.clock import Clock
from planner.engine.descents import NO_STALL, Descents
from planner.engine.effort import Effort
from planner.engine.finish import Finish
from planner.engine.improve import STALL, Improver, Tally
from planner.engine.incumbent import Incumbent
from planner.engine.mend import NEARBY, emptied, extended, first_plan, mended_nearby
from planner.engine.neighbourhood import Neighbourhoods
from planner.engine.own_rooms import in_their_rooms
from planner.engine.parallel import Copies, alike, put_apart
from planner.engine.posting import Posting
from planner.engine.seating import TELLING, Told, Unseatable, seat
from planner.engine.settle import Contradiction
from planner.engine.shares import (
    EARLY_STALL,
    FINISHING,
    PARTING,
    PROVING,
    QUICKLY_RELAXED,
    URGENT,
    handing_over,
    relaxing,
    rising,
)
from planner.engine.sharing import SHARING, is_unshared, sharing_of
from planner.engine.solution import Solution, results_of
from planner.language.draft import Draft
from planner.language.limits import Stage
from planner.language.rule import Rule, bars_of
from planner.model import Problem
from planner.search import Progress, Search

__all__ = ["Contradiction", "Solution", "solve"]


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
        self.draft = Draft(problem, bars_of(problem, rules))
        self.posting = Posting(problem, self.draft)
        self.apart: dict[tuple[str, int], Copies] = {}
        self.told: Told = {}
        self.bounds: dict[Stage, int] = {}
        self.done: set[Stage] = set()
        self.tally = Tally()
        self.stage: Stage | None = None
        self.incumbent: Incumbent | None = None
        self.prover: Prover | None = None
        self.finish: Finish | None = None

    def go(self) -> Solution:
        """Runs all stages."""
        for rule in self.rules:
            if rule.hard or self._holds_on(rule) or (rule.stage in URGENT and rule.stage not in SHARING):
                self.posting.put(rule)
        board = self.posting.board()
        values = self._search(board, self._first(board), URGENT, (Stage.HOURS,))
        board, values = self._shared(values)
        values = self._pass(board, values, URGENT, URGENT)
        if self.incumbent and is_unshared(self.incumbent.board, values, self.rules):
            board, values = self._shared(values)
            values = self._pass(board, values, URGENT, URGENT)
        for rule in self.rules:
            if not rule.hard and rule.stage is Stage.GOOD_WEEK and not self._holds_on(rule):
                self.posting.put(rule)
        board = self.posting.board()
        values = self._pass(board, extended(board, values, self.seed), tuple(Stage), tuple(Stage))
        return self._told(values)

    def _shared(self, values: Vector) -> tuple[Board, Vector]:
        """With the rules on sharing a shortage, if there is one: a largest share slows the search for hours."""
        assert self.incumbent is not None
        board = self.incumbent.board
        sharing = sharing_of(self.rules)
        if board.value(Stage.HOURS, values) == 0:
            none = {rule.stage: 0 for rule in sharing if rule.stage is not None}
            self.bounds.update(none)
            self.done.update(none)
            return board, values
        for rule in sharing:
            self.posting.put(rule)
        self.done &= {Stage.HOURS}
        board = self.posting.board()
        return board, extended(board, values, self.seed)

    def _holds_on(self, rule: Rule) -> bool:
        """Whether a rule is posted from the first: the search for hours and needs minds what it keeps."""
        return rule.holds_on and self.problem.standing is not None and self.problem.published is None

    def _first(self, board: Board) -> Vector:
        return first_plan(self.draft, self.posting, board, self.clock, self._effort(20.0))

    def _effort(self, deterministic: float) -> Effort:
        seconds = None if self.clock.reproducible else max(self.clock.left(), 2.0)
        return Effort(
            deterministic=deterministic, seconds=seconds, workers=self.workers, seed=self.seed, task="whole"
        )

    def _pass(
        self, board: Board, values: Vector, stages: Sequence[Stage], open_stages: Sequence[Stage]
    ) -> Vector:
        """Searches the open stages in order, and goes on from there where parallel sessions can't be told apart."""
        while True:
            values = self._search(board, values, stages, open_stages)
            told, values = self._told_apart(board, values)
            if told is board:
                return values
            board = told

    def _told_apart(self, board: Board, values: Vector) -> tuple[Board, Vector]:
        """A plan whose parallel sessions can be told apart, on a board that has learnt where counts won't do."""
        stages = [stage for stage in sorted(board.prices) if stage in self.done]
        before = [board.value(stage, values) for stage in stages]
        while True:
            try:
                seconds = None if self.clock.reproducible else TELLING
                seat(self.problem, self.rules, self.draft, values, self.apart, self.told, seconds)
                break
            except Unseatable as slot:
                at = (slot.topic, slot.start)
                for other in alike(self.draft, values, *at, self.apart):
                    self.apart[other] = put_apart(self.problem, self.rules, self.draft, self.posting, *other)
                board = self.posting.board()
                nearby = Neighbourhoods(self.problem, self.draft, board).around(*at)
                if (found := mended_nearby(board, values, nearby, self._effort(NEARBY))) is None:
                    found = emptied(self.draft, board, values, at, self.apart, self._effort(NEARBY))
                values = self._first(board) if found is None else found
        self._forget(board, stages, before, [board.value(stage, values) for stage in stages])
        return board, values

    def _forget(
        self, board: Board, stages: Sequence[Stage], before: Sequence[int], after: Sequence[int]
    ) -> None:
        """From the first stage that has become worse on, nothing is done; later bounds held for better plans only."""
        for place, stage in enumerate(stages):
            if list(after[: place + 1]) > list(before[: place + 1]):
                self.done.discard(stage)
            if any(new > old for new, old in zip(after[:place], before[:place], strict=True)):
                self.bounds[stage] = floor_of(board, stage)

    def _search(
        self, board: Board, values: Vector, stages: Sequence[Stage], open_stages: Sequence[Stage]
    ) -> Vector:
        """Searches the open ones stage after stage; stages without a price are passed over."""
        present = tuple(stage for stage in stages if stage in board.prices)
        self.incumbent = incumbent = Incumbent(board, values, present)
        self._report()
        if not self.draft.seats:  # nothing can be planned: what is missing is missing for certain
            self.bounds.update({stage: floor_of(board, stage) for stage in present})
            return values
        neighbourhoods = Neighbourhoods(self.problem, self.draft, board)
        improver = Improver(
            incumbent, neighbourhoods, self.clock, seed=self.seed, workers=self.workers, report=self._report
        )
        improver.tally = self.tally
        last = stages[-1] is Stage.GOOD_WEEK
        self.finish = Finish(self.incumbent, neighbourhoods, self.clock) if last else None
        for stage in present:
            if stage in self.done or stage not in open_stages:
                continue
            self.stage = stage
            self.bounds[stage] = self._reach(improver, stage, present.index(stage))
            self.done.add(stage)
            self._report()
            if self.clock.stopped.is_set():
                break
        if self.finish and not incumbent.is_proven(self.bounds):
            self._go_over(improver, self.finish, present[-1])
            self._report()
        return self.incumbent.values

    def _go_over(self, improver: Improver, finish: Finish, stage: Stage) -> None:
        """Finishes the plan; where that took less than was kept for it, searches on and finishes it once more."""
        took = finish.run()
        until = handing_over(stage, self.clock, self.problem.published is not None) - took
        if self.stage is stage is Stage.GOOD_WEEK and self.clock.left(until) > took:
            improver.run(stage, lambda: self.bounds[stage], until, NO_STALL)
            finish.run()

    def _reach(self, improver: Improver, stage: Stage, place: int) -> int:
        """Searches until proven or time is up; asks for a bound by parts early, for a proof when it stands still."""
        assert self.incumbent is not None
        bound = max(floor_of(self.incumbent.board, stage), self.bounds.get(stage, 0))
        until = handing_over(stage, self.clock, self.problem.published is not None)
        if self.finish and stage is Stage.GOOD_WEEK:
            until -= min(self.finish.seconds(), FINISHING * self.clock.left(until))

        def is_open() -> bool:
            assert self.incumbent is not None
            return self.incumbent.costs[place] > bound and self.clock.left(until) > 0

        board = self.incumbent.board
        if not all(copies.exact for copies in self.apart.values()):
            improver.run(stage, lambda: bound, until)
            return bound
        quick = len(board.columns) <= QUICKLY_RELAXED
        # Mostly the search alone closes an urgent stage; a good week's prover has a tighter relaxation.
        if is_open() and stage is not Stage.GOOD_WEEK and not quick:
            improver.run(stage, lambda: bound, until - PARTING * self.clock.left(until), EARLY_STALL)
        return self._close(improver, stage, place, until, bound)

    def _close(self, improver: Improver, stage: Stage, place: int, until: float, bound: int) -> int:
        """Searches, and proves beside it once slices alone won't do: the value and the bound come together."""
        assert self.incumbent is not None
        incumbent, clock = self.incumbent, self.clock
        draft = self.draft if stage is Stage.GOOD_WEEK else None
        self.prover = prover = Prover(incumbent, stage, clock, self.seed, draft=draft)
        prover.bound = max(prover.bound, bound)

        def is_open() -> bool:
            return incumbent.costs[place] > prover.bound and clock.left(until) > 0

        def elsewhere() -> int:
            prover.give_up()
            return int(prover.running)

        def hopeless() -> bool:
            return not prover.running and prover.bound > floor

        floor, asked, stalled = floor_of(incumbent.board, stage), False, stage is Stage.GOOD_WEEK
        search_on = partial(improver.run, enough=lambda: not asked and hopeless())
        search = Descents(improver).run if stage is Stage.GOOD_WEEK else search_on
        try:
            if is_open() and not stalled:
                prover.relax(relaxing(self.workers) * clock.left(until), beside=self.workers > 1)
            while is_open():
                # Where the floor can't be reached, or nobody expects it to be, slices never know when to end.
                if not asked and (hopeless() or (stalled and not prover.running)):
                    asked = True
                    if self.workers > 1:
                        prover.start(until, rising(stage) * clock.left(until))
                    else:
                        prover.finish(clock.passed + PROVING * clock.left(until))
                        continue
                stalled = search(stage, lambda: prover.bound, until, STALL, elsewhere)
                search = search_on
        finally:
            prover.stop()
        prover.hand_over()
        self._report()
        return prover.bound

    def _told(self, values: Vector) -> Solution:
        """The roster with what it costs, and what is proven of that."""
        assert self.incumbent is not None
        board = self.incumbent.board
        roster = seat(self.problem, self.rules, self.draft, values, self.apart, self.told)
        roster = in_their_rooms(self.problem, self.rules, roster)
        return Solution(
            roster=roster,
            stages=results_of(self.problem, self.rules, board, values, roster, self.bounds),
            seconds=self.clock.wall,
            tally=self.tally,
            interrupted=self.clock.stopped.is_set(),
        )

    def _report(self) -> None:
        if self.on_progress and self.incumbent:
            values = dict(zip(self.incumbent.stages, self.incumbent.costs, strict=True))
            bounds = dict(self.bounds)
            if self.prover is not None:
                bounds.setdefault(self.prover.stage, self.prover.bound)
            self.on_progress(Progress(self.clock.wall, self.stage, values, bounds))
