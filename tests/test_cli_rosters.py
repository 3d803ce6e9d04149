"""Commands that read rosters which hands have edited: check, diff, attendance, and the plan of the next week."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.command_line import run
from tests.replanned_book import AS_OF, GRIEF, QUICK, book, book_and_roster, edit, put, roster_in
from tests.small_week import CODES, THU, at, seats


@pytest.fixture
def week(tmp_path: Path) -> tuple[Path, Path]:
    return book_and_roster(tmp_path)


def test_an_edit_that_breaks_a_rule_leaves_with_1_unless_its_note_overrides(week: tuple[Path, Path]) -> None:
    of, roster = week
    edit(roster, put("Sessions", "Thu-1000-GRI", "", "Start", "13:00"))
    edit(roster, put("Sessions", "Thu-1000-GRI", "", "End", "14:00"))
    result = run("replan", of, roster, *AS_OF, *QUICK)
    assert result.exit_code == 1
    assert "Sessions!" in result.stderr
    assert "write 'override: ' and the reason into the row's Note" in result.stderr
    assert len(list(of.parent.iterdir())) == 2

    edit(roster, put("Sessions", "Thu-1000-GRI", "", "Note", "override: court date"))
    result = run("replan", of, roster, *AS_OF, *QUICK, "-o", of.parent / "new.xlsx")
    assert result.exit_code == 0, result.stderr
    assert "Overridden (override: court date)" in result.stderr
    new = roster_in(of.parent / "new.xlsx")
    assert {code for code, topic, start in seats(new) if start == at(THU, 13)} == set(CODES)


def test_check_tells_what_is_overridden_and_does_not_count_it(week: tuple[Path, Path]) -> None:
    of, roster = week
    edit(roster, put("Sessions", "Thu-1000-GRI", "", "Start", "13:00"))
    edit(roster, put("Sessions", "Thu-1000-GRI", "", "End", "14:00"))
    wrong = run("check", of, roster)
    assert wrong.exit_code == 1
    assert "write 'override: ' and the reason into the row's Note" in wrong.stderr

    edit(roster, put("Sessions", "Thu-1000-GRI", "", "Note", "override: court date"))
    accepted = run("check", of, roster)
    assert accepted.exit_code == 0
    assert "no rule is broken, 6 overridden" in accepted.stderr
    assert "; override: court date" in accepted.stderr
    assert json.loads(run("check", of, roster, "--format", "json").stdout)["errors"] == []
    new = of.parent / "new.xlsx"
    assert run("replan", of, roster, *AS_OF, *QUICK, "-o", new).exit_code == 0
    assert run("check", of, new).exit_code == 0


def test_check_names_who_is_short_of_hours(week: tuple[Path, Path]) -> None:
    of, roster = week
    edit(roster, put("Roster", "Tue-0900-ANG", "C001", "Status", "excused"))
    told = run("check", of, roster).stderr
    assert "1 of 4 clients short of hours\nC001 is short of 1 h (1 h of 2 h)\n" in told


def test_diff_prints_what_the_changes_sheet_has(week: tuple[Path, Path]) -> None:
    of, roster = week
    book(of.parent, CODES[1:])
    new = of.parent / "new.xlsx"
    run("replan", of, roster, *AS_OF, *QUICK, "-o", new)
    told = json.loads(run("diff", roster, new, "--book", of, *AS_OF, "--format", "json").stdout)["changes"]
    sheet = openpyxl.load_workbook(new)["Changes"]
    every = list(sheet.iter_rows(values_only=True))
    heading = next(number for number, row in enumerate(every) if row[:2] == ("Who", "Role"))
    rows = every[heading + 1 : heading + 1 + len(told)]
    assert [
        [change["who"], change["was"] or None, change["now"] or None, change["why"]] for change in told
    ] == [[row[0], row[2], row[3], row[4]] for row in rows]
    text = run("diff", roster, new, *AS_OF).stdout
    assert "C001: Thu 10:00 Grief with Ben" in text
    assert all(len(line) <= 80 for line in text.splitlines())
    assert run("diff", roster, roster, *AS_OF).stdout == ""


def test_attendance_collects_the_rosters(week: tuple[Path, Path]) -> None:
    _, roster = week
    edit(roster, put("Roster", "Tue-0900-ANG", "C001", "Status", "excused"))
    target = roster.with_name("attendance.csv")
    result = run("attendance", roster, "-o", target)
    assert result.exit_code == 0
    with target.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == 8
    assert [line["Status"] for line in lines if line["Client"] == "C001"] == ["excused", "attended"]


def test_a_roster_of_last_week_is_history_for_the_next(week: tuple[Path, Path]) -> None:
    of, roster = week
    workbook = openpyxl.load_workbook(of)
    workbook["Topics"].cell(1, 6, "After")
    workbook["Topics"].cell(3, 6, "Anger")
    workbook.save(of)
    plain, told = of.parent / "plain.xlsx", of.parent / "told.xlsx"
    options = ("--week", "2026-12-07", *QUICK)
    assert run("plan", of, *options, "-o", plain).exit_code == 0
    assert run("plan", of, *options, "--history", roster, "-o", told).exit_code == 0
    assert {one.topic for one in roster_in(plain).sessions} == {"Anger"}
    assert {one.topic for one in roster_in(told).sessions} >= {"Grief"}
    assert roster_in(told).first_day == date(2026, 12, 7)


def test_check_finds_nothing_in_what_had_begun_or_was_called_off(week: tuple[Path, Path]) -> None:
    of, roster = week
    edit(roster, put("Roster", "Tue-0900-ANG", "C001", "Status", "absent"))
    edit(roster, put("Roster", "Thu-1000-GRI", "C002", "Status", "excused"))
    workbook = openpyxl.load_workbook(of)
    away = workbook.create_sheet("Away")
    away.append(["Who", "First day", "Last day"])
    away.append(["C001", date(2026, 12, 1), None])
    away.append(["Ada", date(2026, 12, 1), None])
    away.append(["C002", date(2026, 12, 3), None])
    workbook.save(of)
    new = of.parent / "new.xlsx"
    assert run("replan", of, roster, "--as-of", "2026-12-02 08:00", *QUICK, "-o", new).exit_code == 0
    assert seats(roster_in(new)) >= {("C001", "Anger", at(1, 9)), ("C002", "Grief", GRIEF)}
    done = run("check", of, new)
    assert done.exit_code == 0, done.stderr
