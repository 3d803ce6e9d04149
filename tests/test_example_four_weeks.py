"""Four weeks, one after another: each roster, with its Status filled in, is the history of those that follow."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from examples.make_workbooks import EXAMPLES
from planner.cli import app
from planner.history import attended_of
from planner.model import WEEKDAY_NAMES, Attended, clock
from planner.rosters.file import read_roster

FOLDER = EXAMPLES / "four_weeks"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rosters(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("four_weeks")
    made: list[Path] = []
    for week in EXPECTED["weeks"]:
        path = folder / f"{week}.xlsx"
        history = [part for earlier in made for part in ("--history", str(earlier))]
        asked = ["--week", week, "--seconds", "1", "--reproducible", *history, "-o", str(path)]
        done = CliRunner().invoke(app, ["plan", str(FOLDER / "sheets"), *asked])
        assert done.exit_code == 0, done.output
        if week == EXPECTED["absent"]["week"]:
            mark_absent(path, EXPECTED["absent"]["client"], EXPECTED["absent"]["topic"])
        made.append(path)
    return made


def mark_absent(path: Path, client: str, topic: str) -> None:
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Roster"]
    headings = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        told = dict(zip(headings, row, strict=True))
        if (told["Client"].value, told["Topic"].value) == (client, topic):
            told["Status"].value = "absent"
    workbook.save(path)


def attended(rosters: list[Path]) -> list[Attended]:
    lines = attended_of([read_roster(path) for path in rosters])
    return [line for line in lines if line.status == "attended"]


def needs_of(path: Path, topic: str) -> list[str]:
    rows = openpyxl.load_workbook(path)["Needs"].iter_rows(min_row=2, values_only=True)
    return sorted(str(row[0]) for row in rows if row[1] == topic)


def test_a_need_ends_when_its_total_has_been_attended(rosters: list[Path]) -> None:
    for place, path in enumerate(rosters):
        had = [line.client for line in attended(rosters[:place]) if line.topic == "Basics"]
        here = ["C001", "C002", "C003", "C004"] if place else ["C001", "C002", "C003"]
        assert needs_of(path, "Basics") == [client for client in here if had.count(client) < 3]
    assert needs_of(rosters[-1], "Basics") == EXPECTED["needs Basics in the last week"]


def test_what_comes_after_waits_until_it_was_attended(rosters: list[Path]) -> None:
    first: dict[str, str] = {}
    for path in rosters:
        roster = read_roster(path).rosters[0]
        for session in roster.sessions:
            for code in session.clients if session.topic == "Going On" else ():
                first.setdefault(code, roster.first_day.isoformat())
    assert first == EXPECTED["first Going On"]


def test_the_attendance_of_all_four_is_one_file(rosters: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "attendance.csv"
    done = CliRunner().invoke(app, ["attendance", *map(str, rosters), "-o", str(target)])
    assert done.exit_code == 0, done.output
    with target.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    absent = [line["Client"] for line in lines if line["Status"] == "absent"]
    assert set(absent) == {EXPECTED["absent"]["client"]}
    assert len(lines) == len(attended(rosters)) + len(absent)


def slots(path: Path) -> dict[str, list[str]]:
    """When each topic is held."""
    roster = read_roster(path).rosters[0]
    found: dict[str, list[str]] = {}
    for session in roster.sessions:
        found.setdefault(session.topic, []).append(f"{WEEKDAY_NAMES[session.day]} {clock(session.start)}")
    return found


def test_groups_stay_where_they_are_and_come_back_after_the_holiday(rosters: list[Path]) -> None:
    """Where a group is first held is luck, and which of two a short week leaves out; that it stays is not."""
    held = dict(zip(EXPECTED["weeks"], map(slots, rosters), strict=True))
    usual: dict[str, list[str]] = {}
    for found in held.values():
        usual = found | usual
    holiday = EXPECTED["holiday"]
    closed = {topic for topic, times in usual.items() if times[0].startswith(holiday["day"])}
    before: dict[str, list[str]] = {}
    for week, found in held.items():
        moved = closed if week == holiday["week"] else set()
        for topic in found.keys() & (before.keys() | closed):
            assert (found[topic] == usual[topic]) == (topic not in moved), (week, topic)
        before = found
    assert closed & set(held[holiday["week"]]), "something is held on another day instead"
    assert closed & set(held[EXPECTED["weeks"][-1]]), "and comes back"
