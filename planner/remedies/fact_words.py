"""How facts read: names of days, hours and absences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.model import WEEKDAY_NAMES, Wording
from planner.program import WeeklyWindow

WINDOWS_NAMED = 3


def says_hours(name: str, rows: Sequence[WeeklyWindow], does: str, wording: Wording) -> str:
    """`C017 can come Tue 17:00–20:00, Thu 17:00–20:00`."""
    if not rows:
        return f"{name} has no hours"
    ordered = sorted({(row.weekday, row.opens, row.closes) for row in rows})
    said = [f"{WEEKDAY_NAMES[day]} {wording.span(opens, closes)}" for day, opens, closes in ordered]
    more = f" and {len(said) - WINDOWS_NAMED} more" if len(said) > WINDOWS_NAMED + 1 else ""
    named = said[: WINDOWS_NAMED if more else None]
    return f"{name} {does} {', '.join(named)}{more}"


def alike(first: str, second: str) -> bool:
    """Whether two names differ in case, spaces and underscores alone."""
    return (
        "".join(first.split()).replace("_", "").casefold()
        == "".join(second.split()).replace("_", "").casefold()
    )


def named_day(day: date) -> str:
    """`Fri 2026-12-04`."""
    return f"{day:%a} {day.isoformat()}"


def between(since: date | None, until: date | None) -> str:
    """`from Fri 2026-12-04 until Sat 2026-12-05`."""
    said = [f"from {named_day(since)}"] if since else []
    return " ".join([*said, *([f"until {named_day(until)}"] if until else [])])
