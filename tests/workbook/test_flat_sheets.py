"""What hands do to the flat sheets of a roster is understood, or told at its cell; nothing is dropped in silence."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.export.sheets.roster import write_roster
from planner.rosters.file import read_roster
from tests.export.sample import sample_plan
from tests.workbook.hand_edited import FIRST_DAY, SESSIONS
from tests.workbook.typed_over import Typed, above, headed, put, told


@pytest.mark.parametrize(
    ("typed", "cell", "says"),
    [
        (put("Hours", 2, "Required", 1.5), "Hours!D2", "isn't taken over: Hours is for reading only, and it was '"),
        (put("Hours", 2, "Reason", "vacation"), "Hours!H2", "isn't taken over"),
        (put("Needs", 2, "Asked", 77), "Needs!D2", "isn't taken over: Needs is for reading only, and it was '2'"),
        (put("Roster", 0, "Session", "Total"), "Roster!A", "row of totals"),
        (put("Roster", 0, "Session", "Total (12)"), "Roster!A", "row of totals"),
        (put("Sessions", 0, "Session", "Total"), "Sessions!A", "row of totals"),
        (put("Roster", 2, "Status", "NS"), "Roster!L2", "is none of attended, excused, absent, cancelled"),
        (put("Sessions", 2, "Date", "Tue"), "Sessions!B2", "is not a date"),
        (put("Sessions", 2, "Start", "10:00-11:00"), "Sessions!D2", "is a stretch and not a time"),
        (put("Sessions", 2, "Therapist", "T Vega/T Wolf"), "Sessions!J2", "is more than one name"),
        (put("Roster", 2, "Client", "C002 & C003"), "Roster!J2", "is more than one name"),
        (above("Roster"), "Roster!A1", "stands above the headings, which are in row 2"),
        (above("Sessions"), "Sessions!A1", "stands above the headings, which are in row 2"),
        (put("Roster", 0, "Session", "Wednesday"), "Roster!A", "is taken for a heading or a remark and left out"),
        (headed("Roster", "Status", "Attendance"), "Roster!L1", "is no known column and is ignored"),
        (headed("Roster", "Lock", "Keep"), "Roster!K1", "is no known column and is ignored"),
        (headed("Sessions", "Note", "Comment"), "Sessions!Q1", "is no known column and is ignored"),
        (headed("Roster", "Lock", "Status"), "Roster!L1", "is a heading that comes twice"),
        (headed("Roster", "Client", "Patient"), "Roster!1", "the column Client is missing"),
        (headed("Sessions", "Room", "Place"), "Sessions!1", "the column Room is missing"),
        (headed("Sessions", "Therapist", "Counselor"), "Sessions!1", "the column Therapist is missing"),
        (put("Sessions", 2, "Date", FIRST_DAY + timedelta(days=8)), "Sessions!B2", "outside the roster's week"),
        (put("Sessions", 2, "Lock", "locked"), "Sessions!P2", "is none of all, time"),
    ],
)  # fmt: skip
def test_one_edit_is_one_fault_at_its_cell(tmp_path: Path, typed: Typed, cell: str, says: str) -> None:
    (fault,) = told(tmp_path, typed)
    assert f"{fault.sheet}!{fault.cell}".startswith(cell) and says in fault.says, fault


@pytest.mark.parametrize(
    ("sheet", "heading", "instead", "fix"),
    [
        ("Roster", "Status", "Present", "did you mean Status?"),
        ("Roster", "Client", "Who", "rename the column Who, or add a column with the heading Client"),
        (
            "Sessions",
            "Therapist",
            "Led by",
            "rename the column Led by, or add a column with the heading Therapist",
        ),
        ("Sessions", "Lock", "Keep", "did you mean Lock? Without it, every Lock counts as blank: free"),
    ],
)
def test_a_column_of_a_roster_under_another_name_is_proposed(
    tmp_path: Path, sheet: str, heading: str, instead: str, fix: str
) -> None:
    (fault,) = told(tmp_path, headed(sheet, heading, instead))
    assert fault.fix == fix


def test_a_coordinators_own_columns_in_brackets_are_left_alone(tmp_path: Path) -> None:
    def mine(book: Any) -> None:
        for sheet in ("Sessions", "Roster"):
            book[sheet].cell(1, book[sheet].max_column + 1, "(phone)")
            book[sheet].cell(3, book[sheet].max_column + 3, "call the front desk")

    assert told(tmp_path, mine) == []


def test_rows_that_are_all_of_another_week_are_one_fault(tmp_path: Path) -> None:
    def a_week_later(book: Any) -> None:
        for sheet in ("Sessions", "Roster"):
            column = next(cell.column for cell in book[sheet][1] if cell.value == "Date")
            for row in range(2, book[sheet].max_row + 1):
                book[sheet].cell(row, column).value += timedelta(days=7)

    (fault,) = told(tmp_path, a_week_later)
    assert "lies outside the roster's week, 2026-11-30 to 2026-12-06" in fault.says


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "fix"),
    [
        ("Roster", "Status", "P", "did you mean 'attended'?"),
        ("Roster", "Status", "✓", "did you mean 'attended'?"),
        ("Roster", "Status", "x", "did you mean 'attended'? If none is meant, clear the cell"),
        ("Roster", "Status", "NS", "did you mean 'absent'?"),
        ("Roster", "Status", "called in", "did you mean 'excused'?"),
        ("Roster", "Status", "A", "choose one of them"),
        ("Sessions", "Lock", "y", "did you mean 'all'?"),
        ("Sessions", "Lock", "lock", "did you mean 'all'?"),
        ("Roster", "Minutes", "1:00", "type minutes, and nothing else; try 60"),
        ("Sessions", "Date", "Tue", "try 2026-12-01"),
        ("Sessions", "Date", "12/1", "try 2026-12-01"),
        ("Sessions", "Date", "Dec 1", "try 2026-12-01"),
        ("Sessions", "Date", "3/4", "type the year too, as in 2026-11-30"),
        ("Sessions", "Date", "tomorrow", "type a date as in 2026-11-30"),
        ("Sessions", "Therapist", "T Vega/T Wolf", "separate them by semicolons: type T Vega; T Wolf"),
        ("Sessions", "Room", "Oak or Elm", "type one of them: Oak; Elm"),
        ("Roster", "Client", "C002, C003", "type a row for each: C002; C003"),
        ("Sessions", "Start", "10 to 11", "try 10:00, when it begins"),
    ],
)
def test_what_is_typed_in_other_words_is_proposed(
    tmp_path: Path, sheet: str, heading: str, value: object, fix: str
) -> None:
    (fault,) = told(tmp_path, put(sheet, 2, heading, value))
    assert (fault.kind, fault.fix) == ("error", fix)


def test_a_code_typed_over_somebody_elses_is_no_row_too_many(tmp_path: Path) -> None:
    """Merged or filled down: C003's row says C002, who has one already. A row that was copied is only left out."""
    rows = [(one.id, seat.client) for one in SESSIONS for seat in one.seats]
    second = next(at for at in range(1, len(rows)) if rows[at][0] == rows[at - 1][0])
    (fault,) = told(tmp_path, put("Roster", second + 2, "Client", rows[second - 1][1]))
    assert fault.kind == "error" and fault.says.endswith(f", and {rows[second][1]} no longer")

    def copied(book: Any) -> None:
        book["Roster"].append([cell.value for cell in book["Roster"][2]])

    (fault,) = told(tmp_path, copied)
    assert fault.kind == "warning" and fault.says == "stands twice in this session"


