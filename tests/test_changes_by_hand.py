"""What a hand did and what the planner put in its place are told apart."""

from __future__ import annotations

from dataclasses import replace

from planner.replanning.changes import changes_between
from planner.week.problem import problem_of
from tests.changed_week import ANGER, GRIEF, OLD, RULES, changes, only
from tests.small_week import (
    CODES,
    FRI,
    MONDAY,
    THU,
    at,
    in_force,
    program,
    session,
)


def test_what_a_hand_did_is_said_to_be_by_hand() -> None:
    moved = in_force(ANGER, replace(GRIEF, seats=GRIEF.seats[1:]))
    assert only("client", changes(moved, edited=moved)).why == "Changed by hand."
    assert only("client", changes(moved, edited=OLD)).why != "Changed by hand."


def test_where_a_hand_only_took_out_what_came_instead_is_the_planners() -> None:
    friday = session("Fri-0900-GRI", "Grief", at(FRI, 9), "Ada", *CODES)
    found = changes(in_force(ANGER, friday), edited=in_force(ANGER))
    assert {change.why for change in found if change.role == "client"} == {
        f"Taken out by hand. Needed for {code}'s 2 h this week." for code in CODES
    }
    (told,) = [change for change in found if change.role == "session"]
    assert (told.was, told.now) == ("Thu 10:00 Grief with Ben", "Fri 09:00 Grief with Ada")
    assert told.why.startswith("Taken out by hand. ")
    led = {change.who: change.why for change in found if change.role == "therapist"}
    assert led["Ben"] == "Changed by hand."
    assert "by hand" not in led["Ada"]


def test_a_therapist_given_by_hand_and_a_room_chosen_by_the_planner_are_told_apart() -> None:
    by_hand = replace(GRIEF, therapists=("Ada",))
    moved = replace(by_hand, room="Oak")
    (mine,) = {change.why for change in changes(in_force(ANGER, by_hand), edited=in_force(ANGER, by_hand))}
    assert mine == "Changed by hand."
    told = only("session", changes(in_force(ANGER, moved), edited=in_force(ANGER, by_hand)))
    assert told.why != "Changed by hand."


def test_appointments_of_two_clients_are_two_lines_and_no_handing_over() -> None:
    alone = program().topics["Grief"]
    given = program(topics={**program().topics, "Grief": replace(alone, smallest=1, largest=1)})
    old = replace(GRIEF, seats=GRIEF.seats[:1])
    new = replace(GRIEF, seats=GRIEF.seats[1:2], therapists=("Ada",))
    problem = problem_of(given, MONDAY)
    found = changes_between(in_force(ANGER, old), in_force(ANGER, new), problem, RULES)
    assert [(one.was != "", one.now != "") for one in found if one.role == "session"] == [
        (True, False),
        (False, True),
    ]


def test_what_a_therapist_no_longer_leads_and_what_they_lead_at_another_time_are_two_things() -> None:
    later = session("Thu-1100-ANG", "Anger", at(THU, 11), "Ben", *CODES)
    found = changes(in_force(ANGER, later))
    assert [(one.was, one.now) for one in found if one.role == "therapist"] == [
        ("Thu 10:00 Grief with Ben", ""),
        ("", "Thu 11:00 Anger with Ben"),
    ]
    assert len([one for one in found if one.role == "client"]) == 4  # whoever comes for it has one line


def test_what_comes_instead_of_another_topic_that_a_hand_took_out_is_the_planners() -> None:
    instead = session("Thu-1000-ANG", "Anger", GRIEF.start, "Ben", *CODES)
    found = changes(in_force(ANGER, instead), edited=in_force(ANGER))
    whys = {one.role: one.why for one in found if one.who not in ("Anger", "Grief")}
    assert whys == {
        role: f"Taken out by hand. Needed for C00{n}'s 2 h this week."
        for role, n in (("client", 4), ("therapist", 1))
    }


def test_who_was_in_a_session_that_a_hand_changed_was_not_taken_out() -> None:
    moved = replace(GRIEF, start=at(THU, 11))
    friday = session("Fri-0900-GRI", "Grief", at(FRI, 9), "Ada", *CODES)
    found = changes(in_force(ANGER, friday), edited=in_force(ANGER, moved))
    assert {change.why for change in found if change.role == "client"} == {
        f"Changed by hand. Needed for {code}'s 2 h this week." for code in CODES
    }


def test_an_edit_that_is_not_kept_is_not_the_cause_of_what_comes_beside_the_session() -> None:
    elsewhere = replace(GRIEF, room="Elm")
    stays = replace(GRIEF, seats=GRIEF.seats[:2])
    beside = session("Thu-1000-GRI-2", "Grief", GRIEF.start, "Ada", *CODES[2:])
    found = changes(in_force(ANGER, stays, beside), edited=in_force(ANGER, elsewhere))
    assert {one.who for one in found if one.role == "client"} == set(CODES[2:])
    assert not [one.why for one in found if "by hand" in one.why]
