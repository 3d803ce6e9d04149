"""Days as causes: those under a level's floor, and days missing of somebody who is short of hours as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from planner.model import Problem, Roster
from planner.plan import BelowFloor, below_floor, lines_of
from planner.program import Program
from planner.reasons.absences import with_absences
from planner.reasons.daily_floor import certain_first, why_below
from planner.reasons.finished import Finished
from planner.reasons.missing_hours import WhyHours
from planner.reasons.obstacles import Obstacles
from planner.reasons.places import cells_of, places_of
from planner.reasons.wording import Certain
from planner.remedies.causes.cause import Cause
from planner.remedies.causes.like_reasons import of_all
from planner.remedies.outcome import Key


def causes_of_days(
    program: Program, problem: Problem, obstacles: Obstacles, client: str | None, told: Collection[Key]
) -> list[Cause]:
    """What is said of days beside the one sentence on each client's hours, of the roster of the `obstacles`."""
    missing = days_behind_hours(program, problem, obstacles, client, told)
    return [*missing, *floor_causes(program, problem, obstacles.roster, obstacles, client)]


def days_behind_hours(
    program: Program, problem: Problem, obstacles: Obstacles, client: str | None, told: Collection[Key]
) -> Iterator[Cause]:
    """Days that can't be reached, of clients of whose hours nothing certain is `told`; these are said of a roster.

    The one sentence on somebody's hours and days is about the hours while any of them are missing.
    """
    why = WhyHours(Finished(obstacles, ()))
    sure: dict[Key, str] = {}
    for line in lines_of(problem, obstacles.roster, {})[0]:
        least = problem.clients[line.client].least_days
        if client not in (None, line.client) or (line.client, None) in told:
            continue
        if line.short and line.days < least:
            says = why.days(problem.clients[line.client])
            if isinstance(says, Certain):
                sure[line.client, None] = says
    alike: dict[str, dict[str, str]] = defaultdict(dict)
    for (code, _), says in with_absences(program, problem, sure).items():
        alike[says.replace(code, "…")][code] = f"{says[:1].upper()}{says[1:]}"
    for said in alike.values():
        codes = tuple(said)
        places = places_of(program, problem, codes[0], None, "Min days")
        misses = of_all(said[codes[0]], "days", codes)
        yield Cause(codes[0] if len(codes) == 1 else "", None, misses, True, places=places, clients=codes)


def floor_causes(
    program: Program, problem: Problem, roster: Roster, obstacles: Obstacles, client: str | None = None
) -> Iterator[Cause]:
    """Days under a level's minimum hours a day, the clients of a level as one; `obstacles` are those of the roster."""
    of_level: dict[str, list[BelowFloor]] = defaultdict(list)
    for one in below_floor(problem, roster):
        if client in (None, one.client):
            of_level[problem.clients[one.client].level].append(one)
    for level, days in of_level.items():
        cells = cells_of(program, ("Levels", level), "Min hours a day")
        for alike in certain_first(problem, obstacles, days):
            codes = tuple(dict.fromkeys(one.client for one in alike))
            says = why_below(problem, obstacles, alike)
            only = codes[0] if len(codes) == 1 else ""
            yield Cause(only, None, says, isinstance(says, Certain), places=cells, clients=codes)
