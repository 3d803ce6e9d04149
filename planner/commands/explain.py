"""`planner explain`: why hours and needs are missing, and what would mend it."""

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
from planner.commands.dates import WeekOption, settled


def explain(
    book: BookArgument,
    roster: Annotated[
        Path | None, typer.Argument(metavar="[ROSTER]", help="The roster that is asked about.")
    ] = None,
    week: WeekOption = None,
    client: Annotated[
        str | None, typer.Option("--client", metavar="CODE", help="Only what concerns this client.")
    ] = None,
    seconds: Annotated[
        float, typer.Option("--seconds", min=1, help="How long to look for causes and fixes.")
    ] = 20.0,
    form: FormatOption = Format.TEXT,
) -> None:
    """Say why hours and needs are missing, and which changes would mend it.

    A cause is Proven if it was counted, and Suspected if it is read off the roster. Each change has been
    tried: a whole week was found that breaks no rule and mends what is said. What each kind of change costs
    is set in the sheet Rules (Fix: ...). Without a roster a week is planned first.

    Example: planner explain riverside.xlsx "riverside 2026-11-30.xlsx" --client C017
    """
    with exit_codes(form):
        from planner import api
        from planner.remedies.report import json_of_explanation, says_causes, says_fixes

        program, warnings = api.load(book)
        tell_faults(warnings)
        day = settled(week, program.month_first) if week else None
        file = api.load_roster(roster, program) if roster else None
        if form is Format.JSON:
            print_json(json_of_explanation(api.explain(program, file, day, client, seconds)))
            return

        def tell(known: api.Explanation) -> None:
            """What can be said already is read while fixes are tried."""
            put(says_causes(known))

        if fixes := says_fixes(api.explain(program, file, day, client, seconds, on_causes=tell)):
            put(f"\n{fixes}")
