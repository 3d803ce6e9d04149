"""The sheets of a roster that the next run reads: Sessions, Roster, and the hidden copy of both as planned.

A column stands here once: the export takes its headings and letters from it, the reader what its cells hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from planner.model.faults import Fault
from planner.model.session_ids import is_session_id
from planner.tables import cells
from planner.tables.columns import Column, Sheet
from planner.tables.raw import RawRow, RawTable
from planner.tables.rows import Row
from planner.workbook.choices import STATUSES
from planner.workbook.column_words import column_meant, unknown_column
from planner.workbook.headings import Headings, own, row_of_headings
from planner.workbook.kept_rows import is_record, say_hidden, say_struck

SESSION_LOCKS = ("all", "time", "therapist", "room", "clients")
SEAT_LOCKS = ("yes",)

_SESSION = Column("Session", "name", "The session's id; blank for a session of your own.")
_DATE = Column("Date", "date", "The day it takes place.")
_DAY = Column("Day", "days", "The weekday; the date counts.")
_START = Column("Start", "time", "When it begins.")
_END = Column("End", "time", "Start and the topic's minutes.")
_MINUTES = Column("Minutes", "minutes", "The topic's minutes.", most=24 * 60)
_TOPIC = Column("Topic", "name", "What it is about.", names="Topics")
_THERAPIST = Column(
    "Therapist", "list", "Who leads it; several separated by a semicolon.", names="Therapists"
)
_LESSON = Column("Lesson", "whole", "The number of the lesson it teaches; blank = none.", most=1000)
_KIND = Column("Kind", "text", "The topic's kind.")
_CLIENTS = Column("Clients", "whole", "How many have a seat.")
_SMALLEST = Column("Smallest", "whole", "Clients in one session at least.")
_BEST_SIZE = Column("Best size", "whole", "Clients in one session at best.")
_LARGEST = Column("Largest", "whole", "Clients in one session at most.")
# The brackets tell the reader that it is no business of its own.
_COUNTS = Column("(Counts)", "yes or no", "Whether the topic counts towards hours.")
_ROOM = Column("Room", "name", "Where it is held.", names="Rooms")
_NOTE = Column("Note", "text", "A reason; one that starts with 'override' accepts a broken rule.")
_NEEDED_START, _NEEDED_TOPIC = (replace(column, required=True) for column in (_START, _TOPIC))
_SESSION_LOCK = Column("Lock", "choice", ", ".join(SESSION_LOCKS) + "; blank = free.", choices=SESSION_LOCKS)
_CLIENT = Column("Client", "name", "The client's code.", names="Clients")
_NEEDED_CLIENT = Column(
    "Client", "name", "the client's code, or delete the row.", required=True, names="Clients"
)
_SEAT_LOCK = Column("Lock", "yes or no", "yes keeps the seat; blank = free.", choices=SEAT_LOCKS)
_STATUS = Column("Status", "choice", ", ".join(STATUSES) + "; blank while it is ahead.", choices=STATUSES)

PLANNED_ROWS = ("Week", "Sessions", "Roster", "Topic", "Lesson", "Due", "Shown")
"""What rows the hidden copy has: the plan, what prints need (topics, lessons, what is due), the texts shown."""

SESSIONS = Sheet(
    "Sessions",
    "session",
    (
        *(_SESSION, _DATE, _DAY, _NEEDED_START, _END, _MINUTES, _NEEDED_TOPIC, _LESSON, _KIND),
        *(_THERAPIST, _ROOM, _CLIENTS, _SMALLEST, _BEST_SIZE, _LARGEST, _SESSION_LOCK, _NOTE),
    ),
    required=True,
)
ROSTER = Sheet(
    "Roster",
    "seat",
    (
        *(_SESSION, _DATE, _DAY, _START, _END, _MINUTES, _TOPIC, _THERAPIST, _ROOM),
        *(_NEEDED_CLIENT, _SEAT_LOCK, _STATUS, _NOTE, _COUNTS),
    ),
    required=True,
)
AS_PLANNED = Sheet(
    "As planned",
    "row",
    (
        Column("Sheet", "choice", ", ".join(PLANNED_ROWS), choices=PLANNED_ROWS),
        Column("Week", "date", "The week's first day."),
        *(_SESSION, _DATE, _START, _MINUTES, _TOPIC, _THERAPIST, _ROOM, _CLIENT),
        Column("Lock", "text", "As on the sheet."),
        *(_STATUS, _NOTE, _LESSON, _KIND, _SMALLEST, _BEST_SIZE, _LARGEST),
        Column("Homework", "text", "What is set, or due."),
        Column("Page", "text", "The printed sheet whose texts stand in Note."),
        Column("Row", "whole", "Their row on it.", most=1_048_576),
    ),
)


SAYS_NOTHING_ALONE = frozenset(
    column.name
    for column in (_NOTE, _END, _MINUTES, _LESSON, _KIND, _CLIENTS, _SMALLEST, _BEST_SIZE, _LARGEST)
)
"""A remark below the table, or what is left of a topic's own terms, is nobody's seat and no session."""


def rows_of_sheet(
    sheet: Sheet, tables: Sequence[RawTable], faults: list[Fault], needs: set[str]
) -> list[Row]:
    """The rows of a sheet, none if there is no such sheet; a column that isn't known is left alone and told.

    `needs` are the columns without which the sheet can't be read: a fault each.
    """
    table = next(
        (table for table in tables if cells.heading_key(table.name) == cells.heading_key(sheet.name)), None
    )
    if table is None or not table.rows:
        return []
    at = row_of_headings(needs, table, faults)
    headings = table.rows[at]
    columns = _columns(sheet, headings)
    if sheet is not AS_PLANNED:
        faults += _unknown(sheet, table, headings, columns, needs)
    if not needs <= set(columns):
        return []
    raws = [
        raw
        for raw in table.rows[at + 1 :]
        if _says_something(raw, columns) and (sheet is AS_PLANNED or _is_record(table, raw, columns, faults))
    ]
    if sheet is not AS_PLANNED:
        say_hidden(table, raws, faults)
        say_struck(table, raws, faults)
    note = columns.get("Note")
    return [Row(sheet=sheet, table=table, raw=raw, columns=columns, faults=faults, note=note) for raw in raws]


def _columns(sheet: Sheet, headings: RawRow) -> dict[str, int]:
    read = [column.name for column in sheet.columns if not column.name.startswith("(")]
    by_key = {cells.heading_key(name): name for name in read} | {"notes": "Note"}
    found: dict[str, int] = {}
    for at, value in enumerate(headings.values):
        name = by_key.get(cells.heading_key(cells.shown(value))) if not cells.blank(value) else None
        if name is not None:
            found.setdefault(name, at)
    return found


def _unknown(
    sheet: Sheet, table: RawTable, row: RawRow, columns: dict[str, int], needs: set[str]
) -> Iterator[Fault]:
    """A fault for each column that is needed and missing, a warning for each that nobody knows."""
    missing = [column for column in sheet.columns if column.name not in columns and not own(column.name)]
    others = {
        at: cells.shown(value)
        for at, value in enumerate(row.values)
        if not cells.blank(value) and at not in columns.values() and not own(cells.shown(value))
    }
    known = {cells.heading_key(column.name) for column in sheet.columns}
    meant = {at: column_meant(heading, missing, sheet) for at, heading in others.items()}
    for name in sorted(needs - set(columns)):
        says = f"the column {name} is missing; row {row.number} should hold the headings"
        fix = f"add a column with the heading {name}"
        instead = next((others[at] for at, column in meant.items() if column and column.name == name), None)
        fix = f"rename the column {instead}, or {fix}" if instead else fix
        yield table.place(row.number).fault("", says, fix)
    for at, heading in others.items():
        column = meant[at]
        place = table.place(row.number, at)
        if cells.heading_key(heading) in known:
            yield place.fault(heading, "is a heading that comes twice", "keep one of the two columns")
        elif not (column and column.name in needs - set(columns)):
            yield unknown_column(place, heading, sheet, column, missing)


def _is_record(table: RawTable, raw: RawRow, columns: Mapping[str, int], faults: list[Fault]) -> bool:
    """Whether a row is a session or a seat: no total, no heading, no remark.

    A session's id alone is none of them: somebody has cleared the cells beside it, and each of them is told.
    """
    headings = Headings({name: at for name, at in columns.items() if name != "Note"}, columns.get("Note"))
    return is_record(
        table,
        raw,
        headings,
        faults,
        naming=("Session", "Client"),
        is_remark=lambda column, text: column == "Session" and not is_session_id(text),
    )


def _says_something(raw: RawRow, columns: dict[str, int]) -> bool:
    """Whether a row has more than a note, or what the planner works out by itself."""
    return any(
        at < len(raw.values) and not cells.blank(raw.values[at])
        for name, at in columns.items()
        if name not in SAYS_NOTHING_ALONE
    )
