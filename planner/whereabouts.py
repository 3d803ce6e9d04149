"""Where the things of a program workbook stand: addresses beside the domain's words, not inside them."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from planner.model.faults import Fault, Place

Cells = Mapping[str, Place]
"""The cells of one row by the column's name; '' is the row as a whole."""

Told = TypeVar("Told", bound="Fault | str")


@dataclass(frozen=True)
class Whereabouts:
    """Finds a row by what was read from it, such as an `AwayRow`, or by (sheet, name): `("Topics", "Anger")`.

    Several rows may speak of one name (an availability sheet): all of them are kept, in the sheet's order.
    A program that wasn't read from a file has none, and every question is answered with `None` or nothing.
    `acknowledged` are the rows whose Note begins with `ok`: their coordinator needn't be warned of them.
    """

    rows: Mapping[Hashable, tuple[Cells, ...]] = field(default_factory=dict)
    acknowledged: frozenset[Place] = frozenset()

    def of(self, thing: Hashable, column: str = "") -> Place | None:
        """The first row's cell in a column, or the row where it has no such cell."""
        return next(self.every(thing, column), None)

    def every(self, thing: Hashable, column: str = "") -> Iterator[Place]:
        """The cells of all rows about a thing, in the sheet's order."""
        for cells in self.rows.get(thing, ()):
            yield cells[column] if column in cells else cells[""]

    def to_tell(self, faults: Iterable[Told]) -> list[Told]:
        """What is said of them: all but warnings that stand in a row which is acknowledged."""
        return [fault for fault in faults if not self._is_acknowledged(fault)]

    def _is_acknowledged(self, fault: Fault | str) -> bool:
        if isinstance(fault, str) or fault.kind != "warning":
            return False
        return row_of(Place(fault.file, fault.sheet, fault.cell)) in self.acknowledged


def row_of(cell: Place) -> Place:
    """The row that a cell stands in: `12` for `B12`, and for `line 12, column Topic` of a CSV file."""
    number = re.search(r"\d+", cell.cell)
    return Place(cell.file, cell.sheet, number[0] if number else cell.cell)
