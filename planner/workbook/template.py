"""Writing a program workbook for a coordinator to fill in: headings with notes, dropdowns, real dates and times.

The planner never writes into a workbook that exists; it makes a new one or refuses.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, get_args

import xlsxwriter

from planner.model import MINUTES_A_DAY, time_of
from planner.model.faults import PlannerError
from planner.program import DEFAULT_LEVELS
from planner.tables import cells, dates, numbers, times
from planner.tables.columns import Column, Holds, Sheet
from planner.tables.money import read_money
from planner.tables.open import open_tables
from planner.tables.raw import letters
from planner.whole_file import write_whole
from planner.workbook.sheets import SETTINGS, SHEETS

Tables = Mapping[str, Sequence[Sequence[object]]]

# An installed planner has them packed beside its code; a checkout has examples/.
_PACKED = Path(__file__).parents[1] / "samples"
SAMPLES = _PACKED if _PACKED.is_dir() else Path(__file__).parents[2] / "examples"
LISTS = "(lists)"  # a sheet whose name starts with ( is no part of the program
ROWS_WITH_DROPDOWNS = 2_000
WIDEST = 48
MADE_ON = datetime(2026, 1, 1)  # the same for every file, so that equal tables give equal bytes
_WIDTHS = {"name": 22, "text": 30, "choice": 14, "list": 34, "starts": 30, "days": 16, "date": 12}
_FORMATS = {
    "date": "yyyy-mm-dd",
    "time": "hh:mm",
    "whole": "0",
    "minutes": "0",
    "hours": "0.##",
    "money": "0.00",
}
_OPEN_LISTS = frozenset({"Priority", "Use", "Setting"})  # a dropdown that other values may stand beside


def write_template(path: Path, sample: str | None = None) -> None:
    """Write a new program workbook with every sheet and column of the contract, filled from a sample if asked.

    Raises `PlannerError` if the file exists or there is no such sample.
    """
    given = _sample(sample) if sample is not None else _starting_rows()
    by_key = {cells.heading_key(name): rows for name, rows in given.items()}
    tables = {
        sheet.name: _all_columns(sheet, by_key.pop(cells.heading_key(sheet.name), [])) for sheet in SHEETS
    }
    write_workbook(path, tables)


def write_workbook(path: Path, tables: Tables) -> None:
    """Write tables (sheet name to rows, the first row the headings) as a new program workbook.

    Text in columns of dates, times and numbers becomes a real date, time or number where it can be read.
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
    _Writer(book, tables).write()
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
    settings: list[list[object]] = [["Setting"]]
    settings += [[name] for name in SETTINGS]
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
    return {"Settings": settings, "Levels": levels}


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


