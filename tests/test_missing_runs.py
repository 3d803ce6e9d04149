"""Why a topic runs less often than it should: read off the finished roster, and true of it."""

from __future__ import annotations

from dataclasses import replace

from constraints import rule_book
from planner.findings.in_words import missing
from planner.language.limits import Stage
from planner.model import Client, Problem, Roster, Session
from planner.plan import Plan, StageResult
from planner.reasons.missing_runs import reasons_for_runs
from tests.reasons_week import ANGER, FIRST_DAY, GRIEF, TUESDAY_NINE, at, held, span, week

SHOULD = replace(ANGER, runs_at_least=1)
TWO = (Client("C014", "IOP"), Client("C017", "IOP"))


def why(problem: Problem, *sessions: Session, stages: tuple[StageResult, ...] = ()) -> str:
    return reasons_for_runs(problem, Roster(FIRST_DAY, sessions), rule_book(), stages).get("Anger", "")


def test_nothing_is_said_of_a_topic_that_runs_as_often_as_it_should() -> None:
    assert why(week(topics=(SHOULD,)), held(SHOULD, TUESDAY_NINE, "C014")) == ""


def test_a_session_that_nothing_is_in_the_way_of_is_told_and_breaks_no_rule_when_it_is_held() -> None:
    problem = week(topics=(SHOULD,))
    assert why(problem) == (
        "Nothing in the roster is in the way of Anger on Tue 09:00: planning longer, or a hand, may hold it"
    )
    then = Roster(FIRST_DAY, (held(SHOULD, TUESDAY_NINE, "C014"),))
    assert not [breach for rule in rule_book() if rule.hard for breach in rule.check(problem, then)]


def test_of_a_level_that_is_proven_no_longer_search_is_promised() -> None:
    proven = (StageResult(Stage.RUNS, 1, 1),)
    assert why(week(topics=(SHOULD,)), stages=proven) == (
        "A session of Anger on Tue 09:00 would take more from others than it gives: no plan does better (proven)"
    )


def test_where_it_cannot_be_held_at_any_start_what_is_in_the_way_is_told() -> None:
    problem = replace(week(topics=(SHOULD,), ada=(span(2, 9, 12),)), starts=(TUESDAY_NINE,))
    assert why(problem) == "No start time leaves 60 min for Anger in Ada's hours"
    busy = replace(week(topics=(SHOULD, GRIEF)), starts=(TUESDAY_NINE,))
    assert why(busy, held(GRIEF, TUESDAY_NINE, "C014")) == ("At the one start time Ada leads another session")
    wednesday = replace(problem, starts=(TUESDAY_NINE, at(2, 9), at(2, 10)))
    assert why(wednesday) == ("Of 3 start times, at 2 nobody could come to Anger, at 1 Ada isn't available")


def test_where_too_few_are_free_it_is_said_how_many_and_how_many_it_takes() -> None:
    three = replace(SHOULD, smallest=2, largest=4)
    problem = replace(week(topics=(three, GRIEF), clients=TWO), starts=(TUESDAY_NINE, at(1, 14)))
    both = {**problem.therapists, "Ben": replace(problem.therapists["Ada"], name="Ben")}
    problem = replace(
        problem,
        therapists=both,
        therapist_windows={**problem.therapist_windows, "Ben": problem.therapist_windows["Ada"]},
    )
    told = why(problem, held(GRIEF, TUESDAY_NINE, "C014", by="Ben"))
    assert told == (
        "At 1 of 2 start times a leader and a room are free; no more than 1 of those who may come is free then, and it "
        "takes 2"
    )


def test_the_reason_stands_with_what_is_missing() -> None:
    problem, nothing = week(topics=(SHOULD,)), Roster(FIRST_DAY, ())
    plan = Plan(
        problem=problem,
        roster=nothing,
        stages=(),
        hours=(),
        needs=(),
        runs_missing={"Anger": "Because."},
    )
    assert [(one.who, one.what, one.why) for one in missing(plan)] == [
        ("Anger", "runs 0 of 1 times", "Because.")
    ]
