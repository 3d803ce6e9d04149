"""Why nothing is asked for a client in a week of topics that are only for those who ask for them."""

from __future__ import annotations

from datetime import timedelta

from planner.model import DAYS_A_WEEK, Problem, counted
from planner.program import NeedRow, Program
from planner.reasons.packing import most_minutes
from planner.reasons.wording import named, named_day
from planner.week.problem import curriculum_of


def nothing_asked(program: Program, problem: Problem, code: str) -> str:
    """`nothing is asked for C014 this week (the curriculum Track begins on Mon 2026-12-21, Curriculum start), and …`.

    `nothing but Anger …` where something still is. Blank where nothing else was ever asked, where no topic is only for
    those who ask, and where the client's own time is too short for their hours whatever they ask for.
    """
    closed = [topic for topic in problem.topics.values() if topic.only_if_asked and topic.counts]
    asked = dict.fromkeys(need.topic for need in problem.needs if need.client == code)
    asked = dict.fromkeys(name for name in asked if problem.topics[name].counts)
    if not closed or code not in program.clients or not _has_time(problem, code):
        return ""
    why = [_of_curriculum(program, problem, code)]
    why += [_of_need(problem, row) for row in program.needs if row.client == code and row.topic not in asked]
    said = "; ".join(one for one in dict.fromkeys(why) if one)
    only = f"{counted(len(closed), 'topic')} {'is' if len(closed) == 1 else 'are'} only for those who ask"
    nothing = f"nothing but {named(list(asked), 'other topic')} is" if asked else "nothing is"
    return f"{nothing} asked for {code} this week ({said}), and {only} (Only if asked)" if said else ""


def _has_time(problem: Problem, code: str) -> bool:
    """Whether a client's windows hold their hours if they could come to every topic that counts."""
    windows, client = problem.client_windows.get(code, ()), problem.clients.get(code)
    options = [
        (topic, start)
        for topic in problem.topics.values()
        if topic.counts
        for start in problem.starts_of(topic)
        if any(window.start <= start and start + topic.minutes <= window.end for window in windows)
    ]
    return client is not None and most_minutes(client, options) >= client.least_minutes


def _of_curriculum(program: Program, problem: Problem, code: str) -> str:
    """That a curriculum begins later, is over, or has no topic in this week; blank where it has one."""
    row = program.clients[code]
    number, _ = curriculum_of(program, code, problem.first_day)
    rows = [
        step for step in program.curricula if step.curriculum == row.curriculum and step.topic is not None
    ]
    asks = any(step.from_week <= number <= step.to_week for step in rows)
    if row.curriculum_start is None or not rows or asks:
        return ""
    name = f"the curriculum {row.curriculum}"
    if number < 1:
        return f"{name} begins on {named_day(row.curriculum_start)}, Curriculum start"
    first, last = min(step.from_week for step in rows), max(step.to_week for step in rows)
    since = f"since {named_day(row.curriculum_start)}, Curriculum start"
    if number > last:
        return f"{name} is over: it has {counted(last, 'week')}, and this is week {number} {since}"
    if number < first:
        return f"{name} asks for nothing before week {first}, and this is week {number} {since}"
    return f"{name} asks for nothing in week {number}"


def _of_need(problem: Problem, row: NeedRow) -> str:
    """That a need is for other days, or that all it asks for in sum has been attended."""
    last_day = problem.first_day + timedelta(days=DAYS_A_WEEK - 1)
    if row.since is not None and row.since > last_day:
        return f"{row.topic} is asked for from {named_day(row.since)}, From"
    if row.until is not None and row.until < problem.first_day:
        return f"{row.topic} was asked for until {named_day(row.until)}, Until"
    if row.total is not None:
        return (
            f"all {counted(row.total, 'session')} of {row.topic} that are asked for have been attended, Total"
        )
    return ""
