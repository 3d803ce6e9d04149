"""Weeks whose best possible plan is known, because a workbook was built around a hidden timetable.

Availability is what the hidden sessions need, a little widened; needs are the hidden seats; minimum hours
are those the hidden timetable reaches. So 0 minutes short and 0 needs missing is possible, and only just.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from planner.model import (
    DAYS_A_WEEK,
    MINUTES_A_DAY,
    Apart,
    Client,
    Need,
    Problem,
    Room,
    Roster,
    Seat,
    Session,
    Therapist,
    Topic,
    Window,
    Wish,
    merge,
)
from planner.program import LevelOfCare
from tests.benchmarks.cast import Grid, Person
from tests.benchmarks.folder import write_folder
from tests.benchmarks.timetable import (
    HALF_HOUR_STARTS,
    LISTED_STARTS,
    Builder,
    Meeting,
    Timetable,
    longest_row,
)

FIRST_DAY = date(2026, 11, 30)
LEVELS = {
    level.name: level
    for level in (
        LevelOfCare("IOP", 540, 1140, 3, most_days=7, least_minutes_a_day=0, most_minutes_a_day=300),
        LevelOfCare("IOP weekend", 540, 1140, 2, most_days=7, least_minutes_a_day=0, most_minutes_a_day=300),
        LevelOfCare("PHP", 1200, 2400, 5, most_days=7, least_minutes_a_day=0, most_minutes_a_day=420),
        LevelOfCare(
            "PHP part week", 540, 2400, 3, most_days=7, least_minutes_a_day=0, most_minutes_a_day=420
        ),
        LevelOfCare("OP", 0, 525, 0, most_days=7, least_minutes_a_day=0, most_minutes_a_day=240),
    )
}


@dataclass(frozen=True)
class PlantedWeek:
    """A week's problem with the timetable it was built around.

    `roster` is the hidden plan. It is 0 minutes short with 0 needs missing, except in a tight week, where
    a therapist has left and the sessions of `lost` are the ones they led.
    """

    problem: Problem
    roster: Roster
    grid: Grid
    lost: tuple[Session, ...] = ()

    def write_csvs(self, folder: Path) -> None:
        """Writes the week as a program workbook: a folder of CSV files."""
        write_folder(self.problem, LEVELS, LISTED_STARTS if self.grid == "listed" else None, folder)


def planted_week(clients: int, seed: int, grid: Grid, tight: bool = False) -> PlantedWeek:
    """A week for so many clients; the same arguments give the same week, on every machine.

    `grid` says when sessions may start: at nine listed times a day, or at any half hour. `tight` takes away
    the busiest therapist and keeps every need, so that the best possible is no longer 0.
    """
    plan = Builder(clients, seed, grid).build()
    chance = random.Random(f"around {clients} {seed} {grid}")
    starts = LISTED_STARTS if grid == "listed" else HALF_HOUR_STARTS
    windows = {code: _around(chance, plan.of_client(code), (0, 30, 60), extra=0.4) for code in plan.people}
    problem = Problem(
        first_day=FIRST_DAY,
        program="Planted",
        topics=_topics(chance, plan),
        clients={code: _client(person, plan.of_client(code)) for code, person in plan.people.items()},
        therapists={name: _therapist(chance, plan, name) for name in plan.therapists},
        starts=tuple(day * MINUTES_A_DAY + start for day in range(7) for start in starts),
        client_windows=windows,
        therapist_windows={
            name: _around(chance, plan.of_therapist(name), (0, 0, 30)) for name in plan.therapists
        },
        rooms={name: Room(name, seats, frozenset({kind})) for name, (seats, kind) in plan.rooms.items()},
        room_windows={name: (Window(0, DAYS_A_WEEK * MINUTES_A_DAY),) for name in plan.rooms},
        needs=_needs(chance, plan),
        wishes=_wishes(chance, plan),
        apart=_apart(chance, plan),
    )
    roster = Roster(FIRST_DAY, tuple(_session(number, m) for number, m in enumerate(plan.meetings, 1)))
    week = PlantedWeek(problem, roster, grid)
    return _without_the_busiest(week) if tight else week


def _topics(chance: random.Random, plan: Timetable) -> dict[str, Topic]:
    """Some topics may run hardly more often than they do, and some must run as often."""
    topics = {}
    for topic in plan.topics.values():
        runs = [m.start for m in plan.meetings if m.topic is topic]
        if topic.kind == "individual":
            topics[topic.name] = topic
            continue
        if not runs:
            continue  # a topic that nobody led would only be a warning
        topics[topic.name] = replace(
            topic,
            runs_at_most=len(runs) + 1 if chance.random() < 0.4 else None,
            runs_at_least=len(runs) if chance.random() < 0.3 else 0,
            at_once=1 if _never_at_once(plan, topic.name) and chance.random() < 0.5 else None,
        )
    return topics


def _never_at_once(plan: Timetable, topic: str) -> bool:
    runs = [m for m in plan.meetings if m.topic.name == topic]
    return not any(
        first is not second and first.start < second.end and second.start < first.end
        for first in runs
        for second in runs
    )


def _client(person: Person, meetings: list[Meeting]) -> Client:
    """The level whose minimum the hidden hours reach; who never reaches one gets a minimum of their own."""
    minutes, days = sum(m.topic.minutes for m in meetings), len({m.day for m in meetings})
    level = LEVELS[person.level]
    if days < level.least_days and person.level == "PHP":
        level = LEVELS["PHP part week"]
    if days < level.least_days:
        level = LEVELS["IOP weekend"] if days == 2 else LEVELS["OP"]
    return Client(
        person.code,
        level.name,
        least_minutes=min(level.least_minutes, minutes // 30 * 30),
        most_minutes=level.most_minutes,
        least_days=level.least_days,
        most_days=level.most_days,
        least_minutes_a_day=level.least_minutes_a_day,
        most_minutes_a_day=level.most_minutes_a_day,
        primary=person.primary,
        tags=person.tags,
    )


def _around(
    chance: random.Random, meetings: list[Meeting], wider: tuple[int, ...], extra: float = 0.0
) -> tuple[Window, ...]:
    """One window a day around the meetings, widened on either side; now and then another day's hours."""
    windows = []
    for day in range(7):
        opens_day, closes_day = day * MINUTES_A_DAY, (day + 1) * MINUTES_A_DAY
        today = [m for m in meetings if m.day == day]
        if today:
            opens = min(m.start for m in today) - chance.choice(wider)
            closes = max(m.end for m in today) + chance.choice(wider)
            windows.append(Window(max(opens, opens_day), min(closes, closes_day)))
        elif chance.random() < extra / 3:
            opens = opens_day + chance.randrange(480, 1080, 30)
            windows.append(Window(opens, opens + chance.choice((90, 120, 180))))
    return merge(windows)


