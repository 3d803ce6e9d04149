"""No waiting: a client's sessions of a day follow one another closely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.draft import Draft, SeatOption
from planner.model import MINUTES_A_DAY, Problem, Roster, hours
from planner.rule import Breach, Goal, Limit, Rule, Stage


@dataclass(frozen=True)
class IdleTime(Rule):
    """A client waits as little as possible between the sessions of a day.

    Amount: minutes between a client's first and last session of a day that no session fills. A seat marked
    excused, absent or cancelled is no session here.
    """

    name = "Idle time"
    stated = "Rules: Idle time"
    bites = "a client waits between sessions"
    stage = Stage.BURDEN

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit | Goal]:
        """For each client and day that could have a gap: first start, last end, and what lies between."""
        for code in problem.clients:
            by_day: dict[int, list[SeatOption]] = defaultdict(list)
            for seat in draft.seats_of(code):
                if not seat.missed:
                    by_day[seat.day].append(seat)
            for day, seats in by_day.items():
                midnight = day * MINUTES_A_DAY
                starts = [seat.start - midnight for seat in seats]
                ends = [seat.end - midnight for seat in seats]
                if max(starts) < min(ends):
                    continue
                latest = max(starts)
                begin = draft.quantity(("first start", code, day), latest, min(starts))
                end = draft.quantity(("last end", code, day), max(ends), min(ends))
                starting: dict[tuple[int, int], list[int]] = defaultdict(list)
                ending: dict[tuple[int, int], list[int]] = defaultdict(list)
                for seat in seats:
                    # Seats of one start or end exclude each other and share a row, but what has begun may
                    # have been noted twice: it gets a row of its own.
                    own = seat.column if draft.lowest[seat.column] else -1
                    starting[seat.start - midnight, own].append(seat.column)
                    ending[seat.end - midnight, own].append(seat.column)
                for (start, _), columns in starting.items():
                    late = [(column, latest - start) for column in columns if start < latest]
                    if late:
                        yield Limit([(begin, 1), *late], most=latest, about=(code,))
                for (over, _), columns in ending.items():
                    if over == min(ends):
                        continue
                    yield Limit([(end, 1), *((column, -over) for column in columns)], fewest=0, about=(code,))
                filled = [(seat.column, seat.start - seat.end) for seat in seats]
                yield Goal([(end, 1), (begin, -1), *filled], most=0, about=(code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Walks through each client's days and adds up the gaps."""
        for code in problem.clients:
            free_from: dict[int, int] = {}
            idle: dict[int, int] = defaultdict(int)
            for session in roster.of_client(code):
                if all(seat.missed for seat in session.seats if seat.client == code):
                    continue
                before = free_from.get(session.day, session.start)
                idle[session.day] += max(0, session.start - before)
                free_from[session.day] = max(before, session.end)
            for day, minutes in idle.items():
                if minutes:
                    says = f"{code} waits {hours(minutes)} between sessions on {problem.weekday_name(day)}"
                    yield Breach(self.name, minutes, says, (code,))
