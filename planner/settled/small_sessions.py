"""Settled sessions of a finished roster in which fewer sit than their topic's Smallest: they run, and it is said."""

from __future__ import annotations

from collections.abc import Iterator

from planner.model import Fixed, Problem, Roster, Session, counted
from planner.model.faults import Fault, Place
from planner.program import FixedRow, Program


def settled_below_smallest(program: Program, problem: Problem, roster: Roster) -> list[Fault]:
    """A warning for each settled session ahead that is too small or empty, at its row of Fixed.

    Sessions that have begun are known to their coordinator.
    """
    return [
        _warning(program, problem, row, fixed, session)
        for fixed, session in _small(problem, roster)
        if (row := _row_of(program, fixed)) is not None
    ]


def _row_of(program: Program, fixed: Fixed) -> FixedRow | None:
    """The row of a settled session; where a lock is joined to it, both places are named, the row's first."""
    return next((row for row in program.fixed if f"{fixed.place}, ".startswith(f"{row.place}, ")), None)


def _small(problem: Problem, roster: Roster) -> Iterator[tuple[Fixed, Session]]:
    """Each settled session with its session of the roster, where that is small."""
    taken: set[str] = set()
    for fixed in sorted(problem.fixed, key=_says_least):
        if fixed.start < problem.as_of:
            continue
        mine = [session for session in roster.sessions if session.id not in taken and fixed.may_be(session)]
        if mine:
            # Of sessions that could be the settled one, others may not be small: the smallest is.
            session = min(mine, key=lambda one: len(one.coming))
            taken.add(session.id)
            if len(session.coming) < problem.topics[fixed.topic].smallest:
                yield fixed, session


def _says_least(fixed: Fixed) -> int:
    """The rows that say the most choose first among parallel sessions."""
    return -(len(fixed.therapists) + len(fixed.clients) + (fixed.room is not None))


def _warning(program: Program, problem: Problem, row: FixedRow, fixed: Fixed, session: Session) -> Fault:
    topic = problem.topics[fixed.topic]
    place = program.whereabouts.of(row, "Topic") or Place("", "", row.place)
    count = len(session.coming)
    who = counted(count, "client") if count else "nobody"
    says = (
        f"{fixed.topic} on {problem.says_when(fixed.start)} ({problem.date_of(fixed.start)}) takes place with "
        f"{who}, and is for {topic.smallest} to {topic.largest}"
    )
    return place.fault("", says, "if that is meant, write ok into the row's Note", "warning")
