"""Rosters that come back from a spreadsheet of America hold dates that only their weekday settles."""

from datetime import date, datetime
from pathlib import Path

import pytest

from planner.model.faults import Fault, WorkbookFaults
from planner.rosters.columns import SESSIONS, rows_of_sheet
from planner.tables.raw import RawRow, RawTable
from tests.workbook.books import Tables, faults_of, plain
from tests.workbook.hand_edited import ROSTER, Hands


def dates_of(
    *typed: tuple[object, object], month_first: bool | None = None
) -> tuple[list[date | None], list[Fault]]:
    headings = ["Session", "Date", "Day", "Start", "Topic"]
    rows = [
        RawRow(at, [None, day, weekday, "9:00", "Anger"]) for at, (day, weekday) in enumerate(typed, start=2)
    ]
    faults: list[Fault] = []
    table = RawTable("Sessions", "sessions.csv", [RawRow(1, headings), *rows], lines=True)
    found = rows_of_sheet(SESSIONS, [table], faults, {"Date", "Start", "Topic"})
    for row in found:
        row.month_first = month_first
    return [row.day("Date") for row in found], faults


@pytest.mark.parametrize("weekday", ["Mon", "Monday"])
def test_the_weekday_beside_a_date_settles_which_is_meant(weekday: str) -> None:
    assert dates_of(("12/7/2026", weekday)) == ([date(2026, 12, 7)], [])
    assert dates_of(("7/12/2026", weekday)) == ([date(2026, 12, 7)], [])


def test_without_a_weekday_the_settings_say_it_or_it_is_asked_back() -> None:
    assert dates_of(("12/7/2026", None), month_first=True) == ([date(2026, 12, 7)], [])
    ((day,), (fault,)) = dates_of(("12/7/2026", None))
    assert day is None and "2026-12-07 or 2026-07-12" in fault.fix


def test_a_weekday_that_fits_neither_date_leaves_it_to_the_settings() -> None:
    assert dates_of(("12/7/2026", "Wed"), month_first=True)[0] == [date(2026, 12, 7)]


MONDAY_AS_NUMBER = 46356  # how Excel counts 2026-11-30


@pytest.mark.parametrize("as_text", [int, float, str])
@pytest.mark.parametrize("sheet", ["Sessions", "Roster"])
def test_a_column_of_dates_whose_format_was_lost_is_read_where_it_lies_in_the_rosters_week(
    as_text: type, sheet: str
) -> None:
    hands = Hands()
    for row in hands.sheets[sheet]:
        day = row["Date"]
        assert isinstance(day, datetime)
        row["Date"] = as_text(MONDAY_AS_NUMBER + (day.date() - date(2026, 11, 30)).days)
    assert (hands.roster(), hands.read().warnings) == (ROSTER, ())


def test_of_another_week_they_are_one_fault_and_so_are_dates_without_a_plan_to_lie_in() -> None:
    hands = Hands()
    for row in hands.sessions:
        row["Date"] = MONDAY_AS_NUMBER + 70
    for without in ((), ("As planned",)):
        with pytest.raises(WorkbookFaults) as trouble:
            hands.read(without=without)
        (fault,) = trouble.value.errors
        assert (fault.cell, fault.fix) == ("B2", "format the cell as a date; try 2027-02-08")
        assert "is a number, not a date, like 8 more cells of this column" in fault.says


@pytest.mark.parametrize(("typed", "says"), [("12/1/2026", "may be two dates"), ("46357", "is a number")])
@pytest.mark.parametrize(
    ("sheet", "column"), [("Clients", "Starts"), ("Away", "First day"), ("Attendance", "Date")]
)
def test_a_column_in_a_program_is_one_fault_with_its_first_cell(
    tmp_path: Path, typed: str, says: str, sheet: str, column: str
) -> None:
    codes = [f"C{number:03}" for number in range(1, 41)]
    rows: Tables = {
        "Clients": [["Client", column], *([code, typed] for code in codes)],
        "Away": [["Who", column], *([code, typed] for code in codes)],
        "Attendance": [[column, "Topic", "Client"], *([typed, "Anger", code] for code in codes)],
    }
    given: Tables = {"Clients": [["Client"], *([code] for code in codes)], sheet: rows[sheet]}
    hours = [["Client", "Days", "From", "To"], *([code, "daily", "9:00", "17:00"] for code in codes)]
    said = [one for one in faults_of(tmp_path, plain(**given, Client_availability=hours)) if "error" in one]
    assert len(said) == 1 and says in said[0] and "like 39 more cells of this column" in said[0], said


def test_two_cells_are_told_each(tmp_path: Path) -> None:
    clients = [["Client", "Starts"], ["C001", "12/1/2026"], ["C002", "1/12/2026"]]
    said = faults_of(tmp_path, plain(Clients=clients))
    assert [one.split()[2] for one in said] == ["Clients!B2:", "Clients!B3:"], said
