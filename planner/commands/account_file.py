"""Where an audit, a ledger or a print goes: never onto a file that it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from planner.commands.places import check_place


def account_path(inputs: Sequence[Path], output: Path | None, what: str) -> Path:
    """The file to write: as asked for, or next to the first input, with its name and `what`.

    Raises `typer.BadParameter` for a name that isn't a workbook's, a folder that isn't there, and any of the inputs.
    """
    book = inputs[0] if inputs[0].name not in ("", "..") else inputs[0].resolve()
    stem = book.name if book.is_dir() else book.stem
    path = book.with_name(f"{stem} {what}.xlsx") if output is None else output
    if path.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"the file's name ends in .xlsx; try -o '{path.stem}.xlsx'")
    check_place(path)
    if path.exists() and any(given.exists() and path.samefile(given) for given in inputs):
        raise typer.BadParameter(f"{path.name} is one of the files to read; name another file with -o")
    return path
