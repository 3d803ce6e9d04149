"""What multipliers of the rows prove: a bound that holds whatever they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from planner.engine.board import UNBOUNDED
from planner.engine.residue import Residue

# Of a multiplier to a whole: the finest that can be counted exactly. Coarse ones lose up to half a percent, because
# minutes and counts reach far (12 clients: 15,677 points of 15,744 with 1,024 steps).
STEPS = (1 << 20, 1 << 15, 1 << 10)
EXACT = float(1 << 53)  # below it a float holds every whole number


def proven_by(left: Residue, multipliers: NDArray[np.float64]) -> int:
    """The least the objective can be, as one multiplier for each row proves it (weak duality).

    Each row times its multiplier is a row that holds as well. What all of them together leave of the prices can be no
    less than the columns' bounds let it. All of it is counted in whole steps, so nothing is lost to rounding: a solver
    that isn't done yet may be believed. Where the sums grow too large to be exact, only the bounds count.
    """
    least = left.least > -UNBOUNDED // 2
    most = left.most < UNBOUNDED // 2
    held = np.where(least, np.maximum(multipliers, 0), 0) + np.where(most, np.minimum(multipliers, 0), 0)
    for whole in STEPS:
        proven = _counted(left, np.round(held * whole), whole)
        if proven is not None:
            return max(left.floor, proven)
    return left.floor


def _counted(left: Residue, steps: NDArray[np.float64], whole: int) -> int | None:
    """What the rows prove, taken so many steps each; `None` where the sums grow too large to be exact."""
    entries = left.factors * np.repeat(steps, np.diff(left.starts))
    from_rows = np.where(steps > 0, steps * left.least, np.where(steps < 0, steps * left.most, 0))
    rest = whole * left.prices - np.bincount(left.columns, weights=entries, minlength=len(left.open))
    from_columns = np.where(rest > 0, rest * left.lowest, rest * left.highest)
    largest = np.abs(entries).sum() + np.abs(from_rows).sum() + np.abs(from_columns).sum()
    if not largest < EXACT:
        return None
    total = int(from_rows.sum()) + int(from_columns.sum())
    return left.offset - (-total // whole)
