"""How reasons count, name and join what they say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from planner.model import (
    DAYS_A_WEEK,
    Client,
    Problem,
    Topic,
    Window,
    counted,
    hours,
    listed,
    merge,
)
from planner.program import WeeklyWindow
from planner.reasons.packing import limits_that_bind, most_sessions

NAMED_AT_MOST = 2  # stretches, topics or times named in one sentence; the others are counted
CLIENTS_NAMED = 6  # clients named in one sentence
OF_SEVERAL = {"isn't ": "aren't ", "leads another session": "lead other sessions"}
HARDLY_A_GAP = 2  # minutes between two windows that were meant to touch


class Certain(str):
    """A sentence that was counted: no roster of this week can be otherwise."""

    __slots__ = ()


class Open(str):
    """A sentence that promises nothing but a longer search: nothing in the roster is in the way."""

    __slots__ = ()


class Unstaffed(Certain):
    """A sentence that was counted: nobody can lead what is needed, or no room holds it, when the client could come."""

    __slots__ = ()


class ForGood(Certain):
    """A sentence that was counted and holds in every week: nothing that is the case in this one is behind it."""

    __slots__ = ()


def sentence(code: str, says: str) -> str:
    """With a capital letter, unless it begins with a code, which is written as it is; its kind stays as it is."""
    return says if says.startswith(code) else type(says)(says[:1].upper() + says[1:])


def required_of(client: Client) -> str:
    """`9 h are required`."""
    return f"{hours(client.least_minutes)} {'is' if client.least_minutes == 60 else 'are'} required"


def named(names: Sequence[str], other: str) -> str:
    """The first names, joined as people say them, and how many others there are."""
    if len(names) <= NAMED_AT_MOST:
        return listed(names)
    others = len(names) - NAMED_AT_MOST
    return f"{', '.join(names[:NAMED_AT_MOST])} and {counted(others, other)}"


def some_of(codes: Sequence[str]) -> str:
    """`2 clients (C001, C002)`, of many the first."""
    first = ", ".join(codes[:CLIENTS_NAMED]) + (", …" if len(codes) > CLIENTS_NAMED else "")
    return f"{counted(len(codes), 'client')} ({first})"


def has_name(says: str, name: str) -> bool:
    """Whether a sentence holds a name as a whole: `T1` isn't in `T10 leads it`."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", says) is not None


def all_lie(number: int, days: str = "") -> str:
    """Where all sessions that run lie: `the one that runs lies`, `both that run on Mon, Thu lie`."""
    if number == 1:
        return f"the one that runs{days} lies"
    return f"{'both' if number == 2 else f'all {number}'} that run{days} lie"


def joined(clauses: Mapping[str, str]) -> str:
    """`T01 and T02 aren't available` where the same is said of each, by name; else the clauses one after another."""
    return listed(alike(clauses))


def alike(clauses: Mapping[str, str]) -> list[str]:
    """The clauses, by name, those of whom the same is said as one."""
    of: dict[tuple[str, str], list[str]] = {}
    for who, clause in clauses.items():
        verb = next((one for one in OF_SEVERAL if clause.startswith(f"{who} {one}")), "")
        of.setdefault((verb, clause.removeprefix(f"{who} {verb}") if verb else clause), []).append(who)
    return [
        f"{listed(names)} {OF_SEVERAL[verb]}{rest}" if len(names) > 1 and verb else clauses[names[0]]
        for (verb, rest), names in of.items()
    ]


def on_days(problem: Problem, days: Collection[int] | None) -> str:
    """` on Mon, Thu`; blank for any day."""
    return "" if days is None else " on " + ", ".join(problem.weekday_name(day) for day in sorted(days))


def free_stretches(problem: Problem, openings: Iterable[tuple[Topic, int]]) -> list[str]:
    """The stretches of time that openings fill, the longest first, as people say them."""
    stretches = merge([Window(start, start + topic.minutes) for topic, start in openings])
    longest = sorted(stretches, key=lambda stretch: stretch.start - stretch.end)
    return [f"{problem.says_when(one.start)}-{problem.wording.time(one.end)}" for one in longest]


def gap_of_a_minute(problem: Problem, client: Client) -> str:
    """Two windows of a client that were meant to touch and don't; blank if there are none."""
    for before, after in pairwise(problem.client_windows.get(client.code, ())):
        if 0 < after.start - before.end <= HARDLY_A_GAP:
            ends = f"{problem.says_when(before.end)} and {problem.wording.time(after.start)}"
            return f"{client.code}'s hours have a gap of {counted(after.start - before.end, 'minute')} between {ends}"
    return ""


