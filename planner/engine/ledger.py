"""A plan in the making: values that rise column by column, with a way to take steps back.

Columns that only follow (presences, counters) rise as far as rows ask.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from planner.engine.board import Board, Vector


class Ledger:
    """A plan in the making: values, the sums of all rows, and a way to take steps back."""

    def __init__(self, board: Board, values: Vector) -> None:
        self.values = values.tolist()
        self.sums = board.sums(values).tolist()
        self.least, self.most = board.least.tolist(), board.most.tolist()
        self.highest = board.highest.tolist()
        rows, factors = board.rows_of.tolist(), board.row_factors.tolist()
        begins = board.row_starts.tolist()
        self.entries = [list(zip(rows[a:b], factors[a:b], strict=True)) for a, b in pairwise(begins)]
        slack_rows = np.zeros(board.height, dtype=bool)
        slack_rows[board.entry_rows[board.slack[board.columns]]] = True
        self.is_goal = slack_rows.tolist()
        rises = board.following[board.columns] & ~board.slack[board.columns]
        self.relief: dict[int, list[tuple[int, int]]] = {}
        self.fillers: dict[int, list[tuple[int, int]]] = {}
        for place in np.flatnonzero(rises).tolist():
            row, factor = int(board.entry_rows[place]), int(board.factors[place])
            followers = self.relief if factor < 0 else self.fillers
            followers.setdefault(row, []).append((int(board.columns[place]), factor))
        against = (board.factors < 0) & ~board.following[board.columns]
        depends = np.zeros(board.height, dtype=bool)
        depends[board.entry_rows[against]] = True
        self.depends = depends.tolist()

    def step(self, column: int, by: int, trail: list[tuple[int, int]]) -> bool:
        """Raises a column and all that must follow; `False` when a row forbids it (take `trail` back then)."""
        if self.values[column] + by > self.highest[column]:
            return False
        self.values[column] += by
        trail.append((column, by))
        over, under = [], []
        for row, factor in self.entries[column]:
            self.sums[row] += factor * by
            if self.is_goal[row]:
                continue
            if self.sums[row] > self.most[row]:
                over.append(row)
            elif self.sums[row] < self.least[row] and row in self.fillers:
                under.append(row)
        return all(self._relieve(row, trail) for row in over) and all(self._fill(row, trail) for row in under)

    def as_many(self, columns: Iterable[int], most: int, trail: list[tuple[int, int]]) -> int:
        """Raises columns in turn, but for those that a row forbids, until `most` are raised; how many were."""
        raised = 0
        for column in columns:
            if raised >= most:
                break
            mark = len(trail)
            if self.step(column, 1, trail):
                raised += 1
            else:
                self.back(trail, mark)
        return raised

    def _relieve(self, row: int, trail: list[tuple[int, int]]) -> bool:
        """Raises followers that take away from a sum that has grown too large."""
        for follower, factor in self.relief.get(row, ()):
            too_much = self.sums[row] - self.most[row]
            if too_much <= 0:
                return True
            lift = min(self.highest[follower] - self.values[follower], -(too_much // factor))
            if lift > 0 and not self.step(follower, lift, trail):
                return False
        return bool(self.sums[row] <= self.most[row])

    def _fill(self, row: int, trail: list[tuple[int, int]]) -> bool:
        """Raises followers that fill up a sum that has become too small."""
        for follower, factor in self.fillers[row]:
            lacking = self.least[row] - self.sums[row]
            if lacking <= 0:
                return True
            lift = min(self.highest[follower] - self.values[follower], -(-lacking // factor))
            if lift > 0 and not self.step(follower, lift, trail):
                return False
        return bool(self.sums[row] >= self.least[row])

    def back(self, trail: list[tuple[int, int]], to: int = 0) -> None:
        """Takes steps back until `to` are left."""
        while len(trail) > to:
            column, by = trail.pop()
            self.values[column] -= by
            for row, factor in self.entries[column]:
                self.sums[row] -= factor * by

    def sound(self, trail: list[tuple[int, int]]) -> bool:
        """Whether all rows that the steps touched hold on both sides, or come nearer to what they were short of."""
        by = Counter[int]()
        for column, steps in trail:
            for row, factor in self.entries[column]:
                by[row] += factor * steps
        return all(self.is_goal[row] or self._holds(row, change) for row, change in by.items())

    def _holds(self, row: int, change: int) -> bool:
        """Whether a row holds after a change: where three sessions have to run, the first of them is no fault."""
        least = min(self.least[row], self.sums[row] - change + 1) if change > 0 else self.least[row]
        return bool(least <= self.sums[row] <= self.most[row])

    def could(self, column: int) -> bool:
        """A quick look: no row that depends on nothing else forbids raising the column by one."""
        if self.values[column] >= self.highest[column]:
            return False
        for row, factor in self.entries[column]:
            if (
                factor > 0
                and self.sums[row] + factor > self.most[row]
                and not self.is_goal[row]
                and not self.depends[row]
                and row not in self.relief
            ):
                return False
        return True
