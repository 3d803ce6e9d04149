"""What `check` counts of many clients alike is one sentence that names them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from planner.cli import app
from tests.command_line import Tables, tables
from tests.workbook.books import save_workbook

AWAY: list[list[object]] = [["Who", "First day", "Last day"], ["Ortiz", "2026-11-30", "2026-12-06"]]
PLACED_NOWHERE = "can't be placed at all"


def short(tmp_path: Path, given: Tables) -> list[str]:
    path = save_workbook(tmp_path / "book.xlsx", given)
    said = CliRunner().invoke(app, ["check", str(path), "--week", "2026-12-02"]).output
    return [line for line in said.splitlines() if PLACED_NOWHERE in line]


@pytest.mark.parametrize(
    ("many", "named"), [(2, "C001 and C002"), (8, "C001, C002, C003, C004, C005, C006 and 2 more")]
)
def test_a_therapist_who_is_away_is_one_shortage_for_all(tmp_path: Path, many: int, named: str) -> None:
    codes = [f"C{number:03}" for number in range(1, many + 1)]
    given = tables(
        Away=AWAY,
        Clients=[["Client", "Level"], *([code, "IOP"] for code in codes)],
        Client_availability=[
            ["Client", "Days", "From", "To"],
            *([code, "Mon-Fri", "9:00", "12:00"] for code in codes),
        ],
    )
    (line,) = short(tmp_path, given)
    assert f"{named}, each: therapists and rooms are there for no session, 3 h are required" in line


def test_clients_who_lack_different_hours_have_a_sentence_each(tmp_path: Path) -> None:
    given = tables(
        Client_availability=[
            ["Client", "Days", "From", "To"],
            ["C001", "Mon", "9:00", "12:00"],
            ["C014", "Mon-Tue", "9:00", "12:00"],
        ]
    )
    first, second = short(tmp_path, given)
    assert "C001: their hours hold 1 h" in first and "C014: their hours hold 2 h" in second
