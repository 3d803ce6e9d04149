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
    from planner.model.faults import Fault

HistoryOption = Annotated[
    list[Path] | None,
    typer.Option("--history", metavar="ROSTER", help="A roster of an earlier week; repeatable."),
]


def happened_before(
    program: api.Program, history: Sequence[Path] | None, file: api.RosterFile | None, day: date | None
) -> list[Attended]:
    """What happened before the week that is meant; what is odd in the rosters of it is told (`earlier_weeks`)."""
    happened, odd = earlier_weeks(program, history, file, day)
    tell_faults(odd)
    return happened


def earlier_weeks(
    program: api.Program, history: Sequence[Path] | None, file: api.RosterFile | None, day: date | None
) -> tuple[list[Attended], list[Fault]]:
    """What happened before the week that is meant: that of `day`, else the first of a roster, else the coming one.

    Of a roster of several weeks those before belong to it, whatever else `history` says of them. Beside it what is odd
    in the rosters of `history`, and where the sheet Attendance tells otherwise than a roster: the sheet holds.
    """
    from planner import api
    from planner.history import attended_of, in_force
    from planner.rosters.attendance import told_otherwise
    from planner.week.calendar import week_of

    first = week_of(program, day) if day else file.rosters[0].first_day if file else None
    given = [api.load_roster(earlier, program) for earlier in history or ()]
    rosters = [*given, *([file] if file else [])]
    over = [roster for roster in in_force(rosters) if first is None or roster.first_day < first]
    odd = [fault for roster in given for fault in roster.warnings]
    odd += told_otherwise(over, program.attendance, program.topics)
    return attended_of(rosters, before=first), odd
