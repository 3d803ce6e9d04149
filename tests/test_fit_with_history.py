"""A closed group takes in nobody new: `fit` knows its members from the rosters of the weeks before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from planner.cli import app
from tests.small_week import CODES
from tests.workbook.books import save_workbook


def book(folder: Path, *asking: str) -> Path:
    """Grief is closed, and those named need it; an hour a week is asked for."""
    hours = [[name, "weekdays", "9:00", "12:00"] for name in (*CODES, "Ada")]
    return save_workbook(
        folder / "clinic.xlsx",
        {
            "Topics": [
                ["Topic", "Minutes", "Smallest", "Largest", "Room kind", "Membership"],
                ["Grief", 60, 2, 4, "none", "closed"],
            ],
            "Therapists": [["Therapist", "Leads"], ["Ada", "all"]],
            "Levels": [["Level", "Min hours"], ["Small", 0]],
            "Times": [["Days", "Starts"], ["weekdays", "9:00, 10:00, 11:00"]],
            "Clients": [["Client", "Level"], *([code, "Small"] for code in CODES)],
            "Client availability": [["Client", "Days", "From", "To"], *hours[:-1]],
            "Therapist availability": [["Therapist", "Days", "From", "To"], hours[-1]],
            "Needs": [["Client", "Topic", "Priority"], *([code, "Grief", "must"] for code in asking)],
        },
    )


def run(*arguments: object) -> str:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def needs_met(*arguments: object) -> int:
    weeks = json.loads(run("fit", *arguments, "--format", "json"))["weeks"]
    return max((week["needs_met"] for week in weeks), default=0)


def test_a_newcomer_is_offered_no_closed_group_that_began_in_the_weeks_before(tmp_path: Path) -> None:
    quick = ("--seconds", "1", "--reproducible")
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    made = book(tmp_path, *CODES[:3])
    run("plan", made, "--week", "2026-11-30", *quick, "-o", first)
    run("plan", made, "--week", "2026-12-07", *quick, "--history", first, "-o", second)
    made.unlink()
    made = book(tmp_path, *CODES)
    assert needs_met(made, second, CODES[3]) == 1
    assert needs_met(made, second, CODES[3], "--history", first) == 0


def test_the_weeks_before_in_the_same_file_are_known_without_being_named(tmp_path: Path) -> None:
    quick, both = ("--seconds", "1", "--reproducible"), tmp_path / "both.xlsx"
    made = book(tmp_path, *CODES[:3])
    run("plan", made, "--week", "2026-11-30", "--weeks", 2, *quick, "-o", both)
    made.unlink()
    made = book(tmp_path, *CODES)
    assert needs_met(made, both, CODES[3], "--week", "2026-12-07") == 0
    assert needs_met(made, both, CODES[3], "--week", "2026-12-07", "--history", both) == 0


@pytest.mark.parametrize(
    "words", [("explain",), ("explain", "--topic", "Grief"), ("fit", CODES[0]), ("whatif", "one more room")]
)
def test_a_week_that_the_roster_does_not_have_is_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    first, made = tmp_path / "first.xlsx", book(tmp_path, *CODES[:3])
    run("plan", made, "--week", "2026-11-30", "--seconds", "1", "--reproducible", "-o", first)
    command = [words[0], made, first, *words[1:], "--week", "2027-01-04"]
    done = CliRunner().invoke(app, [str(word) for word in command])
    assert done.exit_code == 1
    assert "first.xlsx has no week of 2027-01-04; it has 2026-11-30" in " ".join(done.stderr.split())
