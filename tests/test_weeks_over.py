"""What is over is no reason to refuse a week that is ahead, and years of it cost little."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from constraints.prerequisites import Prerequisites
from planner.engine.parallel import everything_at, little_draft
from planner.findings.lessons import due_before
from planner.language.draft import Draft
from planner.model import Attended, Roster
from planner.week.problem import problem_of
from tests.command_line import book, run, tables
from tests.small_week import MON, MONDAY, TUE, at, program, session

OVER, AHEAD = date(2026, 11, 3), date(2026, 12, 8)
PAST = tables(
    Fixed=[["Day", "Start", "Topic", "Therapist"], [OVER, "9:00", "Anger", "Ortiz"]],
    Away=[["Who", "First day"], ["Ortiz", OVER]],
)
HISTORY = tuple(
    Attended(MONDAY - timedelta(days=day), topic, client, lesson=None)
    for day in range(1, 29)
    for topic in ("Anger", "Grief")
    for client in ("C001", "C002", "C009")
)


@pytest.mark.parametrize("week", ["2026-12-07", "2026-11-09"])
def test_a_settled_session_that_could_not_be_held_stops_no_week_after_it(tmp_path: Path, week: str) -> None:
    """Its therapist was ill that day; both rows stay in the workbook, as they tell what happened."""
    program, roster = book(tmp_path, PAST), tmp_path / "roster.xlsx"
    made = run("plan", program, "--week", week, "--seconds", "1", "-o", roster)
    assert made.exit_code == 0, made.stderr
    asked: tuple[tuple[str | Path, ...], ...] = (
        ("check", program, roster), ("check", program, "--week", week), ("explain", program, roster),
    )  # fmt: skip
    for words in asked:
        assert run(*words).exit_code == 0, words
    replanned = run("replan", program, roster, "--as-of", f"{week} 07:00", "--seconds", "1")
    assert replanned.exit_code == 0, replanned.stderr


@pytest.mark.parametrize("words", [["--week", "2026-11-02"], ["--week", "2026-10-26"]])
def test_one_that_is_ahead_is_an_error_with_both_cells(tmp_path: Path, words: list[str]) -> None:
    made = run("plan", book(tmp_path, PAST), *words, "--seconds", "1")
    assert made.exit_code == 1
    assert "Fixed!D2: Ortiz isn't available" in made.stderr and "Away!A2" in made.stderr


class _Counted(tuple[Attended, ...]):
    """History that counts how often it is gone through."""

    times = 0

    def __iter__(self) -> Iterator[Attended]:
        type(self).times += 1
        return super().__iter__()


def _week(**more: Any) -> Any:
    return replace(problem_of(program(), MONDAY), **more)


def test_years_of_attendance_are_gone_through_once_and_not_for_each_seat() -> None:
    _Counted.times = 0
    given = _week(history=_Counted(HISTORY))
    after = {
        name: replace(topic, after=("Grief",)) for name, topic in given.topics.items() if name == "Anger"
    }
    sessions = tuple(
        session(f"{day}", "Anger", at(day, 9), "Ada", "C001", "C002", "C003") for day in (MON, TUE)
    )
    assert not list(Prerequisites().check(given, Roster(MONDAY, sessions))) and _Counted.times == 0
    asked = replace(given, topics={**given.topics, **after})
    found = [breach.about[0] for breach in Prerequisites().check(asked, Roster(MONDAY, sessions))]
    assert found == ["C003", "C003"] and _Counted.times == 1
    for code in given.clients:
        due_before(given, code)
    assert _Counted.times == 2


def test_a_slot_knows_the_history_of_its_own_people_alone() -> None:
    given = _week(history=HISTORY)
    little, _ = little_draft(given, everything_at(Draft(given, (), []), "Anger", at(MON, 9)))
    assert {line.client for line in little.history} == {"C001", "C002"}
    copies = {name: sum(line.topic == name for line in little.history) for name in little.topics}
    assert set(copies.values()) == {2 * 28}
