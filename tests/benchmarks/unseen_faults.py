"""Planted faults written down from the contract alone, before the code that tells causes was read: siblings, pairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from planner.model import MINUTES_A_DAY, Apart, Attended, Room, Seat, Session, Topic
from planner.program import (
    AwayRow,
    CurriculumRow,
    FixedRow,
    NeedRow,
    Program,
    RuleUse,
    WeeklyWindow,
    WishRow,
)
from tests.benchmarks.faults import MONDAY, Planted, a_client, a_topic
from tests.benchmarks.further_faults import (
    MUST,
    _leaders,
    _with_client,
    _with_needs,
    _with_therapist,
    _with_topic,
)
from tests.benchmarks.hostile_faults import DAYS, _alone_leading, _needing

UNSEEN_WEEKS = ((24, 1), (36, 4), (48, 2), (60, 5), (80, 3))
"""Each kind is planted once, in one of these weeks in turn."""
LAST = MONDAY + timedelta(days=6)
Kind = Callable[[Program, int], Planted]


def _days_of(program: Program, code: str) -> list[int]:
    return sorted({w.weekday for w in program.client_hours[code]})


def _hours(program: Program, name: str, *rows: WeeklyWindow) -> Program:
    return replace(program, therapist_hours={**program.therapist_hours, name: rows})


def _opens_on(program: Program, code: str, minutes: int = 120) -> tuple[int, int]:
    """A weekday and a time of it at which sessions may start and the client can stay for so long."""
    return next(
        (day, start)
        for day, start in program.starts
        for w in program.client_hours[code]
        if w.weekday == day and w.opens <= start and start + minutes <= w.closes
    )


def _plain(program: Program, topic: str, **fields: object) -> Program:
    """The topic without the limits it happens to have."""
    free = {"runs_at_least": 0, "runs_at_most": None, "at_once": None, "most_a_week": None, "smallest": 1}
    free |= {"wanted_tags": frozenset(), "barred_tags": frozenset()}
    return _with_topic(program, topic, **(free | fields))


def _asking_only(program: Program, topic: str, codes: list[str], sessions: int = 1) -> Program:
    """These clients alone ask for a topic, as a must."""
    needs = tuple(n for n in program.needs if n.topic != topic)
    return replace(program, needs=(*needs, *(NeedRow(code, topic, sessions, MUST) for code in codes)))


# --- Clients and levels ---------------------------------------------------------------------------------------


def _authorised_and_away(program: Program, turn: int) -> Planted:
    """Authorised for two days, and away on one of them."""
    code = a_client(program, turn).code
    first, second = _days_of(program, code)[:2]
    day = MONDAY + timedelta(days=first)
    changed = _with_client(program, code, weekdays=frozenset({first, second}))
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
    changed = _with_client(program, client.code, curriculum="Up", curriculum_start=MONDAY, least_minutes=None)
    changed = replace(changed, curricula=(CurriculumRow("Up", 1, 4, level=levels[-1].name),))
    return Planted("a curriculum's level", changed, (client.code,), (levels[-1].name, "20 h"))


def _curriculum_over(program: Program, turn: int) -> Planted:
    """A curriculum of eight weeks in week 49, because the start was typed with last year; everything is on request."""
    code = a_client(program, turn).code
    topics = {n: replace(t, only_if_asked=True) for n, t in program.topics.items()}
    rows = tuple(
        CurriculumRow("Track", 1, 8, a_topic(program, n), sessions=2, priority=MUST) for n in range(4)
    )
    changed = _with_client(program, code, curriculum="Track", curriculum_start=date(2025, 12, 29))
    needs = tuple(n for n in program.needs if n.client != code)
    changed = replace(changed, topics=topics, curricula=rows, needs=needs)
    return Planted("a curriculum that is over", changed, (code,), ("Only if asked", "urriculum", "asked"))


def _no_weekend_starts(program: Program, turn: int) -> Planted:
    """Times has no row for one of the days on which a client comes."""
    code = a_client(program, turn).code
    day = _days_of(program, code)[-1]
    starts = tuple((d, s) for d, s in program.starts if d != day)
    return Planted("a day without starts", replace(program, starts=starts), (DAYS[day],), ("start", "Times"))


def _two_on_a_client(program: Program, turn: int) -> Planted:
    """Few authorised days, and a level with short ones."""
    client = a_client(program, turn)
    days = frozenset(_days_of(program, client.code)[:2])
    level = replace(program.levels[client.level], name="Half days", most_minutes_a_day=120)
    changed = replace(program, levels={**program.levels, "Half days": level})
    changed = _with_client(changed, client.code, level="Half days", weekdays=days)
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
    changed = _plain(
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
    changed = _with_client(
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
    changed = _with_topic(changed, keep, levels=None, **fields)
    changed = replace(changed, levels={**program.levels, "Aftercare": level})
    changed = _with_client(changed, client.code, level="Aftercare")
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
    changed = _plain(program, topic, starts=(start,))
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
    codes = _needing(program, topic)
    day, start = _opens_on(program, codes[0])
    changed, name = _alone_leading(program, topic)
    changed = _plain(changed, topic, starts=(start,), at_once=1, largest=2)
    changed = _hours(changed, name, WeeklyWindow(day, start, start + 120))
    changed = _asking_only(changed, topic, codes)
    return Planted("one start of one leader", changed, (topic, name), (name, "At once", "2 seats", "start"))


def _curriculum_and_need(program: Program, turn: int) -> Planted:
    """Two rows ask for one session each, which add up; once a week is allowed."""
    topic = a_topic(program, turn)
    code = _needing(program, topic)[0]
    changed = _with_topic(program, topic, most_a_week=1)
    changed = _with_needs(changed, code, topic, 1)
    changed = _with_client(changed, code, curriculum="Track", curriculum_start=MONDAY)
    changed = replace(changed, curricula=(CurriculumRow("Track", 1, 9, topic, sessions=2, priority=MUST),))
    return Planted("curriculum and need add up", changed, (code,), ("Most a week", "a week", "once"))


def _after_the_second(program: Program, turn: int) -> Planted:
    """Two topics come before, of which one was attended."""
    topic = a_topic(program, turn)
    code = _needing(program, topic)[0]
    first = Topic("Welcome", 60, "education", smallest=1)
    second = Topic("Safety plan", 60, "education", smallest=1)
    changed = replace(program, topics={**program.topics, "Welcome": first, "Safety plan": second})
    lines = (Attended(MONDAY - timedelta(days=6), "Welcome", code, 600),)
    changed = _with_topic(replace(changed, attendance=lines), topic, after=("Welcome", "Safety plan"))
    return Planted("the second that comes before", changed, (topic,), ("Safety plan",))


def _after_missed(program: Program, turn: int) -> Planted:
    """What comes before was booked, and missed."""
    topic = a_topic(program, turn)
    code = _needing(program, topic)[0]
    intro = Topic("Welcome", 60, "education", smallest=1, only_if_asked=True)
    lines = tuple(
        Attended(MONDAY - timedelta(days=6), "Welcome", c, 600, status="absent" if c == code else "attended")
        for c in program.clients
    )
    changed = replace(program, topics={**program.topics, "Welcome": intro}, attendance=lines)
    changed = _with_needs(_with_topic(changed, topic, after=("Welcome",)), code, topic, 1)
    return Planted("what comes before was missed", changed, (code,), ("Welcome",))


def _group_of_three(program: Program, turn: int) -> Planted:
    """Three are needed, three ask, and two of them are apart."""
    topic = a_topic(program, turn)
    codes = _needing(program, topic)[:3]
    day, start = _opens_on(program, codes[0])
    there = WeeklyWindow(day, start - 60, start + 180)
    changed = _plain(program, topic, smallest=3, only_if_asked=True)
    hours = {**program.client_hours, **{c: (*program.client_hours[c], there) for c in codes}}
    changed = replace(changed, client_hours=hours)
    changed = _asking_only(changed, topic, codes)
    changed = replace(changed, apart=(Apart(codes[0], codes[1]),))
    return Planted("three, two of them apart", changed, (topic,), ("apart",))


def _group_of_four_one_away(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    days: dict[int, list[str]] = {}
    for code in program.clients:
        for day in _days_of(program, code):
            days.setdefault(day, []).append(code)
    codes = max(days.values(), key=len)[:4]
    changed = _plain(program, topic, smallest=4, only_if_asked=True)
    changed = _asking_only(changed, topic, codes)
    changed = replace(changed, away=(AwayRow(codes[3], first_day=MONDAY, last_day=LAST, reason="Flu"),))
    words = ("4 clients", "at least", "Smallest", "smallest")
    return Planted("four, one of them away", changed, (topic,), words)


# --- Therapists -------------------------------------------------------------------------------------------------


def _changeover_of_one(program: Program, turn: int) -> Planted:
    """Two topics of one leader who is there for just as long as they last."""
    topic = a_topic(program, turn)
    code = _needing(program, topic)[0]
    other = Topic("Trauma", 60, smallest=1, only_if_asked=True)
    day, start = _opens_on(program, code)
    changed, name = _alone_leading(program, topic)
    changed = replace(changed, topics={**changed.topics, "Trauma": other}, changeover=30)
    changed = _with_therapist(changed, name, leads=frozenset({topic, "Trauma"}))
    changed = _plain(changed, topic, minutes=60)
    changed = _hours(changed, name, WeeklyWindow(day, start, start + 120))
    starts = tuple(sorted({*program.starts, (day, start), (day, start + 60)}))
    changed = _asking_only(_asking_only(replace(changed, starts=starts), topic, [code]), "Trauma", [code])
    return Planted("a changeover between two", changed, ("hangeover", name), ("hangeover",))


def _tagged_co_leader(program: Program, turn: int) -> Planted:
    """Two lead, one must be a nurse, and the one nurse is there on Sunday mornings."""
    topic = a_topic(program, turn)
    name = _leaders(program, topic)[0]
    staff = {who: replace(row, leads=row.leads | {topic}) for who, row in program.therapists.items()}
    changed = _with_therapist(replace(program, therapists=staff), name, tags=frozenset({"nurse on duty"}))
    changed = _plain(changed, topic, leaders=2, leader_tags=frozenset({"nurse on duty"}))
    changed = _hours(changed, name, WeeklyWindow(6, 360, 480))
    return Planted("the one nurse on Sundays", changed, (topic, name), ("nurse on duty", f"{name} is there"))


def _three_musts_a_day(program: Program, turn: int) -> Planted:
    """Three topics of one leader who is there on one day and leads one a day."""
    topic = a_topic(program, turn)
    code = _needing(program, topic)[0]
    name = _leaders(program, topic)[0]
    more = {n: Topic(n, 60, smallest=1, only_if_asked=True) for n in ("Trauma", "Loss")}
    day, start = _opens_on(program, code)
    changed = replace(program, topics={**program.topics, **more})
    changed = _with_therapist(changed, name, leads=frozenset(more), most_a_day=1, most_minutes=600)
    changed = _hours(changed, name, WeeklyWindow(day, start, 22 * 60))
    starts = tuple(sorted({*program.starts, (day, start), (day, start + 60)}))
    changed = replace(changed, starts=starts)
    for each in more:
        changed = _asking_only(changed, each, [code])
    return Planted("two topics, one a day", changed, (name,), ("1 a day", "Most a day", "1 session"))


def _row_of_one(program: Program, turn: int) -> Planted:
    """Back to back is all there is, and one in a row is allowed."""
    one = _three_musts_a_day(program, turn)
    name = one.names[0]
    window = one.program.therapist_hours[name][0]
    changed = _with_therapist(one.program, name, most_a_day=None, most_in_a_row=1)
    changed = _hours(changed, name, replace(window, closes=window.opens + 125))
    return Planted("two topics, one in a row", changed, (name,), ("in a row",))


def _settled_hours(program: Program, turn: int) -> Planted:
    """Settled sessions use up what the only leader may lead."""
    topic = a_topic(program, turn)
    changed, name = _alone_leading(program, topic)
    chat = Topic("Rounds", 60, "community", smallest=1, counts=False, needs_room=False)
    changed = replace(changed, topics={**changed.topics, "Rounds": chat})
    windows = changed.therapist_hours[name]
    changed = _with_therapist(
        changed, name, leads=changed.therapists[name].leads | {"Rounds"}, most_minutes=60 * len(windows)
    )
    rows = tuple(
        FixedRow("Rounds", w.opens, w.weekday, therapists=(name,), place=f"book: Fixed!A{n}")
        for n, w in enumerate(windows, 2)
    )
    starts = tuple(sorted({*program.starts, *((w.weekday, w.opens) for w in windows)}))
    changed = replace(changed, fixed=rows, starts=starts)
    words = ("Most hours", "used up", "Fixed", "settled", "a week at most")
    return Planted("settled sessions use up the hours", changed, (name,), words)


def _away_half_days(program: Program, turn: int) -> Planted:
    """The only leader is on a course, from shortly before to shortly after each of their days."""
    topic = a_topic(program, turn)
    changed, name = _alone_leading(program, topic)
    away = tuple(
        AwayRow(
            name,
            MONDAY + timedelta(days=w.weekday),
            MONDAY + timedelta(days=w.weekday),
            opens=w.opens - 30,
            closes=w.closes - 45,
            reason="Course",
        )
        for w in changed.therapist_hours[name]
    )
    return Planted("a leader's course", replace(changed, away=away), (name,), ("Course",))


def _closed_leader_away(program: Program, turn: int) -> Planted:
    """A closed group that goes on, and its leader is on holiday."""
    topic = a_topic(program, turn)
    codes = _needing(program, topic)
    changed, name = _alone_leading(program, topic)
    lines = tuple(Attended(MONDAY - timedelta(days=6), topic, c, 600, therapists=(name,)) for c in codes)
    changed = replace(_with_topic(changed, topic, closed=True, only_if_asked=True), attendance=lines)
    changed = replace(changed, away=(AwayRow(name, first_day=MONDAY, last_day=LAST, reason="Holiday"),))
    return Planted("a closed group's leader away", changed, (name,), ("Holiday", "away"))


def _ninety_five(program: Program, turn: int) -> Planted:
    """A topic five minutes longer than its only leader is ever there."""
    topic = a_topic(program, turn)
    changed, name = _alone_leading(program, topic)
    rows = tuple(replace(w, closes=w.opens + 90) for w in program.therapist_hours[name])
    changed = _hours(_plain(changed, topic, minutes=95), name, *rows)
    return Planted("five minutes too long", changed, (topic, name), ("95 min", "90 min", "1 h 35", "1.5 h"))


def _together_between_starts(program: Program, turn: int) -> Planted:
    """The two leaders' common time holds no start."""
    topic = a_topic(program, turn)
    code = _needing(program, topic)[0]
    day, start = _opens_on(program, code)
    changed, name = _alone_leading(program, topic)
    other = next(n for n in program.therapists if n != name)
    changed = _with_therapist(changed, other, leads=changed.therapists[other].leads | {topic})
    changed = _plain(changed, topic, leaders=2, minutes=60)
    changed = _hours(changed, name, WeeklyWindow(day, start - 60, start + 69))
    changed = _hours(changed, other, WeeklyWindow(day, start + 5, start + 180))
    words = ("there together", "start", "2 therapists")
    return Planted("together between starts", changed, (topic,), words)


