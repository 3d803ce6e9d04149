"""The Summary sheet: is everyone at their hours? And then: needs, proof, what is missing, what to do with the file."""

from __future__ import annotations

from collections.abc import Sequence

from planner.export.hand_over import errands_of
from planner.export.sheets.curve import write_curve
from planner.export.sheets.page import BAD, GOOD, Book, Page
from planner.export.weeks import headline_of, lines_of_weeks, weeks_of_plan
from planner.findings.good_week import costs_told, facts_of
from planner.findings.in_words import (
    all_reach_hours,
    headline,
    missing,
    needs_met,
    says_open,
    size_in_words,
    stages_told,
    week_in_words,
)
from planner.language.limits import Stage
from planner.plan import Plan

COUNT = {"align": "center", "num_format": "#,##0"}
RULED = {"bottom": 7, "bottom_color": "#8A949E"}
WIDTHS = (290, 110, 130, 110, 320)
HOW_TO = (
    "Print Week for the wall, a page of Clients for each client, and Sign-in for the sessions; or let `planner print` "
    "make the few pages for the door, a client, a therapist, or to sign in.",
    "To keep something as it is, set Lock in Sessions (all, time, therapist, room, clients) or in Roster (yes).",
    "After a session, set Status in Roster: attended, excused, absent or cancelled. Hours adds up by itself.",
    "You may edit Sessions and Roster by hand, save the file, and let the planner check it or plan on from it.",
    "The column Note is yours. Tests never stand on Week and Clients, which clients see; they are in Sessions.",
)


def write_summary(book: Book, sheets: Sequence[str]) -> None:
    """The first sheet, with links to `sheets`."""
    page = book.page("Summary", "Summary", WIDTHS)
    last = len(WIDTHS) - 1
    page.across(0, 0, last, book.program, bold=True, font_size=20)
    page.room_for(0, [(book.program, page.width(0, last))], 20, 8)
    row = write_curve(page, book.plans, 1)
    for plan in book.plans:
        row = _write_headline(page, plan, row)
    row = _write_links(page, sheets, row)
    for plan in book.plans:
        if len(book.plans) > 1:
            page.across(row, 0, last, week_in_words(plan), bold=True, font_size=15, top=2)
            page.sheet.set_row(row, 26)
            row += 1
        row = _write_needs(page, plan, row)
        row = _write_lines(page, "The curriculum, and what is added to it", plan.curriculum, row)
        row = _write_proof(page, plan, row)
        row = _write_good_week(page, plan, row)
        row = _write_missing(page, plan, row)
        row = _write_the_week_before(page, plan, row)
        row = _write_changes(page, plan, row)
        row = _write_lines(page, "Hand edits taken over", plan.edits, row)
        row = _write_lines(page, "Hand edits not taken over", plan.edits_left, row)
        row = _write_lines(page, "Warnings", [str(said) for said in plan.warnings], row)
    row = _write_lines(page, "How to use this file", HOW_TO, row)
    commands = list(dict.fromkeys(plan.command for plan in book.plans if plan.command))
    row = _write_lines(page, "Made by", commands, row)
    page.sheet.repeat_rows(0)
    page.sheet.fit_to_pages(1, 0)
    page.sheet.hide_gridlines(2)
    page.sheet.activate()


def _write_headline(page: Page, plan: Plan, row: int) -> int:
    last = len(WIDTHS) - 1
    facts = f"{week_in_words(plan)}  ·  {size_in_words(plan)}"
    page.across(row, 0, last, facts, font_size=12)
    page.sheet.set_row(row, 20)
    said = headline(plan)
    good = all_reach_hours(plan)
    look = {"bg_color": GOOD if good else BAD, "border": 1, "border_color": "#55606B", "indent": 1}
    page.across(row + 1, 0, last, ("✓  " if good else "!  ") + said, bold=True, font_size=17, **look)
    page.room_for(row + 1, [(said + " " * 4, page.width(0, last))], 17, 14)
    return row + 3


