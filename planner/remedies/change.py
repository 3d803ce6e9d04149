"""A change to a program as a coordinator says it: `client C017 available Wed 17-20`, `one more room`.

`change_of` understands the phrase; the change applies to a program in memory, and its edits say the same of the
workbook's rows, for whoever wants it in a copy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from planner.model import DAYS_A_WEEK, Room, clock
from planner.model.faults import PlannerError
from planner.program import AwayRow, Program, RuleUse, WeeklyWindow
from planner.remedies.admitted import admitted, new_name
from planner.tables.cells import Unreadable, key
from planner.tables.rewrite import RowEdit as Edit
from planner.tables.times import read_range, read_starts
from planner.tables.weekdays import read_days


@dataclass(frozen=True)
class Change:
    """A change by its phrase, with the program as it is then and the rows of the workbook that say so."""

    says: str
    program: Program
    edits: tuple[Edit, ...]


Found = Mapping[str, str]
Does = Callable[[Program, date, Found], tuple[Program, Sequence[Edit]]]

EXAMPLES = (
    "client C017 available Wed 17-20",
    "therapist Dana available Tue 9-12",
    "therapist Dana away Thu-Fri",
    "therapist Dana leads Grief",
    "therapist Dana most hours 24",
    "topic Grief largest 12",
    "room Oak seats 12",
    "one more room like Oak",
    "add start Tue 19:00",
    "admit 4 clients like C014",
    "release Fixed!A5",
    "let C001 and C002 meet",
    "rule Wishes 10",
)
WHO = {"client": "clients", "therapist": "therapists", "room": "rooms", "topic": "topics"}
LIMITS = {
    "smallest": ("smallest", "Smallest"),
    "largest": ("largest", "Largest"),
    "leaders": ("leaders", "Leaders"),
    "most a day": ("most_a_day", "Most a day"),
    "most a week": ("most_a_week", "Most a week"),
    "runs at most": ("runs_at_most", "Runs at most"),
    "at once": ("at_once", "At once"),
    "minutes": ("minutes", "Minutes"),
}


def change_of(program: Program, week: date, phrase: str) -> Change:
    """What a phrase changes; `week` is the first day of the week that `away` speaks of.

    Raises `PlannerError` when it isn't understood, or names somebody whom the program doesn't have.
    """
    said = " ".join(phrase.split())
    for pattern, does in KINDS:
        if found := re.fullmatch(pattern, said, flags=re.IGNORECASE):
            try:
                changed, edits = does(
                    program, week, {k: v for k, v in found.groupdict().items() if v is not None}
                )
            except Unreadable as trouble:
                raise PlannerError(f"'{phrase}': {trouble}") from None
            return Change(said, changed, tuple(edits))
    raise PlannerError(f"'{phrase}' isn't understood; say it like one of these: {'; '.join(EXAMPLES)}")


def changed_by(program: Program, week: date, phrases: Sequence[str]) -> Change:
    """Several changes one after another as one."""
    edits: list[Edit] = []
    for phrase in phrases:
        change = change_of(program, week, phrase)
        program = change.program
        edits += change.edits
    return Change("; ".join(phrases), program, tuple(edits))


def _admit(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    count = 1 if found["count"] in ("one", "a") else int(found["count"])
    return admitted(program, week, _somebody(program, "client", found["name"])[1], count)


# --- what the phrases do ---------------------------------------------------------------------


def _available(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    kind, name = _somebody(program, found["kind"], found["name"])
    opens, closes = read_range(found["range"])
    rows = [WeeklyWindow(day, opens, closes) for day in sorted(read_days(found["days"]))]
    field = f"{kind}_hours"
    hours = dict(getattr(program, field))
    hours[name] = (*hours.get(name, ()), *rows)
    cells: dict[str, Any] = {"Days": found["days"], "From": clock(opens), "To": clock(closes)}
    edit = Edit(f"{kind.capitalize()} availability", {}, {kind.capitalize(): name, **cells})
    return _with(program, field, hours), [edit]


def _away(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    everyone = found["who"].casefold() == "everyone"
    name = "everyone" if everyone else _somebody(program, found.get("kind", ""), found["who"])[1]
    opens, closes = read_range(found["range"]) if "range" in found else (None, None)
    dates = [week + timedelta(days=ahead) for ahead in range(DAYS_A_WEEK)]
    days = [day for day in dates if day.weekday() in read_days(found["days"])]
    rows = tuple(AwayRow(who=name, first_day=day, last_day=day, opens=opens, closes=closes) for day in days)
    hours = {"From": clock(opens), "To": clock(closes)} if opens is not None and closes is not None else {}
    edits = [Edit("Away", {}, {"Who": name, "First day": day, "Last day": day, **hours}) for day in days]
    return replace(program, away=(*program.away, *rows)), edits


def _leads(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    _, name = _somebody(program, "therapist", found["name"])
    _, topic = _somebody(program, "topic", found["topic"])
    therapist = program.therapists[name]
    leads = therapist.leads | {topic}
    row = replace(therapist, leads=leads)
    named = ", ".join(one for one in program.topics if one in leads)
    edit = Edit("Therapists", {"Therapist": name}, {"Leads": named})
    return replace(program, therapists={**program.therapists, name: row}), [edit]


def _therapist_limit(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    _, name = _somebody(program, "therapist", found["name"])
    number = float(found["number"])
    fields = {
        "most hours": ("most_minutes", "Most hours", round(number * 60)),
        "most a day": ("most_a_day", "Most a day", int(number)),
        "most in a row": ("most_in_a_row", "Most in a row", int(number)),
    }
    field, column, value = fields[found["limit"].casefold()]
    row = _with(program.therapists[name], field, value)
    edit = Edit("Therapists", {"Therapist": name}, {column: number if field == "most_minutes" else value})
    return replace(program, therapists={**program.therapists, name: row}), [edit]


def _topic_limit(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    _, name = _somebody(program, "topic", found["name"])
    field, column = LIMITS[found["limit"].casefold()]
    number = int(found["number"])
    topic = _with(program.topics[name], field, number)
    if topic.smallest > topic.largest:
        raise PlannerError(f"Smallest would be {topic.smallest} and Largest {topic.largest} of {name}")
    edit = Edit("Topics", {"Topic": name}, {column: number})
    return replace(program, topics={**program.topics, name: topic}), [edit]


def _seats(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    _, name = _somebody(program, "room", found["name"])
    room = replace(program.rooms[name], seats=int(found["number"]))
    edit = Edit("Rooms", {"Room": name}, {"Seats": room.seats})
    return replace(program, rooms={**program.rooms, name: room}), [edit]


def _more_rooms(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    if not program.rooms:
        raise PlannerError("the program has no sheet Rooms, so rooms never bind")
    largest = max(program.rooms.values(), key=lambda room: room.seats)
    like = program.rooms[_somebody(program, "room", found["name"])[1]] if "name" in found else largest
    count = 1 if found["count"] == "one" else int(found["count"])
    rooms = dict(program.rooms)
    edits = []
    for _ in range(count):
        name = new_name(rooms, "Room")
        rooms[name] = Room(name, like.seats, like.kinds)
        edits.append(
            Edit("Rooms", {}, {"Room": name, "Seats": like.seats, "Kind": ", ".join(sorted(like.kinds))})
        )
    return replace(program, rooms=rooms), edits


def _start(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    starts = read_starts(found["starts"])
    new = {(day, start) for day in read_days(found["days"]) for start in starts}
    edit = Edit("Times", {}, {"Days": found["days"], "Starts": ", ".join(clock(start) for start in starts)})
    return replace(program, starts=tuple(sorted({*program.starts, *new}))), [edit]


def _release(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    place = found["place"].casefold()
    left = tuple(row for row in program.fixed if row.place.casefold().rpartition(": ")[2] != place)
    if len(left) == len(program.fixed):
        raise PlannerError(f"no settled session stands at {found['place']}")
    return replace(program, fixed=left), [Edit("Fixed", {"": found["place"]}, {})]


def _together(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    both = {key(found["first"]), key(found["second"])}
    left = tuple(
        pair
        for pair in program.apart
        if {key(pair.client), key(pair.other_client or pair.therapist or "")} != both
    )
    if len(left) == len(program.apart):
        raise PlannerError(f"{found['first']} and {found['second']} aren't kept apart")
    gone = next(pair for pair in program.apart if pair not in left)
    row = {"Client": gone.client, "From": gone.other_client or gone.therapist or ""}
    return replace(program, apart=left), [Edit("Apart", row, {})]


def _hours(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    _, code = _somebody(program, "client", found["name"])
    minutes = round(float(found["number"]) * 60)
    field, column = {"min": ("least_minutes", "Min hours"), "max": ("most_minutes", "Max hours")}[
        found["limit"].casefold()
    ]
    row = _with(program.clients[code], field, minutes)
    edit = Edit("Clients", {"Client": code}, {column: minutes / 60})
    return replace(program, clients={**program.clients, code: row}), [edit]


def _any_day(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    _, code = _somebody(program, "client", found["name"])
    row = replace(program.clients[code], weekdays=None)
    return replace(program, clients={**program.clients, code: row}), [
        Edit("Clients", {"Client": code}, {"Days": ""})
    ]


def _rule(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    use: str | int = int(found["use"]) if found["use"].isdigit() else found["use"].casefold()
    known = next((row for row in program.rule_uses if key(row.rule) == key(found["name"])), None)
    uses = (*(row for row in program.rule_uses if row is not known), RuleUse(found["name"], use))
    edit = Edit("Rules", {"Rule": known.rule} if known else {}, {"Rule": found["name"], "Use": use})
    return replace(program, rule_uses=uses), [edit]


# --- names -----------------------------------------------------------------------------------


def _somebody(program: Program, kind: str, name: str) -> tuple[str, str]:
    """Whom a name means: the kind (client, therapist, room, topic) and the name as the program spells it."""
    for one, field in WHO.items():
        if kind.casefold() in (one, ""):
            for known in getattr(program, field):
                if key(known) == key(name):
                    return one, known
    raise PlannerError(f"'{name}' is no {kind.casefold() or 'client, therapist or room'} of the program")


def _with(row: Any, field: str, value: object) -> Any:
    return replace(row, **{field: value})


_KIND, _NUMBER = r"(?P<kind>client|therapist|room)", r"(?P<number>\d+(\.\d+)?)"
KINDS: tuple[tuple[str, Does], ...] = (
    (rf"{_KIND} (?P<name>.+?) available (?P<days>.+?) (?P<range>[\d:.apmno]+ ?-.+)", _available),
    (rf"({_KIND} )?(?P<who>.+?) away (?P<days>[^\d]+?)( (?P<range>\d.*))?", _away),
    (r"therapist (?P<name>.+?) leads (?P<topic>.+)", _leads),
    (rf"therapist (?P<name>.+?) (?P<limit>most hours|most a day|most in a row) {_NUMBER}", _therapist_limit),
    (rf"topic (?P<name>.+?) (?P<limit>{'|'.join(LIMITS)}) (?P<number>\d+)", _topic_limit),
    (r"room (?P<name>.+?) seats (?P<number>\d+)", _seats),
    (r"(?P<count>one|\d+) more rooms?( like (?P<name>.+))?", _more_rooms),
    (r"add starts? (?P<days>[^\d]+?) (?P<starts>\d.*)", _start),
    (r"admit (?P<count>one|a|\d+) clients? like (?P<name>.+)", _admit),
    (r"release (?P<place>Fixed![A-Z]+\d+)", _release),
    (r"let (?P<first>.+?) and (?P<second>.+?) meet", _together),
    (rf"client (?P<name>.+?) (?P<limit>min|max) hours {_NUMBER}", _hours),
    (r"client (?P<name>.+?) any day", _any_day),
    (r"rule (?P<name>.+?) (?P<use>off|must|\d+)", _rule),
)
