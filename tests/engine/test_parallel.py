"""Parallel sessions, told apart or not: a plan always comes out, and no bound is above what a roster reaches.

Every roster of a tiny week is built and judged by the rules' own checks, so nothing of the engine judges itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from constraints import rule_book
from planner.engine import mend
from planner.engine import solve as engine
from planner.engine.solve import Solution, solve
from planner.language.draft import Draft
from planner.language.limits import Limit, Stage
from planner.language.rule import Rule
from planner.model import Apart, Client, Fixed, Problem, Roster, Seat, Session, Therapist, Topic, Window
from planner.search import Search

ALL_WEEK = (Window(0, 7 * 24 * 60),)
OF_ONE_SLOT = ("Group size", "Leaders", "Apart", "Primary therapist", "Who may lead", "Availability")


def week(
    topics: Sequence[Topic],
    clients: Sequence[Client],
    therapists: Sequence[Therapist],
    starts: Sequence[int] = (540, 1980),
    apart: Sequence[Apart] = (),
    fixed: Sequence[Fixed] = (),
) -> Problem:
    """A week in which everybody could always come."""
    return Problem(
        first_day=date(2026, 11, 30),
        topics={topic.name: topic for topic in topics},
        clients={client.code: client for client in clients},
        therapists={therapist.name: therapist for therapist in therapists},
        starts=tuple(starts),
        client_windows={client.code: ALL_WEEK for client in clients},
        therapist_windows={therapist.name: ALL_WEEK for therapist in therapists},
        apart=tuple(apart),
        fixed=tuple(fixed),
    )


def at_one_time(problem: Problem, topic: Topic, start: int) -> Iterator[tuple[Session, ...]]:
    """Every way to run a topic at a start: nobody, some or all sit and lead, in one session or side by side."""
    people = [*problem.therapists, *problem.clients]
    for count in range(len(problem.therapists) + 1):
        for places in product(range(-1, count), repeat=len(people)):
            if list(dict.fromkeys(place for place in places if place >= 0)) != list(range(count)):
                continue  # the same sessions in another order, or one that is empty of people
            sat = dict(zip(people, places, strict=True))
            yield tuple(
                Session(
                    f"{topic.name}{start}{copy}",
                    topic.name,
                    start,
                    topic.minutes,
                    therapists=tuple(name for name in problem.therapists if sat[name] == copy),
                    room=None,
                    seats=tuple(Seat(code) for code in problem.clients if sat[code] == copy),
                )
                for copy in range(count)
            )


def every_roster(problem: Problem, rules: Sequence[Rule]) -> list[Roster]:
    """All rosters that break no rule which is never broken."""
    local = [rule for rule in rules if rule.name in OF_ONE_SLOT]
    # What puts somebody in two places is left out as soon as it does: more sessions don't mend it.
    [one_place] = [rule for rule in rules if rule.name == "One place at a time"]
    rosters = [Roster(problem.first_day)]
    for start, topic in product(problem.starts, problem.topics.values()):
        ways = [Roster(problem.first_day, way) for way in at_one_time(problem, topic, start)]
        kept = [way.sessions for way in ways if not any(list(rule.check(problem, way)) for rule in local)]
        longer = (Roster(problem.first_day, (*roster.sessions, *way)) for roster in rosters for way in kept)
        rosters = [roster for roster in longer if not list(one_place.check(problem, roster))]
    hard = [rule for rule in rules if rule.hard]
    return [roster for roster in rosters if not any(list(r.check(problem, roster)) for r in hard)]


def costs(problem: Problem, rules: Sequence[Rule], roster: Roster) -> dict[Stage, int]:
    """What a roster costs at each level, by the rules' checks."""
    found = dict.fromkeys(Stage, 0)
    for rule in rules:
        if rule.stage is not None and not rule.hard:
            found[rule.stage] += rule.weight * sum(b.amount for b in rule.check(problem, roster))
    return found


