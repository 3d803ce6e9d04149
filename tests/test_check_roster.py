"""`planner check BOOK ROSTER` tells causes: who has left is one fault, and what is settled and small is told again."""

from __future__ import annotations

import json
import re
from datetime import time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from planner.cli import app
from tests.workbook.books import Tables, planned, save_workbook

HOURS = ["Mon-Fri", "9:00", "15:00"]


def program(clients: tuple[str, ...] = ("C001", "C002", "C003"), /, **more: list[list[Any]]) -> Tables:
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
    assert re.search(r"; the same in (J\d+(, | and \d+ more)?)+ \(rule: Program workbook\)$", error["says"])
    assert error["fix"] == "replan the week"


def test_a_therapist_who_has_left_is_one_fault_and_not_one_a_session(tmp_path: Path) -> None:
    book = save_workbook(tmp_path / "riverside.xlsx", program())
    assert len(planned(book)["sessions"]) > 2
    chen = {
        "Therapists": [["Therapist", "Leads"], ["Chen", "all"]],
        "Therapist availability": [["Therapist", "Days", "From", "To"], ["Chen", *HOURS]],
    }
    save_workbook(book, program(**chen))
    (error,) = checked(book)["errors"]
    assert error["says"].startswith("Ortiz leads Anger") and error["fix"] == "replan the week"


def test_of_one_row_of_somebody_who_has_left_it_is_told_what_to_do(tmp_path: Path) -> None:
    once = [["Days", "Starts"], ["Mon", "9:00"]]
    book = save_workbook(tmp_path / "riverside.xlsx", program(Times=once))
    assert len(planned(book)["sessions"]) == 1
    save_workbook(book, program(("C001", "C002"), Times=once))
    (error,) = checked(book)["errors"]
    assert error["says"].endswith("is no client of this week (rule: Program workbook)")
    assert error["fix"] == "replan the week"


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


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


QUICK = ("--seconds", "1", "--reproducible")


def anger_before_grief(folder: Path) -> Path:
    """Grief asks for Anger before it, and everybody needs Grief."""
    needs: list[list[Any]] = [["Client", "Topic"], *([code, "Grief"] for code in ("C001", "C002", "C003"))]
    topics: list[list[Any]] = [
        ["Topic", "Minutes", "Smallest", "Largest", "After"],
        ["Anger", 60, 2, 8],
        ["Grief", 60, 2, 8, "Anger"],
    ]
    return save_workbook(folder / "riverside.xlsx", program(Topics=topics, Needs=needs))


def test_what_was_attended_in_the_weeks_before_is_known_from_the_history(tmp_path: Path) -> None:
    book = anger_before_grief(tmp_path)
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    assert run("plan", book, "--week", "2026-11-30", *QUICK, "-o", first).exit_code == 0
    assert run("plan", book, "--week", "2026-12-07", *QUICK, "--history", first, "-o", second).exit_code == 0
    alone = run("check", book, second)
    assert alone.exit_code == 1
    assert "Grief" in alone.stderr + alone.stdout
    assert run("check", book, second, "--history", first).exit_code == 0


def test_of_a_file_of_two_weeks_one_is_checked_with_the_other_as_its_history(tmp_path: Path) -> None:
    book = anger_before_grief(tmp_path)
    both = tmp_path / "both.xlsx"
    assert run("plan", book, "--week", "2026-11-30", "--weeks", 2, *QUICK, "-o", both).exit_code == 0
    done = run("check", book, both, "--week", "2026-12-09", "--format", "json")
    assert done.exit_code == 0
    assert {line["week"] for line in json.loads(done.stdout)["hours"]} == {"2026-12-07"}
    other = run("check", book, both, "--week", "2026-12-14")
    assert other.exit_code == 1
    assert "has no week of 2026-12-14; it has 2026-11-30, 2026-12-07" in " ".join(other.stderr.split())


def test_what_can_be_counted_is_counted_of_the_week_that_is_asked_for(tmp_path: Path) -> None:
    away = [["Who", "First day", "Last day"], ["Ortiz", "2026-12-07", "2026-12-11"]]
    book = save_workbook(tmp_path / "riverside.xlsx", program(Away=away))
    said = " ".join(run("check", book, "--week", "2026-12-09").stderr.split())
    assert "in the week of 2026-12-07" in said
    assert "in the week of" not in run("check", book, "--week", "2026-11-30").stderr


def test_a_seat_that_breaks_a_rule_for_its_session_was_edited_says_where(tmp_path: Path) -> None:
    """A session moved to where a client isn't there: the client's own row wasn't touched."""
    late = [
        ["Client", "Days", "From", "To"],
        *([code, "Mon-Fri", "9:00", "15:00"] for code in ("C001", "C002")),
    ]
    early = ["C003", "Mon-Fri", "9:00", "12:00"]
    book = save_workbook(tmp_path / "riverside.xlsx", program(**{"Client availability": [*late, early]}))
    planned(book)
    path = next(book.parent.glob("* 2026-11-30.xlsx"))
    roster = load_workbook(path)
    seats, sessions = roster["Roster"], roster["Sessions"]
    headings = [cell.value for cell in seats[1]]
    client, session = headings.index("Client"), headings.index("Session")
    id = next(row[session].value for row in seats.iter_rows(min_row=2) if row[client].value == "C003")
    [line] = [row for row in sessions.iter_rows(min_row=2) if row[0].value == id]
    line[[cell.value for cell in sessions[1]].index("Start")].value = time(13, 0)
    roster.save(path)
    [error] = [one for one in checked(book)["errors"] if one["says"].startswith("C003 isn't available")]
    assert error["fix"].startswith(f"its session was edited (Sessions!A{line[0].row}): undo that")
