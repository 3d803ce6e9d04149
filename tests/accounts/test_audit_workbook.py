"""The audit as a file, through the command line, read back by another library."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from typer.testing import CliRunner

from planner.cli import app
from tests.small_week import CODES, in_force, program, written
from tests.workbook.books import save_folder

STAFF = ("Ada", "Ben")
BOOK = {
    "Topics": [["Topic", "Minutes", "Largest"], ["Anger", 60, 4], ["Grief", 60, 4]],
    "Therapists": [["Therapist", "Leads"], *([who, "all"] for who in STAFF)],
    "Levels": [["Level", "Min hours"], ["Small", 2]],
    "Clients": [["Client", "Level"], *([code, "Small"] for code in CODES)],
    "Client availability": [["Client", "Days", "From", "To"], *([code, "weekdays", "9", "12"] for code in CODES)],
    "Therapist availability": [["Therapist", "Days", "From", "To"], *([who, "daily", "9", "12"] for who in STAFF)],
}  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    book = save_folder(tmp_path / "book", BOOK)
    roster = written(tmp_path / "week.xlsx", program(), in_force(), ())
    sheet = openpyxl.load_workbook(roster)
    seats = sheet["Roster"]
    headings = [cell.value for cell in seats[1]]
    for row in seats.iter_rows(min_row=2):
        told = dict(zip(headings, row, strict=True))
        told["Status"].value = "absent" if told["Client"].value == "C002" else "attended"
    sheet.save(roster)
    return book, roster


def run(*asked: object) -> str:
    done = CliRunner().invoke(app, ["audit", *map(str, asked)])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_json_has_a_line_a_client_week_and_kind(files: tuple[Path, Path]) -> None:
    weeks = json.loads(run(*files, "--format", "json"))["weeks"]
    line = {"week": "2026-11-30", "kind": "group", "scheduled": 120, "required": 120}
    assert weeks == [
        {"client": code, **line, "delivered": 0 if code == "C002" else 120} for code in sorted(CODES)
    ]


def test_with_json_no_file_is_written_unless_asked_for(files: tuple[Path, Path], tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    run(*files, "--format", "json")
    assert set(tmp_path.iterdir()) == before


def test_the_workbook_says_it_in_words_and_charts_and_lines(files: tuple[Path, Path], tmp_path: Path) -> None:
    made = Path(run(*files, "-o", tmp_path / "audit.xlsx").strip())
    book = openpyxl.load_workbook(made)
    assert book.sheetnames == ["Care mix", "Weeks", "Kinds", "Topics"]
    said = " ".join(str(row[0]) for row in book["Care mix"].iter_rows(values_only=True) if row[0])
    assert "75 % of the minutes scheduled were delivered" in said
    rows = list(book["Weeks"].iter_rows(values_only=True))
    absent = dict(zip(rows[0], rows[2], strict=True))
    assert (absent["Client"], absent["Scheduled"], absent["Delivered"], absent["Absent"]) == ("C002", 2, 0, 2)
    assert sum(name.startswith("xl/charts/chart") for name in ZipFile(made).namelist()) == 2


def test_the_inputs_are_never_written_over(files: tuple[Path, Path]) -> None:
    book, roster = files
    before = roster.read_bytes()
    done = CliRunner().invoke(app, ["audit", str(book), str(roster), "-o", str(roster)])
    assert done.exit_code == 2
    assert roster.read_bytes() == before


def test_the_weeks_are_named_by_the_programs_clock(files: tuple[Path, Path], tmp_path: Path) -> None:
    book, roster = files
    save_folder(book, {**BOOK, "Settings": [["Setting", "Value"], ["Clock", 12]]})
    run(book, roster, "-o", tmp_path / "audit.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "audit.xlsx")["Care mix"]
    assert "Mon, Nov 30, 2026" in str(sheet["A2"].value)
