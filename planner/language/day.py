"""Somebody's day as one way from arriving to leaving: what waiting, coming and eating can be said of.

From each moment at which a session starts or ends the way goes on by sitting in the next one, by waiting for the next
moment, or by leaving; whatever goes in has to come out. Such a network is tight: nothing is gained by splitting a
seat, which is what makes waiting provable (flow over time; Ahuja, Magnanti, Orlin 1993).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from planner.language.draft import Draft
from planner.language.limits import Limit
from planner.language.options import LeadOption, SeatOption


@dataclass
class Way:
    """The columns of one person's day, and the limits that make them a way.

    `whose` keys the columns, by what the person does too: a client may be called what a therapist is.
    `arriving` and `leaving` are columns of which one each is 1 when the person comes; `waits` are (moment, next
    moment, column), 1 while the person waits. `held` are the stretches of what has begun, in order.
    """

    whose: tuple[type, str]
    arriving: list[int] = field(default_factory=list)
    leaving: list[int] = field(default_factory=list)
    waits: list[tuple[int, int, int]] = field(default_factory=list)
    ends: dict[int, list[int]] = field(default_factory=dict)
    held: list[tuple[int, int]] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)

    @property
    def who(self) -> str:
        """The client's code or the therapist's name."""
        return self.whose[1]

    @property
    def waited(self) -> int:
        """Minutes between the stretches of what has begun: they can't be undone."""
        return sum(after[0] - before[1] for before, after in pairwise(self.held))

    def arcs(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The waits that begin within a stretch."""
        return [wait for wait in self.waits if start <= wait[0] < end]


def has_gap(options: Collection[SeatOption | LeadOption]) -> bool:
    """Whether one of them could be over before another begins."""
    return max(option.start for option in options) >= min(option.end for option in options)


def way_through(
    draft: Draft, who: str, options: Collection[SeatOption | LeadOption], marks: Sequence[int] = ()
) -> Way:
    """The way through a day of all that could fill it; `marks` are moments at which a wait is told in two."""
    whose = (type(next(iter(options))), who)
    way = Way(whose, held=_joined([(o.start, o.end) for o in options if draft.lowest[o.column]]))
    moments = {moment for option in options for moment in (option.start, option.end)}
    first, last = min(moments), max(moments)
    moments |= {mark for mark in marks if first < mark < last}
    coming: dict[int, list[tuple[int, int]]] = defaultdict(list)
    given: dict[int, int] = defaultdict(int)
    for option in options:
        if not draft.lowest[option.column]:
            coming[option.start].append((option.column, -1))
            coming[option.end].append((option.column, 1))
            way.ends.setdefault(option.end, []).append(option.column)
    for start, end in way.held:
        given[start] -= 1
        given[end] += 1
    for moment in sorted({option.start for option in options}):
        way.arriving.append(draft.quantity(("arrives", *whose, moment), 1))
        coming[moment].append((way.arriving[-1], 1))
    for moment in sorted({option.end for option in options}):
        way.leaving.append(draft.quantity(("leaves", *whose, moment), 1))
        coming[moment].append((way.leaving[-1], -1))
    for moment, following in pairwise(sorted(moments)):
        column = draft.quantity(("waits", *whose, moment), 1)
        coming[moment].append((column, -1))
        coming[following].append((column, 1))
        way.waits.append((moment, following, column))
    for moment in sorted(moments):
        way.limits.append(Limit(coming[moment], -given[moment], -given[moment], about=(who,)))
    return way


def lunch_taken(
    draft: Draft, way: Way, lunch: tuple[int, int], minutes: int, since: int = 0
) -> tuple[list[Limit], dict[int, int], list[int]]:
    """Lunch while waiting, in one piece inside a stretch of the day: limits, where it begins, and its minutes.

    It begins when the stretch does, or when a session is over.

    The middle part maps each moment at which lunch could begin, from `since` on, to a column that is 1 if it does;
    at most one is. The columns of the last add up to the minutes, at most `minutes`.
    """
    opens, closes = lunch
    limits: list[Limit] = []
    begins: dict[int, int] = {}
    taken: list[int] = []
    last = max((following for _, following, _ in way.waits), default=0)
    known = {moment for moment, _, _ in way.waits}
    held = {end for _, end in way.held}
    ends = {*way.ends, *held}
    for moment in sorted({opens, *(end for end in ends if opens <= end < closes)} & known):
        most = min(minutes, closes - moment, last - moment)
        if most <= 0 or moment < since:
            continue
        begins[moment] = draft.quantity(("lunch begins", *way.whose, moment), 1)
        eats = draft.quantity(("eats", *way.whose, moment), most)
        taken.append(eats)
        limits.append(Limit([(eats, 1), (begins[moment], -most)], most=0, about=(way.who,)))
        if moment != opens and moment not in held:
            over = [(ended, -1) for ended in way.ends[moment]]
            limits.append(Limit([(begins[moment], 1), *over], most=0, about=(way.who,)))
        for start, _, wait in way.arcs(moment, moment + most):
            left = most - (start - moment)
            limits.append(Limit([(eats, 1), (wait, -left)], most=start - moment, about=(way.who,)))
    if begins:
        limits.append(Limit([(column, 1) for column in begins.values()], most=1, about=(way.who,)))
    return limits, begins, taken


def _joined(begun: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """What has begun, as stretches that don't overlap: it may have been noted twice."""
    stretches: list[tuple[int, int]] = []
    for start, end in sorted(begun):
        if stretches and start < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], end))
        else:
            stretches.append((start, end))
    return stretches
