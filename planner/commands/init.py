"""`planner init`: a program workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planner.commands.console import exit_codes, tell
from planner.commands.places import check_place


def init(
    book: Annotated[
        Path, typer.Argument(metavar="BOOK", help="The workbook to make, such as riverside.xlsx.")
    ],
    sample: Annotated[
        str | None, typer.Option("--sample", metavar="NAME", help="Fill it with a worked sample.")
    ] = None,
) -> None:
    """Make a program workbook to fill in.

    It has every sheet, dropdowns, and a note on each heading.
    A file that exists is never written over.

    Example: planner init riverside.xlsx
    """
    if book.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"a workbook's name ends in .xlsx; try {book.stem or 'program'}.xlsx")
    check_place(book, "")
    with exit_codes():
        from planner import api
        from planner.workbook.template import write_template

        write_template(book, sample, api.soft_rules())
        tell(f"{book.name} is made. Fill it in, then: planner check {book.name}")
