"""`planner check BOOK ROSTER` tells causes: who has left is one fault, and what is settled and small is told again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from planner.cli import app
from tests.workbook.books import Tables, planned, save_workbook

HOURS = ["Mon-Fri", "9:00", "15:00"]


def program(clients: tuple[str, ...] = ("C001", "C002", "C003"), **more: list[list[Any]]) -> Tables:
    return {
        "Levels": [["Level", "Min hours", "Max hours"], ["IOP", 4, 9]],
        "Topics": [["Topic", "Minutes", "Smallest", "Largest"], ["Anger", 60, 2, 8]],
        "Therapists": [["Therapist", "Leads"], ["Ortiz", "all"]],
        "Times": [["Days", "Starts"], ["Mon-Fri", "9:00, 13:00"]],
        "Clients": [["Client", "Level"], *([code, "IOP"] for code in clients)],
        "Client availability": [["Client", "Days", "From", "To"], *([code, *HOURS] for code in clients)],
        "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ortiz", *HOURS]],
        **more,
    }


def checked(book: Path) -> dict[str, Any]:
    roster = next(book.parent.glob("* 2026-11-30.xlsx"))
    done = CliRunner().invoke(app, ["check", str(book), str(roster), "--format", "json"])
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def test_all_seats_of_somebody_who_has_left_are_one_fault_with_their_cells(tmp_path: Path) -> None:
    book = save_workbook(tmp_path / "riverside.xlsx", program())
    assert len(planned(book)["sessions"]) > 2
    save_workbook(book, program(("C001", "C002")))
    (error,) = checked(book)["errors"]
    assert error["says"].startswith("C003 has a seat in Anger")
    assert "the same in J" in error["says"] and "replan" in error["says"]


def test_a_settled_session_that_nobody_attends_is_told_of_a_roster_too(tmp_path: Path) -> None:
    away = [["Who", "First day"], *([code, "2026-12-04"] for code in ("C001", "C002", "C003"))]
    fixed = [["Day", "Start", "Topic"], ["Fri", "13:00", "Anger"]]
    book = save_workbook(tmp_path / "riverside.xlsx", program(Fixed=fixed, Away=away))
    planned(book)
    warned = [warning["says"] for warning in checked(book)["warnings"] if warning["sheet"] == "Fixed"]
    assert any("takes place with nobody" in says for says in warned)


def test_a_settled_session_that_gave_way_is_told_of_a_roster_too(tmp_path: Path) -> None:
    fixed, away = (
        [["Day", "Start", "Topic"], ["Fri", "13:00", "Anger"]],
        [["Who", "First day"], ["everyone", "2026-12-04"]],
    )
    book = save_workbook(tmp_path / "riverside.xlsx", program(Fixed=fixed, Away=away))
    planned(book)
    warned = [warning["says"] for warning in checked(book)["warnings"] if warning["sheet"] == "Fixed"]
    assert any("everyone is away (Away!A2)" in says for says in warned)
