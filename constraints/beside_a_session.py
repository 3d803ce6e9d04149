"""Tests beside sessions: nobody is called in for a test alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit
from planner.language.options import SeatOption, by_day
from planner.language.rule import Rule
from planner.model import TESTING, Problem, Roster


@dataclass(frozen=True)
class BesideASession(Rule):
    """A client is tested only on a day on which they have another session: before it, between, or after it.

    A test that the workbook settles for the client by name stands on any day; one that a lock holds doesn't. A seat
    marked excused, absent or cancelled is no session here.
    """

    name = "Tests beside sessions"
    stated = "Topics: Kind (testing)"
    bites = "a test lies beside a session of the client, and there is none on that day"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """For each client, day and test: no test without another session that day.

        A topic of which a client has at most one session a day takes one row a day: it is tighter, and fewer.
        """
        settled = {
            (code, one.topic, one.start) for one in problem.fixed if one.excused for code in one.clients
        }
        for code in problem.clients:
            for seats in by_day(draft.seats_of(code)).values():
                others = [(one.column, -1) for one in seats if one.topic.kind != TESTING and not one.missed]
                tests: dict[tuple[str, int], list[SeatOption]] = defaultdict(list)
                for one in seats:
                    begun = draft.lowest[one.column] > 0
                    if (
                        one.topic.kind == TESTING
                        and not begun
                        and (code, one.topic.name, one.start) not in settled
                    ):
                        at = one.start if one.topic.most_a_day != 1 else 0
                        tests[one.topic.name, at].append(one)
                for (topic, _), found in tests.items():
                    yield Limit([*((one.column, 1) for one in found), *others], most=0, about=(code, topic))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks on the day of each test for another session of the client."""
        for code in problem.clients:
            mine = [session for session in roster.of_client(code) if code in session.coming]
            with_sessions = {one.day for one in mine if problem.topics[one.topic].kind != TESTING}
            for test in mine:
                place = (test.topic, test.start)
                called = any(
                    one.excused and code in one.clients and (one.topic, one.start) == place
                    for one in problem.fixed
                )
                if (
                    problem.topics[test.topic].kind == TESTING
                    and test.day not in with_sessions
                    and place not in problem.untouched_at
                    and not called
                ):
                    says = (
                        f"{code} has {test.topic} on {problem.says_when(test.start)} and no session that day"
                    )
                    yield Breach(self.name, 1, says, (code, test.id, test.topic))
