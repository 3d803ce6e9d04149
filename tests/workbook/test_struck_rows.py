"""A line through the text calls a row off on paper. In a workbook it doesn't, and that is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Font

from tests.workbook.test_as_shown import changed, said, with_clients
from tests.workbook.typed_over import told


def struck(sheet: str, *rows: int, columns: int = 20) -> Any:
    def draw(book: Any) -> None:
        for row in rows:
            for column in range(1, columns + 1):
                book[sheet].cell(row, column).font = Font(strike=True)

    return draw


@pytest.mark.parametrize("columns", [1, 20])
def test_a_client_who_is_struck_out_counts_and_is_named(tmp_path: Path, columns: int) -> None:
    path = changed(tmp_path, with_clients("C001", "C002"), struck("Clients", 3, columns=columns))
    (fault,) = [line for line in said(path) if "a line through" in line]
    assert "Clients: row 3 has a line through the text, and counts like the others" in fault


def test_many_rows_that_are_struck_out_are_one_warning(tmp_path: Path) -> None:
    codes = [f"C{number:03}" for number in range(1, 10)]
    path = changed(tmp_path, with_clients(*codes), struck("Clients", *range(2, 9)))
    (fault,) = [line for line in said(path) if "a line through" in line]
    assert "rows 2, 3, 4, 5 and 3 more have a line through the text, and count like the others" in fault


def test_a_line_through_empty_cells_is_nothing(tmp_path: Path) -> None:
    path = changed(tmp_path, with_clients("C001", "C002"), struck("Clients", 9, 10))
    assert not any("a line through" in line for line in said(path))


@pytest.mark.parametrize("sheet", ["Sessions", "Roster"])
def test_a_seat_or_session_that_is_struck_out_stays_and_is_told(tmp_path: Path, sheet: str) -> None:
    (fault,) = told(tmp_path, struck(sheet, 2))
    assert (fault.kind, fault.sheet) == ("warning", sheet)
    assert fault.says == "row 2 has a line through the text, and counts like the others"
