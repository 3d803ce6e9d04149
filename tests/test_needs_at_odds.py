"""Needs that stand in each other's way are counted: one time, one room, days that are too many; never a false alarm."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from planner.model import Apart, Client, Need, Problem, Room, Therapist, Window, hours
from planner.reasons.packing import greatest_sum
from planner.reasons.shortage import Shortage
from tests.reasons_week import ANGER, GRIEF, at, span, week
from tests.test_counts import said

BOTH = (Need("C014", "Anger"), Need("C014", "Grief"))
LONG: dict[str, tuple[Window, ...]] = {"C014": (span(1, 8, 20),), "C015": (span(1, 8, 20),)}
ON_TWO_DAYS: dict[str, tuple[Window, ...]] = {"C014": (span(1, 9, 12), span(3, 9, 12))}
TWO = (Client("C014", "IOP"), Client("C015", "IOP"))
STAFF = {name: Therapist(name, frozenset({"Anger", "Grief"})) for name in ("Ada", "Bo")}


def starting(anger: set[int], grief: set[int], **more: object) -> Problem:
    """Anger and Grief start at these hours only; two therapists lead both."""
    topics = tuple(
        replace(topic, starts=tuple(hour * 60 for hour in sorted(hours)))
        for topic, hours in ((ANGER, anger), (GRIEF, grief))
    )
    problem = week(topics=topics, free=LONG, **more)  # type: ignore[arg-type]
    return replace(
        problem, therapists=STAFF, therapist_windows={name: (Window(0, at(6, 24)),) for name in STAFF}
    )


def test_two_needs_at_one_time_are_told_with_the_time_and_clients_of_a_like_pair_as_one() -> None:
    needs = (*BOTH, Need("C015", "Anger"), Need("C015", "Grief"))
    [alone, _] = said(starting({9}, {9}, needs=BOTH))
    assert (
        alone == "C014 can have Anger (Tue 09:00) or Grief (Tue 09:00), not both: they are at the same time"
    )
    [both, *_] = said(starting({9}, {9}, clients=TWO, needs=needs))
    assert both.startswith("2 clients (C014, C015) can have Anger")


def test_a_cell_that_both_needs_stand_on_is_named_once() -> None:
    assert Shortage("not both", places=("Clients!A2", "Topics!A2", "Clients!A2")).places == (
        "Clients!A2",
        "Topics!A2",
    )


@settings(max_examples=40, deadline=None)
@given(
    some.sets(some.integers(9, 12), min_size=1, max_size=3),
    some.sets(some.integers(9, 12), min_size=1, max_size=3),
)
def test_it_is_told_where_no_two_times_lie_side_by_side_and_nowhere_else(
    anger: set[int], grief: set[int]
) -> None:
    possible = any(first != second for first, second in product(anger, grief))
    assert bool(said(starting(anger, grief, needs=BOTH))) is not possible


def test_two_topics_of_one_room_that_is_there_for_less_than_both() -> None:
    rooms = {"Studio": Room("Studio", 4)}
    needs = (Need("C014", "Anger"), Need("C015", "Grief"))
    problem = starting({9, 10}, {9, 10}, clients=TWO, needs=needs, rooms=rooms)
    short = replace(problem, room_windows={"Studio": (span(1, 9, 10),)})
    assert said(short) == [
        "Anger and Grief: at least 2 sessions, 2 h in rooms, are needed, "
        "and Studio, the only room for them, holds 1 h at most when they can be held"
    ]
    assert said(replace(problem, room_windows={"Studio": (span(1, 9, 11),)})) == []


def test_two_topics_of_one_room_at_one_hour_though_others_use_it_all_day() -> None:
    rooms = {"Studio": Room("Studio", 4), "Oak": Room("Oak", 4)}
    needs = (Need("C014", "Anger"), Need("C015", "Grief"), Need("C014", "Walk"))
    problem = starting({9}, {9}, clients=TWO, needs=needs, rooms=rooms)
    studio = {"Studio": Room("Studio", 4, frozenset({"studio"})), "Oak": Room("Oak", 4)}
    in_studio = {name: replace(topic, room_kind="studio") for name, topic in problem.topics.items()}
    walk = replace(ANGER, name="Walk")
    staff = {name: replace(who, leads=who.leads | {"Walk"}) for name, who in STAFF.items()}
    problem = replace(problem, topics={**in_studio, "Walk": walk}, rooms=studio, therapists=staff)
    [says] = [one for one in said(problem) if "Studio" in one]
    assert says.startswith("Anger and Grief: at least 2 sessions")
    assert "and Studio, the only room for them, holds 1 h at most" in says
    anywhere = {**in_studio, "Grief": replace(in_studio["Grief"], room_kind=None), "Walk": walk}
    assert not [one for one in said(replace(problem, topics=anywhere)) if "room" in one]


@settings(max_examples=40, deadline=None)
@given(
    some.sets(some.integers(9, 12), min_size=1, max_size=3),
    some.sets(some.integers(9, 12), min_size=1, max_size=3),
    some.sets(some.integers(9, 12), min_size=1, max_size=3),
)
def test_a_room_that_holds_both_is_never_said_to_be_too_little_and_one_hour_of_it_is_for_two_topics(
    anger: set[int], grief: set[int], there: set[int]
) -> None:
    needs = (Need("C014", "Anger"), Need("C015", "Grief"))
    windows = {"Studio": tuple(span(1, hour, hour + 1) for hour in sorted(there))}
    rooms = {"Studio": Room("Studio", 4)}
    problem = starting(anger, grief, clients=TWO, needs=needs, rooms=rooms, room_windows=windows)
    possible = any(first != second for first, second in product(anger & there, grief & there))
    assert not possible or said(problem) == []
    walk = replace(ANGER, name="Walk")  # at any hour at which the room is there
    beside = replace(problem, topics={**problem.topics, "Walk": walk}, needs=(*needs, Need("C015", "Walk")))
    alarm = any("the only room for them" in one for one in said(beside))
    if possible and len(there) == 3:
        assert not alarm
    elif anger & there == grief & there and len(anger & there) == 1:
        assert alarm


@pytest.mark.parametrize("most", [1, 2])
def test_needs_for_more_days_than_one_may_come_on(most: int) -> None:
    needs = (Need("C014", "Anger", days=frozenset({1})), Need("C014", "Grief", days=frozenset({3})))
    client = Client("C014", "IOP", most_days=most)
    found = said(week(topics=(ANGER, GRIEF), clients=(client,), free=ON_TWO_DAYS, needs=needs))
    alarm = "C014 needs Anger on Tue and Grief on Thu, 2 days, and C014 may come on 1 day a week at most (Max days)"
    assert [one for one in found if "needs Anger" in one] == ([alarm] if most == 1 else [])


def test_a_topic_that_counts_for_nothing_makes_no_day() -> None:
    needs = (Need("C014", "Anger", days=frozenset({1})), Need("C014", "Grief", days=frozenset({3})))
    client, idle = Client("C014", "IOP", most_days=1), replace(GRIEF, counts=False)
    found = said(week(topics=(ANGER, idle), clients=(client,), free=ON_TWO_DAYS, needs=needs))
    assert not [one for one in found if "days" in one]


def test_a_pair_kept_apart_is_told_only_of_those_who_can_come() -> None:
    needs = (Need("C014", "Anger"), Need("C015", "Anger"))
    once = replace(ANGER, runs_at_most=1)
    there = week(topics=(once,), clients=TWO, needs=needs, apart=(Apart("C014", "C015"),))
    assert any("kept apart" in one for one in said(there))
    away = replace(there, client_windows={**there.client_windows, "C015": (span(1, 21, 23),)})
    assert not any("kept apart" in one for one in said(away))


def test_what_should_run_is_counted_with_what_is_needed() -> None:
    busy = {"Ada": Therapist("Ada", frozenset({"Anger", "Grief"}), most_minutes=180)}
    should = tuple(replace(topic, runs_at_least=2) for topic in (ANGER, GRIEF))
    [found] = said(week(topics=should, needs=BOTH, therapists=busy))
    assert "are needed for all to run as often as they should (Runs at least), and" in found
    assert said(week(topics=(should[0], GRIEF), needs=BOTH, therapists=busy)) == []


@pytest.mark.parametrize(("least", "most"), [(120, 120), (110, 140), (100, 120), (120, None), (120, 110)])
def test_hours_between_two_sums_of_session_lengths(least: int, most: int | None) -> None:
    fifty = replace(ANGER, minutes=50, most_a_day=None)
    client = Client("C014", "IOP", least_minutes=least, most_minutes=most)
    found = said(week(topics=(fifty,), clients=(client,), free=LONG))
    alarm = [one for one in found if "sessions of 50 min come to 1 h 40 min or to more than" in one]
    assert bool(alarm) is (most is not None and 100 < least <= most)
    below = f"C014 may have {hours(most or 0)} a week at most (Max hours), {hours(least)} are required: "
    assert any(one.startswith(below) for one in found) is (most is not None and most < least)


@given(some.sets(some.sampled_from((10, 25, 40, 60, 90)), min_size=1), some.integers(0, 240))
def test_the_greatest_sum_is_the_greatest_of_all(lengths: set[int], most: int) -> None:
    sums = {
        sum(chosen) for many in range(7) for chosen in combinations_with_replacement(sorted(lengths), many)
    }
    found = greatest_sum(lengths, most)
    assert found <= most
    assert found >= max(total for total in sums if total <= most)


def at_one_hour(leads: dict[str, frozenset[str]]) -> list[str]:
    """What is counted of two clients, each with a need at the one start of its topic; all lead on any day."""
    problem = starting({9}, {9}, clients=TWO, needs=(Need("C014", "Anger"), Need("C015", "Grief")))
    staff = {name: Therapist(name, topics) for name, topics in leads.items()}
    windows = {name: (Window(0, at(6, 24)),) for name in staff}
    talk = replace(ANGER, name="Talk")
    return said(
        replace(problem, topics={**problem.topics, "Talk": talk}, therapists=staff, therapist_windows=windows)
    )


def test_two_topics_at_the_one_hour_of_a_leader_who_is_there_all_week_are_told() -> None:
    [only] = at_one_hour({"Ada": frozenset({"Anger", "Grief", "Talk"})})
    assert only == (
        "Anger and Grief: at least 2 sessions, 2 h of therapists' time, are needed, and those who lead them have "
        "1 h at most when they can be led (Ada 1 h)"
    )


def test_two_leaders_at_one_hour_are_enough() -> None:
    assert at_one_hour({"Ada": frozenset({"Anger", "Talk"}), "Bo": frozenset({"Grief"})}) == []
