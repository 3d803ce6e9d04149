"""Whole weeks of people: what one person's week costs at the very least, with all that others share in at a price.

The linear relaxation splits a client's week into parts of several weeks, and a therapist's too. Under the multipliers
it ends with, each seat and each lead has a price; the cheapest week that can't be split is found for each person on
their own, and that nobody's week is cheaper is a row which the relaxation didn't know. With it the multipliers change,
and so on: round by round it comes to what a choice among whole weeks would cost (Dantzig, Wolfe 1960; as cuts:
Geoffrion 1974).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from planner.engine.board import Board, Vector
from planner.engine.effort import Effort, Solvers
from planner.engine.residue import Caps, Cut, Residue
from planner.engine.slice import FOLLOWING_HOPS, least_possible
from planner.language.draft import Draft

STEPS = 8  # of a price to a point: cuts have whole factors
WEEK_EFFORT = 0.5  # deterministic seconds for one person's week
UNKNOWN, SHARED = -1, -2


class Weeks:
    """The people of a board with the columns that are theirs alone: seats or leads, and what follows from those."""

    def __init__(self, draft: Draft, board: Board) -> None:
        self.board = board
        people = (
            sorted({seat.client for seat in draft.seats}),
            sorted({lead.therapist for lead in draft.leads}),
        )
        number = {("client", name): place for place, name in enumerate(people[0])}
        number |= {("therapist", name): place + len(people[0]) for place, name in enumerate(people[1])}
        owners = np.full(board.width, SHARED, dtype=np.int64)
        owners[board.following] = UNKNOWN
        for seat in draft.seats:
            owners[seat.column] = number["client", seat.client]
        for lead in draft.leads:
            owners[lead.column] = number["therapist", lead.therapist]
        self.owners = _followed(board, owners, len(number))
        self._asked = np.ones(len(number), dtype=bool)

    def cuts(
        self,
        left: Residue,
        multipliers: NDArray[np.float64],
        values: NDArray[np.float64],
        caps: Caps,
        seconds: float | None,
        solvers: Solvers,
    ) -> Iterator[tuple[Cut | None, float]]:
        """Person by person: a row that `values` (parts of seats and leads) break, if any, and the effort spent.

        `left` is the whole board's residue, with a multiplier for each row and a value for each column. Who gained
        nothing is not asked again.
        """
        effort = Effort(WEEK_EFFORT, seconds, task="timetable")
        board, owners = _narrowed(self.board, left), self.owners[left.open]
        prices = np.zeros(board.width)
        prices[left.open] = _prices(left, owners, multipliers)
        split = left.settled.astype(float)
        split[left.open] = values
        whole = np.round(STEPS * prices).astype(np.int64)
        for person in np.flatnonzero(self._asked).tolist():
            own = self.owners == person
            objective = np.where(own, whole, 0)
            fewest, spent = least_possible(board, own, objective, effort, caps, solvers)
            priced = np.flatnonzero(objective)
            self._asked[person] = fewest - objective[priced] @ split[priced] >= STEPS
            yield (Cut(priced, objective[priced], fewest) if self._asked[person] else None), spent


def _narrowed(board: Board, left: Residue) -> Board:
    """The board with the bounds that tightening has left: what others can't do either makes a week dearer."""
    lowest, highest = left.settled.copy(), left.settled.copy()
    lowest[left.open], highest[left.open] = left.lowest, left.highest
    return replace(board, lowest=lowest, highest=highest)


def _prices(left: Residue, owners: Vector, multipliers: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each column costs when the rows are paid for that aren't one person's own."""
    rows = np.repeat(np.arange(len(left.least)), np.diff(left.starts))
    theirs = owners[left.columns]
    first, last = _span(rows, theirs, len(left.least))
    paid = np.where((first == last) & (first >= 0), 0.0, multipliers)
    charged = np.bincount(left.columns, weights=left.factors * paid[rows], minlength=len(left.open))
    return np.asarray(left.prices - charged, dtype=np.float64)


def _followed(board: Board, owners: Vector, people: int) -> Vector:
    """The owners with those of the columns that follow: the one person all of whose rows they stand in, else nobody."""
    order = np.argsort(board.columns, kind="stable")
    rows, columns = board.entry_rows[order], board.columns[order]
    for _ in range(FOLLOWING_HOPS):
        known = owners[board.columns] != UNKNOWN
        # Shared counts as one more person, so that whatever touches it belongs to several.
        seen = np.where(owners == SHARED, people, owners)[board.columns]
        first, last = _span(board.entry_rows[known], seen[known], board.height)
        met = first[rows] >= 0
        least, most = _span(columns[met], first[rows][met], board.width, last[rows][met])
        found = (owners == UNKNOWN) & (least >= 0)
        owners = np.where(found, np.where((least == most) & (least < people), least, SHARED), owners)
    return owners


def _span(groups: Vector, numbers: Vector, count: int, others: Vector | None = None) -> tuple[Vector, Vector]:
    """The least of each group's numbers, and the greatest of them (or of `others`); -1 for a group that is empty."""
    least = np.full(count, np.iinfo(np.int64).max)
    most = np.full(count, -1, dtype=np.int64)
    np.minimum.at(least, groups, numbers)
    np.maximum.at(most, groups, numbers if others is None else others)
    return np.where(most < 0, -1, least), most
