"""Rotation, continuity and wishes: what they ask and when they don't."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from constraints.continuity import Continuity
from constraints.rotation import Rotation
from constraints.wishes import Wishes
from planner.model import Attended, Client, Need, Problem, Seat, Therapist, Topic, Wish
from tests.constraints.minimise import amount, checked_cost, posted_cost
from tests.constraints.weeks import at, held, roster, week

ANGER = Topic("Anger", 60)
GRIEF = Topic("Grief", 60, kind="education")
TALK = Topic("Talk", 60, kind="individual", largest=1)
STARTS = [at(0, 9), at(0, 10), at(2, 9), at(2, 15)]
BOTH = frozenset({"Anger", "Grief", "Talk"})
WEEK = week([ANGER, GRIEF, TALK], [Client("C014", "IOP"), Client("C002", "IOP")], STARTS, ["Ada", "Ben"])
ANGER_TWICE = roster(
    held("Anger", at(0, 9), "C014", "C002", by=("Ada",)), held("Anger", at(2, 9), "C014", by=("Ben",))
)


def after(*history: Attended, needs: tuple[Need, ...] = ()) -> Problem:
    return replace(WEEK, history=history, needs=needs)


def attended(topic: str, day: date, *therapists: str, client: str = "C014", **more: Any) -> Attended:
    return Attended(day, topic, client, at(0, 9), therapists=therapists, **more)


LAST_MONDAY = date(2026, 11, 23)


def test_each_seat_in_last_weeks_topic_is_a_repeat() -> None:
    assert amount(after(attended("Anger", LAST_MONDAY)), Rotation(), ANGER_TWICE) == 2


def test_what_lies_more_than_seven_days_before_the_week_is_forgotten() -> None:
    assert amount(after(attended("Anger", date(2026, 11, 22))), Rotation(), ANGER_TWICE) == 0


def test_attendance_of_this_week_is_not_last_weeks() -> None:
    assert amount(after(attended("Anger", date(2026, 11, 30))), Rotation(), ANGER_TWICE) == 0


def test_what_was_missed_last_week_may_come_again() -> None:
    missed = attended("Anger", LAST_MONDAY, status="absent")
    assert amount(after(missed), Rotation(), ANGER_TWICE) == 0


def test_a_need_frees_as_many_repeats_as_it_asks_for() -> None:
    before = attended("Anger", LAST_MONDAY)
    assert amount(after(before, needs=(Need("C014", "Anger", 1),)), Rotation(), ANGER_TWICE) == 1
    assert amount(after(before, needs=(Need("C014", "Anger", 2),)), Rotation(), ANGER_TWICE) == 0
    assert amount(after(before, needs=(Need("C002", "Anger", 2),)), Rotation(), ANGER_TWICE) == 2


def test_individual_sessions_do_not_rotate_but_education_does() -> None:
    again = roster(held("Talk", at(0, 9), "C014"), held("Grief", at(0, 10), "C014"))
    both = after(attended("Talk", LAST_MONDAY), attended("Grief", LAST_MONDAY))
    [breach] = Rotation().check(both, again)
    assert breach.about == ("C014", "Grief")
    assert amount(both, Rotation(), again) == 1


def test_a_repeat_that_was_missed_is_no_repeat() -> None:
    missed = held("Anger", at(0, 9), Seat("C014", status="excused"))
    begun = replace(after(attended("Anger", LAST_MONDAY)), past=(missed,), as_of=at(0, 12))
    assert amount(begun, Rotation(), roster(missed, held("Anger", at(2, 9), "C014"))) == 1


def test_a_seat_with_another_therapist_than_last_time_breaks_continuity() -> None:
    known = after(attended("Anger", LAST_MONDAY, "Ada"))
    assert amount(known, Continuity(), ANGER_TWICE) == 1
    [breach] = Continuity().check(known, ANGER_TWICE)
    assert breach.about[:2] == ("C014", "Anger")
    assert breach.says == "C014 had Anger with Ada, but not on Wed 09:00"


def test_the_last_time_decides_however_history_is_sorted() -> None:
    long_ago = attended("Anger", date(2026, 9, 7), "Ben")
    lately = attended("Anger", LAST_MONDAY, "Ada")
    only_ben = roster(held("Anger", at(2, 9), "C014", by=("Ben",)))
    assert amount(after(long_ago, lately), Continuity(), only_ben) == 1
    assert amount(after(lately, long_ago), Continuity(), only_ben) == 1


def test_the_last_attended_time_decides_not_a_missed_one() -> None:
    attended_ada = attended("Anger", date(2026, 11, 16), "Ada")
    missed_ben = attended("Anger", LAST_MONDAY, "Ben", status="cancelled")
    only_ben = roster(held("Anger", at(2, 9), "C014", by=("Ben",)))
    assert amount(after(attended_ada, missed_ben), Continuity(), only_ben) == 1


def test_one_of_two_leaders_is_enough_for_continuity() -> None:
    pair = replace(ANGER, leaders=2)
    known = replace(after(attended("Anger", LAST_MONDAY, "Ada", "Cleo")), topics={"Anger": pair})
    led_by_two = roster(held("Anger", at(2, 9), "C014", by=("Ben", "Ada")))
    assert amount(known, Continuity(), led_by_two) == 0


def test_a_therapist_who_leads_the_topic_no_more_is_not_asked_for() -> None:
    other_topics = {"Ada": Therapist("Ada", BOTH - {"Anger"}), "Ben": Therapist("Ben", BOTH)}
    known = replace(after(attended("Anger", LAST_MONDAY, "Ada")), therapists=other_topics)
    only_ben = roster(held("Anger", at(2, 9), "C014", by=("Ben",)))
    assert amount(known, Continuity(), only_ben) == 0


def wishing(*wishes: Wish) -> Problem:
    return replace(WEEK, wishes=wishes)


def test_an_avoided_topic_costs_the_weight_for_each_seat() -> None:
    assert amount(wishing(Wish("C014", False, 4, topic="Anger")), Wishes(), ANGER_TWICE) == 8


def test_an_avoided_day_costs_each_seat_of_the_day() -> None:
    assert amount(wishing(Wish("C014", False, 4, day=2)), Wishes(), ANGER_TWICE) == 4


@pytest.mark.parametrize(
    ("hours", "cost"),
    [((480, 540), 0), ((599, 700), 4), ((600, 700), 0), ((500, 541), 4), ((550, 560), 4)],
)
def test_avoided_hours_cost_a_seat_that_overlaps_them(hours: tuple[int, int], cost: int) -> None:
    once = roster(held("Anger", at(2, 9), "C014"))
    assert amount(wishing(Wish("C014", False, 4, hours=hours)), Wishes(), once) == cost


def test_an_avoided_therapist_costs_each_seat_in_their_sessions() -> None:
    assert amount(wishing(Wish("C014", False, 4, therapist="Ben")), Wishes(), ANGER_TWICE) == 4
    assert amount(wishing(Wish("C002", False, 4, therapist="Ben")), Wishes(), ANGER_TWICE) == 0


def test_a_preferred_topic_is_owed_once() -> None:
    grief = wishing(Wish("C014", True, 6, topic="Grief"))
    assert amount(grief, Wishes(), ANGER_TWICE) == 6
    assert amount(grief, Wishes(), roster(held("Grief", at(2, 9), "C014"))) == 0
    [breach] = Wishes().check(grief, ANGER_TWICE)
    assert breach.says == "C014 prefers Grief, and the week has none of it"


def test_a_preferred_therapist_is_owed_one_session() -> None:
    ben = wishing(Wish("C014", True, 6, therapist="Ben"), Wish("C002", True, 3, therapist="Ben"))
    assert amount(ben, Wishes(), ANGER_TWICE) == 3


def test_preferred_days_cost_each_seat_on_none_of_them() -> None:
    monday, tuesday = Wish("C014", True, 3, day=0), Wish("C014", True, 2, day=1)
    assert amount(wishing(monday), Wishes(), ANGER_TWICE) == 3
    assert amount(wishing(tuesday), Wishes(), ANGER_TWICE) == 4
    assert amount(wishing(monday, tuesday), Wishes(), ANGER_TWICE) == 3
    assert amount(wishing(monday, Wish("C014", True, 9, day=2)), Wishes(), ANGER_TWICE) == 0


@pytest.mark.parametrize(("hours", "cost"), [((540, 600), 0), ((541, 700), 4), ((480, 599), 4)])
def test_preferred_hours_cost_a_seat_not_wholly_inside_them(hours: tuple[int, int], cost: int) -> None:
    once = roster(held("Anger", at(2, 9), "C014"))
    assert amount(wishing(Wish("C014", True, 4, hours=hours)), Wishes(), once) == cost


def test_a_missed_seat_is_neither_what_was_wished_for_nor_what_was_not() -> None:
    missed = held("Anger", at(0, 9), Seat("C014", status="absent"))
    wishes = (Wish("C014", True, 6, topic="Anger"), Wish("C014", False, 3, day=0))
    begun = replace(WEEK, past=(missed,), wishes=wishes, as_of=at(0, 12))
    assert amount(begun, Wishes(), roster(missed)) == 6


def test_with_parallel_sessions_an_unlucky_seat_is_found_by_the_check_alone() -> None:
    side_by_side = roster(
        held("Anger", at(2, 9), "C002", by=("Ada",)), held("Anger", at(2, 9), "C014", by=("Ben",))
    )
    avoiding = wishing(Wish("C014", False, 4, therapist="Ben"))
    assert checked_cost(avoiding, Wishes(weight=1), side_by_side) == 4
    assert posted_cost(avoiding, Wishes(), side_by_side) == 0
    known = after(attended("Anger", LAST_MONDAY, "Ada"))
    assert checked_cost(known, Continuity(), side_by_side) == 60
    assert posted_cost(known, Continuity(), side_by_side) == 0
