"""Planted faults of a third sitting: rooms, times, settled sessions, rules, and the week."""

from __future__ import annotations

from dataclasses import replace

from planner.model import MINUTES_A_DAY, Attended, Room, Seat, Session, Topic
from planner.program import FixedRow, NeedRow, Program, RuleUse, WeeklyWindow
from tests.benchmarks.breaking import (
    DAYS,
    DAYTIME,
    MUST,
    Kind,
    alone_leading,
    asking_only,
    away_on,
    days_of,
    every_topic,
    led_by,
    offering,
    on_day,
    opens_on,
    plain_topic,
    who_need,
    with_guest,
    with_hours,
    with_topic,
)
from tests.benchmarks.faults import Planted, a_client, a_topic

# --- rooms, times and the week ----------------------------------------------------------------------------------


def video_room(program: Program, turn: int) -> Planted:
    codes = list(program.clients)[:6]
    video = Topic("Online group", 60, room_kind="video")
    changed = offering(program, video, tuple(program.therapists), codes)
    return Planted("no room for video", changed, ("Online group",), ("video",))


def womens_evening(program: Program, turn: int) -> Planted:
    """The women's group has moved to 20:00."""
    codes = [
        code
        for code, row in program.clients.items()
        if "women" in row.tags and all(window.closes <= 1200 for window in program.client_hours[code])
    ]
    changed = with_topic(program, "Women's group", starts=(1200,))
    changed = asking_only(changed, "Women's group", codes[:6])
    return Planted("the women's group at eight", changed, ("Women's group",), ("20:00",))


def one_studio(program: Program, turn: int) -> Planted:
    """Two topics of 90 minutes in a studio that is to be had for two hours."""
    codes = [code for code in program.clients if 1 in days_of(program, code)][:4]
    room = Room("Studio", 12, frozenset({"studio"}))
    changed = replace(program, rooms={**program.rooms, "Studio": room})
    changed = replace(changed, room_hours={**program.room_hours, "Studio": (WeeklyWindow(1, 600, 720),)})
    first, second = "Guest", "Other guest"
    changed = with_guest(with_guest(changed, first, *DAYTIME), second, *DAYTIME)
    changed = offering(changed, Topic("Painting", 90, room_kind="studio"), (first,), codes)
    changed = offering(changed, Topic("Dancing", 90, room_kind="studio"), (second,), codes)
    changed = replace(changed, client_hours={**changed.client_hours, **dict.fromkeys(codes, DAYTIME)})
    changed = replace(changed, starts=tuple(sorted({*changed.starts, (1, 600)})))
    return Planted("one studio, two topics", changed, ("Dancing", "Painting"), ("Studio",))


def fire_drill(program: Program, turn: int) -> Planted:
    away = tuple(row for name in program.rooms for row in away_on(name, "Fire drill", 1))
    return Planted("every room away on Tuesday", replace(program, away=away), ("away",), ("Fire drill",))


def twelve_seats(program: Program, turn: int) -> Planted:
    """An education group for thirty, once a week, where the largest room seats 12."""
    topic = a_topic(program, turn)
    codes = list(program.clients)[:20]
    changed = plain_topic(program, topic, kind="education", largest=30, runs_at_most=1)
    changed = asking_only(changed, topic, codes)
    most = max(room.seats for room in program.rooms.values())
    return Planted("a hall of twelve", changed, (topic,), (f"{most} seats", f"seats {most}", "Runs at most"))


