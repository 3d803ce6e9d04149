"""Makes each example's Excel workbook from the CSV files that are its source: `python -m examples.make_workbooks`.

The CSV files (`examples/NAME/sheets/`) can be read in a diff; `NAME.xlsx` is what a coordinator opens. A test
holds the two to each other, so run this after every change of a CSV file.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from planner.tables.cells import heading_key
from planner.workbook.sheets import SHEETS
from planner.workbook.template import write_workbook
from planner.workbook.template_sheets import READ_ME

EXAMPLES = Path(__file__).parent
SAMPLES = (
    *("matrix", "step_down", "weekend", "school_hours", "by_wishes", "manual", "whole_person"),
    *("after_school", "older_adults"),
)
NAMES = ("riverside", "quick_start", "overbooked", "misspelt", *SAMPLES)

# What Excel does to a coordinator who types 9-12: no CSV file can show it.
MADE_DATES = {("misspelt", "Client availability", "9-12"): date(2026, 9, 12)}


def make_workbook(name: str, path: Path) -> None:
    """Write an example's workbook from its CSV files. Raises `PlannerError` if `path` exists."""
    tables = {
        sheet: [[MADE_DATES.get((name, sheet, cell), cell) for cell in row] for row in rows]
        for sheet, rows in read_sheets(EXAMPLES / name / "sheets").items()
    }
    write_workbook(path, tables)


def read_sheets(folder: Path) -> dict[str, list[list[str]]]:
    """The CSV files of a folder as tables, in the contract's order; what is to be read comes first."""
    order = [heading_key(sheet.name) for sheet in SHEETS]
    named = {heading_key(sheet.name): sheet.name for sheet in SHEETS}
    found: dict[str, list[list[str]]] = {}
    for file in sorted(folder.glob("*.csv"), key=lambda file: _place(order, file)):
        with file.open(encoding="utf-8", newline="") as lines:
            name = named.get(heading_key(file.stem), file.stem.replace("_", " ").capitalize())
            found[name] = list(csv.reader(lines))
    return found


def _place(order: list[str], file: Path) -> tuple[int, str]:
    key = heading_key(file.stem)
    if key == heading_key(READ_ME):
        return (-1, file.name)
    return (order.index(key) if key in order else len(order), file.name)


if __name__ == "__main__":
    for example in NAMES:
        workbook = EXAMPLES / example / f"{example}.xlsx"
        workbook.unlink(missing_ok=True)
        make_workbook(example, workbook)
