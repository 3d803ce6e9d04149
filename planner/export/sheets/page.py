"""The workbook while it is being written: styles by their properties, cells by their type, printed pages.

Every cell is written by its own kind (text, date, time, number, formula), never guessed from its
content: text that starts with `=`, `+`, `-` or `@` stays text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from planner.model import TWENTY_FOUR_HOURS, Wording
from planner.plan import Plan

LETTER = 1  # paper: the programs are American, and printers elsewhere scale Letter to A4
PAGE_PIXELS = 960  # what a landscape page holds across at full size, with a little to spare for other fonts
# Of a page that is scaled and not fitted: where Excel's own font is missing, columns come out a third wider.
SPARE = 0.74
PAGE_POINTS = 500  # and down, between header and footer
TEXT_AT_MOST = 32_000  # characters; Excel refuses a cell of 32 768
HEADER_AT_MOST = 80  # characters of program name; Excel refuses a header of 256
TALLEST_ROW = 400  # points; Excel's limit is 409
INK, PALE, LINE, GOOD, BAD = "#1F2933", "#EEF1F4", "#8A949E", "#DDF0E0", "#FBE3D6"
HEADING = {"bold": True, "font_color": INK, "bg_color": PALE, "bottom": 1}  # of a column

FOOTER = "&LPage &P of &N"


class Book:
    """A workbook, with the plans it shows, if any; hands out sheets and styles.

    Without a plan `title` is the program's name and `wording` how times and dates are shown.
    """

    def __init__(
        self,
        workbook: Workbook,
        plans: Sequence[Plan] = (),
        title: str = "",
        wording: Wording = TWENTY_FOUR_HOURS,
    ) -> None:
        self.workbook, self.plans, self._title, self._wording = workbook, plans, title, wording
        self.pages: list[Page] = []
        self._styles: dict[tuple[tuple[str, object], ...], Format] = {}

    @property
    def program(self) -> str:
        """The program's name for headings."""
        return (self.plans[0].problem.program if self.plans else self._title) or "Group therapy program"

    @property
    def wording(self) -> Wording:
        """How times and dates are shown."""
        return self.plans[0].problem.wording if self.plans else self._wording

    @property
    def date_format(self) -> str:
        """Excel's number format of a date."""
        return "mmm d, yyyy" if self.wording.hours == 12 else "yyyy-mm-dd"

    @property
    def time_format(self) -> str:
        """Excel's number format of a time of day."""
        return "h:mm AM/PM" if self.wording.hours == 12 else "hh:mm"

    def style(self, **properties: object) -> Format:
        """A cell format with these XlsxWriter properties; the same properties give the same format."""
        asked = {"valign": "vcenter", **properties}
        key = tuple(sorted(asked.items()))
        if key not in self._styles:
            self._styles[key] = self.workbook.add_format(dict(asked))
        return self._styles[key]

    def page(self, name: str, title: str, widths: Sequence[int]) -> Page:
        """A new sheet with column widths in pixels, set up for a landscape page with header and footer."""
        sheet = self.workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column_pixels(column, column, width)
        program = clipped(self.program, HEADER_AT_MOST).replace("&", "&&")
        sheet.set_landscape()
        sheet.set_paper(LETTER)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.set_header(f'&L&"-,Bold"{program}&C{title}')
        sheet.set_footer(f"{FOOTER}&RConfidential")
        self.pages.append(Page(self, sheet, list(widths)))
        return self.pages[-1]


