"""What Excel shows and what its cells hold are not the same: merged, hidden and total rows, formats, calendars."""

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table

from planner.model.faults import WorkbookFaults
from planner.tables import csv_folder, excel_file, excel_sheet, raw
from planner.workbook.read import read_program
from tests.workbook.books import Tables, plain, save_folder, save_workbook


def changed(tmp_path: Path, tables: Tables, change: Callable[[Any], object]) -> Path:
    path = save_workbook(tmp_path / "riverside.xlsx", tables)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def said(path: Path) -> list[str]:
    try:
        faults = tuple(read_program(path)[1])
    except WorkbookFaults as trouble:
        faults = trouble.faults
    return [str(fault).replace("riverside.xlsx: ", "") for fault in faults]


def with_clients(*codes: object) -> Tables:
    tables = plain()
    tables["Topics"][1].append("women")
    tables["Topics"][0].append("Not for")
    tables["Clients"] = [["Client", "Level", "Tags", "Days"], *([code, None, None, None] for code in codes)]
    tables["Client availability"] = [["Client", "Days", "From", "To"]]
    tables["Client availability"] += [[code, "Mon-Fri", "9:00", "15:00"] for code in codes]
    return tables


def test_a_merged_cell_holds_its_value_for_each_of_its_rows(tmp_path: Path) -> None:
    tables = with_clients("C001", "C002", "C003", "C004")
    tables["Clients"][1][1:] = ["PHP", "women", "Mon, Wed"]

    def merge(book: Any) -> None:
        for cells in ("B2:B4", "C2:C3", "D2:D3", "A9:D12"):
            book["Clients"].merge_cells(cells)

    clients = read_program(changed(tmp_path, tables, merge))[0].clients
    assert [client.level for client in clients.values()] == ["PHP", "PHP", "PHP", "IOP"]
    assert [len(client.tags) for client in clients.values()] == [1, 1, 0, 0]
    assert [client.weekdays for client in clients.values()] == [{0, 2}, {0, 2}, None, None]


def test_a_merged_client_holds_for_each_row_of_hours(tmp_path: Path) -> None:
    tables = with_clients("C001", "C002")
    tables["Client availability"][1:] = [["C001", "Mon", "9:00", "15:00"], [None, "Wed", "9:00", "15:00"]]
    tables["Client availability"].append(["C002", "Mon", "9:00", "15:00"])
    path = changed(tmp_path, tables, lambda book: book["Client availability"].merge_cells("A2:A3"))
    hours = read_program(path)[0].client_hours
    assert [len(windows) for windows in hours.values()] == [2, 1]


def test_merged_cells_are_seen_below_a_million_formatted_rows(tmp_path: Path) -> None:
    tables = with_clients("C001", "C002")
    tables["Clients"][1][1] = "PHP"

    def change(book: Any) -> None:
        book["Clients"].merge_cells("B2:B3")
        for row in (6_000, 12_000, 1_048_576):
            book["Clients"].row_dimensions[row].height = 30

    assert read_program(changed(tmp_path, tables, change))[0].clients["C002"].level == "PHP"


def test_a_heading_merged_across_the_sheet_is_no_record(tmp_path: Path) -> None:
    tables = plain()
    tables["Clients"].insert(2, ["EVENING TRACK"])
    path = changed(tmp_path, tables, lambda book: book["Clients"].merge_cells("A3:E3"))
    program, (warning,) = read_program(path)
    assert list(program.clients) == ["C001", "C002"]
    assert "Clients!A3: 'EVENING TRACK' is taken for a heading" in str(warning)


