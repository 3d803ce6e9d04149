"""Minimum hours, minimum days and the daily floor: what is short, and by how much."""

from __future__ import annotations

from dataclasses import replace

from constraints.least_days import LeastDays
from constraints.least_hours import LeastHours
from constraints.least_hours_a_day import LeastHoursADay
from constraints.shared_shortage import SharedShortage
from planner.model import Client, Roster, Seat, Topic
from tests.constraints.minimise import amount
from tests.constraints.weeks import at, held, roster, week

GROUP = Topic("Anger", 60)
LONG = Topic("Relapse prevention", 90)
TESTING = Topic("Testing", 45, kind="testing", counts=False)
STARTS = [at(0, 9), at(0, 11), at(1, 9), at(2, 14)]
BOUNDS = Client("C014", "IOP", least_minutes=200, least_days=3, least_minutes_a_day=100)
WEEK = week([GROUP, LONG, TESTING], [BOUNDS, Client("C002", "OP")], STARTS)


def two_days(*monday: Seat | str) -> Roster:
    return roster(
        held("Anger", at(0, 9), *monday),
        held("Relapse prevention", at(0, 11), "C014", minutes=90),
        held("Testing", at(1, 9), "C014", minutes=45),
    )


def test_hours_are_short_by_what_counting_sessions_leave_open() -> None:
    assert amount(WEEK, LeastHours(), two_days("C014", "C002")) == 50


def test_hours_that_are_reached_are_no_breach() -> None:
    reached = replace(WEEK, clients={"C014": replace(BOUNDS, least_minutes=150)})
    assert amount(reached, LeastHours(), two_days("C014")) == 0


def test_an_empty_week_is_short_by_all_hours_and_all_days() -> None:
    assert amount(WEEK, LeastHours(), roster()) == 200
    assert amount(WEEK, LeastDays(), roster()) == 3


def test_days_are_those_with_a_counting_session_each_once() -> None:
    assert amount(WEEK, LeastDays(), two_days("C014")) == 2


def test_a_client_without_minimum_days_lacks_none() -> None:
    [breach] = LeastDays().check(WEEK, two_days("C014", "C002"))
    assert breach.about == ("C014",)
    assert breach.says == "C014 comes on 1 of 3 days: 2 missing"


def test_a_day_below_the_floor_is_short_by_the_difference() -> None:
    assert amount(WEEK, LeastHoursADay(), two_days("C014")) == 0
    assert amount(WEEK, LeastHoursADay(), two_days("C002")) == 10


def test_a_day_without_counting_sessions_has_no_floor() -> None:
    only_testing = roster(held("Testing", at(1, 9), "C014", minutes=45))
    assert amount(WEEK, LeastHoursADay(), only_testing) == 0


def test_each_attended_day_has_its_own_floor() -> None:
    spread = roster(held("Anger", at(0, 9), "C014"), held("Anger", at(1, 9), "C014"))
    assert amount(WEEK, LeastHoursADay(), spread) == 80
    says = [breach.says for breach in LeastHoursADay().check(WEEK, spread)]
    assert says[1] == "C014 has 1 h on Tue, 40 min below the floor of 1 h 40 min a day"


def test_a_missed_seat_brings_no_minutes_no_day_and_no_floor() -> None:
    missed = held("Anger", at(1, 9), Seat("C014", status="excused"))
    begun = replace(WEEK, past=(missed,), as_of=at(1, 12))
    assert amount(begun, LeastHours(), roster(missed)) == 200
    assert amount(begun, LeastDays(), roster(missed)) == 3
    assert amount(begun, LeastHoursADay(), roster(missed)) == 0


def test_a_past_seat_brings_the_minutes_it_was_credited() -> None:
    left_early = held("Anger", at(1, 9), Seat("C014", status="attended", minutes=35))
    begun = replace(WEEK, past=(left_early,), as_of=at(1, 12))
    assert amount(begun, LeastHours(), roster(left_early)) == 165
    assert amount(begun, LeastHoursADay(), roster(left_early)) == 65


def test_a_past_session_brings_its_own_length_not_the_topics() -> None:
    cut_short = held("Anger", at(1, 9), "C014", minutes=40)
    begun = replace(WEEK, past=(cut_short,), as_of=at(1, 12))
    assert amount(begun, LeastHours(), roster(cut_short)) == 160
    assert amount(begun, LeastHoursADay(), roster(cut_short)) == 60


def test_of_a_shortage_the_largest_counts_once() -> None:
    three = {code: Client(code, "IOP", least_minutes=minutes) for code, minutes in (("C1", 200), ("C2", 90))}
    short = replace(WEEK, clients={**three, "C3": Client("C3", "OP")}, client_windows={})
    given = roster(held("Anger", at(0, 9), "C1", "C2"))
    [breach] = SharedShortage().check(short, given)
    assert (breach.amount, breach.about) == (140, ("C1",))
    assert breach.says == "C1 lacks most: 2 h 20 min"
