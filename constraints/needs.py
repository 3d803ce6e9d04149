"""Clients get the sessions they need: the treatment plan, by priority."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Stage
from planner.language.options import SeatOption
from planner.language.rule import Rule
from planner.model import Need, Problem, Roster, held_for

Terms = list[tuple[int, int]]
Days = frozenset[int] | None


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
        """One goal a need, priced by its priority; of what counts for another need, a goal goes without."""
        seats: dict[tuple[str, str], list[SeatOption]] = defaultdict(list)
        for code in sorted({need.client for need in problem.needs}):
            for seat in draft.seats_of(code):
                if not seat.missed:
                    seats[code, seat.topic.name].append(seat)
        without: dict[int, Terms] = {}
        for about, places in _several(problem).items():
            own = [place for place in places if self._looks_after(problem.needs[place])]
            before = [
                need for place in places if (need := problem.needs[place]).priority > self.most_priority
            ]
            parting = _Parting(self.name, draft, seats[about], about)
            without.update(
                zip(own, parting.among([problem.needs[place] for place in own], before), strict=True)
            )
            yield from parting.limits
        for place, need in enumerate(problem.needs):
            if self._looks_after(need):
                about = (need.client, need.topic)
                terms = [(seat.column, 1) for seat in seats[about] if _holds_on(need.days, seat.day)]
                terms += without.get(place, [])
                yield Goal(terms, fewest=need.sessions, about=about, price=need.priority)

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

    def _looks_after(self, need: Need) -> bool:
        return self.least_priority <= need.priority <= self.most_priority


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

    def among(self, needs: Sequence[Need], before: Sequence[Need]) -> list[Terms]:
        """For each need, the greatest priority first, what of its days' seats counts for others.

        `before` are needs that another rule looks after, and that are served before these.
        """
        asked: Counter[Days] = Counter()
        for need in before:
            asked[need.days] += need.sessions
        stretches: dict[tuple[tuple[Days, ...], tuple[int, ...]], Terms] = defaultdict(list)
        for seat in self.seats:
            urgent = tuple(days for days in asked if _holds_on(days, seat.day))
            own = tuple(place for place, need in enumerate(needs) if _holds_on(need.days, seat.day))
            stretches[urgent, own].append((seat.column, -1))
        if not any(urgent and own for urgent, own in stretches):
            asked.clear()
        first: dict[Days, Terms] = {days: [] for days in asked}
        without: list[Terms] = [[] for _ in needs]
        for (urgent, own), there in stretches.items():
            given: Terms = []
            for days in urgent if asked else ():
                given.append((self._column("counts", (days, urgent, own), asked[days]), 1))
                first[days].append(given[-1])
            if given:
                self._limit([*given, *there], most=0)
            for place in own:
                without[place] += [(column, -1) for column, _ in given]
                if place != own[-1]:
                    given.append((self._column("counts", (place, urgent, own), needs[place].sessions), 1))
                    left = self._column("leaves", (place, urgent, own), len(there))
                    without[place].append((left, -1))
                    self._limit([*given, (left, 1), *there], fewest=0)
        if asked:
            self._served_first(asked, first)
        return without

    def _served_first(self, asked: Counter[Days], first: dict[Days, Terms]) -> None:
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


def _several(problem: Problem) -> dict[tuple[str, str], list[int]]:
    """Where a client's needs of one topic stand among all, the greatest priority first, if there are several."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in sorted(range(len(problem.needs)), key=lambda place: -problem.needs[place].priority):
        found[problem.needs[place].client, problem.needs[place].topic].append(place)
    return {about: places for about, places in found.items() if len(places) > 1}


def _splits(parts: Sequence[Days]) -> Iterator[tuple[Days, ...]]:
    """Every choice of some of them, none first and all of them last."""
    for size in range(len(parts) + 1):
        yield from combinations(parts, size)


def _holds_on(days: Collection[int] | None, day: int) -> bool:
    return days is None or day in days
