"""Random program workbooks that use every column of the contract; imports nothing of the planner.

Small and full of corners: names with blanks and signs, hours that don't match, settled sessions, absences, dates
around the week. The same number gives the same workbook. The week to plan is the one of 30 November 2026.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

MONDAY = date(2026, 11, 30)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
CODES = ("C001", "007", "x@y", "c 1", "NA", "Müller-3", "C010", "=9")
LEADERS = ("Ann", "O'Hara, Bo", "Cid", "T Wolf")
TOPICS = ("Anger", "Grief, loss and change", "Women's Group", "Talk", "Family", "Walk-In", "Screen")
OF_A_NAME = {"Talk": "individual", "Family": "family", "Screen": "testing"}
SOFT_RULES = (
    *("Idle time", "Rotation", "Days on site", "Continuity", "Wishes", "Staff time", "Best size", "Pauses"),
    *(
        "Same timetable",
        "Same days",
        "Lunch",
        "Therapist's day",
        "Fair load",
        "Settled first",
        "Added sessions",
        "Hours beyond",
    ),
)
TAGS = ("women", "trauma", "Spanish")
Sheets = dict[str, list[list[Any]]]


class Weeks:
    """One random program; each sheet is a method, so that each can be left out to see which matters."""

    def __init__(self, number: int) -> None:
        self.random = Random(number)
        self.topics = self.some(TOPICS, 1, 4)
        self.therapists = self.some(LEADERS, 1, 3)
        self.clients = self.some(CODES, 1, 6)
        self.rooms = self.some(("Blue", "Green", "Video 1"), 1, 3) if self.perhaps(0.6) else []
        self.hours = sorted(self.random.sample((8, 9, 10, 11, 13, 14, 17), self.random.randint(2, 4)))
        self.days = sorted(self.random.sample(range(5), self.random.randint(2, 4)))
        self.kinds = {
            name: OF_A_NAME.get(name) or self.pick("group", "group", "education", "community", "mutual help")
            for name in self.topics
        }

    def perhaps(self, chance: float) -> bool:
        return self.random.random() < chance

    def some(self, names: tuple[str, ...], fewest: int, most: int) -> list[str]:
        return self.random.sample(names, self.random.randint(fewest, min(most, len(names))))

    def pick(self, *of: Any) -> Any:
        return self.random.choice(of)

    def maybe(self, chance: float, *of: Any) -> Any:
        return self.random.choice(of) if self.perhaps(chance) else None

    def listed(self, names: list[str] | tuple[str, ...], most: int = 2) -> str:
        return "; ".join(self.some(tuple(names), 1, most))

    def day(self, first: int = 0, last: int = 6) -> date:
        return MONDAY + timedelta(days=self.random.randint(first, last))

    def sheets(self) -> Sheets:
        made = {
            "Settings": self.settings(),
            "Levels": self.levels(),
            "Topics": self.topic_rows(),
            "Therapists": self.therapist_rows(),
            "Rooms": self.room_rows(),
            "Times": self.times(),
            "Clients": self.client_rows(),
            "Client availability": self.availability("Client", self.clients, 0.95),
            "Therapist availability": self.availability("Therapist", self.therapists, 0.95),
            "Room availability": self.availability("Room", self.rooms, 0.3),
            "Away": self.away(),
            "Needs": self.needs(),
            "Wishes": self.wishes(),
            "Apart": self.apart(),
            "Fixed": self.fixed(),
            "Attendance": self.attendance(),
            "Curriculum": self.curriculum(),
            "Lessons": self.lessons(),
            "Rewards": self.rewards(),
            "Rules": self.rules(),
        }
        return {name: rows for name, rows in made.items() if len(rows) > 1}

    def settings(self) -> list[list[Any]]:
        rows: list[list[Any]] = [["Setting", "Value"]]
        for name, chance, values in (
            ("Program", 0.5, ("Riverside",)), ("Week starts", 0.2, ("Sunday", "Wednesday")),
            ("Time zone", 0.3, ("America/Chicago", "Europe/Vienna")), ("Changeover", 0.3, (5, 10)),
            ("Default level", 0.2, ("Day", "OP")), ("Part weeks", 0.3, ("full", "waived", "prorated")),
            ("Closures", 0.3, ("full", "prorated", "waived")), ("Notice", 0.2, (24,)),
            ("Lunch", 0.2, ("11:30-13:30",)), ("Lunch minutes", 0.1, (45,)), ("Clock", 0.2, (12, 24)),
            ("Dates", 0.2, ("month first", "day first")),
        ):  # fmt: skip
            if self.perhaps(chance):
                rows.append([name, self.pick(*values)])
        return rows

    def levels(self) -> list[list[Any]]:
        headings = ["Level", "Min hours", "Max hours", "Min days", "Max days", "Min hours a day",
                    "Max hours a day", "Most on end", "Pause"]  # fmt: skip
        day = [self.pick(2, 3.5, 4), self.pick(None, 5, 8), self.pick(None, 1, 2), self.pick(None, 2, 4),
               self.maybe(0.3, 1.5), self.pick(None, 2, 3), self.maybe(0.3, 120), self.maybe(0.2, 15)]  # fmt: skip
        return [
            headings,
            ["Day", *day],
            ["OP", 0, self.pick(None, 3)],
            ["IOP", self.pick(3, 6), 19, 2, 5, None, 4],
        ]

    def topic_rows(self) -> list[list[Any]]:
        headings = [
            "Topic", "Kind", "Minutes", "Smallest", "Largest", "Best size", "Counts", "Most a week", "Most a day",
            "Runs at least", "Runs at most", "Leaders", "Second leader above", "Room kind", "At once", "For",
            "Not for", "Levels", "Leader tags", "Starts", "Only if asked", "After", "Membership", "Homework",
        ]  # fmt: skip
        rows: list[list[Any]] = [headings]
        for name in self.topics:
            alone = self.kinds[name] == "individual"
            leaders = self.maybe(0.15, 0, 2)
            above = None if alone or leaders == 0 else self.maybe(0.25, 1, 2)
            after = self.maybe(0.15, *[other for other in self.topics if other != name] or [None])
            rows.append([
                name, self.kinds[name], 10 if self.kinds[name] == "testing" else self.pick(30, 50, 60, 90),
                None if alone else self.pick(None, 2, 2, 3),
                None if alone else self.pick(None, 3, 4, 8), None if alone else self.maybe(0.2, 2, 3),
                self.maybe(0.15, "yes", "no"),
                self.maybe(0.3, 1, 2, 3), self.maybe(0.3, 1, 2), self.maybe(0.25, 1, 2),
                self.maybe(0.2, 2, 3), leaders, above,
                self.maybe(0.3, "group", "none", "video"),
                self.maybe(0.3, 1, 2), self.maybe(0.15, *TAGS), self.maybe(0.1, *TAGS),
                self.maybe(0.15, "Day", "Day; IOP"), self.maybe(0.1, "EMDR"), self.maybe(0.1, "9:00, 13:00"),
                self.maybe(0.2, "yes", "no"), after, self.maybe(0.15, "closed", "open"), self.maybe(0.1, "Read it"),
            ])  # fmt: skip
        return rows

    def therapist_rows(self) -> list[list[Any]]:
        rows: list[list[Any]] = [["Therapist", "Leads", "Most hours", "Most a day", "Most in a row", "Tags"]]
        for name in self.therapists:
            leads = "all" if self.perhaps(0.6) else self.listed(self.topics, 3)
            rows.append([name, leads, self.maybe(0.3, 3, 6), self.maybe(0.3, 2, 3), self.maybe(0.3, 1, 2),
                         self.maybe(0.4, "EMDR", "EMDR, Spanish")])  # fmt: skip
        return rows

    def room_rows(self) -> list[list[Any]]:
        kinds = ("group", "video", "group, office")
        return [
            ["Room", "Seats", "Kind"],
            *([name, self.pick(2, 4, 8), self.maybe(0.4, *kinds)] for name in self.rooms),
        ]

    def times(self) -> list[list[Any]]:
        starts = ", ".join(f"{hour}:{self.pick('00', '00', '30')}" for hour in self.hours)
        return [["Days", "Starts"], *([DAYS[day], starts] for day in self.days)]

    def client_rows(self) -> list[list[Any]]:
        headings = ["Client", "Level", "Min hours", "Max hours", "Primary therapist", "Tags", "Starts", "Ends", "Days",
                    "Curriculum", "Curriculum start", "Family"]  # fmt: skip
        rows: list[list[Any]] = [headings]
        for code in self.clients:
            follows = self.perhaps(0.25)
            rows.append([
                code, self.maybe(0.7, "Day", "OP", "IOP"), self.maybe(0.15, 1, 2), self.maybe(0.15, 4, 6),
                self.maybe(0.4, *self.therapists), self.listed(TAGS) if self.perhaps(0.4) else None,
                self.maybe(0.15, self.day(-30, 3)), self.maybe(0.15, self.day(2, 30)),
                self.maybe(0.2, "Mon, Wed, Fri", "Tue-Thu", "weekdays"),
                "Standard" if follows else None, self.day(-20, 0) if follows else None,
                self.maybe(0.3, "Maple", "Elm") if "Family" in self.topics else None,
            ])  # fmt: skip
            rows[-1][1] = (
                rows[-1][1] if any(rows[-1][1:]) else "OP"
            )  # a code alone may be taken for a heading
        return rows

    def availability(self, who: str, names: list[str], chance: float) -> list[list[Any]]:
        only = [] if who == "Room" else ["Topics"]
        rows: list[list[Any]] = [[who, "Days", "From", "To", "First day", "Last day", *only]]
        for name in names:
            if not self.perhaps(chance):
                continue
            for _ in range(self.pick(1, 1, 2)):
                opens = self.pick(8, 9, 10)
                rows.append([name, self.pick("Mon-Fri", "Mon-Fri", "daily", "Mon, Wed, Fri", "Tue-Thu"), time(opens),
                             time(opens + self.pick(3, 5, 9)), self.maybe(0.1, self.day(-5, 3)),
                             self.maybe(0.1, self.day(3, 20)),
                             *(self.listed(self.topics, 2) if self.perhaps(0.08) else None for _ in only)])  # fmt: skip
        return rows

    def away(self) -> list[list[Any]]:
        rows: list[list[Any]] = [["Who", "First day", "Last day", "From", "To", "Reason"]]
        for _ in range(self.pick(0, 0, 1, 1, 2)):
            who = self.pick(*self.clients, *self.therapists, *self.rooms, "everyone")
            first = self.day(0, 4)
            part = self.perhaps(0.3)
            rows.append([who, first, self.maybe(0.4, first + timedelta(days=1)), time(8) if part else None,
                         time(self.pick(10, 12)) if part else None, "court"])  # fmt: skip
        return rows

    def needs(self) -> list[list[Any]]:
        rows: list[list[Any]] = [["Client", "Topic", "Sessions", "Priority", "From", "Until", "Total"]]
        for code in self.clients:
            for topic in self.topics:
                if self.perhaps(0.35):
                    rows.append([code, topic, self.maybe(0.5, 1, 2), self.maybe(0.6, "must", "could", 250),
                                 self.maybe(0.1, self.day(-9, 2)), self.maybe(0.1, self.day(3, 9)),
                                 self.maybe(0.1, 2, 3)])  # fmt: skip
        return rows

    def wishes(self) -> list[list[Any]]:
        rows: list[list[Any]] = [["Client", "Wish", "What", "Weight"]]
        for code in self.clients:
            if self.perhaps(0.3):
                what = self.pick(*self.topics, *self.therapists, "Mon", "9-11")
                rows.append([code, self.pick("prefers", "avoids"), what, self.maybe(0.5, 2, 9)])
        return rows

    def apart(self) -> list[list[Any]]:
        rows: list[list[Any]] = [["Client", "From"]]
        for _ in range(self.pick(0, 0, 1, 2)):
            code = self.pick(*self.clients)
            rows.append(
                [code, self.pick(*[other for other in self.clients if other != code], *self.therapists)]
            )
        return rows

    def fixed(self) -> list[list[Any]]:
        rows: list[list[Any]] = [
            ["Day", "Start", "Topic", "Therapist", "Room", "Clients", "From", "Until", "Every"]
        ]
        for _ in range(self.pick(0, 0, 1, 1, 2, 3)):
            day, once = self.pick(*self.days), self.perhaps(0.2)
            since = self.maybe(0.2, self.day(-14, 2))
            clients = self.listed(self.clients, 3) if self.perhaps(0.4) else None
            rows.append([
                MONDAY + timedelta(days=day) if once else DAYS[day], time(self.pick(*self.hours)),
                self.pick(*self.topics), self.maybe(0.5, *self.therapists), self.maybe(0.3, *self.rooms or [None]),
                clients, None if once else since, None if once else self.maybe(0.1, self.day(0, 20)),
                2 if since and not once and self.perhaps(0.5) else None,
            ])  # fmt: skip
        return rows

    def attendance(self) -> list[list[Any]]:
        rows: list[list[Any]] = [
            ["Date", "Start", "Topic", "Therapist", "Client", "Status", "Minutes", "Lesson"]
        ]
        for code in self.clients:
            for topic in self.topics:
                if self.perhaps(0.2):
                    rows.append([self.day(-14, -3), time(9), topic, self.maybe(0.5, *self.therapists), code,
                                 self.maybe(0.5, "attended", "excused", "absent"), self.maybe(0.15, 25),
                                 self.maybe(0.15, 1, 2)])  # fmt: skip
        return rows

    def curriculum(self) -> list[list[Any]]:
        rows: list[list[Any]] = [
            ["Curriculum", "From week", "To week", "Topic", "Sessions", "Days", "Priority", "Level"]
        ]
        for _ in range(self.pick(1, 1, 2, 3)):
            begins = self.pick(1, 1, 2)
            rows.append(["Standard", begins, begins + self.pick(0, 1, 5), self.pick(*self.topics),
                         self.pick(None, 1, 2), self.maybe(0.3, "Mon, Wed", "Tue-Fri"),
                         self.maybe(0.5, "must", 40), None])  # fmt: skip
        if self.perhaps(0.3):
            rows.append(["Standard", 2, 9, None, None, None, None, "OP"])
        return rows

    def lessons(self) -> list[list[Any]]:
        rows: list[list[Any]] = [["Topic", "Lesson", "Title", "Homework"]]
        if self.perhaps(0.2):
            rows += [
                [self.topics[0], number, f"Part {number}", self.maybe(0.3, "Write")] for number in (1, 2, 3)
            ]
        return rows

    def rewards(self) -> list[list[Any]]:
        rows: list[list[Any]] = [
            ["Reward", "For", "Topic", "Number", "Amount", "Step", "Reset", "Cap", "Cap days"]
        ]
        if self.perhaps(0.2):
            cap = self.maybe(0.5, 20)
            rows += [["Whole week", "week complete", None, None, 5, self.maybe(0.5, 1.5), self.maybe(0.3, "no"), cap,
                      7 if cap and self.perhaps(0.5) else None],
                     ["Streak", "in a row", self.maybe(0.5, *self.topics), 3, 2.5, None, None, None, None]]  # fmt: skip
        return rows

    def rules(self) -> list[list[Any]]:
        rows: list[list[Any]] = [["Rule", "Use", "Note"]]
        for name in SOFT_RULES:
            if self.perhaps(0.08):
                rows.append([name, self.pick("off", 3, 400), self.maybe(0.3, "as agreed")])
        return rows


def save(path: Path, sheets: Sheets) -> Path:
    """A workbook of the sheets; a code with leading zeros stays text."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(at, column, value)
                if isinstance(value, str) and value.startswith("="):
                    cell.data_type = "s"
    book.save(path)
    return path
