"""One week's problem: everything that is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256

from planner.model.asks import Apart, Fixed, Need, Wish
from planner.model.faults import Fault, Place
from planner.model.offer import Lesson, Room, Therapist, Topic
from planner.model.roster import Roster, Session
from planner.model.times import DAYS_A_WEEK, MINUTES_A_DAY, WEEKDAY_NAMES, Window
from planner.model.wording import TWENTY_FOUR_HOURS, Wording


@dataclass(frozen=True, slots=True)
class Client:
    """One client in one week: `code` is all the planner knows a person by.

    The bounds are those of this week, part weeks already taken into account; minutes and days are
    per week, `..._a_day` per attended day. `days` are the authorised weekdays as days of this
    week (`None` = any); `starts` and `ends` are the first and last day of the stay. `most_on_end` are minutes of
    sessions without a pause of at least `pause` minutes. `part_week` says, if so, why the minimums are not the level's.
    `family` is what those who belong together have in common (blank: none is said).
    """

    code: str
    level: str
    least_minutes: int = 0
    most_minutes: int | None = None
    least_days: int = 0
    most_days: int | None = None
    least_minutes_a_day: int = 0
    most_minutes_a_day: int | None = None
    primary: str | None = None
    tags: frozenset[str] = frozenset()
    starts: date | None = None
    ends: date | None = None
    days: frozenset[int] | None = None
    most_on_end: int | None = None
    pause: int = 10
    part_week: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class GaveWay:
    """A weekly settled session that an absence changes this week.

    `without` are the clients, therapists and rooms that it does without; `cancelled`: it doesn't take
    place. `told` is the warning, `why` its reason, `place` that of the
    settled session.
    """

    topic: str
    start: int
    without: frozenset[str]
    cancelled: bool
    told: Fault
    why: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What is to stay free when a week is replanned, though no sheet forbids it; `because` says so in a few words.

    With a client and a topic: the client's seat in the topic's session at `start` (a hand took it out). With a client
    alone: everything that touches `start` to `end` (they called off, or are to be left alone). With a topic alone: its
    session at `start` (a hand deleted it), of several side by side all but those that are `left`.
    """

    start: int
    end: int
    client: str = ""
    topic: str = ""
    because: str = ""
    left: int = 0


