"""No reason names a fact that isn't so: read beside the sheets and the finished roster by somebody from outside."""

from __future__ import annotations

from pathlib import Path

from planner import api
from tests.outside_sentences import DAYS, Held, Reading, ScarceWeek
from tests.outside_weeks import MONDAY, save

WEEKS = range(100, 130)


def reading(number: int, folder: Path) -> tuple[Reading, list[tuple[str, str, str]]]:
    """A scarce week as it was planned, and what is said of each need that isn't met."""
    week = ScarceWeek(number)
    program, _ = api.load(save(folder / f"{number}.xlsx", week.sheets()))
    [plan] = api.plan(program, MONDAY, seconds=0.5, reproducible=True)
    held = tuple(
        Held(
            one.topic,
            (DAYS[one.day], one.start % 1440 // 60),
            one.therapists,
            room=one.room,
            clients=one.clients,
        )
        for one in plan.roster.sessions
    )
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


def test_what_isn_t_so_is_noticed(tmp_path: Path) -> None:
    outside, _ = reading(100, tmp_path)
    code = next(iter(outside.week.clients))
    assert list(
        outside.faults(code, "Anger", "at all 99 start times in its hours Nobody is in another session")
    )
