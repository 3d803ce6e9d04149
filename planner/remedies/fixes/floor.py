"""What a week as it is lacks at the least, whatever is planned: only what goes below it is put down to a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.language.draft import Draft
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Problem
from planner.model.faults import PlannerError
from planner.plan import StageResult
from planner.planning import solved
from planner.program import Program
from planner.reasons.kept_apart import has_enough_beside
from planner.reasons.packing import most_sessions
from planner.reasons.standing_seats import standing_seats
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.recounting import with_one_topic
from planner.remedies.outcome import Key
from planner.search import Search

ALONE = 2.0  # deterministic seconds for what a topic by itself lacks


@dataclass(frozen=True)
class Floor:
    """Minutes of hours, days, and sessions of needs that are missing in every roster of the week.

    `of_topics` are sessions of each topic, `together` sessions of all topics; the higher sum holds. `of_clients` are
    minutes and days of each client, who can't have them whatever the others do.
    """

    minutes: int = 0
    days: int = 0
    together: int = 0
    of_topics: Mapping[str, int] = field(default_factory=dict)
    of_clients: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def sessions(self) -> int:
        """Sessions of needs that are missing at the least."""
        return max(self.together, sum(self.of_topics.values()))

    def __bool__(self) -> bool:
        """Whether anything is lacked for certain."""
        return bool(self.minutes or self.days or self.sessions)

    def __or__(self, other: Floor) -> Floor:
        """The higher of both, each of which holds."""
        topics, people = {*self.of_topics, *other.of_topics}, {*self.of_clients, *other.of_clients}
        return Floor(
            max(self.minutes, other.minutes),
            max(self.days, other.days),
            max(self.together, other.together),
            of_topics={
                name: max(self.of_topics.get(name, 0), other.of_topics.get(name, 0)) for name in topics
            },
            of_clients={code: self._of(code, other) for code in people},
        )

    def _of(self, code: str, other: Floor) -> tuple[int, int]:
        mine, theirs = (one.of_clients.get(code, (0, 0)) for one in (self, other))
        return max(mine[0], theirs[0]), max(mine[1], theirs[1])


def floor_of_stages(problem: Problem, stages: Sequence[StageResult]) -> Floor:
    """What the levels of a plan were shown to lack."""
    bounds = {one.stage: one.bound for one in stages}
    weight, sessions = bounds.get(Stage.NEEDS, 0) or 0, 0
    dearest = sorted((need.priority for need in problem.needs for _ in range(need.sessions)), reverse=True)
    while weight > 0 and sessions < len(dearest):
        weight -= dearest[sessions]
        sessions += 1
    return Floor(bounds.get(Stage.HOURS, 0) or 0, bounds.get(Stage.DAYS, 0) or 0, sessions)


def counted_floor(problem: Problem, draft: Draft, certain: Collection[Key]) -> Floor:
    """What merely counting each client's possible seats shows; of a `certain` need at least a session is missing."""
    people: dict[str, tuple[int, int]] = {}
    sessions: dict[str, int] = defaultdict(int)
    for code, client in problem.clients.items():
        seats = [
            seat
            for seat in draft.seats_of(code)
            if not seat.missed
            and draft.session_at(seat.topic.name, seat.start) is not None
            and has_enough_beside(problem, draft, code, seat.topic, seat.start)
        ]
        counting = [seat for seat in seats if seat.topic.counts]
        ahead = [
            (seat.topic, seat.start)
            for seat in counting
            if (seat.topic.name, seat.start) not in problem.untouched_at
        ]
        reach = standing_seats(problem, code).within_reach(client, ahead)
        days = client.least_days - len({seat.day for seat in counting})
        people[code] = max(0, client.least_minutes - reach), max(0, days)
        starts: dict[str, list[int]] = defaultdict(list)
        for seat in seats:
            starts[seat.topic.name].append(seat.start)
        asked: dict[str, int] = defaultdict(int)
        for need in problem.needs:
            if need.client == code:
                asked[need.topic] += need.sessions
        for topic, many in asked.items():
            can = most_sessions(problem.topics[topic], starts[topic])
            sessions[topic] += max(many - can, int((code, topic) in certain))
    minutes, days = (sum(one[kind] for one in people.values()) for kind in (0, 1))
    return Floor(minutes, days, of_topics=sessions, of_clients=people)


def floor_of_topic(program: Program, week: AskedWeek, rules: Sequence[Rule], topic: str) -> Floor:
    """How many sessions of a topic are missing even in a week in which there is nothing else: solved and proven."""
    cut = with_one_topic(program, topic)
    alone = replace(
        cut,
        needs=tuple(replace(row, priority=1) for row in cut.needs),
        curricula=tuple(replace(row, priority=1) for row in cut.curricula),
    )
    problem = week.cut(alone)
    asked = [rule for rule in rules if (rule.hard and not rule.must) or rule.stage is Stage.NEEDS]
    try:
        found = solved(problem, asked, Search(ALONE, reproducible=True))
    except PlannerError:
        return Floor()
    return Floor(of_topics={topic: floor_of_stages(problem, found.stages).together})
