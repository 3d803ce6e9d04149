"""A whole program as its new coordinator types it into the template: thirty clients in three tracks. Synthetic.

Mornings and evenings, three levels of care, groups of 90 minutes between listed starts, individual sessions with the
primary therapist, tests beside other sessions, a family group that is settled, a closed group, pairs kept apart, and
a day on which the house is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Typed = Mapping[str, object]
"""A row as it is typed: a value for each heading that is filled in."""

WOMEN = {3, 5, 8, 10, 12, 14, 17, 19, 22, 24}
FAMILIES = {16, 19, 20, 22, 24, 25, 28, 29, 30}
TRAUMA = {2, 5, 6, 9, 13}
MORNINGS = ("Okafor", "Lindqvist", "Brandt")
EVENINGS = ("Reyes", "Patel")
SETTINGS: Mapping[object, str | int] = {
    "Program": "Harbor House IOP",
    "Time zone": "America/Chicago",
    "Changeover": 0,
}


def fill_in(path: Path) -> None:
    """Types the program into the template at `path`, over its grey examples, and saves it as Excel would."""
    book = openpyxl.load_workbook(path)
    for row in book["Settings"].iter_rows(min_row=2):
        if row[0].value in SETTINGS:
            row[1].value = SETTINGS[row[0].value]
    for name, rows in sheets().items():
        type_rows(book[name], rows)
    book.save(path)


def type_rows(sheet: Worksheet, rows: list[Typed]) -> None:
    """Types rows under the sheet's headings; what stood there is cleared."""
    at = {str(cell.value): number for number, cell in enumerate(sheet[1], start=1)}
    for number in range(2, max(sheet.max_row, 2 + len(rows)) + 1):
        typed = rows[number - 2] if number < 2 + len(rows) else {}
        assert typed.keys() <= at.keys()
        for heading, column in at.items():
            cell: Any = sheet.cell(number, column)
            cell.value = typed.get(heading)


def sheets() -> dict[str, list[Typed]]:
    """What is typed, sheet by sheet."""
    return {
        "Levels": [
            {"Level": "IOP", "Min hours": 9, "Max hours": 12, "Min days": 3, "Max days": 4, "Max hours a day": 5},
            {"Level": "IOP adolescent", "Min hours": 6, "Max hours": 9, "Min days": 3, "Max days": 4,
             "Max hours a day": 5},
            {"Level": "OP", "Min hours": 3, "Max hours": 6, "Min days": 1, "Max days": 2, "Max hours a day": 4},
        ],
        "Topics": list(_topics()),
        "Therapists": list(_therapists()),
        "Rooms": [{"Room": name, "Seats": seats, "Kind": "group"} for name, seats in
                  (("Harbor Room", 16), ("Garden Room", 10), ("Art Room", 8))],
        "Times": [
            {"Days": "Mon-Thu", "Starts": "8:00, 9:00, 10:40, 12:20, 13:10, 14:00"},
            {"Days": "Mon, Tue, Thu", "Starts": "15:00, 15:50, 16:40, 17:30, 19:10"},
            {"Days": "Wed", "Starts": "15:00"},
        ],
        "Room availability": [{"Room": name, "Days": "Mon-Thu", "From": "9:00", "To": "21:00"} for name in
                              ("Harbor Room", "Garden Room", "Art Room")],
        "Therapist availability": [
            {"Therapist": who, "Days": days, "From": opens, "To": closes} for who, days, opens, closes in (
                ("Okafor", "Mon-Thu", "8:00", "16:00"), ("Lindqvist", "Mon, Wed", "8:00", "16:00"),
                ("Lindqvist", "Tue, Thu", "12:00", "20:45"), ("Brandt", "Mon-Thu", "8:00", "12:15"),
                ("Reyes", "Mon, Tue, Thu", "12:00", "20:45"), ("Reyes", "Wed", "9:00", "16:00"),
                ("Patel", "Mon, Tue, Thu", "12:00", "20:45"), ("Patel", "Wed", "9:00", "16:00"),
                ("Nurse Quinn", "Mon-Thu", "8:00", "12:30"), ("Nurse Quinn", "Mon, Tue, Thu", "16:00", "20:00"))
        ],
        "Clients": [_client(number) for number in range(1, 31)],
        "Client availability": [hours for number in range(1, 31) for hours in _hours(number)],
        "Needs": [need for number in range(1, 31) for need in _needs(number)],
        "Apart": [{"Client": "H006", "From": "H011"}, {"Client": "H017", "From": "H023"}],
        "Wishes": [{"Client": "H002", "Wish": "avoids", "What": "Wed", "Weight": 5},
                   {"Client": "H016", "Wish": "prefers", "What": "Patel", "Weight": 5}],
        "Fixed": [
            {"Day": "Thu", "Start": "17:30", "Topic": "Family Group", "Therapist": "Reyes", "Room": "Harbor Room"},
            *({"Day": day, "Start": "10:30", "Topic": "Urine Test"} for day in ("Mon", "Tue", "Wed", "Thu")),
            *({"Day": day, "Start": "17:20", "Topic": "Urine Test"} for day in ("Mon", "Tue", "Thu")),
        ],
        "Away": [
            {"Who": "everyone", "First day": date(2026, 12, 9), "Reason": "Staff training, closed"},
            {"Who": "Okafor", "First day": date(2026, 12, 15), "Last day": date(2026, 12, 16)},
        ],
    }  # fmt: skip


