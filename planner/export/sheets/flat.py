"""The flat sheets: Sessions, Roster, Hours, Needs, Changes. One Excel table each, filters, frozen headings.

Sessions and Roster are what a coordinator edits by hand and what the next run reads. Hours adds them up
live: its formulas read Roster, well past its last row, so that a seat typed below the table counts too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from planner.export.sheets.page import Book, Page
from planner.model import Problem, Session, time_of
from planner.plan import HoursLine, Plan
from planner.rosters.columns import ROSTER, SEAT_LOCKS, SESSION_LOCKS, SESSIONS
from planner.tables.raw import letters
from planner.workbook.choices import STATUSES

Headings = Sequence[tuple[str, int]]

SESSIONS_WIDTHS = {
    "Session": 80, "Date": 90, "Day": 50, "Start": 60, "End": 60, "Minutes": 80, "Topic": 220, "Lesson": 70,
    "Kind": 100, "Therapist": 200, "Room": 120, "Clients": 75, "Smallest": 85, "Best size": 85, "Largest": 80,
    "Lock": 80, "Note": 220,
}  # fmt: skip
ROSTER_WIDTHS = {
    "Session": 80, "Date": 90, "Day": 50, "Start": 60, "End": 60, "Minutes": 80, "Topic": 220, "Therapist": 200,
    "Room": 120, "Client": 80, "Lock": 65, "Status": 95, "(Counts)": 85, "Note": 220,
}  # fmt: skip
SESSIONS_HEADINGS: Headings = [(one.name, SESSIONS_WIDTHS[one.name]) for one in SESSIONS.columns]
ROSTER_HEADINGS: Headings = [(one.name, ROSTER_WIDTHS[one.name]) for one in ROSTER.columns]
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
LISTS = {"Session lock": SESSION_LOCKS, "Seat lock": SEAT_LOCKS, "Status": STATUSES}
SPARE_ROWS = 1000  # below a table: dropdowns and live totals reach that far
HOURS_FORMAT = "0.0#"


def write_sessions(book: Book) -> None:
    """One row a session, with its lock."""
    at = _places(SESSIONS_HEADINGS)

    def row(page: Page, row: int, found: tuple[Plan, Session]) -> None:
        plan, session = found
        topic = plan.problem.topics[session.topic]
        _write_when(page, row, at, plan.problem, session)
        page.text(row, at["Topic"], session.topic)
        if session.lesson is not None:
            page.number(row, at["Lesson"], session.lesson, align="center")
        page.text(row, at["Kind"], topic.kind)
        page.text(row, at["Therapist"], "; ".join(session.therapists))
        page.text(row, at["Room"], session.room or "")
        page.number(row, at["Clients"], len(session.seats), align="center")
        page.number(row, at["Smallest"], topic.smallest, align="center")
        page.number(row, at["Best size"], topic.best, align="center")
        page.number(row, at["Largest"], topic.largest, align="center")
        page.text(row, at["Lock"], session.lock)
        page.text(row, at["Note"], session.note)

    rows = [(plan, session) for plan in book.plans for session in plan.roster.sessions]
    page = _table(book, "Sessions", SESSIONS_HEADINGS, rows, row)
    _dropdown(page, len(rows), at["Lock"], "Session lock")


def write_roster_rows(book: Book) -> None:
    """One row a seat, with its lock and what became of it."""
    at = _places(ROSTER_HEADINGS)

    def row(page: Page, row: int, found: tuple[Plan, Session, int]) -> None:
        plan, session, place = found
        seat = session.seats[place]
        _write_when(page, row, at, plan.problem, session)
        page.text(row, at["Topic"], session.topic)
        page.text(row, at["Therapist"], "; ".join(session.therapists))
        page.text(row, at["Room"], session.room or "")
        if seat.minutes is not None:
            page.number(row, at["Minutes"], seat.minutes, align="center")
        page.text(row, at["Client"], seat.client)
        page.text(row, at["Lock"], "yes" if seat.locked else "")
        page.text(row, at["Status"], seat.status)
        page.text(row, at["(Counts)"], "yes" if plan.problem.topics[session.topic].counts else "no")
        page.text(row, at["Note"], seat.note)

    rows = [
        (plan, session, place)
        for plan in book.plans
        for session in plan.roster.sessions
        for place in range(len(session.seats))
    ]
    page = _table(book, "Roster", ROSTER_HEADINGS, rows, row)
    _dropdown(page, len(rows), at["Lock"], "Seat lock")
    _dropdown(page, len(rows), at["Status"], "Status")


def write_hours(book: Book) -> None:
    """One row a client and week: required, planned (live) and short (live), in decimal hours."""
    at = _places(HOURS_HEADINGS)
    letter = {heading: letters(place) for heading, place in at.items()}
    seats = sum(len(session.seats) for plan in book.plans for session in plan.roster.sessions)

    def row(page: Page, row: int, line: HoursLine) -> None:
        required, planned = decimal_hours(line.required), decimal_hours(line.planned)
        page.text(row, at["Client"], line.client)
        page.date(row, at["Week"], line.week, align="center")
        page.text(row, at["Level"], line.level)
        page.number(row, at["Required"], required, num_format=HOURS_FORMAT)
        page.formula(row, at["Planned"], _planned_formula(row + 1, seats), planned, num_format=HOURS_FORMAT)
        short = round(max(0.0, required - planned), 4)
        formula = f"=MAX(0,ROUND({letter['Required']}{row + 1}-{letter['Planned']}{row + 1},4))"
        page.formula(row, at["Short"], formula, short, num_format=HOURS_FORMAT)
        page.number(row, at["Days"], line.days, align="center")
        page.text(row, at["Reason"], line.reason)

    rows = [line for plan in book.plans for line in plan.hours]
    page = _table(book, "Hours", HOURS_HEADINGS, rows, row)
    alarm = book.workbook.add_format({"bold": True, "font_color": "#9C2A10", "bg_color": "#FBE3D6"})
    over_none = {"type": "cell", "criteria": ">", "value": 0, "format": alarm}
    page.sheet.conditional_format(1, at["Short"], max(1, len(rows)), at["Short"], over_none)


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
                return f"Hours!${letters(_places(HOURS_HEADINGS)['Planned'])}${row}", line.planned
            row += 1
    return "", 0


def column_range(sheet: str, headings: Headings, heading: str, last: int) -> str:
    """The cells below a heading of a flat sheet, from its second row to its `last`, as a formula names them."""
    letter = letters(_places(headings)[heading])
    return f"{sheet}!${letter}$2:${letter}${last}"


def _planned_formula(row: int, seats: int) -> str:
    # EXACT, not SUMIFS: a code such as `C*` or `>5` would be a pattern there, and `c014` would be `C014`.
    last = seats + 1 + SPARE_ROWS
    who, week = (f"${letters(_places(HOURS_HEADINGS)[heading])}{row}" for heading in ("Client", "Week"))
    client, day, status, counts, minutes = (
        column_range("Roster", ROSTER_HEADINGS, heading, last)
        for heading in ("Client", "Date", "Status", "(Counts)", "Minutes")
    )
    kept = "*".join(f'({status}<>"{word}")' for word in STATUSES if word != "attended")
    return (
        f"=ROUND(SUMPRODUCT(EXACT({client},{who})*({day}>={week})*({day}<{week}+7)"
        f'*{kept}*({counts}<>"no"),{minutes})/60,4)'
    )


def _places(headings: Headings) -> dict[str, int]:
    return {heading: place for place, (heading, _) in enumerate(headings)}


def _write_when(page: Page, row: int, at: Mapping[str, int], problem: Problem, session: Session) -> None:
    page.text(row, at["Session"], session.id)
    page.date(row, at["Date"], problem.date_of(session.start), align="center")
    page.text(row, at["Day"], problem.weekday_name(session.day), align="center")
    page.time(row, at["Start"], time_of(session.start), align="center")
    page.time(row, at["End"], time_of(session.end), align="center")
    page.number(row, at["Minutes"], session.minutes, align="center")


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
