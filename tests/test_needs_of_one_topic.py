"""Several needs of a client for one topic, through the command line: they add up, and each keeps its priority.

Tiny weeks with one start a day; what the planner should reach was counted by hand.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from planner.cli import app
from tests.workbook.books import planned, save_workbook

Rows = list[list[object]]
STANDARD: Rows = [
    ["Client", "Level", "Curriculum", "Curriculum start"],
    ["C1", "Any", "S", date(2026, 11, 30)],
]


def book(folder: Path, days: str, needs: Rows, steps: Rows = []) -> Path:  # noqa: B006 - it is only read
    """One client who is there on the days, with needs (topic, sessions, priority) and steps (topic, sessions, days,
    priority) of a curriculum."""
    sheets: dict[str, Rows] = {
        "Levels": [["Level", "Min hours", "Min days"], ["Any", 0, 0]],
        "Topics": [["Topic", "Minutes", "Smallest"], ["Anger", 60, 1]],
        "Therapists": [["Therapist", "Leads"], ["Ortiz", "all"]],
        "Times": [["Days", "Starts"], ["Mon-Fri", "9:00"]],
        "Clients": STANDARD if steps else [["Client", "Level"], ["C1", "Any"]],
        "Client availability": [["Client", "Days", "From", "To"], ["C1", days, "9:00", "10:00"]],
        "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ortiz", "daily", "8:00", "18:00"]],
        "Needs": [["Client", "Topic", "Sessions", "Priority"], *(["C1", *row] for row in needs)],
        "Curriculum": [["Curriculum", "From week", "To week", "Topic", "Sessions", "Days", "Priority"],
                       *(["S", 1, 9, *row] for row in steps)],
    }  # fmt: skip
    return save_workbook(folder / "tiny.xlsx", {name: rows for name, rows in sheets.items() if len(rows) > 1})


def level(told: dict[str, Any]) -> tuple[int, int]:
    """What the level of needs reached, and what can be."""
    [found] = [one for one in told["levels"] if one["name"] == "needs missing (by priority)"]
    return found["value"], found["bound"]


CASES: dict[str, tuple[str, Rows, Rows, list[tuple[int, int, int, int]], int]] = {
    # days there, needs, steps -> (priority, asked, planned, missing) a row, and the level's value
    "must and could, one day": ("Mon", [["Anger", 1, "could"], ["Anger", 1, "must"]], [],
                                [(1, 1, 0, 1), (100, 1, 1, 0)], 1),
    "must and could, two days": ("Mon, Tue", [["Anger", 1, "could"], ["Anger", 1, "must"]], [],
                                 [(1, 1, 1, 0), (100, 1, 1, 0)], 0),
    "typed and curriculum alike": ("Mon, Tue, Wed", [["Anger", 2, None]], [["Anger", 2, None, None]],
                                   [(10, 4, 3, 1)], 10),
    "typed and curriculum, other priorities": ("Mon, Tue", [["Anger", 1, 7]], [["Anger", 2, None, "must"]],
                                               [(7, 1, 0, 1), (100, 2, 2, 0)], 7),
    "any day and Monday, Monday alone": ("Mon", [["Anger", 1, "should"]], [["Anger", 1, "Mon", "should"]],
                                         [(10, 1, 1, 0), (10, 1, 0, 1)], 10),
    "any day and Monday, two days": ("Mon, Thu", [["Anger", 1, "must"]], [["Anger", 1, "Mon", "could"]],
                                     [(100, 1, 1, 0), (1, 1, 1, 0)], 0),
    "days that cross": ("Tue, Wed", [["Anger", 1, "should"]],
                        [["Anger", 1, "Mon, Tue", "must"], ["Anger", 1, "Tue, Wed", 50]],
                        [(10, 1, 0, 1), (100, 1, 1, 0), (50, 1, 1, 0)], 10),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_session_counts_for_one_need_by_its_priority(name: str, tmp_path: Path) -> None:
    days, needs, steps, lines, value = CASES[name]
    told = planned(book(tmp_path, days, needs, steps))
    assert [(n["priority"], n["asked"], n["planned"], n["missing"]) for n in told["needs"]] == lines
    assert level(told) == (value, value)
    assert all(need["reason"] for need in told["needs"] if need["missing"])
    sheet = openpyxl.load_workbook(tmp_path / "tiny 2026-11-30.xlsx")["Needs"]
    rows = [tuple(cell.value for cell in row[2:6]) for row in sheet.iter_rows(min_row=2)]
    assert rows == lines
    checked = CliRunner().invoke(
        app, ["check", str(tmp_path / "tiny.xlsx"), str(tmp_path / "tiny 2026-11-30.xlsx")]
    )
    assert checked.exit_code == 0, checked.stderr


def reason_of(folder: Path, sheets: dict[str, Rows]) -> str:
    """Why the one missing need of a tiny week is missing."""
    made = book(folder, "Mon, Tue", [["Anger", 2, "must"]])
    settled = openpyxl.load_workbook(made)
    for name, rows in sheets.items():
        sheet = settled[name] if name in settled.sheetnames else settled.create_sheet(name)
        for row in rows:
            sheet.append(row)
    settled.save(made)
    [found] = [need["reason"] for need in planned(made)["needs"] if need["missing"]]
    return str(found)


def test_the_start_times_that_a_client_has_already_arent_counted_among_those_that_are_closed(
    tmp_path: Path,
) -> None:
    """C1 has Anger on Monday; on Tuesday, the only other time, a settled talk is in the way."""
    talk: Rows = [["Talk", 60, 1]]
    fixed: Rows = [["Day", "Start", "Topic", "Clients"], ["Tue", "9:00", "Talk", "C1"]]
    more: dict[str, Rows] = {"Topics": talk, "Fixed": fixed, "Therapists": [["Adams", "all"]]}
    more["Therapist availability"] = [["Adams", "daily", "8:00", "18:00"]]
    says = "At the one other start time in C1's hours (Tue 09:00) C1 is in Talk, which is settled (Fixed)"
    assert reason_of(tmp_path, more) == says


def test_a_session_beyond_all_needs_counts_for_the_first_of_them(tmp_path: Path) -> None:
    made = book(tmp_path, "Mon, Tue, Wed", [["Anger", 1, "could"], ["Anger", 1, "must"]])
    settled = openpyxl.load_workbook(made)
    sheet = settled.create_sheet("Fixed")
    for row in (
        ["Day", "Start", "Topic", "Clients"],
        *([day, "9:00", "Anger", "C1"] for day in ("Mon", "Tue", "Wed")),
    ):
        sheet.append(row)
    settled.save(made)
    lines = [(n["priority"], n["asked"], n["planned"], n["missing"]) for n in planned(made)["needs"]]
    assert lines == [(1, 1, 1, 0), (100, 1, 2, 0)]


def test_both_reasons_are_given_where_two_needs_of_a_topic_are_missing(tmp_path: Path) -> None:
    made = book(tmp_path, "Mon", [["Anger", 2, "must"]], [["Anger", 1, "Thu", "could"]])
    first, second = (need["reason"] for need in planned(made)["needs"])
    assert "fits into C1's hours only once, 3 are asked" in first
    assert "on Thu" in second


def test_a_seat_is_looked_for_on_the_days_of_the_need(tmp_path: Path) -> None:
    """C2's group runs on Monday; C1's curriculum asks for Wednesday, and a group can be opened then."""
    made = book(tmp_path, "Mon-Fri", [], [["Anger", 1, "Wed", "must"]])
    sheets = openpyxl.load_workbook(made)
    sheets["Clients"].append(["C2", "Any"])
    sheets["Client availability"].append(["C2", "Mon", "9:00", "10:00"])
    needs = sheets.create_sheet("Needs")
    for row in (["Client", "Topic"], ["C2", "Anger"]):
        needs.append(row)
    sheets.save(made)
    planned(made)
    roster = tmp_path / "tiny 2026-11-30.xlsx"
    plan = openpyxl.load_workbook(roster)
    flat = plan["Roster"]
    client = [cell.value for cell in flat[1]].index("Client")
    for at in range(flat.max_row, 1, -1):
        if flat.cell(at, client + 1).value == "C1":
            flat.delete_rows(at)
    sessions = plan["Sessions"]
    for cell in list(sessions["A"])[1:]:
        if str(cell.value).startswith("Wed"):
            sessions.delete_rows(cell.row)
    plan.save(roster)
    done = CliRunner().invoke(app, ["fit", str(made), str(roster), "C1", "--format", "json"])
    [best, *_] = json.loads(done.stdout)["weeks"]
    assert [session["date"] for session in best["sessions"]] == ["2026-12-02"]
    assert (best["minutes"], best["needs_met"]) == (60, 1)
