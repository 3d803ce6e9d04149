"""A finished week made better where it can be, everybody kept who is in it: what a change to the program gains.

First whatever can be added is added, as for a first plan; then everybody is seated anew in the sessions that run and a
few that might, the levels in their order, each held while the next is searched.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from time import monotonic

import numpy as np

from planner.engine.board import Board, Vector
from planner.engine.bound import floor_of
from planner.engine.effort import Effort
from planner.engine.mend import NEARBY, mended_nearby
from planner.engine.neighbourhood import Neighbourhoods
from planner.engine.posting import posted
from planner.engine.seating import Unseatable, as_they_stand, seat
from planner.engine.settle import Contradiction, emptiest, settle
from planner.engine.slice import Mask, solve_slice, with_followers
from planner.engine.start import Greedy, keep_what_stands
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster

NARROW = 0.5  # of the time goes at most into those alone who would come to one session more
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
        return seat(problem, rules, draft, values, {}, known=as_they_stand(draft, values, roster))
    except Unseatable:
        return None


def with_one_more(
    problem: Problem,
    rules: Sequence[Rule],
    roster: Roster,
    topic: str,
    clients: Collection[str],
    seconds: float,
) -> Roster | None:
    """A week that has one session of a topic too few for the rules, with it, at little cost to their levels.

    First the clients' own weeks are seated anew around it, all other sessions left as they are, then everything.
    `None` where that wasn't found by then, or when sessions side by side can't be told apart.
    """
    until = monotonic() + seconds
    posting = posted(problem, rules)
    draft, board = posting.draft, posting.board()
    values = keep_what_stands(draft, board, emptiest(board), roster)
    near = Neighbourhoods(problem, draft, board)
    of_topic = near.of_slots(np.asarray(near.slot_topic == near.topics.get(topic, -1), dtype=bool))
    weeks = [near.week_of(near.clients[code]) for code in clients if code in near.clients]
    for free, share in ((np.logical_or.reduce([of_topic, *weeks]), NARROW), (near.everything(), 1.0)):
        left = share * (until - monotonic())
        effort = Effort(NEARBY, left, task="timetable")
        found = mended_nearby(board, values, free, effort) if left > 0 else None
        if found is not None:
            try:
                return seat(problem, rules, draft, found, {})
            except Unseatable:
                return None
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
