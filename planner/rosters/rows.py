"""What each row of a roster says: a session, or a client's seat, with names in the program's spelling."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta

from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, WEEKDAY_NAMES, Session, Wording, clock
from planner.program import Program
from planner.rosters.misplaced import says_what_became, where_status_belongs
from planner.rosters.notes import is_override, status_in
from planner.tables import cells, times
from planner.tables.names import Names, names_in, says_several
from planner.tables.rows import Row


@dataclass(frozen=True, slots=True)
class Content:
    """What a row says of its session; `None` = says nothing of it. `start` is minutes of the day.

    `therapists` `()` and `room` `''` mean that there is none.
    """

    day: date | None = None
    start: int | None = None
    topic: str | None = None
    therapists: tuple[str, ...] | None = None
    room: str | None = None

    def edits(self, planned: Content) -> dict[str, object]:
        """What this says otherwise than the plan did."""
        return {
            name: mine
            for name in CONTENT_FIELDS
            if (mine := getattr(self, name)) is not None and not same(mine, getattr(planned, name))
        }

    def with_edits(self, edits: dict[str, object]) -> Content:
        """This content with some of it said otherwise."""
        return replace(self, **edits)  # type: ignore[arg-type]

    def says_when(self) -> str:
        """`Mon 09:00`, as far as it is said."""
        day = WEEKDAY_NAMES[self.day.weekday()] if self.day else ""
        return f"{day} {clock(self.start) if self.start is not None else ''}".strip()

    def __str__(self) -> str:
        return f"{self.topic or 'a session'} ({self.says_when()})"


CONTENT_FIELDS = tuple(part.name for part in fields(Content))


def same(one: object, other: object) -> bool:
    """Whether two values of a content field agree; the order of leaders says nothing."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    return one == other


def content_of(session: Session, first_day: date) -> Content:
    """What a session's row says, all of it."""
    return Content(
        day=first_day + timedelta(days=session.day),
        start=session.start % MINUTES_A_DAY,
        topic=session.topic,
        therapists=session.therapists,
        room=session.room or "",
    )


@dataclass(frozen=True)
class SessionRow:
    """A row of Sessions; `id` is '' when blank."""

    row: Row
    id: str
    content: Content
    lock: str
    note: str
    lesson: int | None = None


@dataclass(frozen=True)
class SeatRow:
    """A row of Roster; `minutes` are the minutes its own cell says, credited if the seat was attended."""

    row: Row
    id: str
    content: Content
    client: str
    locked: bool
    status: str
    note: str
    minutes: int | None


@dataclass
class Spellings:
    """The names that may stand in a roster: the program's, and those of the plan as it was written.

    Without a program every name is taken as it stands, in the spelling first met.
    """

    program: Program | None
    clients: Names = field(default_factory=lambda: Names("client", "Clients"))
    topics: Names = field(default_factory=lambda: Names("topic", "Topics"))
    therapists: Names = field(default_factory=lambda: Names("therapist", "Therapists"))
    rooms: Names = field(default_factory=lambda: Names("room", "Rooms"))
    planned: dict[str, Names] = field(default_factory=dict)
    _gone: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.program is not None:
            for names, declared in (
                (self.clients, self.program.clients),
                (self.topics, self.program.topics),
                (self.therapists, self.program.therapists),
                (self.rooms, self.program.rooms),
            ):
                for name in declared:
                    names.spell(name)

    def as_planned(self, names: Names, name: str) -> str:
        """A name that the plan was written with, in the program's spelling if the program has it."""
        known = names.find(name) or (names.spell(name) if self._free(names) else None)
        return known or self.planned.setdefault(names.noun, Names(names.noun, names.sheet)).spell(name)

    def read(self, row: Row, column: str, names: Names) -> str | None:
        """A name in its declared spelling; `None` if blank or unknown, the latter noted."""
        text = row.text(column)
        return self._known(row, column, names, text) if text else None

    def read_several(self, row: Row, column: str) -> tuple[str, ...] | None:
        """The therapists of a cell; `None` if blank, unknown ones noted and left out."""

        def declared(text: str) -> str | None:
            old = self.planned.get(self.therapists.noun)
            return self.therapists.find(text) or (old.find(text) if old else None)

        if self.program is None:  # nobody says which names hold a comma; the planner itself writes semicolons
            parts: Iterable[str] = [part for part in row.text(column).split(";") if part.strip()]
        else:
            parts = row.read(column, lambda value: cells.read_list(value, declared)) or ()
        found = [self._known(row, column, self.therapists, cells.clean(part)) for part in parts]
        return tuple(dict.fromkeys(name for name in found if name)) if found else None

    def _known(self, row: Row, column: str, names: Names, text: str) -> str | None:
        found = names.find(text)
        if found is not None or self._free(names):
            return found or names.spell(text)
        old = self.planned.get(names.noun)
        was = old.find(text) if old else None
        if was is None:
            if not says_what_became(row, column):
                row.fault(column, *_unknown(row, column, names, text), found=text)
            return None
        if (names.noun, was) not in self._gone:
            self._gone.add((names.noun, was))
            row.fault(column, f"is no longer on the sheet {names.sheet}", "", "warning", found=was)
        return was

    def _free(self, names: Names) -> bool:
        # A program without rooms doesn't care what is typed as one.
        return self.program is None or (names is self.rooms and not self.program.rooms)


