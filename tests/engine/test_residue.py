"""What is left of a board when most of it is kept: the same plans, at the same price."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.board import UNBOUNDED, Board, Vector
from planner.engine.corner import Corner
from planner.engine.effort import Effort
from planner.engine.residue import Residue, residue
from planner.engine.slice import least_possible
from planner.language.limits import Stage

WIDTH = 5
Row = tuple[list[int], int | None, int | None]


def program_of(rows: list[Row], highest: list[int], prices: list[int]) -> Board:
    """A little program with one priced stage, as the posting would make it."""
    entries = [(row, column, factor) for row, (terms, _, _) in enumerate(rows)
               for column, factor in enumerate(terms) if factor]  # fmt: skip
    entry_rows, columns, factors = (np.array(part, dtype=np.int64) for part in zip(*entries, strict=True))
    order = np.argsort(columns, kind="stable")
    counts = np.bincount(columns, minlength=WIDTH)
    lengths = np.bincount(entry_rows, minlength=len(rows))
    return Board(
        lowest=np.zeros(WIDTH, dtype=np.int64),
        highest=np.array(highest, dtype=np.int64),
        starts=np.concatenate(([0], np.cumsum(lengths))),
        columns=columns,
        factors=factors,
        least=np.array([-UNBOUNDED if least is None else least for _, least, _ in rows]),
        most=np.array([UNBOUNDED if most is None else most for _, _, most in rows]),
        entry_rows=entry_rows,
        row_starts=np.concatenate(([0], np.cumsum(counts))),
        rows_of=entry_rows[order],
        row_factors=factors[order],
        prices={Stage.NEEDS: np.array(prices, dtype=np.int64)},
        offsets={Stage.NEEDS: 3},
        following=np.zeros(WIDTH, dtype=bool),
        slack=np.zeros(WIDTH, dtype=bool),
    )


def plans_of(left: Residue) -> dict[tuple[int, ...], int]:
    """Every plan the residue allows, as values of the whole board, with its price."""
    plans = {}
    ranges = [range(low, high + 1) for low, high in zip(left.lowest, left.highest, strict=True)]
    rows = [slice(a, b) for a, b in zip(left.starts[:-1], left.starts[1:], strict=True)]
    for chosen in product(*ranges):
        values = np.array(chosen, dtype=np.int64)
        sums = [int(left.factors[row] @ values[left.columns[row]]) for row in rows]
        if all(
            least <= total <= most for least, total, most in zip(left.least, sums, left.most, strict=True)
        ):
            whole = left.settled.copy()
            whole[left.open] = values
            plans[tuple(whole.tolist())] = left.offset + int(left.prices @ values)
    return plans


def kept_plans(board: Board, base: Vector, free: np.ndarray, cap: int) -> dict[tuple[int, ...], int]:
    """The same by trying everything: free columns vary, the others keep their values, the stage is capped."""
    prices = board.prices[Stage.NEEDS]
    plans = {}
    for chosen in product(*(range(int(high) + 1) for high in board.highest)):
        values = np.array(chosen, dtype=np.int64)
        if (values[~free] != base[~free]).any() or board.value(Stage.NEEDS, values) > cap:
            continue
        if board.keeps(np.where(free, values, base)):
            plans[chosen] = int(prices @ values)
    return plans


@st.composite
def programs(draw: st.DrawFn) -> tuple[Board, Vector, np.ndarray, int]:
    """A board, a plan that keeps its rows, which columns are free, and a cap the plan keeps."""
    highest = draw(st.lists(st.integers(1, 3), min_size=WIDTH, max_size=WIDTH))
    base = np.array([draw(st.integers(0, high)) for high in highest], dtype=np.int64)
    rows: list[Row] = []
    for _ in range(draw(st.integers(1, 4))):
        terms = draw(st.lists(st.integers(-2, 3), min_size=WIDTH, max_size=WIDTH).filter(any))
        total = int(np.array(terms) @ base)
        room = st.one_of(st.none(), st.integers(0, 2))
        below, above = draw(room), draw(room)
        rows.append(
            (terms, None if below is None else total - below, None if above is None else total + above)
        )
    prices = draw(st.lists(st.integers(-3, 4), min_size=WIDTH, max_size=WIDTH))
    free = np.array(draw(st.lists(st.booleans(), min_size=WIDTH, max_size=WIDTH)))
    board = program_of(rows, highest, prices)
    return board, base, free, board.value(Stage.NEEDS, base) + draw(st.integers(0, 3))


@given(programs())
@settings(max_examples=300, deadline=None)
def test_the_residue_allows_the_same_plans_at_the_same_price(
    drawn: tuple[Board, Vector, np.ndarray, int],
) -> None:
    board, base, free, cap = drawn
    prices = board.prices[Stage.NEEDS]
    left = residue(board, base, base, free, prices, ((Stage.NEEDS, cap),))
    assert plans_of(left) == kept_plans(board, base, free, cap)


@given(programs(), st.integers(0, (1 << WIDTH) - 1))
@settings(max_examples=300, deadline=None)
def test_a_corner_leaves_the_same_plans_open_as_the_whole_board(
    drawn: tuple[Board, Vector, np.ndarray, int], held: int
) -> None:
    board, base, free, _ = drawn
    corner = Corner.of(board, np.flatnonzero(free), (Stage.NEEDS,))
    kept = np.array([held >> column & 1 for column in corner.columns.tolist()], dtype=bool)
    left = corner.residue(board, base, board.sums(base), kept)
    whole = base.copy()
    whole[corner.columns] = left.settled
    plans = plans_of(replace(left, open=corner.columns[left.open], settled=whole))
    still = free.copy()
    still[corner.columns[kept]] = False
    assert plans.keys() == kept_plans(board, base, still, cap=UNBOUNDED).keys()


@given(programs())
@settings(max_examples=300, deadline=None)
def test_what_is_least_possible_is_never_above_any_plan(
    drawn: tuple[Board, Vector, np.ndarray, int],
) -> None:
    """Also with prices below 0: the bound of a part, whatever the columns outside it are."""
    board, _, free, _ = drawn
    prices = np.where(free, board.prices[Stage.NEEDS], 0)
    plans = [values for chosen in product(*(range(int(high) + 1) for high in board.highest))
             if board.keeps(values := np.array(chosen, dtype=np.int64))]  # fmt: skip
    bound, _ = least_possible(board, free, prices, Effort(1.0))
    left = residue(board, board.lowest, board.highest, free, prices)
    assert left.floor <= bound <= min(int(prices @ values) for values in plans)


def test_columns_that_a_kept_one_rules_out_are_no_longer_open() -> None:
    alone: Row = ([1, 1, 1, 0, 0], None, 1)
    either: Row = ([0, 0, 0, 1, 1], None, 1)
    board = program_of([alone, either], [1] * WIDTH, [1] * WIDTH)
    base = np.array([1, 0, 0, 0, 0], dtype=np.int64)
    free = np.array([False, True, True, True, True])
    left = residue(board, base, base, free, board.prices[Stage.NEEDS])
    assert left.open.tolist() == [3, 4]
    assert (left.settled.tolist(), left.least.tolist(), left.most.tolist()) == (
        [1, 0, 0, 0, 0],
        [-UNBOUNDED],
        [1],
    )


def test_a_cap_that_is_used_up_closes_what_it_prices() -> None:
    board = program_of([([1, 1, 1, 1, 1], None, 9)], [3] * WIDTH, [2, 0, 0, 0, 4])
    base = np.array([1, 0, 0, 0, 0], dtype=np.int64)
    left = residue(
        board, base, base, np.ones(WIDTH, dtype=bool), board.prices[Stage.NEEDS], ((Stage.NEEDS, 5),)
    )
    highest = dict(zip(left.open.tolist(), left.highest.tolist(), strict=True))
    assert highest == {0: 1, 1: 3, 2: 3, 3: 3}, "two are left to spend: one of column 0, none of column 4"


def test_what_lies_between_bounds_counts_at_its_kindest() -> None:
    board = program_of([([1, 1, 0, 0, 0], 2, None)], [1, 3, 1, 1, 1], [5, 1, 1, 1, 1])
    free = np.array([True, False, False, False, False])
    left = residue(board, board.lowest, board.highest, free, board.prices[Stage.NEEDS])
    assert left.open.tolist() == [0] and left.lowest.tolist() == [0]
    assert len(left.least) == 0, "column 1 alone can keep the row"
    assert left.offset == 0
