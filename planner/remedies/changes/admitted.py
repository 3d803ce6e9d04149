"""Clients who might be admitted: each like somebody who is here, from the beginning of a week on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from planner.model import WEEKDAY_NAMES, clock
from planner.program import Program
from planner.tables.rewrite import RowEdit as Edit


def admitted(program: Program, week: date, code: str, count: int) -> tuple[Program, Sequence[Edit]]:
    """The program with new clients of the level, tags, hours and needs of one who is here, and the rows that say so."""
    like, clients, hours, needs = program.clients[code], dict(program.clients), dict(program.client_hours), []
    edits = []
    for _ in range(count):
        name = new_name(clients, "NEW")
        clients[name] = replace(like, code=name, starts=week, ends=None, family="")
        hours[name] = program.client_hours.get(code, ())
        needs += [replace(need, client=name, place="") for need in program.needs if need.client == code]
        edits += _rows_of_admitted(program, code, name, week)
    changed = replace(program, clients=clients, client_hours=hours, needs=(*program.needs, *needs))
    return changed, edits


def _rows_of_admitted(program: Program, code: str, name: str, week: date) -> list[Edit]:
    like = program.clients[code]
    cells: dict[str, Any] = {"Client": name, "Level": like.level, "Starts": week}
    if like.least_minutes is not None:
        cells["Min hours"] = like.least_minutes / 60
    if like.most_minutes is not None:
        cells["Max hours"] = like.most_minutes / 60
    if like.primary is not None:
        cells["Primary therapist"] = like.primary
    if like.tags:
        cells["Tags"] = ", ".join(sorted(like.tags))
    if like.weekdays is not None:
        cells["Days"] = ", ".join(WEEKDAY_NAMES[day] for day in sorted(like.weekdays))
    if like.curriculum is not None:
        cells |= {"Curriculum": like.curriculum, "Curriculum start": like.curriculum_start}
    edits = [Edit("Clients", {}, cells)]
    for window in program.client_hours.get(code, ()):
        days = {"Days": WEEKDAY_NAMES[window.weekday]}
        edits.append(
            Edit(
                "Client availability",
                {},
                {"Client": name, **days, "From": clock(window.opens), "To": clock(window.closes)},
            )
        )
    for need in program.needs:
        if need.client == code:
            asked: dict[str, Any] = {"Client": name, "Topic": need.topic, "Sessions": need.sessions}
            edits.append(Edit("Needs", {}, {**asked, "Priority": need.priority}))
    return edits


def new_name(names: Mapping[str, object], stem: str) -> str:
    """A name that nobody has: `NEW3`, `Room 2`."""
    number = 1
    while f"{stem} {number}" in names or f"{stem}{number}" in names:
        number += 1
    return f"{stem}{number}" if stem.isupper() else f"{stem} {number}"
