"""A ledger of rewards for programs, and one that was written before, read back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planner.accounts.corrections import Given
from planner.accounts.rewards import Ledger
from planner.tables import cells
from planner.tables.dates import read_date
from planner.tables.money import money, read_money
from planner.tables.open import open_tables
from planner.tables.raw import cannot_read


def json_of_ledger(ledger: Ledger, changed: list[str]) -> dict[str, object]:
    """What `planner rewards --format json` prints: amounts as text with two decimals, dates ISO."""
    lines = [
        {
            "client": line.client,
            "reward": line.reward,
            "date": line.day.isoformat(),
            "because": [seat.session or seat.day.isoformat() for seat in line.because],
            "amount": money(line.cents),
            "total": money(line.total),
        }
        for line in ledger.lines
        if line.cents
    ]
    return {"lines": lines, "changes": changed, "warnings": list(ledger.warnings)}


def given_before(path: Path) -> Given:
    """What the ledger at a path gave. Raises `WorkbookFaults` for a file that is no ledger: it isn't written over."""
    table = next((table for table in open_tables(path) if table.name == "Ledger"), None)
    headings = [cells.shown(value) for value in table.rows[0].values] if table and table.rows else []
    if table is None or not {"Client", "Reward", "Date", "Amount"} <= set(headings):
        raise cannot_read(path.name, "is no ledger of rewards", "name another file with -o")
    found: dict[tuple[str, str, date], int] = {}
    for row in table.rows[1:]:
        told = dict(zip(headings, row.values, strict=False))
        if cells.blank(told.get("Client")):
            continue
        try:
            day, cents = read_date(told.get("Date")), read_money(told.get("Amount"))
        except cells.Unreadable:
            raise cannot_read(
                path.name, f"row {row.number} of its sheet Ledger can't be read", "name another file with -o"
            ) from None
        which = (cells.read_text(told["Client"]), cells.read_text(told["Reward"]), day)
        found[which] = found.get(which, 0) + cents
    return found