def _need_of_a_day_away(program: Program, turn: int) -> Planted:
    """A need for one day, on which its only leader is away."""
    topic = a_topic(program, turn)
    changed, name = _alone_leading(program, topic)
    there = {w.weekday for w in program.therapist_hours[name]}
    code = next(c for c in _needing(program, topic) if there & set(_days_of(program, c)))
    on = MONDAY + timedelta(days=min(there & set(_days_of(program, code))))
    others = tuple(n for n in program.needs if (n.client, n.topic) != (code, topic))
    row = NeedRow(code, topic, 1, MUST, since=on, until=on)
    changed = replace(
        changed, needs=(*others, row), away=(AwayRow(name, first_day=on, last_day=on, reason="Funeral"),)
    )
    return Planted("a need on a leader's day away", changed, (code, name), ("Funeral",))


def _apart_and_away(program: Program, turn: int) -> Planted:
    """Apart from one leader of two, and the other is away."""
    topic = a_topic(program, turn)
    code = _needing(program, topic)[0]
    first, second = list(program.therapists)[:2]
    staff = {
        n: replace(r, leads=r.leads | {topic} if n in (first, second) else r.leads - {topic})
        for n, r in program.therapists.items()
    }
    changed = _with_needs(replace(program, therapists=staff), code, topic, 1)
    away = (AwayRow(second, first_day=MONDAY, last_day=LAST, reason="Parental leave"),)
    changed = replace(changed, apart=(*program.apart, Apart(code, therapist=first)), away=away)
    return Planted(
        "apart from one, the other away", changed, (code, topic, second), ("Parental leave", "apart")
    )


