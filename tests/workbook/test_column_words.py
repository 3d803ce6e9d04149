"""Columns under other names, and columns that people add because they want something of the plan."""

from copy import deepcopy
from pathlib import Path

import pytest

from planner.model.faults import Place
from planner.rosters.columns import ROSTER, SESSIONS
from planner.workbook.column_words import _OTHER_HEADINGS, _WITHOUT, column_meant, unknown_column
from planner.workbook.elsewhere import typed_elsewhere
from planner.workbook.sheets import SHEET_OF
from tests.workbook.books import Tables, faults_of, plain, put
from tests.workbook.test_bad_inputs import FULL


def faults_at(tmp_path: Path, tables: Tables, sheet: str) -> list[str]:
    return [fault for fault in faults_of(tmp_path, tables) if f"{sheet}!" in fault]


@pytest.mark.parametrize(
    ("sheet", "heading", "answer"),
    [
        ("Clients", "Status", "type the last day of the stay in Ends, absences on Away"),
        ("Clients", "On hold", "type the last day of the stay in Ends, absences on Away"),
        ("Clients", "Date of birth", "clients are codes"),
        ("Clients", "Not with", "type a row for each on the sheet Apart"),
        ("Therapists", "Status", "whoever is on this sheet may lead"),
        ("Therapists", "Ends", "whoever is on this sheet may lead"),
        ("Rooms", "Out of use", "type when a room is there on Room availability"),
        ("Topics", "Day", "is a row of Fixed"),
        ("Topics", "Leader", "who leads a topic stands in Leads on Therapists"),
        ("Topics", "Start date", "type 0 in Runs at most"),
        ("Client availability", "Every other week", "with First day and Last day"),
        ("Therapist availability", "Lunch", "type a row for each stretch of hours"),
        ("Away", "Return date", "type the last day away in Last day"),
        ("Away", "Cancelled", "delete it where nobody is away"),
        ("Needs", "Day", "is a row of Fixed"),
        ("Needs", "Frequency", "Sessions are those of every week"),
        ("Apart", "Until", "delete it when it doesn't any more"),
        ("Fixed", "Cancelled", "type absences on Away, or delete the row"),
        ("Fixed", "2nd therapist", "type both in Therapist"),
        ("Attendance", "No show", "in Status"),
        ("Times", "Topic", "stand in Starts on Topics"),
    ],
)
def test_a_column_that_seems_to_change_the_plan_says_where_that_is_typed(
    tmp_path: Path, sheet: str, heading: str, answer: str
) -> None:
    tables = deepcopy(FULL)
    tables[sheet] = [[*row, *[None] * (len(tables[sheet][0]) - len(row))] for row in tables[sheet]]
    (said,) = [
        fault for fault in faults_at(tmp_path, put(tables, sheet, 2, heading, "x"), sheet) if heading in fault
    ]
    assert "is no known column and is ignored" in said and answer in said


@pytest.mark.parametrize(
    ("sheet", "heading", "answer"),
    [
        ("Roster", "Attended?", "type attended, excused, absent or cancelled in Status"),
        ("Roster", "Late", "type credited minutes in Minutes"),
        ("Sessions", "Cancelled", "type cancelled in Status of its rows on Roster, or delete the row"),
        ("Sessions", "New time", "type the new Date and Start over the old ones"),
        ("Sessions", "Covered by", "type who leads in Therapist"),
        ("Sessions", "Confirmed", "type it in Lock"),
    ],
)
def test_a_column_that_is_added_to_a_roster_says_so_too(sheet: str, heading: str, answer: str) -> None:
    known = {one.name: one for one in (SESSIONS, ROSTER)}[sheet]
    meant = column_meant(heading, [], known)
    said = unknown_column(Place("roster.xlsx", sheet), heading, sheet=known, meant=meant, missing=[])
    assert answer in said.fix


def test_every_other_name_of_a_column_is_known_for_it_where_it_is_missing() -> None:
    for (where, name), headings in _OTHER_HEADINGS.items():
        sheet = SHEET_OF.get(where)
        for heading in headings if sheet else ():
            assert sheet is not None
            assert column_meant(heading, [sheet.column(name)], sheet) == sheet.column(name)


@pytest.mark.parametrize(
    ("sheet", "heading"),
    [
        ("Therapist availability", "Room"),
        ("Clients", "Gender"),
        ("Attendance", "Late"),
        ("Therapists", "Tag line"),
    ],
)
def test_a_heading_that_begins_otherwise_is_no_slip_of_a_column_that_is_there(
    sheet: str, heading: str
) -> None:
    known = SHEET_OF[sheet]
    near = column_meant(heading, [], known)
    assert near is None or near.name[0].casefold() == heading[0].casefold()


@pytest.mark.parametrize(("sheet", "name"), _WITHOUT)
def test_what_a_missing_column_means_is_told(sheet: str, name: str) -> None:
    column = SHEET_OF[sheet].column(name)
    said = unknown_column(Place("riverside.xlsx", sheet), "Other", SHEET_OF[sheet], column, [column])
    assert said.fix.startswith(f"did you mean {name}? Without it, ")


def test_the_one_column_that_nobody_knows_may_be_the_one_that_is_missing(tmp_path: Path) -> None:
    tables = plain(Needs=[["Client", "Goal"], ["C001", "Anger"]])
    (said,) = [fault for fault in faults_at(tmp_path, tables, "Needs") if "is missing" in fault]
    assert said.endswith("rename the column Goal if it holds that, or add a column with the heading Topic")
    tables["Needs"] = [["Client", "Goal", "Plan"], ["C001", "Anger", "x"]]
    (said,) = [fault for fault in faults_at(tmp_path, tables, "Needs") if "is missing" in fault]
    assert said.endswith("; add a column with the heading Topic")


def test_what_the_planner_has_a_column_for_is_never_sent_elsewhere() -> None:
    for sheet, name in (("Clients", "Ends"), ("Fixed", "Until"), ("Needs", "Total"), ("Away", "Reason")):
        assert typed_elsewhere(name, sheet) == ""
