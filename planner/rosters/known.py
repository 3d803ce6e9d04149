"""What a week's problem knows of a roster: rules look topics, therapists and clients up."""

from __future__ import annotations

from dataclasses import replace

from planner.model import Problem, Roster, Session


def known_seats(session: Session, problem: Problem) -> Session:
    """The session with only those clients who are in the program this week."""
    return replace(session, seats=tuple(seat for seat in session.seats if seat.client in problem.clients))


def known_part(roster: Roster, problem: Problem) -> Roster:
    """The roster as far as the problem knows its topics, therapists and clients."""
    sessions = [
        replace(
            known_seats(session, problem),
            therapists=tuple(name for name in session.therapists if name in problem.therapists),
        )
        for session in roster.sessions
        if session.topic in problem.topics
    ]
    return Roster(roster.first_day, tuple(sessions))
