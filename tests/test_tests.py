"""Tests (urine, breath): beside a session, on a day that can't be foreseen, and on nothing that a client sees."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from constraints import rule_book
from planner.export.sheets.roster import write_roster
from planner.model import Problem, Therapist, Topic
from planner.plan import Change, Plan
from planner.planning import planned
from planner.program import ClientRow, FixedRow, LevelOfCare, NeedRow, Program
from planner.search import Search
from planner.week.problem import problem_of
from tests.small_week import MONDAY, program, weekly

CODES = [f"C{number:03d}" for number in range(1, 41)]
WEEKS = 26


def empty(week: int, seed: int = 1) -> Problem:
    return Problem(
        date(2026, 1, 5) + timedelta(weeks=week),
        {},
        {},
        {},
        starts=(),
        client_windows={},
        therapist_windows={},
        seed=seed,
    )


def first_of(problem: Problem, code: str, days: tuple[int, ...]) -> int:
    return next(day for day in problem.drawn_days(code) if day in days)


@pytest.mark.parametrize("days", [(0, 2, 4), (0, 1), (1, 2, 3, 5, 6)])
def test_the_draw_is_fair(days: tuple[int, ...]) -> None:
    """Pearson's chi-square over 40 clients and 26 weeks: below the 0.1 % point of its distribution (df = days - 1)."""
    critical = {2: 10.83, 3: 13.82, 5: 18.47}[len(days)]
    drawn = Counter(first_of(empty(week), code, days) for week in range(WEEKS) for code in CODES)
    expected = WEEKS * len(CODES) / len(days)
    assert sum((drawn[day] - expected) ** 2 / expected for day in days) < critical


@pytest.mark.parametrize("code", CODES[:10])
def test_over_half_a_year_no_day_of_a_client_is_tested_often_enough_to_be_foreseen(code: str) -> None:
    """Each of three days within three standard deviations of a fair draw's binomial spread over 26 weeks."""
    drawn = Counter(first_of(empty(week), code, (0, 2, 4)) for week in range(WEEKS))
    spread = (WEEKS * 1 / 3 * 2 / 3) ** 0.5
    assert all(abs(drawn[day] - WEEKS / 3) <= 3 * spread for day in (0, 2, 4))


def test_last_weeks_day_says_nothing_about_this_weeks() -> None:
    """Pearson's chi-square for independence of the days of two weeks in a row, of three each (df 4, 0.1 %: 18.47)."""
    pairs = Counter(
        (first_of(empty(week), code, (0, 2, 4)), first_of(empty(week + 1), code, (0, 2, 4)))
        for week in range(WEEKS)
        for code in CODES
    )
    expected = WEEKS * len(CODES) / 9
    assert (
        sum((pairs[one, other] - expected) ** 2 / expected for one in (0, 2, 4) for other in (0, 2, 4))
        < 18.47
    )


def test_another_seed_draws_anew() -> None:
    drawn = [[first_of(empty(week, seed), "C001", (0, 2, 4)) for week in range(WEEKS)] for seed in (1, 2)]
    assert drawn[0] != drawn[1]
    assert drawn[0] == [first_of(empty(week, 1), "C001", (0, 2, 4)) for week in range(WEEKS)]


# --- planned -------------------------------------------------------------------------------------


def with_tests() -> Program:
    """Four clients who come on Monday, Wednesday and Friday from 9 to 12; a test a week each, in Ben's hands."""
    whole = program()
    screen = Topic(
        "Screen", 10, kind="testing", counts=False, largest=1, needs_room=False, only_if_asked=True
    )
    return replace(
        whole,
        topics={**whole.topics, "Screen": screen},
        therapists={
            "Ada": Therapist("Ada", frozenset({"Anger", "Grief"})),
            "Ben": Therapist("Ben", frozenset({"Anger", "Grief", "Screen"})),
        },
        clients={code: ClientRow(code, "Small") for code in whole.clients},
        client_hours={code: weekly(0, 2, 4) for code in whole.clients},
        levels={"Small": LevelOfCare("Small", 180, 600)},
        starts=tuple(
            (day, hour * 60 + minute) for day in range(5) for hour in (9, 10, 11) for minute in (0, 10, 20)
        ),
        fixed=tuple(
            FixedRow("Anger", 540, weekday=day, therapists=("Ada",), clients=tuple(whole.clients))
            for day in (0, 2, 4)
        ),
        needs=tuple(NeedRow(code, "Screen", 1, 100) for code in whole.clients),
    )


@pytest.fixture(scope="module")
def weeks() -> list[Plan]:
    search = Search(seconds=WEEKS * 0.03, reproducible=True, workers=1)
    return planned(with_tests(), MONDAY, WEEKS, rule_book(), search)


