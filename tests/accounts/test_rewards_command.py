"""Rewards through the command line: the sheet read, the ledger written, and corrected."""

from __future__ import annotations

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from planner.accounts.rewards import Ledger, LedgerLine, Standing
from planner.accounts.seats import SeatHad
from planner.cli import app
from planner.export.sheets.ledger import ledger_workbook
from planner.tables.cells import Unreadable
from planner.tables.money import ALLOWED, money, read_money
from tests.accounts.test_audit_workbook import BOOK
from tests.small_week import MONDAY, in_force, program, written
from tests.workbook.books import Tables, faults_of, plain, save_folder

HEADINGS: list[object] = ["Reward", "For", "Topic", "Number", "Amount", "Step", "Reset", "Cap", "Cap days"]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    rewards: Tables = {
        "Rewards": [["Reward", "For", "Number", "Amount"], ["Full week", "week complete", "", "7.10"]]
    }
    return (
        save_folder(tmp_path / "book", {**BOOK, **rewards}),
        written(tmp_path / "week.xlsx", program(), in_force(), ()),
    )


def run(*asked: object) -> tuple[str, str]:
    done = CliRunner().invoke(app, ["rewards", *map(str, asked)])
    assert done.exit_code == 0, done.output
    return done.stdout, done.stderr


def test_the_json_lists_every_line_with_its_sessions(files: tuple[Path, Path]) -> None:
    lines = json.loads(run(*files, "--format", "json")[0])["lines"]
    because = ["Tue-0900-ANG", "Thu-1000-GRI"]
    line = {
        "reward": "Full week",
        "date": "2026-12-03",
        "because": because,
        "amount": "7.10",
        "total": "7.10",
    }
    assert lines == [{"client": f"C00{number}", **line} for number in range(1, 5)]


def test_a_second_run_with_corrected_attendance_says_what_changed(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    ledger, corrected = tmp_path / "ledger.xlsx", tmp_path / "corrected.csv"
    run(*files, "-o", ledger)
    assert "Nothing changed." in run(*files, "-o", ledger)[1]
    corrected.write_text(
        "Date,Start,Topic,Client,Status\n2026-12-01,9:00,Anger,C003,absent\n", encoding="utf-8"
    )
    said = run(*files, "--attendance", corrected, "-o", ledger)[1]
    assert "C003, Full week, 2026-12-03: 7.10 is no longer earned." in said
    book = openpyxl.load_workbook(ledger)
    first = [str(row[0]) for row in book["Rewards"].iter_rows(values_only=True)]
    assert "C003, Full week, 2026-12-03: 7.10 is no longer earned." in first
    clients = [row[0] for row in book["Ledger"].iter_rows(min_row=2, values_only=True)]
    assert clients == ["C001", "C002", "C004"]


def test_each_column_of_the_ledger_says_its_own(tmp_path: Path) -> None:
    because = SeatHad(
        week=MONDAY, day=MONDAY, start=540, topic="Anger", client="C001", session="Mon-0900-ANG",
        scheduled=60, status="attended", credited=60, stated=True,
    )  # fmt: skip
    line = LedgerLine("C001", "Bus", MONDAY, (because,), cents=150, withheld=50, total=900, of_reward=650)
    standing = Standing("C001", "Bus", earned=900, cap=700, left=50, following="2.00 for two more")
    content = ledger_workbook(Ledger("Riverside", (line,), (standing,)), (), datetime(2026, 12, 14))
    book = openpyxl.load_workbook(BytesIO(content))
    assert list(book["Ledger"].iter_rows(min_row=2, values_only=True)) == [
        (
            "C001",
            "Bus",
            datetime(2026, 11, 30),
            1.5,
            9,
            6.5,
            because.named,
            "0.50 kept back: the cap is reached",
        )
    ]
    *_, last = book["Rewards"].iter_rows(values_only=True)
    assert last == ("C001", "Bus", 9, 7, 0.5, "2.00 for two more")


def test_a_file_that_is_no_ledger_is_not_written_over(files: tuple[Path, Path], tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    before = other.read_bytes()
    done = CliRunner().invoke(app, ["rewards", *map(str, files), "-o", str(other)])
    assert done.exit_code == 1
    assert "is no ledger of rewards" in done.stderr
    assert other.read_bytes() == before


def test_what_is_wrong_with_the_sheet_is_said_with_its_cells(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        HEADINGS,
        ["Week", "every week", None, None, 5, None, None, None, None],
        ["Three", "in a row", "Angr", None, "5.005", None, None, None, 28],
    ]
    said = "\n".join(faults_of(tmp_path, plain(Rewards=rows)))
    assert "Rewards!B2: 'every week' is none of week complete, sessions, in a row, topic complete" in said
    assert "Rewards!C3: 'Angr' is no topic of the sheet Topics; did you mean 'Anger'?" in said
    assert "Rewards!D3: Number is blank, and 'in a row' needs one" in said
    assert "Rewards!E3: '5.005' has more than two decimals" in said
    assert "warning: riverside.xlsx: Rewards!I3: '28' stands without a Cap" in said


@pytest.mark.parametrize(
    ("typed", "cents"),
    [(5, 500), (2.1, 210), ("2.50", 250), ("$0.07", 7), ("2,5", 250), ("€ 3", 300), (0, 0)],
)
def test_money_is_read_as_cents(typed: object, cents: int) -> None:
    assert read_money(typed) == cents


@pytest.mark.parametrize("typed", [True, "five", -1, "1.234", "1,234.5", 2_000_000])
def test_what_is_no_amount_is_refused(typed: object) -> None:
    with pytest.raises(Unreadable):
        read_money(typed)


@pytest.mark.parametrize(("typed", "meant"), [("$1,000.00", "1000.00"), ("10 USD", "10"), ("ten", None)])
def test_money_in_other_words_is_proposed(typed: str, meant: str | None) -> None:
    with pytest.raises(Unreadable) as trouble:
        read_money(typed)
    assert trouble.value.fix == ALLOWED + (f"; try {meant}" if meant else "")


def test_money_is_said_with_two_decimals() -> None:
    assert [money(cents) for cents in (0, 5, 250, -5)] == ["0.00", "0.05", "2.50", "-0.05"]
