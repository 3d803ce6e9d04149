"""`planner audit`: how much care was scheduled and delivered, and what kinds of therapy were in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from planner.commands.console import (
    BookArgument,
    Format,
    FormatOption,
    exit_codes,
    print_json,
    put,
    tell,
    tell_faults,
)


def audit(
    book: BookArgument,
    rosters: Annotated[
        list[Path], typer.Argument(metavar="ROSTER...", help="Rosters with their Status filled in.")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help='Default: BOOK\'s name and "audit".')
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Account for the care given: hours by kind, scheduled and delivered, days, what was missed.

    For a payer, an accreditor or a family: the workbook's first page says in plain words what the program
    gives. Hours delivered are the credited minutes; a seat whose Status is blank counts as attended.
    With --format json the account goes to stdout, and a file is written only with -o.

    Example: planner audit riverside.xlsx "riverside 2026-11-30.xlsx" "riverside 2026-12-07.xlsx"
    """
    with exit_codes(form):
        from planner import api
        from planner.accounts.care_mix import in_plain_words, json_of_mix
        from planner.commands.account_file import account_path
        from planner.export.sheets.audit import audit_workbook
        from planner.whole_file import write_whole

        program, warnings = api.load(book, datetime.max)
        files = [api.load_roster(path, program) for path in rosters]
        tell_faults([*warnings, *(fault for file in files for fault in file.warnings)])
        mix = api.audit(program, files)
        for said in mix.warnings:
            tell(f"warning: {said}")
        if form is Format.JSON:
            print_json(json_of_mix(mix))
        if form is Format.TEXT or output is not None:
            path = account_path([book, *rosters], output, "audit")
            write_whole(path, audit_workbook(mix, datetime.now()))
            if form is Format.TEXT:
                tell("\n".join(in_plain_words(mix)))
                put(path)
