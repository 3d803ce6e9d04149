"""What is in the way of many is found by taking it away: nobody is told to be helped who isn't."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from math import inf

import pytest

from planner import api
from planner.language.limits import Stage
from planner.model import Room, Roster, Seat, Session, Topic
from planner.planning import breaches_of
from planner.program import AwayRow, FixedRow, NeedRow, Program, RuleUse, WeeklyWindow
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.cause import Cause
from planner.remedies.causes.outliers import closed_rooms, idle_days
from planner.remedies.causes.question import Fact
from planner.remedies.causes.unless import Gain, Unless
from planner.week.problem import problem_of
from tests.small_week import CODES, MONDAY, TUE, at, in_force, program, session, weekly

ALONE = weekly(TUE)


def asked(whole: Program, roster: Roster) -> Unless:
    rules = [rule for rule in api.rules_of(whole) if rule.hard or (rule.stage or 99) <= Stage.NEEDS]
    unless = Unless(whole, problem_of(whole, MONDAY), rules, AskedWeek(MONDAY))
    unless.fill_up(roster, inf)
    return unless


def told(whole: Program, roster: Roster | None = None) -> list[str]:
    unusual, others = asked(whole, roster or Roster(MONDAY)).causes(None, inf)
    assert not any(cause.proven for cause in (*unusual, *others))
    return [cause.says for cause in (*unusual, *others)]


def on_tuesday(**more: object) -> Program:
    """Everybody is there on Tuesday alone, and each needs Anger and Grief."""
    whole = program(client_hours=dict.fromkeys(CODES, ALONE), therapist_hours={"Ada": ALONE, "Ben": ALONE})
    return replace(whole, **more)  # type: ignore[arg-type]


def only_ada(**fields: object) -> Mapping[str, object]:
    whole = program()
    return {"Ada": replace(whole.therapists["Ada"], **fields)}  # type: ignore[arg-type]


def with_rooms(hours: tuple[WeeklyWindow, ...]) -> Program:
    return on_tuesday(
        rooms={name: Room(name, 4) for name in ("Oak", "Elm")}, room_hours={"Oak": hours, "Elm": hours}
    )


def test_rooms_that_are_closed_in_less_than_half_of_the_time_that_is_staffed_are_nothing_unusual() -> None:
    def closed(opens: int) -> set[str]:
        return closed_rooms(problem_of(with_rooms(weekly(TUE, opens=opens, closes=12)), MONDAY))

    assert closed(11) == {"Oak", "Elm"}
    assert closed(10) == set()


def test_a_long_changeover_is_among_the_first_that_are_taken_away() -> None:
    def first(minutes: int) -> list[str]:
        unless = asked(on_tuesday(changeover=minutes), Roster(MONDAY))
        return [fact.says for fact, unusual, _ in unless._facts(None, 0) if unusual]

    assert first(30) == ["a changeover takes 30 min"]
    assert first(10) == []


def test_nothing_is_in_the_way_where_nothing_is_missing() -> None:
    assert told(program(), in_force()) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (on_tuesday(therapists=only_ada(most_minutes=60)), "Ada leads 1 h a week at most (Most hours)"),
        (on_tuesday(therapists=only_ada(most_a_day=1)), "Ada leads 1 a day at most (Most a day)"),
        (on_tuesday(therapists=only_ada(), changeover=180), "a changeover takes 180 min"),
        (on_tuesday(rule_uses=(RuleUse("Staff time", "must"),)), "the rule Staff time is a must (Rules)"),
        (
            on_tuesday(
                therapists=only_ada(),
                away=(AwayRow("Ada", MONDAY, MONDAY + timedelta(days=6), reason="Leave"),),
            ),
            "Ada is away",
        ),
        (
            on_tuesday(therapists=only_ada(), therapist_hours={"Ada": weekly(TUE, closes=10)}),
            "Ada is there Tue 09:00–10:00",
        ),
        (with_rooms(weekly(TUE, opens=9, closes=10)), "Oak and Elm are available Tue 09:00–10:00"),
        (with_rooms(weekly(*range(7), opens=9, closes=10)), "Oak and Elm are available daily 09:00–10:00"),
    ],
)
def test_what_was_made_so_is_named_first_with_whom_it_keeps_out(changed: Program, says: str) -> None:
    said = told(changed)
    assert said[0].startswith(says)
    assert "without that, 4 clients (C001, C002, C003, C004) could have more" in said[0]


def test_of_which_topics_more_could_be_had_is_told_where_it_is_no_hours() -> None:
    easy = {code: replace(row, least_minutes=0) for code, row in program().clients.items()}
    anger = tuple(need for need in program().needs if need.topic == "Anger")
    must = (RuleUse("Staff time", "must"),)
    [first, *_] = told(on_tuesday(clients=easy, needs=anger, rule_uses=must))
    assert first.endswith("without that, 4 clients (C001, C002, C003, C004) could have more of Anger")


def test_settled_sessions_that_take_the_only_leader_are_named_with_their_times() -> None:
    tea = Topic("Tea", 180, "community", counts=False, needs_room=False)
    ada = only_ada(leads=frozenset({"Anger", "Grief", "Tea"}))
    row = FixedRow("Tea", 540, TUE, therapists=("Ada",))
    changed = on_tuesday(therapists=ada, topics={**program().topics, "Tea": tea}, fixed=(row,))
    settled = Session("tea", "Tea", at(TUE, 9), 180, therapists=("Ada",))
    [first, *_] = told(changed, Roster(MONDAY, (settled,)))
    assert first.startswith(
        "Tea is settled on Tue 09:00 (Fixed): without that, 4 clients (C001, C002, C003, C004)"
    )


def test_settled_sessions_that_keep_nobody_out_are_not_named() -> None:
    row = FixedRow("Anger", 540, TUE, therapists=("Ada",))
    settled = Session("anger", "Anger", at(TUE, 9), 60, therapists=("Ada",), seats=tuple(map(Seat, CODES)))
    assert not [
        says for says in told(on_tuesday(fixed=(row,)), Roster(MONDAY, (settled,))) if "settled" in says
    ]


def test_clients_seated_one_after_another_keep_every_rule_together() -> None:
    whole = program()
    unless = asked(whole, Roster(MONDAY, (session("kept", "Anger", at(TUE, 9), "Ada", *CODES[:2]),)))
    assert breaches_of(unless.problem, unless.roster, unless.rules) == []
    names = [one.id for one in unless.roster.sessions]
    assert len(names) == len(set(names))


def test_of_clients_for_whom_no_seat_was_looked_for_nothing_is_said() -> None:
    whole = on_tuesday(rule_uses=(RuleUse("Staff time", "must"),))
    rules = list(api.rules_of(whole))
    unless = Unless(whole, problem_of(whole, MONDAY), rules, AskedWeek(MONDAY))
    unless.fill_up(Roster(MONDAY), until=0)
    found: tuple[list[Cause], list[Cause]] = unless.causes(None, inf)
    assert found == ([], [])


def test_a_day_on_which_all_are_there_and_nothing_may_start_is_named() -> None:
    """Everybody comes on three days, of which Times leaves one out: no day of a few, and no two of the three."""
    three = weekly(0, TUE, 2)
    monday_and_wednesday = on_tuesday(therapists=only_ada(), starts=((0, 9 * 60), (2, 9 * 60)))
    needs = tuple(NeedRow(code, "Anger", 3) for code in CODES)
    hours = dict.fromkeys(CODES, three)
    whole = replace(monday_and_wednesday, client_hours=hours, therapist_hours={"Ada": three}, needs=needs)
    assert idle_days(problem_of(whole, MONDAY)) == {TUE}
    assert told(whole)[0].startswith("no session may start on Tue (Times): without that, 4 clients")
    few = replace(whole, client_hours=dict.fromkeys(CODES, weekly(0)) | {"C001": three})
    assert idle_days(problem_of(few, MONDAY)) == set()
    assert idle_days(problem_of(replace(whole, starts=((0, 9 * 60),)), MONDAY)) == set()


def test_a_limit_far_from_what_is_usual_is_named_where_nobody_can_be_seated_alone_without_it() -> None:
    """Grief takes three, Ada may lead no more, and the third sits elsewhere then: somebody else would have to move."""
    ada, ben = program().therapists.values()
    topics = dict(program().topics, Grief=Topic("Grief", 60, smallest=3, largest=4))
    tea = Topic("Tea", 60, "community", smallest=1, counts=False, needs_room=False, only_if_asked=False)
    whole = on_tuesday(
        topics=topics | {"Tea": tea},
        starts=((TUE, 540), (TUE, 600)),
        needs=tuple(NeedRow(code, "Grief") for code in CODES[:3]),
        therapists={
            "Ada": replace(ada, leads=frozenset({"Anger", "Grief"}), most_minutes=60),
            "Ben": replace(ben, leads=frozenset({"Tea"}), most_minutes=600),
        },
    )
    first = session("first", "Anger", at(TUE, 9), "Ada", *CODES)
    roster = Roster(MONDAY, (first, session("tea", "Tea", at(TUE, 10), "Ben", *CODES[2:])))
    said = told(whole, roster)
    far = "far from what is usual, and in the way of what 2 clients (C001, C002) lack"
    assert said == [f"Ada leads 1 h a week at most (Most hours): {far}"]


def test_open_groups_that_are_only_for_those_who_ask_are_named_where_somebody_could_fill_hours_there() -> (
    None
):
    whole = program()
    on_request = {name: replace(topic, only_if_asked=True) for name, topic in whole.topics.items()}
    needs = tuple(need for need in whole.needs if need.client != "C004")
    running = in_force(
        session("a", "Anger", at(TUE, 9), "Ada", *CODES[:3]),
        session("g", "Grief", at(TUE, 10), "Ben", *CODES[:3]),
    )
    said = told(on_tuesday(topics=on_request, needs=needs), running)
    asked_for = "Anger and Grief ask for a row of Needs or Curriculum (Only if asked)"
    assert f"{asked_for}: without that, 1 client (C004) could have more" in said
    closed = {name: replace(topic, closed=True) for name, topic in on_request.items()}
    assert not [says for says in told(on_tuesday(topics=closed, needs=needs), running) if "ask for" in says]


def test_hours_of_a_therapist_which_bind_everywhere_are_told_after_other_facts() -> None:
    def fact(place: str) -> Fact:
        return Fact("so it is", lambda scene: scene, (place,))

    there = Gain(fact("Therapist availability!A2"), much=3, clients=("C001", "C002"))
    settled = Gain(fact("Fixed!A2"), much=1, clients=("C001",))
    assert settled.rank > there.rank
    assert replace(there, stands_out=True).rank > settled.rank
