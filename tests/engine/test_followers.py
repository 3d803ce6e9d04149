"""Columns that follow the decisions are freed with them, as far as rules chain them.

`FOLLOWING_HOPS` says how far that is. A rule that chains its columns further would leave some of them where they were:
a slice could then not go from one roster to another, or only at a price that is none. Here it is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from planner.engine.board import Board, Vector
from planner.engine.effort import Effort
from planner.engine.posting import posted
from planner.engine.slice import Mask, solve_slice, with_followers
from planner.language.draft import Draft
from planner.language.rule import Rule
from planner.model import Problem, Roster
from tests.constraints.crooked import Crooked
from tests.constraints.crooked_changes import CHANGES
from tests.constraints.crooked_hard import HARD
from tests.constraints.crooked_soft import SOFT
from tests.constraints.on_draft import columns_of

WEEKS = (*HARD, *SOFT, *CHANGES)
ROSTERS = 6  # of a week, spread over all that it allows


def named(week: Crooked) -> str:
    return f"{week.rule.name} {week.slots[0][0]} x{len(week.slots)}"


def board_of(problem: Problem, rules: Sequence[Rule]) -> tuple[Draft, Board]:
    posting = posted(problem, rules)
    return posting.draft, posting.board()


def rosters_of(week: Crooked) -> list[Roster]:
    rules = [rule for rule in (week.rule, *week.given) if rule.hard]
    every = [
        roster
        for roster in week.every_roster()
        if not any(True for rule in rules for _ in rule.check(week.problem, roster))
    ]
    return every[:: max(1, len(every) // ROSTERS)]


def decided(draft: Draft, board: Board, roster: Roster) -> Vector | None:
    """The roster's decisions, every follower at its lowest; `None` where the draft can't say the roster."""
    columns = columns_of(draft, roster)
    if columns is None:
        return None
    values = board.lowest.copy()
    values[list(columns)] = list(columns.values())
    return values if (values[~board.following] >= board.lowest[~board.following]).all() else None


def cheapest(board: Board, values: Vector, free: Mask) -> tuple[int, Vector] | None:
    """What the followers that are free cost at least with these decisions, and their values."""
    total = sum(board.prices.values(), np.zeros(board.width, dtype=np.int64))
    outcome = solve_slice(board, values, free & board.following, total, Effort(5.0))
    if outcome.values is None:
        return None
    assert outcome.complete
    return int(total @ outcome.values), outcome.values


def left_behind(draft: Draft, board: Board, rosters: Sequence[Roster]) -> str:
    """The first step from a roster to the next in which a follower stays where it was; '' if there is none."""
    for before, after in pairwise(rosters):
        old, new = decided(draft, board, before), decided(draft, board, after)
        first = None if old is None else cheapest(board, old, board.following)
        best = None if new is None else cheapest(board, new, board.following)
        if first is None or new is None or best is None:
            continue
        free = with_followers(board, ~board.following & (first[1] != new))
        step = cheapest(board, np.where(board.following, first[1], new), free)
        if step is None or step[0] != best[0]:
            return f"{before.sessions} to {after.sessions}: {step and step[0]} instead of {best[0]}"
    return ""


@pytest.mark.parametrize("week", WEEKS, ids=named)
def test_a_slice_can_go_from_roster_to_roster_with_the_columns_that_follow(week: Crooked) -> None:
    draft, board = board_of(week.problem, (week.rule, *week.given))
    assert left_behind(draft, board, rosters_of(week)) == "", f"{week.rule.name} chains its columns further"
