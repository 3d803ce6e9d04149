"""Every example does what is written beside it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from examples.make_workbooks import EXAMPLES, NAMES, make_workbook
from planner.api import load, plan
from planner.cli import app
from planner.model.faults import WorkbookFaults
from planner.plan import Plan
from planner.tables.open import open_tables
from planner.week.problem import problem_of
from tests.outside_checker import check_roster

PLANNED = [name for name in NAMES if name != "misspelt"]


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXAMPLES / name / "expected.json").read_text(encoding="utf-8"))
    return found


def planned(book: Path, name: str) -> Plan:
    program, _ = load(book)
    week = date.fromisoformat(expected(name)["week"])
    return plan(program, week, seconds=0.5, reproducible=True)[0]


def levels_of(found: Plan) -> dict[str, dict[str, Any]]:
    return {stage.stage.says: {"value": stage.value, "proven": stage.proven} for stage in found.stages}


def assert_levels(found: dict[str, dict[str, Any]], name: str) -> None:
    for level, wanted in expected(name)["levels"].items():
        assert {key: found[level][key] for key in wanted} == wanted, level


@pytest.fixture(scope="module")
def quick_start() -> Plan:
    return planned(EXAMPLES / "quick_start" / "quick_start.xlsx", "quick_start")


@pytest.fixture(scope="module")
def overbooked() -> Plan:
    return planned(EXAMPLES / "overbooked" / "overbooked.xlsx", "overbooked")


@pytest.fixture(scope="module")
def riverside(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    roster = tmp_path_factory.mktemp("riverside") / "roster.xlsx"
    book = str(EXAMPLES / "riverside" / "riverside.xlsx")
    asked = ["--week", "2026-11-30", "--seconds", "2", "--reproducible", "--strict", "--format", "json"]
    done = CliRunner().invoke(app, ["plan", book, *asked, "-o", str(roster)])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout), roster


# --- the workbooks -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_says_what_its_csv_files_say(name: str, tmp_path: Path) -> None:
    made = tmp_path / f"{name}.xlsx"
    make_workbook(name, made)
    stands, would_stand = (
        [table for table in open_tables(path) if not table.name.startswith("(")]  # what the planner reads
        for path in (EXAMPLES / name / f"{name}.xlsx", made)
    )
    assert stands == would_stand


@pytest.mark.parametrize("name", PLANNED)
def test_a_folder_and_a_workbook_give_the_same_problem(name: str) -> None:
    week = date.fromisoformat(expected(name)["week"])
    problems = []
    for book in (EXAMPLES / name / "sheets", EXAMPLES / name / f"{name}.xlsx"):
        program, warnings = load(book)
        assert warnings == []
        problem = problem_of(program, week)
        # Where a fixed session stands is a cell in the one and a line in the other.
        problems.append(replace(problem, fixed=tuple(replace(row, place="") for row in problem.fixed)))
    assert problems[0] == problems[1]


# --- quick_start ---------------------------------------------------------------------------------


def test_quick_start_reaches_every_level(quick_start: Plan) -> None:
    assert_levels(levels_of(quick_start), "quick_start")


def test_quick_start_plans_the_hours_and_sessions_written_beside_it(quick_start: Plan) -> None:
    hours = {line.client: round(line.planned / 60, 2) for line in quick_start.hours}
    assert hours == expected("quick_start")["hours"]
    sessions = Counter(session.topic for session in quick_start.roster.sessions)
    assert sessions == expected("quick_start")["sessions"]


def test_quick_start_gives_the_same_plan_from_a_folder(quick_start: Plan) -> None:
    assert planned(EXAMPLES / "quick_start" / "sheets", "quick_start").roster == quick_start.roster


# --- overbooked ----------------------------------------------------------------------------------


def test_overbooked_is_short_of_what_its_seats_cannot_give(overbooked: Plan) -> None:
    assert_levels(levels_of(overbooked), "overbooked")


def test_overbooked_cannot_do_better_by_count(overbooked: Plan) -> None:
    counted, problem = expected("overbooked"), overbooked.problem
    assert len(problem.starts) == counted["groups"]
    assert {topic.largest for topic in problem.topics.values()} == {counted["seats"]}
    assert {topic.minutes for topic in problem.topics.values()} == {counted["minutes"]}
    assert len(problem.therapists) == len(problem.rooms) == 1
    assert sum(client.least_minutes for client in problem.clients.values()) == counted["required"]
    given = counted["groups"] * counted["seats"] * counted["minutes"]
    assert counted["required"] - given == counted["levels"]["minutes short"]["value"]


def test_overbooked_shares_what_is_short(overbooked: Plan) -> None:
    shares = Counter(str(line.short) for line in overbooked.hours)
    assert shares == expected("overbooked")["shares"]


def test_overbooked_says_why_for_each_client_who_is_short(overbooked: Plan) -> None:
    short = [line for line in overbooked.hours if line.short]
    assert short
    assert all("full" in line.reason for line in short)


# --- misspelt ------------------------------------------------------------------------------------


def test_misspelt_gives_its_messages_word_for_word() -> None:
    done = CliRunner().invoke(app, ["check", str(EXAMPLES / "misspelt" / "misspelt.xlsx")])
    assert done.exit_code == 1
    assert done.stderr == (EXAMPLES / "misspelt" / "expected.txt").read_text(encoding="utf-8")
    assert done.stdout == ""


def test_misspelt_has_a_dozen_errors_and_two_warnings() -> None:
    with pytest.raises(WorkbookFaults) as found:
        load(EXAMPLES / "misspelt" / "misspelt.xlsx")
    assert (len(found.value.errors), len(found.value.warnings)) == (12, 2)


# --- riverside -----------------------------------------------------------------------------------


def test_riverside_reaches_every_minimum(riverside: tuple[dict[str, Any], Path]) -> None:
    found, _ = riverside
    assert_levels({level["name"]: level for level in found["levels"]}, "riverside")
    assert len(found["hours"]) == expected("riverside")["clients"]
    assert [line for line in found["hours"] if line["short"] or line["planned"] < line["required"]] == []


def test_riverside_misses_only_the_needs_that_nothing_can_meet(
    riverside: tuple[dict[str, Any], Path],
) -> None:
    missing = {f"{line['client']} {line['topic']}" for line in riverside[0]["needs"] if line["missing"]}
    accounted = [set(row["one of"]) for row in expected("riverside")["missing"]]
    assert [len(missing & row) for row in accounted] == [1] * len(accounted)
    assert missing <= set().union(*accounted)


def test_riverside_runs_without_the_therapist_who_is_away(riverside: tuple[dict[str, Any], Path]) -> None:
    for therapist, day in expected("riverside")["leads nothing on"].items():
        led = [session for session in riverside[0]["sessions"] if therapist in session["therapists"]]
        assert led
        assert [session for session in led if session["date"] == day] == []


def test_riverside_passes_the_outside_checker(riverside: tuple[dict[str, Any], Path]) -> None:
    assert check_roster(EXAMPLES / "riverside" / "riverside.xlsx", riverside[1]) == []
