"""How a date is read: real dates, and the ways in which people and spreadsheets write them.

Each reader raises `cells.Unreadable` for what it can't read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import product

from planner.model import DAYS_A_WEEK
from planner.tables.cells import Unreadable, clean
from planner.tables.shown import EPOCH_1900, ShownNumber
from planner.tables.weekdays import WEEKDAYS

FIRST_YEAR, LAST_YEAR = 1990, 2199
SHORT_YEARS = range(20, 60)  # 9-10 is no year, and Dec 9-10 two days
FIRST_SERIAL, LAST_SERIAL = 30_000, 80_000
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
SHORTEST_WEEKDAY = 3  # letters
_MIDNIGHT = re.compile(r"[t ]+(?:0?0:00(?::00(?:\.0+)?)?z?|12:00(?::00)? ?am)$")
_TIME_OF_DAY = re.compile(r"[t ]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?z?$")
# What stands between the first and the last day, and between days: dashes stand within dates, too.
_BETWEEN = (r"\s+(?:[-‐‑‒–—−]|to|thru|through|until|till?)\s+", r"[-‐‑‒–—−]")
_SEVERAL = r"\s*(?:;|,(?! ?\d{4}(?!-))|&|\band\b)\s*"
_LONG_DASH = re.compile(r"(?<=\d)[‐‑‒–—−](?=\d)")  # what a word processor makes of one
_NAMED = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(\d{4}|\d{2})"
_TYPE_A_DATE = "type a date as in 2026-11-30"
_ORDER_UNKNOWN = "or say on Settings whether Dates are month first or day first"


@dataclass(frozen=True)
class _Order:
    """What settles whether a month or a day comes first; see `read_date`."""

    month_first: bool | None
    weekdays: Set[int] | None
    weeks: Collection[date]


def read_date(
    value: object,
    month_first: bool | None = None,
    weekdays: Set[int] | None = None,
    weeks: Collection[date] = (),
) -> date:
    """A day: a real date, `2026-11-30`, `30 Nov 2026`, `Monday, November 30, 2026`, `30.11.2026`, `11/30/26`.

    A number, which is what a date becomes whose format was lost, is one only in those weeks.
    Where `12/1/2026` may be two days, the one counts that lies in one of the `weeks` (their first days), if they are
    known; or else `weekdays` (what stands beside it) settles which, or `month_first` (`None`: nobody has said).
    """
    found = _date_of(value, _Order(month_first, weekdays, weeks))
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Unreadable(f"is in the year {found.year}", "check the year; type it as in 2026-11-30")
    return found


def _date_of(value: object, order: _Order) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and FIRST_SERIAL <= value <= LAST_SERIAL
    ):
        day_0 = value.epoch if isinstance(value, ShownNumber) else EPOCH_1900
        meant = day_0 + timedelta(days=int(value))
        if any(0 <= (meant - week).days < DAYS_A_WEEK for week in order.weeks):
            return meant  # a roster has dates of its own weeks alone: nothing else can be meant
        fix = f"format the cell as a date; try {meant.isoformat()}"
        raise Unreadable("is a number, not a date", fix, of_column=True)
    text = clean(value).casefold() if isinstance(value, str) else ""
    if re.fullmatch(r"\d{5}", text) and FIRST_SERIAL <= int(text) <= LAST_SERIAL:
        return _date_of(int(text), order)  # what a CSV file has of a date whose format was lost
    text = _LONG_DASH.sub("-", _MIDNIGHT.sub("", text))
    try:
        if (alone := _TIME_OF_DAY.sub("", text)) != text:
            raise Unreadable("has a time of day", f"type the date alone; try {_written(alone, order)}")
        return _written(text, order)
    except Unreadable:
        raise
    except ValueError:
        raise Unreadable("is no day of the calendar", _TYPE_A_DATE) from None


def _written(text: str, order: _Order) -> date:
    named, text = _without_weekday(text)
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        day = date(int(found[1]), int(found[2]), int(found[3]))
    elif found := re.fullmatch(rf"(\d{{1,2}})\. ?(\d{{1,2}})\. ?{_YEAR}", text):
        day = date(_year(found[3]), int(found[2]), int(found[1]))
    elif found := re.fullmatch(rf"(\d{{1,2}})(?:st|nd|rd|th)?[-. ]+([a-z]{{3,}})[-., ]+{_YEAR}", text):
        day = date(_year(found[3]), _month(found[2]), int(found[1]))
    elif found := re.fullmatch(rf"([a-z]{{3,}})[-. ]+(\d{{1,2}})(?:st|nd|rd|th)?[-, ]+{_YEAR}", text):
        day = date(_year(found[3]), _month(found[1]), int(found[2]))
    elif found := re.fullmatch(rf"(\d{{1,2}})[/-](\d{{1,2}})[/-]{_YEAR}", text):
        order = order if named is None else replace(order, weekdays={named})
        day = _slashed(int(found[1]), int(found[2]), _year(found[3]), order)
    elif found := re.fullmatch(r"(20\d\d)(\d\d)(\d\d)", text):
        raise Unreadable("is not a date", f"try {date(int(found[1]), int(found[2]), int(found[3]))}")
    elif re.fullmatch(rf"\d{{1,2}}[-/. ]+{_NAMED}|{_NAMED}[-. ]+\d{{1,2}}|\d{{1,2}}[/.]\d{{1,2}}\.?", text):
        fix = "type the year too, as in 2026-11-30"
        raise Unreadable("is a date without its year", _of_these_weeks(text, order) or fix)
    else:
        raise _no_date(text, order)
    if named is not None and day.weekday() != named:
        says = f"can't be: {day.isoformat()} is a {WEEKDAYS[day.weekday()].capitalize()}"
        raise Unreadable(says, "correct the day or the weekday")
    return day


def _no_date(text: str, order: _Order) -> Unreadable:
    """What is said of a text that is no date: of several in one cell, which they are."""
    for separator in (*_BETWEEN, _SEVERAL):
        parts = [part for part in re.split(separator, text) if part]
        if len(parts) < 2:
            continue
        try:
            days = [_written(part, order).isoformat() for part in parts]
        except ValueError:
            continue
        if separator == _SEVERAL or days != sorted(days):
            return Unreadable("is more than one date", f"type a row for each: {', '.join(days)}")
        fix = f"type {days[0]} here and {days[-1]} in the cell for the last day"
        return Unreadable("is two dates", fix)
    return Unreadable("is not a date", _of_these_weeks(text, order) or _TYPE_A_DATE)


def _of_these_weeks(text: str, order: _Order) -> str:
    """The one day of the weeks that a weekday, or a date without its year, may mean; '' where there isn't one."""
    days = [week + timedelta(days=day) for week in order.weeks for day in range(DAYS_A_WEEK)]
    word = text.strip(" .")
    weekday = [
        day for day in days if len(word) >= SHORTEST_WEEKDAY and WEEKDAYS[day.weekday()].startswith(word)
    ]
    meant = set(weekday)
    years = {day.year for day in days} if not weekday and re.search(r"\d", text) else ()
    for year, month_first in product(years, (True, False)):
        for whole in (f"{text} {year}", f"{text.strip('.')}/{year}", f"{text.strip('.')}.{year}"):
            try:
                meant |= {_written(whole, _Order(month_first, None, ()))} & set(days)
            except ValueError:
                continue
    return f"try {meant.pop().isoformat()}" if len(meant) == 1 else ""


