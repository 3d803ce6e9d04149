"""Planted faults of the contract alone: therapists, rooms, settled sessions, tests, closures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from planner.model import MINUTES_A_DAY, Apart, Attended, Room, Seat, Session, Topic
from planner.program import (
    AwayRow,
    FixedRow,
    NeedRow,
    Program,
    RuleUse,
    WeeklyWindow,
    WishRow,
)
from tests.benchmarks.breaking import (
    LAST,
    MUST,
    alone_leading,
    asking_only,
    days_of,
    leaders_of,
    opens_on,
    plain_topic,
    who_need,
    with_hours,
    with_needs,
    with_therapist,
    with_topic,
)
from tests.benchmarks.faults import MONDAY, Planted, a_client, a_topic

# --- Therapists -------------------------------------------------------------------------------------------------


def changeover_of_one(program: Program, turn: int) -> Planted:
    """Two topics of one leader who is there for just as long as they last."""
    topic = a_topic(program, turn)
    code = who_need(program, topic)[0]
    other = Topic("Trauma", 60, smallest=1, only_if_asked=True)
    day, start = opens_on(program, code)
    changed, name = alone_leading(program, topic)
    changed = replace(changed, topics={**changed.topics, "Trauma": other}, changeover=30)
    changed = with_therapist(changed, name, leads=frozenset({topic, "Trauma"}))
    changed = plain_topic(changed, topic, minutes=60)
    changed = with_hours(changed, name, WeeklyWindow(day, start, start + 120))
    starts = tuple(sorted({*program.starts, (day, start), (day, start + 60)}))
    changed = asking_only(asking_only(replace(changed, starts=starts), topic, [code]), "Trauma", [code])
    return Planted("a changeover between two", changed, ("hangeover", name), ("hangeover",))


def tagged_co_leader(program: Program, turn: int) -> Planted:
    """Two lead, one must be a nurse, and the one nurse is there on Sunday mornings."""
    topic = a_topic(program, turn)
    name = leaders_of(program, topic)[0]
    staff = {who: replace(row, leads=row.leads | {topic}) for who, row in program.therapists.items()}
    changed = with_therapist(replace(program, therapists=staff), name, tags=frozenset({"nurse on duty"}))
    changed = plain_topic(changed, topic, leaders=2, leader_tags=frozenset({"nurse on duty"}))
    changed = with_hours(changed, name, WeeklyWindow(6, 360, 480))
    return Planted("the one nurse on Sundays", changed, (topic, name), ("nurse on duty", f"{name} is there"))


def three_musts_a_day(program: Program, turn: int) -> Planted:
    """Three topics of one leader who is there on one day and leads one a day."""
    topic = a_topic(program, turn)
    code = who_need(program, topic)[0]
    name = leaders_of(program, topic)[0]
    more = {n: Topic(n, 60, smallest=1, only_if_asked=True) for n in ("Trauma", "Loss")}
    day, start = opens_on(program, code)
    changed = replace(program, topics={**program.topics, **more})
    changed = with_therapist(changed, name, leads=frozenset(more), most_a_day=1, most_minutes=600)
    changed = with_hours(changed, name, WeeklyWindow(day, start, 22 * 60))
    starts = tuple(sorted({*program.starts, (day, start), (day, start + 60)}))
    changed = replace(changed, starts=starts)
    for each in more:
        changed = asking_only(changed, each, [code])
    return Planted("two topics, one a day", changed, (name,), ("1 a day", "Most a day", "1 session"))


def row_of_one(program: Program, turn: int) -> Planted:
    """Back to back is all there is, and one in a row is allowed."""
    one = three_musts_a_day(program, turn)
    name = one.names[0]
    window = one.program.therapist_hours[name][0]
    changed = with_therapist(one.program, name, most_a_day=None, most_in_a_row=1)
    changed = with_hours(changed, name, replace(window, closes=window.opens + 125))
    return Planted("two topics, one in a row", changed, (name,), ("in a row",))


def settled_hours(program: Program, turn: int) -> Planted:
    """Settled sessions use up what the only leader may lead."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    chat = Topic("Rounds", 60, "community", smallest=1, counts=False, needs_room=False)
    changed = replace(changed, topics={**changed.topics, "Rounds": chat})
    windows = changed.therapist_hours[name]
    changed = with_therapist(
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


def away_half_days(program: Program, turn: int) -> Planted:
    """The only leader is on a course, from shortly before to shortly after each of their days."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
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


def closed_leader_away(program: Program, turn: int) -> Planted:
    """A closed group that goes on, and its leader is on holiday."""
    topic = a_topic(program, turn)
    codes = who_need(program, topic)
    changed, name = alone_leading(program, topic)
    lines = tuple(Attended(MONDAY - timedelta(days=6), topic, c, 600, therapists=(name,)) for c in codes)
    changed = replace(with_topic(changed, topic, closed=True, only_if_asked=True), attendance=lines)
    changed = replace(changed, away=(AwayRow(name, first_day=MONDAY, last_day=LAST, reason="Holiday"),))
    return Planted("a closed group's leader away", changed, (name,), ("Holiday", "away"))


def ninety_five(program: Program, turn: int) -> Planted:
    """A topic five minutes longer than its only leader is ever there."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    rows = tuple(replace(w, closes=w.opens + 90) for w in program.therapist_hours[name])
    changed = with_hours(plain_topic(changed, topic, minutes=95), name, *rows)
    return Planted("five minutes too long", changed, (topic, name), ("95 min", "90 min", "1 h 35", "1.5 h"))


def together_between_starts(program: Program, turn: int) -> Planted:
    """The two leaders' common time holds no start."""
    topic = a_topic(program, turn)
    code = who_need(program, topic)[0]
    day, start = opens_on(program, code)
    changed, name = alone_leading(program, topic)
    other = next(n for n in program.therapists if n != name)
    changed = with_therapist(changed, other, leads=changed.therapists[other].leads | {topic})
    changed = plain_topic(changed, topic, leaders=2, minutes=60)
    changed = with_hours(changed, name, WeeklyWindow(day, start - 60, start + 69))
    changed = with_hours(changed, other, WeeklyWindow(day, start + 5, start + 180))
    words = ("there together", "start", "2 therapists")
    return Planted("together between starts", changed, (topic,), words)


def need_of_a_day_away(program: Program, turn: int) -> Planted:
    """A need for one day, on which its only leader is away."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    there = {w.weekday for w in program.therapist_hours[name]}
    code = next(c for c in who_need(program, topic) if there & set(days_of(program, c)))
    on = MONDAY + timedelta(days=min(there & set(days_of(program, code))))
    others = tuple(n for n in program.needs if (n.client, n.topic) != (code, topic))
    row = NeedRow(code, topic, 1, MUST, since=on, until=on)
    changed = replace(
        changed, needs=(*others, row), away=(AwayRow(name, first_day=on, last_day=on, reason="Funeral"),)
    )
    return Planted("a need on a leader's day away", changed, (code, name), ("Funeral",))


def apart_and_away(program: Program, turn: int) -> Planted:
    """Apart from one leader of two, and the other is away."""
    topic = a_topic(program, turn)
    code = who_need(program, topic)[0]
    first, second = list(program.therapists)[:2]
    staff = {
        n: replace(r, leads=r.leads | {topic} if n in (first, second) else r.leads - {topic})
        for n, r in program.therapists.items()
    }
    changed = with_needs(replace(program, therapists=staff), code, topic, 1)
    away = (AwayRow(second, first_day=MONDAY, last_day=LAST, reason="Parental leave"),)
    changed = replace(changed, apart=(*program.apart, Apart(code, therapist=first)), away=away)
    return Planted(
        "apart from one, the other away", changed, (code, topic, second), ("Parental leave", "apart")
    )


def avoids_the_leader(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    code = who_need(changed, topic)[0]
    changed = with_needs(changed, code, topic, 1)
    wish = WishRow(code, prefers=False, therapist=name)
    changed = replace(changed, wishes=(wish,), rule_uses=(*program.rule_uses, RuleUse("Wishes", "must")))
    return Planted("a wish against the one leader", changed, (code,), ("Wishes", "avoid", "wish"))


# --- Rooms ------------------------------------------------------------------------------------------------------


def _kitchen(program: Program, turn: int) -> tuple[Program, str]:
    """A topic for a kitchen, of which there is one."""
    topic = a_topic(program, turn)
    rooms = {**program.rooms, "Kitchen": Room("Kitchen", 12, frozenset({"kitchen"}))}
    return plain_topic(replace(program, rooms=rooms), topic, room_kind="kitchen"), topic


def kitchen_monday(program: Program, turn: int) -> Planted:
    """The kitchen is there on Mondays, and away on Monday."""
    changed, topic = _kitchen(program, turn)
    changed = replace(changed, room_hours={**program.room_hours, "Kitchen": (WeeklyWindow(0, 480, 1320),)})
    changed = replace(
        changed, away=(AwayRow("Kitchen", first_day=MONDAY, last_day=MONDAY, reason="New oven"),)
    )
    return Planted("the kitchen on Monday, away", changed, ("Kitchen", topic), ("New oven",))


def small_one_left(program: Program, turn: int) -> Planted:
    """The large kitchen is away, and the small one is too small."""
    changed, topic = _kitchen(program, turn)
    rooms = {**changed.rooms, "Pantry": Room("Pantry", 2, frozenset({"kitchen"}))}
    changed = with_topic(replace(changed, rooms=rooms), topic, smallest=4)
    changed = replace(changed, away=(AwayRow("Kitchen", first_day=MONDAY, last_day=LAST, reason="New oven"),))
    return Planted(
        "the small room is left", changed, ("Kitchen", "Pantry"), ("New oven", "seats 2", "2 seats")
    )


def kitchen_changeover(program: Program, turn: int) -> Planted:
    """Two sessions fill the kitchen's two hours, but for the changeover."""
    changed, topic = _kitchen(program, turn)
    code = who_need(program, topic)[0]
    day, start = opens_on(program, code)
    cooking = Topic("Cooking", 60, smallest=1, only_if_asked=True, room_kind="kitchen")
    changed = plain_topic(changed, topic, minutes=60, room_kind="kitchen")
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
    changed = asking_only(asking_only(changed, topic, [code]), "Cooking", [code])
    return Planted("a room's changeover", changed, ("hangeover", "Kitchen"), ("hangeover",))


def big_room_once(program: Program, turn: int) -> Planted:
    """The one room for ten is there for an hour on Saturday."""
    topic = a_topic(program, turn)
    rooms = {
        **{n: replace(r, seats=min(r.seats, 8)) for n, r in program.rooms.items()},
        "Hall": Room("Hall", 30, frozenset({"group"})),
    }
    changed = plain_topic(replace(program, rooms=rooms), topic, smallest=9, largest=20)
    changed = replace(changed, room_hours={**program.room_hours, "Hall": (WeeklyWindow(5, 420, 480),)})
    return Planted("the hall on Saturday", changed, (topic, "Hall"), ("Hall", "seats 8", "8 seats"))


# --- Fixed, locks, tests, closures ---------------------------------------------------------------------------------


def apart_from_settled(program: Program, turn: int) -> Planted:
    """The one session of a topic has a settled client from whom another is apart."""
    topic = a_topic(program, turn)
    codes = who_need(program, topic)
    day, start = opens_on(program, codes[0])
    changed, name = alone_leading(program, topic)
    changed = plain_topic(changed, topic, runs_at_most=1)
    changed = with_hours(
        changed, name, *program.therapist_hours[name], WeeklyWindow(day, start - 60, start + 180)
    )
    changed = replace(changed, fixed=(FixedRow(topic, start, day, place="book: Fixed!A2"),))
    windows = {**program.client_hours}
    for code in codes[:2]:
        windows[code] = (*windows[code], WeeklyWindow(day, start - 60, start + 180))
    changed = replace(changed, client_hours=windows, apart=(*program.apart, Apart(codes[0], codes[1])))
    changed = asking_only(changed, topic, codes[:2])
    return Planted("a pair and one settled session", changed, (topic,), ("apart", "Runs at most"))


def medical_test(program: Program, turn: int) -> Planted:
    """A test that a nurse has to take, and there is none."""
    code = a_client(program, turn).code
    test = Topic("Blood test", 10, "testing", largest=1, counts=False, needs_room=False, only_if_asked=True)
    test = replace(test, leader_tags=frozenset({"registered nurse"}))
    staff = {n: replace(r, leads=r.leads | {test.name}) for n, r in program.therapists.items()}
    changed = replace(program, topics={**program.topics, test.name: test}, therapists=staff)
    return Planted(
        "a test nobody may take",
        with_needs(changed, code, test.name, 1),
        (code, test.name),
        ("registered nurse",),
    )


def holiday_daytimes(program: Program, turn: int) -> Planted:
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


def locked_seats(program: Program, turn: int) -> Planted:
    """The only session there can be is locked full with others."""
    topic = a_topic(program, turn)
    codes = who_need(program, topic)[:3]
    day, start = opens_on(program, codes[0])
    changed, name = alone_leading(program, topic)
    window = WeeklyWindow(day, start, start + program.topics[topic].minutes)
    changed = with_hours(plain_topic(changed, topic, largest=2), name, window)
    hours = {**program.client_hours}
    for code in codes:
        hours[code] = (
            *(w for w in hours[code] if w.weekday != day),
            WeeklyWindow(day, start - 60, start + 180),
        )
    changed = replace(asking_only(changed, topic, codes), client_hours=hours)
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
