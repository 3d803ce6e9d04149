"""Planted faults of a fifth sitting: second leaders, hours for some topics, families, and what is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from planner.model import Room, Topic
from planner.program import AwayRow, CurriculumRow, FixedRow, NeedRow, Program, WeeklyWindow
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
    with_hours,
    with_therapist,
    without_needs,
)
from tests.benchmarks.faults import MONDAY, Planted
from tests.benchmarks.fifth_people_faults import (
    WEDNESDAY_EVENING,
    clients,
    family_apart,
    for_one_topic,
    from_home_on_fridays,
    joins_elsewhere,
    joins_for_no_hours,
    joins_on_thursday,
    left_out_of_topics,
    licensed_from_home,
    nobody_joins,
    one_evening,
    primary_for_groups,
    small_family,
    three_families,
    two_families,
)

FIFTH_WEEKS = ((48, 32), (24, 31), (48, 34), (80, 33))


# --- part weeks and closures ------------------------------------------------------------------------------------


def _three_from_thursday(program: Program, turn: int) -> Planted:
    """The stay begins on Thursday; three sessions are a must, one a day."""
    code = clients(program, 1)[0]
    changed = with_guest(program, "Guest", *DAYTIME)
    changed = offering(changed, Topic("Arrival", 60, only_if_asked=True), ("Guest",), [])
    changed = with_client(changed, code, starts=on_day(3))
    changed = replace(changed, needs=(*changed.needs, NeedRow(code, "Arrival", 3, MUST)))
    return Planted(
        "three sessions from Thursday",
        coming(changed, [code], *DAYTIME),
        (code,),
        ("begins", "Starts", "stay"),
    )


def _two_days_left(program: Program, turn: int) -> Planted:
    """The stay ends on Tuesday; of those two days the client comes for two hours."""
    code = clients(program, 1)[0]
    changed = with_client(without_needs(program, code), code, ends=on_day(1), least_minutes=None)
    rows = (WeeklyWindow(1, 480, 630), *DAYTIME[2:])
    return Planted(
        "two days left of a stay", coming(changed, [code], *rows), (code,), ("ends", "Ends", "stay")
    )


def _full_closure(program: Program, turn: int) -> Planted:
    """Twenty hours in full, and the program is shut from Wednesday on."""
    code = clients(program, 1)[0]
    changed = with_client(program, code, level="PHP", least_minutes=None)
    changed = replace(changed, away=away_on("everyone", "Boiler", 2, 3, 4, 5, 6), closures="full")
    return Planted(
        "shut from Wednesday, in full", coming(changed, [code], *DAYTIME), ("everyone",), ("Boiler",)
    )


# --- Runs at least ----------------------------------------------------------------------------------------------


def _four_runs_of_two_hours(program: Program, turn: int) -> Planted:
    """It should run four times; who leads it has two hours."""
    changed = with_therapist(with_guest(program, "Guest", *DAYTIME), "Guest", most_minutes=120)
    codes = clients(changed, 6)
    changed = offering(changed, Topic("Choir", 60, runs_at_least=4), ("Guest",), [])
    return Planted(
        "four runs in two hours",
        coming(changed, codes, *DAYTIME),
        ("Choir",),
        ("Guest's 2 h", "2 h a week", "Most hours", "2 h"),
    )


def _runs_for_a_few(program: Program, turn: int) -> Planted:
    """It should run three times, for five at least; four have the tag."""
    codes = clients(program, 4)
    changed = with_guest(program, "Guest", *DAYTIME)
    for code in codes:
        changed = with_client(changed, code, tags=frozenset({"veteran"}))
    topic = Topic("Barracks", 60, smallest=5, runs_at_least=3, wanted_tags=frozenset({"veteran"}))
    changed = offering(changed, topic, ("Guest",), [])
    return Planted(
        "three runs for four veterans",
        coming(changed, codes, *DAYTIME),
        ("Barracks",),
        ("veteran", "at least 5"),
    )


# --- every other week -------------------------------------------------------------------------------------------


def _alumni_this_week(program: Program, turn: int) -> Planted:
    """Every other week, and this one too, the alumni have the leader's only hour."""
    changed, _ = one_evening(program, Topic("Skills lab", 60), 4)
    alumni = Topic("Alumni", 60, "community", counts=False, only_if_asked=True)
    staff = changed.therapists["Guest"]
    changed = replace(changed, topics={**changed.topics, "Alumni": alumni})
    changed = with_therapist(changed, "Guest", leads=staff.leads | {"Alumni"})
    since = MONDAY - timedelta(days=12)
    row = FixedRow("Alumni", 1020, 2, therapists=("Guest",), place="book: Fixed!A2", since=since, every=2)
    return Planted("alumni every other week", replace(changed, fixed=(row,)), ("Skills lab",), ("Alumni",))


