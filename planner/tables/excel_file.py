"""An Excel workbook as raw tables (`planner.tables.excel_sheet`: one sheet of it)."""

from __future__ import annotations

import lzma
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import openpyxl

from planner.model.faults import WorkbookFaults
from planner.tables.excel_sheet import hidden_columns, rows_of_sheet
from planner.tables.raw import RawTable, cannot_read, rows_with_something
from planner.tables.sheet_names import without_table

OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
MOST_BYTES_OF_SHEETS = 300_000_000  # unpacked; formats alone, down to the last row, come to about 100 MB
MOST_BYTES_OF_A_PART = 40_000_000  # texts, styles: openpyxl holds them in memory as a whole
_NEVER_READ = ("xl/media/", "xl/embeddings/", "xl/drawings/", "xl/charts/", "xl/pivotCache/", "customXml/")
_BOOK = "xl/workbook.xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
# What the unpacking of a damaged file raises.
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError)
# Files that other programs leave where a workbook is meant, by their ending: what one is, and what to do.
_OTHER_PROGRAMS = {
    ".numbers": (
        "is a document of Apple Numbers",
        "open it in Numbers and export it (File > Export To > Excel)",
    ),
    ".gsheet": (
        "is only a link to a spreadsheet of Google's",
        "open it and download it (File > Download > Microsoft Excel)",
    ),
}
_MARKS_OF_OPEN_FILES = ("~$", ".~lock.")
_SAVE_AGAIN = "open it in Excel and save it as 'Excel Workbook (.xlsx)'"


def read_excel_file(path: Path) -> list[RawTable]:
    """Every sheet of a workbook. Raises `WorkbookFaults` with one sentence when the file is no workbook."""
    _refuse_what_is_no_workbook(path)
    with warnings.catch_warnings():
        # openpyxl warns of extensions that it won't keep; nothing is ever written back.
        warnings.simplefilter("ignore")
        try:
            return list(_tables(path))
        except WorkbookFaults:
            raise
        except Exception as trouble:
            if isinstance(trouble, OSError) and trouble.errno is not None:
                raise  # the system's refusal, not the file's content
            # Whatever a damaged file makes of the reader, the coordinator needs one sentence.
            raise cannot_read(path.name, "is damaged, or no Excel workbook", _SAVE_AGAIN) from None


def sheet_names(path: Path) -> list[str]:
    """The names of a workbook's sheets, read at a glance; none of a file that is no Excel workbook."""
    try:
        with zipfile.ZipFile(path) as parts:
            if parts.getinfo(_BOOK).file_size > MOST_BYTES_OF_A_PART:
                return []
            tags = ElementTree.fromstring(parts.read(_BOOK)).iter()
    except (*_DAMAGED, OSError, LookupError, ValueError, ElementTree.ParseError):
        return []
    return [tag.get("name", "") for tag in tags if tag.tag.endswith("}sheet")]


def _tables(path: Path) -> Iterator[RawTable]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        with zipfile.ZipFile(path) as archive:
            for sheet in book.worksheets:
                rows = rows_with_something(path.name, rows_of_sheet(path.name, book, sheet, archive))
                hidden = sheet.sheet_state != "visible"
                unseen = hidden_columns(sheet, archive)
                yield RawTable(
                    without_table(sheet.title), path.name, rows, hidden=hidden, hidden_columns=unseen
                )
    finally:
        book.close()


def refuse_other_programs(path: Path) -> None:
    """Raises `WorkbookFaults` for what is told by its name: another program's document, the mark of an open file."""
    if path.suffix.casefold() in _OTHER_PROGRAMS:
        raise cannot_read(path.name, *_OTHER_PROGRAMS[path.suffix.casefold()])
    for mark in _MARKS_OF_OPEN_FILES:
        if path.name.startswith(mark):
            workbook = path.name.removeprefix(mark).removesuffix("#")
            says = f"is no workbook, but the mark that {workbook} is open on some computer"
            raise cannot_read(path.name, says, f"name {workbook}")


def _refuse_what_is_no_workbook(path: Path) -> None:
    refuse_other_programs(path)
    with path.open("rb") as file:
        first = file.read(4)
    if not first:
        raise cannot_read(path.name, "is empty", "check whether it was saved or downloaded completely")
    if first == OLD_OR_ENCRYPTED:
        raise cannot_read(
            path.name,
            "is protected by a password, or in the format of Excel 97-2003 (.xls)",
            "open it in Excel, take the password off (File > Info) and save it as 'Excel Workbook (.xlsx)'",
        )
    if first[:2] != b"PK":
        if path.suffix.casefold() == ".csv":
            raise cannot_read(path.name, "is a single CSV file", "name the folder that holds all CSV files")
        raise cannot_read(
            path.name,
            "is no Excel workbook, whatever its name says (perhaps a CSV file that was renamed)",
            _SAVE_AGAIN,
        )
    try:
        with zipfile.ZipFile(path) as parts:
            _refuse_parts(path, parts)
    except _DAMAGED:
        raise cannot_read(path.name, "is damaged or incomplete", "take a copy that opens in Excel") from None


def _refuse_parts(path: Path, parts: zipfile.ZipFile) -> None:
    names = set(parts.namelist())
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        if any(name.casefold().endswith((".csv", ".xlsx")) for name in names):
            says = "is a zip file with workbooks or CSV files in it"
            raise cannot_read(
                path.name, says, "unpack it, and name the workbook or the folder that comes out"
            )
        kind = "an OpenDocument file" if "mimetype" in names else "a zip file"
        raise cannot_read(path.name, f"is {kind} and no Excel workbook", _SAVE_AGAIN)
    _refuse_what_swells(path.name, parts)
    if _BOOK in names and _STRICT in parts.read(_BOOK):
        raise cannot_read(
            path.name,
            "is saved as 'Strict Open XML Spreadsheet', which can't be read",
            "open it in Excel and save it as plain 'Excel Workbook (.xlsx)'",
        )


def _refuse_what_swells(file: str, parts: zipfile.ZipFile) -> None:
    """The zip's directory says how large everything is unpacked; what is too large is never unpacked."""
    sheets = 0
    for part in parts.infolist():
        if part.filename.startswith("xl/worksheets/"):
            sheets += part.file_size
        elif part.file_size > MOST_BYTES_OF_A_PART and not part.filename.startswith(_NEVER_READ):
            what = "texts" if "sharedStrings" in part.filename else f"data in {part.filename}"
            says = f"holds {part.file_size / 1e6:,.0f} MB of {what}, more than any program needs"
            raise cannot_read(file, says, "copy the program's sheets into a new workbook, cells only")
    if sheets > MOST_BYTES_OF_SHEETS:
        says = f"holds {sheets / 1e6:,.0f} MB of cells and formats, more than any program needs"
        fix = "delete the empty rows and columns beyond the data (Ctrl+End shows how far they reach)"
        raise cannot_read(file, says, f"{fix}, or copy the data into a new workbook")
