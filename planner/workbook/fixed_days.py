"""When a row of Fixed is held, and where two rows open two groups at one time though one was likely meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.model import WEEKDAY_NAMES, clock
from planner.program import FixedRow, weeks_between
from planner.tables import cells, dates, weekdays
from planner.tables.rows import Row
from planner.workbook.day_order import in_order

_FIX = "delete one of the two or move it; if two groups are meant, write ok into the row's Note"
_EVERY_OTHER = re.compile(
    r"\b(every other|every (second|third|fourth|2nd|3rd|4th)|alternat\w+|bi-?weekly|(odd|even)( weeks?)?"
    r"|fortnight\w*)\b",
    re.I,
)

_OF_A_MONTH = re.compile(
    r"\b(?:1st|2nd|3rd|[45]th|first|second|third|fourth|fifth|last)\s+(?:mon|tue|wed|thu|fri|sat|sun)", re.I
)


def with_rhythm(row: Row, held: FixedRow) -> FixedRow:
    """From, Until and Every of a weekly session; beside a date they mean nothing, which is said."""
    since, until, every = row.day("From"), row.day("Until"), row.number("Every")
    if held.day is not None:
        for column in ("From", "Until", "Every"):
            if row.value(column) is not None:
                says = (
                    f"stands beside a date: the session is held on {held.day.isoformat()} and on no other day"
                )
                row.fault(column, says, "type a weekday in Day if it is held again", "warning")
        return held
    in_order(row, ("From", since), ("Until", until))
    if every > 1 and row.empty("From"):
        says = "counts weeks from From, which is blank"
        row.fault("Every", says, "type in From a date of the first week in which it is held")
    return replace(held, since=since, until=until, every=every)


def read_fixed_day(value: object, month_first: bool | None) -> date | frozenset[int]:
    """A date, or the weekdays of a session that is held every week; raises `Unreadable`."""
    found = _EVERY_OTHER.search(value) if isinstance(value, str) and "month" not in value.lower() else None
    if found:  # asked first, since every second Monday isn't the second Monday of a month
        says = f"says '{found[0].strip()}' where a weekday stands alone"
        fix = "type the weekday, in Every how many weeks apart (such as 2), and in From a date of the first week"
        raise cells.Unreadable(says, fix)
    if isinstance(value, str) and _OF_A_MONTH.search(value):
        raise cells.Unreadable("is a weekday of each month", "type a row with a date for each of them")
    if not isinstance(value, str) or any(letter.isdigit() for letter in value):
        return dates.read_date(value, month_first)
    return weekdays.read_days(value)


def warn_of_two(row: Row, settled: Sequence[FixedRow], before: Sequence[FixedRow], week_starts: int) -> None:
    """Warns of a row that settles a topic where an earlier row does, and nothing that both name tells them apart."""
    for one in settled:
        for other in before:
            if _could_be_one(one, other) and (when := _meet(one, other, week_starts)):
                cell = other.place.rpartition(": ")[2]
                says = f"settles {one.topic} on {when} {clock(one.start)}, and so does {cell}: two groups are held then"
                row.fault("Day", says, _FIX, "warning", found="")
                return


def _could_be_one(one: FixedRow, other: FixedRow) -> bool:
    """Whether two rows may speak of the same session: what both say is the same."""
    if (one.topic, one.start) != (other.topic, other.start):
        return False
    mine = (frozenset(one.therapists), one.room, frozenset(one.clients))
    theirs = (frozenset(other.therapists), other.room, frozenset(other.clients))
    return all(not said or not also or said == also for said, also in zip(mine, theirs, strict=True))


def _meet(one: FixedRow, other: FixedRow, week_starts: int) -> str:
    """A day on which both are held, as it is told; '' where there is none."""
    dated = one.day or other.day
    if dated is not None:
        return dated.isoformat() if all(row.held_on(dated, week_starts) for row in (one, other)) else ""
    first = max(filter(None, (one.since, other.since)), default=date.min)
    last = min(filter(None, (one.until, other.until)), default=date.max)
    if one.weekday != other.weekday or one.weekday is None or first > last:
        return ""
    together = one.every == other.every == 1 or _rhythms_meet(one, other, week_starts)
    return WEEKDAY_NAMES[one.weekday] if together else ""


def _rhythms_meet(one: FixedRow, other: FixedRow, week_starts: int) -> bool:
    """Whether two weekly rows, each every so many weeks, are ever held in the same week."""
    if one.since is None or other.since is None:
        return True
    apart, weeks = weeks_between(one.since, other.since, week_starts), range(one.every * other.every)
    return any(week % one.every == 0 and (week - apart) % other.every == 0 for week in weeks)
