"""Chains of sessions named by the relaxation: what they free, what they leave, and how they end."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from threading import Event

import numpy as np
import pytest

from planner.engine.board import Vector
from planner.engine.chains import ACCURACY, NeedsChain, Prices
from planner.engine.clock import Clock
from planner.engine.effort import Effort
from planner.engine.ejection import Ejections
from planner.engine.improve import CHAIN, TIMETABLE, Improver
from planner.engine.incumbent import Incumbent
from planner.engine.links import links
from planner.engine.neighbourhood import Neighbourhoods
from planner.engine.relaxation import Relaxation
from planner.engine.residue import Caps
from planner.engine.slice import Mask, solve_slice, with_followers
from planner.language.limits import Stage
from tests.engine.test_engine import hidden, posting, week


def around() -> tuple[Neighbourhoods, Caps]:
    """The planted week's neighbourhoods, with the hidden timetable's values at the levels before the points."""
    draft, board = posting()
    caps = tuple((s, board.value(s, hidden())) for s in sorted(board.prices) if s < Stage.GOOD_WEEK)
    return Neighbourhoods(week().problem, draft, board), caps


class _Stopping(Random):
    """Luck that stops the chain for which it is asked, under way, before the relaxation is begun."""

    def __init__(self, ejections: Ejections) -> None:
        super().__init__(1)
        self.ejections = ejections

    def uniform(self, a: float, b: float) -> float:
        """A number between, once all is stopped."""
        self.ejections.stop()
        return super().uniform(a, b)


def test_a_chain_frees_sessions_that_run_and_some_that_do_not_and_never_makes_the_week_worse() -> None:
    neighbourhoods, caps = around()
    board, sessions = neighbourhoods.board, neighbourhoods.session_columns
    chain = Ejections(neighbourhoods).draw(Stage.GOOD_WEEK, caps, 400, Random(1), hidden(), None)
    mask, spent = chain
    runs = hidden()[sessions] > 0
    assert mask[sessions[runs]].any()
    assert mask[sessions[~runs]].any()
    assert mask[neighbourhoods.seat_columns].sum() <= 400
    assert spent > 0
    prices = board.prices[Stage.GOOD_WEEK]
    outcome = solve_slice(board, hidden(), with_followers(board, mask), prices, Effort(0.3), caps)
    assert outcome.values is not None
    assert prices @ outcome.values <= prices @ hidden()


def test_the_same_luck_names_the_same_chain_and_other_luck_another() -> None:
    neighbourhoods, caps = around()
    first, again, other = (
        Ejections(neighbourhoods).draw(Stage.GOOD_WEEK, caps, 400, Random(seed), hidden(), None)
        for seed in (1, 1, 2)
    )
    assert np.array_equal(first[0], again[0])
    assert first[1] == again[1]
    assert not np.array_equal(first[0], other[0])


def without_a_session() -> tuple[Neighbourhoods, Vector]:
    """The hidden timetable without its fullest group."""
    neighbourhoods, _ = around()
    held = np.where(hidden()[neighbourhoods.seat_columns] > 0, 1, 0)
    seats = np.bincount(neighbourhoods.seat_slot, held, minlength=neighbourhoods.slot_count)
    mask = neighbourhoods.session_at(int(np.argmax(seats)))
    values = hidden().copy()
    values[mask] = neighbourhoods.board.lowest[mask]
    everything = sum(neighbourhoods.board.prices.values(), np.zeros(len(values), dtype=np.int64))
    followers = neighbourhoods.board.following.copy()
    outcome = solve_slice(neighbourhoods.board, values, followers, everything, Effort(20.0))
    assert outcome.values is not None
    return neighbourhoods, neighbourhoods.board.with_slacks(outcome.values)


@pytest.mark.parametrize("few", [False, True])
def test_at_the_needs_a_chain_opens_few_slots_and_meets_what_is_missing(
    few: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody may sit elsewhere in what runs where that is quick, and else those whom the relaxation moves."""
    neighbourhoods, values = without_a_session()
    board, stage, slots = neighbourhoods.board, Stage.NEEDS, 20
    if few:
        monkeypatch.setattr("planner.engine.chains.FEW_SEATS", 0)
    assert board.value(stage, values) > 0
    caps = tuple((s, board.value(s, values)) for s in sorted(board.prices) if s < stage)
    mask, spent = Ejections(neighbourhoods).draw(stage, caps, slots, Random(1), values, None)
    runs = values[neighbourhoods.session_columns] > 0
    assert mask[neighbourhoods.seat_columns[runs[neighbourhoods.seat_slot]]].all() is np.bool_(not few)
    assert 0 < mask[neighbourhoods.session_columns[~neighbourhoods.slot_alone]].sum() <= slots
    assert spent > 0
    prices = board.prices[stage]
    outcome = solve_slice(
        board, values, with_followers(board, mask), prices, Effort(2.0, task="timetable"), caps
    )
    assert outcome.values is not None
    assert board.value(stage, board.with_slacks(outcome.values)) == 0


