"""Changes to people: when they are there, what they lead, who is kept apart, their limits, their stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from planner.model import DAYS_A_WEEK, PRIORITIES, Apart, clock
from planner.model.faults import PlannerError
from planner.program import DEFAULT_LEVELS, EVERYONE, AwayRow, LevelOfCare, NeedRow, Program, WeeklyWindow
from planner.remedies.changes.admitted import admitted
from planner.remedies.changes.naming import Found, dates, one_day, somebody, with_field
from planner.tables.cells import key, shown
from planner.tables.rewrite import RowEdit as Edit
from planner.tables.times import read_range
from planner.tables.weekdays import read_days

ADMITTED_AT_MOST = 99
LEVEL_LIMITS = {
    "min hours": ("least_minutes", "Min hours", 60),
    "max hours": ("most_minutes", "Max hours", 60),
    "min days": ("least_days", "Min days", 1),
    "max days": ("most_days", "Max days", 1),
    "min hours a day": ("least_minutes_a_day", "Min hours a day", 60),
    "max hours a day": ("most_minutes_a_day", "Max hours a day", 60),
}
HOURS_A_WEEK = 7 * 24
MINUTES_A_WEEK = HOURS_A_WEEK * 60


def admit(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """New clients like one who is here."""
    count = 1 if found["count"].casefold() in ("one", "a") else int(found["count"])
    if not 1 <= count <= ADMITTED_AT_MOST:
        raise PlannerError(f"1 to {ADMITTED_AT_MOST} clients can be admitted at a time")
    return admitted(program, week, somebody(program, "client", found["name"])[1], count)


def available(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """Longer hours, every week."""
    kind, name = somebody(program, found.get("kind", ""), found["name"])
    opens, closes = read_range(found["range"])
    rows = [WeeklyWindow(day, opens, closes) for day in sorted(read_days(found["days"]))]
    field = f"{kind}_hours"
    hours = dict(getattr(program, field))
    if kind == "room" and not hours.get(name):
        raise PlannerError(f"{name} has no row in Room availability, so it is there at any time")
    hours[name] = (*hours.get(name, ()), *rows)
    cells: dict[str, Any] = {"Days": found["days"], "From": clock(opens), "To": clock(closes)}
    edit = Edit(f"{kind.capitalize()} availability", {}, {kind.capitalize(): name, **cells})
    return with_field(program, field, hours), [edit]


def away(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """An absence on days of the week, or for all of it; of everybody: a closure."""
    name = _absent(program, found)
    opens, closes = read_range(found["range"]) if "range" in found else (None, None)
    days = dates(program, week, found.get("days", "daily"))
    rows = tuple(AwayRow(who=name, first_day=day, last_day=day, opens=opens, closes=closes) for day in days)
    hours = {"From": clock(opens), "To": clock(closes)} if opens is not None and closes is not None else {}
    edits = [Edit("Away", {}, {"Who": name, "First day": day, "Last day": day, **hours}) for day in days]
    return replace(program, away=(*program.away, *rows)), edits


def _absent(program: Program, found: Found) -> str:
    who = found.get("who", EVERYONE)
    if who.casefold() in (EVERYONE, "everybody", "all"):
        return EVERYONE
    return somebody(program, found.get("kind", ""), who)[1]


def there(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """Absences without some days: what is left of each before and after them stays."""
    name, days = _absent(program, found), dates(program, week, found.get("days", "daily"))
    kept: list[AwayRow] = []
    edits: list[Edit] = []
    changed = False
    for row in program.away:
        gone = [day for day in days if row.who == name and row.first_day <= day <= row.last_day]
        left = _without(row, gone)
        kept += left
        if gone:
            changed = True
            edits += _rows_instead(program, row, left)
    if not changed:
        raise PlannerError(f"{name} isn't away then")
    return replace(program, away=tuple(kept)), edits


def _without(row: AwayRow, days: Sequence[date]) -> list[AwayRow]:
    left, begins = [], row.first_day
    for day in sorted(days):
        if begins < day:
            left.append(replace(row, first_day=begins, last_day=day - timedelta(days=1)))
        begins = day + timedelta(days=1)
    if begins <= row.last_day:
        left.append(replace(row, first_day=begins))
    return left


def _rows_instead(program: Program, row: AwayRow, left: Sequence[AwayRow]) -> list[Edit]:
    at = program.whereabouts.of(row, "Who")
    typed = {"Who": row.who, "First day": shown(row.first_day)}  # a row that an earlier change has added
    edits = [Edit("Away", {"": f"Away!{at.cell}"} if at is not None and at.cell else typed, {})]
    for one in left:
        cells: dict[str, Any] = {"Who": one.who, "First day": one.first_day, "Last day": one.last_day}
        cells |= {"From": clock(one.opens)} if one.opens is not None else {}
        cells |= {"To": clock(one.closes)} if one.closes is not None else {}
        cells |= {"Reason": one.reason} if one.reason else {}
        edits.append(Edit("Away", {}, cells))
    return edits


def leaves(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A client's stay ends (the last day is said), or they stay away; a therapist or room is away for the week."""
    kind, name = somebody(program, found.get("kind", ""), found["name"])
    if kind != "client":
        return away(program, week, {"kind": kind, "who": name, "days": found.get("days", "daily")})
    last = one_day(program, week, found["days"]) if "days" in found else week - timedelta(days=1)
    return _stay(program, name, "ends", last)


