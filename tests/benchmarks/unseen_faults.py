"""Planted faults written down from the contract alone, before the code that tells causes was read: siblings, pairs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from planner.model import Apart, Attended, Topic
from planner.program import (
    AwayRow,
    CurriculumRow,
    Program,
    WeeklyWindow,
)
from tests.benchmarks.breaking import (
    DAYS,
    LAST,
    MUST,
    Kind,
    alone_leading,
    asking_only,
    days_of,
    opens_on,
    plain_topic,
    who_need,
    with_client,
    with_hours,
    with_needs,
    with_therapist,
    with_topic,
)
from tests.benchmarks.faults import MONDAY, Planted, a_client, a_topic
from tests.benchmarks.unseen_offer_faults import (
    apart_and_away,
    apart_from_settled,
    avoids_the_leader,
    away_half_days,
    big_room_once,
    changeover_of_one,
    closed_leader_away,
    holiday_daytimes,
    kitchen_changeover,
    kitchen_monday,
    locked_seats,
    medical_test,
    need_of_a_day_away,
    ninety_five,
    row_of_one,
    settled_hours,
    small_one_left,
    tagged_co_leader,
    three_musts_a_day,
    together_between_starts,
)

UNSEEN_WEEKS = ((24, 1), (36, 4), (48, 2), (60, 5), (80, 3))
"""Each kind is planted once, in one of these weeks in turn."""


# --- Clients and levels ---------------------------------------------------------------------------------------


def _authorised_and_away(program: Program, turn: int) -> Planted:
    """Authorised for two days, and away on one of them."""
    code = a_client(program, turn).code
    first, second = days_of(program, code)[:2]
    day = MONDAY + timedelta(days=first)
    changed = with_client(program, code, weekdays=frozenset({first, second}))
    changed = replace(changed, away=(AwayRow(code, first_day=day, last_day=day, reason="Dentist"),))
    return Planted("authorised, and away", changed, (code,), ("authorised",), also=(((code,), ("Dentist",)),))


def _days_and_hours_a_day(program: Program, turn: int) -> Planted:
    client = a_client(program, turn)
    level = replace(program.levels[client.level], most_days=3, most_minutes_a_day=150)
    changed = replace(program, levels={**program.levels, client.level: level})
    words = ("2.5 h", "Max hours a day", "Max days")
    return Planted("days and hours a day", changed, (client.level, "a day"), words)


def _level_minimum_typed(program: Program, turn: int) -> Planted:
    """19 in place of 9."""
    client = a_client(program, turn)
    level = replace(program.levels[client.level], least_minutes=1140)
    clients = {
        c: replace(r, least_minutes=None if r.level == client.level else r.least_minutes)
        for c, r in program.clients.items()
    }
    changed = replace(program, clients=clients, levels={**program.levels, client.level: level})
    return Planted("a level's minimum typed", changed, (client.level, "19 h"), ("19 h", "Min hours"))


def _level_days(program: Program, turn: int) -> Planted:
    client = a_client(program, turn)
    level = replace(program.levels[client.level], least_days=6)
    changed = replace(program, levels={**program.levels, client.level: level})
    return Planted("a level of six days", changed, ("days",), ("6 days", "Min days", "6 are required"))


def _hours_a_day_at_least(program: Program, turn: int) -> Planted:
    client = a_client(program, turn)
    level = replace(program.levels[client.level], least_minutes_a_day=290)
    changed = replace(program, levels={**program.levels, client.level: level})
    return Planted("hours a day at least", changed, ("a day", "day"), ("4.83 h", "4 h 50", "Min hours a day"))


def _level_up(program: Program, turn: int) -> Planted:
    """The curriculum puts an evening client on the highest level."""
    levels = sorted(program.levels.values(), key=lambda one: one.least_minutes)
    client = a_client(program, turn)
    changed = with_client(program, client.code, curriculum="Up", curriculum_start=MONDAY, least_minutes=None)
    changed = replace(changed, curricula=(CurriculumRow("Up", 1, 4, level=levels[-1].name),))
    return Planted("a curriculum's level", changed, (client.code,), (levels[-1].name, "20 h"))


def _curriculum_over(program: Program, turn: int) -> Planted:
    """A curriculum of eight weeks in week 49, because the start was typed with last year; everything is on request."""
    code = a_client(program, turn).code
    topics = {n: replace(t, only_if_asked=True) for n, t in program.topics.items()}
    rows = tuple(
        CurriculumRow("Track", 1, 8, a_topic(program, n), sessions=2, priority=MUST) for n in range(4)
    )
    changed = with_client(program, code, curriculum="Track", curriculum_start=date(2025, 12, 29))
    needs = tuple(n for n in program.needs if n.client != code)
    changed = replace(changed, topics=topics, curricula=rows, needs=needs)
    return Planted("a curriculum that is over", changed, (code,), ("Only if asked", "urriculum", "asked"))


def _no_weekend_starts(program: Program, turn: int) -> Planted:
    """Times has no row for one of the days on which a client comes."""
    code = a_client(program, turn).code
    day = days_of(program, code)[-1]
    starts = tuple((d, s) for d, s in program.starts if d != day)
    return Planted("a day without starts", replace(program, starts=starts), (DAYS[day],), ("start", "Times"))


def _two_on_a_client(program: Program, turn: int) -> Planted:
    """Few authorised days, and a level with short ones."""
    client = a_client(program, turn)
    days = frozenset(days_of(program, client.code)[:2])
    level = replace(program.levels[client.level], name="Half days", most_minutes_a_day=120)
    changed = replace(program, levels={**program.levels, "Half days": level})
    changed = with_client(changed, client.code, level="Half days", weekdays=days)
    words = ("2 h a day", "Max hours a day", "at most 2 h")
    return Planted(
        "authorised days of short ones",
        changed,
        (client.code,),
        words,
        also=(((client.code,), ("authorised",)),),
    )


# --- Topics ----------------------------------------------------------------------------------------------------


def _tag_of_words(program: Program, turn: int) -> Planted:
    """The topic is for "trauma track", clients are tagged "trauma"."""
    topic = a_topic(program, turn)
    clients = {c: replace(r, tags=r.tags | {"trauma"}) for c, r in program.clients.items()}
    changed = plain_topic(
        replace(program, clients=clients), topic, wanted_tags=frozenset({"trauma track"}), runs_at_least=2
    )
    changed = replace(changed, needs=tuple(n for n in program.needs if n.topic != topic))
    return Planted("a tag nobody has", changed, (topic,), ("trauma track",))


def _not_for_most(program: Program, turn: int) -> Planted:
    """All groups but one are not for a client with a tag."""
    code = a_client(program, turn).code
    keep = a_topic(program, turn)
    topics = {
        n: t if n == keep else replace(t, barred_tags=t.barred_tags | {"new intake"})
        for n, t in program.topics.items()
    }
    changed = with_client(
        replace(program, topics=topics), code, tags=program.clients[code].tags | {"new intake"}
    )
    changed = replace(changed, needs=tuple(n for n in program.needs if n.client != code))
    return Planted("not for new ones", changed, (code,), ("new intake", "Not for"))


def _aftercare(program: Program, turn: int, **fields: object) -> tuple[Program, str, str]:
    """A client of a level that may attend one topic, on other terms; the client and the topic."""
    client, keep = a_client(program, turn), a_topic(program, turn)
    level = replace(program.levels[client.level], name="Aftercare")
    others = frozenset(program.levels)
    changed = replace(program, topics={n: replace(t, levels=others) for n, t in program.topics.items()})
    changed = with_topic(changed, keep, levels=None, **fields)
    changed = replace(changed, levels={**program.levels, "Aftercare": level})
    changed = with_client(changed, client.code, level="Aftercare")
    needs = tuple(n for n in program.needs if n.client != client.code)
    return replace(changed, needs=needs), client.code, keep


def _levels_leave_one(program: Program, turn: int) -> Planted:
    """One topic is left for a client's level, once a week."""
    changed, code, keep = _aftercare(program, turn, most_a_week=1)
    return Planted("one topic for a level", changed, (code,), ("Aftercare", "Levels", keep))


