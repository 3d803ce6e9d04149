"""The roster workbook read back by the programs that people and the next run read it with."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from planner.export.sheets.roster import write_roster
from planner.model import Client, Room, Roster, Seat, Session, Therapist, Topic, Wording, clock
from planner.model.faults import PlannerError
from planner.plan import Plan, lines_of
from tests.export.sample import sample_plan

CREATED = datetime(2026, 11, 27, 16, 0)
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

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(*plans: Plan, name: str = "roster.xlsx") -> Path:
        path = tmp_path / name
        write_roster(path, plans, CREATED)
        return path

    return written


@pytest.fixture(scope="module")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("roster") / "roster.xlsx"
    write_roster(path, [sample_plan()], CREATED)
    return path


def with_first_seat(plan: Plan, session: int, **parts: Any) -> Plan:
    """The plan with the first seat of a session changed and its lines counted anew."""
    sessions = list(plan.roster.sessions)
    seats = list(sessions[session].seats)
    seats[0] = replace(seats[0], **parts)
    sessions[session] = replace(sessions[session], seats=tuple(seats))
    roster = Roster(plan.roster.first_day, tuple(sessions))
    hours, needs = lines_of(plan.problem, roster, {})
    return replace(plan, roster=roster, hours=hours, needs=needs)


def odd_plan(name: str) -> Plan:
    """The smallest week, in which everything that has a name is called the same odd thing."""
    plan = sample_plan()
    problem = replace(
        plan.problem,
        topics={name: Topic(name, 50, homework=name)},
        clients={name: Client(name, name, least_minutes=60)},
        therapists={name: Therapist(name, frozenset({name}))},
        rooms={name: Room(name, 5)},
        needs=(),
        program=name,
    )
    session = Session(
        "S1", name, 545, 50, therapists=(name,), room=name, seats=(Seat(name, note=name),), note=name
    )
    roster = Roster(plan.roster.first_day, (session,))
    hours, needs = lines_of(problem, roster, {(name, None): name})
    return replace(
        plan,
        problem=problem,
        roster=roster,
        hours=hours,
        needs=needs,
        command=name,
        warnings=(name,),
    )


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


def test_the_pretty_sheets_print_landscape_with_repeated_headings(sample_path: Path) -> None:
    book = load_workbook(sample_path)
    for name in ("Summary", "Week", "Clients", "Therapists", "Rooms", "Sign-in"):
        assert book[name].page_setup.orientation == "landscape", name
        assert book[name].print_title_rows, name
        assert "Riverside" in str(book[name].oddHeader.left.text)
        assert "&P" in str(book[name].oddFooter.left.text)
    for name in ("Summary", "Week"):
        assert book[name].sheet_properties.pageSetUpPr.fitToPage and book[name].page_setup.fitToWidth in (
            1,
            None,
        )


def wider_than_their_cells(sheet: Any) -> list[Any]:
    across = {area.coord.split(":")[0]: area for area in sheet.merged_cells.ranges}
    wide = []
    filled = Counter(cell.row for row in sheet.iter_rows() for cell in row if cell.value is not None)
    alone = {row for row, cells in filled.items() if cells == 1} - {area.min_row for area in across.values()}
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "s"):
        last = across[cell.coordinate].max_col if cell.coordinate in across else cell.column
        columns = [get_column_letter(column) for column in range(cell.column, last + 1)]
        points = (cell.font.size or 11) / 11
        if cell.row in alone and not cell.border.right.style:
            continue  # it runs on over the empty cells beside it
        if len(str(cell.value)) * points > sum(sheet.column_dimensions[column].width for column in columns):
            wide.append(cell)
    return wide


def test_what_is_wider_than_its_cell_wraps_on_the_summary(sample_path: Path) -> None:
    wide = wider_than_their_cells(load_workbook(sample_path)["Summary"])
    assert any(str(cell.value).startswith("At most 35 less") for cell in wide)
    assert all(cell.alignment.wrap_text for cell in wide), [cell.coordinate for cell in wide]


def test_nothing_is_cut_off_on_paper_however_long_names_are(write: Write) -> None:
    """By a clock of 12 hours, in which times are longest, with names of 70 letters."""
    plan = odd_plan("Dialectical Behavior Therapy: Distress Tolerance and Emotion Regulation")
    alone = replace(plan.problem.topics[plan.problem.program], largest=1, kind="individual")
    for problem in (plan.problem, replace(plan.problem, topics={alone.name: alone})):
        book = load_workbook(write(replace(plan, problem=replace(problem, wording=Wording(12)))))
        for name in ("Summary", "Week", "Clients", "Therapists", "Rooms", "Sign-in"):
            cut = [cell for cell in wider_than_their_cells(book[name]) if not cell.alignment.wrap_text]
            assert not cut, (name, [(cell.coordinate, cell.value) for cell in cut])


def test_appointments_fit_on_a_line_of_the_sign_in_page(write: Write) -> None:
    plan = sample_plan()
    sheet = load_workbook(write(replace(plan, problem=replace(plan.problem, wording=Wording(12)))))["Sign-in"]
    whens = [cell for cell in sheet["A"] if re.match(r"\w{3}, \w{3} \d+, ", str(cell.value))]
    assert whens and not set(whens) & set(wider_than_their_cells(sheet))


def test_each_client_and_each_session_has_a_page(sample_path: Path) -> None:
    book = load_workbook(sample_path)
    assert len(book["Clients"].row_breaks) == 40 - 1
    breaks = [found.id for found in book["Sign-in"].row_breaks.brk]
    titles = [cell.row for cell in book["Sign-in"]["A"] if str(cell.value).startswith("Sign-in")]
    assert breaks == [row - 1 for row in titles[1:]]
    topics = sample_plan().problem.topics
    unseen = "testing"
    groups = [s for s in sample_plan().roster.sessions if topics[s.topic].kind not in (unseen, "individual")]
    alone = {s.therapists for s in sample_plan().roster.sessions if topics[s.topic].kind == "individual"}
    pages = sum(-(-(len(session.seats) + 2) // 18) for session in groups) + len(alone)
    assert len(titles) == pages


def test_a_client_with_much_homework_still_has_one_page(write: Write) -> None:
    plan = sample_plan()
    long = "Write down one trigger and what you did instead."
    topics = {name: replace(topic, homework=long) for name, topic in plan.problem.topics.items()}
    busiest = max(plan.problem.clients, key=lambda code: len(plan.roster.of_client(code)))
    assert len(plan.roster.of_client(busiest)) >= 9
    for said, problem in (
        ("short homework", plan.problem),
        ("long homework", replace(plan.problem, topics=topics)),
    ):
        sheet = load_workbook(write(replace(plan, problem=problem)))["Clients"]
        pages = zip(
            [1, *(found.id for found in sheet.row_breaks.brk)],
            [*(found.id for found in sheet.row_breaks.brk), sheet.max_row],
            strict=True,
        )
        for before, last in pages:
            tall = sum(sheet.row_dimensions[row].height or 15 for row in range(before + 1, last + 1))
            assert 15 + tall <= 7.2 * 72, (said, before)  # Letter across, less its margins


def test_each_therapist_and_each_room_has_a_page(sample_path: Path) -> None:
    book = load_workbook(sample_path)
    for name, heading in (("Therapists", "Filled"), ("Rooms", "Seats used")):
        sheet = book[name]
        assert heading in [cell.value for cell in sheet[1]]
        every = sample_plan().problem.therapists if name == "Therapists" else sample_plan().problem.rooms
        starts = [cell.row for cell in sheet["A"] if cell.value in every]
        assert [found.id for found in sheet.row_breaks.brk] == [row - 1 for row in starts[1:]], name
        across = sum(dimension.width for dimension in sheet.column_dimensions.values())
        assert across < 0.85 * 137, "one page wide, in other fonts than Excel's own as well"


def test_a_therapists_page_says_whom_they_see(sample_path: Path) -> None:
    said = [str(row[5].value) for row in load_workbook(sample_path)["Therapists"].iter_rows()]
    for session in sample_plan().roster.sessions:
        assert any(", ".join(session.clients) in text for text in said)


def test_the_week_shows_every_session_and_no_client(sample_path: Path) -> None:
    cells = [str(cell.value) for row in load_workbook(sample_path)["Week"] for cell in row if cell.value]
    sessions = [session for session in sample_plan().roster.sessions if session.topic != "Screening"]
    alone = [session for session in sessions if session.topic == "Individual"]
    assert sum("/" in said and "\n" in said and " · " in said for said in cells) == len(sessions) - len(alone)
    lines = [line for said in cells for line in said.split("\n")]
    for session in alone:  # in a strip of its own
        room = [session.room] if session.room else []
        assert " · ".join([clock(session.start), *session.therapists, *room]) in lines
    assert "Process Group\n13:00–14:30\nBrandt, Grant\nGarden Room · 10/10" in cells
    assert not any("C0" in said for said in cells)


def test_clients_never_read_of_a_test(sample_path: Path) -> None:
    book = load_workbook(sample_path)
    for name in ("Week", "Clients"):
        said = "\n".join(str(cell.value) for row in book[name] for cell in row)
        assert "Screening" not in said and "Relapse Prevention" in said, name


def test_sign_in_names_no_topic(sample_path: Path) -> None:
    said = {str(cell.value) for row in load_workbook(sample_path)["Sign-in"] for cell in row}
    assert not [text for text in said for topic in sample_plan().problem.topics if topic in text]
    assert "C001" in said


def test_a_longer_session_takes_more_rows_of_the_week(sample_path: Path) -> None:
    sheet = load_workbook(sample_path)["Week"]
    rows = {
        str(sheet.cell(block.min_row, block.min_col).value): block.max_row - block.min_row
        for block in sheet.merged_cells.ranges
    }
    long = next(count for said, count in rows.items() if "Relapse Prevention\n10:00" in said)
    short = next(count for said, count in rows.items() if "Early Recovery Skills\n09:00" in said)
    assert long > short


def test_a_client_who_is_short_has_a_note_that_says_why(sample_path: Path) -> None:
    plan = sample_plan()
    sheet = load_workbook(sample_path)["Clients"]
    titles = {str(cell.value): cell.row for cell in sheet["A"]}
    musts = {line.client for line in plan.needs if line.missing and line.priority >= 100}
    short = {line.client for line in plan.hours if line.short}
    noted = {code for code in plan.problem.clients if sheet.cell(titles[code] + 1, 2).comment}
    assert noted == musts | short
    note = sheet.cell(titles["C018"] + 1, 2).comment
    assert note is not None and note.text.startswith("20 min short. Free only Mon 9-12")


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
