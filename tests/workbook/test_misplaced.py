"""What hands put on a roster where something else belongs is one fault that says where it belongs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.workbook.hand_edited import SESSIONS
from tests.workbook.typed_over import put, told


@pytest.mark.parametrize(("sheet", "other"), [("Sessions", "Roster"), ("Roster", "Sessions")])
@pytest.mark.parametrize("cut", [True, False])
def test_a_row_pasted_on_the_other_flat_sheet_is_one_fault(
    tmp_path: Path, sheet: str, other: str, cut: bool
) -> None:
    """A cut row of Sessions leaves its seats behind, which has a warning of its own."""

    def paste(book: Any) -> None:
        values = [cell.value for cell in book[sheet][2]]
        book[other].append(values)
        if cut:
            book[sheet].delete_rows(2)

    (fault,) = [fault for fault in told(tmp_path, paste) if fault.kind == "error"]
    assert fault.says == f"is a row of {sheet}, and stands on {other}"
    assert fault.fix == f"cut it here, and insert it on {sheet}"
    assert (fault.sheet, fault.cell[0], fault.found) == (other, "A", SESSIONS[0].id)


def test_a_clients_code_as_therapist_alone_makes_no_row_of_the_other_sheet(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, put("Roster", 2, "Room", "group"))
    assert fault.says.startswith("is no room of the sheet Rooms")


@pytest.mark.parametrize("column", ["Date", "Start", "Topic", "Therapist", "Room"])
@pytest.mark.parametrize("word", ["CANCELLED", "cancelled.", "canceled"])
def test_a_session_called_off_in_a_cell_is_told_how(tmp_path: Path, column: str, word: str) -> None:
    (fault,) = told(tmp_path, put("Sessions", 2, column, word))
    what = column.lower()
    assert (fault.kind, fault.says) == ("error", f"stands where the {what} belongs")
    assert fault.fix == (
        f"put the {what} back, and type cancelled in Status of its rows on Roster, or delete the row"
    )


@pytest.mark.parametrize("column", ["Client", "Start", "Room"])
def test_an_absence_typed_over_a_seat_is_told_where_it_belongs(tmp_path: Path, column: str) -> None:
    (fault,) = told(tmp_path, put("Roster", 2, column, "absent"))
    assert fault.fix == f"put the {column.lower()} back, and type absent in Status"


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("1-2:30 pm", "try 13:00, when it begins"),
        ("11-12:30 pm", "try 11:00, when it begins"),
        ("10:00-11:00", "try 10:00, when it begins"),
        ("1 to 2", "type when it begins, with am or pm"),
    ],
)
def test_of_a_stretch_its_beginning_is_proposed_in_its_half_of_the_day(
    tmp_path: Path, typed: str, fix: str
) -> None:
    (fault,) = told(tmp_path, put("Sessions", 2, "Start", typed))
    assert (fault.says, fault.fix) == ("is a stretch and not a time", fix)


@pytest.mark.parametrize("typed", ["1:00", "2:30", "4:00"])
def test_a_session_of_the_morning_moved_to_an_hour_of_the_night_is_asked_back(
    tmp_path: Path, typed: str
) -> None:
    """9:00 becomes 1:00, and sessions start at 13:00: one fault, not one for everybody who isn't there at night."""
    (fault,) = told(tmp_path, put("Sessions", 2, "Start", typed))
    hour, minute = typed.split(":")
    assert fault.fix.startswith(f"did you mean {int(hour) + 12}:{minute}?")
