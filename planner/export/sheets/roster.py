"""The roster workbook: all its sheets, in the contract's order, moved into place only when it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from planner.accounts.rotation import rotation_of_plans
from planner.export.sheets.as_planned import write_as_planned
from planner.export.sheets.clients import write_clients
from planner.export.sheets.flat import (
    write_hours,
    write_lists,
    write_needs,
    write_roster_rows,
    write_sessions,
)
from planner.export.sheets.hand_over import write_changes
from planner.export.sheets.in_memory import workbook_bytes
from planner.export.sheets.page import Book
from planner.export.sheets.rotation import write_rotation
from planner.export.sheets.sign_in import write_sign_in
from planner.export.sheets.summary import write_summary
from planner.export.sheets.therapists_and_rooms import write_rooms, write_therapists
from planner.export.sheets.week import sheet_name, write_week
from planner.plan import Plan
from planner.rosters.origin import properties_of
from planner.whole_file import write_whole


def write_roster(path: Path, plans: Sequence[Plan], created: datetime) -> None:
    """Write one or more planned weeks as a roster workbook.

    The same plans and the same `created` give the same bytes. The file is written under a temporary name in
    the same folder and then moved, so that a roster is never half written. Raises `PlannerError` when the
    folder or the file can't be written (on Windows: because it is open in Excel), `ValueError` without a plan.
    """
    write_whole(path, roster_content(plans, created))


def roster_content(plans: Sequence[Plan], created: datetime) -> bytes:
    """The bytes of a roster workbook; the same plans and the same `created` give the same. `ValueError`: no plan."""
    if not plans:
        raise ValueError("a roster needs at least one planned week")
    return workbook_bytes("Roster", created, lambda workbook: _write(workbook, plans))


def _write(workbook: Workbook, plans: Sequence[Plan]) -> None:
    for plan in plans:
        said = properties_of(plan.problem.first_day, plan.fingerprint, plan.problem.as_of)
        for name, text in said.items():
            workbook.set_custom_property(name, text, "text")
    workbook.set_size(2400, 1400)
    book = Book(workbook, plans)
    weeks = [sheet_name(plan, len(plans) > 1) for plan in plans]
    changed = ["Changes"] if any(plan.changes for plan in plans) else []
    over_weeks = ["Rotation", "Groups"] if len(plans) > 1 else []
    people, flat = ["Clients", "Therapists", "Rooms"], ["Sessions", "Roster", "Hours", "Needs"]
    write_summary(book, [*weeks, *people, *flat, *over_weeks, *changed, "Sign-in"])
    for plan in plans:
        write_week(book, plan)
    write_clients(book)
    write_therapists(book)
    write_rooms(book)
    write_sessions(book)
    write_roster_rows(book)
    write_hours(book)
    write_needs(book)
    if over_weeks:
        write_rotation(book, rotation_of_plans(plans))
    if changed:
        write_changes(book)
    write_sign_in(book)
    write_lists(book)
    printed = [page for page in book.pages if page.sheet.get_name() in {*weeks, *people, "Hours", "Needs"}]
    write_as_planned(workbook, plans, printed)
