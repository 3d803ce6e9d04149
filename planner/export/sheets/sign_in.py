"""The Sign-in sheet: a printed page for each session, and on it nothing that says what a client is there for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.export.sheets.page import INK, PALE, Book, Page
from planner.export.sheets.week import shown_on_wall
from planner.findings.in_words import week_in_words
from planner.model import Session
from planner.model.session_ids import neutral_codes
from planner.plan import Plan

HEADINGS = (("When", 250), ("Client", 100), ("Time in", 85), ("Time out", 85), ("Signature", 200))
LINES_A_PAGE = 18
SPARE_LINES = 2  # for somebody who comes unannounced
LINE_POINTS = 20
INDENT_PIXELS = 12
SIGNED = "Leader's signature, credentials: ______________________________________"

NO_LABELS: Mapping[str, str] = {}

Line = tuple[str, str]
"""When (blank on a group's page, where all come together) and a client's code (blank on a spare line)."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """One printed page: what it is for, who leads it where, and a line for each signature."""

    title: str
    facts: str
    lines: Sequence[Line]


def write_sign_in(book: Book, labels: Mapping[str, str] = NO_LABELS) -> None:
    """A page (or, for a large session, several) with room for each client's times and signature.

    Sessions for one client stand together, a page a therapist. Tests aren't announced on paper that lies about.
    `labels` are what clients are called on it, by code; without one the code stands.
    """
    page = book.page("Sign-in", "Sign-in", [width for _, width in HEADINGS])
    last = len(HEADINGS) - 1
    page.across(0, 0, last, book.program, bold=True, font_size=14)
    page.room_for(0, [(book.program, page.width(0, last))], 14)
    row, breaks = 1, []
    for sign_in in (one for plan in book.plans for one in _pages(plan, labels)):
        if row > 1:
            breaks.append(row)
        row = _write_page(page, sign_in, row)
    page.broken_at(breaks)
    page.sheet.repeat_rows(0)
    page.sheet.freeze_panes(1, 0)
    page.sheet.hide_gridlines(2)


def _pages(plan: Plan, labels: Mapping[str, str]) -> Iterator[SignIn]:
    codes, wording = neutral_codes(plan.problem.topics), plan.problem.wording
    alone: dict[tuple[str, ...], list[Session]] = {}
    for session in shown_on_wall(plan.problem, plan.roster.sessions):
        if plan.problem.topics[session.topic].largest == 1:
            alone.setdefault(session.therapists, []).append(session)
            continue
        title = f"Sign-in  ·  {codes[session.topic]}  ·  {_when(plan, session, wording.full_date)}"
        expected = [("", labels.get(code, code)) for code in session.coming]
        words = [session.room or "", ", ".join(session.therapists)]
        yield from _in_parts(title, words, [*expected, *[("", "")] * SPARE_LINES])
    for therapists, sessions in sorted(alone.items()):
        title = f"Sign-in  ·  One to one  ·  {week_in_words(plan)}"
        lines = [
            (_when(plan, session, wording.day), labels.get(code, code))
            for session in sessions
            for code in session.coming
        ]
        yield from _in_parts(title, [", ".join(therapists)], lines)


def _in_parts(title: str, words: Sequence[str], lines: Sequence[Line]) -> Iterator[SignIn]:
    facts = "  ·  ".join(word for word in words if word)
    for first in range(0, len(lines), LINES_A_PAGE):
        yield SignIn(title, facts, lines[first : first + LINES_A_PAGE])


def _when(plan: Plan, session: Session, dated: Callable[[date], str]) -> str:
    """The day as `dated` shows it (a page that names its week needs no year) and the time."""
    return f"{dated(plan.problem.date_of(session.start))}, {plan.problem.wording.span(session.start, session.end)}"


def _write_page(page: Page, sign_in: SignIn, row: int) -> int:
    last = len(HEADINGS) - 1
    title = {"bold": True, "font_size": 16, "font_color": "#FFFFFF", "bg_color": INK}
    page.across(row, 0, last, sign_in.title, **title)
    page.room_for(row, [(sign_in.title, page.width(0, last))], 16, 8)
    page.across(row + 1, 0, last, sign_in.facts, font_size=12)
    page.room_for(row + 1, [(sign_in.facts, page.width(0, last))], 12, 8)
    dated = any(when for when, _ in sign_in.lines)
    for column, (word, _) in enumerate(HEADINGS):
        shown = "" if column == 0 and not dated else word
        page.text(row + 2, column, shown, bold=True, bg_color=PALE, border=1, indent=1)
    row += 3
    for number, (when, code) in enumerate(sign_in.lines, start=1):
        words = (when or f"{number}", code)
        for column in range(len(HEADINGS)):
            text = words[column] if column < len(words) else ""
            page.text(row, column, text, border=1, font_size=12, indent=1, text_wrap=True)
        spaces = [(text, page.width(at, at) - INDENT_PIXELS) for at, text in enumerate(words)]
        page.sheet.set_row(row, max(LINE_POINTS, page.tall(spaces, 12)))
        row += 1
    page.across(row, 0, last, SIGNED, font_size=12, valign="bottom")
    page.sheet.set_row(row, 34)
    return row + 1
