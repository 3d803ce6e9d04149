"""Siblings of files that are none, of headings that stand elsewhere, and of what a CSV file loses: told, never lost."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.model.faults import WorkbookFaults
from planner.workbook.read import read_program
from tests.workbook.books import faults_of, only, plain, put, save_folder, save_workbook

NEEDS = [["Client", "Topic"], ["C001", "Anger"]]


def told_of(path: Path) -> list[str]:
    try:
        _, faults = read_program(path)
    except WorkbookFaults as trouble:
        return [f"{fault.kind}: {fault}" for fault in trouble.faults]
    return [f"{fault.kind}: {fault}" for fault in faults]


def pipe(file: Path) -> None:
    os.mkfifo(file)


def folder(file: Path) -> None:
    file.mkdir()


def broken_link(file: Path) -> None:
    file.symlink_to(file.with_name("nowhere"))


def link_to_itself(file: Path) -> None:
    file.symlink_to(file)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (pipe, "is no file (a pipe or a device)"),
        (folder, "is a folder and no CSV file"),
        (broken_link, "is a link to a file that isn't there"),
        (link_to_itself, "is a link to a file that isn't there"),
    ],
)
@pytest.mark.parametrize("sheet", ["needs", "clients"])
def test_a_csv_file_s_name_without_a_file_is_an_error(
    tmp_path: Path, made: Any, says: str, sheet: str
) -> None:
    program = save_folder(tmp_path / "riverside", plain(Needs=NEEDS))
    (program / f"{sheet}.csv").unlink()
    made(program / f"{sheet}.csv")
    (said,) = told_of(program)
    assert said.startswith(f"error: {sheet}.csv: {says}") and "; " in said


def test_every_file_of_a_folder_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    tables = plain(Needs=NEEDS)
    program = save_folder(tmp_path / "riverside", tables)
    for sheet in ("clients", "needs", "topics"):
        (program / f"{sheet}.csv").write_bytes("Café".encode("cp1252"))
    assert [said.split(":")[1] for said in told_of(program)] == [" clients.csv", " needs.csv", " topics.csv"]


def test_a_linked_folder_and_linked_files_are_read(tmp_path: Path) -> None:
    program = save_folder(tmp_path / "elsewhere", plain(Needs=NEEDS))
    (program / "needs.csv").rename(tmp_path / "asked.csv")
    (program / "needs.csv").symlink_to(tmp_path / "asked.csv")
    (tmp_path / "riverside").symlink_to(program)
    read, faults = read_program(tmp_path / "riverside")
    assert len(read.needs) == 1 and not faults


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n", b",,\r\n,,\r\n"])
def test_an_empty_file_of_an_optional_sheet_is_told(tmp_path: Path, content: bytes) -> None:
    program = save_folder(tmp_path / "riverside", plain(Needs=NEEDS))
    (program / "needs.csv").write_bytes(content)
    (said,) = told_of(program)
    assert said.startswith("warning: needs.csv: is empty; save the sheet again")


def test_a_line_with_more_cells_than_headings_is_told_once_a_file(tmp_path: Path) -> None:
    program = save_folder(tmp_path / "riverside", plain())
    lines = "Therapist,Leads,Most hours\nOrtiz,all,7,5\nChen,all,20,5,\n"
    (program / "therapists.csv").write_text(lines)
    (said,) = told_of(program)
    assert said.startswith(
        "warning: therapists.csv: line 2: holds 4 cells where 3 have a heading, and so does line 3;"
    )
    (program / "therapists.csv").write_text("Therapist,Leads,Most hours\nOrtiz,all,7,,\nChen,all\n")
    assert told_of(program) == []


@pytest.mark.parametrize(
    ("inside", "meant"),
    [("riverside.xlsx", "riverside.xlsx"), ("fall/topics.csv", "fall"), ("~$x.xlsx", None)],
)
def test_a_folder_without_csv_files_names_what_is_in_it(
    tmp_path: Path, inside: str, meant: str | None
) -> None:
    there = tmp_path / "programs" / inside
    there.parent.mkdir(parents=True)
    there.write_bytes(b"PK")
    (said,) = told_of(tmp_path / "programs")
    proposal = (
        f"did you mean {tmp_path / 'programs' / meant}?" if meant else "name a workbook (.xlsx) or a folder"
    )
    assert f"is a folder without CSV files; {proposal}" in said


def test_a_folder_with_nothing_but_what_is_packed_says_to_unpack_it(tmp_path: Path) -> None:
    (tmp_path / "program.zip").write_bytes(b"PK")
    (said,) = told_of(tmp_path)
    assert "unpack program.zip, and name the folder that this makes" in said


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("~$riverside.xlsx", "name riverside.xlsx"),
        (".~lock.riverside.xlsx#", "name riverside.xlsx"),
        ("riverside.numbers", "open it in Numbers and export it"),
        ("riverside.gsheet", "open it and download it (File > Download > Microsoft Excel)"),
    ],
)
def test_what_other_programs_leave_is_told_by_its_name(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / name).write_bytes(b"\x05Ortiz")
    (said,) = told_of(tmp_path / name)
    assert said.endswith(f"; {says}") or f"; {says}" in said


@pytest.mark.parametrize(
    "mark", ["\u00ad", "\u200e", "\u202a", "\u202c", "\u2066", "\u2069", "\u200b", "\ufe0f"]
)
def test_characters_that_nobody_sees_are_no_part_of_a_name(tmp_path: Path, mark: str) -> None:
    assert faults_of(tmp_path, plain(Needs=[NEEDS[0], [f"{mark}C0{mark}01", f"Ang{mark}er{mark}"]])) == []


def test_a_second_row_of_headings_is_one_fault(tmp_path: Path) -> None:
    for sheet, row in (
        ("Clients", ["code", "level of care", "counselor", "labels", "date"]),
        ("Topics", ["name", "type", "(min)", "persons", "persons at most"]),
        ("Client availability", ["code", "Weekdays of the client", "begins", "ends"]),
    ):
        tables = plain()
        tables["Clients"][0] += ["Ends"]
        tables["Clients"][1] += [None]
        tables[sheet].insert(1, [*row, *(["date of it"] if sheet == "Clients" else [])])
        only(tmp_path, tables, f"error: {sheet}!2: looks like a second row of headings", "delete it")


def test_words_for_nothing_make_no_row_of_headings(tmp_path: Path) -> None:
    tables = plain()
    tables["Clients"][0] += ["Ends"]
    tables["Clients"][1] = ["C001", "IOP", "Chen", None, "TBD", "n/a"]
    said = faults_of(tmp_path, tables)
    assert len(said) == 2 and all("clear the cell if none is meant" in fault for fault in said)


@pytest.mark.parametrize("sheet", ["Clients", "Topics", "Therapists"])
def test_headings_below_each_other_are_one_fault(tmp_path: Path, sheet: str) -> None:
    tables = plain()
    tables[sheet] = [list(row) for row in zip(*tables[sheet], strict=True)]
    (said,) = [fault for fault in faults_of(tmp_path, tables) if "error" in fault]
    assert f"{sheet}!1: the headings stand below each other" in said and "Transpose" in said


def test_a_heading_merged_over_two_columns_is_no_name_of_either(tmp_path: Path) -> None:
    import openpyxl

    tables = plain()
    tables["Topics"][0][3:] = ["Size", None]
    book = openpyxl.load_workbook(save_workbook(tmp_path / "riverside.xlsx", tables))
    book["Topics"].merge_cells("D1:E1")
    book.save(tmp_path / "riverside.xlsx")
    (said,) = told_of(tmp_path / "riverside.xlsx")
    assert said.endswith(
        "Topics!D1: 'Size' is a heading over more than one column; unmerge it, and type a heading above each column"
    )
    assert said.startswith("warning: ")


@pytest.mark.parametrize("heading", ["Notes", "note", "(mine)"])
def test_a_note_merged_over_two_columns_is_the_coordinators_own(tmp_path: Path, heading: str) -> None:
    import openpyxl

    tables = plain()
    tables["Topics"][0] += [heading, None, "Levels", None]
    tables["Topics"][1] += ["said", "and said", "IOP", "a remark without a heading"]
    book = openpyxl.load_workbook(save_workbook(tmp_path / "riverside.xlsx", tables))
    book["Topics"].merge_cells("F1:G1")
    book.save(tmp_path / "riverside.xlsx")
    assert told_of(tmp_path / "riverside.xlsx") == []


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        ("Topics", ["Anger", None, "sixty", "two", "eight"]),
        ("Clients", ["C001", "IOP", "Chen", "women", "ongoing", "open-ended"]),
        ("Client availability", ["C001", None, "open", "close"]),
        ("Client availability", ["C001", "MWF", "morning", "lunch"]),
        ("Therapists", ["Ortiz", "all", "full time", "as needed"]),
    ],
)
def test_a_record_in_words_is_no_row_of_headings(tmp_path: Path, sheet: str, row: list[object]) -> None:
    tables = plain()
    tables["Clients"][0] += ["Ends"]
    tables["Therapists"][0] += ["Most a day"]
    tables[sheet][1] = row
    said = faults_of(tmp_path, tables)
    assert said and not [fault for fault in said if "headings" in fault or "is no " in fault]


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("2026-12-01 - 2026-12-03", "type 2026-12-01 here and 2026-12-03 in the cell for the last day"),
        ("Dec 1, 2026 to Dec 3, 2026", "type 2026-12-01 here and 2026-12-03 in the cell for the last day"),
        ("2026-12-01, 2026-12-03", "type a row for each: 2026-12-01, 2026-12-03"),
        ("Dec 1, 2026 and Dec 2, 2026", "type a row for each: 2026-12-01, 2026-12-02"),
        ("2026-12-03 to 2026-12-01", "type a row for each: 2026-12-03, 2026-12-01"),
    ],
)
def test_two_dates_in_a_cell_are_told_apart(tmp_path: Path, typed: str, fix: str) -> None:
    (said,) = faults_of(tmp_path, plain(Away=[["Who", "First day", "Last day"], ["C001", typed, None]]))
    assert said.endswith(f"; {fix}")


@pytest.mark.parametrize(
    ("sheet", "rows", "cell"),
    [
        ("Away", [["Who", "First day"], ["C001", date(2062, 12, 1)]], "B2"),
        ("Needs", [["Client", "Topic", "From"], ["C001", "Anger", date(2062, 12, 1)]], "C2"),
        ("Attendance", [["Date", "Topic", "Client"], [date(2062, 12, 1), "Anger", "C001"]], "A2"),
    ],
)
def test_what_begins_years_ahead_is_asked_back(
    tmp_path: Path, sheet: str, rows: list[list[object]], cell: str
) -> None:
    only(tmp_path, plain(**{sheet: rows}), f"warning: {sheet}!{cell}", "years ahead", "check the year")


def test_what_begins_within_three_years_is_not_asked_back(tmp_path: Path) -> None:
    this = date.today().year
    years = (this + 3, this + 4)
    rows = [["Who", "First day"], *(["C001", date(year, 12, 1)] for year in years)]
    only(tmp_path, plain(Away=rows), "warning: Away!B3", "is 4 years ahead")


def test_a_curriculum_that_begins_years_ahead_is_not_the_stay(tmp_path: Path) -> None:
    tables = plain(Curriculum=[["Curriculum", "From week", "To week", "Topic"], ["Basics", 1, 2, "Anger"]])
    put(
        put(tables, "Clients", 2, "Curriculum", "Basics"), "Clients", 2, "Curriculum start", date(2062, 12, 4)
    )
    only(tmp_path, tables, "warning: Clients!G2", "the curriculum asks for nothing until then")


def test_what_ends_far_ahead_means_for_good(tmp_path: Path) -> None:
    away = [["Who", "First day", "Last day"], ["C001", date(2026, 12, 1), date(2099, 12, 31)]]
    assert faults_of(tmp_path, plain(Away=away)) == []


@pytest.mark.parametrize(
    ("column", "typed", "fix"),
    [
        ("From", "5.30pm", "try 17:30"),
        ("From", "5.30 p.m.", "try 17:30"),
        ("From", "12.30am", "try 0:30"),
        ("From", "5:30 in the evening", "try 17:30"),
        ("From", "1730 hrs", "try 17:30"),
        ("From", "9h", "try 9:00"),
        ("From", "0900 hours", "try 9:00"),
        ("From", "9:00 fortnightly", "try 9:00"),
        ("From", "9:00 P. Smith", "try 9:00"),
    ],
)
def test_a_time_is_proposed_in_its_own_half_of_the_day(
    tmp_path: Path, column: str, typed: str, fix: str
) -> None:
    tables = plain()
    tables["Therapist availability"][1] = ["Ortiz", "daily", typed, "21:00"]
    (said,) = [fault for fault in faults_of(tmp_path, tables) if "error" in fault]
    assert said.endswith(fix)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "1:00 at night",
            "12:30 tonight",
            "9:00 before the afternoon break",
            "10:00 in the morning or evening",
        ),
        *("9:00 not pm", "8 hours", "0.930", "0.900"),
    ],
)
def test_no_half_of_the_day_is_guessed(tmp_path: Path, typed: str) -> None:
    tables = plain()
    tables["Therapist availability"][1] = ["Ortiz", "daily", typed, "22:00"]
    (said,) = [fault for fault in faults_of(tmp_path, tables) if "error" in fault]
    assert said.endswith("is not a time; try 9:00, 9am, 13:30 or noon")


@pytest.mark.parametrize("typed", ["9 30", "9/30", "9 15", "10 30 am", "1/2", "9:00-12:00, lunch"])
def test_what_may_be_one_time_is_not_taken_for_two(tmp_path: Path, typed: str) -> None:
    said = faults_of(tmp_path, plain(Times=[["Days", "Starts"], ["daily", typed]]))
    assert said and not [
        fault for fault in said if "separate" in fault or "lunch;" in fault or "try 9," in fault
    ]


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("9:00 & noon", "try 9:00, noon"),
        ("9:00-12:00, 17:00-19:00", "try 09:00-12:00 every 30, 17:00-19:00 every 30"),
        ("9-12; 14:00-16:00 every 60", "try 09:00-12:00 every 30, 14:00-16:00 every 60"),
        ("9:00 10:00 11:00", "try 9:00, 10:00, 11:00"),
        ("9:00/10:30", "try 9:00, 10:30"),
        ("9-12 every half hour", "try 9:00-12:00 every 30"),
    ],
)
def test_starts_are_proposed_whole(tmp_path: Path, typed: str, fix: str) -> None:
    (said,) = [
        fault
        for fault in faults_of(tmp_path, plain(Times=[["Days", "Starts"], ["daily", typed]]))
        if "error" in fault
    ]
    assert said.endswith(fix)


def test_many_starts_of_one_cell_at_night_are_one_warning(tmp_path: Path) -> None:
    times = [["Days", "Starts"], ["daily", "9:00-12:00 every 30"], ["daily", "1:00-4:00 every 30"]]
    only(tmp_path, plain(Times=times), "warning: Times!B3", "did you mean 13:00 to 16:00?")


def test_a_time_that_a_csv_file_has_as_part_of_a_day_is_that_time(tmp_path: Path) -> None:
    tables = plain()
    tables["Therapist availability"][1] = ["Ortiz", "daily", "0.375", "0.7083333333"]
    program, faults = read_program(save_folder(tmp_path / "riverside", tables))
    assert not faults and program.therapist_hours["Ortiz"][0].opens == 9 * 60
