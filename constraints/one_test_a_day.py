"""Tests apart: two tests of a client in a week lie on different days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import TESTING, Problem, Roster


@dataclass(frozen=True)
class OneTestADay(Rule):
    """Two tests of one client in a week lie at least a day apart, where that can be.

    Amount: a client's tests on a day beyond the first. The weight (300) is more than the second day that the draw
    names costs, and less than that and a day on site: nobody comes in once more to be tested twice.
    """

    weight: int = 300

    name = "Tests apart"
    stated = "Topics: Kind (testing); Needs"
    bites = "two tests of one client lie on different days"
    unit = "test of a client beyond the first on a day"
    stage = Stage.GOOD_WEEK

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """One goal for each client and day that could have two tests; what has begun is allowed for."""
        for code in problem.clients:
            by_day: dict[int, list[int]] = defaultdict(list)
            for seat in draft.seats_of(code):
                if seat.topic.kind == TESTING and not seat.missed:
                    by_day[seat.day].append(seat.column)
            for columns in by_day.values():
                begun = sum(draft.lowest[column] for column in columns)
                most = max(1, begun) if self.hard else 1
                if len(columns) > 1:
                    yield Goal([(column, 1) for column in columns], most=most, about=(code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts the tests of each client and day."""
        for code in problem.clients:
            held: Counter[int] = Counter()
            over: Counter[int] = Counter()
            for session in roster.of_client(code):
                if problem.topics[session.topic].kind != TESTING:
                    continue
                if all(seat.missed for seat in session.seats if seat.client == code):
                    continue
                held[session.day] += 1
                over[session.day] += session in problem.untouched
            for day, count in sorted(held.items()):
                allowed = max(1, over[day]) if self.hard else 1
                if count > allowed:
                    says = f"{code} is tested {count} times on {problem.weekday_name(day)}"
                    yield Breach(self.name, count - allowed, says, (code,))
