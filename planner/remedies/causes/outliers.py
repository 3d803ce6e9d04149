"""Limits that stand out beside those of everybody or everything else: a typing mistake looks like that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from statistics import median

from planner.model import Problem, Window, merge
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
    return found


def closed_rooms(problem: Problem) -> set[str]:
    """Rooms that are closed in more than half of the time in which therapists are there."""
    staffed = merge([window for windows in problem.therapist_windows.values() for window in windows])
    half = sum(one.end - one.start for one in staffed) / BY
    return {name for name, held in problem.room_windows.items() if _overlap(staffed, merge(held)) < half}


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
