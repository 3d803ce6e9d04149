"""The rows that a split plan breaks: none of them rules out a whole one, and the bound is the better for them."""

from __future__ import annotations

import numpy as np

from planner.engine.effort import Effort
from planner.engine.links import links
from planner.engine.relaxation import Relaxation
from planner.engine.slice import least_possible, with_followers
from planner.language.limits import Stage
from tests.engine.test_engine import hidden, posting


def test_a_link_follows_from_the_rows_it_is_made_of() -> None:
    """Whatever all others do: a solver of whole plans that knows no links finds nothing that breaks one."""
    draft, board = posting()
    for cut in links(draft, board)[::40]:
        chosen, objective = np.zeros(board.width, dtype=bool), np.zeros(board.width, dtype=np.int64)
        chosen[cut.columns] = True
        objective[cut.columns] = cut.factors
        least, _ = least_possible(board, with_followers(board, chosen), objective, Effort(5.0))
        assert least >= cut.fewest


def test_half_a_day_holds_half_of_what_a_day_may() -> None:
    """A topic that a client has once a day at most: no more of it in all than of the day, split or not."""
    draft, board = posting()
    days = [cut for cut in links(draft, board) if len(cut.columns) > 2]
    seats = {seat.column: seat for seat in draft.seats}
    assert days
    for cut in days:
        *inside, day = cut.columns.tolist()
        which = {(seats[column].client, seats[column].topic.name, seats[column].day) for column in inside}
        assert len(which) == 1
        client, _, weekday = which.pop()
        assert day in (draft.visit(client, weekday), draft.attends(client, weekday))
        # All of a topic's seats, one after another, are more than a day may hold.
        assert -cut.factors[:-1].sum() > cut.factors[-1] > 0


def test_the_bound_rises_with_the_days_that_seats_need() -> None:
    draft, board = posting()
    caps = tuple((s, board.value(s, hidden())) for s in sorted(board.prices) if s < Stage.GOOD_WEEK)
    every = links(draft, board)
    sessions = [cut for cut in every if len(cut.columns) == 2]
    relaxations = [Relaxation(board, Stage.GOOD_WEEK, caps, tied) for tied in (sessions, every)]
    for relaxation in relaxations:
        relaxation.solve(1e-3)
    before, after = (relaxation.bound for relaxation in relaxations)
    assert before < after <= board.value(Stage.GOOD_WEEK, hidden())
