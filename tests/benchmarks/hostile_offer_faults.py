"""A kind of planted fault for each column of topics, therapists, rooms and absences that can make it impossible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from planner.model import Apart, Topic
from planner.program import AwayRow, CurriculumRow, Program, WeeklyWindow
from tests.benchmarks.breaking import (
    DAYS,
    alone_leading,
    who_need,
    with_client,
    with_therapist,
    with_topic,
)
from tests.benchmarks.faults import MONDAY, Planted, a_client, a_topic


def only_level(program: Program, turn: int) -> Planted:
    """Levels: the topic is for a level that nobody who needs it has."""
    topic = a_topic(program, turn)
    level = replace(next(iter(program.levels.values())), name="Aftercare")
    changed = replace(program, levels={**program.levels, "Aftercare": level})
    changed = with_topic(changed, topic, levels=frozenset({"Aftercare"}))
    return Planted("a level nobody has", changed, (topic,), ("Aftercare",))


def not_for(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    code = who_need(program, topic)[0]
    changed = with_client(program, code, tags=program.clients[code].tags | {"sober less than 30 days"})
    changed = with_topic(changed, topic, barred_tags=frozenset({"sober less than 30 days"}))
    return Planted("a tag that bars", changed, (code,), ("sober less than 30 days",))


def most_hours_of_one_leader(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    changed = with_therapist(changed, name, most_minutes=program.topics[topic].minutes - 5)
    return Planted(
        "the only leader's most hours", changed, (name,), ("Most hours", "a week at most", "up to")
    )


def most_a_day_zero(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    changed = with_therapist(changed, name, most_a_day=0)
    return Planted("the only leader's most a day", changed, (name,), ("Most a day", "0 a day", "0 sessions"))


def leader_on_two_days(program: Program, turn: int) -> Planted:
    """The only leader is there when those who need it aren't."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    code = who_need(program, topic)[0]
    changed = replace(
        changed,
        therapist_hours={**changed.therapist_hours, name: (WeeklyWindow(6, 6 * 60, 9 * 60),)},
    )
    return Planted(
        "the only leader on Sundays", changed, (name, code), (f"{name} is there", f"{name}, who alone")
    )


