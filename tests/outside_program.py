"""What a program workbook says, as the outside checker understands it from the contract alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from tests.outside_reader import (
    Row,
    clock_of,
    day_of,
    joined,
    minutes_of,
    names_of,
    plain,
    starts_of,
    weekdays_of,
    whole,
    yes,
)

DEFAULTS = (("sessions", 1), ("priority", "should"), ("status", "attended"))
COUNTING_KINDS = ("group", "education", "individual", "family")
DEFAULT_LEVELS: list[Row] = [
    {"level": "IOP", "minhours": 9, "maxhours": 19, "mindays": 3, "maxdays": 7, "maxhoursaday": 5},
    {"level": "IOP adolescent", "minhours": 6, "maxhours": 19, "mindays": 3, "maxdays": 7, "maxhoursaday": 5},
    {"level": "PHP", "minhours": 20, "maxhours": 40, "mindays": 5, "maxdays": 7, "maxhoursaday": 7},
    {"level": "OP", "minhours": 0, "maxhours": 8.75, "mindays": 0, "maxdays": 7, "maxhoursaday": 4},
]


@dataclass(frozen=True)
class Terms:
    """A row of Topics; `None` = no limit, tags and levels as `plain` makes them."""

    kind: str
    minutes: int
    smallest: int
    largest: int
    counts: bool
    most_a_week: int | None
    most_a_day: int | None
    runs_at_most: int | None
    leaders: int
    second_leader_above: int | None
    needs_room: bool
    room_kind: str | None
    at_once: int | None
    wanted: frozenset[str]
    barred: frozenset[str]
    levels: frozenset[str]
    after: tuple[str, ...]
    closed: bool
    leader_tags: frozenset[str]
    starts: frozenset[int] | None
    only_if_asked: bool


@dataclass(frozen=True)
class Bounds:
    """A client's bounds in a week, in minutes and days."""

    least_minutes: int
    most_minutes: int | None
    most_days: int | None
    most_a_day: int | None
    least_days: int


@dataclass(frozen=True)
class Ask:
    """A row of Needs or of a curriculum in a week: `days` are the dates on which a session counts for it."""

    topic: str
    sessions: int
    priority: int
    days: frozenset[date]


def priority_of(row: Row) -> int:
    """A row's priority as a number."""
    word = plain(row.get("priority") or "should")
    return {"must": 100, "should": 10, "could": 1}.get(word) or whole(word) or 10


def unlike(rows: list[Row]) -> list[Row]:
    """The rows, identical ones once; a blank cell means the default."""
    said = [row | {heading: usual for heading, usual in DEFAULTS if row.get(heading) is None} for row in rows]
    return [row for place, row in enumerate(rows) if said[place] not in said[:place]]


