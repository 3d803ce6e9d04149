"""Lessons from the workbook to the roster and back: read, taught, written, read again, kept when replanned."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from planner.api import load, load_roster
from planner.cli import app
from tests.accounts.test_audit_workbook import BOOK
from tests.workbook.books import faults_of, plain, save_folder

LESSONS = [
    ["Topic", "Lesson", "Title", "Homework"],
    ["Anger", 2, "Cravings", ""],
    ["Anger", 1, "Triggers", "List three."],
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    needs = [
        ["Client", "Topic", "Sessions"],
        *([code, "Anger", 1] for code in ("C001", "C002", "C003", "C004")),
    ]
    return save_folder(tmp_path / "book", {**BOOK, "Lessons": LESSONS, "Needs": needs})


def run(*asked: object) -> str:
    done = CliRunner().invoke(app, [*map(str, asked), "--seconds", "1", "--reproducible"])
    assert done.exit_code == 0, done.output
    return done.stdout


def column(path: Path, sheet: str, heading: str) -> list[object]:
    rows = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    return [row[rows[0].index(heading)] for row in rows[1:]]


def test_lessons_are_read_in_order_of_number(book: Path) -> None:
    program, _ = load(book)
    assert [(one.number, one.title, one.homework) for one in program.lessons["Anger"]] == [
        (1, "Triggers", "List three."),
        (2, "Cravings", ""),
    ]


def test_a_lesson_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Topic", "Lesson"], ["Anger", 1], ["Anger", 1]]
    assert faults_of(tmp_path, plain(Lessons=rows)) == [
        "error: riverside.xlsx: Lessons!B3: '1' stands twice for Anger; number each lesson once"
    ]


def test_the_roster_says_which_lesson_and_the_next_week_goes_on(book: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    run("plan", book, "--week", "2026-11-30", "-o", first)
    run("plan", book, "--week", "2026-12-07", "--history", first, "-o", second)
    of_anger = []
    for path in (first, second):
        taught = zip(column(path, "Sessions", "Topic"), column(path, "Sessions", "Lesson"), strict=True)
        of_anger.append([lesson for topic, lesson in taught if topic == "Anger"])
    assert of_anger == [[1], [2]]
    homework = [text for text in column(second, "Clients", "Homework") if text]
    assert homework == ["Due: List three."] * 4


def test_a_lesson_typed_by_hand_is_read_and_collected(book: Path, tmp_path: Path) -> None:
    roster, out = tmp_path / "week.xlsx", tmp_path / "attendance.csv"
    run("plan", book, "--week", "2026-11-30", "-o", roster)
    edited = openpyxl.load_workbook(roster)
    sheet = edited["Sessions"]
    headings = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[headings.index("Topic")].value == "Anger":
            row[headings.index("Lesson")].value = 2
    edited.save(roster)
    (anger,) = [one for one in load_roster(roster).rosters[0].sessions if one.topic == "Anger"]
    assert anger.lesson == 2
    CliRunner().invoke(app, ["attendance", str(roster), "-o", str(out)])
    lines = [line.split(",") for line in out.read_text(encoding="utf-8-sig").splitlines()]
    assert {line[-1] for line in lines[1:] if line[2] == "Anger"} == {"2"}
