"""How a planted program is broken: one row or another of it, and what the kinds of faults have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from planner.model import Topic
from planner.program import AwayRow, NeedRow, Program, WeeklyWindow
from tests.benchmarks.faults import MONDAY, Planted

MUST = 100
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LAST = MONDAY + timedelta(days=6)
Kind = Callable[[Program, int], Planted]
DAYTIME = tuple(WeeklyWindow(day, 480, 1260) for day in range(5))


def with_topic(program: Program, name: str, **fields: object) -> Program:
    return replace(program, topics={**program.topics, name: replace(program.topics[name], **fields)})  # type: ignore[arg-type]


def with_therapist(program: Program, name: str, **fields: object) -> Program:
    staff = {**program.therapists, name: replace(program.therapists[name], **fields)}  # type: ignore[arg-type]
    return replace(program, therapists=staff)


def with_client(program: Program, code: str, **fields: object) -> Program:
    return replace(program, clients={**program.clients, code: replace(program.clients[code], **fields)})  # type: ignore[arg-type]


def with_needs(program: Program, code: str, topic: str, sessions: int) -> Program:
    others = (need for need in program.needs if (need.client, need.topic) != (code, topic))
    return replace(program, needs=(*others, NeedRow(code, topic, sessions, MUST)))


def leaders_of(program: Program, topic: str) -> list[str]:
    return [name for name, who in program.therapists.items() if topic in who.leads]


def who_need(program: Program, topic: str) -> list[str]:
    return list(dict.fromkeys(need.client for need in program.needs if need.topic == topic))


def alone_leading(program: Program, topic: str) -> tuple[Program, str]:
    name = leaders_of(program, topic)[0]
    staff = {
        who: replace(row, leads=row.leads if who == name else row.leads - {topic})
        for who, row in program.therapists.items()
    }
    return replace(program, therapists=staff), name


def days_of(program: Program, code: str) -> list[int]:
    return sorted({w.weekday for w in program.client_hours[code]})


def with_hours(program: Program, name: str, *rows: WeeklyWindow) -> Program:
    return replace(program, therapist_hours={**program.therapist_hours, name: rows})


def opens_on(program: Program, code: str, minutes: int = 120) -> tuple[int, int]:
    """A weekday and a time of it at which sessions may start and the client can stay for so long."""
    return next(
        (day, start)
        for day, start in program.starts
        for w in program.client_hours[code]
        if w.weekday == day and w.opens <= start and start + minutes <= w.closes
    )


def plain_topic(program: Program, topic: str, **fields: object) -> Program:
    """The topic without the limits it happens to have."""
    free = {"runs_at_least": 0, "runs_at_most": None, "at_once": None, "most_a_week": None, "smallest": 1}
    free |= {"wanted_tags": frozenset(), "barred_tags": frozenset()}
    return with_topic(program, topic, **(free | fields))


def asking_only(program: Program, topic: str, codes: list[str], sessions: int = 1) -> Program:
    """These clients alone ask for a topic, as a must."""
    needs = tuple(n for n in program.needs if n.topic != topic)
    return replace(program, needs=(*needs, *(NeedRow(code, topic, sessions, MUST) for code in codes)))


def on_day(weekday: int) -> date:
    return MONDAY + timedelta(days=weekday)


def away_on(who: str, reason: str, *weekdays: int) -> tuple[AwayRow, ...]:
    """A day each on which somebody is away; the whole week if none is named."""
    if not weekdays:
        return (AwayRow(who, MONDAY, LAST, reason=reason),)
    return tuple(AwayRow(who, on_day(day), on_day(day), reason=reason) for day in weekdays)


def led_by(program: Program, topic: str, *names: str) -> Program:
    """These and nobody else lead the topic."""
    staff = {
        name: replace(who, leads=who.leads | {topic} if name in names else who.leads - {topic})
        for name, who in program.therapists.items()
    }
    return replace(program, therapists=staff)


def offering(program: Program, topic: Topic, leaders: tuple[str, ...], codes: list[str]) -> Program:
    """A topic more, led by these, and asked for by those as a must."""
    changed = replace(program, topics={**program.topics, topic.name: topic})
    return asking_only(led_by(changed, topic.name, *leaders), topic.name, codes)


def with_guest(program: Program, name: str, *rows: WeeklyWindow) -> Program:
    """A therapist more, who leads nothing yet: what the others do stays possible."""
    someone = next(iter(program.therapists.values()))
    guest = replace(
        someone, name=name, leads=frozenset(), most_minutes=None, most_a_day=None, most_in_a_row=None
    )
    return with_hours(replace(program, therapists={**program.therapists, name: guest}), name, *rows)


def every_topic(program: Program, **fields: object) -> Program:
    groups = [name for name, row in program.topics.items() if row.kind != "individual"]
    for name in groups:
        program = with_topic(program, name, **fields)
    return program


def without_needs(program: Program, code: str) -> Program:
    return replace(program, needs=tuple(need for need in program.needs if need.client != code))


def coming(program: Program, codes: list[str], *rows: WeeklyWindow) -> Program:
    return replace(program, client_hours={**program.client_hours, **dict.fromkeys(codes, rows)})
