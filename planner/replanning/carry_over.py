"""What stood beside the rows of the old roster, carried over to the new one: locks, notes, statuses, make-ups."""

from __future__ import annotations

from dataclasses import replace

from planner.model import Problem, Roster

MAKE_UP = "make-up"  # the note on a seat that makes up for an excused one


def carried_over(new: Roster, now: Roster, problem: Problem) -> Roster:
    """The new roster with what stood beside the old one's rows: locks, notes, statuses, seats called off, make-ups.

    A seat that was called off ahead of time stays on record while its session runs and isn't full.
    """
    old_sessions = {session.id: session for session in now.sessions}
    stands = {session.id for session in problem.untouched}
    # A client may sit in the session beside: what stood in their row comes along.
    before = {
        (seat.client, session.topic, session.start): seat
        for session in now.sessions
        for seat in session.seats
    }
    owed = _excused(now)
    sessions = []
    for session in new.sessions:
        if session.id in stands:
            sessions.append(old_sessions[session.id])
            continue
        old = old_sessions.get(session.id)
        told = {seat.client: seat for seat in old.seats} if old else {}
        seats = []
        for seat in session.seats:
            which = (seat.client, session.topic, session.start)
            if which not in before and owed.get(seat.client, 0) > 0:
                owed[seat.client] -= 1
                seat = replace(seat, note=MAKE_UP)
            seats.append(told.get(seat.client, before.get(which, seat)))
        called_off = [seat for seat in told.values() if seat.missed and seat.client not in session.clients]
        free = problem.topics[session.topic].largest - len(seats)
        seats += called_off[: max(0, free)]
        same = replace(session, seats=tuple(sorted(seats, key=lambda seat: seat.client)))
        sessions.append(replace(same, lock=old.lock, note=old.note) if old else same)
    return Roster(new.first_day, tuple(sessions))


def _excused(now: Roster) -> dict[str, int]:
    """How many excused seats each client may still make up: those not made up already."""
    owed: dict[str, int] = {}
    for session in now.sessions:
        for seat in session.seats:
            if seat.status == "excused":
                owed[seat.client] = owed.get(seat.client, 0) + 1
            elif seat.note == MAKE_UP and not seat.missed:
                owed[seat.client] = owed.get(seat.client, 0) - 1
    return owed
