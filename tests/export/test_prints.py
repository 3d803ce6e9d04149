"""Prints show what their reader may see, and nothing else anywhere in the file: cells, notes, names, properties."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from typer.testing import CliRunner

from planner.cli import app
from planner.export.prints import _labels
from planner.export.sheets.roster import write_roster
from planner.model import Wording
from tests.export.sample import TOPICS, sample_plan

CODES = [f"C{number:03d}" for number in range(1, 41)]
GIVEN = ("Anna", "Bela", "Carl", "Dora", "Emil")
FAMILY = ("Quellmann", "Rosenthal", "Steinfeld", "Tannhof", "Ulmenau", "Vossberg", "Wiesner", "Zabel")


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("prints") / "week.xlsx"
    write_roster(path, [sample_plan()], datetime(2026, 11, 27))
    return path


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pairs = [f"{code},{GIVEN[place % 5]} {FAMILY[place // 5]}" for place, code in enumerate(CODES)]
    path = tmp_path_factory.mktemp("names") / "names.csv"
    path.write_text("\n".join(["Client,Name", *pairs]), encoding="utf-8")
    return path


def printed(roster: Path, out: Path, *asked: str) -> Path:
    done = CliRunner().invoke(app, ["print", str(roster), *asked, "-o", str(out)])
    assert done.exit_code == 0, done.output
    assert done.stdout.strip() == str(out)
    return out


def everything_in(path: Path) -> str:
    """Every part of the file as text: sheets hidden or not, notes, names, properties, drawings."""
    with ZipFile(path) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def codes_in(text: str) -> set[str]:
    return set(re.findall(r"\bC0\d\d\b", text))


# --- what must not be there ----------------------------------------------------------------------


def test_the_door_shows_no_client_and_no_test(roster: Path, tmp_path: Path) -> None:
    text = everything_in(printed(roster, tmp_path / "door.xlsx", "--for", "door"))
    assert codes_in(text) == set()
    assert "Screening" not in text
    assert "Relapse Prevention" in text


def test_a_clients_print_shows_that_client_alone_and_no_test(roster: Path, tmp_path: Path) -> None:
    text = everything_in(printed(roster, tmp_path / "one.xlsx", "--for", "client", "C014"))
    assert codes_in(text) == {"C014"}
    assert "Screening" not in text


def test_sign_in_shows_codes_and_neither_topics_nor_tests(roster: Path, tmp_path: Path) -> None:
    text = everything_in(printed(roster, tmp_path / "sign.xlsx", "--for", "sign-in"))
    assert codes_in(text) == set(CODES)
    assert [name for name in TOPICS if name in text] == []
    assert "Group 1" in text
    assert "Leader's signature" in text.replace("&apos;", "'")


def test_sign_in_with_names_shows_first_name_and_initial_and_no_code(
    roster: Path, names: Path, tmp_path: Path
) -> None:
    text = everything_in(printed(roster, tmp_path / "sign.xlsx", "--for", "sign-in", "--names", str(names)))
    assert codes_in(text) == set()
    assert "Anna Q." in text
    assert [name for name in FAMILY if name in text] == []


@pytest.mark.parametrize("purpose", [("door",), ("client", "C014"), ("therapist", "Brandt"), ("sign-in",)])
def test_a_print_has_no_hidden_sheet_and_no_notes(
    roster: Path, tmp_path: Path, purpose: tuple[str, ...]
) -> None:
    book = openpyxl.load_workbook(printed(roster, tmp_path / "print.xlsx", "--for", *purpose))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * len(book.worksheets)
    assert not any(cell.comment for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    assert (book.properties.title, book.properties.creator or "") == ("Print", "")


def test_a_therapists_print_has_the_codes_of_whom_they_see(roster: Path, tmp_path: Path) -> None:
    text = everything_in(
        printed(roster, tmp_path / "staff.xlsx", "--for", "therapist", "Castellanos-Whitfield")
    )
    seen = {
        code
        for session in sample_plan().roster.of_therapist("Castellanos-Whitfield")
        for code in session.clients
    }
    assert codes_in(text) == seen


# --- what must be there --------------------------------------------------------------------------


def test_a_clients_print_has_their_sessions_and_homework(roster: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(printed(roster, tmp_path / "one.xlsx", "--for", "client C014"))
    rows = [row for row in book["My week"].iter_rows(min_row=3, values_only=True) if row[1]]
    mine = [one for one in sample_plan().roster.of_client("C014") if TOPICS[one.topic].kind != "testing"]
    assert [row[2] for row in rows] == [one.topic for one in mine]
    first: dict[str, str] = {}
    for row in rows:
        first.setdefault(str(row[2]), str(row[5] or ""))
    assert first == {
        one.topic: f"Set: {text}" if (text := TOPICS[one.topic].homework) else "" for one in mine
    }


def edited(roster: Path, path: Path, sheet: str, change: Any, column: str, where: dict[str, object]) -> Path:
    book = openpyxl.load_workbook(roster)
    rows = book[sheet]
    headings = [cell.value for cell in rows[1]]
    for row in rows.iter_rows(min_row=2):
        told = dict(zip(headings, row, strict=True))
        if all(told[heading].value == value for heading, value in where.items()):
            told[column].value = change
    book.save(path)
    return path


def test_hand_edits_are_printed(roster: Path, tmp_path: Path) -> None:
    moved = edited(roster, tmp_path / "edited.xlsx", "Sessions", "Attic", "Room", {"Session": "S001"})
    text = everything_in(printed(moved, tmp_path / "door.xlsx", "--for", "door"))
    assert "Attic" in text


def test_a_seat_that_was_excused_is_not_on_the_print(roster: Path, tmp_path: Path) -> None:
    (code, *_) = sample_plan().roster.sessions[0].clients
    excused = edited(
        roster, tmp_path / "edited.xlsx", "Roster", "excused", "Status", {"Session": "S001", "Client": code}
    )
    before = printed(roster, tmp_path / "before.xlsx", "--for", "client", code)
    after = printed(excused, tmp_path / "after.xlsx", "--for", "client", code)
    rows = [openpyxl.load_workbook(path)["My week"].max_row for path in (before, after)]
    assert rows[0] - rows[1] == 1


# --- faults --------------------------------------------------------------------------------------


def refused(*asked: str) -> str:
    done = CliRunner().invoke(app, ["print", *asked])
    assert done.exit_code != 0
    return done.stderr


def test_a_topic_that_might_be_a_test_stops_the_print_with_its_cell(roster: Path, tmp_path: Path) -> None:
    other = edited(roster, tmp_path / "edited.xlsx", "Sessions", "Swab", "Topic", {"Session": "S001"})
    other = edited(other, other, "Sessions", None, "Kind", {"Session": "S001"})
    out = tmp_path / "door.xlsx"
    said = refused(str(other), "--for", "door", "-o", str(out))
    assert "edited.xlsx: Sessions!A2: nobody says of which kind Swab is" in said
    assert not out.exists()


def test_clients_without_a_name_are_named_with_their_cells(roster: Path, names: Path, tmp_path: Path) -> None:
    few = tmp_path / "few.csv"
    few.write_text("\n".join(names.read_text(encoding="utf-8").splitlines()[:-1]), encoding="utf-8")
    said = refused(str(roster), "--for", "sign-in", "--names", str(few), "-o", str(tmp_path / "sign.xlsx"))
    assert re.search(r"week\.xlsx: Roster!J\d+: 'C040' has no name in the file of names", said)
    assert not any(name in said for name in (*GIVEN, *FAMILY))


def test_a_code_that_stands_twice_is_a_fault_and_no_name_is_told(
    roster: Path, names: Path, tmp_path: Path
) -> None:
    twice = tmp_path / "twice.csv"
    twice.write_text(f"{names.read_text(encoding='utf-8')}\nC001,Fritz Yburg\n", encoding="utf-8")
    said = refused(str(roster), "--for", "sign-in", "--names", str(twice), "-o", str(tmp_path / "sign.xlsx"))
    assert "twice.csv: line 42, column Client: stands twice (first in row 2)" in said
    assert "Yburg" not in said


def test_names_without_headings_are_not_repeated_in_the_fault(roster: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.csv"
    bare.write_text("C001,Fritz Yburg\nC002,Gerd Zabel\n", encoding="utf-8")
    said = refused(str(roster), "--for", "sign-in", "--names", str(bare), "-o", str(tmp_path / "sign.xlsx"))
    assert "the columns Client and Name are missing" in said
    assert "Yburg" not in said


@pytest.mark.parametrize(
    "asked",
    [
        ("--for", "wall"),
        ("--for", "client"),
        ("--for", "door", "C014"),
        ("--for", "door", "--names", "names.csv"),
        ("--for", "client", "C999"),
        ("--for", "door", "--week", "2027-01-04"),
    ],
)
def test_what_cannot_be_printed_is_said_and_nothing_written(
    roster: Path, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    out = tmp_path / "print.xlsx"
    assert refused(str(roster), *asked, "-o", str(out))
    assert not out.exists()


def test_labels_are_as_short_as_tells_them_apart() -> None:
    names = {
        "A": "Anna Schmidt",
        "B": "Anna Maria Sommer",
        "C": "Weber, Carl",
        "D": "Dora",
        "E": "Eva Lang",
        "F": "Eva Lang",
    }
    assert _labels(names) == {
        "A": "Anna Sc.",
        "B": "Anna So.",
        "C": "Carl W.",
        "D": "Dora",
        "E": "Eva L. (E)",
        "F": "Eva L. (F)",
    }


def test_a_print_shows_times_as_the_roster_does(tmp_path: Path) -> None:
    american = sample_plan()
    american = replace(american, problem=replace(american.problem, wording=Wording(12)))
    write_roster(tmp_path / "week.xlsx", [american], datetime(2026, 11, 27))
    text = everything_in(printed(tmp_path / "week.xlsx", tmp_path / "one.xlsx", "--for", "client", "C014"))
    assert " AM" in text or " PM" in text
    assert "13:00" not in text


@pytest.mark.parametrize(
    ("asked", "confidential"),
    [(("--for", "door"), False), (("--for", "client", "C001"), True), (("--for", "sign-in"), True)],
)
def test_what_hangs_on_a_wall_says_nothing_of_confidence(
    roster: Path, tmp_path: Path, asked: tuple[str, ...], confidential: bool
) -> None:
    book = openpyxl.load_workbook(printed(roster, tmp_path / "print.xlsx", *asked))
    footers = {(sheet.oddFooter.right.text or "") for sheet in book.worksheets}
    assert footers == {"Confidential" if confidential else ""}


def test_of_a_roster_only_the_wall_is_no_secret(roster: Path) -> None:
    sheets = [sheet for sheet in openpyxl.load_workbook(roster).worksheets if sheet.sheet_state == "visible"]
    assert [sheet.title for sheet in sheets if sheet.oddFooter.right.text != "Confidential"] == ["Week"]
