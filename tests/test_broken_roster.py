"""A roster that can't be held any more, as its therapist has become ill: no answer passes it off as a good week."""

from __future__ import annotations

from dataclasses import replace

from planner import api
from planner.program import AwayRow, Program
from planner.remedies.answers.causes_report import says_broken
from planner.remedies.answers.report import CHANGES_NOTHING, says_causes, says_fits, says_whatif
from planner.remedies.answers.session_report import says_session
from planner.remedies.answers.topic_report import says_topic
from planner.rosters.roster_file import RosterFile
from planner.week.problem import problem_of
from tests.small_week import MONDAY, in_force, program

ROSTER = RosterFile("roster.xlsx", (in_force(),))
BROKEN = "In the roster as it stands 1 thing breaks a rule (planner check says which); it is counted as held."


def ill() -> Program:
    """Ada, who leads Anger on Tuesday, is ill that day."""
    tuesday = MONDAY.replace(month=12, day=1)
    return replace(program(), away=(AwayRow("Ada", tuesday, tuesday),))


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def test_every_answer_about_a_roster_says_that_something_in_it_cannot_be_held() -> None:
    [asked] = api.whatif(ill(), ["client C001 available Mon 9-13"], ROSTER, seconds=0.5, reproducible=True)
    for told in (
        says_causes(api.explain(ill(), ROSTER, seconds=5.0)),
        says_whatif(asked),
        says_session(api.explain_session(ill(), ROSTER, "Thu-1000-GRI", seconds=1.0)),
        says_topic(api.explain_topic(ill(), ROSTER, "Grief", seconds=1.0)),
    ):
        assert BROKEN in on_one_line(told)


def test_of_a_roster_that_can_be_held_nothing_is_said() -> None:
    assert says_broken(0) == []
    assert "breaks a rule" not in says_causes(api.explain(program(), ROSTER, seconds=5.0))


def test_nobody_is_fitted_into_a_session_whose_therapist_is_away() -> None:
    held, ahead = in_force().sessions
    three = (replace(held, seats=held.seats[1:]), replace(ahead, seats=ahead.seats[1:]))
    roster = RosterFile("roster.xlsx", (in_force(*three),))
    assert any(one.id == held.id for fit in api.fit(program(), roster, "C001") for one in fit.sessions)
    found = api.fit(ill(), roster, "C001")
    assert found and all(one.id != held.id for fit in found for one in fit.sessions)
    told = on_one_line(says_fits(problem_of(ill(), MONDAY), "C001", found))
    assert "can't be held as they are (planner check says why): Anger Tue 09:00." in told


def test_a_change_without_effect_is_said_to_have_none() -> None:
    [asked] = api.whatif(program(), ["topic Anger largest 5"], ROSTER, seconds=1.0, reproducible=True)
    assert says_whatif(asked).splitlines()[-1] == CHANGES_NOTHING
