"""What stands as it is when a roster is planned anew, and what is still promised of the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from planner.model import (
    DAYS_A_WEEK,
    MINUTES_A_DAY,
    Fixed,
    Problem,
    Roster,
    Session,
    TakenOut,
    Therapist,
    Topic,
    Window,
    merge,
)
from planner.rosters.edits import Edit, taken_out
from planner.rosters.known import known_seats

PAST_THE_WEEK = (DAYS_A_WEEK + 1) * MINUTES_A_DAY


def exempt(now: Roster, as_of: int, overridden: Collection[str]) -> list[Session]:
    """The sessions ahead that stand as they are: overridden or called off as a whole, and those beside them."""
    off = {(one.topic, one.start) for one in now.sessions if one.id in overridden or one.called_off}
    return [one for one in now.sessions if one.start >= as_of and (one.topic, one.start) in off]


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


def topics_gone(problem: Problem, stands: Sequence[Session]) -> Mapping[str, Topic]:
    """Topics of sessions that stand and have left the workbook since; nobody leads them any more."""
    return {
        session.topic: Topic(
            session.topic, session.minutes, leaders=len(session.therapists), needs_room=False
        )
        for session in stands
        if session.topic not in problem.topics
    }


def therapists_gone(problem: Problem, stands: Sequence[Session]) -> Mapping[str, Therapist]:
    """Therapists of sessions that stand and have left since; they are never available any more."""
    led: dict[str, set[str]] = {}
    for session in stands:
        for name in session.therapists:
            if name not in problem.therapists:
                led.setdefault(name, set()).add(session.topic)
    return {name: Therapist(name, frozenset(topics)) for name, topics in led.items()}


def fixed_without_called_off(problem: Problem, now: Roster) -> tuple[Fixed, ...]:
    """The workbook's settled sessions without those who have called off; a row whose named clients all have is off."""
    missed: dict[tuple[str, int], set[str]] = {}
    for session in now.sessions:
        gone = {seat.client for seat in session.seats if seat.missed}
        missed.setdefault((session.topic, session.start), set()).update(gone)
    rows = []
    for row in problem.fixed:
        gone = missed.get((row.topic, row.start), set())
        coming = tuple(code for code in row.clients if code not in gone)
        if coming or not row.clients:
            rows.append(replace(row, clients=coming))
    return tuple(rows)


def called_off(problem: Problem, now: Roster) -> Iterator[TakenOut]:
    """Who has called off a session isn't there at that time."""
    stands = {session.id for session in problem.untouched}
    for session in now.sessions:
        for seat in session.seats if session.id not in stands else ():
            if seat.missed:
                because = f"{seat.client} called off {session.topic} on {problem.says_when(session.start)}"
                yield TakenOut(session.start, session.end, seat.client, because=because)


def taken_out_by_hand(now: Roster, written: Roster, edits: Sequence[Edit], as_of: int) -> Iterator[TakenOut]:
    """The seats that a hand gave up and the sessions that it deleted, as far as they are still ahead.

    What `now` holds all the same, in another row, isn't taken out.
    """
    before = {session.id: session for session in written.sessions}
    for id, client in taken_out(edits):
        was = before.get(id)
        if was is None or was.start < as_of:
            continue
        there = [one for one in now.sessions if (one.topic, one.start) == (was.topic, was.start)]
        if client and not any(client in one.clients for one in there):
            yield TakenOut(
                start=was.start,
                end=was.end,
                client=client,
                topic=was.topic,
                because="a hand took it out of the roster",
            )
        elif not client:
            yield TakenOut(
                start=was.start,
                end=was.end,
                client="",
                topic=was.topic,
                because="a hand deleted it from the roster",
                left=len(there),
            )


def late_for_closed_groups(problem: Problem, now: Roster) -> Iterator[TakenOut]:
    """A closed group that has begun this week takes nobody in who has no seat in it yet.

    Groups that have members from weeks before are the rule's (Closed membership).
    """
    known = {line.topic for line in problem.history if line.status == "attended"}
    for name in dict.fromkeys(session.topic for session in problem.past if session.coming):
        if not problem.topics[name].closed or name in known:
            continue
        inside = {code for session in now.sessions if session.topic == name for code in session.clients}
        inside |= {code for row in problem.fixed if row.topic == name for code in row.clients}
        ahead = [start for start in problem.every_start if start >= problem.as_of]
        for code in (code for code in problem.clients if code not in inside):
            because = f"{name} is a closed group that began this week without {code}"
            for start in ahead:
                end = start + problem.topics[name].minutes
                yield TakenOut(start, end, client=code, topic=name, because=because)


def involves(problem: Problem, session: Session, names: Collection[str]) -> bool:
    """Whether a session has to do with any of the names: its topic, weekday, therapists or clients."""
    day = problem.weekday_name(session.day)
    return not set(names).isdisjoint((session.topic, day, *session.therapists, *session.clients))


def left_alone(problem: Problem, now: Roster, excepted: Collection[str]) -> Iterator[TakenOut]:
    """Clients whom no exception touches get nothing beside what they have now."""
    touched = {*excepted}
    for session in now.sessions:
        if involves(problem, session, set(excepted) - set(problem.clients)):
            touched |= set(session.clients)
    for code in problem.clients:
        mine = now.of_client(code)
        if code in touched or not mine:
            continue
        free_from = 0
        for own in merge([Window(session.start, session.end) for session in mine]):
            if free_from < own.start:
                yield TakenOut(free_from, own.start, code, because=f"--keep all leaves {code} alone")
            free_from = own.end
        yield TakenOut(free_from, PAST_THE_WEEK, code, because=f"--keep all leaves {code} alone")
