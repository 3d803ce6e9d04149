"""The Clients, Therapists and Rooms sheets: one block each, a client's block is a page to hand out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from planner.export.sheets.flat import (
    SESSIONS_HEADINGS,
    SPARE_ROWS,
    column_range,
    decimal_hours,
    hours_cell,
)
from planner.export.sheets.page import BAD, GOOD, INK, PAGE_POINTS, PALE, Book, Page
from planner.findings import week_in_words
from planner.lessons import due_before, homework_of, says_homework
from planner.model import MINUTES_A_DAY, MUST, Session, Window, hours
from planner.model.privacy import UNSEEN_KINDS
from planner.plan import Plan

# No wider together: Excel drops the page breaks of a sheet fitted to a width, and other fonts come out a third wider.
CLIENT_HEADINGS = (
    ("Day", 92),
    ("Time", 110),
    ("Topic", 160),
    ("Therapist", 95),
    ("Room", 85),
    ("Homework", 178),
)
THERAPIST_HEADINGS = (
    ("Day", 88),
    ("Time", 110),
    ("Topic", 155),
    ("Room", 85),
    ("Filled", 62),
    ("Clients", 220),
)
ROOM_HEADINGS = (
    ("Day", 88),
    ("Time", 110),
    ("Topic", 180),
    ("Therapist", 152),
    ("Filled", 62),
    ("Seats used", 128),
)
HOURS_FORMAT = '0.##" h"'
HEAD_POINTS = 75  # the repeated headings, and who it is, on a person's page
SETTINGS: tuple[tuple[float, float], ...] = ((11, 9), (11, 4), (10, 3), (9, 2))
NOTE_AT_MOST = 1000  # characters of a cell note; longer ones can't be read in their box

Cells = Callable[[Session], Sequence[str]]


def write_clients(book: Book) -> None:
    """A page for each client and week: hours, then each session with where, with whom and homework.

    Tests aren't listed: a random test is never printed on what a client sees.
    """
    page = people_page(book, "Clients", CLIENT_HEADINGS)
    row, breaks = 1, []
    for plan in book.plans:
        for code in plan.problem.clients:
            if row > 1:
                breaks.append(row)
            row = _write_client(page, plan, code, row)
    page.sheet.set_h_pagebreaks(breaks)
    page.sheet.center_horizontally()


def write_therapists(book: Book) -> None:
    """A page for each therapist and week: hours led (live), of how many, and the sessions with whom they see.

    Clients' codes stand on it: a sheet for staff, not for the wall.
    """
    page = people_page(book, "Therapists", THERAPIST_HEADINGS)
    row, breaks = 1, []
    for plan in book.plans:
        for name, therapist in plan.problem.therapists.items():
            if row > 1:
                breaks.append(row)
            sessions = plan.roster.of_therapist(name)
            led = sum(session.minutes for session in sessions)
            if therapist.most_minutes:
                measure = (therapist.most_minutes, f"of at most {hours(therapist.most_minutes)}")
            else:
                open_minutes = _length(plan.problem.therapist_windows.get(name, ()))
                measure = (open_minutes, f"of {hours(open_minutes)} available")
            row = _write_total(
                page, plan, row, name, _sum_formula(book, plan, "Therapist", row), led, measure
            )

            def cells(session: Session, plan: Plan = plan, name: str = name) -> Sequence[str]:
                others = [f"with {other}" for other in session.therapists if other != name]
                seen = ", ".join(seat.client for seat in session.seats if not seat.missed)
                who = "; ".join([*others, *([seen] if seen else [])])
                return session.topic, session.room or "", _filled(plan, session), who

            row = write_session_lines(page, plan, row, sessions, cells) + 1
    page.sheet.set_h_pagebreaks(breaks)
    page.sheet.center_horizontally()


def write_rooms(book: Book) -> None:
    """A page for each room and week: hours used (live), of how many it is open, and the sessions."""
    page = people_page(book, "Rooms", ROOM_HEADINGS)
    row, breaks = 1, []
    for plan in book.plans:
        for name, room in plan.problem.rooms.items():
            if row > 1:
                breaks.append(row)
            sessions = plan.roster.of_room(name)
            used = sum(session.minutes for session in sessions)
            windows = plan.problem.room_windows.get(name)
            if windows:
                measure = (_length(windows), f"of {hours(_length(windows))} open; {room.seats} seats")
            else:
                ran = _program_minutes(plan)
                measure = (ran, f"of {hours(ran)} the program runs; {room.seats} seats")
            row = _write_total(page, plan, row, name, _sum_formula(book, plan, "Room", row), used, measure)

            def cells(session: Session, plan: Plan = plan, seats: int = room.seats) -> Sequence[str]:
                share = f"{len(session.seats) / seats:.0%}" if seats else ""
                return session.topic, ", ".join(session.therapists), _filled(plan, session), share

            row = write_session_lines(page, plan, row, sessions, cells) + 1
    if row == 1:
        page.text(1, 0, "The program workbook has no rooms: rooms don't bind.")
    page.sheet.set_h_pagebreaks(breaks)
    page.sheet.center_horizontally()


def _write_client(page: Page, plan: Plan, code: str, row: int) -> int:
    last = len(page.widths) - 1
    client = plan.problem.clients[code]
    title = {"bold": True, "font_size": 20, "font_color": "#FFFFFF", "bg_color": INK}
    page.text(row, 0, code, **title)
    page.across(row, 1, last, week_in_words(plan), align="right", **{**title, "font_size": 14})
    page.sheet.set_row(row, 34)
    cell, planned = hours_cell(page.book, plan, code)
    reached = planned >= client.least_minutes
    fact = {"bold": True, "font_size": 13, "bg_color": GOOD if reached else BAD, "align": "left"}
    page.text(row + 1, 0, "This week", **fact)
    page.formula(
        row + 1, 1, f"={cell}" if cell else "=0", decimal_hours(planned), num_format=HOURS_FORMAT, **fact
    )
    required = f"of {hours(client.least_minutes)} required" if client.least_minutes else "no minimum"
    page.text(row + 1, 2, required, **fact)
    page.across(row + 1, 3, last, f"Level of care: {client.level}", **{**fact, "bold": False})
    page.sheet.set_row(row + 1, 24)
    _write_note(page, plan, code, row)
    sessions = [
        session
        for session in plan.roster.of_client(code)
        if plan.problem.topics[session.topic].kind not in UNSEEN_KINDS
        and any(seat.client == code and not seat.missed for seat in session.seats)
    ]

    homework = homework_of(plan.problem, plan.roster, code, due_before(plan.problem, code))

    def cells(session: Session) -> Sequence[str]:
        said = says_homework(*homework[session.id])
        return session.topic, ", ".join(session.therapists), session.room or "", said

    return write_session_lines(page, plan, row + 2, sessions, cells) + 1


def _write_note(page: Page, plan: Plan, code: str, row: int) -> None:
    """A note, not a line: it tells the coordinator why, and doesn't print on the client's page."""
    lines = [line for line in plan.hours if line.client == code]
    said = [f"{hours(line.short)} short. {line.reason}".strip() for line in lines if line.short]
    said += [f"Too few days: {line.reason}" for line in lines if not line.short and line.reason]
    said += [
        f"{line.topic}: {line.missing} of {line.asked} missing. {line.reason}".strip()
        for line in plan.needs
        if line.client == code
        and line.missing
        and line.priority >= MUST
        and plan.problem.topics[line.topic].kind not in UNSEEN_KINDS
    ]
    if said:
        options = {"x_scale": 2.6, "y_scale": max(1.0, 0.5 * len(said) + 0.5), "author": "planner"}
        page.sheet.write_comment(row + 1, 1, "\n".join(said)[:NOTE_AT_MOST], options)


def _write_total(
    page: Page, plan: Plan, row: int, name: str, formula: str, minutes: int, measure: tuple[int, str]
) -> int:
    last = len(page.widths) - 1
    most, says = measure
    title = {"bold": True, "font_size": 13, "bg_color": PALE, "top": 1}
    page.across(row, 0, 2, name, **title)
    page.formula(row, 3, formula, decimal_hours(minutes), num_format=HOURS_FORMAT, align="left", **title)
    page.text(row, 4, "", **title)
    if most:
        share = round(minutes / most, 4)
        live = f"=ROUND(D{row + 1}/{decimal_hours(most)!r},4)"
        page.formula(
            row,
            4,
            live,
            round(decimal_hours(minutes) / decimal_hours(most), 4),
            num_format="0%",
            align="center",
            **title,
        )
        says = says if share <= 1 else f"{says}: too much"
    page.text(row, last, says if most else "", **{**title, "bold": False, "font_size": 10, "text_wrap": True})
    texts = [(f"{name} ", page.width(0, 2))]
    page.room_for(row, texts, 13, 8)
    if len(page.book.plans) > 1:
        row += 1
        page.across(row, 0, last, week_in_words(plan), italic=True)
    return row + 1


def write_session_lines(page: Page, plan: Plan, row: int, sessions: Sequence[Session], cells: Cells) -> int:
    """A line a session: day, time and whatever `cells` gives of it; returns the row after them.

    Lines that together would need a second printed page are set closer, then smaller.
    """
    lines = [
        (
            plan.problem.wording.day(plan.problem.date_of(session.start)),
            plan.problem.wording.span(session.start, session.end),
            *cells(session),
        )
        for session in sessions
    ]
    size, spare = _setting(page, lines)
    look: Mapping[str, object] = {
        "text_wrap": True,
        "bottom": 4,
        "bottom_color": "#8A949E",
        "font_size": size,
    }
    shown_day = None
    for place, line in enumerate(lines):
        fresh = {"top": 1} if line[0] != shown_day else {}
        for column, text in enumerate(line):
            page.text(row + place, column, text, **{**look, **fresh, **({} if column else {"bold": True})})
        page.room_for(row + place, list(zip(line, page.widths, strict=False)), size, spare)
        shown_day = line[0]
    if not lines:
        page.text(row, 0, "No session this week.", italic=True)
    return row + max(1, len(lines))


def _setting(page: Page, lines: Sequence[Sequence[str]]) -> tuple[float, float]:
    """The first of the settings, font size and spare points a line, in which a person's lines fit one page."""
    for size, spare in SETTINGS:
        tall = sum(page.tall(list(zip(line, page.widths, strict=False)), size, spare) for line in lines)
        if tall <= PAGE_POINTS - HEAD_POINTS:
            return size, spare
    return SETTINGS[0]


