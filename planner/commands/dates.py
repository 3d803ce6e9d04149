"""Dates typed on the command line: without a year, with a time, or in an order that only Settings tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from planner.model import Roster

SETTING = "or say on Settings whether Dates are month first or day first"
Day = TypeVar("Day", bound=date)


class EitherDate(date):
    """A date that may be two, `12/7/2026`: itself with the month first, `day_first` the other way round."""

    day_first: date


class EitherMoment(datetime):
    """The same with a time of day."""

    day_first: datetime


def day_from(text: str) -> date:
    """A day as people type it, `12/7/2026` and `Dec 7` too. Raises `typer.BadParameter` with what to type.

    Without a year it is the nearest such day. Where it may be two it is an `EitherDate`, for `settled`.
    """
    from planner.tables.cells import Unreadable
    from planner.tables.dates import read_date

    with_year = _with_year(text.strip())
    try:
        return read_date(with_year)
    except Unreadable as trouble:
        try:
            by_month, by_day = read_date(with_year, month_first=True), read_date(with_year, month_first=False)
        except Unreadable:
            says = f"'{text}' {trouble.says}; type 2026-12-02 or Dec 2, 2026"
            raise typer.BadParameter(says) from None
    either = EitherDate(by_month.year, by_month.month, by_month.day)
    either.day_first = by_day
    return either


def moment_from(text: str) -> datetime:
    """A moment as people type it, `2026-12-02 12:00`, or a date for its first minute. Raises `typer.BadParameter`.

    Where the day may be two it is an `EitherMoment`, for `settled`.
    """
    found = re.fullmatch(r"(?:(.*?)[ ,T]+)?(\d{1,2}(?::\d{2})? ?(?:[ap]\.?m\.?)?|noon)", text.strip(), re.I)
    typed, clock = (found[1], found[2]) if found and re.search(r"[:apn]", found[2], re.I) else (text, "0:00")
    day, at = day_from(typed) if typed else None, _time_from(clock)
    if day is None or at is None:
        raise typer.BadParameter(f"'{text}' is not a moment; type 2026-12-02 12:00")
    if not isinstance(day, EitherDate):
        return datetime.combine(day, at)
    either = EitherMoment.combine(day, at)
    either.day_first = datetime.combine(day.day_first, at)
    return either


def settled(day: Day, month_first: bool | None, option: str = "--week") -> Day:
    """The date or moment meant, by the order that Settings say. Raises `typer.BadParameter` if they don't."""
    if not isinstance(day, EitherDate | EitherMoment):
        return day
    if month_first is None:
        raise _either(day, option, f", {SETTING}")
    return _readings(day)[0 if month_first else 1]


def settled_by_weeks(day: Day, rosters: Sequence[Roster], option: str = "--week") -> Day:
    """The date or moment meant where no program is at hand: the one that lies in a week of the rosters."""
    if not isinstance(day, EitherDate | EitherMoment):
        return day
    weeks = [(roster.first_day, roster.first_day + timedelta(days=6)) for roster in rosters]
    inside = [one for one in _readings(day) if any(a <= _day_of(one) <= b for a, b in weeks)]
    if len(inside) != 1:
        raise _either(day, option)
    return inside[0]


def _readings(day: Day) -> tuple[Day, Day]:
    """Month first, and day first, as a plain date or moment."""
    if isinstance(day, EitherMoment):
        return datetime.combine(day.date(), day.time()), day.day_first  # type: ignore[return-value]
    return date(day.year, day.month, day.day), day.day_first  # type: ignore[attr-defined,return-value]


def _day_of(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


def _either(day: date, option: str, more: str = "") -> typer.BadParameter:
    by_month, by_day = (_day_of(one).isoformat() for one in _readings(day))
    return typer.BadParameter(f"{option} may be two dates; type {by_month} or {by_day}{more}")


def _time_from(text: str) -> time | None:
    from planner.tables.cells import Unreadable
    from planner.tables.times import read_time

    try:
        minutes = read_time(text)
    except Unreadable:
        return None
    return time(minutes // 60, minutes % 60)


def _with_year(text: str) -> str:
    """A date with the year that makes it nearest to today, if it has none."""
    from planner.tables.cells import Unreadable
    from planner.tables.dates import read_date

    if re.search(r"\d{4}|[-/. ]\d{1,2}[-/. ]+\d{2}$", text) or not re.search(r"\d", text):
        return text
    today = date.today()
    near: list[tuple[int, str]] = []
    for year in (today.year - 1, today.year, today.year + 1):
        for whole in (f"{text.rstrip('./')}/{year}", f"{text} {year}"):
            try:
                near.append((abs((read_date(whole, month_first=True) - today).days), whole))
            except Unreadable:
                continue
    return min(near)[1] if near else text


WeekOption = Annotated[
    date | None, typer.Option("--week", parser=day_from, metavar="DATE", help="A day of the week.")
]
AsOfOption = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        parser=moment_from,
        metavar="MOMENT",
        help='What began before has happened: "2026-12-02 12:00". Default: now.',
    ),
]
