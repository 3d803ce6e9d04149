"""Whether a file is a roster as a whole: its two flat sheets, their rows, and the week that they are of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from difflib import get_close_matches

from planner.model import DAYS_A_WEEK
from planner.model.faults import Fault, Place, WorkbookFaults
from planner.rosters.columns import AS_PLANNED, ROSTER, SESSIONS
from planner.rosters.planned import AsPlanned, week_holding
from planner.rosters.rows import SeatRow, SessionRow
from planner.tables.cells import LIKENESS, blank, heading_key, key, shown
from planner.tables.columns import Sheet
from planner.tables.raw import RawTable, cannot_read
from planner.workbook.headings import own

FLAT = (SESSIONS, ROSTER)
FOR_READING = (
    "Summary",
    "Clients",
    "Therapists",
    "Rooms",
    "Hours",
    "Needs",
    "Changes",
    "Rotation",
    "Groups",
    "Sign-in",
    "Lists",
    AS_PLANNED.name,
)
WEEK = "week"  # how the sheets of the grid begin, one a week
SORTED_AT_LEAST = (
    3  # rows with somebody who had no seat in their session: fewer may have changed places by hand
)


def refuse_what_is_no_roster(path_name: str, tables: Sequence[RawTable]) -> None:
    """Raises where one of the flat sheets is missing, and says which other sheet has its headings."""
    names = {heading_key(table.name) for table in tables}
    for sheet in FLAT:
        if heading_key(sheet.name) in names:
            continue
        renamed = [table.name for table in tables if not table.hidden and _headings_are_of(sheet, table)]
        says, fix = (
            f"has no sheet {sheet.name}, and a roster needs one",
            "name a roster that the planner wrote",
        )
        if "topics" in names:
            says = "is a program workbook and no roster"
        elif len(renamed) == 1:
            fix = f"rename its sheet {renamed[0]}, which has these headings, back to {sheet.name}"
        raise cannot_read(path_name, says, fix)


def not_read(tables: Sequence[RawTable]) -> Iterator[Fault]:
    """A warning for each sheet that isn't read: one with the headings of a flat one, and one that is no roster's."""
    known = {heading_key(sheet.name) for sheet in FLAT}
    others = [table for table in tables if heading_key(table.name) not in known and not own(table.name)]
    for table in others:
        for sheet in FLAT:
            if not table.hidden and _headings_are_of(sheet, table):
                says = f"isn't read: {sheet.name} is there, and this looks like a copy of it"
                fix = f"type changes on {sheet.name}, and delete the copy or start its name with ("
                yield table.place().fault(table.name, says, fix, "warning")
                break
        else:
            yield from _unknown(table)


def _unknown(table: RawTable) -> Iterator[Fault]:
    """A warning where a sheet is none that the planner writes; programs leave hidden sheets of their own."""
    names = {
        heading_key(name): name for name in (*FOR_READING, *(sheet.name for sheet in FLAT), WEEK.title())
    }
    name = heading_key(table.name)
    if table.hidden or name in names or name.startswith(WEEK):
        return
    near = next(iter(get_close_matches(name, names, n=1, cutoff=LIKENESS)), None)
    there = f"{names[near]} is there already; " if near else ""
    says, fix = (
        "is no sheet of a roster and is ignored",
        f"{there}for a sheet of your own, start its name with (",
    )
    yield table.place().fault(table.name, says, fix, "warning")


def refuse_what_was_sorted_alone(
    as_planned: AsPlanned | None, seats: Sequence[SeatRow], path_name: str
) -> None:
    """Raises `WorkbookFaults`, with one fault, where the clients were sorted and the rest of their rows were not."""
    codes = [row.client.casefold() for row in seats]
    if as_planned is None or sorted(codes) not in (codes, codes[::-1]):
        return
    of_plan = [(which, code) for which, one in as_planned.sessions.items() for code in one.clients]
    planned = {(id, code) for (_, id), code in of_plan}
    strange = [row for row in seats if (key(row.id), row.client) not in planned]
    if len(strange) >= SORTED_AT_LEAST and Counter(codes) == Counter(code.casefold() for _, code in of_plan):
        says = f"Client was sorted without the rest of its rows: {len(strange)} rows have somebody else's session"
        fix = (
            "undo it (Ctrl-Z), or copy the column from the roster as it was; to sort, select the whole table"
        )
        raise WorkbookFaults([strange[0].row.place("Client").fault("", says, fix)])


def refuse_what_was_emptied(as_planned: AsPlanned | None, sessions: int, seats: int, path_name: str) -> None:
    """Raises `WorkbookFaults` where all rows of a flat sheet are gone: that was no change of a week, but a slip."""
    if as_planned is None and not (sessions or seats):
        says = f"{SESSIONS.name} and {ROSTER.name} have no rows"
        fix = "put them back (undo); a week is planned anew with 'planner plan'"
        raise WorkbookFaults([Place(path_name, SESSIONS.name).fault("", says, fix)])
    planned = [session for roster in as_planned.rosters for session in roster.sessions] if as_planned else []
    for sheet, now, before in (
        (SESSIONS, sessions, len(planned)),
        (ROSTER, seats, sum(len(session.seats) for session in planned)),
    ):
        if before > 1 and not now:
            says = f"all {before} rows of {sheet.name} were deleted"
            fix = "put them back (undo); a week is planned anew with 'planner plan'"
            raise WorkbookFaults([Place(path_name, sheet.name).fault("", says, fix)])


def refuse_another_week(rows: Sequence[SessionRow | SeatRow], weeks: Sequence[date], path_name: str) -> None:
    """Raises `WorkbookFaults`, with one fault, where every row is of another week: a roster is for its own."""
    days = [row.content.day for row in rows if row.content.day is not None]
    if not weeks or len(days) < 2 or any(week_holding(weeks, day) for day in days):
        return
    said = " and ".join(f"{week} to {week + timedelta(days=DAYS_A_WEEK - 1)}" for week in weeks)
    says = f"every date ({min(days)} to {max(days)}) lies outside the roster's week, {said}"
    fix = (
        "put the dates back; another week is planned with 'planner plan', and can have this one as --history"
    )
    raise WorkbookFaults([Place(path_name).fault("", says, fix)])


def _headings_are_of(sheet: Sheet, table: RawTable) -> bool:
    """Whether a table is headed by all of a flat sheet's columns, and so was one."""
    seen = {
        heading_key(shown(value))
        for value in (table.rows[0].values if table.rows else ())
        if not blank(value)
    }
    return {heading_key(column.name) for column in sheet.columns if not column.name.startswith("(")} <= seen