def test_every_test_lies_beside_a_session_on_the_day_that_was_drawn(weeks: list[Plan]) -> None:
    assert len(weeks) == WEEKS
    for plan in weeks:
        for code in plan.problem.clients:
            mine = plan.roster.of_client(code)
            (test,) = [one for one in mine if one.topic == "Screen"]
            others = [one.day for one in mine if one.topic != "Screen"]
            assert test.day in others
            assert test.day == first_of(plan.problem, code, tuple(set(others)))


def test_over_half_a_year_of_plans_each_day_is_within_the_spread_of_a_fair_draw(weeks: list[Plan]) -> None:
    """Chi-square over 4 clients and 26 weeks, three days (df = 2, 0.1 %: 13.82)."""
    drawn = Counter(one.day for plan in weeks for one in plan.roster.sessions if one.topic == "Screen")
    expected = WEEKS * 4 / 3
    assert sum((drawn[day] - expected) ** 2 / expected for day in (0, 2, 4)) < 13.82


def test_several_are_tested_at_the_same_time_by_different_people() -> None:
    """One start for tests, two clients and two therapists: two sessions side by side, each beside the group."""
    whole = with_tests()
    able = frozenset(whole.topics)
    one_start = replace(whole.topics["Screen"], starts=(600,))
    needs = tuple(NeedRow(code, "Screen", 1, 100) for code in ("C001", "C002"))
    side_by_side = replace(
        whole,
        topics={**whole.topics, "Screen": one_start},
        therapists={name: Therapist(name, able) for name in ("Ada", "Ben")},
        client_hours={code: weekly(0) for code in whole.clients},
        fixed=whole.fixed[:1],
        needs=needs,
    )
    (plan,) = planned(side_by_side, MONDAY, 1, rule_book(), Search(seconds=0.3, reproducible=True, workers=1))
    assert [one.start for one in plan.roster.sessions if one.topic == "Screen"] == [600, 600]


def test_a_client_without_a_session_is_not_called_in_for_a_test() -> None:
    out = frozenset({"out"})
    lonely = replace(with_tests(), fixed=(), topics={
        **with_tests().topics, "Anger": Topic("Anger", 60, smallest=4, barred_tags=out),
        "Grief": Topic("Grief", 60, smallest=4, barred_tags=out),
    }, clients={code: ClientRow(code, "Small", tags=out) for code in with_tests().clients})  # fmt: skip
    (plan,) = planned(lonely, MONDAY, 1, rule_book(), Search(seconds=0.3, reproducible=True, workers=1))
    assert plan.roster.sessions == ()
    assert {line.missing for line in plan.needs} == {1}


def test_no_sheet_that_clients_see_shows_a_test(weeks: list[Plan], tmp_path: Path) -> None:
    write_roster(tmp_path / "week.xlsx", weeks[:1], datetime(2026, 11, 27))
    book = openpyxl.load_workbook(tmp_path / "week.xlsx")
    shown = {
        sheet.title
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if "Screen" in str(cell.value or "") or (cell.comment and "Screen" in cell.comment.text)
    }
    assert {"Sessions", "Roster", "Therapists"} <= shown
    assert shown.isdisjoint({"Week", "Clients", "Sign-in"})


def test_the_seed_changes_the_day_and_no_input(weeks: list[Plan]) -> None:
    from planner.fingerprint import fingerprint_of

    problem = problem_of(with_tests(), MONDAY)
    assert fingerprint_of(problem, rule_book()) == fingerprint_of(replace(problem, seed=7), rule_book())


def test_no_note_no_slip_and_no_call_tells_a_client_of_a_test(weeks: list[Plan], tmp_path: Path) -> None:
    first = weeks[0]
    (test,) = [one for one in first.roster.of_client("C001") if one.topic == "Screen"]
    moved = Change(
        "C001",
        "client",
        "Mon 09:00 Screen with Ben",
        "Wed 10:00 Screen with Ben",
        why="",
        tell="C001",
        notice_hours=70,
        session=test.id,
    )
    needs = tuple(replace(line, missing=1, reason="nobody is free") for line in first.needs)
    write_roster(
        tmp_path / "week.xlsx", [replace(first, changes=(moved,), needs=needs)], datetime(2026, 11, 27)
    )
    book = openpyxl.load_workbook(tmp_path / "week.xlsx")
    notes = [cell.comment.text for row in book["Clients"].iter_rows() for cell in row if cell.comment]
    assert not any("Screen" in note for note in notes)
    changes = [str(row[0]) for row in book["Changes"].iter_rows(values_only=True) if row[0]]
    assert [said for said in changes if said.startswith("C001")] == ["C001"]
    assert not any("Phone" in said for said in changes)
