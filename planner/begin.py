"""A roster of a week to begin its search with, made as good as a look at those who lack something shows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from time import monotonic

from planner.engine.nearby import better_nearby
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster
from planner.plan import lines_of
from planner.rosters.known import known_part
from planner.search import Search

SEATS = 1000  # places that are free in one search: everybody's in the sessions of a week of fifty clients
SHARE = 0.2  # of the seconds go at most into it
LONGEST = 6.0  # seconds
LEVELS = (Stage.HOURS, Stage.DAYS, Stage.DAILY_FLOOR, Stage.NEEDS)


def begun_with(
    problem: Problem, rosters: Sequence[Roster], rules: Sequence[Rule], search: Search
) -> tuple[Problem, Search]:
    """The problem whose search begins with a roster of its week, as far as that still stands; the time that is left.

    What changed since in the workbook shows where somebody lacks hours or a need: everybody is seated anew for those
    in the sessions that run and a few that might, before the search as usual. Without such a roster all is as it was.
    """
    begins = monotonic()
    given = next((roster for roster in rosters if roster.first_day == problem.first_day), None)
    if given is None:
        return problem, search
    known = known_part(given, problem)
    begun = replace(problem, begin=known)
    clients, topics = _lacking(problem, known)
    if not clients or search.stop.is_set():
        return begun, search
    urgent = [rule for rule in rules if rule.hard or rule.stage in LEVELS]
    seconds = inf if search.reproducible else min(LONGEST, SHARE * search.seconds)
    found = better_nearby(begun, urgent, known, clients, topics, SEATS, seconds)
    left = search.seconds if search.reproducible else max(1.0, search.seconds - (monotonic() - begins))
    return replace(problem, begin=found or known), replace(search, seconds=left)


def _lacking(problem: Problem, roster: Roster) -> tuple[list[str], set[str]]:
    """Who lacks hours or a need, and the topics in which a seat would help."""
    hours, needs = lines_of(problem, roster, {})
    short = [line.client for line in hours if line.short]
    missed = [need for need in needs if need.missing]
    counting = {topic.name for topic in problem.topics.values() if topic.counts and short}
    clients = dict.fromkeys([*short, *(need.client for need in missed)])
    return list(clients), counting | {need.topic for need in missed}
