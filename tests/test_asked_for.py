"""Who is asked for nothing in a week, of topics that are only for those who ask, is told why nothing is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import inf

import pytest

from planner import api
from planner.model import Attended, Roster
from planner.program import CurriculumRow, NeedRow, Program
from planner.reasons.asked_for import nothing_asked
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.causes import certain_causes
from planner.remedies.causes.proving import Proving
from planner.week.problem import problem_of
from tests.small_week import MON, MONDAY, program, weekly

ON_REQUEST = {name: replace(topic, only_if_asked=True) for name, topic in program().topics.items()}
TRACK = CurriculumRow("Track", 2, 8, "Anger")
ONLY = ", and 2 topics are only for those who ask (Only if asked)"


def week_of_c001(*needs: NeedRow, start: date | None = None, attended: tuple[Attended, ...] = ()) -> Program:
    """Every topic is on request; C001 has these needs and, with `start`, the curriculum from then on."""
    whole = program(topics=ON_REQUEST, curricula=(TRACK,), attendance=attended)
    others = tuple(need for need in whole.needs if need.client != "C001")
    row = replace(whole.clients["C001"], curriculum="Track" if start else None, curriculum_start=start)
    return replace(whole, needs=(*others, *needs), clients={**whole.clients, "C001": row})


def unasked(whole: Program, code: str = "C001") -> str:
    return nothing_asked(whole, problem_of(whole, MONDAY), code)


@pytest.mark.parametrize(
    ("weeks_ago", "says"),
    [
        (-3, "the curriculum Track begins on Mon 2026-12-21, Curriculum start"),
        (0, "the curriculum Track asks for nothing before week 2, and this is week 1 since Mon 2026-11-30"),
        (8, "the curriculum Track is over: it has 8 weeks, and this is week 9 since Mon 2026-10-05"),
    ],
)
def test_a_curriculum_that_asks_for_nothing_this_week_is_named(weeks_ago: int, says: str) -> None:
    found = unasked(week_of_c001(start=MONDAY - timedelta(weeks=weeks_ago)))
    assert found.startswith(f"nothing is asked for C001 this week ({says}")
    assert found.endswith(ONLY)


def test_needs_that_are_over_ahead_or_met_are_named() -> None:
    held = tuple(Attended(MONDAY - timedelta(days=days), "Anger", "C001") for days in (7, 14))
    met = NeedRow("C001", "Anger", total=2)
    over = NeedRow("C001", "Grief", until=MONDAY - timedelta(days=1))
    ahead = NeedRow("C001", "Anger", since=MONDAY + timedelta(days=7))
    assert "all 2 sessions of Anger that are asked for have been attended, Total" in unasked(
        week_of_c001(met, attended=held)
    )
    both = unasked(week_of_c001(over, ahead))
    assert (
        "Grief was asked for until Sun 2026-11-29, Until; Anger is asked for from Mon 2026-12-07, From"
        in both
    )


def test_needs_that_are_over_are_named_beside_what_is_still_asked_for() -> None:
    over = NeedRow("C001", "Grief", until=MONDAY - timedelta(days=1))
    found = unasked(week_of_c001(over, NeedRow("C001", "Anger")))
    assert found == (
        f"nothing but Anger is asked for C001 this week (Grief was asked for until Sun 2026-11-29, Until){ONLY}"
    )


def test_a_curriculum_that_is_over_is_named_beside_what_is_still_asked_for() -> None:
    found = unasked(week_of_c001(NeedRow("C001", "Anger"), start=MONDAY - timedelta(weeks=8)))
    assert found.startswith("nothing but Anger is asked for C001 this week (the curriculum Track is over")


def test_needs_that_are_over_are_not_why_hours_are_missing_where_there_is_no_time_for_them() -> None:
    over = NeedRow("C001", "Grief", until=MONDAY - timedelta(days=1))
    whole = week_of_c001(over)
    assert unasked(replace(whole, client_hours={**whole.client_hours, "C001": weekly(MON, closes=10)})) == ""


def test_nothing_is_said_of_who_asks_for_something_or_never_did_or_may_attend_anyhow() -> None:
    assert unasked(week_of_c001(), "C002") == ""
    assert unasked(week_of_c001()) == ""
    assert unasked(week_of_c001(start=MONDAY - timedelta(weeks=2))) == ""
    open_to_all = replace(week_of_c001(start=MONDAY), topics=program().topics)
    assert unasked(open_to_all) == ""


@pytest.mark.parametrize("weeks_ago", [-3, 8])
def test_hours_that_nothing_is_asked_for_are_explained_by_it_and_not_by_the_topics_alone(
    weeks_ago: int,
) -> None:
    whole = week_of_c001(start=MONDAY - timedelta(weeks=weeks_ago))
    problem, rules = problem_of(whole, MONDAY), api.rules_of(whole)
    proving = Proving(whole, problem, rules, week=AskedWeek(problem.first_day), until=inf)
    first = next(certain_causes(whole, problem, rules, Roster(MONDAY), "C001", proving))
    assert "2 h are required; nothing is asked for C001 this week (the curriculum Track" in first.says
    assert first.proven


def test_the_sheet_hours_says_so_too() -> None:
    plan = api.plan(week_of_c001(start=MONDAY + timedelta(weeks=3)), MONDAY, seconds=1, reproducible=True)[0]
    [reason] = [line.reason for line in plan.hours if line.client == "C001"]
    assert "the curriculum Track begins on Mon 2026-12-21, Curriculum start" in reason


def test_clients_for_whom_nothing_ever_asks_are_told_as_one_by_the_topics_and_not_by_other_limits() -> None:
    whole = replace(week_of_c001(), needs=())
    problem, rules = problem_of(whole, MONDAY), api.rules_of(whole)
    proving = Proving(whole, problem, rules, week=AskedWeek(problem.first_day), until=inf)
    first, *others = certain_causes(whole, problem, rules, Roster(MONDAY), None, proving)
    assert len(first.clients) == sum(client.least_minutes > 0 for client in problem.clients.values()) > 1
    asked = (
        "can't reach their hours: Anger and Grief ask for a row of Needs or Curriculum (Only if asked). C001"
    )
    assert asked in first.says and "Most a day" not in first.says
    assert first.proven and not others
