"""Siblings of what people were seen to type: other columns and other sheets, the same kind of slip."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from planner.workbook.sheets import SHEETS
from tests.workbook.books import faults_of, only, plain

AWAY = ["Who", "First day", "From", "To"]
HELD = ["Date", "Start", "Topic", "Client"]
NIGHT = "is when no therapist is ever there; did you mean "


@pytest.mark.parametrize(
    ("sheet", "rows", "cell", "meant"),
    [
        ("Away", [AWAY, ["C001", date(2026, 12, 1), "1:00", "3:00"]], "C2", "13:00-15:00?"),
        ("Away", [AWAY, ["Chen", date(2026, 12, 1), time(1), time(3)]], "C2", "13:00-15:00?"),
        ("Away", [AWAY, ["Chen", date(2026, 12, 1), "3:30", None]], "C2", "15:30?"),
        ("Away", [AWAY, ["Chen", date(2026, 12, 1), None, "3:30"]], "D2", "15:30?"),
        ("Wishes", [["Client", "Wish", "What"], ["C001", "avoids", "1:00-2:30"]], "C2", "13:00-14:30?"),
        ("Settings", [["Setting", "Value"], ["Lunch", "1:00-2:00"]], "B2", "13:00-14:00?"),
        ("Times", [["Days", "Starts"], ["Mon-Fri", "9:00, 10:30, 1:30"]], "B2", "13:30?"),
        ("Attendance", [HELD, [date(2026, 11, 24), "1:30", "Anger", "C001"]], "B2", "13:30?"),
    ],
)  # fmt: skip
def test_hours_at_which_nobody_is_there_meant_the_afternoon(
    tmp_path: Path, sheet: str, rows: list[list[Any]], cell: str, meant: str
) -> None:
    said = [fault for fault in faults_of(tmp_path, plain(**{sheet: rows})) if f"{sheet}!{cell}" in fault]
    assert len(said) == 1 and NIGHT in said[0] and said[0].endswith(meant), said


def test_a_topics_own_starts_at_night_meant_the_afternoon(tmp_path: Path) -> None:
    tables = plain()
    others = [[name, 60, None] for name in ("Grief, loss and change", "Individual")]
    tables["Topics"] = [["Topic", "Minutes", "Starts"], ["Anger", 60, "9:00, 1:30"], *others]
    only(tmp_path, tables, "warning: Topics!C2", NIGHT, "did you mean 13:30?")


def test_hours_of_the_day_and_whole_days_are_left_alone(tmp_path: Path) -> None:
    away = [["Who", "First day", "From", "To"], ["C001", date(2026, 12, 1), "13:00", None],
            ["C002", date(2026, 12, 1), None, "10:00"], ["Chen", date(2026, 12, 2), None, None]]  # fmt: skip
    assert faults_of(tmp_path, plain(Away=away)) == []


def test_two_names_in_a_cell_for_one_are_a_row_each(tmp_path: Path) -> None:
    wishes = [["Client", "Wish", "What"], ["C001", "avoids", "Ortiz, Chen"]]
    only(tmp_path, plain(Wishes=wishes), "error: Wishes!C2", "type a row for each: Ortiz; Chen")
    held = [["Date", "Topic", "Client"], [date(2026, 11, 24), "Anger", "C001 and C002"]]
    only(tmp_path, plain(Attendance=held), "warning: Attendance!C2", "type a row for each: C001; C002")


def leaders(topic_tag: object, *tags: object) -> dict[str, list[list[Any]]]:
    tables = plain()
    tables["Topics"] = [["Topic", "Minutes", "Leader tags"], ["Anger", 60, topic_tag],
                        ["Grief, loss and change", 90, None], ["Individual", 50, None]]  # fmt: skip
    led = [[name, "all", tag] for name, tag in zip(("Ortiz", "Chen"), tags, strict=True)]
    tables["Therapists"] = [["Therapist", "Leads", "Tags"], *led]
    return tables


def test_a_leaders_tag_that_no_therapist_has_is_told(tmp_path: Path) -> None:
    only(
        tmp_path,
        leaders("licensed", None, None),
        "warning: Topics!C2: 'licensed' is a tag that no therapist has",
    )
    only(tmp_path, leaders("licensd", "licensed", None), "warning: Topics!C2", "did you mean 'licensed'?")


def test_a_therapists_tag_that_no_topic_asks_for_is_told_where_topics_ask_for_any(tmp_path: Path) -> None:
    only(
        tmp_path,
        leaders("licensed", "licensed", "senior"),
        "warning: Therapists!C3: 'senior' is a tag that no topic",
    )
    only(tmp_path, leaders("licensed", "licensed/Spanish", None), "warning: Topics!C2", "no therapist has")
    assert faults_of(tmp_path, leaders(None, "licensed", None)) == []


def test_tags_that_no_one_therapist_has_together_are_told(tmp_path: Path) -> None:
    only(
        tmp_path,
        leaders("licensed, Spanish", "licensed", "Spanish"),
        "warning: Topics!C2",
        "no therapist who leads it",
    )


def test_attendance_led_by_nearly_a_therapist_is_told_and_by_somebody_gone_is_not(tmp_path: Path) -> None:
    lines = [["Date", "Topic", "Therapist", "Client"], [date(2026, 11, 24), "Anger", "Dr. Chen", "C001"],
             [date(2026, 11, 25), "Anger", "Okafor", "C001"]]  # fmt: skip
    only(tmp_path, plain(Attendance=lines), "warning: Attendance!C2: 'Dr. Chen'", "did you mean 'Chen'?")


# What may stand in an optional cell of people who mean nothing by it.
NOTHING = ("n/a", "-", "TBD", "?", "NULL")
READ_BY_KIND = ("hours", "minutes", "whole", "date", "time", "days", "choice", "yes or no")
OPTIONAL = [
    (sheet.name, column.name)
    for sheet in SHEETS
    for column in sheet.columns
    if not column.required and column.holds in READ_BY_KIND and sheet.name in ("Topics", "Clients", "Therapists")
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "column"), OPTIONAL)
def test_a_word_for_nothing_in_an_optional_cell_is_answered_with_clear_the_cell(
    tmp_path: Path, sheet: str, column: str
) -> None:
    for word in NOTHING:
        tables = plain()
        rows = tables[sheet]
        if column not in rows[0]:
            for row in rows:
                row.append(None)
            rows[0][-1] = column
        rows[1][rows[0].index(column)] = word
        said = [fault for fault in faults_of(tmp_path, tables) if fault.startswith("error")]
        assert len(said) == 1 and "clear the cell if none is meant" in said[0], said
