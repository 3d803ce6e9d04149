"""What is said to whom about changes: every change with its own reason, and why something came that nobody needs."""

from __future__ import annotations

from dataclasses import replace

from constraints import replanning_book
from planner.export.hand_over import Call, errands_among
from planner.model import Roster
from planner.plan import Change
from planner.program import LevelOfCare, Program
from planner.replanning.changes import changes_between
from planner.week.problem import problem_of
from tests.small_week import FRI, MONDAY, THU, at, in_force, program, session

OLD = in_force()
ANGER, GRIEF = OLD.sessions


def whys(new: Roster, given: Program) -> dict[str, str]:
    found = changes_between(OLD, new, problem_of(given, MONDAY), replanning_book())
    return {one.who: one.why for one in found}


def test_each_change_of_a_call_is_told_with_its_own_reason() -> None:
    call = Call(
        "C014", ("no longer: Mon", "new: Tue", "no longer: Wed"), ("Ada is ill.", "Two hours.", "Ada is ill.")
    )
    assert call.in_words == "C014: no longer: Mon; no longer: Wed. Ada is ill. new: Tue. Two hours."


def test_a_call_without_reasons_says_what_changes() -> None:
    assert Call("C014", ("new: Mon", "new: Tue"), ("", "")).in_words == "C014: new: Mon; new: Tue."


def test_no_reason_of_a_change_is_lost_or_told_of_another() -> None:
    found = changes_between(
        OLD,
        in_force(replace(ANGER, start=at(THU, 11)), replace(GRIEF, start=at(FRI, 10))),
        problem_of(program(), MONDAY),
        replanning_book(),
    )
    calls = [call for errand in errands_among(found, None) for call in errand.calls]
    assert calls
    for call in calls:
        mine = [one for one in found if call.who in (one.who, one.session)]
        assert dict(zip(call.says, call.whys, strict=True)).items() <= {(_said(one), one.why) for one in mine}


def _said(change: Change) -> str:
    if change.was and change.now:
        return f"{change.was} → {change.now}"
    return f"new: {change.now}" if change.now else f"no longer: {change.was}"


def test_a_seat_on_a_day_that_a_client_must_come_is_needed_for_the_days() -> None:
    """C001 has hours enough in two sessions on two days, and is to come on three."""
    run = session("Fri-0900-ANG", "Anger", at(FRI, 9), "Ada", "C001", "C002", "C003")
    three = program(levels={"Small": LevelOfCare("Small", 120, 600, 3)})
    found = whys(in_force(ANGER, GRIEF, run), three)
    assert found["C001"] == "Needed for C001's 3 days this week."
    assert whys(in_force(ANGER, GRIEF, run), program())["C001"] == "Not needed for hours or needs."


def test_a_session_that_is_there_because_its_topic_is_to_run_says_so() -> None:
    run = session("Fri-0900-ANG", "Anger", at(FRI, 9), "Ada", "C001", "C002", "C003")
    given = program()
    twice = replace(given, topics={**given.topics, "Anger": replace(given.topics["Anger"], runs_at_least=2)})
    found = whys(in_force(ANGER, GRIEF, run), twice)
    assert found["Ada"] == "Anger is to run twice this week (Runs at least)."
    once = replace(given, topics={**given.topics, "Anger": replace(given.topics["Anger"], runs_at_least=1)})
    assert whys(in_force(ANGER, GRIEF, run), once)["Ada"] == "Not needed for hours or needs."
