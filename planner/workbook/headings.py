"""Which table is which sheet, and which column which: found by name, and told where a name is another."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from planner.model.faults import Fault, Place
from planner.tables import cells
from planner.tables.columns import Column, Sheet
from planner.tables.raw import Broken, RawRow, RawTable
from planner.workbook.column_words import column_meant, unknown_column
from planner.workbook.odd_headings import headings_below, merged_headings
from planner.workbook.sheets import SHEETS

MOST_ROWS_ABOVE = 8
MOST_UNKNOWN = 5  # headings of one sheet that are told one by one; more are no slips of the pen


@dataclass
class Headings:
    """A sheet's columns by name and the rows below; `note` is the column of the coordinator's own note.

    `width`: how many cells the row of headings has, empty ones too.
    """

    columns: dict[str, int] = field(default_factory=dict)
    note: int | None = None
    rows: Sequence[RawRow] = ()
    width: int = 0


def own(heading: str) -> bool:
    """Whether a column or sheet is the coordinator's own."""
    return cells.heading_key(heading) in ("note", "notes", "readme") or heading.startswith("(")


def known_tables(file: str, tables: Sequence[RawTable], faults: list[Fault]) -> dict[str, RawTable]:
    """The table of each sheet. A required one under another name is told by its headings, and read all the same."""
    by_key = {cells.heading_key(sheet.name): sheet.name for sheet in SHEETS}
    found: dict[str, RawTable] = {}
    others: list[RawTable] = []
    for table in tables:
        name = by_key.get(cells.heading_key(table.name))
        if name in found:
            first = found[name].file if table.lines else found[name].name
            says = f"is the sheet {name} a second time (the first is {first})"
            faults.append(table.place().fault(table.name, says, "keep one of the two"))
        elif name is not None:
            found[name] = table
        elif table.rows and not own(table.name):
            others.append(table)
    for table in others:
        alike = _sheet_with_headings(table.rows[0], found)
        copied = _sheet_with_headings(table.rows[0], ())
        if alike is not None and alike.required:
            found[alike.name] = table
            says = f"is no known sheet; its headings are those of {alike.name}, which is missing"
            faults.append(table.place().fault(table.name, says, f"rename it {alike.name}"))
        else:
            likely = copied if copied is not None and copied.name in found else alike
            near = likely.name if likely else _nearest(table.name, by_key)
            if table.hidden and near is None:
                continue  # programs leave hidden sheets of their own
            fix = _instead(table, near, near in found)
            says = "is no known sheet and is ignored"
            faults.append(table.place().fault(table.name, says, fix, "warning"))
    for sheet in SHEETS:
        if sheet.required and sheet.name not in found:
            headings = ", ".join(column.name for column in sheet.columns if column.required)
            says = f"there is no sheet {sheet.name}, and a program workbook needs one"
            faults.append(Place(file).fault("", says, f"add it, with at least the columns {headings}"))
    return found


def _instead(table: RawTable, near: str | None, there: bool) -> str:
    """What to do with a sheet that isn't known; `there`: the nearest known one is in the workbook."""
    own_sheet = "for a sheet of your own, start its name with ("
    if cells.heading_key(table.name) == "names":
        return "delete it: people's names stand in a file of their own (planner print --names)"
    if near is None:
        return own_sheet
    return f"{near} is there already; {own_sheet}" if there else f"did you mean {near}?"


def _sheet_with_headings(row: RawRow, found: Iterable[str]) -> Sheet | None:
    """The sheet, not yet found, whose columns a row of headings names."""
    keys = _keys(row)
    alike = [sheet for sheet in SHEETS if sheet.name not in found and len(_matched(sheet, keys)) > 1]
    fitting = [sheet for sheet in alike if {cells.heading_key(name) for name in _required(sheet)} <= keys]
    return max(fitting, key=lambda sheet: len(_matched(sheet, keys)), default=None)


def _keys(row: RawRow) -> set[str]:
    return {cells.heading_key(cells.shown(value)) for value in row.values if not cells.blank(value)}


def _required(sheet: Sheet) -> list[str]:
    return [column.name for column in sheet.columns if column.required]


def _matched(sheet: Sheet, keys: set[str]) -> list[str]:
    return [column.name for column in sheet.columns if cells.heading_key(column.name) in keys]


