"""The rosters of earlier weeks that a command is given as history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.commands.console import tell_faults

if TYPE_CHECKING:
    from planner import api
    from planner.model import Attended

HistoryOption = Annotated[
    list[Path] | None,
    typer.Option("--history", metavar="ROSTER", help="A roster of an earlier week; repeatable."),
]


def happened_before(
    program: api.Program, history: Sequence[Path] | None, file: api.RosterFile | None, day: date | None
) -> list[Attended]:
    """What happened before the week that is meant: that of `day`, else the first of a roster, else the coming one.

    Of a roster of several weeks those before belong to it, whatever else `history` says of them. What is odd in the
    rosters is told.
    """
    from planner import api
    from planner.calendar_week import week_of
    from planner.history import attended_of

    first = week_of(program, day) if day else file.rosters[0].first_day if file else None
    rosters = [api.load_roster(earlier, program) for earlier in history or ()]
    tell_faults([fault for roster in rosters for fault in roster.warnings])
    return attended_of([*rosters, *([file] if file else [])], before=first)
