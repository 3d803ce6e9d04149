"""Words for what a blank cell means, numbers of another unit, and what an unreadable number may not bring about."""

from datetime import date
from pathlib import Path

import pytest

from planner.tables.weekdays import read_days
from tests.workbook.books import faults_of, only, plain, put


@pytest.mark.parametrize(
    ("sheet", "column", "typed"),
    [
        ("Topics", "Most a week", "no limit"),
        ("Topics", "At once", "Unlimited"),
        ("Topics", "Runs at most", "as many as possible"),
        ("Topics", "Levels", "all"),
        ("Topics", "Levels", "everyone"),
        ("Therapists", "Most hours", "no max"),
        ("Clients", "Ends", "ongoing"),
        ("Clients", "Ends", "until further notice"),
        ("Client availability", "Last day", "ongoing"),
    ],
)
def test_a_word_for_what_a_blank_cell_means_is_answered_with_clear_the_cell(
    tmp_path: Path, sheet: str, column: str, typed: str
) -> None:
    only(
        tmp_path,
        put(plain(), sheet, 2, column, typed),
        f"error: {sheet}!",
        "clear the cell: a blank one means that",
    )


@pytest.mark.parametrize(
    ("sheet", "column", "typed"), [("Topics", "Largest", "no limit"), ("Clients", "Starts", "tomorrow")]
)
def test_no_cell_is_to_be_cleared_whose_blank_means_something_else(
    tmp_path: Path, sheet: str, column: str, typed: str
) -> None:
    said = faults_of(tmp_path, put(plain(), sheet, 2, column, typed))
    assert said and not [fault for fault in said if "clear the cell" in fault]


@pytest.mark.parametrize("zone", ["GMT-6", "UTC-5", "gmt+1", "UTC −6"])
def test_an_offset_is_no_name_of_the_other_side_of_the_world(tmp_path: Path, zone: str) -> None:
    settings = [["Setting", "Value"], ["Time zone", zone]]
    only(tmp_path, plain(Settings=settings), "error: Settings!B2", "type a name such as America/Chicago")


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("2 business days", "try 48"),
        ("two full days", "try 48"),
        ("1 week ahead", "try 168"),
        ("2 sleeps", "type hours, such as 48"),
        ("3 Tage", "type hours, such as 48"),
    ],
)
def test_days_of_notice_are_never_proposed_as_hours(tmp_path: Path, typed: str, fix: str) -> None:
    settings = [["Setting", "Value"], ["Notice", typed]]
    (said,) = faults_of(tmp_path, plain(Settings=settings))
    assert said.endswith(fix)


def test_what_follows_from_a_number_that_cannot_be_read_is_not_told(tmp_path: Path) -> None:
    tables = plain(
        Rooms=[["Room", "Seats"], ["Blue", "8 + 2"]],
        Fixed=[["Day", "Start", "Topic", "Room", "Clients"], ["Mon", "9:00", "Anger", "Blue", "C001, C002"]],
    )
    only(tmp_path, tables, "error: Rooms!B2")
    held = [["Date", "Topic", "Client", "Minutes"], [date(2026, 11, 24), "Anger", "C001", 60]]
    only(tmp_path, put(plain(Attendance=held), "Topics", 2, "Minutes", "60-90"), "error: Topics!C2")


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("every day but Friday", {0, 1, 2, 3, 5, 6}),
        ("all week", set(range(7))),
        ("weekdays but Wed", {0, 1, 3, 4}),
        ("M-W-F", {0, 2, 4}),
        ("Mo-We-Fr", {0, 2, 4}),
        ("M-W", {0, 1, 2}),
    ],
)
def test_all_days_but_some_and_letters_with_dashes(typed: str, days: set[int]) -> None:
    assert read_days(typed) == days
