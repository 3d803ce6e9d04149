"""What is left of the board when most of it is kept: the rows that can still bind over the columns still open.

A slice frees thousands of columns, and most of them can't move after all: the client sits elsewhere at that time,
the therapist is taken, the group is full with people who stay. Tightening the bounds here, on whole arrays at a
time, leaves the solver a fifth of the columns and spares it the presolve (half of a slice's time, measured).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.engine.board import UNBOUNDED, Board, Vector
from planner.language.limits import Stage

Caps = tuple[tuple[Stage, int], ...]
ROUNDS = 4  # of tightening; later ones find next to nothing


@dataclass(frozen=True)
class Cut:
    """A row that every plan in question keeps, `fewest <= factors . x[columns]`: it rules out nothing but fractions."""

    columns: Vector
    factors: Vector
    fewest: int


@dataclass(frozen=True)
class Residue:
    """A little program of its own: `least <= A x <= most`, `lowest <= x <= highest`.

    `open` are the columns of the whole board that x stands for, in order; `settled` (all columns of the
    board) holds the value of each that tightening has decided, and of those kept. `starts`, `columns`
    (places in x) and `factors` are A by rows. `offset` is what all but the open columns add to the objective
    at the least.
    """

    open: Vector
    settled: Vector
    lowest: Vector
    highest: Vector
    starts: Vector
    columns: Vector
    factors: Vector
    least: Vector
    most: Vector
    prices: Vector
    offset: int

    @property
    def floor(self) -> int:
        """The least the objective can be by the open columns' bounds alone."""
        return self.offset + self._least(self.prices)

    def could_be_less(self, prices: Vector, values: Vector) -> bool:
        """Whether the open columns' bounds alone leave open that they come to less than at these values."""
        return int(prices @ values) > self._least(prices)

    def _least(self, prices: Vector) -> int:
        return int(prices @ np.where(prices > 0, self.lowest, self.highest))


def residue(
    board: Board,
    lows: Vector,
    highs: Vector,
    free: NDArray[np.bool_],
    objective: Vector,
    caps: Caps = (),
    cuts: Sequence[Cut] = (),
) -> Residue:
    """The residue of the free columns; all others lie between `lows` and `highs` (the plan at hand: the same twice).

    The stages in `caps` cost no more than they are given; `cuts` are rows on top of the board's. Bounds are
    tightened by what rows, caps and cuts imply, so no values that keep them are lost.
    """
    places = np.flatnonzero(free & (board.highest > board.lowest))
    inside = np.zeros(board.width, dtype=bool)
    inside[places] = True
    rows = Rows.of(board, lows, highs, inside, caps, cuts)
    lowest, highest = board.lowest.copy(), board.highest.copy()
    lowest[~inside], highest[~inside] = lows[~inside], highs[~inside]
    low, high = tightened(rows, lowest, highest)
    still = inside & (high > low)
    settled = lows.copy()
    settled[inside & ~still] = low[inside & ~still]
    outside = np.where(still, 0, objective)
    floor = np.where(outside > 0, settled, np.where(inside, settled, highs))
    return open_part(rows, low, high, still, settled, objective, offset=int(outside @ floor))


def open_part(
    rows: Rows,
    low: Vector,
    high: Vector,
    still: NDArray[np.bool_],
    settled: Vector,
    prices: Vector,
    offset: int,
) -> Residue:
    """The residue of what is still open between tightened bounds, with the rows that can still bind."""
    rows = rows.without_settled(still, low)
    smallest, largest = rows.reach(low, high)
    # Whatever tightening took from a column has to hold in the solver too, by its own bounds or by a row: both do.
    rows = rows.only((smallest < rows.least) | (largest > rows.most))
    remaining = np.flatnonzero(still)
    number = np.cumsum(still) - 1
    return Residue(
        open=remaining,
        settled=settled,
        lowest=low[remaining],
        highest=high[remaining],
        starts=rows.starts,
        columns=number[rows.columns],
        factors=rows.factors,
        least=rows.least,
        most=rows.most,
        prices=prices[remaining],
        offset=offset,
    )


def with_cuts(left: Residue, cuts: Sequence[Cut]) -> Residue:
    """The same little program with more rows at its end, each a cut over columns of the whole board."""
    number = np.full(len(left.settled), -1, dtype=np.int64)
    number[left.open] = np.arange(len(left.open))
    columns, factors, least = [left.columns], [left.factors], [left.least]
    for cut in cuts:
        still = number[cut.columns] >= 0
        columns.append(number[cut.columns[still]])
        factors.append(cut.factors[still])
        given = cut.factors[~still] @ left.settled[cut.columns[~still]]
        least.append(np.array([cut.fewest - given]))
    lengths = np.concatenate((np.diff(left.starts), [len(part) for part in columns[1:]]))
    return replace(
        left,
        starts=np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        columns=np.concatenate(columns),
        factors=np.concatenate(factors),
        least=np.concatenate(least),
        most=np.concatenate((left.most, np.full(len(cuts), UNBOUNDED))),
    )


