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

    `needs` are counted over all topics; of one `topic` alone where needs that weigh less are given up for them.
    """

    minutes: int
    needs: int
    clients: int
    days: int = 0
    topic: str = ""


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


def below(floor: Floor, after: Missing, asked: Collection[Key]) -> tuple[int, int, int]:
    """Minutes, days and sessions by which clients' hours and topics' needs go below what each lacks at the least."""
    hours = [
        (floor.of_clients.get(code, (0, 0)), after.hours.get(code, (0, 0)))
        for code, topic in asked
        if not topic
    ]
    topics = {topic for _, topic in asked if topic is not None}
    return (
        sum(max(0, least[0] - has[0]) for least, has in hours),
        sum(max(0, least[1] - has[1]) for least, has in hours),
        sum(max(0, floor.of_topics.get(topic, 0) - after.of_topic(topic)) for topic in topics),
    )


def mends_of_topic(before: Missing, after: Missing, floor: Floor, asked: Collection[Key]) -> Mends | None:
    """Sessions of the one topic asked for that no week without the change has; `None`: none, or it isn't one topic.

    The week on the whole is the better one, though needs that weigh less may be missing for them. As long as others
    are missing, the best week may give up some of these: half of them are claimed.
    """
    topics = sorted({topic or "" for _, topic in asked})
    if len(topics) != 1 or not topics[0] or after.total >= before.total:
        return None
    [topic] = topics
    lacking = after.of_topic(topic)
    sure = floor.of_topics.get(topic, 0) - lacking
    sure -= min(max(0, after.sessions - lacking), sure // 2)
    gained = sum(many > after.of.get(key, 0) for key, many in before.of.items() if key[1] == topic)
    return Mends(0, sure, min(sure, gained), topic=topic) if sure > 0 and gained else None


def lesser(mends: Sequence[Mends]) -> Mends | None:
    """What each of several weeks mends; `None`: nothing is mended in all of them."""
    minutes, needs, days = (
        min(one.minutes for one in mends),
        min(one.needs for one in mends),
        min(one.days for one in mends),
    )
    if not (minutes or needs or days):
        return None
    clients = mends[0].clients if minutes or days else min(mends[0].clients, needs)
    return Mends(minutes, needs, clients, days=days, topic=mends[0].topic)
