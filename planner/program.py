"""A program workbook as it was typed: every week's rows, checked cell by cell, nothing resolved yet.

`planner.week.problem` turns a `Program` and a date into one week's `Problem`. Names are those of the
contract's sheets. Weekdays are 0 (Monday) to 6 (Sunday); `start`, `opens`, `closes` are minutes of the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Apart, Attended, Lesson, Room, Therapist, Topic
from planner.whereabouts import Whereabouts

EVERYONE = "everyone"
"""Whom an absence of `everyone` concerns: a closure."""
DEFAULT_STARTS = tuple((weekday, start) for weekday in range(7) for start in range(8 * 60, 20 * 60 + 1, 30))
"""When sessions may start without the sheet Times: (weekday, minute of the day)."""


@dataclass(frozen=True, slots=True)
class LevelOfCare:
    """Bounds of a level of care: minutes and days per week, `..._a_day` per attended day; `None` = none."""

    name: str
    least_minutes: int = 0
    most_minutes: int | None = None
    least_days: int = 0
    most_days: int | None = None
    least_minutes_a_day: int = 0
    most_minutes_a_day: int | None = None
    most_on_end: int | None = None
    pause: int = 10


DEFAULT_LEVELS = {
    level.name: level
    for level in (
        LevelOfCare("IOP", 540, 1140, least_days=3, most_days=7, most_minutes_a_day=300),
        LevelOfCare("IOP adolescent", 360, 1140, least_days=3, most_days=7, most_minutes_a_day=300),
        LevelOfCare("PHP", 1200, 2400, least_days=5, most_days=7, most_minutes_a_day=420),
        LevelOfCare("OP", 0, 525, most_days=7, most_minutes_a_day=240),
    )
}


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A row of Clients; `least_minutes` and `most_minutes` override the level's, `None` = the level's.

    `of_default_level`: the row names no level.
    """

    code: str
    level: str
    least_minutes: int | None = None
    most_minutes: int | None = None
    primary: str | None = None
    tags: frozenset[str] = frozenset()
    starts: date | None = None
    ends: date | None = None
    weekdays: frozenset[int] | None = None
    curriculum: str | None = None
    curriculum_start: date | None = None
    family: str = ""
    of_default_level: bool = False


@dataclass(frozen=True, slots=True)
class WeeklyWindow:
    """A weekly stretch of availability on one weekday, in minutes of the day.

    It holds from `first_day` to `last_day`, both included; `None` = always. `topics` are those it is for; `None` = any.
    """

    weekday: int
    opens: int
    closes: int
    first_day: date | None = None
    last_day: date | None = None
    topics: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class AwayRow:
    """An absence of `who` (a name, or `everyone`); `opens`/`closes` `None` = from/to the day's end."""

    who: str
    first_day: date
    last_day: date
    opens: int | None = None
    closes: int | None = None
    reason: str = ""

    def meets_days(self, first_day: date, last_day: date) -> bool:
        """Whether it takes something of the days from the first to the last, both included."""
        return self.first_day <= last_day and self.last_day >= first_day

    def meets(self, day: date, start: int, end: int) -> bool:
        """Whether it takes something of a date's time from `start` to `end`, in minutes of that day."""
        opens = 0 if self.opens is None else self.opens
        closes = MINUTES_A_DAY if self.closes is None else self.closes
        return self.first_day <= day <= self.last_day and opens < end and start < closes


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A row of Needs; `total` = attended sessions after which the need is over."""

    client: str
    topic: str
    sessions: int = 1
    priority: int = 10
    since: date | None = None
    until: date | None = None
    total: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class WishRow:
    """A row of Wishes; exactly one of `topic`, `therapist`, `weekdays` and `hours` is set."""

    client: str
    prefers: bool
    weight: int = 5
    topic: str | None = None
    therapist: str | None = None
    weekdays: frozenset[int] | None = None
    hours: tuple[int, int] | None = None


def first_of_week(day: date, week_starts: int) -> date:
    """The first day of the week that holds a day; weeks begin on `week_starts` (0 = Monday)."""
    return day - timedelta(days=(day.weekday() - week_starts) % DAYS_A_WEEK)


def weeks_between(first: date, second: date, week_starts: int) -> int:
    """How many weeks the week of a date lies after that of another."""
    return (first_of_week(second, week_starts) - first_of_week(first, week_starts)).days // DAYS_A_WEEK


@dataclass(frozen=True, slots=True)
class FixedRow:
    """A row of Fixed: on `weekday`, or once on `day`; exactly one of the two is set.

    A weekly row holds from `since` to `until` (`None` = open), every so many weeks counted from the week of `since`.
    """

    topic: str
    start: int
    weekday: int | None = None
    day: date | None = None
    therapists: tuple[str, ...] = ()
    room: str | None = None
    clients: tuple[str, ...] = ()
    place: str = ""
    since: date | None = None
    until: date | None = None
    every: int = 1

    def held_on(self, day: date, week_starts: int) -> bool:
        """Whether it is held on a day, by its dates and its rhythm; weeks begin on `week_starts` (0 = Monday)."""
        if self.day is not None:
            return day == self.day
        if day.weekday() != self.weekday or not (self.since or day) <= day <= (self.until or day):
            return False
        return self.since is None or weeks_between(self.since, day, week_starts) % self.every == 0


@dataclass(frozen=True, slots=True)
class CurriculumRow:
    """A row of Curriculum: needs (or, with `topic` `None`, the level of care) for weeks of stay, 1 = first."""

    curriculum: str
    from_week: int
    to_week: int
    topic: str | None = None
    sessions: int = 1
    weekdays: frozenset[int] | None = None
    priority: int = 10
    level: str | None = None


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A row of Rules: `use` is `off`, `must` or a whole number (the weight)."""

    rule: str
    use: str | int
    place: str = ""


