"""More siblings of what people type: pasted blocks, headings and totals between rows, separators, units and names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from planner.model.faults import WorkbookFaults
from planner.workbook.read import read_program
from tests.workbook.books import Tables, faults_of, only, plain, put, save_folder, save_workbook

NEEDS: list[list[Any]] = [["Client", "Topic", "Sessions"], *([code, "Anger", 1] for code in ("C001", "C002"))]


@pytest.mark.parametrize(
    ("again", "says"),
    [
        ([1, 2], "rows 4 to 5 say the same as rows 2 to 3; what is said twice counts once"),
        ([1, 1, 1], "rows 4 to 6 say the same as row 2; what"),
        ([2, 1], "row 4 says the same as row 3 and row 5 says the same as row 2; what"),
    ],
)
def test_a_block_pasted_twice_is_told_once_with_its_rows(tmp_path: Path, again: list[int], says: str) -> None:
    needs = [*NEEDS, *(NEEDS[row] for row in again)]
    only(tmp_path, plain(Needs=needs), "warning: Needs!B4:", says)


def test_rows_that_cannot_be_read_are_not_taken_for_the_same(tmp_path: Path) -> None:
    """What can't be read of a row is what it says otherwise."""
    headings = ["Client", "Topic", "Sessions", "Priority", "Until"]
    typed = [["C001", "Anger", 1, word, None] for word in ("soon", "later", "")]
    tables = plain(Needs=[headings, *typed, ["C001", "Anger", 1, None, "once"], ["C001", "Anger", 1]])
    found = faults_of(tmp_path, tables)
    errors = [fault.split()[2] for fault in found if fault.startswith("error")]
    assert errors == ["Needs!D2:", "Needs!D3:", "Needs!E5:"], found
    same = [fault for fault in found if "the same" in fault]
    assert len(same) == 1 and "row 6 says the same as B4" in same[0], found


def test_five_hundred_rows_pasted_here_and_there_are_counted(tmp_path: Path) -> None:
    needs = [*NEEDS, *(NEEDS[1 + row % 3 % 2] for row in range(500))]
    only(tmp_path, plain(Needs=needs), "warning: Needs!B4:", " more; what is said twice counts once")


@pytest.mark.parametrize("sheet", sorted(plain()))
def test_headings_that_come_again_further_down_are_left_out(tmp_path: Path, sheet: str) -> None:
    tables = plain()
    tables[sheet].append(list(tables[sheet][0]))
    only(tmp_path, tables, f"warning: {sheet}!A", "repeats the headings and is left out")


@pytest.mark.parametrize(
    "word",
    [
        *("Total clients", "Total: 6", "6 clients", "Average", "Grand total:", "n=6"),
        *("Total 12", "Total (12)", "Sum 12", "Subtotal"),
    ],
)
def test_rows_that_count_are_no_records(tmp_path: Path, word: str) -> None:
    tables = plain()
    tables["Clients"].append([word, None, None, None, None])
    only(tmp_path, tables, "warning: Clients!A4", "is taken for a row of totals")


@pytest.mark.parametrize("saved", [save_workbook, save_folder])
def test_an_average_of_figures_is_no_record(tmp_path: Path, saved: Callable[[Path, Tables], Path]) -> None:
    tables = plain()
    tables["Topics"].append(["Average", None, 66.7, "5,5", 8])
    program, (warning,) = read_program(saved(tmp_path / "riverside.xlsx", tables))
    assert list(program.topics) == ["Anger", "Grief, loss and change", "Individual"]
    assert "is taken for a row of totals" in str(warning)


