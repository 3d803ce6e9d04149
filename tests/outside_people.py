"""The independent judge's rules of a client's and a therapist's whole week."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tests.outside_held import Held
from tests.outside_program import Outside
from tests.outside_reader import (
    MISSED,
    minutes_of,
    names_of,
    whole,
)


def judge_client(program: Outside, code: str, week: date, mine: list[Held]) -> Iterator[str]:
    kept = [s for s in mine if s.seats[code] not in MISSED and s.topic in program.topics]
    counting = [s for s in kept if program.topics[s.topic].counts]
    bounds = program.bounds(code, week)
    total, days = sum(s.credited[code] for s in counting), len({s.day for s in counting})
    if bounds.most_minutes is not None and total > bounds.most_minutes:
        yield f"{code} has {total} minutes in the week, {bounds.most_minutes} are the most."
    if bounds.most_days is not None and days > bounds.most_days:
        yield f"{code} comes on {days} days, {bounds.most_days} are the most."
    for test in (s for s in kept if program.topics[s.topic].kind == "testing"):
        beside = [s for s in kept if s.day == test.day and program.topics[s.topic].kind != "testing"]
        rows = program.settled_at(test.topic, test.day, test.start)
        if not beside and not any(code in names_of(row.get("clients"), program.clients) for row in rows):
            yield f"{code} comes for {test.says} alone."
    of_day: Counter[date] = Counter()
    for session in kept:
        of_day[session.day] += session.credited[code]
    for day, minutes in of_day.items():
        if bounds.most_a_day is not None and minutes > bounds.most_a_day:
            yield f"{code} has {minutes} minutes on {day:%a}, {bounds.most_a_day} are the most."
    for topic, sessions in Counter(s.topic for s in kept).items():
        most = program.topics[topic].most_a_week
        if most is not None and sessions > most:
            yield f"{code} has {sessions} sessions of {topic}, {most} are the most."
    for (topic, day), sessions in Counter((s.topic, s.day) for s in kept).items():
        most = program.topics[topic].most_a_day
        if most is not None and sessions > most:
            yield f"{code} has {sessions} sessions of {topic} on {day:%a}, {most} are the most."


def judge_therapist(program: Outside, name: str, mine: list[Held]) -> Iterator[str]:
    row = program.therapists[name]
    led, most = sum(s.end - s.start for s in mine), minutes_of(row.get("mosthours"))
    if most is not None and led > most:
        yield f"{name} leads {led} minutes, {most} are the most."
    by_day: dict[date, list[Held]] = defaultdict(list)
    for session in sorted(mine, key=lambda s: (s.day, s.start)):
        by_day[session.day].append(session)
    a_day, in_a_row = whole(row.get("mostaday")), whole(row.get("mostinarow"))
    for day, today in by_day.items():
        if a_day is not None and len(today) > a_day:
            yield f"{name} leads {len(today)} sessions on {day:%a}, {a_day} are the most."
        length = 1
        for before, after in pairwise(today):
            length = length + 1 if after.start - before.end < 10 else 1
            if in_a_row is not None and length == in_a_row + 1:
                yield f"{name} leads more than {in_a_row} sessions in a row on {day:%a}."