def test_hidden_rows_count_with_one_warning_a_sheet(tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        for row in (2, 3):
            book["Clients"].row_dimensions[row].hidden = True
        book["Therapists"].row_dimensions[3].hidden = True
        book["Topics"].row_dimensions[50].hidden = True

    program, warnings = read_program(changed(tmp_path, plain(), hide))
    assert list(program.clients) == ["C001", "C002"]
    assert [(fault.sheet, fault.says.split(" hidden")[0]) for fault in warnings] == [
        ("Therapists", "1"),
        ("Clients", "2"),
    ]


def test_hidden_columns_that_hold_something_are_named_in_that_warning(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "riverside.xlsx", plain())
    book = openpyxl.load_workbook(path)
    clients = book["Clients"]
    clients.column_dimensions["B"].hidden = True
    clients.column_dimensions["D"].hidden = True
    clients.column_dimensions["H"].hidden = True  # empty, and no column of the contract's
    clients.row_dimensions[3].hidden = True
    book["Topics"].column_dimensions.group("D", "E", hidden=True)
    book.save(path)
    topics, clients_too = read_program(path)[1]
    assert topics.says == "the hidden columns Smallest and Largest count like the others"
    assert topics.fix == "show all columns, and delete those that shouldn't count"
    assert clients_too.says == "1 hidden row and the hidden columns Level and Tags count like the others"
    assert clients_too.fix == "show all rows and columns, and delete those that shouldn't count"


def test_hidden_sheets_count_with_one_warning_that_says_how_many_rows(tmp_path: Path) -> None:
    tables = plain(Away=[["Who", "First day"], ["Chen", date(2026, 12, 1)], ["Chen", date(2026, 12, 3)]])

    def hide(book: Any) -> None:
        book["Away"].sheet_state = "hidden"
        book["Away"].row_dimensions[2].hidden = True

    program, (warning,) = read_program(changed(tmp_path, tables, hide))
    assert len(program.away) == 2
    assert str(warning).startswith(
        "riverside.xlsx: Away: the sheet is hidden, and its 2 rows count all the same"
    )


def test_a_hidden_sheet_whose_name_is_misspelt_is_told(tmp_path: Path) -> None:
    """Hidden sheets that programs leave behind (`Solver`) are nobody's matter; what reads like one of ours is."""
    tables = plain(Needz=[["Who", "What"], ["C001", "Anger"]], Solver=[["A"], [1]])

    def hide(book: Any) -> None:
        book["Needz"].sheet_state = book["Solver"].sheet_state = "hidden"

    _, (warning,) = read_program(changed(tmp_path, tables, hide))
    assert "'Needz' is no known sheet and is ignored; did you mean Needs?" in str(warning)


def test_people_s_names_are_sent_out_of_a_program_s_workbook(tmp_path: Path) -> None:
    tables = plain(Names=[["Client", "Name"], ["C001", "Ann Example"]])
    _, (warning,) = read_program(save_workbook(tmp_path / "riverside.xlsx", tables))
    assert "people's names stand in a file of their own" in str(warning) and "Example" not in str(warning)


def test_the_total_row_of_a_table_is_no_record(tmp_path: Path) -> None:
    tables = plain()
    tables["Topics"].append(["All", None, 200, None, 20])

    def add_table(book: Any) -> None:
        table = Table(displayName="Topics_", ref="A1:E5", totalsRowCount=1)
        book["Topics"].add_table(table)

    program, warnings = read_program(changed(tmp_path, tables, add_table))
    assert (list(program.topics), warnings) == (["Anger", "Grief, loss and change", "Individual"], [])


@pytest.mark.parametrize("word", ["Total", "TOTAL:", "Sum", "Grand total"])
def test_a_row_called_total_is_left_out_with_a_warning(tmp_path: Path, word: str) -> None:
    tables = plain()
    tables["Topics"].append([word, None, 200, None, 20])
    program, (warning,) = read_program(save_workbook(tmp_path / "riverside.xlsx", tables))
    assert "Topics!A5" in str(warning) and "totals" in str(warning)
    assert len(program.topics) == 3


def test_codes_are_what_their_cells_show(tmp_path: Path) -> None:
    tables = with_clients(7, 12)
    tables["Needs"] = [["Client", "Topic"], ["007", "Individual"], [12, "Individual"]]

    def show(book: Any) -> None:
        for sheet, cells in (("Clients", "A2 A3"), ("Client availability", "A2 A3"), ("Needs", "A3")):
            for cell in cells.split():
                book[sheet][cell].number_format = "000"

    program, warnings = read_program(changed(tmp_path, tables, show))
    assert (list(program.clients), warnings) == (["007", "012"], [])
    assert [need.client for need in program.needs] == ["007", "012"]


def numbers_shown(number: float, number_format: str) -> Callable[[Any], None]:
    def show(book: Any) -> None:
        book["Therapists"]["C2"].value = number
        book["Therapists"]["C2"].number_format = number_format

    return show


@pytest.mark.parametrize(
    ("number", "number_format", "fix"),
    [(1.25, "h:mm", "try 30"), (1.25, "[h]:mm", "try 30"), (0.375, "h:mm", "try 9"), (0.5, "0%", "40 is 20")],
)
@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_hours_in_another_format_are_asked_back_from_the_cell(
    tmp_path: Path, number: float, number_format: str, fix: str, epoch: datetime | None
) -> None:
    def change(book: Any) -> None:
        book.epoch = epoch or book.epoch
        numbers_shown(number, number_format)(book)

    tables = plain()
    tables["Clients"][1][4] = None
    (fault,) = said(changed(tmp_path, tables, change))
    assert fault.startswith("Therapists!C2: ") and fault.endswith(fix)


def test_a_date_shown_as_a_number_is_said_by_the_books_own_calendar(tmp_path: Path) -> None:
    path = tmp_path / "riverside.xlsx"
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.remove(book.worksheets[0])
    tables = plain(
        Away=[["Who", "First day", "From", "To"], ["Chen", date(2026, 12, 2), time(9), timedelta(days=1)]]
    )
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    (away,) = read_program(path)[0].away
    assert (away.first_day, away.opens, away.closes) == (date(2026, 12, 2), 540, 1440)
    book["Away"]["B2"].number_format = "General"
    book.save(path)
    assert any(fault.endswith("try 2026-12-02") for fault in said(path))


def rewritten(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The zip with one part changed."""
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, data in parts.items():
            new.writestr(part, data)
    return path


def test_strict_open_xml_is_told(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "riverside.xlsx", plain())
    usual = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    rewritten(path, "xl/workbook.xml", lambda data: data.replace(usual, strict))
    (fault,) = said(path)
    assert "Strict Open XML" in fault and "Excel Workbook (.xlsx)" in fault


@pytest.mark.parametrize(
    ("part", "says"),
    [("xl/worksheets/sheet1.xml", "of cells and formats"), ("xl/sharedStrings.xml", "of texts"),
     ("docProps/custom.xml", "of data in docProps/custom.xml")],
)  # fmt: skip
def test_what_swells_is_refused_by_the_zips_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, says: str
) -> None:
    monkeypatch.setattr(excel_file, "MOST_BYTES_OF_SHEETS", 1_000_000)
    monkeypatch.setattr(excel_file, "MOST_BYTES_OF_A_PART", 1_000_000)
    path = save_workbook(tmp_path / "riverside.xlsx", plain())
    monkeypatch.setattr(excel_file, "_tables", lambda _path: pytest.fail("it was unpacked"))
    (fault,) = said(rewritten(path, part, lambda data: data + b" " * 1_000_001))
    assert re.search(r"holds 1 MB .*than any program needs; \w+", fault)
    assert says in fault


def test_more_cells_than_any_program_needs_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw, "MOST_CELLS", 20)
    (fault,) = said(save_workbook(tmp_path / "riverside.xlsx", plain(Away=[["Who", "First day"]] * 11)))
    assert "holds more than 20 cells in one sheet" in fault


def test_what_stands_behind_the_rows_is_not_read(tmp_path: Path) -> None:
    """A million conditional formats took more than a minute and 1.5 GB; here one that openpyxl can't read at all."""
    path = save_workbook(tmp_path / "riverside.xlsx", plain())
    odd = b'<conditionalFormatting sqref="nowhere"><cfRule type="odd" priority="no"/></conditionalFormatting>'
    formats = b"</sheetData>" + odd
    broken = rewritten(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b"</sheetData>", formats))
    with pytest.raises(ValueError):
        openpyxl.load_workbook(broken)
    assert said(broken) == []


def test_a_sheet_with_too_many_values_is_counted_and_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save_workbook(tmp_path / "riverside.xlsx", plain())
    monkeypatch.setattr(excel_sheet, "_Reader", lambda *_: pytest.fail("it was read"))
    monkeypatch.setattr(excel_sheet, "MOST_CELLS", 0)
    (fault,) = said(path)
    assert "holds more than" in fault and "in the sheet Topics; keep what the program needs" in fault


def swollen(path: Path, sheet: str, instead: dict[bytes, bytes]) -> Path:
    """The plain program with bytes of one sheet exchanged, as another program may have written them."""
    plain_book = save_workbook(path.with_name("plain.xlsx"), plain())
    with zipfile.ZipFile(plain_book) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            data = parts.read(name)
            for old, new in instead.items() if name.endswith(sheet) else ():
                assert old in data
                data = data.replace(old, new)
            out.writestr(name, data)
    return path


SWOLLEN = {
    "16,384 columns in a row of the sheet Therapists": {
        b"</sheetData>": b'<row r="99">' + b"<c/>" * 1_000_000 + b"</row></sheetData>"
    },
    "16,384 columns in a row of the sheet Therapists; keep": {
        b"<sheetData>": b"<cols>" + b'<col min="1" max="2"/>' * 200_000 + b"</cols><sheetData>"
    },
    "100,000 merged cells in the sheet Therapists": {
        b"</sheetData>": b"</sheetData><mergeCells>"
        + b'<mergeCell ref="A9:B9"/>' * 200_000
        + b"</mergeCells>"
    },
}


@pytest.mark.parametrize("what", SWOLLEN)
def test_a_small_file_that_would_swell_in_memory_is_refused(tmp_path: Path, what: str) -> None:
    (fault,) = said(swollen(tmp_path / "riverside.xlsx", "sheet2.xml", SWOLLEN[what]))
    assert f"holds more than {what}" in fault and "keep what the program needs" in fault


def with_prefix(data: bytes) -> bytes:
    """A sheet's XML as some programs write it, each of its elements with a prefix."""
    data = re.sub(rb"<(/?)(?=[a-z])", rb"<\1x:", data)
    return data.replace(b" xmlns=", b" xmlns:x=", 1)


def test_a_long_sheet_whose_elements_have_a_prefix_is_read_like_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel_sheet, "MOST_TAGS_OF_A_ROW", 50)  # of one row, and not of the whole sheet
    monkeypatch.setattr(excel_sheet, "_CHUNK", 400)
    hours = [["Client", "Days", "From", "To"]] + [["C001", "Mon", "9:00", "12:00"]] * 40
    path = save_workbook(tmp_path / "riverside.xlsx", plain(Client_availability=hours))
    rewritten(path, "xl/worksheets/sheet4.xml", with_prefix)
    with zipfile.ZipFile(path) as parts:
        assert parts.read("xl/worksheets/sheet4.xml").count(b"<x:row ") == 41
    assert read_program(path)[0].client_hours["C001"]


