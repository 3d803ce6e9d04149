"""The outside checker finds every kind of broken rule, each on a tiny roster that is faultless otherwise."""

from __future__ import annotations

import csv
from collections.abc import Callable
from copy import deepcopy
from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.outside_checker import check_roster

Table = list[list[Any]]
Sheets = dict[str, Table]
MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)

PROGRAM: Sheets = {
    "settings": [["Setting", "Value"], ["Changeover", 0]],
    "topics": [
        ["Topic", "Kind", "Minutes", "Smallest", "Largest", "Most a week", "Runs at most", "At once", "Room kind",
         "For", "Not for", "Levels", "After", "Membership", "Leaders",
         "Only if asked", "Leader tags", "Starts"],
        ["Anger", "group", 60, 2, 3, "", "", "", "", "", "", "", "", "", "", "no", "", ""],
        ["Talk", "individual", 50, "", "", "", "", "", "office", "", "", "", "", "", "", "no", "", ""],
    ],
    "therapists": [["Therapist", "Leads", "Most hours", "Most a day", "Most in a row"], ["Ada", "all", "", "", ""],
                   ["Ben", "Anger", "", "", ""]],
    "rooms": [["Room", "Seats", "Kind"], ["Hall", 3, "group"], ["Den", 1, "office"]],
    "times": [["Days", "Starts"], ["weekdays", "9:00-12:00 every 30"]],
    "clients": [["Client", "Level", "Min hours", "Max hours", "Primary therapist", "Tags", "Starts", "Ends", "Days"],
                ["C001", "IOP", 2, "", "Ada", "women", "", "", ""], ["C002", "OP", "", "", "", "", "", "", ""],
                ["C003", "OP", "", "", "", "", "", "", ""]],
    "client_availability": [["Client", "Days", "From", "To"], ["C001", "daily", "9:00", "13:00"],
                            ["C002", "Mon-Tue", "9am", "noon"], ["C003", "daily", "9:00", "13:00"]],
    "therapist_availability": [["Therapist", "Days", "From", "To"], ["Ada", "Mon-Fri", "0900", "13:00"],
                               ["Ben", "Mon", "9:00", "12:00"]],
    "needs": [["Client", "Topic", "Sessions"], ["C001", "Anger", 2], ["C002", "Anger", 1]],
    "apart": [["Client", "From"]],
    "away": [["Who", "First day", "Last day"]],
    "fixed": [["Day", "Start", "Topic", "Clients"]],
    "attendance": [["Date", "Topic", "Client"]],
}  # fmt: skip
ROSTER: Sheets = {
    "Sessions": [
        ["Session", "Date", "Day", "Start", "End", "Minutes", "Topic", "Kind", "Therapist", "Room", "Clients",
         "Smallest", "Largest", "Lock"],
        ["S1", MONDAY, "Mon", time(9), time(10), 60, "Anger", "group", "Ada", "Hall", 2, 2, 3, None],
        ["S2", MONDAY, "Mon", time(10), time(10, 50), 50, "Talk", "individual", "Ada", "Den", 1, 1, 1, None],
        ["S3", TUESDAY, "Tue", time(9), time(10), 60, "Anger", "group", "Ada", "Hall", 2, 2, 3, None],
    ],
    "Roster": [
        ["Session", "Date", "Day", "Start", "End", "Minutes", "Topic", "Therapist", "Room", "Client", "Lock",
         "Status"],
        ["S1", MONDAY, "Mon", time(9), time(10), 60, "Anger", "Ada", "Hall", "C001", None, None],
        ["S1", MONDAY, "Mon", time(9), time(10), 60, "Anger", "Ada", "Hall", "C002", None, None],
        ["S2", MONDAY, "Mon", time(10), time(10, 50), 50, "Talk", "Ada", "Den", "C001", None, None],
        ["S3", TUESDAY, "Tue", time(9), time(10), 60, "Anger", "Ada", "Hall", "C001", None, None],
        ["S3", TUESDAY, "Tue", time(9), time(10), 60, "Anger", "Ada", "Hall", "C003", None, None],
    ],
    "Hours": [
        ["Client", "Week", "Level", "Required", "Planned", "Short", "Days", "Reason"],
        ["C001", MONDAY, "IOP", 2, 170 / 60, 0, 2, None],
        ["C002", MONDAY, "OP", 0, 1, 0, 1, None],
        ["C003", MONDAY, "OP", 0, 1, 0, 1, None],
    ],
    "Needs": [
        ["Client", "Topic", "Priority", "Asked", "Planned", "Missing", "Reason"],
        ["C001", "Anger", 10, 2, 2, 0, None],
        ["C002", "Anger", 10, 1, 1, 0, None],
    ],
}  # fmt: skip


