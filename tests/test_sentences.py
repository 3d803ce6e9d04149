"""What `explain` says, read aloud: one cause once, numbers that agree, names and places as people would say them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner import api
from planner.findings.in_words import NeedsMet
from planner.model import Therapist, Topic
from planner.program import AwayRow, ClientRow, LevelOfCare, NeedRow
from planner.reasons.places import in_stretches
from planner.reasons.wording import joined
from planner.remedies.answers.explain import Explanation
from planner.remedies.answers.report import says_causes
from planner.remedies.causes.cause import Cause
from tests.small_week import CODES, MONDAY, program, weekly

ONE = Topic("Session", 60, kind="individual", smallest=1, largest=1)
CLOSED = AwayRow("everyone", MONDAY.replace(month=12, day=1), MONDAY.replace(month=12, day=5), reason="Flood")


@pytest.mark.parametrize(
    ("places", "told"),
    [
        (["Clients!A2"], ["Clients!A2"]),
        (["Clients!A2", "Clients!A3", "Clients!A4", "Topics!A3"], ["Clients!A2:A4", "Topics!A3"]),
        (["Clients!A2", "Clients!B3", "Clients!B5"], ["Clients!A2", "Clients!B3", "Clients!B5"]),
        (["Clients!A2", "Topics!A3"], ["Clients!A2", "Topics!A3"]),
        (["a.csv line 9", "a.csv line 10", "b.csv line 11"], ["a.csv lines 9-10", "b.csv line 11"]),
        (
            ["a.csv line 2, column Days", "a.csv line 3, column Days", "a.csv line 4"],
            ["a.csv lines 2-3, column Days", "a.csv line 4"],
        ),
        ([], []),
    ],
)
def test_cells_below_each_other_are_told_as_one(places: list[str], told: list[str]) -> None:
    assert in_stretches(places) == told
    cause = Cause("", None, "why", True, places=tuple(places))
    assert says_causes(Explanation((cause,), ())).endswith(f"why. ({', '.join(told)})" if told else "why.")


@pytest.mark.parametrize(
    ("clauses", "says"),
    [
        ({"T1": "T1 isn't available"}, "T1 isn't available"),
        ({"T1": "T1 isn't available", "T2": "T2 isn't available"}, "T1 and T2 aren't available"),
        ({"T1": "T1 isn't available", "T2": "T2 isn't free"}, "T1 isn't available and T2 isn't free"),
        ({"T1": "T1 isn't available", "T2": "T2 leads"}, "T1 isn't available and T2 leads"),
        (
            {"T1": "T1 leads another session", "T2": "T2 leads another session"},
            "T1 and T2 lead other sessions",
        ),
        ({"Is isn't": "Is isn't isn't free", "T2": "T2 isn't free"}, "Is isn't and T2 aren't free"),
        ({"T1": "nobody leads it", "T2": "nobody leads it"}, "nobody leads it"),
    ],
)
def test_what_is_so_of_two_is_said_once(clauses: dict[str, str], says: str) -> None:
    assert joined(clauses) == says


@pytest.mark.parametrize(
    ("met", "missing", "says"),
    [
        (26, 2, "26 of 28 met in full; the other 2 lack a session each"),
        (27, 1, "27 of 28 met in full; the other lacks a session"),
        (27, 2, "27 of 28 met in full; the other lacks 2 sessions"),
        (26, 3, "26 of 28 met in full; the other 2 lack 3 sessions"),
        (28, 0, "28 of 28"),
    ],
)
def test_needs_that_lack_one_session_each_lack_a_session_each(met: int, missing: int, says: str) -> None:
    assert NeedsMet("must", 28, met, sessions_missing=missing).says == says


def causes(**changes: object) -> list[str]:
    found = api.explain(program(**changes), week=MONDAY, seconds=20.0)
    return [cause.says for cause in found.causes]


def test_a_closure_is_told_once_and_not_again_for_each_client() -> None:
    short = weekly(*range(5), closes=10)
    said = causes(client_hours=dict.fromkeys(CODES, short), away=(CLOSED,))
    of_hours = [says for says in said if "their hours" in says]
    assert len(of_hours) == 1
    assert of_hours[0].startswith("Everyone is away Tue 2026-12-01 to Sat 2026-12-05 (Flood)")
    assert "for 4 clients (C001, C002, C003, C004) to reach their hours" in of_hours[0]
    assert "C001: their hours hold 1 h of sessions at most, 2 h are required" in of_hours[0]  # an example


def test_the_example_for_a_closure_is_of_hours_where_a_topic_is_short_as_well() -> None:
    short = weekly(*range(5), closes=10)
    topics = {**program().topics, "Session": ONE}
    staff = {**program().therapists, "Cy": Therapist("Cy", frozenset({"Session"}))}
    clients = {code: replace(row, primary="Cy") for code, row in program().clients.items()}
    said = causes(
        client_hours=dict.fromkeys(CODES, short),
        topics=topics,
        therapists=staff,
        therapist_hours={**program().therapist_hours, "Cy": short},
        clients=clients,
        needs=tuple(NeedRow(code, "Session", 1, 100) for code in CODES),
        away=(CLOSED,),
    )
    assert any("for Session to be held" in says for says in said)
    [of_hours] = [says for says in said if "to reach their hours" in says]
    assert "to reach their hours. C001: their hours hold" in of_hours


def test_a_closure_that_takes_all_of_the_days_of_somebody_with_too_few_is_told() -> None:
    """C001 comes on Thursday and Friday alone, and would have too few hours without the closure as well."""
    hours = {**program().client_hours, "C001": weekly(3, 4, closes=10)}
    levels = {"Small": replace(program().levels["Small"], least_minutes=180)}
    said = causes(
        client_hours=hours, levels=levels, away=(replace(CLOSED, first_day=MONDAY.replace(month=12, day=3)),)
    )
    assert any("that takes hours of C001, who lacks some without it too" in says for says in said)


def test_an_absence_is_told_as_proven_or_suspected_and_not_as_both() -> None:
    away = (
        AwayRow("Ada", MONDAY, MONDAY.replace(month=12, day=5)),
        AwayRow("Ben", MONDAY, MONDAY.replace(month=12, day=5)),
    )
    said = causes(away=away[:1], therapists={"Ada": program().therapists["Ada"]}, needs=())
    assert sum(says.startswith("Ada is away") for says in said) == 1


def test_a_primary_therapist_who_is_never_there_can_lead_no_session() -> None:
    whole = program()
    topics = {**whole.topics, "Session": ONE}
    staff = {**whole.therapists, "Cy": Therapist("Cy", frozenset({"Session"}))}
    clients = {**whole.clients, "C001": replace(whole.clients["C001"], primary="Cy")}
    needs = (NeedRow("C001", "Session", 1, 100),)
    said = " ".join(causes(topics=topics, therapists=staff, clients=clients, needs=needs))
    assert "at most 0 sessions" not in said
    assert "in this week at any of them" not in said


def test_no_client_is_named_twice_on_end() -> None:
    nobody = {**program().client_hours, "C001": (), "C002": ()}
    for says in causes(client_hours=nobody):
        for code in CODES:
            assert f"{code}: {code}" not in says, says


def causes_of(**more: object) -> list[Cause]:
    return list(api.explain(program(needs=(), **more), week=MONDAY, seconds=3).causes)


def test_an_absence_does_not_end_a_shortage_that_is_left_with_fewer_clients() -> None:
    """Six can come when there are two seats; without the absence of Ben two could come to him, four couldn't."""
    codes = [f"C{number:02}" for number in range(1, 7)]
    early, twice = weekly(0), weekly(0, 1)
    causes = causes_of(
        topics={"Anger": Topic("Anger", 60, smallest=1, largest=2)},
        therapists={name: Therapist(name, frozenset({"Anger"})) for name in ("Ada", "Ben")},
        therapist_hours={"Ada": weekly(0, closes=10), "Ben": weekly(1, closes=10)},
        clients={code: ClientRow(code, "Small") for code in codes},
        client_hours=dict.fromkeys(codes[:4], early) | dict.fromkeys(codes[4:], twice),
        levels={"Small": LevelOfCare("Small", 60, 600)},
        away=(AwayRow("Ben", MONDAY, MONDAY.replace(month=12, day=6)),),
    )
    proven = [cause.says for cause in causes if cause.proven]
    assert any("too few seats for all of them" in says for says in proven)
    assert not any("Ben is away" in says for says in proven)


def test_an_absence_that_takes_no_hours_is_no_cause_though_other_words_are_said_without_it() -> None:
    """A limit of one session a week allows an hour, with the absence and without it."""
    causes = causes_of(
        topics={"Anger": Topic("Anger", 60, smallest=1, largest=4, most_a_week=1)},
        therapists={"Ada": Therapist("Ada", frozenset({"Anger"}))},
        therapist_hours={"Ada": weekly(0, 1, 2, 3, 4)},
        client_hours=dict.fromkeys(CODES, weekly(0, 1, closes=10)),
        away=(AwayRow("C001", MONDAY.replace(month=12, day=1), MONDAY.replace(month=12, day=1)),),
    )
    assert causes and not any("away" in cause.says for cause in causes if cause.proven)
