"""`planner fit`: where a client fits into a roster."""

from __future__ import annotations

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
    tell_faults,
)
from planner.commands.dates import WeekOption
from planner.commands.earlier import HistoryOption, happened_before
from planner.commands.in_force import InForceOption
from planner.commands.opened import opened


def fit(
    book: BookArgument,
    roster: Annotated[Path, typer.Argument(metavar="ROSTER", help="The roster in force.")],
    client: Annotated[str, typer.Argument(metavar="CLIENT", help="The client's code, as on Clients.")],
    week: WeekOption = None,
    history: HistoryOption = None,
    as_of: InForceOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Find the best weeks for a client without moving anybody, then with few seats of others moved.

    For an intake at the front desk: the client stands in the workbook and needn't be in the roster.
    Nothing is written; lock what you choose in the roster, or replan.

    Example: planner fit riverside.xlsx "riverside 2026-11-30.xlsx" C031
    """
    with exit_codes(form):
        from planner import api
        from planner.remedies.answers.report import json_of_fits, says_fits
        from planner.remedies.changes.naming import somebody
        from planner.week.calendar import week_of
        from planner.week.problem import problem_of

        given = opened(book, roster, week, as_of=as_of)
        program, file, day = given.program, given.file, given.day
        assert file is not None  # it was named
        tell_faults(given.warnings)
        happened = happened_before(program, history, file, day)
        found = api.fit(program, file, client, day, history=happened, as_of=given.moment)
        first = week_of(program, day) if day else file.rosters[0].first_day
        problem = problem_of(program, first, happened)
        if form is Format.JSON:
            print_json(json_of_fits(problem, found))
        else:
            code = somebody(program, "client", client)[1]
            put(says_fits(problem, code, found))
