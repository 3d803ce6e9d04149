"""No waiting: a client's sessions of a day follow one another closely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Stage
from planner.language.options import SeatOption
from planner.language.rule import Rule
from planner.model import Problem, Roster, hours


@dataclass(frozen=True)
class IdleTime(Rule):
    """A client waits as little as possible between the sessions of a day.

    Amount: minutes between a client's first and last session of a day that no session fills. A seat marked
    excused, absent or cancelled is no session here.
    """

    name = "Idle time"
    stated = "Rules: Idle time"
    bites = "a client waits between sessions"
    unit = "minute that a client waits between sessions"
    stage = Stage.GOOD_WEEK

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit | Goal]:
        """For each client and day that could have a gap: the day as one way from arriving to leaving.

        From each moment at which a seat starts or ends the way goes on by sitting, by waiting for the next
        moment, or by leaving; whatever goes in has to come out. Such a network is tight: nothing is gained by
        splitting a seat, which is what makes waiting provable (flow over time; Ahuja, Magnanti, Orlin 1993).
        """
        for code in problem.clients:
            by_day: dict[int, list[SeatOption]] = defaultdict(list)
            for seat in draft.seats_of(code):
                if not seat.missed:
                    by_day[seat.day].append(seat)
            for day, seats in by_day.items():
                if max(seat.start for seat in seats) >= min(seat.end for seat in seats):
                    yield from self._way(draft, code, day, seats)

    def _way(
        self, draft: Draft, code: str, day: int, seats: Collection[SeatOption]
    ) -> Iterator[Limit | Goal]:
        open_seats = [seat for seat in seats if not draft.lowest[seat.column]]
        begun = [(seat.start, seat.end) for seat in seats if draft.lowest[seat.column]]
        moments = sorted({moment for seat in seats for moment in (seat.start, seat.end)})
        coming: dict[int, list[tuple[int, int]]] = defaultdict(list)
        given: dict[int, int] = defaultdict(int)
        for seat in open_seats:
            coming[seat.start].append((seat.column, -1))
            coming[seat.end].append((seat.column, 1))
        for start, end in _joined(begun):
            given[start] -= 1
            given[end] += 1
        arriving, leaving, waits = [], [], []
        for moment in sorted({seat.start for seat in seats}):
            column = draft.quantity(("arrives", code, moment), 1)
            coming[moment].append((column, 1))
            arriving.append((column, 1))
        for moment in sorted({seat.end for seat in seats}):
            column = draft.quantity(("leaves", code, moment), 1)
            coming[moment].append((column, -1))
            leaving.append((column, 1))
        for moment, following in pairwise(moments):
            column = draft.quantity(("waits", code, moment), 1)
            coming[moment].append((column, -1))
            coming[following].append((column, 1))
            waits.append((column, following - moment))
        for moment in moments:
            yield Limit(coming[moment], -given[moment], -given[moment], about=(code,))
        visit = draft.visit(code, day)
        assert visit is not None, "a day with seats can be a day on site"
        # The second follows from the first; it ties the whole day together for whoever frees a part of it.
        yield Limit([*arriving, (visit, -1)], most=0, about=(code,))
        yield Limit([*leaving, (visit, -1)], most=0, about=(code,))
        # What was waited already can't be undone: it costs, but a rule made a must is not broken by it.
        waited = sum(after[0] - before[1] for before, after in pairwise(_joined(begun)))
        yield Goal(waits, most=waited if self.hard else 0, about=(code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Walks through each client's days and adds up the gaps."""
        begun = {(session.topic, session.start) for session in problem.untouched} if self.hard else set()
        for code in problem.clients:
            free_from: dict[int, int] = {}
            idle: dict[int, int] = defaultdict(int)
            for session in roster.of_client(code):
                if all(seat.missed for seat in session.seats if seat.client == code):
                    continue
                before = free_from.get(session.day, session.start)
                if (session.topic, session.start) not in begun:
                    idle[session.day] += max(0, session.start - before)
                free_from[session.day] = max(before, session.end)
            for day, minutes in idle.items():
                if minutes:
                    says = f"{code} waits {hours(minutes)} between sessions on {problem.weekday_name(day)}"
                    yield Breach(self.name, minutes, says, (code,))


def _joined(begun: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """What has begun, as stretches that don't overlap: it may have been noted twice."""
    stretches: list[tuple[int, int]] = []
    for start, end in sorted(begun):
        if stretches and start < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], end))
        else:
            stretches.append((start, end))
    return stretches
