"""Closures and absences behind what is missing: which take time of those concerned, in words and with their cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from planner.calendar_week import CalendarWeek
from planner.model import MINUTES_A_DAY, Problem, clock
from planner.program import EVERYONE, AwayRow, Program
from planner.reasons.places import cells_of
from planner.reasons.wording import Certain

NAMED_AT_MOST = 3  # absences named behind one reason


def says_absence(row: AwayRow) -> str:
    """Who is away when, with the reason: `everyone is away Thu 3 Dec to Fri 4 Dec (leave)`."""
    first, last = (f"{day:%a} {day.isoformat()}" for day in (row.first_day, row.last_day))
    when = first if first == last else f"{first} to {last}"
    if row.opens is not None or row.closes is not None:
        closes = MINUTES_A_DAY if row.closes is None else row.closes
        when += f" {clock(row.opens or 0)}-{clock(closes)}"
    return f"{row.who} is away {when}" + (f" ({row.reason})" if row.reason else "")


def with_absences(
    program: Program, problem: Problem, reasons: Mapping[tuple[str, str | None], str]
) -> dict[tuple[str, str | None], str]:
    """The reasons with the absences that take time of the client this week, or of those who lead what is needed.

    Therapists are asked about only where the reason is certain: no other says that it is they who are missing.
    """
    week = _Absences(program, problem)
    said = {}
    for (code, topic), says in reasons.items():
        leading = [
            name
            for name, who in problem.therapists.items()
            if topic in who.leads and isinstance(says, Certain)
        ]
        rows = week.taking_time_of(code, leading)
        behind = "; ".join(rows[:NAMED_AT_MOST])
        said[code, topic] = type(says)(f"{says} ({behind})") if behind and behind not in says else says
    return said


class _Absences(CalendarWeek):
    def __init__(self, program: Program, problem: Problem) -> None:
        super().__init__(program, problem.first_day)

    def taking_time_of(self, code: str, therapists: Collection[str]) -> list[str]:
        """What is away and when, each with its cell: of everyone and the client first, then of the therapists."""
        program = self.program
        hours = {code: program.client_hours.get(code, ())}
        hours |= {name: program.therapist_hours.get(name, ()) for name in therapists}
        found: dict[AwayRow, None] = {}
        for name, rows in hours.items():
            usual = [(self.day(row.weekday), row.opens, row.closes) for row in rows]
            for away in program.away:
                concerns = away.who == name or (away.who == EVERYONE and name == code)
                if concerns and any(
                    away.meets(self.dates[day], opens, closes) for day, opens, closes in usual
                ):
                    found[away] = None
        return [self._told(row) for row in found]

    def _told(self, row: AwayRow) -> str:
        cells = cells_of(self.program, row, "Who")
        return says_absence(row) + (f", {cells[0]}" if cells else "")