def eighteen_seats(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    codes = list(program.clients)[:24]
    changed = asking_only(plain_topic(program, topic, largest=6, runs_at_most=3), topic, codes)
    return Planted("eighteen seats for 24", changed, (topic,), ("18", "Runs at most"))


def settled_in_an_office(program: Program, turn: int) -> Planted:
    """The topic's one session of the week is settled in an office."""
    topic = a_topic(program, turn)
    office = next(room.name for room in program.rooms.values() if "office" in room.kinds)
    codes = who_need(program, topic)[:6]
    day, start = opens_on(program, codes[0])
    changed = asking_only(plain_topic(program, topic, runs_at_most=1, minutes=60), topic, codes)
    row = FixedRow(topic, start, day, room=office, place="book: Fixed!A2")
    changed = replace(
        changed, fixed=(row,), client_hours={**changed.client_hours, **dict.fromkeys(codes, DAYTIME)}
    )
    return Planted("settled in an office", changed, (topic,), (office, "2 seats"))


def staff_meeting(program: Program, turn: int) -> Planted:
    """The whole staff meets on Wednesday and Thursday from nine to three."""
    meeting = Topic(
        "Staff meeting", 360, "community", counts=False, needs_room=False, leaders=len(program.therapists)
    )
    changed = replace(program, topics={**program.topics, meeting.name: meeting})
    changed = led_by(changed, meeting.name, *program.therapists)
    for name, rows in program.therapist_hours.items():
        others = tuple(row for row in rows if row.weekday not in (2, 3))
        changed = with_hours(changed, name, *others, WeeklyWindow(2, 480, 1260), WeeklyWindow(3, 480, 1260))
    settled = tuple(
        FixedRow(meeting.name, 540, day, therapists=tuple(program.therapists), place=f"book: Fixed!A{day}")
        for day in (2, 3)
    )
    changed = replace(changed, fixed=settled, starts=tuple(sorted({*changed.starts, (2, 540), (3, 540)})))
    return Planted("the staff meets", changed, ("Staff meeting",), ("Staff meeting",))


def community_meetings(program: Program, turn: int) -> Planted:
    """A meeting is settled in each room for groups, all mornings."""
    rooms = [room.name for room in program.rooms.values() if "group" in room.kinds]
    meeting = Topic("Morning meeting", 240, "community", counts=False, leaders=0)
    changed = replace(program, topics={**program.topics, meeting.name: meeting})
    rows = tuple(
        FixedRow(meeting.name, 480, day, room=room, place=f"book: Fixed!A{day}")
        for day in range(5)
        for room in rooms
    )
    return Planted(
        "meetings in every room",
        replace(changed, fixed=rows),
        ("Morning meeting", "Room"),
        ("settled", "Morning meeting"),
    )


def everything_at_five(program: Program, turn: int) -> Planted:
    """Sessions start at 17:00 and at no other time."""
    changed = replace(program, starts=tuple((day, 1020) for day in range(7)))
    return Planted("everything at five", changed, ("17:00", "start"), ("17:00", "1 start", "Times"))


def settled_for_an_absent(program: Program, turn: int) -> Planted:
    """A settled session names a client who isn't there on that day."""
    code = a_client(program, turn).code
    topic = a_topic(program, turn)
    day = next(day for day in range(6, -1, -1) if day not in days_of(program, code))
    changed = plain_topic(program, topic, runs_at_most=1)
    changed = replace(changed, fixed=(FixedRow(topic, 570, day, clients=(code,), place="book: Fixed!A2"),))
    return Planted("settled for somebody absent", changed, (code,), (f"{DAYS[day]}", "available", "settled"))


def settled_runs(program: Program, turn: int) -> Planted:
    """Both sessions of the week are settled where nobody who needs one is there."""
    topic = a_topic(program, turn)
    codes = who_need(program, topic)[:4]
    changed = asking_only(plain_topic(program, topic, runs_at_most=2), topic, codes)
    late = tuple(WeeklyWindow(day, 480, 1080) for day in range(5))
    changed = replace(changed, client_hours={**changed.client_hours, **dict.fromkeys(codes, late)})
    rows = tuple(FixedRow(topic, 1110, day, place=f"book: Fixed!A{day}") for day in (0, 1))
    words = ("Runs at most", "settled")
    return Planted("settled at the wrong time", replace(changed, fixed=rows), (topic,), words)


def run_eight_times(program: Program, turn: int) -> Planted:
    return Planted(
        "every topic eight times",
        every_topic(program, runs_at_least=8, runs_at_most=None),
        ("Runs at least", "at least 8", "8 sessions", "8 times"),
        ("therapist", "room", "Most hours", "T0", "Runs at least", "clients"),
    )


def nine_tests(program: Program, turn: int) -> Planted:
    """Nine tests in place of one, for a client who comes on a few days."""
    code = a_client(program, turn).code
    test = Topic("Urine test", 10, "testing", largest=1, counts=False, needs_room=False, only_if_asked=True)
    changed = offering(program, test, tuple(program.therapists), [])
    changed = replace(changed, needs=(*changed.needs, NeedRow(code, test.name, 9, MUST)))
    days = len(days_of(program, code))
    return Planted("nine tests", changed, (code,), (f"{days} days", "Most a day", "a day"))


def rule(name: str, kind: str) -> Kind:
    def plant(program: Program, turn: int) -> Planted:
        history = tuple(
            Attended(on_day(day - 7), a_topic(program, place), code, start=570)
            for place, code in enumerate(program.clients)
            for day in range(5)
            if day not in days_of(program, code)
        )
        changed = replace(program, rule_uses=(RuleUse(name, "must", "book: Rules!B2"),), attendance=history)
        return Planted(kind, changed, (name,), (name,))

    return plant


def locked_and_away(program: Program, turn: int) -> Planted:
    """The roster holds a locked session whose leader has fallen ill since."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    codes = who_need(program, topic)[:4]
    day, start = opens_on(program, codes[0])
    window = WeeklyWindow(day, start, start + 180)
    changed = with_hours(plain_topic(changed, topic), name, window)
    changed = replace(changed, away=away_on(name, "Flu", day))
    session = Session(
        "S1", topic, start=day * MINUTES_A_DAY + start, minutes=program.topics[topic].minutes, therapists=(name,),
        seats=tuple(Seat(code, locked=True) for code in codes[:1]), lock="all")  # fmt: skip
    return Planted("locked, and the leader ill", changed, (topic, name), ("Flu",), held=session)


def holiday_and_leave(program: Program, turn: int) -> Planted:
    """A holiday on Monday, and on Tuesday half of the staff is at a training."""
    names = list(program.therapists)[::2]
    away = (
        *away_on("everyone", "Holiday", 0),
        *(row for name in names for row in away_on(name, "Training", 1)),
    )
    also = (((*names, "therapists"), ("Training",)),)
    return Planted(
        "a holiday and a training", replace(program, away=away), ("everyone",), ("Holiday",), also=also
    )


def after_the_wrong_way(program: Program, turn: int) -> Planted:
    """What has to come before is held on Friday, what comes after on Tuesday."""
    first, second = "Guest", "Other guest"
    code = a_client(program, turn).code
    changed = with_guest(
        with_guest(program, first, WeeklyWindow(4, 480, 1260)), second, WeeklyWindow(1, 480, 1260)
    )
    changed = offering(changed, Topic("Orientation", 60), (first,), [code])
    changed = offering(changed, Topic("Skills lab", 60, after=("Orientation",)), (second,), [code])
    changed = replace(changed, client_hours={**changed.client_hours, code: DAYTIME})
    return Planted("after, the wrong way round", changed, ("Skills lab",), ("Orientation",))
