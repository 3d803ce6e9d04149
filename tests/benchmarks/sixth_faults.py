"""Planted faults of a sixth sitting: clients, needs, levels, who is apart, what is settled and made must."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from planner.model import Apart, Seat, Session, Topic
from planner.program import AwayRow, CurriculumRow, FixedRow, NeedRow, Program, RuleUse, WeeklyWindow, WishRow
from tests.benchmarks.breaking import (
    DAYTIME,
    MUST,
    Kind,
    away_on,
    coming,
    offering,
    on_day,
    with_client,
    with_guest,
    with_therapist,
    without_needs,
)
from tests.benchmarks.faults import MONDAY, Planted
from tests.benchmarks.fifth_people_faults import clients, one_evening

SIXTH_WEEKS = ((24, 41), (48, 42), (36, 44), (80, 43))


def client_with(program: Program, turn: int, *rows: WeeklyWindow) -> tuple[Program, str]:
    """A client who comes in these hours, and in no others."""
    codes = clients(program, 8)
    code = codes[turn % len(codes)]
    return coming(program, [code], *rows), code


# --- a client's hours -------------------------------------------------------------------------------------------


def an_hour_a_day(program: Program, turn: int) -> Planted:
    """An hour on each of four days, where nine hours are asked."""
    changed, code = client_with(program, turn, *(WeeklyWindow(day, 1020, 1080) for day in range(4)))
    return Planted(
        "an hour a day", changed, (code,), ("4 h", "Available for", "can come", "Client availability")
    )


def in_pieces(program: Program, turn: int) -> Planted:
    """Hours enough, in pieces of forty minutes, the pauses between them typed as if nobody were there."""
    rows = [WeeklyWindow(day, start, start + 40) for day in range(5) for start in range(480, 1080, 60)]
    changed, code = client_with(program, turn, *rows)
    words = (
        "pieces",
        "40 min",
        "in one piece",
        "at a time",
        "too short",
        "shorter than",
        "long enough",
        "long",
    )
    return Planted("hours in pieces", changed, (code,), words)


def five_in_the_morning(program: Program, turn: int) -> Planted:
    """Meant were 5 to 8 in the evening."""
    changed, code = client_with(program, turn, *(WeeklyWindow(day, 300, 475) for day in range(5)))
    words = ("5:00", "05:00", "start", "Available for 0", "evening", "17:00")
    return Planted("five to eight in the morning", changed, (code,), words)


def wrong_day(program: Program, turn: int) -> Planted:
    """The group is on Thursday; the client comes on Monday to Wednesday."""
    changed, code = client_with(program, turn, *DAYTIME[:3])
    changed = with_guest(changed, "Guest", WeeklyWindow(3, 480, 1260))
    changed = offering(changed, Topic("Art therapy", 60), ("Guest",), [code])
    return Planted("comes on other days than the group", changed, (code, "Art therapy"), ("Thu", "Guest"))


def weekend_authorised(program: Program, turn: int) -> Planted:
    """Authorised for the weekend, there from Monday to Friday."""
    changed, code = client_with(program, turn, *DAYTIME)
    changed = with_client(changed, code, weekdays=frozenset({5, 6}))
    return Planted("authorised for the weekend", changed, (code,), ("authorised", "Days"))


def dialysis(program: Program, turn: int) -> Planted:
    """Away on every morning on which the one group is held."""
    code = clients(program, 1)[0]
    changed = with_guest(program, "Guest", *(WeeklyWindow(day, 570, 690) for day in range(5)))
    changed = coming(offering(changed, Topic("Art therapy", 60), ("Guest",), [code]), [code], *DAYTIME)
    away = AwayRow(code, MONDAY, on_day(4), opens=540, closes=720, reason="Dialysis")
    return Planted("away in the mornings", replace(changed, away=(away,)), (code,), ("Dialysis", "away"))


def two_musts_at_once(program: Program, turn: int) -> Planted:
    """Two groups that a client must have are both held at the same hour only."""
    changed, code = client_with(program, turn, *DAYTIME)
    for name, topic in (("Guest", "Art therapy"), ("Other guest", "Choir")):
        changed = with_guest(changed, name, WeeklyWindow(2, 1020, 1080))
        changed = offering(changed, Topic(topic, 60), (name,), [code])
    words = ("Choir", "Art therapy", "same time", "at once")
    return Planted("two musts at the same hour", changed, (code,), words)


def begins_on_thursday(program: Program, turn: int) -> Planted:
    """The stay begins on Thursday; the group is on Monday and Tuesday."""
    changed, code = client_with(program, turn, *DAYTIME)
    changed = with_guest(with_client(changed, code, starts=on_day(3)), "Guest", *DAYTIME[:2])
    changed = offering(changed, Topic("Intake group", 60), ("Guest",), [code])
    words = ("begins", "Starts", "stay", "from Thu")
    return Planted("begins after the group", changed, (code, "Intake group"), words)


def half_days_at_floor(program: Program, turn: int) -> Planted:
    """Four hours on each attended day are asked; the client has two a day."""
    level = replace(program.levels["IOP"], name="Day track", least_minutes_a_day=240, least_minutes=480)
    changed = replace(program, levels={**program.levels, "Day track": level})
    rows = (WeeklyWindow(day, 480, 630) for day in range(5))
    changed, code = client_with(changed, turn, *rows)
    changed = with_client(without_needs(changed, code), code, level="Day track")
    words = ("a day", "Min hours a day", "4 h")
    return Planted("half days under a daily floor", changed, (code,), words)


def five_days_of_two(program: Program, turn: int) -> Planted:
    """The level asks for five days; the client comes on two long ones."""
    level = replace(program.levels["IOP"], name="Daily", least_days=5)
    changed = replace(program, levels={**program.levels, "Daily": level})
    changed, code = client_with(changed, turn, *DAYTIME[:2])
    changed = with_client(without_needs(changed, code), code, level="Daily")
    return Planted("five days asked, two there", changed, (code,), ("2 days", "5 days", "Min days"))


def six_hours_at_most(program: Program, turn: int) -> Planted:
    """A maximum of six hours was typed beside the client, the level asks for nine."""
    changed, code = client_with(program, turn, *DAYTIME)
    changed = with_client(without_needs(changed, code), code, least_minutes=540, most_minutes=360)
    return Planted("at most six hours of nine", changed, (code,), ("6 h", "Max hours", "at most"))


def ninety_minutes_a_day(program: Program, turn: int) -> Planted:
    """A level with an hour and a half a day at most, on five days."""
    level = replace(program.levels["IOP"], name="Brief", most_minutes_a_day=90)
    changed = replace(program, levels={**program.levels, "Brief": level})
    for code in clients(program, 4):
        changed = with_client(changed, code, level="Brief")
    changed = coming(changed, clients(program, 4), *DAYTIME[:3])
    words = ("a day", "Max hours a day", "1.5 h")
    return Planted("an hour and a half a day", changed, ("Brief", *clients(program, 4)), words)


# --- needs ------------------------------------------------------------------------------------------------------


def last_seat(program: Program, turn: int) -> Planted:
    """One seat; a must of one client, a could of another."""
    changed, _ = one_evening(program, Topic("Biofeedback", 60, largest=1), 1)
    other = clients(program, 2)[1]
    changed = replace(changed, needs=(*changed.needs, NeedRow(other, "Biofeedback", 1, 1)))
    words = ("full", "seat", "priority", "must", "Largest", "1 client", "Guest")
    return Planted(
        "one seat, a must and a could", coming(changed, [other], *DAYTIME), ("Biofeedback",), words
    )


def could_gives_way(program: Program, turn: int) -> Planted:
    """An hour in all; a must takes it, a could is left."""
    changed, code = client_with(program, turn, WeeklyWindow(2, 1020, 1080))
    changed = with_client(without_needs(changed, code), code, level="OP", least_minutes=0)
    for name, topic, priority in (("Guest", "Art therapy", MUST), ("Other guest", "Choir", 1)):
        changed = with_guest(changed, name, *DAYTIME)
        changed = offering(changed, Topic(topic, 60), (name,), [])
        changed = replace(changed, needs=(*changed.needs, NeedRow(code, topic, 1, priority)))
    words = ("Art therapy", "1 h", "must", "priority", "Available for")
    return Planted("a could behind a must", changed, (code,), words)


def thrice_of_twice_a_week(program: Program, turn: int) -> Planted:
    """Three sessions each for five, of a topic that one client has twice a week at most."""
    codes = clients(program, 5)
    changed = coming(with_guest(program, "Guest", *DAYTIME), codes, *DAYTIME)
    changed = offering(changed, Topic("Art therapy", 60, most_a_week=2), ("Guest",), [])
    changed = replace(
        changed, needs=(*changed.needs, *(NeedRow(code, "Art therapy", 3, MUST) for code in codes))
    )
    words = ("Most a week", "twice", "2 a week", "at most 2", "2 sessions", "2 times")
    return Planted("three of two a week", changed, ("Art therapy",), words)


def three_tests_two_days(program: Program, turn: int) -> Planted:
    """Three sessions, one a day, for somebody who comes on Monday and Tuesday."""
    changed, code = client_with(program, turn, *DAYTIME[:2])
    changed = with_guest(changed, "Guest", *DAYTIME)
    changed = offering(changed, Topic("Art therapy", 60), ("Guest",), [])
    changed = replace(changed, needs=(*changed.needs, NeedRow(code, "Art therapy", 3, MUST)))
    words = ("a day", "Most a day", "2 days", "Mon")
    return Planted("three sessions on two days", changed, (code,), words)


def curriculum_on_friday(program: Program, turn: int) -> Planted:
    """The curriculum has the topic on Fridays; the client's stay ends on Thursday."""
    changed, code = client_with(program, turn, *DAYTIME)
    changed = offering(with_guest(changed, "Guest", *DAYTIME), Topic("Steps", 60), ("Guest",), [])
    row = CurriculumRow("Track", 1, 9, "Steps", weekdays=frozenset({4}), priority=MUST)
    changed = with_client(
        replace(changed, curricula=(row,)), code, curriculum="Track", curriculum_start=MONDAY, ends=on_day(3)
    )
    words = ("ends", "Ends", "stay", "Fri", "until Thu")
    return Planted("a curriculum's Friday after the stay", changed, (code,), words)


