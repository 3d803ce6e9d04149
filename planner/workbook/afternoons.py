"""Times that are read as the small hours, when nobody is there, and must have meant the afternoon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.model import clock, listed
from planner.program import Program
from planner.tables import cells, times
from planner.tables.rows import Row
from planner.workbook.book import Book

MOST_TOLD = 3  # times of one cell; of more the first and the last
NOBODY = "is when no therapist is ever there"


@dataclass(frozen=True)
class _Typed:
    """A stretch of the day, or a single moment (`closes` is `opens`), in minutes, and the cell that holds it."""

    row: Row
    column: str
    opens: int
    closes: int


def check_afternoons(book: Book, program: Program) -> None:
    """Warns of absences, wishes, lunches, starts and attendance at hours that only twelve hours later make sense.

    A cell that holds many such times has one warning.
    """
    there = {(window.opens, window.closes) for hours in program.therapist_hours.values() for window in hours}

    def somebody(opens: int, closes: int) -> bool:
        return any(begins < max(closes, opens + 1) and opens < ends for begins, ends in there)

    meant: dict[tuple[int, str], tuple[Row, list[str]]] = {}
    for typed in _typed(book):
        later = typed.opens + times.NOON, typed.closes + times.NOON
        if typed.closes > times.NOON or somebody(typed.opens, typed.closes) or not somebody(*later):
            continue
        told = clock(later[0]) + (f"-{clock(later[1])}" if typed.closes > typed.opens else "")
        meant.setdefault((id(typed.row), typed.column), (typed.row, []))[1].append(told)
    for (_, column), (row, told_of) in meant.items():
        few = len(told_of) <= MOST_TOLD
        which = listed(told_of) if few else f"{told_of[0]} to {told_of[-1]}"
        row.fault(column, NOBODY, f"did you mean {which}?", "warning")


def _typed(book: Book) -> Iterator[_Typed]:
    for row in book.rows("Away"):
        opens, closes = row.stretch()
        if opens is not None and closes is not None:
            yield _Typed(row, "From", opens, closes)
        elif opens:
            yield _Typed(row, "From", opens, opens)
        elif closes is not None and closes < times.FIRST_CLEAR_HOUR * 60:
            yield _Typed(row, "To", closes, closes)
    for row in book.rows("Attendance"):
        start = row.read("Start", times.read_time)
        if start is not None:
            yield _Typed(row, "Start", start, start)
    for row in book.rows("Wishes"):
        yield from _range(row, "What")
    for row in book.rows("Settings"):
        if cells.key(row.text("Setting")) == "lunch":
            yield from _range(row, "Value")
    for sheet in ("Times", "Topics"):
        for row in book.rows(sheet):
            yield from _starts(row)


def _range(row: Row, column: str) -> Iterable[_Typed]:
    value = row.value(column)
    if not times.holds_range(value):
        return
    try:
        opens, closes = times.read_range(value)
    except cells.Unreadable:
        return
    yield _Typed(row, column, opens, closes)


def _starts(row: Row) -> Iterable[_Typed]:
    value = row.value("Starts")
    try:
        starts = [] if value is None else times.read_starts(value)
    except cells.Unreadable:
        return
    for start in starts:
        if start and start + times.NOON not in starts:
            yield _Typed(row, "Starts", start, start)
