"""Planted faults of further kinds, made up after the causes were written: they judge them, and show what is vague."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from planner.model import Apart, Topic
from planner.program import AwayRow, CurriculumRow, Program, RuleUse, WeeklyWindow
from tests.benchmarks.breaking import (
    MUST,
    leaders_of,
    with_client,
    with_needs,
    with_therapist,
    with_topic,
)
from tests.benchmarks.faults import Planted, a_client, a_topic
from tests.benchmarks.further_offer_faults import (
    busiest,
    never_there,
    one_room,
    only_mondays,
    room_away,
    room_seats,
    settled_twice,
    tagged_few,
)


def _afternoons_closed(program: Program, turn: int) -> Planted:
    """Half days: everyone is away in the afternoons."""
    away = AwayRow("everyone", date(2026, 11, 30), date(2026, 12, 6), opens=12 * 60, reason="Audit")
    return Planted("half days closed", replace(program, away=(away,)), ("everyone is away",), ("Audit",))


def one_session_a_day(program: Program, turn: int) -> Planted:
    name = busiest(program)
    changed = with_therapist(program, name, most_a_day=1)
    return Planted(
        "a therapist's sessions a day", changed, (name,), ("1 session on", "Most a day", "1 a day")
    )


def _nothing_in_a_row(program: Program, turn: int) -> Planted:
    name = busiest(program)
    changed = with_therapist(program, name, most_in_a_row=1)
    return Planted("a therapist's sessions in a row", changed, (name,), ("in a row",))


def _few_seats(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed = with_topic(program, topic, largest=1, smallest=1, runs_at_least=0)
    return Planted("a topic for one at a time", changed, (topic,), ("1 seat", "1 of 1", "is full"))


def _leader_tag(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed = with_topic(program, topic, leader_tags=frozenset({"Yoga teacher"}))
    return Planted("a tag no leader has", changed, (topic,), ("Yoga teacher",))


def _early_starts(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed = with_topic(program, topic, starts=(6 * 60,))
    return Planted("a topic that starts too early", changed, (topic,), ("06:00",))


def _longer_than_any_window(program: Program, turn: int) -> Planted:
    code, topic = a_client(program, turn).code, a_topic(program, turn)
    changed = with_topic(program, topic, minutes=290)
    return Planted(
        "a topic longer than windows",
        with_needs(changed, code, topic, 1),
        (topic,),
        ("290 min", "4.83", "4 h 50"),
    )


def _curriculum_days(program: Program, turn: int) -> Planted:
    code, topic = a_client(program, turn).code, a_topic(program, turn)
    there = {window.weekday for window in program.client_hours[code]}
    day = next(day for day in range(6, -1, -1) if day not in there)
    row = CurriculumRow("Track", 1, 9, topic, weekdays=frozenset({day}), priority=MUST)
    changed = with_client(program, code, curriculum="Track", curriculum_start=date(2026, 11, 30))
    changed = replace(changed, curricula=(row,))
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return Planted("a curriculum's day", changed, (code,), (f"on {names[day]}",))


def _leaders_apart(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    code = next(need.client for need in program.needs if need.topic == topic)
    pairs = tuple(Apart(code, therapist=name) for name in leaders_of(program, topic))
    changed = replace(program, apart=(*program.apart, *pairs))
    return Planted("apart from those who lead", changed, (code,), ("kept apart",))


def _testing(program: Program, turn: int) -> Planted:
    code = a_client(program, turn).code
    topic = Topic("Urine test", 10, "testing", largest=1, counts=False, needs_room=False, only_if_asked=True)
    there = {window.weekday for window in program.client_hours[code]}
    day = next(day for day in range(6, -1, -1) if day not in there)
    changed = replace(program, topics={**program.topics, topic.name: topic})
    name = next(iter(program.therapists))
    changed = with_therapist(changed, name, leads=program.therapists[name].leads | {topic.name})
    hours = {**program.therapist_hours, name: (WeeklyWindow(day, 540, 1200),)}
    changed = with_needs(replace(changed, therapist_hours=hours), code, topic.name, 1)
    return Planted(
        "a test when nobody takes it",
        changed,
        (name,),
        (f"{name} isn't available", f"{name} is there"),
    )


def _client_most_hours(program: Program, turn: int) -> Planted:
    client = a_client(program, turn)
    changed = with_client(program, client.code, most_minutes=120, least_minutes=120)
    return Planted(
        "a client's most hours",
        changed,
        (client.code,),
        ("at most 2 h", "2 h of 2 h", "Max hours", "2 h a week"),
    )


def _most_days(program: Program, turn: int) -> Planted:
    client = a_client(program, turn)
    level = replace(program.levels[client.level], name="One day", most_days=1, least_days=1)
    changed = with_client(program, client.code, level="One day")
    changed = replace(changed, levels={**program.levels, "One day": level})
    return Planted("a level's most days", changed, (client.code,), ("1 day",))


def _begins_late(program: Program, turn: int) -> Planted:
    client = a_client(program, turn)
    last = max(window.weekday for window in program.client_hours[client.code])
    changed = with_client(
        program,
        client.code,
        starts=date.fromordinal(date(2026, 11, 30).toordinal() + last),
        least_minutes=600,
    )
    changed = replace(changed, part_weeks="full")
    return Planted("a stay that begins late", changed, (client.code,), ("begins", "in the program", "stay"))


def _old_hours(program: Program, turn: int) -> Planted:
    client = a_client(program, turn)
    rows = tuple(replace(row, last_day=date(2026, 11, 27)) for row in program.client_hours[client.code])
    changed = replace(program, client_hours={**program.client_hours, client.code: rows})
    return Planted("hours that no longer hold", changed, (client.code,), ("2026-11-27", "Last day", "27 Nov"))


def _changeover(program: Program, turn: int) -> Planted:
    return Planted("a changeover", replace(program, changeover=180), ("hangeover",), ("180 min", "3 h"))


def _lunch_must(program: Program, turn: int) -> Planted:
    uses = (*program.rule_uses, RuleUse("Lunch", "must"))
    changed = replace(program, lunch=(11 * 60, 15 * 60), lunch_minutes=240, rule_uses=uses)
    return Planted("lunch that must be", changed, ("lunch", "Lunch"), ("lunch", "Lunch"))


def _idle_must(program: Program, turn: int) -> Planted:
    uses = (*program.rule_uses, RuleUse("Days on site", "must"))
    return Planted("a rule made must", replace(program, rule_uses=uses), ("Days on site",), ("must",))


def _prerequisite(program: Program, turn: int) -> Planted:
    topic, first = a_topic(program, turn), a_topic(program, turn + 1)
    return Planted("a topic that comes after", with_topic(program, topic, after=(first,)), (topic,), (first,))


def _closed_group(program: Program, turn: int) -> Planted:
    from planner.model import Attended

    topic = a_topic(program, turn)
    needing = [need.client for need in program.needs if need.topic == topic]
    line = Attended(date(2026, 11, 24), topic, needing[0], 600)
    changed = replace(with_topic(program, topic, closed=True), attendance=(line,))
    return Planted("a closed group", changed, (topic,), ("closed",))


def _ends_early(program: Program, turn: int) -> Planted:
    client = a_client(program, turn)
    first = min(window.weekday for window in program.client_hours[client.code])
    ends = date.fromordinal(date(2026, 11, 30).toordinal() + first)
    changed = with_client(program, client.code, ends=ends)
    changed = replace(changed, part_weeks="full")
    return Planted("a stay that ends early", changed, (client.code,), ("ends", "in the program", "stay"))


def _co_leader_full(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    name = leaders_of(program, topic)[0]
    other = next(who for who in program.therapists if who != name)
    staff = {
        who: replace(row, leads=(row.leads | {topic}) if who in (name, other) else row.leads - {topic})
        for who, row in program.therapists.items()
    }
    staff[other] = replace(staff[other], most_minutes=0)
    changed = with_topic(replace(program, therapists=staff), topic, leaders=2)
    return Planted(
        "a co-leader without hours",
        changed,
        (topic, other),
        (f"{other} leads up to 0", f"{other} leads 0 h", f"{other}'s"),
    )


def _more_than_days(program: Program, turn: int) -> Planted:
    code, topic = a_client(program, turn).code, a_topic(program, turn)
    return Planted(
        "more sessions than days",
        with_needs(program, code, topic, 7),
        (code,),
        (f"{topic} fits", "Most a day", "Most a week"),
    )


def _pair_in_one_session(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    first, second = [need.client for need in program.needs if need.topic == topic][:2]
    changed = with_topic(program, topic, runs_at_most=1, runs_at_least=0)
    changed = replace(changed, apart=(*program.apart, Apart(first, second)))
    return Planted("a pair apart in one session", changed, (topic,), ("Runs at most", "kept apart"))


def _need_until(program: Program, turn: int) -> Planted:
    need = program.needs[turn]
    there = {window.weekday for window in program.client_hours[need.client]}
    day = next(day for day in range(6, -1, -1) if day not in there)
    on = date.fromordinal(date(2026, 11, 30).toordinal() + day)
    others = tuple(row for row in program.needs if row is not need)
    changed = replace(program, needs=(*others, replace(need, since=on, until=on)))
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    words = (f"on {names[day]}", f"is asked for {names[day]}")
    return Planted("a need for one day", changed, (need.client,), words)


def _at_once(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed = with_topic(
        program, topic, at_once=1, starts=(600,), largest=2, smallest=1, runs_at_least=0, most_a_week=1
    )
    return Planted(
        "once at a time, at one start", changed, (topic,), ("at once", "at the same time", "2 seats")
    )


def _two_absences(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    away = tuple(
        AwayRow(name, date(2026, 11, 30), date(2026, 12, 6), reason="Leave")
        for name in leaders_of(program, topic)
    )
    return Planted(
        "all who lead it away", replace(program, away=away), tuple(row.who for row in away), ("away",)
    )


def _primary_elsewhere(program: Program, turn: int) -> Planted:
    alone = next(topic.name for topic in program.topics.values() if topic.kind == "individual")
    code = next(
        need.client for need in program.needs if need.topic == alone and program.clients[need.client].primary
    )
    name = program.clients[code].primary or ""
    there = {row.weekday for row in program.client_hours[code]}
    hours = tuple(row for row in program.therapist_hours[name] if row.weekday not in there)
    changed = replace(program, therapist_hours={**program.therapist_hours, name: hours})
    return Planted(
        "a primary on other days", changed, (name,), ("is there", "has no hours", "isn't available")
    )


def _therapist_short_hours(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    name = leaders_of(program, topic)[0]
    staff = {
        who: replace(row, leads=row.leads if who == name else row.leads - {topic})
        for who, row in program.therapists.items()
    }
    hours = {**program.therapist_hours, name: (WeeklyWindow(0, 540, 560),)}
    changed = replace(program, therapists=staff, therapist_hours=hours)
    return Planted(
        "the one who leads it, for minutes",
        changed,
        (topic, name),
        (f"{name} isn't available", f"{name} is there", f"{name}'s hours"),
    )


def _closure_and_leader(program: Program, turn: int) -> Planted:
    from tests.benchmarks.faults import KINDS

    leader = next(kind for kind in KINDS if kind.__name__ == "_no_leader")(program, turn)
    away = AwayRow("everyone", date(2026, 12, 2), date(2026, 12, 4), reason="Closed")
    return replace(leader, kind="a closure and no leader", program=replace(leader.program, away=(away,)))


def _two_clients_short(program: Program, turn: int) -> Planted:
    codes = [a_client(program, turn).code, a_client(program, turn + 1).code]
    hours = {**program.client_hours, **{code: program.client_hours[code][:1] for code in codes}}
    return Planted(
        "two clients' windows",
        replace(program, client_hours=hours),
        (codes[1],),
        ("can't be placed", "available for", "hours hold"),
    )


FURTHER_KINDS: tuple[Callable[[Program, int], Planted], ...] = (
    _afternoons_closed,
    one_session_a_day,
    _nothing_in_a_row,
    _few_seats,
    _leader_tag,
    _early_starts,
    _longer_than_any_window,
    _curriculum_days,
    _leaders_apart,
    _testing,
    _client_most_hours,
    _most_days,
    _begins_late,
    _old_hours,
    _changeover,
    _lunch_must,
    _idle_must,
    settled_twice,
    tagged_few,
    room_seats,
    one_room,
    room_away,
    never_there,
    only_mondays,
    _prerequisite,
    _closed_group,
    _ends_early,
    _co_leader_full,
    _more_than_days,
    _pair_in_one_session,
    _need_until,
    _at_once,
    _two_absences,
    _primary_elsewhere,
    _therapist_short_hours,
    _closure_and_leader,
    _two_clients_short,
)
