"""A folder of CSV files as raw tables: UTF-8 with or without BOM, separated by comma, semicolon, tab or bar."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from planner.model.faults import Fault, WorkbookFaults
from planner.tables.raw import RawRow, RawTable, cannot_read, rows_with_something
from planner.tables.sheet_names import sheet_of, sheets_of_files

MOST_BYTES_OF_A_FILE = 50_000_000

_SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers", ".tsv", ".tab"})
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .xls begin
_WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|table|\?xml)\b", re.IGNORECASE)


def read_csv_folder(folder: Path) -> list[RawTable]:
    """Every CSV file of a folder, by name. Raises `WorkbookFaults` for a folder without any, or unreadable files."""
    files = csv_files(folder)
    if not files:
        raise cannot_read(folder.name or str(folder), "is a folder without CSV files", _instead_of(folder))
    tables, faults = list[RawTable](), list[Fault]()
    for file, name in sheets_of_files(files).items():
        try:
            tables.append(replace(read_csv_file(file), name=name))
        except WorkbookFaults as trouble:
            faults += trouble.faults
    if faults:
        raise WorkbookFaults(faults)
    return tables


def csv_files(folder: Path) -> list[Path]:
    """What a folder holds under the name of a CSV file, by name, readable or not."""
    return sorted(
        file
        for file in folder.iterdir()
        if file.suffix.casefold() == ".csv" and not file.name.startswith((".", "~"))
    )


def _instead_of(folder: Path) -> str:
    """What to name instead of a folder without CSV files: what lies in it and could be the program."""
    there = [file for file in spreadsheets_in(folder) if file.suffix.casefold() in (".xlsx", ".xlsm")]
    there = [file for file in there if not file.name.startswith((".", "~"))]
    there += sorted(inner for inner in folder.iterdir() if inner.is_dir() and csv_files(inner))
    if len(there) == 1:
        return f"did you mean {there[0]}?"
    packed = [file.name for file in folder.iterdir() if file.suffix.casefold() == ".zip"]
    if len(packed) == 1 and not there:
        return f"unpack {packed[0]}, and name the folder that this makes"
    return "name a workbook (.xlsx) or a folder that holds topics.csv, clients.csv and so on"


def spreadsheets_in(folder: Path) -> list[Path]:
    """The files of a folder that a spreadsheet program writes and that are no CSV files, by name."""
    return sorted(
        file for file in folder.iterdir() if file.suffix.casefold() in _SPREADSHEETS and file.is_file()
    )


def read_csv_file(file: Path) -> RawTable:
    """One CSV file. Raises `WorkbookFaults` when it can't be read."""
    if not file.is_file():
        raise _no_file(file)
    size = file.stat().st_size
    if size > MOST_BYTES_OF_A_FILE:
        says = f"holds {size / 1e6:,.0f} MB, more than any sheet of a program needs"
        raise cannot_read(file.name, says, "keep what the program needs, and the rest outside the folder")
    data = file.read_bytes()
    if data[:4] in _WORKBOOKS:
        says = "is an Excel workbook and no CSV file, whatever its name says"
        raise cannot_read(file.name, says, "open it in Excel and save the sheet as 'CSV UTF-8'")
    text = text_of(file, data)
    if _WEB_PAGE.match(text):
        raise cannot_read(
            file.name, "is a web page and no CSV file", "open it in Excel and save it as 'CSV UTF-8'"
        )
    if "\x00" in text:
        raise cannot_read(file.name, "is no CSV file", "save the sheet as 'CSV UTF-8'")
    _refuse_open_quotes(file, text)
    try:
        rows = rows_with_something(file.name, _rows(text))
    except csv.Error as trouble:
        raise cannot_read(file.name, f"is no CSV file: {trouble}", "save the sheet as 'CSV UTF-8'") from None
    return RawTable(sheet_of(file.stem), file.name, rows, lines=True)


def _no_file(file: Path) -> WorkbookFaults:
    """The sentence about a name of a CSV file under which there is none; nothing typed may be lost unsaid."""
    if file.is_dir():
        fix = "move the folder elsewhere, and the CSV file that is in it to this place"
        return cannot_read(file.name, "is a folder and no CSV file, whatever its name says", fix)
    if file.is_symlink():
        return cannot_read(
            file.name, "is a link to a file that isn't there", "put the file itself into the folder"
        )
    return cannot_read(
        file.name, "is no file (a pipe or a device)", "save the sheet as 'CSV UTF-8' in its place"
    )


def _refuse_open_quotes(file: Path, text: str) -> None:
    """A quotation mark that is never closed would swallow the rest of the file as one cell."""
    if text.count('"') % 2 == 0:
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    line = 1
    try:
        for _ in reader:
            line = reader.line_num + 1
    except csv.Error as trouble:
        if "unexpected end" in str(trouble):
            says = f"the quotation mark on line {line} is never closed"
            raise cannot_read(
                file.name, says, "close or delete it, or save the sheet again as 'CSV UTF-8'"
            ) from None


def text_of(file: Path, data: bytes) -> str:
    """What a CSV file says, in UTF-8 or UTF-16. Raises `WorkbookFaults` for bytes that are neither."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return data.decode("utf-16", errors="replace") if wide else _utf8(file, data)


def _utf8(file: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = data.count(b"\n", 0, trouble.start) + 1
        raise cannot_read(
            file.name,
            f"line {line} isn't written in UTF-8 (the file may be plain 'CSV' from Excel)",
            "save it again from Excel as 'CSV UTF-8 (comma delimited)'",
        ) from None


def _rows(text: str) -> Iterator[RawRow]:
    for line, values in numbered_rows(text):
        yield RawRow(line, [_unguarded(value) for value in values])


def numbered_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file's text with the line on which each begins; a line `sep=` is none."""
    lines = io.StringIO(text, newline="")
    if text.casefold().startswith("sep="):
        lines.readline()
    skipped = 1 if lines.tell() else 0
    reader = csv.reader(lines, delimiter=delimiter_of(text))
    line = 1 + skipped
    for values in reader:
        yield line, values
        line = reader.line_num + 1 + skipped


def delimiter_of(text: str) -> str:
    """What separates the headings: European Excel writes semicolons."""
    first = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    if first.casefold().startswith("sep=") and len(first) > 4:
        return first[4]
    return max(",;\t|", key=first.count)


def _unguarded(value: str) -> str | None:
    """A cell's text without the apostrophe that keeps `=`, `+`, `-` and `@` from becoming formulas."""
    if value[:1] == "'" and value[1:2] in ("=", "+", "-", "@", "\t", "\r"):
        value = value[1:]
    return value or None
