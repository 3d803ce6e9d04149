"""Rows that are no records, records that come twice, and sheets and words under other names."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.model.faults import Fault
from planner.workbook.read import read_program
from tests.workbook.books import Tables, faults_of, only, plain, read, save_folder, save_workbook

TWICE: dict[str, tuple[list[Any], list[Any], str]] = {
    "Needs": (["Client", "Topic", "Sessions"], ["C001", "Anger", 2], "needs"),
    "Wishes": (["Client", "Wish", "What"], ["C001", "avoids", "Fri"], "wishes"),
    "Apart": (["Client", "From"], ["C001", "C002"], "apart"),
    "Fixed": (["Day", "Start", "Topic"], ["Mon", "9:30", "Anger"], "fixed"),
    "Attendance": (["Date", "Topic", "Client"], [date(2026, 11, 23), "Anger", "C001"], "attendance"),
    "Curriculum": (["Curriculum", "From week", "To week", "Topic"], ["A", 1, 2, "Anger"], "curricula"),
}


@pytest.mark.parametrize("sheet", TWICE)
def test_identical_rows_count_once_with_a_warning_that_names_both(tmp_path: Path, sheet: str) -> None:
    headings, row, field = TWICE[sheet]
    program, (warning,) = read(tmp_path, plain(**{sheet: [headings, row, row]}))
    assert len(getattr(program, field)) == 1
    assert warning.kind == "warning" and f"{sheet}!" in str(warning)
    assert "row 3 says the same as" in str(warning) and "2; the two count once" in str(warning)


@pytest.mark.parametrize("sheet", TWICE)
def test_rows_that_differ_in_anything_all_count(tmp_path: Path, sheet: str) -> None:
    headings, row, field = TWICE[sheet]
    other = [
        {"C001": "C002", "C002": "Chen"}.get(value, value) if isinstance(value, str) else value
        for value in row
    ]
    other = ["B" if value == "A" else "Tue" if value == "Mon" else value for value in other]
    program, _ = read(tmp_path, plain(**{sheet: [headings, row, other]}))
    assert len(getattr(program, field)) == 2


def test_a_pair_is_the_same_pair_the_other_way_round(tmp_path: Path) -> None:
    program, warnings = read(tmp_path, plain(Apart=[["Client", "From"], ["C001", "C002"], ["C002", "C001"]]))
    assert (len(program.apart), len(warnings)) == (1, 1)


def test_identical_rows_of_csv_files_name_their_lines(tmp_path: Path) -> None:
    headings, row, _ = TWICE["Needs"]
    folder = save_folder(tmp_path / "riverside", plain(Needs=[headings, row, row]))
    (warning,) = read_program(folder)[1]
    assert "line 3 says the same as line 2, column Topic" in str(warning)


def test_weeks_of_a_curriculum_that_overlap_are_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Curriculum", "From week", "To week", "Topic", "Level"]]
    rows += [["A", 1, 2, "Anger", None], ["A", 2, 4, "Anger", None], ["A", 5, 6, "Anger", None]]
    only(tmp_path, plain(Curriculum=rows), "warning: Curriculum!D3: 'Anger' stands for week 2", "2 sessions")
    rows = [rows[0], ["A", 1, 3, None, "PHP"], ["A", 2, 4, None, "IOP"]]
    only(tmp_path, plain(Curriculum=rows), "warning: Curriculum!E3: 'IOP' is given for weeks 2 to 3", "PHP")


def test_a_title_above_the_headings_is_told_and_nothing_that_follows_from_it(tmp_path: Path) -> None:
    tables = plain()
    for sheet in ("Clients", "Topics"):
        tables[sheet][:0] = [["Riverside, fall"], []]
    said = faults_of(tmp_path, tables)
    assert [fault.split(": ", 2)[2] for fault in said] == [
        f"{sheet}!A1: 'Riverside, fall' stands above the headings, which are in row 3; "
        "delete what stands above them: the first row that isn't empty holds the headings"
        for sheet in ("Topics", "Clients")
    ]


def test_a_required_sheet_under_another_name_is_told_by_its_headings(tmp_path: Path) -> None:
    tables = {{"Topics": "Groups", "Clients": "Roll"}.get(name, name): rows for name, rows in plain().items()}
    assert faults_of(tmp_path, tables) == [
        f"error: riverside.xlsx: {name}: '{name}' is no known sheet; its headings are those of {meant}, "
        f"which is missing; rename it {meant}"
        for name, meant in (("Groups", "Topics"), ("Roll", "Clients"))
    ]


def test_a_sheet_of_ones_own_is_not_taken_for_one_that_is_missing(tmp_path: Path) -> None:
    tables = plain(Phones=[["Client", "Phone"], ["C001", "555"]])
    del tables["Clients"]
    said = faults_of(tmp_path, tables)
    assert len(said) == 2 and "there is no sheet Clients" in said[0] and "is ignored" in said[1]


def test_a_sheet_without_a_required_column_is_one_fault(tmp_path: Path) -> None:
    tables = plain(Needs=[["Client", "Topic"], ["C001", "Anger"]])
    tables["Topics"][0][0] = "Group"
    only(tmp_path, tables, "error: Topics!1: the column Topic is missing", "rename the column Group")


@pytest.mark.parametrize(
    ("sheet", "at", "heading", "meant"),
    [
        ("Clients", 2, "Primary Counselor", "did you mean Primary therapist?"),
        ("Clients", 2, "Clinician (primary)", "did you mean Primary therapist?"),
        ("Therapists", 2, "Maximum hours", "did you mean Most hours?"),
        ("Topics", 3, "Smalest", "did you mean Smallest?"),
        ("Clients", 3, "Phone", "for a column of your own, start its name with ("),
    ],
)
def test_a_known_column_under_another_name(
    tmp_path: Path, sheet: str, at: int, heading: str, meant: str
) -> None:
    tables = plain()
    tables[sheet][0][at] = heading
    said = faults_of(tmp_path, tables)
    assert any(f"'{heading}' is no known column" in fault and meant in fault for fault in said), said


def test_what_the_absence_of_a_column_means_is_said(tmp_path: Path) -> None:
    tables = plain()
    tables["Clients"][0][2] = "Primary Counselor"
    only(tmp_path, tables, "warning: Clients!C1", "counts as blank: individual sessions with anybody")


@pytest.mark.parametrize("word", ["closed", "ALL", "Clinic", "The clinic", "holiday"])
def test_a_closure_is_everyones(tmp_path: Path, word: str) -> None:
    away = [["Who", "First day"], [word, date(2026, 12, 1)]]
    only(tmp_path, plain(Away=away), f"error: Away!A2: '{word}' is no client", "did you mean everyone?")


@pytest.mark.parametrize("both", ["Ortiz, Chen", "Ortiz/Chen", "Ortiz and Chen", "Ortiz\nChen"])
def test_two_names_where_one_may_stand(tmp_path: Path, both: str) -> None:
    away = [["Who", "First day"], [both, date(2026, 12, 1)]]
    only(
        tmp_path,
        plain(Away=away),
        "error: Away!A2",
        "is more than one name; type a row for each: Ortiz; Chen",
    )


@pytest.mark.parametrize("both", ["Anger and Individual", "Anger/Individual", "Anger & Individual"])
def test_two_names_that_are_not_separated_as_a_list(tmp_path: Path, both: str) -> None:
    tables = plain()
    tables["Therapists"][1][1] = f"{both}; Grief, loss and change"
    only(tmp_path, tables, "error: Therapists!B2", "separate them by commas: type Anger, Individual")


def test_topics_on_several_lines_of_one_cell_are_a_list(tmp_path: Path) -> None:
    tables = plain()
    tables["Therapists"][1][1] = "Anger\nGrief, loss and change\nIndividual"
    program, warnings = read(tmp_path, tables)
    assert (program.therapists["Ortiz"].leads, warnings) == (set(program.topics), [])


def test_a_range_in_from_while_to_is_filled(tmp_path: Path) -> None:
    tables = plain()
    tables["Client availability"][2] = ["C002", "Mon", "9-12:30", "12:30"]
    only(
        tmp_path,
        tables,
        "error: Client availability!C3: '9-12:30' is a whole range, and To is filled too",
        "clear To",
    )


def test_pm_said_once_holds_for_both_ends_where_only_that_makes_sense(tmp_path: Path) -> None:
    tables = plain()
    tables["Client availability"][1:] = [
        ["C001", "Mon", "5:20", "8:45pm"],
        ["C002", "Mon", "9:00", "5:30 pm"],
    ]
    hours = read(tmp_path, tables)[0].client_hours
    assert [(window.opens, window.closes) for (window,) in hours.values()] == [(1040, 1245), (540, 1050)]


@pytest.mark.parametrize(
    ("zone", "meant"),
    [("CST", "America/Chicago"), ("Eastern time", "America/New_York"), ("PDT", "America/Los_Angeles")],
)
def test_time_zones_as_people_call_them(tmp_path: Path, zone: str, meant: str) -> None:
    only(
        tmp_path,
        plain(Settings=[["Setting", "Value"], ["Time zone", zone]]),
        "error: Settings!B2",
        f"'{meant}'?",
    )


@pytest.mark.parametrize(
    ("settings", "month_first", "clock"),
    [
        ({}, None, 24),
        ({"Time zone": "America/Denver"}, True, 12),
        ({"Time zone": "Europe/Berlin"}, None, 24),
        ({"Time zone": "America/Denver", "Dates": "day first", "Clock": 24}, False, 24),
        ({"Dates": "Month First", "Clock": "12"}, True, 12),
    ],
)
def test_the_order_of_dates_and_the_clock_follow_the_settings(
    tmp_path: Path, settings: dict[str, Any], month_first: bool | None, clock: int
) -> None:
    tables = plain(Settings=[["Setting", "Value"], *([name, value] for name, value in settings.items())])
    tables["Clients"][1][4] = "12/1/2026" if month_first is not None else "2026-12-01"
    program, _ = read(tmp_path, tables)
    assert (program.month_first, program.clock) == (month_first, clock)
    assert program.clients["C001"].starts == (
        date(2026, 1, 12) if month_first is False else date(2026, 12, 1)
    )


def test_a_warning_can_be_acknowledged_in_the_note(tmp_path: Path) -> None:
    tables = plain()
    for row, note in zip(tables["Topics"], ["Note", None, None, "OK, agreed"], strict=True):
        row.append(note)
    tables["Topics"][3][4] = 3
    assert faults_of(tmp_path, tables) == []
    for note in ("okay", "O.K.", "ok - see Dana"):
        tables["Topics"][3][5] = note
        assert faults_of(tmp_path, tables) == []
    for note in ("okra", "okayed by nobody", "not ok"):
        tables["Topics"][3][5] = note
        assert len(faults_of(tmp_path, tables)) == 1


def test_a_row_of_totals_can_be_acknowledged_too(tmp_path: Path) -> None:
    tables = plain()
    for row, note in zip(tables["Topics"], ["Note", None, None, None], strict=True):
        row.append(note)
    tables["Topics"].append(["Total", None, 200, None, None, None])
    assert len(faults_of(tmp_path, tables)) == 1
    tables["Topics"][-1][-1] = "ok"
    assert faults_of(tmp_path, tables) == []


@pytest.mark.parametrize("saved", [save_workbook, save_folder])
def test_warnings_that_are_made_later_know_which_rows_are_acknowledged(
    tmp_path: Path, saved: Callable[[Path, Tables], Path]
) -> None:
    tables = plain()
    for row, note in zip(tables["Topics"], ["Note", None, "ok", None], strict=True):
        row.append(note)
    program, _ = read_program(saved(tmp_path / "riverside.xlsx", tables))
    cells = [program.whereabouts.of(("Topics", name), "Topic") for name in program.topics]
    assert None not in cells
    warned = [cell.fault("", "is odd", kind="warning") for cell in cells if cell]
    errors = [cell.fault("", "is wrong") for cell in cells if cell]
    told: list[Fault | str] = [*warned, *errors, "odd"]
    assert program.whereabouts.to_tell(told) == [warned[0], warned[2], *errors, "odd"]


def test_an_error_can_not_be_acknowledged(tmp_path: Path) -> None:
    tables = plain()
    for row, note in zip(tables["Topics"], ["Note", "ok", "ok", "ok"], strict=True):
        row.append(note)
    tables["Topics"][1][2] = "long"
    assert len(faults_of(tmp_path, tables)) == 1
