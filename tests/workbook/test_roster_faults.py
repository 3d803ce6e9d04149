"""What a roster can't mean is said with its cell, everything at once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from planner.model import Roster
from planner.model.faults import WorkbookFaults
from planner.rosters.file import read_roster
from tests.workbook.hand_edited import (
    FIRST_DAY,
    WOLF,
    Hands,
    at,
    given,
    when,
    write,
)

GRIEF_MON, SOLO = "Mon-1100-GRI", "Mon-0900-SOL"


@pytest.fixture
def hands() -> Hands:
    return Hands()


def faults_of(hands: Hands) -> list[tuple[str, str, str]]:
    """(cell, found, what is said) of every error."""
    with pytest.raises(WorkbookFaults) as raised:
        hands.read()
    return [(f"{fault.sheet}!{fault.cell}", fault.found, fault.says) for fault in raised.value.errors]


def test_unknown_names_are_errors_with_the_nearest_all_at_once(hands: Hands) -> None:
    hands.seat(SOLO, "C005")["Client"] = "C0005"
    hands.session(SOLO).update(Therapist="T Vegas", Room="Nok", Topic="Solos")
    with pytest.raises(WorkbookFaults) as raised:
        hands.read()
    said = {(fault.cell, fault.found, fault.fix) for fault in raised.value.errors}
    assert said == {
        ("J5", "C0005", "did you mean 'C005'?"),
        ("G3", "Solos", "did you mean 'Solo'?"),
        ("J3", "T Vegas", "did you mean 'T Vega'?"),
        ("K3", "Nok", "did you mean 'Nook'?"),
    }


@pytest.mark.parametrize(
    ("sheet", "typed", "says"),
    [
        ("Sessions", {"Lock": "sometimes"}, "is none of all, time, therapist, room, clients"),
        ("Sessions", {"Start": "25:00"}, "is not a time"),
        (
            "Sessions",
            {"Date": datetime(2026, 12, 14)},
            "lies outside the roster's week, 2026-11-30 to 2026-12-06",
        ),
        ("Sessions", {"Date": None, "Day": None}, "Date is blank, and every session needs one"),
        (
            "Sessions",
            {"Date": datetime(2026, 12, 1), "Day": "Wed"},
            "is not the weekday of the date, Tue 2026-12-01",
        ),
        ("Roster", {"Lock": "perhaps"}, "is neither yes nor no"),
        ("Roster", {"Status": "here"}, "is none of attended, excused, absent, cancelled"),
        ("Roster", {"Client": None}, "Client is blank, and every seat needs one"),
        (
            "Roster",
            {"Session": None, "Date": None, "Day": None},
            "a seat has neither a session's id nor Date",
        ),
        ("Roster", {"Session": "Mon-0900-SLO", "Topic": None}, "is no session of the sheet Sessions"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_cell(
    hands: Hands, sheet: str, typed: dict[str, object], says: str
) -> None:
    row = hands.session(SOLO) if sheet == "Sessions" else hands.seat(SOLO, "C005")
    row.update(typed)
    (fault,) = faults_of(hands)
    assert fault[0].startswith(f"{sheet}!") and fault[2] == says


def test_two_rooms_for_one_session_are_a_contradiction(hands: Hands) -> None:
    hands.seat(GRIEF_MON, "C003")["Room"] = "Oak"
    assert faults_of(hands) == [
        ("Roster!I6", "Oak", "is not what the session's other rows say: Elm (Sessions!K4)")
    ]


def test_a_session_moved_two_ways_is_a_contradiction(hands: Hands) -> None:
    hands.session(SOLO).update(when(at(0, 13)))
    hands.seat(SOLO, "C005").update(when(at(0, 14)))
    assert faults_of(hands) == [
        ("Roster!D5", "14:00", "is not what the session's other rows say: 13:00 (Sessions!D3)")
    ]


def test_a_session_id_that_stands_twice_is_an_error(hands: Hands) -> None:
    hands.sessions.append(dict(hands.session(SOLO)))
    assert faults_of(hands) == [("Sessions!A11", SOLO, "stands twice, and a session has one row")]


def test_a_client_twice_in_a_session_with_different_words_is_an_error(hands: Hands) -> None:
    hands.seats.append(hands.seat(SOLO, "C005") | {"Status": "absent"})
    (fault,) = faults_of(hands)
    assert fault[2] == "stands twice in this session (also in J5), and the rows say different things"


def test_a_description_that_fits_two_sessions_is_an_error(hands: Hands) -> None:
    hands.sessions.append(hands.session(SOLO) | {"Session": None, "Therapist": WOLF, "Room": "Elm"})
    hands.seats.append({**when(at(0, 9)), "Topic": "Solo", "Client": "C011"})
    (fault,) = faults_of(hands)
    assert fault[2].startswith("Solo (Mon 09:00) may be one of several sessions: Mon-0900-SOL with T Vega; ")


def test_an_empty_week_is_a_roster(tmp_path: Path) -> None:
    empty = Roster(FIRST_DAY)
    read = read_roster(write(tmp_path / "roster.xlsx", given().problem, empty), given().program)
    assert read.rosters == read.published == (empty,)


@pytest.mark.parametrize("backwards", [False, True])
def test_clients_who_were_sorted_without_their_rows_are_one_fault(hands: Hands, backwards: bool) -> None:
    codes = sorted((str(row["Client"]) for row in hands.seats), reverse=backwards)
    for row, code in zip(hands.seats, codes, strict=True):
        row["Client"] = code
    [(_, _, says)] = faults_of(hands)
    assert says.startswith("Client was sorted without the rest of its rows")


def test_a_sheet_that_was_sorted_whole_is_read(hands: Hands) -> None:
    before = hands.roster()
    hands.seats.sort(key=lambda row: str(row["Client"]))
    assert hands.roster() == before
