"""No reason for missing hours names a fact that isn't so: read beside the sheets and the finished roster."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner import api
from tests.outside_hours import HoursReading
from tests.outside_sentences import ScarceWeek, held_in
from tests.outside_weeks import MONDAY, save

WEEKS = range(100, 140)
Said = tuple[HoursReading, str, int, int, str]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[Said]:
    """Each client who is short of hours in some scarce weeks: the hours required and planned, and the reason."""
    folder: Path = tmp_path_factory.mktemp("hours")
    found = []
    for number in WEEKS:
        week = ScarceWeek(number)
        program, _ = api.load(save(folder / f"{number}.xlsx", week.sheets()))
        [plan] = api.plan(program, MONDAY, seconds=0.3, reproducible=True)
        held = held_in(plan.roster.sessions)
        found += [
            (HoursReading(week, held), line.client, line.required // 60, line.planned // 60, line.reason)
            for line in plan.hours
            if line.short
        ]
    return found


def test_what_is_said_of_missing_hours_is_so(said: list[Said]) -> None:
    for reading, code, required, planned, says in said:
        assert list(reading.faults_of_hours(code, required, planned, says)) == [], (code, says)
    assert len(said) >= len(WEEKS), "too little was said to judge by"


def test_a_number_that_isn_t_so_is_noticed(said: list[Said]) -> None:
    for reading, code, required, planned, says in said:
        number = re.search(r"\d+(?= h )", says)
        if number and not says.startswith("Free"):
            wrong = f"{says[: number.start()]}{int(number[0]) + 1}{says[number.end() :]}"
            assert list(reading.faults_of_hours(code, required, planned, wrong)), wrong


@pytest.mark.parametrize(
    "wrong",
    [
        "The free time between CODE's sessions is too short for another session",
        "Free Mon 03:00-04:00, but nobody else could come to Anger, 1 is needed",
        "Nothing in the roster is in the way of Anger Mon 03:00: planning longer, or a hand, may seat them there",
        "The moon is full",
    ],
)
def test_a_reason_that_isn_t_so_is_noticed(said: list[Said], wrong: str) -> None:
    noticed = [
        bool(list(reading.faults_of_hours(code, required, planned, wrong.replace("CODE", code))))
        for reading, code, required, planned, says in said
        if says.startswith("Free")
    ]
    assert noticed and all(noticed)
