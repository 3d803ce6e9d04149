"""Every week that `fit` offers is one that `check BOOK ROSTER` allows, for whoever is seated in whatever week."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from constraints import rule_book
from planner import api
from planner.model import Roster
from planner.planning import breaches_of
from planner.remedies.answers.fit import Fit, fits
from tests.benchmarks.planted import PlantedWeek, planted_week
from tests.small_week import seats, written
from tests.test_remedies import without

RULES = tuple(rule for rule in rule_book() if rule.hard)
SIZE = 14


@cache
def week_of(seed: int) -> PlantedWeek:
    return planted_week(SIZE, seed, "listed")


def left_with(roster: Roster, code: str, kept: int) -> Roster:
    """The roster in which a client has no seats but the first few of theirs."""
    keep = [one for one in roster.sessions if code in one.clients][:kept]
    others = without(replace(roster, sessions=tuple(one for one in roster.sessions if one not in keep)), code)
    return replace(roster, sessions=(*others.sessions, *keep))


def offered(planted: PlantedWeek, code: str, kept: int = 0) -> list[Fit]:
    return fits(planted.problem, RULES, left_with(planted.roster, code, kept), code, seconds=20)


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 4), st.integers(0, SIZE - 1), st.booleans(), st.integers(0, 2))
def test_every_week_that_fit_offers_keeps_every_rule(seed: int, place: int, full: bool, kept: int) -> None:
    planted = week_of(seed)
    code = list(planted.problem.clients)[place]
    if full:  # no group takes more: somebody has to move
        sizes = {one.topic: len(one.seats) for one in planted.roster.sessions}
        topics = {
            name: replace(topic, largest=max(topic.smallest, sizes.get(name, topic.largest)))
            for name, topic in planted.problem.topics.items()
        }
        planted = replace(planted, problem=replace(planted.problem, topics=topics))
    before = left_with(planted.roster, code, kept)
    known = {one.says for one in breaches_of(planted.problem, before, RULES)}
    for fit in offered(planted, code, kept):
        assert {one.says for one in breaches_of(planted.problem, fit.roster, RULES)} <= known
        assert seats(fit.roster) >= {seat for seat in seats(before) if seat[0] == code}
        expected = {seat for seat in seats(before) if seat[0] != code}
        for moved in fit.moved:  # one who moves on leaves the seat that they moved to
            expected.remove((moved.client, moved.topic, moved.was))
            expected.add((moved.client, moved.topic, moved.now))
        # A session that is opened takes others in.
        new = replace(fit.roster, sessions=tuple(one for one in fit.sessions if one.id.startswith("new")))
        expected |= {seat for seat in seats(new) if seat[0] != code}
        assert {seat for seat in seats(fit.roster) if seat[0] != code} == expected


def test_and_so_does_the_roster_in_which_it_is_written(tmp_path: Path) -> None:
    planted = week_of(1)
    code = next(iter(planted.problem.clients))
    planted.write_csvs(tmp_path / "book")
    program, _ = api.load(tmp_path / "book")
    best = offered(planted, code)[0]
    path = written(tmp_path / "roster.xlsx", program, best.roster, RULES)
    file = api.load_roster(path, program)
    problem, roster = planted.problem, file.roster(planted.problem.first_day)
    assert roster is not None
    assert seats(roster) == seats(best.roster)
    assert api.check_roster(problem, roster, RULES) == []