def _therapist(chance: random.Random, plan: Timetable, name: str) -> Therapist:
    """Leads what they lead in the hidden timetable and one topic more, for an hour more at most."""
    mine = plan.of_therapist(name)
    alone = {name for name, topic in plan.topics.items() if topic.kind == "individual"}
    minutes = sum(m.topic.minutes for m in mine)
    more = chance.choice(sorted({m.topic.name for m in plan.meetings}))
    return Therapist(
        name,
        leads=frozenset({m.topic.name for m in mine} | alone | {more}),
        most_minutes=-(-minutes // 60) * 60 + 60,
        most_a_day=max([1, *(sum(m.day == day for m in mine) for day in range(7))]) + 1,
        most_in_a_row=max([4, *(longest_row([m for m in mine if m.day == day]) for day in range(7))]),
        tags=frozenset({"Spanish"}) if any("español" in m.topic.name for m in mine) else frozenset(),
    )


def _needs(chance: random.Random, plan: Timetable) -> tuple[Need, ...]:
    """What a client has in the hidden timetable: individual sessions as a must, nine topics of ten."""
    needs = []
    for code in plan.people:
        seats: dict[str, int] = {}
        for meeting in plan.of_client(code):
            seats[meeting.topic.name] = seats.get(meeting.topic.name, 0) + 1
        for topic, sessions in sorted(seats.items()):
            alone = plan.topics[topic].kind == "individual"
            priority = 100 if alone else chance.choice((100, 10, 10, 1))
            if alone or chance.random() < 0.9:
                needs.append(Need(code, topic, sessions, priority))
    return tuple(needs)


def _wishes(chance: random.Random, plan: Timetable) -> tuple[Wish, ...]:
    """One client in four prefers or avoids a topic, or prefers a day on which they come anyway."""
    groups = sorted({m.topic.name for m in plan.meetings if m.topic.kind == "group"})
    wishes = []
    for code in plan.people:
        days = sorted({m.day for m in plan.of_client(code)})
        if chance.random() < 0.15:
            wishes.append(
                Wish(code, chance.random() < 0.5, chance.randint(1, 10), topic=chance.choice(groups))
            )
        elif days and chance.random() < 0.15:
            wishes.append(Wish(code, True, chance.randint(1, 10), day=chance.choice(days)))
    return tuple(wishes)


def _apart(chance: random.Random, plan: Timetable) -> tuple[Apart, ...]:
    """Pairs who come on the same days and never meet, about one for twelve clients."""
    meets = {
        code: {(m.start, m.topic.name, m.therapist) for m in plan.of_client(code)} for code in plan.people
    }
    days = {code: {m.day for m in plan.of_client(code)} for code in plan.people}
    codes = list(plan.people)
    pairs = [
        (first, second)
        for place, first in enumerate(codes)
        for second in codes[place + 1 :]
        if not meets[first] & meets[second] and len(days[first] & days[second]) >= 2
    ]
    chosen = chance.sample(pairs, min(len(pairs), len(codes) // 12))
    apart = [Apart(first, other_client=second) for first, second in chosen]
    for code in chance.sample(codes, len(codes) // 24):
        strangers = sorted(set(plan.therapists) - {m.therapist for m in plan.of_client(code)})
        strangers = [name for name in strangers if name != plan.people[code].primary]
        if strangers:
            apart.append(Apart(code, therapist=chance.choice(strangers)))
    return tuple(apart)


def _session(number: int, meeting: Meeting) -> Session:
    return Session(
        id=f"P{number:04d}",
        topic=meeting.topic.name,
        start=meeting.start,
        minutes=meeting.topic.minutes,
        therapists=(meeting.therapist,),
        room=meeting.room,
        seats=tuple(Seat(code) for code in sorted(meeting.clients)),
    )


def _without_the_busiest(week: PlantedWeek) -> PlantedWeek:
    """The therapist who leads most has left; their clients get the remaining ones as primary, in turn."""
    problem = week.problem
    led = {name: sum(s.minutes for s in week.roster.of_therapist(name)) for name in problem.therapists}
    gone = max(led, key=lambda name: (led[name], name))
    rest = {name: therapist for name, therapist in problem.therapists.items() if name != gone}
    names = list(rest)
    clients: dict[str, Client] = {}
    for code, client in problem.clients.items():
        barred = {apart.therapist for apart in problem.apart if apart.client == code}
        able = [name for name in names if name not in barred]
        primary = able[len(clients) % len(able)] if client.primary == gone else client.primary
        clients[code] = replace(client, primary=primary)
    return replace(
        week,
        problem=replace(
            problem,
            clients=clients,
            therapists=rest,
            therapist_windows={name: problem.therapist_windows[name] for name in rest},
            apart=tuple(apart for apart in problem.apart if apart.therapist != gone),
        ),
        lost=tuple(week.roster.of_therapist(gone)),
    )
