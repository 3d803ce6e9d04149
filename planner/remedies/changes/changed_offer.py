"""Changes to what is offered: topics, rooms, starts, settled sessions, rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from planner.model import WEEKDAY_NAMES, Topic, clock
from planner.model.faults import PlannerError
from planner.program import DEFAULT_STARTS, Program, RuleUse
from planner.remedies.changes.admitted import hired, new_name
from planner.remedies.changes.naming import Found, settled_at, somebody, with_field
from planner.tables.cells import key
from planner.tables.rewrite import EVERY
from planner.tables.rewrite import RowEdit as Edit
from planner.tables.times import read_starts
from planner.tables.weekdays import read_days

ROOMS_AT_MOST = 20
THERAPISTS_AT_MOST = 20
SEATS_AT_MOST = 500
LIMITS = {
    "smallest": ("smallest", "Smallest", 1),
    "largest": ("largest", "Largest", 1),
    "leaders": ("leaders", "Leaders", 0),
    "second leader above": ("second_leader_above", "Second leader above", 1),
    "most a day": ("most_a_day", "Most a day", 1),
    "most a week": ("most_a_week", "Most a week", 1),
    "runs at least": ("runs_at_least", "Runs at least", 0),
    "runs at most": ("runs_at_most", "Runs at most", 0),
    "at once": ("at_once", "At once", 1),
    "minutes": ("minutes", "Minutes", 5),
}
"""A topic's limits as they are said: the field, the column, and the least number that makes sense."""

NONE = ("second leader above", "most a week", "runs at most", "at once")  # those that needn't be limited
EVERY_HALF_HOUR = Edit("Times", {}, {"Days": "daily", "Starts": "8:00-20:00 every 30"})


