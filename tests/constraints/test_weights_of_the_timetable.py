"""Soft rules about what stays from week to week tip a plan: another one is best once the rule weighs more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from constraints.idle_time import IdleTime
from constraints.least_hours import LeastHours
from constraints.room_for_each_session import RoomForEachSession
from constraints.same_days import SameDays
from constraints.same_timetable import SameTimetable
from constraints.staff_time import StaffTime
from planner.model import (
    Client,
    Fixed,
    Problem,
    Room,
    Session,
    Standing,
    Topic,
)
from tests.constraints.minimise import minimise
from tests.constraints.weeks import at, week
from tests.constraints.weighed import AN_HOUR, ANGER, HARD, TESTING, stood, the_best


def as_before(*sessions: Session, **days: set[int]) -> Standing:
    """The standing timetable with these sessions, and the days of clients who were there."""
    return Standing(date(2026, 11, 23), sessions, {code: frozenset(on) for code, on in days.items()})


BREATH = (
    Fixed("Testing", at(0, 10, 10), ("Cleo",), "Nook", clients=("C014",), open_seats=False),
    Fixed("Testing", at(1, 10, 20), ("Cleo",), "Nook", clients=("C014",), open_seats=False),
)


def monday_or_tuesday(standing: Standing, topic: Topic = ANGER, *taken: Fixed) -> Problem:
    """C014 owes an hour and is tested after it: Tuesday means ten minutes more to wait."""
    return week(
        [topic, TESTING],
        [AN_HOUR, Client("C002", "IOP")],
        [at(0, 9), at(1, 9)],
        ["Ada", "Ben", "Cleo"],
        rooms={name: Room(name, 3) for name in ("Oak", "Elm", "Nook")},
        fixed=(*BREATH, *taken),
        standing=standing,
    )


@pytest.mark.parametrize(("moved", "start"), [(9, at(0, 9)), (11, at(1, 9))])
def test_a_group_that_stays_is_worth_a_wait(moved: int, start: int) -> None:
    tiny = monday_or_tuesday(as_before(stood("Anger", at(1, 9), "Ada", "Oak")))
    best = minimise(
        tiny, (*HARD, LeastHours(), IdleTime(), StaffTime(9), SameTimetable(weight=1, moved=moved))
    )
    assert best is not None and best.starts_of("C014", "Anger") == [start]


@pytest.mark.parametrize(("others", "start"), [(9, at(0, 9)), (11, at(1, 9))])
def test_a_groups_own_therapist_is_worth_a_wait(others: int, start: int) -> None:
    elsewhere = Fixed("Testing", at(0, 9), ("Ben",), "Nook", clients=("C002",), open_seats=False)
    was = as_before(stood("Anger", at(0, 9), "Ben"), stood("Anger", at(1, 9), "Ben"))
    tiny = monday_or_tuesday(was, ANGER, elsewhere)
    best = minimise(
        tiny, (*HARD, LeastHours(), IdleTime(), StaffTime(9), SameTimetable(weight=1, others=others))
    )
    assert best is not None and best.starts_of("C014", "Anger") == [start]


@pytest.mark.parametrize(("elsewhere", "start"), [(9, at(0, 9)), (11, at(1, 9))])
def test_a_groups_own_room_is_worth_a_wait(elsewhere: int, start: int) -> None:
    taken = Fixed("Testing", at(0, 9), ("Ben",), "Oak", clients=("C002",), open_seats=False)
    was = as_before(stood("Anger", at(0, 9), "Ada", "Oak"), stood("Anger", at(1, 9), "Ada", "Oak"))
    tiny = monday_or_tuesday(was, ANGER, taken)
    rules = (*HARD, RoomForEachSession(), LeastHours(), IdleTime(), StaffTime(9))
    best = minimise(tiny, (*rules, SameTimetable(weight=1, others=0, elsewhere=elsewhere)))
    assert best is not None and best.starts_of("C014", "Anger") == [start]


@pytest.mark.parametrize(("individual", "start"), [(9, at(0, 9)), (11, at(1, 9))])
def test_a_clients_own_appointment_is_worth_a_wait(individual: int, start: int) -> None:
    alone = replace(ANGER, kind="individual", largest=1)
    tiny = monday_or_tuesday(as_before(stood("Anger", at(1, 9), "Ada", None, "C014", "C099")), alone)
    best = minimise(
        tiny,
        (*HARD, LeastHours(), IdleTime(), StaffTime(9), SameTimetable(weight=1, individual=individual)),
    )
    assert best is not None and best.starts_of("C014", "Anger") == [start]


@pytest.mark.parametrize(("weight", "start"), [(129, at(1, 9)), (131, at(0, 9))])
def test_a_day_that_one_knows_is_worth_a_wait(weight: int, start: int) -> None:
    # Monday is the day C014 knows, and an hour there means a wait of 130 minutes.
    tested = Fixed("Testing", at(0, 12, 10), clients=("C014",), open_seats=False)
    tiny = week(
        [ANGER, TESTING], [AN_HOUR], [at(0, 9), at(1, 9)], fixed=(tested,), standing=as_before(C014={0})
    )
    best = the_best(tiny, LeastHours(), IdleTime(), SameDays(weight=weight))
    assert best.starts_of("C014", "Anger") == [start]
