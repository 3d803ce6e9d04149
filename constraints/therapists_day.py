"""A therapist's time on site is worth the way: few days, and no hours between sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.language.day import lunch_taken, way_through
from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Stage
from planner.language.options import LeadOption, by_day
from planner.language.rule import Rule
from planner.model import MINUTES_A_DAY, Problem, Roster, hours


@dataclass(frozen=True)
class TherapistsDay(Rule):
    """A therapist comes in on few days and waits little between the sessions of a day.

    Amount: minutes between a therapist's first and last session of a day that no session fills, less one lunch inside
    the time for it; and 60 for each day with a session. With the weight 2, that is 2 points a minute and 120 a day.
    """

    weight: int = 2
    a_day: int = 60

    name = "Therapist's day"
    stated = "Rules: Therapist's day; Settings: Lunch"
    bites = "a therapist would come in or wait for it"
    unit = "minute that a therapist waits between sessions (a day on which they come counts as 60)"
    stage = Stage.GOOD_WEEK

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit | Goal]:
        """For each therapist and day: the day as one way from arriving to leaving."""
        for name in problem.therapists:
            for day, leads in by_day(draft.leads_of(name)).items():
                yield from self._day(problem, draft, name, day, leads)

    def _day(
        self, problem: Problem, draft: Draft, name: str, day: int, leads: list[LeadOption]
    ) -> Iterator[Limit | Goal]:
        midnight, about = day * MINUTES_A_DAY, (name,)
        lunch = problem.lunch and (midnight + problem.lunch[0], midnight + problem.lunch[1])
        way = way_through(draft, name, leads, lunch or ())
        yield from way.limits
        comes = draft.quantity(("comes", name, day), 1)
        # The second follows from the first; it ties the whole day together for whoever frees a part of it.
        yield Limit([*((column, 1) for column in way.arriving), (comes, -1)], 0, 0, about)
        yield Limit([*((column, 1) for column in way.leaving), (comes, -1)], 0, 0, about)
        waits = [(column, following - moment) for moment, following, column in way.waits]
        if lunch:
            since = way.held[-1][1] if self.hard and way.held else 0
            limits, _, taken = lunch_taken(draft, way, lunch, problem.lunch_minutes, since)
            yield from limits
            waits += [(column, -1) for column in taken]
        undone = way.waited + self.a_day * bool(way.held) if self.hard else 0
        yield Goal([*waits, (comes, self.a_day)], most=undone, about=about)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Walks through each therapist's days; what has begun breaks no must."""
        over = problem.untouched_at if self.must else set()
        for name in problem.therapists:
            days: dict[int, list[tuple[int, int, bool]]] = defaultdict(list)
            for session in roster.of_therapist(name):
                ahead = (session.topic, session.start) not in over
                days[session.day].append((session.start, session.end, ahead))
            for day, sessions in days.items():
                waits, until = [], sessions[0][1]
                for start, end, ahead in sessions:
                    if ahead and start > until:
                        waits.append((until, start))
                    until = max(until, end)
                idle = sum(end - start for start, end in waits) - _eaten(problem, waits)
                amount = idle + (self.a_day if all(ahead for _, _, ahead in sessions) else 0)
                if amount:
                    waiting = f", with {hours(idle)} between sessions" if idle else ""
                    says = f"{name} comes in on {problem.weekday_name(day)}{waiting}"
                    yield Breach(self.name, amount, says, (name,))


def _eaten(problem: Problem, waits: list[tuple[int, int]]) -> int:
    """Minutes of the longest piece of a day's waits inside the time for lunch, no more than a lunch takes."""
    if not problem.lunch or not waits:
        return 0
    opens, closes = (waits[0][0] // MINUTES_A_DAY * MINUTES_A_DAY + minute for minute in problem.lunch)
    pieces = [min(end, closes) - max(start, opens) for start, end in waits]
    return max(0, min(problem.lunch_minutes, max(pieces)))
