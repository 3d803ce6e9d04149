"""One topic in a finished week: who needs it, who could come when, and what keeps a session of it from being held."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from planner.findings.in_words import priority_in_words
from planner.language.rule import Rule
from planner.model import Problem, Roster, Session, Topic
from planner.plan import NeedLine, lines_of
from planner.reasons.obstacles import Obstacles


@dataclass(frozen=True, slots=True)
class Wanting:
    """A client who needs the topic: how often, how often it is missing, and with which priority, in words."""

    client: str
    asked: int
    missing: int
    priority: str


@dataclass(frozen=True, slots=True)
class TimeForIt:
    """A start of the topic: who of those who need it is free, who may come and sits in what instead.

    `obstacle` is what keeps a session from being held then whoever comes: a leader, a room; blank: nothing.
    """

    start: int
    free: tuple[str, ...]
    busy: tuple[tuple[str, str], ...]
    obstacle: str = ""

    @property
    def could_come(self) -> int:
        """How many may come, free or not."""
        return len(self.free) + len(self.busy)


@dataclass(frozen=True)
class Closed:
    """What keeps it from being held, and at how many starts; `because` is what is behind it, each with its starts."""

    says: str
    times: int
    because: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class TopicStory:
    """What a week says of a topic. `asking` are those who need it, or (`needed` is false) whoever may sit in it.

    `times` are all its starts ahead, those at which most could come to a session that can be held first; `closed` are
    the obstacles to holding it, with the number of starts at which each is in the way, the most frequent first.
    """

    topic: Topic
    held: tuple[Session, ...]
    asking: tuple[Wanting, ...]
    times: tuple[TimeForIt, ...]
    closed: tuple[Closed, ...]
    needed: bool = True

    @property
    def staffed(self) -> tuple[TimeForIt, ...]:
        """The starts at which a leader and a room are free."""
        return tuple(time for time in self.times if not time.obstacle)


def story_of_topic(problem: Problem, rules: Sequence[Rule], roster: Roster, topic: Topic) -> TopicStory:
    """Looks at every start of a topic with everything else in the roster left as it is."""
    obstacles = Obstacles(problem, rules, roster)
    lines = [line for line in lines_of(problem, roster, {})[1] if line.topic == topic.name]
    asking = tuple(_wanting(code, lines) for code in dict.fromkeys(line.client for line in lines))
    codes = [one.client for one in asking] or [
        code for code in problem.clients if topic.largest > 1 and obstacles.starts_of(code, topic)
    ]
    ahead = [start for start in problem.starts_of(topic) if start >= problem.as_of]
    times = [_time(problem, obstacles, topic, start, codes) for start in ahead]
    times.sort(key=lambda one: (bool(one.obstacle), -len(one.free), -one.could_come, one.start))
    return TopicStory(
        topic=topic,
        held=tuple(one for one in roster.sessions if one.topic == topic.name),
        asking=asking,
        times=tuple(times),
        closed=tuple(_closed(obstacles, topic, [one.start for one in times])),
        needed=bool(asking),
    )


def _closed(obstacles: Obstacles, topic: Topic, starts: Sequence[int]) -> list[Closed]:
    """What is in the way, the most frequent first; where it isn't one thing alone, what is behind it."""
    times: Counter[str] = Counter()
    behind: dict[str, Counter[str]] = defaultdict(Counter)
    for start in starts:
        found = obstacles.session(topic, start)
        if found is None:
            continue
        says = found.clause or found.says
        times[says] += 1
        if found.clause:
            behind[says].update(cause.says for cause in found.causes)
            running = obstacles.running.get((topic.name, start), [])
            behind[says].update(f"{name} leads it" for one in running for name in one.therapists)
    return [Closed(says, many, tuple(behind[says].most_common())) for says, many in times.most_common()]


def _wanting(code: str, lines: Sequence[NeedLine]) -> Wanting:
    mine = [line for line in lines if line.client == code]
    return Wanting(
        client=code,
        asked=sum(line.asked for line in mine),
        missing=sum(line.missing for line in mine),
        priority=priority_in_words(max(line.priority for line in mine)),
    )


def _time(
    problem: Problem, obstacles: Obstacles, topic: Topic, start: int, codes: Sequence[str]
) -> TimeForIt:
    free: list[str] = []
    busy: list[tuple[str, str]] = []
    for code in codes:
        if obstacles.barred(code, topic, start) is not None:
            continue
        mine = obstacles.roster.across(code, start, start + topic.minutes)
        if not mine and not obstacles.shut_out(code, topic, start):
            free.append(code)
        elif mine and mine[0].topic != topic.name:
            busy.append((code, mine[0].topic))
    found = obstacles.session(topic, start)
    return TimeForIt(start, tuple(free), tuple(busy), found.says if found is not None else "")
