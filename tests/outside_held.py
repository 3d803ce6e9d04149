"""The sessions of a roster with their seats, read from its flat sheets: for the independent judge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.outside_program import Outside
from tests.outside_reader import (
    Row,
    clock_of,
    day_of,
    plain,
    whole,
)


@dataclass
class Held:
    """A session of the roster; `start`, `end` are minutes of its date, `seats` client -> status.

    `credited` are the minutes that count for a client.
    """

    id: str
    day: date
    start: int
    end: int
    topic: str
    therapists: list[str]
    room: str | None
    seats: dict[str, str]
    credited: dict[str, int]

    @property
    def says(self) -> str:
        return f"{self.topic} ({self.id}, {self.day:%a} {self.start // 60:02d}:{self.start % 60:02d})"

    def overlaps(self, other: Held, pause: int = 0) -> bool:
        return self.day == other.day and self.start < other.end + pause and other.start < self.end + pause


def read_sessions(program: Outside, sheets: dict[str, list[Row]]) -> tuple[list[Held], list[str]]:
    """The sessions with their seats, and where the two flat sheets disagree."""
    found: list[str] = []
    held: dict[tuple[str, date], Held] = {}  # the same id stands in each week of a file
    for row in sheets["sessions"]:
        code, topic = str(row["session"]), str(row["topic"])
        day, start, end = day_of(row["date"]), clock_of(row["start"]), clock_of(row["end"])
        assert day is not None and start is not None and end is not None
        key = code, program.week_of(day)
        if key in held:
            found.append(f"The id {code} stands for two sessions.")
        leaders = [name.strip() for name in str(row["therapist"] or "").split("; ") if name.strip()]
        room = None if row["room"] is None else str(row["room"])
        held[key] = session = Held(
            code, day, start, end or 1440, topic=topic, therapists=leaders, room=room, seats={}, credited={}
        )
        if whole(row["minutes"]) != session.end - start:
            found.append(
                f"{session.says} lasts {row['minutes']} minutes and ends after {session.end - start}."
            )
        if plain(row["day"])[:3] != f"{day:%a}".lower():
            found.append(f"{session.says} is said to be on {row['day']}.")
        terms = program.topics.get(topic)
        if terms and (row["smallest"], row["largest"]) != (terms.smallest, terms.largest):
            found.append(f"{session.says} states other sizes than its topic.")
        if terms and plain(row["kind"]) != terms.kind:
            found.append(f"{session.says} states another kind than its topic.")
    for row in sheets["roster"]:
        if row.get("client") is None:
            continue
        code, client = str(row["session"]), str(row["client"])
        day = day_of(row["date"])
        assert day is not None
        key = code, program.week_of(day)
        if key not in held:
            found.append(f"{client} sits in {code}, which is no session.")
            continue
        session = held[key]
        same = (day, clock_of(row["start"]), str(row["topic"]))
        if same != (session.day, session.start, session.topic):
            found.append(f"The seat of {client} and the session {session.says} disagree.")
        named = [name.strip() for name in str(row["therapist"] or "").split("; ") if name.strip()]
        if named != session.therapists or (row["room"] or None) != session.room:
            found.append(f"The seat of {client} names another therapist or room than {session.says}.")
        if client in session.seats:
            found.append(f"{client} sits twice in {session.says}.")
        session.seats[client] = plain(row.get("status") or "")
        session.credited[client] = whole(row.get("minutes"), session.end - session.start) or 0
    for row in sheets["sessions"]:
        session = held[str(row["session"]), program.week_of(day_of(row["date"]) or date.min)]
        if whole(row["clients"]) != len(session.seats):
            found.append(f"{session.says} states {row['clients']} clients and has {len(session.seats)}.")
    return list(held.values()), found
