"""Rooms that nobody needs to change in a replanned roster: of sessions side by side, the one left keeps its own.

Which of the rooms of a topic at one time are left is all that the board knows when one of several sessions is called
off; whose they were, the roster in force knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.language.rule import Rule, cost_at
from planner.model import Problem, Roster, Session


def in_their_rooms(problem: Problem, rules: Sequence[Rule], roster: Roster) -> Roster:
    """The roster with every session back in the room it has in the roster in force, where that costs nothing."""
    before = problem.published
    had = {_whose(session): session.room for session in before.sessions} if before else {}
    for place, session in enumerate(roster.sessions):
        room = had.get(_whose(session))
        if room in (None, session.room) or session.room is None or session in problem.untouched:
            continue
        back = replace(session, room=room)
        tried = replace(roster, sessions=(*roster.sessions[:place], back, *roster.sessions[place + 1 :]))
        if _costs(problem, tried, rules) == _costs(problem, roster, rules):
            roster = tried
    return roster


def _whose(session: Session) -> tuple[str, int, tuple[str, ...]]:
    return session.topic, session.start, session.therapists


def _costs(problem: Problem, roster: Roster, rules: Sequence[Rule]) -> list[int]:
    """What the hard rules find broken, and what the others cost at each stage."""
    broken = sum(breach.amount for rule in rules if rule.hard for breach in rule.check(problem, roster))
    stages = sorted({rule.stage for rule in rules if rule.stage is not None and not rule.hard})
    return [broken, *(cost_at(problem, roster, rules, stage) for stage in stages)]