def people_page(book: Book, name: str, headings: Sequence[tuple[str, int]]) -> Page:
    """A sheet whose headings are repeated on each printed page."""
    page = book.page(name, name, [width for _, width in headings])
    for column, (word, _) in enumerate(headings):
        page.text(0, column, word, bold=True, font_color=INK, bg_color=PALE, bottom=1)
    page.sheet.freeze_panes(1, 0)
    page.sheet.repeat_rows(0)
    page.sheet.hide_gridlines(2)
    return page


def _sum_formula(book: Book, plan: Plan, heading: str, row: int) -> str:
    """Hours of this week's sessions that name the therapist (one of several, perhaps) or room in the row's A."""
    last = sum(len(other.roster.sessions) for other in book.plans) + 1 + SPARE_ROWS
    who, day, minutes = (
        column_range("Sessions", SESSIONS_HEADINGS, name, last) for name in (heading, "Date", "Minutes")
    )
    first, after = plan.problem.first_day, plan.problem.first_day + timedelta(days=7)
    named = f"EXACT({who},$A{row + 1})"
    if heading == "Therapist":
        named = f'ISNUMBER(FIND("; "&$A{row + 1}&";","; "&{who}&";"))'
    return (
        f"=ROUND(SUMPRODUCT({named}*({day}>=DATE({first.year},{first.month},{first.day}))"
        f"*({day}<DATE({after.year},{after.month},{after.day})),{minutes})/60,4)"
    )


def _filled(plan: Plan, session: Session) -> str:
    topic = plan.problem.topics[session.topic]
    return f"{len(session.seats)} of {plan.problem.seats_in(topic, session.room)}"


def _length(windows: Sequence[Window]) -> int:
    return sum(window.end - window.start for window in windows)


def _program_minutes(plan: Plan) -> int:
    total = 0
    for day in {session.day for session in plan.roster.sessions}:
        there = [session for session in plan.roster.sessions if session.day == day]
        total += max(s.end for s in there) - min(s.start for s in there)
    return min(total, 7 * MINUTES_A_DAY)
