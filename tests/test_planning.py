"""The one flow that plans: what a caller can ask of it, and that it can be ended from outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from threading import Event, Thread

import pytest

from constraints import rule_book
from planner import api, planning
from planner.engine.solve import solve
from planner.history import attended_of
from planner.language.draft import Draft
from planner.language.limits import Limit
from planner.language.rule import Rule, cost_at
from planner.model import Fixed, Problem, Room, Roster, Seat, Session
from planner.plan import Plan
from planner.planning import breaches_of, new_breaches, solved
from planner.rosters.roster_file import RosterFile
from planner.search import Progress, Search
from planner.week.problem import problem_of
from tests.benchmarks.planted import planted_week
from tests.constraints.crooked import ANGER, crooked
from tests.constraints.weeks import at
from tests.small_week import MONDAY, program
from tests.small_week import session as held_by


def test_whoever_sets_the_event_ends_the_search_from_another_thread() -> None:
    stop = Event()

    def press(progress: Progress) -> None:
        other = Thread(target=stop.set)
        other.start()
        other.join()

    problem = planted_week(24, 1, "listed", True).problem
    found = solved(problem, rule_book(), Search(600, on_progress=press, stop=stop))
    assert found.interrupted
    assert not breaches_of(problem, found.roster, rule_book())


def test_a_stopped_search_ends_with_the_week_at_hand() -> None:
    stop = Event()
    stop.set()
    plans = api.plan(program(), MONDAY, 3, seconds=60, stop=stop)
    assert [plan.interrupted for plan in plans] == [True]
    assert [plan.roster.first_day for plan in plans] == [date(2026, 11, 30)]


def test_a_client_may_be_called_what_a_therapist_is() -> None:
    """Each has a day of their own: what the one waits and eats is nothing to the other."""
    given = program(lunch=(600, 660))
    given = replace(
        given,
        clients={**given.clients, "Ada": replace(given.clients["C001"], code="Ada")},
        client_hours={**given.client_hours, "Ada": given.client_hours["C001"]},
    )
    (plan,) = api.plan(given, MONDAY, seconds=1, reproducible=True)
    assert not any(line.short for line in plan.hours) and not any(need.missing for need in plan.needs)
    led = (held_by(f"at {hour}", "Anger", at(0, hour), "Ada", "C002") for hour in (9, 10))
    busy = Roster(MONDAY, (*led, held_by("at 11", "Grief", at(0, 11), "Ben", "Ada")))
    rules = [rule for rule in rule_book() if rule.name == "Lunch"]
    assert not breaches_of(problem_of(given, MONDAY), busy, rules)


def test_another_search_is_not_stopped_by_one_before() -> None:
    stop = Event()
    stop.set()
    api.plan(program(), MONDAY, seconds=1, reproducible=True, stop=stop)
    (plan,) = api.plan(program(), MONDAY, seconds=1, reproducible=True)
    assert not plan.interrupted


def test_the_weeks_share_the_seconds_and_the_way_to_end_them() -> None:
    search = Search(60)
    assert search.shared_by(4).seconds == 15
    assert search.shared_by(4).stop is search.stop


def test_a_planned_week_is_history_for_the_next() -> None:
    first, second = api.plan(program(), MONDAY, 2, seconds=2, reproducible=True)
    told = {(line.client, line.topic, line.start) for line in second.problem.history}
    seats = {(c, s.topic, s.start % 1440) for s in first.roster.sessions for c in s.clients}
    assert told == seats


def test_each_week_resembles_the_one_before_and_the_first_what_was_attended() -> None:
    (before,) = api.plan(program(), MONDAY, seconds=2, reproducible=True)
    history = attended_of([before.roster])
    following = date(2026, 12, 7)
    first, second = api.plan(program(), following, 2, seconds=2, reproducible=True, history=history)
    assert first.problem.standing is not None and first.problem.standing.week == MONDAY
    assert second.problem.standing is not None and second.problem.standing.week == following


def test_a_fresh_plan_forgets_the_timetable_before_it_and_goes_on_from_its_own() -> None:
    (before,) = api.plan(program(), MONDAY, seconds=2, reproducible=True)
    history = attended_of([before.roster])
    following = date(2026, 12, 7)
    first, second = api.plan(
        program(), following, 2, seconds=2, reproducible=True, history=history, fresh=True
    )
    assert first.problem.standing is None and first.problem.history == tuple(history)
    assert second.problem.standing is not None and second.problem.standing.week == following


def seats_of(roster: Roster) -> set[tuple[str, str, int]]:
    return {(code, one.topic, one.start) for one in roster.sessions for code in one.clients}


def begun_with(roster: Roster) -> Plan:
    stop = Event()
    stop.set()  # nothing is searched: what the search begins with is what comes back
    given = RosterFile("riverside 2026-11-30.xlsx", (roster,))
    (plan,) = api.plan(program(), MONDAY, seconds=60, stop=stop, begin=given)
    return plan


def test_a_plan_begins_with_the_roster_it_is_given() -> None:
    (before,) = api.plan(program(), MONDAY, seconds=2, reproducible=True)
    nothing = seats_of(begun_with(Roster(MONDAY)).roster)
    assert seats_of(before.roster) != nothing  # else it would be no wonder
    plan = begun_with(before.roster)
    assert seats_of(plan.roster) >= seats_of(before.roster)
    assert plan.problem.published is None and not plan.changes  # and is no replanning


def test_what_no_longer_stands_of_the_roster_it_begins_with_is_left_out() -> None:
    (before,) = api.plan(program(), MONDAY, seconds=2, reproducible=True)
    [*others, last] = before.roster.sessions
    gone = replace(last, topic="Nosuch"), *(replace(one, seats=(*one.seats, Seat("C999"))) for one in others)
    plan = begun_with(Roster(MONDAY, gone))
    assert not breaches_of(plan.problem, plan.roster, rule_book())
    assert {one.topic for one in plan.roster.sessions} <= program().topics.keys()


# --- what stands anyway, and rooms with a changeover ---------------------------------------------


def held(id: str, topic: str, start: int, by: str, *codes: str) -> Session:
    return Session(
        id, topic, start, 50, therapists=(by,), room=None, seats=tuple(Seat(code) for code in codes)
    )


def test_a_past_that_breaks_a_maximum_leaves_a_plan_and_is_no_fault_of_it() -> None:
    twice = (held("one", "Anger", at(0, 7), "Ada", "C002"), held("two", "Anger", at(0, 8), "Ada", "C002"))
    problem = crooked(replace(ANGER, most_a_day=1), past=twice, as_of=at(0, 8, 55))
    found = solved(problem, rule_book(), Search(0.5, reproducible=True))
    assert {session.id for session in found.roster.sessions} >= {"one", "two"}


@dataclass(frozen=True)
class ThreeInEach(Rule):
    """Every session has at least three clients, what has begun too."""

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """One row a session."""
        for session in draft.sessions:
            seats = draft.seats_at(session.topic.name, session.start)
            yield Limit([*((seat.column, 1) for seat in seats), (session.column, -3)], fewest=0)


def test_a_past_that_breaks_a_minimum_leaves_a_plan_too() -> None:
    problem = crooked(past=(held("one", "Anger", at(0, 7), "Ada", "C002"),), as_of=at(0, 8))
    found = solved(problem, (*rule_book(), ThreeInEach()), Search(0.5, reproducible=True))
    assert {len(session.clients) for session in found.roster.sessions if session.id != "one"} <= {3}
    assert "one" in {session.id for session in found.roster.sessions}


def test_what_stands_alone_breaks_is_not_held_against_the_rest() -> None:
    both = (held("one", "Anger", at(0, 7), "Ada", "C002"), held("two", "Anger", at(0, 7, 10), "Ada", "C007"))
    problem = crooked(past=both, as_of=at(0, 8))
    standing = Roster(problem.first_day, both)
    assert breaches_of(problem, standing, rule_book())
    assert new_breaches(problem, standing, rule_book()) == []
    late = held("three", "Anger", at(1, 3), "Ada", "C014")  # no session may start then
    assert new_breaches(problem, replace(standing, sessions=(*both, late)), rule_book())


def test_like_rooms_are_given_with_the_changeover_between_two_sessions() -> None:
    first, second = Fixed("Anger", at(0, 9), ("Ada",)), Fixed("Anger", at(0, 9, 52), ("Ben",))
    rooms = {name: Room(name, 4) for name in ("Elm", "Ash")}
    problem = crooked(starts=(), fixed=(first, second), rooms=rooms, changeover=5)
    found = solved(problem, rule_book(), Search(0.5, reproducible=True)).roster.sessions
    assert sorted(session.room or "" for session in found) == ["Ash", "Elm"]


def test_a_level_is_told_as_the_checks_count_it_where_the_search_counts_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem, rules = problem_of(program(), MONDAY), rule_book()
    whole = solve(problem, rules, Search(1, reproducible=True))
    known = {one.stage: cost_at(problem, whole.roster, rules, one.stage) for one in whole.stages}
    more = tuple(replace(one, value=known[one.stage] + 7, bound=0) for one in whole.stages)
    monkeypatch.setattr(planning, "solve", lambda *_: replace(whole, stages=more))
    assert {one.stage: one.value for one in solved(problem, rules, Search(1)).stages} == known
    refuted = tuple(
        replace(one, value=known[one.stage] + 7, bound=known[one.stage] + 1) for one in whole.stages
    )
    monkeypatch.setattr(planning, "solve", lambda *_: replace(whole, stages=refuted))
    told = solved(problem, rules, Search(1)).stages
    assert {one.stage: (one.value, one.bound) for one in told} == {
        stage: (cost, 0) for stage, cost in known.items()
    }
