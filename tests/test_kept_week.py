"""The other week of `explain --session` and `--topic`, kept as a roster."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from planner import api
from planner.planning import breaches_of
from planner.week.problem import problem_of
from tests.command_line import run
from tests.replanned_book import book, edit, row_of
from tests.small_week import MONDAY, TUE, at, in_force, seats, session, written

HELD = ("Anger", at(TUE, 9))
QUICK = ("--seconds", "1")


@pytest.fixture
def week(tmp_path: Path) -> tuple[Path, Path, Path]:
    """The workbook, the roster that is asked about, and the name of the one that is to be kept."""
    of = book(tmp_path)
    program, _ = api.load(of)
    roster = written(tmp_path / "riverside 2026-11-30.xlsx", program, in_force(), api.rules_of(program))
    return of, roster, tmp_path / "other.xlsx"


def test_the_week_without_a_session_is_kept_and_breaks_no_rule(week: tuple[Path, Path, Path]) -> None:
    of, roster, kept = week
    asked = run("explain", of, roster, "--session", "Tue-0900-ANG", *QUICK, "--write", kept)
    assert asked.exit_code == 0, asked.stderr
    assert "other.xlsx is that week." in asked.stderr
    program, _ = api.load(of)
    file = api.load_roster(kept, program)
    (other,) = file.rosters
    assert HELD in {(one.topic, one.start) for one in in_force().sessions}
    assert HELD not in {(one.topic, one.start) for one in other.sessions}
    assert not breaches_of(problem_of(program, MONDAY), other, api.rules_of(program))
    assert run("check", of, kept).exit_code == 0
    sheets = openpyxl.load_workbook(kept)
    assert "Changes" in sheets.sheetnames  # what it changes in the roster that was asked about
    said = " ".join(str(cell.value) for row in sheets["Summary"] for cell in row)
    assert "planner explain riverside.xlsx 'riverside 2026-11-30.xlsx' --session Tue-0900-ANG" in said


def test_the_week_with_one_more_of_a_topic_is_kept(tmp_path: Path) -> None:
    of = book(tmp_path)
    program, _ = api.load(of)
    alone = in_force(session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C001", "C002", "C003", "C004"))
    roster = written(tmp_path / "alone.xlsx", program, alone, api.rules_of(program))
    kept = tmp_path / "other.xlsx"
    assert run("explain", of, roster, "--topic", "Grief", *QUICK, "--write", kept).exit_code == 0
    (other,) = api.load_roster(kept, program).rosters
    assert {one.topic for one in other.sessions} == {"Anger", "Grief"}


def test_what_stood_beside_the_rows_that_stay_is_kept_too(week: tuple[Path, Path, Path]) -> None:
    of, roster, kept = week

    def annotate(workbook: openpyxl.Workbook) -> None:
        row = row_of(workbook, "Roster", "C001", "Thu-1000-GRI")
        headings = [cell.value for cell in workbook["Roster"][1]]
        workbook["Roster"].cell(row, headings.index("Note") + 1, "brings the forms")

    edit(roster, annotate)
    assert run("explain", of, roster, "--session", "Tue-0900-ANG", *QUICK, "--write", kept).exit_code == 0
    program, _ = api.load(of)
    (other,) = api.load_roster(kept, program).rosters
    [noted] = [seat for one in other.sessions for seat in one.seats if seat.note]
    assert (noted.client, noted.note) == ("C001", "brings the forms")


def test_nothing_that_is_there_is_written_over(week: tuple[Path, Path, Path]) -> None:
    of, roster, kept = week
    kept.write_bytes(b"mine")
    asked = run("explain", of, roster, "--session", "Tue-0900-ANG", *QUICK, "--write", kept)
    assert (asked.exit_code, asked.stdout) == (1, "")
    assert "other.xlsx is there already: choose another name" in asked.stderr
    assert kept.read_bytes() == b"mine"


def test_only_a_week_that_was_found_can_be_kept(week: tuple[Path, Path, Path]) -> None:
    of, roster, kept = week
    nothing = run("explain", of, roster, "--write", kept)
    assert nothing.exit_code == 1
    assert "--write keeps the week of --session or --topic" in nothing.stderr
    wrong = run("explain", of, roster, "--session", "Tue-0900-ANG", "--write", kept.with_suffix(".xls"))
    assert wrong.exit_code == 2
    assert not kept.exists()


def test_a_week_that_there_is_not_ends_with_1_and_the_reason(week: tuple[Path, Path, Path]) -> None:
    """Tuesday's session is settled: no week is without it."""
    of, roster, kept = week
    workbook = openpyxl.load_workbook(of)
    for row in (["Day", "Start", "Topic"], ["Tue", "9:00", "Anger"]):
        (workbook["Fixed"] if "Fixed" in workbook.sheetnames else workbook.create_sheet("Fixed")).append(row)
    workbook.save(of)
    asked = run("explain", of, roster, "--session", "Tue-0900-ANG", *QUICK, "--write", kept)
    assert asked.exit_code == 1 and not kept.exists()
    assert "other.xlsx isn't written: no such week was found" in " ".join(asked.stderr.split())
    words = ("--session", "Tue-0900-ANG", *QUICK, "--write", kept, "--format", "json")
    as_data = run("explain", of, roster, *words)
    assert as_data.exit_code == 1 and json.loads(as_data.stdout)["without"] is None  # one object, the answer


def test_the_command_on_the_summary_asks_the_same_again(week: tuple[Path, Path, Path]) -> None:
    of, roster, kept = week
    more = ("--week", MONDAY.isoformat(), "--history", roster)
    asked = run("explain", of, roster, "--session", "Tue-0900-ANG", *more, *QUICK, "--write", kept)
    assert asked.exit_code == 0, asked.stderr
    summary = openpyxl.load_workbook(kept)["Summary"]
    said = " ".join(str(cell.value) for row in summary for cell in row)
    for part in ("--week 2026-11-30", "--history 'riverside 2026-11-30.xlsx'", "--write other.xlsx"):
        assert part in said


def test_the_kept_week_can_be_begun_with(week: tuple[Path, Path, Path]) -> None:
    of, roster, kept = week
    run("explain", of, roster, "--session", "Tue-0900-ANG", *QUICK, "--write", kept)
    begun = of.with_name("begun.xlsx")
    assert run("plan", of, "--week", MONDAY, *QUICK, "--begin", kept, "-o", begun).exit_code == 0
    program, _ = api.load(of)
    (planned,) = api.load_roster(begun, program).rosters
    assert {code for code, _, _ in seats(planned)} == {"C001", "C002", "C003", "C004"}