def test_a_name_that_reads_like_a_count_is_a_record_where_the_row_has_what_one_has(tmp_path: Path) -> None:
    tables = plain(
        Levels=[["Level", "Min hours", "Max hours"], ["20 hours", 20, 25]],
        Curriculum=[["Curriculum", "From week", "To week", "Topic"], ["36 hours", 1, 12, "Anger"]],
        Rewards=[["Reward", "For", "Number", "Amount"], ["10 sessions", "sessions", 10, 5]],
        Settings=[["Setting", "Value"], ["Default level", "20 hours"]],
    )
    tables["Topics"] += [["24 Hours", "education", 60, 2, 8], ["Mean", "group", 60, 2, 8]]
    tables["Clients"][1][1] = None
    program, warnings = read_program(save_workbook(tmp_path / "riverside.xlsx", tables))
    assert not [str(fault) for fault in warnings if "totals" in str(fault)]
    assert list(program.topics)[3:] == ["24 Hours", "Mean"]
    assert (list(program.levels), [reward.name for reward in program.rewards]) == (
        ["20 hours"],
        ["10 sessions"],
    )


@pytest.mark.parametrize(
    ("topics", "typed", "fix"),
    [
        (0, "all but Angr", "; correct the spelling or add it to Topics"),
        (15, "all but Yoga", "; correct the spelling or add it to Topics"),
        (15, "all but Anger", "; type the topics one by one, without Anger"),
        (15, "everything", "; type all"),
    ],
)
def test_all_is_proposed_for_no_topic_left_out(tmp_path: Path, topics: int, typed: str, fix: str) -> None:
    tables = put(plain(), "Therapists", 2, "Leads", typed)
    tables["Topics"] += [[f"Topic {chr(65 + at)}", None, 60, 2, 8] for at in range(topics)]
    (said, *_) = (fault for fault in faults_of(tmp_path, tables) if "Therapists!B2" in fault)
    assert said.endswith(fix)


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("Anger|Individual", "type Anger, Individual"),
        ("Anger. Individual", "type Anger, Individual"),
        ("Anger or Individual", "type Anger, Individual"),
        ("Anger - Individual", "type Anger, Individual"),
        ("all but Anger", "type Grief, loss and change, Individual"),
        ("All topics except Individual", "type Anger, Grief, loss and change"),
        ("everything", "type all"),
    ],
)
def test_lists_in_words_are_answered_with_the_names_they_mean(tmp_path: Path, typed: str, fix: str) -> None:
    tables = put(plain(), "Therapists", 2, "Leads", typed)
    (said, *_) = (fault for fault in faults_of(tmp_path, tables) if "Therapists!B2" in fault)
    assert said.endswith(fix)


@pytest.mark.parametrize(
    ("sheet", "row", "heading", "value", "says"),
    [
        ("Client availability", 3, "From", "9-12, 1-4", "is more than one range; type a row for each: 9-12; 1-4"),
        ("Client availability", 2, "To", "9:00", "is not after From (09:00); type when it ends"),
        ("Client availability", 3, "From", "9:00-9:00", "ends when it begins; type the time at which it ends"),
        ("Client availability", 2, "To", "17 h", "is not a time; try 17:00"),
        ("Client availability", 3, "From", "9h-13h", "is not a time range; try 9:00-13:00"),
        ("Client availability", 2, "Days", "Mon 9-12", "it holds a number"),
        ("Clients", 2, "Min hours", "9½", "try 9.5"),
        ("Clients", 2, "Min hours", "9 1/2", "try 9.5"),
        ("Clients", 2, "Min hours", "40 (20 groups)", "try 9 or 7.5"),
        ("Topics", 2, "Minutes", "one hour", "try 60"),
        ("Topics", 2, "Minutes", "1 1/2 hours", "try 90"),
        ("Topics", 2, "Minutes", "half an hour", "try 30"),
        ("Topics", 2, "Smallest", datetime(2026, 2, 8), "Excel made a date of what was typed"),
        ("Clients", 2, "Starts", "20261201", "try 2026-12-01"),
        ("Clients", 2, "Starts", "46357", "format the cell as a date; try 2026-12-01"),
        ("Clients", 2, "Starts", "week 2", "is not a date; type a date as in 2026-11-30"),
        ("Clients", 2, "Primary therapist", "Ortiz or Chen", "is more than one name; type one of them: Ortiz; Chen"),
    ],
)  # fmt: skip
def test_units_ranges_and_two_things_in_a_cell(
    tmp_path: Path, sheet: str, row: int, heading: str, value: object, says: str
) -> None:
    (said,) = (
        fault for fault in faults_of(tmp_path, put(plain(), sheet, row, heading, value)) if "error" in fault
    )
    assert says in said


