"""Planted faults as a hostile judge would think of them: a column each that can make something impossible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from planner.model import Attended, Topic
from planner.program import FixedRow, Program, RuleUse, WeeklyWindow
from tests.benchmarks.breaking import (
    alone_leading,
    leaders_of,
    who_need,
    with_client,
    with_needs,
    with_therapist,
    with_topic,
)
from tests.benchmarks.faults import MONDAY, Planted, a_client, a_topic
from tests.benchmarks.further_faults import one_session_a_day
from tests.benchmarks.hostile_offer_faults import (
    after_never_run,
    apart_from_primary,
    at_once_and_rare,
    away_mornings,
    closed_room_day,
    co_leaders_of_two,
    curriculum_step_down,
    hours_begin_later,
    largest_two,
    leader_away,
    leader_on_two_days,
    most_a_day_zero,
    most_hours_of_one_leader,
    not_for,
    only_level,
    primary_without_hours,
    room_hours,
    room_seats_of_one,
    room_too_small,
    runs_at_least,
    start_only_elsewhere,
    therapist_left,
    two_on_one_day,
    until_before_the_week,
)


def _pauses_must(program: Program, turn: int) -> Planted:
    levels = {n: replace(level, most_on_end=30, pause=60) for n, level in program.levels.items()}
    changed = replace(program, levels=levels, rule_uses=(*program.rule_uses, RuleUse("Pauses", "must")))
    return Planted("pauses that must be", changed, ("Pauses", "pause"), ("must", "on end", "Most on end"))


def _best_size_must(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed = with_topic(
        program, topic, best_size=program.topics[topic].smallest, largest=program.topics[topic].smallest
    )
    changed = replace(changed, rule_uses=(*program.rule_uses, RuleUse("Staff time", "must")))
    return Planted("staff time that must be none", changed, ("Staff time",), ("must",))


def _wishes_must(program: Program, turn: int) -> Planted:
    from planner.program import WishRow

    code = a_client(program, turn).code
    days = {w.weekday for w in program.client_hours[code]}
    wish = WishRow(code, prefers=False, weekdays=frozenset(days))
    changed = replace(program, wishes=(wish,), rule_uses=(*program.rule_uses, RuleUse("Wishes", "must")))
    return Planted("wishes that must be", changed, (code,), ("Wishes", "avoid", "wish"))


def _max_days(program: Program, turn: int) -> Planted:
    """The level's most days for everybody of one level."""
    client = a_client(program, turn)
    level = replace(program.levels[client.level], most_days=1, least_days=1)
    changed = replace(program, levels={**program.levels, client.level: level})
    return Planted("a level's days for all of it", changed, (client.level,), ("1 day", "Max days"))


def _short_days_of_level(program: Program, turn: int) -> Planted:
    client = a_client(program, turn)
    level = replace(program.levels[client.level], most_minutes_a_day=90)
    changed = replace(program, levels={**program.levels, client.level: level})
    return Planted("a level's hours a day for all", changed, (client.level, "Max hours a day"), ("1.5 h",))


def _min_above_max(program: Program, turn: int) -> Planted:
    client = a_client(program, turn)
    changed = with_client(program, client.code, least_minutes=50 * 60, most_minutes=60 * 60)
    return Planted("a minimum of fifty hours", changed, (client.code,), ("50 h",))


def _min_days(program: Program, turn: int) -> Planted:
    client = a_client(program, turn)
    level = replace(program.levels[client.level], name="Daily", least_days=7)
    changed = with_client(program, client.code, level="Daily")
    changed = replace(changed, levels={**changed.levels, "Daily": level})
    return Planted("seven days required", changed, (client.code,), ("7 are required", "7 days", "Min days"))


