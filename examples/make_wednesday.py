"""Makes the example of a Wednesday: `python -m examples.make_wednesday`. It takes about a minute.

Monday's roster of riverside, two edits by hand, and the workbook as it stands on Wednesday at noon: a therapist ill
from Thursday on, one client discharged, one admitted. The roster is made once and kept: it is what was handed out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import openpyxl

from examples.make_workbooks import EXAMPLES, read_sheets
from planner import api
from planner.commands.output import write_and_keep
from planner.model import Roster, Session
from planner.rosters.edits import Edit, edits_between
from planner.week.problem import problem_of
from planner.workbook.template import write_workbook

FOLDER = EXAMPLES / "wednesday"
BOOK, ROSTER = FOLDER / "riverside.xlsx", FOLDER / "riverside 2026-11-30.xlsx"
MONDAY, THURSDAY = date(2026, 11, 30), 3 * 24 * 60
AS_OF = "2026-12-02 12:00"
ILL, DISCHARGED, ADMITTED = "Dawson", "C010", "C041"
NEW_ROWS = {
    "Away": [[ILL, "2026-12-03", "2026-12-06", "", "", "ill"]],
    "Clients": [[ADMITTED, "IOP", "", "", "", "", "2026-12-03"]],
    "Client availability": [[ADMITTED, "Thu-Fri", "9:00", "15:00"]],
}


def make_book() -> None:
    """The workbook as it stands on Wednesday."""
    tables = read_sheets(EXAMPLES / "riverside" / "sheets")
    for sheet, rows in NEW_ROWS.items():
        width = len(tables[sheet][0])
        tables[sheet] += [[*row, *[""] * (width - len(row))] for row in rows]
    ends = tables["Clients"][0].index("Ends")
    for row in tables["Clients"][1:]:
        if row[0] == DISCHARGED:
            row[ends] = "2026-12-02"
    BOOK.unlink(missing_ok=True)
    write_workbook(BOOK, tables)


def make_roster() -> None:
    """Monday's roster as it was handed out, and what a coordinator has changed in it by hand since."""
    program, _ = api.load(EXAMPLES / "riverside" / "riverside.xlsx")
    plan = api.plan(program, MONDAY, seconds=30, command="planner plan riverside.xlsx --week 2026-11-30")[0]
    ROSTER.unlink(missing_ok=True)
    write_and_keep(ROSTER, [plan], datetime(2026, 11, 27, 16, 0))
    problem = problem_of(api.load(BOOK)[0], MONDAY)
    rules = api.rules_of(program)
    now = plan.roster
    edits: list[Edit] = []
    for candidates in (_other_rooms, _fewer_seats):
        known = {breach.says for breach in api.check_roster(problem, now, rules)}
        for edited in candidates(now, sorted(problem.rooms)):
            if not {breach.says for breach in api.check_roster(problem, edited, rules)} - known:
                edits += edits_between(now, edited)
                _type(now, edited)
                now = edited
                break
    expected = {
        "as of": AS_OF,
        "ill": ILL,
        "discharged": DISCHARGED,
        "admitted": ADMITTED,
        "edits": [edit.says for edit in edits],
    }
    (FOLDER / "expected.json").write_text(json.dumps(expected, indent=2) + "\n", encoding="utf-8")


def _other_rooms(now: Roster, rooms: list[str]) -> Iterator[Roster]:
    for session in now.sessions:
        if session.start >= THURSDAY and session.room and len(session.seats) > 1:
            for name in rooms:
                if name != session.room:
                    yield _with(now, session, replace(session, room=name))


def _fewer_seats(now: Roster, rooms: list[str]) -> Iterator[Roster]:
    for session in now.sessions:
        if session.start >= THURSDAY and len(session.seats) > 5 and ILL not in session.therapists:
            for seat in session.seats:
                if seat.client != DISCHARGED:
                    rest = tuple(other for other in session.seats if other != seat)
                    yield _with(now, session, replace(session, seats=rest))


def _with(now: Roster, old: Session, new: Session) -> Roster:
    return replace(now, sessions=tuple(new if session == old else session for session in now.sessions))


def _type(now: Roster, edited: Roster) -> None:
    """Does an edit in the file, as a hand would: types the room on Sessions, deletes the client's row of Roster."""
    workbook = openpyxl.load_workbook(ROSTER)
    for old, new in zip(now.sessions, edited.sessions, strict=True):
        if old.room != new.room:
            sheet = workbook["Sessions"]
            row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == old.id)
            row[[cell.value for cell in sheet[1]].index("Room")].value = new.room
        for code in set(old.clients) - set(new.clients):
            sheet = workbook["Roster"]
            client = [cell.value for cell in sheet[1]].index("Client")
            rows = sheet.iter_rows(min_row=2)
            (place,) = [r[0].row for r in rows if (r[0].value, r[client].value) == (old.id, code)]
            assert place is not None
            sheet.delete_rows(place)
    workbook.save(ROSTER)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    make_book()
    make_roster()
