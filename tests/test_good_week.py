"""What the Summary says a week costs: the points of the rules' own checks, and the facts a director asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from constraints import rule_book
from planner.findings.good_week import costs_told, facts_of, good_week_of
from planner.language.limits import Stage
from planner.language.rule import cost_at
from planner.model import Client, Problem, Roster, Topic, Wish
from planner.plan import Plan
from tests.constraints.weeks import at, held, roster, week

ANGER = Topic("Anger", 60, smallest=2, largest=8)
TALK = Topic("Talk", 45, kind="individual", largest=1)
CODES = ("C002", "C005", "C014")


WISHES = (
    *(Wish("C002", True, day=day) for day in (0, 3)),  # one wish: Monday or Thursday
    Wish("C014", False, 8, topic="Anger"),
    Wish("C005", True, 2, topic="Talk"),
)


def problem(**more: Any) -> Problem:
    return week(
        [ANGER, TALK],
        [Client(code, "IOP") for code in CODES],
        [at(0, 9), at(0, 11)],
        wishes=more.pop("wishes", WISHES),
        **more,
    )


def planned(**more: Any) -> Plan:
    given, done = problem(**more), monday()
    return Plan(given, done, (), (), needs=(), good_week=good_week_of(given, done, rule_book()))


def monday() -> Roster:
    return roster(
        held("Anger", at(0, 9), *CODES),
        held("Talk", at(0, 11), "C005", minutes=45),
        held("Anger", at(1, 9), "C002"),
    )


def test_the_points_of_all_rules_add_up_to_the_levels_value() -> None:
    told = planned()
    assert told.good_week is not None
    total = sum(cost.points for cost in told.good_week.costs)
    assert total == cost_at(told.problem, told.roster, rule_book(), Stage.GOOD_WEEK) > 0
    points = [cost.points for cost in costs_told(told)]
    assert points == sorted(points, reverse=True) and 0 not in points


def test_the_facts_are_told_in_a_directors_words() -> None:
    lunch = {"lunch": (11 * 60, 12 * 60), "lunch_minutes": 30}
    assert facts_of(planned(**lunch)) == [
        "Groups: 2, with 2.0 h of staff time; 2.0 clients in one on average, 2 below their best size.",
        "Individual sessions: 1, with 0.8 h of staff time.",
        "Clients: 4 days on site, 1 h of waiting between sessions.",
        "Wishes: 1 of 3 kept. Not kept: C002 prefers Mon or Thu, but has Anger on Tue 09:00; "
        "C014 avoids Anger, but has Anger on Mon 09:00.",
        "Lunch: everybody has it.",
    ]


def test_a_rule_that_is_off_or_a_must_counts_no_points() -> None:
    rules = rule_book({"Best size": "off", "Days on site": "must"})
    counted = {cost.rule for cost in good_week_of(problem(), monday(), rules).costs}
    assert {"Best size", "Days on site"} & counted == set()
    without = replace(planned(), good_week=None)
    assert (facts_of(without), costs_told(without)) == ([], [])


def test_a_wish_that_several_seats_are_against_is_told_once() -> None:
    told = planned(wishes=(Wish("C002", False, topic="Anger"),))
    assert facts_of(told)[3] == (
        "Wishes: 0 of 1 kept. Not kept: C002 avoids Anger, but has Anger on Mon 09:00, and 1 more."
    )


def test_of_many_wishes_that_are_not_kept_the_first_are_told_and_the_others_counted() -> None:
    told = facts_of(planned(wishes=tuple(Wish("C014", True, topic=f"Topic {n}") for n in range(10))))[3]
    assert told.startswith(
        "Wishes: 0 of 10 kept. Not kept: C014 prefers Topic 0, and the week has none of it; "
    )
    assert "Topic 7" in told and "Topic 8" not in told
    assert told.endswith("; and 2 other wishes.")


def test_every_wish_is_either_kept_or_told_as_not_kept() -> None:
    week = planned().good_week
    assert week is not None and week.wishes_kept + len(week.wishes_missed) == week.wishes == 3
