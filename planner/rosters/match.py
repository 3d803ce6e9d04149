"""Which session each row of Roster means, as a coordinator means it.

A row follows its session's row on Sessions unless it was retyped itself; what was retyped is told from the plan
as it was written.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from planner.model import listed
from planner.rosters.meeting import HEADINGS, Edits, Meeting
from planner.rosters.planned import AsPlanned, SessionKey, week_holding
from planner.rosters.retyped import Retyped, RetypedRows
from planner.rosters.rows import CONTENT_FIELDS, Content, SeatRow, SessionRow, same
from planner.tables.cells import key

MOST_NAMED = 12  # of the people whose session was deleted


class Matcher:
    """Brings sessions and seats together; what can't be is noted as a fault at the row it concerns."""

    def __init__(self, weeks: Sequence[date], as_planned: AsPlanned | None) -> None:
        self.weeks, self.as_planned = weeks, as_planned
        self.meetings: list[Meeting] = []
        self._by_key: dict[SessionKey, Meeting] = {}
        self._deleted: dict[SessionKey | None, list[SeatRow]] = {}  # rows of sessions that are gone
        self._not_placed: set[str] = (
            set()
        )  # ids whose rows of Sessions can't be read: that is a fault already

    def add(self, sessions: Sequence[SessionRow], seats: Sequence[SeatRow]) -> None:
        """The rows of both sheets: those of Sessions first, as seats find theirs by them."""
        self._add_sessions(sessions)
        self._add_seats(seats)

    # --- Sessions ----------------------------------------------------------------------------

    def _add_sessions(self, rows: Sequence[SessionRow]) -> None:
        """The rows of Sessions, each with its planned session where it has one."""
        named = [row for row in rows if row.id and self._week(row) is not None]
        waiting = [row for row in rows if not row.id and self._week(row) is not None]
        self._not_placed = {key(row.id) for row in rows if row.id} - {key(row.id) for row in named}
        by_id: dict[SessionKey, list[SessionRow]] = {}
        for row in named:
            by_id.setdefault(self._key(row), []).append(row)
        for which, same_id in by_id.items():
            planned = self._planned(which)
            if planned is None and self.as_planned is not None:
                waiting.append(same_id[0])
            else:
                own = [row for row in same_id if planned is not None and not row.content.edits(planned)]
                first = own[0] if own else same_id[0]
                self._add(first, which, planned)
                same_id = [first, *(row for row in same_id if row is not first)]
                if len(own) == 1:  # the others are copies of its row that were retyped: sessions of their own
                    waiting += same_id[1:]
                    continue
            for row in same_id[1:]:
                self._say_twice(row, which, by_id.keys())
        for row in waiting:
            self._add_unnamed(row)

    def _say_twice(self, row: SessionRow, which: SessionKey, there: Collection[SessionKey]) -> None:
        """An id's second row in a week: a session of another one that was dated into this, or a row too many."""
        left = [
            week for week in self.weeks if (week, which[1]) not in there and self._planned((week, which[1]))
        ]
        if left:
            self._not_placed.add(which[1])  # so that its seats aren't told to be a deleted session's
            says = f"stands twice in the week of {which[0]}, and no longer in that of {left[0]}"
            fix = "type the date of its own week: a session stays in it; people are moved on Roster"
        else:
            says = "stands twice, and a session has one row"
            fix = "delete one of the rows; blank the id of a session of your own"
        row.row.fault("Session", says, fix)

    def _week(self, row: SessionRow | SeatRow) -> date | None:
        """The week a session's row falls into; a date of no planned week is a fault, a missing one has been noted."""
        if row.content.day is None or row.content.start is None or row.content.topic is None:
            return None
        week = week_holding(self.weeks, row.content.day)
        if week is None:
            said = " and ".join(
                f"{first.isoformat()} to {(first + timedelta(days=6)).isoformat()}" for first in self.weeks
            )
            row.row.fault("Date", f"lies outside the roster's week, {said}", "type a date of that week")
        return week

    def _key(self, row: SessionRow) -> SessionKey:
        found = self.as_planned.find(row.content.day, row.id) if self.as_planned else None
        if found is not None:
            return found[0]
        assert row.content.day is not None
        return week_holding(self.weeks, row.content.day) or self.weeks[0], key(row.id)

    def _planned(self, which: SessionKey) -> Content | None:
        return self.as_planned.content(which) if self.as_planned else None

    def _add(self, row: SessionRow, which: SessionKey, planned: Content | None) -> None:
        week = week_holding(self.weeks, row.content.day) if row.content.day else None
        meeting = Meeting(
            week=week or which[0], id=row.id, content=row.content, planned=planned or row.content, row=row
        )
        if planned is not None and self.as_planned is not None:
            meeting.id = self.as_planned.sessions[which].id
        self.meetings.append(meeting)
        self._by_key[which] = meeting
        self._by_key.setdefault((meeting.week, which[1]), meeting)

    def _add_unnamed(self, row: SessionRow) -> None:
        """A row whose id was lost keeps that of the planned session it describes; else it is a session made by hand."""
        for which in self.as_planned.sessions if self.as_planned else ():
            planned = self._planned(which)
            if which not in self._by_key and planned is not None and not row.content.edits(planned):
                self._add(row, which, planned)
                return
        week = week_holding(self.weeks, row.content.day) if row.content.day else None
        taken = (week or self.weeks[0], key(row.id)) in self._by_key
        meeting = Meeting(
            week=week or self.weeks[0],
            id="" if taken else row.id,
            content=row.content,
            planned=row.content,
            row=row,
        )
        self.meetings.append(meeting)
        if meeting.id:
            self._by_key[meeting.week, key(meeting.id)] = meeting

    # --- Roster ------------------------------------------------------------------------------

    def _add_seats(self, rows: Sequence[SeatRow]) -> None:
        """The rows of Roster, each to the session it means."""
        if self.as_planned is None:
            self._guess_what_was_planned(rows)
        claimed = {(which, row.client) for row in rows if (which := self._named(row)) is not None}
        retyped: list[Retyped] = []
        for row in rows:
            which = self._named(row)
            meeting = self._by_key.get(which) if which else None
            if meeting is None:
                retyped += self._without_session(row, which)
                continue
            typed = row.content.edits(meeting.planned)
            target = meeting.content.with_edits(typed)
            if self._only_id_retyped(row, which, claimed) or not target.edits(meeting.content):
                meeting.seats.append(row)
            else:
                retyped.append(Retyped(row, meeting, typed, target))
        RetypedRows(self.weeks, self.meetings).add(retyped)
        for rows_of_one in self._deleted.values():
            _say_deleted(rows_of_one)

    def _named(self, row: SeatRow) -> SessionKey | None:
        """The session a row's id names."""
        if not row.id:
            return None
        week = week_holding(self.weeks, row.content.day) if row.content.day else None
        same_id = key(row.id)
        if week is not None and (week, same_id) in self._by_key:
            return week, same_id
        found = self.as_planned.find(row.content.day, row.id) if self.as_planned else None
        if found is not None:
            return found[0]
        own = [(week, same_id) for week in self.weeks if (week, same_id) in self._by_key]
        return own[0] if len({id(self._by_key[which]) for which in own}) == 1 else None

    def _without_session(self, row: SeatRow, which: SessionKey | None) -> list[Retyped]:
        planned = self._planned(which) if which else None
        if planned is not None:
            typed = row.content.edits(planned)
            if typed:
                return [Retyped(row, None, typed, planned.with_edits(typed))]
            if which is not None and which[1] in self._not_placed:
                return []
            self._deleted.setdefault(which, []).append(row)
            return []
        needed = {HEADINGS[name]: getattr(row.content, name) for name in ("day", "start", "topic")}
        missing = [heading for heading, value in needed.items() if value is None]
        if not missing:
            return [Retyped(row, None, row.content.edits(Content()), row.content)]
        if any(row.row.value(heading) is None for heading in missing):
            lead = (
                "is no session of the sheet Sessions" if row.id else "a seat has neither a session's id nor"
            )
            says = lead if row.id else f"{lead} {', '.join(missing)}"
            row.row.fault("Session", says, f"type the id of a session, or {', '.join(missing)}")
        return []

    def _only_id_retyped(
        self, row: SeatRow, which: SessionKey | None, claimed: set[tuple[SessionKey, str]]
    ) -> bool:
        """Whether a client's row of another session was given this session's id, its times left as they were."""
        if self.as_planned is None or which is None or self.as_planned.seat(which, row.client) is not None:
            return False
        for other in self.as_planned.sessions:
            planned = self._planned(other)
            had_seat = other != which and self.as_planned.seat(other, row.client) is not None
            unclaimed = had_seat and (other, row.client) not in claimed
            if unclaimed and planned is not None and not row.content.edits(planned):
                return True
        return False

    def _guess_what_was_planned(self, rows: Sequence[SeatRow]) -> None:
        """Without the plan as written: what all seats of a session agree on is what was planned."""
        of_meeting: dict[int, list[SeatRow]] = {}
        for row in rows:
            which = self._named(row)
            if which in self._by_key:
                of_meeting.setdefault(id(self._by_key[which]), []).append(row)
        for meeting in self.meetings:
            common: Edits = {}
            for name in CONTENT_FIELDS:
                mine = [getattr(row.content, name) for row in of_meeting.get(id(meeting), [])]
                said = [value for value in mine if value is not None]
                if said and all(same(said[0], other) for other in said):
                    common[name] = said[0]
            meeting.planned = meeting.planned.with_edits(common)


def _say_deleted(rows: Sequence[SeatRow]) -> None:
    """One warning for a session that is gone from Sessions while its seats still stand on Roster."""
    told = [row for row in rows if not row.row.acknowledged]
    if not told:
        return
    more = [f"{len(told) - MOST_NAMED} more"] if len(told) > MOST_NAMED else []
    who = listed([row.client for row in told[:MOST_NAMED]] + more)
    at = listed([str(row.row.at) for row in told[:MOST_NAMED]] + more)
    says, fix = "is a session that was deleted from Sessions", "delete this row too"
    if len(told) == 1:
        says += f": {who}'s seat goes with it"
    else:
        says += f": the seats of {who} go with it"
        fix = f"delete their {'lines' if told[0].row.table.lines else 'rows'} too: {at}"
    told[0].row.fault("Session", says, fix, "warning")
