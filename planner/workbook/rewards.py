"""The sheet Rewards: vouchers for what was attended."""

from __future__ import annotations

from planner.program import RewardRow
from planner.tables.money import read_money
from planner.tables.names import Names
from planner.tables.rows import Row
from planner.workbook.book import Book

COUNTED = ("sessions", "in a row")  # what needs a number of sessions


def read_rewards(book: Book, topics: Names) -> tuple[RewardRow, ...]:
    """The rewards in their order; amounts in cents."""
    found: list[RewardRow] = []
    names = book.declared("Rewards")
    for row in book.rows("Rewards"):
        name, earned_for = names.find(row.text("Reward")), row.choice("For")
        topic, number = row.one_of("Topic", topics), row.limit("Number")
        amount, step = row.read("Amount", read_money), row.read("Step", read_money) or 0
        cap, cap_days = row.read("Cap", read_money), row.limit("Cap days")
        resets = row.yes_no("Reset")
        _check_number(row, earned_for, number)
        if cap_days is not None and cap is None and row.empty("Cap"):
            row.fault("Cap days", "stands without a Cap, and limits nothing", "type the Cap too", "warning")
        if name is None or earned_for is None or amount is None or not row.complete:
            continue
        found.append(
            RewardRow(
                name=name,
                earned_for=earned_for,
                topic=topic,
                number=number or 1,
                cents=amount,
                step=step,
                resets=resets is not False,
                cap=cap,
                cap_days=cap_days,
            )
        )
    return tuple(found)


def _check_number(row: Row, earned_for: str | None, number: int | None) -> None:
    if earned_for in COUNTED and number is None and row.empty("Number"):
        row.fault(
            "Number", f"Number is blank, and '{earned_for}' needs one", "type how many sessions", found=""
        )
    elif earned_for is not None and earned_for not in COUNTED and number is not None:
        row.fault("Number", f"means nothing for '{earned_for}'", "leave it blank", "warning")
