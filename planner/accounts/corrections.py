"""What changed in a ledger: line by line against the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from planner.accounts.rewards import Ledger, LedgerLine
from planner.tables.money import money

Given = Mapping[tuple[str, str, date], int]
"""What was given, in cents, by client, reward and date."""


def given_in(lines: Sequence[LedgerLine]) -> dict[tuple[str, str, date], int]:
    """What a ledger gave."""
    found: dict[tuple[str, str, date], int] = {}
    for line in lines:
        if line.cents:
            key = (line.client, line.reward, line.day)
            found[key] = found.get(key, 0) + line.cents
    return found


def says_changed(before: Given, now: Ledger) -> list[str]:
    """A sentence for each amount that is new, gone or another, and one for the sum of each client whose sum changed."""
    after = given_in(now.lines)
    return [*_amounts(before, after), *_sums(before, after)]


def _amounts(before: Given, after: Given) -> Iterator[str]:
    for key in sorted({*before, *after}, key=lambda key: (key[0], key[2], key[1])):
        client, reward, day = key
        was, is_now = before.get(key, 0), after.get(key, 0)
        if was == is_now:
            continue
        what = f"{client}, {reward}, {day.isoformat()}"
        if not was:
            yield f"{what}: {money(is_now)}, which wasn't earned before."
        elif not is_now:
            yield f"{what}: {money(was)} is no longer earned."
        else:
            yield f"{what}: {money(is_now)} instead of {money(was)}."


def _sums(before: Given, after: Given) -> Iterator[str]:
    for client in sorted({key[0] for key in (*before, *after)}):
        was, is_now = (
            sum(cents for key, cents in one.items() if key[0] == client) for one in (before, after)
        )
        if was != is_now:
            yield f"{client} has earned {money(is_now)} in all, {money(was)} before."