def stay(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """The first or the last day of a client's stay."""
    _, code = somebody(program, "client", found["name"])
    return _stay(program, code, found["end"].casefold(), one_day(program, week, found["days"]))


def _stay(program: Program, code: str, end: str, day: date) -> tuple[Program, Sequence[Edit]]:
    row = with_field(program.clients[code], end, day)
    edits = [Edit("Clients", {"Client": code}, {end.capitalize(): day})]
    if row.starts is not None and row.ends is not None and row.ends < row.starts:
        if end == "starts":
            raise PlannerError(f"{code}'s stay would begin after it ends")
        row = replace(row, starts=day)
        edits.append(Edit("Clients", {"Client": code}, {"Starts": day}))
    return replace(program, clients={**program.clients, code: row}), edits


def leads(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A therapist leads a topic, or doesn't any more."""
    _, name = somebody(program, "therapist", found["name"])
    _, topic = somebody(program, "topic", found["topic"])
    therapist = program.therapists[name]
    fewer = "less" in found
    led = therapist.leads - {topic} if fewer else therapist.leads | {topic}
    if led == therapist.leads:
        raise PlannerError(f"{name} {'does not lead' if fewer else 'leads'} {topic} as it is")
    if not led:
        raise PlannerError(f"{name} would lead nothing; say 'therapist {name} away Mon-Sun'")
    named = ", ".join(one for one in program.topics if one in led)
    edit = Edit("Therapists", {"Therapist": name}, {"Leads": named})
    return replace(program, therapists={**program.therapists, name: replace(therapist, leads=led)}), [edit]


def therapist_limit(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A therapist's most hours, sessions a day or in a row; `none` = no limit."""
    _, name = somebody(program, "therapist", found["name"])
    fields = {
        "most hours": ("most_minutes", "Most hours"),
        "hours": ("most_minutes", "Most hours"),
        "most a day": ("most_a_day", "Most a day"),
        "most in a row": ("most_in_a_row", "Most in a row"),
    }
    field, column = fields[found["limit"].casefold()]
    number = None if found["number"].casefold() == "none" else float(found["number"])
    if number is not None and field != "most_minutes" and number != int(number):
        raise PlannerError(f"{column} is a whole number")
    if number is not None and number > HOURS_A_WEEK:
        raise PlannerError(f"{column} is at most {HOURS_A_WEEK}")
    value = None if number is None else round(number * 60) if field == "most_minutes" else int(number)
    row = with_field(program.therapists[name], field, value)
    cell: Any = "" if number is None else number if field == "most_minutes" else value
    edit = Edit("Therapists", {"Therapist": name}, {column: cell})
    return replace(program, therapists={**program.therapists, name: row}), [edit]


def together(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """Two needn't be kept apart any more, or one from nobody."""
    first, second = key(found["first"]), key(found["second"])
    gone = [pair for pair in program.apart if _concerns(pair, first, second)]
    if not gone:
        whom = "anybody" if second in ANYBODY else found["second"]
        raise PlannerError(f"{found['first']} isn't kept apart from {whom}")
    rows = [{"Client": pair.client, "From": pair.other_client or pair.therapist or ""} for pair in gone]
    left = tuple(pair for pair in program.apart if pair not in gone)
    return replace(program, apart=left), [Edit("Apart", row, {}) for row in rows]


ANYBODY = ("everybody", "everyone", "anybody", "anyone")


def _concerns(pair: Apart, first: str, second: str) -> bool:
    both = {key(pair.client), key(pair.other_client or pair.therapist or "")}
    return first in both if second in ANYBODY else both == {first, second}


def apart(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A client is kept apart from another client or a therapist."""
    _, code = somebody(program, "client", found["first"])
    kind, other = somebody(program, "", found["second"])
    if kind == "room" or other == code:
        raise PlannerError("a client is kept apart from another client or from a therapist")
    pair = Apart(code, other) if kind == "client" else Apart(code, None, other)
    return replace(program, apart=(*program.apart, pair)), [
        Edit("Apart", {}, {"Client": code, "From": other})
    ]


def hours(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A client's own least or most hours."""
    _, code = somebody(program, "client", found["name"])
    minutes = round(float(found["number"]) * 60)
    field, column = {"min": ("least_minutes", "Min hours"), "max": ("most_minutes", "Max hours")}[
        found.get("limit", "min").casefold()
    ]
    row = with_field(program.clients[code], field, minutes)
    level = program.levels[row.level]
    least = level.least_minutes if row.least_minutes is None else row.least_minutes
    most = level.most_minutes if row.most_minutes is None else row.most_minutes
    if most is not None and least > most:
        raise PlannerError(f"{code} would need {least / 60:g} h at least and {most / 60:g} h at most")
    edit = Edit("Clients", {"Client": code}, {column: minutes / 60})
    return replace(program, clients={**program.clients, code: row}), [edit]


def any_day(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A client may come on any day."""
    _, code = somebody(program, "client", found["name"])
    row = replace(program.clients[code], weekdays=None)
    edit = Edit("Clients", {"Client": code}, {"Days": ""})
    return replace(program, clients={**program.clients, code: row}), [edit]


def of_level(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A client is of another level of care."""
    _, code = somebody(program, "client", found["name"])
    _, level = somebody(program, "level", found["level"])
    row = replace(program.clients[code], level=level)
    edit = Edit("Clients", {"Client": code}, {"Level": level})
    return replace(program, clients={**program.clients, code: row}), [edit]


def level_limit(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A level's least or most hours and days; without the sheet all usual levels are written with it."""
    _, name = somebody(program, "level", found["name"])
    limit = found["limit"].casefold()
    field, column, unit = LEVEL_LIMITS[{"hours": "min hours", "days": "min days"}.get(limit, limit)]
    number = float(found["number"])
    if unit == 1 and number != int(number):
        raise PlannerError(f"{column} is a whole number")
    level: LevelOfCare = with_field(program.levels[name], field, round(number * unit))
    days = DAYS_A_WEEK if level.most_days is None else level.most_days
    bounds = (
        (level.least_minutes, level.most_minutes, "hours a week"),
        (level.least_minutes, days * (level.most_minutes_a_day or MINUTES_A_WEEK), "hours in its days"),
        (level.least_days, days, "days"),
        (level.least_minutes_a_day, level.most_minutes_a_day, "hours a day"),
    )
    for least, most, what in bounds:
        if most is not None and least > most:
            per = 60 if what != "days" else 1
            raise PlannerError(f"{name} would ask for {least / per:g} and allow {most / per:g} {what}")
    edits = [] if program.whereabouts.of(("Levels", name)) else _usual_levels()
    edits.append(Edit("Levels", {"Level": name}, {column: number if unit > 1 else int(number)}))
    return replace(program, levels={**program.levels, name: level}), edits


def _usual_levels() -> list[Edit]:
    edits = []
    for level in DEFAULT_LEVELS.values():
        cells: dict[str, Any] = {"Level": level.name}
        for field, column, unit in LEVEL_LIMITS.values():
            value = getattr(level, field)
            cells[column] = "" if value is None else value / unit if unit > 1 else value
        edits.append(Edit("Levels", {}, cells))
    return edits


def needs(program: Program, week: date, found: Found) -> tuple[Program, Sequence[Edit]]:
    """A client needs a topic, so many sessions a week."""
    _, code = somebody(program, "client", found["name"])
    _, topic = somebody(program, "topic", found["topic"])
    sessions = int(found.get("sessions", "1"))
    said = found.get("priority", "should").casefold()
    if sessions < 1:
        raise PlannerError("Sessions is 1 or more")
    priority = PRIORITIES.get(said) or int(said)
    row = NeedRow(client=code, topic=topic, sessions=sessions, priority=priority)
    cells: dict[str, Any] = {"Client": code, "Topic": topic, "Sessions": sessions, "Priority": row.priority}
    return replace(program, needs=(*program.needs, row)), [Edit("Needs", {}, cells)]
