"""Every fix that is proposed, written into a copy of the workbook, mends what it says when the week is planned anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from planner import api
from planner.model import Apart, Room, Roster, Seat, Session, Therapist, Topic, Window
from planner.program import AwayRow, ClientRow, FixedRow, NeedRow, Program, RuleUse, WeeklyWindow
from planner.remedies.answers.explain import Explanation
from planner.remedies.answers.report import json_of_explanation, says_causes, says_fixes
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.terms import TERMS
from planner.remedies.changes.change import change_of
from planner.remedies.fixes.fix import TAKES_LONGER, Fix
from planner.remedies.fixes.floor import Floor
from planner.remedies.fixes.loosened_topics import TOPIC_FIELDS
from planner.remedies.fixes.missing import Mends, Missing, mends_of_topics, missing_in
from planner.remedies.fixes.prices import PREFIX
from planner.remedies.fixes.situation import Situation, longer
from planner.remedies.fixes.trials import Trials, Tried
from planner.remedies.outcome import Books
from planner.week.problem import problem_of
from tests import small_week
from tests.benchmarks.faults import MONDAY

NINE, NOON = 9 * 60, 12 * 60
ENOUGH = 20.0  # seconds, on however busy a machine; on a quiet one these weeks take one or two
EVERY_DAY = tuple(WeeklyWindow(day, NINE, NOON) for day in range(5))
SUNDAY = MONDAY.replace(month=12, day=6)
FOR_GRIEF = tuple(replace(row, topics=frozenset({"Grief"})) for row in EVERY_DAY)
TWICE = ((0, NINE), (0, NINE + 60))
CODES = tuple(f"C{number}" for number in range(1, 5))
SOUND = Program(
    topics={
        "Anger": Topic("Anger", 60, smallest=2, largest=4, most_a_week=3),
        "Grief": Topic("Grief", 60, smallest=2, largest=4),
    },
    therapists={
        "Dana": Therapist("Dana", frozenset({"Anger"})),
        "Chen": Therapist("Chen", frozenset({"Grief"})),
    },
    clients={code: ClientRow(code, "OP", least_minutes=120) for code in CODES},
    client_hours=dict.fromkeys(CODES, EVERY_DAY),
    therapist_hours=dict.fromkeys(("Dana", "Chen"), EVERY_DAY),
    starts=tuple((day, start) for day in range(5) for start in (NINE, NINE + 60, NINE + 120)),
    needs=tuple(NeedRow(code, topic) for code in CODES for topic in ("Anger", "Grief")),
)


def topic(**changes: object) -> Program:
    return replace(SOUND, topics={**SOUND.topics, "Anger": replace(SOUND.topics["Anger"], **changes)})  # type: ignore[arg-type]


def dana(**changes: object) -> Program:
    changed = replace(SOUND.therapists["Dana"], **changes)  # type: ignore[arg-type]
    return replace(SOUND, therapists={**SOUND.therapists, "Dana": changed})


FAULTS: dict[str, tuple[Program, str]] = {
    "a client comes for an hour": (
        replace(SOUND, client_hours={**SOUND.client_hours, "C1": (WeeklyWindow(0, NINE, NINE + 60),)}),
        "client C1 available",
    ),
    "nobody leads a topic": (dana(leads=frozenset({"Grief"})), "therapist Dana leads Anger"),
    "a group nobody can fill": (topic(smallest=6, largest=8), "topic Anger smallest 4"),
    "a therapist is away": (
        replace(SOUND, away=(AwayRow("Dana", MONDAY, MONDAY.replace(day=30)),), therapist_hours={
            **SOUND.therapist_hours, "Dana": (WeeklyWindow(0, NINE, NOON),)
        }),
        "Dana not away",
    ),
    "a group too small": (topic(largest=2, runs_at_most=1), "topic Anger"),
    "two leaders": (topic(leaders=2), "topic Anger leaders 1"),
    "authorised for no day they come": (
        replace(SOUND, clients={**SOUND.clients, "C1": replace(SOUND.clients["C1"], weekdays=frozenset({6}))}),
        "client C1 any day",
    ),
    "a topic no day holds": (topic(minutes=300), "topic Anger minutes"),
    "a topic a client may have once a week": (
        replace(topic(most_a_week=1), needs=(*SOUND.needs, NeedRow("C1", "Anger", 2))),
        "topic Anger most a week 3",
    ),
    "a topic that runs once": (topic(largest=2, runs_at_most=1), "topic Anger"),
    "a client apart from the one who leads": (
        replace(SOUND, apart=(Apart("C1", therapist="Dana"),)), "let C1 and Dana meet"
    ),
    "a client apart from everybody": (
        replace(SOUND, apart=tuple(Apart("C1", code) for code in CODES[1:])), "let C1"
    ),
    "a need for a day on which nobody comes": (
        replace(SOUND, needs=(*SOUND.needs[1:], NeedRow("C1", "Anger", since=SUNDAY, until=SUNDAY))),
        "client C1 needs Anger any day",
    ),
    "a changeover longer than the day": (
        replace(dana(leads=frozenset({"Anger", "Grief"})), changeover=600, starts=TWICE, therapist_hours={
            "Dana": EVERY_DAY
        }),
        "changeover",
    ),
    "a group for a tag nobody has": (topic(wanted_tags=frozenset({"women"})), "topic Anger for anybody"),
    "a leader's tag nobody has": (topic(leader_tags=frozenset({"Spanish"})), "therapist Dana also Spanish"),
    "starts when nobody comes": (topic(starts=(6 * 60,)), "add start for Anger 09:00"),
    "hours that no longer hold": (
        replace(SOUND, client_hours={**SOUND.client_hours, "C1": tuple(
            replace(window, last_day=MONDAY.replace(day=1)) for window in EVERY_DAY
        )}),
        "client C1 hours always",
    ),
    "a room and a group too small, both": (
        replace(
            topic(smallest=4, runs_at_most=1),
            topics={**SOUND.topics, "Anger": replace(SOUND.topics["Anger"], largest=2, runs_at_most=1)},
            rooms={"Oak": Room("Oak", 2)},
        ),
        "topic Anger runs at most 2",
    ),
    "a second leader whom nobody is": (
        replace(
            topic(second_leader_above=2, runs_at_most=1),
            rule_uses=tuple(RuleUse(f"{PREFIX}{kind}", "off") for kind in ("Topic's limits", "Leads")),
        ),
        "topic Anger second leader above 4",
    ),
    "a therapist's hours for another topic": (
        replace(SOUND, therapist_hours={**SOUND.therapist_hours, "Dana": FOR_GRIEF}), "therapist Dana hours on"
    ),
    "a client's hours for another topic": (
        replace(SOUND, client_hours={**SOUND.client_hours, "C1": FOR_GRIEF}), "client C1 hours on"
    ),
    "a therapist who may not lead more": (
        replace(dana(most_minutes=60), topics={**SOUND.topics, "Anger": replace(SOUND.topics["Anger"], largest=2)},
            rule_uses=tuple(RuleUse(f"{PREFIX}{kind}", "off") for kind in ("Therapist's limits", "Largest", "Leads"))
        ),
        "one more therapist like Dana",
    ),
    "a rule made must that nobody can keep": (
        replace(SOUND, rule_uses=(RuleUse("Days on site", "must"),)), "rule Days on site 240"
    ),
}  # fmt: skip


def lacks(program: Program) -> tuple[int, int]:
    (plan,) = api.plan(program, MONDAY, seconds=0.2, reproducible=True)
    return sum(line.short for line in plan.hours), sum(line.missing for line in plan.needs)


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


def phrases(found: Explanation) -> list[str]:
    return [fix.change for fix in found.fixes]


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
