"""A roster of a week to begin its search with, made as good as a look at those who lack something shows at once."""

from __future__ import annotations

from collections import Counter, defaultdict
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
    begun = replace(problem, begin=(known := known_part(given, problem)))
    turns = _lacking(problem, known)
    if not turns or search.stop.is_set():
        return begun, search
    urgent = [rule for rule in rules if rule.hard or rule.stage in LEVELS]
    until = begins + (inf if search.reproducible else min(LONGEST, SHARE * search.seconds))
    for place, (clients, topics) in enumerate(turns):
        if place == 0 or monotonic() < until:
            left = max(0.0, until - monotonic())
            known = better_nearby(begun, urgent, known, clients, topics, SEATS, left) or known
    left = search.seconds if search.reproducible else max(1.0, search.seconds - (monotonic() - begins))
    return replace(problem, begin=known), replace(search, seconds=left)


def _lacking(problem: Problem, roster: Roster) -> list[tuple[list[str], set[str]]]:
    """Who lacks something, and the topics in which a seat would help: of what is lacked most alone, then of all.

    A search finds more where it looks at less: in one topic it finds a whole new group for those who lack it.
    """
    hours, needs = lines_of(problem, roster, {})
    short = [line.client for line in hours if line.short]
    counting = {topic.name for topic in problem.topics.values() if topic.counts and short}
    much, of_topic = Counter[str](), defaultdict[str, list[str]](list)
    for need in needs:
        if need.missing:
            much[need.topic] += need.priority * need.missing
            of_topic[need.topic].append(need.client)
    turns = [(of_topic[name], {name}) for name, _ in much.most_common(1) if len(much) > 1]
    if short and much:
        turns.insert(0, (short, counting))
    everybody = dict.fromkeys([*short, *(code for codes in of_topic.values() for code in codes)])
    return [*turns, (list(everybody), counting | of_topic.keys())] if everybody else []
