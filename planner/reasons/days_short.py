"""Clients who can't come on as many days as their level asks for, counted before anything is planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.language.draft import Draft
from planner.language.rule import Rule
from planner.model import Problem, Roster
from planner.program import Program
from planner.reasons.finished import Finished
from planner.reasons.missing_hours import WhyHours
from planner.reasons.obstacles import Obstacles
from planner.reasons.places import places_of
from planner.reasons.shortage import Shortage


def days_short(program: Program, problem: Problem, rules: Sequence[Rule], draft: Draft) -> Iterator[Shortage]:
    """What is said of such a client's days in a roster, of one in which nobody is seated yet."""
    few = [
        client
        for client in problem.clients.values()
        if len({seat.day for seat in draft.seats_of(client.code) if seat.topic.counts}) < client.least_days
    ]
    if few and not problem.untouched:
        why = WhyHours(Finished(Obstacles(problem, rules, Roster(problem.first_day)), ()))
        for client in few:
            places = places_of(program, problem, client.code, None, "Min days")
            says = f"{client.code}: {why.days(client)} (Min days)"
            yield Shortage(says, None, frozenset({client.code}), places, of_each=True, whole=True)
