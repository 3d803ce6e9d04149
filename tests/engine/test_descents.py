"""Several descents from one plan: when one is over, where two differ, and what comes of crossing them."""

from __future__ import annotations

import numpy as np
import pytest

from constraints import rule_book
from planner.engine.board import Vector
from planner.engine.clock import Clock
from planner.engine.descents import Descents, apart, is_flat
from planner.engine.effort import Effort
from planner.engine.improve import EFFORTS, Improver
from planner.engine.incumbent import Incumbent
from planner.engine.neighbourhood import Neighbourhoods
from planner.engine.posting import posted
from planner.engine.settle import settle
from planner.engine.slice import Mask, solve_slice, with_followers
from planner.engine.start import Greedy
from planner.language.limits import Stage
from tests.benchmarks.planted import planted_week
from tests.engine.test_engine import hidden, posting, week


def around() -> Neighbourhoods:
    draft, board = posting()
    return Neighbourhoods(week().problem, draft, board)


def incumbent(values: Vector) -> Incumbent:
    _, board = posting()
    return Incumbent(board, values, tuple(sorted(board.prices)))


def bettered(slots: Mask) -> Vector:
    """The hidden timetable with some slots settled anew, all else as it is."""
    _, board = posting()
    caps = tuple((stage, board.value(stage, hidden())) for stage in sorted(board.prices)[:-1])
    free = with_followers(board, around().of_slots(slots))
    prices = board.prices[Stage.GOOD_WEEK]
    outcome = solve_slice(board, hidden(), free, prices, Effort(0.3, task="timetable"), caps)
    assert outcome.values is not None
    return board.with_slacks(outcome.values)


def searched(seconds: float) -> tuple[Improver, Incumbent, int]:
    """A week of six planned by descents from a first plan, which comes along with what it costs."""
    problem = planted_week(6, 1, "listed").problem
    filled = posted(problem, rule_book())
    draft, board = filled.draft, filled.board()
    first = Greedy(draft, board, settle(board, draft, filled)).run()
    plan = Incumbent(board, first, tuple(sorted(board.prices)))
    cost, clock = plan.costs[-1], Clock(seconds, reproducible=True)
    improver = Improver(plan, Neighbourhoods(problem, draft, board), clock, workers=1)
    Descents(improver).run(Stage.GOOD_WEEK, lambda: 0, seconds, 1 << 30, lambda: 0)
    return improver, plan, cost


def test_a_descent_is_over_when_the_last_third_of_its_time_gained_next_to_nothing() -> None:
    reached = [(0.0, 2000), (6.0, 1009), (8.5, 1000)]
    assert not is_flat(reached, 8.9, least=1.0)
    assert is_flat(reached, 9.0, least=1.0)
    assert not is_flat(reached, 9.0, least=9.5)
    assert not is_flat([(0.0, 2000), (6.0, 1011), (8.5, 1000)], 12.7, least=1.0)


def test_where_two_plans_differ_is_all_of_their_slots_and_nothing_of_any_other() -> None:
    neighbourhoods = around()
    assert not apart(neighbourhoods, hidden(), hidden()).any()
    runs = np.flatnonzero(hidden()[neighbourhoods.session_columns] > 0)
    other = hidden().copy()
    other[neighbourhoods.session_columns[runs[0]]] = 0
    assert np.array_equal(apart(neighbourhoods, hidden(), other), neighbourhoods.session_at(int(runs[0])))


def test_two_plans_that_are_better_in_different_places_give_one_that_is_better_in_both() -> None:
    neighbourhoods = around()
    first, second = (bettered(np.isin(neighbourhoods.slot_day, days)) for days in ((0, 1), (2, 3, 4)))
    _, board = posting()
    costs = [board.value(Stage.GOOD_WEEK, plan) for plan in (first, second)]
    assert max(costs) < board.value(Stage.GOOD_WEEK, hidden())
    plan = incumbent(first)
    improver = Improver(plan, neighbourhoods, Clock(9.0, reproducible=True), workers=1)
    Descents(improver).cross(incumbent(second), Stage.GOOD_WEEK, lambda: 0, 9.0, lambda: 0)
    assert improver.tally.slices == improver.tally.crossed == 1
    assert board.keeps(plan.values)
    assert plan.costs[-1] < min(costs)


def test_descents_are_crossed_and_the_same_luck_gives_the_same_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.engine.descents.NEAR", 1.0)  # each is over after its least time
    monkeypatch.setattr("planner.engine.improve.SLICE_EFFORT", 0.03)
    monkeypatch.setattr("planner.engine.improve.EFFORTS", dict.fromkeys(EFFORTS, 0.03))
    improver, plan, cost = searched(0.8)
    assert improver.tally.crossed > 0
    assert improver.incumbent is plan
    assert plan.costs[-1] < cost
    assert plan.board.keeps(plan.values)
    _, again, _ = searched(0.8)
    assert np.array_equal(plan.values, again.values)
