"""Clients whose needs together take more than they may have in a week, or than their own time holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from planner.language.possible import Possible
from planner.model import DAYS_A_WEEK, Client, Problem, Topic, hours
from planner.program import Program
from planner.reasons.packing import most_minutes
from planner.reasons.places import cells_of_most, places_of
from planner.reasons.shortage import Shortage


def needs_short(
    program: Program, problem: Problem, possible: Possible, told: Collection[str] = ()
) -> Iterator[Shortage]:
    """Each such client but those who are `told` to be short of hours; nobody in a week that has begun."""
    for client in problem.clients.values() if not problem.untouched else ():
        asked = [need for need in problem.needs if need.client == client.code]
        if len(asked) < 2 or client.code in told:
            continue
        topics = {need.topic: problem.topics[need.topic] for need in asked}
        counting = sum(
            need.sessions * topics[need.topic].minutes for need in asked if topics[need.topic].counts
        )
        every = sum(need.sessions * topics[need.topic].minutes for need in asked)
        options = [
            (topic, start)
            for name, topic in topics.items()
            for start in possible.starts_of(client.code, name)
        ]
        held = most_minutes(client, options, of_topics=False)
        own = f"{client.code}'s needs take"
        if client.most_minutes is not None and counting > client.most_minutes:
            most = f"{client.code} may have {hours(client.most_minutes)} a week at most (Max hours)"
            says = f"{own} {hours(counting)}, and {most}"
            yield _of(client, says, topics, cells_of_most(program, client))
        elif every > held:
            most = (
                f"their hours hold {hours(held)} of sessions at most{_limits(client, options, held)}"
                if held
                else "their hours hold no session"
            )
            yield _of(
                client,
                f"{own} {hours(every)}, and {most}",
                topics,
                places_of(program, problem, client.code, None),
            )


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