def holds(problem: Problem, rules: Sequence[Rule], found: Solution) -> None:
    """The plan breaks nothing, and at each level its bound is at most what a roster as good before reaches."""
    assert [b for r in rules if r.hard for b in r.check(problem, found.roster)] == []
    reached = costs(problem, rules, found.roster)
    every = [costs(problem, rules, roster) for roster in every_roster(problem, rules)]
    for place, result in enumerate(found.stages):
        before = [earlier.stage for earlier in found.stages[:place]]
        rivals = [c[result.stage] for c in every if all(c[stage] <= reached[stage] for stage in before)]
        assert result.bound <= min(rivals), f"{result.stage.name}: a roster is better than its bound"
        assert reached[result.stage] == max(result.value, reached[result.stage])


def group(name: str = "Top", smallest: int = 1, leaders: int = 1, kind: str = "group") -> Topic:
    return Topic(name, 60, kind=kind, smallest=smallest, largest=3, leaders=leaders, most_a_day=1)


def client(code: str, primary: str | None = None) -> Client:
    return Client(code, "IOP", least_minutes=120, least_days=2, primary=primary)


def therapist(name: str, most_a_day: int | None = None) -> Therapist:
    return Therapist(name, frozenset({"Top"}), most_a_day=most_a_day)


def test_three_who_are_apart_do_not_fit_in_two_parallel_sessions_and_the_bound_knows_it() -> None:
    pairs = (("C1", "C2"), ("C1", "C3"), ("C2", "C3"))
    problem = week(
        [group()],
        [client("C1"), client("C2"), client("C3")],
        [therapist("Ann"), therapist("Bob")],
        starts=(540,),
        apart=[Apart(one, other_client=other) for one, other in pairs],
    )
    found = solve(problem, rule_book(), Search(seconds=2, reproducible=True))
    holds(problem, rule_book(), found)
    assert next((r.stage, r.value, r.proven) for r in found.stages) == (Stage.HOURS, 240, True)


def test_a_shortage_that_comes_of_telling_parallel_sessions_apart_is_shared_like_any_other() -> None:
    """Three who are apart, twice two sessions: counted, nobody is short; told apart, two are, and not one twice."""
    pairs = (("C1", "C2"), ("C1", "C3"), ("C2", "C3"))
    problem = week(
        [group()],
        [client("C1"), client("C2"), client("C3")],
        [therapist("Ann"), therapist("Bob")],
        apart=[Apart(one, other_client=other) for one, other in pairs],
    )
    rules = rule_book()
    found = solve(problem, rules, Search(seconds=2, reproducible=True))
    reached = costs(problem, rules, found.roster)
    assert (reached[Stage.HOURS], reached[Stage.LARGEST_SHORTAGE]) == (120, 60)
    [largest] = [result for result in found.stages if result.stage is Stage.LARGEST_SHORTAGE]
    assert (largest.value, largest.bound) == (60, 60)
    holds(problem, rules, found)


