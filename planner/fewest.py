"""The fewest of some things that still have what all of them have: how a cause is told without its bystanders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def fewest(things: Sequence[Thing], still: Callable[[Sequence[Thing]], object]) -> list[Thing]:
    """A smallest part of `things` that `still` holds of: none of it could be left out.

    `still` holds of all of them, and of whatever holds a part it holds of. Halves are left out first, then quarters, so
    that two of a thousand are found with some twenty questions.
    """
    left = list(things)
    size = (len(left) + 1) // 2
    while size:
        for first in range(0, len(left), size):
            fewer = left[:first] + left[first + size :]
            if still(fewer):
                left = fewer
                break
        else:
            size = 0 if size == 1 else (size + 1) // 2
    return left
