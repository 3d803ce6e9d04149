"""The sheets Hours and Needs: what a plan came to. Nothing is read from them, and what is typed there is named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from planner.model import MISSED, Roster
from planner.model.faults import Fault
from planner.rosters.printed_sheets import Lines, compared, first_of_a_sheet, written_lines
from planner.rosters.rows import SeatRow
from planner.tables.cells import Unreadable, heading_key, key, shown
from planner.tables.dates import read_date
from planner.tables.raw import Broken, RawTable
from planner.tables.rows import Row

REMEDIES: Mapping[str, str] = {
    "hours": "hours follow from the seats on Roster; what is required stands on Levels and Clients of the program "
    "workbook",
    "needs": "type it on Needs of the program workbook, and replan",
}
"""What to do instead, by `heading_key` of the sheets that are compared."""

_LIVE = {"hours": frozenset({"planned", "short"})}  # formulas: they follow the seats, and what is required
_KEYS = 2  # a row is known by its first two columns, wherever it was sorted to
_ROUNDED = 0.006  # hours; a cell may be shown, and so be saved as CSV, with two decimals

Line = Mapping[int, str]


def edited_results(
    planned: Sequence[Row], tables: Sequence[RawTable], moved: Collection[tuple[str, str]] = ()
) -> list[Fault]:
    """A warning for each cell of Hours and Needs that isn't as it was written, and for rows put in or taken out.

    `moved`: clients and weeks (`hours_moved`, `hours_not_followed`) whose live hours may be others than were written.
    """
    written = written_lines(planned)
    found: list[Fault] = []
    for table in tables:
        name = heading_key(table.name)
        # A plan has hours and may have no needs; a roster of earlier days has no copy of either.
        if name in REMEDIES and "hours" in written and table.rows:
            told = list(_Told(table, REMEDIES[name], moved).faults(written.get(name, {})))
            found += first_of_a_sheet(table, told, REMEDIES[name], "place")
    return found


def hours_moved(before: Sequence[Roster], now: Sequence[Roster]) -> frozenset[tuple[str, str]]:
    """Clients and weeks whose seats come to other sessions or minutes than those of the plan as it was written."""

    def seats(rosters: Sequence[Roster]) -> Counter[tuple[str, date, str, int]]:
        return Counter(
            (key(seat.client), roster.first_day, session.topic, session.credited(seat))
            for roster in rosters
            for session in roster.sessions
            for seat in session.seats
            if seat.status not in MISSED
        )

    was, is_ = seats(before), seats(now)
    return frozenset((client, week.isoformat()) for client, week, *_ in (was - is_) + (is_ - was))


def hours_not_followed(seats: Sequence[SeatRow], weeks: Sequence[date]) -> frozenset[tuple[str, str]]:
    """Clients and weeks whose live hours miss a seat that is read all the same.

    The formula looks for the exact code, a real date and a number in the row itself: it finds none where cells were
    merged or cleared, and none in a text.
    """
    unlike = {seat.client for seat in seats if not _seen_by_formula(seat)}
    return frozenset((key(code), week.isoformat()) for code in unlike for week in weeks)


def _seen_by_formula(seat: SeatRow) -> bool:
    code, day, minutes = (seat.row.own_value(column) for column in ("Client", "Date", "Minutes"))
    if None in (code, day, minutes) or shown(code) != seat.client:
        return False
    # A CSV file has nothing but text; its formulas were worked out where the cells were still dates.
    return seat.row.table.lines or not (isinstance(day, str) or isinstance(minutes, str))


class _Told:
    """What a hand did to one of the sheets, cell by cell."""

    def __init__(self, table: RawTable, fix: str, moved: Collection[tuple[str, str]]) -> None:
        self.table, self.fix, self.moved = table, fix, moved
        name = heading_key(table.name)
        headings = [heading_key(shown(value)) for value in table.rows[0].values]
        self.live = {word: at for at, word in enumerate(headings) if word in _LIVE.get(name, ())}
        told = {word: at for at, word in enumerate(headings) if at >= _KEYS and word}
        self.told = [at for word, at in told.items() if word not in self.live]
        self.required = told.get("required", -1)
        self.week = headings.index("week") if "week" in headings else -1

    def faults(self, before: Lines) -> Iterator[Fault]:
        left: dict[tuple[str, ...], list[Line]] = defaultdict(list)
        for number, line in before.items():
            if number > 1:
                left[_key(line)].append(line)
        weeks = _dates({line.get(self.week, "") for lines in left.values() for line in lines})
        for raw in self.table.rows[1:]:
            now = {at: _text(value) for at, value in enumerate(raw.values)}
            if day := _date(now.get(self.week, ""), weeks):
                now[self.week] = day.isoformat()
            if not any(_key(now)):
                continue
            same = left[_key(now)]
            if not same:
                says = f"isn't taken over: {self.table.name} is for reading only, and no such row was written"
                yield self.table.place(raw.number, 0).fault(now.get(0, ""), says, self.fix, "warning")
                continue
            was = min(
                same, key=lambda line: sum(_differ(line.get(at, ""), now.get(at, "")) for at in self.told)
            )
            same.remove(was)
            for at in self._retyped(was, now):
                said = f"it was '{shown(was[at])}'" if was.get(at) else "nothing stood there"
                says = f"isn't taken over: {self.table.name} is for reading only, and {said}"
                yield self.table.place(raw.number, at).fault(
                    shown(now.get(at, "")), says, self.fix, "warning"
                )
        for gone in (line for lines in left.values() for line in lines):
            says = f"the row of {' and '.join(filter(None, _key(gone)))} was deleted, which isn't taken over"
            yield self.table.place().fault("", says, self.fix, "warning")

    def _retyped(self, was: Line, now: Line) -> Iterator[int]:
        yield from (at for at in self.told if _differ(was.get(at, ""), now.get(at, "")))
        client, week = _key(now)
        if (key(client), week) in self.moved:
            return
        planned, short = self.live.get("planned", -1), self.live.get("short", -1)
        for at in (planned, short):
            # A roster of earlier days has no copy of its formulas; one whose value nobody worked out is no edit.
            said, wrote = _number(now.get(at, "")), _number(was.get(at, ""))
            if said is None or wrote is None or abs(said - wrote) < _ROUNDED:
                if now.get(at, "") and said is None and was.get(at):
                    yield at
                continue
            required = _number(now.get(self.required, ""))
            follows = (
                None if required is None else max(0.0, required - (_number(now.get(planned, "")) or 0.0))
            )
            if at == planned or follows is None or abs(said - follows) >= _ROUNDED:
                yield at


def _text(value: object) -> str:
    """What a cell says, as the hidden copy has it; a formula that nobody worked out says nothing."""
    if isinstance(value, Broken):
        return ""
    return compared(value) if isinstance(value, str) else shown(value)


def _date(text: str, weeks: Collection[date] = ()) -> date | None:
    """A date as any program writes it; where it may be two, the one of the roster's weeks."""
    try:
        return read_date(text, weeks=weeks)
    except Unreadable:
        return None


def _dates(texts: Collection[str]) -> set[date]:
    return {day for text in texts if (day := _date(text))}


def _differ(was: str, now: str) -> bool:
    """Whether two cells say something else; `9.00` is 9."""
    before, after = _number(was), _number(now)
    return was != now if before is None or after is None else abs(before - after) >= _ROUNDED


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _key(line: Line) -> tuple[str, ...]:
    return tuple(line.get(at, "") for at in range(_KEYS))
