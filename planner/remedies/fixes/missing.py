"""What a week lacks, and what one week has that another lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from planner.model import Problem, Roster
from planner.plan import lines_of
from planner.remedies.fixes.floor import Floor
from planner.remedies.outcome import Key
from planner.rosters.known import known_part


@dataclass(frozen=True, slots=True)
class Mends:
    """What a change mends: minutes of hours, sessions of needs, days, and how many clients gain by it.

    `needs` are counted over all topics, or over those named: then others, that weigh less, may be missing for them.
    """

    minutes: int
    needs: int
    clients: int
    days: int = 0
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Missing:
    """What a week lacks, by client and topic: minutes (a day counts as one) or sessions.

    `total` is in the order in which it counts: minutes, days, needs by priority; `sessions` are those of needs;
    `hours` are each client's minutes and days.
    """

    of: Mapping[Key, int]
    total: tuple[int, int, int]
    sessions: int
    hours: Mapping[str, tuple[int, int]]

    def of_topic(self, topic: str) -> int:
        """Sessions of a topic's needs."""
        return sum(many for (_, name), many in self.of.items() if name == topic)


def missing_in(problem: Problem, roster: Roster) -> Missing:
    """What a roster of the week lacks."""
    hours, needs = lines_of(problem, known_part(roster, problem), {})
    of: Counter[Key] = Counter()
    people = {}
    for line in hours:
        days = max(0, problem.clients[line.client].least_days - line.days)
        people[line.client] = line.short, days
        of[line.client, None] += line.short + days
    for need in needs:
        of[need.client, need.topic] += need.missing
    weighted = sum(need.priority * need.missing for need in needs)
    minutes, days = (sum(one[kind] for one in people.values()) for kind in (0, 1))
    return Missing(of, (minutes, days, weighted), sessions=sum(need.missing for need in needs), hours=people)


def below(floor: Floor, after: Missing, asked: Collection[Key]) -> tuple[int, int]:
    """Minutes and days by which clients' hours go below what each lacks at the least."""
    hours = [
        (floor.of_clients.get(code, (0, 0)), after.hours.get(code, (0, 0)))
        for code, topic in asked
        if not topic
    ]
    return (
        sum(max(0, least[0] - has[0]) for least, has in hours),
        sum(max(0, least[1] - has[1]) for least, has in hours),
    )


def mends_of_topics(
    before: Missing, weeks: Sequence[Missing], floor: Floor, asked: Collection[Key]
) -> Mends | None:
    """Sessions of topics that no week without the change has and all of these have; `None`: there are none.

    Each week on the whole is the better one, whatever weighs less and is missing for them. As long as other needs are
    missing, the best week may give up some of these: half of them are claimed.
    """
    each = [_sure_of_topics(before, after, floor, asked) for after in weeks]
    sure = {topic: min(one.get(topic, 0) for one in each) for topic in each[0]}
    topics = tuple(sorted(topic for topic, many in sure.items() if many))
    needs = sum(sure.values())
    others = max(after.sessions - sum(map(after.of_topic, topics)) for after in weeks)
    needs -= min(max(0, others), needs // 2)
    gained = {
        key[0]
        for key, many in before.of.items()
        if key[1] in topics and all(many > after.of.get(key, 0) for after in weeks)
    }
    return Mends(0, needs, max(1, min(needs, len(gained))), topics=topics) if needs else None


def _sure_of_topics(
    before: Missing, after: Missing, floor: Floor, asked: Collection[Key]
) -> Mapping[str, int]:
    """Of each topic asked for how many sessions a week has that none has without the change."""
    if after.total >= before.total:
        return {}
    topics = dict.fromkeys(topic for _, topic in asked if topic is not None)
    least = {topic: min(floor.of_topics.get(topic, 0), before.of_topic(topic)) for topic in topics}
    return {
        topic: least[topic] - after.of_topic(topic)
        for topic in topics
        if least[topic] > after.of_topic(topic)
    }
