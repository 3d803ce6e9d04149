"""Which rows of a sheet are records: no totals, no headings between rows, and what comes twice only once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from planner.model.faults import Fault
from planner.tables import cells
from planner.tables.columns import Sheet
from planner.tables.raw import LEFT_OUT, RawRow, RawTable, is_total
from planner.tables.rows import Row, acknowledges
from planner.workbook.headings import Headings, read_headings


def rows_of(sheet: Sheet, table: RawTable, faults: list[Fault]) -> list[Row] | None:
    """The rows of a sheet, its headings matched to its columns; `None` if a required column is missing.

    What is wrong with the headings, and what is left out or hidden, is noted.
    """
    if not table.rows:
        return []
    headings = read_headings(sheet, table, faults)
    if headings is None:
        return None
    raws = [raw for raw in headings.rows if _is_record(table, raw, headings, faults)]
    _say_hidden(table, raws, faults)
    return [
        Row(sheet=sheet, table=table, raw=raw, columns=headings.columns, faults=faults, note=headings.note)
        for raw in raws
    ]


class Once:
    """Tells rows that say the very same as an earlier one."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, Hashable], Row] = {}

    def again(self, row: Row, says: Hashable, column: str) -> bool:
        """Whether an earlier row says the very same; the two count once, with a warning that names both."""
        first = self._seen.setdefault((row.sheet.name, says), row)
        if first is row:
            return False
        where = f"{'line' if row.table.lines else 'row'} {row.at}"
        earlier = first.place(column).cell
        fix = f"delete {where}, or change what it should say otherwise"
        row.fault(column, f"{where} says the same as {earlier}; the two count once", fix, "warning", found="")
        return True


def _is_record(table: RawTable, raw: RawRow, headings: Headings, faults: list[Fault]) -> bool:
    """Whether a row says something in a known column and is neither a total nor a heading between rows."""
    there = [at for at in headings.columns.values() if at < len(raw.values) and raw.values[at] is not None]
    if not there:
        return False  # a note alone makes no row
    at = min(there)
    first = raw.values[at]
    if is_total(first):
        says = LEFT_OUT
        fix = "whatever is really called so needs another name"
    elif raw.across > 1 and len(there) == 1:
        says = "is taken for a heading across the sheet and left out"
        fix = "unmerge the cell if the row counts"
    else:
        return True
    if not acknowledges(_note_of(raw, headings)):
        name = next(name for name, column in headings.columns.items() if column == at)
        faults.append(table.place(raw.number, at, name).fault(cells.shown(first), says, fix, "warning"))
    return False


def _note_of(raw: RawRow, headings: Headings) -> object:
    return (
        raw.values[headings.note] if headings.note is not None and headings.note < len(raw.values) else None
    )


def _say_hidden(table: RawTable, raws: Sequence[RawRow], faults: list[Fault]) -> None:
    """One warning a sheet: what the coordinator doesn't see rules the plan all the same."""
    hidden = len(raws) if table.hidden else sum(raw.hidden for raw in raws)
    if not hidden:
        return
    if table.hidden:
        counted = f"its {hidden} rows count" if hidden > 1 else "its one row counts"
        says = f"the sheet is hidden, and {counted} all the same"
        fix = "show it (right-click a sheet's name: Unhide), and delete what shouldn't count"
    else:
        says = f"{hidden} hidden row{'s' * (hidden > 1)} count{'s' * (hidden == 1)} like the others"
        fix = "show all rows, and delete those that shouldn't count"
    faults.append(table.place().fault("", says, fix, "warning"))
