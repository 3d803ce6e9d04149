"""Questions about a week of which some has begun: what stands counts, and nothing is proposed for what is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from random import Random

import pytest

from planner import api
from planner.model import Seat
from planner.model.faults import PlannerError
from planner.program import AwayRow, Program, WeeklyWindow
from planner.remedies.asked_week import AskedWeek, InForce
from planner.replanning.request import Wanted
from planner.rosters.roster_file import RosterFile
from tests.replanned import problem_to_replan, without_thursday
from tests.small_week import (
    CODES,
    MON,
    MONDAY,
    THU,
    TUE,
    WED,
    at,
    in_force,
    program,
    session,
    weekly,
)

NOON = datetime(2026, 12, 2, 12, 0)
ENOUGH = 60.0


def given(tuesday: Seat | str = "C001", thursday: tuple[str, ...] = CODES) -> RosterFile:
    """Anger was held on Tuesday, Grief is on Thursday."""
    held = session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", tuesday, *CODES[1:])
    ahead = session("Thu-1000-GRI", "Grief", at(THU, 10), "Ben", *thursday)
    return RosterFile("roster.xlsx", (in_force(held, ahead),))


def said(whole: Program, roster: RosterFile, as_of: datetime | None = NOON) -> str:
    found = api.explain(whole, roster, seconds=ENOUGH, as_of=as_of)
    return "\n".join(f"{cause.proven} {cause.says}" for cause in found.causes)


def test_what_was_attended_counts_and_the_rest_of_the_week_is_what_is_left() -> None:
    """C001 had an hour; from Wednesday on they can't come at all."""
    left = replace(program(), client_hours={**program().client_hours, "C001": weekly(MON, TUE, WED)})
    roster = given(thursday=CODES[1:])
    assert "1 h until Wed 12:00" in said(left, roster)
    assert "1 h until" not in said(left, roster, as_of=None)


def test_hours_that_somebody_had_before_they_left_are_not_called_impossible() -> None:
    """Of C001's hours nothing is known any more, and they were there on Tuesday all the same."""
    late = replace(
        program(), client_hours={**program().client_hours, "C001": weekly(THU, opens=10, closes=11)}
    )
    roster = given(thursday=CODES[1:])
    assert "True" not in said(late, roster)
    assert "True C001" in said(late, roster, as_of=None)


def test_what_was_missed_is_missing_and_can_be_made_up() -> None:
    missed = given(Seat("C001", status="excused"))
    found = said(program(), missed)
    assert "C001" in found and "True" not in found


def test_no_change_is_proposed_for_what_is_over() -> None:
    """Ben is away from Thursday on: who leads on Monday is no remedy on Wednesday."""
    away = replace(program(), away=(AwayRow("Ada", date(2026, 12, 3), date(2026, 12, 6)),))
    alone = replace(
        away, therapists={"Ada": away.therapists["Ada"]}, therapist_hours={"Ada": weekly(*range(5))}
    )
    roster = RosterFile("roster.xlsx", (in_force(given().rosters[0].sessions[0]),))
    found = api.explain(alone, roster, seconds=ENOUGH, as_of=NOON)
    assert found.fixes
    for fix in found.fixes:
        assert not any(day in fix.change for day in ("Mon ", "Tue "))


def test_a_fix_is_what_replanning_with_it_mends() -> None:
    away = replace(program(), away=(AwayRow("everyone", date(2026, 12, 3), date(2026, 12, 4)),))
    roster = RosterFile("roster.xlsx", (in_force(given().rosters[0].sessions[0]),))
    shut = replace(away, client_hours={code: weekly(TUE, THU) for code in CODES})
    [fix] = [
        one
        for one in api.explain(shut, roster, seconds=ENOUGH, as_of=NOON).fixes
        if one.change == "everyone not away"
    ]
    assert fix.verified
    assert (fix.mends.minutes, fix.mends.needs) == (240, 4)
    [plan] = api.replan(replace(shut, away=()), roster, Wanted(NOON), seconds=2.0, reproducible=True)
    assert all(not line.short for line in plan.hours)
    assert all(not line.missing for line in plan.needs)


def test_a_newcomer_is_fitted_into_what_is_ahead_alone() -> None:
    """C001 has no seat yet; on Tuesday there was one."""
    held, ahead = given(thursday=CODES[1:]).rosters[0].sessions
    roster = RosterFile("roster.xlsx", (in_force(replace(held, seats=held.seats[1:]), ahead),))

    def starts(as_of: datetime | None) -> set[int]:
        found = api.fit(program(), roster, "C001", seconds=ENOUGH, as_of=as_of)
        return {one.start for fit in found for one in fit.sessions}

    assert at(TUE, 9) in starts(None)
    assert starts(NOON) and all(start >= at(WED, 12) for start in starts(NOON))


