"""How much one therapist or room can hold at most: sessions one after another, and the minutes of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from planner.model import GAP_THAT_BREAKS_A_ROW, MINUTES_A_DAY, Problem, Therapist
from planner.reasons.packing import longest_packing


def one_after_another(starts: Collection[int], takes: int, most_a_day: int | None = None) -> int:
    """How many sessions that take so long fit, of those that could start at some times."""
    by_day: dict[int, int] = defaultdict(int)
    free_from = 0
    for start in sorted(starts):
        day = start // MINUTES_A_DAY
        if start >= free_from and (most_a_day is None or by_day[day] < most_a_day):
            by_day[day] += 1
            free_from = start + takes
    return sum(by_day.values())


def most_led(problem: Problem, who: Therapist, stretches: Collection[tuple[int, int]]) -> int:
    """The most minutes of one day's stretches (start, end) a therapist can lead within their limits of a day."""
    pause = problem.changeover
    if who.most_in_a_row == 1:
        pause = max(pause, GAP_THAT_BREAKS_A_ROW)
    packed = longest_packing(stretches, MINUTES_A_DAY, pause)
    if who.most_a_day is None:
        return packed
    lengths = sorted((end - start for start, end in stretches), reverse=True)
    return min(packed, sum(lengths[: who.most_a_day]))
