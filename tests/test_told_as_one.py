"""Clients whose own hours hold as little are told as one, and nobody else is: proven sentences of `explain`."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from planner import api
from planner.model import Roster
from planner.program import Program
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.causes import certain_causes
from planner.remedies.causes.proving import Proving
from planner.week.problem import problem_of
from tests.small_week import MON, MONDAY, THU, TUE, WED, program, weekly


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
