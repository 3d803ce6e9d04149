"""Clients in whose hours nobody is ever there who may lead what they need: told before anything is planned."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from constraints import rule_book
from planner.model import Client, Fixed, Need, Problem, Therapist, Topic, Window
from planner.program import Program
from planner.reasons.counts import shortages
from planner.reasons.shortage import Shortage
from tests.reasons_week import at, span, week

NOTHING = Program({}, {}, {}, {}, therapist_hours={}, starts=())
TALK = Topic("Talk", 60, kind="individual", largest=1)
ANGER = Topic("Anger", 60, smallest=1, largest=4)
ALL_DAY = Client("C099", "IOP")
MORNING, EVENING = span(1, 9, 12), span(1, 17, 20)


def problem(topic: Topic, clients: dict[str, str | None], there: dict[str, tuple[Window, ...]]) -> Problem:
    """Clients, with their primary therapists, who are there on Tuesday morning and need the topic.

    Somebody who is there all day may have it as well: it can be held, and only not for them.
    """
    everybody = (*(Client(code, "IOP", primary=primary) for code, primary in clients.items()), ALL_DAY)
    return replace(
        week(
            topics=(topic,),
            clients=everybody,
            free={ALL_DAY.code: (span(1, 9, 20),)},
            needs=tuple(Need(code, topic.name) for code in clients),
        ),
        therapists={name: Therapist(name, frozenset({topic.name})) for name in there},
        therapist_windows=there,
    )


def told(problem: Problem) -> list[Shortage]:
    return [one for one in shortages(NOTHING, problem, rule_book()) if one.of_each]


def says(problem: Problem) -> list[str]:
    return [one.says for one in told(problem)]


def test_a_primary_therapist_who_is_there_at_other_hours_is_told_with_their_clients() -> None:
    clients = {"C014": "Ada", "C017": "Ada", "C020": "Ben", "C021": None}
    (one,) = told(problem(TALK, clients, {"Ada": (EVENING,), "Ben": (MORNING,)}))
    assert one.says == (
        "Talk: Ada, the primary therapist of 2 clients (C014, C017), who need it, is never there in their hours"
    )
    assert (one.topic, one.clients) == ("Talk", {"C014", "C017"})


def test_a_topic_that_is_not_individual_may_be_led_by_anybody() -> None:
    assert says(problem(ANGER, {"C014": "Ada"}, {"Ada": (EVENING,), "Ben": (MORNING,)})) == []


@pytest.mark.parametrize(
    ("names", "who"),
    [
        (("Ada",), "Ada, who alone leads it, is never there"),
        (("Ada", "Ben"), "Ada and Ben, who lead it, are never there"),
        (("Ada", "Ben", "Cleo", "Dana"), "of the 4 therapists who lead it none is ever there"),
    ],
)
def test_those_who_lead_a_group_are_named_or_counted(names: tuple[str, ...], who: str) -> None:
    found = says(problem(ANGER, {"C014": None}, dict.fromkeys(names, (EVENING,))))
    assert found == [f"Anger: {who} in the hours of C014, who needs it"]


def test_two_leaders_who_are_there_together_only_at_other_hours_are_told() -> None:
    two = replace(ANGER, leaders=2)
    there = {"Ada": (MORNING, EVENING), "Ben": (EVENING,)}
    assert says(problem(two, {"C014": None}, there)) == [
        "Anger: 2 therapists who lead it are never there together in the hours of C014, who needs it"
    ]
    assert says(problem(two, {"C014": None}, {**there, "Cleo": (MORNING,)})) == []


def test_nothing_is_said_of_a_topic_of_which_a_session_is_settled() -> None:
    given = problem(TALK, {"C014": "Ada"}, {"Ada": (EVENING,), "Ben": (MORNING,)})
    settled = replace(given, fixed=(Fixed("Talk", at(1, 9), therapists=("Ben",)),))
    assert says(given) and says(settled) == []


HOURS = some.sets(some.integers(9, 14), max_size=4).map(
    lambda hours: tuple(Window(at(1, hour), at(1, hour + 1)) for hour in sorted(hours))
)


@settings(max_examples=80, deadline=None)
@given(
    HOURS, some.dictionaries(some.sampled_from(("Ada", "Ben", "Cleo")), HOURS, min_size=1), some.booleans()
)
def test_whoever_is_told_is_told_rightly(
    mine: tuple[Window, ...], there: dict[str, tuple[Window, ...]], individual: bool
) -> None:
    """C014 is told if, and only if, they could come and a leader could lead, but never at the same hour."""
    topic = TALK if individual else ANGER
    given_week = problem(topic, {"C014": "Ada"}, there)
    given_week = replace(given_week, client_windows={**given_week.client_windows, "C014": mine})
    leading = {"Ada": there["Ada"]} if individual and "Ada" in there else there
    led = {window for windows in leading.values() for window in windows}
    apart = bool(mine) and bool(led) and not led & set(mine)
    assert any("never there" in one for one in says(given_week)) == apart
