"""The samples of `planner init --sample`: each kind of program, planned, does what its sheet `Read me` says."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from typer.testing import CliRunner

from examples.make_workbooks import EXAMPLES, SAMPLES
from planner.api import load, plan, rules_of
from planner.cli import app
from planner.export.sheets.roster import write_roster
from planner.plan import Plan
from planner.week.problem import curriculum_of


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXAMPLES / name / "expected.json").read_text(encoding="utf-8"))
    return found


def planned(name: str, weeks: int = 1, seconds: float = 0.3, **more: Any) -> list[Plan]:
    program, _ = load(EXAMPLES / name / f"{name}.xlsx")
    week = date.fromisoformat(more.pop("week", expected(name)["week"]))
    return plan(program, week, weeks, seconds=seconds * weeks, reproducible=True)


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {name: planned(name)[0] for name in SAMPLES}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_comes_to_what_is_written_beside_it(plans: dict[str, Plan], name: str) -> None:
    found = {stage.stage.says: {"value": stage.value, "proven": stage.proven} for stage in plans[name].stages}
    for level, wanted in expected(name)["levels"].items():
        assert found[level] == wanted, level


@pytest.mark.parametrize("name", SAMPLES)
def test_init_makes_a_sample_that_can_be_checked_and_begins_with_read_me(name: str, tmp_path: Path) -> None:
    book = tmp_path / f"{name}.xlsx"
    assert CliRunner().invoke(app, ["init", str(book), "--sample", name]).exit_code == 0
    done = CliRunner().invoke(app, ["check", str(book)])
    # Two nights can't give the three days of its level: that is its choice, and shown so that nobody forgets it.
    of_days = int(name == "weekend")
    warned = f"{of_days} warning{'' if of_days else 's'}" in done.output
    assert (done.exit_code, warned, done.output.count("(Min days)")) == (0, True, of_days), done.output
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames[0] == "Read me"
    assert sum(bool(row[0]) for row in sheets["Read me"].iter_rows(values_only=True)) >= 4
    assert load(book)[0].clients.keys() == load(EXAMPLES / name / f"{name}.xlsx")[0].clients.keys()


# --- matrix --------------------------------------------------------------------------------------

PUBLISHED = {  # the published timetable by week of stay: topic, weekday (0 = Monday)
    range(1, 5): {("Early Recovery Skills", 0), ("Relapse Prevention", 0), ("Family Education", 2),
                  ("Early Recovery Skills", 4), ("Relapse Prevention", 4)},
    range(5, 13): {("Relapse Prevention", 0), ("Family Education", 2), ("Relapse Prevention", 4)},
    range(13, 17): {("Relapse Prevention", 0), ("Social Support", 2), ("Relapse Prevention", 4)},
    range(17, 49): {("Social Support", 2)},
}  # fmt: skip
MATRIX_TOPICS = {topic for sessions in PUBLISHED.values() for topic, _ in sessions}


@pytest.fixture(scope="module")
def matrix_weeks() -> list[Plan]:
    return planned("matrix", weeks=16, seconds=0.12)


def sessions_of(plan: Plan, code: str) -> set[tuple[str, int]]:
    return {(one.topic, one.day) for one in plan.roster.of_client(code) if one.topic in MATRIX_TOPICS}


def test_in_sixteen_weeks_every_client_has_the_published_timetable_of_the_week_of_stay(
    matrix_weeks: list[Plan],
) -> None:
    program, _ = load(EXAMPLES / "matrix" / "matrix.xlsx")
    seen: Counter[int] = Counter()
    sent_back = (date(2026, 11, 30), date(2026, 12, 7))
    for week in matrix_weeks:
        for code in week.problem.clients:
            number, _ = curriculum_of(program, code, week.problem.first_day)
            want = set(next((sessions for weeks, sessions in PUBLISHED.items() if number in weeks), set()))
            found = sessions_of(week, code)
            if code == "M11" and week.problem.first_day in sent_back:
                assert {topic for topic, _ in found} == {topic for topic, _ in want} | {
                    "Early Recovery Skills"
                }
            else:
                assert found == want, (code, number)
            seen[number] += 1
    assert {1, 4, 5, 12, 13, 16, 17, 45} <= set(seen)


def test_nobody_in_the_first_sixteen_weeks_has_less_than_nine_hours(matrix_weeks: list[Plan]) -> None:
    for week in matrix_weeks:
        for line in week.hours:
            assert (line.short, line.required) in {(0, 540), (0, 90)}


def test_over_sixteen_weeks_nobody_has_a_lesson_of_the_manual_twice_before_the_others(
    matrix_weeks: list[Plan],
) -> None:
    """Family Education and Relapse Prevention: their lessons are as many as a stay has sessions of them."""
    for topic in ("Family Education", "Relapse Prevention"):
        had: dict[str, list[int | None]] = {}
        for week in matrix_weeks:
            for session in week.roster.sessions:
                if session.topic == topic:
                    for code in session.clients:
                        had.setdefault(code, []).append(session.lesson)
        assert had
        assert all(len(set(lessons)) == len(lessons) for lessons in had.values()), topic


def test_the_summary_says_what_the_timetable_gives_and_what_is_added(plans: dict[str, Plan]) -> None:
    said = plans["matrix"].curriculum
    of_week_3 = next(line for line in said if "M02" in line)
    of_week_5 = next(line for line in said if "M04" in line)
    assert (
        "the timetable is 6 h 10 min (2 Early Recovery Skills, 2 Relapse Prevention, 1 Family Education)"
        in of_week_3
    )
    assert "the timetable is 4.5 h (2 Relapse Prevention, 1 Family Education)" in of_week_5
    assert "; added: " in of_week_3
    assert "; added: " in of_week_5


def test_every_test_of_the_matrix_lies_beside_a_session(plans: dict[str, Plan]) -> None:
    week = plans["matrix"]
    tested = [one for one in week.roster.sessions if one.topic == "Urine Test"]
    assert len(tested) == 10
    for test in tested:
        (code,) = test.clients
        assert any(one.day == test.day and one.topic != "Urine Test" for one in week.roster.of_client(code))


# --- step_down -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def year() -> list[Plan]:
    return planned("step_down", weeks=52, seconds=0.03)


def test_over_a_year_level_and_hours_follow_the_date(year: list[Plan]) -> None:
    program, _ = load(EXAMPLES / "step_down" / "step_down.xlsx")
    assert len(year) == 52
    for week in year:
        for line in week.hours:
            number, _ = curriculum_of(program, line.client, week.problem.first_day)
            asked = next(
                step["minutes"]
                for step in expected("step_down")["steps"]
                if step["from"] <= number <= step["to"]
            )
            assert line.required == asked, (line.client, number)
            assert line.planned == asked, (line.client, number)


def test_the_summary_of_a_year_shows_the_curve(year: list[Plan], tmp_path: Path) -> None:
    write_roster(tmp_path / "year.xlsx", year, datetime(2026, 1, 2))
    with ZipFile(tmp_path / "year.xlsx") as parts:
        assert sum(name.startswith("xl/charts/chart") for name in parts.namelist()) == 1
    rows = list(
        openpyxl.load_workbook(tmp_path / "year.xlsx")["Summary"].iter_rows(max_col=3, values_only=True)
    )
    begins = next(place for place, row in enumerate(rows) if str(row[0]).startswith("Hours by week"))
    curve = [row[1:] for row in rows[begins + 1 : begins + 53]]
    assert curve[0] == (9, 9)
    assert curve[-1] == (1, 1) or curve[-1][0] == curve[-1][1]
    assert all(asked == given for asked, given in curve)


# --- the others ----------------------------------------------------------------------------------


def test_weekend_gives_nine_hours_in_two_nights(plans: dict[str, Plan]) -> None:
    assert {(line.planned, line.days) for line in plans["weekend"].hours} == {
        (540, expected("weekend")["days"])
    }


def test_school_hours_keeps_lunch_free_and_the_holiday(plans: dict[str, Plan]) -> None:
    week = plans["school_hours"]
    assert {line.required for line in week.hours} == {expected("school_hours")["required"]}
    assert {session.day for session in week.roster.sessions} <= {0, 1, 2}
    for session in week.roster.sessions:
        assert session.start % 1440 >= 9 * 60 + 30
        assert session.end % 1440 <= 14 * 60 + 30


def test_by_wishes_keeps_every_wish_that_can_be_kept(plans: dict[str, Plan]) -> None:
    week = plans["by_wishes"]
    program, _ = load(EXAMPLES / "by_wishes" / "by_wishes.xlsx")
    (wishes,) = [rule for rule in rules_of(program) if rule.name == "Wishes"]
    missed = list(wishes.check(week.problem, week.roster))
    assert len(week.problem.wishes) == expected("by_wishes")["wishes"]
    assert len(week.problem.wishes) - len(missed) == expected("by_wishes")["kept"], [
        breach.says for breach in missed
    ]


def test_manual_holds_the_manuals_sessions_and_no_other(plans: dict[str, Plan]) -> None:
    week = plans["manual"]
    held = {(session.topic, session.start) for session in week.roster.sessions}
    assert held == {(fixed.topic, fixed.start) for fixed in week.problem.fixed}
    assert len(week.roster.sessions) == expected("manual")["sessions"]
    assert all(session.therapists and session.room for session in week.roster.sessions)


def test_whole_person_meets_every_need_and_plans_around_the_community(
    plans: dict[str, Plan], tmp_path: Path
) -> None:
    week = plans["whole_person"]
    primary = {code: client.primary for code, client in week.problem.clients.items()}
    for session in week.roster.sessions:
        if session.topic == "One-to-One":
            assert [primary[code] for code in session.clients] == list(session.therapists)
    outside = {session.topic for session in week.roster.sessions if not session.therapists}
    assert outside == {"Retraining Class", "Housing Appointment", "Food Assistance"}
    write_roster(tmp_path / "week.xlsx", [week], datetime(2026, 11, 27))
    book = str(EXAMPLES / "whole_person" / "whole_person.xlsx")
    done = CliRunner().invoke(app, ["rewards", book, str(tmp_path / "week.xlsx"), "--format", "json"])
    lines = json.loads(done.stdout)["lines"]
    full = {line["client"]: line["amount"] for line in lines if line["reward"] == "Full week"}
    assert full == dict.fromkeys(week.problem.clients, "10.00")
    for code in week.problem.clients:
        mine = [line for line in lines if line["client"] == code and line["reward"] == "Two sessions"]
        attended = sum(week.problem.topics[one.topic].counts for one in week.roster.of_client(code))
        assert len(mine) == min(10, attended // 2)


def test_after_school_sees_each_family_by_itself_and_siblings_apart(plans: dict[str, Plan]) -> None:
    week = plans["after_school"]
    family = {code: client.family for code, client in week.problem.clients.items()}
    seen = [one for one in week.roster.sessions if one.topic == "Family Session"]
    assert sorted(sorted(one.clients) for one in seen) == [[f"A0{n}", f"P0{n}"] for n in range(1, 5)]
    assert all(len({family[code] for code in one.clients}) == 1 for one in seen)
    (evening,) = [one for one in week.roster.sessions if one.topic == "Multi-Family Evening"]
    assert len({family[code] for code in evening.clients}) == 4
    assert not [one for one in week.roster.sessions if {"A05", "A06"} <= set(one.clients)]


def test_older_adults_come_between_the_vans_on_three_days_and_have_lunch(plans: dict[str, Plan]) -> None:
    week = plans["older_adults"]
    for code in week.problem.clients:
        mine = week.roster.of_client(code)
        opens, closes = (630 + 15, 870) if int(code[1:]) % 2 == 0 else (585, 810)
        assert all(opens <= one.start % 1440 and one.end % 1440 <= closes for one in mine), code
        assert len({one.day for one in mine}) <= 3
    (lunch,) = [rule for rule in rules_of(load(EXAMPLES / "older_adults" / "older_adults.xlsx")[0])
                if rule.name == "Lunch"]  # fmt: skip
    assert not list(lunch.check(week.problem, week.roster))


def test_a_year_is_a_year(year: list[Plan]) -> None:
    assert year[-1].problem.first_day - year[0].problem.first_day == timedelta(weeks=51)
