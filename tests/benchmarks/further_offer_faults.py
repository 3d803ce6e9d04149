"""Kinds of planted faults made up afterwards: settled sessions, rooms, and hours of therapists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.program import AwayRow, FixedRow, Program
from tests.benchmarks.breaking import (
    with_topic,
)
from tests.benchmarks.faults import Planted, a_topic


def busiest(program: Program) -> str:
    return max(program.therapists, key=lambda name: program.therapists[name].most_minutes or 0)


def settled_twice(program: Program, turn: int) -> Planted:
    """Two settled sessions at one time in one room, and nothing else to be done about it."""
    name = next(name for name in program.therapists if len(program.therapists[name].leads) > 1)
    topics = [t for t in sorted(program.therapists[name].leads) if program.topics[t].kind == "group"][:2]
    window = program.therapist_hours[name][0]
    start = next(s for d, s in program.starts if d == window.weekday and s >= window.opens)
    rows = tuple(
        FixedRow(topic, start, window.weekday, therapists=(name,), place=f"book: Fixed!A{number}")
        for number, topic in enumerate((topics * 2)[:2], 2)
    )
    changed = replace(program, fixed=rows)
    return Planted("one therapist settled twice", changed, ("Fixed!A2",), ("Fixed!A3",))


def tagged_few(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    needing = [need.client for need in program.needs if need.topic == topic][:2]
    clients = {
        code: replace(row, tags=row.tags | ({"veterans"} if code in needing else frozenset()))
        for code, row in program.clients.items()
    }
    changed = with_topic(
        replace(program, clients=clients),
        topic,
        wanted_tags=frozenset({"veterans"}),
        smallest=3,
        runs_at_least=0,
    )
    kept = tuple(need for need in program.needs if need.topic != topic or need.client in needing)
    return Planted("too few with the tag", replace(changed, needs=kept), (topic,), ("2 clients",))


def room_seats(program: Program, turn: int) -> Planted:
    rooms = {
        name: replace(room, seats=2 if room.seats > 2 else room.seats) for name, room in program.rooms.items()
    }
    return Planted(
        "rooms too small", replace(program, rooms=rooms), ("room", "seat"), ("seats 2", "2 seats", "has 2")
    )


def one_room(program: Program, turn: int) -> Planted:
    group = next(name for name, room in program.rooms.items() if room.seats > 4)
    rooms = {name: room for name, room in program.rooms.items() if name == group or room.seats <= 4}
    return Planted(
        "only one room for groups",
        replace(program, rooms=rooms),
        ("room",),
        ("1 room", group, "rooms that suit", "1 group"),
    )


def room_away(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    rooms = dict(program.rooms)
    name = next(name for name, room in rooms.items() if room.seats > 4)
    rooms[name] = replace(rooms[name], kinds=rooms[name].kinds | {"studio"})
    away = AwayRow(name, date(2026, 11, 30), date(2026, 12, 6), reason="Painting")
    changed = with_topic(replace(program, rooms=rooms, away=(away,)), topic, room_kind="studio")
    return Planted("the one room away", changed, (name,), ("away",))


def never_there(program: Program, turn: int) -> Planted:
    name = busiest(program)
    hours = {who: rows for who, rows in program.therapist_hours.items() if who != name}
    return Planted(
        "a therapist without hours",
        replace(program, therapist_hours=hours),
        (name,),
        ("isn't available", "no hours", "no row"),
    )


def only_mondays(program: Program, turn: int) -> Planted:
    starts = tuple((day, start) for day, start in program.starts if day == 0)
    return Planted("starts on one day only", replace(program, starts=starts), ("start",), ("Mon",))