def put(sheet: str, row: int, heading: str, value: Any) -> Callable[[Sheets], None]:
    """A change of one cell; row 1 is the first under the headings."""

    def change(sheets: Sheets) -> None:
        sheets[sheet][row][sheets[sheet][0].index(heading)] = value

    return change


def add(sheet: str, *row: Any) -> Callable[[Sheets], None]:
    """A change that adds a row."""
    return lambda sheets: sheets[sheet].append(list(row))


def found(folder: Path, *changes: Callable[[Sheets], None]) -> list[str]:
    """What the checker says of the faultless files after the changes."""
    sheets = deepcopy({**PROGRAM, **ROSTER})
    for change in changes:
        change(sheets)
    (folder / "book").mkdir()
    book = openpyxl.Workbook()
    for name, table in sheets.items():
        if name not in ROSTER:
            with (folder / "book" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(table)
        else:
            sheet = book.create_sheet(name)
            for row in table:
                sheet.append(row)
    book.save(folder / "roster.xlsx")
    return check_roster(folder / "book", folder / "roster.xlsx")


def test_nothing_is_found_in_a_faultless_roster(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def moved(session: int, seats: tuple[int, ...], start: time, end: time) -> list[Callable[[Sheets], None]]:
    """The changes that move a session and its seats to another time of the day."""
    changes = [put("Sessions", session, "Start", start), put("Sessions", session, "End", end)]
    for seat in seats:
        changes += [put("Roster", seat, "Start", start), put("Roster", seat, "End", end)]
    return changes


BROKEN: dict[str, tuple[list[Callable[[Sheets], None]], str]] = {
    "two places at a time": (moved(2, (3,), time(9, 30), time(10, 20)), "C001 is in"),
    "therapist twice at a time": (moved(2, (3,), time(9, 30), time(10, 20)), "Ada leads"),
    "changeover": ([put("settings", 1, "Value", 10)], "too close together"),
    "start": (moved(2, (3,), time(10, 10), time(11)), "begins when no session may"),
    "client away from hours": ([put("client_availability", 2, "Days", "Tue")], "C002 isn't there"),
    "therapist hours": ([put("therapist_availability", 1, "Days", "Mon")], "led by Ada, who isn't there"),
    "client away": ([add("away", "C003", "2026-12-01", "")], "C003 isn't there"),
    "everyone away": ([add("away", "everyone", "2026-11-29", "2026-12-01")], "who isn't there"),
    "too many": ([put("topics", 1, "Largest", 1)], "1 are the most"),
    "too few": ([put("topics", 1, "Smallest", 3)], "3 are the fewest"),
    "minutes": ([put("topics", 1, "Minutes", 90)], "instead of 90"),
    "tags wanted": ([put("topics", 1, "For", "women")], "isn't for C002"),
    "tags barred": ([put("topics", 1, "Not for", "women")], "isn't for C001"),
    "levels": ([put("topics", 1, "Levels", "IOP")], "C003's level of care"),
    "stay": ([put("clients", 1, "Ends", "2026-11-30")], "outside the stay of C001"),
    "authorised days": ([put("clients", 3, "Days", "Mon")], "C003 isn't authorised"),
    "after": ([put("topics", 2, "After", "Anger")], "before attending Anger"),
    "unasked": ([put("topics", 2, "Only if asked", "")], "C001 didn't ask for Talk"),
    "leader tags": ([put("topics", 1, "Leader tags", "Spanish")], "nobody with the tags"),
    "starts of its own": ([put("topics", 1, "Starts", "9:30, 10:00")], "begins when no session may"),
    "closed": (
        [
            put("topics", 1, "Membership", "closed"),
            add("attendance", "2026-11-23", "Anger", "C001"),
            add("attendance", "2026-11-23", "Anger", "C002"),
        ],
        "C003 is no member",
    ),
    "apart": ([add("apart", "C002", "C001")], "C001 and C002 meet"),
    "apart from a therapist": ([add("apart", "C003", "Ada")], "C003 and Ada meet"),
    "who may lead": ([put("therapists", 1, "Leads", "Talk")], "Ada, who doesn't lead it"),
    "leaders": ([put("topics", 1, "Leaders", 2)], "is led by 1 and needs 2"),
    "unknown therapist": (
        [put("Sessions", 2, "Therapist", "Eve"), put("Roster", 3, "Therapist", "Eve")],
        "whom the workbook doesn't know",
    ),
    "primary therapist": (
        [put("clients", 1, "Primary therapist", "Cy"), add("therapists", "Cy", "Talk")],
        "primary therapist Cy",
    ),
    "room kind": ([put("rooms", 2, "Kind", "video")], "needs a room of kind office"),
    "room seats": ([put("rooms", 1, "Seats", 1)], "Hall has 1 seats"),
    "no room": ([put("Sessions", 2, "Room", None), put("Roster", 3, "Room", None)], "has no room"),
    "most hours": ([put("clients", 1, "Max hours", 2.5)], "150 are the most"),
    "most a week": ([put("topics", 1, "Most a week", 1)], "C001 has 2 sessions of Anger"),
    "runs at most": ([put("topics", 1, "Runs at most", 1)], "runs 2 times"),
    "therapist's most hours": ([put("therapists", 1, "Most hours", 2)], "Ada leads 170 minutes"),
    "therapist's sessions a day": ([put("therapists", 1, "Most a day", 1)], "Ada leads 2 sessions on Mon"),
    "in a row": ([put("therapists", 1, "Most in a row", 1)], "more than 1 sessions in a row"),
    "fixed": ([add("fixed", "Wed", "9:00", "Anger", "")], "doesn't take place as it stands"),
    "fixed clients": ([add("fixed", "Mon", "9:00", "Anger", "C001")], "doesn't take place as it stands"),
    "hours planned": ([put("Hours", 1, "Planned", 3)], "Hours states 3 planned for C001"),
    "hours required": ([put("Hours", 1, "Required", 9)], "Hours states 9 required for C001"),
    "hours short": ([put("Hours", 1, "Short", 1)], "Hours states 1 short for C001"),
    "hours days": ([put("Hours", 1, "Days", 1)], "Hours states 1 days for C001"),
    "an absence counts nothing": ([put("Roster", 1, "Status", "absent")], "planned for C001"),
    "needs planned": ([put("Needs", 1, "Planned", 1), put("Needs", 1, "Missing", 1)], "who has 2"),
    "needs missing": ([put("Needs", 1, "Missing", 1)], "1 missing of Anger"),
    "needs asked": ([put("Needs", 2, "Asked", 3), put("Needs", 2, "Missing", 2)], "it is 1"),
    "head count": ([put("Sessions", 1, "Clients", 3)], "states 3 clients"),
    "seat and session disagree": ([put("Roster", 1, "Start", time(9, 30))], "disagree"),
    "room at a time": (
        [
            add("Sessions", "S4", MONDAY, "Mon", time(9, 30), time(10, 30), 60, "Anger", "group", "Ben", "Hall", 0,
                2, 3, None),
        ],
        "Hall holds",
    ),
    "at once": (
        [
            put("topics", 1, "At once", 1),
            add("Sessions", "S4", MONDAY, "Mon", time(9, 30), time(10, 30), 60, "Anger", "group", "Ben", "Hall", 0,
                2, 3, None),
        ],
        "one of 2 at a time",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_each_kind_of_broken_rule_is_found(tmp_path: Path, kind: str) -> None:
    changes, fragment = BROKEN[kind]
    assert any(fragment in sentence for sentence in found(tmp_path, *changes))


def test_most_days_and_most_hours_a_day_are_the_levels(tmp_path: Path) -> None:
    def strict(sheets: Sheets) -> None:
        sheets["levels"] = [["Level", "Max days", "Max hours a day"], ["IOP", 1, 1.5], ["OP", "", ""]]

    sentences = found(tmp_path, strict)
    assert "C001 comes on 2 days, 1 are the most." in sentences
    assert "C001 has 110 minutes on Mon, 90 are the most." in sentences


def test_a_fixed_session_may_be_small(tmp_path: Path) -> None:
    sentences = found(tmp_path, put("topics", 1, "Smallest", 3), add("fixed", "daily", "9:00", "Anger", ""))
    assert not any("fewest" in sentence for sentence in sentences)
