"""What multipliers of the rows prove: a bound that holds whatever they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from planner.engine.board import UNBOUNDED
from planner.engine.residue import Residue

STEPS = 1024  # of a multiplier to a whole: fine enough to lose nothing that counts, coarse enough to count exactly
EXACT = float(1 << 53)  # below it a float holds every whole number


def proven_by(left: Residue, multipliers: NDArray[np.float64]) -> int:
    """The least the objective can be, as one multiplier for each row proves it (weak duality).

    Each row times its multiplier is a row that holds as well. What all of them together leave of the prices can be no
    less than the columns' bounds let it. All of it is counted in whole steps, so nothing is lost to rounding: a solver
    that isn't done yet may be believed. Where the sums grow too large to be exact, only the bounds count.
    """
    steps = np.round(multipliers * STEPS)
    steps[(steps > 0) & (left.least < -UNBOUNDED // 2)] = 0
    steps[(steps < 0) & (left.most > UNBOUNDED // 2)] = 0
    entries = left.factors * np.repeat(steps, np.diff(left.starts))
    from_rows = np.where(steps > 0, steps * left.least, np.where(steps < 0, steps * left.most, 0))
    rest = STEPS * left.prices - np.bincount(left.columns, weights=entries, minlength=len(left.open))
    from_columns = np.where(rest > 0, rest * left.lowest, rest * left.highest)
    largest = np.abs(entries).sum() + np.abs(from_rows).sum() + np.abs(from_columns).sum()
    if not largest < EXACT:
        return left.floor
    total = int(from_rows.sum()) + int(from_columns.sum())
    return max(left.floor, left.offset - (-total // STEPS))
