"""What is left of a roster after a hand emptied rows of it, put too many into a session, or saved it as CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from planner.cli import app
from planner.model.session_ids import is_session_id
from tests.workbook.books import planned, save_workbook

HOURS = ["Mon-Fri", "9:00", "12:00"]
CODES = ("1001", "1002", "1003", "1004", "1005", "1006")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Four clients with numbers for codes who need Anger, two with hours and no need; rooms are numbers too."""
    path = save_workbook(
        tmp_path / "clinic.xlsx",
        {
            "Levels": [["Level", "Min hours", "Min days"], ["IOP", 0, 0]],
            "Topics": [["Topic", "Minutes", "Smallest", "Largest"], ["Anger", 60, 2, 4]],
            "Therapists": [["Therapist", "Leads"], ["Ortiz", "all"]],
            "Rooms": [["Room", "Seats"], ["101", 8]],
            "Times": [["Days", "Starts"], ["Mon", "9:00"]],
            "Clients": [["Client", "Level"], *([code, "IOP"] for code in CODES)],
            "Client availability": [["Client", "Days", "From", "To"], *([code, *HOURS] for code in CODES)],
            "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ortiz", *HOURS]],
            "Needs": [["Client", "Topic"], *([code, "Anger"] for code in CODES[:4])],
        },
    )
    planned(path)
    return path


def edited(book: Path, edit: Callable[[Workbook], object]) -> Path:
    roster = next(book.parent.glob("clinic 2*.xlsx"))
    workbook = load_workbook(roster)
    edit(workbook)
    workbook.save(roster)
    return roster


def checked(book: Path, roster: Path) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["check", str(book), str(roster), "--format", "json"])
    assert done.exit_code in (0, 1), done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize(("sheet", "column"), [("Roster", "Client"), ("Sessions", "Start")])
def test_a_row_of_which_the_id_alone_is_left_drops_nobody(book: Path, sheet: str, column: str) -> None:
    def clear(workbook: Workbook) -> None:
        for cell in workbook[sheet][2][1:]:
            cell.value = None

    errors = checked(book, edited(book, clear))["errors"]
    assert f"{column} is blank" in errors[0]["says"] and errors[0]["cell"].endswith("2")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Mon-0900-ANG", True), ("Sat-1330-T-2", True), ("Wednesday", False), ("Mon", False)],
)
def test_a_session_id_is_told_from_a_heading(text: str, expected: bool) -> None:
    assert is_session_id(text) is expected


def test_a_group_of_which_a_hand_made_too_many_is_not_called_too_small(book: Path) -> None:
    def swap_and_add(workbook: Workbook) -> None:
        sheet = workbook["Roster"]
        heads = [cell.value for cell in sheet[1]]
        client = heads.index("Client")
        sheet[2][client].value = "1005"
        values = [cell.value for cell in sheet[3]]
        values[client] = "1006"
        sheet.append(values)

    errors = checked(book, edited(book, swap_and_add))["errors"]
    (size,) = [error for error in errors if "Group size" in error["says"]]
    assert "has 5 clients" in size["says"] and "fills it" not in size["fix"]


def test_a_roster_saved_as_csv_is_not_edited_where_codes_and_rooms_are_numbers(book: Path) -> None:
    roster = next(book.parent.glob("clinic 2*.xlsx"))
    folder = book.parent / "saved"
    folder.mkdir()
    for sheet in load_workbook(roster, data_only=True).worksheets:
        with (folder / f"{sheet.title}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(sheet.iter_rows(values_only=True))
    warnings = checked(book, folder)["warnings"]
    assert [one for one in warnings if "taken over" in one["says"]] == []


def test_a_roster_without_a_row_and_without_what_was_planned_is_refused(book: Path) -> None:
    def empty(workbook: Workbook) -> None:
        for name in ("Sessions", "Roster"):
            workbook[name].delete_rows(2, 99)
        del workbook["As planned"]

    (error,) = checked(book, edited(book, empty))["errors"]
    assert error["says"] == "Sessions and Roster have no rows"


def test_the_planners_own_helper_column_is_never_proposed(book: Path) -> None:
    def add(workbook: Workbook) -> None:
        workbook["Roster"].cell(1, workbook["Roster"].max_column + 1).value = "Comments"

    (warning,) = [
        one for one in checked(book, edited(book, add))["warnings"] if "no known column" in one["says"]
    ]
    assert "(Counts)" not in f"{warning['says']} {warning['fix']}"
