"""Every fix that is proposed, written into a copy of the workbook, mends what it says in a week planned anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner import api
from planner.model import Room, Roster, Seat, Session, Window
from planner.program import FixedRow, Program, RuleUse, WeeklyWindow
from planner.remedies.answers.explain import Explanation
from planner.remedies.answers.report import json_of_explanation, says_causes, says_fixes
from planner.remedies.causes.terms import TERMS
from planner.remedies.changes.change import change_of
from planner.remedies.fixes.loosened_topics import TOPIC_FIELDS
from planner.remedies.fixes.missing import Mends
from planner.remedies.fixes.prices import PREFIX
from planner.remedies.fixes.situation import Situation, longer
from planner.week.problem import problem_of
from tests import small_week
from tests.benchmarks.faults import MONDAY
from tests.faulty_week import (
    CODES,
    ENOUGH,
    FAULTS,
    NINE,
    NOON,
    SOUND,
    dana,
    lacks,
    phrases,
)


def test_what_no_single_change_mends_is_mended_by_two_together() -> None:
    """Nobody leads it, and the room it takes is missing: neither change helps by itself."""
    both = replace(
        dana(leads=frozenset({"Grief"})),
        topics={**SOUND.topics, "Anger": replace(SOUND.topics["Anger"], room_kind="studio")},
        rooms={"Oak": Room("Oak", 8)},
    )
    found = api.explain(both, week=MONDAY, seconds=ENOUGH)
    best = found.fixes[0]
    assert len(best.change.split("; ")) == 2
    assert (best.verified, best.mends.needs) == (True, 4)
    short, missing = lacks(both)
    assert missing - lacks(change_of(both, MONDAY, best.change).program)[1] == 4
    for part in best.change.split("; "):
        assert lacks(change_of(both, MONDAY, part).program) == (short, missing)


def test_a_size_of_group_is_proposed_that_holds_those_who_have_a_seat_too() -> None:
    program, phrase = FAULTS["a second leader whom nobody is"]
    lacking = Situation(program, problem_of(program, MONDAY), ("C1", "C3"), "Anger")
    assert [one.phrase for one in TOPIC_FIELDS["second_leader_above"](lacking, "Anger")] == [phrase]


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_proposed_for_a_fault_mends_what_it_says(name: str) -> None:
    program, expected = FAULTS[name]
    found = api.explain(program, week=MONDAY, seconds=ENOUGH)
    assert any(change.startswith(expected) for change in phrases(found))
    short, missing = lacks(program)
    for fix in found.fixes:
        after = lacks(change_of(program, MONDAY, fix.change).program)
        assert fix.verified
        assert short - after[0] >= fix.mends.minutes, fix.change
        assert missing - after[1] >= fix.mends.needs, fix.change


def test_longer_hours_are_no_longer_than_it_takes() -> None:
    """One hour is lacking, and the program is open from 9 to 22."""
    open_late = tuple((day, hour * 60) for day in range(5) for hour in range(9, 22))
    always = tuple(WeeklyWindow(day, NINE, 22 * 60) for day in range(5))
    codes = {**dict.fromkeys(CODES, always), "C1": (WeeklyWindow(0, NINE, NINE + 60),)}
    week = replace(
        SOUND, starts=open_late, client_hours=codes, therapist_hours=dict.fromkeys(("Dana", "Chen"), always)
    )
    found = api.explain(week, week=MONDAY, seconds=ENOUGH)
    longer = [
        fix for fix in found.fixes if fix.change.startswith("client C1 available") and fix.mends.minutes == 60
    ]
    assert longer
    for fix in longer:
        opens, closes = (int(part[:2]) * 60 + int(part[3:5]) for part in fix.change.split()[-1].split("-"))
        assert closes - opens <= 120, fix.change


def test_days_that_a_fix_mends_are_told() -> None:
    days = {name: replace(row, least_days=2) for name, row in SOUND.levels.items() if name == "OP"}
    hours = {**SOUND.client_hours, "C1": (WeeklyWindow(0, NINE, NOON),)}
    week = replace(SOUND, client_hours=hours, levels={**SOUND.levels, **days})
    found = api.explain(week, week=MONDAY, seconds=ENOUGH)
    assert [fix["mends"]["days"] for fix in json_of_explanation(found)["fixes"]][:1] == [1]
    assert "mends at least 1 day for 1 client" in " ".join(says_fixes(found).split())


def test_too_few_seats_for_all_are_mended_by_larger_groups_in_rooms_that_hold_them() -> None:
    """Four clients, one leader, two sessions of two seats: nobody's own hours are too few, and no topic is needed."""
    small = {name: replace(topic, largest=2) for name, topic in small_week.program().topics.items()}
    week = small_week.program(
        topics=small,
        therapists={"Ada": small_week.program().therapists["Ada"]},
        rooms={"Oak": Room("Oak", 2)},
        starts=((small_week.TUE, NINE), (small_week.THU, NINE)),
        needs=(),
    )
    found = api.explain(week, week=MONDAY, seconds=ENOUGH)
    fix = found.fixes[0]
    assert "largest 4" in fix.change and "room Oak seats 4" in fix.change
    assert fix.verified
    assert (fix.mends.minutes, fix.mends.clients) == (240, 4)
    changed = change_of(week, MONDAY, fix.change).program
    assert lacks(changed)[0] == lacks(week)[0] - 240 == 0


