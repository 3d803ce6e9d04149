"""Shares of the time that is left, and how much longer all takes on a busy machine."""

from __future__ import annotations

from time import monotonic

AT_MOST = 3.0  # times as long: nobody waits for ever
ENOUGH = 0.02  # seconds of work that say something


def until_share(share: float, until: float) -> float:
    """The moment (of `monotonic`) at which so great a share of the seconds left until another moment is spent."""
    now = monotonic()
    return now + share * (until - now)


def how_held_up(passed: float, worked: float) -> float:
    """How many times as long something takes, by the clock (`passed`) and by the processor (`worked`), both in seconds.

    1 to 3: on a machine that does other things as well an answer may take longer, rather than be half of one.
    """
    return min(AT_MOST, max(1.0, passed / worked)) if worked >= ENOUGH else 1.0
