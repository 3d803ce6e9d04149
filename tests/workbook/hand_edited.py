"""A small program, its roster without a fault, and the roster's sheets under a coordinator's hands. Synthetic."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.export.sheets.roster import write_roster
from planner.model import MINUTES_A_DAY, Problem, Roster, Seat, Session, clock
from planner.plan import Plan, lines_of
from planner.program import Program
from planner.rosters.file import read_roster_tables
from planner.rosters.roster_file import RosterFile
from planner.tables.open import open_tables
from planner.tables.raw import RawRow, RawTable
from planner.week.problem import problem_of
from planner.workbook.read import read_program
from tests.outside_program import Outside
from tests.outside_reader import read_sheets

FIRST_DAY = date(2026, 11, 30)
CREATED = datetime(2026, 11, 27, 16, 0)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

BOOK = {
    "settings": ("Setting,Value", "Changeover,10"),
    "topics": (
        "Topic,Minutes,Smallest,Largest,Kind,Most a week,Most a day,Leaders,Room kind,For,Not for,Levels,After,"
        "Runs at most,At once,Membership,Only if asked",
        "Anger,60,2,4,group,3,1,1,,,,,,4,1,open",
        "Grief,75,2,3,group,,1,1,,,new,,,,,open",
        "Skills,50,1,5,education,,2,1,,,,,Intro,,,open",
        "Women,45,2,4,group,,1,2,,women,,,,,,open",
        "Circle,55,2,4,group,,1,1,,,,,,,,closed,no",
        "Solo,40,1,1,individual,,1,1,office,,,IOP,,,,open,no",
    ),
    "therapists": (
        "Therapist,Leads,Most hours,Most a day,Most in a row",
        '"Ortiz, Ana",all,5,3,2',
        'T Vega,"Anger; Grief; Women; Solo; Circle",6,3,',
        "T Wolf,all,,,",
    ),
    "rooms": ("Room,Seats,Kind", "Oak,4,group", "Elm,3,group", 'Nook,1,"office, group"'),
    "times": ("Days,Starts", "Mon-Sat,9:00-16:00 every 30"),
    "clients": (
        "Client,Level,Min hours,Max hours,Primary therapist,Tags,Starts,Ends,Days",
        "C002,IOP,0,5,T Vega,women,,,",
        "C003,IOP,0,,,women,,2026-12-03,",
        "C005,IOP,0,4.5,,,,,Mon-Thu",
        "C007,OP,0,,,women; new,,,",
        "C011,IOP,0,5,,,,,",
        "C014,IOP adolescent,0,,,women,,,",
    ),
    "levels": (
        "Level,Min hours,Max hours,Max days,Max hours a day",
        "IOP,0,6,4,3",
        "IOP adolescent,0,5,3,2.5",
        "OP,0,4,,2",
    ),
    "client_availability": (
        "Client,Days,From,To",
        "C002,daily,8:00,18:00",
        "C003,Mon-Fri,8:00,15:00",
        "C005,daily,8:00,18:00",
        "C007,Mon-Fri,9:00,17:00",
        "C011,Mon-Thu,8:00,14:00",
        "C014,daily,8:00,18:00",
    ),
    "therapist_availability": (
        "Therapist,Days,From,To",
        '"Ortiz, Ana",Mon-Thu,8:00,16:00',
        "T Vega,Mon-Fri,9:00,17:00",
        "T Wolf,daily,8:00,18:00",
    ),
    "room_availability": ("Room,Days,From,To", "Elm,Mon-Fri,8:00,16:00"),
    "away": ("Who,First day,Last day,From,To", "T Vega,2026-12-03,2026-12-03,,"),
    "apart": ("Client,From", "C002,C005", '"C011","Ortiz, Ana"'),
    "fixed": ("Day,Start,Topic,Therapist,Room,Clients", "Tue,13:00,Skills,T Wolf,Oak,"),
    "attendance": (
        "Date,Start,Topic,Therapist,Client,Status",
        "2026-11-23,9:00,Circle,T Wolf,C002,attended",
        "2026-11-23,9:00,Circle,T Wolf,C003,attended",
        "2026-11-23,9:00,Circle,T Wolf,C014,attended",
    ),
}
BOOK["topics"] += ("Intro,30,1,6,education,,1,1,,,,,,,,open",)
BOOK["attendance"] += tuple(
    f"2026-11-24,9:00,Intro,T Wolf,{code},attended" for code in ("C002", "C003", "C005", "C011")
)


def at(day: int, hour: int, minute: int = 0) -> int:
    """A minute of the week."""
    return day * MINUTES_A_DAY + hour * 60 + minute


def session(
    id: str, topic: str, start: int, therapists: Sequence[str], room: str | None, *codes: str
) -> Session:
    minutes = {"Anger": 60, "Grief": 75, "Skills": 50, "Women": 45, "Circle": 55, "Solo": 40, "Intro": 30}[
        topic
    ]
    return Session(
        id,
        topic,
        start,
        minutes,
        therapists=tuple(therapists),
        room=room,
        seats=tuple(Seat(code) for code in sorted(codes)),
    )


ORTIZ, VEGA, WOLF = "Ortiz, Ana", "T Vega", "T Wolf"
SESSIONS = (
    session("Mon-0900-ANG", "Anger", at(0, 9), [ORTIZ], "Oak", "C002", "C003", "C007"),
    session("Mon-0900-SOL", "Solo", at(0, 9), [VEGA], "Nook", "C005"),
    session("Mon-1100-GRI", "Grief", at(0, 11), [WOLF], "Elm", "C003", "C005", "C011"),
    session("Tue-0930-WOM", "Women", at(1, 9, 30), [VEGA, WOLF], "Oak", "C002", "C003", "C014"),
    session("Tue-1100-ANG", "Anger", at(1, 11), [VEGA], "Oak", "C005", "C007", "C011"),
    session("Tue-1300-SKI", "Skills", at(1, 13), [WOLF], "Oak", "C002", "C003"),
    session("Wed-1000-CIR", "Circle", at(2, 10), [WOLF], "Oak", "C002", "C003", "C014"),
    session("Wed-1000-GRI", "Grief", at(2, 10), [VEGA], "Elm", "C005", "C011"),
    session("Thu-1100-ANG", "Anger", at(3, 11), [WOLF], "Oak", "C007", "C011", "C014"),
)
ROSTER = Roster(FIRST_DAY, SESSIONS)


@dataclass(frozen=True)
class Given:
    """The program as we read it and as the outside checker does, the week's problem, and the roster's tables."""

    program: Program
    outside: Outside
    problem: Problem
    tables: tuple[RawTable, ...]


def write_book(folder: Path) -> None:
    for name, lines in BOOK.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@cache
def given() -> Given:
    with TemporaryDirectory() as folder:
        book, path = Path(folder) / "book", Path(folder) / "roster.xlsx"
        book.mkdir()
        write_book(book)
        program, _ = read_program(book)
        problem = problem_of(program, FIRST_DAY)
        write(path, problem)
        return Given(program, Outside(read_sheets(book)), problem, tuple(open_tables(path)))


def plan(problem: Problem, roster: Roster = ROSTER) -> Plan:
    hours, needs = lines_of(problem, roster, {})
    return Plan(problem, roster, (), hours, needs=needs)


def write(path: Path, problem: Problem, roster: Roster = ROSTER) -> Path:
    write_roster(path, [plan(problem, roster)], CREATED)
    return path


class Hands:
    """The roster's sheets as rows of heading -> cell, to be edited and read again."""

    def __init__(self) -> None:
        self.sheets = {table.name: _rows(table) for table in given().tables}

    @property
    def sessions(self) -> list[dict[str, object]]:
        return self.sheets["Sessions"]

    @property
    def seats(self) -> list[dict[str, object]]:
        return self.sheets["Roster"]

    def session(self, id: str) -> dict[str, object]:
        return next(row for row in self.sessions if row.get("Session") == id)

    def seat(self, id: str, client: str) -> dict[str, object]:
        return next(row for row in self.seats if (row.get("Session"), row["Client"]) == (id, client))

    def seats_of(self, id: str) -> list[dict[str, object]]:
        return [row for row in self.seats if row.get("Session") == id]

    def read(self, program: Program | None = None, without: Sequence[str] = ()) -> RosterFile:
        names = [name for name in ("Sessions", "Roster", "As planned") if name not in without]
        tables = [_table(name, self.sheets[name]) for name in names]
        return read_roster_tables("roster.xlsx", tables, program or given().program)

    def roster(self) -> Roster:
        return self.read().rosters[0]


