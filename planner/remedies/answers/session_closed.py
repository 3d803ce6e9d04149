"""The week without one of its sessions, planned again with as few seats moved as that allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.findings import priority_in_words
from planner.language.rule import Rule
from planner.model import Problem, Roster, Session, TakenOut, hours
from planner.model.faults import NoPlanPossible
from planner.plan import lines_of
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
    """The week with the session beside the one without it, and what becomes of each seat in it.

    `lacking` says who lacks what without it and doesn't with it.
    """

    weeks: Beside
    instead: tuple[InsteadOf, ...]
    lacking: tuple[str, ...]


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
    changed = _without(replace(problem, published=roster), roster, session)
    try:
        found = solved(changed, replanning, search)
    except NoPlanPossible:
        return None
    return Closed(
        weeks=beside(problem, roster, planning, changed, found),
        instead=tuple(_instead(roster, found.roster, session, code) for code in session.coming),
        lacking=tuple(_lacking(problem, roster, found.roster)),
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


def _lacking(problem: Problem, before: Roster, after: Roster) -> Iterator[str]:
    had_hours, had_needs = lines_of(problem, before, {})
    hours_now, needs_now = lines_of(problem, after, {})
    for was, now in zip(had_hours, hours_now, strict=True):
        if now.short > was.short:
            yield f"{now.client} lacks {hours(now.short - was.short)}"
    for had, has in zip(had_needs, needs_now, strict=True):
        if has.missing > had.missing:
            yield f"{has.client} lacks {has.topic} ({priority_in_words(has.priority)})"
