"""Opens an Excel workbook or a folder of CSV files as raw tables."""

from __future__ import annotations

from pathlib import Path

from planner.tables.raw import RawTable, cannot_read


def open_tables(path: Path, single: bool = False) -> list[RawTable]:
    """The tables of an Excel workbook or of a folder of CSV files; with `single` a CSV file will do.

    Raises `WorkbookFaults` with one sentence.
    """
    # Both readers build on this module, and Excel's is slow to import.
    from planner.tables.csv_folder import read_csv_file, read_csv_folder
    from planner.tables.excel_file import read_excel_file

    try:
        if path.is_dir():
            return read_csv_folder(path)
        if single and path.suffix.casefold() == ".csv" and path.exists():
            return [read_csv_file(path)]
        if not path.exists():
            meant = path.with_name(f"{path.name}.xlsx")
            fix = f"did you mean {meant.name}?" if meant.is_file() else "check the name and the folder"
            raise cannot_read(path.name, "there is no such file or folder", fix)
        if not path.is_file():
            raise cannot_read(path.name, "is no file (a pipe or a device)", "name a workbook or a folder")
        return read_excel_file(path)
    except PermissionError:
        raise cannot_read(
            path.name, "may not be read", "close it in Excel if it is open there, or ask for access to it"
        ) from None
    except OSError as trouble:
        raise cannot_read(path.name, f"can't be read: {trouble.strerror or 'the system refuses'}") from None
