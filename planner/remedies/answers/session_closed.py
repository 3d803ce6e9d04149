"""The week without one of its sessions, planned again with as few seats moved as that allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.language.rule import Rule
from planner.model import Problem, Roster, Session, TakenOut
from planner.model.faults import NoPlanPossible
from planner.planning import solved
from planner.remedies.beside import Beside, beside
from planner.search import Search


@dataclass(frozen=True, slots=True)
class InsteadOf:
    """What becomes of a client's seat: the sessions that they have now and didn't have before, none if they lose it.

    `stays`: they are in another session of the topic at the same time.
    """

    client: str
    sessions: tuple[Session, ...]
    stays: bool


@dataclass(frozen=True)
class Closed:
    """The week with the session beside the one without it, and what becomes of each seat in it."""

    weeks: Beside
    instead: tuple[InsteadOf, ...]


def without_session(
    problem: Problem,
    planning: Sequence[Rule],
    replanning: Sequence[Rule],
    roster: Roster,
    session: Session,
    search: Search,
) -> Closed | None:
    """The week if the session weren't held; `None` where none was found in the search's seconds.

    `planning` and `replanning` are the rule books for planning a week and for changing one as little as possible.
    """
    changed = _without(replace(problem, published=problem.published or roster), roster, session)
    try:
        found = solved(changed, replanning, search)
    except NoPlanPossible:
        return None
    return Closed(
        weeks=beside(problem, roster, planning, changed, found),
        instead=tuple(_instead(roster, found.roster, session, code) for code in session.coming),
    )


def _without(problem: Problem, roster: Roster, session: Session) -> Problem:
    """The problem in which the session can't be, though others of its topic beside it can."""
    alike = sum((one.topic, one.start) == (session.topic, session.start) for one in roster.sessions)
    closed = TakenOut(
        session.start, session.end, topic=session.topic, because="it isn't held", left=alike - 1
    )
    gone = [closed]
    if problem.topics[session.topic].kind == "individual":
        gone = [replace(closed, client=code, left=0) for code in session.clients]
    return replace(problem, taken_out=(*problem.taken_out, *gone))


def _instead(before: Roster, after: Roster, session: Session, code: str) -> InsteadOf:
    had = {(one.topic, one.start) for one in before.of_client(code)}
    now = [(one, (one.topic, one.start)) for one in after.of_client(code)]
    return InsteadOf(
        client=code,
        sessions=tuple(one for one, at in now if at not in had),
        stays=any(at == (session.topic, session.start) for _, at in now),
    )
