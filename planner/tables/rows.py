"""Rows of a sheet, cells read by what their column holds.

Nothing here raises for a bad cell: the fault is noted, the cell's default is returned, and reading goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Set
from dataclasses import replace
from datetime import date
from typing import Literal, TypeVar

from planner.model import MINUTES_A_DAY, PRIORITIES, clock, listed
from planner.model.faults import Fault, Place
from planner.tables import cells, dates, numbers, times, weekdays
from planner.tables.columns import CLEARED, Sheet, means_blank
from planner.tables.names import Names, instead_of_all, names_in, says_several, sort_meant
from planner.tables.raw import Broken, RawRow, RawTable

EXCEL_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
MOST_FAULTS_A_CELL = 10
WORDS_OF_A_REMARK = 3
_LEAST_HOURS = (15, 60)  # minutes a day, a week: less was hardly meant
_URGENT = frozenset({"high", "highest", "urgent", "required", "critical", "mandatory"})
Kind = Literal["error", "warning"]
Value = TypeVar("Value")


class Row:
    """One row of a known sheet: `complete` unless a required cell is blank or unreadable, `sound` without an error.

    `note` is the column of the coordinator's own note: one that begins with `ok` leaves the row's warnings out.
    `month_first` says how `12/1/2026` is read (`None`: not at all); `weeks`: the first days of the weeks of its dates.
    """

    month_first: bool | None = None
    weeks: Collection[date] = ()

    def __init__(
        self,
        sheet: Sheet,
        table: RawTable,
        raw: RawRow,
        columns: dict[str, int],
        faults: list[Fault],
        note: int | None = None,
    ) -> None:
        self.sheet, self.table, self.at, self.complete, self.sound = sheet, table, raw.number, True, True
        self.values, self._lent, self.columns, self.faults = raw.values, raw.lent, columns, faults
        said = raw.values[note] if note is not None and note < len(raw.values) else None
        self.acknowledged = cells.acknowledges(said)
        self._broken: set[str] = set()
        for column in sheet.columns:
            found = self.value(column.name)
            if isinstance(found, str | Broken):
                self._look(column.name, found)
            elif found is None and column.required:
                if self._is_remark():
                    return
                self.complete = False
                says = f"{column.name} is blank, and every {sheet.noun} needs one"
                self.fault(column.name, says, f"what may stand here: {column.note}".rstrip("."), found="")

    def _is_remark(self) -> bool:
        """Whether some words stand alone where more is needed: one fault says so, and not one a column."""
        filled = [column for column in self.sheet.columns if self.value(column.name) is not None]
        needed = [column.name for column in self.sheet.columns if column.required and column not in filled]
        text = self.value(filled[0].name) if len(filled) == 1 and needed else None
        if not isinstance(text, str) or len(text.split()) < WORDS_OF_A_REMARK:
            return False
        self.complete = False
        says = f"stands alone in its row, and every {self.sheet.noun} needs {listed(needed)}"
        self.fault(filled[0].name, says, "delete the row if it is a remark, or move it to a column Note")
        self._broken.update((filled[0].name, *needed))
        return True

    def place(self, column: str | None = None) -> Place:
        """Where the row's cell, or the row, stands."""
        at = self.columns.get(column) if column else None
        if at is None and not self.table.lines:
            at = 0
        return self.table.place(self.at, at, column or "")

    def cells(self) -> dict[str, Place]:
        """Where each of the row's cells that isn't blank stands, by column; '' is the row."""
        filled = [column for column in self.columns if self.value(column) is not None]
        return {"": self.place(), **{column: self.place(column) for column in filled}}

    def value(self, column: str) -> object:
        """What stands in a cell, `None` if blank, missing or broken."""
        at = self.columns.get(column)
        if at is None or at >= len(self.values) or column in self._broken:
            return None
        return self.values[at]

    def own_value(self, column: str) -> object:
        """What a formula finds in the cell itself, where `value` also has that of a merged cell above."""
        return None if self.columns.get(column) in self._lent else self.value(column)

    def has(self, column: str) -> bool:
        """Whether the sheet has the column at all."""
        return column in self.columns

    def empty(self, column: str) -> bool:
        """Whether nothing was typed; what can't be read was."""
        return self.value(column) is None and column not in self._broken

    def fault(
        self, column: str, says: str, fix: str = "", kind: Kind = "error", found: str | None = None
    ) -> None:
        """Note a fault of a cell, if it isn't an acknowledged warning; `found` is the cell's text unless given."""
        if kind == "warning" and self.acknowledged:
            return
        self.sound &= kind != "error"
        text = cells.shown(self.value(column) if found is None else found)
        self.faults.append(self.place(column).fault(text, says, fix, kind))

    def read(self, column: str, reader: Callable[[object], Value]) -> Value | None:
        """A cell through a reader; `None` if blank or unreadable, the latter noted."""
        found = self.value(column)
        if found is None:
            return None
        try:
            return reader(found)
        except cells.Unreadable as trouble:
            required = self.sheet.column(column).required
            word = cells.key(found) if isinstance(found, str) else ""
            fix, likely = trouble.fix, trouble.fix.startswith("did you mean")
            if word.strip(".") in cells.NOTHING and not required:
                if word in cells.YES and likely:
                    fix = f"{fix} If none is meant, clear the cell"
                else:
                    fix = f"{'' if likely else f'{fix}, or '}clear the cell if none is meant"
            if means_blank(word, self.sheet.column(column)):
                fix = CLEARED
            self.fault(column, trouble.says, fix)
            self.faults[-1] = replace(self.faults[-1], of_column=trouble.of_column)
            self._broken.add(column)
            if required:
                self.complete = False
            return None

    def text(self, column: str) -> str:
        """Text or a name as typed; '' if blank."""
        return self.read(column, cells.read_text) or ""

    def limit(self, column: str) -> int | None:
        """A whole number or hours (as minutes), within the contract's bounds; `None` if blank."""
        known = self.sheet.column(column)
        readers = {"hours": numbers.read_hours, "minutes": numbers.read_minutes}
        reader = readers.get(known.holds, numbers.read_whole)
        found = self.read(column, lambda value: reader(value, known.fewest, known.most))
        if (
            known.holds == "hours"
            and found is not None
            and 0 < found < _LEAST_HOURS[(known.most or 0) > MINUTES_A_DAY]
        ):
            says = f"is only {found} minutes"
            self.fault(column, says, numbers.hours_meant_by_a_part(self.value(column)), "warning")
        return known.default if found is None else found

    def number(self, column: str, unread: int | None = None) -> int:
        """Like `limit`, for a column that has a default or must be filled; `unread`: where nobody can tell."""
        found, fewest = self.limit(column), self.sheet.column(column).fewest
        return found if found is not None else fewest if unread is None else unread

    def yes_no(self, column: str) -> bool | None:
        """Yes or no; `None` if blank."""
        return self.read(column, cells.read_yes_no)

    def choice(self, column: str) -> str | None:
        """One of the contract's words; `None` if blank."""
        return self.read(column, lambda value: cells.read_choice(value, self.sheet.column(column).choices))

    def day(self, column: str, beside: Set[int] | None = None) -> date | None:
        """A date; `None` if blank. `beside` (or a column `Day` beside `Date`) settles which of two dates is meant."""
        if beside is None and column == "Date" and any(known.name == "Day" for known in self.sheet.columns):
            beside = self.weekdays("Day")
        return self.read(column, lambda value: dates.read_date(value, self.month_first, beside, self.weeks))

    def weekdays(self, column: str) -> frozenset[int] | None:
        """Weekdays, 0 = Monday; `None` if blank."""
        return self.read(column, weekdays.read_days)

    def priority(self) -> int:
        """The Priority column: must, should, could or 1 to 1000."""

        def reader(value: object) -> int:
            if isinstance(value, str) and cells.key(value) in PRIORITIES:
                return PRIORITIES[cells.key(value)]
            try:
                return numbers.read_whole(value, 1, 1000)
            except cells.Unreadable:
                meant = isinstance(value, str) and cells.key(value) in _URGENT
                allowed = "type must, should, could or 1 to 1000"
                fix = f"{allowed}; must is what is most urgent" if meant else allowed
                raise cells.Unreadable("is no priority", fix) from None

        found = self.read("Priority", reader)
        return PRIORITIES["should"] if found is None else found

    def stretch(self) -> tuple[int | None, int | None]:
        """From and To as minutes of the day; `None` where blank. From may hold a whole range if To is blank."""
        first, last = self.value("From"), self.value("To")
        if times.holds_range(first):
            if last is None:
                return self.read("From", times.read_range) or (None, None)
            fix = "clear To, or type in From only when it begins"
            self.fault("From", "is a whole range, and To is filled too", fix)
            return None, None
        opens = self.read("From", times.read_time)
        closes = self.read("To", lambda value: times.read_time(value, ends=True))
        if opens is not None and closes is not None:
            if times.begins_in_the_afternoon(first, last):
                opens += times.NOON
            if closes <= opens:
                later = closes + times.NOON
                meant = f"try {clock(later)}" if opens < later < MINUTES_A_DAY else "for a night use two rows"
                meant = "type when it ends" if closes == opens else meant
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
        if kind == "error" and self.sheet.column(column).required:
            self.complete = False
        if not all(names.judged for names in declared):
            return None
        several = names_in(self.value(column), *declared)
        nobody = cells.key(text).strip(".") in cells.NOTHING and not self.sheet.column(column).required
        near = sort_meant(text, declared)
        says, fix = near.says_unknown(text)
        if len(several) > 1:
            fix = "type a row for each" if self.sheet.column(column).required else "type one of them"
            says, fix = "is more than one name", f"{fix}: {'; '.join(several)}"
        elif nobody:
            fix = "clear the cell if none is meant"
        elif len(declared) > 1 and not near.range_in(text):
            *others, last = (names.noun for names in declared)
            says = f"is no {', '.join(others)} or {last}"
        self.fault(column, says, fix, kind, found=text)
        return None

    def several_of(self, column: str, declared: Names) -> tuple[str, ...]:
        """A list of declared names in their declared spelling; unknown ones are noted and left out."""
        longest = max(declared.longest, 1)
        parts = self.read(column, lambda value: cells.read_list(value, declared.find, longest)) or []
        found: dict[str, None] = {}
        unknown: list[str] = []
        for part in parts:
            name = declared.find(part)
            if name is None:
                unknown.append(part)
            else:
                found[name] = None
        self._say_unknown(column, unknown, declared)
        return tuple(found)

    def _say_unknown(self, column: str, unknown: list[str], declared: Names) -> None:
        for part in unknown[:MOST_FAULTS_A_CELL] if declared.judged else ():
            says, fix = declared.says_unknown(part)
            several = names_in(part, declared) or names_in(part.replace(" ", ","), declared)
            if len(several) > 1:
                says, fix = says_several(part, several, self.sheet.column(column).may_be_all)
            else:
                fix = instead_of_all(part, declared, self.sheet.column(column).may_be_all) or fix
                fix = CLEARED if means_blank(cells.key(part), self.sheet.column(column)) else fix
            self.fault(column, says, fix, found=part)
        if declared.judged and len(unknown) > MOST_FAULTS_A_CELL:
            more = len(unknown) - MOST_FAULTS_A_CELL
            self.fault(column, f"and {more:,} more names in this cell are no {declared.noun}", "", found="")

    def tags(self, column: str, spellings: Names) -> frozenset[str]:
        """A list of free words, each in the spelling first met."""
        return frozenset(spellings.spell(part) for part in self.read(column, cells.read_list) or [])

    def _look(self, column: str, found: str | Broken) -> None:
        if found is Broken.NOT_CALCULATED:
            says = "holds a formula without a stored value"
            self.fault(column, says, "open the workbook in Excel, let it calculate, and save it", found="")
        elif isinstance(found, str) and "#" in found and cells.clean(found).upper() in EXCEL_ERRORS:
            self.fault(column, "is an error of a formula", "mend the formula or type the value")
        else:
            return
        self._broken.add(column)
        if self.sheet.column(column).required:
            self.complete = False
