"""What would help with everybody else where they are: it is looked for first, and takes as little as it can."""

from __future__ import annotations

from dataclasses import replace

from planner import api
from planner.engine.nearby import filled_up
from planner.language.draft import Draft
from planner.language.rule import bars_of
from planner.model import Apart, Room, Session, Window
from planner.program import Program
from planner.remedies.changes.change import change_of
from planner.remedies.fixes.fix import Fix, best_of
from planner.remedies.fixes.floor import counted_floor
from planner.remedies.fixes.ideas import Idea, in_turn
from planner.remedies.fixes.missing import Mends
from planner.remedies.fixes.proposal import Proposal
from planner.remedies.fixes.trials import counting
from planner.remedies.seating import Seating
from planner.rosters.roster_file import RosterFile
from planner.week.problem import problem_of
from tests.small_week import CODES, MONDAY, THU, TUE, at, in_force, program, session, weekly

OTHERS = CODES[1:]
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
ENOUGH = 20.0  # seconds, on however busy a machine


def without_the_first() -> tuple[Session, Session]:
    """Anger on Tuesday and Grief on Thursday, for all but the first client."""
    return (
        session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", *OTHERS),
        session("Thu-1000-GRI", "Grief", at(THU, 10), "Ben", *OTHERS),
    )


def fixes_of(week: Program) -> tuple[Fix, ...]:
    """What would help, asked of a roster in which the first client has nothing."""
    given = RosterFile("roster.xlsx", (in_force(*without_the_first()),))
    return api.explain(week, given, MONDAY, seconds=ENOUGH).fixes


def test_longer_hours_are_those_in_which_the_sessions_run_and_nobody_else_moves() -> None:
    an_hour = {**program().client_hours, "C001": weekly(TUE, opens=9, closes=10)}
    needs = tuple(row for row in program().needs if (row.client, row.topic) != ("C001", "Grief"))
    best = fixes_of(program(client_hours=an_hour, needs=needs))[0]
    assert (best.change, best.moved) == ("client C001 available Thu 10:00-11:00", 0)
    assert (best.verified, best.mends.minutes, best.mends.clients) == (True, 60, 1)


def test_a_seat_within_the_usual_hours_comes_before_one_for_which_the_day_is_longer() -> None:
    problem = problem_of(program(), MONDAY)
    held = (
        session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", *CODES),
        session("Tue-1100-GRI", "Grief", at(TUE, 11), "Ben", *OTHERS),
        session("Thu-0900-GRI", "Grief", at(THU, 9), "Ben", *OTHERS),
    )
    for tuesday, thursday, start in ((10, 10, at(THU, 9)), (12, 8, at(TUE, 11))):
        usual = {"C001": (Window(at(TUE, 9), at(TUE, tuesday)), Window(at(THU, 7), at(THU, thursday)))}
        seating = Seating(problem, api.rules_of(program()), usual=usual)
        [taken] = seating.seated(in_force(*held), "C001").taken
        assert (taken.topic, taken.start) == ("Grief", start)


def test_who_is_kept_apart_from_all_who_could_come_lacks_their_hours_for_certain() -> None:
    for apart, lacked in ((OTHERS, 120), (OTHERS[1:], 0)):
        week = program(apart=tuple(Apart("C001", other) for other in apart))
        problem = problem_of(week, MONDAY)
        draft = Draft(problem, bars_of(problem, [rule for rule in api.rules_of(week) if rule.hard]))
        assert counted_floor(problem, draft, ()).of_clients["C001"] == (lacked, 0)


def test_who_is_kept_apart_from_everybody_is_seated_where_they_needn_t_be() -> None:
    week = program(apart=tuple(Apart("C001", other) for other in OTHERS))
    best = fixes_of(week)[0]
    assert best.change.startswith("let C001 ")
    assert (best.verified, best.mends.minutes, best.moved) == (True, 120, 0)
    assert len(change_of(week, MONDAY, best.change).program.apart) < len(OTHERS)


def test_of_two_changes_that_mend_the_same_the_one_that_moves_fewer_comes_first() -> None:
    still = Fix("Ada is there longer", "therapist Ada available Mon 9-10", Mends(60, 0, 1), cost=30)
    moving = Fix("C001 comes earlier", "client C001 available Mon 8-9", Mends(60, 0, 1), cost=10, moved=40)
    leading = replace(still, change="therapist Ben available Mon 9-10", staff=60)
    assert best_of([moving, leading, still]) == [still, leading, moving]


def test_no_more_than_three_changes_of_one_person_that_mend_the_same_are_told() -> None:
    fixes = [Fix("", f"client C001 available {day} 9-10", Mends(60, 0, 1), cost=10) for day in WEEKDAYS]
    other = Fix("", "client C002 available Mon 9-10", Mends(60, 0, 1), cost=20)
    assert [fix.change.split()[1] for fix in best_of([*fixes, other])] == ["C001", "C001", "C001", "C002"]


def test_what_several_ask_for_of_different_topics_is_tried_before_what_one_does() -> None:
    common = Proposal("Therapist's limits", "therapist Ada most hours 9", 0, "Ada leads up to 9 h")
    own = Proposal("Client's hours", "client C001 available Mon 9-10", 0, "C001 could come")
    groups = {
        "C001": [
            Idea(own, 20, "C001", {("C001", None): None}),
            Idea(common, 30, "C001", {("C001", None): None}),
        ],
        "Anger": [Idea(common, 30, "Anger", {("C002", "Anger"): None, ("C003", "Anger"): None})],
    }
    first, second = in_turn(groups)
    assert [first.proposal, second.proposal] == [common, own]
    assert list(first.asking) == [("C001", None), ("C002", "Anger"), ("C003", "Anger")]


def test_who_sits_with_whom_stays_where_nobody_joins_however_uneven_it_is() -> None:
    topics = {name: replace(topic, smallest=1) for name, topic in program().topics.items()}
    for rooms in ({}, {"Elm": Room("Elm", 4), "Oak": Room("Oak", 2)}):
        problem = problem_of(program(topics=topics, rooms=rooms), MONDAY)
        elm, oak = ("Elm", "Oak") if rooms else (None, None)
        held = (
            replace(session("a", "Anger", at(TUE, 9), "Ben", *CODES[:3]), room=elm),
            replace(session("b", "Anger", at(TUE, 9), "Ada", *CODES[3:]), room=oak),
            replace(session("c", "Grief", at(THU, 9), "Ada", *CODES), room=elm),
        )
        found = filled_up(problem, counting(api.rules_of(program())), in_force(*held))
        assert found is not None
        assert {(one.therapists, one.clients) for one in found.sessions if one.start == at(TUE, 9)} == {
            (("Ben",), CODES[:3]),
            (("Ada",), CODES[3:]),
        }
        assert all(one.room in {elm, oak} for one in found.sessions)


def test_on_another_day_a_client_is_seated_at_the_time_of_day_at_which_they_come_on_others() -> None:
    late = {"C001": (Window(at(TUE, 11), at(TUE, 12)),)}
    problem = problem_of(program(), MONDAY)
    held = (
        session("Tue-1100-ANG", "Anger", at(TUE, 11), "Ada", *CODES),
        session("Thu-0900-GRI", "Grief", at(THU, 9), "Ben", *OTHERS),
        session("Thu-1100-GRI", "Grief", at(THU, 11), "Ben", *OTHERS),
    )
    rules = api.rules_of(program())
    [taken] = Seating(problem, rules, usual=late).seated(in_force(*held), "C001").taken
    assert (taken.topic, taken.start) == ("Grief", at(THU, 11))
