"""Siblings in Fixed, Attendance and lists of names: a choice is no list, and what is credited twice is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.workbook.books import faults_of, only, plain
from tests.workbook.hand_edited import Hands

DAY = date(2026, 11, 24)
HELD = ["Date", "Start", "Topic", "Client", "Status", "Minutes"]


@pytest.mark.parametrize(
    ("column", "typed", "says"),
    [
        (
            "Therapist",
            "Ortiz or Chen",
            "is a choice of names; type one of them, or clear the cell: Ortiz; Chen",
        ),
        ("Therapist", "Ortiz and Chen", "is more than one name; separate them by commas: type Ortiz, Chen"),
        ("Clients", "C001 or C002", "is a choice of names; type one of them, or clear the cell: C001; C002"),
        ("Clients", "C001-C002", "is a range of names; type each of them, from C001 to C002"),
        ("Clients", "C001 to C002", "is a range of names; type each of them, from C001 to C002"),
        ("Clients", "C001 - C002", "is a range of names; type each of them, from C001 to C002"),
        ("Therapist", "Ortiz-Chen", "is a range of names; type each of them, from Ortiz to Chen"),
    ],
)
def test_a_choice_or_a_range_is_no_list_of_names(tmp_path: Path, column: str, typed: str, says: str) -> None:
    fixed = [["Day", "Start", "Topic", column], ["Mon", "9:00", "Anger", typed]]
    (said,) = faults_of(tmp_path, plain(Fixed=fixed))
    assert said.endswith(says)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("C001 - C002", "is a range of names; type each of them, from C001 to C002"),
        ("Ortiz to Chen", "is a range of names; type each of them, from Ortiz to Chen"),
        ("Ortiz - Chen", "is more than one name; type a row for each: Ortiz; Chen"),
    ],
)
def test_whoever_is_between_two_who_are_away_is_not_lost(tmp_path: Path, typed: str, says: str) -> None:
    (said,) = faults_of(tmp_path, plain(Away=[["Who", "First day"], [typed, "2026-12-01"]]))
    assert said.endswith(says)


def test_a_choice_of_therapists_in_a_roster_is_no_pair() -> None:
    hands = Hands()
    hands.sessions[0]["Therapist"] = "T Vega or T Wolf"
    with pytest.raises(
        Exception, match="is a choice of names; type one of them, or clear the cell: T Vega; T Wolf"
    ):
        hands.read()


def test_a_settled_start_at_night_is_asked_back_by_the_times(tmp_path: Path) -> None:
    tables = plain(
        Times=[["Days", "Starts"], ["daily", "9:00, 17:30"]],
        Fixed=[["Day", "Start", "Topic"], ["Mon", "5:30", "Anger"]],
    )
    (said,) = [fault for fault in faults_of(tmp_path, tables) if "Fixed!B2" in fault and "Times" in fault]
    assert said.endswith("did you mean 17:30? If not, write ok into the row's Note")


def test_settled_rows_that_name_the_same_clients_in_another_order_are_the_same(tmp_path: Path) -> None:
    fixed = [["Day", "Start", "Topic", "Clients"]]
    fixed += [["Mon", "9:00", "Anger", codes] for codes in ("C001, C002", "C002; C001")]
    (said,) = [fault for fault in faults_of(tmp_path, plain(Fixed=fixed)) if "says the same" in fault]
    assert "warning: riverside.xlsx: Fixed!A3" in said
    other = [*fixed[:2], ["Mon", "9:00", "Anger", "C001"]]
    assert not [fault for fault in faults_of(tmp_path, plain(Fixed=other)) if "says the same" in fault]


def test_two_topics_at_one_time_are_told_as_credited_twice(tmp_path: Path) -> None:
    lines = [HELD, [DAY, "9:00", "Anger", "C001"], [DAY, "9:00", "Individual", "C001"]]
    only(tmp_path, plain(Attendance=lines), "warning: Attendance!C3", "attended Anger at this time too (D2)")
    excused = [*lines[:2], [DAY, "9:00", "Individual", "C001", "excused"]]
    other = [*lines[:2], [DAY, "9:00", "Individual", "C002"], [DAY, "10:00", "Individual", "C001"]]
    for held in (excused, other):
        assert faults_of(tmp_path, plain(Attendance=held)) == []
