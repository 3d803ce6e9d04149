"""Two weeks beside each other: which is the better one, by the levels of "best" and not by how many needs are met."""

from __future__ import annotations

from dataclasses import replace

import pytest

from constraints import rule_book
from planner.model import Roster
from planner.model.asks import PRIORITIES
from planner.planning import as_it_stands
from planner.program import NeedRow, Program
from planner.remedies.beside import Beside, beside
from planner.week.problem import problem_of
from tests.small_week import THU, TUE, at, in_force, program, session

ANGER = session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C001", "C002")
GRIEF = session("Thu-1000-GRI", "Grief", at(THU, 10), "Ben", "C003", "C004")
LATER = session("Thu-1000-ANG", "Anger", at(THU, 10), "Ada", "C001", "C002")


def asking(needs: dict[str, tuple[str, str]], least_minutes: int = 0, least_days: int = 0) -> Program:
    level = replace(program().levels["Small"], least_minutes=least_minutes, least_days=least_days)
    rows = tuple(NeedRow(code, topic, 1, PRIORITIES[word]) for code, (topic, word) in needs.items())
    return program(needs=rows, levels={"Small": level})


def of_two(whole: Program, roster: Roster, other: Roster) -> Beside:
    problem, rules = problem_of(whole, roster.first_day), rule_book()
    return beside(problem, roster, rules, problem, as_it_stands(problem, other, rules))


@pytest.mark.parametrize("lesser", ["should", "could"])
def test_a_must_that_is_lost_for_two_lesser_needs_makes_no_better_week(lesser: str) -> None:
    needs = {"C001": ("Anger", "must"), "C003": ("Grief", lesser), "C004": ("Grief", lesser)}
    whole = asking(needs)
    weeks = of_two(whole, in_force(ANGER), in_force(GRIEF))
    assert weeks.after.needs_missing < weeks.before.needs_missing
    assert not weeks.better
    assert of_two(whole, in_force(GRIEF), in_force(ANGER)).better


def test_a_day_that_is_missing_counts_before_a_need() -> None:
    whole = asking({"C003": ("Grief", "must"), "C004": ("Grief", "must")}, least_days=2)
    two_days, one_day = in_force(ANGER, LATER), in_force(GRIEF)
    weeks = of_two(whole, two_days, one_day)
    assert weeks.after.needs_missing < weeks.before.needs_missing
    assert not weeks.better
    assert of_two(whole, one_day, two_days).better


def test_a_week_is_not_better_than_itself() -> None:
    assert not of_two(asking({}), in_force(), in_force()).better
