"""Names, numbers and lists at their limits: refused at their cell, in a sentence that can be read."""

from pathlib import Path
from typing import Any

import pytest

from planner.model.faults import LONGEST_SENTENCE, Place
from planner.workbook.book import LONGEST_NAME
from tests.workbook.books import faults_of, plain, put

LONG = "Relapse Prevention " * 1_500  # 28,500 characters: a cell holds them


@pytest.mark.parametrize(
    ("sheet", "column"),
    [
        ("Topics", "Topic"),
        ("Therapists", "Therapist"),
        ("Clients", "Client"),
        ("Rooms", "Room"),
        ("Levels", "Level"),
    ],
)
def test_a_name_that_stands_on_no_page_is_refused(tmp_path: Path, sheet: str, column: str) -> None:
    tables = plain(Rooms=[["Room", "Seats"], ["Blue", 8]], Levels=[["Level"], ["IOP"]])
    (said, *_) = (
        fault for fault in faults_of(tmp_path, put(tables, sheet, 2, column, LONG)) if f"{sheet}!A2" in fault
    )
    assert f"characters long, and a name has {LONGEST_NAME} at most; type a short name" in said


def test_a_long_name_that_a_page_holds_is_one(tmp_path: Path) -> None:
    tables = plain()
    tables["Topics"].append(["A" * LONGEST_NAME, None, 60, 2, 8])
    tables["Therapists"][1][1] += f"; {'A' * LONGEST_NAME}"
    assert faults_of(tmp_path, tables) == []


@pytest.mark.parametrize(
    ("sheet", "column", "typed"),
    [
        ("Therapists", "Leads", " and ".join(["Anger"] * 3_000)),
        ("Therapists", "Leads", LONG),
        ("Client availability", "From", "9:00 " * 6_000),
        ("Client availability", "Days", ", ".join(["Mno"] * 8_000)),
        ("Clients", "Primary therapist", LONG),
        ("Topics", "Minutes", "9" * 30_000),
    ],
)
def test_what_is_said_of_a_cell_can_be_read(tmp_path: Path, sheet: str, column: str, typed: Any) -> None:
    said = faults_of(tmp_path, put(plain(), sheet, 2, column, typed))
    assert said and all(len(fault) < 2 * LONGEST_SENTENCE for fault in said)


def test_a_sentence_is_cut_at_its_limit_and_not_before() -> None:
    fault = Place("riverside.xlsx").fault("", "x" * LONGEST_SENTENCE, "y" * (LONGEST_SENTENCE + 1))
    assert (fault.says, fault.fix) == ("x" * LONGEST_SENTENCE, "y" * LONGEST_SENTENCE + "...")


def test_a_number_that_is_too_large_is_told_how_large_it_may_be(tmp_path: Path) -> None:
    (said,) = (
        fault for fault in faults_of(tmp_path, put(plain(), "Topics", 2, "Largest", 20_000)) if "E2" in fault
    )
    assert said.endswith("is more than 10000; type a whole number from 1 to 10000")


def test_starts_around_the_clock_mean_no_afternoon(tmp_path: Path) -> None:
    times = [["Days", "Starts"], ["daily", "0:00-23:30 every 30"]]
    assert [fault for fault in faults_of(tmp_path, plain(Times=times)) if "Times!" in fault] == []
