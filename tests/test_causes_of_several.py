"""Causes of several people: in which order they are told, and which are told as one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner import api
from planner.model import Roster, Seat, Session, Therapist
from planner.remedies.causes.cause import Cause
from planner.remedies.causes.causes import causes_of
from planner.remedies.causes.subjects import each_subject_once
from planner.week.problem import problem_of
from tests.outside_weeks import MONDAY, save
from tests.small_week import program


def test_what_is_said_of_the_same_therapist_comes_after_what_concerns_somebody_else() -> None:
    said = [
        "T01 is away",
        "T01, who alone leads Anger, isn't there",
        "T02 leads up to 1 h",
        "C1: no session, because T01",
    ]
    found = each_subject_once(
        replace(
            problem_of(program(), MONDAY), therapists={n: Therapist(n, frozenset()) for n in ("T01", "T02")}
        ),
        [Cause("", None, says, proven=True) for says in said],
    )
    assert [cause.says for cause in found] == [said[0], said[2], said[3], said[1]]


def test_what_one_client_can_t_have_besides_comes_after_what_concerns_somebody_else() -> None:
    causes = [Cause(code, None, f"{code} can't", proven=True) for code in ("C1", "C1", "C2", "C1", "")]
    found = each_subject_once(problem_of(program(), MONDAY), causes)
    assert [cause.client for cause in found] == ["C1", "C2", "", "C1", "C1"]


def test_clients_of_two_primary_therapists_lack_the_same_for_two_reasons(tmp_path: Path) -> None:
    """Ann and Ben lead a group each at the one time there is; what keeps Ann's client waiting isn't told of Ben's."""
    given, _ = api.load(
        save(
            tmp_path / "book.xlsx",
            {
                "Levels": [["Level", "Min hours"], ["Day", 0]],
                "Topics": [["Topic", "Kind", "Minutes", "Smallest"], ["Anger", "group", 60, 1],
                           ["Grief", "group", 60, 1], ["Talk", "individual", 60, 1]],
                "Therapists": [["Therapist", "Leads"], ["Ann", "all"], ["Ben", "all"]],
                "Times": [["Days", "Starts"], ["Mon", "9:00"]],
                "Clients": [["Client", "Level", "Primary therapist"], ["C1", "Day", "Ann"], ["C2", "Day", "Ann"],
                            ["C3", "Day", "Ben"], ["C4", "Day", ""], ["C5", "Day", ""]],
                "Client availability": [["Client", "Days", "From", "To"],
                                        *([f"C{n}", "Mon", "9:00", "10:00"] for n in range(1, 6))],
                "Therapist availability": [["Therapist", "Days", "From", "To"],
                                           *([name, "Mon", "9:00", "10:00"] for name in ("Ann", "Ben"))],
                "Needs": [["Client", "Topic"], ["C1", "Talk"], ["C2", "Talk"], ["C3", "Talk"]],
            },
        )
    )  # fmt: skip
    problem = problem_of(given, MONDAY)
    groups = [
        Session(f"Mon-0900-{topic}", topic, 9 * 60, minutes=60, therapists=(who,), seats=(Seat(code),))
        for topic, who, code in (("Anger", "Ann", "C4"), ("Grief", "Ben", "C5"))
    ]
    told = list(causes_of(given, problem, api.rules_of(given), Roster(MONDAY, tuple(groups))))
    assert {one.clients for one in told if one.topic == "Talk"} == {("C1", "C2"), ("C3",)}
    assert all(who in one.says for one, who in zip(told, ("Ann", "Ben"), strict=True))