def test_sessions_cost_less_to_leave_while_too_few_slots_would_be_opened() -> None:
    neighbourhoods, values = without_a_session()
    chain, sessions = NeedsChain(neighbourhoods), neighbourhoods.session_columns
    elsewhere = values.astype(float)
    elsewhere[sessions] = values[sessions] == 0

    def price_after(parts: Prices) -> float:
        chain.freed(parts, values, 20, np.random.default_rng(1), True)
        columns, prices = chain.leaving(values, np.random.default_rng(1), Random(1))
        return float(prices[np.isin(columns, sessions[values[sessions] == 0])].sum())

    usual = price_after(elsewhere)
    less = price_after(values.astype(float))
    assert less < usual
    least = price_after(values.astype(float))
    assert least < less
    assert price_after(elsewhere) > least


def test_levels_do_not_share_their_relaxations() -> None:
    neighbourhoods, caps = around()
    fresh, used = Ejections(neighbourhoods), Ejections(neighbourhoods)
    used.draw(Stage.NEEDS, caps[:2], 20, Random(3), hidden(), None)
    first, again = (e.draw(Stage.GOOD_WEEK, caps, 400, Random(1), hidden(), None) for e in (fresh, used))
    assert np.array_equal(first[0], again[0])


def test_a_price_on_leaving_keeps_the_relaxation_at_the_plan_and_the_bound_true() -> None:
    neighbourhoods, caps = around()
    board, sessions = neighbourhoods.board, neighbourhoods.session_columns
    runs = hidden()[sessions] > 0
    departs = []
    for price in (0.0, 1e5):
        relaxation = Relaxation(board, Stage.GOOD_WEEK, caps, links(neighbourhoods.draft, board))
        relaxation.lean(sessions, np.where(runs, -price, price))
        relaxation.solve(ACCURACY)
        departs.append(np.abs(np.minimum(relaxation.parts[sessions], 1) - runs).sum())
        assert relaxation.bound <= board.value(Stage.GOOD_WEEK, hidden())
    assert departs[1] < departs[0] / 4


def test_a_chain_that_is_stopped_while_it_is_looked_for_frees_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    neighbourhoods, caps = around()
    ejections = Ejections(neighbourhoods)

    def solved(relaxation: Relaxation, accuracy: float, seconds: float | None, bounding: bool) -> bool:
        ejections.stop()
        return True

    with monkeypatch.context() as patch:
        patch.setattr(Relaxation, "solve", solved)
        stopped, spent = ejections.draw(Stage.GOOD_WEEK, caps, 400, Random(1), hidden(), None)
    assert not stopped.any() and spent == 0
    again, _ = ejections.draw(Stage.GOOD_WEEK, caps, 400, Random(1), hidden(), None)
    assert again.any()


def test_a_chain_that_is_stopped_frees_nothing_and_another_can_be_drawn_after() -> None:
    neighbourhoods, caps = around()
    ejections = Ejections(neighbourhoods)
    stopped, _ = ejections.draw(Stage.GOOD_WEEK, caps, 400, _Stopping(ejections), hidden(), None)
    assert not stopped.any()
    board, prices = neighbourhoods.board, neighbourhoods.board.prices[Stage.GOOD_WEEK]
    outcome = solve_slice(board, hidden(), with_followers(board, stopped), prices, Effort(0.3), caps)
    assert outcome.complete
    again, _ = ejections.draw(Stage.GOOD_WEEK, caps, 400, Random(1), hidden(), None)
    assert again.any()


def test_a_chain_that_the_end_of_a_run_stops_tells_nothing_of_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    neighbourhoods, values = without_a_session()
    stages = tuple(stage for stage in sorted(neighbourhoods.board.prices) if stage <= Stage.NEEDS)
    board = replace(
        neighbourhoods.board, prices={stage: neighbourhoods.board.prices[stage] for stage in stages}
    )
    improver = Improver(Incumbent(board, values, stages), neighbourhoods, Clock(60.0), workers=1)
    before, drawn, over = dict(vars(improver.turns)), Event(), Event()

    def draw(*_: object) -> tuple[Mask, float]:
        drawn.set()
        over.wait(timeout=60)
        return np.zeros(board.width, dtype=bool), 0.0

    monkeypatch.setattr(improver.ejections, "draw", draw)
    monkeypatch.setattr(improver.ejections, "stop", over.set)
    improver.run(Stage.NEEDS, lambda: 0, 60.0, enough=drawn.is_set)
    assert drawn.is_set()
    assert vars(improver.turns) == before


def test_chains_come_first_in_a_small_week_and_timetables_in_a_larger_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    neighbourhoods, caps = around()
    board = neighbourhoods.board
    stages = (*(stage for stage, _ in caps), Stage.GOOD_WEEK)
    incumbent = Incumbent(board, hidden(), stages)

    def expected() -> dict[str, float]:
        return Improver(incumbent, neighbourhoods, Clock(1.0, reproducible=True)).gains

    monkeypatch.setattr("planner.engine.improve.SMALL_WEEK", len(board.columns))
    assert max(expected(), key=expected().__getitem__) == CHAIN
    monkeypatch.setattr("planner.engine.improve.SMALL_WEEK", len(board.columns) - 1)
    assert max(expected(), key=expected().__getitem__) == TIMETABLE
