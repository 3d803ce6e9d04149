"""A slice: free some columns of the board, keep the rest, and let CP-SAT solve the little program.

No rule knows that this happens: the kept columns are substituted into the rows' bounds and rows that can no
longer bind are dropped. The plan at hand is the hint, so a slice never returns anything worse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from planner.engine.board import UNBOUNDED, Board, Vector
from planner.engine.effort import Effort, Solvers
from planner.engine.residue import Cut, Residue, ranges, residue
from planner.language.limits import Stage

if TYPE_CHECKING:
    from planner.engine.cp_sat import Model

Mask = NDArray[np.bool_]

# seat -> visit -> slack of a rule on visits. Some lunches are a hop further; to follow every chain to its end took two
# to three times as long for planted weeks of 24 and 48 clients, for plans no better on the whole.
FOLLOWING_HOPS = 3


@dataclass(frozen=True)
class Outcome:
    """What a slice gave: new values (or `None`), whether they are best possible for it, a bound, the effort spent.

    `bound` is the least the objective can be in this slice, offset included. `impossible` says that the
    free columns admit no values at all.
    """

    values: Vector | None
    complete: bool
    bound: int
    spent: float
    impossible: bool = False


def with_followers(board: Board, free: Mask, hops: int = FOLLOWING_HOPS) -> Mask:
    """The free columns and all that merely follows them: presences, counters, slacks."""
    free = free.copy()
    front = np.flatnonzero(free)
    for _ in range(hops):
        touched = np.zeros(board.height, dtype=bool)
        touched[board.rows_of[ranges(board.row_starts, front)]] = True
        reached = np.zeros(board.width, dtype=bool)
        reached[board.columns[ranges(board.starts, np.flatnonzero(touched))]] = True
        front = np.flatnonzero(reached & board.following & ~free)
        if not len(front):
            break
        free[front] = True
    return free


def solve_slice(
    board: Board,
    values: Vector,
    free: Mask,
    objective: Vector,
    effort: Effort,
    caps: tuple[tuple[Stage, int], ...] = (),
    solvers: Solvers | None = None,
    on_bound: Callable[[int], None] | None = None,
    cuts: Sequence[Cut] = (),
) -> Outcome:
    """Minimises `objective` over the free columns, the stages in `caps` held to their values.

    `values` is the plan at hand; it need not keep the rows (then any plan found is an improvement). `on_bound` is
    told each better bound as it is found. `cuts` are rows known to hold besides the board's.
    """
    left = residue(board, values, values, free, objective, caps, cuts)
    model = _model(left)
    model.hint(np.clip(values[left.open], left.lowest, left.highest))
    tell = None if on_bound is None else lambda bound: on_bound(bound + left.offset)
    answer = model.solve(effort, solvers or Solvers(), tell)
    if answer.values is not None:
        found = left.settled.copy()
        found[free] = np.clip(found[free], board.lowest[free], board.highest[free])
        found[left.open] = answer.values
        return Outcome(found, answer.complete, answer.bound + left.offset, answer.spent)
    return Outcome(
        values=None,
        complete=False,
        bound=UNBOUNDED if answer.impossible else left.floor,
        spent=answer.spent,
        impossible=answer.impossible,
    )


def settled_in_turn(
    left: Residue, values: Vector, prices: Sequence[Vector], effort: Effort
) -> tuple[Vector, float]:
    """The open columns' best values at one level of prices after the other, each held while the next is settled.

    `values` are theirs at hand; `prices` theirs at each level, in order. Also returns the effort spent. Levels that
    can't be any better are passed over, and what isn't settled in time stays as it is.
    """
    model, spent = _model(left), 0.0
    for priced in prices:
        places = np.flatnonzero(priced)
        if left.could_be_less(priced, values):
            model.aim(places, priced[places])
            model.hint(values)
            answer = model.solve(effort, Solvers())
            spent += answer.spent
            if answer.values is not None:
                values = answer.values
        if len(places):
            model.hold(places, priced[places], int(priced @ values))
    return values, spent


def least_possible(
    board: Board,
    free: Mask,
    objective: Vector,
    effort: Effort,
    caps: tuple[tuple[Stage, int], ...] = (),
    solvers: Solvers | None = None,
) -> tuple[int, float]:
    """A lower bound on `objective` over the free columns when all others may be anything; and the effort spent.

    What the other columns could contribute is allowed to every row and cap, so no plan can be below it.
    """
    left = residue(board, board.lowest, board.highest, free, objective, caps)
    model = _model(left)
    spent, bound = 0.0, left.floor
    # Most parts need no linear relaxation; the few that stay open get a second look with the best.
    for relaxation in (2,) if effort.task == "timetable" else (0, 2):
        answer = model.solve(effort, solvers or Solvers(), relaxed=relaxation)
        spent += answer.spent
        if answer.values is not None:
            bound = max(bound, answer.bound + left.offset)
        if answer.complete or answer.values is None:
            break
    return bound, spent


def _model(left: Residue) -> Model:
    from planner.engine.cp_sat import Model  # only here: what solves nothing needn't wait for its import

    return Model(left)
