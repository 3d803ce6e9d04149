"""One week of a program's calendar: which day is which, and who and what is there when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Window, merge
from planner.program import DEFAULT_STARTS, EVERYONE, Program, WeeklyWindow, first_of_week
from planner.week.timetable import Openings

WHOLE_WEEK = (Window(0, DAYS_A_WEEK * MINUTES_A_DAY),)


def week_of(program: Program, day: date) -> date:
    """The first day of the program's week that holds a day."""
    return first_of_week(day, program.week_starts)


class CalendarWeek:
    """One week of a program; days are 0 to 6 from its first day."""

    def __init__(self, program: Program, first_day: date) -> None:
        self.program, self.first_day = program, first_day
        self.last_day = first_day + timedelta(days=DAYS_A_WEEK - 1)
        self.dates = tuple(first_day + timedelta(days=day) for day in range(DAYS_A_WEEK))

    def day(self, weekday: int) -> int:
        """The day of the week a weekday (0 = Monday) is."""
        return (weekday - self.program.week_starts) % DAYS_A_WEEK

    def minute(self, weekday: int, minute: int) -> int:
        """The minute of the week of a minute of the day on a weekday."""
        return self.day(weekday) * MINUTES_A_DAY + minute

    def days_between(self, first: date | None, last: date | None) -> frozenset[int]:
        """The days of the week from one date to another, both included; `None` = open."""
        return frozenset(
            day
            for day, on in enumerate(self.dates)
            if (first is None or first <= on) and (last is None or on <= last)
        )

    def program_days(self) -> frozenset[int]:
        """The days on which sessions may start as a rule."""
        return frozenset(self._usual_starts())

    def closed_days(self) -> frozenset[int]:
        """The days on which sessions may start as a rule and, everyone being away, none can this week."""
        away = merge(list(self.away(EVERYONE)))
        return frozenset(
            day
            for day, starts in self._usual_starts().items()
            if all(any(window.holds(start, start + 1) for window in away) for start in starts)
        )

    def _usual_starts(self) -> Mapping[int, set[int]]:
        """By day, the minutes of the week at which sessions may start as a rule.

        Without the sheet Times nobody said which those are: then a therapist has to be there as a rule.
        """
        program = self.program
        starts = {self.minute(weekday, start) for weekday, start in program.starts}
        if program.starts == DEFAULT_STARTS:
            hours = [row for rows in program.therapist_hours.values() for row in rows]
            led = self.windows("", hours, as_usual=True)
            starts = {start for start in starts if any(one.holds(start, start + 1) for one in led)} or starts
        usual: dict[int, set[int]] = {}
        for start in starts:
            usual.setdefault(start // MINUTES_A_DAY, set()).add(start)
        return usual

    def openings(self, as_usual: bool = False) -> Openings:
        """Everybody's and everything's windows this week; `as_usual`: as if nobody were away."""
        program = self.program
        therapists, clients, rooms = program.therapist_hours, program.client_hours, program.room_hours
        return Openings(
            {
                name: self.windows(name, therapists[name], as_usual)
                for name in program.therapists
                if name in therapists
            },
            {name: self.windows(name, rooms.get(name), as_usual) for name in program.rooms},
            {
                code: self.windows(code, clients[code], as_usual)
                for code in program.clients
                if code in clients
            },
        )

    def hours_for(self, who: Iterable[str]) -> dict[str, dict[str, tuple[Window, ...]]]:
        """By name and topic the windows of those some of whose hours are for some topics only."""
        every = {**self.program.therapist_hours, **self.program.client_hours}
        found = {}
        for name in who:
            rows = every.get(name, ())
            if any(row.topics is not None for row in rows):
                found[name] = {
                    topic: self.windows(
                        name, [row for row in rows if row.topics is None or topic in row.topics]
                    )
                    for topic in self.program.topics
                }
        return found

    def windows(
        self, name: str, hours: Sequence[WeeklyWindow] | None, as_usual: bool = False
    ) -> tuple[Window, ...]:
        """A name's windows this week without its absences (`as_usual`: with them); `None` = the whole week."""
        if hours is None:
            windows: tuple[Window, ...] = WHOLE_WEEK
        else:
            windows = merge(
                [
                    Window(self.minute(row.weekday, row.opens), self.minute(row.weekday, row.closes))
                    for row in hours
                    if as_usual or self.day(row.weekday) in self.days_between(row.first_day, row.last_day)
                ]
            )
        return windows if as_usual else _without(windows, merge(list(self.away(name))))

    def away(self, name: str) -> Iterable[Window]:
        """When a name, or everyone with it, is away this week."""
        for row in self.program.away:
            if row.who not in (name, EVERYONE):
                continue
            for day in self.days_between(row.first_day, row.last_day):
                opens = 0 if row.opens is None else row.opens
                closes = MINUTES_A_DAY if row.closes is None else row.closes
                yield Window(day * MINUTES_A_DAY + opens, day * MINUTES_A_DAY + closes)


def _without(windows: Sequence[Window], away: Sequence[Window]) -> tuple[Window, ...]:
    """Windows with the absences (in order, apart) taken out."""
    left = list(windows)
    for absence in away:
        pieces: list[Window] = []
        for window in left:
            before = Window(window.start, min(window.end, absence.start))
            after = Window(max(window.start, absence.end), window.end)
            pieces += [piece for piece in (before, after) if piece.start < piece.end]
        left = pieces
    return tuple(left)
