"""A level of care whose minimum many of its clients can't reach is told once, and not client by client."""

from __future__ import annotations

from planner.program import ClientRow, LevelOfCare
from tests.small_week import program, weekly
from tests.test_told_as_one import told


def test_a_level_that_many_of_its_clients_cant_reach_is_told_once() -> None:
    """Three of eight have not the time for what the level asks for, each for another number of hours."""
    codes = [f"C00{number}" for number in range(1, 9)]
    few = {code: weekly(*range(days), closes=10) for days, code in enumerate(codes[:3], start=1)}
    hours = {code: few.get(code, weekly(*range(5))) for code in codes}
    level = LevelOfCare("Small", 240, 600)
    clients = {code: ClientRow(code, "Small") for code in codes}
    [said] = told(program(clients=clients, client_hours=hours, levels={"Small": level}))
    assert said.startswith(
        "3 clients (C001, C002, C003) can't reach the 4 h that Small asks for (Min hours). C001: their hours hold"
    )