def broken_hours(problem: Problem, client: Client) -> str:
    """What of a client's hours keeps every session out of them: a minute too few, or pieces too short; or blank."""
    return gap_of_a_minute(problem, client) or _short_pieces(problem, client)


def _short_pieces(problem: Problem, client: Client) -> str:
    """`C001 is there for 40 min at a time, and no session that counts is shorter than 50 min`; blank where one fits."""
    pieces = [window.end - window.start for window in problem.client_windows.get(client.code, ())]
    shortest = min((topic.minutes for topic in problem.topics.values() if topic.counts), default=0)
    if not pieces or max(pieces) >= shortest:
        return ""
    at_a_time = f"{client.code} is there for {max(pieces)} min at a time"
    return f"{at_a_time}, and no session that counts is shorter than {shortest} min"


def limits_of(topic: Topic) -> str:
    """`Anger: Most a day 1 and Most a week 2`; blank where it has neither."""
    said = []
    if topic.most_a_day is not None:
        said.append(f"Most a day {topic.most_a_day}")
    if topic.most_a_week is not None:
        said.append(f"Most a week {topic.most_a_week}")
    return f"{topic.name}: {' and '.join(said)}" if said else ""


def limits_of_topics(topics: Iterable[Topic]) -> str:
    """`Anger: Most a day 1, Grief: Most a week 2, and 3 other topics`; blank where none has any."""
    said = [says for topic in topics if (says := limits_of(topic))]
    others = len(said) - NAMED_AT_MOST
    return ", ".join(said[:NAMED_AT_MOST]) + (f", and {counted(others, 'other topic')}" if others > 0 else "")


def says_fits(code: str, topic: Topic, starts: Sequence[int], asked: int, days: str = "") -> str:
    """`Anger fits into C014's hours only once (Most a week 1), 2 are asked`."""
    fits, limits = most_sessions(topic, starts), limits_that_bind(topic, starts)
    many = f"{asked} {'is' if asked == 1 else 'are'} asked"
    if not fits:
        return f"no session of {topic.name} is allowed{limits}, {many}"
    times = {1: "once", 2: "twice"}.get(fits, f"{fits} times")
    return f"{topic.name} fits into {code}'s hours{days} only {times}{limits}, {many}"


IN_PART = "in part "


def says_held(rows: Sequence[WeeklyWindow], week: date) -> str:
    """`until Fri 2026-11-27 (Last day)` of hours that don't hold in all of a week; blank of those that do.

    `in part until …` where others of the rows do.
    """
    last_day = week + timedelta(days=DAYS_A_WEEK - 1)
    over = [row.last_day for row in rows if row.last_day is not None and row.last_day < last_day]
    ahead = [row.first_day for row in rows if row.first_day is not None and row.first_day > week]
    in_part = "" if all(_dated(row, week) for row in rows) else IN_PART
    if over:
        return f"{in_part}until {named_day(max(over))} (Last day)"
    return f"{in_part}from {named_day(min(ahead))} on (First day)" if ahead else ""


def _dated(row: WeeklyWindow, week: date) -> bool:
    """Whether a row of hours ends before the last day of a week, or begins after its first."""
    last_day = week + timedelta(days=DAYS_A_WEEK - 1)
    ends = row.last_day is not None and row.last_day < last_day
    return ends or (row.first_day is not None and row.first_day > week)


def named_day(day: date) -> str:
    """`Fri 2026-12-04`."""
    return f"{day:%a} {day.isoformat()}"


def only_for(topics: Collection[str], topic: str | None = None) -> str:
    """`for Individual only`; of many, `for 5 topics only (Anger, Grief, …)`, or that the topic isn't among them."""
    if len(topics) <= NAMED_AT_MOST:
        return f"for {listed(sorted(topics))} only (Topics)"
    first = f"not for {topic}" if topic is not None else f"{', '.join(sorted(topics)[:NAMED_AT_MOST])}, …"
    return f"for {len(topics)} topics only, {first} (Topics)"


def says_for_others(hours_of: Mapping[str, Sequence[WeeklyWindow]], names: Iterable[str], topic: str) -> str:
    """`: Ada's hours are for Grief only (Topics)` where none of somebody's hours are for a topic; blank if they are."""
    said = []
    for name in names:
        rows = hours_of.get(name, ())
        if rows and all(row.topics is not None and topic not in row.topics for row in rows):
            every = frozenset[str]().union(*(row.topics or () for row in rows))
            said.append(f"{name}'s hours are {only_for(every, topic)}")
    return f": {listed(said[:NAMED_AT_MOST])}" if said else ""
