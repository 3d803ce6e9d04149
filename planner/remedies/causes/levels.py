"""A level of care whose minimum many of its clients can't reach: told once, of the level, and not client by client."""

from __future__ import annotations

from collections.abc import Sequence

from planner.model import Problem, hours
from planner.program import Program
from planner.reasons.places import cells_of
from planner.reasons.wording import some_of
from planner.remedies.causes.cause import ALIKE_AT_LEAST, Cause

MANY = 1 / 3  # of the clients who have the level's own minimum


def others_of_level(program: Program, problem: Problem, cause: Cause, left: Sequence[Cause]) -> list[Cause]:
    """The other causes that clients of one's level are short of hours, if that is so of many of them."""
    if cause.topic is not None or not cause.of_each or len(cause.clients) != 1:
        return []
    of_level = set(_with_its_minimum(program, problem, problem.clients[cause.clients[0]].level))
    if not set(cause.clients) <= of_level:
        return []
    others = [
        one
        for one in left
        if one.topic is None and not one.topics and one.of_each and set(one.clients) <= of_level
    ]
    enough = max(ALIKE_AT_LEAST, MANY * len(of_level))
    return others if len(others) + 1 >= enough else []


def of_level(program: Program, problem: Problem, causes: Sequence[Cause]) -> Cause:
    """All of them as one, with the first as an example."""
    codes = tuple(code for cause in causes for code in cause.clients)
    client = problem.clients[codes[0]]
    asked = f"the {hours(client.least_minutes)} that {client.level} asks for (Min hours)"
    cells = cells_of(program, ("Levels", client.level), "Min hours")
    rows = [program.clients[code] for code in codes]
    if all(row.of_default_level and row.level == client.level for row in rows):
        asked += ", the Default level of clients whose Level is blank (Settings)"
        cells = (*cells_of(program, ("Settings", "Default level"), "Value"), *cells)
    says = f"{some_of(codes)} can't reach {asked}. {causes[0].says}"
    return Cause("", None, says, True, places=cells or causes[0].places, clients=codes)


def _with_its_minimum(program: Program, problem: Problem, level: str) -> list[str]:
    return [
        code
        for code, client in problem.clients.items()
        if client.level == level and client.least_minutes == program.levels[level].least_minutes
    ]
