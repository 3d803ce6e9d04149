"""The Sign-in sheet: a printed page for each session, and on it nothing that says what a client is there for."""

from __future__ import annotations

from collections.abc import Sequence

from planner.export.sheets.page import INK, PALE, Book, Page
from planner.findings import date_in_words
from planner.model import Session, clock
from planner.plan import Plan

HEADINGS = (("Client", 120), ("Time in", 110), ("Time out", 110), ("Signature", 380))
LINES_A_PAGE = 20
SPARE_LINES = 2  # for somebody who comes unannounced
LINE_POINTS = 20


def write_sign_in(book: Book) -> None:
    """A page (or, for a large session, several) with room for each client's times and signature."""
    page = book.page("Sign-in", "Sign-in", [width for _, width in HEADINGS])
    last = len(HEADINGS) - 1
    page.across(0, 0, last, book.program, bold=True, font_size=14)
    page.room_for(0, [(book.program, page.width(0, last))], 14)
    row, breaks = 1, []
    for plan in book.plans:
        for session in plan.roster.sessions:
            expected = [seat.client for seat in session.seats if not seat.missed]
            for codes in _pages_of([*expected, *[""] * SPARE_LINES]):
                if row > 1:
                    breaks.append(row)
                row = _write_page(page, plan, session, codes, row)
    page.sheet.set_h_pagebreaks(breaks)
    page.sheet.center_horizontally()
    page.sheet.repeat_rows(0)
    page.sheet.freeze_panes(1, 0)
    page.sheet.hide_gridlines(2)


def _write_page(page: Page, plan: Plan, session: Session, codes: Sequence[str], row: int) -> int:
    last = len(HEADINGS) - 1
    title = {"bold": True, "font_size": 16, "font_color": "#FFFFFF", "bg_color": INK}
    page.across(row, 0, last, f"Sign-in  ·  Session {session.id}", **title)
    page.sheet.set_row(row, 28)
    when = (
        f"{date_in_words(plan.problem.date_of(session.start))}, {clock(session.start)}–{clock(session.end)}"
    )
    words = [when, *([session.room] if session.room else []), ", ".join(session.therapists)]
    facts = "  ·  ".join(word for word in words if word)
    page.across(row + 1, 0, last, facts, font_size=12)
    page.room_for(row + 1, [(facts, page.width(0, last))], 12, 8)
    for column, (word, _) in enumerate(HEADINGS):
        page.text(row + 2, column, word, bold=True, bg_color=PALE, border=1, indent=1)
    row += 3
    for code in codes:
        for column in range(len(HEADINGS)):
            page.text(row, column, "" if column else code, border=1, font_size=12, indent=1)
        page.sheet.set_row(row, LINE_POINTS)
        row += 1
    return row


def _pages_of(codes: Sequence[str]) -> list[Sequence[str]]:
    return [codes[first : first + LINES_A_PAGE] for first in range(0, len(codes), LINES_A_PAGE)]
