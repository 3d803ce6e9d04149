"""Days on which clients have less than their level's minimum hours a day, and whose own time holds no more."""

from __future__ import annotations

from collections.abc import Sequence

from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Problem, counted, hours
from planner.plan import BelowFloor
from planner.reasons.obstacles import Obstacles
from planner.reasons.packing import most_minutes
from planner.reasons.wording import Certain

NAMED_AT_MOST = 6


def certain_first(
    problem: Problem, obstacles: Obstacles, days: Sequence[BelowFloor]
) -> list[list[BelowFloor]]:
    """The days that can't be otherwise, and those of other clients: of them the first prove nothing."""
    sure = [one for one in days if _is_certain(problem, obstacles, one)]
    told = {one.client for one in sure}
    return [alike for alike in (sure, [one for one in days if one.client not in told]) if alike]


def why_below(problem: Problem, obstacles: Obstacles, days: Sequence[BelowFloor]) -> str:
    """One sentence for such days of one level, all of them certain or none; the first of them tells most."""
    held = {id(one): _held(problem, obstacles, one.client, one.day) for one in days}
    first = min(days, key=lambda one: (held[id(one)] >= one.least, held[id(one)]))
    codes = list(dict.fromkeys(one.client for one in days))
    level = problem.clients[first.client].level
    asked = f"{hours(first.least)} on each day they come, which {level} asks for (Min hours a day)"
    day = problem.weekday_name(first.day)
    if held[id(first)] < first.least:
        of_one = f"{first.client}'s hours on {day} hold {hours(held[id(first)])} of sessions at most"
    else:
        of_one = f"{first.client} has {hours(first.minutes)} on {day}"
    if len(codes) == 1:
        says = f"{of_one}, and {hours(first.least)} are asked for on each day they come ({level}: Min hours a day)"
    else:
        who = ", ".join(codes[:NAMED_AT_MOST]) + (", …" if len(codes) > NAMED_AT_MOST else "")
        says = f"{counted(len(codes), 'client')} ({who}) don't have the {asked}. {of_one}"
    return Certain(says) if all(_is_certain(problem, obstacles, one) for one in days) else says


def _is_certain(problem: Problem, obstacles: Obstacles, one: BelowFloor) -> bool:
    """Whether the day holds too little, and days that hold enough don't do: hours and days come before the floor."""
    client = problem.clients[one.client]
    held = [_held(problem, obstacles, one.client, day) for day in range(DAYS_A_WEEK)]
    if max(one.minutes, held[one.day]) >= one.least:
        return False
    enough = sorted((minutes for minutes in held if minutes >= one.least), reverse=True)[: client.most_days]
    return sum(enough) < client.least_minutes or len(enough) < client.least_days


def _held(problem: Problem, obstacles: Obstacles, code: str, day: int) -> int:
    """The most minutes of counting sessions that a client's own time holds on a day."""
    options = [
        (topic, start)
        for topic in problem.topics.values()
        if topic.counts
        for start in obstacles.starts_of(code, topic)
        if start // MINUTES_A_DAY == day
    ]
    return most_minutes(problem.clients[code], options)
