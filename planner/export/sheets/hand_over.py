"""A printed page for each person whose week changes, below the flat table of Changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from planner.export.sheets.page import INK, PAGE_PIXELS, PALE, Page
from planner.findings import week_in_words
from planner.plan import CLIENT, THERAPIST, Change, Plan

RULED = {"text_wrap": True, "valign": "top", "bottom": 4, "bottom_color": "#8A949E"}


# Which of the flat table's columns a page's columns reach across, first and last.
WAS, NOW, WHY = (0, 2), (3, 3), (4, 6)


def write_hand_over(page: Page, plans: Sequence[Plan]) -> None:
    """Below the flat table, a page for each client and each therapist: what was, what is.

    A client's page doesn't say why: that may be another's affair.
    """
    rows = sum(len(plan.changes) for plan in plans)
    row, breaks = max(2, rows + 1) + 1, []
    for plan in plans:
        for role, who, changes in _pages(plan.changes):
            breaks.append(row)
            row = _write_page(page, plan, who, changes, role == THERAPIST, row) + 1
    page.sheet.set_print_scale(
        min(100, 100 * PAGE_PIXELS // sum(page.widths))
    )  # fitting would drop the breaks
    page.sheet.set_h_pagebreaks(breaks)


def _pages(changes: Sequence[Change]) -> Iterator[tuple[str, str, list[Change]]]:
    people = [change for change in changes if change.role in (CLIENT, THERAPIST)]
    for (role, who), found in groupby(people, key=lambda change: (change.role, change.who)):
        yield role, who, list(found)


def _write_page(page: Page, plan: Plan, who: str, changes: list[Change], why: bool, row: int) -> int:
    last = len(page.widths) - 1
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
            page.across(row, first, end, text, **RULED)
        page.room_for(row, [(text, page.width(*columns)) for columns, text in told], spare=9)
        row += 1
    return row
