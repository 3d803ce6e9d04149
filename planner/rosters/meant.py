"""Which week is meant, and which roster of it: of a file that was read, of one that is named, or of none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planner.calendar_week import week_of
from planner.model import Roster
from planner.program import Program
from planner.rosters.file import read_roster
from planner.rosters.roster_file import RosterFile
from planner.week import coming_week

Given = RosterFile | Path | str


def week_and_roster(program: Program, roster: Given | None, week: date | None) -> tuple[date, Roster | None]:
    """The first day of the week, and its roster; without a day a roster's first week, without both the coming one."""
    if roster is None:
        return (week_of(program, week) if week else coming_week(program, date.today())), None
    file = roster if isinstance(roster, RosterFile) else read_roster(Path(roster), program)
    first = week_of(program, week) if week else file.rosters[0].first_day
    return first, file.roster(first)
