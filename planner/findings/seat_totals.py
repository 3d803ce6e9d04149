"""The seats of a topic's sessions against the seats that are asked for, where all of them are taken."""

from __future__ import annotations

from planner.model import Problem, Roster, Topic, counted


def seats_taken(problem: Problem, roster: Roster, topic: Topic) -> str:
    """`2 sessions of Anger × 10 seats = 20, all taken, and 24 are needed`; blank where a seat is free or they do.

    Of what is for one client at a time the seats say nothing: another session is what is lacking.
    """
    running = [session for session in roster.sessions if session.topic == topic.name]
    seats = [problem.seats_in(topic, session.room) for session in running]
    asked = sum(need.sessions for need in problem.needs if need.topic == topic.name)
    full = all(len(session.seats) >= most for session, most in zip(running, seats, strict=True))
    if topic.largest == 1 or not running or not full or asked <= sum(seats):
        return ""
    each = (
        f" × {counted(seats[0], 'seat')} = {sum(seats)}" if len(set(seats)) == 1 else f": {sum(seats)} seats"
    )
    return f"{counted(len(running), 'session')} of {topic.name}{each}, all taken, and {asked} are needed"
