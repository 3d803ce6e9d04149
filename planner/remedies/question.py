"""One thing that is missing as a week of its own: only what it takes is left of the program, and nothing is tighter.

What is impossible even in such a week is impossible in the whole one; that is what makes a cause *proven*.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from planner.engine.feasible import is_possible
from planner.language.draft import Draft
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Attended, Problem
from planner.program import FixedRow, Program
from planner.reasons.packing import most_minutes
from planner.week import problem_of


@dataclass(frozen=True)
class Scene:
    """A program cut down to one question, and the rules that are asked."""

    program: Program
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Fact:
    """Something the coordinator typed: how it reads, in which places it stands, and the scene without it."""

    says: str
    without: Callable[[Scene], Scene]
    places: tuple[str, ...] = ()
    of_one: bool = True  # of one client alone, and not of everybody who asks


@dataclass(frozen=True)
class Question:
    """Whether a client can have `minutes` of hours (`topic` `None`), or all sessions of a topic that they need.

    `together`: with everybody else who may come, and the topic's smallest size as it is; else alone.
    """

    program: Program
    rules: tuple[Rule, ...]
    week: date
    client: str
    topic: str | None
    minutes: int = 0
    history: tuple[Attended, ...] = ()
    together: bool = False

    @cached_property
    def scene(self) -> Scene:
        """What the question takes, with the therapists and rooms as they are; alone a group runs however few come."""
        program, code = self.program, self.client
        whole = (
            self.topic is None or program.topics[self.topic].kind == "testing"
        )  # a test lies beside a session
        topics = {
            name: replace(
                topic, smallest=topic.smallest if self.together else min(topic.smallest, 1), runs_at_least=0
            )
            for name, topic in program.topics.items()
            if name == self.topic or (whole and (topic.counts or self._looks_at_all))
        }
        clients = {
            name: replace(row, least_minutes=self.minutes)
            for name, row in program.clients.items()
            if self.together or name == code
        }
        levels = {
            name: replace(level, least_minutes=0, least_days=0) for name, level in program.levels.items()
        }
        small = replace(
            program,
            topics=topics,
            clients=clients,
            client_hours={name: rows for name, rows in program.client_hours.items() if name in clients},
            levels=levels,
            needs=tuple(
                need for need in program.needs if need.client in clients and self._asks(need.topic, topics)
            ),
            curricula=tuple(
                step for step in program.curricula if step.topic is None or self._asks(step.topic, topics)
            ),
            wishes=tuple(
                wish
                for wish in program.wishes
                if wish.client in clients and (wish.topic or "") in ("", *topics)
            ),
            apart=tuple(
                pair
                for pair in program.apart
                if pair.client in clients and pair.other_client in (None, *clients)
            ),
            fixed=tuple(_of_those(row, clients) for row in program.fixed if _touches(row, clients, topics)),
            away=tuple(row for row in program.away if row.who not in program.clients or row.who in clients),
            part_weeks="full",
            closures="full",
        )
        return Scene(small, self._rules(whole))

    @property
    def _looks_at_all(self) -> bool:
        """Whether sessions that don't count matter as well: a test lies beside any, and so may what is a must."""
        return self.topic is not None or any(rule.must for rule in self.rules)

    def _asks(self, topic: str, topics: Collection[str]) -> bool:
        """Whether a need is part of the question: the one that is asked, or all for hours, where they open topics."""
        return topic in topics if self.topic is None else topic == self.topic

    def _rules(self, whole: bool) -> tuple[Rule, ...]:
        """Those never broken, what is asked for made so, and what is made `must` and looks at one client's week."""
        asked = Stage.HOURS if self.topic is None else Stage.NEEDS
        found = []
        for rule in self.rules:
            if rule.stage is None or (rule.must and rule.of_one_client and whole):
                found.append(rule)
            elif rule.stage is asked:
                found.append(replace(rule, must=True))
        return tuple(found)

    def possible(self, scene: Scene, seconds: float) -> bool | None:
        """Whether it can be had in a scene; `None`: that isn't known after so many seconds."""
        problem = problem_of(scene.program, self.week, self.history)
        if self.topic is None and self.client in problem.clients and self._too_little(problem, scene.rules):
            return False
        return is_possible(problem, scene.rules, seconds)

    def counted_out(self, scene: Scene) -> bool:
        """Whether merely counting shows that the hours can't be had in a scene."""
        problem = problem_of(scene.program, self.week, self.history)
        return self.client not in problem.clients or self._too_little(problem, scene.rules)

    def _too_little(self, problem: Problem, rules: Sequence[Rule]) -> bool:
        draft = Draft(problem, [bar for rule in rules if rule.hard for bar in rule.bars(problem)])
        client = problem.clients[self.client]
        reach = most_minutes(
            client, [(seat.topic, seat.start) for seat in draft.seats_of(self.client) if seat.topic.counts]
        )
        return min(reach, reach if client.most_minutes is None else client.most_minutes) < self.minutes


def _touches(row: FixedRow, clients: Collection[str], topics: Collection[str]) -> bool:
    return row.topic in topics and (not row.clients or any(code in clients for code in row.clients))


def _of_those(row: FixedRow, clients: Collection[str]) -> FixedRow:
    return replace(row, clients=tuple(code for code in row.clients if code in clients))