def _not_this_week(program: Program, turn: int) -> Planted:
    """Settled for two every other week, not this one; without the row it needs four."""
    changed, codes = one_evening(program, Topic("Recorders", 60, smallest=4, only_if_asked=True), 2)
    row = FixedRow(
        "Recorders",
        1020,
        weekday=2,
        therapists=("Guest",),
        clients=tuple(codes),
        place="book: Fixed!A2",
        since=MONDAY - timedelta(days=5),
        every=2,
    )
    return Planted(
        "settled, but not this week",
        replace(changed, fixed=(row,)),
        ("Recorders",),
        ("at least 4", "4 clients at least", "Smallest"),
    )


# --- Curriculum, Not for, Levels --------------------------------------------------------------------------------


def _full_mondays(program: Program, turn: int) -> Planted:
    """The curriculum has four hours on Monday, when the client has three."""
    code = clients(program, 1)[0]
    changed = with_guest(program, "Guest", *DAYTIME)
    rows = []
    for topic, minutes in (("Early skills", 90), ("Prevention", 90), ("Check-in", 60)):
        changed = offering(changed, Topic(topic, minutes, only_if_asked=True), ("Guest",), [])
        rows.append(CurriculumRow("Matrix", 1, 4, topic, weekdays=frozenset({0}), priority=MUST))
    changed = with_client(
        replace(without_needs(changed, code), curricula=tuple(rows)),
        code,
        curriculum="Matrix",
        curriculum_start=MONDAY,
    )
    starts = tuple(sorted({*changed.starts, *((0, minute) for minute in range(480, 1260, 30))}))
    changed = coming(replace(changed, starts=starts), [code], WeeklyWindow(0, 1020, 1200), *DAYTIME[1:])
    return Planted("a curriculum's full Mondays", changed, (code,), ("3 h", "Mon"))


def _barred_for_a_while(program: Program, turn: int) -> Planted:
    """Five are needed; everybody but four has a tag that it is not for."""
    codes = clients(program, 4)
    changed = with_guest(program, "Guest", *DAYTIME)
    for code, row in program.clients.items():
        if code not in codes:
            changed = with_client(changed, code, tags=row.tags | {"suspended"})
    topic = Topic("Outing", 60, smallest=5, barred_tags=frozenset({"suspended"}))
    changed = offering(changed, topic, ("Guest",), codes)
    return Planted(
        "not for all but four", coming(changed, codes, *DAYTIME), ("Outing",), ("suspended", "Not for")
    )


def _four_days_of_three(program: Program, turn: int) -> Planted:
    """Musts on four days, each led on one of them; the level has three days at most."""
    code = clients(program, 1)[0]
    level = replace(program.levels["IOP"], name="Three days", least_days=3, most_days=3)
    changed = replace(program, levels={**program.levels, "Three days": level})
    changed = with_client(without_needs(changed, code), code, level="Three days")
    for place, topic in enumerate(("Yoga", "Reading", "Walking", "Gardening")):
        changed = with_guest(changed, f"Guest {place + 1}", DAYTIME[place])
        changed = offering(changed, Topic(topic, 60), (f"Guest {place + 1}",), [code])
    return Planted(
        "musts on four days of three", coming(changed, [code], *DAYTIME), (code,), ("3 days", "Max days")
    )


# --- rooms ------------------------------------------------------------------------------------------------------


