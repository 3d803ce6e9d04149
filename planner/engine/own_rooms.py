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
    """The roster with every session back in the room it has in the roster in force, where that costs nothing.

    Who has that room now and had another takes the one that is left for it.
    """
    before = problem.published
    had = {_whose(session): session.room for session in before.sessions} if before else {}
    costs: list[int] = []
    for place, session in enumerate(roster.sessions):
        room = had.get(_whose(session))
        session = roster.sessions[place]  # perhaps it has given its room to another
        if room in (None, session.room) or session.room is None or session in problem.untouched:
            continue
        there = [
            (other, one)
            for other, one in enumerate(roster.sessions)
            if one.room == room and one.start < session.end and session.start < one.end
        ]
        if any(had.get(_whose(one)) == room or one in problem.untouched for _, one in there):
            continue
        sessions = list(roster.sessions)
        sessions[place] = replace(session, room=room)
        for other, one in there:
            sessions[other] = replace(one, room=session.room)
        costs = costs or _costs(problem, roster, rules)
        tried = replace(roster, sessions=tuple(sessions))
        if (cost := _costs(problem, tried, rules)) <= costs:
            roster, costs = tried, cost
    return roster


def _whose(session: Session) -> tuple[str, int, tuple[str, ...]]:
    return session.topic, session.start, session.therapists


def _costs(problem: Problem, roster: Roster, rules: Sequence[Rule]) -> list[int]:
    """What the hard rules find broken, and what the others cost at each stage."""
    broken = sum(breach.amount for rule in rules if rule.hard for breach in rule.check(problem, roster))
    stages = sorted({rule.stage for rule in rules if rule.stage is not None and not rule.hard})
    return [broken, *(cost_at(problem, roster, rules, stage) for stage in stages)]
