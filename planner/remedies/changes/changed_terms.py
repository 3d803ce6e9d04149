"""Changes to terms: who may come to a topic, where and when it runs, tags, days of a need, changeover, lunch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Topic
from planner.model.faults import PlannerError
from planner.program import Program
from planner.remedies.changes.admitted import row_of_hours
from planner.remedies.changes.naming import Found, somebody
from planner.tables.cells import key
from planner.tables.rewrite import RowEdit as Edit
from planner.tables.weekdays import read_days

NOBODY: frozenset[str] = frozenset()
TERMS: dict[str, tuple[dict[str, Any], dict[str, str | int]]] = {
    # as it is said: the fields of the topic, and the cells
    "for anybody": (
        {"wanted_tags": NOBODY, "barred_tags": NOBODY, "levels": None},
        {"For": "", "Not for": "", "Levels": ""},
    ),
    "unasked": ({"only_if_asked": False}, {"Only if asked": "no"}),
    "open": ({"closed": False}, {"Membership": "open"}),
    "after nothing": ({"after": ()}, {"After": ""}),
    "led by anybody": ({"leader_tags": NOBODY}, {"Leader tags": ""}),
    "in any room": ({"room_kind": None, "needs_room": True}, {"Room kind": ""}),
    "without a room": ({"room_kind": None, "needs_room": False}, {"Room kind": "none"}),
    "at any start": ({"starts": None}, {"Starts": ""}),
}
"""A topic's terms that can be let go; `led by anybody` is whoever leads it, whatever their tags;
`unasked` is for those who haven't asked for it as well.
"""


def term(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A topic without one of its terms."""
    _, name = somebody(program, "topic", found["name"])
    fields, cells = TERMS[" ".join(found["term"].casefold().split())]
    topic: Topic = replace(program.topics[name], **fields)
    if "starts" in fields and not program.starts:
        raise PlannerError(f"the sheet Times has no rows, so {name} needs starts of its own")
    if "closed" in fields:  # whoever leaves the column blank means another thing for an open topic
        cells = {**cells, "Only if asked": "yes" if topic.only_if_asked else "no"}
    return replace(program, topics={**program.topics, name: topic}), [Edit("Topics", {"Topic": name}, cells)]


