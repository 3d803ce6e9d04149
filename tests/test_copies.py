"""A copy of a workbook with a change in it is read as what was planned with, however its cells hold what they show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from planner.remedies.changes.change import change_of
from planner.remedies.changes.copy import write_copy
from planner.week.problem import problem_of
from planner.workbook.read import read_program
from tests.command_line import run
from tests.outside_weeks import MONDAY, save

PHRASES = (
    "client {} min hours 2",
    "client {} available Tue 9-12",
    "client {} also women",
    "client {} needs Grief 2 sessions",
    "client {} no longer needs Grief",
    "{} away Mon",
    "keep {} and C008 apart",
    "admit 2 clients like {}",
    "client {} leaves",
)


def written(path: Path, code: str | int) -> Path:
    """A small workbook in which a client has two rows of hours, and both clients are of one level."""
    return save(
        path,
        {
            "Topics": [["Topic", "Kind", "Minutes"], ["Grief", "group", 60]],
            "Therapists": [["Therapist", "Leads"], ["Dana", "all"]],
            "Clients": [["Client", "Level", "Min hours"], [code, "OP", 1], ["C008", "OP", 1]],
            "Client availability": [["Client", "Days", "From", "To"], [code, "Mon", "9:00", "12:00"],
                                    [code, "Wed", "9:00", "12:00"], ["C008", "Mon", "9:00", "12:00"]],
            "Therapist availability": [["Therapist", "Days", "From", "To"], ["Dana", "Mon", "9:00", "12:00"]],
            "Needs": [["Client", "Topic"], [code, "Grief"], ["C008", "Grief"]],
        },
    )  # fmt: skip


def with_zeros(path: Path) -> str:
    """A code that is a number under a format."""
    book = openpyxl.load_workbook(written(path, 7))
    for sheet in ("Clients", "Client availability", "Needs"):
        book[sheet]["A2"].number_format = "000"
    book["Client availability"]["A3"].number_format = "000"
    book.save(path)
    return "007"


def like_a_formula(path: Path) -> str:
    """A code that begins as a formula does."""
    written(path, "=9")
    return "=9"


def merged(path: Path) -> str:
    """Cells over several rows: the code over its hours, the level and the hours over both clients."""
    book = openpyxl.load_workbook(written(path, "C007"))
    for sheet, cells in (("Clients", "B2:B3"), ("Clients", "C2:C3"), ("Client availability", "A2:A3")):
        book[sheet].merge_cells(cells)
    book.save(path)
    return "C007"


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize("prepared", [with_zeros, like_a_formula, merged])
def test_a_change_is_read_from_the_copy_as_it_was_planned_with(
    tmp_path: Path, prepared: Callable[[Path], str], phrase: str
) -> None:
    path, copy = tmp_path / "given.xlsx", tmp_path / "copy.xlsx"
    code = prepared(path)
    change = change_of(read_program(path)[0], MONDAY, phrase.format(code))
    write_copy(path, copy, change.edits)
    assert problem_of(read_program(copy)[0], MONDAY) == problem_of(change.program, MONDAY)


def test_the_last_row_of_a_merged_cell_is_changed_alone(tmp_path: Path) -> None:
    path, copy = tmp_path / "given.xlsx", tmp_path / "copy.xlsx"
    merged(path)
    write_copy(path, copy, change_of(read_program(path)[0], MONDAY, "client C008 min hours 3").edits)
    clients = read_program(copy)[0].clients
    assert [clients[code].least_minutes for code in ("C007", "C008")] == [60, 180]


def test_what_makes_a_week_possible_is_shown_and_written(tmp_path: Path) -> None:
    """Two settled sessions of one client at one time: no week is possible until one of them is released."""
    path, copy = tmp_path / "given.xlsx", tmp_path / "copy.xlsx"
    book = openpyxl.load_workbook(written(path, "C007"))
    fixed = book.create_sheet("Fixed")
    for row in (["Day", "Start", "Topic"], ["Mon", "9:00", "Grief"], ["Mon", "9:30", "Grief"]):
        fixed.append(row)
    book.save(path)
    week = ("--week", MONDAY.isoformat(), "--seconds", "1")
    assert run("plan", path, *week, "-o", tmp_path / "none.xlsx").exit_code != 0
    asked = run("whatif", path, *week, "release Fixed!A3", "--write", copy)
    assert asked.exit_code == 0, asked.stderr
    assert "Without it no week is possible" in asked.stdout
    assert run("plan", copy, *week, "-o", tmp_path / "roster.xlsx").exit_code == 0


@pytest.mark.parametrize(
    ("phrases", "says"),
    [
        (
            ["client C007 level IOP"],
            "Needs!B2: 'Step two' may not be attended by C007: Step two is not for the level IOP",
        ),
        (["client C007 needs Women's circle"], "Women's circle is for women only"),
        (["client C007 level IOP", "client C007 no longer needs Step two"], ""),
    ],
)
def test_what_a_copy_would_be_refused_for_is_said_and_nothing_is_planned(
    tmp_path: Path, phrases: list[str], says: str
) -> None:
    path = save(
        tmp_path / "given.xlsx",
        {
            "Levels": [["Level"], ["OP"], ["IOP"]],
            "Topics": [["Topic", "Minutes", "Smallest", "Levels", "For"], ["Step two", 60, 1, "OP", ""],
                       ["Women's circle", 60, 1, "", "women"]],
            "Therapists": [["Therapist", "Leads"], ["Dana", "all"]],
            "Clients": [["Client", "Level"], ["C007", "OP"]],
            "Client availability": [["Client", "Days", "From", "To"], ["C007", "Mon", "9:00", "12:00"]],
            "Therapist availability": [["Therapist", "Days", "From", "To"], ["Dana", "Mon", "9:00", "12:00"]],
            "Needs": [["Client", "Topic"], ["C007", "Step two"]],
        },
    )  # fmt: skip
    asked = run("whatif", path, "--week", MONDAY.isoformat(), "--seconds", "1", *phrases)
    told = " ".join(asked.stderr.split())
    assert (asked.exit_code, says in told) == (1 if says else 0, True)
    assert ("in it the workbook can't be planned from" in told) is bool(says)


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        ("Dana no longer leads Grief", "Fixed!D2"),
        ("closed 2026-11-30", "Fixed!A2"),
        ("Dana away Mon", "Fixed!D2"),
    ],
)
def test_what_a_settled_session_is_in_the_way_of_is_said_with_its_cell_and_nothing_is_written(
    tmp_path: Path, change: str, cell: str
) -> None:
    """A row with a date doesn't give way: the change that it contradicts is refused, and neither book is touched."""
    path, copy = tmp_path / "given.xlsx", tmp_path / "copy.xlsx"
    book = openpyxl.load_workbook(written(path, "C007"))
    book["Topics"].append(["Anger", "group", 60])
    fixed = book.create_sheet("Fixed")
    for row in (["Day", "Start", "Topic", "Therapist"], [MONDAY, "9:00", "Grief", "Dana"]):
        fixed.append(row)
    book.save(path)
    before = path.read_bytes()
    asked = run("whatif", path, "--week", MONDAY.isoformat(), "--seconds", "1", change, "--write", copy)
    assert asked.exit_code == 1, asked.stdout
    assert f"given.xlsx: {cell}" in " ".join(asked.stderr.split())
    assert not copy.exists()
    assert path.read_bytes() == before
