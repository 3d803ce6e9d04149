"""What a Python user imports: `load`, `plan`, `check_roster`. The command line is a few lines around each of these.

This is the composition root: the one place beside the command line that knows both the machine and the rule book.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from constraints import RULES, replanning_book, rule_book
from planner.engine.solve import Progress
from planner.language.limits import Breach
from planner.language.rule import Rule
from planner.model import DAYS_A_WEEK, Attended, Problem, Roster
from planner.model.faults import Fault
from planner.plan import Change, Plan
from planner.planning import as_history, plan_week
from planner.program import Program
from planner.replanning.changes import changes_between
from planner.replanning.request import Wanted, minute_of
from planner.replanning.run import Asked, Search, replan_file
from planner.rosters.file import read_roster
from planner.rosters.origin import fingerprints_in
from planner.rosters.roster_file import RosterFile
from planner.week import coming_week, problem_of, week_of
from planner.workbook.read import read_program

__all__ = ["Wanted", "changes", "check_roster", "load", "load_roster", "plan", "replan", "rules_of"]


def load(path: Path | str) -> tuple[Program, list[Fault]]:
    """Reads a program workbook (or a folder of CSV files) and its warnings.

    Raises `planner.model.faults.WorkbookFaults` with every error of the workbook at once.
    """
    known = {rule.name: rule.stage is not None for rule in RULES}
    return read_program(Path(path), known)


def load_roster(path: Path | str, program: Program | None = None) -> RosterFile:
    """Reads a roster, edited by hand or not; with the program, names are spelt as the program spells them.

    Raises `planner.model.faults.WorkbookFaults` with everything that is wrong with it at once.
    """
    return read_roster(Path(path), program)


def rules_of(program: Program) -> tuple[Rule, ...]:
    """The rule book with the weights and uses of the workbook's `Rules` sheet."""
    return rule_book({row.rule: row.use for row in program.rule_uses})


def check_roster(problem: Problem, roster: Roster, rules: Sequence[Rule]) -> list[Breach]:
    """Every hard rule a roster breaks, found by the rule book's own checks."""
    return [breach for rule in rules if rule.hard for breach in rule.check(problem, roster)]


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
) -> list[Plan]:
    """Plans `weeks` weeks from the one that holds `week` (default: the coming one), each history for the next.

    `history` is what happened before, beside the workbook's own Attendance (`planner.history.attended_of` makes it of
    rosters). `seconds` is the budget for all weeks. Ctrl-C ends the search; the weeks planned until then are
    returned, the last as it stood. Raises `NoPlanPossible` when fixed sessions contradict each other,
    and `RosterDisagrees` when a finished roster breaks a rule of the book, which would be a mistake of ours.
    """
    first = week_of(program, week) if week else coming_week(program, date.today())
    rules = rules_of(program)
    happened = list(history)
    plans: list[Plan] = []
    for number in range(weeks):
        problem = problem_of(program, first + timedelta(days=DAYS_A_WEEK * number), happened)
        plans.append(plan_week(problem, rules, seconds / weeks, seed, reproducible, on_progress, command))
        happened.extend(as_history(problem, plans[-1].roster))
        if plans[-1].interrupted:
            break
    return plans


def replan(
    program: Program,
    roster: Path | str,
    wanted: Wanted = Wanted(),
    suggest: bool = False,
    seconds: float = 60.0,
    seed: int = 1,
    reproducible: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    command: str = "",
    history: Sequence[Attended] = (),
) -> list[Plan]:
    """Replans a roster file, edited by hand or not: the fewest changes that hours and must-needs allow.

    `wanted` says from when, what is free and what is kept; with `suggest` hand edits are wishes and not locked.
    Weeks that are over stand as they are. Raises `planner.model.faults.WorkbookFaults` when an edit breaks a rule,
    `NoPlanPossible` when locks contradict each other, `PlannerError` for a name that nobody has.
    """
    path = Path(roster)
    uses = {row.rule: row.use for row in program.rule_uses}
    asked = Asked(wanted, suggest, history, command, fingerprints_in(path))
    how = Search(seconds, seed, reproducible, on_progress)
    file = read_roster(path, program)
    return replan_file(program, file, replanning_book(uses), rule_book(uses), asked, how)


def changes(
    old: RosterFile, new: RosterFile, program: Program | None = None, as_of: datetime | None = None
) -> list[Change]:
    """What one roster file changes against another, week by week, from a moment on (`None`: from the beginning).

    Only the program knows why, and who has an officer to be told.
    """
    found: list[Change] = []
    for week in sorted({roster.first_day for roster in (*old.rosters, *new.rosters)}):
        before, after = old.roster(week) or Roster(week), new.roster(week) or Roster(week)
        problem = problem_of(program, week) if program else Problem(week, {}, {}, {}, (), {}, {})
        rules = rules_of(program) if program else None
        found += changes_between(before, after, problem, rules, minute_of(as_of, problem))
    return found