def read_headings(sheet: Sheet, table: RawTable, faults: list[Fault]) -> Headings | None:
    """A sheet's columns; `None` if one that is required is missing, which is told."""
    at = row_of_headings(_required(sheet), table, faults)
    row = table.rows[at]
    if (below := headings_below(sheet, table)) is not None:
        faults.append(below)
        return None
    found, unknown = _columns(sheet, table, row, faults)
    found.width = len(row.values)
    merged = [one for one in merged_headings(table, row, table.rows[at + 1 :]) if not own(one.found)]
    faults += merged
    unknown = [one for one in unknown if one[1] not in {fault.found for fault in merged}]
    missing = [column for column in sheet.columns if column.name not in found.columns]
    near = {heading: column_meant(heading, missing, sheet) for _, heading in unknown}
    # A word of a record may be like a heading (`group`); a row that is one means columns by most of its words.
    meant_ones = sum(column is not None for column in near.values())
    if not found.columns and len(unknown) > 1 and meant_ones * 2 < len(unknown):
        faults.append(_no_headings(sheet, table, row))
        return None
    faults += _missing_columns(table, row, [column for column in missing if column.required], near)
    if len(unknown) > MOST_UNKNOWN and not any(near[heading] in missing for _, heading in unknown):
        told = ", ".join(heading for _, heading in unknown[:MOST_UNKNOWN])
        says = f"and {len(unknown) - 1} more are no known columns and are ignored: {told}, ..."
        fix = "headings stand in one row, each above its column; start the names of your own with ("
        faults.append(unknown[0][0].fault(unknown[0][1], says, fix, "warning"))
        unknown = []
    for place, heading in unknown:
        meant_column = near[heading]
        if meant_column is None or not meant_column.required or meant_column not in missing:
            faults.append(unknown_column(place, heading, sheet, meant_column, missing))
    found.rows = table.rows[at + 1 :]
    return None if any(column.required for column in missing) else found


def _missing_columns(
    table: RawTable, row: RawRow, missing: Sequence[Column], near: Mapping[str, Column | None]
) -> Iterator[Fault]:
    """A fault for each required column that is missing; `near`: the column that each unknown heading may mean."""
    seen = ", ".join(cells.shown(value) for value in row.values if not cells.blank(value))[:200]
    loose = [heading for heading, column in near.items() if column is None]
    for column in missing:
        says = f"the column {column.name} is missing; row {row.number} should hold the headings, and holds: {seen}"
        meant = next((heading for heading, other in near.items() if other is column), None)
        fix = f"add a column with the heading {column.name}"
        if meant:
            fix = f"rename the column {meant}, or {fix}"
        elif len(missing) == len(loose) == 1:
            fix = f"rename the column {loose[0]} if it holds that, or {fix}"
        yield table.place(row.number).fault("", says, fix)


def _no_headings(sheet: Sheet, table: RawTable, row: RawRow) -> Fault:
    """A sheet whose first row is data: one fault, and not one a cell."""
    seen = ", ".join(cells.shown(value) for value in row.values if not cells.blank(value))
    line = "line" if table.lines else "row"
    says = f"{line} {row.number} should hold the headings, and holds: {seen[:200]}"
    fix = f"put a row above it with the headings {', '.join(_required(sheet))}"
    return table.place(row.number).fault("", says, f"{fix} and what else the sheet has")


def row_of_headings(required: Iterable[str], table: RawTable, faults: list[Fault]) -> int:
    """Which row holds the headings: the first, unless it doesn't and one of the next does, which is told."""
    needed = {cells.heading_key(name) for name in required}
    rows = enumerate(table.rows[:MOST_ROWS_ABOVE])
    at = next((at for at, row in rows if needed <= _keys(row)), 0)
    if at > 0:
        above, line = table.rows[0], "line" if table.lines else "row"
        first, text = next((at, cells.shown(it)) for at, it in enumerate(above.values) if not cells.blank(it))
        says = f"stands above the headings, which are in {line} {table.rows[at].number}"
        fix = f"delete what stands above them: the first {line} that isn't empty holds the headings"
        faults.append(table.place(above.number, first).fault(text, says, fix))
    return at


def _columns(
    sheet: Sheet, table: RawTable, row: RawRow, faults: list[Fault]
) -> tuple[Headings, list[tuple[Place, str]]]:
    """The columns that are known, and the headings that aren't."""
    by_key = {cells.heading_key(column.name): column.name for column in sheet.columns}
    found, unknown = Headings(), list[tuple[Place, str]]()
    for at, value in enumerate(row.values):
        if cells.blank(value):
            continue
        heading = cells.shown(value)
        place = table.place(row.number, at, heading)
        name = by_key.get(cells.heading_key(heading))
        if value is Broken.NOT_CALCULATED:
            says = "the heading is a formula without a stored value"
            faults.append(place.fault("", says, "type the heading"))
        elif name in found.columns:
            says = "is a heading that comes twice"
            faults.append(place.fault(heading, says, "keep one of the two columns"))
        elif name is not None:
            found.columns[name] = at
        elif cells.heading_key(heading) in ("note", "notes"):
            found.note = at
        elif not own(heading):
            unknown.append((place, heading))
    return found, unknown


def _nearest(name: str, known: Iterable[str]) -> str | None:
    by_key = {cells.heading_key(one): one for one in known}
    near = difflib.get_close_matches(cells.heading_key(name), by_key, n=1, cutoff=0.6)
    return next((sheet.name for sheet in SHEETS if near and cells.heading_key(sheet.name) == near[0]), None)
