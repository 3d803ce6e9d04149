"""Times and days of a week, in minutes and as people say them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

MINUTES_A_DAY = 24 * 60


DAYS_A_WEEK = 7


GAP_THAT_BREAKS_A_ROW = 10  # minutes; the contract's "without a gap of at least 10 minutes"


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A stretch of time, `start` included and `end` excluded, in minutes of the week."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Whether a session from `start` to `end` lies wholly inside."""
        return self.start <= start and end <= self.end


WEEKDAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def clock(start: int) -> str:
    """The time of day of a minute of the week or day: `09:30`."""
    minute = start % MINUTES_A_DAY
    return f"{minute // 60:02d}:{minute % 60:02d}"


def time_of(start: int) -> time:
    """The time of day of a minute of the week or day."""
    minute = start % MINUTES_A_DAY
    return time(minute // 60, minute % 60)


def hours(minutes: int) -> str:
    """Minutes as people read them: `9 h`, `7.5 h`, `1 h 10 min`."""
    if minutes % 30 == 0:
        return f"{minutes / 60:g} h"
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest} min" if whole else f"{rest} min"


def merge(windows: Sequence[Window]) -> tuple[Window, ...]:
    """Windows in order, those that overlap or touch joined up."""
    joined: list[Window] = []
    for window in sorted(windows):
        if joined and window.start <= joined[-1].end:
            joined[-1] = Window(joined[-1].start, max(joined[-1].end, window.end))
        elif window.end > window.start:
            joined.append(window)
    return tuple(joined)
