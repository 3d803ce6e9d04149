"""Reads sheets and cells for the outside checker, from the contract alone: nothing of the planner is used.

Only well-formed workbooks: what is malformed raises ValueError, without a sentence for a coordinator.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl

Row = dict[str, Any]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MISSED = ("excused", "absent", "cancelled")


def plain(text: object) -> str:
    """A name as the contract compares it: case, spaces and underscores don't matter."""
    return re.sub(r"[\s_]+", "", str(text)).lower()


def read_sheets(path: Path) -> dict[str, list[Row]]:
    """Sheet -> rows, each heading -> cell; blank cells are `None`, rows without a cell are left out."""
    tables: dict[str, list[list[Any]]] = {}
    if path.is_dir():
        for file in sorted(path.glob("*.csv")):
            with file.open(encoding="utf-8-sig", newline="") as stream:
                tables[plain(file.stem)] = [list(row) for row in csv.reader(stream)]
    else:
        book = openpyxl.load_workbook(path, data_only=True)
        for sheet in book.worksheets:
            tables[plain(sheet.title)] = [list(row) for row in sheet.iter_rows(values_only=True)]
    found = {}
    for name, table in tables.items():
        filled = [[_cell(cell) for cell in row] for row in table]
        filled = [row for row in filled if any(cell is not None for cell in row)]
        headings = [plain(cell) for cell in filled[0]] if filled else []
        found[name] = [dict(zip(headings, row, strict=False)) for row in filled[1:]]
    return found


def _cell(cell: Any) -> Any:
    if isinstance(cell, str):
        cell = cell.strip()
        if re.match(r"'[=+\-@]", cell):
            cell = cell[1:]
    return None if cell == "" else cell


def whole(cell: Any, default: int | None = None) -> int | None:
    """A whole number; blank = the default."""
    return default if cell is None else round(float(cell))


def minutes_of(cell: Any, default: int | None = None) -> int | None:
    """Decimal hours as minutes; blank = the default."""
    return default if cell is None else round(float(cell) * 60)


def yes(cell: Any, default: bool) -> bool:
    """Yes or no; blank = the default."""
    return default if cell is None else plain(cell) in ("yes", "y", "true", "x", "1", "1.0")


def day_of(cell: Any) -> date | None:
    """A calendar date, as Excel's or as text."""
    if cell is None:
        return None
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else date.fromisoformat(str(cell)[:10])


def weekdays_of(cell: Any) -> set[int]:
    """`Mon-Fri`, `Mon, Wed`, `weekdays`, `weekend`, `daily` as 0 (Monday) to 6; blank = every day."""
    if cell is None or plain(cell) in ("daily", "any"):
        return set(range(7))
    found: set[int] = set()
    for part in re.split(r"[,;]", str(cell).lower()):
        part = part.strip()
        if part == "weekdays":
            found |= set(range(5))
        elif part == "weekend":
            found |= {5, 6}
        elif "-" in part:
            first, last = (WEEKDAYS.index(end.strip()[:3]) for end in part.split("-"))
            found |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
        elif part:
            found.add(WEEKDAYS.index(part[:3]))
    return found


def clock_of(cell: Any, half: str = "") -> int | None:
    """Minutes of the day: Excel times, `9:00`, `9:00 AM`, `9am`, `0900`, `noon`, `24:00`; blank = `None`."""
    if cell is None:
        return None
    if isinstance(cell, (datetime, time)):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, timedelta):
        return round(cell.total_seconds() / 60)
    if isinstance(cell, float) and cell <= 1:
        return round(cell * 1440)
    text = str(cell).strip().lower().replace(".", "")
    if text in ("noon", "midnight"):
        return 720 if text == "noon" else 0
    match = re.fullmatch(r"(\d{1,2}):?(\d{2})?(?::\d{2})?\s*([ap]m?)?", text)
    if match is None:
        raise ValueError(f"{cell!r} is not a time")
    hour, minute, suffix = int(match[1]), int(match[2] or 0), (match[3] or half)[:1]
    if suffix:
        hour = hour % 12 + (12 if suffix == "p" else 0)
    return hour * 60 + minute


def starts_of(cell: Any) -> set[int]:
    """A list of starts, or a grid such as `9:00-12:00 every 30` with both ends."""
    if not isinstance(cell, str):
        return {clock_of(cell) or 0}
    found: set[int] = set()
    for part in re.split(r"[,;]", cell):
        grid = re.fullmatch(r"\s*(.+?)\s*[-–]\s*(.+?)\s+every\s+(\d+).*", part, re.IGNORECASE)
        if grid:
            suffix = re.search(r"([ap])m?\s*$", grid[2].lower())
            opens, closes = clock_of(grid[1], suffix[1] if suffix else "") or 0, clock_of(grid[2]) or 0
            if opens > closes:  # 9-3pm
                opens = clock_of(grid[1], "a") or 0
            found |= set(range(opens, closes + 1, int(grid[3])))
        elif part.strip():
            found.add(clock_of(part) or 0)
    return found


def names_of(cell: Any, known: Collection[str]) -> list[str]:
    """A list of names, as the known ones are spelled; a name with a comma in it is matched whole first."""
    if cell is None:
        return []
    spelled = {plain(name): name for name in known}
    parts = re.split(r"[,;]", str(cell))
    found: list[str] = []
    while parts:
        for length in range(len(parts), 0, -1):
            # Plain names are compared without the separator, so "Smith, Ann" is found from its pieces.
            name = spelled.get(plain(",".join(parts[:length])))
            if name is not None or length == 1:
                if name is not None or parts[0].strip():
                    found.append(name or parts[0].strip())
                del parts[:length]
                break
    return found


def joined(windows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Windows in order, those that touch joined up."""
    found: list[tuple[int, int]] = []
    for opens, closes in sorted(windows):
        if found and opens <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], closes)
        else:
            found.append((opens, closes))
    return found
