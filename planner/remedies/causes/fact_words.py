"""How facts read: names of days, hours and absences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from planner.model import DAYS_A_WEEK, WEEKDAY_NAMES, Wording, counted
from planner.program import WeeklyWindow
from planner.reasons.wording import HARDLY_A_GAP, named_day, only_for

WINDOWS_NAMED = 3
IN_HOURS_ONLY = "in their hours only"
ALONE = " alone lead"
WITH_A_GAP = ", with a gap of "


def says_hours(
    name: str, rows: Sequence[WeeklyWindow], does: str, wording: Wording, topic: str | None = None
) -> str:
    """`C017 can come Tue 17:00–20:00, Thu 17:00–20:00`; of more, `Mon, Tue, Wed, Thu 17:00–20:00` if all are alike.

    Hours that are for some topics only are told first, and so; not where a `topic` is asked about that they are for.
    """
    if not rows:
        return f"{name} has no hours"
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


def alike(first: str, second: str) -> bool:
    """Whether two names differ in case, spaces and underscores alone."""
    return (
        "".join(first.split()).replace("_", "").casefold()
        == "".join(second.split()).replace("_", "").casefold()
    )


def between(since: date | None, until: date | None) -> str:
    """`from Fri 2026-12-04 until Sat 2026-12-05`."""
    if since is not None and since == until:
        return f"for {named_day(since)} only (From, Until)"
    said = [f"from {named_day(since)}"] if since else []
    return " ".join([*said, *([f"until {named_day(until)}"] if until else [])])