def when(start: int) -> dict[str, object]:
    """A start as somebody types it who leaves End as it was."""
    day = FIRST_DAY + timedelta(days=start // MINUTES_A_DAY)
    minute = start % MINUTES_A_DAY
    return {
        "Date": datetime(day.year, day.month, day.day),
        "Day": DAYS[start // MINUTES_A_DAY],
        "Start": time(minute // 60, minute % 60),
    }


def with_session(id: str, **parts: object) -> Roster:
    """The roster with one session otherwise; ids stay."""
    return changed(lambda one: replace(one, **parts) if one.id == id else one)  # type: ignore[arg-type]


def with_seats(id: str, *codes: str, roster: Roster = ROSTER) -> Roster:
    """The roster with other clients in one session."""
    seats = tuple(Seat(code) for code in sorted(codes))
    return changed(lambda one: replace(one, seats=seats) if one.id == id else one, roster)


def changed(change: Callable[[Session], Session], roster: Roster = ROSTER) -> Roster:
    return in_order([change(one) for one in roster.sessions])


def in_order(sessions: Sequence[Session]) -> Roster:
    return Roster(FIRST_DAY, tuple(sorted(sessions, key=lambda one: (one.start, one.topic, one.id))))


def called(one: Session) -> str:
    return f"{one.topic} ({DAYS[one.day]} {clock(one.start)})"


def _rows(table: RawTable) -> list[dict[str, object]]:
    headings = [str(value) for value in table.rows[0].values]
    return [dict(zip(headings, raw.values, strict=False)) for raw in table.rows[1:]]


def _table(name: str, rows: Sequence[dict[str, object]]) -> RawTable:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    lines = [RawRow(1, headings)]
    lines += [RawRow(at, [row.get(heading) for heading in headings]) for at, row in enumerate(rows, start=2)]
    return RawTable(name, "roster.xlsx", lines)


def write_csv(folder: Path, name: str, rows: Sequence[dict[str, object]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