def room_hours(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    name = next(name for name, room in program.rooms.items() if room.seats > 4)
    rooms = {
        **program.rooms,
        name: replace(program.rooms[name], kinds=program.rooms[name].kinds | {"studio"}),
    }
    changed = with_topic(replace(program, rooms=rooms), topic, room_kind="studio")
    changed = replace(changed, room_hours={name: (WeeklyWindow(5, 6 * 60, 7 * 60),)})
    return Planted(
        "the one room's hours", changed, (topic, name), (f"{name} isn't", f"{name} is", "no room for")
    )


def room_too_small(program: Program, turn: int) -> Planted:
    """One topic's only room seats fewer than its smallest."""
    topic = a_topic(program, turn)
    name = next(name for name, room in program.rooms.items() if room.seats > 4)
    rooms = {
        **program.rooms,
        "Studio": replace(program.rooms[name], name="Studio", seats=2, kinds=frozenset({"studio"})),
    }
    smallest = max(3, program.topics[topic].smallest)
    changed = with_topic(replace(program, rooms=rooms), topic, room_kind="studio", smallest=smallest)
    return Planted("the one room too small", changed, (topic,), ("seats 2", "2 seats", "Studio"))


def room_seats_of_one(program: Program, turn: int) -> Planted:
    """The only room of the kind holds far fewer than ask."""
    topic = a_topic(program, turn)
    name = next(name for name, room in program.rooms.items() if room.seats > 4)
    rooms = {
        **program.rooms,
        "Studio": replace(program.rooms[name], name="Studio", seats=2, kinds=frozenset({"studio"})),
    }
    changed = with_topic(replace(program, rooms=rooms), topic, room_kind="studio", smallest=1, runs_at_most=2)
    return Planted("the one room with two seats", changed, (topic,), ("2 seats", "seats 2"))


def primary_without_hours(program: Program, turn: int) -> Planted:
    alone = next(topic.name for topic in program.topics.values() if topic.kind == "individual")
    code = next(
        need.client for need in program.needs if need.topic == alone and program.clients[need.client].primary
    )
    name = program.clients[code].primary or ""
    changed = with_therapist(program, name, most_minutes=30)
    return Planted("a primary's most hours", changed, (name,), ("Most hours", "a week at most", "0.5 h"))


def until_before_the_week(program: Program, turn: int) -> Planted:
    """A need dated for the weekend, when the client is never there."""
    need = program.needs[turn]
    days = {window.weekday for window in program.client_hours[need.client]}
    since = MONDAY + timedelta(days=max(days) + 1) if max(days) < 6 else MONDAY
    until = None if max(days) < 6 else MONDAY + timedelta(days=min(days) - 1)
    others = tuple(row for row in program.needs if row is not need)
    dated = replace(need, since=since if max(days) < 6 else None, until=until)
    changed = replace(program, needs=(*others, dated))
    return Planted("a need from the weekend on", changed, (need.client,), ("asked", "From", "Until"))


def curriculum_step_down(program: Program, turn: int) -> Planted:
    """The curriculum puts a client on a level whose topics they can't attend."""
    client = a_client(program, turn)
    topic = next(
        n.topic for n in program.needs if n.client == client.code and program.topics[n.topic].kind == "group"
    )
    level = replace(program.levels[client.level], name="Step down")
    changed = replace(program, levels={**program.levels, "Step down": level})
    changed = with_client(changed, client.code, curriculum="Down", curriculum_start=MONDAY)
    changed = replace(changed, curricula=(CurriculumRow("Down", 1, 9, level="Step down"),))
    changed = with_topic(changed, topic, levels=frozenset(program.levels))
    return Planted("a step-down that bars", changed, (client.code,), ("Step down",))


def two_on_one_day(program: Program, turn: int) -> Planted:
    """The curriculum asks for two sessions on one day, the topic allows one a day."""
    client = a_client(program, turn)
    topic = a_topic(program, turn)
    day = program.client_hours[client.code][0].weekday
    row = CurriculumRow("Twice", 1, 9, topic, sessions=2, weekdays=frozenset({day}), priority=100)
    changed = with_client(program, client.code, curriculum="Twice", curriculum_start=MONDAY)
    changed = replace(changed, curricula=(row,))
    changed = replace(
        changed, needs=tuple(n for n in program.needs if (n.client, n.topic) != (client.code, topic))
    )
    return Planted(
        "two on a day of one", changed, (client.code,), ("Most a day", "only once", f"on {DAYS[day]}")
    )


def start_only_elsewhere(program: Program, turn: int) -> Planted:
    """The topic's own starts lie when the client isn't there."""
    topic = a_topic(program, turn)
    changed = with_topic(program, topic, starts=(21 * 60 + 45,))
    return Planted("starts too late in the day", changed, (topic,), ("21:45",))


def at_once_and_rare(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed = with_topic(program, topic, runs_at_most=0)
    return Planted("runs at most never", changed, (topic,), ("Runs at most",))


def largest_two(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed = with_topic(
        program, topic, largest=2, smallest=1, runs_at_most=3, runs_at_least=0, best_size=None
    )
    return Planted("a largest of two", changed, (topic,), ("2 seats", "Largest", "Runs at most"))


def runs_at_least(program: Program, turn: int) -> Planted:
    """A topic for tagged clients that should run more often than its leader's hours allow."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    changed = with_topic(changed, topic, runs_at_least=20)
    changed = with_therapist(changed, name, most_minutes=program.topics[topic].minutes * 2)
    return Planted("should run more than led", changed, (topic,), ("Runs at least", name))


def co_leaders_of_two(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed, _ = alone_leading(program, topic)
    changed = with_topic(changed, topic, leaders=2)
    return Planted("two leaders, one leads it", changed, (topic,), ("takes 2 therapists", "2 therapists"))


def therapist_left(program: Program, turn: int) -> Planted:
    """Availability that has ended."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    rows = tuple(replace(row, last_day=date(2026, 11, 20)) for row in program.therapist_hours[name])
    changed = replace(changed, therapist_hours={**changed.therapist_hours, name: rows})
    return Planted("a leader's hours that ended", changed, (name,), ("2026-11-20", "Last day", "20 Nov"))


def hours_begin_later(program: Program, turn: int) -> Planted:
    code = a_client(program, turn).code
    rows = tuple(replace(row, first_day=date(2026, 12, 7)) for row in program.client_hours[code])
    changed = replace(program, client_hours={**program.client_hours, code: rows})
    return Planted("hours that begin later", changed, (code,), ("2026-12-07", "First day", "7 Dec"))


def away_mornings(program: Program, turn: int) -> Planted:
    """A client at court every day but for the last half hour of each window."""
    code = a_client(program, turn).code
    away = tuple(
        AwayRow(
            code,
            MONDAY + timedelta(days=w.weekday),
            MONDAY + timedelta(days=w.weekday),
            opens=w.opens,
            closes=w.closes - 30,
            reason="Court",
        )
        for w in program.client_hours[code]
    )
    return Planted("court every day", replace(program, away=away), (code,), ("Court",))


def leader_away(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    away = AwayRow(name, MONDAY, MONDAY + timedelta(days=6), reason="Sick")
    return Planted("the only leader away", replace(changed, away=(away,)), (name,), ("away",))


def closed_room_day(program: Program, turn: int) -> Planted:
    """All rooms are away from Tuesday on."""
    away = tuple(
        AwayRow(name, MONDAY + timedelta(days=1), MONDAY + timedelta(days=6), reason="Flood")
        for name in program.rooms
    )
    return Planted("all rooms away", replace(program, away=away), ("away",), ("Flood",))


def apart_from_primary(program: Program, turn: int) -> Planted:
    alone = next(topic.name for topic in program.topics.values() if topic.kind == "individual")
    code = next(
        need.client for need in program.needs if need.topic == alone and program.clients[need.client].primary
    )
    name = program.clients[code].primary or ""
    changed = replace(program, apart=(*program.apart, Apart(code, therapist=name)))
    return Planted("apart from the primary", changed, (code,), ("kept apart from " + name, "apart"))


def after_never_run(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    intro = Topic("Orientation", 60, "education", smallest=1, largest=12)
    changed = replace(program, topics={**program.topics, "Orientation": intro})
    return Planted(
        "after what nobody has had",
        with_topic(changed, topic, after=("Orientation",)),
        (topic,),
        ("Orientation",),
    )
