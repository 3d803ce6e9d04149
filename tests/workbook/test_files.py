"""What kinds of file are read, and the one clear sentence for those that can't be."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import PatternFill

from planner.model.faults import WorkbookFaults
from planner.program import Program
from planner.tables import raw as raw
from planner.tables.open import open_tables
from planner.workbook.read import read_program
from planner.workbook.template import write_workbook
from tests.workbook.books import Tables, faults_of, plain, read, save_folder, save_workbook


def sentence(path: Path) -> str:
    with pytest.raises(WorkbookFaults) as trouble:
        read_program(path)
    (fault,) = trouble.value.faults
    return str(fault)


def without_places(program: Program) -> Program:
    """The program without the notes of where a row stood, which differ from file to file."""
    needs = tuple(replace(need, place="") for need in program.needs)
    return replace(program, needs=needs, fixed=tuple(replace(row, place="") for row in program.fixed))


def full() -> Tables:
    """A program with something on nearly every sheet."""
    return plain(
        Settings=[["Setting", "Value"], ["Program", "Riverside"], ["Week starts", "Sun"], ["Changeover", 10]],
        Rooms=[["Room", "Seats", "Kind"], ["Blue", 8, "group, video"], ["Room 2", 2, None]],
        Times=[["Days", "Starts"], ["daily", "9:00-11:00 every 30"], ["Mon", "13:00"]],
        Room_availability=[["Room", "Days", "From", "To"], ["Blue", "weekdays", time(8), time(18)]],
        Away=[["Who", "First day", "From", "Reason"], ["Chen", date(2026, 12, 1), "9-12", "leave"]],
        Needs=[["Client", "Topic", "Priority"], ["C001", "Anger", "must"], ["C002", "Anger", 50]],
        Wishes=[["Client", "Wish", "What"], ["C001", "avoids", "Fri"], ["C002", "prefers", "9-12"]],
        Fixed=[["Day", "Start", "Topic"], [date(2026, 12, 2), time(9), "Anger"], ["Mon", "9:30", "Anger"]],
    )


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")])
def test_a_folder_of_csv_files_is_the_same_program_as_the_workbook(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    program, warnings = read(tmp_path, full())
    folder = save_folder(tmp_path / "riverside", full(), delimiter, encoding)
    assert without_places(read_program(folder)[0]) == without_places(program)
    assert (warnings, read_program(folder)[1]) == ([], [])


def test_csv_tables_written_as_a_workbook_are_the_same_program(tmp_path: Path) -> None:
    folder = save_folder(tmp_path / "riverside", full())
    tables = {table.name: [list(row.values) for row in table.rows] for table in open_tables(folder)}
    write_workbook(tmp_path / "written.xlsx", tables)
    assert without_places(read_program(tmp_path / "written.xlsx")[0]) == without_places(
        read_program(folder)[0]
    )


def test_the_order_and_spelling_of_sheets_and_headings_do_not_matter(tmp_path: Path) -> None:
    plain_program, _ = read(tmp_path, plain())
    tables = {name.upper().replace(" ", "_"): [row[::-1] for row in rows] for name, rows in plain().items()}
    for rows in tables.values():
        rows[0] = [f" {heading.lower()}_" for heading in rows[0]]
        rows.insert(0, [None, None])
        rows.insert(3, ["", " "])
    shuffled = dict(reversed(tables.items()))
    program, warnings = read_program(save_workbook(tmp_path / "shuffled.xlsx", shuffled))
    assert (program, warnings) == (plain_program, [])


def test_a_csv_fault_names_the_line_in_the_file(tmp_path: Path) -> None:
    tables = plain()
    tables["Topics"].insert(1, ["Two\nlines", None, 60, None, None])
    tables["Topics"].insert(2, ["Anger management", None, "sixty", None, None])
    folder = save_folder(tmp_path / "riverside", tables)
    with pytest.raises(WorkbookFaults) as trouble:
        read_program(folder)
    assert str(trouble.value.errors[0]).startswith(
        "topics.csv: line 4, column Minutes: 'sixty' is not a whole number"
    )


def test_csv_text_that_was_kept_from_being_a_formula_is_read_without_its_apostrophe(tmp_path: Path) -> None:
    tables = plain()
    tables["Clients"].append(["'=C003", None, None, None, None])
    assert "=C003" in read_program(save_folder(tmp_path / "riverside", tables))[0].clients


def test_a_missing_file(tmp_path: Path) -> None:
    assert sentence(tmp_path / "riverside.xlsx").startswith("riverside.xlsx: there is no such file or folder")


def test_a_folder_without_csv_files(tmp_path: Path) -> None:
    (tmp_path / "riverside").mkdir()
    assert "is a folder without CSV files" in sentence(tmp_path / "riverside")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"Topic,Minutes\nAnger,60\n", "is no Excel workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "is protected by a password, or in the format of Excel 97-2003",
        ),
        (b"PK\x03\x04 and then nothing", "is damaged or incomplete"),
    ],
)
def test_what_only_calls_itself_a_workbook(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "riverside.xlsx"
    path.write_bytes(content)
    assert says in sentence(path)


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("letter.txt", "is a zip file"),
        ("mimetype", "is an OpenDocument file"),
        ("xl/workbook.xml", "is a zip file"),
    ],
)
def test_a_zip_file_that_is_no_workbook(tmp_path: Path, part: str, says: str) -> None:
    path = tmp_path / "riverside.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr(part, "hello")
    assert says in sentence(path)


def test_a_workbook_with_damaged_parts(tmp_path: Path) -> None:
    path = tmp_path / "riverside.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("xl/workbook.xml", "<workbook")
    assert "is damaged" in sentence(path)


def test_a_workbook_whose_sheets_cannot_be_unpacked(tmp_path: Path) -> None:
    """By itself it is one sentence; among CSV files, where it isn't read, it is left alone."""
    path = save_workbook(tmp_path / "riverside.xlsx", plain())
    with zipfile.ZipFile(path) as parts:
        begins = parts.getinfo("xl/workbook.xml").header_offset + 30 + len("xl/workbook.xml")
    content = bytearray(path.read_bytes())
    content[begins : begins + 50] = bytes(byte ^ 0xFF for byte in content[begins : begins + 50])
    path.write_bytes(content)
    assert "is damaged or incomplete" in sentence(path)
    folder = save_folder(tmp_path / "folder", plain())
    path.rename(folder / "old.xlsx")
    with zipfile.ZipFile(folder / "older.xlsx", "w") as parts:
        parts.writestr("xl/workbook.xml", '<?xml version="1.0" encoding="none"?><workbook/>')
    assert read_program(folder)[1] == []


