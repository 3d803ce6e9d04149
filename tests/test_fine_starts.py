"""Starts so close to each other that the search is slow: told by `planner check`, and by nothing else."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from planner import api
from planner.cli import app
from tests.workbook.books import Tables, plain, save_workbook

MANY = [f"C{number:03d}" for number in range(1, 31)]


def of_many(starts: str, clients: list[str] = MANY) -> Tables:
    tables = plain(Times=[["Days", "Starts", "Note"], ["daily", starts, None]])
    tables["Clients"] = [["Client"], *([code] for code in clients)]
    tables["Client availability"] = [
        ["Client", "Days", "From", "To"],
        *([code, "daily", "9:00", "17:00"] for code in clients),
    ]
    return tables


def told(tmp_path: Path, tables: Tables) -> list[str]:
    program, _ = api.load(save_workbook(tmp_path / "riverside.xlsx", tables))
    return [str(fault) for fault in api.advice(program)]


def test_starts_every_ten_minutes_are_told_with_what_half_hours_would_be(tmp_path: Path) -> None:
    (said,) = told(tmp_path, of_many("8:00-20:00 every 10"))
    # Ortiz is there from 9 to 17 daily, Chen from 8 to 12 on weekdays: 48 starts a day and 6 more on weekdays.
    assert f"Times!A2: sessions may start at {7 * 48 + 5 * 6} times of the week" in said
    assert f"whole and half hours alone ({7 * 16 + 5 * 2} times)" in said


@pytest.mark.parametrize("starts", ["8:00-20:00 every 30", "8:00-20:00 every 60", "9:00, 10:40, 13:20"])
def test_usual_starts_are_not(tmp_path: Path, starts: str) -> None:
    assert told(tmp_path, of_many(starts)) == []


def test_few_clients_are_searched_soon_enough(tmp_path: Path) -> None:
    assert told(tmp_path, of_many("8:00-20:00 every 10", MANY[:8])) == []


def test_starts_off_the_half_hours_are_told_without_a_number(tmp_path: Path) -> None:
    (said,) = told(tmp_path, of_many("8:05-19:55 every 10"))
    assert "let sessions start at fewer times" in said


def test_check_says_it_until_it_is_acknowledged(tmp_path: Path) -> None:
    tables = of_many("8:00-20:00 every 10")
    book = save_workbook(tmp_path / "riverside.xlsx", tables)
    assert "times of the week" in " ".join(CliRunner().invoke(app, ["check", str(book)]).stderr.split())
    tables["Times"][1][2] = "ok"
    save_workbook(book, tables)
    assert "times of the week" not in " ".join(CliRunner().invoke(app, ["check", str(book)]).stderr.split())
