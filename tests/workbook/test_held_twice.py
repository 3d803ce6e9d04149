"""Two rows of Fixed at one time: one group or two, and the coordinator hears of it where it isn't told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.workbook.read import read_program
from tests.workbook.books import RULES, faults_of, only, plain, save_folder

MONDAY = date(2026, 11, 30)
HEADINGS = ["Day", "Start", "Topic", "Therapist", "Room", "Clients", "From", "Until", "Every", "Note"]
ROOMS = [["Room", "Seats"], ["Blue", 8], ["Green", 8]]
Cells = dict[str, object]


def rows(*typed: Cells) -> list[list[object]]:
    usual: Cells = {"Day": "Mon", "Start": "9:00", "Topic": "Anger"}
    return [list[object](HEADINGS), *([{**usual, **one}.get(column) for column in HEADINGS] for one in typed)]


TWO: list[tuple[Cells, Cells]] = [
    ({}, {"Day": MONDAY}),
    ({"Day": MONDAY}, {}),
    ({"Therapist": "Ortiz"}, {"Day": MONDAY}),
    ({"Therapist": "Ortiz", "Room": "Blue"}, {"Day": MONDAY, "Therapist": "Ortiz"}),
    ({"Room": "Blue"}, {"Day": MONDAY, "Clients": "C001"}),
    ({"Day": "Mon, Wed"}, {"Day": "Mon", "Therapist": "Chen"}),
    ({"Day": "Mon-Fri"}, {"Day": date(2026, 12, 3)}),
    ({"From": date(2026, 11, 16), "Every": 2}, {"Day": MONDAY}),
    ({"From": date(2026, 11, 16), "Every": 2}, {"From": date(2026, 11, 23), "Every": 3}),
    ({"Until": MONDAY}, {"From": MONDAY, "Therapist": "Chen"}),
]
ONE_EACH: list[tuple[Cells, Cells]] = [
    ({}, {"Day": date(2026, 12, 1)}),
    ({}, {"Day": MONDAY, "Start": "10:00"}),
    ({}, {"Day": MONDAY, "Topic": "Individual"}),
    ({"Therapist": "Ortiz"}, {"Day": MONDAY, "Therapist": "Chen"}),
    ({"Room": "Blue"}, {"Day": MONDAY, "Room": "Green"}),
    ({"Clients": "C001"}, {"Day": MONDAY, "Clients": "C002"}),
    ({"Until": date(2026, 11, 29)}, {"Day": MONDAY}),
    ({"From": date(2026, 11, 23), "Every": 2}, {"Day": MONDAY}),
    ({"From": date(2026, 11, 16), "Every": 2}, {"From": date(2026, 11, 23), "Every": 2}),
    ({"Until": date(2026, 11, 29)}, {"From": MONDAY, "Therapist": "Chen"}),
    ({}, {"Day": MONDAY, "Note": "ok, two groups"}),
]


def said_of(tmp_path: Path, pair: tuple[Cells, Cells]) -> list[str]:
    tables = plain(Rooms=ROOMS, Fixed=rows(*pair))
    tables["Therapists"][1][1] = tables["Therapists"][2][1] = "all"
    return [one for one in faults_of(tmp_path, tables, RULES) if "two groups are held then" in one]


@pytest.mark.parametrize("pair", TWO)
def test_two_rows_that_may_be_one_session_are_told_with_both_cells(
    tmp_path: Path, pair: tuple[Cells, Cells]
) -> None:
    (said,) = said_of(tmp_path, pair)
    assert (
        said.startswith("warning") and "Fixed!A3: settles Anger on" in said and "and so does Fixed!A2" in said
    )


@pytest.mark.parametrize("pair", ONE_EACH)
def test_rows_that_are_told_apart_or_never_meet_are_two_sessions(
    tmp_path: Path, pair: tuple[Cells, Cells]
) -> None:
    assert said_of(tmp_path, pair) == []


@pytest.mark.parametrize(("begins", "told"), [("Monday", 0), ("Sunday", 1)])
def test_weeks_are_counted_from_the_day_on_which_the_program_begins_its_own(
    tmp_path: Path, begins: str, told: int
) -> None:
    """Sunday 29 November lies in one week with Monday the 30th where weeks begin on Sunday."""
    pair: tuple[Cells, Cells] = ({"Every": 2, "From": date(2026, 11, 29)}, {"Day": MONDAY})
    tables = plain(Fixed=rows(*pair), Settings=[["Setting", "Value"], ["Week starts", begins]])
    said = [one for one in faults_of(tmp_path, tables, RULES) if "two groups are held then" in one]
    assert len(said) == told


def test_in_a_folder_the_lines_are_named(tmp_path: Path) -> None:
    folder = save_folder(tmp_path / "riverside", plain(Fixed=rows({}, {"Day": MONDAY})))
    (said,) = (str(one) for one in read_program(folder)[1] if "two groups" in str(one))
    assert said.startswith("fixed.csv: line 3, column Day") and "so does line 2:" in said


def test_rows_that_say_the_same_are_one_as_ever(tmp_path: Path) -> None:
    only(tmp_path, plain(Fixed=rows({}, {})), "warning: Fixed!A3", "says the same as")