@pytest.mark.parametrize("typed", ["2x/week", "2 a week"])
def test_a_number_a_week_is_proposed_without_its_unit(tmp_path: Path, typed: str) -> None:
    (said,) = faults_of(tmp_path, plain(Needs=[NEEDS[0], ["C001", "Anger", typed]]))
    assert "error: riverside.xlsx: Needs!C2" in said and said.endswith("try 2")


def test_a_number_of_another_unit_is_not_proposed(tmp_path: Path) -> None:
    (said,) = faults_of(tmp_path, plain(Needs=[NEEDS[0], ["C001", "Anger", "every 2 weeks"]]))
    assert "error: riverside.xlsx: Needs!C2" in said and said.endswith("to 100")


@pytest.mark.parametrize("days", ["Mon thru Fri", "MoTuWeThFr", "Mon until Fri", "Weekdays only"])
def test_more_ways_to_name_days(tmp_path: Path, days: str) -> None:
    assert faults_of(tmp_path, put(plain(), "Client availability", 2, "Days", days)) == []


@pytest.mark.parametrize(
    ("setting", "value", "kind", "says"),
    [
        ("Notice", "2 days", "error", "type hours; try 48"),
        ("Dates", "mm/dd/yyyy", "error", "did you mean 'month first'?"),
        ("Clock", "am/pm", "error", "did you mean '12'?"),
        ("Time zone", "EST", "warning", "did you mean 'America/New_York'?"),
        ("Time zone", "MST", "warning", "did you mean 'America/Denver', or 'America/Phoenix' in Arizona?"),
        ("Time zone", "Mountain", "error", "did you mean 'America/Denver', or 'America/Phoenix' in Arizona?"),
        ("Lunch", "12:00-12:15", "warning", "is shorter than Lunch minutes (30)"),
    ],
)
def test_settings_in_other_words(tmp_path: Path, setting: str, value: str, kind: str, says: str) -> None:
    only(tmp_path, plain(Settings=[["Setting", "Value"], [setting, value]]), f"{kind}: Settings!B2", says)


@pytest.mark.parametrize("zone", ["HST", "America/Phoenix", "UTC"])
def test_a_zone_without_summer_time_is_taken_where_none_is_meant(tmp_path: Path, zone: str) -> None:
    assert faults_of(tmp_path, plain(Settings=[["Setting", "Value"], ["Time zone", zone]])) == []


@pytest.mark.parametrize("who", ["Office closed", "Thanksgiving", "staff", "everyone but Chen"])
def test_a_closure_in_other_words_is_told_to_type_everyone(tmp_path: Path, who: str) -> None:
    away = [["Who", "First day"], [who, date(2026, 12, 1)]]
    only(
        tmp_path,
        plain(Away=away, Rooms=[["Room", "Seats"], ["Office", 9]]),
        "error: Away!A2",
        "type everyone if",
    )


@pytest.mark.parametrize("who", ["Stafford", "Easterling", "Eastern Room", "Clinician Lee", "Programmer 1"])
def test_a_name_that_holds_the_letters_of_a_closure_is_none(tmp_path: Path, who: str) -> None:
    away = [["Who", "First day"], [who, date(2026, 12, 1)]]
    (said,) = faults_of(tmp_path, plain(Away=away))
    assert said.endswith("is no client, therapist or room; correct the spelling or add it to Clients")


