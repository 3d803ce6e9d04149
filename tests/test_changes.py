"""What changed, for whom, why and whom to tell: exactly that, and nothing that stayed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from planner.model import Problem, Room, Seat, Topic
from planner.plan import Change
from planner.program import AwayRow, ClientRow, Program, WeeklyWindow
from planner.replanning.against import gone
from planner.replanning.carry_over import MAKE_UP
from planner.replanning.causes import FOR_OTHERS
from planner.replanning.changes import changes_between, steps_between
from planner.week.problem import problem_of
from tests.changed_week import ANGER, GRIEF, OLD, RULES, changes, only
from tests.small_week import (
    CODES,
    FRI,
    MON,
    MONDAY,
    THU,
    TUE,
    WED,
    at,
    in_force,
    program,
    session,
    weekly,
)


def test_nothing_unchanged_is_listed() -> None:
    told = replace(GRIEF, lock="all", note="mine", seats=tuple(replace(s, locked=True) for s in GRIEF.seats))
    assert changes(OLD) == ()
    assert changes(in_force(ANGER, told)) == ()


ONCE_A_WEEK = replace(program().topics["Anger"], most_a_week=1)
ONCE_A_DAY = replace(program().topics["Anger"], most_a_day=1)


@pytest.mark.parametrize("anger", [ONCE_A_WEEK, ONCE_A_DAY], ids=["a week", "a day"])
def test_a_seat_that_moves_isnt_itself_the_reason_why_it_moves(anger: Topic) -> None:
    """Who has Anger once a week has it once before and after: what is new in its place isn't in its way."""
    topics = {**program().topics, "Anger": anger}
    later = session("Tue-1100-ANG", "Anger", at(TUE, 11), "Ada", *CODES)
    found = changes(in_force(GRIEF, later), program(topics=topics))
    assert {change.why for change in found if change.role == "client"} == {FOR_OTHERS}


def test_whom_a_session_takes_to_run_is_told_so() -> None:
    """C001 and C002 have their two hours; without them Friday's Anger would be below its smallest of two."""
    run = session("Fri-0900-ANG", "Anger", at(FRI, 9), "Ada", "C001", "C002")
    found = changes(in_force(ANGER, GRIEF, run))
    assert only("session", found).why == "Not needed for hours or needs."
    whys = {one.who: one.why for one in found if one.role == "client"}
    says = "Without {}, Anger on Fri 09:00 would have fewer than the 2 it takes."
    assert whys == {code: says.format(code) for code in ("C001", "C002")}
    more = replace(run, seats=(*run.seats, Seat("C003")))
    assert {one.why for one in changes(in_force(ANGER, GRIEF, more)) if one.role == "client"} == {
        "Not needed for hours or needs."
    }


def test_whoever_loses_a_session_because_the_other_cant_come_is_told_that() -> None:
    """C001 and C002 are seen together on Tuesday; C002 is away, and C003 and C004 have the time."""
    both = session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C001", "C002")
    instead = session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C003", "C004")
    friday = session("Fri-0900-ANG", "Anger", at(FRI, 9), "Ada", "C001", "C002")
    hours = {**program().client_hours, "C002": weekly(MON, WED, THU, FRI)}
    problem = problem_of(program(client_hours=hours), MONDAY)
    found = changes_between(in_force(both, GRIEF), in_force(instead, friday, GRIEF), problem, RULES)
    whys = {one.who: one.why for one in found if one.who in ("C001", "C002")}
    assert whys == {
        "C001": "Only 1 of its clients could still come; it takes 2.",
        "C002": "C002 isn't available.",
    }


def test_none_is_said_where_none_of_a_sessions_clients_can_come() -> None:
    hours = dict.fromkeys(CODES, weekly(MON, WED, THU, FRI))
    found = changes(in_force(GRIEF), program(client_hours=hours))
    assert only("session", found).why == "None of its clients could still come; it takes 2."


def test_what_has_begun_is_not_listed() -> None:
    assert changes(in_force(GRIEF), as_of=at(TUE, 9) + 1) == ()
    assert len(changes(in_force(GRIEF), as_of=at(TUE, 9))) == 4 + 1 + 1


def test_a_seat_that_moves_is_one_change() -> None:
    friday = session("Fri-0900-GRI", "Grief", at(FRI, 9), "Ada", "C001", "C002")
    without = replace(GRIEF, seats=GRIEF.seats[2:])
    hours = {**program().client_hours, "C001": weekly(MON, TUE, WED, FRI)}
    found = changes(in_force(ANGER, without, friday), program(client_hours=hours))
    first, second = (change for change in found if change.role == "client")
    assert first == Change(
        who="C001",
        role="client",
        was="Thu 10:00 Grief with Ben",
        now="Fri 09:00 Grief with Ada",
        why="C001 isn't available.",
        tell="C001; Ben; Ada",
        notice_hours=82,
        session="Fri-0900-GRI",
        when=datetime(2026, 12, 3, 10),
    )
    assert (second.who, second.why) == ("C002", FOR_OTHERS)