def _topics() -> Iterator[Typed]:
    def group(name: str, smallest: int, largest: int, most: int, **more: object) -> Typed:
        usual = {"Kind": "group", "Minutes": 90, "Room kind": "group", "At once": 1, "Not for": "teen"}
        return {
            "Topic": name, "Smallest": smallest, "Largest": largest, "Most a week": most, **usual,
            **{heading.replace("_", " "): value for heading, value in more.items()},
        }  # fmt: skip

    yield group("Process Group", 4, 10, 2)
    yield group("Relapse Prevention", 4, 12, 2, Homework="Write down one trigger")
    yield group("CBT Skills", 4, 12, 2, Homework="Thought record")
    yield group("DBT Skills", 4, 12, 2, Homework="Diary card")
    yield group("Psychoeducation", 4, 16, 2, Kind="education")
    yield group("Mindfulness", 4, 12, 1)
    yield group("Women's Group", 3, 8, 1, For="women")
    yield group("Seeking Safety", 4, 8, 1, Membership="closed", Runs_at_most=1)
    yield group("Family Group", 5, 16, 1, Kind="family", Not_for=None, Runs_at_least=1, Runs_at_most=1)
    yield group("Teen Group", 2, 8, 3, For="teen", Not_for=None)
    yield {
        "Topic": "Individual Session",
        "Kind": "individual",
        "Minutes": 50,
        "Most a week": 1,
        "Room kind": "none",
    }
    yield {"Topic": "Urine Test", "Kind": "testing", "Minutes": 10, "Smallest": 1, "Largest": 12, "Most a week": 2,
           "Room kind": "none"}  # fmt: skip


def _therapists() -> Iterator[Typed]:
    leads = {
        "Okafor": "Process Group, Relapse Prevention, CBT Skills, Psychoeducation, Individual Session",
        "Lindqvist": "DBT Skills, Mindfulness, Women's Group, Seeking Safety, CBT Skills, Process Group, "
        "Individual Session",
        "Brandt": "Relapse Prevention, Psychoeducation, Mindfulness, Individual Session",
        "Reyes": "Process Group, Relapse Prevention, Psychoeducation, Family Group, Teen Group, Individual Session",
        "Patel": "CBT Skills, DBT Skills, Women's Group, Seeking Safety, Mindfulness, Teen Group, Individual Session",
    }
    for name, topics in leads.items():
        half = name == "Brandt"
        limits = {
            "Most hours": 14 if half else 28,
            "Most a day": 4 if half else 6,
            "Most in a row": 3 if half else 4,
        }
        yield {"Therapist": name, "Leads": topics, **limits}
    yield {"Therapist": "Nurse Quinn", "Leads": "Urine Test"}


def level_of(number: int) -> str:
    """1 to 15 come in the mornings, 16 to 25 in the evenings, 26 to 28 are outpatients, 29 and 30 adolescents."""
    return "IOP" if number <= 25 else "OP" if number <= 28 else "IOP adolescent"


def _client(number: int) -> Typed:
    tags = ["teen"] * (number > 28) + ["women"] * (number in WOMEN)
    starts = date(2026, 11, 30) if number == 1 else date(2026, 10, 5) + timedelta(weeks=number % 7)
    leaders = MORNINGS if number <= 15 else EVENINGS
    primary = "Okafor" if number == 26 else leaders[number % len(leaders)]
    return {"Client": f"H{number:03d}", "Level": level_of(number), "Primary therapist": primary,
            "Tags": ", ".join(tags) or None, "Starts": starts}  # fmt: skip


def _hours(number: int) -> Iterator[Typed]:
    track = [("Mon-Thu", "8:00", "14:50")] if number <= 15 else [("Mon, Tue, Thu", "15:00", "20:45")]
    track = [("Mon, Tue, Thu", "15:30", "19:10")] if number > 28 else track
    own = {
        4: [("Mon-Thu", "8:50", "12:30")],
        7: [("Mon, Wed, Thu", "8:00", "14:50")],
        18: [("Mon, Tue, Thu", "17:20", "20:45"), ("Wed", "12:00", "14:00")],
        20: [("Mon, Tue, Thu", "16:30", "20:45")],
        23: [("Mon, Tue, Thu", "16:30", "20:45")],
        26: [("Mon, Wed", "8:00", "14:50")],
        27: [("Tue, Thu", "15:00", "20:45")],
        28: [("Mon, Thu", "15:00", "20:45")],
    }
    for days, opens, closes in own.get(number, track):
        yield {"Client": f"H{number:03d}", "Days": days, "From": opens, "To": closes}


def _needs(number: int) -> Iterator[Typed]:
    level = level_of(number)
    outpatient = level == "OP"
    asked: list[tuple[str, int, str]] = [
        ("Individual Session", 1, "must"),
        ("Urine Test", 1 if outpatient else 2, "should" if outpatient else "must"),
    ]
    if level == "IOP":
        skills = ("CBT Skills", "DBT Skills")[number % 2]
        asked += [("Process Group", 2, "should"), ("Relapse Prevention", 1, "must"), (skills, 1, "should")]
    asked += [("Teen Group", 3, "must")] * (level == "IOP adolescent")
    asked += [("Women's Group", 1, "should")] * (number in WOMEN)
    asked += [("Family Group", 1, "should")] * (number in FAMILIES)
    asked += [("Seeking Safety", 1, "should")] * (number in TRAUMA)
    asked += [("Relapse Prevention", 1, "should")] * outpatient
    for topic, sessions, priority in asked:
        yield {"Client": f"H{number:03d}", "Topic": topic, "Sessions": sessions, "Priority": priority}
