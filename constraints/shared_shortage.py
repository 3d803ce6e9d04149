"""A shortage is shared: where hours can't be given, nobody bears it alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster, hours


@dataclass(frozen=True)
class SharedShortage(Rule):
    """Hours that can't be given are missing a little for many clients rather than wholly for a few.

    Amount: minutes below the minimum hours of the client who lacks most. It comes after the sum of what all lack
    (Least hours), so nobody is given less for the sake of sharing.
    """

    name = "Shared shortage"
    stated = "Levels: Min hours; Clients: Min hours"
    bites = "a shortage is shared, so that nobody bears it alone"
    unit = "minute of the largest shortage of one client"
    stage = Stage.LARGEST_SHORTAGE

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit | Goal]:
        """One column, *spared*: by how much the largest shortage stays below the largest minimum, for every client."""
        largest = max((client.least_minutes for client in problem.clients.values()), default=0)
        if not largest:
            return
        spared = draft.quantity(("spared",), largest)
        for client in problem.clients.values():
            if client.least_minutes:
                had = [(seat.column, seat.brings) for seat in draft.seats_of(client.code) if seat.brings]
                yield Limit([(spared, -1), *had], fewest=client.least_minutes - largest, about=(client.code,))
        yield Goal([(spared, 1)], fewest=largest, about=("shortage",))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Adds up what everybody lacks and names whoever lacks most."""
        given: Counter[str] = Counter()
        for session in roster.sessions:
            if problem.topics[session.topic].counts:
                for seat in session.seats:
                    given[seat.client] += session.credited(seat)
        lacking = {code: client.least_minutes - given[code] for code, client in problem.clients.items()}
        largest = max(lacking.values(), default=0)
        if largest > 0:
            most = [code for code, minutes in lacking.items() if minutes == largest]
            yield Breach(self.name, largest, f"{', '.join(most)} lacks most: {hours(largest)}", tuple(most))