def _write_links(page: Page, sheets: Sequence[str], row: int) -> int:
    page.text(row, 0, "Go to", bold=True, font_size=13)
    columns = len(WIDTHS)
    for place, name in enumerate(sheets):
        page.link(row + 1 + place // columns, place % columns, name, name)
    return row + 2 + (len(sheets) - 1) // columns + 1


def _write_needs(page: Page, plan: Plan, row: int) -> int:
    found = needs_met(plan)
    if not found:
        return row
    row = _headings(page, row, ("Needs, by priority", "Met", "Of", "Lacking", ""))
    for line in found:
        page.text(row, 0, line.priority, **RULED)
        page.number(row, 1, line.met, align="center", **RULED)
        page.number(row, 2, line.asked, align="center", **RULED)
        short = {"bold": True, "bg_color": BAD} if line.sessions_missing else {}
        page.number(row, 3, line.asked - line.met, align="center", **RULED, **short)
        page.text(row, 4, line.lacking, **RULED)
        row += 1
    return row + 1


def _write_proof(page: Page, plan: Plan, row: int) -> int:
    if not plan.stages:
        return row
    row = _headings(page, row, ("How good (the less the better)", "Reached", "Best possible", "Proven", ""))
    for result in stages_told(plan):
        page.across(row, 0, 0, f"{result.stage.says[:1].upper()}{result.stage.says[1:]}", **RULED)
        page.number(row, 1, result.value, **COUNT, **RULED)
        page.number(row, 2, result.bound, **COUNT, **RULED)
        page.text(row, 3, "proven" if result.proven else "not proven", align="center", **RULED)
        page.across(row, 4, 4, says_open(result), **RULED)
        page.room_for(row, [(result.stage.says, WIDTHS[0]), (says_open(result), WIDTHS[4])])
        row += 1
    return row + 1


def _write_good_week(page: Page, plan: Plan, row: int) -> int:
    """What the week costs: in the words of a director, then rule by rule in points beside the sum that is possible."""
    row = _write_lines(page, "What the week costs", facts_of(plan), row)
    costs, last = costs_told(plan), len(WIDTHS) - 1
    if not costs:
        return row
    row = _headings(page, row - 1, ("A point is a minute that a client waits", "Amount", "Points", "", ""))
    for cost in costs:
        page.text(row, 0, cost.rule, **RULED)
        page.number(row, 1, cost.amount, **COUNT, **RULED)
        page.number(row, 2, cost.points, **COUNT, **RULED)
        page.across(row, 3, last, cost.unit, **RULED)
        page.room_for(row, [(cost.unit, page.width(3, last))])
        row += 1
    page.text(row, 0, "Together", bold=True)
    page.number(row, 2, sum(cost.points for cost in costs), **COUNT, bold=True)
    best = next((result.bound for result in plan.stages if result.stage is Stage.GOOD_WEEK), None)
    page.across(row, 3, last, "" if best is None else f"best still possible: {best:,}", bold=True)
    return row + 2


def _write_missing(page: Page, plan: Plan, row: int) -> int:
    found = missing(plan)
    row = _headings(page, row, ("What is missing, and why", "", "", "", ""))
    if not found:
        page.across(row, 0, len(WIDTHS) - 1, "Nothing.")
        return row + 2
    for says in plan.absences:
        page.across(row, 0, len(WIDTHS) - 1, f"{says}.", bold=True, valign="top", **RULED)
        page.room_for(row, [(f"{says}.", page.width(0, len(WIDTHS) - 1))])
        row += 1
    for line in found:
        page.text(row, 0, f"{line.who}: {line.what}", bold=True, text_wrap=True, valign="top", **RULED)
        page.across(row, 1, len(WIDTHS) - 1, line.why, valign="top", **RULED)
        texts = [(f"{line.who}: {line.what}", WIDTHS[0]), (line.why, page.width(1, len(WIDTHS) - 1))]
        page.room_for(row, texts)
        row += 1
    return row + 1


def _write_the_week_before(page: Page, plan: Plan, row: int) -> int:
    weeks = weeks_of_plan(plan) if plan.problem.published is None else None
    if weeks is None:
        return row
    return _write_lines(page, "The week before", [headline_of(weeks), *lines_of_weeks(weeks)], row)


def _write_changes(page: Page, plan: Plan, row: int) -> int:
    for errand in errands_of(plan):
        lines = [f"{call.who}: {'; '.join(call.says)}" for call in errand.calls]
        row = _write_lines(page, errand.heading, lines, row)
    return row


def _write_lines(page: Page, heading: str, lines: Sequence[str], row: int) -> int:
    if not lines:
        return row
    row = _headings(page, row, (heading, "", "", "", ""))
    last = len(WIDTHS) - 1
    for line in lines:
        page.across(row, 0, last, line, valign="top")
        page.room_for(row, [(line, page.width(0, last))])
        row += 1
    return row + 1


def _headings(page: Page, row: int, words: Sequence[str]) -> int:
    page.headings(row, words, centred=(1, 2, 3))
    page.sheet.set_row(row, 20)
    return row + 1
