"""A program workbook: its sheets found by name, their headings matched to the contract, and all that is wrong."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Hashable, Sequence

from planner.model.faults import Fault, Place
from planner.tables import cells
from planner.tables.columns import Sheet
from planner.tables.names import Names
from planner.tables.raw import Broken, RawRow, RawTable
from planner.tables.rows import Row
from planner.whereabouts import Cells, Whereabouts
from planner.workbook.sheets import SHEET_OF, SHEETS


class Book:
    """Every known sheet's rows, and every fault so far. `file` is the name messages use."""

    def __init__(self, file: str, tables: Sequence[RawTable]) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self._remembered: dict[Hashable, list[Cells]] = defaultdict(list)
        self._tables = _known_tables(file, tables, self.faults)
        self._rows = {
            sheet.name: rows_of(sheet, self._tables[sheet.name], self.faults)
            for sheet in SHEETS
            if sheet.name in self._tables
        }
        for sheet in SHEETS:
            if sheet.required and not self._rows.get(sheet.name, []):
                self._say_missing(sheet)

    def rows(self, sheet: str) -> list[Row]:
        """The rows of a sheet in their order, none if there is no such sheet; incomplete ones too."""
        return self._rows.get(sheet, [])

    def remember(self, thing: Hashable, row: Row) -> None:
        """Notes the row from which a thing was read, for messages that are made later."""
        self._remembered[thing].append(row.cells())

    @property
    def whereabouts(self) -> Whereabouts:
        """Where everything that was remembered stands."""
        return Whereabouts({thing: tuple(rows) for thing, rows in self._remembered.items()})

    def whole(self, sheet: str) -> Place:
        """A sheet as a whole, for messages."""
        table = self._tables.get(sheet)
        return table.place() if table else Place(self.file, sheet)

    def declared(self, sheet: str, column: str | None = None) -> Names:
        """The names a sheet's first column declares, a name that comes twice noted as an error."""
        known = SHEET_OF[sheet]
        heading = column or known.columns[0].name
        names = Names(known.noun, sheet)
        first_row: dict[str, int] = {}
        for row in self.rows(sheet):
            name = row.text(heading)
            if not name:
                continue
            if name in names:
                where = f"{'line' if row.table.lines else 'row'} {first_row[cells.key(name)]}"
                row.fault(
                    heading, f"is declared twice (first in {where})", "keep one row, or name it differently"
                )
                row.complete = False
            first_row.setdefault(cells.key(name), row.at)
            self.remember((sheet, names.spell(name)), row)
        return names

    def _say_missing(self, sheet: Sheet) -> None:
        table = self._tables.get(sheet.name)
        headings = ", ".join(column.name for column in sheet.columns if column.required)
        if table is None:
            says = f"there is no sheet {sheet.name}, and a program workbook needs one"
            self.faults.append(
                Place(self.file).fault("", says, f"add it, with at least the columns {headings}")
            )
        elif len(table.rows) <= 1:
            says = f"the sheet {sheet.name} has no rows"
            fix = f"type at least one {sheet.noun}: {headings}"
            self.faults.append(table.place().fault("", says, fix))


def _known_tables(file: str, tables: Sequence[RawTable], faults: list[Fault]) -> dict[str, RawTable]:
    by_key = {cells.heading_key(sheet.name): sheet.name for sheet in SHEETS}
    found: dict[str, RawTable] = {}
    for table in tables:
        name = by_key.get(cells.heading_key(table.name))
        if name in found:
            says = f"is the sheet {name} a second time (the first is {found[name].name})"
            faults.append(table.place().fault(table.name, says, "keep one of the two"))
        elif name is not None:
            found[name] = table
        elif not table.hidden and table.rows and not _own(table.name):
            says, fix = _nearest_heading(table.name, by_key, "sheet")
            faults.append(table.place().fault(table.name, says, fix, "warning"))
    return found


def _own(heading: str) -> bool:
    """Whether a column or sheet is the coordinator's own."""
    return cells.heading_key(heading) in ("note", "notes") or heading.startswith("(")


def _nearest_heading(heading: str, known: dict[str, str], what: str) -> tuple[str, str]:
    near = difflib.get_close_matches(cells.heading_key(heading), known, n=1, cutoff=0.6)
    fix = f"did you mean {known[near[0]]}?" if near else f"for a {what} of your own, start its name with ("
    return f"is no known {what} and is ignored", fix


def rows_of(sheet: Sheet, table: RawTable, faults: list[Fault]) -> list[Row]:
    """The rows of a sheet, its headings matched to its columns; what is wrong with the headings is noted."""
    if not table.rows:
        return []
    headings, columns = table.rows[0], dict[str, int]()
    by_key = {cells.heading_key(column.name): column.name for column in sheet.columns}
    for at, value in enumerate(headings.values):
        if cells.blank(value):
            continue
        heading = cells.shown(value)
        place = table.place(headings.number, at, heading)
        name = by_key.get(cells.heading_key(heading))
        if value is Broken.NOT_CALCULATED:
            faults.append(
                place.fault("", "the heading is a formula without a stored value", "type the heading")
            )
        elif name in columns:
            faults.append(
                place.fault(heading, "is a heading that comes twice", "keep one of the two columns")
            )
        elif name is not None:
            columns[name] = at
        elif not _own(heading):
            says, fix = _nearest_heading(heading, by_key, "column")
            faults.append(place.fault(heading, says, fix, "warning"))
    missing = [column.name for column in sheet.columns if column.required and column.name not in columns]
    for name in missing:
        seen = ", ".join(cells.shown(value) for value in headings.values if not cells.blank(value))
        says = f"the column {name} is missing; row {headings.number} should hold the headings, and holds: {seen[:200]}"
        faults.append(table.place(headings.number).fault("", says, f"add a column with the heading {name}"))
    if missing:
        return []
    rows = (Row(sheet, table, raw, columns, faults) for raw in table.rows[1:] if _filled(raw, columns))
    return list(rows)


def _filled(raw: RawRow, columns: dict[str, int]) -> bool:
    """Whether a row says anything in a known column; a note alone makes no row."""
    return any(at < len(raw.values) and not cells.blank(raw.values[at]) for at in columns.values())
