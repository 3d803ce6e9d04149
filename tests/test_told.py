"""No reason names a fact that isn't so: read beside the sheets and the finished roster by somebody from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner import api
from tests.outside_sentences import Reading, ScarceWeek, held_in
from tests.outside_weeks import MONDAY, save

WEEKS = range(100, 130)


def reading(number: int, folder: Path) -> tuple[Reading, list[tuple[str, str, str]]]:
    """A scarce week as it was planned, and what is said of each need that isn't met."""
    week = ScarceWeek(number)
    program, _ = api.load(save(folder / f"{number}.xlsx", week.sheets()))
    [plan] = api.plan(program, MONDAY, seconds=0.5, reproducible=True)
    held = held_in(plan.roster.sessions)
    missed = [(line.client, line.topic, line.reason) for line in plan.needs if line.missing]
    return Reading(week, held), missed


def test_what_is_said_of_start_times_is_so(tmp_path: Path) -> None:
    said = 0
    for number in WEEKS:
        outside, missed = reading(number, tmp_path)
        for code, topic, says in missed:
            assert list(outside.faults(code, topic, says)) == [], (number, code, topic, says)
            said += "start time" in says
    assert said >= len(WEEKS), "too little was said to judge by"


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> list[Reading]:
    return [reading(number, tmp_path_factory.mktemp("told"))[0] for number in range(100, 106)]


@pytest.mark.parametrize(
    "clause",
    [
        "CODE is in another session",
        "Ann isn't available",
        "Ann leads another session",
        "Oak holds another session",
        "TOPIC is full (9 of 9)",
        "no therapist is free",
        "no therapist is free (Ann leads another session at each of them)",
        "none of 9 therapists is free",
        "TOPIC takes 9 therapists, and only 8 are free",
        "no room for TOPIC is free",
        "somebody CODE is kept apart from sits in TOPIC",
        "their primary therapist Zed isn't free",
        "nobody else could come to TOPIC, 9 are needed",
        "Ann would lead more than 9 in a row",
        "Ann would lead more than 9 that day",
        "Ann's 9 h a week are used up",
        "TOPIC runs as often as allowed",
        "CODE has TOPIC as often as allowed",
        "CODE has TOPIC that day already",
        "there are no more seats in the room Oak",
        "the rooms that are free have too few seats",
        "Oak has only 9 seats",
        "the moon is full",
    ],
)
def test_a_clause_that_isn_t_so_is_noticed(readings: list[Reading], clause: str) -> None:
    noticed = 0
    for outside, code, topic in ((one, *need) for one in readings for need in one.week.needs):
        sits = [one.slot for one in outside.held if code in one.clients and one.topic == topic]
        left = len(outside.week.clients[code]["there"] - set(sits))
        says = clause.replace("CODE", code).replace("TOPIC", topic)
        faults = list(outside.faults(code, topic, f"at all {left} start times in {code}'s hours {says}"))
        assert not any("start times, not" in fault for fault in faults), "the count is right"
        noticed += bool(faults)
    assert noticed
