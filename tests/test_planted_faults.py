"""A few planted faults that can be counted: `explain` names them first (all: `tests.benchmarks.faults`)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner import api
from planner.program import Program
from tests.benchmarks.faults import FIRST_SENTENCES, KINDS, MONDAY, Planted, planted_faults, program_of

COUNTED = ("_short_window", "_no_leader", "_too_large_minimum", "_closure", "_never_together", "_long_topic")


@pytest.mark.parametrize("name", COUNTED)
def test_what_was_broken_is_named_in_the_first_sentences(name: str) -> None:
    plant: Callable[[Program, int], Planted] = next(kind for kind in KINDS if kind.__name__ == name)
    fault = plant(program_of(24, 1), 1)
    found = api.explain(fault.program, week=MONDAY, seconds=1)
    place = fault.place_in(found)
    assert place is not None
    assert place <= FIRST_SENTENCES
    assert found.causes[place - 1].proven


def test_there_are_enough_kinds_of_faults_to_measure() -> None:
    kinds = [fault.kind for _, fault in planted_faults()]
    assert len(kinds) >= 40
    assert len(set(kinds)) >= 12
