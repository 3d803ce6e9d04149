"""A roster of several weeks: each is history for the next, when it is judged and when it is planned anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from constraints import replanning_book
from planner.model import Roster
from planner.program import Program
from planner.replanning.request import Wanted
from planner.replanning.run import Asked, replan_file
from planner.rosters.broken_rules import broken_rules, weeks_of
from planner.rosters.roster_file import RosterFile
from planner.search import Search
from tests.small_week import CODES, MONDAY, THU, TUE, at, in_force, program, seats, session

LATER = MONDAY + timedelta(days=7)
ANGER = session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", *CODES)
GRIEF = session("Thu-1000-GRI", "Grief", at(THU, 10), "Ben", *CODES)
RULES = replanning_book()


def grief_after_anger() -> Program:
    """Nobody comes to Grief who hasn't been to Anger in a week before."""
    topics = program().topics
    return program(topics={**topics, "Grief": replace(topics["Grief"], after=("Anger",))})


def two_weeks(first: Roster, second: Roster) -> RosterFile:
    return RosterFile("two.xlsx", (first, replace(second, first_day=LATER)))


def broken(file: RosterFile) -> set[str]:
    given = grief_after_anger()
    return {
        found.breach.rule
        for problem, _ in weeks_of(file, given)
        for found in broken_rules(problem, file, RULES)
    }


def test_what_a_week_brought_counts_when_the_next_is_judged() -> None:
    assert broken(two_weeks(in_force(ANGER), in_force(GRIEF))) == set()
    assert broken(two_weeks(in_force(GRIEF), in_force(ANGER))) == {"Prerequisites"}


def test_what_a_week_brings_counts_when_the_next_is_planned_anew() -> None:
    file = two_weeks(in_force(ANGER), in_force(GRIEF))
    search = Search(1, reproducible=True)
    _, second = replan_file(grief_after_anger(), file, RULES, RULES, Asked(Wanted()), search)
    assert seats(second.roster) >= seats(in_force(GRIEF))
    assert {(line.client, line.topic) for line in second.problem.history} >= {
        (code, "Anger") for code in CODES
    }
