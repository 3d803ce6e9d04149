"""From a program and a date to a week's problem: its days, who is there, and what a part of a week asks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.model import Apart, Attended, Room, Window
from planner.program import (
    DEFAULT_STARTS,
    AwayRow,
    FixedRow,
    NeedRow,
    WeeklyWindow,
    WishRow,
)
from planner.week.calendar import week_of
from planner.week.problem import coming_week, problem_of
from tests.week_of_rows import DAY, HOUR, MONDAY, client, program


def test_a_week_begins_on_the_programs_first_day() -> None:
    sunday_first = program(week_starts=6)
    assert {week_of(program(), date(2026, 11, 30 - back)) for back in range(1, 8)} == {date(2026, 11, 23)}
    assert week_of(sunday_first, MONDAY) == date(2026, 11, 29)
    assert problem_of(program(), date(2026, 12, 3)).first_day == MONDAY


def test_the_coming_week_begins_today_or_next() -> None:
    assert coming_week(program(), MONDAY) == MONDAY
    assert coming_week(program(), date(2026, 12, 1)) == date(2026, 12, 7)
    assert coming_week(program(week_starts=6), MONDAY) == date(2026, 12, 6)


def test_weekdays_count_from_the_weeks_first_day() -> None:
    problem = problem_of(program(week_starts=6), MONDAY)
    assert problem.starts == (10 * HOUR, DAY + 9 * HOUR)
    assert problem.client_windows["C001"][0] == Window(DAY + 9 * HOUR, DAY + 12 * HOUR)


def test_a_whole_week_has_the_levels_bounds_and_the_clients_own_over_them() -> None:
    plain = problem_of(client(starts=MONDAY), MONDAY).clients["C001"]
    assert (plain.least_minutes, plain.most_minutes, plain.least_days, plain.most_days) == (540, 1140, 3, 7)
    assert plain.most_minutes_a_day == 300
    own = problem_of(client(least_minutes=600, most_minutes=700), MONDAY).clients["C001"]
    assert (own.least_minutes, own.most_minutes) == (600, 700)


WORKDAYS = tuple((weekday, 9 * HOUR) for weekday in range(5))
FROM_WEDNESDAY = {"starts": date(2026, 12, 2)}
SHUT = (AwayRow("everyone", date(2026, 12, 3), date(2026, 12, 4)),)


def minimums(
    day: date = MONDAY, stay: Mapping[str, Any] = FROM_WEDNESDAY, **settings: Any
) -> tuple[int, int, str]:
    """Of C001: minutes, days and why they aren't the level's, in a program from Monday to Friday."""
    found = problem_of(replace(client(**stay), starts=WORKDAYS, **settings), day).clients["C001"]
    return found.least_minutes, found.least_days, found.part_week


@pytest.mark.parametrize(
    ("how", "asked"),
    [
        ("prorated", (324, 1, "3 of 5 program days count: the stay begins or ends this week")),
        ("full", (540, 3, "")),
        ("waived", (0, 0, "the minimum is waived: the stay begins or ends this week")),
    ],
)
def test_a_part_week_asks_for_less(how: str, asked: tuple[int, int, str]) -> None:
    assert minimums(part_weeks=how) == asked
    assert minimums(date(2026, 12, 7), part_weeks=how) == (540, 3, "")


def test_a_stay_that_ends_on_friday_of_a_program_from_monday_to_friday_is_a_whole_week() -> None:
    assert minimums(stay={"ends": date(2026, 12, 4)}) == (540, 3, "")
    assert minimums(stay={"ends": date(2026, 12, 3)})[:2] == (432, 2)


def test_without_the_sheet_times_program_days_are_those_on_which_a_therapist_is_there() -> None:
    program = replace(client(ends=date(2026, 12, 4)), starts=DEFAULT_STARTS)
    there = tuple(WeeklyWindow(weekday, 9 * HOUR, 17 * HOUR) for weekday in range(5))
    nobody = problem_of(replace(program, therapist_hours={}), MONDAY).clients["C001"]
    weekdays = replace(program, therapist_hours={"Ann": there})
    assert problem_of(weekdays, MONDAY).clients["C001"].least_minutes == 540
    assert nobody.least_minutes == (540 * 5 + 3) // 7 == 386
    # The starts at which nobody is there keep no day open either.
    shut = AwayRow("everyone", MONDAY, MONDAY, 9 * HOUR, closes=17 * HOUR)
    closed = replace(weekdays, away=(shut,), closures="prorated")
    assert problem_of(closed, MONDAY).clients["C001"].least_minutes == 432


def test_program_days_are_those_that_a_client_is_authorised_for() -> None:
    three_days = FROM_WEDNESDAY | {"weekdays": frozenset({0, 2, 4})}
    assert minimums(stay=three_days) == (
        *(360, 2),
        "2 of 3 program days count: the stay begins or ends this week",
    )


@pytest.mark.parametrize(
    ("how", "asked"),
    [
        ("full", (540, 3, "")),
        ("prorated", (324, 1, "3 of 5 program days count: closed on Thu, Fri")),
        ("waived", (0, 0, "the minimum is waived: closed on Thu, Fri")),
    ],
)
def test_a_closed_day_asks_for_what_the_setting_says(how: str, asked: tuple[int, int, str]) -> None:
    assert minimums(stay={}, away=SHUT, closures=how) == asked


def test_a_day_is_closed_when_everyone_is_away_at_every_start() -> None:
    morning = AwayRow("everyone", MONDAY, MONDAY, 8 * HOUR, closes=10 * HOUR)
    late = (*WORKDAYS, (0, 10 * HOUR))
    assert minimums(stay={}, away=(morning,), closures="prorated")[:2] == (432, 2)
    problem = problem_of(replace(client(), starts=late, away=(morning,), closures="prorated"), MONDAY)
    assert problem.clients["C001"].least_minutes == 540


def test_a_part_week_that_is_partly_closed_counts_each_day_once() -> None:
    both = minimums(away=SHUT, closures="prorated")
    assert both == (
        108,
        0,
        "1 of 5 program days count: the stay begins or ends this week, closed on Thu, Fri",
    )


def test_a_client_who_is_not_here_this_week_is_named_nowhere() -> None:
    given = replace(
        client(starts=date(2026, 12, 7)),
        needs=(NeedRow("C001", "Anger"), NeedRow("C002", "Anger")),
        wishes=(WishRow("C001", True, topic="Anger"), WishRow("C002", True, topic="Anger")),
        apart=(Apart("C002", "C001"), Apart("C001", therapist="Chen"), Apart("C002", therapist="Chen")),
        fixed=(
            FixedRow("Anger", 9 * HOUR, weekday=0, clients=("C001", "C002")),
            FixedRow("Grief", 10 * HOUR, weekday=0, clients=("C001",)),
        ),
    )
    problem = problem_of(given, MONDAY)
    assert list(problem.clients) == ["C002"]
    assert "C001" not in problem.client_windows
    assert [need.client for need in problem.needs] == ["C002"]
    assert [wish.client for wish in problem.wishes] == ["C002"]
    assert problem.apart == (Apart("C002", therapist="Chen"),)
    assert [(row.topic, row.clients, row.open_seats) for row in problem.fixed] == [
        ("Anger", ("C002",), False)
    ]


def test_authorised_days_are_days_of_the_week() -> None:
    given = replace(client(weekdays=frozenset({0, 6})), week_starts=6)
    assert problem_of(given, MONDAY).clients["C001"].days == {0, 1}


def test_windows_that_touch_join_up_even_over_midnight() -> None:
    hours = (WeeklyWindow(0, 9 * HOUR, 10 * HOUR), WeeklyWindow(0, 10 * HOUR, DAY), WeeklyWindow(1, 0, HOUR))
    assert problem_of(program(client_hours={"C001": hours}), MONDAY).client_windows == {
        "C001": (Window(9 * HOUR, DAY + HOUR),)
    }


def test_only_rooms_are_available_without_a_row() -> None:
    problem = problem_of(program(rooms={"Blue": Room("Blue", 8)}, therapist_hours={}), MONDAY)
    assert problem.room_windows == {"Blue": (Window(0, 7 * DAY),)}
    assert problem.therapist_windows == {}
    assert set(problem.client_windows) == {"C001"}


def test_who_is_away_has_no_window_then() -> None:
    away = (
        AwayRow("Chen", MONDAY, MONDAY, 10 * HOUR, closes=11 * HOUR),
        AwayRow("C001", date(2026, 11, 20), MONDAY),
        AwayRow("C001", date(2026, 12, 8), date(2026, 12, 9)),
    )
    problem = problem_of(program(away=away), MONDAY)
    tuesday = Window(DAY + 9 * HOUR, DAY + 12 * HOUR)
    assert problem.client_windows["C001"] == (tuesday,)
    assert problem.therapist_windows["Chen"] == (
        Window(9 * HOUR, 10 * HOUR),
        Window(11 * HOUR, 12 * HOUR),
        tuesday,
    )


def test_everyone_away_is_every_client_therapist_and_room() -> None:
    away = (AwayRow("everyone", MONDAY, MONDAY),)
    problem = problem_of(program(away=away, rooms={"Blue": Room("Blue", 8)}), MONDAY)
    tuesday = (Window(DAY + 9 * HOUR, DAY + 12 * HOUR),)
    assert (problem.client_windows["C001"], problem.therapist_windows["Chen"]) == (tuesday, tuesday)
    assert problem.room_windows["Blue"] == (Window(DAY, 7 * DAY),)


def test_history_ends_where_the_week_begins_and_tells_each_seat_once() -> None:
    recorded = (
        Attended(date(2026, 11, 24), "Anger", "C001", 540, status="absent"),
        Attended(date(2026, 11, 23), "Anger", "C001"),
        Attended(MONDAY, "Anger", "C001", 540),
    )
    given = (
        Attended(date(2026, 11, 24), "Anger", "C001", 540),
        Attended(date(2026, 11, 24), "Anger", "C001", 600),
        Attended(date(2026, 11, 23), "Anger", "C001", 540),
        Attended(date(2026, 11, 24), "Grief", "C001", 660),
    )
    found = problem_of(program(attendance=recorded), MONDAY, given).history
    assert [(line.day.day, line.topic, line.start, line.status) for line in found] == [
        (23, "Anger", 540, "attended"),
        (24, "Anger", 540, "absent"),
        (24, "Anger", 600, "attended"),
        (24, "Grief", 660, "attended"),
    ]


def test_the_settings_a_week_needs_come_along() -> None:
    problem = problem_of(program(changeover=10, name="Riverside"), MONDAY)
    assert (problem.changeover, problem.program) == (10, "Riverside")
