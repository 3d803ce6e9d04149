"""What a roster's sheets say of its seats, added up anew by the independent judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl

from tests.outside_exhaustive import least_missing
from tests.outside_held import Held
from tests.outside_program import Outside
from tests.outside_reader import (
    MISSED,
    Row,
    day_of,
    minutes_of,
    plain,
    whole,
)

TOLERANCE = 1  # minutes: hours are written as decimals


def judge_hours(program: Outside, held: list[Held], week: date, rows: list[Row]) -> Iterator[str]:
    """Whether the Hours sheet says what the seats add up to."""
    mine = [row for row in rows if program.week_of(day_of(row["week"]) or week) == week]
    stated = {str(row["client"]): row for row in mine}
    for code in program.clients:
        if code not in stated:
            if program.days_of_stay(code, week):
                yield f"Hours has no row for {code} in the week of {week}."
            continue
        row = stated[code]
        counting = [
            s
            for s in held
            if code in s.seats and s.seats[code] not in MISSED and program.topics[s.topic].counts
        ]
        planned = sum(s.credited[code] for s in counting)
        required = program.bounds(code, week).least_minutes
        counted = {"required": required, "planned": planned, "short": max(0, required - planned)}
        for heading, minutes in counted.items():
            if abs((minutes_of(row[heading]) or 0) - minutes) > TOLERANCE:
                yield f"Hours states {row[heading]} {heading} for {code}; it is {minutes / 60:g}."
        if whole(row["days"]) != len({s.day for s in counting}):
            yield f"Hours states {row['days']} days for {code}."


def judge_needs(program: Outside, held: list[Held], week: date, rows: list[Row]) -> Iterator[str]:
    """Whether the Needs sheet lists what is asked, and counts what is held: no session for two needs."""
    stated: Counter[tuple[str, str, int | None]] = Counter()
    counted: Counter[tuple[str, str]] = Counter()
    cost: Counter[tuple[str, str]] = Counter()
    for row in rows:
        key = str(row["client"]), str(row["topic"])
        asked, planned, missing = (whole(row[heading], 0) or 0 for heading in ("asked", "planned", "missing"))
        stated[(*key, whole(row["priority"]))] += asked
        counted[key] += planned
        cost[key] += missing * (whole(row["priority"]) or 0)
        if missing != max(0, asked - planned):
            yield f"Needs states {missing} missing of {key[1]} for {key[0]}: {asked} asked, {planned} planned."
    for code in program.clients:
        asks = program.asks_of(code, week) if program.days_of_stay(code, week) else []
        for topic in program.topics:
            mine = [ask for ask in asks if ask.topic == topic]
            sits = [s.day for s in held if s.topic == topic and s.seats.get(code, "absent") not in MISSED]
            for priority in {ask.priority for ask in mine} | {
                p for c, t, p in stated if (c, t) == (code, topic)
            }:
                asked = sum(ask.sessions for ask in mine if ask.priority == priority)
                said = stated[code, topic, priority]
                if asked != said:
                    yield f"Needs states {said} sessions of {topic} asked for {code} ({priority}); it is {asked}."
            if counted[code, topic] > len(sits):
                yield f"Needs states {counted[code, topic]} sessions of {topic} for {code}, who has {len(sits)}."
            least = least_missing([(ask.sessions, ask.priority, ask.days) for ask in mine], sits)
            if cost[code, topic] != least:
                yield (
                    f"Needs states {cost[code, topic]} (priority times missing) of {topic} for {code}, "
                    f"who has {len(sits)}; it is {least}."
                )


def judge_tests(program: Outside, roster: Path) -> Iterator[str]:
    """A test stands neither on the wall nor on a client's page."""
    tests = [name for name, terms in program.topics.items() if terms.kind == "testing"]
    for sheet in openpyxl.load_workbook(roster).worksheets if tests else ():
        if plain(sheet.title)[:4] in ("week", "clie"):
            cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
            yield from (
                f"{sheet.title} tells of {name}." for name in tests if any(name in cell for cell in cells)
            )
