"""A sheet with a page for each client, therapist or room: its headings, and a line a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from planner.export.sheets.page import PAGE_POINTS, Book, Page
from planner.findings.lessons import says_homework
from planner.model import Session
from planner.plan import Plan

HOURS_WITH_UNIT = '0.##" h"'
HEAD_POINTS = 75  # the repeated headings, and who it is, on a person's page
SETTINGS: tuple[tuple[float, float], ...] = ((11, 9), (11, 4), (10, 3), (9, 2))

Cells = Callable[[Session], Sequence[str]]


def people_page(book: Book, name: str, headings: Sequence[tuple[str, int]]) -> Page:
    """A sheet whose headings are repeated on each printed page."""
    page = book.page(name, name, [width for _, width in headings])
    page.headings(0, [word for word, _ in headings])
    page.sheet.freeze_panes(1, 0)
    page.sheet.repeat_rows(0)
    page.sheet.hide_gridlines(2)
    return page


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


def cells_for_a_client(homework: Mapping[str, tuple[str, str]]) -> Cells:
    """What stands on a client's own page of each session: topic, therapists, room, and its `homework`, due and set."""

    def cells(session: Session) -> Sequence[str]:
        said = says_homework(*homework[session.id])
        return session.topic, ", ".join(session.therapists), session.room or "", said

    return cells


def _setting(page: Page, lines: Sequence[Sequence[str]]) -> tuple[float, float]:
    """The first of the settings, font size and spare points a line, in which a person's lines fit one page."""
    for size, spare in SETTINGS:
        tall = sum(page.tall(list(zip(line, page.widths, strict=False)), size, spare) for line in lines)
        if tall <= PAGE_POINTS - HEAD_POINTS:
            return size, spare
    return SETTINGS[0]
