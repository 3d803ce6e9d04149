"""Clients whose needs together take more than they may have in a week, or than their own time holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from planner.language.possible import Possible
from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Client, Need, Problem, Topic, hours, listed
from planner.program import Program
from planner.reasons.absences import with_absences
from planner.reasons.packing import most_minutes
from planner.reasons.places import cells_of_most, places_of
from planner.reasons.shortage import Shortage
from planner.reasons.wording import Certain, on_days


def needs_short(
    program: Program, problem: Problem, possible: Possible, told: Collection[str] = ()
) -> Iterator[Shortage]:
    """Each such client but those who are `told` to be short of hours; nobody in a week that has begun."""
    for client in problem.clients.values() if not problem.untouched else ():
        asked = [need for need in problem.needs if need.client == client.code]
        if len(asked) < 2 or client.code in told:
            continue
        topics = {need.topic: problem.topics[need.topic] for need in asked}
        counting = _minutes(problem, [need for need in asked if topics[need.topic].counts])
        options = [
            (topic, start)
            for name, topic in topics.items()
            for start in possible.starts_of(client.code, name)
        ]
        if client.most_minutes is not None and counting > client.most_minutes:
            most = f"{client.code} may have {hours(client.most_minutes)} a week at most (Max hours)"
            says = f"{client.code}'s needs take {hours(counting)}, and {most}"
            yield _of(client, says, topics, cells_of_most(program, client))
        elif short := _beyond_hours(problem, client, asked, options):
            says, whose = short
            if (
                client.code in program.clients
            ):  # a stay that ends or an absence takes of these hours in this week
                says = with_absences(program, problem, {(client.code, None): Certain(says)})[
                    client.code, None
                ]
            yield _of(client, says, whose, places_of(program, problem, client.code, None))


def _beyond_hours(
    problem: Problem, client: Client, asked: Sequence[Need], options: Sequence[tuple[Topic, int]]
) -> tuple[str, set[str]] | None:
    """Needs that take more than the client's hours hold, in the week or on the days on which alone they may be met."""
    of_days = {need.days for need in asked if need.days is not None}
    for days in (None, *sorted(of_days, key=sorted)):
        there = [one for one in options if days is None or one[1] // MINUTES_A_DAY in days]
        needs = [need for need in asked if days is None or (need.days is not None and need.days <= days)]
        every, held = _minutes(problem, needs), most_minutes(client, there, of_topics=False)
        if len(needs) > 1 and every > held:
            on, own = on_days(problem, days), f"{client.code}'s needs"
            holds = (
                f"hold {hours(held)} of sessions at most{_limits(client, there, held)}"
                if held
                else "hold no session"
            )
            which = f"{own}{on} ({listed(sorted({need.topic for need in needs}))})" if days else own
            says = f"{which} take {hours(every)}, and their hours{on} {holds}"
            return says, {need.topic for need in needs}
    return None


def _minutes(problem: Problem, needs: Collection[Need]) -> int:
    return sum(need.sessions * problem.topics[need.topic].minutes for need in needs)


def _limits(client: Client, options: Collection[tuple[Topic, int]], held: int) -> str:
    """` (Max days)`: which limits of the level of care keep the hours that are there from holding more."""
    freed = {
        "Max days": replace(client, most_days=DAYS_A_WEEK),
        "Max hours a day": replace(client, most_minutes_a_day=None),
    }
    columns = [column for column, who in freed.items() if most_minutes(who, options, of_topics=False) > held]
    return f" ({', '.join(columns)})" if columns else ""


def _of(client: Client, says: str, topics: Collection[str], places: tuple[str, ...]) -> Shortage:
    return Shortage(says, clients=frozenset({client.code}), places=places, topics=frozenset(topics))