def test_moves_are_paired_nearest_in_time() -> None:
    monday = session("a", "Anger", at(MON, 9), "Ada", "C001")
    thursday = session("b", "Anger", at(THU, 9), "Ada", "C001")
    tuesday = session("c", "Anger", at(TUE, 9), "Ada", "C001")
    grief = session("d", "Grief", at(MON, 9), "Ada", "C001")
    steps = steps_between([monday, thursday], [tuesday, grief])
    assert [(step.was, step.now) for step in steps] == [(monday, tuesday), (None, grief), (thursday, None)]


def test_an_ill_therapist_is_the_reason_for_a_new_one() -> None:
    ill = program(away=(AwayRow("Ben", date(2026, 12, 3), date(2026, 12, 3)),))
    found = changes(in_force(ANGER, replace(GRIEF, therapists=("Ada",))), ill)
    assert {change.why for change in found} == {"Ben is not available then."}
    assert [change.who for change in found] == [*CODES, "Ada", "Ben", "Grief"]
    ben = next(change for change in found if change.who == "Ben")
    assert (ben.role, ben.was, ben.now, ben.tell) == ("therapist", "Thu 10:00 Grief with Ben", "", "Ben")
    assert only("session", found).tell == "Ben; Ada; front desk"


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ({"second_leader_above": 3}, "has 4 clients and 1 therapist; above 3 clients it takes 2."),
        ({"leaders": 2}, "has 1 therapist and asks for 2."),
        ({"leader_tags": frozenset({"nurse"})}, "nurse"),
    ],
)
def test_the_rule_that_the_old_therapists_break_is_the_reason_for_others(
    terms: dict[str, object], why: str
) -> None:
    usual = program().topics
    stricter = program(topics={**usual, "Grief": replace(usual["Grief"], **terms)})  # type: ignore[arg-type]
    found = changes(in_force(ANGER, replace(GRIEF, therapists=("Ada", "Ben"))), stricter)
    said = {change.why for change in found if change.role in ("therapist", "session")}
    assert len(said) == 1 and why in said.pop()


def test_whoever_joins_is_why_a_group_has_a_second_leader() -> None:
    three, topics = replace(GRIEF, seats=GRIEF.seats[:3]), program().topics
    given = program(topics={**topics, "Grief": replace(topics["Grief"], second_leader_above=3)})
    new = in_force(ANGER, replace(GRIEF, therapists=("Ada", "Ben")))
    found = changes_between(in_force(ANGER, three), new, problem_of(given, MONDAY), RULES)
    assert "above 3 clients it takes 2." in only("session", found).why


@pytest.mark.parametrize(
    ("rooms", "shut", "why"),
    [
        (("Elm", "Oak"), {}, ""),
        (("Elm", "Oak"), {"Oak": weekly(MON, TUE)}, "Oak is not available then."),
        (("Elm",), {}, "Oak is no longer there."),
        ((), {}, ""),
    ],
)
def test_a_room_that_is_shut_or_gone_is_the_reason_for_another(
    rooms: tuple[str, ...], shut: dict[str, tuple[WeeklyWindow, ...]], why: str
) -> None:
    """Where there are no rooms at all, none is missed."""
    given = program(rooms={name: Room(name, 8) for name in rooms}, room_hours=shut)
    assert gone(problem_of(given, MONDAY), replace(GRIEF, room="Oak")) == why


def test_officers_of_mandated_clients_are_told() -> None:
    mandated = program(
        clients={code: ClientRow(code, "Small", tags=frozenset({"Mandated"})) for code in CODES}
    )
    found = changes(in_force(ANGER, replace(GRIEF, seats=GRIEF.seats[1:])), mandated)
    assert only("client", found).tell == "C001; Ben; probation officer"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (
            program(clients={code: ClientRow(code, "Small") for code in CODES[1:]}, needs=()),
            "C001 is not in the program this week.",
        ),
        (
            program(
                clients={
                    code: ClientRow(code, "Small", ends=date(2026, 12, 2) if code == "C001" else None)
                    for code in CODES
                }
            ),
            "C001's stay ends on Wed.",
        ),
        (
            program(
                clients={
                    code: ClientRow(code, "Small", weekdays=frozenset({0, 1}) if code == "C001" else None)
                    for code in CODES
                }
            ),
            "C001 isn't authorised for Thu.",
        ),
        (
            program(therapists={"Ada": program().therapists["Ada"]}),
            "Ben no longer works here.",
        ),
    ],
)
def test_a_dropped_seat_names_the_input_that_forced_it(given: Program, why: str) -> None:
    found = changes(in_force(ANGER, replace(GRIEF, seats=GRIEF.seats[1:])), given)
    assert only("client", found).why == why


