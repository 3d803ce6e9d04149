"""Weekly settled sessions that won't be held as the sheet says, seen before anything is planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from planner.calendar_week import week_of
from planner.model import DAYS_A_WEEK, GaveWay, counted
from planner.model.faults import Fault
from planner.program import Program
from planner.week import problem_of

WEEKS_AT_MOST = 60


def giving_way(program: Program, today: date) -> list[Fault]:
    """A warning for each weekly row of Fixed that gives way to an absence from today on, with the cells of both.

    This week, the next one and those that the sheet Away names are looked at. A row that gives way to the same absence
    in several weeks is told of once, for the first of them.
    """
    told: dict[tuple[str, str], list[GaveWay]] = {}
    for week in _weeks(program, today) if program.fixed else ():
        problem = problem_of(program, week)
        for given in problem.gave_way:
            if problem.date_of(given.start) >= today:
                told.setdefault((given.place, given.why), []).append(given)
    return [_once(given) for given in told.values()]


def _weeks(program: Program, today: date) -> list[date]:
    found = {week_of(program, today), week_of(program, today + timedelta(days=DAYS_A_WEEK))}
    for row in program.away:
        found.update(_weeks_between(program, max(row.first_day, today), row.last_day))
    return sorted(found)[:WEEKS_AT_MOST]


def _weeks_between(program: Program, first: date, last: date) -> Iterator[date]:
    week = week_of(program, first)
    for _ in range(WEEKS_AT_MOST if first <= last else 0):
        if week > last:
            return
        yield week
        week += timedelta(days=DAYS_A_WEEK)


def _once(given: list[GaveWay]) -> Fault:
    first, later = given[0].told, len(given) - 1
    again = f", and so in {counted(later, 'later week')}" if later else ""
    return replace(first, says=f"{first.says}{again}")
