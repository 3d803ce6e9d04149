"""Faults of clients, curricula, availability and absences."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from tests.workbook.books import Tables, faults_of, only, plain, read


def client_with(**cells: object) -> Tables:
    """The plain program with these cells in C001's row."""
    tables = plain()
    headings = ["Client", *(name.replace("_", " ") for name in cells)]
    tables["Clients"] = [headings, ["C001", *cells.values()], ["C002"]]
    return tables


CLIENT_FAULTS = [
    (
        {"Level": "IOPP"},
        "error: Clients!B2: 'IOPP' is no level of care of the sheet Levels; did you mean 'IOP'?",
    ),
    ({"Min_hours": 12, "Max_hours": 9}, "error: Clients!B2: '12' is more than Max hours (9)"),
    ({"Min_hours": 25}, "error: Clients!B2: '25' is more than IOP allows (19 hours)"),
    ({"Max_hours": 6}, "error: Clients!B2: '6' is less than IOP asks for (9 hours)"),
    ({"Min_hours": -1}, "error: Clients!B2: '-1' is less than 0 hours"),
    (
        {"Primary_therapist": "Chan"},
        "error: Clients!B2: 'Chan' is no therapist of the sheet Therapists; did you mean 'Chen'?",
    ),
    ({"Primary_therapist": "Ortiz"}, "warning: Clients!B2: 'Ortiz' leads no individual topic"),
    (
        {"Starts": date(2026, 12, 2), "Ends": date(2026, 12, 1)},
        "error: Clients!C2: '2026-12-01' is before Starts (2026-12-02)",
    ),
    (
        {"Starts": "12/1/2026"},
        "error: Clients!B2: '12/1/2026' may be two dates; type 2026-12-01 or 2026-01-12",
    ),
    ({"Days": "Mond-"}, "error: Clients!B2: 'Mond-' is not understood"),
    ({"Curriculum": "Matrix"}, "error: Clients!B2: 'Matrix' is no curriculum of the sheet Curriculum"),
]


@pytest.mark.parametrize(("cells", "starts"), CLIENT_FAULTS)
def test_a_client_who_can_not_be(tmp_path: Path, cells: dict[str, Any], starts: str) -> None:
    only(tmp_path, client_with(**cells), starts)


def test_a_curriculum_needs_its_start(tmp_path: Path) -> None:
    tables = client_with(Curriculum="matrix", Starts=date(2026, 11, 30))
    tables["Curriculum"] = [["Curriculum", "From week", "To week", "Topic"], ["Matrix", 1, 4, "Anger"]]
    tables["Clients"][0].append("Curriculum start")
    only(tmp_path, tables, "error: Clients!D2: Curriculum start is blank", "2026-11-30")


CURRICULUM_FAULTS = [
    (["Matrix", 4, 1, "Anger", None], "error: Curriculum!C2: '1' is before From week (4)"),
    (["Matrix", 0, 1, "Anger", None], "error: Curriculum!B2: '0' is less than 1"),
    (["Matrix", 1, 4, None, None], "error: Curriculum!D2: Topic and Level are both blank"),
    (["Matrix", 1, 4, "Anger", "OP"], "error: Curriculum!E2: 'OP' stands beside a topic"),
    (["Matrix", 1, 4, "Angr", None], "error: Curriculum!D2: 'Angr' is no topic"),
    (["Matrix", 1, 4, None, "OPP"], "error: Curriculum!E2: 'OPP' is no level of care"),
]


@pytest.mark.parametrize(("row", "starts"), CURRICULUM_FAULTS)
def test_a_curriculum_row_that_can_not_be(tmp_path: Path, row: list[Any], starts: str) -> None:
    headings = ["Curriculum", "From week", "To week", "Topic", "Level"]
    only(tmp_path, plain(Curriculum=[headings, row]), starts)


