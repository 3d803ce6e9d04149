"""Rows that every plan keeps anyway, and that a plan with split sessions and days doesn't.

A group's size ties its seats to its sessions all at once; split into tenths, a tenth of a session is enough for one
client. Seat by seat the tie is as tight as can be (facility location: Krarup, Pruzan 1983). And who comes for half a
day only has no more than half of a topic's sessions that a day may hold. A slice needs no such rows, a bound lives by
them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from planner.engine.board import UNBOUNDED, Board, Vector, sums_by_row
from planner.engine.residue import Cut, ranges
from planner.language.draft import Draft


def links(draft: Draft, board: Board) -> tuple[Cut, ...]:
    """For each seat that is still open: no seat without a session there; and no topic's seats without their day."""
    return (*session_links(draft, board), *_only_when_there(draft, board))


def session_links(draft: Draft, board: Board) -> tuple[Cut, ...]:
    """For each seat that is still open: no seat without a session there."""
    factors = np.array([1, -1], dtype=np.int64)
    found = []
    for session in draft.sessions:
        if board.lowest[session.column] > 0:
            continue
        for seat in draft.seats_at(session.topic.name, session.start):
            if board.highest[seat.column] > 0:
                found.append(Cut(np.array([session.column, seat.column]), factors, 0))
    return tuple(found)


def _only_when_there(draft: Draft, board: Board) -> list[Cut]:
    """Of one topic's seats no more than a row allows, and none unless a column is 1 that each of them needs.

    The rows of all topics together gained nothing; those of one moment follow from the day as one way (measured).
    """
    topics = {name: number for number, name in enumerate({seat.topic.name: 0 for seat in draft.seats})}
    topic = np.full(board.width, -1, dtype=np.int64)
    for seat in draft.seats:
        topic[seat.column] = topics[seat.topic.name]
    entries = topic[board.columns]
    of_one = np.flatnonzero(
        (_counted(board, entries < 0) == 0)
        & (_least(board, entries) == -_least(board, -entries))
        & (_least(board, board.factors) > 0)
        & (board.most > 0)
        & (board.most < UNBOUNDED // 2)
    )
    found = []
    needing, needed = _needs(board)
    begins = np.searchsorted(needing, np.arange(board.width + 1))
    for row in of_one.tolist():
        columns = board.columns[board.starts[row] : board.starts[row + 1]]
        factors = board.factors[board.starts[row] : board.starts[row + 1]]
        most = int(board.most[row])
        if factors @ board.highest[columns] <= most:
            continue
        each, times = np.unique(needed[ranges(begins, columns)], return_counts=True)
        for column in each[times == len(columns)].tolist():
            found.append(Cut(np.append(columns, column), np.append(-factors, most), 0))
    return found


def _counted(board: Board, entries: NDArray[np.bool_]) -> Vector:
    """How many of each row's entries it is true of."""
    return sums_by_row(board.starts, entries.astype(np.int64))


def _least(board: Board, entries: Vector) -> Vector:
    """The least of each row's entries; of an empty row one that is nobody's."""
    least = np.full(board.height, np.iinfo(np.int64).max)
    np.minimum.at(least, board.entry_rows, entries)
    return least


def _needs(board: Board) -> tuple[Vector, Vector]:
    """Pairs of columns, the first in ascending order: it is 0 unless the second is 1, as a row says."""
    yes_or_no = (board.lowest >= 0) & (board.highest <= 1)
    odd = (np.abs(board.factors) != 1) | ~yes_or_no[board.columns]
    one = _counted(board, board.factors < 0) == 1
    rows = (board.most == 0) & one & (_counted(board, odd) == 0)
    within = rows[board.entry_rows]
    theirs = np.zeros(board.height, dtype=np.int64)
    behind = within & (board.factors < 0)
    theirs[board.entry_rows[behind]] = board.columns[behind]
    ahead = within & (board.factors > 0)
    pairs = np.unique(np.column_stack((board.columns[ahead], theirs[board.entry_rows[ahead]])), axis=0)
    return pairs[:, 0], pairs[:, 1]
