"""The standing timetable: the newest week of history, as far as it had a chance. 30 November 2026 is a Monday."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.model import Attended, Room, Standing, Therapist, Topic
from planner.program import AwayRow, ClientRow, Program, WeeklyWindow
from planner.week.problem import problem_of

MONDAY = date(2026, 11, 30)  # the week to plan
LAST, BEFORE = MONDAY - timedelta(days=7), MONDAY - timedelta(days=14)
NINE, TEN = 9 * 60, 10 * 60
DAY = 24 * 60
EVERY_DAY = tuple(WeeklyWindow(day, 8 * 60, 18 * 60) for day in range(5))


def program(**parts: object) -> Program:
    """Two who lead everything, three clients, one room; everybody is there from Monday to Friday."""
    topics = (
        Topic("Anger", 60),
        Topic("Grief", 90, kind="education"),
        Topic("Solo", 45, kind="individual", largest=1),
        Topic("Breath", 10, kind="testing", counts=False),
    )
    everything = frozenset(topic.name for topic in topics)
    given: dict[str, object] = {
        "topics": {topic.name: topic for topic in topics},
        "therapists": {name: Therapist(name, everything) for name in ("Chen", "Diaz")},
        "rooms": {"Oak": Room("Oak", 9), "Elm": Room("Elm", 9)},
        "clients": {code: ClientRow(code, "IOP") for code in ("C001", "C002", "C003")},
        "client_hours": dict.fromkeys(("C001", "C002", "C003"), EVERY_DAY),
        "therapist_hours": dict.fromkeys(("Chen", "Diaz"), EVERY_DAY),
        "starts": ((0, NINE),),
    }
    return Program(**{**given, **parts})  # type: ignore[arg-type]


def sat(
    week: date,
    day: int,
    topic: str,
    *clients: str,
    start: int = NINE,
    by: str = "Chen",
    room: str | None = "Oak",
) -> list[Attended]:
    """A session of a past week as its clients' lines of history."""
    on = week + timedelta(days=day)
    led = (by,) if by else ()
    return [Attended(on, topic, code, start, therapists=led, room=room) for code in clients]


def standing(lines: list[Attended], given: Program | None = None, **more: date) -> Standing:
    found = problem_of(given or program(), MONDAY, lines, **more).standing
    assert found is not None
    return found