def test_a_curriculum_topic_that_its_client_may_not_attend_is_a_warning(tmp_path: Path) -> None:
    tables = client_with(Curriculum="Matrix", Curriculum_start=date(2026, 11, 30), Tags="men")
    headings = ["Curriculum", "From week", "To week", "Topic", "Level"]
    tables["Curriculum"] = [
        headings,
        ["Matrix", 1, 4, "Anger", None],
        ["Matrix", 5, 8, "Anger", None],
        ["Matrix", 5, 8, None, "OP"],
    ]
    tables["Topics"][0].append("Levels")
    tables["Topics"][1].append("OP")
    only(
        tmp_path,
        tables,
        "warning: Curriculum!D2: 'Anger' may not be attended by C001",
        "not for the level IOP",
    )


@pytest.mark.parametrize(
    ("who", "sheet"), [("Client", "Client availability"), ("Therapist", "Therapist availability")]
)
def test_somebody_without_a_row_is_never_available(tmp_path: Path, who: str, sheet: str) -> None:
    tables = plain()
    del tables[sheet][2]
    only(tmp_path, tables, f"warning: {who}s!A3", f"has no row on {sheet}, and so is never available")


AVAILABILITY_FAULTS = [
    (["C003", "Mon", "9:00", "10:00"], "error: Client availability!A4: 'C003' is no client"),
    (["C001", None, "9:00", "10:00"], "error: Client availability!B4: Days is blank"),
    (["C001", "Mon", None, "10:00"], "error: Client availability!C4: From is blank"),
    (["C001", "Mon", "9:00", None], "error: Client availability!D4: To is blank"),
    (
        ["C001", "Mon", "9-25", None],
        "error: Client availability!C4: '9-25' is not a time range; try 9:00-10:25",
    ),
    (["C001", "Mon", "3-1", None], "error: Client availability!C4: '3-1' may be morning or afternoon"),
    (
        ["C001", "Mon", "9:00", "5:00"],
        "error: Client availability!D4: '5:00' is not after From (09:00); try 17:00",
    ),
    (["C001", "Mon", time(9), time(9)], "error: Client availability!D4: '09:00' is not after From"),
    (
        ["C001", "Mon", "1:00", "3:00"],
        "warning: Client availability!C4: '1:00' begins a window (01:00-03:00) in which no session",
    ),
    (
        ["C001", "Mon", datetime(2026, 9, 12), None],
        "error: Client availability!C4: '2026-09-12' is a date that Excel made",
    ),
]


@pytest.mark.parametrize(("row", "starts"), AVAILABILITY_FAULTS)
def test_availability_that_can_not_be(tmp_path: Path, row: list[Any], starts: str) -> None:
    tables = plain()
    tables["Client availability"].append(row)
    said = faults_of(tmp_path, tables)
    assert said[0].replace("riverside.xlsx: ", "").startswith(starts), said


AWAY_FAULTS = [
    (
        ["Chang", date(2026, 12, 1), None],
        "error: Away!A2: 'Chang' is no client, therapist or room; did you mean 'Chen'?",
    ),
    (["Chen", date(2026, 12, 2), date(2026, 12, 1)], "error: Away!C2: '2026-12-01' is before First day"),
    (["Chen", None, None], "error: Away!B2: First day is blank"),
]


@pytest.mark.parametrize(("row", "starts"), AWAY_FAULTS)
def test_an_absence_that_can_not_be(tmp_path: Path, row: list[Any], starts: str) -> None:
    only(tmp_path, plain(Away=[["Who", "First day", "Last day"], row]), starts)


@pytest.mark.parametrize("sheet", ["Client availability", "Therapist availability"])
def test_a_window_is_read_with_its_first_and_last_day(tmp_path: Path, sheet: str) -> None:
    tables = plain()
    tables[sheet][0] += ["First day", "Last day"]
    tables[sheet][1] += [date(2026, 12, 7), date(2027, 1, 29)]
    program, faults = read(tmp_path, tables)
    held = program.client_hours["C001"] if sheet.startswith("Client") else program.therapist_hours["Ortiz"]
    assert {(window.first_day, window.last_day) for window in held} == {
        (date(2026, 12, 7), date(2027, 1, 29))
    }
    assert faults == []
    tables[sheet][1][-1] = date(2026, 12, 6)
    only(tmp_path, tables, f"error: {sheet}!F2: '2026-12-06' is before First day (2026-12-07)")
