"""What is settled and can't be is an error of `check` that names the cells of both sides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from planner import api
from planner.model.faults import Fault, WorkbookFaults
from tests.workbook.books import save_folder, save_workbook

MONDAY = date(2026, 11, 30)
Sheets = dict[str, list[list[object]]]
HEADINGS: list[object] = ["Day", "Start", "Topic", "Therapist", "Room", "Clients"]


def sheets(*fixed: Sequence[Any], **more: Any) -> Sheets:
    """Four clients and two therapists who are there on workdays from 9 to 12; two rooms."""
    there = ["Mon-Fri", time(9), time(12)]
    given: Sheets = {
        "Settings": [["Setting", "Value"], ["Changeover", 10]],
        "Levels": [["Level", "Min hours", "Max hours", "Max days", "Max hours a day"], ["Day", 0, 6, 3, 2], ["Old", 0]],
        "Topics": [
            ["Topic", "Minutes", "Smallest", "Largest", "For", "Levels", "Most a week", "After", "Runs at most",
             "Kind", "Leaders", "Room kind"],
            ["Anger", 60, 2, 3],
            ["Women", 60, 1, 8, "women"],
            ["Elders", 60, 1, 8, None, "Old"],
            ["Once", 60, 1, 8, None, None, 1],
            ["Second", 60, 1, 8, None, None, None, "Once"],
            ["Rare", 60, 1, 8, None, None, None, None, 1],
            ["Talk", 60, 1, 1, None, None, None, None, None, "individual"],
            ["Walk", 60, 1, 8, None, None, None, None, None, None, 0, "none"],
        ],
        "Therapists": [["Therapist", "Leads", "Most hours", "Most a day"], ["Ann", "all", 2, 1], ["Ben", "all"]],
        "Rooms": [["Room", "Seats"], ["Blue", 8], ["Green", 2]],
        "Times": [["Days", "Starts"], ["daily", "9:00, 10:00, 11:00"]],
        "Clients": [
            ["Client", "Level", "Tags", "Days", "Primary therapist"],
            ["C001", "Day", "women"],
            ["C002", "Day", None, "Mon, Tue"],
            ["C003", "Day", None, None, "Ben"],
            ["C004", "Day"],
        ],
        "Client availability": [["Client", "Days", "From", "To"], *([f"C00{n}", *there] for n in range(1, 5))],
        "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ann", *there], ["Ben", *there]],
        "Apart": [["Client", "From"], ["C001", "C004"], ["C004", "Ben"]],
        "Away": [["Who", "First day", "Last day"], ["C003", date(2026, 12, 1)], ["everyone", date(2026, 12, 4)]],
        "Fixed": [HEADINGS, *fixed],
    }  # fmt: skip
    return given | {name.replace("_", " "): rows for name, rows in more.items()}


def errors(path: Path) -> list[Fault]:
    with pytest.raises(WorkbookFaults) as found:
        api.load(path)
    return list(found.value.errors)


def told(tmp_path: Path, *fixed: Sequence[Any], **more: Any) -> list[tuple[str, str]]:
    """Each error as its own cell and its sentence."""
    return [
        (fault.cell, fault.says)
        for fault in errors(save_workbook(tmp_path / "harbor.xlsx", sheets(*fixed, **more)))
    ]


TWO_ROWS = {
    "one therapist at once": (
        ["Tue", "9:00", "Anger", "Ann", None, None],
        ["Tue", "9:00", "Women", "Ann", None, None],
    ),
    "one therapist without a changeover": (
        ["Tue", "9:00", "Anger", "Ben", None, None],
        ["Tue", "10:00", "Women", "Ben", None, None],
    ),
    "one client at once": (
        ["Tue", "9:00", "Anger", None, None, "C001"],
        ["Tue", "9:00", "Women", None, None, "C001"],
    ),
    "one room at once": (
        ["Tue", "9:00", "Anger", None, "Blue", None],
        ["Tue", "9:00", "Women", None, "Blue", None],
    ),
    "more than Most a week": (
        ["Mon", "9:00", "Once", None, None, "C001"],
        ["Tue", "9:00", "Once", None, None, "C001"],
    ),
    "more than Most a day": (
        ["Mon", "9:00", "Anger", None, None, "C001"],
        ["Mon", "10:30", "Anger", None, None, "C001"],
    ),
    "more than the therapist's day": (
        ["Mon", "9:00", "Anger", "Ann", None, None],
        ["Mon", "11:00", "Women", "Ann", None, None],
    ),
    "more than Runs at most": (
        ["Mon", "9:00", "Rare", None, None, None],
        ["Tue", "9:00", "Rare", None, None, None],
    ),
}


@pytest.mark.parametrize("case", TWO_ROWS)
def test_two_rows_that_contradict_each_other_are_one_error_with_both_cells(tmp_path: Path, case: str) -> None:
    ((cell, says),) = told(tmp_path, *TWO_ROWS[case])
    assert cell[1:] == "3" and f"Fixed!{cell[0]}2" in says


def test_three_rows_of_which_any_two_would_do_name_all_three(tmp_path: Path) -> None:
    rows = [[day, "9:00", "Anger", "Ann", None, None] for day in ("Mon", "Tue", "Wed")]
    ((cell, says),) = told(tmp_path, *rows)
    assert cell == "D4" and "Fixed!D2, Fixed!D3" in says and "Ann leads 3 h" in says


ONE_ROW: dict[str, tuple[list[Any], list[str]]] = {
    "tags": (["Tue", "9:00", "Women", None, None, "C002, C003"], ["Topics!E3"]),
    "a level": (["Mon", "9:00", "Elders", None, None, "C001"], ["Topics!F4", "Clients!B2"]),
    "authorised days": (["Wed", "9:00", "Anger", None, None, "C002"], ["Clients!D3"]),
    "what comes before": (["Mon", "9:00", "Second", None, None, "C001"], ["Topics!H6"]),
    "two who are apart": (["Mon", "9:00", "Anger", None, None, "C001, C004"], ["Apart!A2", "Apart!B2"]),
    "a client apart from the leader": (["Mon", "9:00", "Anger", "Ben", None, "C004"], ["Apart!A3"]),
    "a client's hours": (["Mon", "12:00", "Anger", None, None, "C001"], ["Client availability!A2"]),
    "a therapist's hours": (["Sat", "9:00", "Anger", "Ann", None, None], ["Therapist availability!A2"]),
    "another than the primary therapist": (["Mon", "9:00", "Talk", "Ann", None, "C003"], ["Clients!E4"]),
    "a date on which somebody is away": ([date(2026, 12, 1), "9:00", "Anger", None, None, "C003"], ["Away!A2"]),
    "a date on which all are away": ([date(2026, 12, 4), "9:00", "Anger", "Ben", None, None], ["Away!A3"]),
    "a date on which all are away, nobody named": ([date(2026, 12, 4), "9:00", "Anger", None, None, None], ["Away!A3"]),
    "a date on which all are away, nobody needed": ([date(2026, 12, 4), "9:00", "Walk", None, None, None], ["Away!A3"]),
    "a day on which nobody works": (["Sat", "9:00", "Anger", None, None, None], []),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_ROW)
def test_a_row_that_something_else_forbids_names_its_cell_too(tmp_path: Path, case: str) -> None:
    row, cells = ONE_ROW[case]
    found = told(tmp_path, row)
    assert found and {cell[1:] for cell, _ in found} == {"2"}, found
    for cell in cells:
        assert cell in found[0][1], found


def test_a_date_on_which_all_are_away_is_one_error_and_not_one_a_name(tmp_path: Path) -> None:
    row = [date(2026, 12, 4), "9:00", "Anger", "Ben", "Blue", "C001, C003"]
    assert told(tmp_path, row) == [("A2", "Anger on Fri 09:00 can't be: everyone is away (Away!A3)")]
    row[2], row[5] = "Women", "C003"
    assert [cell for cell, _ in told(tmp_path, row)] == ["A2", "F2"]  # C003's tags are another matter


def test_a_date_on_which_nobody_can_lead_names_who_is_away(tmp_path: Path) -> None:
    friday = date(2026, 12, 11)
    away = [["Who", "First day"], *([who, friday] for who in ("C001", "Ben", "Green", "Ann", "Blue"))]
    found = told(tmp_path, [friday, "9:00", "Anger", None, None, None], Away=away)
    assert [says[says.index("(") :] for _, says in found] == ["(Away!A3, Away!A5)", "(Away!A4, Away!A6)"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Tue", "9:00", "Anger", None, None, "C001, C002"], ["Tue", "9:00", "Women", None, None, None]],
        [["Tue", "9:00", "Anger", None, None, None], ["Tue", "9:00", "Anger", None, None, "C001"]],
        [
            ["Mon", "9:00", "Talk", None, None, "C003"],
            ["Tue", "9:00", "Talk", "Ben", None, "C003"],
        ],
        [["Tue", "9:00", "Anger", None, None, "C003"]],
        [["Mon", "9:00", "Anger", None, None, "C001"], ["Mon", "9:00", "Anger", None, None, "C004"]],
    ],
)
def test_what_planning_can_still_mend_is_no_error(tmp_path: Path, rows: list[list[object]]) -> None:
    api.load(save_workbook(tmp_path / "harbor.xlsx", sheets(*rows)))


def test_a_folder_of_csv_names_file_and_line(tmp_path: Path) -> None:
    folder = save_folder(tmp_path / "harbor", sheets(["Mon", "9:00", "Elders", None, None, "C001"]))
    (fault,) = errors(folder)
    assert fault.file.lower().endswith("fixed.csv")
    assert fault.cell == "line 2, column Clients" and "line 4, column Levels" in fault.says


def test_hundreds_of_rows_that_meet_are_a_few_errors_in_a_moment(tmp_path: Path) -> None:
    days, starts = ("Mon", "Tue", "Thu"), [f"{9 + n // 60}:{n % 60:02d}" for n in range(120)]
    rows: list[list[object]] = [[day, start, "Once", None, None, "C001"] for day in days for start in starts]
    assert 1 <= len(told(tmp_path, *rows)) <= 20


def test_rows_of_different_rhythms_are_judged_in_the_weeks_in_which_they_meet(tmp_path: Path) -> None:
    """Every second week and every third from the same Monday: they meet in the first of them."""
    headings = [*HEADINGS, "From", "Every"]
    rows: list[list[object]] = [
        ["Mon", "9:00", "Anger", "Ann", None, None, date(2031, 1, 6), 2],
        ["Mon", "9:00", "Women", "Ann", None, None, date(2031, 1, 6), 3],
    ]
    ((cell, says),) = told(tmp_path, Fixed=[headings, *rows])
    assert cell == "D3" and "Fixed!D2" in says
    rows[1][6] = date(2031, 1, 13)
    rows[0][7] = rows[1][7] = 2
    api.load(save_workbook(tmp_path / "harbor.xlsx", sheets(Fixed=[headings, *rows])))


def test_what_has_happened_is_not_judged_any_more(tmp_path: Path) -> None:
    """Ann fell ill on Tuesday: the session of that date was held somehow, and Wednesday can be replanned."""
    tuesday = date(2026, 12, 1)
    away: list[list[object]] = [["Who", "First day", "Last day"], ["Ann", tuesday, date(2026, 12, 4)]]
    path = save_workbook(
        tmp_path / "harbor.xlsx", sheets([tuesday, "9:00", "Anger", "Ann", None, None], Away=away)
    )
    assert len(errors(path)) == 1
    api.load(path, datetime(2026, 12, 1, 9, 1))
    with pytest.raises(WorkbookFaults):
        api.load(path, datetime(2026, 12, 1, 9, 0))


def test_a_row_that_is_over_is_no_contradiction_of_one_ahead(tmp_path: Path) -> None:
    rows: list[list[object]] = [[date(2026, 12, day), "9:00", "Anger", "Ben", None, None] for day in (1, 3)]
    api.load(save_workbook(tmp_path / "harbor.xlsx", sheets(*rows)), datetime(2026, 12, 2, 12))
