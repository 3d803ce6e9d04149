"""No waiting: a client's sessions of a day follow one another closely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.language.day import Way, has_gap, lunch_taken, way_through
from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Stage
from planner.language.options import SeatOption, by_day
from planner.language.rule import Rule
from planner.model import MINUTES_A_DAY, Client, Problem, Roster, hours


@dataclass(frozen=True)
class IdleTime(Rule):
    """A client waits as little as possible between the sessions of a day.

    Amount: minutes between a client's first and last session of a day that no session fills, less one lunch inside
    the time for it, and less the pause with which a gap begins where the level of care asks for pauses. A seat
    marked excused, absent or cancelled is no session here.
    """

    name = "Idle time"
    stated = "Rules: Idle time; Settings: Lunch; Levels: Pause"
    bites = "a client waits between sessions"
    unit = "minute that a client waits between sessions"
    stage = Stage.GOOD_WEEK
    of_one_client = True

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit | Goal]:
        """For each client and day that could have a gap: the day as one way, its waits, lunch and pauses."""
        for client in problem.clients.values():
            present = [seat for seat in draft.seats_of(client.code) if not seat.missed]
            for day, seats in by_day(present).items():
                if has_gap(seats):
                    yield from self._day(problem, draft, client, day, seats)

    def _day(
        self, problem: Problem, draft: Draft, client: Client, day: int, seats: list[SeatOption]
    ) -> Iterator[Limit | Goal]:
        midnight, about = day * MINUTES_A_DAY, (client.code,)
        lunch = problem.lunch and (midnight + problem.lunch[0], midnight + problem.lunch[1])
        way = way_through(draft, client.code, seats, lunch or ())
        yield from way.limits
        visit = draft.visit(client.code, day)
        assert visit is not None, "a day with seats can be a day on site"
        # The second follows from the first; it ties the whole day together for whoever frees a part of it.
        yield Limit([*((column, 1) for column in way.arriving), (visit, -1)], most=0, about=about)
        yield Limit([*((column, 1) for column in way.leaving), (visit, -1)], most=0, about=about)
        # What was waited already can't be undone: it costs, but a rule made a must is not broken by it.
        since = way.held[-1][1] if self.hard and way.held else 0
        waits = [(column, following - moment) for moment, following, column in way.waits]
        begins: dict[int, int] = {}
        if lunch:
            limits, begins, taken = lunch_taken(draft, way, lunch, problem.lunch_minutes, since)
            yield from limits
            waits += [(column, -1) for column in taken]
        if client.most_on_end is not None:
            for limits, pause in self._pauses(draft, way, client.pause, begins, since):
                yield from limits
                waits.append((pause, -client.pause))
        yield Goal(waits, most=way.waited if self.hard else 0, about=about)

    def _pauses(
        self, draft: Draft, way: Way, pause: int, begins: dict[int, int], since: int
    ) -> Iterator[tuple[list[Limit], int]]:
        """For each moment at which a gap may begin: a column that is 1 if it begins with a pause, not with lunch."""
        last = max((following for _, following, _ in way.waits), default=0)
        held = {end for _, end in way.held}
        for moment in sorted({*way.ends, *held}):
            if moment + pause > last or moment < since:
                continue
            column = draft.quantity(("pauses", way.who, moment), 1)
            limits = [
                Limit([(column, 1), (wait, -1)], most=0, about=(way.who,))
                for _, _, wait in way.arcs(moment, moment + pause)
            ]
            if moment not in held:
                over = [(ended, -1) for ended in way.ends[moment]]
                limits.append(Limit([(column, 1), *over], most=0, about=(way.who,)))
            for lunch, begun in begins.items():
                if moment <= lunch < moment + pause:
                    limits.append(Limit([(column, 1), (begun, 1)], most=1, about=(way.who,)))
            yield limits, column

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Walks through each client's days and adds up the gaps."""
        begun = problem.untouched_at if self.hard else set()
        for code, client in problem.clients.items():
            free_from: dict[int, int] = {}
            gaps: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for session in roster.of_client(code):
                if all(seat.missed for seat in session.seats if seat.client == code):
                    continue
                before = free_from.get(session.day, session.start)
                if (session.topic, session.start) not in begun and before < session.start:
                    gaps[session.day].append((before, session.start))
                free_from[session.day] = max(before, session.end)
            pause = 0 if client.most_on_end is None else client.pause
            for day, free in gaps.items():
                minutes = _idle(problem, free, pause)
                if minutes:
                    says = f"{code} waits {hours(minutes)} between sessions on {problem.weekday_name(day)}"
                    yield Breach(self.name, minutes, says, (code,))


def _idle(problem: Problem, gaps: list[tuple[int, int]], pause: int) -> int:
    """Minutes of a day's gaps that are neither lunch nor pause, whichever spares more."""
    idle, spared = 0, 0
    for begins, ends in gaps:
        paused = pause if ends - begins >= pause else 0
        idle += ends - begins - paused
        if problem.lunch:
            opens, closes = (begins // MINUTES_A_DAY * MINUTES_A_DAY + minute for minute in problem.lunch)
            from_here = max(begins, opens)
            eaten = max(0, min(problem.lunch_minutes, min(ends, closes) - from_here))
            # A lunch that begins within the pause takes its place.
            spared = max(spared, eaten - (paused if from_here < begins + paused else 0))
    return idle - spared
