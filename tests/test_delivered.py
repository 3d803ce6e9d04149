"""What was delivered: credited minutes are counted one way everywhere, and the sheet Attendance holds."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from planner import api
from planner.findings.in_words import missing, needs_met
from planner.language.limits import Stage
from planner.model import Attended, Roster, Seat
from planner.plan import Plan
from planner.program import AwayRow, ClientRow
from planner.rosters.attendance import with_attendance
from planner.rosters.roster_file import RosterFile
from tests.command_line import run
from tests.replanned_book import QUICK, book, edit, put, roster_in
from tests.small_week import CODES, MONDAY, THU, TUE, at, in_force, program, session, written

TUESDAY, THURSDAY = date(2026, 12, 1), date(2026, 12, 3)
LATE = ("--as-of", "2026-12-04 23:00")


@pytest.fixture
def cut_short(tmp_path: Path) -> tuple[Path, Path]:
    """The workbook, and the roster in which C001 stayed 25 of 60 minutes on Tuesday."""
    of = book(tmp_path)
    program, _ = api.load(of)
    roster = written(tmp_path / "riverside 2026-11-30.xlsx", program, in_force(), api.rules_of(program))
    edit(roster, put("Roster", "Tue-0900-ANG", "C001", "Status", "attended"))
    edit(roster, put("Roster", "Tue-0900-ANG", "C001", "Minutes", 25))
    return of, roster


def minutes_column(path: Path, client: str) -> list[object]:
    rows = list(openpyxl.load_workbook(path)["Roster"].values)
    at_minutes, at_client = rows[0].index("Minutes"), rows[0].index("Client")
    return [row[at_minutes] for row in rows[1:] if row[at_client] == client]


def test_25_of_60_minutes_are_85_of_120_everywhere(cut_short: tuple[Path, Path]) -> None:
    of, roster = cut_short
    new = of.parent / "new.xlsx"
    done = run("replan", of, roster, *LATE, *QUICK, "-o", new, "--format", "json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    (mine,) = [line for line in told["hours"] if line["client"] == "C001"]
    assert (mine["planned"], mine["short"]) == (85, 35)
    assert next(level["value"] for level in told["levels"] if level["name"] == Stage.HOURS.says) == 35
    assert "1 of 4 clients" in run("check", of, new).stderr
    assert "C001 is short of 35 min (1 h 25 min of 2 h)" in run("check", of, new).stderr
    assert minutes_column(new, "C001") == [25, 60]
    (hours,) = [
        row for row in openpyxl.load_workbook(new, data_only=True)["Hours"].values if row[0] == "C001"
    ]
    assert hours[4] == pytest.approx(85 / 60, abs=1e-4)
    target = of.parent / "attendance.csv"
    run("attendance", new, "-o", target)
    with target.open(encoding="utf-8-sig", newline="") as lines:
        assert [line["Minutes"] for line in csv.DictReader(lines) if line["Client"] == "C001"] == ["25", "60"]
    summary = " ".join(str(cell) for row in openpyxl.load_workbook(new)["Summary"].values for cell in row)
    assert "Everyone reaches" not in summary


def test_credited_minutes_stand_from_roster_to_roster_until_they_are_retyped(
    cut_short: tuple[Path, Path],
) -> None:
    of, roster = cut_short
    first, second, third = (of.parent / f"{name}.xlsx" for name in ("first", "second", "third"))
    run("replan", of, roster, *LATE, *QUICK, "-o", first)
    run("replan", of, first, *LATE, *QUICK, "-o", second)
    assert minutes_column(second, "C001") == [25, 60]
    edit(second, put("Roster", "Tue-0900-ANG", "C001", "Minutes", 60))
    run("replan", of, second, *LATE, *QUICK, "-o", third)
    assert minutes_column(third, "C001") == [60, 60]


def test_minutes_typed_beside_no_status_are_named(cut_short: tuple[Path, Path]) -> None:
    of, roster = cut_short
    edit(roster, put("Roster", "Tue-0900-ANG", "C001", "Status", ""))
    said = " ".join(run("check", of, roster).stderr.split())
    assert "'25' isn't counted: minutes are credited beside the Status attended" in said
    assert "Roster!F" in said


@pytest.mark.parametrize(
    ("sheet", "client", "says"),
    [
        (
            "Sessions",
            "",
            "isn't taken over: a session of Anger lasts 60 minutes; change it on the sheet Topics",
        ),
        ("Roster", "C001", "isn't taken over; type the minutes they stayed into Minutes, beside attended"),
    ],
)
def test_an_end_that_was_retyped_is_named(
    cut_short: tuple[Path, Path], sheet: str, client: str, says: str
) -> None:
    of, roster = cut_short
    edit(roster, put(sheet, "Tue-0900-ANG", client, "End", time(9, 30)))
    assert f"{sheet}!E" in run("check", of, roster).stderr
    assert says in " ".join(run("check", of, roster).stderr.split())


def test_a_start_that_was_moved_without_its_end_is_no_end_retyped(cut_short: tuple[Path, Path]) -> None:
    of, roster = cut_short
    edit(roster, put("Sessions", "Tue-0900-ANG", "", "Start", time(10)))
    assert "End" not in run("check", of, roster).stderr
    edit(roster, put("Sessions", "Tue-0900-ANG", "", "End", time(11)))
    assert "taken over" not in run("check", of, roster).stderr


@pytest.mark.parametrize("typed", ["12/1/2026", "1-Dec-26", "Tuesday, December 1, 2026", 46357])
def test_a_date_as_a_sheet_may_have_it_is_read_beside_its_weekday(
    cut_short: tuple[Path, Path], typed: object
) -> None:
    of, roster = cut_short
    edit(roster, put("Sessions", "Tue-0900-ANG", "", "Date", typed))
    for code in CODES:
        edit(roster, put("Roster", "Tue-0900-ANG", code, "Date", typed))
    assert [one.start for one in roster_in(roster).sessions] == [at(TUE, 9), at(THU, 10)]
    assert run("check", of, roster).exit_code == 0


# --- the sheet Attendance -----------------------------------------------------------------------

WEDNESDAY = datetime(2026, 12, 2, 8)
ANGER = Attended(TUESDAY, "Anger", "C001", 9 * 60, therapists=("Ada",))


def replanned(*lines: Attended, now: Roster | None = None) -> Plan:
    """The small week replanned on Wednesday with lines of attendance; nothing can be made up."""
    only = program(starts=((TUE, 540), (THU, 600)), attendance=lines)
    file = RosterFile("roster.xlsx", (now or in_force(),), published=(in_force(),))
    (plan,) = api.replan(only, file, api.Wanted(WEDNESDAY), seconds=0.5, reproducible=True)
    return plan


def short(plan: Plan, client: str = "C001") -> int:
    return next(line.short for line in plan.hours if line.client == client)


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        (ANGER, 0),
        (replace(ANGER, status="absent"), 60),
        (replace(ANGER, start=None, status="excused"), 60),
        (replace(ANGER, minutes=20), 40),
        (replace(ANGER, status="cancelled", minutes=60), 60),
    ],
)
def test_the_sheet_says_what_was_delivered_this_week(line: Attended, missing: int) -> None:
    plan = replanned(line)
    assert short(plan) == missing
    assert next(one.value for one in plan.stages if one.stage is Stage.HOURS) == missing
    assert not plan.warnings


def test_where_roster_and_sheet_differ_the_sheet_holds_with_a_warning() -> None:
    seats = (Seat("C001", status="attended"), *CODES[1:])
    told = in_force(session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", *seats), in_force().sessions[1])
    plan = replanned(replace(ANGER, status="absent"), now=told)
    assert short(plan) == 60
    (warning,) = plan.warnings
    assert "the sheet says absent, the roster attended (60 min); the sheet holds" in str(warning)
    assert not replanned(ANGER, now=told).warnings


def test_what_was_attended_without_a_plan_counts() -> None:
    extra = Attended(TUESDAY, "Grief", "C001", 11 * 60, therapists=("Ben",))
    plan = replanned(extra)
    assert next(line.planned for line in plan.hours if line.client == "C001") == 180
    (added,) = [one for one in plan.roster.sessions if one.start == at(TUE, 11)]
    assert (added.therapists, added.clients, added.seats[0].status) == (("Ben",), ("C001",), "attended")
    assert not plan.edits


@pytest.mark.parametrize(
    "line",
    [
        Attended(TUESDAY, "Grief", "C001", 11 * 60, status="absent"),
        Attended(TUESDAY, "Grief", "C001"),
        Attended(date(2026, 12, 4), "Grief", "C001", 11 * 60),
    ],
)
def test_every_line_of_the_week_that_is_not_used_is_said(line: Attended) -> None:
    (warning,) = replanned(line).warnings
    assert "Attendance: C001, Grief" in str(warning)
    assert "isn't used" in str(warning)


def test_lines_of_other_weeks_say_nothing_of_this_one() -> None:
    before = replace(ANGER, day=date(2026, 11, 24), status="absent")
    assert with_attendance(in_force(), (before,), {}) == (in_force(), [])
    assert in_force().first_day == MONDAY


@pytest.mark.parametrize(("ends", "told"), [(TUESDAY, False), (date(2026, 12, 2), True), (None, True)])
def test_no_need_is_missing_to_a_client_who_has_left(ends: date | None, told: bool) -> None:
    """Replanned on Wednesday morning; nobody gets to Grief, which was on Thursday."""
    clients = {code: ClientRow(code, "Small", ends=ends if code == "C001" else None) for code in CODES}
    only = program(starts=((TUE, 540),), clients=clients, away=(AwayRow("everyone", THURSDAY, THURSDAY),))
    file = RosterFile("roster.xlsx", (in_force(),), published=(in_force(),))
    (plan,) = api.replan(only, file, api.Wanted(WEDNESDAY), seconds=0.5, reproducible=True)
    lacking = {code for code in CODES for one in missing(plan) if code in one.who and "Grief" in one.what}
    assert lacking == set(CODES if told else CODES[1:])
    (line,) = [one for one in plan.needs if (one.client, one.topic) == ("C001", "Grief")]
    assert (line.asked, line.missing) == (1, 1)
    assert ("The stay of C001 ended on Tue 1 Dec" in line.reason) is not told
    (met,) = needs_met(plan)
    assert (met.asked, met.met) == ((8, 4) if told else (7, 4))


def test_a_line_whose_note_says_ok_is_not_warned_of(tmp_path: Path) -> None:
    of = book(tmp_path)
    program, _ = api.load(of)
    roster = written(tmp_path / "riverside 2026-11-30.xlsx", program, in_force(), api.rules_of(program))
    workbook = openpyxl.load_workbook(of)
    sheet = workbook.create_sheet("Attendance")
    sheet.append(["Date", "Start", "Topic", "Client", "Status", "Note"])
    sheet.append([TUESDAY, time(11), "Anger", "C002", "absent", "ok, she had called"])
    workbook.save(of)
    assert "isn't used" not in run("check", of, roster).stderr
    again = ("--as-of", "2026-12-02 08:00", "--seconds", "1", "-o", tmp_path / "new.xlsx")
    done = run("replan", of, roster, *again)
    assert done.exit_code == 0 and "isn't used" not in done.stderr


def test_check_counts_what_the_sheet_says_and_names_its_cell(tmp_path: Path) -> None:
    of = book(tmp_path)
    program, _ = api.load(of)
    roster = written(tmp_path / "riverside 2026-11-30.xlsx", program, in_force(), api.rules_of(program))
    workbook = openpyxl.load_workbook(of)
    sheet = workbook.create_sheet("Attendance")
    sheet.append(["Date", "Start", "Topic", "Client", "Status"])
    sheet.append([TUESDAY, time(9), "Anger", "C001", "absent"])
    sheet.append([TUESDAY, time(11), "Anger", "C002", "absent"])
    workbook.save(of)
    said = run("check", of, roster).stderr
    assert "C001 is short of 1 h (1 h of 2 h)" in said
    assert "riverside.xlsx: Attendance!D3: C002, Anger, Tue 11:00: isn't used" in said


@pytest.mark.parametrize("status", ["attended", "absent", None])
def test_of_an_earlier_week_too_the_sheet_holds_with_a_warning(tmp_path: Path, status: str | None) -> None:
    """Also as data: whoever reads only that has to learn of it. A seat without a status says nothing yet."""
    of = book(tmp_path)
    program, _ = api.load(of)
    roster = written(tmp_path / "riverside 2026-11-30.xlsx", program, in_force(), api.rules_of(program))
    edit(roster, put("Roster", "Tue-0900-ANG", "C001", "Status", status))
    workbook = openpyxl.load_workbook(of)
    sheet = workbook.create_sheet("Attendance")
    sheet.append(["Date", "Start", "Topic", "Client", "Status"])
    sheet.append([TUESDAY, time(9), "Anger", "C001", "absent"])
    workbook.save(of)
    later = ("--week", "2026-12-07", "--history", roster, "--format", "json")
    for done in (run("check", of, *later), run("plan", of, *later, *QUICK, "-o", tmp_path / "new.xlsx")):
        assert done.exit_code == 0, done.stderr
        told = [
            one["cell"] for one in json.loads(done.stdout)["warnings"] if "the sheet holds" in one["says"]
        ]
        assert told == (["D2"] if status == "attended" else [])
        assert done.stderr.count("the sheet holds") == len(told)