def test_a_single_csv_file(tmp_path: Path) -> None:
    path = tmp_path / "topics.csv"
    path.write_text("Topic,Minutes\n")
    assert "name the folder" in sentence(path)


def test_a_csv_file_that_is_not_utf_8_names_the_line(tmp_path: Path) -> None:
    tables = plain()
    tables["Topics"].append(["Entspannungsübung", None, 60, None, None])
    folder = save_folder(tmp_path / "riverside", tables, encoding="cp1252")
    assert "topics.csv: line 5 isn't written in UTF-8" in sentence(folder)


def test_a_workbook_renamed_csv(tmp_path: Path) -> None:
    folder = save_folder(tmp_path / "riverside", plain())
    save_workbook(tmp_path / "book.xlsx", plain()).rename(folder / "topics.csv")
    assert "topics.csv: is an Excel workbook and no CSV file" in sentence(folder)


def test_a_web_page_called_csv(tmp_path: Path) -> None:
    folder = save_folder(tmp_path, plain())
    (folder / "clients.csv").write_text("<html><body><table><tr><td>Client</td></tr></table></body></html>")
    assert "clients.csv: is a web page and no CSV file" in sentence(folder)


def test_a_zip_file_of_csv_files_is_to_be_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "riverside.zip"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("riverside/topics.csv", "Topic,Minutes")
    assert "unpack it, and name the workbook or the folder that comes out" in sentence(path)


def test_a_file_that_may_not_be_read_is_perhaps_open_in_excel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save_workbook(tmp_path / "riverside.xlsx", plain())

    def refuse(_path: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("planner.tables.excel_file.read_excel_file", refuse)
    assert "close it in Excel" in sentence(path)


def test_a_roster_given_instead_of_a_program_workbook(tmp_path: Path) -> None:
    roster = {
        "Summary": [["all well"]],
        "Clients": [["C001"]],
        "Sessions": [["Session"]],
        "Roster": [["Session"]],
    }
    assert "is a roster" in sentence(save_workbook(tmp_path / "riverside 2026-11-30.xlsx", roster))


def test_a_formula_that_was_never_calculated_is_named(tmp_path: Path) -> None:
    tables = plain()
    tables["Topics"][1][2] = "=30*2"
    (said,) = faults_of(tmp_path, tables)
    assert said.startswith("error: riverside.xlsx: Topics!C2: holds a formula without a stored value")


def test_a_calculated_formula_is_its_value(tmp_path: Path) -> None:
    # openpyxl stores no formula values, so the file is mended by hand.
    tables = plain()
    tables["Topics"][1][2] = "=30*2"
    tables["Topics"][1][1] = '=""'
    path = save_workbook(tmp_path / "bare.xlsx", tables)
    mended = tmp_path / "riverside.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(mended, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"<f>30*2</f><v />", b"<f>30*2</f><v>60</v>").replace(
                    b'<c r="B2"><f>""</f><v />', b'<c r="B2" t="str"><f>""</f><v></v>'
                )
            new.writestr(name, data)
    program, warnings = read_program(mended)
    assert (program.topics["Anger"].minutes, program.topics["Anger"].kind, warnings) == (60, "group", [])


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_of_a_formula_is_named(tmp_path: Path, error: str) -> None:
    tables = plain()
    tables["Clients"][1][1] = error
    (said,) = faults_of(tmp_path, tables)
    assert said.startswith(f"error: riverside.xlsx: Clients!B2: '{error}' is an error of a formula")


