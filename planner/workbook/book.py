"""A program workbook: its sheets' rows, without what is no record, and all that is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from planner.model.faults import Fault, Place
from planner.tables import cells
from planner.tables.columns import Sheet
from planner.tables.names import Names
from planner.tables.raw import RawTable
from planner.tables.rows import Row
from planner.whereabouts import Cells, Whereabouts, row_of
from planner.workbook.headings import known_tables
from planner.workbook.kept_rows import Once, rows_of
from planner.workbook.sheets import SHEET_OF, SHEETS

LONGEST_NAME = 150  # characters; what is longer stands on no page


class Book:
    """Every known sheet's rows, and every fault so far. `file` is the name messages use."""

    def __init__(self, file: str, tables: Sequence[RawTable]) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self._remembered: dict[Hashable, list[Cells]] = defaultdict(list)
        self._unreadable: set[str] = set()
        self._rows: dict[str, list[Row]] = {}
        self._once = Once()
        self._tables = known_tables(file, tables, self.faults)
        for sheet in SHEETS:
            table = self._tables.get(sheet.name)
            if table is None and sheet.required:
                self._unreadable.add(sheet.name)
            elif table is not None:
                self._read(sheet, table)

    def rows(self, sheet: str) -> list[Row]:
        """The rows of a sheet in their order, none if there is no such sheet; incomplete ones too."""
        return self._rows.get(sheet, [])

    def remember(self, thing: Hashable, row: Row) -> None:
        """Notes the row from which a thing was read, for messages that are made later."""
        self._remembered[thing].append(row.cells())

    def place_of(self, thing: Hashable, column: str) -> Place | None:
        """Where a thing that was remembered has its cell in a column; `None` where the sheet has no such column."""
        return next((cells[column] for cells in self._remembered[thing] if column in cells), None)

    @property
    def whereabouts(self) -> Whereabouts:
        """Where everything that was remembered stands."""
        known = (row.place() for rows in self._rows.values() for row in rows if row.acknowledged)
        # A whole sheet stands where its first row does; the rows of Times are one thing, and few.
        sheets = {
            ("Sheet", name): tuple(row.cells() for row in (rows if name == "Times" else rows[:1]))
            for name, rows in self._rows.items()
            if rows
        }
        things = {thing: tuple(rows) for thing, rows in self._remembered.items()}
        return Whereabouts(sheets | things, frozenset(map(row_of, known)))

    def whole(self, sheet: str) -> Place:
        """A sheet as a whole, for messages."""
        table = self._tables.get(sheet)
        return table.place() if table else Place(self.file, sheet)

    def read_dates(self, month_first: bool | None) -> None:
        """From now on `12/1/2026` is read so (`None`: it is an error that names the setting)."""
        for rows in self._rows.values():
            for row in rows:
                row.month_first = month_first

    def leave_out(self, row: Row) -> None:
        """Take a row that is no record out of its sheet."""
        self._rows[row.sheet.name].remove(row)

    def again(self, row: Row, says: Hashable, column: str) -> bool:
        """Whether an earlier row of the sheet says the very same (`Once`)."""
        return self._once.again(row, says, column)

    def judged(self, sheet: str) -> bool:
        """Whether the sheet could be read, so that a name which isn't on it can be called unknown."""
        return sheet not in self._unreadable

    def declared(self, sheet: str, column: str | None = None) -> Names:
        """The names a sheet's first column declares, a name that comes twice noted as an error."""
        known = SHEET_OF[sheet]
        heading = column or known.columns[0].name
        names = Names(known.noun, sheet)
        names.judged = self.judged(sheet)
        first_row: dict[str, int] = {}
        for row in self.rows(sheet):
            name = row.text(heading)
            if not name:
                continue
            if len(name) > LONGEST_NAME:
                says = f"is {len(name):,} characters long, and a name has {LONGEST_NAME} at most"
                row.fault(heading, says, "type a short name, and the rest into a column Note")
            if name in names:
                where = f"{'line' if row.table.lines else 'row'} {first_row[cells.key(name)]}"
                another = (
                    "type the days between two stays under Away"
                    if sheet == "Clients"
                    else "name it differently"
                )
                row.fault(heading, f"is declared twice (first in {where})", f"keep one row, or {another}")
                row.complete = False
            first_row.setdefault(cells.key(name), row.at)
            self.remember((sheet, names.spell(name)), row)
        return names

    def _read(self, sheet: Sheet, table: RawTable) -> None:
        rows = rows_of(sheet, table, self.faults)
        if rows is None:
            self._unreadable.add(sheet.name)
            return
        self._rows[sheet.name] = rows
        if sheet.required and not rows:
            self._unreadable.add(sheet.name)  # what isn't there at all is one fault, and not one a name
            needed = ", ".join(column.name for column in sheet.columns if column.required)
            fix = f"type at least one {sheet.noun}: {needed}"
            self.faults.append(table.place().fault("", f"the sheet {sheet.name} has no rows", fix))
