"""The board: every limit and goal of the rules as one sparse integer program, kept as arrays.

Rows say `least <= sum <= most`; a goal's row has a *slack* column that takes up what is missed, and the slack
is priced in the goal's stage. Every engine part works on these arrays and none knows a rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.language.limits import Stage

Vector = NDArray[np.int64]
UNBOUNDED = 1 << 40  # beyond every sum the planner can form, small enough never to overflow


@dataclass(frozen=True)
class Board:
    """The sparse integer program: `least <= A x <= most`, `lowest <= x <= highest`, whole numbers.

    `starts` (rows + 1), `columns` and `factors` are A by rows; `rows_of` and `row_starts` the same by columns.
    `prices` holds a vector per stage; `following` marks columns that only follow the decisions (presences,
    counters, slacks); `slack` those that take up what a goal misses.
    """

    lowest: Vector
    highest: Vector
    starts: Vector
    columns: Vector
    factors: Vector
    least: Vector
    most: Vector
    entry_rows: Vector
    row_starts: Vector
    rows_of: Vector
    row_factors: Vector
    prices: dict[Stage, Vector]
    offsets: dict[Stage, int]
    following: NDArray[np.bool_]
    slack: NDArray[np.bool_]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.lowest)

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.least)

    def sums(self, values: Vector) -> Vector:
        """A x, one sum a row."""
        return sums_by_row(self.starts, self.factors * values[self.columns])

    def value(self, stage: Stage, values: Vector) -> int:
        """What a plan costs at a stage."""
        if stage not in self.prices:
            return 0
        return int(self.prices[stage] @ values) + self.offsets[stage]

    def with_slacks(self, values: Vector) -> Vector:
        """The same decisions with each slack set to exactly what its goal misses."""
        values = values.copy()
        places = self.slack_columns
        values[places] = 0
        sums = self.sums(values)[self.slack_rows]
        missed = np.where(
            self.slack_signs > 0, self.least[self.slack_rows] - sums, sums - self.most[self.slack_rows]
        )
        values[places] = np.clip(missed, self.lowest[places], self.highest[places])
        return values

    @cached_property
    def slack_columns(self) -> Vector:
        """The slack columns; `slack_rows` and `slack_signs` say in which row each stands and with what sign."""
        return np.flatnonzero(self.slack)

    @cached_property
    def slack_rows(self) -> Vector:
        """The one row of each slack column."""
        return self.rows_of[self.row_starts[self.slack_columns]]

    @cached_property
    def slack_signs(self) -> Vector:
        """1 where the slack fills up a sum, -1 where it takes away from one."""
        return self.row_factors[self.row_starts[self.slack_columns]]

    def keeps(self, values: Vector) -> bool:
        """Whether the values keep all rows and bounds."""
        sums = self.sums(values)
        return bool(
            (sums >= self.least).all()
            and (sums <= self.most).all()
            and (values >= self.lowest).all()
            and (values <= self.highest).all()
        )


def sums_by_row(starts: Vector, entries: Vector) -> Vector:
    """The sum of each row's entries; an empty row's is 0."""
    running = np.concatenate(([0], np.cumsum(entries)))
    return running[starts[1:]] - running[starts[:-1]]
