"""Rows of Roster that were retyped: which session each means now.

A retyped row means the session that it describes; where none is as described, all rows of a session retyped alike move
that session, and any other is a session made by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.model import clock, counted
from planner.rosters.meeting import HEADINGS, Edits, Meeting
from planner.rosters.planned import week_holding
from planner.rosters.rows import Content, SeatRow, same


@dataclass(frozen=True, eq=False)
class Retyped:
    """A seat's row that describes another session than its own: `typed` is what the hand wrote, `target` the whole."""

    row: SeatRow
    meeting: Meeting | None
    typed: Edits
    target: Content


class RetypedRows:
    """Brings retyped rows to `meetings`, moves one of them, or adds one to them."""

    def __init__(self, weeks: Sequence[date], meetings: list[Meeting]) -> None:
        self.weeks, self.meetings = weeks, meetings

    def add(self, retyped: list[Retyped]) -> None:
        """Each row to the session it describes; what can't be is a fault at the row."""
        of_meeting: dict[int, list[Retyped]] = {}
        for line in retyped:
            of_meeting.setdefault(id(line.meeting), []).append(line)
        left = [line for lines in of_meeting.values() if not self._moves_whole(lines) for line in lines]
        # Rows that say more go first: a vaguer one then finds the session that they made.
        for line in sorted(left, key=lambda line: -len(line.typed)):
            self._add_moved(line)

    def _moves_whole(self, lines: list[Retyped]) -> bool:
        """Whether all of a session's rows were retyped alike and so move it; then they are its seats."""
        meeting, typed, target = lines[0].meeting, lines[0].typed, lines[0].target
        if meeting is None or meeting.seats or any(line.target.edits(target) for line in lines):
            return False
        if any(other is not meeting for other in self._like(target, typed)):
            return False
        if typed.keys() & meeting.content.edits(meeting.planned).keys():
            self._say_contradiction(lines[0], meeting, len(lines) - 1)
            return True
        if target.day is None or week_holding(self.weeks, target.day) is None:
            self._say_outside(lines[0])
            return True
        meeting.week, meeting.content = week_holding(self.weeks, target.day) or meeting.week, target
        meeting.seats += [line.row for line in lines]
        return True

    def _add_moved(self, line: Retyped) -> None:
        found = self._like(line.target, line.typed)
        if len(found) > 1:
            said = "; ".join(f"{one.id} with {_shown(one.content.therapists) or 'nobody'}" for one in found)
            says = f"{line.target} may be one of several sessions: {said}"
            line.row.row.fault("Session", says, "type the id of the one that is meant", found="")
        elif found:
            if "room" in line.typed and not same(found[0].content.room, line.typed["room"]):
                self._say_contradiction(line, found[0])
            found[0].seats.append(line.row)
        else:
            week = week_holding(self.weeks, line.target.day) if line.target.day else None
            if week is None:
                self._say_outside(line)
                return
            content = replace(
                line.target, therapists=line.target.therapists or (), room=line.target.room or ""
            )
            self.meetings.append(
                Meeting(week=week, id="", content=content, planned=content, row=None, seats=[line.row])
            )

    def _like(self, target: Content, typed: Edits) -> list[Meeting]:
        """The sessions a description fits: by time and topic, by the therapists if they were typed; best fit only.

        Where nothing is at that time any more, a session that was planned there: it has moved, and its people too.
        """
        wanted = ("day", "start", "topic", *(("therapists",) if "therapists" in typed else ()))
        for which in ("content", "planned"):
            found = [
                meeting
                for meeting in self.meetings
                if all(same(getattr(getattr(meeting, which), name), getattr(target, name)) for name in wanted)
            ]
            for name in ("therapists", "room"):
                fits = [
                    one for one in found if same(getattr(getattr(one, which), name), getattr(target, name))
                ]
                found = fits or found
            if found:
                return found
        return []

    def _say_contradiction(self, line: Retyped, meeting: Meeting, more: int = 0) -> None:
        name = next(name for name in HEADINGS if name in line.target.edits(meeting.content))
        there = meeting.place().place(HEADINGS[name])
        now = _shown(getattr(meeting.content, name)) or "nothing"
        says = f"is not what the session's other rows say: {now} ({there.sheet}!{there.cell})"
        says += f"; the same in {counted(more, 'more row')} of it" if more else ""
        fix = "type the same in both; what Sessions says holds for everybody in the session"
        line.row.row.fault(HEADINGS[name], says, fix)

    def _say_outside(self, line: Retyped) -> None:
        line.row.row.fault("Date", "lies outside the roster's week", "type a date of that week")


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return clock(value)
    return str(value)
