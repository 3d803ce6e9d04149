"""What could be changed for what is missing, read off what is in the way: in the order in which it is to be tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import sqrt
from time import monotonic

from planner.model import Problem, Topic
from planner.plan import HoursLine, NeedLine, lines_of
from planner.program import Program
from planner.reasons.obstacles import Obstacles
from planner.remedies.fixes.prices import Prices
from planner.remedies.fixes.proposal import Asked, Proposal
from planner.remedies.fixes.proposals import proposals
from planner.remedies.fixes.proposed_hours import wider_hours, without_absences
from planner.remedies.fixes.trials import Trials
from planner.remedies.outcome import Key

ABSENCES = "absences"  # what the proposals that take an absence back are about
LOOKED_AT_LEAST = 4  # things that are lacking for which proposals are looked for, however busy the machine is
WIDE = 4  # times of the week that a stretch as long as what is missing opens to a client, at a rough guess
ALONE_AT_MOST = (
    3  # clients for whose hours changes are looked for one by one; of more, for all together first
)
JOINS = 15  # a change that only opens a new session comes after those by which somebody joins one that runs


@dataclass
class Idea:
    """A proposal with its price, what it is asked for, whether that is missing for certain, and how often it came."""

    proposal: Proposal
    price: int
    about: str
    asking: dict[Key, None] = field(default_factory=dict)
    sure: bool = False
    times: int = 0

    @property
    def order(self) -> tuple[bool, float, str]:
        """What is to be tried first: what is about something certain, then the cheapest for each who asks.

        What is in the way at most of the times looked at is more likely to be what is wrong.
        """
        price = self.price / max(1, len(self.asking)) / sqrt(max(1, self.times))
        return not self.sure, price, self.proposal.phrase


class Lacking:
    """Who lacks hours or sessions of a need, whoever lacks most first; of one client alone, if one is asked about."""

    def __init__(self, trials: Trials, client: str | None) -> None:
        hours_lines, need_lines = lines_of(trials.problem, trials.roster, {})
        self.hours: dict[str, HoursLine] = {
            line.client: line
            for line in hours_lines
            if client in (None, line.client) and _short(trials, line)
        }
        self.needs: dict[str, list[NeedLine]] = defaultdict(list)
        for need in need_lines:
            if need.missing and client in (None, need.client):
                self.needs[need.client].append(need)
        much: dict[str, float] = defaultdict(float)
        for code, line in self.hours.items():
            much[code] += line.short / 60 + 1
        for code, needs in self.needs.items():
            much[code] += sum(need.missing * min(need.priority, 100) / 10 for need in needs)
        self.codes = sorted(much, key=lambda code: -much[code])

    def everything(self) -> list[Key]:
        """Everything that is missing."""
        hours: list[Key] = [(code, None) for code in self.hours]
        return [*hours, *((code, need.topic) for code, needs in self.needs.items() for need in needs)]

    def wanted(self, code: str, problem: Problem) -> list[tuple[Topic, Key]]:
        """The topics in which a seat would help a client, with what it would mend: a need, else hours."""
        topics = {need.topic for need in self.needs.get(code, ())}
        hours = code in self.hours
        return [
            (topic, (code, topic.name if topic.name in topics else None))
            for topic in problem.topics.values()
            if topic.name in topics or (hours and topic.counts)
        ]

    def alike(self) -> list[list[Key]]:
        """What is lacked in one way: a topic, by all who need it; hours, by each alone and by all of them."""
        of_topic: dict[str, list[Key]] = defaultdict(list)
        for code in self.codes:
            for need in self.needs.get(code, ()):
                of_topic[need.topic].append((code, need.topic))
        hours: list[Key] = [(code, None) for code in self.codes if code in self.hours]
        together = [hours] if len(hours) > ALONE_AT_MOST else []
        alone = [[key] for key in hours[:ALONE_AT_MOST]]
        topics = sorted(of_topic.values(), key=lambda keys: -len(keys))
        return [*together, *_by_turns(alone, topics)]


def _by_turns(first: list[list[Key]], second: list[list[Key]]) -> list[list[Key]]:
    turns = max(len(first), len(second))
    return [keys for turn in range(turns) for some in (first, second) for keys in some[turn : turn + 1]]


def _short(trials: Trials, line: HoursLine) -> bool:
    return bool(line.short) or line.days < trials.problem.clients[line.client].least_days


def ideas_of(
    trials: Trials, obstacles: Obstacles, lacking: Lacking, certain: Collection[Key], until: float
) -> dict[str, list[Idea]]:
    """What could be proposed, by what it is about: a topic that is needed, a client's hours, or absences."""
    ideas = _Ideas(trials.program, certain)
    for proposal in without_absences(trials.program, trials.problem):
        for key in lacking.everything():
            ideas.add(ABSENCES, key, proposal)
    for code in sorted(lacking.codes, key=lambda one: all(one != known for known, _ in certain)):
        asked = Asked(trials.problem, obstacles.roster, code, trials.program)
        if code in lacking.hours:
            for proposal in wider_hours(asked, lacking.hours[code].short):
                ideas.add(code, (code, None), proposal, times=WIDE)
        for wanted in lacking.wanted(code, trials.problem):
            if monotonic() < until or len(ideas.found) < LOOKED_AT_LEAST:
                _look(ideas, obstacles, asked, wanted)
    return {about: list(group.values()) for about, group in ideas.found.items()}