def test_where_one_group_cannot_be_told_apart_the_rest_of_the_plan_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also when no time is left to look for anything else: a plan is never begun anew, and so lost."""
    pairs = (("C1", "C2"), ("C1", "C3"), ("C2", "C3"))
    problem = week(
        [group(), replace(group(), name="Spinning", smallest=1)],
        [client("C1"), client("C2"), client("C3")],
        [Therapist(name, frozenset({"Top", "Spinning"})) for name in ("Ann", "Bob", "Cem")],
        starts=(540, 1980),
        apart=[Apart(one, other_client=other) for one, other in pairs],
    )
    plans = []

    def first_plan(*words: Any) -> Any:
        plans.append(begun(*words))
        return plans[-1]

    begun = mend.first_plan
    monkeypatch.setattr(engine, "first_plan", first_plan)
    monkeypatch.setattr(mend, "mended_nearby", lambda *words: None)
    found = solve(problem, rule_book(), Search(seconds=2, reproducible=True))
    assert len(plans) == 1
    assert found.roster.sessions
    holds(problem, rule_book(), found)


def test_a_client_apart_from_one_therapist_and_with_another_as_primary_is_no_puzzle_left_open() -> None:
    problem = week(
        [group(kind="individual")],
        [client("C4"), client("C5", primary="Ann")],
        [therapist("Ann", most_a_day=1), therapist("Bob")],
        apart=[Apart("C4", therapist="Bob")],
    )
    found = solve(problem, rule_book(), Search(seconds=2, reproducible=True))
    holds(problem, rule_book(), found)


def test_a_client_apart_from_every_therapist_gets_no_seat_and_everybody_else_does() -> None:
    problem = week(
        [group()],
        [client("C1"), client("C2")],
        [therapist("Ann"), therapist("Bob")],
        starts=tuple(range(540, 1140, 30)),
        apart=[Apart("C1", therapist="Ann"), Apart("C1", therapist="Bob")],
    )
    found = solve(problem, rule_book(), Search(seconds=2, reproducible=True))
    assert {code for session in found.roster.sessions for code in session.clients} == {"C2"}
    [hours] = [result for result in found.stages if result.stage is Stage.HOURS]
    assert hours.proven


def test_each_of_two_parallel_sessions_has_a_leader_with_the_tags_of_its_topic() -> None:
    senior = frozenset({"senior"})
    problem = week(
        [replace(group(leaders=2), leader_tags=senior)],
        [client("C1"), client("C2")],
        [replace(therapist(name), tags=senior) for name in ("Ann", "Bob")]
        + [therapist("Cid"), therapist("Dov")],
        starts=(540,),
        apart=[Apart("C1", other_client="C2")],
    )
    found = solve(problem, rule_book(), Search(seconds=1, reproducible=True))
    assert len(found.roster.sessions) == 2
    assert [b for r in rule_book() if r.hard for b in r.check(problem, found.roster)] == []


def test_parallel_sessions_run_where_no_hours_beyond_those_asked_for_is_a_must() -> None:
    problem = week(
        [replace(group(), largest=2)],
        [replace(client(f"C{number}"), least_minutes=60) for number in range(4)],
        [therapist("Ann"), therapist("Bob")],
        starts=(540,),
    )
    rules = rule_book({"Hours beyond": "must"})
    found = solve(problem, rules, Search(seconds=1, reproducible=True))
    assert [len(session.clients) for session in found.roster.sessions] == [2, 2]
    assert [b for r in rules if r.hard for b in r.check(problem, found.roster)] == []


@dataclass(frozen=True)
class AsksForNothing(Rule):
    """A hard rule whose rows have factors that come out as 0."""

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """One row a session."""
        for session in draft.sessions:
            yield Limit([(session.column, 0)], most=0)


def test_a_row_with_a_factor_of_zero_is_no_reason_to_stop() -> None:
    problem = week([group()], [client("C1")], [therapist("Ann"), therapist("Bob")])
    rules = (*rule_book(), AsksForNothing())
    holds(problem, rules, solve(problem, rules, Search(seconds=2, reproducible=True)))


@some.composite
def weeks(draw: some.DrawFn) -> Problem:
    """One topic at one or two times, up to three clients and three therapists, some apart, some settled."""
    codes = ["C1", "C2", "C3"][: draw(some.integers(2, 3))]
    names = ["Ann", "Bob", "Cid"][: draw(some.integers(2, 3))]
    kind = draw(some.sampled_from(["group", "individual"]))
    leaders = draw(some.integers(1, 2)) if kind == "group" and len(names) == 3 else 1
    starts = (540, 1980)[: 1 if len(codes) + len(names) == 6 else 2]
    pairs = [(one, other) for place, one in enumerate(codes) for other in codes[place + 1 :]]
    apart = [Apart(*pair) for pair in draw(some.lists(some.sampled_from(pairs), unique=True))]
    strangers = some.tuples(some.sampled_from(codes), some.sampled_from(names))
    apart += [
        Apart(code, therapist=name) for code, name in draw(some.lists(strangers, unique=True, max_size=3))
    ]
    settled = draw(some.lists(some.sampled_from([(), (codes[0],), tuple(codes)]), max_size=2))
    return week(
        [group(smallest=draw(some.integers(1, 2)), leaders=leaders, kind=kind)],
        [client(code, draw(some.sampled_from([None, *names]))) for code in codes],
        [therapist(name, draw(some.sampled_from([None, 1]))) for name in names],
        starts,
        apart,
        [Fixed("Top", 540, clients=who, open_seats=draw(some.booleans())) for who in settled],
    )


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(weeks())
def test_no_bound_is_above_what_some_roster_reaches(problem: Problem) -> None:
    rules = rule_book()
    if every_roster(problem, rules):
        holds(problem, rules, solve(problem, rules, Search(seconds=1, reproducible=True)))
