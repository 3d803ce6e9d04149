"""What is different for whom between two weeks, in a few lines and as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from planner.findings.in_words import priority_in_words
from planner.folded import folded
from planner.model import Problem, clock, hours, listed
from planner.remedies.differences import Differences, GroupMoved, Lack, LedByOthers

NAMED_AT_MOST = 10  # clients, needs or groups that are named in one line; the rest is counted
KINDS: tuple[tuple[str, Callable[[Lack], bool]], ...] = (
    ("No longer short", lambda one: one.before > 0 and one.after == 0),
    ("Less short", lambda one: one.before > one.after > 0),
    ("Short now", lambda one: one.before == 0 and one.after > 0),
    ("More short", lambda one: 0 < one.before < one.after),
)


def says_differences(problem: Problem, found: Differences, margin: str = "") -> list[str]:
    """A line for each kind of difference, eighty columns wide at most; none where nothing is different."""
    hours_of = [one for one in found.lacks if one.topic is None]
    needs = [one for one in found.lacks if one.topic is not None]
    told = [(heading, [_short(one) for one in hours_of if fits(one)]) for heading, fits in KINDS]
    told.append(("Needs met", list(_by_topic(one for one in needs if one.after < one.before))))
    told.append(("Needs lost", list(_by_topic(one for one in needs if one.after > one.before))))
    told.append(("Groups", [_group(problem, one) for one in found.groups]))
    told.append(("Led by others", [_led(problem, one) for one in found.led]))
    return [
        line for heading, names in told if names for line in folded(f"{heading}: {_named(names)}", margin)
    ]


def _named(names: Sequence[str]) -> str:
    more = len(names) - NAMED_AT_MOST
    return "; ".join(names[:NAMED_AT_MOST]) + (f"; and {more} more" if more > 0 else "")


def _short(one: Lack) -> str:
    if one.before and one.after:
        return f"{one.client} ({hours(one.before)} -> {hours(one.after)})"
    return f"{one.client} ({hours(one.before or one.after)})"


def _by_topic(lacks: Iterator[Lack]) -> Iterator[str]:
    """`Grief (must) C001, C002`, those of the greatest priority first."""
    by: dict[tuple[int, str], list[str]] = defaultdict(list)
    for one in lacks:
        by[one.priority, one.topic or ""].append(one.client)
    for (priority, topic), codes in sorted(by.items(), key=lambda pair: (-pair[0][0], -len(pair[1]))):
        more = len(codes) - NAMED_AT_MOST
        others = f" and {more} more" if more > 0 else ""
        yield f"{topic} ({priority_in_words(priority)}) {', '.join(codes[:NAMED_AT_MOST])}{others}"


def _group(problem: Problem, one: GroupMoved) -> str:
    was, now = (None if start is None else problem.says_when(start) for start in (one.was, one.now))
    if was is None:
        return f"{one.topic} {now} is new"
    return f"{one.topic} {was} isn't held" if now is None else f"{one.topic} {was} -> {now}"


def _led(problem: Problem, one: LedByOthers) -> str:
    was, now = (listed(names) or "nobody" for names in (one.was, one.now))
    return f"{one.topic} {problem.says_when(one.start)} {was} -> {now}"


def json_of_differences(problem: Problem, found: Differences) -> dict[str, Any]:
    """Clients with what they lack before and after, where that is different, groups that move or others lead."""
    clients: dict[str, dict[str, Any]] = {}
    for one in found.lacks:
        of_client = clients.setdefault(one.client, {"client": one.client, "short_minutes": None, "needs": []})
        if one.topic is None:
            of_client["short_minutes"] = {"before": one.before, "after": one.after}
        else:
            missing = {"before": one.before, "after": one.after}
            of_client["needs"].append({"topic": one.topic, "priority": one.priority, "missing": missing})
    groups = [
        {
            "topic": one.topic,
            "was": None if one.was is None else when_of(problem, one.was),
            "now": None if one.now is None else when_of(problem, one.now),
        }
        for one in found.groups
    ]
    led = [
        {"topic": one.topic, **when_of(problem, one.start), "was": list(one.was), "now": list(one.now)}
        for one in found.led
    ]
    return {"clients": list(clients.values()), "groups": groups, "led_by_others": led}


def when_of(problem: Problem, start: int) -> dict[str, str]:
    """A start as plain data: an ISO date and `HH:MM`."""
    return {"date": problem.date_of(start).isoformat(), "start": clock(start)}
