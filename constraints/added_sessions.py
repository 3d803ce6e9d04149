"""No week is filled up for its own sake: whom nothing asks back gets no call about sessions more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class AddedSessions(Rule):
    """A client whose week is replanned has no more sessions in it than before, unless hours or needs ask for them.

    Amount: sessions more than in the roster that is replanned, client by client; one instead of another is none.
    Clients who had no session in it, or whom the coordinator freed, are not counted. The weight (60) is above what a
    group gains by one more client (`Best size`): a group isn't filled with people who have to be phoned for it.
    """

    weight: int = 60

    name = "Added sessions"
    stated = "the roster that is replanned; Rules: Added sessions"
    bites = "nothing asks for one more session in the client's week"
    unit = "session more in a client's week than in the roster that is replanned"
    stage = Stage.GOOD_WEEK
    of_one_client = True

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """One goal a client: no more seats than were promised."""
        sessions = problem.published.sessions if problem.published else ()
        promised = Counter(code for session in sessions for code in session.clients)
        for code, many in promised.items():
            if code in problem.clients and code not in problem.freed:
                yield Goal([(seat.column, 1) for seat in draft.seats_of(code)], most=many, about=(code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts each client's sessions in both rosters."""
        if problem.published is None:
            return
        for code in problem.clients.keys() - problem.freed:
            before, now = len(problem.published.of_client(code)), len(roster.of_client(code))
            if 0 < before < now:
                yield Breach(self.name, now - before, f"{code} has {now} sessions, before {before}", (code,))
