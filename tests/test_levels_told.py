"""A level of care whose minimum many of its clients can't reach is told once, and not client by client."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner import api
from planner.program import ClientRow, LevelOfCare, Program
from planner.remedies.causes.like_reasons import hours_asked
from planner.week.problem import problem_of
from tests.command_line import tables
from tests.small_week import MONDAY, program, weekly
from tests.test_told_as_one import told
from tests.workbook.books import save_workbook


def few_hours(of_default_level: bool = False) -> Program:
    """Three of eight have not the time for what the level asks for, each for another number of hours."""
    codes = [f"C00{number}" for number in range(1, 9)]
    few = {code: weekly(*range(days), closes=10) for days, code in enumerate(codes[:3], start=1)}
    hours = {code: few.get(code, weekly(*range(5))) for code in codes}
    clients = {code: ClientRow(code, "Small", of_default_level=of_default_level) for code in codes}
    return program(clients=clients, client_hours=hours, levels={"Small": LevelOfCare("Small", 240, 600)})


def test_a_level_that_many_of_its_clients_cant_reach_is_told_once() -> None:
    [said] = told(few_hours())
    assert said.startswith(
        "3 clients (C001, C002, C003) can't reach the 4 h that Small asks for (Min hours). C001: their hours hold"
    )


def test_the_default_level_is_named_where_clients_have_no_level_of_their_own(tmp_path: Path) -> None:
    [said] = told(few_hours(of_default_level=True))
    blank = "the Default level of clients whose Level is blank (Settings)"
    assert f"can't reach the 4 h that Small asks for (Min hours), {blank}. C001: their hours hold" in said
    sheets = tables(Clients=[["Client", "Level"], ["C001", ""], ["C014", "IOP"]])
    read, _ = api.load(save_workbook(tmp_path / "book.xlsx", sheets))
    assert [row.of_default_level for row in read.clients.values()] == [True, False]


def test_the_hours_that_are_asked_for_are_told_with_the_level_where_they_are_the_same_for_all() -> None:
    problem = problem_of(few_hours(), MONDAY)
    assert hours_asked(problem, ("C001", "C002")) == "their 4 h (Small)"
    less = replace(problem.clients["C002"], least_minutes=60)
    other = replace(problem, clients={**problem.clients, "C002": less})
    assert hours_asked(other, ("C001", "C002")) == "hours"
