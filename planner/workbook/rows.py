"""Rows of known sheets: headings matched to the contract, cells read by what their column holds.

A `Book` holds every sheet of a program workbook and all that was found wrong with it; nothing here raises
for a bad cell: the fault is noted, the cell's default is returned, and reading goes on.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal, TypeVar

from planner.faults import Fault
from planner.model import MINUTES_A_DAY, clock
from planner.workbook import cells, times
from planner.workbook.names import Names
from planner.workbook.sheets import PRIORITIES, SHEET_OF, SHEETS, Sheet
from planner.workbook.tables import Broken, Place, RawRow, RawTable

EXCEL_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
Kind = Literal["error", "warning"]
Value = TypeVar("Value")


class Row:
    """One row of a known sheet. `complete` turns false when a required cell is blank or unreadable."""

    def __init__(
        self, sheet: Sheet, table: RawTable, raw: RawRow, columns: dict[str, int], faults: list[Fault]
    ) -> None:
        self.sheet, self.table, self.at = sheet, table, raw.number
        self.complete = True
        self._values, self._columns, self._faults = raw.values, columns, faults
        self._broken: set[str] = set()
        for column in sheet.columns:
            self._look(column.name)
        for column in sheet.columns:
            if column.required and self.value(column.name) is None and column.name not in self._broken:
                self.complete = False
                says = f"{column.name} is blank, and every {sheet.noun} needs one"
                self.fault(column.name, says, f"what may stand here: {column.note}".rstrip("."), found="")

    def place(self, column: str | None = None) -> Place:
        """Where the row's cell, or the row, stands."""
        at = self._columns.get(column) if column else None
        if at is None and not self.table.lines:
            at = 0
        return self.table.place(self.at, at, column or "")

    def value(self, column: str) -> object:
        """What stands in a cell, `None` if blank, missing or broken."""
        at = self._columns.get(column)
        if at is None or at >= len(self._values) or column in self._broken:
            return None
        found = self._values[at]
        return None if cells.blank(found) else found

    def fault(
        self, column: str, says: str, fix: str = "", kind: Kind = "error", found: str | None = None
    ) -> None:
        """Note a fault of a cell; `found` is the cell's own text unless given."""
        text = cells.shown(self.value(column)) if found is None else found
        self._faults.append(self.place(column).fault(text, says, fix, kind))

    def read(self, column: str, reader: Callable[[object], Value]) -> Value | None:
        """A cell through a reader; `None` if blank or unreadable, the latter noted."""
        found = self.value(column)
        if found is None:
            return None
        try:
            return reader(found)
        except cells.Unreadable as trouble:
            self.fault(column, trouble.says, trouble.fix)
            self._broken.add(column)
            if self.sheet.column(column).required:
                self.complete = False
            return None

    def text(self, column: str) -> str:
        """Text or a name as typed; '' if blank."""
        return self.read(column, cells.read_text) or ""

    def limit(self, column: str) -> int | None:
        """A whole number or hours (as minutes), within the contract's bounds; `None` if blank."""
        known = self.sheet.column(column)
        reader = cells.read_hours if known.holds == "hours" else cells.read_whole
        found = self.read(column, lambda value: reader(value, known.fewest, known.most))
        return known.default if found is None else found

    def number(self, column: str) -> int:
        """Like `limit`, for a column that has a default or must be filled."""
        found = self.limit(column)
        return self.sheet.column(column).fewest if found is None else found

    def yes_no(self, column: str) -> bool | None:
        """Yes or no; `None` if blank."""
        return self.read(column, cells.read_yes_no)

    def choice(self, column: str) -> str | None:
        """One of the contract's words; `None` if blank."""
        return self.read(column, lambda value: cells.read_choice(value, self.sheet.column(column).choices))

    def day(self, column: str) -> date | None:
        """A date; `None` if blank."""
        return self.read(column, cells.read_date)

    def weekdays(self, column: str) -> frozenset[int] | None:
        """Weekdays, 0 = Monday; `None` if blank."""
        return self.read(column, cells.read_days)

    def priority(self) -> int:
        """The Priority column: must, should, could or 1 to 1000."""

        def reader(value: object) -> int:
            if isinstance(value, str) and cells.key(value) in PRIORITIES:
                return PRIORITIES[cells.key(value)]
            try:
                return cells.read_whole(value, 1, 1000)
            except cells.Unreadable:
                raise cells.Unreadable("is no priority", "type must, should, could or 1 to 1000") from None

        found = self.read("Priority", reader)
        return PRIORITIES["should"] if found is None else found

    def stretch(self) -> tuple[int | None, int | None]:
        """From and To as minutes of the day; `None` where blank. From may hold a whole range if To is blank."""
        if self.value("To") is None and times.holds_range(self.value("From")):
            return self.read("From", times.read_range) or (None, None)
        opens = self.read("From", times.read_time)
        closes = self.read("To", lambda value: times.read_time(value, ends=True))
        if opens is not None and closes is not None and closes <= opens:
            later = closes + times.NOON
            meant = f"try {clock(later)}" if opens < later < MINUTES_A_DAY else "for a night use two rows"
            self.fault("To", f"is not after From ({clock(opens)})", meant)
            return None, None
        return opens, closes

    def one_of(self, column: str, *declared: Names, kind: Kind = "error") -> str | None:
        """A declared name in its declared spelling; `None` if blank or unknown, the latter noted."""
        text = self.text(column)
        if not text:
            return None
        for names in declared:
            found = names.find(text)
            if found is not None:
                return found
        near = next((names for names in declared if names.nearest(text)), declared[0])
        says, fix = near.says_unknown(text)
        if len(declared) > 1:
            *others, last = (names.noun for names in declared)
            says = f"is no {', '.join(others)} or {last}"
        self.fault(column, says, fix, kind, found=text)
        if kind == "error" and self.sheet.column(column).required:
            self.complete = False
        return None

    def several_of(self, column: str, declared: Names, kind: Kind = "error") -> tuple[str, ...]:
        """A list of declared names in their declared spelling; unknown ones are noted and left out."""
        parts = self.read(column, lambda value: cells.read_list(value, declared.find)) or []
        found: dict[str, None] = {}
        for part in parts:
            name = declared.find(part)
            if name is None:
                says, fix = declared.says_unknown(part)
                self.fault(column, says, fix, kind, found=part)
            else:
                found[name] = None
        return tuple(found)

    def tags(self, column: str, spellings: Names) -> frozenset[str]:
        """A list of free words, each in the spelling first met."""
        return frozenset(spellings.spell(part) for part in self.read(column, cells.read_list) or [])

    def _look(self, column: str) -> None:
        found = self.value(column)
        if found is Broken.NOT_CALCULATED:
            says = "holds a formula without a stored value"
            self.fault(column, says, "open the workbook in Excel, let it calculate, and save it", found="")
        elif isinstance(found, str) and cells.clean(found).upper() in EXCEL_ERRORS:
            self.fault(column, "is an error of a formula", "mend the formula or type the value")
        else:
            return
        self._broken.add(column)
        if self.sheet.column(column).required:
            self.complete = False


class Book:
    """Every known sheet's rows, and every fault so far. `file` is the name messages use."""

    def __init__(self, file: str, tables: Sequence[RawTable]) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self._tables = _known_tables(file, tables, self.faults)
        self._rows = {
            sheet.name: _rows_of(sheet, self._tables[sheet.name], self.faults)
            for sheet in SHEETS
            if sheet.name in self._tables
        }
        for sheet in SHEETS:
            if sheet.required and not self._rows.get(sheet.name, []):
                self._say_missing(sheet)

    def rows(self, sheet: str) -> list[Row]:
        """The rows of a sheet in their order, none if there is no such sheet; incomplete ones too."""
        return self._rows.get(sheet, [])

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
            names.spell(name)
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


def _rows_of(sheet: Sheet, table: RawTable, faults: list[Fault]) -> list[Row]:
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
