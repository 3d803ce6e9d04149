"""Every fix that is proposed, written into a copy of the workbook, mends what it says when the week is planned anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner import api
from planner.model import Therapist, Topic
from planner.program import AwayRow, ClientRow, NeedRow, Program, WeeklyWindow
from planner.remedies.change import change_of
from planner.remedies.explain import Explanation
from tests.benchmarks.faults import MONDAY

NINE, NOON = 9 * 60, 12 * 60
EVERY_DAY = tuple(WeeklyWindow(day, NINE, NOON) for day in range(5))
CODES = tuple(f"C{number}" for number in range(1, 5))
SOUND = Program(
    topics={
        "Anger": Topic("Anger", 60, smallest=2, largest=4, most_a_week=3),
        "Grief": Topic("Grief", 60, smallest=2, largest=4),
    },
    therapists={
        "Dana": Therapist("Dana", frozenset({"Anger"})),
        "Chen": Therapist("Chen", frozenset({"Grief"})),
    },
    clients={code: ClientRow(code, "OP", least_minutes=120) for code in CODES},
    client_hours=dict.fromkeys(CODES, EVERY_DAY),
    therapist_hours=dict.fromkeys(("Dana", "Chen"), EVERY_DAY),
    starts=tuple((day, start) for day in range(5) for start in (NINE, NINE + 60, NINE + 120)),
    needs=tuple(NeedRow(code, topic) for code in CODES for topic in ("Anger", "Grief")),
)


def topic(**changes: object) -> Program:
    return replace(SOUND, topics={**SOUND.topics, "Anger": replace(SOUND.topics["Anger"], **changes)})  # type: ignore[arg-type]


def dana(**changes: object) -> Program:
    changed = replace(SOUND.therapists["Dana"], **changes)  # type: ignore[arg-type]
    return replace(SOUND, therapists={**SOUND.therapists, "Dana": changed})


FAULTS: dict[str, tuple[Program, str]] = {
    "a client comes for an hour": (
        replace(SOUND, client_hours={**SOUND.client_hours, "C1": (WeeklyWindow(0, NINE, NINE + 60),)}),
        "client C1 available",
    ),
    "nobody leads a topic": (dana(leads=frozenset({"Grief"})), "therapist Dana leads Anger"),
    "a group nobody can fill": (topic(smallest=6, largest=8), "topic Anger smallest 4"),
    "a therapist is away": (
        replace(SOUND, away=(AwayRow("Dana", MONDAY, MONDAY.replace(day=30)),), therapist_hours={
            **SOUND.therapist_hours, "Dana": (WeeklyWindow(0, NINE, NOON),)
        }),
        "Dana not away",
    ),
    "a group too small": (topic(largest=2, runs_at_most=1), "topic Anger"),
    "two leaders": (topic(leaders=2), "topic Anger leaders 1"),
    "authorised for no day they come": (
        replace(SOUND, clients={**SOUND.clients, "C1": replace(SOUND.clients["C1"], weekdays=frozenset({6}))}),
        "client C1 any day",
    ),
}  # fmt: skip


def lacks(program: Program) -> tuple[int, int]:
    (plan,) = api.plan(program, MONDAY, seconds=0.5, reproducible=True)
    return sum(line.short for line in plan.hours), sum(line.missing for line in plan.needs)


def phrases(found: Explanation) -> list[str]:
    return [fix.change for fix in found.fixes]


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_proposed_for_a_fault_mends_what_it_says(name: str) -> None:
    program, expected = FAULTS[name]
    found = api.explain(program, week=MONDAY, seconds=6)
    assert any(change.startswith(expected) for change in phrases(found))
    short, missing = lacks(program)
    for fix in found.fixes:
        after = lacks(change_of(program, MONDAY, fix.change).program)
        assert fix.verified
        assert short - after[0] >= fix.mends.minutes, fix.change
        assert missing - after[1] >= fix.mends.needs, fix.change


def test_a_week_in_which_nothing_is_missing_needs_no_fix() -> None:
    found = api.explain(SOUND, week=MONDAY, seconds=4)
    assert (found.causes, found.fixes, found.untried) == ((), (), 0)
