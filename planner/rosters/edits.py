"""What a hand changed in a roster, in the coordinator's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from planner.model import WEEKDAY_NAMES, Roster, Session, Wording, listed
from planner.model.faults import Place
from planner.rosters.roster_file import RosterFile

Kind = Literal[
    "seat moved", "seat taken out", "seat added",
    "session moved", "topic changed", "therapist changed", "room changed", "session added", "session deleted",
]  # fmt: skip
Places = Mapping[tuple[date, str, str], Place]
NOWHERE: Places = MappingProxyType({})
AS_24 = Wording(24)

# What an edit of a session locks when it is kept; a lock on the therapist or the room holds the time as well.
LOCK_OF: Mapping[str, str] = {
    "session moved": "time",
    "therapist changed": "therapist",
    "room changed": "room",
    "topic changed": "all",
    "session added": "all",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that a hand changed: a whole sentence, and the row where it stands (`None`: the row is gone).

    `session` is the id of the session as it now is (the one that is gone, for what was deleted or taken out);
    `was` is the id of the session that a moved client left; `client` is '' for a session's own edits.
    """

    kind: Kind
    session: str
    client: str
    says: str
    place: Place | None = None
    was: str = ""


def edits_between(
    published: Roster, now: Roster, places: Places = NOWHERE, wording: Wording = AS_24
) -> tuple[Edit, ...]:
    """What changed from one roster of a week to another: sessions by start, then seats by client.

    Sessions are told apart by their id. Locks, statuses and notes are no edits. `places` are a roster file's,
    `wording` is how times are shown.
    """
    before = {session.id: session for session in published.sessions}
    after = {session.id: session for session in now.sessions}
    words = _Words(now.first_day, places, wording)
    found = [
        edit
        for session in now.sessions
        for edit in (
            words.session_edits(before[session.id], session)
            if session.id in before
            else [words.added(session)]
        )
    ]
    found += [words.deleted(session) for session in published.sessions if session.id not in after]
    clients = {code for roster in (published, now) for session in roster.sessions for code in session.clients}
    for code in sorted(clients):
        found += words.seat_edits(code, before, after, published.of_client(code), now.of_client(code))
    return tuple(found)


def edits_of(file: RosterFile, first_day: date) -> tuple[Edit, ...]:
    """What a hand changed in a roster file's week; nothing where the file doesn't say what was planned."""
    published, now = file.as_planned(first_day), file.roster(first_day)
    return edits_between(published, now, file.places, file.handouts.wording) if published and now else ()


def is_kept(edit: Edit, published: Roster, edited: Roster, new: Roster) -> bool:
    """Whether a roster has what a hand changed as the hand left it; `edited` is the published roster with the edit.

    Whoever took a therapist or a room off a session left it to the planner what comes instead.
    """
    before, was, now = (
        next((one for one in roster.sessions if one.id == edit.session), None)
        for roster in (published, edited, new)
    )
    if edit.kind == "session deleted":
        return now is None
    if edit.kind == "seat taken out":
        return now is None or edit.client not in now.clients
    if was is None or now is None:
        return False
    if edit.client:
        return edit.client in now.clients
    parts = {
        "session moved": was.start == now.start,
        "topic changed": was.topic == now.topic,
        "therapist changed": _is_led_so(before, was, now),
        "room changed": was.room == now.room if was.room or before is None else before.room != now.room,
    }
    return parts.get(edit.kind, was.topic == now.topic and was.start == now.start)


def _is_led_so(before: Session | None, was: Session, now: Session) -> bool:
    """Whether all lead whom a hand left there, and nobody whom it took off."""
    left, leads = set(was.therapists), set(now.therapists)
    taken_off = set(before.therapists) - left if before else set()
    return left <= leads and not taken_off & leads


def taken_out(edits: Sequence[Edit]) -> tuple[tuple[str, str], ...]:
    """The seats a hand gave up, as (session id, client), in order: who replans should not fill them again.

    With a client `''` a whole session was deleted.
    """
    gone: list[tuple[str, str]] = []
    for edit in edits:
        if edit.kind in ("seat taken out", "session deleted"):
            gone.append((edit.session, edit.client))
        elif edit.kind == "seat moved":
            gone.append((edit.was, edit.client))
    return tuple(gone)


