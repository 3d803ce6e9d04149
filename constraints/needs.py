"""Clients get the sessions they need: the treatment plan, by priority."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, pairwise

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Stage
from planner.language.options import SeatOption
from planner.language.rule import Rule
from planner.model import Problem, Roster, held_for

Terms = list[tuple[int, int]]
Days = frozenset[int] | None
Alike = tuple[str, str, Days]  # client, topic, days
Asked = Counter[Days]


@dataclass(frozen=True)
class Needs(Rule):
    """A client has as many sessions of a topic as the treatment plan or the curriculum asks for this week.

    Amount: priority times missing sessions. Only seats on the need's days count, and none marked excused, absent or
    cancelled; of several needs of a client for one topic a seat counts for one, and the greater priority comes first.
    `least_priority` and `most_priority` (1 to 1000, both included) say which needs this rule looks after: replanning
    serves the musts before all others.
    """

    least_priority: int = 1
    most_priority: int = 1000

    name = "Needs"
    stated = "Needs; Curriculum"
    bites = "a client needs this topic this week"
    unit = "missing session, times its priority"
    stage = Stage.NEEDS

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit | Goal]:
        """One goal a need, priced by its priority; it goes without the seats that count for needs on other days."""
        seats: dict[tuple[str, str], list[SeatOption]] = defaultdict(list)
        for code in sorted({need.client for need in problem.needs}):
            for seat in draft.seats_of(code):
                if not seat.missed:
                    seats[code, seat.topic.name].append(seat)
        without: dict[Alike, Terms] = {}
        for about, (own, before) in self._asked(problem).items():
            if len(own) + len(before) > 1:
                parting = _Parting(self.name, draft, seats[about], about)
                shared = parting.among(own, before)
                without.update({(*about, days): terms for days, terms in shared.items()})
                yield from parting.limits
        for (code, topic, days), priorities in self._flights(problem).items():
            about, asked = (code, topic), 0
            terms = [(seat.column, 1) for seat in seats[about] if _holds_on(days, seat.day)]
            terms += without.get((code, topic, days), [])
            # A flight of steps: below the first of two needs' sessions, the second's are missing too.
            for priority, lesser in pairwise([*sorted(priorities, reverse=True), 0]):
                asked += priorities[priority]
                yield Goal(terms, fewest=asked, about=about, price=priority - lesser)

    def _asked(self, problem: Problem) -> dict[tuple[str, str], tuple[Asked, Asked]]:
        """How many sessions of a topic a client needs on which days: this rule's, and those served before them."""
        found: dict[tuple[str, str], tuple[Asked, Asked]] = defaultdict(lambda: (Counter(), Counter()))
        for need in sorted(problem.needs, key=lambda need: -need.priority):
            if need.priority >= self.least_priority:
                found[need.client, need.topic][need.priority > self.most_priority][need.days] += need.sessions
        return found

    def _flights(self, problem: Problem) -> dict[Alike, Counter[int]]:
        """Of this rule's needs, for each client, topic and days: how many sessions by which priority."""
        found: dict[Alike, Counter[int]] = defaultdict(Counter)
        for need in problem.needs:
            if self.least_priority <= need.priority <= self.most_priority:
                found[need.client, need.topic, need.days][need.priority] += need.sessions
        return found

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts, need by need, the sessions the client attends."""
        for need, held in zip(problem.needs, held_for(problem.needs, roster), strict=True):
            if held < need.sessions and self.least_priority <= need.priority <= self.most_priority:
                yield Breach(
                    self.name,
                    need.priority * (need.sessions - held),
                    f"{need.client} has {held} of {need.sessions} sessions of {need.topic} "
                    f"(priority {need.priority})",
                    (need.client, need.topic),
                )


@dataclass(frozen=True)
class OtherNeeds(Needs):
    """When replanning, needs that are no musts are served after changes, so that few people are moved.

    Amount: as for all needs. By default it looks after priorities 1 to 99, below a must.
    """

    most_priority: int = 99

    name = "Other needs"
    stage = Stage.OTHER_NEEDS


class _Parting:
    """The columns and limits by which several needs of a client for one topic part its seats among them.

    Seats on days that hold for the same needs are parted together. Down the needs, from the greatest priority on, one
    column counts the seats that are a need's own and one those that it leaves: a flow, as tight as can be.
    """

    def __init__(self, rule: str, draft: Draft, seats: Sequence[SeatOption], about: tuple[str, str]) -> None:
        self.rule, self.draft, self.seats, self.about = rule, draft, seats, about
        self.limits: list[Limit] = []

    def among(self, own: Asked, before: Asked) -> dict[Days, Terms]:
        """For the needs on each of the days, the greatest priority first, what of their seats counts for others.

        `before` are needs that another rule looks after, and that are served before these.
        """
        stretches: dict[tuple[tuple[Days, ...], tuple[Days, ...]], Terms] = defaultdict(list)
        for seat in self.seats:
            urgent, mine = (
                tuple(days for days in asked if _holds_on(days, seat.day)) for asked in (before, own)
            )
            stretches[urgent, mine].append((seat.column, -1))
        first: dict[Days, Terms] = {days: [] for days in before}
        if not any(urgent and mine for urgent, mine in stretches):
            first.clear()
        without: dict[Days, Terms] = {days: [] for days in own}
        for (urgent, mine), there in stretches.items():
            given: Terms = []
            for days in urgent if first else ():
                given.append((self._column("counts", (days, urgent, mine), before[days]), 1))
                first[days].append(given[-1])
            if given:
                self._limit([*given, *there], most=0)
            for days in mine:
                without[days] += [(column, -1) for column, _ in given]
                if days != mine[-1]:
                    given.append((self._column("counts its own", (days, urgent, mine), own[days]), 1))
                    left = self._column("leaves", (days, urgent, mine), len(there))
                    without[days].append((left, -1))
                    self._limit([*given, (left, 1), *there], fewest=0)
        if first:
            self._served_first(before, first)
        return without

    def _served_first(self, asked: Asked, first: dict[Days, Terms]) -> None:
        """As many seats count for those served before as can: the least cut says how many that are.

        However they are split: no more than one part asks and the other part's days have (max-flow min-cut; Ford,
        Fulkerson 1956). One of these bounds is reached, and a column says which.
        """
        every = list(chain.from_iterable(first.values()))
        reached: Terms = []
        for days, counting in first.items():
            self._limit(counting, most=asked[days])
        for split in _splits(list(asked)):
            there = [
                (seat.column, -1) for seat in self.seats if any(_holds_on(days, seat.day) for days in split)
            ]
            if len(split) == len(asked):
                self._limit([*every, *reached, *there], fewest=0)
            else:
                rest = sum(sessions for days, sessions in asked.items() if days not in split)
                beyond = rest + len(there)
                column = self._column("reached", tuple(split), 1)
                reached.append((column, len(self.seats)))
                self._limit([*every, *there, (column, -beyond)], fewest=-len(there))

    def _column(self, what: str, which: tuple[object, ...], most: int) -> int:
        return self.draft.quantity((self.rule, *self.about, what, which), most)

    def _limit(self, terms: Terms, fewest: int | None = None, most: int | None = None) -> None:
        self.limits.append(Limit(terms, fewest, most, about=self.about))


def _splits(parts: Sequence[Days]) -> Iterator[tuple[Days, ...]]:
    """Every choice of some of them, none first and all of them last."""
    for size in range(len(parts) + 1):
        yield from combinations(parts, size)


def _holds_on(days: Collection[int] | None, day: int) -> bool:
    return days is None or day in days
