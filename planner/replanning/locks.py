"""Locks and hand edits of a roster as settled sessions: what a coordinator pinned stays exactly as it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.model import Fixed, GaveWay, Problem, Roster, Session
from planner.rosters.edits import LOCK_OF, Edit

WHOLE, TIME, THERAPIST, ROOM, CLIENTS, SEAT = "all", "time", "therapist", "room", "clients", "seat"
KEPT = "kept"
"""`--keep all`: the time, the therapists, the room and everybody's seat; those not kept may join."""

Where = Callable[[str, str], str]
"""Where a session (its id and '') or a seat (the id and the client's code) stands in a file, for messages."""


@dataclass(frozen=True, slots=True)
class Lock:
    """One lock: `part` of a session (all, time, therapist, room, clients, kept), or a client's `seat` in it.

    `place` is where it stands, such as `riverside 2026-11-30.xlsx: Sessions!N5`. `edit` is the sentence of the hand
    edit that it keeps, '' for a lock that was set as one.
    """

    session: Session
    part: str
    client: str = ""
    place: str = ""
    edit: str = ""

    @property
    def clients(self) -> tuple[str, ...]:
        """The clients whose seats it keeps."""
        if self.part == SEAT:
            return (self.client,)
        return self.session.coming if self.part in (WHOLE, CLIENTS, KEPT) else ()

    @property
    def therapists(self) -> tuple[str, ...]:
        """The therapists it keeps."""
        return self.session.therapists if self.part in (WHOLE, THERAPIST, KEPT) else ()

    @property
    def room(self) -> str | None:
        """The room it keeps."""
        return self.session.room if self.part in (WHOLE, ROOM, KEPT) else None

    @property
    def way_out(self) -> str:
        """What to do when it can't be kept."""
        return f"Let it change: --except '{self.session.topic}'" if self.part == KEPT else "Release it"

    def says(self, problem: Problem) -> str:
        """The lock in words, with where it stands; an edit in its own."""
        if self.edit:
            return f"{self.place}: {self.edit}" if self.place else self.edit
        what = f"{self.session.topic} on {problem.says_when(self.session.start)}"
        what = f"{self.client} in {what}" if self.part == SEAT else what
        what = what if self.part in (SEAT, WHOLE, KEPT) else f"the {self.part} of {what}"
        return f"{self.place}: {what}" if self.place else what


def locks_of(roster: Roster, as_of: int, where: Where = lambda session, client: "") -> tuple[Lock, ...]:
    """The locks of a roster's sessions from minute `as_of` of the week on, in order of the roster."""
    return tuple(_locks(roster, as_of, where))


def _locks(roster: Roster, as_of: int, where: Where) -> Iterator[Lock]:
    for session in roster.sessions:
        if session.start < as_of:
            continue
        if session.lock:
            yield Lock(session, session.lock, "", where(session.id, ""))
        for seat in session.seats:
            if seat.locked and not seat.missed:
                yield Lock(session, SEAT, seat.client, where(session.id, seat.client))


def without_the_absent(
    locks: Sequence[Lock], gave_way: Sequence[GaveWay], problem: Problem
) -> tuple[list[Lock], list[str]]:
    """The locks without what weekly settled sessions had to give up this week, and a sentence for each that gives way.

    A lock on a session that stands in Fixed every week is no more than the row itself: it yields to the same absence.
    """
    kept: list[Lock] = []
    told: list[str] = []
    left: dict[int, Session] = {}  # locks of one session stay together: they become one settled session
    for lock in locks:
        session = lock.session
        given = next((one for one in gave_way if _concerns(one, session)), None)
        if given is None:
            kept.append(lock)
            continue
        names = {*lock.clients, *lock.therapists, *([lock.room] if lock.room else [])}
        if given.cancelled or names & given.without:
            told.append(f"The lock gives way: {lock.says(problem)}; {given.told}")
        if not given.cancelled and not (lock.part == SEAT and lock.client in given.without):
            less = left.setdefault(id(session), _less(session, given.without))
            kept.append(replace(lock, session=less))
    return kept, told


