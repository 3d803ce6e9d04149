"""What a Python user imports: `load`, `plan`, `replan`, `check_roster`. The command line is a few lines around each.

The composition root: beside `planner rules` the only place that knows both the machine and the rule book.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from threading import Event

from constraints import RULES, replanning_book, rule_book
from planner.accounts.care_mix import CareMix, care_mix
from planner.accounts.rewards import Ledger, ledger_of
from planner.accounts.rotation import Rotation, rotation_of_files
from planner.accounts.seats import record_of
from planner.contradictions import contradictions_of
from planner.giving_way import giving_way as weekly_rows_giving_way
from planner.language.limits import Breach
from planner.language.rule import Rule
from planner.model import Attended, Problem, Roster
from planner.model.faults import Fault, PlannerError, WorkbookFaults
from planner.plan import Change, Plan
from planner.planning import breaches_of, planned
from planner.program import Program
from planner.reasons.counts import shortages as counted_shortages
from planner.reasons.shortage import Shortage
from planner.remedies.answers.about_session import SessionAnswer, about_session
from planner.remedies.answers.about_topic import TopicAnswer, about_topic
from planner.remedies.answers.explain import Explanation
from planner.remedies.answers.explain import explain as explained
from planner.remedies.answers.fit import Fit, fits_in
from planner.remedies.answers.whatif import WhatIf, what_if
from planner.remedies.changes.naming import somebody
from planner.remedies.fixes.prices import NAMES as FIX_NAMES
from planner.remedies.outcome import Books
from planner.replanning.changes import changes_of_files
from planner.replanning.request import Wanted
from planner.replanning.run import Asked, replan_file
from planner.rosters.file import read_roster
from planner.rosters.meant import Given, file_meant, roster_meant, week_and_roster
from planner.rosters.roster_file import RosterFile
from planner.search import Progress, Search
from planner.week import problem_of
from planner.workbook.read import read_program

__all__ = [
    "Explanation",
    "Program",
    "Progress",
    "RosterFile",
    "SessionAnswer",
    "TopicAnswer",
    "Wanted",
    "audit",
    "changes",
    "check_roster",
    "explain",
    "explain_session",
    "explain_topic",
    "fit",
    "giving_way",
    "history",
    "load",
    "load_roster",
    "plan",
    "replan",
    "rewards",
    "rules_of",
    "shortages",
    "soft_rules",
    "whatif",
]


def load(path: Path | str, since: datetime = datetime.min) -> tuple[Program, list[Fault]]:
    """Reads a program workbook (or a folder of CSV files) and its warnings.

    Settled sessions that contradict something are errors from `since` on: what has happened isn't to be planned.
    Raises `planner.model.faults.WorkbookFaults` with every error of the workbook at once.
    """
    known = {rule.name: rule.stage is not None for rule in RULES} | dict.fromkeys(FIX_NAMES, True)
    program, warnings = read_program(Path(path), known)
    if errors := contradictions_of(program, rules_of(program), date.today(), since):
        raise WorkbookFaults([*warnings, *errors])
    return program, warnings


def soft_rules() -> tuple[str, ...]:
    """The names that the sheet Rules may weigh or switch off: soft rules, and what kinds of fixes cost."""
    return (*(rule.name for rule in RULES if rule.stage is not None), *FIX_NAMES)


def load_roster(path: Path | str, program: Program | None = None) -> RosterFile:
    """Reads a roster, edited by hand or not; with the program, names are spelt as the program spells them.

    Raises `planner.model.faults.WorkbookFaults` with everything that is wrong with it at once.
    """
    return read_roster(Path(path), program)


def rules_of(program: Program) -> tuple[Rule, ...]:
    """The rule book with the weights and uses of the workbook's `Rules` sheet."""
    return rule_book(_uses(program))


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
    return replan_file(program, file, replanning_book(_uses(program)), rules_of(program), asked, search)


def changes(
    old: RosterFile, new: RosterFile, program: Program | None = None, as_of: datetime | None = None
) -> list[Change]:
    """What one roster file changes against another, from a moment on; only the program knows why, and whom to tell."""
    return changes_of_files(old, new, program, rules_of(program) if program else None, as_of)


def audit(program: Program, files: Sequence[RosterFile]) -> CareMix:
    """The care mix of the rosters' weeks: hours scheduled and delivered by kind, days, what was missed."""
    return care_mix(program, record_of(program, files))


