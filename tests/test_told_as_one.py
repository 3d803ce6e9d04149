"""Clients whose own hours hold as little are told as one, and nobody else is: proven sentences of `explain`."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from planner import api
from planner.model import Apart, Roster
from planner.program import LevelOfCare, Program
from planner.reasons.obstacles import Obstacles
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.causes import causes_of, certain_causes
from planner.remedies.causes.proving import Proving
from planner.week.problem import problem_of
from tests.small_week import MON, MONDAY, THU, TUE, WED, at, in_force, program, session, weekly


def told(whole: Program) -> list[str]:
    """What is certain of an empty week's missing hours."""
    whole, rules = replace(whole, needs=()), api.rules_of(whole)
    problem, week = problem_of(whole, MONDAY), AskedWeek(MONDAY)
    proving = Proving(whole, problem, rules, week=week, until=inf)
    causes = certain_causes(whole, problem, rules, Roster(MONDAY), client=None, proving=proving, empty=None)
    return [cause.says for cause in causes if cause.topic is None]


def coming(**hours: tuple[int, ...]) -> Program:
    """Each client has a minimum of three hours of their own, and comes for an hour on some days."""
    there = {code: weekly(*days, closes=10) for code, days in hours.items()}
    rows = {code: replace(row, least_minutes=180) for code, row in program().clients.items()}
    return program(clients=rows, client_hours={**program().client_hours, **there})


def test_clients_of_whose_hours_the_same_is_counted_are_told_as_one() -> None:
    assert told(coming(C001=(MON,), C002=(TUE,), C003=(WED,))) == [
        "C001, C002 and 1 other, each of them: their hours hold 1 h of sessions at most, "
        "3 h are required: 2 h can't be placed at all"
    ]


def test_whose_hours_hold_another_number_is_told_alone() -> None:
    [both, alone] = told(coming(C001=(MON,), C002=(), C003=(WED,)))
    assert both.startswith("C001 and C003, each of them: ")
    assert alone.startswith("C002: ")


def test_who_has_another_fact_behind_it_is_told_alone() -> None:
    whole = coming(C001=(MON,), C002=(MON, TUE, WED, THU), C003=(THU,))
    paid = replace(whole.clients["C002"], weekdays=frozenset({MON}))
    said = told(replace(whole, clients={**whole.clients, "C002": paid}))
    assert [one for one in said if "C001 and C003, each of them" in one]
    assert [one for one in said if one.startswith("C002: ") and "authorised for Mon only" in one]


def test_who_has_not_even_the_hours_that_could_be_had_is_told_what_is_in_the_way() -> None:
    both = (
        Apart("C001", therapist="Ada"),
        Apart("C001", "C002"),
        Apart("C001", "C003"),
        Apart("C001", "C004"),
    )
    whole = replace(coming(C001=(MON,)), apart=both, levels={"Small": LevelOfCare("Small", 600, 900)})
    problem, rules = problem_of(whole, MONDAY), api.rules_of(whole)
    roster = in_force(session("Mon-0900-ANG", "Anger", at(MON, 9), "Ben", "C002", "C003"))
    sure = {("C001", None)}
    found = causes_of(
        whole, problem, rules, roster, client="C001", obstacles=Obstacles(problem, rules, roster), told=sure
    )
    [beside] = [cause.says for cause in found if cause.topic is None]
    assert beside.startswith("C001 has 0 h of the 1 h that could be had: free Mon 09:00-10:00, but ")
    full = in_force(session("Mon-0900-ANG", "Anger", at(MON, 9), "Ben", "C001"))
    every = causes_of(
        whole, problem, rules, full, client="C001", obstacles=Obstacles(problem, rules, full), told=sure
    )
    assert not [cause for cause in every if cause.topic is None]
