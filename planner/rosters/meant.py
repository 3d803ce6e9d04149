"""Which week is meant, and which roster of it: of a file that was read, of one that is named, or of none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planner.model import Roster
from planner.model.faults import PlannerError
from planner.program import Program
from planner.rosters.file import read_roster
from planner.rosters.roster_file import RosterFile
from planner.week.calendar import week_of
from planner.week.problem import coming_week

Given = RosterFile | Path | str


def week_and_roster(program: Program, roster: Given | None, week: date | None) -> tuple[date, Roster | None]:
    """The first day of the week, and its roster; without a day a roster's first week, without both the coming one.

    Raises `PlannerError` for a week that the roster doesn't have.
    """
    if roster is None:
        return (week_of(program, week) if week else coming_week(program, date.today())), None
    meant = roster_meant(program, roster, week)
    return meant.first_day, meant


def roster_meant(program: Program, roster: Given, week: date | None) -> Roster:
    """The roster of the week that holds a day, without one the first. Raises `PlannerError` when there is none."""
    file = _read(program, roster)
    return roster_of_week(file, week_of(program, week)) if week else file.rosters[0]


def file_meant(program: Program, roster: Given, first: date) -> RosterFile:
    """The roster's file, which has the week that begins on a day. Raises `PlannerError` when it hasn't."""
    file = _read(program, roster)
    roster_of_week(file, first)
    return file


def roster_of_week(file: RosterFile, first: date) -> Roster:
    """A file's roster of the week that begins on a day. Raises `PlannerError` when it has no such week."""
    one = file.roster(first)
    if one is None:
        weeks = ", ".join(roster.first_day.isoformat() for roster in file.rosters)
        raise PlannerError(f"{file.path_name} has no week of {first.isoformat()}; it has {weeks}")
    return one


def _read(program: Program, roster: Given) -> RosterFile:
    return roster if isinstance(roster, RosterFile) else read_roster(Path(roster), program)