def _concerns(given: GaveWay, session: Session) -> bool:
    if (given.topic, given.start) != (session.topic, session.start):
        return False
    there = {*session.clients, *session.therapists, *([session.room] if session.room else [])}
    return given.cancelled or bool(there & given.without)


def _less(session: Session, without: Collection[str]) -> Session:
    return replace(
        session,
        therapists=tuple(name for name in session.therapists if name not in without),
        room=None if session.room in without else session.room,
        seats=tuple(seat for seat in session.seats if seat.client not in without),
    )


def locks_by_hand(
    now: Roster, edits: Sequence[Edit], as_of: int, where: Where = lambda session, client: ""
) -> Iterator[Lock]:
    """What hand edits put in its place is locked there: seats moved or added, times, therapists and rooms.

    What was taken out or deleted can't be locked: see `planner.replanning.standing.taken_out_by_hand`.
    """
    sessions = {session.id: session for session in now.sessions if session.start >= as_of}
    for edit in edits:
        session = sessions.get(edit.session)
        if session is None:
            continue
        if edit.kind in LOCK_OF:
            yield Lock(
                session=session,
                part=LOCK_OF[edit.kind],
                client="",
                place=where(session.id, ""),
                edit=edit.says,
            )
        elif edit.kind in ("seat moved", "seat added") and edit.client in session.coming:
            yield Lock(
                session=session,
                part=SEAT,
                client=edit.client,
                place=where(session.id, edit.client),
                edit=edit.says,
            )


def missing_people(problem: Problem, locks: Sequence[Lock]) -> list[str]:
    """A sentence for each lock on somebody or something that the program no longer has this week."""
    found: dict[str, None] = {}
    for lock in locks:
        gone = [(code, "no client of this week") for code in lock.clients if code not in problem.clients]
        gone += [
            (name, "no therapist any more") for name in lock.therapists if name not in problem.therapists
        ]
        if lock.room and problem.rooms and lock.room not in problem.rooms:
            gone.append((lock.room, "no room any more"))
        if lock.session.topic not in problem.topics:
            gone.append((lock.session.topic, "no topic any more"))
        for who, what in gone:
            if lock.edit:
                found[f"{lock.says(problem)}, but {who} is {what}; undo the edit"] = None
            else:
                found[f"{lock.says(problem)} is locked, but {who} is {what}; release the lock"] = None
    return list(found)


def with_locks(fixed: Sequence[Fixed], locks: Sequence[Lock]) -> tuple[Fixed, ...]:
    """Settled sessions with the locks added: the locks of one session become one settled session.

    A workbook's row for the same session is taken in, so that it isn't asked for twice.
    """
    of_session: dict[int, list[Lock]] = {}
    for lock in locks:
        of_session.setdefault(id(lock.session), []).append(lock)
    rows = list(fixed)
    settled: list[Fixed] = []
    for together in of_session.values():
        one = _joined(together)
        row = next((row for row in rows if row.may_be(together[0].session)), None)
        if row is not None:
            rows.remove(row)
            one = _both(row, one)
        settled.append(one)
    return (*rows, *settled)


def _joined(locks: Sequence[Lock]) -> Fixed:
    session = locks[0].session
    return Fixed(
        topic=session.topic,
        start=session.start,
        therapists=tuple(dict.fromkeys(name for lock in locks for name in lock.therapists)),
        room=next((lock.room for lock in locks if lock.room), None),
        clients=tuple(dict.fromkeys(code for lock in locks for code in lock.clients)),
        open_seats=not any(lock.part in (WHOLE, CLIENTS) for lock in locks),
        place=", ".join(dict.fromkeys(lock.place for lock in locks if lock.place)),
        # A lock excuses nothing; but whoever called off has their seat on record, and the session is as full with it.
        excused=any(seat.missed for seat in session.seats),
        locked=True,
    )


def _both(row: Fixed, locked: Fixed) -> Fixed:
    return replace(
        locked,
        therapists=locked.therapists or row.therapists,
        room=locked.room or row.room,
        clients=tuple(dict.fromkeys((*row.clients, *locked.clients))),
        open_seats=locked.open_seats and row.open_seats,
        excused=locked.excused or row.excused,
        locked=False,
        place=", ".join(place for place in (row.place, locked.place) if place),
    )
