"""Raw tables: what stands in each cell of a workbook or a folder of CSV files, before anything is understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from planner.model.faults import Fault, Place, WorkbookFaults
from planner.tables.cells import blank, key
from planner.tables.sheet_names import names_a_table

BLANK_ROWS_THAT_END_A_SHEET = 5_000  # a stray format can reach down to row 1 048 576
_COUNTED = "clients|patients|people|topics|groups|sessions|seats|rooms|therapists|staff|hours|minutes"
_TOTALS = re.compile(rf"((grand|sub|sum)?totals?({_COUNTED})?|sums?)[:=]?(\d+|\(\d+\))?")
_AVERAGES = re.compile(r"(average|avg|mean|count|n(?==))([:=]\d*)?")
_COUNTS = re.compile(rf"\d+({_COUNTED})")
_FIGURES = re.compile(r"[-+\d.,%$: ]+")
LEFT_OUT = "is taken for a row of totals and left out"
MOST_CELLS = 1_000_000  # a year of attendance of a large program


class Broken(Enum):
    """What stands in a cell that should hold a value and doesn't."""

    NOT_CALCULATED = "a formula without a stored value"


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row; `number` is its row in the sheet or its first line in the file, from 1.

    `hidden`: not shown in Excel; `across`: the columns in which cells begin that are merged over more than one;
    `lent`: the columns whose value is that of a merged cell which begins in a row above; `struck`: a line goes
    through the text of one of its cells.
    """

    number: int
    values: Sequence[object]
    hidden: bool = False
    across: frozenset[int] = frozenset()
    lent: frozenset[int] = frozenset()
    struck: bool = False


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet or CSV file. `file` is the name messages use; `lines` = a CSV file; `hidden` = a hidden sheet.

    `hidden_columns` are those that aren't shown in Excel, counted from 0.
    """

    name: str
    file: str
    rows: Sequence[RawRow] = field(default_factory=tuple)
    lines: bool = False
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()

    def place(self, row: int | None = None, column: int | None = None, heading: str = "") -> Place:
        """Where a cell, a row or the whole table stands; `column` counts from 0."""
        if self.lines:
            parts = [f"line {row}"] if row is not None else []
            parts += [f"column {heading or letters(column)}"] if column is not None else []
            return Place(self.file, "", ", ".join(parts))
        cell = f"{letters(column) if column is not None else ''}{row if row is not None else ''}"
        return Place(self.file, self.name, cell)


def is_total(value: object, beside: Iterable[object]) -> bool:
    """Whether a cell calls its row one of totals; `beside` is what the row's other cells hold.

    What is also a name (a topic `Mean`, a curriculum `36 hours`) is one where the row has what a record has.
    """
    if not isinstance(value, str) or len(value) >= 40:
        return False
    said, others = key(value), [one for one in beside if one is not None]
    if _TOTALS.fullmatch(said):
        return True
    if _AVERAGES.fullmatch(said):
        return all(_is_figure(one) for one in others)
    return not others and _COUNTS.fullmatch(said) is not None


def _is_figure(value: object) -> bool:
    return _FIGURES.fullmatch(value) is not None if isinstance(value, str) else isinstance(value, int | float)


def letters(column: int) -> str:
    """A column's letters as Excel shows them: 0 is A, 26 is AA."""
    said = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        said = chr(ord("A") + letter) + said
    return said


def rows_with_something(file: str, rows: Iterable[RawRow]) -> list[RawRow]:
    """The rows that aren't empty, up to a long stretch of empty ones.

    Raises `WorkbookFaults` when there are more than any program needs: they would take minutes to read.
    """
    found: list[RawRow] = []
    last = cells = 0
    for row in rows:
        if row.number - last > BLANK_ROWS_THAT_END_A_SHEET:
            break
        values = [None if blank(value) else value for value in row.values]
        if values.count(None) < len(values):
            last = row.number
            if not found and names_a_table(values):
                continue
            found.append(replace(row, values=values))
            cells += len(row.values)
        if cells > MOST_CELLS:
            raise too_many_cells(file, f"one sheet, up to row {row.number:,}")
    return found


def too_many_cells(file: str, where: str, what: str = "") -> WorkbookFaults:
    """The sentence about a sheet that would take minutes to read; `what` it has too many of, cells unless given."""
    says = f"holds more than {what or f'{MOST_CELLS:,} cells'} in {where}"
    return cannot_read(file, says, "keep what the program needs, and the rest in a file of its own")


def cannot_read(file: str, says: str, fix: str = "") -> WorkbookFaults:
    """The one sentence about a file that can't be read at all."""
    return WorkbookFaults([Fault(file=file, sheet="", cell="", found="", says=says, fix=fix)])
