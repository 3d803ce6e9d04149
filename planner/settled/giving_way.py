"""Weekly settled sessions that won't be held as the sheet says, seen before anything is planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from planner.model import DAYS_A_WEEK, GaveWay, counted
from planner.model.faults import Fault
from planner.program import Program
from planner.week.calendar import week_of
from planner.week.problem import problem_of

WEEKS_AT_MOST = 60


def giving_way(program: Program, today: date) -> list[Fault]:
    """A warning for each weekly row of Fixed that gives way to an absence from today on, with the cells of both.

    This week, the next one and those that the sheet Away names are looked at. A row that gives way to the same absence
    in several weeks is told of once, for the first of them.
    """
    told: dict[tuple[str, str], list[tuple[date, GaveWay]]] = {}
    for week in _weeks(program, today) if program.fixed else ():
        problem = problem_of(program, week)
        for given in problem.gave_way:
            if problem.date_of(given.start) >= today:
                told.setdefault((given.place, given.why), []).append((week, given))
    return [_once(given) for given in told.values()]


def told_once(given: Iterable[GaveWay]) -> list[Fault]:
    """The warnings of one week: of a row that holds on several days and gives way to the same, one."""
    told: dict[tuple[str, str], list[tuple[date | None, GaveWay]]] = {}
    for one in given:
        told.setdefault((one.place, one.why), []).append((None, one))
    return [_once(ones) for ones in told.values()]


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


def _once(given: Sequence[tuple[date | None, GaveWay]]) -> Fault:
    """The first warning, with how often it is so again: in later weeks, or in the same one."""
    (first_week, first), weeks = given[0], {week for week, _ in given}
    more = sum(week == first_week for week, _ in given) - 1
    again = [counted(more, "more time") + " in the week"] if more else []
    again += [counted(len(weeks) - 1, "later week")] if len(weeks) > 1 else []
    if not again:
        return first.told
    often = f", and so {'' if more else 'in '}{' and in '.join(again)}"
    return replace(first.told, says=f"{first.told.says}{often}")
