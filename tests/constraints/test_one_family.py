"""The rows of families: any two who may not sit together meet in one, nobody else does, and they are few."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as some

from constraints.one_family import one_of_each


@given(some.lists(some.integers(1, 4), max_size=6), some.integers(0, 3))
def test_any_two_who_may_not_sit_together_meet_in_a_row(sizes: list[int], of_none: int) -> None:
    families = [[(family, member) for member in range(size)] for family, size in enumerate(sizes)]
    others = [(-1, member) for member in range(of_none)]
    rows = one_of_each(families, others)
    met = {frozenset(pair) for row in rows for pair in combinations(row, 2)}
    everybody = [*others, *(one for family in families for one in family)]
    assert met == {frozenset(pair) for pair in combinations(everybody, 2) if pair[0][0] != pair[1][0]}


def test_twice_as_many_families_have_two_rows_more() -> None:
    def rows(families: int) -> int:
        return len(one_of_each([[(n, "parent"), (n, "child")] for n in range(families)], ()))

    assert [rows(32), rows(64), rows(128)] == [12, 14, 16]
