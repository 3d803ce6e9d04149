"""The Therapists and Rooms sheets: a block for each of them and week, with live totals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from planner.export.sheets.flat import (
    SESSIONS_HEADINGS,
    SPARE_ROWS,
    column_range,
    decimal_hours,
)
from planner.export.sheets.page import PALE, Book, Page
from planner.export.sheets.people import HOURS_WITH_UNIT, people_page, write_session_lines
from planner.findings.in_words import week_in_words
from planner.model import MINUTES_A_DAY, Session, Window, counted, hours
from planner.plan import Plan

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
                seen = ", ".join(session.coming)
                who = "; ".join([*others, *([seen] if seen else [])])
                return session.topic, session.room or "", _filled(plan, session), who

            row = write_session_lines(page, plan, row, sessions, cells) + 1
    page.broken_at(breaks)


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
                measure = (
                    _length(windows),
                    f"of {hours(_length(windows))} open; {counted(room.seats, 'seat')}",
                )
            else:
                ran = _program_minutes(plan)
                measure = (ran, f"of {hours(ran)} the program runs; {counted(room.seats, 'seat')}")
            row = _write_total(page, plan, row, name, _sum_formula(book, plan, "Room", row), used, measure)

            def cells(session: Session, plan: Plan = plan, seats: int = room.seats) -> Sequence[str]:
                share = f"{len(session.seats) / seats:.0%}" if seats else ""
                return session.topic, ", ".join(session.therapists), _filled(plan, session), share

            row = write_session_lines(page, plan, row, sessions, cells) + 1
    if row == 1:
        page.text(1, 0, "The program workbook has no rooms: rooms don't bind.")
    page.broken_at(breaks)


def _write_total(
    page: Page, plan: Plan, row: int, name: str, formula: str, minutes: int, measure: tuple[int, str]
) -> int:
    last = len(page.widths) - 1
    most, says = measure
    title = {"bold": True, "font_size": 13, "bg_color": PALE, "top": 1}
    page.across(row, 0, 2, name, **title)
    page.formula(row, 3, formula, decimal_hours(minutes), num_format=HOURS_WITH_UNIT, align="left", **title)
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
