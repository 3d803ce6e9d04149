"""What a week comes to, in the few numbers by which two weeks are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.language.rule import Rule
from planner.model import Problem, Roster, Session
from planner.plan import StageResult, lines_of
from planner.program import Program
from planner.rosters.known import known_part

GROUPS = frozenset({"group", "education", "family"})
Key = tuple[str, str | None]
"""A client and what they lack: a topic that they need, or (`None`) hours."""


@dataclass(frozen=True)
class Books:
    """The rule books of a program: for planning a week, and for replanning one with few changes."""

    planning: Callable[[Program], Sequence[Rule]]
    replanning: Callable[[Program], Sequence[Rule]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One week in numbers: minutes below the minimum, missing sessions of needs, therapist minutes in sessions.

    `seats_moved` and `groups_moved` count what another roster had at a time and this one hasn't.
    """

    levels: tuple[StageResult, ...]
    short_minutes: int
    clients_short: int
    needs_missing: int
    group_minutes: int
    seats_moved: int = 0
    groups_moved: int = 0


def outcome_of(
    problem: Problem, roster: Roster, levels: Sequence[StageResult], before: Roster | None = None
) -> Outcome:
    """What a roster comes to; `before` is the roster whose seats and groups are counted where they moved."""
    hours, needs = lines_of(problem, known_part(roster, problem), {})
    staff = sum(session.minutes * max(1, len(session.therapists)) for session in roster.sessions)
    return Outcome(
        levels=tuple(levels),
        short_minutes=sum(line.short for line in hours),
        clients_short=sum(line.short > 0 for line in hours),
        needs_missing=sum(line.missing for line in needs),
        group_minutes=staff,
        seats_moved=seats_moved(before, roster, problem) if before else 0,
        groups_moved=_groups_moved(before, roster, problem) if before else 0,
    )


def seats_moved(before: Roster, after: Roster, problem: Problem) -> int:
    """How many seats of the one week are elsewhere in the other; of those whom the problem knows."""
    now = {(code, one.topic, one.start) for one in after.sessions for code in one.clients}
    had = {(code, one.topic, one.start) for one in before.sessions for code in one.clients}
    return sum(seat not in now for seat in had if seat[0] in problem.clients)


def _groups_moved(before: Roster, after: Roster, problem: Problem) -> int:
    groups = {name for name, topic in problem.topics.items() if topic.kind in GROUPS}
    return sum(session.topic in groups for session in new_sessions(after, before))


def new_sessions(before: Roster, after: Roster) -> list[Session]:
    """The sessions of a week that another one doesn't have at their time."""
    had = Counter((one.topic, one.start) for one in before.sessions)
    found = []
    for session in after.sessions:
        if had[session.topic, session.start]:
            had[session.topic, session.start] -= 1
        else:
            found.append(session)
    return found
