"""The bound where nearly nothing is open any more, and where minutes reach far: it says all that it knows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import numpy as np
import pytest

from constraints import rule_book
from planner.engine import bound
from planner.engine.bound import floor_of
from planner.engine.clock import Clock
from planner.engine.effort import Solver, Solvers
from planner.engine.incumbent import Incumbent
from planner.engine.multipliers import proven_by
from planner.engine.posting import Posting, posted
from planner.engine.relaxation import relaxed_bound
from planner.engine.residue import Residue
from planner.engine.solve import solve
from planner.engine.weeks import Weeks
from planner.language.draft import Draft
from planner.language.limits import Stage
from planner.model import Problem, Therapist, Topic
from planner.program import ClientRow, NeedRow
from planner.search import Search
from planner.week.problem import problem_of
from tests.benchmarks.people_only import settled
from tests.benchmarks.planted import planted_week
from tests.engine.test_engine import hidden, posting
from tests.small_week import MON, MONDAY, program, weekly


def test_a_week_in_settled_sessions_is_proven_though_its_board_is_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What counts is what tightening leaves open: of a board with everything settled but the seats, a small part."""
    week = planted_week(24, 2, "listed")
    problem = settled(week.problem, week.roster)
    draft = Draft(problem, [bar for rule in rule_book() for bar in rule.bars(problem)])
    posting = Posting(problem, draft)
    for rule in rule_book():
        posting.put(rule)
    most = len(posting.board().columns) // 2
    monkeypatch.setattr(bound, "MOST_OPEN_ENTRIES", most)
    found = solve(problem, rule_book(), Search(seconds=6, seed=1, reproducible=True))
    assert [result.stage for result in found.stages if not result.proven] == []


def test_a_multiplier_is_taken_finely_enough_where_a_row_reaches_far() -> None:
    """3 x >= 30,000 at a price of 1: a third proves 10,000, and 341 of 1,024 would prove nine less."""
    left = Residue(
        open=np.array([0]),
        settled=np.array([0]),
        lowest=np.array([0]),
        highest=np.array([20_000]),
        starts=np.array([0, 1]),
        columns=np.array([0]),
        factors=np.array([3]),
        least=np.array([30_000]),
        most=np.array([1 << 40]),
        prices=np.array([1]),
        offset=7,
    )
    assert proven_by(left, np.array([1 / 3])) == 10_007
    assert proven_by(left, np.array([1e13])) == 7, "sums too large to be exact prove nothing"