def test_the_cells_of_a_sheet_with_a_prefix_are_counted_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save_workbook(tmp_path / "riverside.xlsx", plain())
    rewritten(path, "xl/worksheets/sheet1.xml", with_prefix)
    monkeypatch.setattr(excel_sheet, "MOST_CELLS", 5)
    (fault,) = said(path)
    assert "in the sheet Topics; keep what the program needs" in fault


def test_a_large_csv_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_folder, "MOST_BYTES_OF_A_FILE", 250)
    folder = save_folder(tmp_path / "riverside", plain(Away=[["Who", "First day"]] * 20))
    (fault,) = said(folder)
    assert fault.startswith("away.csv: holds 0 MB")


def test_a_pipe_is_no_workbook(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "riverside.xlsx")
    (fault,) = said(tmp_path / "riverside.xlsx")
    assert "is no file (a pipe or a device)" in fault


def test_a_name_without_its_ending_is_told_with_it(tmp_path: Path) -> None:
    save_workbook(tmp_path / "riverside.xlsx", plain())
    assert said(tmp_path / "riverside") == [
        "riverside: there is no such file or folder; did you mean riverside.xlsx?"
    ]


@pytest.mark.parametrize(
    "name", ["Riverside IOP - Topics.csv", "Topics (1).csv", "Riverside - topics(2).csv"]
)
def test_the_file_names_of_downloads_are_taken(tmp_path: Path, name: str) -> None:
    folder = save_folder(tmp_path / "riverside", plain())
    (folder / "topics.csv").rename(folder / name)
    program, warnings = read_program(folder)
    assert (len(program.topics), warnings) == (3, [])
