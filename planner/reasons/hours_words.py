"""How somebody's hours read: their windows, those for some topics only, and a gap that wasn't meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from planner.model import DAYS_A_WEEK, WEEKDAY_NAMES, Wording, counted
from planner.program import WeeklyWindow
from planner.reasons.wording import HARDLY_A_GAP, only_for

WINDOWS_NAMED = 3
WITH_A_GAP = ", with a gap of "


def says_hours(
    name: str, rows: Sequence[WeeklyWindow], does: str, wording: Wording, topic: str | None = None
) -> str:
    """`C017 can come Tue 17:00–20:00, Thu 17:00–20:00`; of more, `Mon, Tue, Wed, Thu 17:00–20:00` if all are alike.

    Hours that are for some topics only are told first, and so; not where a `topic` is asked about that they are for.
    """
    if not rows:
        return f"{name} has no hours (no row on the availability sheet)"
    some = defaultdict[frozenset[str], list[WeeklyWindow]](list)
    for row in rows:
        if row.topics is not None and topic not in row.topics:
            some[row.topics].append(row)
    said = [f"{_windows(those, wording)} {only_for(topics, topic)}" for topics, those in some.items()]
    if others := [row for row in rows if row.topics is None or topic in row.topics]:
        said.append(f"{'otherwise ' if said else ''}{_windows(others, wording)}")
    return f"{name} {does} {', '.join(said)}"


def _windows(rows: Sequence[WeeklyWindow], wording: Wording) -> str:
    spans, days = {(row.opens, row.closes) for row in rows}, sorted({row.weekday for row in rows})
    if len(spans) == 1 and len(days) > WINDOWS_NAMED:
        on = "daily" if len(days) == DAYS_A_WEEK else ", ".join(WEEKDAY_NAMES[day] for day in days)
        return f"{on} {wording.span(*next(iter(spans)))}"
    ordered = sorted({(row.weekday, row.opens, row.closes) for row in rows})
    said = [f"{WEEKDAY_NAMES[day]} {wording.span(opens, closes)}" for day, opens, closes in ordered]
    more = f" and {len(said) - WINDOWS_NAMED} more" if len(said) > WINDOWS_NAMED + 1 else ""
    named = said[: WINDOWS_NAMED if more else None]
    return f"{', '.join(named)}{more}{_gap(ordered, wording)}"


def _gap(ordered: Sequence[tuple[int, int, int]], wording: Wording) -> str:
    """That two windows were meant to touch and don't: it tells more than the windows do."""
    for (day, _, closes), (other, opens, _) in pairwise(ordered):
        if day == other and 0 < opens - closes <= HARDLY_A_GAP:
            ends = f"{WEEKDAY_NAMES[day]} {wording.time(closes)} and {wording.time(opens)}"
            return f"{WITH_A_GAP}{counted(opens - closes, 'minute')} between {ends}"
    return ""
