"""Lessons: each session teaches the one that fewest of its clients have had; held against every choice there is."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.findings.lessons import due_before, homework_of, repeated, says_homework, with_lessons
from planner.model import Attended, Client, Lesson, Problem, Roster, Seat, Session, Topic
from tests.constraints.weeks import FIRST_DAY, at, held, roster, week

SKILLS = Topic("Skills", 50, homework="Read on.")
THREE = (Lesson(1, "Triggers", "List three."), Lesson(2, "Cravings"), Lesson(3, "Sleep", "Keep a diary."))
CLIENTS = [Client(code, "IOP") for code in ("C002", "C007", "C014")]


def problem(
    *history: Attended, closed: bool = False, lessons: tuple[Lesson, ...] = THREE, **more: Any
) -> Problem:
    topic = Topic("Skills", 50, homework="Read on.", closed=closed)
    return week(
        [topic],
        CLIENTS,
        [at(day, 9) for day in range(5)],
        lessons={"Skills": lessons},
        history=history,
        **more,
    )


def had(code: str, lesson: int | None, ago: int, status: str = "attended") -> Attended:
    return Attended(FIRST_DAY - timedelta(days=ago), "Skills", code, 540, status=status, lesson=lesson)


def skills(day: int, *codes: str | Seat) -> Session:
    return held("Skills", at(day, 9), *codes, minutes=50)


def taught(found: Roster) -> list[int | None]:
    return [session.lesson for session in found.sessions]


# --- which lesson --------------------------------------------------------------------------------


def test_a_topic_without_lessons_teaches_none() -> None:
    assert taught(with_lessons(week([SKILLS], CLIENTS, []), roster(skills(0, "C002")))) == [None]


def test_the_first_sessions_go_through_the_lessons_by_number_and_begin_again() -> None:
    week_of_four = roster(*(skills(day, "C002") for day in range(4)))
    assert taught(with_lessons(problem(), week_of_four)) == [1, 2, 3, 1]


def test_an_open_group_gets_the_lesson_that_fewest_of_it_have_had() -> None:
    history = (had("C002", 1, 7), had("C007", 1, 7), had("C014", 2, 3))
    assert taught(with_lessons(problem(*history), roster(skills(0, "C002", "C007", "C014")))) == [3]
    assert taught(with_lessons(problem(*history), roster(skills(0, "C002", "C014")))) == [3]
    assert taught(with_lessons(problem(*history), roster(skills(0, "C014")))) == [3]


def test_of_equals_the_one_taught_longest_ago_is_next_then_the_lowest() -> None:
    history = (had("C014", 1, 7), had("C014", 2, 9), had("C014", 3, 8))
    assert taught(with_lessons(problem(*history), roster(skills(0, "C002")))) == [2]
    assert taught(with_lessons(problem(), roster(skills(0, "C002")))) == [1]


def test_who_was_absent_has_not_had_it() -> None:
    history = (had("C002", 1, 7, "absent"), had("C007", 2, 6))
    assert taught(with_lessons(problem(*history), roster(skills(0, "C002")))) == [3]
    one = problem(had("C002", 1, 7, "absent"), had("C002", 2, 6), had("C002", 3, 5))
    assert taught(with_lessons(one, roster(skills(0, "C002")))) == [1]


def test_a_closed_group_goes_in_order() -> None:
    history = (had("C002", 1, 7), had("C007", 2, 3))
    assert taught(
        with_lessons(problem(*history, closed=True), roster(skills(0, "C014"), skills(2, "C014")))
    ) == [3, 1]


def test_sessions_that_nobody_shares_may_teach_the_same() -> None:
    assert taught(with_lessons(problem(had("C002", 2, 3), had("C007", 2, 3), had("C002", 3, 2), had("C007", 3, 2)),
                               roster(skills(0, "C002"), skills(1, "C007")))) == [1, 1]  # fmt: skip


def test_what_was_published_or_has_begun_keeps_its_lesson() -> None:
    before = with_lessons(problem(), roster(skills(0, "C002"), skills(1, "C002")))
    again = problem(had("C002", 1, 7), published=before)
    assert taught(with_lessons(again, roster(skills(0, "C002"), skills(1, "C002")))) == [1, 2]


def test_what_cannot_be_had_is_said() -> None:
    history = (had("C002", 1, 7), had("C007", 2, 7), had("C014", 3, 7))
    given_week = problem(*history)
    found = with_lessons(given_week, roster(skills(0, "C002", "C007", "C014")))
    assert repeated(given_week, found) == ["Mon 09:00 Skills teaches lesson 1, which C002 had before"]


def test_beginning_anew_after_all_of_them_is_no_repetition() -> None:
    given_week = problem(had("C002", 1, 7), had("C002", 2, 6), had("C002", 3, 5))
    found = with_lessons(given_week, roster(skills(0, "C002")))
    assert (taught(found), repeated(given_week, found)) == ([1], [])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["C002", "C007", "C014"]), st.integers(1, 3)), max_size=6),
    st.lists(st.sets(st.sampled_from(["C002", "C007", "C014"]), min_size=1), min_size=1, max_size=3),
)
def test_a_session_repeats_for_as_few_as_any_lesson_would(
    told: list[tuple[str, int]], groups: list[set[str]]
) -> None:
    """By brute force: given what its clients have had when it begins, no other lesson repeats for fewer of them."""
    history = tuple(had(code, number, 20 - place) for place, (code, number) in enumerate(told))
    found = with_lessons(
        problem(*history), roster(*(skills(day, *sorted(group)) for day, group in enumerate(groups)))
    )
    counts = {
        code: Counter(number for who, number in told if who == code) for code in ("C002", "C007", "C014")
    }

    def repeats(codes: tuple[str, ...], number: int) -> int:
        return sum(counts[code][number] > min(counts[code][other] for other in (1, 2, 3)) for code in codes)

    for session in found.sessions:
        assert session.lesson is not None
        assert repeats(session.clients, session.lesson) == min(
            repeats(session.clients, other) for other in (1, 2, 3)
        )
        for code in session.clients:
            counts[code][session.lesson] += 1


def test_a_group_that_stays_together_repeats_nothing_that_could_be_had() -> None:
    """Eight weeks of two sessions with four lessons: every choice of lessons by brute force repeats as little."""
    four = tuple(Lesson(number) for number in range(1, 5))
    history: list[Attended] = []
    for number in range(2):
        of_week = problem(*history, lessons=four)
        found = with_lessons(of_week, roster(skills(0, "C002", "C007"), skills(2, "C002")))
        assert repeated(of_week, found) == []
        ago = 14 - 7 * number
        history += [had(code, one.lesson, ago - one.day) for one in found.sessions for code in one.clients]
    mine = [line.lesson for line in history if line.client == "C002"]
    assert sorted(mine, key=lambda one: one or 0) == [1, 2, 3, 4]
    assert any(len(set(choice)) == 4 for choice in product((1, 2, 3, 4), repeat=4))


# --- homework ------------------------------------------------------------------------------------


def test_what_is_due_was_set_in_the_last_session_attended() -> None:
    history = (had("C002", 1, 9), had("C002", 2, 7), had("C002", 3, 2, "excused"))
    assert due_before(problem(*history), "C002") == {"Skills": "Read on."}
    assert due_before(problem(*history[:1]), "C002") == {"Skills": "List three."}


def test_in_the_week_each_session_sets_what_the_next_is_due() -> None:
    given_week = problem(had("C002", 3, 2))
    found = with_lessons(
        given_week, roster(skills(0, "C002"), skills(1, Seat("C002", status="absent")), skills(2, "C002"))
    )
    homework = homework_of(given_week, found, "C002", due_before(given_week, "C002"))
    assert [homework.get(session.id) for session in found.sessions] == [
        ("Keep a diary.", "List three."),
        None,
        ("List three.", "Read on."),
    ]


def test_homework_is_said_in_one_cell() -> None:
    assert says_homework("List three.", "Read on.") == "Due: List three.\nSet: Read on."
    assert says_homework("Read on.", "Read on.") == "Due, and set again: Read on."
    assert says_homework("", "") == ""