def _avoids_the_leader(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed, name = _alone_leading(program, topic)
    code = _needing(changed, topic)[0]
    changed = _with_needs(changed, code, topic, 1)
    wish = WishRow(code, prefers=False, therapist=name)
    changed = replace(changed, wishes=(wish,), rule_uses=(*program.rule_uses, RuleUse("Wishes", "must")))
    return Planted("a wish against the one leader", changed, (code,), ("Wishes", "avoid", "wish"))


# --- Rooms ------------------------------------------------------------------------------------------------------


def _kitchen(program: Program, turn: int) -> tuple[Program, str]:
    """A topic for a kitchen, of which there is one."""
    topic = a_topic(program, turn)
    rooms = {**program.rooms, "Kitchen": Room("Kitchen", 12, frozenset({"kitchen"}))}
    return _plain(replace(program, rooms=rooms), topic, room_kind="kitchen"), topic


def _kitchen_monday(program: Program, turn: int) -> Planted:
    """The kitchen is there on Mondays, and away on Monday."""
    changed, topic = _kitchen(program, turn)
    changed = replace(changed, room_hours={**program.room_hours, "Kitchen": (WeeklyWindow(0, 480, 1320),)})
    changed = replace(
        changed, away=(AwayRow("Kitchen", first_day=MONDAY, last_day=MONDAY, reason="New oven"),)
    )
    return Planted("the kitchen on Monday, away", changed, ("Kitchen", topic), ("New oven",))


def _small_one_left(program: Program, turn: int) -> Planted:
    """The large kitchen is away, and the small one is too small."""
    changed, topic = _kitchen(program, turn)
    rooms = {**changed.rooms, "Pantry": Room("Pantry", 2, frozenset({"kitchen"}))}
    changed = _with_topic(replace(changed, rooms=rooms), topic, smallest=4)
    changed = replace(changed, away=(AwayRow("Kitchen", first_day=MONDAY, last_day=LAST, reason="New oven"),))
    return Planted(
        "the small room is left", changed, ("Kitchen", "Pantry"), ("New oven", "seats 2", "2 seats")
    )


def _kitchen_changeover(program: Program, turn: int) -> Planted:
    """Two sessions fill the kitchen's two hours, but for the changeover."""
    changed, topic = _kitchen(program, turn)
    code = _needing(program, topic)[0]
    day, start = _opens_on(program, code)
    cooking = Topic("Cooking", 60, smallest=1, only_if_asked=True, room_kind="kitchen")
    changed = _plain(changed, topic, minutes=60, room_kind="kitchen")
    changed = replace(changed, topics={**changed.topics, "Cooking": cooking}, changeover=30)
    staff = {n: replace(r, leads=r.leads | {"Cooking", topic}) for n, r in changed.therapists.items()}
    changed = replace(
        changed,
        therapists=staff,
        room_hours={**program.room_hours, "Kitchen": (WeeklyWindow(day, start, start + 120),)},
        therapist_hours={
            n: (*rows, WeeklyWindow(day, start - 60, start + 180))
            for n, rows in program.therapist_hours.items()
        },
        starts=tuple(sorted({*program.starts, (day, start), (day, start + 60)})),
    )
    changed = _asking_only(_asking_only(changed, topic, [code]), "Cooking", [code])
    return Planted("a room's changeover", changed, ("hangeover", "Kitchen"), ("hangeover",))


def _big_room_once(program: Program, turn: int) -> Planted:
    """The one room for ten is there for an hour on Saturday."""
    topic = a_topic(program, turn)
    rooms = {
        **{n: replace(r, seats=min(r.seats, 8)) for n, r in program.rooms.items()},
        "Hall": Room("Hall", 30, frozenset({"group"})),
    }
    changed = _plain(replace(program, rooms=rooms), topic, smallest=9, largest=20)
    changed = replace(changed, room_hours={**program.room_hours, "Hall": (WeeklyWindow(5, 420, 480),)})
    return Planted("the hall on Saturday", changed, (topic, "Hall"), ("Hall", "seats 8", "8 seats"))


# --- Fixed, locks, tests, closures ---------------------------------------------------------------------------------


def _apart_from_settled(program: Program, turn: int) -> Planted:
    """The one session of a topic has a settled client from whom another is apart."""
    topic = a_topic(program, turn)
    codes = _needing(program, topic)
    day, start = _opens_on(program, codes[0])
    changed, name = _alone_leading(program, topic)
    changed = _plain(changed, topic, runs_at_most=1)
    changed = _hours(
        changed, name, *program.therapist_hours[name], WeeklyWindow(day, start - 60, start + 180)
    )
    changed = replace(changed, fixed=(FixedRow(topic, start, day, place="book: Fixed!A2"),))
    windows = {**program.client_hours}
    for code in codes[:2]:
        windows[code] = (*windows[code], WeeklyWindow(day, start - 60, start + 180))
    changed = replace(changed, client_hours=windows, apart=(*program.apart, Apart(codes[0], codes[1])))
    changed = _asking_only(changed, topic, codes[:2])
    return Planted("a pair and one settled session", changed, (topic,), ("apart", "Runs at most"))


def _medical_test(program: Program, turn: int) -> Planted:
    """A test that a nurse has to take, and there is none."""
    code = a_client(program, turn).code
    test = Topic("Blood test", 10, "testing", largest=1, counts=False, needs_room=False, only_if_asked=True)
    test = replace(test, leader_tags=frozenset({"registered nurse"}))
    staff = {n: replace(r, leads=r.leads | {test.name}) for n, r in program.therapists.items()}
    changed = replace(program, topics={**program.topics, test.name: test}, therapists=staff)
    return Planted(
        "a test nobody may take",
        _with_needs(changed, code, test.name, 1),
        (code, test.name),
        ("registered nurse",),
    )


def _holiday_daytimes(program: Program, turn: int) -> Planted:
    """Three holidays, from eight to six."""
    away = tuple(
        AwayRow(
            "everyone",
            MONDAY + timedelta(days=n),
            MONDAY + timedelta(days=n),
            opens=480,
            closes=1080,
            reason="Feast",
        )
        for n in (2, 3, 4)
    )
    return Planted("three holidays by day", replace(program, away=away), ("veryone",), ("Feast",))


def _locked_seats(program: Program, turn: int) -> Planted:
    """The only session there can be is locked full with others."""
    topic = a_topic(program, turn)
    codes = _needing(program, topic)[:3]
    day, start = _opens_on(program, codes[0])
    changed, name = _alone_leading(program, topic)
    window = WeeklyWindow(day, start, start + program.topics[topic].minutes)
    changed = _hours(_plain(changed, topic, largest=2), name, window)
    hours = {**program.client_hours}
    for code in codes:
        hours[code] = (
            *(w for w in hours[code] if w.weekday != day),
            WeeklyWindow(day, start - 60, start + 180),
        )
    changed = replace(_asking_only(changed, topic, codes), client_hours=hours)
    seats = tuple(Seat(code, locked=True) for code in codes[1:])
    return Planted(
        "locked seats of the only session",
        changed,
        (topic, name),
        ("2 seats", "is full", "locked", "Lock"),
        held=Session(
            "S1",
            topic,
            start=day * MINUTES_A_DAY + start,
            minutes=window.closes - start,
            therapists=(name,),
            seats=seats,
        ),
    )


# --- several at once ------------------------------------------------------------------------------------------------


def _two_faults(program: Program, turn: int) -> Planted:
    """A client who comes for two hours, and a topic whose leader is away."""
    code = a_client(program, turn).code
    topic = a_topic(program, turn)
    changed, name = _alone_leading(program, topic)
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
    changed, name = _alone_leading(program, topic)
    changed = _with_therapist(changed, name, most_minutes=30)
    code = a_client(program, turn).code
    changed = _with_client(changed, code, weekdays=frozenset({_days_of(program, code)[0]}))
    changed = _with_topic(changed, a_topic(program, turn + 1), room_kind="pool")
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
    _changeover_of_one,
    _tagged_co_leader,
    _three_musts_a_day,
    _row_of_one,
    _settled_hours,
    _away_half_days,
    _closed_leader_away,
    _ninety_five,
    _together_between_starts,
    _need_of_a_day_away,
    _apart_and_away,
    _avoids_the_leader,
    _kitchen_monday,
    _small_one_left,
    _kitchen_changeover,
    _big_room_once,
    _apart_from_settled,
    _medical_test,
    _holiday_daytimes,
    _locked_seats,
    _two_faults,
    _three_faults,
)