# --- apart ------------------------------------------------------------------------------------------------------


def _apart(program: Program, asking: int, closes: int, *, ring: bool) -> Planted:
    changed, codes = one_evening(program, Topic("Men in recovery", 60), asking)
    changed = replace(
        changed,
        apart=(*changed.apart, *(Apart(one, other) for one, other in pairwise(codes))),
        therapist_hours={**changed.therapist_hours, "Guest": (WeeklyWindow(2, 1020, closes),)},
    )
    if ring:
        changed = replace(changed, apart=(*changed.apart, Apart(codes[-1], codes[0])))
    kind = f"{'a ring' if ring else 'a chain'} of {asking} apart"
    return Planted(kind, changed, ("Men in recovery", *codes), ("apart",))


def chain_of_three(program: Program, turn: int) -> Planted:
    """Three in a chain of pairs apart, for one session."""
    return _apart(program, 3, 1080, ring=False)


def chain_of_five(program: Program, turn: int) -> Planted:
    """Five in a chain, for one session: three can sit there at most."""
    return _apart(program, 5, 1080, ring=False)


def ring_of_five(program: Program, turn: int) -> Planted:
    """Five in a ring, for two sessions: three would be needed."""
    return _apart(program, 5, 1170, ring=True)


def apart_from_the_licensed(program: Program, turn: int) -> Planted:
    """The one leader with the tag is the one from whom the client is kept apart."""
    changed, code = client_with(program, turn, *DAYTIME)
    changed = with_guest(with_guest(changed, "Guest", *DAYTIME), "Nurse", *DAYTIME)
    changed = with_therapist(changed, "Nurse", tags=frozenset({"licensed"}))
    topic = Topic("Medication", 60, leader_tags=frozenset({"licensed"}))
    changed = offering(changed, topic, ("Guest", "Nurse"), [code])
    changed = replace(changed, apart=(*changed.apart, Apart(code, therapist="Nurse")))
    return Planted(
        "apart from the licensed one", changed, (code, "Medication"), ("apart from Nurse", "apart")
    )


