"""The roster workbook as it is printed: what each page shows, to whom, and that nothing is cut off."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from planner.model import Wording, clock
from tests.export.odd_plans import Write, odd_plan
from tests.export.sample import sample_plan


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
