"""A few planted faults that can be counted: `explain` names them first (all: `tests.benchmarks.faults`)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner import api
from planner.program import Program
from planner.remedies.answers.explain import Explanation
from planner.remedies.causes.cause import Cause
from planner.week.problem import problem_of
from tests.benchmarks.faults import FIRST_SENTENCES, KINDS, MONDAY, Planted, planted_faults, program_of
from tests.benchmarks.fresh_faults import FRESH_KINDS
from tests.benchmarks.unseen_faults import UNSEEN_KINDS

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


def test_every_kind_that_was_written_from_the_contract_is_a_week_of_its_own() -> None:
    """What a fault takes (several who need a topic, a client of two days) is there, and something is changed."""
    kinds = set()
    for plant in (*UNSEEN_KINDS, *FRESH_KINDS):
        fault = plant(program_of(48, 2), 2)
        problem_of(fault.program, MONDAY)
        assert fault.program != program_of(48, 2)
        kinds.add(fault.kind)
    assert len(kinds) == len(UNSEEN_KINDS) + len(FRESH_KINDS)


def test_of_several_faults_all_have_to_be_named() -> None:
    fault = UNSEEN_KINDS[-1](program_of(24, 1), 1)
    said = [fault.names[0] + fault.words[0], *(names[0] + words[0] for names, words in fault.also)]
    causes = tuple(Cause("", None, says, proven=True) for says in said)
    assert fault.place_in(Explanation(causes, ())) == len(said) == 3
    assert fault.place_in(Explanation(causes[:-1], ())) is None
