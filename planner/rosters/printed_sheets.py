"""The sheets for the printer (Week, Clients, Therapists, Rooms): what was written there, and what a hand has changed.

Nothing is read from them. A change typed there would be lost, so it is told from the hidden copy and named. Flat
sheets that were edited don't matter here: the printed ones then stay as they were written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from planner.model import counted
from planner.model.faults import Fault
from planner.tables.cells import clean, heading_key, shown
from planner.tables.raw import RawTable
from planner.tables.rows import Row

COMPARED = 150  # characters; of longer texts the rest stands in the hidden copy as a checksum
NAMED_A_SHEET = 5
FIX = "type it on Sessions (a time, a leader, a room) or on Roster (a client's seat)"
RESULTS = frozenset({"hours", "needs"})  # their rows may be sorted, and are compared by what they say

Lines = dict[int, dict[int, str]]
"""By row, counted from 1, and column, counted from 0: the texts of a sheet."""


def copy_of(texts: Mapping[tuple[int, int], str]) -> Iterator[tuple[int, str]]:
    """What the hidden copy keeps of a sheet, row by row (counted from 1); `texts` are by row and column from 0."""
    lines: Lines = {}
    for (row, column), text in sorted(texts.items()):
        lines.setdefault(row + 1, {})[column] = compared(text)
    for number, line in lines.items():
        yield number, json.dumps(line, ensure_ascii=False)


def edited_cells(planned: Sequence[Row], tables: Sequence[RawTable]) -> list[Fault]:
    """A warning for each cell of a printed sheet that isn't as it was written; many in one sheet are counted.

    A sheet that is gone is no edit. What is no text (hours, which are formulas) is left out.
    """
    written = written_lines(planned)
    found: list[Fault] = []
    for table in tables:
        before = written.get(heading_key(table.name))
        if before is not None and heading_key(table.name) not in RESULTS:
            told = list(_faults_of(table, list(_changed(before, table))))
            found += first_of_a_sheet(table, told, FIX)
    return found


def written_lines(planned: Sequence[Row]) -> dict[str, Lines]:
    """What the hidden copy has of each sheet, by `heading_key` of its name."""
    written: dict[str, Lines] = {}
    for row in planned:
        if row.choice("Sheet") == "Shown":
            line = _parsed(row.text("Note"))
            written.setdefault(heading_key(row.text("Page")), {})[row.limit("Row") or 0] = line
    return written


def _faults_of(table: RawTable, changed: Sequence[tuple[int, int, str, object]]) -> Iterator[Fault]:
    for number, column, was, value in changed:
        said = f"it was '{shown(was)}'" if was else "nothing stood there"
        says = f"isn't taken over: {table.name} is for reading only, and {said}"
        yield table.place(number, column).fault(shown(value), says, FIX, "warning")


def first_of_a_sheet(table: RawTable, faults: Sequence[Fault], fix: str, what: str = "cell") -> list[Fault]:
    """The first faults of a sheet, and one that counts the rest; `what` they are of."""
    more = len(faults) - NAMED_A_SHEET
    if more <= 0:
        return list(faults)
    which = f"{counted(more, f'more {what}')} of {table.name}"
    says = f"{which} {'is' if more == 1 else 'are'} not as written; nothing typed there is taken over"
    return [*faults[:NAMED_A_SHEET], table.place().fault("", says, fix, "warning")]


def _changed(before: Lines, table: RawTable) -> Iterator[tuple[int, int, str, object]]:
    """Row, column, what was written and what stands there now, of each cell that is otherwise."""
    now = {
        raw.number: {
            column: compared(value)
            for column, value in enumerate(raw.values)
            if isinstance(value, str)
            and not (table.lines and _is_result(value) and column not in before.get(raw.number, {}))
        }
        for raw in table.rows
    }
    values = {raw.number: raw.values for raw in table.rows}
    old, new = _without_repeats(before), _without_repeats(now)
    for was, at in _pairs(old, new):
        for column in sorted(old.get(was, {}).keys() | new.get(at, {}).keys()):
            text, mine = old.get(was, {}).get(column, ""), new.get(at, {}).get(column, "")
            same_text = before.get(was, {}).get(column, "") == now.get(at, {}).get(column, "")
            if text != mine and not same_text:
                there = values.get(at, ())
                yield at or was, column, text, there[column] if column < len(there) else None


def _is_result(text: str) -> bool:
    """Whether a text of a CSV file is what a formula came to: a number, which the hidden copy doesn't have."""
    return re.fullmatch(r"-?\d+(?:[.,]\d+)?%?", text.strip()) is not None


def _pairs(old: Lines, new: Lines) -> Iterator[tuple[int, int]]:
    """The rows that belong together, 0 for none; where rows were put in or taken out, those below have moved."""
    before, after = sorted(old), sorted(new)
    first = last = 0
    shortest = min(len(before), len(after))
    while first < shortest and old[before[first]] == new[after[first]]:
        first += 1
    while last < shortest - first and old[before[-1 - last]] == new[after[-1 - last]]:
        last += 1
    left, right = before[first : len(before) - last], after[first : len(after) - last]
    if len(left) == len(right):
        yield from zip(left, right, strict=True)
        return
    for number in sorted({*left, *right}):
        yield number if number in left else 0, number if number in right else 0


def _without_repeats(lines: Lines) -> Lines:
    """Without what the row above says too: a merged cell holds its value for each of its rows, a split one doesn't."""
    above: dict[int, str] = {}
    kept: Lines = {}
    for number, line in sorted(lines.items()):
        said = {column: text for column, text in line.items() if text}
        fresh = {column: text for column, text in said.items() if above.get(column) != text}
        above = said or above
        if fresh:
            kept[number] = fresh
    return kept


def compared(text: str) -> str:
    """A text as it is compared: blanks and line breaks are what programs change when they save a file."""
    tidy = clean(text.replace("_x000D_", " "))
    rest = tidy[COMPARED:]
    return tidy[:COMPARED].rstrip() + (f"… {sha256(rest.encode()).hexdigest()[:12]}" if rest else "")


def _parsed(copy: str) -> dict[int, str]:
    """A row of the hidden copy; nothing where it isn't whole."""
    try:
        return {int(column): str(text) for column, text in json.loads(copy).items()}
    except (ValueError, AttributeError):
        return {}
