"""How much one person can sit through at most: sessions one after another, within a day's and a week's limits."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Client, Topic


def most_minutes(client: Client, options: Iterable[tuple[Topic, int]], of_topics: bool = True) -> int:
    """More minutes than these no choice of (topic, start) gives a client in a week; a bound, not always reached.

    With `of_topics` the topics' own limits a day and a week hold as well as the client's.
    """
    by_day: dict[int, list[tuple[Topic, int]]] = defaultdict(list)
    topics: dict[str, Topic] = {}
    for topic, start in options:
        by_day[start // MINUTES_A_DAY].append((topic, start))
        topics[topic.name] = topic
    in_day = []
    for day in range(DAYS_A_WEEK):
        today = {topic.name: topic for topic, _ in by_day[day]}
        stretches = [(start, start + topic.minutes) for topic, start in by_day[day]]
        packed = longest_packing(stretches, client.most_minutes_a_day)
        allowed = _allowed(today.values(), lambda topic: topic.most_a_day)
        in_day.append(packed if allowed is None or not of_topics else min(packed, allowed))
    most = sum(sorted(in_day, reverse=True)[: client.most_days])
    allowed = _allowed(topics.values(), lambda topic: topic.most_a_week)
    return most if allowed is None or not of_topics else min(most, allowed)


def most_sessions(topic: Topic, starts: Sequence[int]) -> int:
    """How many sessions of one topic fit one after another, within its limits a day and a week."""
    by_day: dict[int, int] = defaultdict(int)
    over = -1
    for start in sorted(starts):
        if start >= over and (topic.most_a_day is None or by_day[start // MINUTES_A_DAY] < topic.most_a_day):
            by_day[start // MINUTES_A_DAY] += 1
            over = start + topic.minutes
    fits = sum(by_day.values())
    return fits if topic.most_a_week is None else min(fits, topic.most_a_week)


def limits_that_bind(topic: Topic, starts: Sequence[int]) -> str:
    """` (Most a day 1)` of a topic's limits without which more of its sessions would fit; blank where none does."""
    fits, said = most_sessions(topic, starts), []
    if most_sessions(replace(topic, most_a_day=None), starts) > fits:
        said.append(f"Most a day {topic.most_a_day}")
    if most_sessions(replace(topic, most_a_week=None), starts) > fits:
        said.append(f"Most a week {topic.most_a_week}")
    return f" ({', '.join(said)})" if said else ""


def together_at_most(codes: Sequence[str], apart: Collection[frozenset[str]], enough: int) -> int:
    """More of these clients than that can't sit in one session; a bound, not always reached.

    They are parted into circles in which everybody is kept apart from everybody: of each circle one may come.
    It is `enough` to know that so many can: more aren't counted.
    """
    circles: list[list[str]] = []
    for code in codes:
        circle = next((c for c in circles if all(frozenset((code, other)) in apart for other in c)), None)
        if circle is None:
            circles.append([code])
            if len(circles) == enough:
                break
        else:
            circle.append(code)
    return len(circles)


def longest_packing(stretches: Iterable[tuple[int, int]], most: int | None = None, pause: int = 0) -> int:
    """The most minutes of stretches (start, end) one person can sit through one after another, up to `most`.

    `pause` minutes lie between one and the next.
    """
    # Bit n of a number says that exactly n minutes can be packed into what is over by then.
    over, packed = [-1], [1]
    for start, end in sorted(set(stretches), key=lambda stretch: stretch[1]):
        before = packed[bisect_right(over, start) - 1]
        over.append(end + pause)
        packed.append(packed[-1] | before << (end - start))
    last = packed[-1] if most is None else packed[-1] & ((1 << (most + 1)) - 1)
    return last.bit_length() - 1


def greatest_sum(lengths: Collection[int], most: int) -> int:
    """The most minutes that sessions of some lengths, however many of each, come to without being more than `most`."""
    sums = {0}
    for total in range(most + 1):
        if total in sums:
            sums |= {total + length for length in lengths if length}
    return max(total for total in sums if total <= most)


def _allowed(topics: Iterable[Topic], limit_of: Callable[[Topic], int | None]) -> int | None:
    """The minutes that the topics' own limits allow in sum; `None` when one of them has no limit."""
    minutes = 0
    for topic in topics:
        limit = limit_of(topic)
        if limit is None:
            return None
        minutes += limit * topic.minutes
    return minutes
