"""The cells that a cause's sentence is about: of the columns that it names, and of whose hours it speaks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from planner.model import Problem
from planner.program import Program
from planner.reasons.places import CELLS_AT_MOST, cells_of
from planner.reasons.wording import has_name
from planner.remedies.causes.cause import Cause

IN_BRACKETS = re.compile(r"\(([^()]*)\)")
CLAUSES = re.compile(r"[;:]|, ")  # between clauses
CELL = re.compile(r"[A-Z][a-z]+(?: [a-z]+)*![A-Z]+\d+")
TIMES = "Times"
THERE = re.compile(r"\b(?:available|is there|are there|never there|not there)\b")
OWN = {"Max hours": "most_minutes", "Min hours": "least_minutes"}  # of a client, else their level's
Thing = tuple[str, str]
"""A sheet and a name on it."""


def with_cells(program: Program, problem: Problem, cause: Cause) -> Cause:
    """The cause with the cells that its sentence names first, as many as are told of a cause.

    `(Max hours a day)` behind what is said of a client is their level's cell in that column, `Birch isn't available`
    are the rows of Birch's hours. A sentence that brings a cell with it has it among its places as well.
    """
    found: dict[str, None] = dict.fromkeys(CELL.findall(cause.says))
    for clause in _clauses(cause.says):
        for inside in IN_BRACKETS.findall(clause):
            here = list(_of_columns(program, _things(program, problem, clause), inside))
            everywhere = _things(program, problem, cause.says, *cause.clients)
            found |= dict.fromkeys(here or _of_columns(program, everywhere, inside))
        if THERE.search(clause):
            found |= dict.fromkeys(_of_hours(program, clause))
    return replace(cause, places=tuple(dict.fromkeys([*found, *cause.places]))[:CELLS_AT_MOST])


def _clauses(says: str) -> Iterator[str]:
    """The sentence in clauses; what stands in brackets is never cut."""
    begins = 0
    covered = [(one.start(), one.end()) for one in IN_BRACKETS.finditer(says)]
    for cut in CLAUSES.finditer(says):
        if not any(start < cut.start() < end for start, end in covered):
            yield says[begins : cut.start()]
            begins = cut.end()
    yield says[begins:]


def _things(program: Program, problem: Problem, says: str, *codes: str) -> list[Thing]:
    """What a clause names, and the levels of care of the clients among it."""
    clients = [*(code for code in program.clients if has_name(says, code)), *codes]
    tables = {"Topics": program.topics, "Therapists": program.therapists, "Rooms": program.rooms}
    found = [(sheet, name) for sheet, names in tables.items() for name in names if has_name(says, name)]
    found += [("Clients", code) for code in clients]
    found += [("Levels", name) for name in program.levels if has_name(says, name)]
    found += [("Levels", problem.clients[code].level) for code in clients if code in problem.clients]
    return list(dict.fromkeys(found))


def _of_columns(program: Program, things: list[Thing], inside: str) -> Iterator[str]:
    """The cells of what is named in the columns that stand in brackets."""
    sheet_named, _, column_named = inside.partition(": ")
    if column_named:  # (Topics: Starts), of no client whose stay has a column of that name
        things, inside = [thing for thing in things if thing[0] == sheet_named], column_named
    for thing in things:
        columns = {column for cells in program.whereabouts.rows.get(thing, ()) for column in cells if column}
        for column in _named(inside, columns):
            if _holds(program, things, thing, column):
                yield from cells_of(program, thing, column)
    if inside.startswith(TIMES):
        yield from cells_of(program, ("Sheet", TIMES), "")
    if ("Settings", inside) in program.whereabouts.rows:
        yield from cells_of(program, ("Settings", inside), "Value")


def _named(inside: str, columns: Collection[str]) -> list[str]:
    """The columns that a bracket names, `(Most a day 1)` or `(For veterans, Levels IOP)`; not `Max hours` of a day."""
    found = [one for one in columns if re.search(rf"(?:^|, | and ){re.escape(one)}\b", inside)]
    return sorted(one for one in found if not any(other.startswith(f"{one} ") for other in found))


def _holds(program: Program, things: list[Thing], thing: Thing, column: str) -> bool:
    """Whether a client's hours are their own, or else their level's: the other of the two cells says nothing."""
    if column not in OWN or thing[0] not in ("Clients", "Levels"):
        return True
    rows = [program.clients[name] for sheet, name in things if sheet == "Clients"]
    if thing[0] == "Clients":
        rows = [row for row in rows if row.code == thing[1]]
    own = [getattr(row, OWN[column]) is not None for row in rows]
    return any(own) if thing[0] == "Clients" else not (own and all(own))


def _of_hours(program: Program, clause: str) -> Iterator[str]:
    """The rows of the hours of the therapists and rooms that a clause names."""
    for sheet, names in (
        ("Therapist availability", program.therapists),
        ("Room availability", program.rooms),
    ):
        for name in names:
            if has_name(clause, name):
                yield from cells_of(program, (sheet, name), "")
