"""What stands on the pages of people, rooms and signatures, on a week of one session."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from planner.export.sheets.roster import write_roster
from planner.model import Client, Need, Room, Roster, Seat, Session, Therapist, Topic
from planner.plan import Plan, lines_of
from tests.constraints.weeks import FIRST_DAY, at, week

SEATS = (Seat("C001"), Seat("C002", status="excused"), Seat("C003", minutes=25, note="left early"))


def with_seats(*seats: Seat) -> Plan:
    """Ada, who may lead half an hour, and Ben lead an hour in a room of two seats."""
    leads = frozenset({"Anger"})
    problem = week(
        [Topic("Anger", 60, smallest=2, best_size=5, largest=30, leaders=2)],
        [Client(seat.client, "IOP", least_minutes=120, least_days=2) for seat in seats],
        [at(0, 9)],
        [Therapist("Ada", leads, most_minutes=30), Therapist("Ben", leads)],
        rooms={"Oak": Room("Oak", 2)},
        needs=(Need("C001", "Anger", 3, 100), Need("C001", "Anger", 4, 10)),
    )
    session = Session("S1", "Anger", at(0, 9), 60, therapists=("Ada", "Ben"), room="Oak", seats=seats)
    roster = Roster(FIRST_DAY, (session,))
    return Plan(problem, roster, (), *lines_of(problem, roster, {("C001", None): "nobody is there"}))


def sheets(tmp_path: Path, plan: Plan) -> Any:
    write_roster(tmp_path / "roster.xlsx", [plan], datetime(2026, 11, 27))
    return load_workbook(tmp_path / "roster.xlsx")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return sheets(tmp_path_factory.mktemp("pages"), with_seats(*SEATS))


def last_column(sheet: Any) -> list[object]:
    return [row[5] for row in sheet.iter_rows(min_row=2, values_only=True) if row[5]]


def test_a_therapists_page_names_the_other_leader_and_whoever_comes(book: Any) -> None:
    ada, led, ben, too = last_column(book["Therapists"])
    assert (ada, led) == ("of at most 0.5 h: too much", "with Ben; C001, C003")
    assert (ben, too) == ("of 168 h available", "with Ada; C001, C003")


def test_a_rooms_page_says_how_many_of_its_seats_are_taken(book: Any) -> None:
    *_, share = last_column(book["Rooms"])
    assert share == "150%", "who is excused has a seat all the same"


def test_a_seat_says_the_minutes_it_was_credited(book: Any) -> None:
    heading, *rows = book["Roster"].iter_rows(values_only=True)
    minutes, note = heading.index("Minutes"), heading.index("Note")
    assert [(row[minutes], row[note]) for row in rows] == [(60, None), (60, None), (25, "left early")]


def test_a_session_says_the_sizes_of_its_topic(book: Any) -> None:
    heading, row = book["Sessions"].iter_rows(values_only=True)
    assert [row[heading.index(name)] for name in ("Clients", "Smallest", "Best size", "Largest")] == [
        3,
        2,
        5,
        30,
    ]


def test_a_clients_note_tells_the_shortage_once_and_of_needs_the_musts(book: Any) -> None:
    notes = [cell.comment.text for row in book["Clients"].iter_rows() for cell in row if cell.comment]
    assert notes[0].splitlines() == ["1 h short. nobody is there", "Anger: 2 of 3 missing."]


def test_who_is_excused_is_on_no_sign_in_page_and_two_lines_are_spare(book: Any) -> None:
    lines = [row for row in book["Sign-in"].iter_rows(values_only=True) if row[0] and row[0].isdigit()]
    assert [row[1] for row in lines] == ["C001", "C003", None, None]
