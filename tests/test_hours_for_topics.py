"""Hours that are for some topics only: a therapist at home on some days, a client who comes by video on others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner import api
from planner.plan import Plan
from planner.program import NeedRow, Program, WeeklyWindow
from tests.small_week import MON, MONDAY, TUE, program, weekly
from tests.workbook.books import faults_of, plain, put

VIDEO = frozenset({"Grief"})
AT_HOME = tuple(replace(row, topics=VIDEO) for row in weekly(TUE))


def planned(whole: Program) -> Plan:
    [plan] = api.plan(whole, MONDAY, seconds=2.0, reproducible=True)
    return plan


def one_therapist(*hours: WeeklyWindow) -> Program:
    return program(therapist_hours={"Ada": hours, "Ben": ()})


def test_at_home_a_therapist_leads_only_what_the_hours_are_for() -> None:
    held = planned(one_therapist(*weekly(MON), *AT_HOME)).roster.sessions
    assert {one.topic for one in held} == {"Anger", "Grief"}
    assert {one.day for one in held if one.topic == "Anger"} == {MON}


def test_what_is_missing_for_it_is_said_with_whose_hours_they_are() -> None:
    plan = planned(one_therapist(*AT_HOME))
    assert {one.topic for one in plan.needs if one.missing} == {"Anger"}
    assert all(
        "hours then are for other topics than Anger" in one.reason for one in plan.needs if one.missing
    )


def test_clients_have_in_such_hours_only_what_they_are_for() -> None:
    whole = program(needs=tuple(NeedRow(code, "Anger", 1, 10) for code in ("C001", "C002")))
    hours = {**whole.client_hours, "C001": (*weekly(MON), *AT_HOME)}
    held = planned(replace(whole, client_hours=hours)).roster.sessions
    assert {one.day for one in held if one.topic == "Anger" and "C001" in one.clients} == {MON}


def test_hours_of_any_topic_and_of_one_join_up_for_that_one() -> None:
    split = (WeeklyWindow(MON, 9 * 60, 9 * 60 + 30), WeeklyWindow(MON, 9 * 60 + 30, 10 * 60, topics=VIDEO))
    assert {one.topic for one in planned(one_therapist(*split)).roster.sessions} == {"Grief"}


@pytest.mark.parametrize(
    ("sheet", "typed", "says"),
    [
        ("Therapist availability", "Angr", "'Angr' is no topic"),
        ("Therapist availability", "Individual", "names no topic that Ortiz could have"),
        ("Client availability", "Anger, Grief, loss and change", ""),
    ],
)
def test_topics_beside_hours_are_read(tmp_path: Path, sheet: str, typed: str, says: str) -> None:
    before = faults_of(tmp_path, plain())
    said = [one for one in faults_of(tmp_path, put(plain(), sheet, 2, "Topics", typed)) if one not in before]
    assert (said == []) if not says else any(says in one for one in said)
