"""`planner history`: who had which topic in which week, what is still owed, and how each group changed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from planner.commands.console import Format, FormatOption, exit_codes, print_json, put, tell_faults

RostersArgument = Annotated[
    list[Path], typer.Argument(metavar="ROSTER...", help="Rosters, edited by hand or not.")
]
OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help='Default: the first roster\'s name and "history".'),
]
BookOption = Annotated[
    Path | None,
    typer.Option("--book", metavar="BOOK", help="The program workbook: it tells what is owed of a Total."),
]


def history(
    rosters: RostersArgument,
    output: OutputOption = None,
    book: BookOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Show the rotation over weeks: each client's topics by week, and each group's stayed, joined, left.

    The workbook has a coloured grid (client and topic down, weeks across; how often, when last, what is owed of
    a need's Total, lessons had) and a table of groups. Tests are left out. With --format json it goes to
    stdout, and a file is written only with -o.

    Example: planner history "riverside 2026-11-30.xlsx" "riverside 2026-12-07.xlsx" --book riverside.xlsx
    """
    with exit_codes(form):
        from planner import api
        from planner.commands.account_file import account_path
        from planner.export.rotation import json_of_rotation
        from planner.export.sheets.rotation import rotation_workbook
        from planner.whole_file import write_whole

        program, warnings = api.load(book, datetime.max) if book else (None, [])
        files = [api.load_roster(path, program) for path in rosters]
        tell_faults([*warnings, *(fault for file in files for fault in file.warnings)])
        found = api.history(files, program)
        if form is Format.JSON:
            print_json(json_of_rotation(found))
        if form is Format.TEXT or output is not None:
            path = account_path([*rosters, *([book] if book else [])], output, "history")
            write_whole(path, rotation_workbook(found, datetime.now()))
            if form is Format.TEXT:
                put(path)
