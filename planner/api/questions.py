"""Questions about a week: why something is missing, why a session or a topic, what fits, and what if."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from planner.api.books import BOOKS
from planner.api.weeks import load
from planner.model import Attended, Roster
from planner.model.faults import PlannerError
from planner.program import Program
from planner.remedies.answers.about_session import SessionAnswer, about_session
from planner.remedies.answers.about_topic import TopicAnswer, about_topic
from planner.remedies.answers.explain import Explanation
from planner.remedies.answers.explain import explain as explained
from planner.remedies.answers.fit import Fit, fits_in
from planner.remedies.answers.whatif import WhatIf, what_if
from planner.remedies.asked_week import AskedWeek, InForce
from planner.remedies.changes.change import changed_by
from planner.remedies.changes.copy import refuse_faults_with
from planner.remedies.changes.naming import somebody
from planner.replanning.request import Wanted
from planner.replanning.run import Asked, problems_in_force
from planner.rosters.meant import Given, file_meant, roster_meant, week_and_roster
from planner.search import Search


def explain(
    program: Program,
    roster: Given | None = None,
    week: date | None = None,
    client: str | None = None,
    seconds: float = 20.0,
    history: Sequence[Attended] = (),
    on_causes: Callable[[Explanation], None] | None = None,
    as_of: datetime | None = None,
) -> Explanation:
    """Why hours and needs of a week are missing, and which changes mend them; each fix has been planned with.

    `seconds` are for all of it; `on_causes` is told the causes when they are known. Without a roster the week (default:
    the coming one) is planned first. `history` is what happened before, the earlier weeks of a roster file included.
    `as_of`: what of the roster began before has happened and stands, as when it is replanned then; locks are kept.
    Raises `PlannerError` for a client whom the program doesn't have, or a week that the roster doesn't have.
    """
    asked, given = _asked(program, roster, week, history, as_of)
    code = None if client is None else somebody(program, "client", client)[1]
    return explained(program, asked, BOOKS, seconds, given, code, on_causes)


def explain_session(
    program: Program,
    roster: Given,
    session: str,
    week: date | None = None,
    seconds: float = 20.0,
    history: Sequence[Attended] = (),
    as_of: datetime | None = None,
) -> SessionAnswer:
    """Why a session (its id) is in a roster, who else needs it, when else it could be, and the week without it.

    `seconds` are for planning the week without it. Raises `PlannerError` for an id that the roster doesn't have.
    """
    asked, given = _in_force(program, roster, week, history, as_of)
    return about_session(program, BOOKS, asked, given, session, Search(seconds))


def explain_topic(
    program: Program,
    roster: Given,
    topic: str,
    week: date | None = None,
    seconds: float = 20.0,
    history: Sequence[Attended] = (),
    as_of: datetime | None = None,
) -> TopicAnswer:
    """Why a topic isn't held in a roster, or not more often: who needs it, who could come when, and the week with it.

    `seconds` are for planning it with one more. Raises `PlannerError` for a topic nobody knows.
    """
    asked, given = _in_force(program, roster, week, history, as_of)
    return about_topic(program, BOOKS, asked, given, topic, Search(seconds))


def fit(
    program: Program,
    roster: Given,
    client: str,
    week: date | None = None,
    seconds: float = 2.0,
    history: Sequence[Attended] = (),
    as_of: datetime | None = None,
) -> list[Fit]:
    """The best weeks for a client in a roster without moving anybody, then with one to three seats of others moved."""
    asked, given = _in_force(program, roster, week, history, as_of)
    return fits_in(program, BOOKS, asked, given, client, seconds)


def whatif(
    program: Program,
    changes: Sequence[str],
    roster: Given | None = None,
    week: date | None = None,
    each: bool = False,
    seconds: float = 10.0,
    history: Sequence[Attended] = (),
    reproducible: bool = False,
    as_of: datetime | None = None,
    book: Path | None = None,
) -> list[WhatIf]:
    """A week before and after changes (`client C017 available Wed 17-20`), all together or each on its own.

    Before is the roster given, or else a plan of the week; `seconds` are for each plan. Nothing is written.
    With the `book` that the program was read from, a change after which `load` would refuse it raises `PlannerError`
    before anything is planned.
    """
    asked, given = _asked(program, roster, week, history, as_of)
    several = [[change] for change in changes] if each else [list(changes)]
    search = Search(seconds, reproducible=reproducible)
    if book is not None:
        since = as_of or datetime.combine(asked.first_day, time())
        for phrases in several:
            change = changed_by(program, asked.first_day, phrases)
            refuse_faults_with(book, change, lambda copy: load(copy, since))
    return what_if(program, asked, several, BOOKS, search, given)


def _asked(
    program: Program,
    roster: Given | None,
    week: date | None,
    history: Sequence[Attended],
    as_of: datetime | None,
) -> tuple[AskedWeek, Roster | None]:
    """The week that is meant and its roster; what has begun of it needs a roster that says what has."""
    if roster is not None:
        return _in_force(program, roster, week, history, as_of)
    if as_of is not None:
        raise PlannerError("--as-of says what of a roster has begun: name the roster after the workbook")
    return AskedWeek(week_and_roster(program, None, week)[0], tuple(history)), None


def _in_force(
    program: Program, roster: Given, week: date | None, history: Sequence[Attended], as_of: datetime | None
) -> tuple[AskedWeek, Roster]:
    given = roster_meant(program, roster, week)
    asked = AskedWeek(given.first_day, tuple(history))
    if as_of is None:
        return asked, given
    file, how = file_meant(program, roster, given.first_day), Asked(Wanted(as_of), history=history)
    now, of = problems_in_force(program, file, given, BOOKS.replanning(program), how)
    return replace(asked, in_force=InForce(of(program), of)), now
