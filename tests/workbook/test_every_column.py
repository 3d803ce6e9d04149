"""Every column of every sheet, filled with a value of its own, changes the program that is read, and a week of it.

A column that the template offers and the reader or the week forgets would lose what people type into it, without a
word.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from planner.program import Program
from planner.remedies.changes.change import change_of
from planner.remedies.changes.copy import write_copy
from planner.week.problem import problem_of
from planner.workbook.read import read_program
from planner.workbook.sheets import SHEETS
from tests.workbook.books import read

DAY, LATER = date(2026, 12, 1), date(2026, 12, 9)
RULES = {"Idle time": True, "Wishes": True}

# For each sheet a row in which only what is required is said; a pair is the value and another that changes something.
REQUIRED: dict[str, dict[str, tuple[object, object]]] = {
    "Levels": {"Level": ("Evening", "Night")},
    "Topics": {"Topic": ("Skills", "Music"), "Minutes": (45, 50)},
    "Therapists": {"Therapist": ("Vega", "Wolf"), "Leads": ("Anger", "all")},
    "Rooms": {"Room": ("Oak", "Elm"), "Seats": (8, 9)},
    "Times": {"Days": ("Mon", "Tue"), "Starts": ("9:00", "10:00")},
    "Clients": {"Client": ("C003", "C004")},
    "Client availability": {"Client": ("C001", "C002"), "Days": ("Sun", "Sat"), "From": ("9-12", "10-12")},
    "Therapist availability": {
        "Therapist": ("Ortiz", "Chen"),
        "Days": ("Sat", "Sun"),
        "From": ("9-12", "8-12"),
    },
    "Room availability": {"Room": ("Ash", "Fir"), "Days": ("Mon", "Tue"), "From": ("9-12", "10-12")},
    "Away": {"Who": ("C001", "C002"), "First day": (DAY, LATER)},
    "Needs": {"Client": ("C001", "C002"), "Topic": ("Anger", "Individual")},
    "Wishes": {"Client": ("C001", "C002"), "Wish": ("prefers", "avoids"), "What": ("Anger", "Tue")},
    "Apart": {"Client": ("C001", "C002"), "From": ("Ortiz", "Chen")},
    "Fixed": {
        "Day": ("Mon", "Tue"),
        "Start": (time(9), time(10)),
        "Topic": ("Anger", "Grief, loss and change"),
    },
    "Attendance": {"Date": (DAY, LATER), "Topic": ("Anger", "Individual"), "Client": ("C001", "C002")},
    "Curriculum": {"Curriculum": ("Intake", "Other"), "From week": (1, 2), "To week": (3, 4)},
    "Lessons": {"Topic": ("Anger", "Individual"), "Lesson": (1, 2)},
    "Rewards": {"Reward": ("Bus", "Tea"), "For": ("week complete", "topic complete"), "Amount": (5, 6)},
    "Rules": {"Rule": ("Idle time", "Wishes"), "Use": ("off", 7)},
}

_HOURS: dict[str, object] = {
    "To": ({"From": time(9), "To": time(12)}, {"To": time(13)}),
    "First day": DAY,
    "Last day": LATER,
}
# What may be blank, filled in; a dict says what else has to be in the row then, a pair what is there before and after.
FILLED: dict[str, dict[str, object]] = {
    "Levels": {
        "Min hours": 3, "Max hours": 12, "Min days": 2, "Max days": 4, "Min hours a day": 1, "Max hours a day": 6,
        "Most on end": 180, "Pause": {"Most on end": 180, "Pause": 15},
    },
    "Topics": {
        "Kind": "education", "Smallest": 3, "Largest": 7, "Best size": 5, "Counts": "no", "Most a week": 4,
        "Most a day": 2, "Runs at least": 1, "Runs at most": 6, "Leaders": 2, "Second leader above": 8,
        "Room kind": "office", "At once": 3,
        "For": "women", "Not for": "men", "Levels": "IOP", "Leader tags": "senior", "Starts": "11:00",
        "Only if asked": "yes", "After": "Anger", "Membership": "closed", "Homework": "Read page 3",
    },
    "Therapists": {"Most hours": 21, "Most a day": 4, "Most in a row": 3, "Tags": "senior"},
    "Rooms": {"Kind": "office"},
    "Clients": {
        "Level": "PHP", "Min hours": 8, "Max hours": 15, "Primary therapist": "Chen", "Tags": "women",
        "Starts": DAY, "Ends": LATER, "Days": "Mon, Wed", 
        "Curriculum": {"Curriculum": "Intake", "Curriculum start": DAY},
        "Curriculum start": ({"Curriculum": "Intake", "Curriculum start": DAY}, {"Curriculum start": LATER}),
        "Family": "Maple",
    },
    "Client availability": {**_HOURS, "Topics": "Anger"},
    "Therapist availability": {**_HOURS, "Topics": "Anger"},
    "Room availability": _HOURS,
    "Away": {
        "Last day": LATER, "From": {"From": time(10), "To": time(11)}, "To": {"From": time(10), "To": time(11)},
    },
    "Needs": {"Sessions": 2, "Priority": "must", "From": DAY, "Until": LATER, "Total": {"Sessions": 3, "Total": 2}},
    "Wishes": {"Weight": 7},
    "Fixed": {
        "Therapist": "Ortiz", "Room": "Ash", "Clients": "C001", "From": DAY, "Until": LATER,
        "Every": {"From": DAY, "Every": 2},
    },
    "Attendance": {"Start": time(9), "Therapist": "Ortiz", "Status": "absent", "Minutes": 25, "Lesson": 1},
    "Curriculum": {
        "Topic": "Anger", "Sessions": 2, "Days": "Mon", "Priority": "must",
        "Level": ({}, {"Topic": None, "Level": "PHP"}),
    },
    "Lessons": {"Title": "Breathing", "Homework": "Breathe"},
    "Rewards": {
        "Topic": "Anger", "Number": ({"For": "sessions", "Number": 3}, {"Number": 4}), 
        "Step": {"For": "in a row", "Number": 2, "Step": 1},
        "Reset": {"For": "in a row", "Number": 2, "Reset": "no"}, "Cap": 50, "Cap days": {"Cap": 50, "Cap days": 30},
    },
}  # fmt: skip
SETTINGS: dict[str, object] = {
    "Program": "Riverside", "Week starts": "Sunday", "Time zone": "America/New_York", "Changeover": 5,
    "Default level": "PHP", "Part weeks": "full", "Closures": "waived", "Notice": 24, "Lunch": "11:30-13:30",
    "Lunch minutes": 45, "Dates": "day first", "Clock": 12,
}  # fmt: skip
NOT_READ = {("Away", "Reason")}  # the coordinator's own: what the planner says of an absence names its cell

BASE: dict[str, list[list[object]]] = {
    "Rooms": [["Room", "Seats"], ["Ash", 8], ["Fir", 8]],
    "Topics": [
        ["Topic", "Kind", "Minutes"],
        ["Anger", None, 60],
        ["Grief, loss and change", "education", 90],
        ["Individual", "individual", 50],
    ],
    "Therapists": [["Therapist", "Leads"], ["Ortiz", "Anger; Grief, loss and change"], ["Chen", "all"]],
    "Clients": [["Client"], ["C001"], ["C002"]],
    "Levels": [["Level"], ["IOP"], ["PHP"]],
    "Client availability": [
        ["Client", "Days", "From", "To"],
        *([code, "Mon-Fri", time(9), time(12)] for code in ("C001", "C002")),
    ],
    "Therapist availability": [
        ["Therapist", "Days", "From", "To"],
        *([name, "Mon-Fri", time(9), time(12)] for name in ("Ortiz", "Chen")),
    ],
    "Curriculum": [["Curriculum", "From week", "To week", "Topic"], ["Intake", 1, 2, "Individual"]],
    "Lessons": [["Topic", "Lesson"], ["Grief, loss and change", 1]],
}  # fmt: skip


IN_USE: dict[str, dict[str, list[list[object]]]] = {
    "Levels": {"Clients": [["Client", "Level"], ["C001", "Evening"], ["C002", "IOP"]]},
    "Curriculum": {
        "Clients": [
            ["Client", "Curriculum", "Curriculum start"],
            ["C001", "Intake", DAY],
            ["C002", None, None],
        ]
    },
}  # what makes rows of a sheet somebody's
WEEKS = [DAY + timedelta(days=7 * week) for week in range(-1, 4)]
IN_NO_WEEK = {("Levels", "Level")} | {  # a name that others point at; and what isn't about a week's sessions
    (sheet.name, column.name)
    for sheet in SHEETS
    if sheet.name in ("Rewards", "Rules")
    for column in sheet.columns
}


def with_row(tmp_path: Path, sheet: str, row: dict[str, object], in_use: bool) -> Program:
    """The program of the base tables with one more row on a sheet, one that somebody uses if it is to be."""
    tables = {**BASE, **(IN_USE.get(sheet, {}) if in_use else {})}
    rows = [list(one) for one in tables.get(sheet, [[]])]
    headings = [*rows[0], *(heading for heading in row if heading not in rows[0])]
    rows = [headings, *([*one, *[None] * (len(headings) - len(one))] for one in rows[1:])]
    rows.append([row.get(str(heading)) for heading in headings])
    program, _ = read(tmp_path, {**tables, sheet: rows}, RULES)
    return program


CASES = [
    (sheet.name, column.name)
    for sheet in SHEETS
    for column in sheet.columns
    if sheet.name != "Settings" and (sheet.name, column.name) not in NOT_READ
]


def rows_of(sheet: str, column: str) -> tuple[dict[str, object], dict[str, object]]:
    """A row without a value in the column, and one with it."""
    plain: dict[str, object] = {name: first for name, (first, _) in REQUIRED[sheet].items()}
    if sheet == "Curriculum":
        plain["Topic"] = "Grief, loss and change"
    if column in REQUIRED[sheet]:
        changed = plain | {column: REQUIRED[sheet][column][1]}
    else:
        value = FILLED[sheet][column]
        before, with_it = value if isinstance(value, tuple) else ({}, value)
        with_it = with_it if isinstance(with_it, dict) else {column: with_it}
        if not isinstance(value, tuple):
            before = {name: said for name, said in with_it.items() if name != column}
        plain |= before
        changed = plain | with_it
    return plain, changed


@pytest.mark.parametrize(("sheet", "column"), CASES)
def test_a_value_in_the_column_changes_the_program_and_a_week(
    tmp_path: Path, sheet: str, column: str
) -> None:
    plain, changed = rows_of(sheet, column)
    in_a_week = (sheet, column) not in IN_NO_WEEK
    after, without = (with_row(tmp_path, sheet, row, in_a_week) for row in (changed, plain))
    assert after != without
    weeks = [day for day in WEEKS if problem_of(after, day) != problem_of(without, day)]
    assert bool(weeks) == in_a_week, "what the program has and no week does is without effect"


LIKE = {  # what is said of a row is said of whoever is to be like it
    "Clients": "admit one client like C003",
    "Client availability": "admit one client like C001",
    "Needs": "admit one client like C001",
    "Therapists": "one more therapist like Vega",
    "Therapist availability": "one more therapist like Ortiz",
    "Rooms": "one more room like Oak",
}


@pytest.mark.parametrize(("sheet", "column"), [case for case in CASES if case[0] in LIKE])
def test_who_is_to_be_like_another_has_the_column_in_a_copy_too(
    tmp_path: Path, sheet: str, column: str
) -> None:
    phrase, row = LIKE[sheet], rows_of(sheet, column)[1]
    program = with_row(tmp_path, sheet, row, True)
    if column in ("Client", "Therapist", "Room"):  # the row with another name
        phrase = f"{phrase.rpartition(' ')[0]} {row[column]}"
    change = change_of(program, DAY, phrase)
    write_copy(tmp_path / "riverside.xlsx", tmp_path / "copy.xlsx", change.edits)
    written, _ = read_program(tmp_path / "copy.xlsx", RULES)
    for day in WEEKS:
        assert problem_of(written, day) == problem_of(change.program, day)


@pytest.mark.parametrize("setting", next(s for s in SHEETS if s.name == "Settings").columns[0].choices)
def test_every_setting_changes_the_program(tmp_path: Path, setting: str) -> None:
    beside: list[list[object]] = [["Lunch", "11:30-13:30"]] if setting == "Lunch minutes" else []
    head: list[list[object]] = [["Setting", "Value"]]
    filled, _ = read(tmp_path, {**BASE, "Settings": [*head, *beside, [setting, SETTINGS[setting]]]}, RULES)
    blank, _ = read(tmp_path, {**BASE, "Settings": [*head, *beside, [setting, None]]}, RULES)
    assert filled != blank