@dataclass(frozen=True, slots=True)
class Attended:
    """One line of history: a client's session on a date. `start` is minutes of that day (or `None`).

    `room` is known from rosters alone: the sheet Attendance doesn't say it. `lesson` is the number of the one taught,
    `place` where the sheet's line stands.
    """

    day: date
    topic: str
    client: str
    start: int | None = None
    therapists: tuple[str, ...] = ()
    status: str = "attended"
    minutes: int | None = None
    room: str | None = None
    lesson: int | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing timetable: what the newest week before this one was like, in minutes of a week.

    `week` is the first day of that week. `sessions` are its groups and individual sessions with whoever had a seat in
    them, tests left out; `days` are the days on site of each client who was there then.
    """

    week: date
    sessions: tuple[Session, ...] = ()
    days: Mapping[str, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """Everything that is given for one week. Mappings keep the workbook's order.

    `starts` are the minutes of the week at which sessions may start; the `..._windows` are merged and
    already without absences (a name that is missing has no window at all). `hours_for` are, of clients and therapists
    some of whose hours are for some topics only, the windows of each topic. `lessons` are those of each topic that is
    taught lesson by lesson, in order of number. `history` is what happened
    before the week, and `standing` the timetable that the week should resemble (`None`: there is none).
    `gave_way` says which settled sessions aren't in `fixed` as usual, because of an absence.

    Only when replanning: `past` are sessions of this very week that have begun (before minute `as_of`), `exempt`
    those ahead that stand as they are although a rule may speak against them: a note overrides it, or they were called
    off as a whole. Both are part of every roster. `published` is the roster in force, from which little should
    change; changes nearer than `notice` (minutes) to the moment of replanning weigh more: that is minute `as_of` or, as
    long as the week lies ahead, `lead` minutes before it (`None`: nobody knows when it is). `freed` names clients,
    therapists, topics and days (`Thu`) whose changes cost nothing. `taken_out` is what stays free. `seed` is the
    search's, for draws.
    `begin` is a roster with which the search of any week may begin; nothing is owed to it.
    """

    first_day: date
    topics: Mapping[str, Topic] = field(default_factory=dict)
    clients: Mapping[str, Client] = field(default_factory=dict)
    therapists: Mapping[str, Therapist] = field(default_factory=dict)
    starts: tuple[int, ...] = ()
    client_windows: Mapping[str, tuple[Window, ...]] = field(default_factory=dict)
    therapist_windows: Mapping[str, tuple[Window, ...]] = field(default_factory=dict)
    rooms: Mapping[str, Room] = field(default_factory=dict)
    room_windows: Mapping[str, tuple[Window, ...]] = field(default_factory=dict)
    hours_for: Mapping[str, Mapping[str, tuple[Window, ...]]] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    wishes: tuple[Wish, ...] = ()
    apart: tuple[Apart, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    gave_way: tuple[GaveWay, ...] = ()
    lessons: Mapping[str, tuple[Lesson, ...]] = field(default_factory=dict)
    history: tuple[Attended, ...] = ()
    standing: Standing | None = None
    past: tuple[Session, ...] = ()
    exempt: tuple[Session, ...] = ()
    changeover: int = 0
    lunch: tuple[int, int] | None = None
    lunch_minutes: int = 30
    program: str = ""
    wording: Wording = TWENTY_FOUR_HOURS
    as_of: int = 0
    published: Roster | None = None
    begin: Roster | None = None
    notice: int = 48 * 60
    lead: int | None = None
    freed: frozenset[str] = frozenset()
    seed: int = 1
    taken_out: tuple[TakenOut, ...] = ()

    @property
    def untouched(self) -> tuple[Session, ...]:
        """The sessions that are part of every roster as they are: those that have begun, and those exempt."""
        return (*self.past, *self.exempt)

    @cached_property
    def untouched_at(self) -> frozenset[tuple[str, int]]:
        """The topic and start of each of them: what stands there breaks no rule any more."""
        return frozenset((session.topic, session.start) for session in self.untouched)

    @cached_property
    def standing_topics(self) -> frozenset[str]:
        """Topics of which a session is settled or has begun: it may be smaller, or led otherwise, than rules ask."""
        return frozenset((*(row.topic for row in self.fixed), *(held.topic for held in self.untouched)))

    @cached_property
    def last_lessons(self) -> Mapping[str, Mapping[str, int | None]]:
        """By client and topic, the lesson of the last session attended before the week; `None` where none was told."""
        last: dict[str, dict[str, int | None]] = {}
        for line in self.history:
            if line.status == "attended":
                last.setdefault(line.client, {})[line.topic] = line.lesson
        return last

    @property
    def replanned_at(self) -> int:
        """The moment of replanning as a minute of the week, negative before it; 0 where nobody knows when it is."""
        return self.as_of - (self.lead or 0)

    @cached_property
    def every_start(self) -> tuple[int, ...]:
        """Every minute of the week at which a session of any topic may start or is settled."""
        own = {start for topic in self.topics.values() for start in self.starts_of(topic)}
        return tuple(sorted({*self.starts, *own, *(fixed.start for fixed in self.fixed)}))

    @cached_property
    def asking(self) -> Mapping[str, frozenset[str]]:
        """By topic, who asks for it at any time: with a need of this week, or a preference."""
        found: dict[str, set[str]] = {name: set() for name in self.topics}
        for need in self.needs:
            found.setdefault(need.topic, set()).add(need.client)
        for wish in self.wishes:
            if wish.prefers and wish.topic:
                found.setdefault(wish.topic, set()).add(wish.client)
        return {topic: frozenset(codes) for topic, codes in found.items()}

    def starts_of(self, topic: Topic) -> tuple[int, ...]:
        """The minutes of the week at which sessions of a topic may start; its own, on the days of the program."""
        if topic.starts is None:
            return self.starts
        days = sorted({start // MINUTES_A_DAY for start in self.starts})
        return tuple(day * MINUTES_A_DAY + start for day in days for start in topic.starts)

    def seats_in(self, topic: Topic, room: str | None) -> int:
        """How many clients a session of a topic seats: its largest, or what its room holds where that is less."""
        known = self.rooms.get(room or "")
        return topic.largest if known is None else min(topic.largest, known.seats)

    def staff_minutes(self, session: Session) -> int:
        """The minutes of therapists that a session takes: those of its topic's leaders, a second one's if there."""
        topic = self.topics[session.topic]
        led_by = topic.leaders if topic.second_leader_above is None else len(set(session.therapists))
        return session.minutes * led_by

    def rooms_for(self, topic: Topic) -> list[Room]:
        """The rooms of the kind a topic asks for, all of them where it asks for none."""
        return [room for room in self.rooms.values() if room.suits(topic)]

    def most_seats(self, topic: Topic) -> int:
        """How many clients one session of a topic seats at most, whichever room it is in."""
        rooms = self.rooms_for(topic) if topic.needs_room else []
        return min(topic.largest, max((room.seats for room in rooms), default=topic.largest))

    def drawn_days(self, code: str) -> tuple[int, ...]:
        """The days 0 to 6 in an order drawn from the week, the client and the seed: fair, and not to be foreseen.

        Each order is as likely as any other, so each of somebody's days on site is as likely to be their first in it.
        """

        def drawn(day: int) -> bytes:
            return sha256(f"{self.first_day.isoformat()}|{code}|{self.seed}|{day}".encode()).digest()

        return tuple(sorted(range(DAYS_A_WEEK), key=drawn))

    def date_of(self, start: int) -> date:
        """The calendar date of a minute of the week."""
        return self.first_day + timedelta(days=start // MINUTES_A_DAY)

    def day_of(self, day: date) -> int | None:
        """The day of the week (0 to 6) a date is, `None` outside the week."""
        ahead = (day - self.first_day).days
        return ahead if 0 <= ahead < DAYS_A_WEEK else None

    def weekday_name(self, day: int) -> str:
        """`Mon` to `Sun` for a day 0 to 6 of this week."""
        return WEEKDAY_NAMES[(self.first_day + timedelta(days=day)).weekday()]

    def says_when(self, start: int) -> str:
        """A start as people say it: `Mon 09:00`, or `Mon 9:00 AM`."""
        return f"{self.weekday_name(start // MINUTES_A_DAY)} {self.wording.time(start)}"