def topic_limit(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A topic's size, leaders, length, or how often it runs; `none` = no limit."""
    _, name = somebody(program, "topic", found["name"])
    limit = found["limit"].casefold()
    field, column, least = LIMITS[limit]
    number = None if found["number"].casefold() == "none" else int(found["number"])
    if number is None and limit not in NONE:
        raise PlannerError(f"{column} is a whole number")
    if number is not None and number < least:
        raise PlannerError(f"{column} is {least} or more")
    topic: Topic = with_field(program.topics[name], field, number)
    if topic.smallest > topic.largest:
        raise PlannerError(f"Smallest would be {topic.smallest} and Largest {topic.largest} of {name}")
    if topic.runs_at_most is not None and topic.runs_at_least > topic.runs_at_most:
        raise PlannerError(
            f"{name} would run {topic.runs_at_least} times at least and {topic.runs_at_most} at most"
        )
    edits = [Edit("Topics", {"Topic": name}, {column: "" if number is None else number})]
    if topic.best_size is not None and not topic.smallest <= topic.best_size <= topic.largest:
        topic = replace(topic, best_size=None)
        edits.append(Edit("Topics", {"Topic": name}, {"Best size": ""}))
    return replace(program, topics={**program.topics, name: topic}), edits


def also_for(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A topic is open to one more level of care."""
    _, name = somebody(program, "topic", found["name"])
    _, level = somebody(program, "level", found["level"])
    levels = program.topics[name].levels
    if levels is None or level in levels:
        raise PlannerError(f"{name} is for {level} as it is")
    topic = replace(program.topics[name], levels=levels | {level})
    edit = Edit("Topics", {"Topic": name}, {"Levels": ", ".join(sorted(levels | {level}))})
    return replace(program, topics={**program.topics, name: topic}), [edit]


def seats(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A room's seats."""
    _, name = somebody(program, "room", found["name"])
    number = int(found["number"])
    if not 1 <= number <= SEATS_AT_MOST:
        raise PlannerError(f"a room has 1 to {SEATS_AT_MOST} seats")
    room = replace(program.rooms[name], seats=number)
    edit = Edit("Rooms", {"Room": name}, {"Seats": room.seats})
    return replace(program, rooms={**program.rooms, name: room}), [edit]


def room_kind(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A room is of one more kind."""
    _, name = somebody(program, "room", found["name"])
    kind = found["room_kind"].casefold()
    room = program.rooms[name]
    if kind in room.kinds:
        raise PlannerError(f"{name} is a {kind} room as it is")
    room = replace(room, kinds=room.kinds | {kind})
    edit = Edit("Rooms", {"Room": name}, {"Kind": ", ".join(sorted(room.kinds))})
    return replace(program, rooms={**program.rooms, name: room}), [edit]


def more_rooms(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """Rooms like one that is there, or like the largest."""
    if not program.rooms:
        raise PlannerError("the program has no sheet Rooms, so rooms never bind")
    largest = max(program.rooms.values(), key=lambda room: room.seats)
    like = program.rooms[somebody(program, "room", found["name"])[1]] if "name" in found else largest
    count = 1 if found["count"].casefold() == "one" else int(found["count"])
    if not 1 <= count <= ROOMS_AT_MOST:
        raise PlannerError(f"1 to {ROOMS_AT_MOST} rooms can be added at a time")
    rooms, seats = dict(program.rooms), int(found.get("seats", like.seats))
    if not 1 <= seats <= SEATS_AT_MOST:
        raise PlannerError(f"a room has 1 to {SEATS_AT_MOST} seats")
    edits = []
    for _ in range(count):
        name = new_name(rooms, "Room")
        rooms[name] = replace(like, name=name, seats=seats)
        kinds = ", ".join(sorted(like.kinds))
        edits.append(Edit("Rooms", {}, {"Room": name, "Seats": seats, "Kind": kinds}))
    return replace(program, rooms=rooms), edits


def more_therapists(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """Therapists like one who is there."""
    _, like = somebody(program, "therapist", found["name"])
    count = 1 if found["count"].casefold() == "one" else int(found["count"])
    if not 1 <= count <= THERAPISTS_AT_MOST:
        raise PlannerError(f"1 to {THERAPISTS_AT_MOST} therapists can be added at a time")
    return hired(program, like, count)


def start(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """Sessions may start at more times, every week."""
    minutes, days = read_starts(found["starts"]), read_days(found["days"])
    new = {(day, minute) for day in days for minute in minutes}
    cells: dict[str, Any] = {"Days": found["days"], "Starts": ", ".join(clock(minute) for minute in minutes)}
    edits = [EVERY_HALF_HOUR] if program.starts == DEFAULT_STARTS else []
    edits.append(Edit("Times", {}, cells))
    return replace(program, starts=tuple(sorted({*program.starts, *new}))), edits


def own_start(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A topic with starts of its own may start at more times, on every day of the program."""
    _, name = somebody(program, "topic", found["name"])
    topic = program.topics[name]
    if topic.starts is None:
        raise PlannerError(f"{name} starts when the sheet Times says; say 'add start Tue 19:00'")
    starts = tuple(sorted({*topic.starts, *read_starts(found["starts"])}))
    edit = Edit("Topics", {"Topic": name}, {"Starts": ", ".join(clock(minute) for minute in starts)})
    return replace(program, topics={**program.topics, name: replace(topic, starts=starts)}), [edit]


def fewer_starts(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """Sessions may not start at some times any more: the sheet Times is written anew, a row a day."""
    gone = {(day, minute) for day in read_days(found["days"]) for minute in read_starts(found["starts"])}
    left = tuple(one for one in program.starts if one not in gone)
    if left == program.starts:
        raise PlannerError("no session may start then as it is")
    if not left:
        raise PlannerError("no start would be left")
    edits = [Edit("Times", {EVERY: ""}, {})]
    for day in sorted({day for day, _ in left}):
        listed = ", ".join(clock(minute) for one, minute in left if one == day)
        edits.append(Edit("Times", {}, {"Days": WEEKDAY_NAMES[day], "Starts": listed}))
    return replace(program, starts=left), edits


def release(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A settled session isn't settled any more."""
    place = found["place"].casefold()
    left = tuple(row for row in program.fixed if settled_at(row.place).casefold() != place)
    if len(left) == len(program.fixed):
        there = ", ".join(dict.fromkeys(settled_at(row.place) for row in program.fixed if row.place))
        said = f"; there are {there}" if there else ""
        raise PlannerError(f"no settled session stands at {found['place']}{said}")
    return replace(program, fixed=left), [Edit("Fixed", {"": found["place"]}, {})]


def rule(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """How much a soft rule matters."""
    use: str | int = int(found["use"]) if found["use"].isdigit() else found["use"].casefold()
    known = next((row for row in program.rule_uses if key(row.rule) == key(found["name"])), None)
    uses = (*(row for row in program.rule_uses if row is not known), RuleUse(found["name"], use))
    edit = Edit("Rules", {"Rule": known.rule} if known else {}, {"Rule": found["name"], "Use": use})
    return replace(program, rule_uses=uses), [edit]
