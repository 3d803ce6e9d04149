"""What is typed over the results of a roster (Hours, Needs, what is a topic's own) is told; what follows is no edit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.workbook.hand_edited import FIRST_DAY
from tests.workbook.typed_over import letter_of, put, told


def test_a_need_typed_or_deleted_on_the_roster_is_told(tmp_path: Path) -> None:
    (more,) = told(tmp_path, put("Needs", 0, "Client", "C099"))
    assert "no such row was written" in more.says
    (gone,) = told(tmp_path, lambda book: book["Needs"].delete_rows(2))
    assert "was deleted, which isn't taken over" in gone.says


def test_results_that_were_sorted_or_taken_away_are_no_edit(tmp_path: Path) -> None:
    def sort(book: Any) -> None:
        for name in ("Hours", "Needs"):
            rows = [[cell.value for cell in row] for row in book[name].iter_rows(min_row=2)]
            for number, row in enumerate(reversed(rows), start=2):
                for column, value in enumerate(row, start=1):
                    book[name].cell(number, column).value = value

    assert told(tmp_path, sort) == []


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "says"),
    [
        ("Hours", "Planned", 9, "isn't taken over: Hours is for reading only"),
        ("Hours", "Planned", "9 h", "isn't taken over: Hours is for reading only"),
        ("Hours", "Short", 4.5, "isn't taken over: Hours is for reading only"),
        ("Needs", "Planned", 7, "isn't taken over: Needs is for reading only"),
        ("Needs", "Missing", 0, "isn't taken over: Needs is for reading only"),
        ("Sessions", "Kind", "individual", "isn't taken over: Kind is the topic's own"),
        ("Sessions", "Smallest", 1, "isn't taken over: Smallest is the topic's own"),
        ("Sessions", "Best size", 9, "isn't taken over: Best size is the topic's own"),
        ("Sessions", "Largest", 12, "isn't taken over: Largest is the topic's own"),
        ("Sessions", "Clients", 12, "isn't taken over: Clients counts the seats on Roster"),
        ("Sessions", "Lesson", 3, "isn't taken over: Anger isn't taught lesson by lesson"),
    ],
)
def test_what_the_planner_works_out_is_told_when_it_is_typed_over(
    tmp_path: Path, sheet: str, heading: str, value: object, says: str
) -> None:
    (fault,) = told(tmp_path, put(sheet, 2, heading, value))
    assert fault.sheet == sheet and says in fault.says and fault.kind == "warning", fault


def test_live_hours_that_follow_an_edit_are_no_edit_of_their_own(tmp_path: Path) -> None:
    def excused(book: Any) -> None:
        put("Roster", 2, "Status", "excused")(book)
        put("Hours", 2, "Planned", 0.5)(book)

    assert not [fault for fault in told(tmp_path, excused) if fault.cell == "E2"]


def test_hours_as_another_program_writes_their_week_and_numbers_are_no_edit(tmp_path: Path) -> None:
    def as_text(book: Any) -> None:
        for row in range(2, book["Hours"].max_row + 1):
            day = f"{FIRST_DAY.month}/{FIRST_DAY.day}/{FIRST_DAY.year}"
            put("Hours", row, "Week", day)(book)
            put("Hours", row, "Required", f"{float(book['Hours'].cell(row, 4).value):.2f}")(book)

    assert told(tmp_path, as_text) == []


def test_many_edits_of_a_sheet_of_results_are_counted(tmp_path: Path) -> None:
    def reasons(book: Any) -> None:
        for row in range(2, book["Hours"].max_row + 1):
            put("Hours", row, "Reason", "vacation")(book)
        for client in ("C101", "C102"):
            put("Hours", 0, "Client", client)(book)

    faults = told(tmp_path, reasons)
    assert len(faults) == 6
    assert faults[-1].says == "3 more places of Hours are not as written; nothing typed there is taken over"


def test_what_was_required_moves_what_is_short(tmp_path: Path) -> None:
    def more(book: Any) -> None:
        planned = float(written_hours(tmp_path)[0])
        put("Hours", 2, "Required", planned + 2)(book)
        put("Hours", 2, "Planned", planned)(book)
        put("Hours", 2, "Short", 2)(book)

    assert [fault.cell for fault in told(tmp_path, more)] == ["D2"]


def written_hours(tmp_path: Path) -> tuple[Any, Any]:
    """The stored values of the first client's live hours."""
    hours = load_workbook(tmp_path / "roster.xlsx", data_only=True)["Hours"]
    return hours["E2"].value, hours["F2"].value


@pytest.mark.parametrize(
    ("sheet", "heading", "value"),
    [
        ("Roster", "Date", None),
        ("Roster", "Date", "11/30/2026"),
        ("Roster", "Minutes", None),
        ("Roster", "Client", "c002"),
    ],
)
def test_live_hours_that_cannot_see_a_seat_as_it_is_typed_are_no_edit(
    tmp_path: Path, sheet: str, heading: str, value: object
) -> None:
    """Excel works the formula out anew: it finds neither a text that is a date nor another spelling of a code."""

    def typed(book: Any) -> None:
        codes = [cell.value for cell in book["Roster"][letter_of(book, "Roster", "Client")]]
        put(sheet, codes.index("C002") + 1, heading, value)(book)
        put("Hours", 2, "Planned", 0)(book)

    assert not [fault for fault in told(tmp_path, typed) if fault.sheet == "Hours"]


def test_live_hours_of_merged_cells_are_no_edit(tmp_path: Path) -> None:
    def merged(book: Any) -> None:
        date = letter_of(book, "Roster", "Date")
        book["Roster"].merge_cells(f"{date}2:{date}3")
        client = book["Roster"][f"{letter_of(book, 'Roster', 'Client')}3"].value
        codes = [cell.value for cell in book["Hours"]["A"]]
        put("Hours", codes.index(client) + 1, "Planned", 0)(book)

    assert told(tmp_path, merged) == []


def test_live_hours_typed_over_are_told_where_every_seat_can_be_seen(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, put("Hours", 2, "Planned", 0))
    assert fault.sheet == "Hours"
