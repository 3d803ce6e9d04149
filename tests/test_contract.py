"""What the workbook's contract says in so many words, by tiny weeks through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
from typer.testing import CliRunner

from planner.cli import app
from tests.workbook.books import planned, save_workbook

Rows = list[list[object]]


def book(folder: Path, **more: Rows) -> Path:
    """Two clients without minimums who need Anger, and a therapist; whole sheets put in or replaced."""
    sheets: dict[str, Rows] = {
        "Levels": [["Level", "Min hours", "Min days"], ["Any", 0, 0]],
        "Topics": [["Topic", "Minutes", "Smallest"], ["Anger", 60, 1]],
        "Therapists": [["Therapist", "Leads"], ["Ortiz", "all"]],
        "Times": [["Days", "Starts"], ["Mon-Fri", "9:00"]],
        "Clients": [["Client", "Level"], ["C1", "Any"], ["C2", "Any"]],
        "Client availability": [["Client", "Days", "From", "To"], *([code, "Mon-Fri", "9:00", "12:00"]
                                                                   for code in ("C1", "C2"))],
        "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ortiz", "daily", "8:00", "18:00"]],
        "Needs": [["Client", "Topic", "Sessions"], ["C1", "Anger", 2], ["C2", "Anger", 1]],
    }  # fmt: skip
    return save_workbook(
        folder / "tiny.xlsx", sheets | {name.replace("_", " "): rows for name, rows in more.items()}
    )


SHEETS = ["Summary", "Week", "Clients", "Therapists", "Rooms", "Sessions", "Roster", "Hours", "Needs", "Sign-in",
          "As planned"]  # fmt: skip


def test_a_roster_has_the_sheets_in_their_order(tmp_path: Path) -> None:
    planned(book(tmp_path))
    roster = openpyxl.load_workbook(tmp_path / "tiny 2026-11-30.xlsx")
    assert [name for name in roster.sheetnames if name in SHEETS] == SHEETS
    assert [sheet.title for sheet in roster if sheet.sheet_state != "visible"] == ["Lists", "As planned"]


def test_hours_and_needs_are_told_of_where_nobody_asks_for_any(tmp_path: Path) -> None:
    found = planned(book(tmp_path, Needs=[["Client", "Topic"]]))["levels"]
    told = {level["name"]: (level["value"], level["bound"], level["proven"]) for level in found}
    assert next(iter(told)) == "minutes short"
    assert told["minutes short"] == told["needs missing (by priority)"] == (0, 0, True)


def test_a_rule_that_is_never_broken_may_be_said_to_be_a_must(tmp_path: Path) -> None:
    made = book(tmp_path, Rules=[["Rule", "Use"], ["Group size", "must"], ["Tags", "Must"]])
    assert planned(made)["errors"] == []


def test_a_roster_that_is_checked_is_told_of_like_one_that_was_planned(tmp_path: Path) -> None:
    made = book(tmp_path)
    told = planned(made)
    done = CliRunner().invoke(
        app, ["check", str(made), str(tmp_path / "tiny 2026-11-30.xlsx"), "--format", "json"]
    )
    found = json.loads(done.stdout)
    assert found["levels"] == found["errors"] == []
    for name in ("week", "sessions", "hours", "needs"):
        assert found[name] == told[name]
    assert len(found["sessions"]) == 2


def test_the_places_of_a_cause_are_cells_of_the_workbook(tmp_path: Path) -> None:
    made = book(
        tmp_path,
        Levels=[["Level", "Min hours"], ["Any", 6]],
        Settings=[["Setting", "Value"], ["Lunch", "11:30-13:00"], ["Changeover", 5]],
    )
    done = CliRunner().invoke(app, ["explain", str(made), "--week", "2026-11-30", "--format", "json"])
    places = [place for cause in json.loads(done.stdout)["causes"] for place in cause["places"]]
    assert "Times!A2" in places
    sheets = openpyxl.load_workbook(made)
    for sheet, _, cell in (place.partition("!") for place in places):
        assert sheets[sheet][cell].value is not None