def tag(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A client or a therapist has one more tag."""
    kind, name = somebody(program, found["kind"], found["name"])
    rows: dict[str, Any] = dict(getattr(program, f"{kind}s"))
    known = {key(one): one for one in _tags_of(program)}
    new = known.get(key(found["tag"]), found["tag"])
    if new in rows[name].tags:
        raise PlannerError(f"{name} has the tag {new} as it is")
    rows[name] = replace(rows[name], tags=rows[name].tags | {new})
    edit = Edit(
        f"{kind.capitalize()}s", {kind.capitalize(): name}, {"Tags": ", ".join(sorted(rows[name].tags))}
    )
    changed = replace(program, clients=rows) if kind == "client" else replace(program, therapists=rows)
    return changed, [edit]


def _tags_of(program: Program) -> set[str]:
    """Every tag as the program spells it."""
    found: set[str] = set()
    for topic in program.topics.values():
        found |= topic.wanted_tags | topic.barred_tags | topic.leader_tags
    for client in program.clients.values():
        found |= client.tags
    for therapist in program.therapists.values():
        found |= therapist.tags
    return found


def primary(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """Another primary therapist of a client, or none."""
    _, code = somebody(program, "client", found["name"])
    said = found["therapist"]
    name = None if said.casefold() in ("none", "nobody") else somebody(program, "therapist", said)[1]
    row = replace(program.clients[code], primary=name)
    edit = Edit("Clients", {"Client": code}, {"Primary therapist": name or ""})
    return replace(program, clients={**program.clients, code: row}), [edit]


def need_on_any_day(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A client's need of a topic holds whatever the date."""
    _, code = somebody(program, "client", found["name"])
    _, topic = somebody(program, "topic", found["topic"])
    rows = [row for row in program.needs if (row.client, row.topic) == (code, topic)]
    if not any(row.since or row.until for row in rows):
        raise PlannerError(f"no row of Needs asks for {topic} for {code} on some days only")
    always = {row: replace(row, since=None, until=None) for row in rows}
    needs = tuple(always.get(row, row) for row in program.needs)
    edit = Edit("Needs", {"Client": code, "Topic": topic}, {"From": "", "Until": ""})
    return replace(program, needs=needs), [edit]


def curriculum_on_any_day(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A curriculum asks for a topic on any day."""
    _, topic = somebody(program, "topic", found["topic"])
    meant = [
        row for row in program.curricula if key(row.curriculum) == key(found["name"]) and row.topic == topic
    ]
    if not any(row.weekdays for row in meant):
        raise PlannerError(f"no curriculum {found['name']} asks for {topic} on some days only")
    steps = tuple(replace(row, weekdays=None) if row in meant else row for row in program.curricula)
    edit = Edit("Curriculum", {"Curriculum": meant[0].curriculum, "Topic": topic}, {"Days": ""})
    return replace(program, curricula=steps), [edit]


def hours_always(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """Hours that hold for some dates hold always."""
    kind, name = somebody(program, found["kind"], found["name"])
    rows = getattr(program, f"{kind}_hours").get(name, ())
    if not any(row.first_day or row.last_day for row in rows):
        raise PlannerError(f"{name}'s hours hold always as it is")
    always = tuple(replace(row, first_day=None, last_day=None) for row in rows)
    hours = {**getattr(program, f"{kind}_hours"), name: always}
    edit = Edit(
        f"{kind.capitalize()} availability", {kind.capitalize(): name}, {"First day": "", "Last day": ""}
    )
    fields: dict[str, Any] = {f"{kind}_hours": hours}
    return replace(program, **fields), [edit]


def hours_for(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """Hours that are for some topics only are for one more, on all days or some: as rows of their own."""
    kind, name = somebody(program, found["kind"], found["name"])
    _, topic = somebody(program, "topic", found["topic"])
    days = read_days(found["days"]) if "days" in found else range(DAYS_A_WEEK)
    rows = getattr(program, f"{kind}_hours").get(name, ())
    others = [
        row for row in rows if row.topics is not None and topic not in row.topics and row.weekday in days
    ]
    if not others:
        raise PlannerError(f"no hours of {name} are for other topics than {topic} only")
    more = tuple(dict.fromkeys(replace(row, topics=frozenset({topic})) for row in others))
    fields: dict[str, Any] = {f"{kind}_hours": {**getattr(program, f"{kind}_hours"), name: (*rows, *more)}}
    return replace(program, **fields), [row_of_hours(kind, name, row) for row in more]


def changeover(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """The minutes that a therapist or a room needs between two sessions."""
    return _setting(program, "changeover", "Changeover", int(found["number"]))


def lunch_minutes(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """How long lunch is."""
    if program.lunch is None:
        raise PlannerError("the sheet Settings has no Lunch, so nobody's is planned")
    return _setting(program, "lunch_minutes", "Lunch minutes", int(found["number"]))


def _setting(program: Program, field: str, name: str, number: int) -> tuple[Program, Sequence[Edit]]:
    if number >= MINUTES_A_DAY:
        raise PlannerError(f"{name} is less than a day")
    fields: dict[str, Any] = {field: number}
    typed = program.whereabouts.of(("Settings", name)) is not None
    row = {"Setting": name} if typed else {}
    return replace(program, **fields), [Edit("Settings", row, {"Setting": name, "Value": number})]


def no_lunch(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """Nobody's lunch is planned."""
    if program.lunch is None:
        raise PlannerError("the sheet Settings has no Lunch, so nobody's is planned")
    return replace(program, lunch=None), [Edit("Settings", {"Setting": "Lunch"}, {"Value": ""})]


def no_need(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A client's rows of Needs for a topic are gone; what a curriculum asks for stays."""
    _, code = somebody(program, "client", found["name"])
    _, topic = somebody(program, "topic", found["topic"])
    left = tuple(row for row in program.needs if (row.client, row.topic) != (code, topic))
    if len(left) == len(program.needs):
        raise PlannerError(f"no row of Needs asks for {topic} for {code}")
    return replace(program, needs=left), [Edit("Needs", {"Client": code, "Topic": topic}, {})]
