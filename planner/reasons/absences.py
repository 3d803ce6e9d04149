"""Closures and absences behind what is missing: which take time of those concerned, in words and with their cells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from planner.model import DAYS_A_WEEK, WEEKDAY_NAMES, Problem, Wording, clock, counted, listed
from planner.program import EVERYONE, AwayRow, ClientRow, Program, WeeklyWindow
from planner.reasons.asked_for import nothing_asked
from planner.reasons.hours_words import says_hours
from planner.reasons.places import cells_of, in_stretches
from planner.reasons.wording import Certain, ForGood, Open, Unstaffed, has_name, says_held, some_of
from planner.week.calendar import CalendarWeek

OWN_TIME = (
    "vailable for",
    "isn't available at all",
    "may start in",
    "o start time leaves",
)  # said of a client's own time
NAMED_AT_MOST = 3  # absences named behind one reason, and names of those who are away together
SHARED_AT_LEAST = 3  # clients of whom an absence takes hours before it is told once of all of them
Together = tuple[AwayRow, ...]
"""Rows of one absence: of everybody and everything that is away for one reason at the same times."""


def absences_of(program: Program, week: date) -> list[Together]:
    """A week's absences as they were meant, in the order of their first rows.

    Several days of one name with one reason are one; so are therapists, or rooms, who are away for one reason at the
    same times. Without a reason each row is an absence of its own, and so is each client's.
    """
    last = week + timedelta(days=DAYS_A_WEEK - 1)
    of_name: dict[tuple[str, object], list[AwayRow]] = defaultdict(list)
    for number, row in enumerate(program.away):
        if row.meets_days(week, last):
            of_name[row.who, row.reason.casefold() or number].append(row)
    alike: dict[object, list[AwayRow]] = defaultdict(list)
    for (who, reason), rows in of_name.items():
        kind = "staff" if who in program.therapists else "rooms" if who in program.rooms else who
        times = tuple((row.first_day, row.last_day, row.opens, row.closes) for row in rows)
        alike[kind, reason, times].extend(rows)
    return [tuple(rows) for rows in alike.values()]


def says_absence(*rows: AwayRow) -> str:
    """Who is away when, with the reason: `everyone is away Thu 3 Dec to Fri 4 Dec (leave)`; of one absence's rows."""
    names = list(dict.fromkeys(row.who for row in rows))
    who = listed(names) if len(names) <= NAMED_AT_MOST else f"{', '.join(names[:NAMED_AT_MOST])} and "
    who += f"{counted(len(names) - NAMED_AT_MOST, 'other')}" if len(names) > NAMED_AT_MOST else ""
    when = listed(_times([row for row in rows if row.who == names[0]]))
    are = "is" if len(names) == 1 else "are"
    return f"{who} {are} away {when}" + (f" ({rows[0].reason})" if rows[0].reason else "")


def _times(rows: Sequence[AwayRow]) -> list[str]:
    """When somebody is away, whole days that follow each other as one stretch of days."""
    spans: list[list[date]] = []
    parts = []
    for row in sorted(rows, key=lambda row: row.first_day):
        if row.opens is not None or row.closes is not None:
            parts.append(f"{_days(row.first_day, row.last_day)}{_hours(row)}")
        elif spans and row.first_day <= spans[-1][1] + timedelta(days=1):
            spans[-1][1] = max(spans[-1][1], row.last_day)
        else:
            spans.append([row.first_day, row.last_day])
    return [*(_days(first, last) for first, last in spans), *parts]


def _days(first_day: date, last_day: date) -> str:
    first, last = (f"{day:%a} {day.isoformat()}" for day in (first_day, last_day))
    return first if first == last else f"{first} to {last}"


def _hours(row: AwayRow) -> str:
    if row.opens is not None and row.closes is not None:
        return f" {clock(row.opens)}-{clock(row.closes)}"
    return f" from {clock(row.opens)}" if row.opens is not None else f" until {clock(row.closes or 0)}"


def with_absences(
    program: Program,
    problem: Problem,
    reasons: Mapping[tuple[str, str | None], str],
    when_there: bool = False,
) -> dict[tuple[str, str | None], str]:
    """The reasons with what takes time of the client this week: a stay that begins or ends, closures, absences.

    Of hours too that nothing is asked for the client, where topics are only for those who ask; with `when_there`, where
    it is nothing but their own time that is too short, when they can come: of several alike it is something else.

    Absences of therapists are told where nobody can lead what is needed, and of those whom the reason names: elsewhere
    others could; those of rooms that the reason of a need names as well. Where nothing is in the way, or what is so in
    every week, nothing is behind it.
    """
    week = _Absences(program, problem.first_day)
    alike = Counter(says.replace(code, "") for (code, topic), says in reasons.items() if topic is None)
    said: dict[tuple[str, str | None], str] = {}
    for (code, topic), says in reasons.items():
        if isinstance(says, (ForGood, Open)):
            said[code, topic] = says
            continue
        leading = [name for name in problem.therapists if _lacked(problem, name, topic, says)]
        nothing = nothing_asked(program, problem, code) if topic is None else ""
        rooms = [name for name in problem.rooms if topic is not None and has_name(says, name)]
        taken = week.taking_time_of(code, leading, rooms)
        rows = [*([nothing] if nothing else []), *_of_the_client(program, problem, code, topic, says), *taken]
        alone = alike[says.replace(code, "")] < SHARED_AT_LEAST
        if when_there and alone and topic is None and not rows and _of_own_time(says):
            rows = [_when_there(program, code)]
        behind = "; ".join(rows[:NAMED_AT_MOST])
        said[code, topic] = type(says)(f"{says} ({behind})") if behind and behind not in says else says
    return said