def test_a_week_in_which_nothing_is_missing_needs_no_fix() -> None:
    found = api.explain(SOUND, week=MONDAY, seconds=ENOUGH)
    assert (found.causes, found.fixes, found.untried) == ((), (), 0)


class TestNoPlan:
    """Settled sessions that contradict each other: the least that is to be released is told with its cells."""

    def settled(self, *rows: tuple[int, str, int]) -> Program:
        fixed = tuple(
            FixedRow(name, start, weekday=0, therapists=("Dana",), place=f"book.xlsx: Fixed!A{number}")
            for number, name, start in rows
        )
        return replace(dana(leads=frozenset({"Anger", "Grief"})), fixed=fixed)

    def test_one_of_two_is_enough_and_the_bystander_is_no_part_of_it(self) -> None:
        week = self.settled((2, "Anger", NINE), (3, "Grief", NINE), (12, "Grief", NINE + 60))
        found = api.explain(week, week=MONDAY, seconds=ENOUGH)
        assert {cell for cause in found.causes for cell in cause.places} == {"Fixed!A2", "Fixed!A3"}
        assert phrases(found) == ["release Fixed!A2", "release Fixed!A3"]
        assert lacks(change_of(week, MONDAY, "release Fixed!A3").program) == (0, 0)
        # Without a plan all of it is missing: two hours and two needs of each of four clients.
        assert {fix.mends for fix in found.fixes} == {Mends(480, 8, 4)}

    def test_where_one_is_not_enough_two_go_together(self) -> None:
        week = self.settled(
            (2, "Anger", NINE), (3, "Grief", NINE), (4, "Anger", NOON - 60), (5, "Grief", NOON - 60)
        )
        found = api.explain(week, week=MONDAY, seconds=ENOUGH)
        assert "release Fixed!A2; release Fixed!A4" in phrases(found)
        for fix in found.fixes:
            assert fix.change.count("release") == 2
            lacks(change_of(week, MONDAY, fix.change).program)

    def test_settled_sessions_that_are_never_to_be_released_are_named_and_stay(self) -> None:
        week = self.settled((2, "Anger", NINE), (3, "Grief", NINE))
        off = replace(week, rule_uses=(RuleUse(f"{PREFIX}Settled session", "off"),))
        found = api.explain(off, week=MONDAY, seconds=ENOUGH)
        assert {cell for cause in found.causes for cell in cause.places} == {"Fixed!A2", "Fixed!A3"}
        assert found.fixes == ()


class TestPrices:
    """The sheet Rules says what a kind of change costs."""

    def test_a_kind_that_is_off_is_never_proposed(self) -> None:
        program, _ = FAULTS["nobody leads a topic"]
        off = replace(program, rule_uses=(RuleUse(f"{PREFIX}Leads", "off"),))
        assert all("leads" not in change for change in phrases(api.explain(off, week=MONDAY, seconds=ENOUGH)))

    def test_a_price_is_what_the_fix_costs(self) -> None:
        program, _ = FAULTS["two leaders"]
        dear = replace(program, rule_uses=(RuleUse(f"{PREFIX}Leaders", 500),))
        costs = {fix.change: fix.cost for fix in api.explain(dear, week=MONDAY, seconds=ENOUGH).fixes}
        assert costs["topic Anger leaders 1"] >= 500


def test_causes_are_told_before_a_fix_is_looked_for() -> None:
    told: list[Explanation] = []
    found = api.explain(dana(leads=frozenset({"Grief"})), week=MONDAY, seconds=ENOUGH, on_causes=told.append)
    assert [(one.causes, one.fixes) for one in told] == [(found.causes, ())]
    assert found.causes
    assert all(len(line) <= 80 or "planner whatif" in line for line in says_causes(found).splitlines())
    assert "planner whatif BOOK 'therapist Dana leads Anger'" in says_fixes(found)


def test_every_term_of_a_topic_that_can_be_a_cause_can_be_let_go() -> None:
    assert {field for field, *_ in TERMS} <= TOPIC_FIELDS.keys()


def test_longer_hours_go_as_far_as_whoever_has_them_is_needed_outside_of_what_they_have() -> None:
    problem = problem_of(replace(SOUND, rooms={"Oak": Room("Oak", 8)}), MONDAY)
    nine_to_ten = (Window(NINE, NINE + 60),)
    half_past = Session(
        "Mon-0930", "Anger", NINE + 30, 60, therapists=("Dana",), room="Oak", seats=(Seat("C1"), Seat("C2"))
    )
    noon = Session("Mon-1200", "Grief", NOON, 60, therapists=("Chen",), seats=(Seat("C3"),))
    for kind, name in (("client", "C1"), ("therapist", "Dana"), ("room", "Oak")):
        longest = longer(problem, kind, name, nine_to_ten, 0, (NINE, NOON + 60))
        assert longest is not None
        assert longest.phrase == f"{kind} {name} available Mon 10:00-13:00"
        assert longest.narrow is not None
        least = longest.narrow(Roster(MONDAY, (half_past, noon)))
        assert least is not None
        assert least.phrase == f"{kind} {name} available Mon 10:00-10:30"
        assert longest.narrow(Roster(MONDAY, (noon,))) is None