def _look(ideas: _Ideas, obstacles: Obstacles, asked: Asked, wanted: tuple[Topic, Key]) -> None:
    """Proposals from what is in the way of a client's seat in a topic, start by start."""
    topic, key = wanted
    for start in obstacles.possible.starts:
        obstacle = obstacles.look(asked.client, topic, start).obstacle
        if obstacle is not None:
            joins = 0 if obstacles.running.get((topic.name, start)) else JOINS
            for proposal in proposals(asked, obstacle):
                ideas.add(key[1] or asked.client, key, proposal, joins)


class _Ideas:
    """Proposals as they come, each once for what it is about, with what it costs at the least."""

    def __init__(self, program: Program, certain: Collection[Key]) -> None:
        self.prices, self.certain = Prices({row.rule: row.use for row in program.rule_uses}), certain
        self.found: dict[str, dict[str, Idea]] = defaultdict(dict)

    def add(self, about: str, key: Key, proposal: Proposal, more: int = 0, times: int = 1) -> None:
        """One more who asks for a change; one of a kind that is off is left out."""
        base = self.prices.of(proposal.kind)
        if base is None:
            return
        price = base + proposal.more + more
        idea = self.found[about].setdefault(proposal.phrase, Idea(proposal, price, about))
        idea.price, idea.sure = min(idea.price, price), idea.sure or key in self.certain
        idea.asking[key] = None
        idea.times += times


def _asked_by_all(ideas: Mapping[str, list[Idea]]) -> Iterator[list[Idea]]:
    """The proposals of each thing that is lacking, each with everybody who asks for it, of whatever."""
    everybody: dict[str, Idea] = {}
    for idea in (idea for group in ideas.values() for idea in group):
        one = everybody.setdefault(idea.proposal.phrase, replace(idea, asking={}, times=0))
        one.price, one.sure = min(one.price, idea.price), one.sure or idea.sure
        one.asking, one.times = {**one.asking, **idea.asking}, one.times + idea.times
    for group in ideas.values():
        yield [everybody[idea.proposal.phrase] for idea in group]


def in_turn(ideas: Mapping[str, list[Idea]]) -> list[Idea]:
    """The proposals in the order in which they are tried: for all that is lacking the cheapest of each kind."""
    queues: list[list[Idea]] = []
    for group in _asked_by_all(ideas):
        of_kind: dict[str, int] = defaultdict(int)
        placed = []
        for idea in sorted(group, key=lambda one: one.order):
            placed.append(((of_kind[idea.proposal.kind], *idea.order), idea))
            of_kind[idea.proposal.kind] += 1
        queues.append([idea for _, idea in sorted(placed, key=lambda one: one[0])])
    queues.sort(key=lambda queue: (not queue[0].sure, -max(len(idea.asking) for idea in queue)))
    order: dict[str, Idea] = {}
    for turn in range(max(map(len, queues), default=0)):
        for queue in queues:
            if turn < len(queue):
                order.setdefault(queue[turn].proposal.phrase, queue[turn])
    return sorted(order.values(), key=lambda idea: not idea.sure)
