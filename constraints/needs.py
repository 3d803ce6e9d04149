"""Clients get the sessions they need: the treatment plan, by priority."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import MINUTES_A_DAY, Problem, Roster


@dataclass(frozen=True)
class Needs(Rule):
    """A client has as many sessions of a topic as the treatment plan or the curriculum asks for this week.

    Amount: priority times missing sessions, each need on its own. Only seats on the need's days count, and
    none marked excused, absent or cancelled. `least_priority` and `most_priority` (1 to 1000, both
    included) say which needs this rule looks after: replanning serves the musts before all others.
    """

    least_priority: int = 1
    most_priority: int = 1000

    name = "Needs"
    stated = "Needs; Curriculum"
    bites = "a client needs this topic this week"
    unit = "missing session, times its priority"
    stage = Stage.NEEDS

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """One goal a need, priced by its priority."""
        asking = {need.client for need in problem.needs}
        columns: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for code in sorted(asking):
            for seat in draft.seats_of(code):
                if not seat.missed:
                    columns[code, seat.topic.name].append((seat.day, seat.column))
        for need in problem.needs:
            if self.least_priority <= need.priority <= self.most_priority:
                terms = [
                    (column, 1)
                    for day, column in columns[need.client, need.topic]
                    if need.days is None or day in need.days
                ]
                about = (need.client, need.topic)
                yield Goal(terms, fewest=need.sessions, about=about, price=need.priority)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts, need by need, the sessions the client attends."""
        for need in problem.needs:
            if need.priority < self.least_priority or need.priority > self.most_priority:
                continue
            held = 0
            for session in roster.of_client(need.client):
                if session.topic != need.topic:
                    continue
                if need.days is not None and session.start // MINUTES_A_DAY not in need.days:
                    continue
                held += any(seat.client == need.client and not seat.missed for seat in session.seats)
            if held < need.sessions:
                yield Breach(
                    self.name,
                    need.priority * (need.sessions - held),
                    f"{need.client} has {held} of {need.sessions} sessions of {need.topic} "
                    f"(priority {need.priority})",
                    (need.client, need.topic),
                )


@dataclass(frozen=True)
class OtherNeeds(Needs):
    """When replanning, needs that are no musts are served after changes, so that few people are moved.

    Amount: as for all needs. By default it looks after priorities 1 to 99, below a must.
    """

    most_priority: int = 99

    name = "Other needs"
    stage = Stage.OTHER_NEEDS
