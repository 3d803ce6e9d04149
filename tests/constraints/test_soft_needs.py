"""Needs and topics that should run: what is missing, priced."""

from __future__ import annotations

from dataclasses import replace

from constraints.needs import Needs, OtherNeeds
from constraints.runs_at_least import RunsAtLeast
from planner.model import Client, Need, Seat, Topic
from tests.constraints.minimise import amount
from tests.constraints.weeks import at, held, roster, week

ANGER = Topic("Anger", 60, runs_at_least=3)
GRIEF = Topic("Grief", 60)
STARTS = [at(0, 9), at(1, 9), at(2, 9), at(3, 9)]
WEEK = week([ANGER, GRIEF], [Client("C014", "IOP"), Client("C002", "IOP")], STARTS)
ONCE = roster(held("Anger", at(0, 9), "C014"), held("Grief", at(1, 9), "C002"))


def test_a_missing_session_costs_the_needs_priority() -> None:
    asked = replace(WEEK, needs=(Need("C014", "Anger", 3, priority=7),))
    assert amount(asked, Needs(), ONCE) == 14
    [breach] = Needs().check(asked, ONCE)
    assert breach.about == ("C014", "Anger")
    assert breach.says == "C014 has 1 of 3 sessions of Anger (priority 7)"


def test_more_than_was_needed_is_no_credit_for_another_need() -> None:
    asked = replace(WEEK, needs=(Need("C014", "Anger", 1), Need("C014", "Grief", 1, priority=4)))
    twice = roster(held("Anger", at(0, 9), "C014"), held("Anger", at(1, 9), "C014"))
    assert amount(asked, Needs(), twice) == 4


def test_a_seat_on_another_day_than_the_needs_does_not_meet_it() -> None:
    wednesday = replace(WEEK, needs=(Need("C014", "Anger", days=frozenset({2})),))
    assert amount(wednesday, Needs(), ONCE) == 10
    monday = replace(WEEK, needs=(Need("C014", "Anger", days=frozenset({0, 2})),))
    assert amount(monday, Needs(), ONCE) == 0


def test_a_need_without_a_day_left_stays_missing() -> None:
    asked = replace(WEEK, needs=(Need("C014", "Anger", days=frozenset()),))
    assert amount(asked, Needs(), ONCE) == 10


def test_a_missed_seat_does_not_meet_a_need() -> None:
    missed = held("Anger", at(0, 9), Seat("C014", status="absent"))
    begun = replace(WEEK, past=(missed,), needs=(Need("C014", "Anger"),), as_of=at(0, 12))
    assert amount(begun, Needs(), roster(missed)) == 10


def test_a_rule_for_some_priorities_leaves_the_others_alone() -> None:
    asked = replace(
        WEEK,
        needs=(
            Need("C014", "Grief", priority=100),
            Need("C002", "Anger", priority=99),
            Need("C014", "Anger", 2, priority=20),
        ),
    )
    assert amount(asked, Needs(), ONCE) == 219
    assert amount(asked, Needs(least_priority=100), ONCE) == 100
    assert amount(asked, OtherNeeds(), ONCE) == 119
    assert amount(asked, Needs(least_priority=21, most_priority=99), ONCE) == 99


def test_a_session_counts_for_one_need_and_for_the_greater_priority_first() -> None:
    must_and_could = replace(WEEK, needs=(Need("C014", "Anger", 1, 1), Need("C014", "Anger", 1, 100)))
    assert amount(must_and_could, Needs(), ONCE) == 1
    assert amount(must_and_could, Needs(), roster()) == 101
    assert amount(must_and_could, OtherNeeds(), ONCE) == 1
    assert amount(must_and_could, Needs(least_priority=100), ONCE) == 0


def test_a_session_counts_where_it_leaves_most_for_other_needs() -> None:
    any_day_first = (Need("C014", "Anger", 1, 100), Need("C014", "Anger", 1, 10, days=frozenset({0})))
    twice = roster(held("Anger", at(0, 9), "C014"), held("Anger", at(1, 9), "C014"))
    assert amount(replace(WEEK, needs=any_day_first), Needs(), twice) == 0
    assert amount(replace(WEEK, needs=any_day_first), Needs(), ONCE) == 10


def test_needs_on_different_days_are_each_met_on_their_own() -> None:
    apart = (
        Need("C014", "Anger", 1, 7, days=frozenset({0})),
        Need("C014", "Anger", 1, 5, days=frozenset({1})),
    )
    assert amount(replace(WEEK, needs=apart), Needs(), ONCE) == 5


def test_a_topic_lacks_the_runs_it_should_have() -> None:
    assert amount(WEEK, RunsAtLeast(), ONCE) == 2
    [breach] = RunsAtLeast().check(WEEK, ONCE)
    assert breach.says == "Anger runs 1 of 3 times in the week"


def test_a_topic_that_runs_more_often_than_asked_is_no_breach() -> None:
    often = roster(*(held("Anger", start, "C014") for start in STARTS))
    assert amount(WEEK, RunsAtLeast(), often) == 0


def test_a_run_that_has_begun_counts() -> None:
    past = held("Anger", at(0, 9), Seat("C014", status="absent"))
    begun = replace(WEEK, past=(past,), as_of=at(0, 12))
    assert amount(begun, RunsAtLeast(), roster(past, held("Anger", at(1, 9), "C014"))) == 1
