"""Almost nothing moves: a seat that has been published stays, unless hours or a must-need depend on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class KeptSeats(Rule):
    """A client keeps each seat of the published roster: the same topic at the same time.

    Amount: 1 for each seat of a session still ahead that is dropped or moved, `near` (3) when it starts within
    the notice. A seat that is merely added is no change; those of clients who have left, or whom the
    coordinator freed, are not counted.
    Source: minimal perturbation as in university timetabling (Lemos et al.), with UniTime's extra weight after
    publishing.
    """

    near: int = 3

    name = "Kept seats"
    stated = "the roster that is replanned; Settings: Notice"
    bites = "the published roster promises this seat"
    unit = "seat that is dropped or moved, three times within the notice"
    stage = Stage.MOVES

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """One goal a published seat: its option is taken."""
        if problem.published is None:
            return
        columns = {(seat.client, seat.topic.name, seat.start): seat.column for seat in draft.seats}
        for session in problem.published.sessions:
            freed = {session.topic, problem.weekday_name(session.start // 1440), *session.therapists}
            if session.start < problem.as_of or freed & problem.freed:
                continue
            price = self.near if session.start < problem.replanned_at + problem.notice else 1
            for seat in session.seats:
                if seat.client in problem.clients and seat.client not in problem.freed:
                    column = columns.get((seat.client, session.topic, session.start))
                    terms = [] if column is None else [(column, 1)]
                    yield Goal(terms, fewest=1, about=(seat.client, session.id), price=price)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks each published seat up in the new roster."""
        if problem.published is None:
            return
        sits = Counter((code, new.topic, new.start) for new in roster.sessions for code in new.clients)
        for old in problem.published.sessions:
            if old.start < problem.as_of or problem.freed.intersection((old.topic, *old.therapists)):
                continue
            if problem.weekday_name(old.day) in problem.freed:
                continue
            weight = self.near if old.start - problem.as_of + (problem.lead or 0) < problem.notice else 1
            for code in old.clients:
                if code not in problem.clients or code in problem.freed:
                    continue
                if not sits[code, old.topic, old.start]:
                    when = problem.says_when(old.start)
                    yield Breach(
                        self.name,
                        weight,
                        f"{code} no longer has {old.topic} on {when}",
                        (code, old.id),
                    )
