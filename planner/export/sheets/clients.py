"""The Clients sheet: a block for each client and week, a page to hand out."""

from __future__ import annotations

from planner.export.sheets.flat import (
    decimal_hours,
    hours_cell,
)
from planner.export.sheets.page import BAD, GOOD, INK, Book, Page
from planner.export.sheets.people import HOURS_WITH_UNIT, cells_for_a_client, people_page, write_session_lines
from planner.findings.in_words import week_in_words
from planner.findings.lessons import due_before, homework_of
from planner.model import MUST, hours
from planner.model.privacy import UNSEEN_KINDS
from planner.plan import Plan

CLIENT_HEADINGS = (
    ("Day", 92),
    ("Time", 110),
    ("Topic", 160),
    ("Therapist", 95),
    ("Room", 85),
    ("Homework", 178),
)
NOTE_AT_MOST = 1000  # characters of a cell note; longer ones can't be read in their box


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
    page.broken_at(breaks)


def _write_client(page: Page, plan: Plan, code: str, row: int) -> int:
    last = len(page.widths) - 1
    client = plan.problem.clients[code]
    title = {"bold": True, "font_size": 20, "font_color": "#FFFFFF", "bg_color": INK}
    page.across(row, 0, 2, code, **title)
    page.across(row, 3, last, week_in_words(plan), align="right", **{**title, "font_size": 14})
    page.sheet.set_row(row, max(34, page.tall([(code, page.width(0, 2))], 20)))
    cell, planned = hours_cell(page.book, plan, code)
    reached = planned >= client.least_minutes
    fact = {"bold": True, "font_size": 13, "bg_color": GOOD if reached else BAD, "align": "left"}
    page.text(row + 1, 0, "This week", **fact)
    page.formula(
        row + 1, 1, f"={cell}" if cell else "=0", decimal_hours(planned), num_format=HOURS_WITH_UNIT, **fact
    )
    required = f"of {hours(client.least_minutes)} required" if client.least_minutes else "no minimum"
    page.text(row + 1, 2, required, **fact)
    page.across(row + 1, 3, last, f"Level of care: {client.level}", **{**fact, "bold": False})
    page.sheet.set_row(row + 1, 24)
    _write_note(page, plan, code, row)
    sessions = [
        session
        for session in plan.roster.of_client(code)
        if plan.problem.topics[session.topic].kind not in UNSEEN_KINDS and code in session.coming
    ]

    homework = homework_of(plan.problem, plan.roster, code, due_before(plan.problem, code))
    return write_session_lines(page, plan, row + 2, sessions, cells_for_a_client(homework)) + 1


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
