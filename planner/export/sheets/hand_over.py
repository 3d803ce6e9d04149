"""The Changes sheet: whom to phone first, which rooms change, then every change, then a slip for each person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from planner.export.hand_over import Errand, errands_of, told_to_people
from planner.export.sheets.page import BAD, HEADING, INK, PALE, Book, Page
from planner.findings.in_words import week_in_words
from planner.plan import CLIENT, THERAPIST, Change, Plan

HEADINGS = (
    ("Who", 90),
    ("Role", 65),
    ("Was", 185),
    ("Now", 185),
    ("Why", 185),
    ("Tell", 110),
    ("Notice hours", 55),
    ("Session", 100),
)
RULED = {"text_wrap": True, "valign": "top", "bottom": 4, "bottom_color": "#8A949E"}
LISTED = {**RULED, "font_size": 13}
# Which of the columns a line reaches across, first and last.
SAYS, TELL = (1, 4), (5, 7)
WAS, NOW, WHY = (0, 2), (3, 4), (5, 7)


def write_changes(book: Book) -> None:
    """Errands of every plan, then the table of all changes, then the slips."""
    page = book.page("Changes", "Changes", [width for _, width in HEADINGS])
    row = 0
    for plan in book.plans:
        if plan.changes:
            row = _write_errands(page, plan, row)
    row = _write_table(page, book.plans, row) + 1
    breaks = []
    for plan in book.plans:
        for role, who, changes in _slips(told_to_people(plan)):
            breaks.append(row)
            row = _write_slip(page, plan, who, changes, role == THERAPIST, row) + 1
    page.broken_at(breaks)
    page.sheet.hide_gridlines(2)


def _write_errands(page: Page, plan: Plan, row: int) -> int:
    last = len(HEADINGS) - 1
    title = {"bold": True, "font_size": 18, "font_color": "#FFFFFF", "bg_color": INK}
    page.across(row, 0, last, f"Changes  ·  {week_in_words(plan)}", **title)
    page.sheet.set_row(row, 32)
    row += 1
    for errand in errands_of(plan):
        row = _write_errand(page, errand, row)
    return row


def _write_errand(page: Page, errand: Errand, row: int) -> int:
    last = len(HEADINGS) - 1
    urgent = errand.heading.startswith("Phone first")
    page.across(row, 0, last, errand.heading, bold=True, font_size=15, bg_color=BAD if urgent else PALE)
    page.sheet.set_row(row, 26)
    row += 1
    for call in errand.calls:
        says, tell = "\n".join(call.says), f"tell: {call.tell}" if call.tell else ""
        page.text(row, 0, call.who, **{**LISTED, "bold": True})
        page.across(row, SAYS[0], SAYS[1], says, **LISTED)
        page.across(row, TELL[0], TELL[1], tell, **{**LISTED, "font_size": 11})
        texts = [(call.who, page.widths[0]), (says, page.width(*SAYS)), (tell, page.width(*TELL))]
        page.room_for(row, texts, 13, 6)
        row += 1
    return row + 1


def _write_table(page: Page, plans: Sequence[Plan], row: int) -> int:
    """Every change on a line, as an Excel table; the row after it."""
    heading = page.book.style(**HEADING, text_wrap=True)
    changes = [change for plan in plans for change in plan.changes]
    for number, change in enumerate(changes, start=row + 1):
        words = (change.who, change.role, change.was, change.now, change.why, change.tell)
        for column, text in enumerate(words):
            page.text(number, column, text, text_wrap=True, valign="top")
        page.number(number, 6, change.notice_hours, valign="top", align="center")
        page.text(number, 7, change.session, valign="top")
        page.room_for(number, list(zip(words, page.widths, strict=False)))
    after = row + max(1, len(changes)) + 1
    page.sheet.add_table(
        row,
        0,
        after - 1,
        len(HEADINGS) - 1,
        {
            "name": "ChangesTable",
            "style": "Table Style Light 1",
            "columns": [{"header": word, "header_format": heading} for word, _ in HEADINGS],
        },
    )
    page.sheet.set_row(row, 32)
    return after


def _slips(changes: Sequence[Change]) -> Iterator[tuple[str, str, list[Change]]]:
    people = [change for change in changes if change.role in (CLIENT, THERAPIST)]
    for (role, who), found in groupby(people, key=lambda change: (change.role, change.who)):
        yield role, who, list(found)


def _write_slip(page: Page, plan: Plan, who: str, changes: list[Change], why: bool, row: int) -> int:
    """A person's slip, on a page of its own. A client's doesn't say why: that may be another's affair."""
    last = len(HEADINGS) - 1
    title = {"bold": True, "font_size": 18, "font_color": "#FFFFFF", "bg_color": INK}
    page.across(row, 0, last, f"{who}  ·  Changes  ·  {week_in_words(plan)}", **title)
    page.sheet.set_row(row, 32)
    heads = ((WAS, "Was"), (NOW, "Now"), (WHY, "Why" if why else ""))
    for (first, end), word in heads:
        page.across(row + 1, first, end, word, bold=True, bg_color=PALE, bottom=1)
    row += 2
    for change in changes:
        told = (
            (WAS, change.was or "– (new)"),
            (NOW, change.now or "– (no longer)"),
            (WHY, change.why if why else ""),
        )
        for (first, end), text in told:
            page.across(row, first, end, text, font_size=13, **RULED)
        page.room_for(row, [(text, page.width(*columns)) for columns, text in told], 13, 9)
        row += 1
    return row
