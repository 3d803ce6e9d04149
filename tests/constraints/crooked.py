"""Tiny crooked weeks and every roster they have: no two lengths, sizes, days or names alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, timedelta
from itertools import chain, combinations, product
from typing import Any

from planner.language.rule import Rule
from planner.model import Client, Problem, Room, Roster, Seat, Session, Therapist, Topic
from tests.constraints.weeks import ALL_WEEK, FIRST_DAY, at

ANGER = Topic("Anger", 50, largest=2)
GRIEF = Topic("Grief", 75, kind="education", largest=3)
YOGA = Topic("Yoga", 35, kind="community", counts=False)
EVERY_TOPIC = frozenset({"Anger", "Grief", "Yoga"})
ADA = Therapist("Ada", EVERY_TOPIC)
BEN = Therapist("Ben", EVERY_TOPIC)
OAK = Room("Oak", 1, frozenset({"group"}))
ELM = Room("Elm", 2, frozenset({"group", "office"}))
MON, TUE, WED, THU = at(0, 9), at(1, 10, 15), at(2, 13, 5), at(3, 16, 40)
# What has begun breaks whatever it can: it stands all the same.
BEGUN = Session(
    "begun",
    "Anger",
    at(0, 7),
    50,
    therapists=("Ada",),
    room=None,
    seats=(Seat("C002", status="absent"), Seat("C007")),
)


def crooked(
    *given: Topic | Therapist | Room | Client, starts: tuple[int, ...] = (MON, TUE, WED, THU), **more: object
) -> Problem:
    """Three topics, two therapists, three clients, no rooms; what is given replaces what has its name."""
    topics = {topic.name: topic for topic in (ANGER, GRIEF, YOGA)}
    therapists = {therapist.name: therapist for therapist in (ADA, BEN)}
    clients = {code: Client(code, "IOP") for code in ("C002", "C007", "C014")}
    rooms: dict[str, Room] = {}
    for thing in given:
        if isinstance(thing, Topic):
            topics[thing.name] = thing
        elif isinstance(thing, Therapist):
            therapists[thing.name] = thing
        elif isinstance(thing, Room):
            rooms[thing.name] = thing
        else:
            clients[thing.code] = thing
    problem = Problem(
        first_day=FIRST_DAY,
        topics=topics,
        clients=clients,
        therapists=therapists,
        starts=starts,
        client_windows=dict.fromkeys(clients, ALL_WEEK),
        therapist_windows=dict.fromkeys(therapists, ALL_WEEK),
        rooms=rooms,
    )
    return replace(problem, **more)  # type: ignore[arg-type]


def subsets(*names: str, least: int = 0) -> tuple[tuple[str, ...], ...]:
    """Every choice of at least so many of the names."""
    sizes = range(least, len(names) + 1)
    return tuple(chain.from_iterable(combinations(names, size) for size in sizes))


ONE_CLIENT = (("C007",),)
PAIR = subsets("C002", "C007")
ANY_LEADERS = subsets("Ada", "Ben")
THREE = (("Anger", MON), ("Grief", TUE), ("Yoga", WED))
FOUR = (*THREE, ("Grief", THU))


@dataclass(frozen=True)
class Crooked:
    """A rule, a problem, and the rosters to compare over: every way to fill the slots (topic, start).

    Each slot is left out or filled with one of the `clients`, `leaders` and `rooms` choices. A slot that
    stands twice makes parallel sessions. `given` rules are kept by every roster that is compared.
    """

    rule: Rule
    problem: Problem
    slots: tuple[tuple[str, int], ...]
    clients: tuple[tuple[str, ...], ...] = subsets("C002", "C007", "C014", least=1)
    leaders: tuple[tuple[str, ...], ...] = (("Ada",),)
    rooms: tuple[str | None, ...] = (None,)
    given: tuple[Rule, ...] = field(default=())

    def every_roster(self) -> Iterator[Roster]:
        """All of them, what has begun included."""
        filled = [list(self._fillings(number, slot)) for number, slot in enumerate(self.slots)]
        repeated = len(set(self.slots)) < len(self.slots)
        for chosen in product(*filled):
            sessions = [*self.problem.past, *(session for session in chosen if session is not None)]
            if repeated and not _possible(sessions):
                continue
            sessions.sort(key=lambda session: (session.start, session.topic, session.id))
            roster = Roster(self.problem.first_day, tuple(sessions))
            if not any(True for rule in self.given for _ in rule.check(self.problem, roster)):
                yield roster

    def _fillings(self, number: int, slot: tuple[str, int]) -> Iterator[Session | None]:
        yield None
        topic, start = slot
        minutes = self.problem.topics[topic].minutes
        for leaders, room, clients in product(self.leaders, self.rooms, self.clients):
            seats = tuple(Seat(code) for code in clients)
            yield Session(f"S{number}", topic, start, minutes, therapists=leaders, room=room, seats=seats)


def _possible(sessions: list[Session]) -> bool:
    """Whether nobody and no room is in two parallel sessions, which a draft can't even say."""
    taken: set[tuple[str, int, str]] = set()
    for session in sessions:
        rooms = (session.room,) if session.room is not None else ()
        for who in (*session.clients, *session.therapists, *rooms):
            if (session.topic, session.start, who) in taken:
                return False
            taken.add((session.topic, session.start, who))
    return True


def on_sunday(week: Crooked) -> Crooked:
    """The same week with everything a day earlier: a program whose week begins on Sunday."""
    return replace(week, problem=_a_day_earlier(week.problem))


def _a_day_earlier(value: Any) -> Any:
    if isinstance(value, date):
        return value - timedelta(days=1)
    if isinstance(value, (tuple, frozenset)):
        return type(value)(_a_day_earlier(part) for part in value)
    if isinstance(value, Mapping):
        return {key: _a_day_earlier(part) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: _a_day_earlier(getattr(value, part.name)) for part in fields(value)}
        return replace(value, **parts)
    return value