def _pottery(program: Program, turn: int) -> Planted:
    """The studio is free for an hour at a time; pottery takes an hour and a half."""
    codes = clients(program, 3)
    changed = coming(with_guest(program, "Guest", *DAYTIME), codes, *DAYTIME)
    studio = Room("Pottery", 12, frozenset({"studio"}))
    hours = tuple(WeeklyWindow(day, 570, 630) for day in range(5))
    changed = replace(
        changed,
        rooms={**changed.rooms, "Pottery": studio},
        room_hours={**changed.room_hours, "Pottery": hours},
    )
    changed = offering(changed, Topic("Clay", 90, room_kind="studio"), ("Guest",), codes)
    return Planted("a room for an hour", changed, ("Clay",), ("Pottery", "room"))


def _lease(program: Program, turn: int) -> Planted:
    """The hours of the one gym held until yesterday."""
    codes = clients(program, 3)
    changed = coming(with_guest(program, "Guest", *DAYTIME), codes, *DAYTIME)
    gym = Room("Gym", 12, frozenset({"gym"}))
    hours = tuple(replace(row, last_day=MONDAY - timedelta(days=1)) for row in DAYTIME)
    changed = replace(
        changed, rooms={**changed.rooms, "Gym": gym}, room_hours={**changed.room_hours, "Gym": hours}
    )
    changed = offering(changed, Topic("Climbing", 60, room_kind="gym"), ("Guest",), codes)
    return Planted("a lease that ended", changed, ("Climbing",), ("Gym", "room"))


# --- Only if asked ----------------------------------------------------------------------------------------------


def _three_ask(program: Program, turn: int) -> Planted:
    """Three ask for it, four are needed, and nobody sits in it unasked."""
    changed, _ = one_evening(program, Topic("Writing", 60, smallest=4, only_if_asked=True), 3)
    return Planted("three ask, four needed", changed, ("Writing",), ("Only if asked", "ask"))


def _asks_for_nothing(program: Program, turn: int) -> Planted:
    """Every topic is for those who ask, and this client asks for nothing."""
    code = clients(program, 1)[0]
    topics = {name: replace(row, only_if_asked=True) for name, row in program.topics.items()}
    changed = coming(without_needs(replace(program, topics=topics), code), [code], *DAYTIME)
    return Planted("a client who asks for nothing", changed, (code,), ("Only if asked", "ask"))


# --- two at once ------------------------------------------------------------------------------------------------


def _leader_and_gym(program: Program, turn: int) -> Planted:
    """A second leader nobody is, and a gym whose lease has ended."""
    first = nobody_joins(program, turn)
    second = _lease(first.program, turn)
    changed = with_hours(second.program, "Guest", *DAYTIME)
    changed = with_guest(changed, "Circle guest", WEDNESDAY_EVENING)
    codes = [need.client for need in first.program.needs if need.topic == "Large circle"]
    changed = offering(changed, changed.topics["Large circle"], ("Circle guest",), codes)
    return replace(
        second,
        kind="a second leader and a lease",
        program=changed,
        also=((first.names, first.words),),
    )


def _half_day_shut(program: Program, turn: int) -> Planted:
    """The guest's only evening is shut for everyone."""
    changed, _ = one_evening(program, Topic("Listening", 60), 4)
    away = AwayRow("everyone", on_day(2), on_day(2), opens=960, reason="Fire drill")
    return Planted(
        "an evening shut", replace(changed, away=(away,)), ("Listening",), ("Fire drill", "everyone")
    )


FIFTH_KINDS: tuple[Kind, ...] = (
    nobody_joins,
    joins_on_thursday,
    joins_for_no_hours,
    joins_elsewhere,
    for_one_topic,
    left_out_of_topics,
    from_home_on_fridays,
    primary_for_groups,
    licensed_from_home,
    two_families,
    three_families,
    small_family,
    family_apart,
    _three_from_thursday,
    _two_days_left,
    _full_closure,
    _four_runs_of_two_hours,
    _runs_for_a_few,
    _alumni_this_week,
    _not_this_week,
    _full_mondays,
    _barred_for_a_while,
    _four_days_of_three,
    _pottery,
    _lease,
    _three_ask,
    _asks_for_nothing,
    _leader_and_gym,
    _half_day_shut,
)