class Outside:
    """The sheets of a program workbook with the contract's defaults; names are kept as they are spelled."""

    def __init__(self, sheets: dict[str, list[Row]]) -> None:
        self.sheets = sheets
        self.settings = {plain(row["setting"]): row.get("value") for row in self.rows("settings")}
        self.changeover = whole(self.settings.get("changeover"), 0) or 0
        self.clients = {str(row["client"]): row for row in self.rows("clients")}
        self.therapists = {str(row["therapist"]): row for row in self.rows("therapists")}
        self.rooms = {str(row["room"]): row for row in self.rows("rooms")}
        self.levels = {plain(row["level"]): row for row in self.rows("levels") or DEFAULT_LEVELS}
        topics = self.rows("topics")
        self.topics = {str(row["topic"]): _terms(row, [str(r["topic"]) for r in topics]) for row in topics}
        self.starts: dict[int, set[int]] = {day: set() for day in range(7)}
        for row in self.rows("times"):
            for day in weekdays_of(row.get("days")):
                self.starts[day] |= starts_of(row["starts"])
        if not self.rows("times"):
            self.starts = {day: set(range(480, 1201, 30)) for day in range(7)}
        self.fixed = self.rows("fixed")
        self.pairs = {frozenset((str(row["client"]), str(row["from"]))) for row in self.rows("apart")}
        self.is_there = cache(self._is_there)
        self.has_been: set[tuple[str, str, date, int]] = set()
        """Client, topic, date and end of the seats of a roster that have been sat in when it is replanned."""

    def rows(self, sheet: str) -> list[Row]:
        """A sheet's rows, none if it isn't there."""
        return self.sheets.get(sheet, [])

    def week_of(self, day: date) -> date:
        """The first day of the week that holds a day."""
        first = min(weekdays_of(self.settings.get("weekstarts") or "Mon"))
        return day - timedelta(days=(day.weekday() - first) % 7)

    def leads(self, name: str) -> set[str]:
        """The topics a therapist leads."""
        cell = self.therapists[name].get("leads")
        return set(self.topics) if plain(cell) == "all" else set(names_of(cell, self.topics))

    def room(self, name: str) -> tuple[int, set[str]]:
        """A room's seats and kinds."""
        row = self.rooms[name]
        return whole(row["seats"]) or 0, {plain(kind) for kind in names_of(row.get("kind") or "group", ())}

    def tags(self, code: str) -> set[str]:
        """A client's tags."""
        return {plain(tag) for tag in names_of(self.clients[code].get("tags"), ())}

    def led_by(self, topic: str, names: list[str]) -> bool:
        """Whether one of these therapists has all the tags that a topic asks of a leader."""
        rows = [self.therapists[name] for name in names if name in self.therapists]
        tags = [{plain(tag) for tag in names_of(row.get("tags"), ())} for row in rows]
        asked = self.topics[topic].leader_tags
        return not asked or not names or any(asked <= own for own in tags)

    def may_start(self, topic: str, day: date, start: int) -> bool:
        """Whether a session of a topic may start then."""
        listed, own = self.starts[day.weekday()], self.topics[topic].starts
        return start in listed if own is None else bool(listed) and start in own

    def asks(self, code: str, topic: str, day: date, start: int) -> bool:
        """Whether a need, a curriculum, a preference or a settled seat asks for a client's seat."""
        if any(row["client"] == code and row["topic"] == topic for row in self.rows("needs")):
            return True
        if any(
            row["client"] == code and plain(row["wish"]) == "prefers" and plain(row["what"]) == plain(topic)
            for row in self.rows("wishes")
        ):
            return True
        curriculum = self.clients[code].get("curriculum")
        if curriculum is not None and any(
            row["curriculum"] == curriculum and row.get("topic") == topic for row in self.rows("curriculum")
        ):
            return True
        return any(
            row["topic"] == topic
            and clock_of(row["start"]) == start
            and self.falls_on(row, day)
            and code in names_of(row.get("clients"), self.clients)
            for row in self.fixed
        )

    def authorised(self, code: str) -> set[int]:
        """The weekdays on which a client may come."""
        return weekdays_of(self.clients[code].get("days"))

    def apart(self, one: str, other: str) -> bool:
        """Whether two must never be in one session."""
        return frozenset((one, other)) in self.pairs

    def usually_there(self, kind: str, name: str, day: date, start: int, end: int) -> bool:
        """Whether somebody, or a room, can be there on such a weekday when nobody is away."""
        return self._is_there(kind, name, day, start, end, usual=True)

    def _is_there(
        self, kind: str, name: str, day: date, start: int, end: int, usual: bool = False, topic: str = ""
    ) -> bool:
        rows = [row for row in self.rows(f"{kind}availability") if row[kind] == name]
        wanted = [names_of(row.get("topics"), self.topics) for row in rows]
        windows = joined(
            (clock_of(row["from"]) or 0, clock_of(row["to"]) or 1440)
            for row, only in zip(rows, wanted, strict=True)
            if day.weekday() in weekdays_of(row.get("days"))
            and (not topic or not only or topic in only)
            and (usual or (day_of(row.get("firstday")) or day) <= day <= (day_of(row.get("lastday")) or day))
        )
        if (rows or kind != "room") and not any(opens <= start and end <= shut for opens, shut in windows):
            return False
        for row in self.rows("away") if not usual else ():
            first = day_of(row["firstday"])
            last = day_of(row.get("lastday")) or first
            assert first is not None and last is not None
            if row["who"] != name and plain(row["who"]) != "everyone":
                continue
            opens, shut = clock_of(row.get("from")), clock_of(row.get("to"))
            if first <= day <= last and (opens or 0) < end and start < (1440 if shut is None else shut):
                return False
        return True

    def attended(self, code: str, topic: str, day: date, start: int) -> bool:
        """Whether a client has attended a topic before a session."""
        been = [(on, end) for who, what, on, end in self.has_been if (who, what) == (code, topic)]
        return any((on, end) <= (day, start) for on, end in been) or any(
            row["client"] == code
            and row["topic"] == topic
            and plain(row.get("status") or "attended") == "attended"
            and (day_of(row["date"]), clock_of(row.get("start")) or 0) < (day, start)
            for row in self.rows("attendance")
        )

    def members(self, topic: str, week: date) -> set[str]:
        """Who attended a topic before a week: a closed group's members."""
        return {
            str(row["client"])
            for row in self.rows("attendance")
            if row["topic"] == topic
            and plain(row.get("status") or "attended") == "attended"
            and (day_of(row["date"]) or week) < week
        } | {who for who, what, on, _ in self.has_been if what == topic and self.week_of(on) < week}

    def falls_on(self, fixed: Row, day: date) -> bool:
        """Whether a row of Fixed is about a day: a weekday of every week, or a date."""
        cell, since = fixed["day"], day_of(fixed.get("from"))
        if not (since or day) <= day <= (day_of(fixed.get("until")) or day):
            return False
        if since and (self.week_of(day) - self.week_of(since)).days // 7 % (
            whole(fixed.get("every"), 1) or 1
        ):
            return False
        if isinstance(cell, str) and not cell[:1].isdigit():
            return day.weekday() in weekdays_of(cell)
        return day_of(cell) == day

    def in_stay(self, code: str, day: date) -> bool:
        """Whether a day lies within a client's stay."""
        row = self.clients[code]
        begins, ends = day_of(row.get("starts")), day_of(row.get("ends"))
        return (begins or day) <= day <= (ends or day)

    def settled_at(self, topic: str, day: date, start: int) -> list[Row]:
        """The rows of Fixed that settle a session."""
        return [
            row
            for row in self.fixed
            if row["topic"] == topic and clock_of(row["start"]) == start and self.falls_on(row, day)
        ]

    def level_of(self, code: str, day: date) -> str:
        """A client's level of care on a day: the curriculum's, the client's, or the default."""
        row, level = self.clients[code], None
        for step in self.steps_of(code, day):
            if step.get("topic") is None:
                level = step.get("level")
        return str(level or row.get("level") or self.settings.get("defaultlevel") or "IOP")

    def asks_of(self, code: str, week: date) -> list[Ask]:
        """What a client's rows of Needs and of the curriculum ask for in a week; each row is a need of its own."""
        days = [week + timedelta(days=step) for step in range(7)]
        found = []
        for row in unlike(self.rows("needs")):
            held = [
                day
                for day in days
                if (day_of(row.get("from")) or day) <= day <= (day_of(row.get("until")) or day)
            ]
            sessions, total = whole(row.get("sessions"), 1) or 0, whole(row.get("total"))
            if total is not None:
                sessions = min(sessions, total - self._attended(code, str(row["topic"]), week))
            if row["client"] == code and held and sessions > 0:
                found.append(Ask(str(row["topic"]), sessions, priority_of(row), frozenset(held)))
        for step in self.steps_of(code, week):
            if step.get("topic") is not None:
                weekdays = weekdays_of(step.get("days")) if step.get("days") is not None else range(7)
                held = [day for day in days if day.weekday() in weekdays]
                sessions = whole(step.get("sessions"), 1) or 0
                found.append(Ask(str(step["topic"]), sessions, priority_of(step), frozenset(held)))
        return found

    def _attended(self, code: str, topic: str, before: date) -> int:
        """How many sessions of a topic a client has attended before a week."""
        return sum(
            (row["client"], row["topic"]) == (code, topic)
            and plain(row.get("status") or "attended") == "attended"
            and (day_of(row["date"]) or before) < before
            for row in unlike(self.rows("attendance"))
        ) + sum((who, what) == (code, topic) and on < before for who, what, on, _ in self.has_been)

    def steps_of(self, code: str, day: date) -> list[Row]:
        """The rows of a client's curriculum that hold in the week of a day."""
        row = self.clients[code]
        begun = day_of(row.get("curriculumstart"))
        if row.get("curriculum") is None or begun is None:
            return []
        number = (self.week_of(day) - self.week_of(begun)).days // 7 + 1
        return [
            step
            for step in unlike(self.rows("curriculum"))
            if step["curriculum"] == row["curriculum"]
            and (whole(step["fromweek"]) or 0) <= number <= (whole(step["toweek"]) or 0)
        ]

    def counted_of(self, code: str, week: date) -> tuple[int, int]:
        """Of how many program days (days with starts that are authorised) how many the minimum counts for."""
        days = [week + timedelta(days=step) for step in range(7)]
        days = [day for day in days if self.starts[day.weekday()] and day.weekday() in self.authorised(code)]
        if not days:
            return 1, 1
        outside = {day for day in days if not self.in_stay(code, day)}
        closed = {
            day
            for day in set(days) - outside
            if not any(
                self.is_there("room", "", day, start, start + 1) for start in self.starts[day.weekday()]
            )
        }
        missing: set[date] = set()
        for gone, setting, usual in ((outside, "partweeks", "prorated"), (closed, "closures", "full")):
            use = plain(self.settings.get(setting) or usual)
            if gone and use != "full":
                missing |= set(days) if use == "waived" else gone
        return len(days) - len(missing), len(days)

    def days_of_stay(self, code: str, week: date) -> int:
        """How many days of a week lie within a client's stay."""
        row = self.clients[code]
        begins, ends = day_of(row.get("starts")) or date.min, day_of(row.get("ends")) or date.max
        return sum(begins <= week + timedelta(days=step) <= ends for step in range(7))

    def bounds(self, code: str, week: date) -> Bounds:
        """A client's bounds in a week: their own, else the level's; the minimum counted as part weeks are."""
        row, level = self.clients[code], self.levels[plain(self.level_of(code, week))]

        def own(heading: str) -> Any:
            return level.get(heading) if row.get(heading) is None else row[heading]

        least, (counted, of) = minutes_of(own("minhours"), 0) or 0, self.counted_of(code, week)
        least = int(least * counted / of + 0.5)
        return Bounds(
            least,
            minutes_of(own("maxhours")),
            whole(level.get("maxdays")),
            most_a_day=minutes_of(level.get("maxhoursaday")),
            least_days=(whole(level.get("mindays"), 0) or 0) * counted // of,
        )


