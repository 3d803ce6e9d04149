"""Shares of the time that is left."""

from __future__ import annotations

from time import monotonic


def until_share(share: float, until: float) -> float:
    """The moment (of `monotonic`) at which so great a share of the seconds left until another moment is spent."""
    now = monotonic()
    return now + share * (until - now)
