"""How facts read: dates, and names that are alike."""

from __future__ import annotations

from datetime import date

from planner.reasons.wording import named_day

IN_HOURS_ONLY = "in their hours only"
ALONE = " alone lead"


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