# --- settled, locked, made must ---------------------------------------------------------------------------------


def settled_over_the_day(program: Program, turn: int) -> Planted:
    """Settled for six hours on a Monday; the level has five a day at most."""
    changed, code = client_with(program, turn, *DAYTIME)
    changed = offering(
        with_guest(changed, "Guest", *DAYTIME), Topic("Workshop", 90, most_a_day=6), ("Guest",), []
    )
    rows = tuple(
        FixedRow("Workshop", start, 0, therapists=("Guest",), clients=(code,), place=f"book: Fixed!A{at}")
        for at, start in enumerate((480, 570, 660, 840), 2)
    )
    words = ("5 h", "a day", "Max hours a day")
    return Planted("settled for six hours of five", replace(changed, fixed=rows), (code,), words)


def settled_twice(program: Program, turn: int) -> Planted:
    """One client in two settled sessions that overlap by half an hour."""
    changed, code = client_with(program, turn, *DAYTIME)
    rows = []
    for at, (name, topic, start) in enumerate(
        (("Guest", "Art therapy", 570), ("Other guest", "Choir", 630)), 2
    ):
        changed = offering(with_guest(changed, name, *DAYTIME), Topic(topic, 90), (name,), [])
        rows.append(
            FixedRow(topic, start, 1, therapists=(name,), clients=(code,), place=f"book: Fixed!A{at}")
        )
    return Planted(
        "settled twice at once", replace(changed, fixed=tuple(rows)), (code,), ("Fixed!A2", "Fixed!A3")
    )


