"""The roster workbook read back by the programs that people and the next run read it with."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from planner.export.sheets.roster import write_roster
from planner.model import Roster
from planner.model.faults import PlannerError
from tests.export.odd_plans import CREATED, Write, odd_plan, with_first_seat
from tests.export.sample import sample_plan

HEADINGS = {
    "Sessions": "Session Date Day Start End Minutes Topic Lesson Kind Therapist Room Clients Smallest Best_size "
    "Largest Lock Note",
    "Roster": "Session Date Day Start End Minutes Topic Therapist Room Client Lock Status Note (Counts)",
    "Hours": "Client Week Level Required Planned Short Days Reason",
    "Needs": "Client Topic Priority Asked Planned Missing Reason",
}
BEFORE_CHANGES = [
    *("Summary", "Week", "Clients", "Therapists", "Rooms", "Sessions", "Roster", "Hours", "Needs"),
]


def test_sheets_stand_in_the_contracts_order(sample_path: Path) -> None:
    book = load_workbook(sample_path)
    assert book.sheetnames == [*BEFORE_CHANGES, "Sign-in", "Lists", "As planned"]
    assert book["Lists"].sheet_state == "hidden"


def test_changes_stand_before_sign_in_when_replanned(write: Write) -> None:
    book = load_workbook(write(sample_plan(replanned=True)))
    assert book.sheetnames == [*BEFORE_CHANGES, "Changes", "Sign-in", "Lists", "As planned"]
    rows = [[cell.value for cell in row] for row in book["Changes"].iter_rows()]
    heading = next(number for number, row in enumerate(rows) if row[:2] == ["Who", "Role"])
    row = rows[heading + 1]
    assert row[:2] == ["C014", "client"] and row[5:] == ["C014, front desk", 45, "S020"]


def test_several_weeks_have_a_week_sheet_each(write: Write) -> None:
    book = load_workbook(write(sample_plan(), sample_plan(date(2026, 12, 7))))
    assert book.sheetnames[1:3] == ["Week 2026-11-30", "Week 2026-12-07"]
    assert {cell.value for cell in book["Hours"]["B"][1:]} == {
        datetime(2026, 11, 30),
        datetime(2026, 12, 7),
    }


@pytest.mark.parametrize("sheet", HEADINGS)
def test_flat_sheets_have_the_contracts_headings_first(sample_path: Path, sheet: str) -> None:
    wanted = [heading.replace("_", " ") for heading in HEADINGS[sheet].split(" ")]
    assert list(pd.read_excel(sample_path, sheet_name=sheet).columns)[: len(wanted)] == wanted


@pytest.mark.parametrize("sheet", HEADINGS)
def test_flat_sheets_are_filtered_tables_with_frozen_headings(sample_path: Path, sheet: str) -> None:
    found = load_workbook(sample_path)[sheet]
    (table,) = found.tables.values()
    assert table.ref == found.dimensions
    assert table.autoFilter is not None
    assert found.freeze_panes == "B2"
    assert not found.merged_cells.ranges


def test_a_session_is_a_row_with_real_dates_and_times(sample_path: Path) -> None:
    row = [cell.value for cell in load_workbook(sample_path)["Sessions"][10]]
    assert row[:6] == ["S009", datetime(2026, 11, 30), "Mon", time(13, 0), time(14, 30), 90]
    assert row[6:16] == ["Process Group", None, "group", "Brandt; Grant", "Garden Room", 10, 4, 7, 10, None]


def test_a_seat_carries_lock_status_and_note(write: Write) -> None:
    plan = with_first_seat(sample_plan(), 0, locked=True, status="absent", note="called in sick")
    table = pd.read_excel(write(plan), sheet_name="Roster")
    assert len(table) == sum(len(session.seats) for session in plan.roster.sessions)
    assert list(table.loc[0, ["Client", "Lock", "Status", "Note"]]) == [
        "C001",
        "yes",
        "absent",
        "called in sick",
    ]


def test_dropdowns_point_at_the_allowed_words(sample_path: Path) -> None:
    book = load_workbook(sample_path)

    def words(sheet: str, cell: str) -> list[str]:
        (found,) = [rule for rule in book[sheet].data_validations.dataValidation if cell in rule.sqref]
        name, _, place = found.formula1.lstrip("=").partition("!")
        return [row[0].value for row in book[name][place.replace("$", "")]]

    assert words("Sessions", "P2") == ["all", "time", "therapist", "room", "clients"]
    assert words("Roster", "K2") == ["yes"]
    assert words("Roster", "L2") == ["attended", "excused", "absent", "cancelled"]


def test_hours_are_formulas_with_their_values_stored(sample_path: Path) -> None:
    plan = sample_plan()
    formulas = load_workbook(sample_path)["Hours"]
    values = pd.read_excel(sample_path, sheet_name="Hours")
    assert str(formulas["E2"].value).startswith("=") and str(formulas["F2"].value).startswith("=")
    assert list(values["Planned"]) == [round(line.planned / 60, 4) for line in plan.hours]
    assert list(values["Short"]) == [round(line.short / 60, 4) for line in plan.hours]
    assert values["Short"].sum() > 0


def test_needs_stand_as_counted(sample_path: Path) -> None:
    table = pd.read_excel(sample_path, sheet_name="Needs", keep_default_na=False)
    line = sample_plan().needs[0]
    found = [line.client, line.topic, line.priority, line.asked, line.planned, line.missing, line.reason]
    assert list(table.iloc[0]) == found


def test_no_sheet_is_named_after_a_client(write: Write) -> None:
    names = load_workbook(write(sample_plan(), sample_plan(date(2026, 12, 7)))).sheetnames
    assert not [name for name in names for code in sample_plan().problem.clients if code in name]


def test_the_same_plan_gives_the_same_bytes(write: Write) -> None:
    one, other = write(sample_plan(), name="one.xlsx"), write(sample_plan(), name="other.xlsx")
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+1", "-1", "@SUM(A1)", "http://example.org", "{=1}", "7", "a" * 61, "🧠 & <b>; \"x\", 'y'"],
)
def test_text_stays_text(write: Write, name: str) -> None:
    book = load_workbook(write(odd_plan(name)))
    for sheet, cell in (
        ("Sessions", "G2"),
        ("Roster", "J2"),
        ("Roster", "M2"),
        ("Hours", "A2"),
        ("Hours", "H2"),
    ):
        found = book[sheet][cell]
        assert (found.value, found.data_type) == (name, "s"), (sheet, cell)
        assert found.hyperlink is None


def test_a_very_long_name_and_nothing_at_all_break_nothing(write: Write) -> None:
    assert load_workbook(write(odd_plan("word " * 8000))).sheetnames[0] == "Summary"
    plan = sample_plan()
    empty = replace(plan, roster=Roster(plan.roster.first_day), hours=(), needs=(), stages=())
    bare = replace(empty, problem=replace(plan.problem, clients={}, needs=(), rooms={}, therapists={}))
    assert load_workbook(write(bare)).sheetnames[-3] == "Sign-in"


def test_links_on_the_summary_lead_to_every_sheet(sample_path: Path) -> None:
    book = load_workbook(sample_path)
    links = {cell.value: cell.hyperlink.location for row in book["Summary"] for cell in row if cell.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in [*BEFORE_CHANGES[1:], "Sign-in"]}


def test_nothing_is_left_behind_when_the_file_cannot_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "roster.xlsx").mkdir()
    with pytest.raises(PlannerError, match=r"^roster\.xlsx can't be written"):
        write_roster(tmp_path / "roster.xlsx", [sample_plan(clients=3)], CREATED)
    assert [found.name for found in tmp_path.iterdir()] == ["roster.xlsx"]


def test_a_file_open_in_excel_is_said_to_be_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("planner.whole_file.os.replace", refuse)
    with pytest.raises(PlannerError, match="open in another program"):
        write_roster(tmp_path / "roster.xlsx", [sample_plan(clients=3)], CREATED)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_recalculates_the_stored_values(write: Write, tmp_path: Path) -> None:
    plan = with_first_seat(with_first_seat(sample_plan(), 0, status="absent"), 1, status="attended")
    # Zeroes in place of the stored values: what comes out has been calculated.
    path = write(plan, sample_plan(date(2026, 12, 7)))
    blanked = load_workbook(path)
    (tmp_path / "blanked").mkdir()
    blanked.save(tmp_path / "blanked" / "roster.xlsx")
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--convert-to", "xlsx", "--outdir", str(tmp_path / "again")),
            str(tmp_path / "blanked" / "roster.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    stored, again = (
        load_workbook(path, data_only=True),
        load_workbook(tmp_path / "again" / "roster.xlsx", data_only=True),
    )
    compared = 0
    for sheet in load_workbook(path):
        for row in sheet:
            for cell in row:
                if cell.data_type == "f":
                    was, now = (book[sheet.title][cell.coordinate].value for book in (stored, again))
                    assert now == pytest.approx(was, abs=1e-9), (sheet.title, cell.coordinate)
                    compared += 1
    assert compared > 80 * 3
