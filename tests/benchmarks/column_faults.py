"""Planted faults sheet by sheet: what a coordinator types wrong in the columns that the other sets leave alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

from planner.model import Apart, Attended, Topic
from planner.program import AwayRow, CurriculumRow, FixedRow, NeedRow, Program, RuleUse, WeeklyWindow
from tests.benchmarks.breaking import (
    MUST,
    alone_leading,
    who_need,
    with_client,
    with_needs,
    with_therapist,
    with_topic,
)
from tests.benchmarks.faults import MONDAY, Planted, a_client, a_topic
from tests.benchmarks.further_faults import busiest

ALWAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


# --- Levels and Clients -----------------------------------------------------------------------------


def _level_max_hours(program: Program, turn: int) -> Planted:
    client = a_client(program, turn)
    level = replace(program.levels[client.level], least_minutes=120, most_minutes=120, least_days=1)
    changed = replace(program, levels={**program.levels, client.level: level})
    return Planted("a level's most hours", changed, ("Max hours", client.level), ("2 h", "Max hours"))


def _level_typed(program: Program, turn: int) -> Planted:
    """A client of few hours who was put down for the highest level."""
    levels = sorted(program.levels.values(), key=lambda one: one.least_minutes)
    code = next(code for code, row in program.clients.items() if row.level == levels[0].name)
    changed = with_client(program, code, level=levels[-1].name, least_minutes=None)
    return Planted("the wrong level", changed, (code,), ("20 h", "are required", "can't reach"))


def _evening_typed_as_morning(program: Program, turn: int) -> Planted:
    code = a_client(program, turn).code
    rows = tuple(WeeklyWindow(w.weekday, 330, 510) for w in program.client_hours[code])
    changed = replace(program, client_hours={**program.client_hours, code: rows})
    return Planted("5:30 to 8:30 in the morning", changed, (code,), ("05:30", "hours hold", "available for"))


def _windows_of_45_minutes(program: Program, turn: int) -> Planted:
    code = a_client(program, turn).code
    rows = tuple(replace(w, closes=w.opens + 45) for w in program.client_hours[code])
    changed = replace(program, client_hours={**program.client_hours, code: rows})
    return Planted(
        "windows shorter than sessions", changed, (code,), ("hours hold", "can come", "no start time")
    )


def _a_minute_between(program: Program, turn: int) -> Planted:
    """Every hour of a client's windows begins a minute after the last has ended."""
    code = a_client(program, turn).code
    rows = tuple(
        WeeklyWindow(w.weekday, opens, min(opens + 39, w.closes))
        for w in program.client_hours[code]
        for opens in range(w.opens, w.closes - 10, 40)
    )
    changed = replace(program, client_hours={**program.client_hours, code: rows})
    return Planted("a minute between windows", changed, (code,), ("minute", "hours hold", "can come"))


def _two_clients_in_hospital(program: Program, turn: int) -> Planted:
    codes = [a_client(program, turn).code, a_client(program, turn + 1).code]
    last = MONDAY + timedelta(days=5)
    away = tuple(AwayRow(code, MONDAY, last, reason="Flu") for code in codes)
    return Planted("two clients ill", replace(program, away=away), (codes[1],), ("Flu", "away"))


# --- Topics ------------------------------------------------------------------------------------------