def test_where_a_closure_is_not_certain_the_spelling_is_told_too(tmp_path: Path) -> None:
    away = [["Who", "First day"], ["Staff Room", date(2026, 12, 1)]]
    (said,) = faults_of(tmp_path, plain(Away=away))
    assert "type everyone if" in said and said.endswith("correct the spelling, or add the name to its sheet")


@pytest.mark.parametrize(
    ("sheet", "heading", "instead", "meant"),
    [
        ("Topics", "Smallest", "Min", "did you mean Smallest?"),
        ("Topics", "Largest", "Max clients", "did you mean Largest?"),
        ("Clients", "Level", "LOC", "did you mean Level?"),
        ("Clients", "Primary therapist", "Case manager", "did you mean Primary therapist?"),
        ("Clients", "Client", "MRN", "rename the column MRN"),
        ("Therapists", "Leads", "Groups", "rename the column Groups"),
        ("Client availability", "From", "Start", "rename the column Start"),
    ],
)
def test_headings_in_other_words(tmp_path: Path, sheet: str, heading: str, instead: str, meant: str) -> None:
    tables = plain()
    tables[sheet][0][tables[sheet][0].index(heading)] = instead
    assert any(meant in fault for fault in faults_of(tmp_path, tables))


def test_headings_all_in_other_words_are_headings(tmp_path: Path) -> None:
    tables = plain()
    tables["Clients"][0] = ["MRN", "LOC", "Case manager", "Gender"][: len(tables["Clients"][0])]
    (said,) = [fault for fault in faults_of(tmp_path, tables) if "error: riverside.xlsx: Clients" in fault]
    assert "the column Client is missing" in said and "rename the column MRN" in said


@pytest.mark.parametrize("sheet", ["Clients", "Topics", "Therapists"])
def test_a_sheet_without_headings_or_rows_is_one_fault(tmp_path: Path, sheet: str) -> None:
    bare = plain()
    bare[sheet] = bare[sheet][1:]
    only(tmp_path, bare, f"error: {sheet}!1: row 1 should hold the headings")
    empty = plain()
    empty[sheet] = empty[sheet][:1]
    only(tmp_path, empty, f"error: {sheet}: the sheet {sheet} has no rows")


def test_a_column_that_is_missing_for_every_row_is_one_fault(tmp_path: Path) -> None:
    tables = plain()
    tables["Client availability"] = [
        [client, days, opens] for client, days, opens, _ in tables["Client availability"]
    ]
    only(tmp_path, tables, "error: Client availability!C2: there is no column To")


@pytest.mark.parametrize(
    ("name", "says"), [("Requests", "did you mean Needs?"), ("Clients old", "Clients is there already")]
)
def test_a_sheet_under_another_name_is_known_by_its_headings(tmp_path: Path, name: str, says: str) -> None:
    copied: list[list[Any]] = NEEDS if name == "Requests" else plain()["Clients"]
    tables = {**plain(), name: copied}
    only(tmp_path, tables, f"warning: {name}: '{name}' is no known sheet", says)


def test_csv_files_with_bars_are_read_and_an_open_quotation_mark_is_named(tmp_path: Path) -> None:
    folder = save_folder(tmp_path / "riverside", plain(), delimiter="|")
    assert read_program(folder)[1] == []
    (folder / "rooms.csv").write_text('Room|Seats\n"Blue|6\nGreen|6\n')
    with pytest.raises(WorkbookFaults, match="the quotation mark on line 2 is never closed"):
        read_program(folder)


def test_a_client_who_is_kept_apart_from_their_primary_therapist_is_told(tmp_path: Path) -> None:
    apart = [["Client", "From"], ["C001", "Chen"]]
    only(tmp_path, plain(Apart=apart), "warning: Apart!B2: 'Chen' is the primary therapist of C001")
    assert faults_of(tmp_path, plain(Apart=[apart[0], ["C001", "Ortiz"]])) == []
