"""`planner rewards`: the ledger of vouchers for what was attended."""

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

RostersArgument = Annotated[
    list[Path], typer.Argument(metavar="ROSTER...", help="Rosters with their Status filled in.")
]
AttendanceOption = Annotated[
    Path | None,
    typer.Option("--attendance", metavar="FILE", help="Corrected attendance: it holds for what it names."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help='Default: BOOK\'s name and "rewards".'),
]


def rewards(
    book: BookArgument,
    rosters: RostersArgument,
    attendance: AttendanceOption = None,
    output: OutputOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Keep the ledger of the sheet Rewards: what was earned, by which attendance, and what is next.

    A seat whose Status is blank counts as attended. A ledger that stands there already is replaced, and
    what is otherwise now is said, on its first page too. With --format json the lines go to stdout,
    and a file is written only with -o.

    Example: planner rewards riverside.xlsx "riverside 2026-11-30.xlsx" -o ledger.xlsx
    """
    with exit_codes(form):
        from planner import api
        from planner.accounts.corrections import given_in, says_changed
        from planner.commands.account_file import account_path
        from planner.export.ledger import given_before, json_of_ledger
        from planner.export.sheets.ledger import ledger_workbook
        from planner.tables.money import money
        from planner.whole_file import write_whole
        from planner.workbook.one_sheet import read_attendance_file

        program, warnings = api.load(book, datetime.max)
        files = [api.load_roster(path, program) for path in rosters]
        corrections, said = read_attendance_file(attendance, program) if attendance else ((), [])
        tell_faults([*warnings, *(fault for file in files for fault in file.warnings), *said])
        if not program.rewards:
            tell("warning: the sheet Rewards has no rows, so nothing is earned")
        ledger = api.rewards(program, files, corrections)
        for warning in ledger.warnings:
            tell(f"warning: {warning}")
        writes = form is Format.TEXT or output is not None
        path = account_path([book, *rosters, *([attendance] if attendance else [])], output, "rewards")
        before = given_before(path) if writes and path.exists() else None
        if before is None and attendance:
            before = given_in(api.rewards(program, files).lines)
        changed = [] if before is None else says_changed(before, ledger)
        if form is Format.JSON:
            print_json(json_of_ledger(ledger, changed))
        if writes:
            write_whole(path, ledger_workbook(ledger, changed, datetime.now()))
        if form is Format.TEXT:
            total = sum(line.cents for line in ledger.lines)
            tell(f"{money(total)} earned in {len(ledger.lines)} lines.")
            tell("\n".join(changed) if changed else "Nothing changed." if before is not None else "")
            put(path)
