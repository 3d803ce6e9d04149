"""What is wrong in the same way down a column is one fault, and what isn't stays several."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.model.faults import WorkbookFaults
from planner.workbook.read import read_program
from tests.workbook.books import faults_of, plain, save_folder
from tests.workbook.hand_edited import Hands

CODES = [f"C{number:03}" for number in range(1, 31)]
HOURS = [["Client", "Days", "From", "To"], *([code, "daily", "9:00", "17:00"] for code in CODES)]


def errors_of(tmp_path: Path, column: str, *typed: object) -> list[str]:
    clients = [["Client", column], *([code, typed[at % len(typed)]] for at, code in enumerate(CODES))]
    said = faults_of(tmp_path, plain(Clients=clients, Client_availability=HOURS))
    return [one for one in said if one.startswith("error")]


@pytest.mark.parametrize(
    ("column", "typed", "says"),
    [
        ("Level", "PHQ", "is no level of care"),
        ("Primary therapist", "Brooks", "is no therapist"),
        ("Curriculum", "Matrix", "is no curriculum"),
        ("Days", "Someday", "is not understood"),
        ("Ends", "when done", "is not a date"),
        ("Min hours", "some", "like 29 more"),
    ],
)
def test_the_same_word_down_a_column_is_one_fault(tmp_path: Path, column: str, typed: str, says: str) -> None:
    (said,) = errors_of(tmp_path, column, typed)
    assert "Clients!B2" in said and says in said and "like 29 more cells of this column" in said


def test_two_words_are_two_faults_and_two_cells_are_told_each(tmp_path: Path) -> None:
    assert [one.split()[2] for one in errors_of(tmp_path, "Primary therapist", "Brooks", "Lane")] == [
        "Clients!B2:",
        "Clients!B3:",
    ]
    clients = [["Client", "Level"], *([code, "PHQ"] for code in CODES[:2])]
    said = faults_of(tmp_path, plain(Clients=clients, Client_availability=HOURS[:3]))
    assert [one.split()[2] for one in said] == ["Clients!B2:", "Clients!B3:"], said


def test_cells_that_are_blank_are_told_one_by_one(tmp_path: Path) -> None:
    needs = [["Client", "Topic"], *([code, None] for code in CODES[:5])]
    given = plain(Clients=[["Client"], *([code] for code in CODES)], Client_availability=HOURS, Needs=needs)
    said = [one for one in faults_of(tmp_path, given) if "Topic is blank" in one]
    assert len(said) == 5


def test_in_a_folder_it_is_the_first_line(tmp_path: Path) -> None:
    clients = [["Client", "Level"], *([code, "PHQ"] for code in CODES)]
    folder = save_folder(tmp_path / "riverside", plain(Clients=clients, Client_availability=HOURS))
    with pytest.raises(WorkbookFaults) as trouble:
        read_program(folder)
    (said,) = map(str, trouble.value.errors)
    assert (
        said.startswith("clients.csv: line 2, column Level") and "like 29 more cells of this column" in said
    )


@pytest.mark.parametrize("typed", ["here", "x", "present"])
def test_a_status_in_other_words_down_a_roster_is_one_fault(typed: str) -> None:
    hands = Hands()
    for row in hands.seats:
        row["Status"] = typed
    with pytest.raises(WorkbookFaults) as trouble:
        hands.read()
    (fault,) = trouble.value.errors
    assert fault.cell == "L2" and "did you mean 'attended'?" in fault.fix