def test_a_seat_that_somebody_else_took_names_the_rule() -> None:
    full = replace(GRIEF, seats=(*GRIEF.seats[1:], Seat("C005")))
    clients = {code: ClientRow(code, "Small") for code in (*CODES, "C005")}
    hours = {code: weekly(MON, TUE, WED, THU, FRI) for code in clients}
    found = changes(in_force(ANGER, full), program(clients=clients, client_hours=hours))
    dropped, added = [change for change in found if change.role == "client"]
    assert dropped.why == "Grief is full (4 of 4)."
    assert (added.who, added.why) == ("C005", "C005 is new in this roster.")


def test_a_make_up_says_what_it_makes_up_for() -> None:
    missed = replace(ANGER, seats=(Seat("C001", status="excused"), *ANGER.seats[1:]))
    friday = session("Fri-0900-ANG", "Anger", at(FRI, 9), "Ada", Seat("C001", note=MAKE_UP), "C002")
    found = changes(in_force(missed, GRIEF, friday), as_of=at(WED, 0))
    mine = next(change for change in found if change.who == "C001")
    assert (mine.was, mine.why) == ("", "Makes up for the excused Tue 09:00 Anger.")


def test_without_a_program_nothing_is_said_of_why() -> None:
    bare = Problem(MONDAY, {}, {}, {}, starts=(), client_windows={}, therapist_windows={})
    found = changes_between(OLD, in_force(ANGER), bare, None)
    assert {change.why for change in found} == {""}
    assert len(found) == 4 + 1 + 1


def test_another_topic_on_the_same_day_is_one_move() -> None:
    lost = [replace(GRIEF, seats=GRIEF.seats[1:])]
    instead = session("Thu-1300-ANG", "Anger", at(THU, 13), "Ada", "C001")
    found = changes(in_force(ANGER, *lost, instead))
    move = only("client", found)
    assert (move.was, move.now) == ("Thu 10:00 Grief with Ben", "Thu 13:00 Anger with Ada")
    assert move.retimed


def test_another_topic_at_the_very_same_time_is_told() -> None:
    lost = [replace(GRIEF, seats=GRIEF.seats[1:])]
    instead = session("Thu-1000-ANG", "Anger", GRIEF.start, "Ben", "C001")
    move = only("client", changes(in_force(ANGER, *lost, instead)))
    assert (move.was, move.now) == ("Thu 10:00 Grief with Ben", "Thu 10:00 Anger with Ben")


def test_what_nothing_forbids_says_what_it_gives_way_to() -> None:
    instead = session("Thu-1000-ANG", "Anger", GRIEF.start, "Ben", "C003", "C004")
    found = changes(in_force(ANGER, instead))
    why = "Gives way to Anger on Thu 10:00: "
    assert only("session", tuple(one for one in found if one.who == "Grief")).why.startswith(why)
    assert {one.why for one in found if one.who == "C001"} == {
        "Gives way to Anger on Thu 10:00: needed for C003's 2 h this week."
    }
    assert all(one.retimed for one in found if one.who in CODES[:2])  # so that they are phoned


def test_a_seat_gives_way_to_the_clients_own_session_and_not_to_the_one_they_left() -> None:
    anger = session("Thu-1000-ANG", "Anger", GRIEF.start, "Ada", "C001", "C002")
    old = in_force(anger, session("Thu-1000-GRI", "Grief", GRIEF.start, "Ben", "C003", "C004"))
    # Two sit in Anger as before, C003 among them, and there are free seats; C001 goes to Grief.
    left = session("Thu-1000-ANG", "Anger", GRIEF.start, "Ada", "C002", "C003")
    new = in_force(left, session("Thu-1000-GRI", "Grief", GRIEF.start, "Ben", "C001", "C004"))
    found = changes_between(old, new, problem_of(program(), MONDAY), RULES)
    assert {one.who: one.why for one in found if one.role == "client"} == {
        "C001": "Gives way to Grief on Thu 10:00: needed for C001's 2 h this week.",
        "C003": "Gives way to Anger on Thu 10:00: needed for C003's 2 h this week.",
    }
