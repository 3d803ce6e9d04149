"""What the answers about a session and about a topic share: two weeks side by side, and sentences under a heading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from planner.folded import folded
from planner.remedies.answers.causes_report import says_broken
from planner.remedies.answers.report import NAME_WIDE, NUMBER_WIDE, side_by_side
from planner.remedies.beside import Beside
from planner.remedies.outcome import Outcome

RULES_AT_MOST = 3  # rules that are named on either side of the points


def block(heading: str, texts: Iterable[str]) -> list[str]:
    """Sentences set in under a heading, with an empty line after them; nothing without a sentence."""
    told = [line for text in texts for line in folded(text, "  ")]
    return [heading, *told, ""] if told else []


def by_reason(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Those of whom the same is said, together; most of them first."""
    by: dict[str, list[str]] = defaultdict(list)
    for code, says in pairs:
        by[says].append(code)
    for says, codes in sorted(by.items(), key=lambda pair: -len(pair[1])):
        yield f"{', '.join(codes)}: {says}"


def says_points(headings: tuple[str, str], weeks: Beside) -> list[str]:
    """Two weeks in columns, with the points of a good week."""
    had, has = weeks.points
    lines = says_broken(weeks.broken)
    lines += side_by_side((headings[0], weeks.before), (headings[1], weeks.after))
    return [*lines, f"{'points of a good week':{NAME_WIDE}}{had:>{NUMBER_WIDE},}{has:>{NUMBER_WIDE},}"]


def says_rules(weeks: Beside) -> Iterator[str]:
    """Which rules cost more points in the other week, and which fewer."""
    for said, rules in (("Costs more points", weeks.dearer), ("Costs fewer", weeks.cheaper)):
        if rules:
            yield f"{said}: " + ", ".join(f"{rule} {points:,}" for rule, points in rules[:RULES_AT_MOST])


def says_verdict(weeks: Beside, which: str) -> Iterator[str]:
    """Whether the other week is the better one, or a longer search may find a better one of its kind."""
    if weeks.better:
        yield "That week is the better one: --write keeps it as a roster."
    elif not weeks.proven:
        yield f"Planning longer may find a better week {which} (--seconds)."


def json_of_weeks(weeks: Beside) -> dict[str, Any]:
    """Two weeks in numbers, whether more could be had in the second, and how many seats are elsewhere in it."""
    return {
        "before": {**_numbers(weeks.before), "points": weeks.points[0]},
        "after": {**_numbers(weeks.after), "points": weeks.points[1]},
        "proven": weeks.proven,
        "seats_moved": weeks.after.seats_moved,
        "broken": weeks.broken,
    }


def _numbers(outcome: Outcome) -> dict[str, int]:
    return {
        "short_minutes": outcome.short_minutes,
        "needs_missing": outcome.needs_missing,
        "group_minutes": outcome.group_minutes,
    }
