"""A corner of the board: a few columns with their rows, cut out once so that they can be settled again and again.

Where `residue` goes through the whole board for one large slice, a corner keeps its own short arrays: somebody's
week or one session is looked at in a few thousandths of a second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.engine.board import Board, Vector
from planner.engine.residue import Residue, Rows, open_part, ranges, tightened
from planner.language.limits import Stage


@dataclass(frozen=True)
class Corner:
    """Some `columns` of a board, all `rows` they stand in, and their entries there.

    `entry_rows` and `entry_columns` count from the corner's own first row and column. `prices` are the columns'
    prices at each of the stages, in order.
    """

    columns: Vector
    rows: Vector
    entry_rows: Vector
    entry_columns: Vector
    factors: Vector
    prices: tuple[Vector, ...]

    @staticmethod
    def of(board: Board, columns: Vector, stages: tuple[Stage, ...]) -> Corner:
        """The corner of some columns, which stand in ascending order."""
        entries = ranges(board.row_starts, columns)
        entry_columns = np.repeat(
            np.arange(len(columns)), board.row_starts[columns + 1] - board.row_starts[columns]
        )
        rows, entry_rows = np.unique(board.rows_of[entries], return_inverse=True)
        order = np.argsort(entry_rows, kind="stable")
        return Corner(
            columns=columns,
            rows=rows,
            entry_rows=entry_rows[order],
            entry_columns=entry_columns[order],
            factors=board.row_factors[entries][order],
            prices=tuple(board.prices[stage][columns] for stage in stages),
        )

    def residue(self, board: Board, values: Vector, sums: Vector, held: NDArray[np.bool_]) -> Residue:
        """What is open of the corner when all else, and of the columns those `held`, stay as in `values`.

        `sums` are the rows' sums of the values. The columns of the residue count from the corner's first; it has no
        prices of its own.
        """
        now = values[self.columns]
        mine = np.bincount(
            self.entry_rows, weights=self.factors * now[self.entry_columns], minlength=len(self.rows)
        ).astype(np.int64)
        given = sums[self.rows] - mine
        rows = Rows(
            self.entry_rows,
            self.entry_columns,
            self.factors,
            board.least[self.rows] - given,
            most=board.most[self.rows] - given,
        )
        lowest = np.where(held, now, board.lowest[self.columns])
        highest = np.where(held, now, board.highest[self.columns])
        low, high = tightened(rows, lowest, highest)
        nothing = np.zeros(len(low), dtype=np.int64)
        return open_part(rows, low, high, high > low, low, nothing, offset=0)
