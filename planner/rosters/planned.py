"""The plan as it was written, read back from the sheet As planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.model import MINUTES_A_DAY, Roster, Seat, Session
from planner.rosters.rows import Content, Spellings, content_of
from planner.tables import times
from planner.tables.cells import key
from planner.tables.rows import Row

SessionKey = tuple[date, str]
"""The first day of a week and a session's id as `cells.key` compares it; two weeks may share an id."""


@dataclass(frozen=True)
class AsPlanned:
    """The rosters as they were written, in order of week."""

    rosters: tuple[Roster, ...]
    sessions: Mapping[SessionKey, Session]

    def find(self, day: date | None, id: str) -> tuple[SessionKey, Session] | None:
        """The session with an id in the week that holds a day; else the only one of any week with that id."""
        same_id = key(id)
        keys = [(roster.first_day, same_id) for roster in self.rosters]
        named = [(which, self.sessions[which]) for which in keys if which in self.sessions]
        for which, session in named:
            if day is not None and 0 <= (day - which[0]).days < 7:
                return which, session
        return named[0] if len(named) == 1 else None

    def content(self, which: SessionKey) -> Content | None:
        """What a session's row said; `None` if it wasn't planned."""
        session = self.sessions.get(which)
        return content_of(session, which[0]) if session else None

    def seat(self, which: SessionKey, client: str) -> Seat | None:
        """The seat a client was given in a session."""
        session = self.sessions.get(which)
        return next((seat for seat in session.seats if seat.client == client), None) if session else None


def read_as_planned(rows: Sequence[Row], spellings: Spellings) -> AsPlanned | None:
    """The plan as written; `None` when the sheet is gone or no longer whole."""
    weeks: list[date] = []
    sessions: dict[SessionKey, Session] = {}
    seats: dict[SessionKey, list[Seat]] = {}
    for row in rows:
        kind, week, id = row.choice("Sheet"), row.day("Week"), row.text("Session")
        if kind is None or week is None:
            return None
        if kind == "Week":
            weeks.append(week)
        if kind not in ("Sessions", "Roster"):
            continue
        day, start, minutes = row.day("Date"), row.read("Start", times.read_time), row.limit("Minutes")
        if day is None or start is None or minutes is None:
            return None
        if kind == "Sessions":
            start += (day - week).days * MINUTES_A_DAY
            sessions[week, key(id)] = _session(row, id, start, minutes, spellings)
        elif (week, key(id)) in sessions:
            credited = minutes if minutes != sessions[week, key(id)].minutes else None
            client = spellings.as_planned(spellings.clients, row.text("Client"))
            locked, status = row.text("Lock") == "yes", row.choice("Status") or ""
            seats.setdefault((week, key(id)), []).append(
                Seat(client=client, locked=locked, status=status, note=row.text("Note"), minutes=credited)
            )
    if not weeks:
        return None
    whole = {which: with_seats(session, seats.get(which, ())) for which, session in sessions.items()}
    rosters = tuple(
        roster_of(week, [session for which, session in whole.items() if which[0] == week])
        for week in sorted(set(weeks))
    )
    return AsPlanned(rosters, whole)


def _session(row: Row, id: str, start: int, minutes: int, spellings: Spellings) -> Session:
    """The session of a row, still without its seats."""
    return Session(
        id=id,
        topic=spellings.as_planned(spellings.topics, row.text("Topic")),
        start=start,
        minutes=minutes,
        therapists=tuple(
            spellings.as_planned(spellings.therapists, name)
            for name in row.text("Therapist").split(";")
            if name.strip()
        ),
        room=spellings.as_planned(spellings.rooms, row.text("Room")) if row.text("Room") else None,
        seats=(),
        lock=row.text("Lock"),
        note=row.text("Note"),
        lesson=row.limit("Lesson"),
    )


def with_seats(session: Session, seats: Sequence[Seat]) -> Session:
    """A session with seats, in order of client: a sorted sheet is no other roster."""
    return replace(session, seats=tuple(sorted(seats, key=lambda seat: seat.client)))


def roster_of(first_day: date, sessions: Sequence[Session]) -> Roster:
    """A week's sessions in order of start, topic and id."""
    in_order = sorted(sessions, key=lambda session: (session.start, session.topic, session.id))
    return Roster(first_day, tuple(in_order))


def week_holding(weeks: Sequence[date], day: date) -> date | None:
    """The first day of the week, of those given, that holds a day."""
    return next((week for week in weeks if week <= day < week + timedelta(days=7)), None)