def test_a_change_leaves_what_has_begun_as_it_is() -> None:
    [found] = api.whatif(
        program(), ["therapist Ada away Mon-Sun"], given(), seconds=1.0, reproducible=True, as_of=NOON
    )
    assert found.roster.sessions[0] == given().rosters[0].sessions[0]
    assert found.after.seats_moved == 0
    [whole] = api.whatif(program(), ["therapist Ada away Mon-Sun"], given(), seconds=1.0, reproducible=True)
    assert all("Ada" not in one.therapists for one in whole.roster.sessions)


def test_one_more_of_a_topic_is_held_after_what_has_begun() -> None:
    answer = api.explain_topic(program(), given(), "Anger", seconds=2.0, as_of=NOON)
    assert all(time.start >= at(WED, 12) for time in answer.story.times if not time.obstacle)
    assert answer.held is not None
    assert all(one.start >= at(WED, 12) for one in answer.held.sessions)


def test_where_nothing_is_left_of_the_week_no_week_with_one_more_is_told() -> None:
    """Anger was held on Tuesday, and on Wednesday noon nobody who leads it is there any more."""
    over = replace(program(), therapist_hours={name: weekly(MON, TUE, WED) for name in program().therapists})
    answer = api.explain_topic(over, given(thursday=()), "Anger", seconds=2.0, as_of=NOON)
    assert (answer.held, answer.impossible) == (None, True)


def test_a_session_that_has_begun_stands() -> None:
    answer = api.explain_session(program(), given(), "Tue-0900-ANG", seconds=2.0, as_of=NOON)
    assert answer.closed is None
    assert answer.story.begun


def test_a_question_cut_down_is_never_tighter_than_the_week_that_has_begun() -> None:
    """What was held stands in it, whoever of it is left, and nothing of topics it isn't about."""
    problem = problem_to_replan(without_thursday(), given().rosters[0], Wanted(NOON)).problem
    week = AskedWeek(MONDAY, in_force=InForce(problem, lambda _: problem))
    anger = replace(without_thursday(), topics={"Anger": program().topics["Anger"]}, needs=())
    assert [one.topic for one in week.cut(anger).past] == ["Anger"]
    grief = replace(without_thursday(), topics={"Grief": program().topics["Grief"]}, needs=())
    assert (week.cut(grief).past, week.cut(grief).as_of) == ((), problem.as_of)


def test_what_has_begun_is_said_by_a_roster_alone() -> None:
    with pytest.raises(PlannerError, match="name the roster"):
        api.explain(program(), week=MONDAY, seconds=1.0, as_of=NOON)


def test_of_a_week_that_is_over_nothing_is_asked() -> None:
    with pytest.raises(PlannerError, match="the week of 2026-11-30 is over"):
        api.explain(program(), given(), seconds=1.0, as_of=datetime(2026, 12, 8))


def test_who_was_taken_out_by_hand_is_told_so_where_they_lack_it() -> None:
    """Of C001 a hand took the seat on Thursday; there is no other session."""
    written = given()
    edited = replace(written, rosters=given(thursday=CODES[1:]).rosters, published=written.rosters)
    assert "C001 isn't put back into Grief Thu 10:00: a hand took it out of the roster" in said(
        program(), edited
    )
    assert "by hand" not in said(program(), written) and "put back" not in said(program(), written)


def scarce(luck: Random) -> tuple[Program, RosterFile]:
    """A week in which little can be had, and a roster of it of which Tuesday is over."""

    def hours() -> tuple[WeeklyWindow, ...]:
        days = sorted(luck.sample(range(5), luck.randint(0, 4)))
        return weekly(*days, opens=luck.choice((9, 10)), closes=luck.choice((11, 12)))

    every = [(day, hour * 60) for day in range(5) for hour in (9, 10, 11)]
    topics = {
        name: replace(topic, most_a_week=luck.choice((None, 1, 2)), smallest=luck.choice((1, 2)))
        for name, topic in program().topics.items()
    }
    whole = program(
        topics=topics,
        client_hours={code: hours() for code in CODES},
        therapist_hours={name: hours() for name in ("Ada", "Ben")},
        starts=tuple(sorted(luck.sample(every, luck.randint(3, 9)))),
    )
    had = [
        Seat(code, status=luck.choice(("", "excused", "absent")), minutes=luck.choice((None, 30, 90)))
        for code in luck.sample(CODES, luck.randint(1, 4))
    ]
    held = session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", *had)
    return whole, RosterFile("roster.xlsx", (in_force(held),))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_proven_missing_on_wednesday_no_replan_has(seed: int) -> None:
    whole, roster = scarce(Random(seed))
    found = api.explain(whole, roster, seconds=ENOUGH, as_of=NOON)
    [plan] = api.replan(whole, roster, Wanted(NOON), seconds=0.5, reproducible=True)
    short = {(line.client, None) for line in plan.hours if line.short}
    lacking = short | {(line.client, line.topic) for line in plan.needs if line.missing}
    told = [cause for cause in found.causes if cause.proven and cause.client]
    assert told
    for cause in told:
        assert (cause.client, cause.topic) in lacking, cause.says