def test_minutes_that_no_such_session_can_have_given_are_asked_back(tmp_path: Path) -> None:
    def stayed(minutes: int, note: str = "") -> Typed:
        def typed(book: Any) -> None:
            for heading, value in (("Status", "attended"), ("Minutes", minutes), ("Note", note)):
                put("Roster", 2, heading, value)(book)

        return typed

    (fault,) = told(tmp_path, stayed(600))
    assert (fault.kind, fault.cell) == (
        "warning",
        "F2",
    ) and "more than twice the session's 60 minutes" in fault.says
    assert told(tmp_path, stayed(90)) == told(tmp_path, stayed(600, "ok, the whole day")) == []


def renamed(sheet: str, name: str) -> Typed:
    return lambda book: setattr(book[sheet], "title", name)


@pytest.mark.parametrize(("sheet", "name"), [("Roster", "Roster (old)"), ("Sessions", "Groups")])
def test_a_flat_sheet_under_another_name_is_found_by_its_headings(
    tmp_path: Path, sheet: str, name: str
) -> None:
    (fault,) = told(tmp_path, renamed(sheet, name))
    assert fault.fix == f"rename its sheet {name}, which has these headings, back to {sheet}"


@pytest.mark.parametrize(("name", "warned"), [("Roster (2)", 1), ("Bea's Roster", 1), ("(my copy)", 0)])
def test_what_is_typed_in_a_copy_of_a_flat_sheet_is_not_lost_without_a_word(
    tmp_path: Path, name: str, warned: int
) -> None:
    def copied(book: Any) -> None:
        book.copy_worksheet(book["Roster"]).title = name

    faults = told(tmp_path, copied)
    assert [fault.found for fault in faults] == [name] * warned
    assert all("this looks like a copy of it" in fault.says for fault in faults)


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("Phone list", "for a sheet of your own, start its name with ("),
        ("Sessionss", "Sessions is there already; for a sheet of your own, start its name with ("),
    ],
)
def test_a_sheet_that_is_no_roster_s_is_told_once(tmp_path: Path, name: str, fix: str) -> None:
    (fault,) = told(tmp_path, lambda book: book.create_sheet(name).append(["Client", "Phone"]))
    assert (fault.kind, fault.found, fault.fix) == ("warning", name, fix)