def test_charts_and_hidden_sheets_of_the_coordinators_own_are_tolerated(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "riverside.xlsx", plain(Budget=[["Item"], ["tea"]]))
    book = openpyxl.load_workbook(path)
    book["Budget"].sheet_state = "hidden"
    book["Topics"].merge_cells("A9:B9")
    chart = BarChart()
    chart.add_data(Reference(book["Topics"], min_col=3, min_row=1, max_row=4))
    book.create_chartsheet("Chart").add_chart(chart)
    book.save(path)
    program, warnings = read_program(path)
    assert (list(program.clients), warnings) == (["C001", "C002"], [])


def test_rows_below_a_stray_format_do_not_hide_the_rows_above(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "riverside.xlsx", plain())
    book = openpyxl.load_workbook(path)
    book["Topics"].cell(1_048_576, 3).fill = PatternFill("solid", fgColor="FFFF00")
    book["Topics"].cell(300, 1).value = "Yoga"
    book["Topics"].cell(300, 3).value = 45
    book.save(path)
    assert read_program(path)[0].topics["Yoga"].minutes == 45


def test_reading_stops_after_many_blank_rows() -> None:
    asked: list[int] = []

    def rows() -> Iterator[raw.RawRow]:
        for number in range(1, 200_001):
            asked.append(number)
            yield raw.RawRow(number, ["Topic" if number == 3 else None])

    assert [row.number for row in raw.rows_with_something("riverside.xlsx", rows())] == [3]
    assert len(asked) < 10_000


@pytest.mark.parametrize(
    ("name", "sheets", "says"),
    [
        ("fixed.xlsx", {"Fixed": [["Day"]]}, "save it as 'CSV UTF-8' in this folder"),
        ("Riverside - Topics.xlsx", {"Topics": [["Topic"]]}, "Topics is there as a CSV file already"),
        ("needs.ods", None, "save it as 'CSV UTF-8'"),
        ("topics.tsv", None, "Topics is there as a CSV file already"),
        ("harbor.xlsx", {"Topics": [["Topic"]], "Clients": [["Client"]]}, "name the workbook instead"),
    ],
)
def test_a_spreadsheet_beside_csv_files_that_looks_like_the_programs_is_told(
    tmp_path: Path, name: str, sheets: Tables | None, says: str
) -> None:
    folder = save_folder(tmp_path / "riverside", plain())
    if sheets is None:
        (folder / name).write_text("Topic")
    else:
        save_workbook(folder / name, sheets)
    _, faults = read_program(folder)
    (fault,) = [fault for fault in faults if fault.file == name]
    assert fault.kind == "warning" and says in fault.fix


@pytest.mark.parametrize(
    ("name", "sheets"),
    [
        ("riverside 2026-11-30.xlsx", ("Sessions", "Roster", "Hours")),
        ("budget.xlsx", ("Sheet1",)),
        ("a.txt", ()),
    ],
)
def test_rosters_and_other_files_beside_csv_files_are_left_alone(
    tmp_path: Path, name: str, sheets: tuple[str, ...]
) -> None:
    folder = save_folder(tmp_path / "riverside", plain())
    if sheets:
        save_workbook(folder / name, {sheet: [["Client"]] for sheet in sheets})
    else:
        (folder / name).write_text("Topic")
    assert [fault for fault in read_program(folder)[1] if fault.file == name] == []


@pytest.mark.parametrize("mark", ["'", "’"])
def test_an_apostrophe_by_which_excel_is_told_to_take_text_is_no_part_of_a_name(
    tmp_path: Path, mark: str
) -> None:
    tables = plain(Needs=[["Client", "Topic"], [f"{mark}C001", f"{mark}Anger"]])
    tables["Clients"][1][0] = f"{mark}C001"
    program, faults = read_program(save_folder(tmp_path / "riverside", tables))
    assert faults == [] and program.needs[0].topic == "Anger"
