"""A planted week is what it claims: its hidden roster breaks nothing and misses nothing."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from constraints import rule_book
from planner.export.sheets.roster import write_roster
from planner.language.limits import Stage
from planner.plan import Plan, StageResult, lines_of
from planner.week.problem import problem_of
from planner.workbook.read import read_program
from tests.benchmarks.cast import Grid
from tests.benchmarks.planted import FIRST_DAY, LEVELS, planted_week
from tests.outside_checker import check_roster

GRIDS: tuple[Grid, ...] = ("listed", "half hour")


@pytest.mark.parametrize("grid", GRIDS)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_hidden_roster_breaks_no_rule_and_misses_nothing(grid: Grid, seed: int) -> None:
    week = planted_week(48, seed, grid)
    for rule in rule_book():
        if rule.hard or (rule.stage is not None and rule.stage <= Stage.RUNS):
            assert [breach.says for breach in rule.check(week.problem, week.roster)] == []


@pytest.mark.parametrize("grid", GRIDS)
def test_the_same_seed_gives_the_same_week_and_another_gives_another(grid: Grid) -> None:
    assert planted_week(24, 7, grid) == planted_week(24, 7, grid)
    assert planted_week(24, 7, grid).roster != planted_week(24, 8, grid).roster


def test_a_lost_seat_of_the_hidden_roster_is_a_missing_need_or_an_hour_short() -> None:
    # Else "0 missing" would be easy: needs and minimum hours must stand on the hidden seats.
    week = planted_week(48, 1, "half hour")
    needed = {(need.client, need.topic) for need in week.problem.needs}
    seats = [(code, session.topic) for session in week.roster.sessions for code in session.clients]
    assert sum(seat in needed for seat in seats) > 0.8 * len(seats)
    minutes: Counter[str] = Counter()
    for session in week.roster.sessions:
        minutes.update(dict.fromkeys(session.clients, session.minutes))
    spare = [minutes[code] - client.least_minutes for code, client in week.problem.clients.items()]
    assert sum(0 <= each < 120 for each in spare) > 0.7 * len(spare)


def test_a_tight_week_has_lost_its_busiest_therapist_and_no_need() -> None:
    week, tight = planted_week(48, 1, "listed"), planted_week(48, 1, "listed", tight=True)
    (gone,) = set(week.problem.therapists) - set(tight.problem.therapists)
    led = {name: sum(s.minutes for s in week.roster.of_therapist(name)) for name in week.problem.therapists}
    assert led[gone] == max(led.values())
    assert tight.problem.needs == week.problem.needs
    assert all(client.primary in tight.problem.therapists for client in tight.problem.clients.values())
    assert tight.lost == tuple(week.roster.of_therapist(gone))


def test_every_minimum_is_the_level_s_or_the_client_s_own_and_reached() -> None:
    week = planted_week(80, 3, "listed")
    for client in week.problem.clients.values():
        assert client.least_minutes <= LEVELS[client.level].least_minutes
        assert (client.most_minutes, client.least_days) == (
            LEVELS[client.level].most_minutes,
            LEVELS[client.level].least_days,
        )


@pytest.mark.parametrize("grid", GRIDS)
def test_the_folder_reads_back_as_the_very_same_problem(tmp_path: Path, grid: Grid) -> None:
    week = planted_week(24, 1, grid)
    week.write_csvs(tmp_path)
    program, _ = read_program(
        tmp_path
    )  # warnings: some windows are too short for anything, some tags decide nothing
    assert problem_of(program, FIRST_DAY) == week.problem


@pytest.mark.parametrize("grid", GRIDS)
def test_the_outside_checker_finds_nothing_in_the_written_hidden_roster(tmp_path: Path, grid: Grid) -> None:
    week = planted_week(24, 2, grid)
    week.write_csvs(tmp_path / "book")
    hours, needs = lines_of(week.problem, week.roster, {})
    stages = tuple(StageResult(stage, 0, 0) for stage in Stage)
    plan = Plan(week.problem, week.roster, stages, hours, needs=needs)
    write_roster(tmp_path / "roster.xlsx", [plan], created=datetime(2026, 11, 28))
    assert check_roster(tmp_path / "book", tmp_path / "roster.xlsx") == []
