"""What a coordinator gets to fill in, and that the planner overwrites nothing."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook

from planner.model.faults import PlannerError, WorkbookFaults
from planner.program import DEFAULT_LEVELS
from planner.workbook import guide, template
from planner.workbook.read import read_program
from planner.workbook.sheets import SHEETS
from planner.workbook.template import write_template, write_workbook
from tests.workbook.books import Tables, plain, save_folder


def template_book(tmp_path: Path) -> Workbook:
    path = tmp_path / "riverside.xlsx"
    write_template(path)
    return openpyxl.load_workbook(path)


def test_a_template_has_every_sheet_and_column_of_the_contract_with_a_note(tmp_path: Path) -> None:
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


def test_dropdowns_point_at_ranges(tmp_path: Path) -> None:
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


def test_an_unfilled_template_lacks_only_rows(tmp_path: Path) -> None:
    path = tmp_path / "riverside.xlsx"
    write_template(path)
    with pytest.raises(WorkbookFaults) as trouble:
        read_program(path)
    assert [fault.sheet for fault in trouble.value.faults] == [
        sheet.name for sheet in SHEETS if sheet.required
    ]
    assert all("has no rows" in fault.says for fault in trouble.value.faults)


def test_a_template_starts_with_the_usual_levels_of_care(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = tmp_path / "examples"
    samples.mkdir()
    save_folder(samples / "small", plain(**template._starting_rows()))
    monkeypatch.setattr(template, "SAMPLES", samples)
    write_template(tmp_path / "riverside.xlsx", "small")
    assert read_program(tmp_path / "riverside.xlsx")[0].levels == DEFAULT_LEVELS


def test_a_sample_fills_the_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_an_unknown_sample_names_those_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = tmp_path / "examples"
    samples.mkdir()
    save_folder(samples / "small", plain())
    monkeypatch.setattr(template, "SAMPLES", samples)
    with pytest.raises(PlannerError, match="no sample smal; the samples are: small"):
        write_template(tmp_path / "riverside.xlsx", "smal")
    assert not (tmp_path / "riverside.xlsx").exists()


def test_a_file_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "riverside.xlsx"
    path.write_text("mine")
    with pytest.raises(PlannerError, match=r"riverside\.xlsx: there is such a file already"):
        write_template(path)
    assert path.read_text() == "mine"


def test_text_becomes_real_dates_times_and_numbers(tmp_path: Path) -> None:
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


def test_equal_tables_are_equal_files(tmp_path: Path) -> None:
    for name in ("one.xlsx", "other.xlsx"):
        write_workbook(tmp_path / name, plain(Away=[["Who", "First day"], ["C001", date(2026, 12, 1)]]))
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()


def test_a_template_begins_with_the_order_in_which_to_fill_it_in(tmp_path: Path) -> None:
    first = template_book(tmp_path).worksheets[0]
    assert first.title == "(Start here)"
    listed = [row[1].value for row in first.iter_rows() if isinstance(row[0].value, int)]
    assert set(listed) == {sheet.name for sheet in SHEETS}
    assert [
        listed.index(name) for name in ("Settings", "Topics", "Clients", "Client availability")
    ] == sorted(listed.index(name) for name in ("Settings", "Topics", "Clients", "Client availability"))
    assert all(row[2].value for row in first.iter_rows() if isinstance(row[0].value, int))


def test_every_sheet_shows_an_example_that_is_not_read(tmp_path: Path) -> None:
    book = template_book(tmp_path)
    for sheet in SHEETS:
        if sheet.name in ("Settings", "Levels"):
            continue
        shown = {
            column.name: book[sheet.name].cell(2, at).value for at, column in enumerate(sheet.columns, 1)
        }
        assert all(shown[column.name] for column in sheet.columns if column.required), sheet.name
        assert all(value.startswith("e.g. ") for value in shown.values() if value)


def test_the_examples_together_are_a_program_without_a_fault(tmp_path: Path) -> None:
    tables: Tables = {}
    for sheet in SHEETS:
        shown: list[Any] = [str(value)[5:] if value else None for value in guide.example_row(sheet)]
        tables[sheet.name] = [[column.name for column in sheet.columns], shown]
    del tables["Settings"], tables["Levels"]
    tables["Topics"].append(["Individual", "individual", 50, *[None] * (len(tables["Topics"][0]) - 3)])
    tables["Topics"][1][tables["Topics"][0].index("For")] = "women, Spanish"
    for name, row in (("Clients", ["C002", None, None, None, None, "women, Spanish"]),
                      ("Client availability", ["C002", "Mon", "9:00", "12:00"])):  # fmt: skip
        tables[name].append(row)
    write_workbook(tmp_path / "riverside.xlsx", tables)
    assert read_program(tmp_path / "riverside.xlsx", {"Days on site": True})[1] == []


def test_what_is_left_of_an_example_beside_a_typed_cell_is_blank(tmp_path: Path) -> None:
    path = tmp_path / "riverside.xlsx"
    write_template(path)
    book = openpyxl.load_workbook(path)
    typed: dict[str, list[Any]] = {
        "Topics": ["Anger", None, 60],
        "Therapists": ["Chen", "all"],
        "Clients": ["C007"],
        "Client availability": ["C007", "Mon", "9:00", "12:00"],
        "Therapist availability": ["Chen", "Mon", "9:00", "12:00"],
    }
    for sheet, values in typed.items():
        for at, value in enumerate(values, start=1):
            if value is not None:
                book[sheet].cell(2, at).value = value
    book.save(path)
    program, _ = read_program(path)
    assert (program.topics["Anger"].largest, program.therapists["Chen"].most_minutes) == (12, None)
    assert program.clients["C007"].tags == frozenset()


def test_settings_show_their_defaults_and_rules_their_names(tmp_path: Path) -> None:
    path = tmp_path / "riverside.xlsx"
    write_template(path, rules=["Days on site", "Idle time"])
    book = openpyxl.load_workbook(path)
    headings, *rows = book["Settings"].iter_rows(values_only=True)
    assert headings[:4] == ("Setting", "Value", "(Default)", "(What it is)")
    assert ("Notice", None, "48") in {row[:3] for row in rows}
    (dropdown,) = (
        rule for rule in book["Rules"].data_validations.dataValidation if str(rule.sqref).startswith("A2")
    )
    corners = [corner.replace("$", "") for corner in dropdown.formula1.split("!")[1].split(":")]
    assert [book["(lists)"][corner].value for corner in corners] == ["Days on site", "Idle time"]
