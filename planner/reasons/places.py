"""The cells that a cause is about: what the coordinator typed of a client, a topic, a therapist."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from planner.model import Client, Problem
from planner.program import Program

CELLS_AT_MOST = 6
CELL = re.compile(r"(?P<sheet>.*)!(?P<column>[A-Z]+)(?P<row>\d+)")
LINE = re.compile(r"(?P<sheet>.*) line (?P<row>\d+)(?P<column>.*)")


def cells_of(program: Program, thing: Hashable, column: str) -> tuple[str, ...]:
    """Where the rows about a thing stand: `Sheet!Cell`, or `clients.csv line 3` of a folder of CSV files."""
    found: dict[str, None] = {}
    for place in program.whereabouts.every(thing, column):
        if place.cell:
            found[f"{place.sheet}!{place.cell}" if place.sheet else f"{place.file} {place.cell}"] = None
    return tuple(found)[:CELLS_AT_MOST]


def cells_at(program: Program, place: str) -> tuple[str, ...]:
    """The cells of what is named `Times` (the sheet's first row) or `Settings: Lunch`; a cell is itself."""
    if "!" in place or " line " in place:
        return (place,)
    sheet, _, name = place.partition(": ")
    return cells_of(program, (sheet, name) if name else ("Sheet", sheet), "Value" if name else "")


def places_of(
    program: Program, problem: Problem, client: str, topic: str | None, least: str = "Min hours"
) -> tuple[str, ...]:
    """Where a client's hours and level, or a need and its topic, stand; nothing for a program read from no file.

    `least` is the level's column that isn't reached: `Min hours` or `Min days`.
    """
    asked: list[tuple[Hashable, str]] = []
    if client:
        asked += [
            (("Client availability", client), ""),
            (("Clients", client), "Min hours" if topic is None else "Client"),
        ]
    if topic is None and client:
        asked.append((("Levels", problem.clients[client].level), least))
    if topic is not None:
        asked += [(need, "Topic") for need in program.needs if (need.client, need.topic) == (client, topic)]
        asked.append((("Topics", topic), "Topic"))
    found = [cell for thing, column in asked for cell in cells_of(program, thing, column)]
    return tuple(dict.fromkeys(found))[:CELLS_AT_MOST]


def in_stretches(places: Sequence[str]) -> list[str]:
    """Places with cells below each other as one: `Clients!A2:A5`, `clients.csv lines 2-5`."""
    told: list[str] = []
    stretch: list[str] = []
    for place in [*places, ""]:
        if stretch and not _follows(stretch[-1], place):
            told.append(_stretch(stretch[0], stretch[-1]))
            stretch = []
        stretch.append(place)
    return told


def _follows(one: str, other: str) -> bool:
    for form in (CELL, LINE):
        first, second = form.fullmatch(one), form.fullmatch(other)
        if first and second:
            alike = all(first[part] == second[part] for part in ("sheet", "column"))
            return alike and int(second["row"]) == int(first["row"]) + 1
    return False


def _stretch(first: str, last: str) -> str:
    if first == last:
        return first
    for form, says in (
        (CELL, "{sheet}!{column}{row}:{column}{end}"),
        (LINE, "{sheet} lines {row}-{end}{column}"),
    ):
        found, ends = form.fullmatch(first), form.fullmatch(last)
        if found and ends:
            return says.format(**found.groupdict(), end=ends["row"])
    return first


def cells_of_most(program: Program, client: Client) -> tuple[str, ...]:
    """Where a client's maximum hours stand: in their own row, or in that of their level."""
    row = program.clients.get(client.code)
    own = row is not None and row.most_minutes is not None
    return cells_of(program, ("Clients", client.code) if own else ("Levels", client.level), "Max hours")
