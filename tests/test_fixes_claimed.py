"""What is claimed of a fix: no more than a week planned with it shows, and in doubt where none did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from planner import api
from planner.model import Roster
from planner.program import Program
from planner.remedies.answers.explain import Explanation
from planner.remedies.answers.report import says_fixes
from planner.remedies.asked_week import AskedWeek
from planner.remedies.changes.change import change_of
from planner.remedies.fixes.fix import TAKES_LONGER, Fix
from planner.remedies.fixes.floor import Floor
from planner.remedies.fixes.missing import Mends, Missing, mends_of_topics, missing_in
from planner.remedies.fixes.trials import Trials, Tried
from planner.remedies.outcome import Books
from tests.benchmarks.faults import MONDAY
from tests.faulty_week import CODES, ENOUGH, FAULTS


@pytest.mark.parametrize("name", ["two leaders", "a client comes for an hour"])
def test_what_planning_with_a_fix_does_not_find_is_in_doubt(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search found it: whoever makes the change plans, and may have to plan for longer."""
    program, _ = FAULTS[name]

    def found_nothing(trials: Trials, changed: Program, seconds: float) -> Tried:
        return Tried(trials.problem, trials.roster, trials.missing)

    assert any(fix.verified for fix in api.explain(program, week=MONDAY, seconds=ENOUGH).fixes)
    monkeypatch.setattr(Trials, "planned", found_nothing)
    found = api.explain(program, week=MONDAY, seconds=ENOUGH)
    assert {fix.doubt for fix in found.fixes} == {TAKES_LONGER}
    assert "Perhaps (planning with it may take longer to get there): " in " ".join(says_fixes(found).split())


@pytest.mark.parametrize("given", [True, False])
def test_a_fix_is_claimed_for_a_week_planned_as_whoever_makes_the_change_will(given: bool) -> None:
    """Begun with the roster in force where there is one, else from nothing: the week that was looked at is nobody's."""
    program, _ = FAULTS["nobody leads a topic"]
    books = Books(api.rules_of, api.rules_of)
    roster = Roster(MONDAY)
    trials = Trials(program, AskedWeek(MONDAY), books, roster, given=roster if given else None)
    begun: list[object] = []
    searched = Trials._searched

    def noted(self: Trials, changed: Program, begin: Sequence[Roster], seconds: float) -> Tried | None:
        begun.append(list(begin))
        return searched(self, changed, begin, seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Trials, "_searched", noted)
        trials.planned(change_of(program, MONDAY, "therapist Dana leads Anger").program, 1.0)
    assert begun == [[roster] if given else []]


def test_of_two_weeks_with_a_change_the_lesser_is_told() -> None:
    """And of needs half, where hours are missing that a longer search may find at their cost."""
    program, _ = FAULTS["nobody leads a topic"]
    everybody = [(code, "Anger") for code in CODES]
    books = Books(api.rules_of, api.rules_of)
    trials = Trials(program, AskedWeek(MONDAY), books, Roster(MONDAY))
    trials.floor = Floor(of_topics={"Anger": 4})
    with_dana = trials.tried(change_of(program, MONDAY, "therapist Dana leads Anger").program)
    assert with_dana is not None and with_dana.missing.sessions == 0
    [held] = [one for one in with_dana.roster.sessions if one.topic == "Anger"]
    for seats in (3, 1):
        fewer = [one for one in with_dana.roster.sessions if one.topic != "Anger"]
        roster = Roster(MONDAY, (*fewer, replace(held, seats=held.seats[:seats])))
        lesser = Tried(with_dana.problem, roster, missing_in(with_dana.problem, roster))
        sure = trials.shown_by_both(with_dana, lesser, everybody)
        assert sure is not None and (sure.needs, sure.clients) == (seats, seats)
    both = trials.shown_by_both(with_dana, with_dana, everybody)
    assert both is not None and both.needs == 4
    half = trials.shown_by_both(with_dana, replace(with_dana, open_hours=True), everybody)
    assert half is not None and half.needs == 2


def test_where_needs_that_weigh_less_give_way_sessions_of_the_topic_alone_are_claimed() -> None:
    """And of these only half, as long as others are missing; nothing where the week isn't the better one."""
    floor, asked = Floor(of_topics={"Anger": 4}), [(code, "Anger") for code in CODES]
    lacked: dict[tuple[str, str | None], int] = {(code, "Anger"): 1 for code in CODES}
    before = Missing(lacked, total=(0, 0, 400), sessions=4, hours={})
    traded: dict[tuple[str, str | None], int] = {(code, "Grief"): 2 for code in CODES}
    after = Missing(traded, total=(0, 0, 8), sessions=8, hours={})
    all_of_it, anger = Missing({}, (0, 0, 0), 0, {}), ("Anger",)
    assert mends_of_topics(before, [after], floor, asked) == Mends(0, 2, 2, topics=anger)
    assert mends_of_topics(before, [all_of_it], floor, [*asked, ("C1", "Grief")]) == Mends(
        0, 4, 4, topics=anger
    )
    assert mends_of_topics(before, [all_of_it, after], floor, asked) == Mends(0, 2, 2, topics=anger)
    assert mends_of_topics(before, [replace(after, total=(0, 0, 400))], floor, asked) is None


def test_what_is_claimed_of_a_topic_says_that_others_may_give_way() -> None:
    fix = Fix("Dana leads Anger", "therapist Dana leads Anger", Mends(0, 2, 2, topics=("Anger",)), 60)
    told = " ".join(says_fixes(Explanation((), (fix,))).split())
    assert (
        "Dana leads Anger: mends at least 2 sessions of Anger for 2 clients (some needs that weigh less may be "
        "missing for it)"
    ) in told