def _unknown(row: Row, column: str, names: Names, text: str) -> tuple[str, str]:
    """What to say of a name that nobody knows; of several in a cell, each of which is known, that they are several."""
    several = names_in(text, names)
    if len(several) < 2:
        return names.says_unknown(text)
    known = row.sheet.column(column)
    if known.holds == "list":
        return says_several(text, several, between=";")
    fix = "type a row for each" if known.required else "type one of them"
    return "is more than one name", f"{fix}: {'; '.join(several)}"


def read_session_row(
    row: Row, spellings: Spellings, planned: Content | None, first_day: date | None
) -> SessionRow:
    """A row of Sessions. `planned` is what stood there, `first_day` the first day of the week it was planned in."""
    said = _read_content(row, spellings, planned, first_day)
    if said.day is None and row.empty("Date"):
        row.fault(
            "Date", "Date is blank, and every session needs one", "type the day it takes place", found=""
        )
    nothing = Content(therapists=(), room="")
    # An unreadable cell is a fault already; what was planned keeps the rows that belong to it together.
    fallback = replace(planned, therapists=(), room="") if planned else nothing
    content = fallback.with_edits(
        {name: value for name in CONTENT_FIELDS if (value := getattr(said, name)) is not None}
    )
    lock, note = row.choice("Lock") or "", row.text("Note")
    if (became := status_in(note)) is not None:
        row.fault("Note", "changes nothing in a note", where_status_belongs(row, became), "warning")
    return SessionRow(
        row=row, id=row.text("Session"), content=content, lock=lock, note=note, lesson=row.limit("Lesson")
    )


def read_seat_row(
    row: Row, spellings: Spellings, planned: Content | None, first_day: date | None
) -> SeatRow | None:
    """A row of Roster, `None` when it can't be said whose seat it is."""
    client = spellings.read(row, "Client", spellings.clients)
    content = _read_content(row, spellings, planned, first_day)
    locked, status = row.yes_no("Lock") or False, row.choice("Status") or ""
    note, minutes = row.text("Note"), row.limit("Minutes")
    if not status and (became := status_in(note)) is not None:
        row.fault("Note", "changes nothing in a note", where_status_belongs(row, became), "warning")
    if client is None:
        return None
    return SeatRow(
        row=row,
        id=row.text("Session"),
        content=content,
        client=client,
        locked=locked,
        status=status,
        note=note,
        minutes=minutes,
    )


def _read_content(row: Row, spellings: Spellings, planned: Content | None, first_day: date | None) -> Content:
    return Content(
        day=_read_day(row, planned, first_day),
        start=_read_start(row, planned, spellings.program),
        topic=spellings.read(row, "Topic", spellings.topics),
        therapists=spellings.read_several(row, "Therapist"),
        room=spellings.read(row, "Room", spellings.rooms),
    )


def _read_start(row: Row, planned: Content | None, program: Program | None) -> int | None:
    """The start; `6:30` is asked back where no session starts so early, and this or another does twelve hours later."""
    if says_what_became(row, "Start"):
        return None
    start = row.read("Start", times.read_time)
    if start is None or program is None or planned is None or planned.start is None:
        return start
    starts = _starts(program)
    unlikely = start < times.EARLY and (planned.start >= times.NOON or start + times.NOON in starts)
    if not unlikely or start in starts or is_override(row.text("Note")):
        return start
    wording = Wording(program.clock)
    says = f"is {wording.time(start)}, when no session starts"
    meant = f"did you mean {wording.time(start + times.NOON)}?"
    row.fault("Start", says, f"{meant} If not, write 'override: ' and the reason into the row's Note")
    return planned.start


def _starts(program: Program) -> set[int]:
    """The minutes of the day at which any session may start."""
    own = {one for topic in program.topics.values() for one in topic.starts or ()}
    return {fixed.start for fixed in program.fixed} | {one for _, one in program.starts} | own


def day_of(row: Row) -> date | None:
    """The date of a row; where `12/1/2026` may be two, the weekday beside it settles which is meant."""
    return None if says_what_became(row, "Date") else row.day("Date", row.weekdays("Day"))


def _read_day(row: Row, planned: Content | None, first_day: date | None) -> date | None:
    """The date; where Date and Day disagree, whichever of the two was retyped."""
    day, weekdays = day_of(row), row.weekdays("Day")
    if day is None and weekdays and row.empty("Date"):
        return _of_weekday(row, weekdays, first_day)
    if day is None or not weekdays or day.weekday() in weekdays:
        return day
    if planned is None or planned.day is None or first_day is None:
        row.fault("Day", f"is not the weekday of {day.isoformat()}", "the date counts", "warning")
        return day
    if planned.day.weekday() in weekdays:
        return day
    if day != planned.day or len(weekdays) > 1:
        says = f"is not the weekday of the date, {WEEKDAY_NAMES[day.weekday()]} {day.isoformat()}"
        row.fault("Day", says, "type the right date, and its weekday or nothing")
        return day
    return _of_weekday(row, weekdays, first_day)


def _of_weekday(row: Row, weekdays: Collection[int], first_day: date | None) -> date | None:
    """The date of the one weekday in the week of a row, which is the roster's where it has a single one."""
    weeks = [first_day] if first_day is not None else list(row.weeks)
    if len(weekdays) != 1 or len(weeks) != 1:
        return None
    (weekday,), (week,) = weekdays, weeks
    return week + timedelta(days=(weekday - week.weekday()) % DAYS_A_WEEK)
