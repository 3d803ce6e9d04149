"""A primary therapist's time, where another therapist leads the individual session with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from constraints import rule_book
from planner.model import Client, Need, Problem, Therapist, Topic
from planner.reasons.counts import shortages
from tests.reasons_week import span, week
from tests.test_counts import NOTHING

TALK = Topic("Talk", 60, kind="individual", smallest=1, largest=1, leaders=2, only_if_asked=True)
THERE = (span(1, 9, 12), span(2, 9, 12))


def two_sessions(minutes_of_the_primary: int) -> Problem:
    """C014 needs two sessions of their primary therapist Bo and whoever else leads them."""
    leads = frozenset({"Talk"})
    clients = (Client("C014", "IOP", primary="Bo"),)
    problem = week(topics=(TALK,), clients=clients, needs=(Need("C014", "Talk", 2),), free={"C014": THERE})
    staff = {
        "Ada": Therapist("Ada", leads),
        "Bo": Therapist("Bo", leads, most_minutes=minutes_of_the_primary),
    }
    return replace(problem, therapists=staff, therapist_windows={"Ada": THERE, "Bo": THERE})


@pytest.mark.parametrize(("minutes", "short"), [(120, False), (60, True)])
def test_the_other_therapist_takes_none_of_the_primary_therapists_time(minutes: int, short: bool) -> None:
    problem = two_sessions(minutes)
    found = shortages(NOTHING, problem, [rule for rule in rule_book() if rule.hard])
    assert bool([one for one in found if "Talk" in (one.topic, *one.topics)]) is short
