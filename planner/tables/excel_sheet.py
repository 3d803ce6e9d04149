"""One sheet of an Excel workbook, row by row: merged cells filled, totals left out, hidden and struck rows marked.

openpyxl's reader of one sheet's XML is used below its public face: a read-only workbook gives values one row
after another, as is needed for large sheets, but neither merged cells nor what is hidden nor missing values.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._reader import DATA_TAG, FORMULA_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser

from planner.tables.raw import MOST_CELLS, Broken, RawRow, too_many_cells
from planner.tables.shown import EPOCH_1900, ShownNumber, text_shown

_CHUNK = 1 << 20
_SHEET = re.compile(rb"<([\w.-]+:)?worksheet\b")  # some programs write `<x:row>` for `<row>`
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=\"([A-Z]+\d+:[A-Z]+\d+)\"")
_MOST_COLUMNS = 16_384  # that Excel has
MOST_TAGS_OF_A_ROW = 6 * _MOST_COLUMNS  # with a formula and a value in each
_MOST_EMPTY_CELLS = MOST_CELLS  # that have nothing but a format, and are read all the same
_MOST_MERGED = 100_000
_LONGEST_DURATION = 60  # days; Excel has no dates in the first days of its calendar, only lengths of time


@dataclass
class Merged:
    """A merged range: rows from `top` to `bottom`, columns from `left` on, counted from 1; `value` is its own."""

    top: int
    bottom: int
    left: int
    right: int
    value: object = None


def rows_of_sheet(file: str, book: Any, sheet: Any, archive: zipfile.ZipFile) -> Iterator[RawRow]:
    """Every row of a sheet that is a record or may be one, empty ones too.

    Raises `WorkbookFaults` for one that would take minutes to read, or more memory than there is.
    """
    path = sheet._worksheet_path
    values, tags = _counted(archive, path)
    merged = merged_ranges(archive, path)
    if values > MOST_CELLS:
        raise too_many_cells(file, f"the sheet {sheet.title}")
    if tags > MOST_TAGS_OF_A_ROW:
        raise too_many_cells(file, f"a row of the sheet {sheet.title}", f"{_MOST_COLUMNS:,} columns")
    if len(merged) > _MOST_MERGED:
        raise too_many_cells(file, f"the sheet {sheet.title}", f"{_MOST_MERGED:,} merged cells")
    totals, read = _total_rows(archive, path), 0
    filled = _Filled(merged)
    with archive.open(path) as source:
        reader = _Reader(book, sheet, source)
        for number, cells in reader.parse():
            hidden = _unseen(reader.row_dimensions.pop(str(number), {}))
            said = _in_columns(cells)
            read += len(cells)
            if read > _MOST_EMPTY_CELLS:
                raise too_many_cells(file, f"the sheet {sheet.title}, empty ones counted")
            struck = any(cell["style_id"] in reader.struck for cell in cells if cell["value"] is not None)
            lent = filled.fill(number, said)
            across = filled.begin(number, said)
            if number not in totals:
                yield RawRow(number, said, hidden=hidden, across=across, lent=lent, struck=struck)


class _Reader(WorkSheetParser):
    """openpyxl's reader of a sheet, with what a cell shows and with formulas that have no value yet."""

    def __init__(self, book: Any, sheet: Any, source: Any) -> None:
        super().__init__(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        self.formats = [_format_of(book, style.numFmtId) for style in book._cell_styles]
        self.struck = {at for at, style in enumerate(book._cell_styles) if book._fonts[style.fontId].strike}
        self.day_0 = EPOCH_1900 if book.epoch.year < 1904 else book.epoch.date()

    def parse(self) -> Generator[Any, None, None]:
        """The rows; what stands behind them (formats, validations, links: maybe a million) is left unread."""
        element: Any
        for _, element in ElementTree.iterparse(self.source):
            if element.tag == ROW_TAG:
                row = self.parse_row(element)
                element.clear()
                yield row
            elif element.tag == DATA_TAG:
                return

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """A cell; its value as the readers of cells want it."""
        found: dict[str, Any] = super().parse_cell(element)
        value = found["value"]
        if value is None:
            # A formula whose value is empty text is stored as text and is blank, not missing.
            if element.find(FORMULA_TAG) is not None and element.get("t") != "str":
                found["value"] = Broken.NOT_CALCULATED
        elif isinstance(value, datetime):
            found["value"] = self._long_time(element, value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            text = text_shown(value, self.formats[found["style_id"]])
            if text or self.day_0 != EPOCH_1900:
                found["value"] = ShownNumber(value, text, self.day_0)
        return found

    @staticmethod
    def _long_time(element: Any, value: datetime) -> datetime | timedelta:
        """Lengths of a day and more, which a format of times turns into the first days of the calendar."""
        try:
            days = float(element.findtext(VALUE_TAG))
        except (TypeError, ValueError):
            return value
        return timedelta(days=days) if 0 <= days < _LONGEST_DURATION else value


def _format_of(book: Any, number: int) -> str:
    if number < BUILTIN_FORMATS_MAX_SIZE:
        return str(BUILTIN_FORMATS.get(number, "General"))
    at = number - BUILTIN_FORMATS_MAX_SIZE
    return str(book._number_formats[at]) if at < len(book._number_formats) else "General"


def _in_columns(cells: Sequence[dict[str, Any]]) -> list[object]:
    """The values at their columns, up to the last one that is there: a stray format can reach far right."""
    there = [(cell["column"], cell["value"]) for cell in cells if cell["value"] is not None]
    values: list[object] = [None] * max((column for column, _ in there), default=0)
    for column, value in there:
        values[column - 1] = value
    return values


class _Filled:
    """Puts a merged cell's value into each of its rows as they go by."""

    def __init__(self, merged: Iterable[Merged]) -> None:
        self._ahead = sorted(merged, key=lambda range_: range_.top, reverse=True)
        self._here: list[Merged] = []

    def fill(self, number: int, values: list[object]) -> frozenset[int]:
        """Fill a row that says something of its own; gives the columns that were filled, counted from 0."""
        self._here = [range_ for range_ in self._here if range_.bottom >= number]
        if not self._here:
            return frozenset()
        own = any(value is not None for value in values)
        for range_ in self._here if own else ():
            if len(values) < range_.left:
                values.extend([None] * (range_.left - len(values)))
            values[range_.left - 1] = range_.value
        return frozenset(range_.left - 1 for range_ in self._here) if own else frozenset()

    def begin(self, number: int, values: Sequence[object]) -> frozenset[int]:
        """Take up what is merged from this row on; gives the columns, from 0, of what covers more than one."""
        across = frozenset[int]()
        while self._ahead and self._ahead[-1].top <= number:
            range_ = self._ahead.pop()
            if range_.top < number or range_.left > len(values):
                continue
            range_.value = values[range_.left - 1]
            if range_.value is not None:
                across |= {range_.left - 1} if range_.right > range_.left else frozenset()
                self._here.append(range_)
        return across


def _counted(archive: zipfile.ZipFile, path: str) -> tuple[int, int]:
    """About how many cells of a sheet hold a value, and how many tags its longest row has, or what stands above it.

    Counted in its bytes, which takes a fraction of reading them: a row is read as a whole.
    """
    values = tags = longest = 0
    prefix = None
    with archive.open(path) as part:
        while chunk := part.read(_CHUNK):
            if prefix is None:
                named = _SHEET.search(chunk)
                prefix = (named[1] or b"") if named else b""
            values += chunk.count(b"<%sv>" % prefix) + chunk.count(b"<%sis>" % prefix)
            last = chunk.rfind(b"<%srow" % prefix)
            tags = chunk.count(b"<", last) if last >= 0 else tags + chunk.count(b"<")
            longest = max(longest, tags)
            if longest > MOST_TAGS_OF_A_ROW or b"</%ssheetData>" % prefix in chunk:
                break  # what stands behind the rows is never read
    return values, longest


def hidden_columns(sheet: Any, archive: zipfile.ZipFile) -> frozenset[int]:
    """The columns of a sheet that aren't shown, counted from 0."""
    hidden: set[int] = set()
    with archive.open(sheet._worksheet_path) as part:
        for _, element in ElementTree.iterparse(part, events=("start",)):
            tag = element.tag.rpartition("}")[2]
            if tag == "sheetData":
                break
            if tag == "col" and _unseen(element.attrib):
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                hidden.update(range(first - 1, min(last, _MOST_COLUMNS)))
    return frozenset(hidden)


def _unseen(row_or_column: Mapping[str, str]) -> bool:
    """Whether a row or a column isn't shown; Excel marks those dragged together until nothing was left of them, too."""
    return row_or_column.get("hidden") in ("1", "true")


def merged_ranges(archive: zipfile.ZipFile, path: str) -> list[Merged]:
    """The merged ranges of a sheet, which stand behind all of its rows."""
    found: list[Merged] = []
    with archive.open(path) as part:
        rest = b""
        while chunk := part.read(_CHUNK):
            whole, last, begun = (rest + chunk).rpartition(b"<")
            rest = last + begun
            for match in _MERGED.finditer(whole):
                left, top, right, bottom = _corners(match[1].decode())
                if len(found) > _MOST_MERGED:
                    return found
                found.append(Merged(top, bottom, left, right))
    return found


def _total_rows(archive: zipfile.ZipFile, path: str) -> frozenset[int]:
    """The total rows that the sheet's tables mark as such."""
    found: set[int] = set()
    rels = get_rels_path(path)  # type: ignore[no-untyped-call]
    if rels not in archive.namelist():
        return frozenset()
    for part in get_dependents(archive, rels):
        if not part.Type.endswith("/table") or part.Target not in archive.namelist():
            continue
        table = ElementTree.fromstring(archive.read(part.Target))
        totals = int(table.get("totalsRowCount") or 0)
        bottom = _corners(table.get("ref", "A1"))[3]
        found.update(range(bottom - totals + 1, bottom + 1) if totals < 100 else ())
    return frozenset(found)


def _corners(reference: str) -> tuple[int, int, int, int]:
    """The first column and row and the last column and row of `A1:B2`."""
    left, top, right, bottom = range_boundaries(reference)
    return left or 1, top or 1, right or 1, bottom or 1
