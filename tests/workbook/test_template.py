"""What a coordinator gets to fill in, and that the planner overwrites nothing."""

from datetime import date, datetime, time

import openpyxl
import pytest

from planner.model.faults import PlannerError, WorkbookFaults
from planner.program import DEFAULT_LEVELS
from planner.workbook import template
from planner.workbook.read import read_program
from planner.workbook.sheets import SHEETS
from planner.workbook.template import write_template, write_workbook
from tests.workbook.books import plain, save_folder


def template_book(tmp_path):
    path = tmp_path / "riverside.xlsx"
    write_template(path)
    return openpyxl.load_workbook(path)


def test_a_template_has_every_sheet_and_column_of_the_contract_with_a_note(tmp_path):
    book = template_book(tmp_path)
    assert [sheet.title for sheet in book if not sheet.title.startswith("(")] == [
        sheet.name for sheet in SHEETS
    ]
    for sheet in SHEETS:
        for at, column in enumerate(sheet.columns, start=1):
            heading = book[sheet.name].cell(1, at)
            assert heading.value == column.name
            assert column.note in heading.comment.text
        assert book[sheet.name].freeze_panes == "B2"


def test_dropdowns_point_at_ranges(tmp_path):
    book = template_book(tmp_path)
    lists = {
        (sheet.title, str(rule.sqref).split(":")[0]): rule.formula1
        for sheet in book
        for rule in sheet.data_validations.dataValidation
    }
    assert lists["Needs", "A2"] == "'Clients'!$A$2:$A$2000"
    assert lists["Needs", "B2"] == "'Topics'!$A$2:$A$2000"
    kinds = lists["Topics", "B2"]
    assert kinds.startswith("'(lists)'!")
    first, last = (
        book["(lists)"][corner.replace("$", "")].value for corner in kinds.split("!")[1].split(":")
    )
    assert (first, last) == ("group", "mutual help")
    assert book["(lists)"].sheet_state == "hidden"


def test_an_unfilled_template_lacks_only_rows(tmp_path):
    path = tmp_path / "riverside.xlsx"
    write_template(path)
    with pytest.raises(WorkbookFaults) as trouble:
        read_program(path)
    assert [fault.sheet for fault in trouble.value.faults] == [
        sheet.name for sheet in SHEETS if sheet.required
    ]
    assert all("has no rows" in fault.says for fault in trouble.value.faults)


def test_a_template_starts_with_the_usual_levels_of_care(tmp_path, monkeypatch):
    samples = tmp_path / "examples"
    samples.mkdir()
    save_folder(samples / "small", plain(**template._starting_rows()))
    monkeypatch.setattr(template, "SAMPLES", samples)
    write_template(tmp_path / "riverside.xlsx", "small")
    assert read_program(tmp_path / "riverside.xlsx")[0].levels == DEFAULT_LEVELS


def test_a_sample_fills_the_template(tmp_path, monkeypatch):
    samples = tmp_path / "examples"
    samples.mkdir()
    folder = save_folder(
        samples / "small", plain(Apart=[["Note", "From", "Client"], ["twins", "C002", "C001"]])
    )
    monkeypatch.setattr(template, "SAMPLES", samples)
    path = tmp_path / "riverside.xlsx"
    write_template(path, "small")
    program, warnings = read_program(path)
    assert (program, warnings) == (read_program(folder)[0], [])
    headings = [cell.value for cell in openpyxl.load_workbook(path)["Apart"][1]]
    assert headings == ["Client", "From", "Note"]


def test_an_unknown_sample_names_those_there_are(tmp_path, monkeypatch):
    samples = tmp_path / "examples"
    samples.mkdir()
    save_folder(samples / "small", plain())
    monkeypatch.setattr(template, "SAMPLES", samples)
    with pytest.raises(PlannerError, match="no sample smal; the samples are: small"):
        write_template(tmp_path / "riverside.xlsx", "smal")
    assert not (tmp_path / "riverside.xlsx").exists()


def test_a_file_that_exists_is_never_overwritten(tmp_path):
    path = tmp_path / "riverside.xlsx"
    path.write_text("mine")
    with pytest.raises(PlannerError, match=r"riverside\.xlsx: there is such a file already"):
        write_template(path)
    assert path.read_text() == "mine"


def test_text_becomes_real_dates_times_and_numbers(tmp_path):
    path = tmp_path / "riverside.xlsx"
    away = [
        ["Who", "First day", "From", "To"],
        ["C001", "2026-12-01", "9:00", "24:00"],
        ["=C2", "soon", "9-12", ""],
    ]
    write_workbook(path, {"away": away, "Topics": [["Topic", "Minutes"], ["Anger", "60"]]})
    book = openpyxl.load_workbook(path)
    assert [cell.value for cell in book["Away"][2]] == ["C001", datetime(2026, 12, 1), time(9), "24:00"]
    assert [cell.value for cell in book["Away"][3]] == ["=C2", "soon", "9-12", None]
    assert book["Away"]["A3"].data_type == "s"
    assert book["Topics"]["B2"].value == 60


def test_equal_tables_are_equal_files(tmp_path):
    for name in ("one.xlsx", "other.xlsx"):
        write_workbook(tmp_path / name, plain(Away=[["Who", "First day"], ["C001", date(2026, 12, 1)]]))
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()
