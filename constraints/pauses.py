"""Nobody sits for hours on end: a level of care may ask for pauses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Stage
from planner.language.options import SeatOption, by_day
from planner.language.rule import Rule
from planner.model import Client, Problem, Roster, hours


@dataclass(frozen=True)
class Pauses(Rule):
    """A client has no more minutes of sessions on end than their level of care allows, without a pause between.

    Amount: minutes of sessions beyond `Most on end` in each stretch of a day in which no gap is as long as the pause.
    A missed seat is no session.
    """

    weight: int = 20

    name = "Pauses"
    stated = "Levels: Most on end, Pause"
    bites = "a client would sit too long without a pause"
    unit = "minute on end beyond what the level of care allows"
    stage = Stage.GOOD_WEEK
    of_one_client = True

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit | Goal]:
        """For each client whose level limits it, and day: how long they have sat at each moment."""
        for client in problem.clients.values():
            seats_of = draft.seats_of(client.code) if client.most_on_end is not None else ()
            for day, seats in by_day(seat for seat in seats_of if not seat.missed).items():
                yield from self._day(draft, client, day, seats)

    def _day(self, draft: Draft, client: Client, day: int, seats: list[SeatOption]) -> Iterator[Limit | Goal]:
        """*Sat* grows with each session, less what is *beyond*; it starts anew where a gap *rests* long enough."""
        most, code = client.most_on_end or 0, client.code
        about, moments = (code,), sorted({moment for seat in seats for moment in (seat.start, seat.end)})
        sat = {moment: draft.quantity(("has sat", code, moment), most) for moment in moments}
        rests, beyond = {}, []
        for moment in sorted({seat.end for seat in seats}):
            rests[moment] = draft.quantity(("rests", code, moment), 1)
            taken = [s for s in seats if s.start < moment + client.pause and s.end > moment]
            for together in _by_start(draft, taken):
                yield Limit([(rests[moment], 1), *together], most=1, about=about)
        for moment, following in pairwise(moments):
            rested = [(rests[moment], most)] if moment in rests else []
            yield Limit([(sat[following], 1), (sat[moment], -1), *rested], fewest=0, about=about)
        stretches: dict[tuple[int, int, bool], list[SeatOption]] = defaultdict(list)
        for seat in seats:
            stretches[seat.start, seat.end, draft.lowest[seat.column] > 0].append(seat)
        for (start, end, held), options in stretches.items():
            length = 0 if held and self.hard else end - start  # what has begun breaks no must
            more = draft.quantity(("sits beyond", code, start, end, held), length)
            beyond.append((more, 1))
            here = [(option.column, -(length + most)) for option in options]
            row = [(sat[end], 1), (sat[start], -1), (more, 1), *here]
            yield Limit(row, fewest=-most, about=about)
        if beyond:
            # It asks for nothing; it ties the whole day together for whoever frees a part of it.
            day_long = [*((seat.column, 1) for seat in seats), *((column, 1) for column in sat.values())]
            yield Limit(
                [*day_long, *((column, 1) for column in rests.values()), *beyond], fewest=0, about=about
            )
            yield Goal(beyond, most=0, about=about)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Walks through each client's days from pause to pause."""
        over = problem.untouched_at if self.must else set()
        for code, client in problem.clients.items():
            if client.most_on_end is None:
                continue
            excess: dict[int, int] = defaultdict(int)
            on_end, until = 0, -client.pause
            for session in roster.of_client(code):
                if all(seat.missed for seat in session.seats if seat.client == code):
                    continue
                if session.start - until >= client.pause or session.day != (until - 1) // (24 * 60):
                    on_end = 0
                minutes = 0 if (session.topic, session.start) in over else session.minutes
                now_beyond = max(0, on_end + minutes - max(client.most_on_end, on_end))
                excess[session.day] += now_beyond
                on_end, until = on_end + minutes, max(until, session.end)
            for day, minutes in excess.items():
                if minutes:
                    says = f"{code} sits {hours(minutes)} too long on end on {problem.weekday_name(day)}"
                    yield Breach(self.name, minutes, says, (code,))


def _by_start(draft: Draft, seats: list[SeatOption]) -> Iterator[list[tuple[int, int]]]:
    """Seats of which nobody has two, since they start together; what has begun may have been noted twice."""
    groups: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for seat in seats:
        groups[seat.start, seat.column if draft.lowest[seat.column] else -1].append((seat.column, 1))
    yield from groups.values()
