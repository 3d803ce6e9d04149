"""How times and dates are shown to people: by twelve hours with the month first, or by twenty-four with the day first.

What programs read (JSON, CSV, ids, the hidden sheet) is always `HH:MM` and ISO dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.model.times import MINUTES_A_DAY, WEEKDAY_NAMES, clock

NOON = 12 * 60
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 client`, `3 clients`; nouns that add no s say their plural."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


@dataclass(frozen=True, slots=True)
class Wording:
    """The setting `Clock`: `hours` is 12 or 24. Minutes may be of the week or of the day."""

    hours: int = 24

    def time(self, start: int) -> str:
        """A time of day: `09:30`, or `9:30 AM`."""
        if self.hours == 24:
            return clock(start)
        return f"{self._face(start)} {_half(start)}"

    def span(self, start: int, end: int) -> str:
        """From one time of day to another: `09:30–10:20`, or `9:30–10:20 AM`."""
        if self.hours == 24:
            return f"{clock(start)}–{clock(end)}"
        if _half(start) == _half(end):
            return f"{self._face(start)}–{self.time(end)}"
        return f"{self.time(start)}–{self.time(end)}"

    def full_date(self, day: date) -> str:
        """A date, whatever the machine's language: `Mon 30 Nov 2026`, or `Mon, Nov 30, 2026`."""
        return f"{self.day(day)}, {day.year}" if self.hours == 12 else f"{self.day(day)} {day.year}"

    def day(self, day: date) -> str:
        """A date without its year: `Mon 30 Nov`, or `Mon, Nov 30`."""
        weekday, month = WEEKDAY_NAMES[day.weekday()], MONTHS[day.month - 1]
        return f"{weekday}, {month} {day.day}" if self.hours == 12 else f"{weekday} {day.day} {month}"

    def _face(self, start: int) -> str:
        hour, minute = divmod(start % MINUTES_A_DAY, 60)
        return f"{(hour - 1) % 12 + 1}:{minute:02d}"


def _half(start: int) -> str:
    return "AM" if start % MINUTES_A_DAY < NOON else "PM"


TWENTY_FOUR_HOURS = Wording()