def without_what_was_taken_out(written: Roster, now: Roster) -> Roster:
    """The roster as it was written, without the sessions and seats that a hand took out; nothing else is edited."""
    after = {session.id: session for session in now.sessions}
    kept = [
        replace(
            session, seats=tuple(seat for seat in session.seats if seat.client in after[session.id].clients)
        )
        for session in written.sessions
        if session.id in after
    ]
    return Roster(written.first_day, tuple(kept))


class _Words:
    """Edits of one week as sentences, each with its row."""

    def __init__(self, first_day: date, places: Places, wording: Wording) -> None:
        self.first_day, self.places, self.wording = first_day, places, wording

    def session_edits(self, was: Session, now: Session) -> Iterator[Edit]:
        """What is otherwise with a session that is still there."""
        if was.topic != now.topic:
            yield self._edit("topic changed", now, f"you made {self._called(was)} a session of {now.topic}")
        if was.start != now.start:
            says = f"you moved {now.topic} from {self._when(was)} to {self._when(now)}"
            yield self._edit("session moved", now, says)
        if set(was.therapists) != set(now.therapists):
            leaders, left = listed(now.therapists), listed(was.therapists)
            instead = f" instead of {left}" if left else ""
            says = f"you gave {self._called(now)} to {leaders}{instead}"
            if not leaders:
                says = f"you took {left} off {self._called(now)}"
            yield self._edit("therapist changed", now, says)
        if was.room != now.room:
            says = f"you put {self._called(now)} in {now.room}" if now.room else ""
            says += f" instead of {was.room}" if now.room and was.room else ""
            says = says or f"you took {was.room} from {self._called(now)}"
            yield self._edit("room changed", now, says)

    def added(self, session: Session) -> Edit:
        """A session made by hand."""
        led = f" led by {listed(session.therapists)}" if session.therapists else ""
        where = f" in {session.room}" if session.room else ""
        return self._edit("session added", session, f"you added {self._called(session)}{led}{where}")

    def deleted(self, session: Session) -> Edit:
        """A session that is gone, with everybody in it."""
        who = f", with {listed(session.clients)} in it" if session.clients else ""
        says = f"you deleted {self._called(session)}{who}"
        return Edit("session deleted", session.id, "", says)

    def seat_edits(
        self,
        client: str,
        before: Mapping[str, Session],
        after: Mapping[str, Session],
        had: Sequence[Session],
        has: Sequence[Session],
    ) -> Iterator[Edit]:
        """A client's seats that are new or gone, paired as moves where one of each can be."""
        old, new = {session.id for session in had}, {session.id for session in has}
        lost = [session for session in had if session.id not in new]
        gained = [session for session in has if session.id not in old]
        pairs = sorted(
            ((one, other) for one in lost for other in gained),
            key=lambda pair: (
                pair[0].topic != pair[1].topic,
                abs(pair[0].start - pair[1].start),
                pair[1].start,
            ),
        )
        for was, now in pairs:
            if was in lost and now in gained:
                lost.remove(was)
                gained.remove(now)
                says = f"you moved {client} from {self._called(was)} to {self._called(now)}"
                place = self.places.get((self.first_day, now.id, client))
                yield Edit("seat moved", now.id, client, says, place=place, was=was.id)
        for session in lost:
            if session.id in after:  # a deleted session says itself who sat in it
                says = f"you took {client} out of {self._called(after[session.id])}"
                yield Edit("seat taken out", session.id, client, says, place=self._row_of(after[session.id]))
        for session in gained:
            says = f"you added {client} to {self._called(session)}"
            place = self.places.get((self.first_day, session.id, client))
            yield Edit("seat added", session.id, client, says, place=place)

    def _edit(self, kind: Kind, session: Session, says: str) -> Edit:
        return Edit(kind, session.id, "", says, place=self._row_of(session))

    def _row_of(self, session: Session) -> Place | None:
        return self.places.get((self.first_day, session.id, ""))

    def _called(self, session: Session) -> str:
        return f"{session.topic} ({self._when(session)})"

    def _when(self, session: Session) -> str:
        day = WEEKDAY_NAMES[(self.first_day + timedelta(days=session.day)).weekday()]
        return f"{day} {self.wording.time(session.start)}"
