"""Sheets that are printed page by page are one page wide, also where Excel's own font is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from planner.export.sheets.prints import (
    client_workbook,
    door_workbook,
    sign_in_workbook,
    therapist_workbook,
)
from planner.export.sheets.roster import roster_content
from planner.model import Room
from planner.plan import Plan
from planner.week.problem import problem_of
from tests.small_week import MONDAY, in_force, program

CREATED = datetime(2026, 11, 27, 16, 0)
MARGINS, PIXELS_AN_INCH = 0.8, 96
WITHOUT_IT = 1.33  # so much wider columns come out where that font is missing, as on Linux without Carlito


def plan() -> Plan:
    problem = replace(problem_of(program(), MONDAY), rooms={"Oak": Room("Oak", 8)})
    return Plan(problem=problem, roster=in_force(), stages=(), hours=(), needs=())


@pytest.mark.parametrize(
    "written",
    [
        door_workbook([plan()], CREATED),
        client_workbook([plan()], "C001", [{}], CREATED),
        therapist_workbook([plan()], "Ada", CREATED),
        sign_in_workbook([plan()], {}, CREATED),
        roster_content([plan()], CREATED),
    ],
    ids=["door", "client", "therapist", "sign-in", "roster"],
)
def test_what_is_not_fitted_to_a_page_fits_on_it_in_any_font(written: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(written))
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible" and not sheet.sheet_properties.pageSetUpPr.fitToPage:
            across = 11 if sheet.page_setup.orientation == "landscape" else 8.5
            wide = _pixels(sheet) * float(sheet.page_setup.scale or 100) / 100
            assert wide * WITHOUT_IT < (across - MARGINS) * PIXELS_AN_INCH, sheet.title


def _pixels(sheet: Worksheet) -> float:
    """Columns that are in use, together; a character is seven pixels."""
    found = 0.0
    for one in sheet.column_dimensions.values():
        if one.min is not None and one.max is not None and one.min <= sheet.max_column:
            found += one.width * 7 * (one.max - one.min + 1)
    return found
