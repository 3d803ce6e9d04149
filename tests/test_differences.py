"""What is different for whom between two weeks: `whatif` names them, `fit` names the needs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from planner.model import Roster
from planner.program import NeedRow, Program
from planner.remedies.answers.differences_report import json_of_differences, says_differences
from planner.remedies.changes.change import changed_by
from planner.remedies.differences import GroupMoved, Lack, differences
from planner.week.problem import problem_of
from tests.small_week import CODES, MON, MONDAY, TUE, at, in_force, program, session

BEFORE = in_force()
"""Everybody in Anger on Tuesday at nine and in Grief on Thursday at ten."""


def told(whole: Program, changed: Program, after: Roster) -> list[str]:
    problem = problem_of(changed, MONDAY)
    return says_differences(problem, differences(problem_of(whole, MONDAY), BEFORE, problem, after))


def test_of_two_weeks_alike_nothing_is_told() -> None:
    assert told(program(), program(), BEFORE) == []


def test_who_becomes_short_and_whose_need_is_lost_is_named() -> None:
    without = in_force(*[one for one in BEFORE.sessions if one.topic == "Anger"])
    assert told(program(), program(), without) == [
        "Short now: C001 (1 h); C002 (1 h); C003 (1 h); C004 (1 h)",
        "Needs lost: Grief (should) C001, C002, C003, C004",
        "Groups: Grief Thu 10:00 isn't held",
    ]


def test_who_is_no_longer_short_and_whose_need_is_met_is_named() -> None:
    problem = problem_of(program(), MONDAY)
    [anger] = [one for one in BEFORE.sessions if one.topic == "Anger"]
    found = differences(problem, in_force(anger), problem, BEFORE)
    assert (
        says_differences(problem, found)[0]
        == "No longer short: C001 (1 h); C002 (1 h); C003 (1 h); C004 (1 h)"
    )
    assert says_differences(problem, found)[1].startswith("Needs met: Grief (should) C001")


def test_a_group_at_another_start_is_one_move() -> None:
    problem = problem_of(program(), MONDAY)
    anger = session("Mon-0900-ANG", "Anger", at(MON, 9), "Ada", *CODES)
    moved = in_force(anger, *[one for one in BEFORE.sessions if one.topic == "Grief"])
    found = differences(problem, BEFORE, problem, moved)
    assert found.groups == (GroupMoved("Anger", at(TUE, 9), at(MON, 9)),)
    assert says_differences(problem, found) == ["Groups: Anger Tue 09:00 -> Mon 09:00"]


def test_of_more_than_ten_the_rest_is_counted_and_no_line_is_wider_than_a_terminal() -> None:
    codes = tuple(f"C{number:03d}" for number in range(1, 16))
    lacks = tuple(Lack(code, None, 0, before=0, after=60) for code in codes)
    problem = problem_of(program(), MONDAY)
    lines = says_differences(problem, replace(differences(problem, BEFORE, problem, BEFORE), lacks=lacks))
    assert " ".join(line.strip() for line in lines).endswith("C010 (1 h); and 5 more")
    assert max(map(len, lines)) <= 80


def test_whoever_leaves_is_not_told_to_gain() -> None:
    needs = tuple(row for row in program().needs if row.client != "C001")
    clients = {code: row for code, row in program().clients.items() if code != "C001"}
    gone = program(clients=clients, needs=needs)
    lacking = program(needs=(*program().needs, NeedRow("C001", "Grief", 1, 100)))
    found = differences(problem_of(lacking, MONDAY), BEFORE, problem_of(gone, MONDAY), BEFORE)
    assert found.lacks == ()


@pytest.mark.parametrize(
    "phrase", ["C001 no longer needs Grief", "C001 needs Grief must", "C001 needs Grief 2"]
)
@pytest.mark.parametrize("held", [("Anger", "Grief"), ("Anger",)])
def test_what_is_asked_anew_or_no_longer_is_neither_gained_nor_lost(
    phrase: str, held: tuple[str, ...]
) -> None:
    changed = changed_by(program(), MONDAY, [phrase]).program
    assert problem_of(changed, MONDAY).needs != problem_of(program(), MONDAY).needs
    week = in_force(*[one for one in BEFORE.sessions if one.topic in held])
    found = differences(problem_of(program(), MONDAY), week, problem_of(changed, MONDAY), week)
    assert found.lacks == ()


def test_the_differences_are_plain_data() -> None:
    problem = problem_of(program(), MONDAY)
    without = in_force(*[one for one in BEFORE.sessions if one.topic == "Anger"])
    data = json.loads(
        json.dumps(json_of_differences(problem, differences(problem, BEFORE, problem, without)))
    )
    assert data["clients"][0] == {
        "client": "C001",
        "short_minutes": {"before": 0, "after": 60},
        "needs": [{"topic": "Grief", "priority": 10, "missing": {"before": 0, "after": 1}}],
    }
    assert data["groups"] == [
        {"topic": "Grief", "was": {"date": "2026-12-03", "start": "10:00"}, "now": None}
    ]


def test_a_group_that_stays_and_is_led_by_somebody_else_is_told() -> None:
    problem = problem_of(program(), MONDAY)
    anger, grief = BEFORE.sessions
    assert anger.topic == "Anger"
    found = differences(problem, BEFORE, problem, in_force(replace(anger, therapists=("Ben",)), grief))
    assert says_differences(problem, found) == ["Led by others: Anger Tue 09:00 Ada -> Ben"]
    assert json_of_differences(problem, found)["led_by_others"] == [
        {"topic": "Anger", "date": "2026-12-01", "start": "09:00", "was": ["Ada"], "now": ["Ben"]}
    ]


def test_of_groups_side_by_side_only_whose_therapists_are_others_are_told() -> None:
    problem = problem_of(program(), MONDAY)
    side_by_side = [
        session(f"A{n}", "Anger", at(TUE, 9), who, f"C00{n}") for n, who in ((1, "Ada"), (2, "Ben"))
    ]
    before = in_force(*side_by_side)
    assert differences(problem, before, problem, in_force(*reversed(side_by_side))).led == ()