@dataclass(frozen=True, slots=True)
class RewardRow:
    """A row of Rewards: `cents` (and `step` more each further time in a row) for what `earned_for` names.

    `earned_for` is week complete, sessions, in a row or topic complete; `topic` `None` = any that counts; `number` are
    sessions; `resets`: a miss takes the amount back to the start; `cap` in cents for `cap_days` (`None`: the stay).
    """

    name: str
    earned_for: str
    topic: str | None
    number: int
    cents: int
    step: int = 0
    resets: bool = True
    cap: int | None = None
    cap_days: int | None = None


@dataclass(frozen=True)
class Program:
    """Everything one program workbook says. `rooms` empty = rooms never bind.

    `starts` are (weekday, minute of the day) at which sessions may start. `..._hours` are the availability
    sheets; a client or therapist without a row is never available, a room without one always.
    `month_first` says how `12/1/2026` is read (`None`: not at all); `clock` is 12 or 24, how times are shown.
    """

    topics: Mapping[str, Topic]
    therapists: Mapping[str, Therapist]
    clients: Mapping[str, ClientRow]
    client_hours: Mapping[str, tuple[WeeklyWindow, ...]]
    therapist_hours: Mapping[str, tuple[WeeklyWindow, ...]]
    starts: tuple[tuple[int, int], ...]
    rooms: Mapping[str, Room] = field(default_factory=dict)
    room_hours: Mapping[str, tuple[WeeklyWindow, ...]] = field(default_factory=dict)
    levels: Mapping[str, LevelOfCare] = field(default_factory=lambda: dict(DEFAULT_LEVELS))
    away: tuple[AwayRow, ...] = ()
    needs: tuple[NeedRow, ...] = ()
    wishes: tuple[WishRow, ...] = ()
    apart: tuple[Apart, ...] = ()
    fixed: tuple[FixedRow, ...] = ()
    attendance: tuple[Attended, ...] = ()
    curricula: tuple[CurriculumRow, ...] = ()
    rule_uses: tuple[RuleUse, ...] = ()
    rewards: tuple[RewardRow, ...] = ()
    lessons: Mapping[str, tuple[Lesson, ...]] = field(default_factory=dict)
    name: str = ""
    week_starts: int = 0
    time_zone: str = ""
    changeover: int = 0
    part_weeks: str = "prorated"
    closures: str = "full"
    lunch: tuple[int, int] | None = None
    lunch_minutes: int = 30
    notice_hours: int = 48
    month_first: bool | None = None
    clock: int = 24
    whereabouts: Whereabouts = field(default=Whereabouts(), compare=False, repr=False)
