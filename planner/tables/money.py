"""Money as whole cents: read from what a cell holds, said with two decimals, never a float in between.

Each reader raises `cells.Unreadable` for what it can't read.
"""

from __future__ import annotations

import re
from decimal import Decimal

from planner.tables.cells import Unreadable, clean

MOST_CENTS = 100_000_000  # a million
ALLOWED = "type an amount such as 5 or 2.50"


def read_money(value: object) -> int:
    """An amount (`5`, `2.50`, `2,50`, `$2.50`, `€ 2.50`) as whole cents, 0 or more."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unreadable("is no amount of money", ALLOWED)
    # The shortest text of a float is the number that was typed: 2.1 and not 2.100000000000000088.
    text = re.sub(r"^[$€£]\s*|\s*[$€£]$", "", clean(value)) if isinstance(value, str) else repr(value)
    if re.fullmatch(r"\d+,\d{1,2}", text):
        text = text.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,12}(\.\d+)?", text):
        raise Unreadable("is no amount of money", _meant(text))
    cents = Decimal(text) * 100
    if cents != cents.to_integral_value():
        raise Unreadable("has more than two decimals", ALLOWED)
    if cents < 0:
        raise Unreadable("is less than nothing", ALLOWED)
    if cents > MOST_CENTS:
        raise Unreadable("is more than a million", ALLOWED)
    return int(cents)


def _meant(text: str) -> str:
    """What to type for an amount with thousands apart (`1,000.00`) or with its currency in words (`10 USD`)."""
    plain = re.sub(r"^(?:usd|eur|gbp)\s*|\s*(?:usd|eur|gbp|dollars?|euros?)$", "", text.casefold())
    plain = plain.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d{1,2})?", plain) else plain
    return f"{ALLOWED}; try {plain}" if re.fullmatch(r"\d{1,9}(\.\d{1,2})?", plain) else ALLOWED


def money(cents: int) -> str:
    """Cents as people write them, with two decimals: `2.50`, `-0.05`."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02d}"
