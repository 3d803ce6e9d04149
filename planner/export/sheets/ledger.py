"""The ledger workbook: what changed and where each client stands, then every line with the seats that earned it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xlsxwriter import Workbook

from planner.accounts.rewards import Ledger
from planner.export.sheets.in_memory import workbook_bytes
from planner.export.sheets.page import Book, Page
from planner.tables.money import money

STANDING = (("Client", 90), ("Reward", 210), ("Earned", 95), ("Cap", 90), ("Left", 90), ("Next step", 380))
LEDGER = (
    ("Client", 80), ("Reward", 190), ("Date", 95), ("Amount", 85), ("Total", 85), ("In the cap's period", 140),
    ("Because", 420), ("Note", 200),
)  # fmt: skip
MONEY_FORMAT = "0.00"


def ledger_workbook(ledger: Ledger, changed: Sequence[str], created: datetime) -> bytes:
    """The ledger as a workbook; `changed` are sentences about what is otherwise than before."""

    def write(workbook: Workbook) -> None:
        book = Book(workbook, title=ledger.program, wording=ledger.wording)
        _write_first_page(book, ledger, changed)
        _write_lines(book, ledger)

    return workbook_bytes("Rewards", created, write)


def _write_first_page(book: Book, ledger: Ledger, changed: Sequence[str]) -> None:
    page = book.page("Rewards", "Rewards", [width for _, width in STANDING])
    last = len(STANDING) - 1
    page.across(0, 0, last, f"{book.program}: rewards for what was attended", bold=True, font_size=18)
    page.room_for(0, [(book.program + " " * 30, page.width(0, last))], 18, 8)
    row = 2
    if changed:
        row = _sentences(page, row, "What changed", changed) + 1
    page.headings(row, [word for word, _ in STANDING])
    for standing in ledger.standings:
        row += 1
        page.text(row, 0, standing.client)
        page.text(row, 1, standing.reward)
        _amount(page, row, 2, standing.earned)
        for column, cents in ((3, standing.cap), (4, standing.left)):
            if cents is not None:
                _amount(page, row, column, cents)
        page.text(row, 5, standing.following, text_wrap=True)
        page.room_for(row, [(standing.following, STANDING[5][1]), (standing.reward, STANDING[1][1])])
    if ledger.warnings:
        _sentences(page, row + 2, "Notes", ledger.warnings)
    page.sheet.hide_gridlines(2)
    page.sheet.fit_to_pages(1, 0)
    page.sheet.activate()


def _write_lines(book: Book, ledger: Ledger) -> None:
    page = book.page("Ledger", "Ledger", [width for _, width in LEDGER])
    for row, line in enumerate(ledger.lines, start=1):
        page.text(row, 0, line.client, valign="top")
        page.text(row, 1, line.reward, valign="top")
        page.date(row, 2, line.day, align="center", valign="top")
        for column, cents in ((3, line.cents), (4, line.total), (5, line.of_reward)):
            _amount(page, row, column, cents)
        because = ", ".join(seat.named for seat in line.because)
        page.text(row, 6, because, text_wrap=True, valign="top")
        page.room_for(row, [(because, LEDGER[6][1])])
        if line.withheld:
            page.text(row, 7, f"{money(line.withheld)} kept back: the cap is reached", valign="top")
    page.as_table("LedgerTable", [word for word, _ in LEDGER], len(ledger.lines))


def _amount(page: Page, row: int, column: int, cents: int) -> None:
    # Excel has no whole cents: the nearest number to two decimals, made of the cents at the very end.
    page.number(row, column, float(money(cents)), num_format=MONEY_FORMAT, valign="top")


def _sentences(page: Page, row: int, heading: str, said: Sequence[str]) -> int:
    last = len(STANDING) - 1
    page.across(row, 0, last, heading, bold=True, font_size=13)
    for sentence in said:
        row += 1
        page.across(row, 0, last, sentence, valign="top")
        page.room_for(row, [(sentence, page.width(0, last))])
    return row + 1
