"""What has happened when a week is replanned: it stands, and only what was delivered counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from planner.language.limits import Stage
from planner.model import Seat
from planner.program import ClientRow, NeedRow
from planner.replanning.carry_over import MAKE_UP
from planner.replanning.request import Wanted, minute_of
from planner.week.problem import problem_of
from tests.replanned import ANGER, GRIEF, problem_to_replan, replanned, value_at, without_thursday
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
    seats,
    session,
    weekly,
)


def test_what_has_begun_stands_whatever_the_workbook_says_now() -> None:
    gone = program(therapists={"Ben": program().therapists["Ben"]}, therapist_hours={"Ben": weekly(THU, FRI)})
    found = replanned(gone, in_force(), Wanted(datetime(2026, 12, 1, 9, 1)))
    assert found.roster.sessions[0] == in_force().sessions[0]


def test_more_days_than_the_level_now_allows_stand_once_they_have_begun() -> None:
    level = program().levels["Small"]
    fewer = program(levels={**program().levels, "Small": replace(level, least_days=0, most_days=1)})
    held = in_force()
    assert len({session.day for session in held.sessions}) > 1
    found = replanned(fewer, held, Wanted(datetime(2026, 12, 6)))
    assert found.roster.sessions == held.sessions


def test_a_client_who_has_left_keeps_what_was_held() -> None:
    left = program(clients={code: ClientRow(code, "Small") for code in CODES[1:]}, needs=())
    found = replanned(left, in_force(), Wanted(datetime(2026, 12, 2)))
    assert found.roster.sessions[0] == in_force().sessions[0]
    assert found.roster.sessions[1].clients == CODES[1:]
    assert value_at(found, Stage.MOVES) == (0, True)


def test_a_session_that_begins_at_the_moment_is_still_ahead() -> None:
    replanning = problem_to_replan(program(), in_force(), Wanted(datetime(2026, 12, 1, 9, 0)))
    assert replanning.problem.past == ()
    later = problem_to_replan(program(), in_force(), Wanted(datetime(2026, 12, 1, 9, 1)))
    assert later.problem.past == in_force().sessions[:1]


def test_a_moment_outside_the_week_is_its_end_or_its_beginning() -> None:
    problem = problem_of(program(), MONDAY)
    assert minute_of(datetime(2026, 11, 2), problem) == 0
    assert minute_of(datetime(2027, 1, 1), problem) == 7 * 24 * 60
    assert minute_of(None, problem) == 0


@pytest.mark.parametrize(("status", "lost"), [("attended", 0), ("", 0), ("excused", 60), ("cancelled", 60)])
def test_only_delivered_minutes_count(status: str, lost: int) -> None:
    told = session("Tue-0900-ANG", "Anger", ANGER, "Ada", Seat("C001", status=status), *CODES[1:])
    only = program(starts=((TUE, 540), (THU, 600)))  # nothing can be made up
    found = replanned(only, in_force(told, in_force().sessions[1]), Wanted(datetime(2026, 12, 2)))
    assert value_at(found, Stage.HOURS) == (lost, True)


def test_an_excused_session_is_made_up_in_a_free_seat_and_tagged() -> None:
    told = session("Tue-0900-ANG", "Anger", ANGER, "Ada", Seat("C001", status="excused"), *CODES[1:])
    more = session("Fri-0900-ANG", "Anger", at(FRI, 9), "Ada", "C002", "C003")
    now = in_force(told, in_force().sessions[1], more)
    found = replanned(program(), now, Wanted(datetime(2026, 12, 2)))
    added = seats(found.roster) - seats(now)
    tagged = {
        (seat.client, one.topic, one.start)
        for one in found.roster.sessions
        for seat in one.seats
        if seat.note == MAKE_UP
    }
    assert {code for code, _, _ in tagged} == {"C001"}
    assert tagged <= added
    assert value_at(found, Stage.HOURS) == (0, True)


def test_a_make_up_is_not_tagged_twice() -> None:
    told = session("Tue-0900-ANG", "Anger", ANGER, "Ada", Seat("C001", status="excused"), *CODES[1:])
    made_up = session("Wed-0900-ANG", "Anger", at(WED, 9), "Ada", Seat("C001", note=MAKE_UP), "C002", "C003")
    now = in_force(told, made_up, in_force().sessions[1])
    found = replanned(without_thursday(), now, Wanted(datetime(2026, 12, 2)))
    tagged = [seat for one in found.roster.sessions for seat in one.seats if seat.note == MAKE_UP]
    assert len(tagged) == 1


def test_a_seat_called_off_ahead_is_not_filled_elsewhere_at_that_time() -> None:
    told = session("Thu-1000-GRI", "Grief", GRIEF, "Ben", Seat("C001", status="excused"), *CODES[1:])
    found = replanned(program(), in_force(in_force().sessions[0], told), Wanted(datetime(2026, 12, 2)))
    mine = found.roster.of_client("C001")
    seat = next(s for one in mine if one.start == GRIEF for s in one.seats if s.client == "C001")
    assert seat.status == "excused"
    assert value_at(found, Stage.MOVES)[0] == 0
    assert value_at(found, Stage.HOURS) == (0, True)


def test_a_discharged_client_leaves_and_a_new_one_comes_in() -> None:
    clients = {code: ClientRow(code, "Small") for code in ("C002", "C003", "C004", "C005")}
    hours = {code: weekly(MON, TUE, WED, THU, FRI) for code in clients}
    needs = tuple(NeedRow(code, topic, 1, 10) for code in clients for topic in ("Anger", "Grief"))
    found = replanned(program(clients=clients, client_hours=hours, needs=needs), in_force())
    assert value_at(found, Stage.MOVES) == (0, True)
    assert {code for code, _, _ in seats(found.roster)} == set(clients)


def test_a_topic_that_left_the_workbook_still_stands_in_the_past() -> None:
    left = program(topics={"Grief": program().topics["Grief"]}, needs=())
    found = replanned(left, in_force(), Wanted(datetime(2026, 12, 2)))
    assert found.roster.sessions[0] == in_force().sessions[0]
