"""Weeks: read, planned, replanned and checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from threading import Event

from planner.api.books import known_names, replanning_rules_of, rules_of
from planner.language.limits import Breach
from planner.language.rule import Rule
from planner.model import Attended, Problem, Roster
from planner.model.faults import Fault, WorkbookFaults
from planner.plan import Change, Plan
from planner.planning import breaches_of, planned
from planner.program import Program
from planner.reasons.barring import Barring
from planner.reasons.counts import shortages as counted_shortages
from planner.reasons.days_short import days_short
from planner.reasons.shortage import Shortage
from planner.replanning.changes import changes_of_files
from planner.replanning.request import Wanted
from planner.replanning.run import Asked, replan_file
from planner.rosters.file import read_roster
from planner.rosters.meant import Given, file_meant, week_and_roster
from planner.rosters.roster_file import RosterFile
from planner.search import Progress, Search
from planner.settled.contradictions import contradictions_of
from planner.settled.giving_way import giving_way as weekly_rows_giving_way
from planner.week.fine_starts import fine_starts
from planner.week.problem import problem_of
from planner.workbook.read import read_program


def load(path: Path | str, since: datetime = datetime.min) -> tuple[Program, list[Fault]]:
    """Reads a program workbook (or a folder of CSV files) and its warnings.

    Settled sessions that contradict something are errors from `since` on: what has happened isn't to be planned.
    Raises `planner.model.faults.WorkbookFaults` with every error of the workbook at once.
    """
    program, warnings = read_program(Path(path), known_names())
    refuse_contradictions(program, warnings, since)
    return program, warnings


def refuse_contradictions(program: Program, warnings: Sequence[Fault], since: datetime) -> None:
    """Raises `WorkbookFaults`, the workbook's warnings among them, for settled sessions that `load` would refuse."""
    if errors := contradictions_of(program, rules_of(program), date.today(), since):
        raise WorkbookFaults([*warnings, *errors])


def load_roster(path: Path | str, program: Program | None = None) -> RosterFile:
    """Reads a roster, edited by hand or not; with the program, names are spelt as the program spells them.

    Raises `planner.model.faults.WorkbookFaults` with everything that is wrong with it at once.
    """
    return read_roster(Path(path), program)


def check_roster(problem: Problem, roster: Roster, rules: Sequence[Rule]) -> list[Breach]:
    """Every hard rule a roster breaks, found by the rule book's own checks."""
    return breaches_of(problem, roster, rules)


def plan(
    program: Program,
    week: date | None = None,
    weeks: int = 1,
    seconds: float = 60.0,
    seed: int = 1,
    reproducible: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    command: str = "",
    history: Sequence[Attended] = (),
    stop: Event | None = None,
    fresh: bool = False,
    begin: Given | None = None,
) -> list[Plan]:
    """Plans `weeks` weeks from the one that holds `week` (default: the coming one), each history for the next.

    `history` is what happened before, beside the workbook's own Attendance (`planner.history.attended_of` makes it of
    rosters); its newest week is the timetable that the first week resembles, unless it is planned `fresh`. `begin` is
    a roster of these weeks with which the search begins: anything in it may move. `seconds` is the budget for all
    weeks; see `planner.search.Search` for this and the rest. Ctrl-C, or whoever sets `stop`, ends the search; the weeks
    planned until then are returned, the last as it stood. Raises `NoPlanPossible` when fixed sessions contradict each
    other, and `RosterDisagrees` when a finished roster breaks a rule of the book, which would be a mistake of ours.
    """
    first, _ = week_and_roster(program, None, week)
    search = Search(seconds, seed, reproducible, on_progress, command=command, stop=stop or Event())
    begun = file_meant(program, begin, first).rosters if begin else ()
    return planned(program, first, weeks, rules_of(program), search, history, fresh, begun)


def replan(
    program: Program,
    roster: Given,
    wanted: Wanted = Wanted(),
    suggest: bool = False,
    seconds: float = 60.0,
    seed: int = 1,
    reproducible: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    command: str = "",
    history: Sequence[Attended] = (),
    stop: Event | None = None,
) -> list[Plan]:
    """Replans a roster, edited by hand or not: the fewest changes that hours and must-needs allow.

    `roster` is a file, or one that `load_roster` has read with the program. `wanted` says from when, what is free and
    what is kept; with `suggest` hand edits are wishes and not locked. Weeks that are over stand as they are. Raises
    `planner.model.faults.WorkbookFaults` when an edit breaks a rule, `NoPlanPossible` when locks contradict each
    other, `PlannerError` for a name that nobody has.
    """
    file = roster if isinstance(roster, RosterFile) else read_roster(Path(roster), program)
    search = Search(seconds, seed, reproducible, on_progress, command=command, stop=stop or Event())
    asked = Asked(wanted, suggest, history)
    return replan_file(program, file, replanning_rules_of(program), rules_of(program), asked, search)


def changes(
    old: RosterFile, new: RosterFile, program: Program | None = None, as_of: datetime | None = None
) -> list[Change]:
    """What one roster file changes against another, from a moment on; only the program knows why, and whom to tell."""
    return changes_of_files(old, new, program, rules_of(program) if program else None, as_of)


def shortages(program: Program, week: date | None = None, history: Sequence[Attended] = ()) -> list[Shortage]:
    """What can be counted of a week before anything is planned: shortages that no plan can mend."""
    first, _ = week_and_roster(program, None, week)
    problem, rules = problem_of(program, first, history), rules_of(program)
    barring = Barring(problem, rules)
    counted = counted_shortages(program, problem, rules, barring)
    # Whose hours hold too little for a week of theirs isn't told to come on too few days as well.
    told = frozenset[str]().union(*(one.clients for one in counted if one.topic is None and one.lacking))
    return [
        *counted,
        *(one for one in days_short(program, problem, rules, barring.draft) if not one.clients & told),
    ]


def advice(program: Program) -> list[Fault]:
    """What makes the search of any week of a program slow: a warning each."""
    return fine_starts(program)


def giving_way(program: Program) -> list[Fault]:
    """Weekly rows of Fixed that give way to an absence from today on: a warning each, with the cells of both."""
    return weekly_rows_giving_way(program, date.today())
