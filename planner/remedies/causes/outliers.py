"""Limits that stand out beside those of everybody or everything else: a typing mistake looks like that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import inf
from statistics import median

from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Problem, Window, merge
from planner.program import Program

LIMITS = {"Most hours": "most_minutes", "Most a day": "most_a_day", "Most in a row": "most_in_a_row"}
TERMS = {
    "Largest": "largest",
    "Most a day": "most_a_day",
    "Most a week": "most_a_week",
    "Runs at most": "runs_at_most",
    "At once": "at_once",
}
BY = 2  # times the median of the others, or half of it
Where = tuple[str, str, str]


def standing_out(program: Program) -> set[Where]:
    """Sheet, column and name of what is at most half of what is usual, or (Smallest) at least twice as much."""
    found = {("Therapists", column, name) for column, name in _low(program.therapists, LIMITS)}
    groups = {name: topic for name, topic in program.topics.items() if topic.kind in ("group", "education")}
    found |= {("Topics", column, name) for column, name in _low(groups, TERMS)}
    for name, topic in groups.items():
        others = [other.smallest for other in groups.values() if other is not topic]
        if others and topic.smallest >= BY * median(others) and topic.smallest > 1:
            found.add(("Topics", "Smallest", name))
    for name, room in program.rooms.items():
        alike = [one.seats for one in program.rooms.values() if one is not room and one.kinds & room.kinds]
        if alike and room.seats * BY <= median(alike):
            found.add(("Rooms", "Seats", name))
    return found


def closed_rooms(problem: Problem) -> set[str]:
    """Rooms that are closed in more than half of the time in which therapists are there."""
    staffed = merge([window for windows in problem.therapist_windows.values() for window in windows])
    half = sum(one.end - one.start for one in staffed) / BY
    return {name for name, held in problem.room_windows.items() if _overlap(staffed, merge(held)) < half}


def idle_days(problem: Problem) -> set[int]:
    """Days of the week on which most clients and most therapists are there, and no session may start.

    At most half as many as those on which one may: a program of two evenings has no days that were left out.
    """
    starting = {start // MINUTES_A_DAY for start in problem.starts}
    there = [
        Counter(
            day for windows in held.values() for day in {window.start // MINUTES_A_DAY for window in windows}
        )
        for held in (problem.client_windows, problem.therapist_windows)
    ]
    whole = (len(problem.clients), len(problem.therapists))
    idle = {
        day
        for day in set(range(DAYS_A_WEEK)) - starting
        if all(count[day] * BY >= many > 0 for count, many in zip(there, whole, strict=True))
    }
    return idle if len(idle) * BY <= len(starting) else set()


def _overlap(some: Sequence[Window], others: Sequence[Window]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in some for b in others)


def _low(table: Mapping[str, object], columns: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    found = []
    for column, field in columns.items():
        values = {name: getattr(row, field) for name, row in table.items()}
        for name, value in values.items():
            others = [inf if one is None else one for other, one in values.items() if other != name]
            if value is not None and others and value * BY <= median(others):
                found.append((column, name))
    return found
