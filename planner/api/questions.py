"""Questions about a week: why something is missing, why a session or a topic, what fits, and what if."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from planner.api.books import BOOKS
from planner.model import Attended
from planner.program import Program
from planner.remedies.answers.about_session import SessionAnswer, about_session
from planner.remedies.answers.about_topic import TopicAnswer, about_topic
from planner.remedies.answers.explain import Explanation
from planner.remedies.answers.explain import explain as explained
from planner.remedies.answers.fit import Fit, fits_in
from planner.remedies.answers.whatif import WhatIf, what_if
from planner.remedies.changes.naming import somebody
from planner.rosters.meant import Given, roster_meant, week_and_roster
from planner.search import Search


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
    return explained(program, first, BOOKS, seconds, given, code, history, on_causes)


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
    return about_session(program, BOOKS, given, session, Search(seconds), history)


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
    return about_topic(program, BOOKS, given, topic, Search(seconds), history)


def fit(
    program: Program,
    roster: Given,
    client: str,
    week: date | None = None,
    seconds: float = 2.0,
    history: Sequence[Attended] = (),
) -> list[Fit]:
    """The best weeks for a client in a roster without moving anybody, then with one to three seats of others moved."""
    return fits_in(program, BOOKS, roster_meant(program, roster, week), client, seconds, history)


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
    return what_if(program, first, asked, BOOKS, Search(seconds, reproducible=reproducible), given, history)