def _without_weekday(text: str) -> tuple[int | None, str]:
    """A weekday that stands before a date or after it, and the date alone."""
    before = re.fullmatch(r"(?P<day>[a-z]{3,9})\.?,? +(?P<date>.*\d.*)", text)
    after = re.fullmatch(r"(?P<date>.*\d{2})[, ]+(?P<day>[a-z]{3,9}|\([a-z]{3,9}\))\.?", text)
    found = after if text[:1].isdigit() else before
    for number, name in enumerate(WEEKDAYS):
        if found and name.startswith(found["day"].strip("()")):
            return number, found["date"]
    return None, text


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    if int(text) not in SHORT_YEARS:
        raise Unreadable("has no clear year", "type the year in full, as in 2026-11-30")
    return 2000 + int(text)


def _month(word: str) -> int:
    """The month of a word, `ValueError` if there is none; `Sept` is September."""
    return [name.startswith(word) for name in MONTHS].index(True) + 1


def _slashed(first: int, second: int, year: int, order: _Order) -> date:
    if first > 12:
        return date(year, second, first)
    if second > 12 or first == second:
        return date(year, first, second)
    by_month, by_day = date(year, first, second), date(year, second, first)
    either = (by_month, by_day)
    inside = [day for day in either if any(0 <= (day - week).days < DAYS_A_WEEK for week in order.weeks)]
    settled = [day for day in inside or either if order.weekdays and day.weekday() in order.weekdays]
    for sure in (inside, settled):
        if len(sure) == 1:
            return sure[0]
    if order.month_first is not None:
        return by_month if order.month_first else by_day
    fix = f"type {by_month.isoformat()} or {by_day.isoformat()}, {_ORDER_UNKNOWN}"
    raise Unreadable("may be two dates", fix, of_column=True)
