"""The independent judge's rules of sessions beside each other: meetings, how often a topic runs, what is settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from tests.outside_held import Held
from tests.outside_program import Outside
from tests.outside_reader import (
    Row,
    clock_of,
    names_of,
)


def judge_meetings(program: Outside, held: list[Held]) -> Iterator[str]:
    """Nobody and nothing in two places at a time, with the changeover for therapists and rooms."""
    for one, other in combinations(held, 2):
        if one.overlaps(other):
            for code in sorted(set(one.seats) & set(other.seats)):
                yield f"{code} is in {one.says} and {other.says} at a time."
        if one.overlaps(other, program.changeover):
            for name in sorted(set(one.therapists) & set(other.therapists)):
                yield f"{name} leads {one.says} and {other.says} too close together."
            if one.room is not None and one.room == other.room:
                yield f"{one.room} holds {one.says} and {other.says} too close together."


def judge_topics(program: Outside, held: list[Held]) -> Iterator[str]:
    for name, terms in program.topics.items():
        runs = [session for session in held if session.topic == name]
        if terms.runs_at_most is not None and len(runs) > terms.runs_at_most:
            yield f"{name} runs {len(runs)} times, {terms.runs_at_most} are the most."
        for one in runs:
            beside = sum(s.day == one.day and s.start <= one.start < s.end for s in runs)
            if terms.at_once is not None and beside > terms.at_once:
                yield f"{one.says} is one of {beside} at a time, {terms.at_once} are the most."


def judge_settled(program: Outside, held: list[Held], week: date) -> Iterator[str]:
    """Settled sessions take place as they stand, but for what an absence takes from a weekly one."""
    for row in program.fixed:
        days = [week + timedelta(days=step) for step in range(7)]
        for day in (day for day in days if program.falls_on(row, day)):
            start = clock_of(row["start"]) or 0
            end = start + program.topics[str(row["topic"])].minutes
            weekly = isinstance(row["day"], str) and not row["day"][:1].isdigit()

            def here(
                kind: str,
                name: str,
                day: date = day,
                start: int = start,
                end: int = end,
                weekly: bool = weekly,
            ) -> bool:
                return not weekly or program.is_there(kind, name, day, start, end)

            named = names_of(row.get("therapist"), program.therapists)
            leaders = {name for name in named if here("therapist", name)}
            room = str(row["room"]) if row.get("room") else None
            room = room if room and here("room", room) else None
            asked = names_of(row.get("clients"), program.clients)
            clients = {code for code in asked if program.in_stay(code, day) and here("client", code)}
            if (asked and not clients) or (
                weekly and _short_handed(program, row, day, start, end, set(named) - leaders)
            ):
                continue
            matches = [s for s in held if (s.day, s.start, s.topic) == (day, start, row["topic"])]
            if not any(
                leaders <= set(s.therapists)
                and (room in (None, s.room) or not program.topics[s.topic].needs_room)
                and (not asked or clients == set(s.seats))
                for s in matches
            ):
                yield f"The settled session {row['topic']} on {day} doesn't take place as it stands."


def _short_handed(program: Outside, row: Row, day: date, start: int, end: int, absent: set[str]) -> bool:
    """Whether a closure, or the want of somebody or some room to step in, may have cancelled a weekly session.

    Who could step in may be needed elsewhere, so that wherever somebody has to the session may be cancelled.
    """
    topic = str(row["topic"])
    when = (day, start, end)
    if absent or any(not program.is_there("room", "", *when) for _ in program.rows("away")):
        return True
    lead = [name for name in program.therapists if topic in program.leads(name)]
    away = {
        (kind, name)
        for kind, names in (("therapist", lead), ("room", list(program.rooms)))
        for name in names
        if program.usually_there(kind, name, *when) and not program.is_there(kind, name, *when)
    }
    blank = program.topics[topic].leaders > len(names_of(row.get("therapist"), program.therapists))
    return any(kind == "room" or blank for kind, _ in away)


def judge_smallest(program: Outside, held: list[Held]) -> Iterator[str]:
    """Only as many sessions run below Smallest, or empty, as are settled at that time."""
    few = Counter(
        (s.topic, s.day, s.start)
        for s in held
        if s.topic in program.topics and len(s.seats) < max(1, program.topics[s.topic].smallest)
    )
    for (topic, day, start), count in few.items():
        settled = len(program.settled_at(topic, day, start))
        if count > settled:
            smallest = program.topics[topic].smallest
            when = f"{topic} on {day} at {start // 60}:{start % 60:02d}"
            yield f"{when} runs {count} times with too few clients ({smallest} are the fewest); {settled} are settled."
