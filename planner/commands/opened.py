"""A program workbook opened for a week: with the roster that goes with it, and without what is over by then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from planner.commands.dates import settled

if TYPE_CHECKING:
    from planner import api
    from planner.model.faults import Fault


@dataclass(frozen=True)
class Opened:
    """What a command works with; `day` is one of the week that was asked for, `None` where none was; so is
    `moment`, before which it has begun."""

    program: api.Program
    warnings: list[Fault]
    file: api.RosterFile | None
    day: date | None
    moment: datetime | None = None


def opened(
    book: Path,
    roster: Path | None = None,
    week: date | None = None,
    coming: bool = False,
    as_of: datetime | None = None,
) -> Opened:
    """Reads both. Settled sessions that contradict something are faults from the week on that is meant.

    That is the week asked for, else the roster's first, or the `coming` one, and of one that has begun what is left
    `as_of` a moment; of a workbook alone every week is looked at. What is wrong with a week that is over is nothing to
    plan, and no reason to refuse another.
    """
    from planner import api
    from planner.week.calendar import week_of
    from planner.week.problem import coming_week

    program, warnings = api.load(book, datetime.max)
    day = settled(week, program.month_first) if week else None
    file = api.load_roster(roster, program) if roster else None
    whole = coming_week(program, date.today()) if coming else date.min
    first = week_of(program, day) if day else file.rosters[0].first_day if file else whole
    moment = settled(as_of, program.month_first, "--as-of") if as_of else None
    api.refuse_contradictions(program, warnings, moment or datetime.combine(first, time()))
    return Opened(program, warnings, file, day=day, moment=moment)
