"""Unforeseen days: on which of their days a client is tested is drawn anew each week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import TESTING, Problem, Roster


@dataclass(frozen=True)
class UnforeseenDays(Rule):
    """A client is tested on the day, of those on which they come, that a draw puts first.

    The draw is made anew for each week, client and seed of the roster. Amount: for each test the days on site that
    the draw puts before its own. The weight (200) is more than a therapist's day: a test that waits for whoever is
    in anyway could be foreseen.
    """

    weight: int = 200

    name = "Unforeseen days"
    stated = "Topics: Kind (testing)"
    bites = "a test lies on a day that nobody can foresee"
    unit = "day on site that the draw puts before the day of a test"
    stage = Stage.GOOD_WEEK

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """For each test, its day, and each day the draw puts before it: not both a test here and a visit there.

        What has begun can't be tested on another day: it costs, but a rule made a must isn't broken by it.
        """
        for code in problem.clients:
            tests: dict[tuple[str, int], list[int]] = defaultdict(list)
            for seat in draft.seats_of(code):
                settled = self.hard and draft.lowest[seat.column]
                if seat.topic.kind == TESTING and not seat.missed and not settled:
                    tests[seat.topic.name, seat.day].append(seat.column)
            if not tests:
                continue
            order = problem.drawn_days(code)
            for (_, day), columns in tests.items():
                for earlier in order[: order.index(day)]:
                    visit = draft.visit(code, earlier)
                    if visit is not None:
                        yield Goal([(visit, 1), *((column, 1) for column in columns)], most=1, about=(code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Walks through the drawn days up to that of each test and counts those on which the client comes."""
        begun = problem.untouched_at if self.hard else set()
        for code in problem.clients:
            sessions = roster.of_client(code)
            tests = [
                one
                for one in sessions
                if problem.topics[one.topic].kind == TESTING
                and (one.topic, one.start) not in begun
                and code in one.coming
            ]
            if not tests:
                continue
            came, passed = {one.day for one in sessions}, 0
            before: dict[int, int] = {}
            for day in problem.drawn_days(code):
                before[day] = passed
                passed += day in came
            amount = sum(before[test.day] for test in tests)
            if amount:
                days = ", ".join(problem.weekday_name(test.day) for test in tests)
                yield Breach(self.name, amount, f"{code} is tested on {days}, later than drawn", (code,))
