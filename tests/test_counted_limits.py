"""What a limit or the shape of somebody's hours leaves, counted: sessions at the same time, and hours in pieces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from constraints import rule_book
from planner.model import Client, Need, Problem, Therapist, Window
from planner.program import Program
from planner.reasons.counts import shortages
from planner.reasons.wording import broken_hours
from tests.reasons_week import ANGER, at, held, hours_reason, need_reason, short, span, wants, week

NOTHING = Program({}, {}, {}, {}, therapist_hours={}, starts=())
FOUR = tuple(Client(f"C{number}", "IOP") for number in range(4))


def said(problem: Problem) -> list[str]:
    return [one.says for one in shortages(NOTHING, problem, rule_book())]


def two_leaders(at_once: int | None, closes: int) -> Problem:
    """Four need Anger, two at a time; Ada and Ben both are there from nine on Tuesday."""
    problem = week(
        topics=(replace(ANGER, at_once=at_once),),
        clients=FOUR,
        needs=tuple(Need(client.code, "Anger", 1) for client in FOUR),
    )
    leaders = {name: Therapist(name, frozenset({"Anger"})) for name in ("Ada", "Ben")}
    hours = dict.fromkeys(leaders, (span(1, 9, closes),))
    return replace(problem, therapists=leaders, therapist_windows=hours)


@pytest.mark.parametrize(("at_once", "closes"), [(None, 10), (2, 10), (1, 11)])
def test_sessions_enough_at_the_same_time_or_one_after_another_raise_no_alarm(
    at_once: int | None, closes: int
) -> None:
    assert said(two_leaders(at_once, closes)) == []


def test_the_limit_at_the_same_time_is_named_where_it_makes_too_few() -> None:
    assert said(two_leaders(1, 10)) == [
        "Anger: at most 1 session of 60 min (At once 1) × 2 seats = 2; 4 are needed"
    ]


def test_hours_in_pieces_shorter_than_any_session_are_said_to_be_so() -> None:
    pieces = tuple(Window(at(1, hour), at(1, hour) + 40 + hour) for hour in (9, 10, 11))
    problem = week(clients=(short(60),), free={"C014": pieces})
    assert broken_hours(problem, problem.clients["C014"]) == (
        "C014 is there for 51 min at a time, and no session that counts is shorter than 60 min"
    )
    [says] = said(problem)
    assert "C014 is there for 51 min at a time" in says
    assert hours_reason(problem).startswith("C014 is there for 51 min at a time")


@pytest.mark.parametrize("piece", [60, 0])
def test_nothing_is_said_of_pieces_where_a_session_fits_or_there_are_no_hours(piece: int) -> None:
    pieces = (Window(at(1, 9), at(1, 9) + piece),) if piece else ()
    problem = week(clients=(short(60),), free={"C014": pieces})
    assert broken_hours(problem, problem.clients["C014"]) == ""


def test_where_the_sessions_that_run_start_before_somebody_comes_it_is_said_when_they_start() -> None:
    early = replace(ANGER, starts=(7 * 60,))
    clients = (Client("C014", "IOP"), Client("C020", "IOP"))
    problem = week(topics=(early,), clients=clients, free={"C020": (span(1, 7, 12),)}, needs=wants())
    assert need_reason(problem, held(early, at(1, 7), "C020")) == (
        "The one that runs lies outside C014's hours: Anger starts at 07:00 only (Starts)"
    )
