"""Writing a program workbook for a coordinator to fill in: headings with notes, dropdowns, real dates and times.

The planner never writes into a workbook that exists; it makes a new one or refuses.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from planner.model.faults import PlannerError
from planner.program import DEFAULT_LEVELS
from planner.tables import cells
from planner.tables.columns import Sheet
from planner.tables.open import open_tables
from planner.whole_file import write_whole
from planner.workbook.guide import example_row, settings_rows
from planner.workbook.sheets import SHEETS
from planner.workbook.template_sheets import READ_ME, Tables, Writer

# An installed planner has them packed beside its code; a checkout has examples/.
_PACKED = Path(__file__).parents[1] / "samples"
SAMPLES = _PACKED if _PACKED.is_dir() else Path(__file__).parents[2] / "examples"
MADE_ON = datetime(2026, 1, 1)  # the same for every file, so that equal tables give equal bytes


def write_template(path: Path, sample: str | None = None, rules: Sequence[str] = ()) -> None:
    """Write a new program workbook with every sheet and column of the contract, filled from a sample if asked.

    It begins with a sheet that says how to fill it in; sheets without rows show an example. `rules` are the names
    to choose from on the sheet Rules. Raises `PlannerError` if the file exists or there is no such sample.
    """
    given = _sample(sample) if sample is not None else _starting_rows()
    by_key = {cells.heading_key(name): rows for name, rows in given.items()}
    tables: dict[str, Sequence[Sequence[object]]] = {}
    if read_me := by_key.pop(cells.heading_key(READ_ME), []):
        tables[READ_ME] = read_me
    for sheet in SHEETS:
        rows = _all_columns(sheet, by_key.pop(cells.heading_key(sheet.name), []))
        tables[sheet.name] = rows if len(rows) > 1 else [*rows, example_row(sheet)]
    write_workbook(path, tables, guided=True, rules=rules)


def write_workbook(path: Path, tables: Tables, guided: bool = False, rules: Sequence[str] = ()) -> None:
    """Write tables (sheet name to rows, the first row the headings) as a new program workbook.

    `guided` puts the sheet that says how to fill it in first. Text in columns of dates, times and numbers
    becomes a real date, time or number where it can be read.
    Raises `PlannerError` if the file exists or can't be written.
    """
    if path.exists():
        raise PlannerError(f"{path.name}: there is such a file already; choose another name or move it away")
    memory = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(memory, options)
    book.set_properties({"created": MADE_ON})
    Writer(book, tables, tuple(rules)).write(guided)
    book.close()
    write_whole(path, memory.getvalue(), new=True)


def sample_names() -> list[str]:
    """The worked samples there are."""
    return sorted(
        folder.name for folder in SAMPLES.glob("*") if folder.is_dir() and _source(folder) is not None
    )


def _source(folder: Path) -> Path | None:
    if any(folder.glob("*.csv")):
        return folder
    return next(iter(sorted(folder.glob("*.xlsx"))), None)


def _sample(name: str) -> dict[str, list[list[object]]]:
    source = _source(SAMPLES / name) if name in sample_names() else None
    if source is None:
        there = ", ".join(sample_names()) or "none in this installation"
        raise PlannerError(f"there is no sample {name}; the samples are: {there}")
    return {table.name: [list(row.values) for row in table.rows] for table in open_tables(source)}


def _starting_rows() -> dict[str, list[list[object]]]:
    """What stands in a new template: the settings' names, and the usual levels of care."""
    levels: list[list[object]] = [
        ["Level", "Min hours", "Max hours", "Min days", "Max days", "Max hours a day"]
    ]
    for level in DEFAULT_LEVELS.values():
        most, most_a_day = level.most_minutes or 0, level.most_minutes_a_day or 0
        levels.append(
            [
                level.name,
                level.least_minutes / 60,
                most / 60,
                level.least_days,
                level.most_days,
                most_a_day / 60,
            ]
        )
    return {"Settings": settings_rows(), "Levels": levels}


def _all_columns(sheet: Sheet, rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """Rows under all of the contract's headings in its order, columns of the coordinator's own after them."""
    typed = [cells.shown(heading) for heading in rows[0]] if rows else []
    place = {cells.heading_key(heading): at for at, heading in enumerate(typed) if heading}
    headings = [column.name for column in sheet.columns]
    known = {cells.heading_key(heading) for heading in headings}
    headings += [heading for heading in typed if heading and cells.heading_key(heading) not in known]
    places = [place.get(cells.heading_key(heading)) for heading in headings]
    return [
        list(headings),
        *([row[at] if at is not None and at < len(row) else None for at in places] for row in rows[1:]),
    ]
