"""What stands where something else belongs: a row of the other flat sheet, or what became of a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.rosters.columns import ROSTER, SESSIONS
from planner.rosters.notes import status_in
from planner.tables import cells
from planner.tables.columns import Sheet
from planner.tables.names import Names
from planner.tables.rows import Row
from planner.workbook.choices import KINDS


def where_status_belongs(row: Row, became: str) -> str:
    """Where to type what became of a seat, or of all seats of a session."""
    if row.sheet is ROSTER:
        return f"type {became} in Status"
    return f"type {became} in Status of its rows on Roster" + ", or delete the row" * (became == "cancelled")


def says_what_became(row: Row, column: str) -> bool:
    """Whether a cell says what became of its session (`cancelled`) and not what its column holds; told if so."""
    value = row.value(column)
    became = status_in(value) if isinstance(value, str) else None
    if became is not None:
        what = column.lower()
        says = f"stands where the {what} belongs"
        row.fault(column, says, f"put the {what} back, and {where_status_belongs(row, became)}")
    return became is not None


def rows_in_place(
    session_rows: Sequence[Row], seat_rows: Sequence[Row], clients: Names
) -> tuple[list[Row], list[Row]]:
    """The rows without those that were pasted on the other sheet: told once each, not cell by cell."""
    of_seats = {row.at for row in session_rows if seat_rows and _is_seat(row, seat_rows[0].columns, clients)}
    of_sessions = {
        row.at for row in seat_rows if session_rows and _is_session(row, session_rows[0].columns, clients)
    }
    return _kept(session_rows, of_seats, ROSTER), _kept(seat_rows, of_sessions, SESSIONS)


def _kept(rows: Sequence[Row], astray: set[int], home: Sheet) -> list[Row]:
    for row in rows:
        if row.at in astray:
            says = f"is a row of {home.name}, and stands on {row.sheet.name}"
            row.fault("Session", says, f"cut it here, and insert it on {home.name}")
    return [row for row in rows if row.at not in astray]


def _is_seat(row: Row, columns: Mapping[str, int], clients: Names) -> bool:
    """Whether a row of Sessions has a client where Roster has its clients."""
    text = _text(row, columns, "Client")
    return bool(text) and clients.find(text) is not None


def _is_session(row: Row, columns: Mapping[str, int], clients: Names) -> bool:
    """Whether a row of Roster has a topic's kind where Sessions has kinds, and nobody as its client."""
    text = _text(row, columns, "Kind").casefold()
    return text in KINDS and clients.find(row.text("Client")) is None


def _text(row: Row, columns: Mapping[str, int], column: str) -> str:
    at = columns.get(column)
    value = row.values[at] if at is not None and at < len(row.values) else None
    return "" if value is None else cells.clean(cells.shown(value))
