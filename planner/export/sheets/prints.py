"""What is printed for one purpose: for the door, for a client, for a therapist, to sign in. A workbook each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from planner.export.sheets.in_memory import workbook_bytes
from planner.export.sheets.page import INK, Book, Page
from planner.export.sheets.people import cells_for_a_client, people_page, write_session_lines
from planner.export.sheets.sign_in import write_sign_in
from planner.export.sheets.week import write_week
from planner.findings.in_words import week_in_words
from planner.findings.lessons import homework_of
from planner.model import Session
from planner.plan import Plan

CLIENT = (("Day", 92), ("Time", 110), ("Topic", 180), ("Therapist", 110), ("Room", 91), ("Homework", 197))
THERAPIST = (("Day", 92), ("Time", 110), ("Topic", 190), ("Room", 100), ("Clients", 282))
ROOM = (("Day", 110), ("Time", 110), ("Topic", 330), ("Therapist", 230))

Write = Callable[[Book], None]


def door_workbook(plans: Sequence[Plan], created: datetime) -> bytes:
    """The week for the wall, and a page for each room's door: no clients, no codes, no tests."""

    def write(book: Book) -> None:
        for plan in plans:
            write_week(book, plan)
        rooms = list(dict.fromkeys(name for plan in plans for name in plan.problem.rooms))
        if rooms:
            doors = [(plan, name) for plan in plans for name in rooms]
            _pages(book, "Rooms", ROOM, doors, _write_room).for_the_wall()

    return _workbook(plans, write, created)


def client_workbook(
    plans: Sequence[Plan], code: str, due: Sequence[Mapping[str, str]], created: datetime
) -> bytes:
    """One client's weeks with homework, and nobody else; `due` is what is brought to each week, by topic."""

    def write_page(page: Page, plan: Plan, code: str, row: int) -> int:
        sessions = _kept(plan, code)
        homework = homework_of(plan.problem, plan.roster, code, dict(due[list(plans).index(plan)]))
        below = _title(page, plan, code, row)
        return write_session_lines(page, plan, below, sessions, cells_for_a_client(homework))

    def write(book: Book) -> None:
        _pages(book, "My week", CLIENT, [(plan, code) for plan in plans], write_page)

    return _workbook(plans, write, created)


def therapist_workbook(plans: Sequence[Plan], name: str, created: datetime) -> bytes:
    """One therapist's weeks with the codes of whom they see: for staff, tests included."""

    def write_page(page: Page, plan: Plan, name: str, row: int) -> int:
        def cells(session: Session) -> Sequence[str]:
            others = [f"with {other}" for other in session.therapists if other != name]
            return session.topic, session.room or "", "; ".join([*others, ", ".join(session.coming)])

        sessions = plan.roster.of_therapist(name)
        return write_session_lines(page, plan, _title(page, plan, name, row), sessions, cells)

    def write(book: Book) -> None:
        _pages(book, "My week", THERAPIST, [(plan, name) for plan in plans], write_page)

    return _workbook(plans, write, created)


def sign_in_workbook(plans: Sequence[Plan], labels: Mapping[str, str], created: datetime) -> bytes:
    """A page to sign for each session, with what clients are called, or their codes; groups under neutral names."""
    return _workbook(plans, lambda book: write_sign_in(book, labels), created)


def _workbook(plans: Sequence[Plan], write: Write, created: datetime) -> bytes:
    return workbook_bytes("Print", created, lambda workbook: write(Book(workbook, plans)))


def _pages(
    book: Book,
    name: str,
    headings: Sequence[tuple[str, int]],
    pages: Sequence[tuple[Plan, str]],
    write: Callable[[Page, Plan, str, int], int],
) -> Page:
    page = people_page(book, name, headings)
    row, breaks = 1, []
    for plan, who in pages:
        if row > 1:
            breaks.append(row)
        row = write(page, plan, who, row) + 1
    page.broken_at(breaks)
    return page


def _write_room(page: Page, plan: Plan, name: str, row: int) -> int:
    sessions = plan.roster.of_room(name)

    def cells(session: Session) -> Sequence[str]:
        return session.topic, ", ".join(session.therapists)

    return write_session_lines(page, plan, _title(page, plan, name, row), sessions, cells)


def _title(page: Page, plan: Plan, who: str, row: int) -> int:
    last = len(page.widths) - 1
    title = {"bold": True, "font_size": 18, "font_color": "#FFFFFF", "bg_color": INK}
    page.across(row, 0, 1, who, **title)
    page.across(row, 2, last, week_in_words(plan), align="right", **{**title, "font_size": 14})
    page.room_for(row, [(who, page.width(0, 1))], 18, 10)
    return row + 1


def _kept(plan: Plan, code: str) -> list[Session]:
    return [session for session in plan.roster.of_client(code) if code in session.coming]
