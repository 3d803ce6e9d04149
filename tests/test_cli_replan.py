"""Replanning from the command line: a workbook that has changed, a roster that hands have edited."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from planner.commands.dates import moment_from
from planner.language.limits import Stage
from planner.model import Topic
from planner.model.faults import PlannerError
from planner.replanning.request import names_meant
from planner.week.problem import problem_of
from tests.command_line import run
from tests.replanned_book import AS_OF, GRIEF, QUICK, book, book_and_roster, edit, put, roster_in, row_of
from tests.small_week import CODES, MONDAY, THU, at, in_force, program, seats


@pytest.fixture
def week(tmp_path: Path) -> tuple[Path, Path]:
    return book_and_roster(tmp_path)


def test_nothing_changed_gives_the_same_roster_seat_for_seat(week: tuple[Path, Path]) -> None:
    of, roster = week
    result = run("replan", of, roster, *AS_OF, *QUICK)
    new = roster.with_name("riverside 2026-11-30 replanned.xlsx")
    assert result.exit_code == 0
    assert result.stdout.strip() == str(new)
    assert "Nothing changes for anybody." in result.stderr
    assert roster_in(new) == in_force()
    assert "Changes" not in openpyxl.load_workbook(new).sheetnames


def test_a_client_who_loses_a_day_changes_alone_and_is_told(week: tuple[Path, Path]) -> None:
    of, roster = week
    book(of.parent, CODES[1:])
    result = run("replan", of, roster, *AS_OF, *QUICK, "--format", "json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    dropped = [change for change in told["changes"] if change["role"] == "client" and change["was"]]
    assert [change["who"] for change in dropped] == ["C001"]
    assert dropped[0]["why"] == "C001 isn't available."
    assert "probation officer" in dropped[0]["tell"]
    assert dropped[0]["notice_hours"] > 24
    new = roster.with_name("riverside 2026-11-30 replanned.xlsx")
    assert seats(in_force()) - seats(roster_in(new)) == {("C001", "Grief", GRIEF)}
    assert "Changes" in openpyxl.load_workbook(new).sheetnames


def test_the_summary_has_the_command_that_repeats_the_run(week: tuple[Path, Path]) -> None:
    of, roster = week
    book(of.parent, CODES[1:])
    options = ["--keep", "all", "--except", "C001", "--free", "Thu", "-o", of.parent / "new.xlsx"]
    assert run("replan", of, roster, *AS_OF, *QUICK, *options).exit_code == 0
    cells = [cell for row in openpyxl.load_workbook(of.parent / "new.xlsx")["Summary"].values for cell in row]
    assert (
        "planner replan riverside.xlsx 'riverside 2026-11-30.xlsx' --as-of \"2026-11-30 08:00\" --keep all "
        "--except C001 --free Thu --seconds 1 --seed 1 --reproducible"
    ) in cells


@pytest.mark.parametrize(
    ("as_of", "cost"), [("2026-11-29 05:59", 1), ("2026-11-29 06:01", 3), ("2026-12-01 08:00", 3)]
)
def test_notice_runs_from_the_moment_of_replanning(week: tuple[Path, Path], as_of: str, cost: int) -> None:
    """C001 loses Thursday 10:00, and notice is 100 hours: they are counted from Sunday morning, too."""
    of, roster = week
    book(of.parent, CODES[1:])
    workbook = openpyxl.load_workbook(of)
    sheet = workbook.create_sheet("Settings")
    for row in (["Setting", "Value"], ["Notice", 100]):
        sheet.append(row)
    workbook.save(of)
    told = json.loads(run("replan", of, roster, "--as-of", as_of, *QUICK, "--format", "json").stdout)
    assert next(one["value"] for one in told["levels"] if one["name"] == Stage.MOVES.says) == cost


def test_a_lock_that_cannot_be_kept_leaves_with_3_and_writes_nothing(week: tuple[Path, Path]) -> None:
    of, roster = week
    book(of.parent, CODES[1:])
    edit(roster, put("Roster", "Thu-1000-GRI", "C001", "Lock", "yes"))
    result = run("replan", of, roster, *AS_OF, *QUICK)
    assert result.exit_code == 3
    assert "riverside 2026-11-30.xlsx: Roster!" in result.stderr
    assert "C001 isn't available for all of Grief" in result.stderr
    assert len(list(of.parent.iterdir())) == 2


def test_an_edit_is_reported_and_kept(week: tuple[Path, Path]) -> None:
    of, roster = week
    edit(roster, put("Sessions", "Thu-1000-GRI", "", "Therapist", "Ada"))
    result = run("replan", of, roster, *AS_OF, *QUICK, "-o", of.parent / "new.xlsx")
    assert result.exit_code == 0
    assert "You gave Grief (Thu 10:00) to Ada instead of Ben" in " ".join(result.stderr.split())
    new = roster_in(of.parent / "new.xlsx")
    assert seats(new) == seats(in_force())
    assert new.sessions[1].therapists == ("Ada",)
    assert new.sessions[1].lock == ""


def test_who_was_taken_out_by_hand_is_not_put_back(week: tuple[Path, Path]) -> None:
    of, roster = week
    edit(roster, lambda book: book["Roster"].delete_rows(row_of(book, "Roster", "C001", "Thu-1000-GRI")))
    result = run("replan", of, roster, *AS_OF, *QUICK, "-o", of.parent / "new.xlsx")
    assert result.exit_code == 0
    assert ("C001", "Grief", GRIEF) not in seats(roster_in(of.parent / "new.xlsx"))


@pytest.mark.parametrize("left", [0, 1])
def test_a_group_that_a_hand_left_too_few_is_the_planners_to_mend(week: tuple[Path, Path], left: int) -> None:
    """Anger and Grief take 2 to 4: who was taken out stays out, and the group is not refused for it."""
    of, roster = week

    def take_out(book: Workbook) -> None:
        for code in CODES[left:]:
            book["Roster"].delete_rows(row_of(book, "Roster", code, "Thu-1000-GRI"))

    edit(roster, take_out)
    (fault,) = json.loads(run("check", of, roster, "--format", "json").stdout)["errors"]
    assert f"has {left} client" in fault["says"] and "delete its row on Sessions" in fault["fix"]
    result = run("replan", of, roster, *AS_OF, *QUICK, "-o", of.parent / "new.xlsx")
    assert result.exit_code == 0, result.stderr
    new = seats(roster_in(of.parent / "new.xlsx"))
    assert not {code for code, topic, start in new if (topic, start) == ("Grief", GRIEF)} & set(CODES[left:])


def test_a_session_made_by_hand_with_nobody_in_it_is_told_how_to_fill_it(week: tuple[Path, Path]) -> None:
    of, roster = week
    edit(
        roster,
        lambda book: book["Sessions"].append([None, date(2026, 12, 4), None, "9:00", *[None] * 2, "Grief"]),
    )
    for told in (run("check", of, roster), run("replan", of, roster, *AS_OF, *QUICK)):
        assert told.exit_code == 1
        assert "type on Roster who sits in it" in " ".join(told.stderr.split())


def test_who_is_marked_attended_in_what_is_still_ahead_is_warned_of(week: tuple[Path, Path]) -> None:
    of, roster = week
    edit(roster, put("Roster", "Thu-1000-GRI", "C001", "Status", "attended"))
    result = run("replan", of, roster, *AS_OF, *QUICK, "-o", of.parent / "new.xlsx")
    assert result.exit_code == 0
    assert "'C001' is marked attended in Grief on Thu 10:00, which hasn't begun" in " ".join(
        result.stderr.split()
    )


def test_many_seats_marked_attended_ahead_are_one_warning(week: tuple[Path, Path]) -> None:
    of, roster = week
    for code in CODES[:3]:
        edit(roster, put("Roster", "Thu-1000-GRI", code, "Status", "attended"))
    result = run("replan", of, roster, *AS_OF, *QUICK, "-o", of.parent / "new.xlsx")
    said = " ".join(result.stderr.split())
    assert said.count("is marked attended in") == 1 and "so are 2 more seats" in said


def test_a_suggested_edit_gives_way_where_a_rule_speaks_against_it(week: tuple[Path, Path]) -> None:
    of, roster = week
    edit(roster, put("Sessions", "Thu-1000-GRI", "", "Start", "13:00"))
    edit(roster, put("Sessions", "Thu-1000-GRI", "", "End", "14:00"))
    result = run("replan", of, roster, *AS_OF, *QUICK, "--edits", "suggest", "-o", of.parent / "new.xlsx")
    assert result.exit_code == 0, result.stderr
    assert not [seat for seat in seats(roster_in(of.parent / "new.xlsx")) if seat[2] == at(THU, 13)]
    told = "\n\nHand edits not taken over:\n  You moved Grief from Thu 10:00 to Thu 13:00"
    assert told in result.stderr and "Hand edits taken over" not in result.stderr


def test_what_was_delivered_counts_and_excused_hours_are_made_up(week: tuple[Path, Path]) -> None:
    of, roster = week
    edit(roster, put("Roster", "Tue-0900-ANG", "C001", "Status", "excused"))
    late = ("--as-of", "2026-12-02 08:00")
    result = run("replan", of, roster, *late, *QUICK, "-o", of.parent / "new.xlsx")
    assert result.exit_code == 0, result.stderr
    notes = {
        seat.client: seat.note
        for one in roster_in(of.parent / "new.xlsx").sessions
        for seat in one.seats
        if seat.note
    }
    assert notes == {"C001": "make-up"}


def test_a_moment_is_read_as_people_type_it() -> None:
    assert moment_from("2026-12-02 12:00").isoformat() == "2026-12-02T12:00:00"
    assert moment_from("2026-12-02").isoformat() == "2026-12-02T00:00:00"
    for wrong in ("noon", "2026-12-02 25:00", "12:00"):
        with pytest.raises(Exception, match="2026-12-02"):
            moment_from(wrong)


def test_names_that_nobody_has_are_refused(week: tuple[Path, Path]) -> None:
    result = run("replan", *week, *AS_OF, "--free", "Clara")
    assert result.exit_code == 1
    assert "'Clara' is no client, therapist, topic or day of this roster" in result.stderr
    assert run("replan", *week, *AS_OF, "--except", "C001").exit_code == 2
    assert MONDAY.isoformat() == "2026-11-30"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("C001, C002", "; say the option once for each: C001 and C002"),
        ("Angr", "; did you mean 'Anger'?"),
        ("Benn", ""),  # Ben, or the topic Benno
    ],
)
def test_a_name_that_is_nearly_there_is_proposed_unless_it_could_be_of_two_sorts(
    name: str, says: str
) -> None:
    topics = {**program().topics, "Benno": Topic("Benno", 60, smallest=2, largest=4)}
    with pytest.raises(PlannerError) as trouble:
        names_meant(problem_of(program(topics=topics), MONDAY), in_force(), [name])
    assert str(trouble.value) == f"'{name}' is no client, therapist, topic or day of this roster{says}"
