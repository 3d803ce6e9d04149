"""Closures and absences behind what is missing: which take time of those concerned, in words and with their cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from planner.model import Problem, clock
from planner.program import EVERYONE, AwayRow, ClientRow, Program, WeeklyWindow
from planner.reasons.places import cells_of
from planner.reasons.wording import ForGood, Open, Unstaffed, has_name
from planner.week.calendar import CalendarWeek

NAMED_AT_MOST = 3  # absences named behind one reason


def says_absence(row: AwayRow) -> str:
    """Who is away when, with the reason: `everyone is away Thu 3 Dec to Fri 4 Dec (leave)`."""
    first, last = (f"{day:%a} {day.isoformat()}" for day in (row.first_day, row.last_day))
    when = first if first == last else f"{first} to {last}"
    if row.opens is not None and row.closes is not None:
        when += f" {clock(row.opens)}-{clock(row.closes)}"
    elif row.opens is not None:
        when += f" from {clock(row.opens)}"
    elif row.closes is not None:
        when += f" until {clock(row.closes)}"
    return f"{row.who} is away {when}" + (f" ({row.reason})" if row.reason else "")


def with_absences(
    program: Program, problem: Problem, reasons: Mapping[tuple[str, str | None], str]
) -> dict[tuple[str, str | None], str]:
    """The reasons with what takes time of the client this week: a stay that begins or ends, closures, absences.

    Absences of therapists are told where nobody can lead what is needed, and of those whom the reason names: elsewhere
    others could. Where nothing is in the way, or what is so in every week, nothing is behind it.
    """
    week = _Absences(program, problem.first_day)
    said: dict[tuple[str, str | None], str] = {}
    for (code, topic), says in reasons.items():
        if isinstance(says, (ForGood, Open)):
            said[code, topic] = says
            continue
        leading = [
            name
            for name, who in problem.therapists.items()
            if topic in who.leads and (isinstance(says, Unstaffed) or has_name(says, name))
        ]
        rows = week.taking_time_of(code, leading)
        behind = "; ".join(rows[:NAMED_AT_MOST])
        said[code, topic] = type(says)(f"{says} ({behind})") if behind and behind not in says else says
    return said


class _Absences(CalendarWeek):
    def taking_time_of(self, code: str, therapists: Collection[str]) -> list[str]:
        """What takes time and when, each with its cell: of everyone and the client first, then of the therapists.

        Days on which the client couldn't come anyhow are taken by nothing.
        """
        client = self.program.clients[code]
        stay = self.days_between(client.starts, client.ends)
        usual = [
            one
            for one in self._usual(self.program.client_hours.get(code, ()))
            if client.weekdays is None or self.dates[one[0]].weekday() in client.weekdays
        ]
        of_stay = [one for one in usual if one[0] in stay]
        rows = self._meeting((code, EVERYONE), of_stay)
        beside = {one[0] for one in of_stay}
        for name in therapists:
            hours = self._usual(self.program.therapist_hours.get(name, ()))
            rows += self._meeting((name,), [one for one in hours if one[0] in beside])
        return [*self._of_stay(client, {one[0] for one in usual}), *map(self._told, dict.fromkeys(rows))]

    def _usual(self, rows: Collection[WeeklyWindow]) -> list[tuple[int, int, int]]:
        """A name's hours as if nobody were away: day of the week, and minutes of that day."""
        return [
            (self.day(row.weekday), row.opens, row.closes)
            for row in rows
            if self.day(row.weekday) in self.days_between(row.first_day, row.last_day)
        ]

    def _meeting(self, who: Collection[str], usual: Collection[tuple[int, int, int]]) -> list[AwayRow]:
        return [
            away
            for away in self.program.away
            if away.who in who
            and any(away.meets(self.dates[day], opens, closes) for day, opens, closes in usual)
        ]

    def _of_stay(self, client: ClientRow, days: Collection[int]) -> list[str]:
        """A stay that begins after a day on which the client could come otherwise, or ends before one."""
        told = []
        for verb, column, day, cut in (
            ("begins", "Starts", client.starts, self.days_between(None, client.starts)),
            ("ends", "Ends", client.ends, self.days_between(client.ends, None)),
        ):
            if day is not None and day in self.dates and (cut - {self.dates.index(day)}) & set(days):
                cells = cells_of(self.program, ("Clients", client.code), column)
                says = f"the stay of {client.code} {verb} on {day:%a} {day.isoformat()}"
                told.append(says + (f", {cells[0]}" if cells else ""))
        return told

    def _told(self, row: AwayRow) -> str:
        cells = cells_of(self.program, row, "Who")
        return says_absence(row) + (f", {cells[0]}" if cells else "")
