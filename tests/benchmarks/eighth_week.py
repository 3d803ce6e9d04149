"""Weeks that plan to nothing missing, for the eighth set of planted faults: three programs, in openpyxl alone.

Adults come in the day or in the evening, adolescents after school, and a day hospital steps down by a curriculum.
What stands in a workbook is taken from its contract, not from the planner; the same size gives the same workbook.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from math import ceil
from pathlib import Path

from openpyxl import Workbook

Cell = str | int | float | time | date | None
Row = dict[str, Cell]

MONDAY = date(2026, 11, 30)

HEADINGS: dict[str, str] = {
    "Settings": "Setting,Value",
    "Levels": "Level,Min hours,Max hours,Min days,Max days,Min hours a day,Max hours a day",
    "Topics": "Topic,Kind,Minutes,Smallest,Largest,Best size,Counts,Most a week,Most a day,Runs at least,"
    "Runs at most,Leaders,Room kind,At once,For,Not for,Levels,Leader tags,Starts,Only if asked,After,Membership",
    "Therapists": "Therapist,Leads,Most hours,Most a day,Most in a row,Tags",
    "Rooms": "Room,Seats,Kind",
    "Times": "Days,Starts",
    "Clients": "Client,Level,Min hours,Max hours,Primary therapist,Tags,Starts,Ends,Days,Curriculum,Curriculum start",
    "Client availability": "Client,Days,From,To,First day,Last day",
    "Therapist availability": "Therapist,Days,From,To,First day,Last day",
    "Room availability": "Room,Days,From,To,First day,Last day",
    "Away": "Who,First day,Last day,From,To,Reason",
    "Needs": "Client,Topic,Sessions,Priority,From,Until,Total",
    "Wishes": "Client,Wish,What,Weight",
    "Apart": "Client,From",
    "Fixed": "Day,Start,Topic,Therapist,Room,Clients,From,Until,Every",
    "Attendance": "Date,Start,Topic,Therapist,Client,Status,Minutes",
    "Curriculum": "Curriculum,From week,To week,Topic,Sessions,Days,Priority,Level",
    "Rules": "Rule,Use",
}

LEVELS = (
    ("IOP", 9, 19, 3, 5, None, 5),
    ("IOP adolescent", 6, 19, 3, 5, None, 5),
    ("PHP", 20, 40, 5, 5, None, 7),
)


@dataclass
class Book:
    """A program workbook in the making: the rows of each sheet, by heading."""

    sheets: dict[str, list[Row]] = field(default_factory=lambda: {sheet: [] for sheet in HEADINGS})

    def add(self, sheet: str, *values: Cell, **named: Cell) -> int:
        """Add a row, its first cells in the order of the headings, others by heading (`_` for a blank); its number."""
        headings = HEADINGS[sheet].split(",")
        row = dict(zip(headings, values, strict=False))
        for heading, value in named.items():
            row[heading.replace("_", " ")] = value
        unknown = set(row) - set(headings)
        if unknown:
            raise KeyError(f"{sheet} has no column {sorted(unknown)}")
        self.sheets[sheet].append(row)
        return len(self.sheets[sheet]) + 1

    def number(self, sheet: str, key: str, which: int = 0) -> int:
        """The number, in the sheet, of the `which`-th row whose first cell, or first two joined by ` / `, is `key`."""
        headings = HEADINGS[sheet].split(",")
        numbers = [
            index + 2
            for index, row in enumerate(self.sheets[sheet])
            if key in (str(row.get(headings[0])), f"{row.get(headings[0])} / {row.get(headings[1])}")
        ]
        return numbers[which]

    def change(self, sheet: str, number: int, values: Row) -> None:
        """Type these values over the row of that number."""
        unknown = set(values) - set(HEADINGS[sheet].split(","))
        if unknown:
            raise KeyError(f"{sheet} has no column {sorted(unknown)}")
        self.sheets[sheet][number - 2].update(values)

    def clear(self, sheet: str, number: int) -> None:
        """Leave the row of that number empty."""
        self.sheets[sheet][number - 2] = {}

    def write(self, path: Path) -> None:
        """Write the workbook, without the sheets that hold nothing."""
        workbook = Workbook()
        del workbook[workbook.sheetnames[0]]
        for sheet, rows in self.sheets.items():
            if not rows:
                continue
            page = workbook.create_sheet(sheet)
            headings = HEADINGS[sheet].split(",")
            page.append(headings)
            for row in rows:
                page.append([row.get(heading) for heading in headings])
        path.parent.mkdir(parents=True, exist_ok=True)
        workbook.save(path)


def _levels(book: Book) -> None:
    for level in LEVELS:
        book.add("Levels", *level)


def _group(book: Book, topic: str, minutes: int, smallest: int, largest: int, **named: Cell) -> None:
    book.add("Topics", topic, "group", minutes, smallest, largest, **named)


def _individual(book: Book, starts: str) -> None:
    book.add("Topics", "Individual", "individual", 45, 1, 1, Room_kind="none", Starts=starts)


ADULT_GROUPS = ("Process Group", "Relapse Prevention", "Coping Skills", "DBT Skills", "Health Education")
DAY_STAFF = ("Adams", "Baker", "Clark", "Diaz", "Evans", "Foster")
EVENING_STAFF = ("Grant", "Hayes", "Irwin", "Jones", "King", "Lopez")
ROOMS = ("Oak", "Elm", "Ash", "Birch", "Cedar", "Maple", "Pine")


def _adult_staff(book: Book, names: tuple[str, ...], days: str, hours: tuple[time, time]) -> None:
    for position, name in enumerate(names):
        leads = [*ADULT_GROUPS, "Women's Group", "Individual"]
        if position < 2:
            leads.append("Trauma Recovery")
        if position == 1:
            leads.append("Grief")
        if position == 2:
            leads.append("Anger Management")
        tags = "trauma certified" if position < 2 else None
        book.add("Therapists", name, ", ".join(leads), 30, 6, Tags=tags)
        book.add("Therapist availability", name, days, *hours)


def _adult_client(book: Book, index: int, half: int, staff: tuple[str, ...]) -> None:
    code = f"A{index + 1:02}"
    tags = [tag for tag, held in (("women", index % 2 == 0), ("trauma", index % 4 == 1)) if held]
    primary = staff[index % len(staff)]
    book.add("Clients", code, "IOP", Primary_therapist=primary, Tags=", ".join(tags) or None)
    if index < half:
        book.add("Client availability", code, "Mon-Fri", time(9), time(14))
    else:
        book.add("Client availability", code, "Mon-Thu", time(16), time(21, 10))
    book.add("Needs", code, "Individual", 1, "must")
    book.add("Needs", code, "Relapse Prevention", 1, "should")
    if index % 2 == 0:
        book.add("Needs", code, "Women's Group", 1, "should")
    if index % 4 == 1:
        book.add("Needs", code, "Trauma Recovery", 1, "must")
    if index % 6 == 0:
        book.add("Needs", code, "Grief", 1, "should")
    if index % 6 == 3:
        book.add("Needs", code, "Anger Management", 1, "should")


def adults(size: int) -> Book:
    """An intensive outpatient program of adults: half of the clients come in the day, half in the evening."""
    book = Book()
    book.add("Settings", "Program", "Harbor adults")
    _levels(book)
    for topic in ADULT_GROUPS:
        _group(book, topic, 90, 3, 12)
    _group(book, "Women's Group", 90, 3, 12, For="women")
    asked: Row = {"Only_if_asked": "yes"}
    _group(
        book, "Trauma Recovery", 90, 3, 10, For="trauma", Leaders=2, Leader_tags="trauma certified", **asked
    )
    _group(book, "Grief", 90, 2, 8, **asked)
    _group(book, "Anger Management", 90, 2, 8, **asked)
    _individual(book, "12:20, 13:10, 16:10, 20:20")
    book.add("Times", "Mon-Fri", "9:00, 10:45")
    book.add("Times", "Mon-Thu", "17:00, 18:45")
    half = size // 2
    count = max(3, ceil(half / 7))
    day, evening = DAY_STAFF[:count], EVENING_STAFF[:count]
    _adult_staff(book, day, "Mon-Fri", (time(8, 30), time(14)))
    _adult_staff(book, evening, "Mon-Thu", (time(15, 30), time(21, 30)))
    for room in ROOMS[: 2 + size // 20]:
        book.add("Rooms", room, 12, "group")
    for index in range(size):
        _adult_client(book, index, half, day if index < half else evening)
    return book


SCHOOL_GROUPS = ("Skills Lab", "Process Circle", "Relapse Prevention", "Mindfulness", "School Support")
SCHOOL_STAFF = ("Moore", "Nash", "Olsen", "Price", "Quinn", "Reyes", "Stone", "Tran")


def adolescents(size: int) -> Book:
    """A program of adolescents, who all come after school."""
    book = Book()
    book.add("Settings", "Program", "Harbor teens")
    _levels(book)
    for topic in SCHOOL_GROUPS:
        _group(book, topic, 75, 3, 10)
    _group(book, "Girls Group", 75, 3, 10, For="girls")
    _group(book, "Boys Group", 75, 3, 10, For="boys")
    _group(book, "Social Skills", 75, 2, 8, Only_if_asked="yes")
    _group(book, "Music Therapy", 75, 3, 10, Only_if_asked="yes", Room_kind="studio")
    _individual(book, "15:05, 18:30")
    book.add("Times", "Mon-Fri", "15:50, 17:10")
    staff = SCHOOL_STAFF[: ceil(size / 8)]
    for position, name in enumerate(staff):
        special = {1: ["Social Skills"], 2: ["Music Therapy"]}.get(position, [])
        common = [*SCHOOL_GROUPS, "Girls Group", "Boys Group", "Individual"]
        book.add("Therapists", name, ", ".join([*common, *special]), 30, 6)
        book.add("Therapist availability", name, "Mon-Fri", time(14, 30), time(19, 30))
    for room in ROOMS[: 2 + size // 15]:
        book.add("Rooms", room, 12, "group")
    book.add("Rooms", "Studio", 12, "studio")
    for index in range(size):
        _adolescent(book, index, staff)
    return book


def _adolescent(book: Book, index: int, staff: tuple[str, ...]) -> None:
    code = f"T{index + 1:02}"
    sex = "girls" if index % 2 == 0 else "boys"
    book.add("Clients", code, "IOP adolescent", Primary_therapist=staff[index % len(staff)], Tags=sex)
    book.add("Client availability", code, "Mon-Fri", time(15), time(19, 20))
    book.add("Needs", code, "Individual", 1, "must")
    book.add("Needs", code, "Relapse Prevention", 1, "should")
    book.add("Needs", code, "Girls Group" if sex == "girls" else "Boys Group", 1, "should")
    if index % 5 == 0:
        book.add("Needs", code, "Social Skills", 1, "should")
    if index % 6 == 1:
        book.add("Needs", code, "Music Therapy", 1, "must")


HOSPITAL_GROUPS = (
    "Process Group",
    "Psychoeducation",
    "DBT Skills",
    "Wellness",
    "Medication Education",
    "Relapse Prevention",
)
HOSPITAL_STAFF = ("Usher", "Vance", "Walsh", "Young", "Abbot", "Boyd", "Cole")


def day_hospital(size: int) -> Book:
    """A partial hospitalisation program whose clients follow a curriculum, beside those in IOP."""
    book = Book()
    book.add("Settings", "Program", "Harbor day hospital")
    _levels(book)
    for topic in HOSPITAL_GROUPS:
        _group(book, topic, 60, 3, 12)
    _group(book, "Expressive Arts", 60, 3, 10, Room_kind="studio")
    for topic in ("Orientation", "Discharge Planning"):
        _group(book, topic, 60, 2, 12, Only_if_asked="yes")
    _group(book, "Advanced Skills", 60, 2, 12, Only_if_asked="yes", After="DBT Skills")
    _individual(book, "12:10, 15:10")
    book.add("Times", "Mon-Fri", "9:00, 10:05, 11:10, 13:00, 14:05")
    staff = HOSPITAL_STAFF[: ceil(size / 7)]
    for position, name in enumerate(staff):
        special = {0: ["Orientation"], 1: ["Discharge Planning"], 2: ["Advanced Skills"]}.get(position, [])
        leads = [*HOSPITAL_GROUPS, "Expressive Arts", "Individual", *special]
        book.add("Therapists", name, ", ".join(leads), 32, 8)
        book.add("Therapist availability", name, "Mon-Fri", time(8, 30), time(16, 30))
    for room in ROOMS[: 2 + size // 12]:
        book.add("Rooms", room, 12, "group")
    book.add("Rooms", "Studio", 10, "studio")
    book.add("Curriculum", "Standard", 1, 2, "Orientation", 2, None, "must")
    book.add("Curriculum", "Standard", 3, 4, "Relapse Prevention", 2, None, "should")
    book.add("Curriculum", "Standard", 5, 6, "Discharge Planning", 1, None, "must")
    for index in range(size):
        _hospital_client(book, index, size, staff)
    return book


def _hospital_client(book: Book, index: int, size: int, staff: tuple[str, ...]) -> None:
    code = f"P{index + 1:02}"
    partial = index < size * 6 // 10
    start = MONDAY - timedelta(weeks=index % 6)
    named: Row = {"Curriculum": "Standard", "Curriculum_start": start}
    book.add(
        "Clients", code, "PHP" if partial else "IOP", Primary_therapist=staff[index % len(staff)], **named
    )
    if partial:
        book.add("Client availability", code, "Mon-Fri", time(9), time(16))
    else:
        book.add("Client availability", code, "Mon-Thu", time(9), time(13))
    book.add("Needs", code, "Individual", 1, "must")
    if index % 5 == 2:
        book.add("Needs", code, "Advanced Skills", 1, "should")
        book.add("Attendance", MONDAY - timedelta(days=12), time(9), "DBT Skills", staff[0], code, "attended")
    if index % 4 == 1:
        book.add("Needs", code, "Expressive Arts", 1, "should")


PROGRAMS = {"adults": adults, "adolescents": adolescents, "day hospital": day_hospital}
