"""A shortage that somebody else could help to bear is not left to a few."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster, hours


@dataclass(frozen=True)
class EvenShortage(Rule):
    """Nobody is short by a second session while somebody else could be short by a first one instead.

    Amount: minutes of a client's shortage beyond one session, counted again for those beyond two, three and four: the
    deeper a shortage, the more its minutes cost. A session is the longest of a group or education topic that counts.
    """

    depth: int = 4

    name = "Even shortage"
    stated = "Levels: Min hours; Clients: Min hours; Topics: Minutes"
    bites = "a shortage is shared, so that nobody bears it alone"
    unit = "minute of a client's shortage beyond one session, again beyond two, three and four"
    stage = Stage.UNEVEN_SHORTAGE

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """For each client and depth: the minutes reach the minimum less so many sessions."""
        groups = [t for t in problem.topics.values() if t.counts and t.kind in {"group", "education"}]
        length = max((topic.minutes for topic in groups), default=0)
        for client in problem.clients.values():
            terms = [(seat.column, seat.brings) for seat in draft.seats_of(client.code) if seat.brings]
            for sessions in range(1, self.depth + 1):
                fewest = client.least_minutes - sessions * length
                if length and fewest > 0:
                    yield Goal(terms, fewest=fewest, about=(client.code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Measures each client's shortage in sessions."""
        sizes = [0]
        for topic in problem.topics.values():
            if topic.counts and topic.kind in ("group", "education"):
                sizes.append(topic.minutes)
        one = max(sizes)
        for code, client in problem.clients.items():
            given = sum(
                session.credited(seat)
                for session, seat in roster.kept_by(code)
                if problem.topics[session.topic].counts
            )
            short = client.least_minutes - given
            beyond = [short - one * times for times in range(1, self.depth + 1)]
            amount = sum(minutes for minutes in beyond if minutes > 0) if one else 0
            if amount:
                says = f"{code} is {hours(short)} short, more than one session of {hours(one)}"
                yield Breach(self.name, amount, says, (code,))
