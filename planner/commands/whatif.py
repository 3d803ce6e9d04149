"""`planner whatif`: a week before and after a change that isn't made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from planner.commands.dates import WeekOption
from planner.commands.earlier import HistoryOption, happened_before
from planner.commands.in_force import InForceOption
from planner.commands.opened import opened
from planner.commands.places import check_place

if TYPE_CHECKING:
    from planner.remedies.answers.whatif import WhatIf

AskedArgument = Annotated[
    list[str],
    typer.Argument(metavar="[ROSTER] CHANGE...", help="Such as 'therapist Dana away Thu-Fri'."),
]
WriteOption = Annotated[
    Path | None,
    typer.Option("--write", metavar="COPY", help="Write a copy of BOOK with the changes in it."),
]


def whatif(
    book: BookArgument,
    asked: AskedArgument,
    week: WeekOption = None,
    history: HistoryOption = None,
    as_of: InForceOption = None,
    each: Annotated[bool, typer.Option("--each", help="Each change on its own, not all together.")] = False,
    write: WriteOption = None,
    seconds: Annotated[float, typer.Option("--seconds", min=1, help="How long to plan each week.")] = 10.0,
    form: FormatOption = Format.TEXT,
) -> None:
    """Plan a week with a change and show it beside the week without it; nothing is changed.

    Understood: client C017 available Wed 17-20; therapist Dana away Thu-Fri; Dana leads Grief; closed Thu;
    topic Grief largest 12; one more room; add start Tue 19:00; admit 4 clients like C014; client C014
    leaves; release Fixed!A5. All forms are listed when a change isn't understood.

    Example: planner whatif riverside.xlsx 'therapist Chen away Thu-Fri' --week 2026-11-30
    """
    with exit_codes(form):
        from planner import api
        from planner.remedies.answers.report import json_of_whatif, says_whatif

        roster = Path(asked[0]) if asked[0].lower().endswith(".xlsx") else None
        changes = asked[1:] if roster else asked
        _refuse(changes, write, each)
        given = opened(book, roster, week, as_of=as_of)
        program, file, day = given.program, given.file, given.day
        tell_faults(given.warnings)
        happened = happened_before(program, history, file, day)
        answers = api.whatif(
            program, changes, file, day, each, seconds, happened, as_of=given.moment, book=book
        )
        if write is not None:
            _write(book, write, answers)
        if form is Format.TEXT:
            put("\n\n".join(says_whatif(answer) for answer in answers))
        else:
            found = [json_of_whatif(answer) for answer in answers]
            print_json(found[0] if len(found) == 1 and not each else {"each": found})


def _write(book: Path, copy: Path, answers: Sequence[WhatIf]) -> None:
    from planner.remedies.changes.copy import write_copy

    write_copy(book, copy, [edit for answer in answers for edit in answer.change.edits])
    tell(f"{copy.name} is {book.name} with the changes in it")


def _refuse(changes: Sequence[str], write: Path | None, each: bool) -> None:
    """What can't be answered is said before anything is planned."""
    from planner.model.faults import PlannerError
    from planner.remedies.changes.copy import refuse_to_replace

    if not changes:
        raise PlannerError("say at least one change, such as 'one more room'")
    if write is not None:
        check_place(write, "--write")
        refuse_to_replace(write)
        if each and len(changes) > 1:
            raise PlannerError("--each looks at one change at a time; leave it out to --write all of them")