def sessions(found: Standing) -> list[tuple[str, int, int, str, str | None, str]]:
    """Topic, day, minute of the day, therapists, room and clients of each session."""
    return [
        (s.topic, s.start // DAY, s.start % DAY, " ".join(s.therapists), s.room, " ".join(s.clients))
        for s in found.sessions
    ]


def away(who: str, *days: date) -> tuple[AwayRow, ...]:
    return tuple(AwayRow(who, day, day) for day in days)


def test_without_history_there_is_no_timetable() -> None:
    assert problem_of(program(), MONDAY).standing is None
    assert problem_of(program(), MONDAY, sat(MONDAY, 0, "Anger", "C001")).standing is None


def test_the_newest_week_is_the_timetable_with_all_its_days() -> None:
    lines = [
        *sat(BEFORE, 3, "Grief", "C003"),
        *sat(LAST, 0, "Anger", "C001", "C002"),
        *sat(LAST, 2, "Solo", "C001", start=TEN, by="Diaz", room=None),
        *sat(LAST, 4, "Breath", "C001"),
    ]
    found = standing(lines)
    assert found.week == LAST
    assert sessions(found) == [
        ("Anger", 0, NINE, "Chen", "Oak", "C001 C002"),
        ("Solo", 2, TEN, "Diaz", None, "C001"),
    ]
    assert found.days == {"C001": {0, 2, 4}, "C002": {0}}


def test_days_count_from_the_programs_first_day_of_the_week() -> None:
    found = problem_of(program(week_starts=6), MONDAY, sat(LAST, 0, "Anger", "C001")).standing
    assert found is not None and found.week == date(2026, 11, 22)
    assert sessions(found)[0][1:3] == (1, NINE)


def test_a_seat_that_was_missed_is_part_of_the_timetable_all_the_same() -> None:
    lines = [replace(line, status="absent") for line in sat(LAST, 1, "Anger", "C001")]
    assert sessions(standing(lines)) == [("Anger", 1, NINE, "Chen", "Oak", "C001")]


def test_parallel_sessions_are_told_apart_and_a_line_that_says_less_joins_one() -> None:
    lines = [
        *sat(LAST, 0, "Anger", "C001", by="Chen", room="Oak"),
        *sat(LAST, 0, "Anger", "C002", by="Diaz", room="Elm"),
        *sat(LAST, 0, "Anger", "C003", by="Diaz", room=None),
    ]
    assert sessions(standing(lines)) == [
        ("Anger", 0, NINE, "Chen", "Oak", "C001"),
        ("Anger", 0, NINE, "Diaz", "Elm", "C002 C003"),
    ]


def test_the_sheet_attendance_says_what_happened_and_a_roster_in_which_room() -> None:
    recorded = [Attended(LAST, "Anger", "C001", status="absent")]
    found = problem_of(program(attendance=tuple(recorded)), MONDAY, sat(LAST, 0, "Anger", "C001"))
    assert found.history == (
        Attended(
            LAST, "Anger", "C001", NINE, therapists=("Chen",), status="absent", minutes=None, room="Oak"
        ),
    )


@pytest.mark.parametrize("who", ["everyone", "Chen and Diaz", "Oak and Elm"])
def test_a_group_that_could_not_be_held_counts_as_in_the_week_before(who: str) -> None:
    usual = [*sat(BEFORE, 0, "Anger", "C001"), *sat(BEFORE, 1, "Grief", "C001")]
    lines = [*usual, *sat(LAST, 1, "Grief", "C002")]
    absent = tuple(row for name in who.split(" and ") for row in away(name, LAST))
    found = standing(lines, program(away=absent))
    assert [session[:3] for session in sessions(found)] == [("Anger", 0, NINE), ("Grief", 1, NINE)]


def test_a_group_that_was_given_up_is_forgotten() -> None:
    lines = [*sat(BEFORE, 0, "Anger", "C001"), *sat(LAST, 1, "Grief", "C001")]
    for absent in ((), away("Chen", LAST), away("everyone", LAST + timedelta(days=3))):
        assert [s[0] for s in sessions(standing(lines, program(away=absent)))] == ["Grief"]


def test_what_stood_in_for_a_closed_day_is_forgotten_with_it() -> None:
    lines = [*sat(BEFORE, 0, "Anger", "C001"), *sat(LAST, 3, "Anger", "C001"), *sat(LAST, 3, "Grief", "C001")]
    found = standing(lines, program(away=away("everyone", LAST)))
    assert [session[:2] for session in sessions(found)] == [("Anger", 0), ("Grief", 3)]
    assert found.days == {"C001": {0, 3}}


def test_two_holiday_weeks_in_a_row_do_not_wipe_out_the_rhythm() -> None:
    third = BEFORE - timedelta(days=7)
    lines = [
        *sat(third, 0, "Anger", "C001"),
        *sat(BEFORE, 1, "Grief", "C001"),
        *sat(LAST, 1, "Grief", "C001"),
    ]
    found = standing(lines, program(away=away("everyone", BEFORE, LAST)))
    assert [session[:2] for session in sessions(found)] == [("Anger", 0), ("Grief", 1)]


def test_what_can_never_be_again_is_no_rhythm() -> None:
    lines = [*sat(BEFORE, 0, "Anger", "C001"), *sat(LAST, 3, "Anger", "C001")]
    found = standing(lines, program(away=away("everyone", LAST, MONDAY)))
    assert [session[:2] for session in sessions(found)] == [("Anger", 3)]


def test_a_stand_in_leaves_the_group_to_its_own_therapist() -> None:
    lines = [*sat(BEFORE, 0, "Anger", "C001"), *sat(LAST, 0, "Anger", "C001", by="Diaz", room="Elm")]
    assert sessions(standing(lines))[0][3:5] == ("Diaz", "Elm")
    assert sessions(standing(lines, program(away=away("Chen", LAST))))[0][3:5] == ("Chen", "Elm")
    assert sessions(standing(lines, program(away=away("Oak", LAST))))[0][3:5] == ("Diaz", "Oak")


def test_whoever_was_away_for_a_week_keeps_their_appointment_and_their_days() -> None:
    lines = [*sat(BEFORE, 2, "Solo", "C001"), *sat(LAST, 1, "Anger", "C002")]
    absent = tuple(AwayRow("C001", LAST, LAST + timedelta(days=6)) for _ in range(1))
    found = standing(lines, program(away=absent))
    assert [session[:2] for session in sessions(found)] == [("Anger", 1), ("Solo", 2)]
    assert found.days == {"C001": {2}, "C002": {1}}
    # and whoever simply wasn't there has none
    assert standing(lines).days == {"C002": {1}}


def test_a_fresh_start_forgets_the_timetable_and_not_the_attendance() -> None:
    lines = sat(LAST, 0, "Anger", "C001")
    fresh = problem_of(program(), MONDAY, lines, timetable_from=MONDAY)
    assert fresh.standing is None and len(fresh.history) == 1
