"""From a program and a date to what is asked of the week: needs, curricula, wishes, settled sessions."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from planner.model import Attended, Need, Room, Window
from planner.program import (
    ClientRow,
    CurriculumRow,
    FixedRow,
    NeedRow,
    Program,
    WeeklyWindow,
    WishRow,
)
from planner.week.problem import problem_of
from tests.week_of_rows import DAY, HOUR, MONDAY, client, needs_of, program


def test_a_need_holds_from_and_until_its_dates() -> None:
    given = program(needs=(NeedRow("C001", "Anger", since=date(2026, 12, 2), until=date(2026, 12, 8)),))
    assert needs_of(given, date(2026, 11, 23)) == []
    assert needs_of(given) == [Need("C001", "Anger", days=frozenset({2, 3, 4, 5, 6}))]
    assert needs_of(given, date(2026, 12, 7)) == [Need("C001", "Anger", days=frozenset({0, 1}))]
    assert needs_of(given, date(2026, 12, 14)) == []


def test_a_total_counts_what_was_attended_before_the_week() -> None:
    attended = tuple(Attended(date(2026, 11, 2 + day), "Anger", "C001") for day in range(3))
    others = (
        Attended(date(2026, 11, 9), "Anger", "C001", status="absent"),
        Attended(date(2026, 11, 9), "Grief", "C001"),
        Attended(date(2026, 11, 9), "Anger", "C002"),
        Attended(MONDAY, "Anger", "C001"),
    )
    given = program(needs=(NeedRow("C001", "Anger", sessions=2, total=4),), attendance=attended + others)
    assert needs_of(given) == [Need("C001", "Anger", 1)]
    assert needs_of(given, history=[Attended(date(2026, 11, 27), "Anger", "C001")]) == []
    assert needs_of(given, date(2026, 12, 7)) == []


def test_two_rows_for_one_topic_add_up_and_each_keeps_its_priority() -> None:
    rows = (NeedRow("C001", "Anger", 1, 100), NeedRow("C001", "Anger", 2, 10), NeedRow("C001", "Grief"))
    once_more = NeedRow("C001", "Anger", 1, 10, total=5)
    assert needs_of(program(needs=(*rows, once_more))) == [
        Need("C001", "Anger", 1, 100),
        Need("C001", "Anger", 3, 10),
        Need("C001", "Grief"),
    ]


CURRICULA = (
    CurriculumRow("Steps", 1, 4, "Anger", sessions=2, weekdays=frozenset({0, 2})),
    CurriculumRow("Steps", 3, 8, "Grief", sessions=1, weekdays=None, priority=100),
    CurriculumRow("Steps", 5, 8, level="OP"),
    CurriculumRow("Other", 1, 8, "Grief"),
)


def in_week(number: int, **parts: Any) -> Program:
    """C001 is in this week of the curriculum Steps in the week of 30 November; it began on a Thursday."""
    started = date.fromordinal(MONDAY.toordinal() - 7 * (number - 1) + 3)
    row = ClientRow("C001", "IOP", curriculum="Steps", curriculum_start=started)
    return program(clients={"C001": row}, curricula=CURRICULA, **parts)


@pytest.mark.parametrize(
    ("week", "topics", "level"),
    [
        (0, [], "IOP"),
        (1, ["Anger"], "IOP"),
        (3, ["Anger", "Grief"], "IOP"),
        (5, ["Grief"], "OP"),
        (9, [], "IOP"),
    ],
)
def test_a_curriculum_goes_by_the_week_of_stay(week: int, topics: list[Any], level: str) -> None:
    problem = problem_of(in_week(week), MONDAY)
    assert [need.topic for need in problem.needs] == topics
    found = problem.clients["C001"]
    assert (found.level, found.least_minutes) == (level, {"IOP": 540, "OP": 0}[level])


def test_a_curriculums_need_keeps_its_days_and_priority() -> None:
    assert needs_of(in_week(3)) == [
        Need("C001", "Anger", 2, 10, days=frozenset({0, 2})),
        Need("C001", "Grief", 1, 100),
    ]


def test_a_need_that_was_typed_adds_up_with_the_curriculums_for_its_topic() -> None:
    given = in_week(3, needs=(NeedRow("C001", "Grief", 1, 10), NeedRow("C001", "Anger", 1, 1)))
    assert needs_of(given) == [
        Need("C001", "Grief", 1, 10),
        Need("C001", "Anger", 1, 1),
        Need("C001", "Anger", 2, 10, days=frozenset({0, 2})),
        Need("C001", "Grief", 1, 100),
    ]


def test_a_wish_for_days_is_one_wish_a_day() -> None:
    wishes = (
        WishRow("C001", False, 3, weekdays=frozenset({0, 4})),
        WishRow("C001", True, hours=(540, 720)),
    )
    found = problem_of(program(wishes=wishes, week_starts=6), MONDAY).wishes
    assert [(wish.day, wish.hours, wish.weight) for wish in found] == [
        (1, None, 3),
        (5, None, 3),
        (None, (540, 720), 5),
    ]


def test_a_fixed_session_is_every_week_or_on_its_date_only() -> None:
    rows = (
        FixedRow("Anger", 9 * HOUR, weekday=2, therapists=("Chen",), room="Blue", place="Fixed!A2"),
        FixedRow("Grief", 10 * HOUR, day=date(2026, 12, 1)),
    )
    this, following = (problem_of(program(fixed=rows), day).fixed for day in (MONDAY, date(2026, 12, 7)))
    assert [(row.topic, row.start, row.open_seats) for row in this] == [
        ("Anger", 2 * DAY + 9 * HOUR, True),
        ("Grief", DAY + 10 * HOUR, True),
    ]
    assert following == this[:1]
    assert (this[0].therapists, this[0].room, this[0].place) == (("Chen",), "Blue", "Fixed!A2")


def test_a_client_is_in_a_fixed_session_only_within_the_stay() -> None:
    given = replace(
        client(starts=date(2026, 12, 2)),
        fixed=(
            FixedRow("Anger", 540, weekday=0, clients=("C001", "C002")),
            FixedRow("Grief", 540, weekday=4, clients=("C001",)),
        ),
    )
    assert [row.clients for row in problem_of(given, MONDAY).fixed] == [("C002",), ("C001",)]


def held_in(given: Program, *weeks: date) -> list[int]:
    """How many settled sessions each of the weeks has."""
    return [len(problem_of(given, week).fixed) for week in weeks]


SIX_WEEKS = [MONDAY + timedelta(days=7 * number) for number in range(6)]


def test_a_settled_session_is_held_from_and_until_its_dates() -> None:
    row = FixedRow("Anger", 9 * HOUR, weekday=1, since=date(2026, 12, 9), until=date(2026, 12, 22))
    # Tuesday 8 December lies before From, Tuesday 22 is the last
    assert held_in(program(fixed=(row,)), *SIX_WEEKS) == [0, 0, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("every", "held"), [(1, [1, 1, 1, 1, 1]), (2, [1, 0, 1, 0, 1]), (3, [1, 0, 0, 1, 0])]
)
def test_every_counts_weeks_from_the_one_that_holds_from(every: int, held: list[int]) -> None:
    # From is a Wednesday: the Monday of its own week is over
    row = FixedRow("Anger", 9 * HOUR, weekday=3, since=date(2026, 12, 9), every=every)
    assert held_in(program(fixed=(row,)), *SIX_WEEKS) == [0, *held]
    assert held_in(program(fixed=(replace(row, weekday=0),)), *SIX_WEEKS) == [0, 0, *held[1:]]


def test_a_sunday_before_a_monday_is_the_same_week_where_weeks_begin_on_sunday() -> None:
    row = FixedRow("Anger", 9 * HOUR, weekday=6, since=date(2026, 12, 6), every=2)
    given = program(fixed=(row,), week_starts=6)
    assert held_in(given, date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 21)) == [1, 0, 1]


def test_a_window_holds_between_its_dates() -> None:
    windows = (
        WeeklyWindow(0, 9 * HOUR, 12 * HOUR, last_day=date(2026, 12, 6)),
        WeeklyWindow(0, 13 * HOUR, 15 * HOUR, first_day=date(2026, 12, 7)),
        WeeklyWindow(2, 9 * HOUR, 12 * HOUR, date(2026, 12, 2), last_day=date(2026, 12, 2)),
    )
    for sheet in ("client_hours", "therapist_hours", "room_hours"):
        name = {"client_hours": "C001", "therapist_hours": "Chen", "room_hours": "Blue"}[sheet]
        given = program(**{sheet: {name: windows}}, rooms={"Blue": Room("Blue", 9)})
        found = [
            getattr(problem_of(given, week), sheet.replace("hours", "windows"))[name]
            for week in (MONDAY, date(2026, 12, 7))
        ]
        assert found == [
            (Window(9 * HOUR, 12 * HOUR), Window(2 * DAY + 9 * HOUR, 2 * DAY + 12 * HOUR)),
            (Window(13 * HOUR, 15 * HOUR),),
        ]
