"""Two dates of a row, of which one begins and the other ends something."""

from __future__ import annotations

from datetime import date

from planner.tables.rows import Row

Dated = tuple[str, date | None]  # a column, and the date in it; `None` where it is blank or can't be read


def in_order(row: Row, first: Dated, last: Dated) -> bool:
    """Whether the last day isn't before the first; if it is, that is a fault of the row."""
    (beginning, begins), (ending, ends) = first, last
    if begins is None or ends is None or begins <= ends:
        return True
    row.fault(ending, f"is before {beginning} ({begins.isoformat()})", "correct one of the two dates")
    return False