def _terms(row: Row, topics: list[str]) -> Terms:
    kind = plain(row.get("kind") or "group")
    closed = plain(row.get("membership") or "open") == "closed"
    alone = 1 if kind == "individual" else None
    room_kind = None if row.get("roomkind") is None else plain(row["roomkind"])
    return Terms(
        kind=kind,
        minutes=whole(row["minutes"]) or 0,
        smallest=whole(row.get("smallest"), 1) or 0,
        largest=whole(row.get("largest"), alone or 12) or 0,
        counts=yes(row.get("counts"), kind in COUNTING_KINDS),
        most_a_week=whole(row.get("mostaweek")),
        most_a_day=whole(row.get("mostaday"), 1),
        runs_at_most=whole(row.get("runsatmost")),
        leaders=whole(row.get("leaders"), 1) or 0,
        second_leader_above=whole(row.get("secondleaderabove")),
        needs_room=room_kind != "none",
        room_kind=None if room_kind == "none" else room_kind,
        at_once=whole(row.get("atonce")),
        wanted=frozenset(plain(tag) for tag in names_of(row.get("for"), ())),
        barred=frozenset(plain(tag) for tag in names_of(row.get("notfor"), ())),
        levels=frozenset(plain(level) for level in names_of(row.get("levels"), ())),
        after=tuple(names_of(row.get("after"), topics)),
        closed=closed,
        leader_tags=frozenset(plain(tag) for tag in names_of(row.get("leadertags"), ())),
        starts=None if row.get("starts") is None else frozenset(starts_of(row["starts"])),
        only_if_asked=yes(row.get("onlyifasked"), closed or kind not in ("group", "education")),
    )
