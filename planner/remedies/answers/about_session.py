"""Why a session of a roster is where it is, with whom, and what the week would be without it."""

from __future__ import annotations

from dataclasses import dataclass

from planner.model import Problem, Roster, Session
from planner.model.faults import PlannerError
from planner.program import Program
from planner.reasons.one_session import SessionStory, story_of
from planner.remedies.answers.session_closed import Closed, without_session
from planner.remedies.asked_week import AskedWeek
from planner.remedies.beside import Beside
from planner.remedies.outcome import Books
from planner.rosters.known import known_part
from planner.search import Search
from planner.tables.cells import key

NAMED_AT_MOST = 4  # sessions of a roster that are named where the one asked for isn't among them


@dataclass(frozen=True)
class SessionAnswer:
    """The story of a session in its week, and the week without it; `None`: it stands, or none was found."""

    problem: Problem
    story: SessionStory
    closed: Closed | None

    @property
    def other(self) -> Beside | None:
        """The week without the session, beside the one at hand."""
        return self.closed.weeks if self.closed else None


def about_session(
    program: Program,
    books: Books,
    week: AskedWeek,
    roster: Roster,
    asked: str,
    search: Search,
) -> SessionAnswer:
    """Looks at the session of a roster whose id is `asked`, and plans the week anew without it.

    `search.seconds` are for the planning. Raises `PlannerError` for an id that the roster doesn't have.
    """
    problem = week.problem(program)
    known = known_part(roster, problem)
    session = _session(known, asked)
    planning, replanning = books.planning(program), books.replanning(program)
    story = story_of(problem, planning, known, session)
    closed = None
    if not story.stands:
        closed = without_session(problem, planning, replanning, known, session, search)
    return SessionAnswer(problem, story, closed)


def _session(roster: Roster, asked: str) -> Session:
    for session in roster.sessions:
        if key(session.id) == key(asked):
            return session
    ids = [session.id for session in roster.sessions]
    some = ", ".join(ids[:NAMED_AT_MOST])
    raise PlannerError(
        f"'{asked}' is no session of this roster; type an id of its sheet Sessions"
        + (f", such as {some}" if some else "")
    )
