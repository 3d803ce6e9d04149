"""Planted faults of a second sitting, written before any of them was run: dates within the week, limits that meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from planner.model import Room, Topic
from planner.program import AwayRow, CurriculumRow, NeedRow, Program, WeeklyWindow
from tests.benchmarks.breaking import (
    MUST,
    Kind,
    alone_leading,
    asking_only,
    days_of,
    plain_topic,
    who_need,
    with_client,
    with_hours,
    with_therapist,
    with_topic,
)
from tests.benchmarks.faults import MONDAY, Planted, a_client, a_topic

FRESH_WEEKS = ((48, 6), (24, 7), (60, 8), (36, 9), (80, 10))


def _curriculum_ahead(program: Program, turn: int) -> Planted:
    """The curriculum's rows begin with week 2, and the client is in week 1; everything is on request."""
    code = a_client(program, turn).code
    topics = {n: replace(t, only_if_asked=True) for n, t in program.topics.items()}
    rows = tuple(
        CurriculumRow("Track", 2, 8, a_topic(program, n), sessions=2, priority=MUST) for n in range(4)
    )
    changed = with_client(program, code, curriculum="Track", curriculum_start=MONDAY)
    needs = tuple(n for n in program.needs if n.client != code)
    changed = replace(changed, topics=topics, curricula=rows, needs=needs)
    return Planted("a curriculum that begins later", changed, (code,), ("Only if asked", "week 1"))


def _one_at_a_time(program: Program, turn: int) -> Planted:
    """Six seats, one at a time, and one start on each of the three days on which the leaders are there."""
    topic = a_topic(program, turn)
    codes = list(program.clients)[:24]
    start = program.starts[3][1]
    changed = plain_topic(program, topic, starts=(start,), at_once=1, largest=3)
    changed = asking_only(changed, topic, codes)
    return Planted("one at a time, one start a day", changed, (topic,), ("At once", "3 seats", "at most"))


def _family_room(program: Program, turn: int) -> Planted:
    """Family sessions of three and more in offices for two."""
    code = a_client(program, turn).code
    family = Topic(
        "Family session", 60, "family", smallest=3, largest=6, room_kind="office", only_if_asked=True
    )
    staff = {n: replace(r, leads=r.leads | {family.name}) for n, r in program.therapists.items()}
    changed = replace(program, topics={**program.topics, family.name: family}, therapists=staff)
    codes = [code, *[c for c in program.clients if c != code][:5]]
    return Planted(
        "families in offices",
        asking_only(changed, family.name, codes),
        (family.name,),
        ("seats 2", "2 seats", "room"),
    )


def _days_below_days(program: Program, turn: int) -> Planted:
    """A level's most days below its least."""
    client = a_client(program, turn)
    level = replace(program.levels[client.level], least_days=4, most_days=2)
    changed = replace(program, levels={**program.levels, client.level: level})
    return Planted("fewer days than asked", changed, ("days",), ("2 days", "Max days"))


def _should_run_daily(program: Program, turn: int) -> Planted:
    """A topic that should run six times, whose one leader leads one session a day on two days; nobody asks for it."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    rows = program.therapist_hours[name][:2]
    changed = with_hours(with_therapist(changed, name, most_a_day=1), name, *rows)
    changed = with_topic(changed, topic, runs_at_least=6, runs_at_most=None)
    changed = replace(changed, needs=tuple(n for n in program.needs if n.topic != topic))
    return Planted("should run daily", changed, (topic, name), ("Runs at least", "Most a day"))


def _flooded_afternoons(program: Program, turn: int) -> Planted:
    """All rooms for groups are away from Wednesday noon on."""
    away = tuple(
        AwayRow(
            name,
            first_day=day,
            last_day=day,
            opens=720,
            reason="Flood",
        )
        for name, room in program.rooms.items()
        if "group" in room.kinds
        for day in (MONDAY + timedelta(days=after) for after in (2, 3, 4))
    )
    return Planted("group rooms flooded", replace(program, away=away), ("away", "Room"), ("Flood",))


def _from_wednesday(program: Program, turn: int) -> Planted:
    """Three sessions from Wednesday on, of a topic that is for once a day, and two days left."""
    topic = a_topic(program, turn)
    code = a_client(program, turn).code
    days = days_of(program, code)
    since = MONDAY + timedelta(days=days[-2])
    changed = plain_topic(program, topic, most_a_day=1)
    others = tuple(n for n in program.needs if (n.client, n.topic) != (code, topic))
    row = NeedRow(code, topic, 3, MUST, since=since)
    return Planted(
        "three within two days",
        replace(changed, needs=(*others, row)),
        (code,),
        ("Most a day", "is asked", "From"),
    )


def _in_turns(program: Program, turn: int) -> Planted:
    """Two leaders, of whom one is on leave on the only days of the other."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    other = next(n for n in program.therapists if n != name)
    changed = with_therapist(changed, other, leads=changed.therapists[other].leads | {topic})
    changed = plain_topic(changed, topic, leaders=2)
    both = tuple(WeeklyWindow(day, 480, 1260) for day in range(3))
    changed = with_hours(with_hours(changed, name, *both), other, *both)
    away = AwayRow(other, first_day=MONDAY, last_day=MONDAY + timedelta(days=2), reason="Leave")
    return Planted(
        "two leaders, one on leave", replace(changed, away=(away,)), (topic, other), ("Leave", "together")
    )