@pytest.mark.parametrize("small", (0, 1 << 30))
def test_a_tree_over_the_week_goes_on_from_where_the_relaxation_ends(
    monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    """In either of its two ways; and never above a plan that is known."""
    draft, board = posting()
    present = tuple(sorted(board.prices))

    def proven(most: int) -> int:
        monkeypatch.setattr(bound, "MOST_OPEN_ENTRIES", most)
        incumbent = Incumbent(board, hidden(), present)
        prover = bound.Prover(incumbent, Stage.GOOD_WEEK, Clock(2, True), 1, draft=draft)
        prover.finish(2)
        assert prover.bound <= board.value(Stage.GOOD_WEEK, incumbent.values)
        return prover.bound

    monkeypatch.setattr(bound, "SMALL_ENTRIES", small)
    monkeypatch.setattr(bound.Prover, "_part_weeks", lambda *given: None)
    monkeypatch.setattr(bound, "ACCURACIES", (1e-2,))
    monkeypatch.setattr(bound, "LAST_ACCURACY", 1e-2)
    assert proven(0) < proven(1 << 30)


@pytest.mark.parametrize("beside", (False, True))
def test_what_the_simplex_method_proves_is_the_same_beside_the_search(beside: bool) -> None:
    _, board = posting()
    incumbent = Incumbent(board, hidden(), tuple(sorted(board.prices)))
    prover = bound.Prover(incumbent, Stage.GOOD_WEEK, Clock(1, True), 1)
    caps = tuple((stage, incumbent.costs[place]) for place, stage in enumerate(incumbent.stages[:-1]))
    known = relaxed_bound(board, Stage.GOOD_WEEK, caps, 60)
    prover.relax(60, beside)
    while prover.running:
        prover.give_up()  # nobody gives up on it before its time is over
    assert floor_of(board, Stage.GOOD_WEEK) < prover.bound == known


@pytest.mark.parametrize("beside", [True, False])
def test_the_simplex_method_ends_when_the_search_has_no_more_use_for_it(
    beside: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search is over, or it waits for the bound and somebody stops it: nobody waits any longer."""
    _, board = posting()
    begun, ended = Event(), Event()

    def relaxed(*given: object, solvers: Solvers) -> int:
        class Endless:
            def stop_search(self) -> None:
                ended.set()

        with solvers.running(Endless()):
            begun.set()
            assert ended.wait(60)
        return 0

    monkeypatch.setattr(bound, "relaxed_bound", relaxed)
    incumbent = Incumbent(board, hidden(), tuple(sorted(board.prices)))
    clock = Clock(1, True)
    prover = bound.Prover(incumbent, Stage.GOOD_WEEK, clock, 1)
    if not beside:
        clock.stopped.set()
    prover.relax(60, beside)
    if beside:
        assert begun.wait(60)
        prover.stop()
    assert ended.is_set()
    assert not prover.running


def test_the_simplex_method_proves_nothing_once_it_has_been_stopped() -> None:
    class Stopped(Solvers):
        @contextmanager
        def running(self, solver: Solver) -> Iterator[None]:
            solver.stop_search()
            yield

    _, board = posting()
    caps = tuple((stage, board.value(stage, hidden())) for stage in sorted(board.prices)[:-1])
    assert relaxed_bound(board, Stage.GOOD_WEEK, caps, 60, solvers=Stopped()) == 0


def _bound_by_the_relaxation(seconds: float = 2) -> int:
    draft, board = posting()
    incumbent = Incumbent(board, hidden(), tuple(sorted(board.prices)))
    prover = bound.Prover(incumbent, Stage.GOOD_WEEK, Clock(seconds, True), 1, draft=draft)
    prover.finish(seconds)
    return prover.bound


def test_where_no_tree_is_asked_for_the_relaxation_comes_to_its_last_digits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bound, "MOST_OPEN_ENTRIES", 0)
    monkeypatch.setattr(bound.Prover, "_part_weeks", lambda *given: None)
    monkeypatch.setattr(bound, "ACCURACIES", (1e-1,))
    monkeypatch.setattr(bound, "LAST_ACCURACY", 1e-1)
    roughly = _bound_by_the_relaxation()
    monkeypatch.setattr(bound, "LAST_ACCURACY", 1e-2)
    assert roughly < _bound_by_the_relaxation()


def test_where_nobodys_week_is_split_no_more_people_are_asked_than_it_takes_to_see_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def cuts(*_: object) -> Iterator[tuple[None, float]]:
        for person in range(40):
            asked.append(person)
            yield None, 0.0

    monkeypatch.setattr(bound, "MOST_OPEN_ENTRIES", 0)
    monkeypatch.setattr(bound, "ACCURACIES", (1e-1,))
    monkeypatch.setattr(bound, "LAST_ACCURACY", 1e-1)
    monkeypatch.setattr(Weeks, "cuts", cuts)
    _bound_by_the_relaxation()
    assert len(asked) == bound.SAMPLE


def test_people_are_asked_for_their_weeks_though_no_better_bound_has_come_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What they give comes all at once, with the relaxation that is solved after them."""
    draft, board = posting()
    incumbent = Incumbent(board, hidden(), tuple(sorted(board.prices)))
    prover = bound.Prover(incumbent, Stage.GOOD_WEEK, Clock(2, True), 1, draft=draft)
    asked, over = [], Event()

    def cuts(*_: object) -> Iterator[tuple[None, float]]:
        try:
            for person in range(3):
                asked.append(person)
                prover.give_up()
                yield None, 0.0
        finally:
            over.set()

    monkeypatch.setattr(bound, "MOST_OPEN_ENTRIES", 0)
    monkeypatch.setattr(bound, "ACCURACIES", (1e-1,))
    monkeypatch.setattr(bound, "LAST_ACCURACY", 1e-1)
    monkeypatch.setattr(Weeks, "cuts", cuts)
    prover.start(2, patience=-1)
    assert over.wait(timeout=60)
    prover.stop()
    assert len(asked) == 3


def _primary(hours_of_ben: tuple[int, ...]) -> Problem:
    """C001's own therapist is Ben, who is there on some days only; Ada leads the topic all week."""
    small = program()
    topic = Topic("One to one", 60, smallest=1, largest=1, kind="individual")
    return problem_of(
        program(
            topics={**small.topics, topic.name: topic},
            therapists={
                name: Therapist(name, frozenset((*small.topics, topic.name))) for name in ("Ada", "Ben")
            },
            clients={**small.clients, "C001": ClientRow("C001", "Small", primary="Ben")},
            therapist_hours={**small.therapist_hours, "Ben": weekly(*hours_of_ben)},
            needs=(NeedRow("C001", topic.name, 1, 100), NeedRow("C002", topic.name, 1, 100)),
        ),
        MONDAY,
    )


def test_a_need_that_a_row_refuses_whatever_is_decided_is_known_to_be_missing_before_any_search() -> None:
    """Nobody but Ben may lead C001's, and he is never there; C002 may have theirs with Ada."""
    assert floor_of(posted(_primary(()), rule_book()).board(), Stage.NEEDS) == 100
    assert floor_of(posted(_primary((MON,)), rule_book()).board(), Stage.NEEDS) == 0
