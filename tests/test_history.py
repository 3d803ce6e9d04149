"""Rosters as history: a filled-in Status column is as good as the Attendance sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.export.attendance import write_attendance
from planner.history import attended_of
from planner.model import Attended, Roster, Seat
from planner.model.faults import PlannerError
from planner.rosters.roster_file import RosterFile
from planner.week.problem import problem_of
from planner.workbook.read import read_program
from tests.workbook.hand_edited import FIRST_DAY, VEGA, WOLF, at, session, write_book

SOLO = session("S1", "Solo", at(0, 9), [VEGA], "Nook", "C005")
ANGER = session("S2", "Anger", at(1, 11), [VEGA, WOLF], "Oak", "C007")
MONDAY, TUESDAY = FIRST_DAY, FIRST_DAY + timedelta(days=1)
SOLO_LINE = Attended(
    MONDAY, "Solo", "C005", 540, therapists=(VEGA,), status="attended", minutes=40, room="Nook"
)
ANGER_LINE = Attended(
    TUESDAY, "Anger", "C007", 660, therapists=(VEGA, WOLF), status="attended", minutes=60, room="Oak"
)


def week(*sessions: object, first_day: date = FIRST_DAY) -> Roster:
    return Roster(first_day, sessions)  # type: ignore[arg-type]


def test_a_blank_status_was_attended() -> None:
    assert attended_of([week(SOLO, ANGER)]) == [SOLO_LINE, ANGER_LINE]


def test_a_status_and_credited_minutes_are_taken_over() -> None:
    seats = (Seat("C005", status="attended", minutes=25), Seat("C007", status="excused"))
    lines = attended_of([week(replace(SOLO, seats=seats))])
    assert [(line.status, line.minutes) for line in lines] == [("attended", 25), ("excused", 40)]


def test_what_is_still_ahead_is_left_out() -> None:
    assert attended_of([week(SOLO, ANGER)], before=TUESDAY) == [SOLO_LINE]


def test_the_later_roster_of_a_week_counts_and_what_it_dropped_did_not_take_place() -> None:
    both = replace(ANGER, seats=(Seat("C005"), Seat("C007")))
    absent = replace(SOLO, seats=(Seat("C005", status="absent"),))
    assert attended_of([week(SOLO, both), week(absent)]) == [replace(SOLO_LINE, status="absent")]


def test_two_parts_of_a_program_in_one_week_both_count() -> None:
    assert attended_of([week(ANGER), week(SOLO)]) == [SOLO_LINE, ANGER_LINE]


def test_every_week_of_every_file_counts() -> None:
    later = FIRST_DAY + timedelta(days=7)
    file = RosterFile("two.xlsx", (week(SOLO), week(SOLO, first_day=later)))
    assert attended_of([file]) == [SOLO_LINE, replace(SOLO_LINE, day=later)]


def test_written_attendance_is_read_as_the_attendance_sheet(tmp_path: Path) -> None:
    write_book(tmp_path)
    lines = [
        SOLO_LINE,
        ANGER_LINE,
        Attended(MONDAY, "Grief", "C011", None, therapists=(), status="absent", minutes=None),
    ]
    write_attendance(tmp_path / "attendance.csv", lines)
    program, warnings = read_program(tmp_path)
    without_rooms = [replace(line, room=None) for line in lines]
    assert list(program.attendance) == without_rooms and not warnings
    # what was attended is history for the next week
    assert set(without_rooms) <= set(problem_of(program, FIRST_DAY + timedelta(days=7)).history)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    line = Attended(MONDAY, "=1+1", "@C", 540, therapists=("-x", "+y"), status="attended", minutes=40)
    write_attendance(tmp_path / "attendance.csv", [line])
    text = (tmp_path / "attendance.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfDate,Start,Topic,Therapist,Client,Status,Minutes,Lesson\r\n")
    assert text.endswith(b"\r\n2026-11-30,09:00,'=1+1,'-x; +y,'@C,attended,40,\r\n")


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PlannerError, match=r"^attendance\.csv can't be written: "):
        write_attendance(tmp_path / "gone" / "attendance.csv", [])