def _group_typed_individual(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed = with_topic(
        program, topic, kind="individual", largest=1, smallest=1, room_kind="office", best_size=None
    )
    return Planted("a group typed as individual", changed, (topic,), ("1 seat", "primary", "is full"))


def _most_a_day_zero(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    return Planted(
        "a topic's most a day of none",
        with_topic(program, topic, most_a_day=0),
        (topic,),
        ("Most a day", "a day"),
    )


def _three_leaders(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    return Planted(
        "three leaders", with_topic(program, topic, leaders=3), (topic,), ("3 therapists", "Leaders")
    )


def _smallest_of_one_topic(program: Program, turn: int) -> Planted:
    """As many as ask for it, who are never there together."""
    topic = a_topic(program, turn)
    size = len(who_need(program, topic))
    changed = with_topic(program, topic, smallest=size, largest=size + 4, only_if_asked=True, runs_at_least=0)
    return Planted(
        "a minimum of all who ask", changed, (topic,), ("at least", "could come", "clients at least")
    )


def _levels_of_others(program: Program, turn: int) -> Planted:
    """The topic is for another level than that of the client who needs it."""
    topic = a_topic(program, turn)
    code = who_need(program, topic)[0]
    levels = frozenset(program.levels) - {program.clients[code].level}
    changed = with_topic(program, topic, levels=levels)
    return Planted(
        "a topic for other levels", changed, (code,), (f"is {program.clients[code].level}", "Levels")
    )


def _starts_once(program: Program, turn: int) -> Planted:
    """The topic's own Starts are one time of the day at which few can come."""
    topic = a_topic(program, turn)
    changed = with_topic(program, topic, starts=(22 * 60,))
    return Planted("one start at ten at night", changed, (topic,), ("22:00",))


def _long_individual(program: Program, turn: int) -> Planted:
    alone = next(topic.name for topic in program.topics.values() if topic.kind == "individual")
    return Planted(
        "individual sessions of five hours",
        with_topic(program, alone, minutes=300),
        (alone,),
        ("300 min", "5 h"),
    )


# --- Therapists and rooms -------------------------------------------------------------------------------


def _all_one_a_day(program: Program, turn: int) -> Planted:
    staff = {name: replace(who, most_a_day=1) for name, who in program.therapists.items()}
    return Planted(
        "one session a day of each therapist", replace(program, therapists=staff), ("T0",), ("Most a day",)
    )


def _staff_in_the_mornings(program: Program, turn: int) -> Planted:
    hours = {
        name: tuple(replace(w, closes=min(w.closes, 660)) for w in rows if w.opens < 660)
        for name, rows in program.therapist_hours.items()
    }
    return Planted(
        "therapists until eleven only",
        replace(program, therapist_hours=hours),
        ("herapists", "seats"),
        ("in their hours", "are there for", "too few seats", "is available", "isn't available"),
    )


def _leader_typed_as_morning(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    rows = tuple(WeeklyWindow(w.weekday, 330, 510) for w in program.therapist_hours[name])
    changed = replace(changed, therapist_hours={**changed.therapist_hours, name: rows})
    return Planted(
        "a leader at 5:30 in the morning", changed, (name,), ("05:30", "isn't available", f"{name} is there")
    )


def _busiest_ill(program: Program, turn: int) -> Planted:
    name = busiest(program)
    away = AwayRow(name, MONDAY, MONDAY + timedelta(days=4), reason="Flu")
    return Planted("the busiest therapist ill", replace(program, away=(away,)), (name,), ("Flu", "away"))


def _no_seats_in_offices(program: Program, turn: int) -> Planted:
    rooms = {n: replace(r, seats=0) if "office" in r.kinds else r for n, r in program.rooms.items()}
    return Planted(
        "offices without seats", replace(program, rooms=rooms), ("Individual",), ("seats 0", "0 seats")
    )


def _kind_of_rooms_typed(program: Program, turn: int) -> Planted:
    rooms = {
        n: replace(r, kinds=frozenset({"ofice"})) if "office" in r.kinds else r
        for n, r in program.rooms.items()
    }
    return Planted("a kind of room misspelt", replace(program, rooms=rooms), ("Individual",), ("office",))


def _group_rooms_in_the_evening(program: Program, turn: int) -> Planted:
    groups = [name for name, room in program.rooms.items() if "group" in room.kinds]
    hours = dict.fromkeys(groups, tuple(WeeklyWindow(day, 19 * 60, 22 * 60) for day in range(7)))
    return Planted(
        "group rooms in the evening only",
        replace(program, room_hours=hours),
        ("Room", "room"),
        ("19:00", "isn't available", "aren't available", "are there for", "rooms are"),
    )


# --- Needs, Curriculum, Apart, Fixed ----------------------------------------------------------------------


def _need_when_nobody_leads(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    code = who_need(program, topic)[0]
    off = next(day for day in range(7) if day not in {w.weekday for w in program.therapist_hours[name]})
    on = MONDAY + timedelta(days=off)
    others = tuple(row for row in program.needs if (row.client, row.topic) != (code, topic))
    row = NeedRow(code, topic, 1, MUST, since=on, until=on)
    return Planted(
        "a need on a day without its leader",
        replace(changed, needs=(*others, row)),
        (code,),
        (f"on {ALWAYS[off]}", f"{on.isoformat()}"),
    )


def _curriculum_asks_often(program: Program, turn: int) -> Planted:
    code, topic = a_client(program, turn).code, a_topic(program, turn)
    row = CurriculumRow("Track", 1, 9, topic, sessions=9, priority=MUST)
    changed = with_client(program, code, curriculum="Track", curriculum_start=MONDAY)
    return Planted(
        "a curriculum of nine sessions",
        replace(changed, curricula=(row,)),
        (code,),
        ("times: Process", "times: ", "are asked"),
    )


def _all_apart(program: Program, turn: int) -> Planted:
    """All who need a topic are kept apart from one another."""
    topic = a_topic(program, turn)
    pairs = tuple(Apart(one, other) for one, other in combinations(who_need(program, topic), 2))
    changed = with_topic(program, topic, only_if_asked=True, runs_at_least=0)
    return Planted(
        "everybody apart from everybody",
        replace(changed, apart=(*program.apart, *pairs)),
        (topic,),
        ("apart", "could come"),
    )


def _settled_for_a_client(program: Program, turn: int) -> Planted:
    """A client is settled into sessions that fill all of their time but the last hour."""
    code, topic = a_client(program, turn).code, a_topic(program, turn + 1)
    chat = Topic("Chat", 60, "community", smallest=1, largest=9, counts=False, leaders=0, needs_room=False)
    chat = replace(chat, most_a_day=None)
    rows = tuple(
        FixedRow("Chat", start, w.weekday, clients=(code,), place="book: Fixed!A2")
        for w in program.client_hours[code]
        for start in range(w.opens, w.closes - 59, 60)
    )
    changed = replace(program, topics={**program.topics, "Chat": chat}, fixed=rows)
    changed = with_needs(changed, code, topic, 1)
    changed = replace(changed, clients={**changed.clients}, starts=program.starts)
    return Planted("a client settled elsewhere", changed, (code,), ("Fixed", "settled", "Chat"))


def _settled_in_the_room(program: Program, turn: int) -> Planted:
    """Settled sessions hold the one room of a kind whenever it is available."""
    topic = a_topic(program, turn)
    name = next(name for name, room in program.rooms.items() if room.seats > 4)
    rooms = {**program.rooms, name: replace(program.rooms[name], kinds=frozenset({"studio"}))}
    chat = Topic("Chat", 60, "community", smallest=1, largest=9, counts=False, leaders=0)
    times = sorted({(day, start) for day, start in program.starts})
    rows = tuple(
        FixedRow("Chat", hour * 60, day, room=name, place=f"book: Fixed!A{2 + hour}")
        for day in sorted({day for day, _ in times})
        for hour in range(7, 23)
    )
    changed = with_topic(replace(program, rooms=rooms, fixed=rows), topic, room_kind="studio")
    changed = replace(changed, topics={**changed.topics, "Chat": chat})
    return Planted("settled sessions hold the room", changed, (topic, name), ("Fixed", "settled", "Chat"))


# --- Testing and Rules ------------------------------------------------------------------------------------


def _with_test(program: Program, code: str, sessions: int) -> tuple[Program, str]:
    test = Topic("Urine test", 10, "testing", largest=1, counts=False, needs_room=False, only_if_asked=True)
    changed = replace(program, topics={**program.topics, test.name: test})
    name = next(iter(program.therapists))
    changed = with_therapist(changed, name, leads=program.therapists[name].leads | {test.name})
    return with_needs(changed, code, test.name, sessions), name


def _tests_every_day(program: Program, turn: int) -> Planted:
    code = a_client(program, turn).code
    changed, _ = _with_test(program, code, 9)
    return Planted("nine tests a week", changed, (code,), ("9 times", "9 are asked"))


def _test_by_somebody_full(program: Program, turn: int) -> Planted:
    code = a_client(program, turn).code
    changed, name = _with_test(program, code, 1)
    return Planted(
        "a test by somebody without hours",
        with_therapist(changed, name, most_minutes=5),
        (name,),
        ("Most hours", "a week at most", "a week are used up", "used up"),
    )


def _rule(name: str) -> Callable[[Program, int], Planted]:
    def plant(program: Program, turn: int) -> Planted:
        uses = (*program.rule_uses, RuleUse(name, "must"))
        return Planted(f"{name} made must", replace(program, rule_uses=uses), (name,), ("must",))

    plant.__name__ = f"_{name.replace(' ', '_').replace(chr(39), '').lower()}_must"
    return plant


def _rotation_must(program: Program, turn: int) -> Planted:
    """Nobody may have again what they had last week, and everybody had everything."""
    groups = [topic.name for topic in program.topics.values() if topic.kind == "group"]
    lines = tuple(
        Attended(MONDAY - timedelta(days=4), topic, code, 600)
        for code in program.clients
        for topic in groups[: len(groups) // 2]
    )
    uses = (*program.rule_uses, RuleUse("Rotation", "must"))
    changed = replace(program, rule_uses=uses, attendance=lines)
    return Planted("Rotation made must", changed, ("Rotation",), ("must",))


# --- several at once ----------------------------------------------------------------------------------------


def _two_topics(program: Program, turn: int) -> Planted:
    """One topic nobody leads, and another that takes more than there are."""
    first, second = a_topic(program, turn), a_topic(program, turn + 1)
    staff = {name: replace(who, leads=who.leads - {first}) for name, who in program.therapists.items()}
    size = len(program.clients) + 1
    changed = with_topic(replace(program, therapists=staff), second, smallest=size, largest=size)
    return Planted("two topics at once", changed, (second,), ("at least", "others could"))


def _leader_and_closure(program: Program, turn: int) -> Planted:
    """The only leader's hours and a Monday on which everyone is away."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    away = AwayRow("everyone", MONDAY, MONDAY, reason="Staff day")
    rows = tuple(w for w in program.therapist_hours[name] if w.weekday == 0) or (WeeklyWindow(0, 540, 720),)
    changed = replace(changed, away=(away,), therapist_hours={**changed.therapist_hours, name: rows})
    return Planted("a leader of Mondays, closed on Monday", changed, (name, topic), ("Staff day", "away"))


COLUMN_KINDS: tuple[Callable[[Program, int], Planted], ...] = (
    _level_max_hours,
    _level_typed,
    _evening_typed_as_morning,
    _windows_of_45_minutes,
    _a_minute_between,
    _two_clients_in_hospital,
    _group_typed_individual,
    _most_a_day_zero,
    _three_leaders,
    _smallest_of_one_topic,
    _levels_of_others,
    _starts_once,
    _long_individual,
    _all_one_a_day,
    _staff_in_the_mornings,
    _leader_typed_as_morning,
    _busiest_ill,
    _no_seats_in_offices,
    _kind_of_rooms_typed,
    _group_rooms_in_the_evening,
    _need_when_nobody_leads,
    _curriculum_asks_often,
    _all_apart,
    _settled_for_a_client,
    _settled_in_the_room,
    _tests_every_day,
    _test_by_somebody_full,
    _rule("Idle time"),
    _rule("Therapist's day"),
    _rotation_must,
    _two_topics,
    _leader_and_closure,
)
