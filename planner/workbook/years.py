"""Dates on which something begins that lie so far ahead that the year was hardly meant."""

from __future__ import annotations

from datetime import date

from planner.workbook.book import Book

FARTHEST = 3  # years ahead
_BEGINS = {
    "Clients": ("Starts", "Curriculum start"),
    "Client availability": ("First day",),
    "Therapist availability": ("First day",),
    "Room availability": ("First day",),
    "Away": ("First day",),
    "Needs": ("From",),
    "Fixed": ("From",),
    "Attendance": ("Date",),
}


def check_years(book: Book) -> None:
    """Warns of rows that begin years from now; when something ends may well be far away, and means for good."""
    this = date.today().year
    for sheet, columns in _BEGINS.items():
        for row in book.rows(sheet):
            for column in columns:
                day = row.day(column)
                if day is not None and day.year - this > FARTHEST:
                    what = "the curriculum asks" if column == "Curriculum start" else "the row counts"
                    says = f"is {day.year - this} years ahead, and {what} for nothing until then"
                    row.fault(column, says, "check the year", "warning")