def _fixed_takes_therapist(program: Program, turn: int) -> Planted:
    """Settled sessions fill all of the one leader's time."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    other = next(t for t in sorted(program.therapists[name].leads) if t != topic)
    changed = with_topic(changed, other, runs_at_most=None, runs_at_least=0, smallest=1)
    hours = tuple(
        WeeklyWindow(w.weekday, w.opens, w.opens + program.topics[other].minutes)
        for w in program.therapist_hours[name]
    )
    changed = replace(changed, therapist_hours={**changed.therapist_hours, name: hours})
    rows = tuple(
        FixedRow(other, w.opens, w.weekday, therapists=(name,), place=f"book: Fixed!A{n}")
        for n, w in enumerate(hours, 2)
    )
    # Starts that the rows use are listed as well.
    changed = replace(
        changed, fixed=rows, starts=tuple(sorted({*program.starts, *((w.weekday, w.opens) for w in hours)}))
    )
    return Planted("settled sessions in the way", changed, (name, topic), ("Fixed", "settled"))


def _fixed_clients_only(program: Program, turn: int) -> Planted:
    """The only session of a topic is settled for named clients."""
    topic = a_topic(program, turn)
    name = leaders_of(program, topic)[0]
    there = program.therapist_hours[name][0]
    start = next(s for d, s in program.starts if d == there.weekday and s >= there.opens)
    code = next(
        c
        for c in program.clients
        if any(
            w.weekday == there.weekday and w.opens <= start and w.closes >= start + 90
            for w in program.client_hours[c]
        )
    )
    row = FixedRow(topic, start, there.weekday, therapists=(name,), clients=(code,), place="book: Fixed!A2")
    changed = with_topic(
        replace(program, fixed=(row,)),
        topic,
        runs_at_most=1,
        runs_at_least=0,
        wanted_tags=frozenset(),
        barred_tags=frozenset(),
    )
    return Planted("settled for others", changed, (topic,), ("Runs at most", "Fixed", "settled"))


def _only_if_asked(program: Program, turn: int) -> Planted:
    """Everything that counts is only for those who ask: hours can't be filled up."""
    topics = {n: replace(t, only_if_asked=True) for n, t in program.topics.items()}
    code = a_client(program, turn).code
    changed = replace(program, topics=topics, needs=tuple(n for n in program.needs if n.client != code))
    return Planted("nothing asked for", changed, (code,), ("Only if asked", "asked", "ask"))


def _nothing_counts(program: Program, turn: int) -> Planted:
    topics = {n: replace(t, counts=False) for n, t in program.topics.items()}
    return Planted(
        "nothing counts", replace(program, topics=topics), ("counts", "Counts", "count"), ("hours", "Counts")
    )


def _testing_no_session(program: Program, turn: int) -> Planted:
    """A test must lie beside a session, and the client has none that day."""
    code = a_client(program, turn).code
    topic = Topic(
        "Breath test",
        10,
        "testing",
        largest=1,
        counts=False,
        needs_room=False,
        only_if_asked=True,
        starts=(5 * 60,),
    )
    changed = replace(program, topics={**program.topics, topic.name: topic})
    name = next(iter(program.therapists))
    changed = with_therapist(changed, name, leads=program.therapists[name].leads | {topic.name})
    return Planted(
        "a test before dawn",
        with_needs(changed, code, topic.name, 1),
        (code, topic.name),
        ("05:00", "hours", "beside"),
    )


def _smallest_with_tags(program: Program, turn: int) -> Planted:
    """Enough clients with the tag, but never at the same time."""
    topic = a_topic(program, turn)
    days: dict[int, list[str]] = {}
    for code in who_need(program, topic):
        days.setdefault(program.client_hours[code][0].weekday, []).append(code)
    chosen = [codes[0] for codes in days.values()][:3]
    hours = dict(program.client_hours)
    for code in chosen:
        hours[code] = tuple(w for w in hours[code] if w.weekday == hours[code][0].weekday)[:1]
    clients = {
        c: replace(r, tags=r.tags | ({"veterans"} if c in chosen else frozenset()))
        for c, r in program.clients.items()
    }
    changed = with_topic(
        replace(program, clients=clients, client_hours=hours),
        topic,
        wanted_tags=frozenset({"veterans"}),
        smallest=max(2, len(chosen)),
        runs_at_least=0,
    )
    kept = tuple(n for n in program.needs if n.topic != topic or n.client in chosen)
    return Planted(
        "tagged, never together", replace(changed, needs=kept), (topic,), ("together", "clients at least")
    )


def _leader_tag_on_other_days(program: Program, turn: int) -> Planted:
    """The one with the credential is there on a day without those who need it."""
    topic = a_topic(program, turn)
    name = leaders_of(program, topic)[0]
    changed = with_therapist(program, name, tags=frozenset({"EMDR"}))
    changed = with_topic(changed, topic, leader_tags=frozenset({"EMDR"}))
    changed = replace(
        changed, therapist_hours={**changed.therapist_hours, name: (WeeklyWindow(6, 6 * 60, 8 * 60),)}
    )
    return Planted("the credential on Sundays", changed, (topic, name), ("EMDR",))


