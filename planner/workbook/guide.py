"""What a new workbook tells its coordinator: in which order to fill in the sheets, and an example row of each.

An example begins with `e.g.` and is never read: a cell that begins so counts as blank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from planner.tables.cells import EXAMPLE
from planner.tables.columns import Sheet
from planner.workbook.choices import SETTINGS

START = "(Start here)"  # a sheet whose name starts with ( is no part of the program
LEGEND = (
    ("required", "A dark heading: this column must be filled in."),
    ("optional", "A light heading. Point at it: the note says what a blank cell means."),
    ("example", f"Grey text that begins with {EXAMPLE}is never read. Type over it, or leave it."),
    ("", "Columns called Note, or with a heading that starts with (, are your own. Sheets likewise."),
    ("", "Clients are codes, never names. The order of rows, columns and sheets doesn't matter."),
)

# In the order in which it is easiest to type; whatever else there is comes behind.
ORDER = {
    "Settings": "What the program is called, on which day its week starts, its time zone.",
    "Levels": "Hours and days a week of each level of care. The usual ones stand there: change them.",
    "Topics": "Every group, class and individual session you offer: how long, for how many.",
    "Rooms": "Rooms and their seats. Leave it empty if rooms are never short.",
    "Therapists": "Who leads what, and how much in a week.",
    "Therapist availability": "When each therapist works. Several rows for one add up.",
    "Times": "When sessions may start. Leave it empty for every half hour from 8:00 to 20:00.",
    "Clients": "A code for each client, the level of care, the stay.",
    "Client availability": "When each client can come. Several rows for one add up.",
    "Needs": "Which topics a client needs, how often, and how urgent it is.",
    "Away": "Holidays and absences of clients, therapists, rooms or everyone.",
    "Fixed": "Sessions that are settled already: a weekday and a time, or a date.",
    "Wishes": "What clients prefer or avoid, where it can be.",
    "Apart": "Who is never in one session with whom.",
    "Curriculum": "Topics and levels by week of stay.",
    "Lessons": "Topics that are taught lesson by lesson.",
    "Attendance": "What has happened. Rosters in which Status was filled in do as well.",
    "Room availability": "When a room can't always be had.",
    "Rewards": "Vouchers for what was attended.",
    "Rules": "How much each rule matters, if it should be otherwise than usual.",
}

EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "Topics": {"Topic": "Relapse Prevention", "Kind": "group", "Minutes": "90", "Smallest": "3", "Largest": "10"},
    "Therapists": {"Therapist": "Ortiz", "Leads": "Relapse Prevention, Individual", "Most hours": "24"},
    "Rooms": {"Room": "Garden Room", "Seats": "10", "Kind": "group"},
    "Times": {"Days": "Mon-Fri", "Starts": "9:00, 10:40, 13:00"},
    "Clients": {"Client": "C001", "Level": "IOP", "Primary therapist": "Ortiz", "Tags": "women, Spanish",
                "Starts": "2026-11-30"},
    "Client availability": {"Client": "C001", "Days": "Mon, Wed, Fri", "From": "9:00", "To": "12:30"},
    "Therapist availability": {"Therapist": "Ortiz", "Days": "Mon-Fri", "From": "8:30", "To": "17:00"},
    "Room availability": {"Room": "Garden Room", "Days": "weekdays", "From": "8:00", "To": "18:00"},
    "Away": {"Who": "everyone", "First day": "2026-12-25", "Reason": "holiday"},
    "Needs": {"Client": "C001", "Topic": "Relapse Prevention", "Sessions": "2", "Priority": "must"},
    "Wishes": {"Client": "C001", "Wish": "avoids", "What": "Fri", "Weight": "5"},
    "Apart": {"Client": "C001", "From": "C002"},
    "Fixed": {"Day": "Thu", "Start": "13:00", "Topic": "Relapse Prevention", "Therapist": "Ortiz"},
    "Attendance": {"Date": "2026-11-23", "Start": "9:00", "Topic": "Relapse Prevention", "Client": "C001",
                   "Status": "attended"},
    "Curriculum": {"Curriculum": "Standard", "From week": "1", "To week": "4", "Topic": "Relapse Prevention"},
    "Lessons": {"Topic": "Relapse Prevention", "Lesson": "1", "Title": "Triggers"},
    "Rewards": {"Reward": "Full week", "For": "week complete", "Amount": "5.00"},
    "Rules": {"Rule": "Days on site", "Use": "120"},
}  # fmt: skip


def example_row(sheet: Sheet) -> list[object]:
    """A row that shows how a sheet is filled in, in the order of its columns; nothing in it is read."""
    row = EXAMPLES.get(sheet.name, {})
    return [f"{EXAMPLE}{row[column.name]}" if column.name in row else None for column in sheet.columns]


def settings_rows() -> list[list[object]]:
    """The sheet Settings with every setting, its default and what it is, in columns of the coordinator's own."""
    rows: list[list[object]] = [["Setting", "Value", "(Default)", "(What it is)"]]
    for name, note in SETTINGS.items():
        what, _, default = re.sub(r"\.$", "", note).rpartition("; ")
        plain = re.sub(r"^(default|blank =) ", "", default)
        rows.append([name, None, plain, what] if what else [name, None, None, note])
    return rows


def in_order(sheets: Sequence[Sheet]) -> list[tuple[Sheet, str]]:
    """The sheets in the order in which to fill them in, each with a sentence."""
    places = {name: place for place, name in enumerate(ORDER)}
    ordered = sorted(sheets, key=lambda sheet: places.get(sheet.name, len(places)))
    return [(sheet, ORDER.get(sheet.name, "")) for sheet in ordered]