class Page:
    """A sheet and what can be put on it. Rows and columns count from 0; `texts` are those that stand on it.

    `values` are the numbers and dates that do, as text.
    """

    def __init__(self, book: Book, sheet: Worksheet, widths: list[int]) -> None:
        self.book, self.sheet, self.widths = book, sheet, widths
        self.texts: dict[tuple[int, int], str] = {}
        self.values: dict[tuple[int, int], str] = {}

    def for_the_wall(self) -> None:
        """Nothing on it is a secret, and its footer doesn't claim it: so the word keeps its weight elsewhere."""
        self.sheet.set_footer(FOOTER)

    def text(self, row: int, column: int, text: str, **style: object) -> None:
        """Text that stays text, whatever it starts with; blank text leaves a blank cell."""
        if text:
            self.texts[row, column] = clipped(text, TEXT_AT_MOST)
            self.sheet.write_string(row, column, self.texts[row, column], self.book.style(**style))
        else:
            self.sheet.write_blank(row, column, None, self.book.style(**style))

    def headings(
        self, row: int, words: Sequence[str], centred: Collection[int] | None = None, **style: object
    ) -> None:
        """A table's headings: the `centred` columns' in the middle, the others' to the left; `None`: as they fall."""
        for column, word in enumerate(words):
            align = {} if centred is None else {"align": "center" if column in centred else "left"}
            self.text(row, column, word, **{**HEADING, **align, **style})

    def number(self, row: int, column: int, number: float, **style: object) -> None:
        """A plain number."""
        self.values[row, column] = f"{number:.10g}"
        self.sheet.write_number(row, column, number, self.book.style(**style))

    def date(self, row: int, column: int, day: date, **style: object) -> None:
        """A real date."""
        self.values[row, column] = day.isoformat()
        style.setdefault("num_format", self.book.date_format)
        midnight = datetime(day.year, day.month, day.day)
        self.sheet.write_datetime(row, column, midnight, self.book.style(**style))

    def time(self, row: int, column: int, moment: time, **style: object) -> None:
        """A real time of day."""
        style.setdefault("num_format", self.book.time_format)
        self.sheet.write_datetime(row, column, moment, self.book.style(**style))

    def formula(self, row: int, column: int, formula: str, value: float, **style: object) -> None:
        """A live formula with the value it has now stored beside it, for previews and other programs."""
        self.values[row, column] = f"{value:.10g}"
        self.sheet.write_formula(row, column, formula, self.book.style(**style), value)

    def link(self, row: int, column: int, name: str, shown: str, **style: object) -> None:
        """A link to cell A1 of another sheet of this workbook."""
        style = {"font_color": "#1F4E9E", "underline": 1, **style}
        self.sheet.write_url(row, column, f"internal:'{name}'!A1", self.book.style(**style), shown)

    def across(self, row: int, first: int, last: int, text: str, **style: object) -> None:
        """Text over several columns of a row, wrapped, with the row made tall enough for it."""
        style = {"text_wrap": True, **style}
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", self.book.style(**style))
        self.text(row, first, text, **style)

    def room_for(
        self, row: int, texts: Sequence[tuple[str, int]], size: float = 11, spare: float = 5
    ) -> None:
        """Make a row tall enough for wrapped texts, each given with its width in pixels."""
        self.sheet.set_row(row, self.tall(texts, size, spare))

    def tall(self, texts: Sequence[tuple[str, int]], size: float = 11, spare: float = 5) -> float:
        """How tall, in points, a row of wrapped texts is."""
        lines = max((lines_of_text(text, width, size) for text, width in texts), default=1)
        return min(TALLEST_ROW, lines * size * 1.32 + spare)

    def width(self, first: int, last: int) -> int:
        """Pixels from one column to another, both included."""
        return sum(self.widths[first : last + 1])

    def as_table(self, name: str, headings: Sequence[str], rows: int) -> None:
        """Make the sheet's first rows an Excel table with filters, its headings frozen and repeated in print."""
        heading = self.book.style(**HEADING)
        columns = [{"header": word, "header_format": heading} for word in headings]
        options = {"name": name, "style": "Table Style Light 1", "columns": columns}
        last = max(1, rows)  # a table without a row is no table to Excel
        self.sheet.add_table(0, 0, last, len(headings) - 1, options)
        self.sheet.freeze_panes(1, 1)
        self.sheet.repeat_rows(0)
        self.sheet.fit_to_pages(1, 0)

    def broken_at(self, rows: Sequence[int]) -> None:
        """A printed page begins at each of these rows; each is as wide as the sheet in any font.

        Fitted to the page's width the sheet would lose its breaks in Excel, so it is scaled.
        """
        self.sheet.set_h_pagebreaks(list(rows))
        self.sheet.set_print_scale(min(100, int(100 * PAGE_PIXELS * SPARE / sum(self.widths))))
        self.sheet.center_horizontally()

    def list_of(self, first_row: int, last_row: int, column: int, source: str) -> None:
        """A dropdown whose words stand in another range."""
        options: dict[str, Any] = {"validate": "list", "source": source, "ignore_blank": True}
        options |= {"error_title": "Not one of the words", "error_message": "Pick a word from the list."}
        self.sheet.data_validation(first_row, column, last_row, column, options)


def clipped(text: str, most: int) -> str:
    """Text cut to at most `most` characters, with an ellipsis where something is gone."""
    return text if len(text) <= most else text[: most - 1] + "…"


def lines_of_text(text: str, pixels: int, size: float = 11) -> int:
    """About how many lines a text takes when wrapped at words; `size` in points. Rather one too many."""
    across = max(3, int((pixels - 6) / (size * 0.62)))
    lines = 0
    for paragraph in text.split("\n"):
        used = 0
        lines += 1
        for word in paragraph.split(" "):
            length = _breadth(word)
            if used and used + 1 + length > across:
                lines, used = lines + 1, 0
            lines += max(0, length - 1) // across
            used += length % across + (1 if used else 0)
    return lines


def _breadth(word: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in word)
