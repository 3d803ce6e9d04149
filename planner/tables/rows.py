"""Rows of a sheet, cells read by what their column holds.

Nothing here raises for a bad cell: the fault is noted, the cell's default is returned, and reading goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal, TypeVar

from planner.model import MINUTES_A_DAY, clock
from planner.model.faults import Fault, Place
from planner.tables import cells, times
from planner.tables.columns import PRIORITIES, Sheet
from planner.tables.names import Names
from planner.tables.raw import Broken, RawRow, RawTable

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

    def cells(self) -> dict[str, Place]:
        """Where each of the row's cells stands, by column; '' is the row."""
        return {"": self.place(), **{column: self.place(column) for column in self._columns}}

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
