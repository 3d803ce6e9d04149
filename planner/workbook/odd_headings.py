"""Headings that stand otherwise than in one row, each above its column: told as such, and not cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planner.model.faults import Fault
from planner.tables import cells, weekdays
from planner.tables.columns import Column, Sheet
from planner.tables.raw import RawRow, RawTable

_FEWEST_BELOW = 3  # headings in the first column, below each other, are no chance
_FEWEST_NAMED = 2  # cells that can only be headings
# What people type where a figure, a date or a time is read: no heading of any column.
_NO_HEADING = re.compile(
    r"noon|midnight|none|n/?a|null|tb[ad]|[^a-z]*|now|today|tomorrow|always|never|ongoing|any\w*|all|no limit|unlimited"
    r"|open(?:[- ]end(?:ed)?)?|closed?|(?:full|half|part)\b.*|as \w+|once|twice|an? \w+"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand|dozen)\b.*"
)
_READ_IN_FIGURES = ("whole", "minutes", "hours", "money", "date", "time", "starts")


def headings_below(sheet: Sheet, table: RawTable) -> Fault | None:
    """What is said of a sheet whose headings stand in its first column, below each other."""
    known = {cells.heading_key(column.name) for column in sheet.columns}
    first = [cells.heading_key(cells.shown(row.values[0])) for row in table.rows if row.values]
    beside = {cells.heading_key(cells.shown(value)) for value in table.rows[0].values[1:]}
    if len(known & set(first)) < _FEWEST_BELOW or known & beside:
        return None
    says = "the headings stand below each other, and each should stand above its column"
    return table.place(table.rows[0].number).fault(
        "", says, "copy the table and paste it anew with Paste Special: Transpose"
    )


def second_headings(table: RawTable, row: RawRow, columns: Sequence[tuple[Column, int]]) -> Fault | None:
    """What is said of a first row that says what the columns hold; `columns`: where each stands.

    A row with a figure in it is a record: codes, hours and dates have them, and what a column holds has none.
    """
    filled = [
        (column, row.values[at])
        for column, at in columns
        if at < len(row.values) and row.values[at] is not None
    ]
    if any(re.search(r"\d", cells.shown(value)) for _, value in filled):
        return None
    named = [cells.shown(value) for column, value in filled if _names(column, value)]
    judged = [column for column, _ in filled if column.holds in (*_READ_IN_FIGURES, "days")]
    if len(set(named)) < _FEWEST_NAMED or len(named) < len(judged):
        return None
    text = ", ".join(cells.shown(value) for _, value in filled)
    says = f"looks like a second row of headings: {text[:100]}"
    return table.place(row.number).fault(
        "", says, "delete it: one row holds the headings; or type figures, dates and times in it"
    )


def _names(column: Column, value: object) -> bool:
    """Whether a cell can only say what its column holds: words where figures or days are read."""
    if not isinstance(value, str) or re.search(r"\d", value):
        return False
    if _NO_HEADING.fullmatch(cells.clean(value).casefold()):
        return False
    if column.holds == "days":
        try:
            weekdays.read_days(value)
        except cells.Unreadable:
            return True
        return False
    return column.holds in _READ_IN_FIGURES


def merged_headings(table: RawTable, row: RawRow, below: Sequence[RawRow]) -> Iterator[Fault]:
    """A warning for each heading that is merged over a column with data and no heading of its own."""
    for at in sorted(row.across):
        heading = cells.shown(row.values[at])
        if any(len(other.values) > at + 1 and other.values[at + 1] is not None for other in below):
            says = "is a heading over more than one column"
            fix = "unmerge it, and type a heading above each column"
            yield table.place(row.number, at, heading).fault(heading, says, fix, "warning")
