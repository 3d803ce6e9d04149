"""The engine on weeks whose best plan is known: what it finds is sound, what it proves is true."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constraints import rule_book
from planner.engine.board import Board, Vector
from planner.engine.bound import Prover, floor_of
from planner.engine.clock import Clock
from planner.engine.effort import Effort, Solvers
from planner.engine.improve import KINDS, TIMETABLE
from planner.engine.incumbent import Incumbent
from planner.engine.links import links
from planner.engine.multipliers import proven_by
from planner.engine.neighbourhood import Neighbourhoods
from planner.engine.parts import bound_by_parts
from planner.engine.posting import posted
from planner.engine.relaxation import Relaxation, relaxed_bound
from planner.engine.residue import residue
from planner.engine.settle import Contradiction, settle
from planner.engine.slice import solve_slice, with_followers
from planner.engine.solve import Solution, solve
from planner.engine.start import Greedy
from planner.engine.weeks import Weeks
from planner.language.draft import Draft
from planner.language.limits import Stage
from planner.model import Client, Fixed, Problem, Therapist, Topic, Window
from planner.search import Search
from tests.benchmarks.planted import PlantedWeek, planted_week
from tests.constraints.on_draft import columns_of
from tests.constraints.weeks import at
from tests.constraints.weeks import week as tiny_week

EVERY_STAGE = (Stage.HOURS, Stage.DAYS, Stage.NEEDS, Stage.RUNS, Stage.GOOD_WEEK)


@cache
def week() -> PlantedWeek:
    return planted_week(24, 2, "listed")


@cache
def posting() -> tuple[Draft, Board]:
    problem = week().problem
    filled = posted(problem, rule_book())
    return filled.draft, filled.board()


@cache
def hidden() -> Vector:
    """The hidden timetable on the posting, its followers worked out."""
    draft, board = posting()
    columns = columns_of(draft, week().roster)
    assert columns is not None
    values = board.lowest.copy()
    values[list(columns)] = list(columns.values())
    total = sum(board.prices.values(), np.zeros(board.width, dtype=np.int64))
    outcome = solve_slice(board, values, board.following.copy(), total, Effort(20.0))
    assert outcome.values is not None
    return board.with_slacks(outcome.values)


@cache
def solution(seed: int = 1) -> Solution:
    return solve(week().problem, rule_book(), Search(seconds=2, seed=seed, reproducible=True))


def test_the_hidden_timetable_keeps_every_row_and_misses_nothing() -> None:
    _, board = posting()
    assert board.keeps(hidden())
    urgent = [stage for stage in board.prices if stage < Stage.GOOD_WEEK]
    assert {board.value(stage, hidden()) for stage in urgent} == {0}


@pytest.mark.parametrize("stage", EVERY_STAGE, ids=lambda stage: stage.name)
def test_no_bound_is_above_a_plan_that_is_known(stage: Stage) -> None:
    draft, board = posting()
    values = hidden()
    caps = tuple((s, board.value(s, values)) for s in sorted(board.prices) if s < stage)
    known = board.value(stage, values)
    parts, cuts = bound_by_parts(draft, board, stage, caps, Clock(60, True), 60, 1, Solvers())
    relaxed = relaxed_bound(board, stage, caps, 60)
    assert [cut.fewest for cut in cuts if cut.factors @ values[cut.columns] < cut.fewest] == []
    together = relaxed_bound(board, stage, caps, 60, cuts)
    tied = links(draft, board)
    assert all(cut.factors @ values[cut.columns] >= cut.fewest for cut in tied)
    assert relaxed <= relaxed_bound(board, stage, caps, 60, tied) <= known
    assert max(relaxed, parts) <= together <= known
    assert floor_of(board, stage) <= parts <= known
    assert relaxed <= known
    if stage is Stage.GOOD_WEEK:
        assert parts > 0.6 * known, "days, sessions and idle time of each client and topic bound the whole"


def test_the_relaxation_solved_step_by_step_comes_to_what_the_simplex_method_finds() -> None:
    """And it never goes above, however early it is asked: what it says holds from the first step on."""
    draft, board = posting()
    caps = tuple((s, board.value(s, hidden())) for s in sorted(board.prices) if s < Stage.GOOD_WEEK)
    tied = links(draft, board)
    exactly = relaxed_bound(board, Stage.GOOD_WEEK, caps, 60, tied)
    relaxation = Relaxation(board, Stage.GOOD_WEEK, caps, tied)
    assert floor_of(board, Stage.GOOD_WEEK) <= relaxation.bound < exactly
    assert relaxation.solve(1e-2)
    roughly = relaxation.bound
    assert relaxation.solve(1e-4)
    assert roughly <= relaxation.bound <= exactly
    assert relaxation.bound > 0.995 * exactly
    relaxation.stop()
    assert not relaxation.solve(1e-9)


def test_whole_weeks_of_people_cost_more_than_split_ones_and_no_more_than_those_of_a_plan() -> None:
    """The rows found rule out what the relaxation came to, lift its bound and keep the known plan."""
    draft, board = posting()
    caps = tuple((s, board.value(s, hidden())) for s in sorted(board.prices) if s < Stage.GOOD_WEEK)
    relaxation = Relaxation(board, Stage.GOOD_WEEK, caps, links(draft, board))
    relaxation.solve(1e-4)
    split, before = relaxation.values, relaxation.bound
    weeks = Weeks(draft, board)
    found = weeks.cuts(relaxation.left, relaxation.multipliers, split, caps, None, Solvers())
    cuts = [cut for cut, _ in found if cut is not None]
    parts = relaxation.left.settled.astype(float)
    parts[relaxation.left.open] = split
    assert cuts
    for cut in cuts:
        assert cut.factors @ parts[cut.columns] < cut.fewest <= cut.factors @ hidden()[cut.columns]
        assert len(set(weeks.owners[cut.columns])) == 1
    relaxation.tighten(cuts)
    relaxation.solve(1e-4)
    assert before < relaxation.bound <= board.value(Stage.GOOD_WEEK, hidden())
    again = weeks.cuts(relaxation.left, relaxation.multipliers, relaxation.values, caps, None, Solvers())
    assert len(list(again)) == len(cuts), "who gained nothing is not asked again"


@settings(max_examples=40, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), spread=st.sampled_from((0.01, 1.0, 50.0, 1e12)))
def test_whatever_the_multipliers_they_prove_nothing_that_a_plan_disproves(seed: int, spread: float) -> None:
    _, board = posting()
    everything = np.ones(board.width, dtype=bool)
    prices = board.prices[Stage.GOOD_WEEK]
    left = residue(board, board.lowest, board.highest, everything, prices)
    multipliers = np.random.default_rng(seed).normal(0, spread, len(left.least))
    assert left.floor <= proven_by(left, multipliers) <= prices @ hidden()
    assert proven_by(left, 0 * multipliers) == left.floor


def test_a_first_plan_keeps_every_row_and_is_better_than_none() -> None:
    problem = week().problem
    rules = [rule for rule in rule_book() if rule.hard or (rule.stage or 0) < Stage.GOOD_WEEK]
    filled = posted(problem, rules)
    draft, board = filled.draft, filled.board()
    nothing = settle(board, draft, filled)
    first = Greedy(draft, board, nothing).run()
    assert board.keeps(first)
    assert board.value(Stage.HOURS, first) < board.value(Stage.HOURS, nothing) / 5


def test_a_slice_is_never_worse_than_the_plan_it_starts_from() -> None:
    draft, board = posting()
    free = np.zeros(board.width, dtype=bool)
    free[[seat.column for seat in draft.seats if seat.day == 0]] = True
    prices = board.prices[Stage.GOOD_WEEK]
    outcome = solve_slice(board, hidden(), free, prices, Effort(0.3))
    assert outcome.values is not None
    assert prices @ outcome.values <= prices @ hidden()
    assert board.keeps(board.with_slacks(outcome.values))


@pytest.mark.parametrize("kind", (*KINDS, TIMETABLE))
def test_a_neighbourhood_frees_something_and_lets_the_plan_at_hand_stand(kind: str) -> None:
    draft, board = posting()
    missed = np.flatnonzero(board.prices[Stage.GOOD_WEEK] * hidden() > 0)
    mask = Neighbourhoods(week().problem, draft, board).draw(kind, 400, Random(1), hidden(), missed)
    assert mask[~board.following].any()
    free = with_followers(board, mask)
    prices = board.prices[Stage.GOOD_WEEK]
    outcome = solve_slice(board, hidden(), free, prices, Effort(0.2))
    assert outcome.values is not None
    assert prices @ outcome.values <= prices @ hidden()


def test_a_good_week_is_bounded_by_sessions_that_cannot_be_split_among_seats() -> None:
    """With its draft the prover ties each seat to its session, which lifts the bound of a split week."""
    draft, board = posting()
    present = tuple(sorted(board.prices))
    caps = tuple((s, board.value(s, hidden())) for s in present if s < Stage.GOOD_WEEK)
    prover = Prover(Incumbent(board, hidden(), present), Stage.GOOD_WEEK, Clock(1, True), 1, draft=draft)
    prover.finish(1)
    relaxed = relaxed_bound(board, Stage.GOOD_WEEK, caps, 60)
    assert relaxed < prover.bound <= board.value(Stage.GOOD_WEEK, prover.incumbent.values)


def test_a_reproducible_run_gives_the_same_roster_twice() -> None:
    again = solve(week().problem, rule_book(), Search(seconds=2, seed=1, reproducible=True))
    assert again.roster == solution().roster
    assert again.stages == solution().stages


def test_the_roster_breaks_no_hard_rule_and_costs_what_the_engine_says() -> None:
    problem, roster = week().problem, solution().roster
    assert [b for rule in rule_book() if rule.hard for b in rule.check(problem, roster)] == []
    for result in solution().stages:
        checked = sum(
            rule.weight * breach.amount
            for rule in rule_book()
            if rule.stage is result.stage
            for breach in rule.check(problem, roster)
        )
        assert checked >= result.bound
        if result.stage < Stage.GOOD_WEEK:
            assert checked == result.value


def test_the_work_is_counted_so_that_it_cannot_grow_unseen() -> None:
    """A speed test that can't flicker: columns, rows and entries, and how many slices the search takes.

    The figures are a tenth above what they were when last set. A change that needs more says why in its message and
    sets them anew, a tenth above what this test finds; one that needs less brings them down.
    """
    _, board = posting()
    size = {"columns": board.width, "rows": board.height, "entries": len(board.columns)}
    most = {"columns": 8200, "rows": 6850, "entries": 66000}
    assert {what: many for what, many in size.items() if many > most[what]} == {}
    assert solution().stages[0].proven
    assert solution().tally.slices <= 24


def test_hours_that_must_be_missed_are_proven_and_not_only_reached() -> None:
    """A tight week: without its busiest therapist somebody goes short, and no slice can know that it must be so."""
    found = solve(
        planted_week(24, 1, "listed", True).problem, rule_book(), Search(seconds=6, reproducible=True)
    )
    [hours] = [result for result in found.stages if result.stage is Stage.HOURS]
    assert hours.value > 0 and hours.proven


def test_the_prover_bounds_a_stage_truly_and_above_the_relaxation() -> None:
    """From a known plan, on its own: the bound it ends with is below the plan and above what splitting seats allows."""
    _, board = posting()
    values = hidden()
    present = tuple(sorted(board.prices))
    caps = tuple((s, board.value(s, values)) for s in present if s < Stage.GOOD_WEEK)
    prover = Prover(Incumbent(board, values, present), Stage.GOOD_WEEK, Clock(2, True), 1)
    prover.finish(2)
    relaxed = relaxed_bound(board, Stage.GOOD_WEEK, caps, 60)
    assert relaxed <= prover.bound <= board.value(Stage.GOOD_WEEK, prover.incumbent.values)


def _tiny(*fixed: Fixed) -> Problem:
    week_long = (Window(0, 7 * 24 * 60),)
    return Problem(
        first_day=week().problem.first_day,
        topics={"Anger": Topic("Anger", 60), "Grief": Topic("Grief", 60)},
        clients={"C001": Client("C001", "IOP", least_minutes=60)},
        therapists={"Ada": Therapist("Ada", frozenset({"Anger", "Grief"}))},
        starts=(540, 600),
        client_windows={"C001": week_long},
        therapist_windows={"Ada": week_long},
        fixed=fixed,
    )


def test_when_replanning_the_search_has_the_first_try_at_what_the_prover_found() -> None:
    """The prover knows nothing of moves: its plan is held back until it is asked for."""
    problem, rules = _tiny(), rule_book()
    filled = posted(problem, rules)
    board = filled.board()
    moves = np.zeros(board.width, dtype=np.int64)
    board = replace(
        board,
        prices={**board.prices, Stage.MOVES: moves},
        offsets={**board.offsets, Stage.MOVES: 0},
    )
    nothing = board.with_slacks(board.lowest.copy())
    incumbent = Incumbent(board, nothing, (Stage.HOURS, Stage.MOVES))
    prover = Prover(incumbent, Stage.HOURS, Clock(2, True), 1)
    prover.finish(2)
    assert (incumbent.costs, prover.bound) == ((60, 0), 0)
    prover.hand_over()
    assert incumbent.costs == (0, 0)


def test_fixed_sessions_that_contradict_each_other_are_named_and_no_others() -> None:
    problem = _tiny(
        Fixed("Anger", 540, ("Ada",), place="Fixed!A2"),
        Fixed("Grief", 570, ("Ada",), place="Fixed!A3"),
        Fixed("Grief", 900, ("Ada",), place="Fixed!A4"),
    )
    with pytest.raises(Contradiction) as caught:
        solve(problem, rule_book(), Search(seconds=2, reproducible=True))
    named = {about.split(":")[0] for reason in caught.value.reasons for about in reason}
    assert named == {"Fixed!A2", "Fixed!A3"}


def test_a_plan_comes_out_when_nothing_can_be_planned() -> None:
    nobody = replace(_tiny(), therapist_windows={})
    found = solve(nobody, rule_book(), Search(seconds=1, reproducible=True))
    assert found.roster.sessions == ()
    assert [(r.stage, r.value, r.proven) for r in found.stages if r.stage is Stage.HOURS] == [
        (Stage.HOURS, 60, True)
    ]


@pytest.mark.parametrize(("lunch", "at_noon"), [(None, True), ((11 * 60 + 30, 13 * 60 + 30), False)])
def test_a_first_plan_fills_noon_last(lunch: tuple[int, int] | None, at_noon: bool) -> None:
    """Five hours of seven that could be: without lunch from the morning on, with lunch around it."""
    starts = [at(0, hour) for hour in range(9, 16)]
    groups = [Topic(name, 60) for name in ("Anger", "Grief", "Skills", "Sleep", "Stress")]
    day = tiny_week(groups, [Client("C001", "PHP", least_minutes=300)], starts, lunch=lunch)
    rules = [rule for rule in rule_book() if rule.hard or rule.stage is Stage.HOURS]
    filled = posted(day, rules)
    draft, board = filled.draft, filled.board()
    first = Greedy(draft, board, settle(board, draft, filled)).run()
    held = [option.start for option in draft.sessions if first[option.column]]
    assert len(held) == 5
    assert (at(0, 12) in held) == at_noon
