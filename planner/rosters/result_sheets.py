"""The sheets Hours and Needs: what a plan came to. Nothing is read from them, and what is typed there is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from planner.model.faults import Fault
from planner.rosters.printed_sheets import NAMED_A_SHEET, Lines, compared, written_lines
from planner.tables.cells import heading_key, shown
from planner.tables.raw import RawTable
from planner.tables.rows import Row

REMEDIES: Mapping[str, str] = {
    "hours": "hours follow from the seats on Roster; what is required stands on Levels and Clients of the program "
    "workbook",
    "needs": "type it on Needs of the program workbook, and replan",
}
"""What to do instead, by `heading_key` of the sheets that are compared."""

_LIVE = frozenset({"planned", "short"})  # formulas of Hours: they follow the seats
_KEYS = 2  # a row is known by its first two columns, wherever it was sorted to

Line = Mapping[int, str]


def edited_results(planned: Sequence[Row], tables: Sequence[RawTable]) -> list[Fault]:
    """A warning for each cell of Hours and Needs that isn't as it was written, and for rows put in or taken out."""
    written = written_lines(planned)
    found: list[Fault] = []
    for table in tables:
        name = heading_key(table.name)
        # A plan has hours and may have no needs; a roster of earlier days has no copy of either.
        if name in REMEDIES and "hours" in written and table.rows:
            found += list(_faults_of(table, written.get(name, {}), REMEDIES[name]))[:NAMED_A_SHEET]
    return found


def _faults_of(table: RawTable, before: Lines, fix: str) -> Iterator[Fault]:
    headings = [heading_key(shown(value)) for value in table.rows[0].values]
    told = [at for at, name in enumerate(headings) if at >= _KEYS and name and name not in _LIVE]
    left: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for number, line in before.items():
        if number > 1:
            left[_key(line)].append(line)
    for raw in table.rows[1:]:
        now = {
            at: compared(value) if isinstance(value, str) else shown(value)
            for at, value in enumerate(raw.values)
        }
        if not any(_key(now)):
            continue
        same = left[_key(now)]
        if not same:
            says = f"isn't taken over: {table.name} is for reading only, and no such row was written"
            yield table.place(raw.number, 0).fault(now.get(0, ""), says, fix, "warning")
            continue
        was = min(same, key=lambda line: sum(line.get(at, "") != now.get(at, "") for at in told))
        same.remove(was)
        for at in told:
            if was.get(at, "") != now.get(at, ""):
                said = f"it was '{shown(was[at])}'" if was.get(at) else "nothing stood there"
                says = f"isn't taken over: {table.name} is for reading only, and {said}"
                yield table.place(raw.number, at).fault(shown(now.get(at, "")), says, fix, "warning")
    for gone in (line for lines in left.values() for line in lines):
        says = f"the row of {' and '.join(filter(None, _key(gone)))} was deleted, which isn't taken over"
        yield table.place().fault("", says, fix, "warning")


def _key(line: Line) -> tuple[str, ...]:
    return tuple(line.get(at, "") for at in range(_KEYS))
