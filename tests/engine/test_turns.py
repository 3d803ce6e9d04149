"""When chains have their turn at the needs: by the time they have taken, and one at a time."""

from __future__ import annotations

from planner.engine.turns import (
    FIRST_SLOTS,
    HOPE,
    LEAST_EFFORT,
    LEAST_SLOTS,
    MOST_EFFORT,
    MOST_SLOTS,
    SHARE,
    Turns,
)


def test_one_chain_is_out_at_a_time_and_none_where_the_relaxation_takes_long() -> None:
    turns = Turns(possible=True)
    assert turns.take()
    assert not turns.take()
    turns.give_back(0.0, complete=True, better=False)
    assert turns.take()
    assert not Turns(possible=False).take()


def test_other_slices_have_their_turn_until_they_have_taken_their_share() -> None:
    turns = Turns(possible=True)
    turns.take()
    turns.give_back(1.0, complete=True, better=True)
    slices = 0
    while not turns.take():
        turns.pass_by(0.1, better=False)
        slices += 1
    assert 0.5 < slices * 0.1 * SHARE <= 1.0


def test_a_chain_in_vain_gets_more_effort_and_one_solved_to_the_end_less_within_bounds() -> None:
    turns = Turns(possible=True)
    turns.give_back(0.0, complete=False, better=True)
    assert turns.effort == LEAST_EFFORT
    turns.give_back(0.0, complete=False, better=False)
    assert turns.effort > LEAST_EFFORT
    for _ in range(20):
        turns.give_back(0.0, complete=False, better=False)
    assert turns.effort == MOST_EFFORT
    assert turns.slots == LEAST_SLOTS
    for _ in range(20):
        turns.give_back(0.0, complete=True, better=False)
    assert turns.effort == LEAST_EFFORT
    assert turns.slots == MOST_SLOTS


def test_a_chain_that_was_stopped_was_not_in_vain_and_the_next_is_as_it_would_have_been() -> None:
    turns = Turns(possible=True)
    for _ in range(HOPE):
        assert turns.take()
        turns.give_back(0.0, complete=True, better=False, stopped=True)
    assert turns.hopeful
    assert (turns.everybody, turns.slots, turns.effort) == (False, FIRST_SLOTS, LEAST_EFFORT)


def test_everybody_may_move_once_a_smaller_chain_was_searched_to_the_end_in_vain() -> None:
    turns = Turns(possible=True)
    assert not turns.everybody
    turns.give_back(0.0, complete=False, better=False)
    turns.give_back(0.0, complete=True, better=True)
    assert not turns.everybody
    turns.give_back(0.0, complete=True, better=False)
    assert turns.everybody
    turns.give_back(0.0, complete=False, better=True)
    assert turns.everybody
    turns.give_back(0.0, complete=False, better=False)
    assert not turns.everybody
    assert turns.slots < FIRST_SLOTS * 2


def test_there_is_hope_until_several_chains_gained_nothing_and_again_after_any_gain() -> None:
    turns = Turns(possible=True)
    for _ in range(HOPE):
        assert turns.hopeful
        turns.pass_by(1.0, better=False)
        turns.give_back(1.0, complete=True, better=False)
    assert not turns.hopeful
    turns.pass_by(0.1, better=True)
    assert turns.hopeful
    assert not Turns(possible=False).hopeful