def _level_without_counting(program: Program, turn: int) -> Planted:
    """What a level may attend counts for nothing."""
    changed, code, _ = _aftercare(program, turn, counts=False)
    return Planted("a level whose topic counts not", changed, (code,), ("Counts",))


def _start_in_closure(program: Program, turn: int) -> Planted:
    """The topic's only start lies in an hour in which everyone is away."""
    topic = a_topic(program, turn)
    start = program.starts[len({s for _, s in program.starts}) // 2][1]
    changed = plain_topic(program, topic, starts=(start,))
    away = AwayRow(
        "everyone",
        first_day=MONDAY,
        last_day=LAST,
        opens=start - 10,
        closes=start + 40,
        reason="Staff huddle",
    )
    return Planted("a start in a closure", replace(changed, away=(away,)), (topic,), ("Staff huddle",))


def _at_once_rare(program: Program, turn: int) -> Planted:
    """One start a day, one session at a time, one leader's day."""
    topic = a_topic(program, turn)
    codes = who_need(program, topic)
    day, start = opens_on(program, codes[0])
    changed, name = alone_leading(program, topic)
    changed = plain_topic(changed, topic, starts=(start,), at_once=1, largest=2)
    changed = with_hours(changed, name, WeeklyWindow(day, start, start + 120))
    changed = asking_only(changed, topic, codes)
    return Planted("one start of one leader", changed, (topic, name), (name, "At once", "2 seats", "start"))


def _curriculum_and_need(program: Program, turn: int) -> Planted:
    """Two rows ask for one session each, which add up; once a week is allowed."""
    topic = a_topic(program, turn)
    code = who_need(program, topic)[0]
    changed = with_topic(program, topic, most_a_week=1)
    changed = with_needs(changed, code, topic, 1)
    changed = with_client(changed, code, curriculum="Track", curriculum_start=MONDAY)
    changed = replace(changed, curricula=(CurriculumRow("Track", 1, 9, topic, sessions=2, priority=MUST),))
    return Planted("curriculum and need add up", changed, (code,), ("Most a week", "a week", "once"))


def _after_the_second(program: Program, turn: int) -> Planted:
    """Two topics come before, of which one was attended."""
    topic = a_topic(program, turn)
    code = who_need(program, topic)[0]
    first = Topic("Welcome", 60, "education", smallest=1)
    second = Topic("Safety plan", 60, "education", smallest=1)
    changed = replace(program, topics={**program.topics, "Welcome": first, "Safety plan": second})
    lines = (Attended(MONDAY - timedelta(days=6), "Welcome", code, 600),)
    changed = with_topic(replace(changed, attendance=lines), topic, after=("Welcome", "Safety plan"))
    return Planted("the second that comes before", changed, (topic,), ("Safety plan",))


def _after_missed(program: Program, turn: int) -> Planted:
    """What comes before was booked, and missed."""
    topic = a_topic(program, turn)
    code = who_need(program, topic)[0]
    intro = Topic("Welcome", 60, "education", smallest=1, only_if_asked=True)
    lines = tuple(
        Attended(MONDAY - timedelta(days=6), "Welcome", c, 600, status="absent" if c == code else "attended")
        for c in program.clients
    )
    changed = replace(program, topics={**program.topics, "Welcome": intro}, attendance=lines)
    changed = with_needs(with_topic(changed, topic, after=("Welcome",)), code, topic, 1)
    return Planted("what comes before was missed", changed, (code,), ("Welcome",))


def _group_of_three(program: Program, turn: int) -> Planted:
    """Three are needed, three ask, and two of them are apart."""
    topic = a_topic(program, turn)
    codes = who_need(program, topic)[:3]
    day, start = opens_on(program, codes[0])
    there = WeeklyWindow(day, start - 60, start + 180)
    changed = plain_topic(program, topic, smallest=3, only_if_asked=True)
    hours = {**program.client_hours, **{c: (*program.client_hours[c], there) for c in codes}}
    changed = replace(changed, client_hours=hours)
    changed = asking_only(changed, topic, codes)
    changed = replace(changed, apart=(Apart(codes[0], codes[1]),))
    return Planted("three, two of them apart", changed, (topic,), ("apart",))


def _group_of_four_one_away(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    days: dict[int, list[str]] = {}
    for code in program.clients:
        for day in days_of(program, code):
            days.setdefault(day, []).append(code)
    codes = max(days.values(), key=len)[:4]
    changed = plain_topic(program, topic, smallest=4, only_if_asked=True)
    changed = asking_only(changed, topic, codes)
    changed = replace(changed, away=(AwayRow(codes[3], first_day=MONDAY, last_day=LAST, reason="Flu"),))
    words = ("4 clients", "at least", "Smallest", "smallest")
    return Planted("four, one of them away", changed, (topic,), words)


# --- several at once ------------------------------------------------------------------------------------------------


def _two_faults(program: Program, turn: int) -> Planted:
    """A client who comes for two hours, and a topic whose leader is away."""
    code = a_client(program, turn).code
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    changed = replace(changed, away=(AwayRow(name, first_day=MONDAY, last_day=LAST, reason="Holiday"),))
    rows = (replace(program.client_hours[code][0], closes=program.client_hours[code][0].opens + 125),)
    changed = replace(changed, client_hours={**program.client_hours, code: rows})
    return Planted(
        "a window, and a leader away",
        changed,
        (name,),
        ("Holiday", "away"),
        also=(((code,), ("can come", "hours hold", "vailable", "can't be placed")),),
    )


def _three_faults(program: Program, turn: int) -> Planted:
    """A leader's hours, a client's day, and a kind of room."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    changed = with_therapist(changed, name, most_minutes=30)
    code = a_client(program, turn).code
    changed = with_client(changed, code, weekdays=frozenset({days_of(program, code)[0]}))
    changed = with_topic(changed, a_topic(program, turn + 1), room_kind="pool")
    return Planted(
        "three faults",
        changed,
        (name,),
        ("Most hours", "used up", "0.5 h"),
        also=(((code,), ("authorised",)), ((a_topic(program, turn + 1),), ("pool",))),
    )


UNSEEN_KINDS: tuple[Kind, ...] = (
    _authorised_and_away,
    _days_and_hours_a_day,
    _level_minimum_typed,
    _level_days,
    _hours_a_day_at_least,
    _level_up,
    _curriculum_over,
    _no_weekend_starts,
    _two_on_a_client,
    _tag_of_words,
    _not_for_most,
    _levels_leave_one,
    _level_without_counting,
    _start_in_closure,
    _at_once_rare,
    _curriculum_and_need,
    _after_the_second,
    _after_missed,
    _group_of_three,
    _group_of_four_one_away,
    changeover_of_one,
    tagged_co_leader,
    three_musts_a_day,
    row_of_one,
    settled_hours,
    away_half_days,
    closed_leader_away,
    ninety_five,
    together_between_starts,
    need_of_a_day_away,
    apart_and_away,
    avoids_the_leader,
    kitchen_monday,
    small_one_left,
    kitchen_changeover,
    big_room_once,
    apart_from_settled,
    medical_test,
    holiday_daytimes,
    locked_seats,
    _two_faults,
    _three_faults,
)
