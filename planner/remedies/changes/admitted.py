"""Clients who might be admitted, and therapists who might come: each like somebody who is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from planner.model import WEEKDAY_NAMES, clock
from planner.program import NeedRow, Program, WeeklyWindow
from planner.tables.rewrite import RowEdit as Edit


def admitted(program: Program, week: date, code: str, count: int) -> tuple[Program, Sequence[Edit]]:
    """The program with new clients of the level, tags, hours and needs of one who is here, and the rows that say so."""
    like, clients, hours, needs = program.clients[code], dict(program.clients), dict(program.client_hours), []
    edits = []
    for _ in range(count):
        name = new_name(clients, "NEW")
        clients[name] = replace(like, code=name, starts=week, ends=None, family="")
        if code in hours:
            hours[name] = hours[code]
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
    edits += [row_of_hours("client", name, window) for window in program.client_hours.get(code, ())]
    for need in program.needs:
        if need.client == code:
            asked: dict[str, Any] = {"Client": name, "Topic": need.topic, "Sessions": need.sessions}
            if need.total is not None:
                asked["Total"] = need.total
            edits.append(Edit("Needs", {}, {**asked, "Priority": need.priority, **_dates(need)}))
    return edits


def row_of_hours(kind: str, name: str, window: WeeklyWindow) -> Edit:
    """A new row of an availability sheet: of a `kind`'s (client, therapist) hours on one weekday."""
    hours = {"From": clock(window.opens), "To": clock(window.closes)}
    cells: dict[str, Any] = {kind.capitalize(): name, "Days": WEEKDAY_NAMES[window.weekday], **hours}
    dated = {"First day": window.first_day, "Last day": window.last_day}
    cells |= {column: day for column, day in dated.items() if day is not None}
    if window.topics is not None:
        cells["Topics"] = ", ".join(sorted(window.topics))
    return Edit(f"{kind.capitalize()} availability", {}, cells)


def _dates(need: NeedRow) -> dict[str, date]:
    return {column: day for column, day in (("From", need.since), ("Until", need.until)) if day is not None}


def hired(program: Program, like: str, count: int) -> tuple[Program, Sequence[Edit]]:
    """The program with therapists who lead what one who is here leads, as much and when they are there."""
    therapists, hours, edits = dict(program.therapists), dict(program.therapist_hours), []
    who = program.therapists[like]
    limits = {
        "Most hours": None if who.most_minutes is None else who.most_minutes / 60,
        "Most a day": who.most_a_day,
        "Most in a row": who.most_in_a_row,
    }
    for _ in range(count):
        name = new_name(therapists, "Therapist")
        therapists[name] = replace(who, name=name)
        if like in hours:
            hours[name] = hours[like]
        cells: dict[str, Any] = {"Therapist": name, "Leads": ", ".join(sorted(who.leads))}
        cells |= {column: most for column, most in limits.items() if most is not None}
        if who.tags:
            cells["Tags"] = ", ".join(sorted(who.tags))
        edits.append(Edit("Therapists", {}, cells))
        edits += [row_of_hours("therapist", name, window) for window in hours.get(name, ())]
    return replace(program, therapists=therapists, therapist_hours=hours), edits


def new_name(names: Mapping[str, object], stem: str) -> str:
    """A name that nobody has: `NEW3`, `Room 2`."""
    number = 1
    while f"{stem} {number}" in names or f"{stem}{number}" in names:
        number += 1
    return f"{stem}{number}" if stem.isupper() else f"{stem} {number}"
