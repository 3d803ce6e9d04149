"""Causes of several people: in which order they are told, and which are told as one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner import api
from planner.model import Roster, Seat, Session, Therapist
from planner.reasons.shortage import Shortage
from planner.remedies.causes.cause import Cause, counted_cause
from planner.remedies.causes.causes import causes_of, missing_of
from planner.remedies.causes.like_reasons import like_reasons
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


def test_whoever_was_not_looked_at_in_time_is_counted_all_the_same() -> None:
    given, problem = program(), problem_of(program(), MONDAY)
    told = causes_of(given, problem, api.rules_of(given), Roster(MONDAY), until=0)
    [cause] = [cause for cause in told if cause.topic == "Anger"]
    assert cause.says == (
        "4 clients miss Anger (C001, C002, C003, C004): why wasn't looked into in this time (--seconds)"
    )
    assert not cause.proven


def test_whoever_was_not_looked_at_is_counted_with_those_who_lack_the_same() -> None:
    problem = problem_of(program(), MONDAY)
    missing = missing_of(problem, Roster(MONDAY))
    others = [(code, "Anger") for code in ("C002", "C003", "C004")]
    [(what, codes)] = like_reasons(problem, {("C001", "Anger"): "Ada isn't free"}, missing, unseen=others)
    assert (what[0], codes) == ("Anger", ["C001", "C002", "C003", "C004"])


def test_needs_that_are_at_odds_say_nothing_of_hours() -> None:
    cause = counted_cause(
        Shortage(
            "C1 can have Anger or Grief", clients=frozenset({"C1"}), topics=frozenset({"Anger", "Grief"})
        )
    )
    assert cause.keys == {("C1", "Anger"), ("C1", "Grief")}