class _Writer:
    """Writes tables into one XlsxWriter workbook."""

    def __init__(self, book: Any, tables: Tables) -> None:
        self.book, self.tables = book, tables
        self.known = {cells.heading_key(sheet.name): sheet for sheet in SHEETS}
        self.names_at = dict(self._name_columns())
        self.lists: dict[tuple[str, ...], str] = {}
        self.required = book.add_format(
            {"bold": True, "bg_color": "#1F4E78", "font_color": "#FFFFFF", "border": 1, "valign": "top"}
        )
        self.optional = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "valign": "top"})
        self.formats = {
            holds: book.add_format({"num_format": _FORMATS.get(holds, "@"), "valign": "top"})
            for holds in get_args(Holds)
        }

    def write(self) -> None:
        """Every table, then the hidden sheet from which the dropdowns are filled."""
        for name, rows in self.tables.items():
            self._write_sheet(name, rows)
        if self.lists:
            hidden = self.book.add_worksheet(LISTS)
            for column, words in enumerate(self.lists):
                hidden.write_column(0, column, words)
            hidden.hide()

    def _name_columns(self) -> Iterator[tuple[str, str]]:
        """The sheets that declare names, each with the letter of the column that holds them."""
        for name, rows in self.tables.items():
            contract = self.known.get(cells.heading_key(name))
            headings = [cells.heading_key(cells.shown(heading)) for heading in rows[0]] if rows else []
            if contract and cells.heading_key(contract.columns[0].name) in headings:
                at = headings.index(cells.heading_key(contract.columns[0].name))
                yield contract.name, letters(at)

    def _write_sheet(self, name: str, rows: Sequence[Sequence[object]]) -> None:
        contract = self.known.get(cells.heading_key(name))
        sheet = self.book.add_worksheet(contract.name if contract else name)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        if contract and contract.required:
            sheet.set_tab_color("#1F4E78")
        columns = {cells.heading_key(column.name): column for column in contract.columns} if contract else {}
        for at, heading in enumerate(rows[0] if rows else ()):
            column = columns.get(cells.heading_key(cells.shown(heading)))
            under = [row[at] if at < len(row) else None for row in rows[1:]]
            self._write_column(sheet, at, cells.shown(heading), column, under)

    def _write_column(
        self, sheet: Any, at: int, heading: str, column: Column | None, under: Sequence[object]
    ) -> None:
        format_ = self.formats.get(column.holds if column else "text")
        longest = max((len(cells.shown(value)) for value in under), default=0)
        usual = _WIDTHS.get(column.holds, 11) if column else 16
        sheet.set_column(at, at, min(WIDEST, max(usual, len(heading) + 3, longest + 2)), format_)
        sheet.write_string(0, at, heading, self.required if column and column.required else self.optional)
        if column is not None:
            needed = "Required. " if column.required else ""
            sheet.write_comment(0, at, needed + column.note, {"author": "", "x_scale": 1.6, "y_scale": 1.4})
            self._add_dropdown(sheet, at, column)
        for row, value in enumerate(under, start=1):
            self._write_value(sheet, row, at, _typed(value, column), format_)

    def _write_value(self, sheet: Any, row: int, at: int, value: object, format_: Any) -> None:
        if cells.blank(value):
            return
        if isinstance(value, bool):
            sheet.write_string(row, at, "yes" if value else "no", format_)
        elif isinstance(value, int | float):
            sheet.write_number(row, at, value, format_)
        elif isinstance(value, date):
            sheet.write_datetime(row, at, value, self.formats["date"])
        elif isinstance(value, time):
            sheet.write_datetime(row, at, value, self.formats["time"])
        else:
            sheet.write_string(row, at, str(value), format_)

    def _add_dropdown(self, sheet: Any, at: int, column: Column) -> None:
        if column.names in self.names_at:
            letter = self.names_at[column.names]
            source = f"='{column.names}'!${letter}$2:${letter}${ROWS_WITH_DROPDOWNS}"
        elif column.choices:
            letter = self.lists.setdefault(column.choices, letters(len(self.lists)))
            source = f"='{LISTS}'!${letter}$1:${letter}${len(column.choices)}"
        else:
            return
        strict = bool(column.choices) and column.name not in _OPEN_LISTS
        options = {"validate": "list", "source": source, "show_error": strict, "error_type": "warning"}
        if strict:
            options |= {
                "error_title": column.name,
                "error_message": f"Usually one of: {', '.join(column.choices)}",
            }
        sheet.data_validation(1, at, ROWS_WITH_DROPDOWNS - 1, at, options)


def _typed(value: object, column: Column | None) -> object:
    """A cell's text as the real date, time or number that its column holds; what can't be read stays text."""
    if not isinstance(value, str) or column is None:
        return value
    try:
        if column.holds == "date":
            return dates.read_date(value)
        if column.holds in ("whole", "minutes") or column.name in ("Priority", "Use"):
            return numbers.read_whole(value)
        if column.holds == "hours":
            return numbers.read_hours(value) / 60
        if column.holds == "money":
            return read_money(value) / 100
        if column.holds == "time" and not times.holds_range(value):
            minutes = times.read_time(value, ends=column.name == "To")
            return "24:00" if minutes == MINUTES_A_DAY else time_of(minutes)
        if column.holds == "days" and cells.clean(value)[:1].isdigit():
            return dates.read_date(value)  # a fixed session on a date
    except cells.Unreadable:
        return value
    return value
