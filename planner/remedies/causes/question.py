"""One thing that is missing as a week of its own: only what it takes is left of the program, and nothing is tighter.

What is impossible even in such a week is impossible in the whole one; that is what makes a cause *proven*.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from planner.engine.feasible import is_possible
from planner.language.draft import Draft
from planner.language.limits import Stage
from planner.language.possible import open_to
from planner.language.rule import Rule, bars_of
from planner.model import TESTING, Problem, Topic
from planner.program import ClientRow, FixedRow, Program
from planner.reasons.standing_seats import Options, standing_seats
from planner.remedies.asked_week import AskedWeek


@dataclass(frozen=True)
class Scene:
    """A program cut down to one question, and the rules that are asked."""

    program: Program
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Fact:
    """Something the coordinator typed: how it reads, in which places it stands, and the scene without it.

    `about` is whose limit it is and its column, of a fact that ends in that column: who tells both has told the fact.
    """

    says: str
    without: Callable[[Scene], Scene]
    places: tuple[str, ...] = ()
    of_one: bool = True  # of one client alone, and not of everybody who asks
    about: tuple[str, str] | None = None


@dataclass(frozen=True)
class Question:
    """Whether a client can have `minutes` of hours (`topic` `None`), or all sessions of a topic that they need.

    `together`: with everybody else who may come, and the topic's smallest size as it is; else alone.
    """

    program: Program
    rules: tuple[Rule, ...]
    week: AskedWeek
    client: str
    topic: str | None
    minutes: int = 0
    together: bool = False

    @cached_property
    def scene(self) -> Scene:
        """What the question takes, with the therapists and rooms as they are; alone a group runs however few come."""
        program, topics, clients = self.program, self._topics(), self._clients()
        there, names = set(clients), {None, self.topic, *topics}
        small = replace(
            program,
            topics=topics,
            clients=clients,
            client_hours={name: rows for name, rows in program.client_hours.items() if name in there},
            levels={
                name: replace(level, least_minutes=0, least_days=0) for name, level in program.levels.items()
            },
            needs=tuple(
                row for row in program.needs if row.client == self.client and self._asks(row.topic, topics)
            ),
            curricula=tuple(
                row for row in program.curricula if row.topic is None or self._asks(row.topic, topics)
            ),
            wishes=tuple(row for row in program.wishes if row.client in there and row.topic in names),
            apart=tuple(
                row for row in program.apart if row.client in there and row.other_client in {None, *there}
            ),
            fixed=tuple(
                _of_those(row, there)
                for row in program.fixed
                if self.is_beside(row) or _touches(row, there, topics)
            ),
            away=tuple(row for row in program.away if row.who not in program.clients or row.who in there),
            part_weeks="full",
            closures="full",
        )
        return Scene(small, self._rules())

    @property
    def _whole(self) -> bool:
        """Whether the client's other sessions matter: for hours, and for a test, which lies beside a session."""
        return self.topic is None or self.program.topics[self.topic].kind == TESTING

    def _topics(self) -> dict[str, Topic]:
        """Those it takes; whoever comes together to one of them need not have asked for it."""
        found = {}
        for name, topic in self.program.topics.items():
            if name == self.topic or (self._whole and (topic.counts or self._looks_at_all)):
                smallest = topic.smallest if self.together else min(topic.smallest, 1)
                asked = topic.only_if_asked and not self.together and self.topic in (None, name)
                found[name] = replace(topic, smallest=smallest, runs_at_least=0, only_if_asked=asked)
        for row in self.program.fixed:
            if self.is_beside(row) and row.topic not in found:
                topic = self.program.topics[row.topic]
                found[row.topic] = replace(
                    topic, smallest=min(topic.smallest, 1), runs_at_least=0, only_if_asked=True
                )
        return found

    def is_beside(self, row: FixedRow) -> bool:
        """Whether a settled session of another topic takes time of the client, or what the topic takes as well."""
        if self.client in row.clients:
            return row.topic != self.topic
        staff = self.program.therapists
        leads = any(self.topic in staff[name].leads for name in row.therapists if name in staff)
        return self.topic not in (None, row.topic) and (leads or row.room is not None)

    def _clients(self) -> dict[str, ClientRow]:
        rows = self.program.clients.items()
        return {
            name: replace(row, least_minutes=self.minutes)
            for name, row in rows
            if self.together or name == self.client
        }

    @property
    def _looks_at_all(self) -> bool:
        """Whether sessions that don't count matter as well: a test lies beside any, and so may what is a must."""
        return self.topic is not None or any(rule.must for rule in self.rules)

    def _asks(self, topic: str, topics: Collection[str]) -> bool:
        """Whether a need is part of the question: the one that is asked, or all for hours, where they open topics."""
        return topic in topics if self.topic is None else topic == self.topic

    def _rules(self) -> tuple[Rule, ...]:
        """Those never broken, what is asked for made so, and what is made `must` and looks at one client's week."""
        asked = Stage.HOURS if self.topic is None else Stage.NEEDS
        found = []
        for rule in self.rules:
            if rule.stage is None or (rule.must and rule.of_one_client and self._asks_of_the_client(rule)):
                found.append(rule)
            elif rule.stage is asked:
                found.append(replace(rule, must=True))
        return tuple(found)

    def _asks_of_the_client(self, rule: Rule) -> bool:
        """Whether a rule on one client's week holds here: what adds it up only where all that they need is known."""
        return self._whole and not self.together and (self.topic is None or not rule.adds_up_a_week)

    def possible(self, scene: Scene, seconds: float) -> bool | None:
        """Whether it can be had in a scene; `None`: that isn't known after so many seconds."""
        problem = self.week.cut(scene.program)
        if self.topic is None and self.client in problem.clients and self._too_little(problem, scene.rules):
            return False
        return is_possible(problem, scene.rules, seconds)

    @cached_property
    def of_own_time(self) -> bool:
        """Whether it is hours for which the client's own time is too little, whoever leads and wherever.

        Then that alone is counted, and what could be otherwise there alone is asked about: it takes a twelfth.
        """
        problem = self.week.cut(self.scene.program)
        known = self.topic is None and self.client in problem.clients
        return known and self._too_little_time(problem, self.scene.rules)

    def counted_out(self, scene: Scene) -> bool:
        """Whether merely counting shows that the hours can't be had in a scene."""
        problem = self.week.cut(scene.program)
        if self.client not in problem.clients:
            return True
        count = self._too_little_time if self.of_own_time else self._too_little
        return count(problem, scene.rules)

    def starts(self) -> list[int]:
        """When the client could have the topic, whoever else comes."""
        problem = self.week.cut(self.scene.program)
        draft = Draft(problem, bars_of(problem, (rule for rule in self.scene.rules if rule.hard)))
        return [seat.start for seat in draft.seats_of(self.client) if seat.topic.name == self.topic]

    def _too_little_time(self, problem: Problem, rules: Sequence[Rule]) -> bool:
        hard = bars_of(problem, (rule for rule in rules if rule.hard))
        options = open_to(problem, [bar for bar in hard if bar.kind in ("seat", "session")], self.client)
        return self._within_reach(problem, options) < self.minutes

    def _too_little(self, problem: Problem, rules: Sequence[Rule]) -> bool:
        draft = Draft(problem, bars_of(problem, (rule for rule in rules if rule.hard)))
        seats = [(seat.topic, seat.start) for seat in draft.seats_of(self.client) if seat.topic.counts]
        return self._within_reach(problem, seats) < self.minutes

    def _within_reach(self, problem: Problem, options: Options) -> int:
        """More minutes than these the client can't have: those of what stands, and of the options ahead."""
        ahead = [one for one in options if (one[0].name, one[1]) not in problem.untouched_at]
        return standing_seats(problem, self.client).within_reach(problem.clients[self.client], ahead)


def _touches(row: FixedRow, clients: Collection[str], topics: Collection[str]) -> bool:
    return row.topic in topics and (not row.clients or any(code in clients for code in row.clients))


def _of_those(row: FixedRow, clients: Collection[str]) -> FixedRow:
    return replace(row, clients=tuple(code for code in row.clients if code in clients))
