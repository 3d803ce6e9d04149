"""When chains have their turn at the needs: by the time they have taken, and one at a time."""

from __future__ import annotations

from planner.engine.turns import FEW, LEAST_EFFORT, MOST_EFFORT, Turns


def test_chains_begin_once_little_is_missing_and_one_is_out_at_a_time() -> None:
    turns = Turns(possible=True)
    assert not turns.take(FEW + 1)
    assert turns.take(FEW)
    assert not turns.take(FEW)
    turns.give_back(0.0, complete=True, better=False)
    assert turns.take(1)
    assert not Turns(possible=False).take(1)


def test_other_slices_have_their_turn_until_they_have_taken_as_long_as_the_chain() -> None:
    turns = Turns(possible=True)
    turns.take(1)
    turns.give_back(1.0, complete=True, better=True)
    slices = 0
    while not turns.take(1):
        turns.pass_by(0.1)
        slices += 1
    assert 5 <= slices <= 10


def test_a_chain_in_vain_gets_more_effort_and_one_solved_to_the_end_less_within_bounds() -> None:
    turns = Turns(possible=True)
    turns.give_back(0.0, complete=False, better=True)
    assert turns.effort == LEAST_EFFORT
    turns.give_back(0.0, complete=False, better=False)
    assert turns.effort > LEAST_EFFORT
    for _ in range(20):
        turns.give_back(0.0, complete=False, better=False)
    assert turns.effort == MOST_EFFORT
    for _ in range(20):
        turns.give_back(0.0, complete=True, better=False)
    assert turns.effort == LEAST_EFFORT
