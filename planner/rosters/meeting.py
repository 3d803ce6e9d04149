"""A session of a roster that came back, while it is pieced together from the rows that tell of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from planner.rosters.rows import Content, SeatRow, SessionRow
from planner.tables.rows import Row

Edits = dict[str, object]
HEADINGS = {"day": "Date", "start": "Start", "topic": "Topic", "therapists": "Therapist", "room": "Room"}


@dataclass(eq=False)
class Meeting:
    """A session while it is pieced together: what its row says now, what it said as written, whose rows are its seats.

    `id` is '' while a session made by hand has none.
    """

    week: date
    id: str
    content: Content
    planned: Content
    row: SessionRow | None = None
    seats: list[SeatRow] = field(default_factory=list)

    def place(self) -> Row:
        """The row that tells of it: its own on Sessions, or its first seat's."""
        return self.row.row if self.row else self.seats[0].row
