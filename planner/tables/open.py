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
    from planner.tables.excel_file import read_excel_file, refuse_other_programs

    try:
        if path.is_dir():
            refuse_other_programs(path)
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
    except PermissionError as trouble:
        fix = "close it in Excel if it is open there, or ask for access to it"
        raise cannot_read(_of(trouble, path), "may not be read", fix) from None
    except OSError as trouble:
        says = f"can't be read: {trouble.strerror or 'the system refuses'}"
        raise cannot_read(_of(trouble, path), says) from None


def _of(trouble: OSError, path: Path) -> str:
    """The name of the file that the system refuses: one of a folder's, or what was named."""
    inside = isinstance(trouble.filename, str) and Path(trouble.filename).parent == path
    return Path(trouble.filename).name if inside else path.name