def settled_apart(program: Program, turn: int) -> Planted:
    """Two who are kept apart are settled in one session."""
    changed, codes = one_evening(program, Topic("Choir", 60), 2)
    row = FixedRow("Choir", 1020, 2, therapists=("Guest",), clients=tuple(codes), place="book: Fixed!A2")
    changed = replace(changed, fixed=(row,), apart=(*changed.apart, Apart(codes[0], codes[1])))
    return Planted("settled together, kept apart", changed, tuple(codes), ("apart",))


def locked_room_away(program: Program, turn: int) -> Planted:
    """A lock keeps a session in a room that is flooded now."""
    changed, codes = one_evening(program, Topic("Choir", 60), 2)
    room = next(name for name, row in program.rooms.items() if row.seats > 2)
    changed = replace(changed, away=away_on(room, "Flooded", 2))
    held = Session(
        "S1",
        "Choir",
        start=2 * 1440 + 1020,
        minutes=60,
        therapists=("Guest",),
        room=room,
        seats=tuple(Seat(code) for code in codes),
        lock="all",
    )
    return Planted("locked in a flooded room", changed, (room,), ("Flooded", "away"), held=held)


def no_waiting(program: Program, turn: int) -> Planted:
    """No idle time is made a must; two musts lie hours apart."""
    changed, code = client_with(program, turn, WeeklyWindow(0, 480, 1260))
    changed = with_client(without_needs(changed, code), code, level="OP", least_minutes=0)
    for name, start in (("Guest", 480), ("Other guest", 1110)):
        changed = with_guest(changed, name, WeeklyWindow(0, start, start + 60))
        changed = offering(changed, Topic(f"Group of {name}", 60, largest=1), (name,), [code])
    changed = replace(changed, rule_uses=(RuleUse("Idle time", "must", "book: Rules!B2"),))
    return Planted("no waiting as a must", changed, ("Idle time", "Rules!B2"), ("must", "Idle time", "wait"))


def avoided_primary(program: Program, turn: int) -> Planted:
    """Wishes are a must, and a client avoids the therapist who is their primary."""
    code = next(one for one in clients(program, 8) if program.clients[one].primary)
    name = program.clients[code].primary
    changed = replace(
        program,
        wishes=(*program.wishes, WishRow(code, prefers=False, therapist=name)),
        rule_uses=(RuleUse("Wishes", "must", "book: Rules!B2"),),
    )
    return Planted("wishes a must, the primary avoided", changed, (code,), ("Wishes", "avoid", "wish"))


SIXTH_PEOPLE: tuple[Kind, ...] = (
    an_hour_a_day,
    in_pieces,
    five_in_the_morning,
    wrong_day,
    weekend_authorised,
    dialysis,
    two_musts_at_once,
    begins_on_thursday,
    half_days_at_floor,
    five_days_of_two,
    six_hours_at_most,
    ninety_minutes_a_day,
    last_seat,
    could_gives_way,
    thrice_of_twice_a_week,
    three_tests_two_days,
    curriculum_on_friday,
    chain_of_three,
    chain_of_five,
    ring_of_five,
    apart_from_the_licensed,
    settled_over_the_day,
    settled_twice,
    settled_apart,
    locked_room_away,
    no_waiting,
    avoided_primary,
)
