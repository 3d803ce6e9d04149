"""Groups of the size at which they work best: neither half empty nor crowded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class BestSize(Rule):
    """A group, education or family session has as many clients as its topic's best size.

    Amount: clients below or above it, session by session, booked seats counted. Parallel sessions are shared out
    afterwards; until then only what their sum makes sure of counts.
    """

    weight: int = 24
    kinds: frozenset[str] = frozenset({"group", "education", "family"})

    name = "Best size"
    stated = "Topics: Best size, Kind"
    bites = "a group should have about its best size"
    unit = "client by whom a group is below or above its best size"
    stage = Stage.GOOD_WEEK

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """Per topic and start: seats as many as the sessions there times the best size."""
        for held in problem.untouched:
            topic = problem.topics[held.topic]
            amiss = abs(len(held.seats) - topic.best)
            if topic.kind in self.kinds and amiss and not self.hard:  # what has begun breaks no must
                yield Goal([], fewest=amiss, about=(held.topic,))
        for option in draft.sessions:
            topic = option.topic
            if topic.kind in self.kinds and (topic.name, option.start) not in problem.untouched_at:
                seats = [(seat.column, 1) for seat in draft.seats_at(topic.name, option.start)]
                yield Goal([*seats, (option.column, -topic.best)], fewest=0, most=0, about=(topic.name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts the clients of each session."""
        past = [(held.topic, held.start) for held in problem.untouched if self.must]
        for session in roster.sessions:
            if (session.topic, session.start) in past:
                continue
            topic, there = problem.topics[session.topic], len(session.clients)
            wanted = (topic.smallest + topic.largest + 1) // 2 if topic.best_size is None else topic.best_size
            if topic.kind in self.kinds and there != wanted:
                when = problem.says_when(session.start)
                clients = "1 client" if there == 1 else f"{there} clients"
                says = f"{topic.name} on {when} has {clients}, best are {wanted}"
                yield Breach(self.name, abs(there - wanted), says, (topic.name, session.id))