def history(files: Sequence[RosterFile], program: Program | None = None) -> Rotation:
    """The rotation over the rosters' weeks: each client's topics, and how each group changed from week to week.

    Only the program knows what is owed of a need's total, and what stands in the sheet Attendance.
    """
    return rotation_of_files(files, program)


def rewards(program: Program, files: Sequence[RosterFile], corrections: Sequence[Attended] = ()) -> Ledger:
    """The ledger of what was earned by the sheet Rewards; `corrections` hold against roster and Attendance."""
    return ledger_of(program, record_of(program, files, corrections, earlier=True))


def shortages(program: Program, week: date | None = None, history: Sequence[Attended] = ()) -> list[Shortage]:
    """What can be counted of a week before anything is planned: shortages that no plan can mend."""
    first, _ = week_and_roster(program, None, week)
    return counted_shortages(program, problem_of(program, first, history), rules_of(program))


def giving_way(program: Program) -> list[Fault]:
    """Weekly rows of Fixed that give way to an absence from today on: a warning each, with the cells of both."""
    return weekly_rows_giving_way(program, date.today())


def explain(
    program: Program,
    roster: Given | None = None,
    week: date | None = None,
    client: str | None = None,
    seconds: float = 20.0,
    history: Sequence[Attended] = (),
    on_causes: Callable[[Explanation], None] | None = None,
) -> Explanation:
    """Why hours and needs of a week are missing, and which changes mend them; each fix has been planned with.

    `seconds` are for all of it; `on_causes` is told the causes when they are known. Without a roster the week (default:
    the coming one) is planned first. `history` is what happened before, the earlier weeks of a roster file included.
    Raises `PlannerError` for a client whom the program doesn't have, or a week that the roster doesn't have.
    """
    first, given = week_and_roster(program, roster, week)
    code = None if client is None else somebody(program, "client", client)[1]
    return explained(program, first, _BOOKS, seconds, given, code, history, on_causes)


def explain_session(
    program: Program,
    roster: Given,
    session: str,
    week: date | None = None,
    seconds: float = 20.0,
    history: Sequence[Attended] = (),
) -> SessionAnswer:
    """Why a session (its id) is in a roster, who else needs it, when else it could be, and the week without it.

    `seconds` are for planning the week without it. Raises `PlannerError` for an id that the roster doesn't have.
    """
    given = roster_meant(program, roster, week)
    return about_session(program, _BOOKS, given, session, Search(seconds), history)


def explain_topic(
    program: Program,
    roster: Given,
    topic: str,
    week: date | None = None,
    seconds: float = 20.0,
    history: Sequence[Attended] = (),
) -> TopicAnswer:
    """Why a topic isn't held in a roster, or not more often: who needs it, who could come when, and the week with it.

    `seconds` are for planning it with one more. Raises `PlannerError` for a topic nobody knows.
    """
    given = roster_meant(program, roster, week)
    return about_topic(program, _BOOKS, given, topic, Search(seconds), history)


def fit(
    program: Program,
    roster: Given,
    client: str,
    week: date | None = None,
    seconds: float = 2.0,
    history: Sequence[Attended] = (),
) -> list[Fit]:
    """The best weeks for a client in a roster without moving anybody, then with one to three seats of others moved."""
    return fits_in(program, _BOOKS, roster_meant(program, roster, week), client, seconds, history)


def whatif(
    program: Program,
    changes: Sequence[str],
    roster: Given | None = None,
    week: date | None = None,
    each: bool = False,
    seconds: float = 10.0,
    history: Sequence[Attended] = (),
    reproducible: bool = False,
) -> list[WhatIf]:
    """A week before and after changes (`client C017 available Wed 17-20`), all together or each on its own.

    Before is the roster given, or else a plan of the week; `seconds` are for each plan. Nothing is written.
    """
    first, given = week_and_roster(program, roster, week)
    asked = [[change] for change in changes] if each else [list(changes)]
    return what_if(program, first, asked, _BOOKS, Search(seconds, reproducible=reproducible), given, history)


def _uses(program: Program) -> dict[str, str | int]:
    """How the sheet Rules uses the rules; the prices of fixes beside them are none."""
    return {row.rule: row.use for row in program.rule_uses if row.rule not in FIX_NAMES}


def _book(program: Program, make: Callable[[Mapping[str, str | int]], tuple[Rule, ...]]) -> tuple[Rule, ...]:
    try:
        return make(_uses(program))
    except ValueError as trouble:
        raise PlannerError(str(trouble)) from None


_BOOKS = Books(lambda program: _book(program, rule_book), lambda program: _book(program, replanning_book))
