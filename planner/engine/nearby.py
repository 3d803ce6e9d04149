"""A finished week made better where it can be, everybody kept who is in it: what a change to the program gains.

First whatever can be added is added, as for a first plan; then everybody is seated anew in the sessions that run and a
few that might, the levels in their order, each held while the next is searched.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from time import monotonic

from planner.engine.board import Board, Vector
from planner.engine.bound import floor_of
from planner.engine.effort import Effort
from planner.engine.neighbourhood import Neighbourhoods
from planner.engine.posting import posted
from planner.engine.seating import Unseatable, seat
from planner.engine.settle import Contradiction, emptiest, settle
from planner.engine.slice import Mask, solve_slice, with_followers
from planner.engine.start import Greedy, keep_what_stands
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster

LEVEL = 1.0  # deterministic seconds for one level: on a busy machine as much is found as on a quiet one


def filled_up(problem: Problem, rules: Sequence[Rule], roster: Roster) -> Roster | None:
    """The week with whatever can be added to it, nobody moved.

    `rules` are the hard ones and those of the levels that count. `None` when what is settled contradicts itself, or
    when sessions side by side can't be told apart.
    """
    return better_nearby(problem, rules, roster, (), (), 0, 0.0)


def better_nearby(
    problem: Problem,
    rules: Sequence[Rule],
    roster: Roster,
    clients: Sequence[str],
    topics: Collection[str],
    seats: int,
    seconds: float,
) -> Roster | None:
    """The same, and then people are seated anew, in about `seats` places: those of all the sessions that run, and of
    sessions of the topics that might run for the clients.
    """
    posting = posted(problem, rules)
    draft, board = posting.draft, posting.board()
    # What is settled is mostly in the roster, with its therapists and rooms; what isn't is put in first.
    values = keep_what_stands(draft, board, emptiest(board), roster)
    if not board.keeps(values):
        try:
            values = keep_what_stands(draft, board, settle(board, draft, posting), roster)
        except Contradiction:
            return None
    values = Greedy(draft, board, values).run()
    if not board.keeps(values):
        return None
    if seats:
        near = Neighbourhoods(problem, draft, board).of_people(values, clients, topics, seats)
        free = with_followers(board, near)
        values = _improved(board, values, free, monotonic() + seconds)
    try:
        return seat(problem, rules, draft, values, {})
    except Unseatable:
        return None


def _improved(board: Board, values: Vector, free: Mask, until: float) -> Vector:
    """The values with one level after another as low as it goes near the clients, as far as time allows."""
    caps: list[tuple[Stage, int]] = []
    for stage in sorted(board.prices):
        value, left = board.value(stage, values), until - monotonic()
        if value > floor_of(board, stage) and left > 0:
            effort = Effort(LEVEL, left, task="timetable")
            outcome = solve_slice(board, values, free, board.prices[stage], effort, tuple(caps))
            if outcome.values is not None:
                found = board.with_slacks(outcome.values)
                values = found if board.value(stage, found) < value else values
        caps.append((stage, board.value(stage, values)))
    return values
