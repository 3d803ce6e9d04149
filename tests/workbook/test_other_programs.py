"""Workbooks, folders and rosters as LibreOffice, Google Sheets and Apple Numbers write them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from planner.remedies.changes.change import change_of
from planner.remedies.changes.copy import write_copy
from planner.remedies.changes.naming import settled_at
from planner.tables.open import open_tables
from planner.tables.rewrite import RowEdit, copy_folder, copy_of_workbook
from planner.tables.sheet_names import sheets_of_files
from planner.workbook.read import read_program
from tests.command_line import WEEK, book, run, tables
from tests.workbook.books import Tables, plain, save_folder, save_workbook

BEGINNINGS = ["riverside-", "Riverside IOP - ", "riverside_", "harbor-house 2026-11-", "Riverside (2) "]


def renamed(folder: Path, name_of: Callable[[str], str]) -> Path:
    for file in list(folder.iterdir()):
        file.rename(folder / f"{name_of(file.stem)}.csv")
    return folder


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_what_all_files_begin_with_is_no_part_of_a_sheets_name(tmp_path: Path, beginning: str) -> None:
    expected, _ = read_program(save_folder(tmp_path / "plain", plain()))
    folder = renamed(save_folder(tmp_path / "given", plain()), lambda stem: f"{beginning}{stem}")
    (folder / "(mine).csv").write_text("Anything\n", encoding="utf-8")
    program, warnings = read_program(folder)
    assert (
        not warnings
        and program.topics == expected.topics
        and program.clients.keys() == expected.clients.keys()
    )


@pytest.mark.parametrize(
    "stems",
    [
        ["clients", "client availability", "therapists", "therapist availability", "topics"],
        ["client_availability", "room_availability", "rooms", "topics"],
        ["old-topics", "old-clients", "topics", "clients"],
    ],
)
def test_files_of_which_few_begin_alike_are_called_what_they_are_called(stems: list[str]) -> None:
    assert list(sheets_of_files([Path(f"{stem}.csv") for stem in stems]).values()) == stems


@pytest.mark.parametrize("behind", [" - Table 1", "-Table 1", " - Table 12", "-Tabelle 1"])
@pytest.mark.parametrize("saved", [save_workbook, save_folder])
def test_the_names_of_tables_that_numbers_writes_are_none_of_the_coordinators(
    tmp_path: Path, behind: str, saved: Callable[[Path, Tables], Path]
) -> None:
    """It writes one behind each sheet's name, and one above each table's headings."""
    given: Tables = {f"{name}{behind}": [["Table 1"], *rows] for name, rows in plain().items()}
    expected, _ = read_program(save_workbook(tmp_path / "plain.xlsx", plain()))
    program, warnings = read_program(saved(tmp_path / "numbers.xlsx", given))
    assert not warnings and program.topics.keys() == expected.topics.keys()
    assert program.client_hours == expected.client_hours


def test_a_title_that_somebody_typed_is_told_as_ever(tmp_path: Path) -> None:
    given = plain(Topics=[["Our topics"], *plain()["Topics"]])
    said = run("check", save_workbook(tmp_path / "riverside.xlsx", given)).stderr
    assert "Topics!A1: 'Our topics' stands above the headings" in said


def test_texts_that_stand_in_their_cells_and_cells_without_a_format_are_read(tmp_path: Path) -> None:
    """What a program exports that keeps no list of texts: only the times have a format."""
    path = tmp_path / "riverside.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "hh:mm"}) as made:
        for name, rows in plain().items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, time):
                        sheet.write_datetime(number, column, value)
                    elif isinstance(value, date):
                        sheet.write_string(number, column, value.isoformat())
                    elif value is not None:
                        sheet.write(number, column, value)
    program, warnings = read_program(path)
    expected, _ = read_program(save_workbook(tmp_path / "again.xlsx", plain()))
    assert (
        not warnings and program.clients == expected.clients and program.client_hours == expected.client_hours
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_copy_with_a_change_keeps_the_files_as_their_program_wrote_them(
    tmp_path: Path, delimiter: str
) -> None:
    """A change goes into the file that is the sheet, whatever it is called and whatever separates its cells."""
    rooms = [["Room", "Seats", "Kind"], ["Blue\nroom", 8, None], ["Green", 8, None]]
    folder = renamed(
        save_folder(tmp_path / "given", plain(Rooms=rooms), delimiter), lambda stem: f"Riverside - {stem}"
    )
    by_line = RowEdit("Rooms", {"": "line 2, column Room"}, {"Seats": 3})
    edits = [RowEdit("Rooms", {"Room": "Green"}, {"Seats": 5}), by_line]
    copy_folder(folder, tmp_path / "copy", edits)
    assert sorted(file.name for file in (tmp_path / "copy").iterdir()) == sorted(
        file.name for file in folder.iterdir()
    )
    program, warnings = read_program(tmp_path / "copy")
    assert not warnings and [room.seats for room in program.rooms.values()] == [3, 5]


def test_a_copy_of_what_numbers_wrote_changes_its_table(tmp_path: Path) -> None:
    given: Tables = {f"{name} - Table 1": [["Table 1"], *rows] for name, rows in plain().items()}
    path = save_workbook(tmp_path / "numbers.xlsx", given)
    content = copy_of_workbook(path, [RowEdit("Topics", {"Topic": "Anger"}, {"Largest": 5})])
    (tmp_path / "copy.xlsx").write_bytes(content)
    program, warnings = read_program(tmp_path / "copy.xlsx")
    assert not warnings and program.topics["Anger"].largest == 5


@pytest.mark.parametrize("beginning", ["", "roster-", "roster 2026-11-30 - "])
def test_a_roster_whose_sheets_were_saved_as_csv_is_as_it_was(tmp_path: Path, beginning: str) -> None:
    """As they are shown: shares of hours are per cents then, and were numbers."""
    program, roster = book(tmp_path, tables(Rooms=[["Room", "Seats"], ["Blue", 8]])), tmp_path / "roster.xlsx"
    assert run("plan", program, *WEEK, "-o", roster).exit_code == 0
    folder = tmp_path / "saved"
    folder.mkdir()
    for table in open_tables(roster):
        with (folder / f"{beginning}{table.name}.csv").open("w", encoding="utf-8", newline="") as stream:
            rows = {row.number: row.values for row in table.rows}
            csv.writer(stream).writerows(
                [_as_shown(table.name, value) for value in rows.get(number, ())]
                for number in range(1, max(rows) + 1)
            )
    checked = run("check", program, folder)
    assert checked.exit_code == 0 and "warning" not in checked.stderr, checked.stderr
    again = run("replan", program, folder, "--as-of", "2026-11-30 07:00", "--seconds", "1")
    assert "Nothing changes" in again.stderr


def _as_shown(sheet: str, value: object) -> object:
    if isinstance(value, datetime):
        return value.strftime("%m/%d/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    share = sheet in ("Rooms", "Therapists") and isinstance(value, float) and value < 1
    return f"{value:.2%}" if share else value


def test_a_settled_session_of_a_folder_is_released_as_one_of_a_workbook_is(tmp_path: Path) -> None:
    """`explain` proposes what `whatif` takes, and names the line where a workbook has a cell."""
    fixed = [["Day", "Start", "Topic"], ["Mon", "9:00", "Anger"], ["Tue", "9:00", "Anger"]]
    for path, place in (
        (save_folder(tmp_path / "folder", plain(Fixed=fixed)), "Fixed line 3"),
        (save_workbook(tmp_path / "book.xlsx", plain(Fixed=fixed)), "Fixed!A3"),
    ):
        program, _ = read_program(path)
        assert settled_at(program.fixed[1].place) == place
        change = change_of(program, date(2026, 11, 30), f"release {place}")
        assert [row.weekday for row in change.program.fixed] == [0]
        copy = tmp_path / f"copy of {path.name}"
        write_copy(path, copy, change.edits)
        assert [row.weekday for row in read_program(copy)[0].fixed] == [0]
