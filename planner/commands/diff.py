"""`planner diff`: what one roster changes against another, for whom, and whom to tell; and two different weeks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.commands.console import Format, FormatOption, exit_codes, print_json, put, tell, tell_faults
from planner.commands.dates import moment_from, settled, settled_by_weeks
from planner.commands.replan import now_unless_over

if TYPE_CHECKING:
    from planner.program import Program
    from planner.rosters.roster_file import RosterFile


BookOption = Annotated[
    Path | None,
    typer.Option("--book", metavar="BOOK", help="The program workbook: it tells why, and whose officer."),
]
AsOfOption = Annotated[
    datetime | None,
    typer.Option("--as-of", parser=moment_from, metavar="MOMENT", help="What began before isn't listed."),
]


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The roster that was handed out.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The roster that takes its place.")],
    book: BookOption = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Say what changed from one roster to another: per client, per therapist, per session.

    Both are read as they stand, hand edits included. Nothing unchanged is listed. Rosters of
    different weeks are compared weekday by weekday: which groups stay, moved, are new or gone,
    and who comes on other days. Leaves with 0 whether or not there are changes.

    Example: planner diff "riverside 2026-11-30.xlsx" "riverside 2026-11-30 replanned.xlsx"
    """
    with exit_codes(form):
        from planner import api
        from planner.export.changes import json_of_changes, says_changes
        from planner.export.weeks import json_of_weeks, says_weeks, two_weeks

        program = api.load(book, datetime.max)[0] if book else None
        before, after = api.load_roster(old, program), api.load_roster(new, program)
        tell_faults([*before.warnings, *after.warnings])
        if weeks := two_weeks(before, after, program):
            if form is Format.JSON:
                print_json(json_of_weeks(weeks))
            else:
                put(says_weeks(weeks))
            return
        moment = _settled(as_of, program, after) or now_unless_over(
            after, program.time_zone if program else ""
        )
        changes = api.changes(before, after, program, moment)
        if form is Format.JSON:
            print_json(json_of_changes(changes))
        elif changes:
            put(says_changes(changes))
        else:
            tell("Nothing changes for anybody.")


def _settled(as_of: datetime | None, program: Program | None, file: RosterFile) -> datetime | None:
    if as_of is None:
        return None
    if program is None:
        return settled_by_weeks(as_of, file.rosters, "--as-of")
    return settled(as_of, program.month_first, "--as-of")
