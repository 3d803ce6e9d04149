"""No sentence marked *proven* is wrong: held to every roster that there is of random tiny weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product
from math import inf
from pathlib import Path

from planner import api
from planner.model import Problem, Roster
from planner.program import Program
from planner.reasons.counts import shortages
from planner.reasons.obstacles import Obstacles
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.cause import Cause
from planner.remedies.causes.causes import causes_of, certain_causes, missing_of
from planner.remedies.causes.proving import Proving
from planner.week.problem import problem_of
from tests.outside_exhaustive import TinyWeek, least_missing
from tests.outside_proven import Week, of_week
from tests.outside_weeks import MONDAY, save

TOGETHER = (10, 16, 38, 46, 64, 76)  # weeks in which counting finds that what is asked can't be had together
WEEKS = sorted({*range(1, 33), *TOGETHER})
EVERY_COLUMN = (7, 10, 11, 12, 24, 28, 29, 36, 40, 43, 52)
Had = set[tuple[str, str | None]]


def every_roster(tiny: TinyWeek) -> Iterator[Had]:
    """What each possible roster gives in full: a client's hours (`None`) or a topic they ask for."""
    for week in product(*(tiny._at(day) for day in tiny.days)):
        if tiny._costs(week) is None:
            continue
        had: Had = set()
        for who, code in enumerate(tiny.clients):
            sat = [choice[who] for choice, _ in week]
            if sum(topic is not None for topic in sat) >= tiny.hours[code]:
                had.add((code, None))
            for topic, terms in enumerate(tiny.topics):
                asks: list[tuple[int, int, tuple[str, ...]]] = []
                asks += [(*tiny.needs[who, topic], ())] if (who, topic) in tiny.needs else []
                asks += [step[1:] for step in dict.fromkeys(tiny.steps[who]) if step[0] == topic]
                days = [day for day, held in zip(tiny.days, sat, strict=True) if held == topic]
                if least_missing(asks, days) == 0:
                    had.add((code, terms["name"]))
        yield had


def asked_for(problem: Problem) -> Had:
    needs: Had = {(need.client, need.topic) for need in problem.needs}
    return needs | {(code, None) for code, client in problem.clients.items() if client.least_minutes}


def told(program: Program, problem: Problem) -> list[Cause]:
    rules = api.rules_of(program)
    roster = api.plan(program, MONDAY, seconds=1, reproducible=True)[0].roster
    proving = Proving(program, problem, rules, week=AskedWeek(MONDAY), until=inf)
    empty = Obstacles(problem, rules, Roster(problem.first_day))
    certain = list(certain_causes(program, problem, rules, roster, client=None, proving=proving, empty=empty))
    return [*certain, *causes_of(program, problem, rules, roster)]


def test_nothing_proven_is_in_any_roster(tmp_path: Path) -> None:
    proven = alone = together = 0
    for number in WEEKS:
        tiny = TinyWeek(number)
        program, _ = api.load(save(tmp_path / f"{number}.xlsx", tiny.sheets()))
        problem = problem_of(program, MONDAY)
        rosters = list(every_roster(tiny))
        for cause in told(program, problem):
            concerned = {(code, cause.topic) for code in cause.clients} & asked_for(problem)
            if cause.proven and concerned:
                proven += 1
                assert not any(concerned <= had for had in rosters), (number, cause.says)
        for shortage in shortages(program, problem, api.rules_of(program)):
            asked = {key for key in asked_for(problem) if key[1] in shortage.topics}
            if asked:
                together += 1
                assert not any(asked <= had for had in rosters), (number, shortage.says)
        asking = Proving(program, problem, api.rules_of(program), week=AskedWeek(MONDAY), until=inf)
        for key in sorted(asked_for(problem), key=str):
            if asking.grounds(*key) is not None:
                alone += 1
                assert not any(key in had for had in rosters), (number, key)
    assert proven >= len(WEEKS) // 2
    assert alone >= len(WEEKS) // 2
    assert together >= len(TOGETHER)


def test_no_search_finds_what_is_proven_to_be_impossible_in_weeks_that_use_every_column(
    tmp_path: Path,
) -> None:
    """Each week has kinds of sentences that those before it don't have; more of them are tried by the module."""
    kinds: Counter[str] = Counter()
    assert [says for number in EVERY_COLUMN for says in of_week(number, tmp_path, kinds)] == []
    assert len([kind for kind in kinds if not kind.startswith("? ")]) >= 24


def test_a_roster_that_has_what_a_sentence_denies_is_found(tmp_path: Path) -> None:
    """The search that is to find it can: what a planned week has is had."""
    tried = 0
    for number in range(1, 13):
        week = Week(api.load(save(tmp_path / f"{number}.xlsx", TinyWeek(number).sheets()))[0])
        missing = missing_of(week.problem, week.roster)
        had = [key for key in asked_for(week.problem) if not missing[key]]
        tried += len(had)
        assert all(week.had([key]) for key in had)
    assert tried
