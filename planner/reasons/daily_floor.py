"""Days on which clients have less than their level's minimum hours a day, and whose own time holds no more."""

from __future__ import annotations

from planner.model import MINUTES_A_DAY, Problem, counted, hours
from planner.plan import BelowFloor
from planner.reasons.obstacles import Obstacles
from planner.reasons.packing import most_minutes
from planner.reasons.wording import Certain

NAMED_AT_MOST = 6


def why_below(problem: Problem, obstacles: Obstacles, days: list[BelowFloor]) -> str:
    """One sentence for such days of one level, of which the first tells most: where no time is left, it is certain."""
    held = {id(one): _held(problem, obstacles, one) for one in days}
    first = min(days, key=lambda one: (held[id(one)] >= one.least, held[id(one)]))
    codes = list(dict.fromkeys(one.client for one in days))
    level = problem.clients[first.client].level
    asked = f"{hours(first.least)} on each day they come, which {level} asks for (Min hours a day)"
    day, certain = problem.weekday_name(first.day), held[id(first)] < first.least
    if certain:
        of_one = f"{first.client}'s hours on {day} hold {hours(held[id(first)])} of sessions at most"
    else:
        of_one = f"{first.client} has {hours(first.minutes)} on {day}"
    if len(codes) == 1:
        says = f"{of_one}, and {hours(first.least)} are asked for on each day they come ({level}: Min hours a day)"
    else:
        who = ", ".join(codes[:NAMED_AT_MOST]) + (", …" if len(codes) > NAMED_AT_MOST else "")
        says = f"{counted(len(codes), 'client')} ({who}) don't have the {asked}. {of_one}"
    return Certain(says) if certain else says


def _held(problem: Problem, obstacles: Obstacles, one: BelowFloor) -> int:
    """The most minutes of counting sessions that the client's own time holds on the day."""
    options = [
        (topic, start)
        for topic in problem.topics.values()
        if topic.counts
        for start in obstacles.starts_of(one.client, topic)
        if start // MINUTES_A_DAY == one.day
    ]
    return max(one.minutes, most_minutes(problem.clients[one.client], options))