@pytest.mark.parametrize("name", ["(Phone list)", "Week 2026-12-07", "Changes"])
def test_a_sheet_of_one_s_own_and_those_of_the_planner_are_not_told(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, lambda book: book.create_sheet(name).append(["Client"])) == []


@pytest.mark.parametrize("sheet", ["Sessions", "Roster"])
def test_a_flat_sheet_of_which_all_rows_are_gone_is_a_slip(tmp_path: Path, sheet: str) -> None:
    (fault,) = told(tmp_path, lambda book: book[sheet].delete_rows(2, 1000))
    assert fault.kind == "error" and f"rows of {sheet} were deleted" in fault.says


def test_hidden_rows_of_a_roster_count_and_are_told(tmp_path: Path) -> None:
    def filtered(book: Any) -> None:
        for row in (2, 3):
            book["Roster"].row_dimensions[row].hidden = True

    (fault,) = told(tmp_path, filtered)
    assert (fault.kind, fault.says) == ("warning", "2 hidden rows count like the others")


def test_two_hands_that_moved_one_session_apart_are_one_fault(tmp_path: Path) -> None:
    moved = next(at for at, one in enumerate(SESSIONS, start=2) if len(one.seats) > 2)
    seats = [
        at for at, one in enumerate(one for one in SESSIONS for _ in one.seats) if one is SESSIONS[moved - 2]
    ]

    def both(book: Any) -> None:
        put("Sessions", moved, "Start", time(15))(book)
        for row in seats:
            put("Roster", row + 2, "Start", time(14))(book)

    (fault,) = told(tmp_path, both)
    assert f"the same in {len(seats) - 1} more rows of it" in fault.says


def test_a_row_of_totals_below_a_roster_can_be_acknowledged(tmp_path: Path) -> None:
    def typed(book: Any) -> None:
        put("Roster", 0, "Session", "Total")(book)
        put("Roster", book["Roster"].max_row, "Note", "ok")(book)

    assert told(tmp_path, typed) == []


@pytest.mark.parametrize(
    "typed", [{"Session": "Evening groups"}, {"Session": "Total"}, {"Session": "Session", "Date": "Date"}]
)
def test_what_is_no_seat_is_told_once_and_can_be_acknowledged(tmp_path: Path, typed: dict[str, str]) -> None:
    def below(book: Any, **more: str) -> None:
        row = book["Roster"].max_row + 1
        for heading, value in {**typed, **more}.items():
            put("Roster", row, heading, value)(book)

    (fault,) = told(tmp_path, below)
    assert fault.kind == "warning" and "left out" in fault.says
    assert told(tmp_path, lambda book: below(book, Note="ok, ours")) == []


def test_no_sheet_that_the_planner_writes_is_told_to_be_none_of_a_roster_s(tmp_path: Path) -> None:
    path = tmp_path / "two.xlsx"
    write_roster(path, [sample_plan(), sample_plan(date(2026, 12, 7))], datetime(2026, 11, 27))
    assert not [fault for fault in read_roster(path).warnings if "no sheet of a roster" in fault.says]
