"""A group above a size has a therapist more: planned, told, and read from the workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from constraints.leaders import Leaders
from constraints.second_leader import SecondLeader
from planner import api
from planner.model import Roster
from planner.plan import Plan
from planner.program import AwayRow, ClientRow, FixedRow, NeedRow, Program
from planner.reasons.missing import reasons_for
from planner.remedies.answers.fit import fits
from planner.remedies.answers.report import json_of_fits, says_fits
from planner.week.problem import problem_of
from tests.small_week import MONDAY, TUE, at, program, session, weekly
from tests.workbook.books import faults_of, plain, put

ADA = program().therapists["Ada"]
EIGHT = tuple(f"C{number:03d}" for number in range(1, 9))


def anger_once(above: int | None, clients: int = 4, largest: int = 4, **more: object) -> Program:
    """So many clients need one Anger, which has one start in the week."""
    codes = EIGHT[:clients]
    whole = program(
        clients={code: ClientRow(code, "Small") for code in codes},
        client_hours=dict.fromkeys(codes, weekly(TUE)),
        needs=tuple(NeedRow(code, "Anger", 1, 10) for code in codes),
        starts=((TUE, 540),),
        **more,
    )
    anger = replace(whole.topics["Anger"], largest=largest, second_leader_above=above)
    return replace(whole, topics={"Anger": anger})


def planned(whole: Program) -> Plan:
    [plan] = api.plan(whole, MONDAY, seconds=2.0, reproducible=True)
    return plan


def sizes(roster: Roster) -> list[tuple[int, int]]:
    return sorted((len(one.clients), len(one.therapists)) for one in roster.sessions)


@pytest.mark.parametrize(("above", "held"), [(None, [(4, 1)]), (4, [(4, 1)]), (3, [(4, 2)]), (1, [(4, 2)])])
def test_a_group_above_the_size_has_a_second_leader_and_no_other(
    above: int | None, held: list[tuple[int, int]]
) -> None:
    assert sizes(planned(anger_once(above)).roster) == held


def test_of_parallel_groups_each_has_the_leaders_its_size_takes() -> None:
    three = {name: replace(ADA, name=name) for name in ("Ada", "Ben", "Cleo")}
    whole = anger_once(4, 8, 5, therapists=three, therapist_hours=dict.fromkeys(three, weekly(TUE)))
    assert sizes(planned(whole).roster) == [(4, 1), (4, 1)]
    seven = anger_once(3, 8, 5, therapists=three, therapist_hours=dict.fromkeys(three, weekly(TUE)))
    assert sizes(planned(seven).roster) == [(3, 1), (5, 2)]


def test_whoever_finds_no_seat_for_want_of_a_second_leader_is_told_so() -> None:
    plan = planned(anger_once(3, therapist_hours={"Ada": weekly(TUE), "Ben": ()}))
    assert sizes(plan.roster) == [(3, 1)]
    [missing] = [one for one in plan.needs if one.missing]
    assert "above 3 clients Anger takes 2 therapists" in missing.reason


def offered(whole: Program) -> list[tuple[str, ...]]:
    """Who leads the sessions of the week that is offered to the fourth of four, three of whom have a group."""
    three = Roster(MONDAY, (session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", *EIGHT[:3]),))
    best = fits(problem_of(whole, MONDAY), api.rules_of(whole), three, EIGHT[3])[0]
    return [one.therapists for one in best.sessions]


def test_a_newcomer_is_offered_a_seat_with_the_second_leader_that_it_takes() -> None:
    assert offered(anger_once(3)) == [("Ada", "Ben")]
    assert offered(anger_once(3, therapist_hours={"Ada": weekly(TUE), "Ben": ()})) == []


def test_a_therapist_who_joins_for_the_newcomer_is_named_as_such() -> None:
    whole = anger_once(3)
    problem = problem_of(whole, MONDAY)
    three = Roster(MONDAY, (session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", *EIGHT[:3]),))
    found = fits(problem, api.rules_of(whole), three, EIGHT[3])
    assert "Anger, Ada, Ben (joins)" in says_fits(problem, EIGHT[3], found)
    assert json_of_fits(problem, found)["weeks"][0]["joining"] == [
        {"session": "Tue-0900-ANG", "therapist": "Ben"}
    ]
    empty = fits(problem, api.rules_of(anger_once(None)), Roster(MONDAY), EIGHT[3])
    assert "joins" not in says_fits(problem, EIGHT[3], empty)


def test_a_settled_session_that_names_more_has_a_second_leader() -> None:
    settled = FixedRow("Anger", 540, TUE, therapists=("Ada",), clients=EIGHT[:4])
    assert [one.therapists for one in planned(anger_once(3, fixed=(settled,))).roster.sessions] == [
        ("Ada", "Ben")
    ]


@pytest.mark.parametrize(
    ("led_by", "says"),
    [
        ((), "has 0 therapists and asks for 2"),
        (("Ada",), "has 3 clients and 1 therapist; above 2 clients it takes 2"),
        (("Ada", "Ben", "Cleo"), "has 3 therapists and asks for 2"),
    ],
)
def test_a_session_with_the_wrong_number_of_therapists_is_one_fault_that_says_the_right_one(
    led_by: tuple[str, ...], says: str
) -> None:
    whole = anger_once(2, 3)
    held = replace(session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", *EIGHT[:3]), therapists=led_by)
    problem = problem_of(whole, MONDAY)
    told = [
        breach.says
        for rule in (Leaders(), SecondLeader())
        for breach in rule.check(problem, Roster(MONDAY, (held,)))
    ]
    assert len(told) == 1 and told[0].endswith(says)


@pytest.mark.parametrize(
    ("clients", "away", "becomes"),
    [
        (3, ("Ben",), "is led without Ben"),
        (4, ("Ben", "C004"), "is held without C004 and is led without Ben"),
        (3, ("Ada", "Ben"), "is led by somebody else than Ada and Ben"),
    ],
)
def test_a_second_leader_whom_a_small_group_does_without_is_not_replaced(
    clients: int, away: tuple[str, ...], becomes: str
) -> None:
    three = {name: replace(ADA, name=name) for name in ("Ada", "Ben", "Cleo")}
    day = MONDAY + timedelta(days=TUE)
    whole = anger_once(
        3,
        therapists=three,
        therapist_hours=dict.fromkeys(three, weekly(TUE)),
        fixed=(FixedRow("Anger", 540, TUE, therapists=("Ada", "Ben"), clients=EIGHT[:clients]),),
        away=tuple(AwayRow(who, day, day) for who in away),
    )
    plan = planned(whole)
    assert [len(one.therapists) for one in plan.roster.sessions] == [1]
    assert any(becomes in str(warning) for warning in plan.warnings)


@pytest.mark.parametrize(
    ("above", "says"),
    [
        (0, "is less than 1"),
        (8, "is never passed: a session has 8 clients at most (Largest)"),
        (5, "only one therapist leads it, so no session of it has more than 5 clients"),
    ],
)
def test_a_size_that_can_not_be_meant_is_told(tmp_path: Path, above: int, says: str) -> None:
    tables = put(plain(), "Topics", 2, "Second leader above", above)
    tables["Therapists"][1][1] = "Grief, loss and change"
    assert any(says in one for one in faults_of(tmp_path, tables))


def test_nobody_joins_a_topic_that_nobody_leads(tmp_path: Path) -> None:
    tables = put(put(plain(), "Topics", 2, "Leaders", 0), "Topics", 2, "Second leader above", 5)
    assert any("nobody leads it (Leaders 0)" in one for one in faults_of(tmp_path, tables))


def test_leaders_who_are_only_enough_together_are_asked_for_together_and_not_in_circles() -> None:
    """Each of two leaders alone leaves the group without the other: the reasons once went in circles between them."""
    cleo = replace(ADA, name="Cleo")
    whole = anger_once(1)
    staff = {**whole.therapists, "Cleo": cleo}
    hours = {**whole.therapist_hours, "Cleo": weekly(TUE)}
    two = replace(whole.topics["Anger"], leaders=2)
    whole = replace(whole, therapists=staff, therapist_hours=hours, topics={"Anger": two})
    problem = problem_of(whole, MONDAY)
    found = reasons_for(problem, Roster(MONDAY), api.rules_of(whole))
    assert "Nothing in the roster is in the way" in found["C001", "Anger"]
    away = problem_of(replace(whole, therapist_hours={**hours, "Ben": (), "Cleo": ()}), MONDAY)
    assert (
        "Ben and Cleo aren't available at all"
        in reasons_for(away, Roster(MONDAY), api.rules_of(whole))["C001", "Anger"]
    )
