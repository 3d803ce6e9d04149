"""Why hours and needs are missing in a week that is replanned: what has begun by then counts with what may come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from constraints import replanning_book
from planner.model import Client, Need, Problem, Roster, Seat, Topic
from planner.program import LevelOfCare, NeedRow, Program
from planner.reasons.missing import reasons_for
from planner.reasons.packing import most_minutes
from planner.reasons.standing_seats import StandingSeats, standing_seats
from planner.reasons.wording import Certain
from planner.replanning.request import Wanted
from tests.replanned import ANGER, GRIEF, problem_to_replan, without_thursday
from tests.small_week import CODES, MON, THU, TUE, at, in_force, program, session, weekly

WEDNESDAY = Wanted(datetime(2026, 12, 2, 12, 0))
TWICE = ((TUE, 9 * 60), (THU, 10 * 60))


def midweek(
    given: Program, tuesday: Seat | str = "C001", **thursday: tuple[str, ...]
) -> tuple[Problem, Roster]:
    """The problem on Wednesday, and its roster: Anger on Tuesday was attended, and on Thursday C001 has nothing."""
    attended = session("Tue-0900-ANG", "Anger", ANGER, "Ada", tuesday, *CODES[1:])
    ahead = session("Thu-1000-GRI", "Grief", GRIEF, "Ben", *CODES)
    problem = problem_to_replan(given, in_force(attended, ahead), WEDNESDAY).problem
    others = replace(ahead, seats=tuple(map(Seat, thursday.get("others", CODES[1:]))))
    return problem, Roster(problem.first_day, (attended, others))


def says(given: Program, tuesday: Seat | str = "C001", topic: str | None = None) -> str:
    problem, roster = midweek(given, tuesday)
    return reasons_for(problem, roster, replanning_book())["C001", topic]


def test_hours_that_can_still_be_reached_with_what_was_attended_are_not_called_impossible() -> None:
    said = says(program(starts=TWICE))
    assert not isinstance(said, Certain) and "can't be placed" not in said


def test_what_was_attended_is_told_beside_what_the_client_can_still_have() -> None:
    said = says(replace(without_thursday(), starts=TWICE))
    assert isinstance(said, Certain)
    assert said.startswith(
        "1 h until Wed 12:00, and available for no session after Wed 12:00, 2 h are required"
    )
    assert said.endswith("1 h can't be placed at all")


def test_what_was_attended_is_told_beside_what_therapists_are_there_for() -> None:
    early = {name: weekly(MON, TUE) for name in ("Ada", "Ben")}
    said = says(program(starts=TWICE, therapist_hours=early))
    assert isinstance(said, Certain)
    assert said.startswith(
        "1 h until Wed 12:00, and therapists and rooms are there for no session in their hours"
    )


@pytest.mark.parametrize("missed", ["excused", "absent", "cancelled"])
def test_a_seat_that_was_missed_brings_nothing(missed: str) -> None:
    said = says(program(starts=TWICE), Seat("C001", status=missed))
    assert said.startswith("Available for 1 h of sessions after Wed 12:00, 2 h are required")


def test_days_that_were_attended_are_days_of_the_week() -> None:
    two_days = {"Small": LevelOfCare("Small", 60, 600, least_days=2)}
    said = says(program(starts=TWICE, levels=two_days, needs=()))
    assert "1 day" not in said and not isinstance(said, Certain)


def test_a_need_that_fits_twice_with_what_was_attended_is_not_said_to_fit_once() -> None:
    rows = (NeedRow("C001", "Anger", 2, 10),)
    said = says(program(starts=TWICE, needs=rows), topic="Anger")
    assert "only once" not in said and not isinstance(said, Certain)


def test_what_is_over_is_not_said_to_lie_outside_a_clients_hours() -> None:
    needs = (NeedRow("C001", "Anger", 1, 10),)
    said = says(program(starts=TWICE, needs=needs), Seat("C001", status="excused"), "Anger")
    assert "outside" not in said


def test_what_is_said_of_a_need_is_said_of_what_is_left_of_the_week() -> None:
    """Two are asked, one was attended on Tuesday, and the one on Thursday is at a time when C001 can't come."""
    needs = (NeedRow("C001", "Anger", 2, 10),)
    hours = {**program().client_hours, "C001": weekly(MON, TUE)}
    attended = session("Tue-0900-ANG", "Anger", ANGER, "Ada", *CODES)
    ahead = session("Thu-1000-ANG", "Anger", GRIEF, "Ben", *CODES[1:])
    given = program(starts=TWICE, needs=needs, client_hours=hours)
    problem = problem_to_replan(given, in_force(attended, ahead), WEDNESDAY).problem
    said = reasons_for(problem, Roster(problem.first_day, (attended, ahead)), replanning_book())[
        "C001", "Anger"
    ]
    assert said.endswith("Of those after Wed 12:00, the one that runs lies outside C001's hours")
    early = {name: weekly(MON, TUE) for name in ("Ada", "Ben")}
    said = says(program(starts=TWICE, needs=needs, therapist_hours=early), topic="Anger")
    assert (
        said
        == "1 start time of Anger lies in C001's hours after Wed 12:00, but Ada and Ben aren't available then"
    )


def test_days_that_were_attended_are_told_beside_those_to_come() -> None:
    three = {"Small": LevelOfCare("Small", 60, 600, least_days=3)}
    said = says(program(starts=TWICE, levels=three, needs=()))
    assert said == (
        "1 day until Wed 12:00, and available for a session on 1 day after Wed 12:00, 3 are required "
        "(Times lets no session start on Mon, Wed and Fri)"
    )


def test_a_topic_that_lasts_longer_now_is_packed_as_it_was() -> None:
    longer, client = Topic("Anger", 90, most_a_week=2), Client("C001", "IOP")
    was = replace(longer, minutes=60)
    assert StandingSeats(((was, at(TUE, 9)),), 60).most_with(client, [(longer, at(THU, 10))]) == 150
    past = session("S", "Anger", at(TUE, 9), "Ada", "C001")
    problem = Problem(in_force().first_day, topics={"Anger": longer}, past=(past,))
    assert standing_seats(problem, "C001") == StandingSeats(((was, at(TUE, 9)),), 60)


def test_more_than_the_limits_allow_and_other_minutes_than_the_topics_are_counted() -> None:
    group, client = Topic("Anger", 60, most_a_week=1), Client("C001", "IOP")
    ahead = [(group, at(THU, 10))]
    assert StandingSeats(((group, at(TUE, 9)),), 60).most_with(client, ahead) == 60
    assert StandingSeats(((group, at(TUE, 9)),), 90).most_with(client, ahead) == 90
    twice = StandingSeats(((group, at(MON, 9)), (group, at(TUE, 9))), 120)
    assert most_minutes(client, twice.options) == 60
    assert twice.most_with(client, ahead) == 180


def test_a_topic_that_brings_no_hours_stands_where_it_is_asked_for() -> None:
    talk = Topic("Talk", 60, counts=False)
    past = session("S", "Talk", at(TUE, 9), "Ada", "C001")
    problem = Problem(
        in_force().first_day, topics={"Talk": talk}, needs=(Need("C001", "Talk"),), past=(past,)
    )
    assert standing_seats(problem, "C001") == StandingSeats()
    assert standing_seats(problem, "C001", "Talk").options == ((talk, at(TUE, 9)),)