def shared_absences(
    program: Program, problem: Problem, reasons: Mapping[tuple[str, str | None], str]
) -> tuple[str, ...]:
    """Absences that take hours of several who miss something, each told once; clients away for one reason as one."""
    week = _Absences(program, problem.first_day)
    meant = {row: rows[0] for rows in absences_of(program, problem.first_day) for row in rows}
    found: dict[object, tuple[dict[AwayRow, None], dict[str, None]]] = {}
    for (code, topic), says in reasons.items():
        leading = [name for name in problem.therapists if _lacked(problem, name, topic, says)]
        for row in week.rows_taking_time_of(code, leading) if not isinstance(says, (ForGood, Open)) else ():
            own = row.who == code and row.reason
            rows, codes = found.setdefault(row.reason.casefold() if own else meant[row], ({}, {}))
            rows[row] = codes[code] = None
    several = [(list(rows), list(codes)) for rows, codes in found.values() if len(codes) >= SHARED_AT_LEAST]
    return tuple(_told_once(program, rows, codes) for rows, codes in several)


def _told_once(program: Program, rows: Sequence[AwayRow], codes: Sequence[str]) -> str:
    """`Everyone is away Thu 3 Dec (flu), Away!A2: that takes hours of 5 clients (C001, …) who miss something`."""
    cells = in_stretches([cell for row in rows for cell in cells_of(program, row, "Who")])
    where = f", {', '.join(cells[:NAMED_AT_MOST])}" if cells else ""
    if rows[0].who in codes:
        return f"{some_of(codes)}, who miss something, are away ({rows[0].reason}){where}"
    says = f"{says_absence(*rows)}{where}: that takes hours of {some_of(codes)}, who miss something"
    return says[:1].upper() + says[1:] if rows[0].who == EVERYONE else says


def _lacked(problem: Problem, name: str, topic: str | None, says: str) -> bool:
    """Whether a therapist is one whom what is missing lacks: of hours, one named or one of those who lead a topic."""
    leads = problem.therapists[name].leads
    if has_name(says, name) or isinstance(says, Unstaffed):
        return topic is None or topic in leads
    return topic is None and any(f"who lead {led} is available" in says for led in leads)


def _of_the_client(program: Program, problem: Problem, code: str, topic: str | None, says: str) -> list[str]:
    """What of a client's own rows is behind what was counted: hours that don't hold, days, a level they stepped to."""
    row, level, said = program.clients[code], problem.clients[code].level, list[str]()
    if not isinstance(says, Certain):
        return said
    there = program.client_hours.get(code, ())
    if until := says_held(there, problem.first_day):
        said.append(f"{code}'s hours hold {until}{_at(program, ('Client availability', code), '')}")
    if row.weekdays is not None and {one.weekday for one in there} - row.weekdays:
        days = ", ".join(WEEKDAY_NAMES[day] for day in sorted(row.weekdays))
        said.append(f"{code} is authorised for {days} only{_at(program, ('Clients', code), 'Days')}")
    if topic is None and level != row.level:
        said.append(f"the level is {level} by the curriculum {row.curriculum}")
    return said


def _of_own_time(says: str) -> bool:
    """Whether it was counted that a client's own time is too short, whoever leads and whatever the topics allow."""
    counted_so = isinstance(says, Certain) and not isinstance(says, Unstaffed)
    return counted_so and any(words in says for words in OWN_TIME) and "limits allow" not in says


def _when_there(program: Program, code: str) -> str:
    """`C017 can come Tue 17:00–20:00, Client availability!A4`."""
    there = says_hours(code, program.client_hours.get(code, ()), "can come", Wording(program.clock))
    return f"{there}{_at(program, ('Client availability', code), '')}"


def _at(program: Program, thing: tuple[str, str], column: str) -> str:
    cells = cells_of(program, thing, column)
    return f", {cells[0]}" if cells else ""


class _Absences(CalendarWeek):
    def taking_time_of(
        self, code: str, therapists: Collection[str], rooms: Collection[str] = ()
    ) -> list[str]:
        """What takes time and when, each with its cell: of everyone and the client first, of therapists, of rooms.

        Times at which the client couldn't come anyhow are taken by nothing.
        """
        days = {one[0] for one in self._authorised(code)}
        rows = [*self.rows_taking_time_of(code, therapists), *self._meeting(rooms, self._authorised(code))]
        return [*self._of_stay(self.program.clients[code], days), *map(self._told, dict.fromkeys(rows))]

    def rows_taking_time_of(self, code: str, therapists: Collection[str]) -> list[AwayRow]:
        """The absences that take time of a client in their stay: of everyone and the client, then of the therapists."""
        client = self.program.clients[code]
        stay = self.days_between(client.starts, client.ends)
        of_stay = [one for one in self._authorised(code) if one[0] in stay]
        rows = self._meeting((code, EVERYONE), of_stay)
        for name in therapists:
            hours = self._usual(self.program.therapist_hours.get(name, ()))
            both = [
                (day, max(opens, begins), min(closes, ends))
                for day, opens, closes in hours
                for on, begins, ends in of_stay
                if on == day and max(opens, begins) < min(closes, ends)
            ]
            rows += self._meeting((name,), both)
        return rows

    def _authorised(self, code: str) -> list[tuple[int, int, int]]:
        """A client's hours on the days that are authorised, as if nobody were away."""
        client = self.program.clients[code]
        return [
            one
            for one in self._usual(self.program.client_hours.get(code, ()))
            if client.weekdays is None or self.dates[one[0]].weekday() in client.weekdays
        ]

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
