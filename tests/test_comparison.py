"""Two weeks side by side: what stays, what moved, who comes on other days, and why."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from planner.export.weeks import headline_of, json_of_weeks, lines_of_weeks, two_weeks
from planner.findings.as_before import WEIGHED, kept_of, why_not_held, why_otherwise
from planner.findings.comparison import compared
from planner.model import Client, Fixed, Need, Problem, Room, Roster, Seat, Session, Standing, Topic, Wish
from planner.rosters.roster_file import RosterFile
from tests.constraints.weeks import ALL_WEEK, at, roster, week

MONDAY, BEFORE = date(2026, 11, 30), date(2026, 11, 23)
ANGER = Topic("Anger", 60, smallest=2)
SOLO = Topic("Solo", 60, kind="individual", largest=1)
BREATH = Topic("Breath", 60, kind="testing", counts=False)


def held(topic: str, start: int, by: str = "Ada", room: str | None = "Oak", *clients: str) -> Session:
    return Session(
        f"{topic} {start} {by}",
        topic,
        start,
        60,
        therapists=(by,),
        room=room,
        seats=tuple(map(Seat, clients)),
    )


def test_a_group_stays_moves_or_goes_by_its_topic_weekday_and_time() -> None:
    stays, moves, goes = held("Anger", at(0, 9)), held("Anger", at(1, 9)), held("Grief", at(2, 9))
    later, new = held("Anger", at(1, 14)), held("Yoga", at(3, 9))
    found = compared([stays, moves, goes], [stays, later, new], [])
    assert (found.kept, found.moved) == (((stays, stays),), ((moves, later),))
    assert (found.gone, found.new, found.before) == ((goes,), (new,), 3)


def test_parallel_groups_are_paired_by_their_therapists_then_their_rooms() -> None:
    was = [held("Anger", 540, "Ada", "Oak"), held("Anger", 540, "Ben", "Elm")]
    now = [held("Anger", 540, "Ben", "Elm"), held("Anger", 540, "Cleo", "Oak")]
    found = compared(was, now, [])
    assert found.kept == ((was[0], now[1]), (was[1], now[0]))
    assert found.changed == ((was[0], now[1]),)


def test_a_group_that_moved_is_the_nearest_of_its_topic() -> None:
    was = [held("Anger", at(1, 9))]
    now = [held("Anger", at(4, 9)), held("Anger", at(1, 11))]
    found = compared(was, now, [])
    assert found.moved == ((was[0], now[1]),) and found.new == (now[0],)


def test_individual_sessions_belong_to_clients_and_tests_to_no_rhythm() -> None:
    was = [held("Solo", at(0, 9), "Ada", None, "C001"), held("Solo", at(0, 10), "Ada", None, "C009")]
    was += [held("Breath", at(0, 11), "Ada", None, "C001")]
    now = [held("Solo", at(2, 9), "Ada", None, "C001"), held("Breath", at(3, 11), "Ada", None, "C001")]
    found = compared(was, now, ["Solo"], ["Breath"])
    [one] = found.appointments  # C009 has left
    assert (one.client, one.stays, one.now) == ("C001", False, now[0])
    assert found.before == 0 and found.new == ()
    assert found.other_days == (("C001", frozenset({0}), frozenset({2, 3})),)


PLACES = some.tuples(some.sampled_from("AB"), some.integers(0, 3), some.sampled_from(("Ada", "Ben")))
WEEKS = some.lists(PLACES, max_size=7).map(lambda those: [held(t, at(d, 9), by) for t, d, by in those])


@settings(max_examples=150, deadline=None)
@given(WEEKS, WEEKS)
def test_every_group_is_counted_once_on_each_side(was: list[Session], now: list[Session]) -> None:
    found = compared(was, now, [])
    assert len(found.kept) + len(found.moved) + len(found.gone) == len(was)
    assert len(found.kept) + len(found.moved) + len(found.new) == len(now)
    assert all(one.start == other.start for one, other in found.kept)
    # nothing that has an equal on the other side is told as moved or gone
    both = [compared(week, week, []) for week in (was, now)]
    assert not any(one.moved or one.gone or one.new or one.changed for one in both)


def problem(*standing: Session, **more: object) -> Problem:
    clients = [Client(code, "IOP") for code in ("C001", "C002", "C003")]
    tiny = week(
        [ANGER, SOLO, BREATH],
        clients,
        [at(0, 9), at(0, 11), at(1, 9)],
        ["Ada", "Ben"],
        rooms={name: Room(name, 8) for name in ("Oak", "Elm")},
        room_windows=dict.fromkeys(("Oak", "Elm"), ALL_WEEK),
        standing=Standing(BEFORE, standing, {"C001": frozenset({0}), "C009": frozenset({1})}),
    )
    return replace(tiny, **more)  # type: ignore[arg-type]


def test_why_a_group_is_not_held_is_read_off_the_week() -> None:
    was = held("Anger", at(0, 9))
    tiny = problem(was)
    assert why_not_held(tiny, held("Anger", at(5, 9))) == "no session starts then"
    closed = replace(tiny, client_windows={}, therapist_windows={})
    assert why_not_held(closed, was) == "nobody is there then"
    without_ada = replace(tiny, therapist_windows={**tiny.therapist_windows, "Ada": ()})
    alone = {"Ada": tiny.therapists["Ada"]}
    assert why_not_held(replace(without_ada, therapists=alone), was) == (
        "Ada can't, and nobody else who leads it can"
    )
    assert why_not_held(replace(tiny, room_windows={"Oak": (), "Elm": ()}), was) == "no room for it is open"
    few = replace(tiny, client_windows={"C001": tiny.client_windows["C001"]})
    assert why_not_held(few, was) == "1 can come then, and it takes 2"


def test_only_of_a_topic_for_those_who_ask_is_it_said_that_they_cannot_come() -> None:
    was = held("Anger", at(0, 9))
    wanted = problem(was, needs=(Need("C001", "Anger"),))
    assert why_not_held(wanted, was) == WEIGHED  # anybody may sit in it
    asked = replace(wanted, topics={**wanted.topics, "Anger": replace(ANGER, only_if_asked=True)})
    assert why_not_held(asked, was) == "1 of those who ask for it can come then, and it takes 2"
    nobody = replace(asked, client_windows={**asked.client_windows, "C001": ()})
    assert why_not_held(nobody, was) == "nobody of those who ask for it can come then, and it takes 2"
    prefers = replace(asked, wishes=(Wish("C009", True, topic="Anger"), Wish("C002", True, topic="Anger")))
    assert why_not_held(prefers, was) == WEIGHED
    settled = replace(asked, fixed=(Fixed("Anger", was.start, clients=("C002",)),))
    assert why_not_held(settled, was) == WEIGHED
    elsewhere = replace(asked, fixed=(Fixed("Anger", at(1, 9), clients=("C002",)),))
    assert why_not_held(elsewhere, was) == "1 of those who ask for it can come then, and it takes 2"


def test_a_topic_with_starts_of_its_own_may_start_then_as_before() -> None:
    evening = at(0, 19)
    tiny = problem(was := held("Anger", evening))
    own = replace(tiny, topics={**tiny.topics, "Anger": replace(ANGER, starts=(evening,))})
    assert why_not_held(tiny, was) == "no session starts then"
    assert why_not_held(own, was) == WEIGHED
    assert why_not_held(own, held("Anger", at(0, 9))) == "no session starts then"


def test_why_a_group_is_led_by_others_is_read_off_the_roster() -> None:
    was, now = held("Anger", at(0, 9)), held("Anger", at(0, 9), "Ben", "Elm")
    other = replace(held("Solo", at(0, 9), "Ada", "Oak", "C001"))
    assert why_otherwise(problem(was), roster(now, other), was, now) == (
        "Ada has Solo then; Oak has Solo then"
    )
    away = replace(problem(was), therapist_windows={"Ben": problem().therapist_windows["Ben"]})
    assert why_otherwise(away, roster(now), was, now) == "Ada is away then"


def test_the_plan_is_held_against_the_standing_timetable() -> None:
    was = held("Anger", at(0, 9), "Ada", "Oak", "C001", "C009")
    found = kept_of(problem(was, held("Fencing", at(0, 9))), roster(replace(was, seats=(Seat("C001"),))))
    assert found is not None and (len(found.kept), found.before, found.clients) == (1, 1, 1)
    assert kept_of(replace(problem(was), standing=None), roster(was)) is None


def test_after_a_holiday_whoever_comes_on_known_days_comes_as_before() -> None:
    known = Standing(BEFORE, (), {"C001": frozenset({0, 1, 3}), "C002": frozenset({0, 3})})
    seats = ((0, "C001"), (0, "C002"), (3, "C001"), (2, "C002"))
    now = [held("Anger", at(day, 9), "Ada", "Oak", code) for day, code in seats]
    found = kept_of(replace(problem(), standing=known), roster(*now))
    assert found is not None
    assert [code for code, _, _ in found.other_days] == ["C002"]


def file(first_day: date, *sessions: Session) -> RosterFile:
    return RosterFile(f"{first_day}.xlsx", (Roster(first_day, sessions),))


def test_two_different_weeks_in_words_and_as_data() -> None:
    last = file(
        BEFORE,
        held("Anger", at(0, 9), "Ada", "Oak", "C001", "C002"),
        held("Anger", at(1, 9), "Ada", "Oak", "C001", "C003"),
        held("Solo", at(0, 11), "Ben", None, "C001"),
    )
    this = file(
        MONDAY,
        held("Anger", at(0, 9), "Ben", "Elm", "C001", "C002"),
        held("Anger", at(2, 9), "Ada", "Oak", "C001", "C003"),
        held("Solo", at(0, 11), "Ben", None, "C001"),
    )
    weeks = two_weeks(last, this, None)
    assert weeks is not None
    assert headline_of(weeks) == (
        "1 of 2 groups stay where they were; 1 moved; 1 of 3 clients come on the same days; "
        "1 of 1 individual session stay."
    )
    assert lines_of_weeks(weeks) == [
        "Anger on Tue 09:00 moves to Wed 09:00",
        "Anger on Mon 09:00 is led by Ben, before by Ada and is in Elm, before in Oak",
        "C001 comes on Mon, Wed, before on Mon, Tue",
        "C003 comes on Wed, before on Tue",
    ]
    found = json.loads(json.dumps(json_of_weeks(weeks)))
    assert found["weeks"] == ["2026-11-23", "2026-11-30"]
    assert (found["groups"]["before"], found["groups"]["stay"]) == (2, 1)
    assert found["groups"]["moved"][0]["now"] == {
        "topic": "Anger",
        "day": "Wed",
        "start": "09:00",
        "therapists": ["Ada"],
        "room": "Oak",
    }
    assert found["clients"]["other_days"][1] == {"client": "C003", "was": ["Tue"], "now": ["Wed"]}
    assert found["individual"] == {"before": 1, "stay": 1, "moved": []}


@pytest.mark.parametrize(
    ("before", "told"), [(2, ["Anger on Fri 09:00 is new", "Anger on Sat 09:00 is new"]), (1, [])]
)
def test_groups_that_are_new_are_told_one_by_one_unless_most_of_the_timetable_is(
    before: int, told: list[str]
) -> None:
    kept = [held("Anger", at(day, 9), "Ada", "Oak", "C001", "C002") for day in range(before)]
    new = [held("Anger", at(day, 9), "Ada", "Oak", "C003", "C004") for day in (4, 5)]
    weeks = two_weeks(file(BEFORE, *kept), file(MONDAY, *kept, *new), None)
    assert weeks is not None
    assert "2 groups are new" in headline_of(weeks)
    assert lines_of_weeks(weeks) == told


def test_beside_a_record_of_a_few_sessions_nobody_is_told_to_come_on_other_days() -> None:
    """A group that was typed into Attendance because another topic comes after it is no timetable."""
    new = [held("Anger", at(day, 9), "Ada", "Oak", "C001", "C002") for day in (1, 2, 4)]
    weeks = two_weeks(file(BEFORE, held("Anger", at(1, 9), "Ada", "Oak", "C001")), file(MONDAY, *new), None)
    assert weeks is not None and lines_of_weeks(weeks) == []
    assert "0 of 1 client come on the same days" in headline_of(weeks)


def test_rosters_that_share_a_week_are_no_two_weeks(tmp_path: Path) -> None:
    assert two_weeks(file(MONDAY, held("Anger", 540)), file(MONDAY), None) is None
