"""The sheets of a new workbook: headings with notes, dropdowns, real dates and times, and the guide in front."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any, get_args

from planner.model import MINUTES_A_DAY, time_of
from planner.tables import cells, dates, numbers, times
from planner.tables.columns import Column, Holds
from planner.tables.money import read_money
from planner.tables.raw import letters
from planner.workbook.guide import LEGEND, START, in_order
from planner.workbook.sheets import SHEETS

Tables = Mapping[str, Sequence[Sequence[object]]]

READ_ME = "Read me"  # a sample's first sheet, for people; the reader passes it over
READ_ME_WIDTH = 100
LISTS = "(lists)"  # a sheet whose name starts with ( is no part of the program
ROWS_WITH_DROPDOWNS = 2_000
HEADING_HEIGHT = 18  # points
WIDEST = 48
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
GREY = {"font_color": "#808080", "italic": True}


class Writer:
    """Writes tables into one XlsxWriter workbook; `rules` are the names to choose from on the sheet Rules."""

    def __init__(self, book: Any, tables: Tables, rules: tuple[str, ...] = ()) -> None:
        self.book, self.tables, self.rules = book, tables, rules
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

    def write(self, guided: bool = False) -> None:
        """The guide if asked, every table, then the hidden sheet from which the dropdowns are filled."""
        if READ_ME in self.tables:
            self._write_read_me(self.tables[READ_ME])
        if guided:
            self._write_guide()
        for name, rows in self.tables.items():
            if name != READ_ME:
                self._write_sheet(name, rows)
        if self.lists:
            hidden = self.book.add_worksheet(LISTS)
            for column, words in enumerate(self.lists):
                hidden.write_column(0, column, words)
            hidden.hide()

    def _write_read_me(self, rows: Sequence[Sequence[object]]) -> None:
        """Text to be read: a title, then a paragraph a row."""
        sheet = self.book.add_worksheet(READ_ME)
        sheet.set_column(0, 0, READ_ME_WIDTH)
        sheet.set_portrait()
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        title = self.book.add_format({"bold": True, "font_size": 16})
        text = self.book.add_format({"text_wrap": True, "valign": "top", "font_size": 12})
        for row, paragraph in enumerate(rows):
            said = str(paragraph[0] or "") if paragraph else ""
            lines = 1 if row == 0 else len(said) // (READ_ME_WIDTH - 14) + 1
            sheet.set_row(row, 26 if row == 0 else 17 * lines + 6)
            sheet.write_string(row, 0, said, text if row else title)

    def _write_guide(self) -> None:
        sheet = self.book.add_worksheet(START)
        title = self.book.add_format({"bold": True, "font_size": 16})
        text = self.book.add_format({"text_wrap": True, "valign": "top"})
        link = self.book.add_format({"font_color": "#1F4E78", "underline": 1, "valign": "top"})
        marks = {"required": self.required, "optional": self.optional, "example": self.book.add_format(GREY)}
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, 26)
        sheet.set_column(2, 2, 84)
        sheet.write_string(0, 0, "How to fill in this workbook", title)
        sheet.write_string(
            1, 0, "Sheets with a dark tab must be filled in; begin with those. The others can wait."
        )
        row = 3
        for number, (contract, says) in enumerate(in_order(SHEETS), start=1):
            sheet.write_number(row, 0, number, text)
            sheet.write_url(row, 1, f"internal:'{contract.name}'!A2", link, contract.name)
            sheet.write_string(row, 2, f"{'Required. ' if contract.required else ''}{says}".strip(), text)
            row += 1
        row += 1
        for mark, says in LEGEND:
            if mark:
                sheet.write_string(row, 1, "e.g. C001" if mark == "example" else mark, marks[mark])
            sheet.write_string(row, 2, says, text)
            row += 1
        for says in ("Then let it be checked:  planner check BOOK", "And planned:  planner plan BOOK"):
            row += 1
            sheet.write_string(row, 1, says)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

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
        sheet.set_row(0, HEADING_HEIGHT)
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
        if under and cells.shown(under[0]).startswith(cells.EXAMPLE):
            # By condition, so that what is typed over the example looks like everything else.
            grey = {"type": "text", "criteria": "begins with", "value": cells.EXAMPLE.strip()}
            sheet.conditional_format(1, at, 1, at, grey | {"format": self.book.add_format(GREY)})
        for row, value in enumerate(under, start=1):
            self._write_value(sheet, row, at, _typed(value, column), format_)

    def _write_value(self, sheet: Any, row: int, at: int, value: object, format_: Any) -> None:
        if value is None or value == "":
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
        elif choices := self.rules if column.name == "Rule" else column.choices:
            letter = self.lists.setdefault(choices, letters(len(self.lists)))
            source = f"='{LISTS}'!${letter}$1:${letter}${len(choices)}"
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
