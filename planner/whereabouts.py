"""Where the things of a program workbook stand: addresses beside the domain's words, not inside them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field

from planner.model.faults import Place

Cells = Mapping[str, Place]
"""The cells of one row by the column's name; '' is the row as a whole."""


@dataclass(frozen=True)
class Whereabouts:
    """Finds a row by what was read from it, such as an `AwayRow`, or by (sheet, name): `("Topics", "Anger")`.

    Several rows may speak of one name (an availability sheet): all of them are kept, in the sheet's order.
    A program that wasn't read from a file has none, and every question is answered with `None` or nothing.
    """

    rows: Mapping[Hashable, tuple[Cells, ...]] = field(default_factory=dict)

    def of(self, thing: Hashable, column: str = "") -> Place | None:
        """The first row's cell in a column, or the row where it has no such cell."""
        return next(self.every(thing, column), None)

    def every(self, thing: Hashable, column: str = "") -> Iterator[Place]:
        """The cells of all rows about a thing, in the sheet's order."""
        for cells in self.rows.get(thing, ()):
            yield cells[column] if column in cells else cells[""]
