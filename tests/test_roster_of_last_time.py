"""A roster of last time beside a workbook in which one cell was changed since: that cell is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner import api
from planner.model import Roster, Seat, Session
from planner.remedies.answers.explain import Explanation
from planner.remedies.answers.report import NOTHING, says_causes
from planner.rosters.roster_file import RosterFile
from tests.outside_weeks import MONDAY, save
from tests.small_week import MON, TUE, at
from tests.test_why_too_few import Rows

CLIENTS: Rows = [["Client", "Level", "Max hours", "Ends"], *([f"C{n}", "Day", "", ""] for n in (1, 2, 3))]
HELD = tuple(
    Session(
        id=f"S{day}",
        topic="Anger",
        start=at(day, 9),
        minutes=60,
        therapists=("Ann",),
        room="Blue",
        seats=tuple(Seat(f"C{n}") for n in (1, 2, 3)),
    )
    for day in (MON, TUE)
)


def asked(
    folder: Path, sheets: dict[str, Rows], held: tuple[Session, ...] = HELD, client: str | None = None
) -> Explanation:
    """What is said of a week of two sessions, in which all was well before some sheets were changed."""
    mornings = ["Mon, Tue", "9:00", "11:00"]
    given: dict[str, Rows] = {
        "Levels": [["Level", "Min hours", "Max hours"], ["Day", 0, 9]],
        "Topics": [["Topic", "Minutes", "Smallest", "Largest"], ["Anger", 60, 2, 8]],
        "Therapists": [["Therapist", "Leads", "Most hours"], ["Ann", "all", ""]],
        "Rooms": [["Room", "Seats"], ["Blue", 8]],
        "Times": [["Days", "Starts"], ["Mon, Tue", "9:00"]],
        "Clients": CLIENTS,
        "Client availability": [["Client", "Days", "From", "To"], *([f"C{n}", *mornings] for n in (1, 2, 3))],
        "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ann", *mornings]],
    }
    program, _ = api.load(save(folder / "book.xlsx", given | sheets))
    return api.explain(program, RosterFile("roster.xlsx", (Roster(MONDAY, held),)), client=client)


def test_a_roster_that_stands_has_no_such_cause(tmp_path: Path) -> None:
    assert asked(tmp_path, {}).causes == ()


@pytest.mark.parametrize(
    ("sheet", "rows", "says", "cell"),
    [
        ("Rooms", [["Room", "Seats"], ["Blue", 2]], "in Blue, which seats 2 (Seats); 1 more like it", "B2"),
        ("Topics", [["Topic", "Minutes", "Largest"], ["Anger", 60, 2]], "is for 1 to 2", "C2"),
        ("Therapists", [["Therapist", "Leads", "Most hours"], ["Ann", "all", 1]], "(Most hours)", "C2"),
        ("Levels", [["Level", "Max hours"], ["Day", 1]], "more like it", "B2"),
        ("Clients", [CLIENTS[0], ["C1", "Day", 1, ""], *CLIENTS[2:]], "C1 ", "C2"),
        ("Clients", [CLIENTS[0], ["C1", "Day", "", MONDAY], *CLIENTS[2:]], "C1 ", "D2"),
        ("Times", [["Days", "Starts"], ["Mon", "9:00"]], "doesn't start at a listed time", "A2"),
        ("Apart", [["Client", "From"], ["C1", "C3"]], "C1 and C3 are kept apart", "A2"),
        ("Away", [["Who", "First day"], ["everyone", MONDAY]], "isn't available", "A2"),
    ],
)
def test_what_can_t_stand_is_told_with_the_cell_that_says_so(
    tmp_path: Path, sheet: str, rows: Rows, says: str, cell: str
) -> None:
    found = asked(tmp_path, {sheet: rows}).causes
    assert says in found[0].says and f"{sheet}!{cell}" in found[0].places
    assert found[0].of_roster and not found[0].keys  # nothing is missing for it


def test_much_that_breaks_one_cell_is_one_sentence(tmp_path: Path) -> None:
    """Ann is there on Tuesday alone: of three clients and herself it is hers."""
    rows = [["Therapist", "Days", "From", "To"], ["Ann", "Tue", "9:00", "11:00"]]
    [cause] = asked(tmp_path, {"Therapist availability": rows}).causes
    assert cause.says.startswith("Ann isn't available") and cause.places == ("Therapist availability!A2",)


def test_of_one_client_only_what_names_them_is_told(tmp_path: Path) -> None:
    rows = [["Client", "From"], ["C1", "C3"]]
    assert asked(tmp_path, {"Apart": rows}, client="C2").causes == ()
    assert len(asked(tmp_path, {"Apart": rows}, client="C3").causes) == 1


def test_what_a_note_accepts_is_not_told(tmp_path: Path) -> None:
    held = tuple(replace(one, note="override: agreed") for one in HELD)
    assert asked(tmp_path, {"Rooms": [["Room", "Seats"], ["Blue", 2]]}, held).causes == ()


def test_the_text_tells_it_apart_from_what_is_missing(tmp_path: Path) -> None:
    told = says_causes(asked(tmp_path, {"Rooms": [["Room", "Seats"], ["Blue", 2]]}))
    assert "(Rooms!B2)" in told and "Why:" not in told and " ".join(told.split()).endswith(NOTHING)
