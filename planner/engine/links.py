"""A seat needs its session: rows that every plan keeps anyway, and that a plan with split sessions doesn't.

A group's size ties its seats to its sessions all at once; split into tenths, a tenth of a session is enough for one
client. Seat by seat the tie is as tight as can be (facility location: Krarup, Pruzan 1983). A slice needs no such rows,
a bound lives by them.
"""

from __future__ import annotations

import numpy as np

from planner.engine.board import Board
from planner.engine.residue import Cut
from planner.language.draft import Draft


def links(draft: Draft, board: Board) -> tuple[Cut, ...]:
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