def _ten_minutes_over(program: Program, turn: int) -> Planted:
    """The topic's own start is ten minutes too late for everybody who needs it."""
    topic = a_topic(program, turn)
    codes = who_need(program, topic)[:4]
    changed = plain_topic(program, topic, minutes=60, starts=(730,))
    rows = {c: tuple(WeeklyWindow(d, 540, 780) for d in days_of(program, c)) for c in codes}
    changed = replace(asking_only(changed, topic, codes), client_hours={**program.client_hours, **rows})
    return Planted("ten minutes over", changed, (topic, *codes), ("12:10", "Starts"))


def _level_hours_below_needs(program: Program, turn: int) -> Planted:
    """A client's most hours hold half of what they must have."""
    client = a_client(program, turn)
    mine = [n for n in program.needs if n.client == client.code]
    needs = (
        *(n for n in program.needs if n.client != client.code),
        *(replace(n, priority=MUST) for n in mine),
    )
    changed = with_client(replace(program, needs=needs), client.code, most_minutes=180, least_minutes=180)
    return Planted(
        "most hours below the musts", changed, (client.code,), ("Max hours", "3 h a week", "3 h of 3 h")
    )


def _stay_against_days(program: Program, turn: int) -> Planted:
    """A stay that begins after the authorised days."""
    client = a_client(program, turn)
    days = days_of(program, client.code)
    changed = with_client(
        program,
        client.code,
        weekdays=frozenset(days[:1]),
        starts=MONDAY + timedelta(days=days[0] + 1),
    )
    changed = replace(changed, part_weeks="full")
    return Planted(
        "a stay after the authorised days", changed, (client.code,), ("begins", "authorised", "stay")
    )


def _dawn_test(program: Program, turn: int) -> Planted:
    """A test at seven in the morning for a client whose windows open later."""
    client = a_client(program, turn)
    test = Topic(
        "Urine test",
        10,
        "testing",
        largest=1,
        counts=False,
        needs_room=False,
        only_if_asked=True,
        starts=(420,),
    )
    staff = {n: replace(r, leads=r.leads | {test.name}) for n, r in program.therapists.items()}
    changed = replace(program, topics={**program.topics, test.name: test}, therapists=staff)
    rows = tuple(replace(w, opens=max(w.opens, 540)) for w in program.client_hours[client.code])
    changed = replace(changed, client_hours={**program.client_hours, client.code: rows})
    return Planted(
        "a test at seven",
        asking_only(changed, test.name, [client.code]),
        (client.code, test.name),
        ("07:00", "Starts"),
    )


def _after_what_is_not_led(program: Program, turn: int) -> Planted:
    """What comes before is asked for this week, and its one leader is away."""
    topic = a_topic(program, turn)
    codes = who_need(program, topic)
    name = next(iter(program.therapists))
    intro = Topic("Welcome", 60, "education", smallest=1, largest=12)
    changed = replace(program, topics={**program.topics, "Welcome": intro})
    changed = with_therapist(changed, name, leads=program.therapists[name].leads | {"Welcome"})
    changed = with_topic(asking_only(changed, "Welcome", codes), topic, after=("Welcome",))
    away = AwayRow(name, first_day=MONDAY, last_day=MONDAY + timedelta(days=6), reason="Jury duty")
    return Planted(
        "what comes before is not led",
        replace(changed, away=(away,)),
        (name, topic),
        ("Jury duty",),
        also=(((topic,), ("Welcome",)),),
    )


def _hours_until_tuesday(program: Program, turn: int) -> Planted:
    """A client's hours hold until Tuesday of the week."""
    code = a_client(program, turn).code
    rows = tuple(replace(w, last_day=MONDAY + timedelta(days=1)) for w in program.client_hours[code])
    changed = replace(program, client_hours={**program.client_hours, code: rows})
    return Planted("hours until Tuesday", changed, (code,), ("Last day",))


def _from_sunday(program: Program, turn: int) -> Planted:
    """The only leader begins on Sunday of the week."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    rows = tuple(replace(w, first_day=MONDAY + timedelta(days=6)) for w in program.therapist_hours[name])
    return Planted("a leader who begins on Sunday", with_hours(changed, name, *rows), (name,), ("First day",))


def _quarter_past(program: Program, turn: int) -> Planted:
    """Windows of an hour and a half in which no start leaves an hour."""
    code = a_client(program, turn).code
    rows = tuple(
        WeeklyWindow(day, start + 5, start + 5 + 85)
        for day in days_of(program, code)
        for start in [next(s for d, s in program.starts if d == day)]
    )
    changed = replace(program, client_hours={**program.client_hours, code: rows})
    return Planted("windows between starts", changed, (code,), ("start", "can come"))


def _small_hall(program: Program, turn: int) -> Planted:
    """Two rooms of a kind with four seats, one of them at weekends, and thirty who must."""
    topic = a_topic(program, turn)
    rooms = {**program.rooms, **{n: Room(n, 2, frozenset({"studio"})) for n in ("Studio 1", "Studio 2")}}
    changed = plain_topic(replace(program, rooms=rooms), topic, room_kind="studio")
    hours = {n: (WeeklyWindow(5, 540, 660),) for n in ("Studio 1", "Studio 2")}
    changed = replace(changed, room_hours={**program.room_hours, **hours})
    return Planted("studios on Saturday", changed, (topic, "Studio"), ("Studio", "2 seats"))


FRESH_KINDS: tuple[Kind, ...] = (
    _curriculum_ahead,
    _one_at_a_time,
    _family_room,
    _days_below_days,
    _should_run_daily,
    _flooded_afternoons,
    _from_wednesday,
    _in_turns,
    _ten_minutes_over,
    _level_hours_below_needs,
    _stay_against_days,
    _dawn_test,
    _after_what_is_not_led,
    _hours_until_tuesday,
    _from_sunday,
    _quarter_past,
    _small_hall,
)
