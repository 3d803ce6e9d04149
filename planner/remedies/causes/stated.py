"""The cells in which a broken rule is stated, of those whom its breach names: what may have been changed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planner.language.limits import Breach
from planner.language.rule import Rule
from planner.model import MINUTES_A_DAY, Problem, Roster
from planner.program import EVERYONE, Program
from planner.reasons.places import cells_at, cells_of, cells_of_most

MOST_HOURS = "Max hours"


def cells_stated(
    program: Program, problem: Problem, roster: Roster, rule: Rule, breach: Breach
) -> tuple[str, ...]:
    """Where the sheets and columns of `Rule.stated` speak of whom and what a breach is about, each cell once."""
    found: dict[str, None] = {}
    for place in rule.stated.split("; "):
        sheet, _, columns = place.partition(": ")
        for column in columns.split(", "):
            found |= dict.fromkeys(_cells(program, problem, roster, breach, sheet, column.partition(" (")[0]))
    return tuple(found)


def _cells(
    program: Program, problem: Problem, roster: Roster, breach: Breach, sheet: str, column: str
) -> Iterator[str]:
    """The cells of one sheet and column, none where it has no row about them."""
    if sheet in ("Settings", "Times"):
        yield from cells_at(program, sheet if sheet == "Times" else f"{sheet}: {column}")
    elif sheet == "Away":
        yield from _of_absences(program, problem, roster, breach)
    elif sheet == "Apart":
        yield from cells_of(program, ("Apart", frozenset(breach.about[:2])), column)
    elif sheet == "Fixed":
        rows = [row for row in program.fixed if row.place and row.place in breach.says]
        yield from (cell for row in rows for cell in cells_of(program, row, "Day"))
    elif column == MOST_HOURS and sheet == "Levels":
        clients = [problem.clients[name] for name in breach.about if name in problem.clients]
        yield from (cell for client in clients for cell in cells_of_most(program, client))
    elif column != MOST_HOURS:
        levels = (problem.clients[name].level for name in breach.about if name in problem.clients)
        topics = (session.topic for session in roster.sessions if session.id in breach.about)
        for name in {"Levels": levels, "Topics": (*breach.about, *topics)}.get(sheet, breach.about):
            yield from cells_of(program, (sheet, name), column)


def _of_absences(program: Program, problem: Problem, roster: Roster, breach: Breach) -> Iterator[str]:
    """The absences that meet one of the sessions it is about."""
    for session in roster.sessions:
        day = problem.first_day + timedelta(days=session.day)
        start, end = session.start % MINUTES_A_DAY, session.end % MINUTES_A_DAY or MINUTES_A_DAY
        if session.id in breach.about:
            for row in program.away:
                if row.who in (EVERYONE, *breach.about) and row.meets(day, start, end):
                    yield from cells_of(program, row, "Who")
