"""A week of which no plan is possible names the fewest settled sessions that can't be held, and what forbids them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from constraints import rule_book
from planner.engine.settle import Contradiction
from planner.fewest import fewest
from planner.model import Apart, Fixed, Problem
from planner.settled.deadlock import says_deadlock
from planner.week.problem import problem_of
from tests.small_week import CODES, MON, MONDAY, TUE, at, program


def week(*fixed: Fixed) -> Problem:
    """Ada and Ben lead everything; the settled sessions are of Anger and Grief."""
    return replace(problem_of(program(), MONDAY), fixed=fixed)


def says(*fixed: Fixed) -> str:
    (said,) = says_deadlock(week(*fixed), rule_book(), Contradiction(()))
    return said


def row(number: int, topic: str, start: int, **more: object) -> Fixed:
    return Fixed(topic, start, place=f"harbor.xlsx: Fixed!A{number}", **more)  # type: ignore[arg-type]


def test_three_sessions_for_two_therapists_and_no_bystander() -> None:
    three = [row(number, "Anger", at(TUE, 9)) for number in (2, 3, 4)]
    said = says(row(5, "Grief", at(MON, 9)), *three)
    assert all(f"Fixed!A{number}" in said for number in (2, 3, 4)) and "Fixed!A5" not in said
    assert "more therapists or rooms than there are" in said


def test_a_rule_that_forbids_is_named_with_where_it_is_stated() -> None:
    said = says(
        row(2, "Anger", at(TUE, 9), therapists=("Ada",)), row(3, "Grief", at(TUE, 10), clients=CODES[:1]),
        row(4, "Grief", at(TUE, 9), therapists=("Ada",)),
    )  # fmt: skip
    assert "Fixed!A2" in said and "Fixed!A4" in said and "Fixed!A3" not in said
    assert "what forbids it: One place at a time" in said


def test_where_settled_sessions_alone_show_nothing_the_search_has_its_say() -> None:
    free = week(row(2, "Anger", at(TUE, 9)))
    assert says_deadlock(free, rule_book(), Contradiction((("Apart", "C001"), ()))) == ["Apart, C001"]


@pytest.mark.parametrize("guilty", [{3}, {0, 9}, {1, 2, 8}, set(range(10))])
def test_the_fewest_are_the_guilty_ones_whoever_stands_by(guilty: set[int]) -> None:
    assert set(fewest(range(10), lambda some: guilty <= set(some))) == guilty


def test_who_of_a_settled_session_is_not_there_is_named() -> None:
    late = at(TUE, 20)
    problem = replace(
        week(), starts=(*week().starts, late), fixed=(row(2, "Anger", late, clients=CODES[:1]),)
    )
    (said,) = says_deadlock(problem, rule_book(), Contradiction(()))
    assert "Anger on Tue 20:00: C001 isn't available; nobody who leads Anger is available then" in said


def test_nobody_is_named_who_is_there() -> None:
    hours = {**week().client_windows, "C001": ()}
    problem = replace(week(row(2, "Anger", at(TUE, 9), clients=CODES[:2])), client_windows=hours)
    (said,) = says_deadlock(problem, rule_book(), Contradiction(()))
    assert "C001 isn't available at all in this week" in said
    assert "C002" not in said and "nobody" not in said


def test_hours_for_topics_and_people_who_are_left_out_are_left_out_too() -> None:
    """The week in which settled sessions are looked at holds only their topics; hours named others."""
    problem = week(*(row(number, "Anger", at(TUE, 9)) for number in (2, 3, 4)))
    usual = dict.fromkeys(problem.topics, problem.therapist_windows["Ada"])
    problem = replace(problem, hours_for={"Ada": usual, CODES[0]: usual})
    (said,) = says_deadlock(problem, rule_book(), Contradiction(()))
    assert all(f"Fixed!A{number}" in said for number in (2, 3, 4))


def test_whoever_the_rules_own_checks_find_in_the_way_is_named() -> None:
    """Two sessions of one client at once, and two who are kept apart in one: their codes, and no rule that is kept."""
    both = [
        row(2, "Anger", at(TUE, 9), therapists=("Ada",), clients=CODES[:1]),
        row(3, "Grief", at(TUE, 9), therapists=("Ben",), clients=CODES[:1]),
    ]
    assert f"; {CODES[0]} has a seat in two sessions on Tue 09:00: Anger and Grief; what" in says(*both)
    ben = replace(week().therapists["Ben"], leads=frozenset({"Grief"}))
    alone = replace(week(row(2, "Anger", at(TUE, 9), clients=CODES[:2])), apart=(Apart(*CODES[:2]),))
    pair = replace(alone, therapists={**alone.therapists, "Ben": ben})
    (said,) = says_deadlock(pair, rule_book(), Contradiction(()))
    assert CODES[0] in said and CODES[1] in said
    assert said.endswith("what forbids it: Apart (Apart: Client, From).")


def test_a_days_limit_that_settled_sessions_break_is_said_of_whom_it_holds_for() -> None:
    alone = [row(2 + hour, "Anger", at(TUE, 9 + hour), clients=CODES[:1]) for hour in range(3)]
    short = replace(week().clients[CODES[0]], most_minutes_a_day=120)
    topics = {**week().topics, "Anger": replace(week().topics["Anger"], most_a_day=None)}
    problem = replace(week(*alone), clients={**week().clients, CODES[0]: short}, topics=topics)
    (said,) = says_deadlock(problem, rule_book(), Contradiction(()))
    assert CODES[0] in said and "a day" in said


def test_contradictions_that_have_nothing_to_do_with_each_other_are_told_at_once() -> None:
    rows = [
        row(number, ("Anger", "Grief")[number % 2], at(MON + number // 4, 9), therapists=("Ada",))
        for number in (2, 3, 4, 5)
    ]
    told = says_deadlock(week(*rows, row(9, "Grief", at(TUE, 11))), rule_book(), Contradiction(()))
    assert len(told) == 2
    cells = [{number for number in (2, 3, 4, 5, 9) if f"Fixed!A{number}:" in said} for said in told]
    assert sorted(map(sorted, cells)) == [[2, 3], [4, 5]]