@dataclass(frozen=True)
class Rows:
    """Rows over columns of the whole board: `entry_rows` (ascending), `columns`, `factors` an entry each."""

    entry_rows: Vector
    columns: Vector
    factors: Vector
    least: Vector
    most: Vector

    @staticmethod
    def of(
        board: Board,
        lows: Vector,
        highs: Vector,
        inside: NDArray[np.bool_],
        caps: Caps,
        cuts: Sequence[Cut],
    ) -> Rows:
        """The rows that touch the inside columns, less what the others contribute, and one for each cap and cut."""
        touched = np.zeros(board.height, dtype=bool)
        touched[board.rows_of[ranges(board.row_starts, np.flatnonzero(inside))]] = True
        chosen = np.flatnonzero(touched)
        count = len(chosen)
        entries = ranges(board.starts, chosen)
        entry_rows = np.repeat(np.arange(count), board.starts[chosen + 1] - board.starts[chosen])
        columns, factors = board.columns[entries], board.factors[entries]
        touching = inside[columns] & (factors != 0)
        others = ~inside[columns]
        given_low, given_high = _reach(
            entry_rows[others], columns[others], factors[others], lows, highs, count
        )
        parts = [(entry_rows[touching], columns[touching], factors[touching])]
        least = [board.least[chosen] - given_high]
        most = [board.most[chosen] - given_low]
        for stage, allowed in caps:
            prices = board.prices.get(stage)
            if prices is None:
                continue
            outside = np.where(inside, 0, prices)
            contributed = int(outside @ np.where(outside > 0, lows, highs))
            priced = np.flatnonzero(prices * inside)
            if not len(priced):
                continue
            parts.append((np.full(len(priced), count, dtype=np.int64), priced, prices[priced]))
            least.append(np.array([-UNBOUNDED]))
            most.append(np.array([allowed - board.offsets[stage] - contributed]))
            count += 1
        for cut in cuts:
            mine = inside[cut.columns]
            others_columns, others_factors = cut.columns[~mine], cut.factors[~mine]
            at_most = np.where(others_factors > 0, highs[others_columns], lows[others_columns])
            parts.append(
                (np.full(int(mine.sum()), count, dtype=np.int64), cut.columns[mine], cut.factors[mine])
            )
            least.append(np.array([cut.fewest - int(others_factors @ at_most)]))
            most.append(np.array([UNBOUNDED]))
            count += 1
        entry_rows, columns, factors = (np.concatenate(part) for part in zip(*parts, strict=True))
        return Rows(entry_rows, columns, factors, np.concatenate(least), most=np.concatenate(most))

    @property
    def starts(self) -> Vector:
        """Where each row's entries begin; one more at the end."""
        counts = np.bincount(self.entry_rows, minlength=len(self.least))
        return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)

    def reach(self, low: Vector, high: Vector) -> tuple[Vector, Vector]:
        """The least and the most that each row's sum can be."""
        return _reach(self.entry_rows, self.columns, self.factors, low, high, len(self.least))

    def without_settled(self, still: NDArray[np.bool_], low: Vector) -> Rows:
        """The same rows over the columns that are still open; the settled ones go into the bounds."""
        kept = still[self.columns]
        gone = ~kept
        given = np.bincount(
            self.entry_rows[gone],
            weights=self.factors[gone] * low[self.columns[gone]],
            minlength=len(self.least),
        ).astype(np.int64)
        return Rows(
            entry_rows=self.entry_rows[kept],
            columns=self.columns[kept],
            factors=self.factors[kept],
            least=self.least - given,
            most=self.most - given,
        )

    def only(self, chosen: NDArray[np.bool_]) -> Rows:
        """Some of the rows, numbered anew."""
        kept = chosen[self.entry_rows]
        number = np.cumsum(chosen) - 1
        return Rows(
            entry_rows=number[self.entry_rows[kept]],
            columns=self.columns[kept],
            factors=self.factors[kept],
            least=self.least[chosen],
            most=self.most[chosen],
        )


def ranges(starts: Vector, chosen: Vector) -> Vector:
    """The places from `starts[c]` up to `starts[c + 1]`, for each chosen c, one after another."""
    begins, lengths = starts[chosen], starts[chosen + 1] - starts[chosen]
    before = np.cumsum(lengths) - lengths
    return np.repeat(begins - before, lengths) + np.arange(int(lengths.sum()))


def _reach(
    rows: Vector, columns: Vector, factors: Vector, low: Vector, high: Vector, count: int
) -> tuple[Vector, Vector]:
    at_low, at_high = factors * low[columns], factors * high[columns]
    least = np.bincount(rows, weights=np.minimum(at_low, at_high), minlength=count)
    most = np.bincount(rows, weights=np.maximum(at_low, at_high), minlength=count)
    return least.astype(np.int64), most.astype(np.int64)


def tightened(rows: Rows, lowest: Vector, highest: Vector) -> tuple[Vector, Vector]:
    """Bounds that every row leaves its columns when all its others are at their kindest.

    Where bounds would cross, nothing is possible; the bounds as given are returned, and the solver says so.
    """
    low, high = lowest.copy(), highest.copy()
    entry_rows, columns, factors = rows.entry_rows, rows.columns, rows.factors
    up = factors > 0
    for _ in range(ROUNDS):
        smallest, largest = _reach(entry_rows, columns, factors, low, high, len(rows.least))
        # How far a column's entry can rise above its kindest value, and how far it has to.
        slack = (rows.most - smallest)[entry_rows]
        lack = (largest - rows.least)[entry_rows]
        size = np.abs(factors)
        room, need = slack // size, lack // size
        at_low, at_high = low[columns], high[columns]
        upper = np.minimum(np.where(up, at_low + room, at_low + need), at_high)
        lower = np.maximum(np.where(up, at_high - need, at_high - room), at_low)
        narrower = (upper < at_high) | (lower > at_low)
        if not narrower.any():
            break
        np.minimum.at(high, columns[narrower], upper[narrower])
        np.maximum.at(low, columns[narrower], lower[narrower])
        if (high < low).any():
            return lowest, highest
    return low, high
