"""The engine on weeks whose best plan is known: what it finds is sound, what it proves is true."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from constraints import rule_book
from planner.draft import Draft
from planner.engine.board import Board, Program, Vector
from planner.engine.bound import Prover, floor_of
from planner.engine.clock import Clock
from planner.engine.improve import Incumbent
from planner.engine.parts import bound_by_parts
from planner.engine.relaxation import relaxed_bound
from planner.engine.settle import Contradiction, settle
from planner.engine.slice import Effort, solve_slice
from planner.engine.solve import Solution, solve
from planner.engine.start import Greedy
from planner.model import Client, Fixed, Problem, Therapist, Topic, Window
from planner.rule import Stage
from tests.benchmarks.planted import PlantedWeek, planted_week

EVERY_STAGE = (Stage.HOURS, Stage.DAYS, Stage.NEEDS, Stage.RUNS, Stage.PREFERENCES, Stage.BURDEN)


@cache
def week() -> PlantedWeek:
    return planted_week(24, 2, "listed")


@cache
def board() -> tuple[Draft, Program]:
    problem = week().problem
    rules = rule_book()
    draft = Draft(problem, [bar for rule in rules for bar in rule.bars(problem)])
    filled = Board(problem, draft)
    for rule in rules:
        filled.put(rule)
    return draft, filled.program()


@cache
def hidden() -> Vector:
    """The hidden timetable on the board, its followers worked out."""
    draft, program = board()
    columns = draft.columns_of(week().roster)
    assert columns is not None
    values = program.lowest.copy()
    values[list(columns)] = list(columns.values())
    total = sum(program.prices.values(), np.zeros(program.width, dtype=np.int64))
    outcome = solve_slice(program, values, program.following.copy(), total, Effort(20.0))
    assert outcome.values is not None
    return program.with_slacks(outcome.values)


@cache
def solution(seed: int = 1) -> Solution:
    return solve(week().problem, rule_book(), seconds=2, seed=seed, reproducible=True)


def test_the_hidden_timetable_keeps_every_row_and_misses_nothing() -> None:
    _, program = board()
    assert program.keeps(hidden())
    urgent = [stage for stage in program.prices if stage < Stage.PREFERENCES]
    assert {program.value(stage, hidden()) for stage in urgent} == {0}


@pytest.mark.parametrize("stage", EVERY_STAGE, ids=lambda stage: stage.name)
def test_no_bound_is_above_a_plan_that_is_known(stage: Stage) -> None:
    draft, program = board()
    values = hidden()
    caps = tuple((s, program.value(s, values)) for s in sorted(program.prices) if s < stage)
    known = program.value(stage, values)
    parts, cuts = bound_by_parts(draft, program, stage, caps, Clock(60, True), 60, 1, [])
    relaxed = relaxed_bound(program, stage, caps, 60)
    assert [cut.fewest for cut in cuts if cut.factors @ values[cut.columns] < cut.fewest] == []
    together = relaxed_bound(program, stage, caps, 60, cuts)
    assert max(relaxed, parts) <= together <= known
    assert floor_of(program, stage) <= parts <= known
    assert relaxed <= known
    if stage is Stage.BURDEN:
        assert parts > 0.8 * known, "days, sessions and idle time of each client and topic bound the whole"


def test_a_first_plan_keeps_every_row_and_is_better_than_none() -> None:
    problem = week().problem
    rules = [rule for rule in rule_book() if rule.hard or (rule.stage or 0) < Stage.PREFERENCES]
    draft = Draft(problem, [bar for rule in rules for bar in rule.bars(problem)])
    filled = Board(problem, draft)
    for rule in rules:
        filled.put(rule)
    program = filled.program()
    nothing = settle(program, draft, filled)
    first = Greedy(draft, program, nothing).run()
    assert program.keeps(first)
    assert program.value(Stage.HOURS, first) < program.value(Stage.HOURS, nothing) / 5


def test_a_slice_is_never_worse_than_the_plan_it_starts_from() -> None:
    draft, program = board()
    free = np.zeros(program.width, dtype=bool)
    free[[seat.column for seat in draft.seats if seat.day == 0]] = True
    prices = program.prices[Stage.BURDEN]
    outcome = solve_slice(program, hidden(), free, prices, Effort(0.3))
    assert outcome.values is not None
    assert prices @ outcome.values <= prices @ hidden()
    assert program.keeps(program.with_slacks(outcome.values))


def test_a_reproducible_run_gives_the_same_roster_twice() -> None:
    again = solve(week().problem, rule_book(), seconds=2, seed=1, reproducible=True)
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
        if result.stage < Stage.PREFERENCES:
            assert checked == result.value


def test_the_work_is_counted_so_that_it_cannot_grow_unseen() -> None:
    """A speed test that can't flicker: columns, rows and entries, and slices until everybody has their hours."""
    _, program = board()
    size = {"columns": program.width, "rows": program.height, "entries": len(program.columns)}
    most = {"columns": 6500, "rows": 8500, "entries": 60000}
    assert {what: many for what, many in size.items() if many > most[what]} == {}
    assert solution().stages[0].proven
    assert solution().tally.slices <= 120


def test_hours_that_must_be_missed_are_proven_and_not_only_reached() -> None:
    """A tight week: without its busiest therapist somebody goes short, and no slice can know that it must be so."""
    found = solve(planted_week(24, 1, "listed", True).problem, rule_book(), seconds=6, reproducible=True)
    [hours] = [result for result in found.stages if result.stage is Stage.HOURS]
    assert hours.value > 0 and hours.proven


def test_the_prover_bounds_a_stage_truly_and_above_the_relaxation() -> None:
    """From a known plan, on its own: the bound it ends with is below the plan and above what splitting seats allows."""
    _, program = board()
    values = hidden()
    present = tuple(sorted(program.prices))
    caps = tuple((s, program.value(s, values)) for s in present if s < Stage.BURDEN)
    prover = Prover(Incumbent(program, values, present), Stage.BURDEN, Clock(2, True), 1)
    prover.finish(2)
    relaxed = relaxed_bound(program, Stage.BURDEN, caps, 60)
    assert relaxed <= prover.bound <= program.value(Stage.BURDEN, prover.incumbent.values)


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
    draft = Draft(problem, [bar for rule in rules for bar in rule.bars(problem)])
    filled = Board(problem, draft)
    for rule in rules:
        filled.put(rule)
    program = filled.program()
    moves = np.zeros(program.width, dtype=np.int64)
    program = replace(
        program,
        prices={**program.prices, Stage.MOVES: moves},
        offsets={**program.offsets, Stage.MOVES: 0},
    )
    nothing = program.with_slacks(program.lowest.copy())
    incumbent = Incumbent(program, nothing, (Stage.HOURS, Stage.MOVES))
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
        solve(problem, rule_book(), seconds=2, reproducible=True)
    named = {about.split(":")[0] for reason in caught.value.reasons for about in reason}
    assert named == {"Fixed!A2", "Fixed!A3"}


def test_a_plan_comes_out_when_nothing_can_be_planned() -> None:
    nobody = replace(_tiny(), therapist_windows={})
    found = solve(nobody, rule_book(), seconds=1, reproducible=True)
    assert found.roster.sessions == ()
    assert [(r.stage, r.value, r.proven) for r in found.stages if r.stage is Stage.HOURS] == [
        (Stage.HOURS, 60, True)
    ]
