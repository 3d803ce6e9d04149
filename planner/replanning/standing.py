"""What stands as it is when a roster is planned anew, and what is still promised of the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from planner.model import (
    Problem,
    Roster,
    Session,
    Therapist,
    Topic,
    Window,
    merge,
)
from planner.rosters.known import known_seats


def stands_as_it_is(now: Roster, session: Session, as_of: int, overridden: Collection[str]) -> bool:
    """Whether a session stands as it is: begun, overridden (or beside one that is), or cancelled as a whole."""
    if session.start < as_of:
        return True
    beside = [one for one in now.sessions if (one.topic, one.start) == (session.topic, session.start)]
    return any(one.id in overridden or _cancelled(one) for one in beside)


def _cancelled(session: Session) -> bool:
    return bool(session.seats) and all(seat.status == "cancelled" for seat in session.seats)


def still_promised(now: Roster, stands: Sequence[Session], problem: Problem) -> Roster:
    """The roster in force without the seats that were called off ahead: those aren't to be kept."""
    return Roster(
        now.first_day,
        tuple(
            known_seats(session, problem)
            if session in stands
            else replace(session, seats=tuple(seat for seat in session.seats if not seat.missed))
            for session in now.sessions
        ),
    )


def topics_gone(problem: Problem, past: Sequence[Session]) -> Mapping[str, Topic]:
    """Topics of sessions that were held and have left the workbook since; nobody leads them any more."""
    return {
        session.topic: Topic(
            session.topic, session.minutes, leaders=len(session.therapists), needs_room=False
        )
        for session in past
        if session.topic not in problem.topics
    }


def therapists_gone(problem: Problem, past: Sequence[Session]) -> Mapping[str, Therapist]:
    """Therapists of sessions that were held and have left since; they are never available any more."""
    led: dict[str, set[str]] = {}
    for session in past:
        for name in session.therapists:
            if name not in problem.therapists:
                led.setdefault(name, set()).add(session.topic)
    return {name: Therapist(name, frozenset(topics)) for name, topics in led.items()}


def without_called_off(problem: Problem, now: Roster) -> Problem:
    """Who has called off a session isn't there at that time."""
    windows = dict(problem.client_windows)
    for session in now.sessions:
        if session.id in {held.id for held in problem.past}:
            continue
        for seat in session.seats:
            if seat.missed and seat.client in windows:
                windows[seat.client] = _cut(windows[seat.client], session.start, session.end)
    return replace(problem, client_windows=windows)


def _cut(windows: Sequence[Window], start: int, end: int) -> tuple[Window, ...]:
    pieces = [
        piece
        for window in windows
        for piece in (
            Window(window.start, min(window.end, start)),
            Window(max(window.start, end), window.end),
        )
    ]
    return merge([piece for piece in pieces if piece.start < piece.end])


def involves(problem: Problem, session: Session, names: Collection[str]) -> bool:
    """Whether a session has to do with any of the names: its topic, weekday, therapists or clients."""
    day = problem.weekday_name(session.day)
    return not set(names).isdisjoint((session.topic, day, *session.therapists, *session.clients))


def left_alone(problem: Problem, now: Roster, excepted: Collection[str]) -> Problem:
    """Clients whom no exception touches have time for what they have now, and for nothing else."""
    touched = {*excepted}
    for session in now.sessions:
        if involves(problem, session, set(excepted) - set(problem.clients)):
            touched |= set(session.clients)
    windows = dict(problem.client_windows)
    for code in problem.clients:
        mine = now.of_client(code)
        if code not in touched and mine:
            able = [session for session in mine if _within(session, windows.get(code, ()))]
            windows[code] = merge([Window(session.start, session.end) for session in able])
    return replace(problem, client_windows=windows)


def _within(session: Session, windows: Sequence[Window]) -> bool:
    return any(window.holds(session.start, session.end) for window in windows)
