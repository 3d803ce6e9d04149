"""The contract as data: every sheet and column of a program workbook. Template and reader both use it."""

from __future__ import annotations

from planner.tables.columns import Sheet
from planner.workbook.client_sheets import CLIENT_SHEETS
from planner.workbook.offer_sheets import OFFER_SHEETS

SHEETS: tuple[Sheet, ...] = (*OFFER_SHEETS, *CLIENT_SHEETS)
SHEET_OF = {sheet.name: sheet for sheet in SHEETS}
