"""Dates typed on the command line: without a year, or in an order that only the program's Settings can tell."""

from __future__ import annotations

import re
from datetime import date

import typer


class EitherDate(date):
    """A date that may be two, `12/7/2026`: itself with the month first, `day_first` the other way round."""

    day_first: date


def week_from(text: str) -> date:
    """A day as people type it, `12/7/2026` and `Dec 7` too. Raises `typer.BadParameter` with what to type.

    Without a year it is the nearest such day. Where it may be two it is an `EitherDate`, for `settled`.
    """
    from planner.commands.console import date_from
    from planner.tables.cells import Unreadable
    from planner.tables.dates import read_date

    with_year = _with_year(text.strip())
    try:
        return read_date(with_year)
    except Unreadable:
        try:
            by_month, by_day = read_date(with_year, month_first=True), read_date(with_year, month_first=False)
        except Unreadable:
            return date_from(text)  # says what to type
    either = EitherDate(by_month.year, by_month.month, by_month.day)
    either.day_first = by_day
    return either


def settled(day: date, month_first: bool | None) -> date:
    """The date meant, by the order that Settings say. Raises `typer.BadParameter` if they don't."""
    if not isinstance(day, EitherDate):
        return day
    if month_first is None:
        says = f"--week may be two dates; type {day.isoformat()} or {day.day_first.isoformat()}"
        raise typer.BadParameter(f"{says}, or say on Settings whether Dates are month first or day first")
    return date(day.year, day.month, day.day) if month_first else day.day_first


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
