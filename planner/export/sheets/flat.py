"""The flat sheets: Sessions, Roster, Hours, Needs, Changes. One Excel table each, filters, frozen headings.

Sessions and Roster are what a coordinator edits by hand and what the next run reads. Hours adds them up
live: its formulas read Roster, well past its last row, so that a seat typed below the table counts too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from planner.export.sheets.page import Book, Page
from planner.model import Problem, Session, time_of
from planner.plan import HoursLine, Plan
from planner.tables.raw import letters

SESSIONS_HEADINGS = (
    ("Session", 80),
    ("Date", 90),
    ("Day", 50),
    ("Start", 60),
    ("End", 60),
    ("Minutes", 80),
    ("Topic", 220),
    ("Lesson", 70),
    ("Kind", 100),
    ("Therapist", 200),
    ("Room", 120),
    ("Clients", 75),
    ("Smallest", 85),
    ("Best size", 85),
    ("Largest", 80),
    ("Lock", 80),
    ("Note", 220),
)
ROSTER_HEADINGS = (
    ("Session", 80),
    ("Date", 90),
    ("Day", 50),
    ("Start", 60),
    ("End", 60),
    ("Minutes", 80),
    ("Topic", 220),
    ("Therapist", 200),
    ("Room", 120),
    ("Client", 80),
    ("Lock", 65),
    ("Status", 95),
    ("Note", 220),
    ("(Counts)", 85),  # the brackets tell the planner's reader that it is no business of its own
)
HOURS_HEADINGS = (
    ("Client", 80),
    ("Week", 95),
    ("Level", 120),
    ("Required", 90),
    ("Planned", 85),
    ("Short", 75),
    ("Days", 65),
    ("Reason", 520),
)
NEEDS_HEADINGS = (
    ("Client", 80),
    ("Topic", 240),
    ("Priority", 85),
    ("Asked", 75),
    ("Planned", 85),
    ("Missing", 85),
    ("Reason", 520),
)
WEEK_HEADING = ("Week", 95)  # at the end of Needs, when several weeks were planned
SESSION_LOCKS = ("all", "time", "therapist", "room", "clients")
SEAT_LOCKS = ("yes",)
STATUSES = ("attended", "excused", "absent", "cancelled")
LISTS = {"Session lock": SESSION_LOCKS, "Seat lock": SEAT_LOCKS, "Status": STATUSES}
SPARE_ROWS = 1000  # below a table: dropdowns and live totals reach that far
HOURS_FORMAT = "0.0#"

Headings = Sequence[tuple[str, int]]


def write_sessions(book: Book) -> None:
    """One row a session, with its lock."""

    def row(page: Page, row: int, found: tuple[Plan, Session]) -> None:
        plan, session = found
        topic = plan.problem.topics[session.topic]
        _write_when(page, row, plan.problem, session)
        page.text(row, 6, session.topic)
        if session.lesson is not None:
            page.number(row, 7, session.lesson, align="center")
        page.text(row, 8, topic.kind)
        page.text(row, 9, "; ".join(session.therapists))
        page.text(row, 10, session.room or "")
        page.number(row, 11, len(session.seats), align="center")
        page.number(row, 12, topic.smallest, align="center")
        page.number(row, 13, topic.best, align="center")
        page.number(row, 14, topic.largest, align="center")
        page.text(row, 15, session.lock)
        page.text(row, 16, session.note)

    rows = [(plan, session) for plan in book.plans for session in plan.roster.sessions]
    page = _table(book, "Sessions", SESSIONS_HEADINGS, rows, row)
    _dropdown(page, len(rows), 15, "Session lock")


def write_roster_rows(book: Book) -> None:
    """One row a seat, with its lock and what became of it."""

    def row(page: Page, row: int, found: tuple[Plan, Session, int]) -> None:
        plan, session, place = found
        seat = session.seats[place]
        _write_when(page, row, plan.problem, session)
        page.text(row, 6, session.topic)
        page.text(row, 7, "; ".join(session.therapists))
        page.text(row, 8, session.room or "")
        if seat.minutes is not None:
            page.number(row, 5, seat.minutes, align="center")
        page.text(row, 9, seat.client)
        page.text(row, 10, "yes" if seat.locked else "")
        page.text(row, 11, seat.status)
        page.text(row, 12, seat.note)
        page.text(row, 13, "yes" if plan.problem.topics[session.topic].counts else "no")

    rows = [
        (plan, session, place)
        for plan in book.plans
        for session in plan.roster.sessions
        for place in range(len(session.seats))
    ]
    page = _table(book, "Roster", ROSTER_HEADINGS, rows, row)
    _dropdown(page, len(rows), 10, "Seat lock")
    _dropdown(page, len(rows), 11, "Status")


def write_hours(book: Book) -> None:
    """One row a client and week: required, planned (live) and short (live), in decimal hours."""
    seats = sum(len(session.seats) for plan in book.plans for session in plan.roster.sessions)

    def row(page: Page, row: int, line: HoursLine) -> None:
        required, planned = decimal_hours(line.required), decimal_hours(line.planned)
        page.text(row, 0, line.client)
        page.date(row, 1, line.week, align="center")
        page.text(row, 2, line.level)
        page.number(row, 3, required, num_format=HOURS_FORMAT)
        page.formula(row, 4, _planned_formula(row + 1, seats), planned, num_format=HOURS_FORMAT)
        short = round(max(0.0, required - planned), 4)
        formula = f"=MAX(0,ROUND(D{row + 1}-E{row + 1},4))"
        page.formula(row, 5, formula, short, num_format=HOURS_FORMAT)
        page.number(row, 6, line.days, align="center")
        page.text(row, 7, line.reason)

    rows = [line for plan in book.plans for line in plan.hours]
    page = _table(book, "Hours", HOURS_HEADINGS, rows, row)
    alarm = book.workbook.add_format({"bold": True, "font_color": "#9C2A10", "bg_color": "#FBE3D6"})
    page.sheet.conditional_format(
        1, 5, max(1, len(rows)), 5, {"type": "cell", "criteria": ">", "value": 0, "format": alarm}
    )


def write_needs(book: Book) -> None:
    """One row a need: asked, planned, missing, and why."""
    several = len(book.plans) > 1

    def row(page: Page, row: int, found: tuple[Plan, int]) -> None:
        plan, place = found
        line = plan.needs[place]
        page.text(row, 0, line.client)
        page.text(row, 1, line.topic)
        for column, number in enumerate((line.priority, line.asked, line.planned, line.missing), start=2):
            page.number(row, column, number, align="center")
        page.text(row, 6, line.reason)
        if several:
            page.date(row, 7, plan.problem.first_day, align="center")

    headings = (*NEEDS_HEADINGS, WEEK_HEADING) if several else NEEDS_HEADINGS
    rows = [(plan, place) for plan in book.plans for place in range(len(plan.needs))]
    _table(book, "Needs", headings, rows, row)


def write_lists(book: Book) -> None:
    """The words the dropdowns offer, on a hidden sheet: written into a cell they would be split at commas."""
    sheet = book.workbook.add_worksheet("Lists")
    for column, (heading, words) in enumerate(LISTS.items()):
        sheet.write_string(0, column, heading)
        for row, word in enumerate(words, start=1):
            sheet.write_string(row, column, word)
    sheet.hide()


def decimal_hours(minutes: int) -> float:
    """Minutes as decimal hours to four digits: exact again when rounded back to minutes."""
    return round(minutes / 60, 4)


def hours_cell(book: Book, plan: Plan, client: str) -> tuple[str, int]:
    """Where Hours has a client's planned hours in a plan's week, and the minutes there."""
    row = 2
    for earlier in book.plans:
        for line in earlier.hours:
            if earlier is plan and line.client == client:
                return f"Hours!$E${row}", line.planned
            row += 1
    return "", 0


def column_range(sheet: str, headings: Headings, heading: str, last: int) -> str:
    """The cells below a heading of a flat sheet, from its second row to its `last`, as a formula names them."""
    letter = letters([word for word, _ in headings].index(heading))
    return f"{sheet}!${letter}$2:${letter}${last}"


def _planned_formula(row: int, seats: int) -> str:
    # EXACT, not SUMIFS: a code such as `C*` or `>5` would be a pattern there, and `c014` would be `C014`.
    last = seats + 1 + SPARE_ROWS
    client, day, status, counts, minutes = (
        column_range("Roster", ROSTER_HEADINGS, heading, last)
        for heading in ("Client", "Date", "Status", "(Counts)", "Minutes")
    )
    kept = "*".join(f'({status}<>"{word}")' for word in STATUSES if word != "attended")
    return (
        f"=ROUND(SUMPRODUCT(EXACT({client},$A{row})*({day}>=$B{row})*({day}<$B{row}+7)"
        f'*{kept}*({counts}<>"no"),{minutes})/60,4)'
    )


def _write_when(page: Page, row: int, problem: Problem, session: Session) -> None:
    page.text(row, 0, session.id)
    page.date(row, 1, problem.date_of(session.start), align="center")
    page.text(row, 2, problem.weekday_name(session.day), align="center")
    page.time(row, 3, time_of(session.start), align="center")
    page.time(row, 4, time_of(session.end), align="center")
    page.number(row, 5, session.minutes, align="center")


def _table(
    book: Book, name: str, headings: Headings, rows: Sequence[Any], write: Callable[[Page, int, Any], None]
) -> Page:
    page = book.page(name, name, [width for _, width in headings])
    for number, found in enumerate(rows, start=1):
        write(page, number, found)
    page.as_table(f"{name}Table", [word for word, _ in headings], len(rows))
    return page


def _dropdown(page: Page, rows: int, column: int, heading: str) -> None:
    place = list(LISTS).index(heading)
    letter = letters(place)
    source = f"=Lists!${letter}$2:${letter}${len(LISTS[heading]) + 1}"
    page.list_of(1, rows + SPARE_ROWS, column, source)