def _closed_full(program: Program, turn: int) -> Planted:
    """A closed group that began weeks ago: a newcomer needs it."""
    topic = a_topic(program, turn)
    codes = who_need(program, topic)
    lines = tuple(Attended(date(2026, 11, 24), topic, code, 600) for code in codes[:-1])
    changed = replace(with_topic(program, topic, closed=True), attendance=lines)
    return Planted("a newcomer to a closed group", changed, (codes[-1],), ("closed",))


def _total_long(program: Program, turn: int) -> Planted:
    """Two faults: a therapist's day and a client's window."""
    first = one_session_a_day(program, turn)
    code = a_client(program, turn).code
    hours = {**first.program.client_hours, code: program.client_hours[code][:1]}
    changed = replace(first.program, client_hours=hours)
    return Planted(
        "a day's limit and a window", changed, (code,), ("can't be placed", "hours hold", "available for")
    )


def _stay_over(program: Program, turn: int) -> Planted:
    """The level's minimum in full in a week of which one day is left."""
    client = a_client(program, turn)
    last = max(w.weekday for w in program.client_hours[client.code])
    changed = with_client(program, client.code, starts=MONDAY + timedelta(days=last))
    return Planted(
        "a stay of one day, in full", replace(changed, part_weeks="full"), (client.code,), ("begins", "stay")
    )


def _sunday_only_level(program: Program, turn: int) -> Planted:
    """Everybody of the biggest level is authorised for Saturday alone."""
    code = a_client(program, turn).code
    off = next(day for day in range(6, -1, -1) if day not in {w.weekday for w in program.client_hours[code]})
    changed = with_client(program, code, weekdays=frozenset({off}))
    return Planted("authorised when never there", changed, (code,), ("authorised", "Days"))


def _few_therapist_hours(program: Program, turn: int) -> Planted:
    """Everybody's Most hours are cut to three."""
    staff = {n: replace(t, most_minutes=180) for n, t in program.therapists.items()}
    return Planted(
        "all therapists' most hours",
        replace(program, therapists=staff),
        ("Most hours", "therapists", "3 h"),
        ("3 h", "Most hours", "used up"),
    )


def _few_starts(program: Program, turn: int) -> Planted:
    """One start a day."""
    starts = tuple({day: (day, start) for day, start in reversed(program.starts)}.values())
    return Planted("one start a day", replace(program, starts=starts), ("start",), ("Times", "start"))


def _long_everything(program: Program, turn: int) -> Planted:
    """Smallest of all groups above what the rooms hold."""
    topics = {
        n: replace(t, smallest=13, largest=20) if t.kind == "group" else t for n, t in program.topics.items()
    }
    return Planted(
        "groups larger than rooms",
        replace(program, topics=topics),
        ("13 clients at least",),
        ("seats 12", "12"),
    )


def _no_offices(program: Program, turn: int) -> Planted:
    rooms = {n: r for n, r in program.rooms.items() if "office" not in r.kinds}
    return Planted("no office", replace(program, rooms=rooms), ("Individual",), ("office",))


def _one_office(program: Program, turn: int) -> Planted:
    offices = [n for n, r in program.rooms.items() if "office" in r.kinds]
    rooms = {n: r for n, r in program.rooms.items() if n not in offices[1:]}
    hours = {offices[0]: (WeeklyWindow(0, 480, 660),)}
    return Planted(
        "one office, one morning",
        replace(program, rooms=rooms, room_hours=hours),
        ("Individual",),
        (offices[0], "room"),
    )


HOSTILE_KINDS: tuple[Callable[[Program, int], Planted], ...] = (
    only_level,
    not_for,
    most_hours_of_one_leader,
    most_a_day_zero,
    leader_on_two_days,
    room_hours,
    room_too_small,
    room_seats_of_one,
    primary_without_hours,
    until_before_the_week,
    curriculum_step_down,
    two_on_one_day,
    start_only_elsewhere,
    at_once_and_rare,
    largest_two,
    runs_at_least,
    co_leaders_of_two,
    therapist_left,
    hours_begin_later,
    away_mornings,
    leader_away,
    closed_room_day,
    apart_from_primary,
    after_never_run,
    _pauses_must,
    _best_size_must,
    _wishes_must,
    _max_days,
    _short_days_of_level,
    _min_above_max,
    _min_days,
    _fixed_takes_therapist,
    _fixed_clients_only,
    _only_if_asked,
    _nothing_counts,
    _testing_no_session,
    _smallest_with_tags,
    _leader_tag_on_other_days,
    _closed_full,
    _total_long,
    _stay_over,
    _sunday_only_level,
    _few_therapist_hours,
    _few_starts,
    _long_everything,
    _no_offices,
    _one_office,
)
