"""A roster as input: the planner's workbook, edited by hand or not, read by id and by content, never by position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Problem, Seat, Session, listed
from planner.model.faults import Fault, Place, WorkbookFaults
from planner.model.session_ids import session_id, topic_codes
from planner.program import Program
from planner.rosters.columns import AS_PLANNED, ROSTER, SESSIONS, rows_of_sheet
from planner.rosters.handouts import read_handouts
from planner.rosters.match import Matcher
from planner.rosters.meeting import Meeting
from planner.rosters.misplaced import rows_in_place
from planner.rosters.origin import origin_of
from planner.rosters.planned import AsPlanned, read_as_planned, roster_of, with_seats
from planner.rosters.printed_sheets import edited_cells
from planner.rosters.result_sheets import edited_results, hours_moved, hours_not_followed
from planner.rosters.roster_file import RosterFile
from planner.rosters.rows import SeatRow, SessionRow, Spellings, day_of, read_seat_row, read_session_row
from planner.rosters.whole import (
    not_read,
    refuse_another_week,
    refuse_what_is_no_roster,
    refuse_what_was_emptied,
    refuse_what_was_sorted_alone,
)
from planner.rosters.worked_out import end_was_retyped, warn_of_length, warn_of_terms
from planner.tables.cells import key
from planner.tables.open import open_tables
from planner.tables.raw import RawTable
from planner.tables.rows import Row
from planner.workbook.attendance import warn_of_credit

MOST_GONE = 5  # clients named at a row that somebody else's code stands in
NOTHING_TO_COMPARE = "the sheet As planned is gone: what was edited by hand can't be told for certain"


def read_roster(path: Path, program: Program | None = None) -> RosterFile:
    """Reads a roster workbook, or a folder with `roster.csv` and `sessions.csv`.

    With the program, names and lengths are the program's; without it they are taken as they stand. Raises
    `WorkbookFaults` with everything that is wrong at once.
    """
    file = read_roster_tables(path.name, open_tables(path), program)
    return replace(file, origin=origin_of(path))


def read_roster_tables(
    path_name: str, tables: Sequence[RawTable], program: Program | None = None
) -> RosterFile:
    """The same from opened tables, also with `WorkbookFaults`; `path_name` is what messages call the file."""
    refuse_what_is_no_roster(path_name, tables)
    faults: list[Fault] = []
    spellings = Spellings(program)
    planned_rows = rows_of_sheet(AS_PLANNED, tables, faults, {"Sheet", "Week"})
    as_planned = read_as_planned(planned_rows, spellings)
    if as_planned is None:
        faults = [Place(path_name).fault("", NOTHING_TO_COMPARE, kind="warning")]
    faults += not_read(tables)
    session_rows, seat_rows = _flat_rows(tables, as_planned, faults, spellings)
    refuse_what_was_emptied(as_planned, len(session_rows), len(seat_rows), path_name)
    sessions = [_read_session(row, spellings, as_planned) for row in session_rows]
    seats = [seat for row in seat_rows if (seat := _read_seat(row, spellings, as_planned)) is not None]
    rows: list[SessionRow | SeatRow] = [*sessions, *seats]
    planned_weeks = [roster.first_day for roster in as_planned.rosters] if as_planned else []
    weeks = planned_weeks or _weeks_of([row.content.day for row in rows], program)
    refuse_another_week(rows, planned_weeks, path_name)
    refuse_what_was_sorted_alone(as_planned, seats, path_name)
    matcher = Matcher(weeks, as_planned)
    matcher.add(sessions, seats)
    written = _Written(program, as_planned, matcher.meetings)
    rosters = tuple(roster_of(week, written.sessions(week)) for week in weeks)
    before = as_planned.rosters if as_planned else ()
    warn_of_terms(session_rows, planned_rows, spellings, [*before, *rosters])
    moved = hours_moved(before, rosters) | hours_not_followed(seats, weeks)
    faults += [*edited_cells(planned_rows, tables), *edited_results(planned_rows, tables, moved)]
    faults = list(dict.fromkeys(faults))
    if any(fault.kind == "error" for fault in faults):
        raise WorkbookFaults(faults)
    return RosterFile(
        path_name=path_name,
        rosters=rosters,
        places=written.places,
        warnings=tuple(faults),
        published=as_planned.rosters if as_planned else None,
        handouts=read_handouts(planned_rows, session_rows),
    )


def _flat_rows(
    tables: Sequence[RawTable], as_planned: AsPlanned | None, faults: list[Fault], spellings: Spellings
) -> tuple[list[Row], list[Row]]:
    """The rows of Sessions and of Roster, who know how dates are meant; raises when a column that is needed is gone."""
    # A sheet that the planner wrote has them all: one that is gone was renamed, and nobody emptied its cells.
    led_and_housed = {"Therapist", "Room"} if as_planned else set()
    session_rows = rows_of_sheet(SESSIONS, tables, faults, {"Date", "Start", "Topic", *led_and_housed})
    seat_rows = rows_of_sheet(ROSTER, tables, faults, {"Client"})
    if not (session_rows and seat_rows) and any(fault.kind == "error" for fault in faults):
        raise WorkbookFaults(faults)  # a column is missing: what follows from that is no news
    for row in (*session_rows, *seat_rows):
        row.month_first = spellings.program.month_first if spellings.program else None
        row.weeks = [roster.first_day for roster in as_planned.rosters] if as_planned else ()
    return rows_in_place(session_rows, seat_rows, spellings.clients)


def _read_session(row: Row, spellings: Spellings, as_planned: AsPlanned | None) -> SessionRow:
    found = as_planned.find(None, row.text("Session")) if as_planned else None
    found = (as_planned.find(day_of(row), row.text("Session")) or found) if as_planned else None
    planned = as_planned.content(found[0]) if as_planned and found else None
    session = read_session_row(row, spellings, planned, found[0][0] if found else None)
    warn_of_length(row, found[1] if found else None, session.content.topic, spellings.program)
    return session


def _read_seat(row: Row, spellings: Spellings, as_planned: AsPlanned | None) -> SeatRow | None:
    found = as_planned.find(day_of(row), row.text("Session")) if as_planned else None
    planned = as_planned.content(found[0]) if as_planned and found else None
    seat = read_seat_row(row, spellings, planned, found[0][0] if found else None)
    if seat is not None and found is not None and end_was_retyped(row, found[1]):
        row.fault(
            "End", "isn't taken over", "type the minutes they stayed into Minutes, beside attended", "warning"
        )
    return seat


def _weeks_of(days: Sequence[date | None], program: Program | None) -> list[date]:
    starts = program.week_starts if program else 0
    known = {day - timedelta(days=(day.weekday() - starts) % DAYS_A_WEEK) for day in days if day}
    return sorted(known)


class _Written:
    """Sessions and seats as the model has them, with where they stand."""

    def __init__(
        self, program: Program | None, as_planned: AsPlanned | None, meetings: Sequence[Meeting]
    ) -> None:
        self.program, self.as_planned, self.meetings = program, as_planned, meetings
        self.places: dict[tuple[date, str, str], Place] = {}
        self._name_sessions_made_by_hand()

    def sessions(self, week: date) -> list[Session]:
        """A week's sessions with their seats."""
        return [self._session(meeting) for meeting in self.meetings if meeting.week == week]

    def _session(self, meeting: Meeting) -> Session:
        content = meeting.content
        assert content.day is not None and content.start is not None and content.topic is not None
        own = meeting.row is not None
        self.places[meeting.week, meeting.id, ""] = meeting.place().place("Session" if own else "Client")
        minutes = self._minutes(meeting, content.topic)
        session = Session(
            id=meeting.id,
            topic=content.topic,
            start=(content.day - meeting.week).days * MINUTES_A_DAY + content.start,
            minutes=minutes,
            therapists=content.therapists or (),
            room=content.room or None,
            seats=(),
            lock=meeting.row.lock if meeting.row else "",
            note=meeting.row.note if meeting.row else "",
            lesson=self._lesson(meeting, content.topic),
        )
        return with_seats(session, self._seats(meeting, minutes))

    def _lesson(self, meeting: Meeting, topic: str) -> int | None:
        """The lesson that is typed; without a row of its own the session teaches what was planned."""
        if meeting.row is not None:
            return meeting.row.lesson
        planned = self.as_planned.sessions.get((meeting.week, key(meeting.id))) if self.as_planned else None
        return planned.lesson if planned and planned.topic == topic else None

    def _seats(self, meeting: Meeting, minutes: int) -> list[Seat]:
        found: dict[str, tuple[Seat, SeatRow]] = {}
        there = {row.client for row in meeting.seats}
        planned = self.as_planned.sessions.get((meeting.week, key(meeting.id))) if self.as_planned else None
        gone = [code for code in planned.clients if code not in there] if planned else []
        for row in meeting.seats:
            seat = Seat(
                client=row.client,
                locked=row.locked,
                status=row.status,
                note=row.note,
                minutes=self._credited(meeting, row, minutes),
            )
            before = found.get(row.client)
            if before is None:
                found[row.client] = seat, row
                self.places[meeting.week, meeting.id, row.client] = row.row.place("Client")
            else:
                _say_twice(row, before[1], before[0] == seat, gone)
        return [seat for seat, _ in found.values()]

    def _credited(self, meeting: Meeting, row: SeatRow, minutes: int) -> int | None:
        """The minutes a client stayed, where they are others than the session's: those of the seat's own row."""
        planned = self.as_planned.sessions.get((meeting.week, key(meeting.id))) if self.as_planned else None
        usual = {None, minutes, planned.minutes} if planned else {None, minutes}
        if row.minutes in usual:
            return None
        which = (meeting.week, key(meeting.id))
        before = self.as_planned.seat(which, row.client) if self.as_planned else None
        if row.status != "attended" and (before is None or before.minutes != row.minutes):
            says = "isn't counted: minutes are credited beside the Status attended"
            row.row.fault(
                "Minutes", says, "type attended into Status, or the session's minutes here", "warning"
            )
            return None
        warn_of_credit(row.row, row.minutes, minutes)
        return row.minutes

    def _minutes(self, meeting: Meeting, topic: str) -> int:
        if self.program is not None and topic in self.program.topics:
            return self.program.topics[topic].minutes
        for session in self.as_planned.sessions.values() if self.as_planned else ():
            if session.topic == topic:
                return session.minutes
        known = [other.place() for other in (meeting, *self.meetings) if other.content.topic == topic]
        lengths = [row.limit("Minutes") for row in known]
        found = next((length for length in lengths if length), None)
        if found is None:
            meeting.place().fault("Topic", "has no known length", "type its minutes")
        return found or 0

    def _name_sessions_made_by_hand(self) -> None:
        """Ids as the planner would give them, after those that are taken."""
        topics = list(self.program.topics) if self.program else []
        made = sorted({meeting.content.topic or "" for meeting in self.meetings} - set(topics))
        codes = topic_codes([*topics, *made])
        planned = set(self.as_planned.sessions) if self.as_planned else set()
        taken = planned | {(meeting.week, key(meeting.id)) for meeting in self.meetings}
        for meeting in self.meetings:
            content, copy = meeting.content, 0
            if meeting.id or content.day is None or content.start is None:
                continue
            week = Problem(meeting.week)
            start = (content.day - meeting.week).days * MINUTES_A_DAY + content.start
            while not meeting.id:
                id = session_id(week, codes, content.topic or "", start, copy)
                meeting.id, copy = ("" if (meeting.week, key(id)) in taken else id), copy + 1
            taken.add((meeting.week, key(meeting.id)))


def _say_twice(row: SeatRow, before: SeatRow, alike: bool, gone: Sequence[str]) -> None:
    """A client's second row in a session. Where another's is `gone`, a code was typed, sorted or merged over theirs."""
    other = before.row.place("Client").cell
    if gone:
        says = f"stands twice in this session (also in {other}), and {listed(gone[:MOST_GONE])} no longer"
        row.row.fault("Client", says, "type the code that stood here, or delete the row")
    elif alike:
        row.row.fault("Client", "stands twice in this session", "one of the rows is left out", "warning")
    else:
        says = f"stands twice in this session (also in {other}), and the rows say different things"
        row.row.fault("Client", says, "delete one of the two rows")
