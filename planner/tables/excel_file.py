"""An Excel workbook as raw tables, cell by cell; the only place that knows openpyxl."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils import coordinate_to_tuple

from planner.tables.raw import Broken, RawTable, cannot_read, rows_with_something

OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN = "open it in Excel and save it as 'Excel Workbook (.xlsx)'"


def read_excel_file(path: Path) -> list[RawTable]:
    """Every sheet of a workbook. Raises `WorkbookFaults` with one sentence when the file is no workbook."""
    _refuse_what_is_no_workbook(path)
    with warnings.catch_warnings():
        # openpyxl warns of extensions that it won't keep; nothing is ever written back.
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            try:
                return [_read_sheet(path, sheet) for sheet in book.worksheets]
            finally:
                book.close()
        except Exception as trouble:
            if isinstance(trouble, OSError) and trouble.errno is not None:
                raise  # the system's refusal, not the file's content
            # Whatever a damaged file makes of the reader, the coordinator needs one sentence.
            raise cannot_read(path.name, "is damaged, or no Excel workbook", _SAVE_AGAIN) from None


def _refuse_what_is_no_workbook(path: Path) -> None:
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
            names = set(parts.namelist())
    except zipfile.BadZipFile:
        raise cannot_read(path.name, "is damaged or incomplete", "take a copy that opens in Excel") from None
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        kind = "an OpenDocument file" if "mimetype" in names else "a zip file"
        raise cannot_read(path.name, f"is {kind} and no Excel workbook", _SAVE_AGAIN)


def _read_sheet(path: Path, sheet: Any) -> RawTable:
    sheet.reset_dimensions()  # a wrong or huge stated size would pad every row
    missing = _formulas_without_value(path, sheet)
    rows = rows_with_something(_rows(sheet, missing))
    return RawTable(sheet.title, path.name, rows, hidden=sheet.sheet_state != "visible")


def _rows(sheet: Any, missing: frozenset[tuple[int, int]]) -> Iterator[tuple[int, Sequence[object]]]:
    rows_missing = {row for row, _ in missing}
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number in rows_missing:
            width = max(len(values), *(column for row, column in missing if row == number))
            yield (
                number,
                [
                    Broken.NOT_CALCULATED
                    if (number, column) in missing
                    else (values[column - 1] if column <= len(values) else None)
                    for column in range(1, width + 1)
                ],
            )
        else:
            yield number, values


def _formulas_without_value(path: Path, sheet: Any) -> frozenset[tuple[int, int]]:
    """(row, column) of the formulas that no program has calculated yet; openpyxl shows them as blank cells."""
    missing: set[tuple[int, int]] = set()
    with zipfile.ZipFile(path) as parts:
        data = parts.read(sheet._worksheet_path)
    if b"<f" not in data and b":f>" not in data and b":f " not in data:
        return frozenset()
    for cell in ElementTree.fromstring(data).iter():
        if not cell.tag.endswith("}c"):
            continue
        inside = {part.tag.rpartition("}")[2]: part.text for part in cell}
        # A formula whose value is empty text is stored as text and is blank, not missing.
        if "f" in inside and not inside.get("v") and cell.get("t") != "str":
            missing.add(coordinate_to_tuple(cell.get("r", "A1")))
    return frozenset(missing)
