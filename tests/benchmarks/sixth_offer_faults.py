"""Planted faults of a sixth sitting: therapists, rooms, topics, closures, and the whole program."""

from __future__ import annotations

from dataclasses import replace

from planner.model import Room, Topic
from planner.program import AwayRow, NeedRow, Program, WeeklyWindow
from tests.benchmarks.breaking import (
    DAYTIME,
    MUST,
    Kind,
    away_on,
    coming,
    every_topic,
    led_by,
    offering,
    on_day,
    who_need,
    with_client,
    with_guest,
    with_hours,
    with_therapist,
)
from tests.benchmarks.faults import Planted, a_topic
from tests.benchmarks.fifth_people_faults import clients, one_evening


def hosted(
    program: Program, topic: Topic, asking: int, *rows: WeeklyWindow, host: str = "Guest"
) -> tuple[Program, list[str]]:
    """A topic more that so many clients must have, who come all day; the guest leads it in these hours."""
    codes = clients(program, asking)
    changed = coming(with_guest(program, host, *(rows or DAYTIME)), codes, *DAYTIME)
    return offering(changed, topic, (host,), codes), codes


def with_room(program: Program, name: str, seats: int, kind: str, *rows: WeeklyWindow) -> Program:
    hours = {**program.room_hours, **({name: rows} if rows else {})}
    return replace(
        program, rooms={**program.rooms, name: Room(name, seats, frozenset({kind}))}, room_hours=hours
    )


# --- leaders ----------------------------------------------------------------------------------------------------


def left_the_clinic(program: Program, turn: int) -> Planted:
    """The one who led it is not to lead it any more."""
    topic = a_topic(program, turn)
    return Planted(
        "its leader has left", led_by(program, topic), (topic,), ("nobody leads", "no therapist leads")
    )


def leads_before_dawn(program: Program, turn: int) -> Planted:
    """Its leader's hours are Saturday at six; nobody may start then."""
    changed, _ = hosted(program, Topic("Yoga", 60), 4, WeeklyWindow(5, 360, 470))
    return Planted("a leader at six on Saturday", changed, ("Yoga",), ("Guest", "Sat"))


def one_session_a_day(program: Program, turn: int) -> Planted:
    """Six in groups of three; the leader has one day and one session on it."""
    changed, _ = hosted(program, Topic("Yoga", 60, largest=3), 6, WeeklyWindow(2, 480, 1260))
    changed = with_therapist(changed, "Guest", most_a_day=1)
    words = ("a day", "Most a day", "1 session", "one session")
    return Planted("one session a day of its leader", changed, ("Guest", "Yoga"), words)


def no_two_in_a_row(program: Program, turn: int) -> Planted:
    """Three sessions on end would hold all six; the leader takes no two without a gap."""
    topic = Topic("Yoga", 60, largest=2, starts=(540, 600, 660))
    changed, _ = hosted(program, topic, 6, WeeklyWindow(0, 540, 720))
    changed = with_therapist(changed, "Guest", most_in_a_row=1)
    return Planted("no two in a row", changed, ("Guest",), ("in a row", "gap", "without a pause", "on end"))


def leader_shared(program: Program, turn: int) -> Planted:
    """Two topics, and an hour of the one who leads both."""
    changed, codes = hosted(program, Topic("Yoga", 60), 4)
    changed = offering(changed, Topic("Choir", 60), ("Guest",), codes)
    changed = with_therapist(changed, "Guest", most_minutes=60)
    return Planted("an hour for two topics", changed, ("Guest",), ("1 h", "Most hours", "60 min"))


def same_hour_of_one(program: Program, turn: int) -> Planted:
    """Two topics, both led by one therapist who is there for an hour."""
    changed, codes = one_evening(program, Topic("Yoga", 60), 4)
    changed = offering(changed, Topic("Choir", 60), ("Guest",), codes)
    words = ("Choir", "Yoga", "17:00", "only", "1 h")
    return Planted("two topics in one hour of one", changed, ("Guest",), words)


def caseload(program: Program, turn: int) -> Planted:
    """The leader's four hours go to five primary clients; nothing is left for the group."""
    changed, codes = hosted(program, Topic("Vocational", 60), 5)
    staff = changed.therapists["Guest"]
    changed = with_therapist(changed, "Guest", leads=staff.leads | {"Individual"}, most_minutes=240)
    for code in codes:
        changed = with_client(changed, code, primary="Guest")
        if code not in who_need(changed, "Individual"):
            changed = replace(changed, needs=(*changed.needs, NeedRow(code, "Individual", 1, MUST)))
    return Planted("a caseload that fills the week", changed, ("Guest",), ("4 h", "Most hours", "hours"))


def primary_on_sunday(program: Program, turn: int) -> Planted:
    """The primary therapist of some is there on Sunday evening only, when they don't come."""
    code = next(code for code in clients(program, 8) if code in who_need(program, "Individual"))
    name = program.clients[code].primary or ""
    changed = coming(with_hours(program, name, WeeklyWindow(6, 1140, 1260)), [code], *DAYTIME)
    words = ("never there", "isn't available", "Sun", "primary")
    return Planted("a primary of Sunday evenings", changed, (name,), words)


def two_on_other_days(program: Program, turn: int) -> Planted:
    """It takes two, of whom one is there on Monday and Tuesday, the other on Thursday and Friday."""
    changed, codes = hosted(program, Topic("Psychodrama", 90, leaders=2), 5, *DAYTIME[:2])
    changed = with_guest(changed, "Other guest", *DAYTIME[3:])
    changed = offering(changed, changed.topics["Psychodrama"], ("Guest", "Other guest"), codes)
    words = ("there together", "Other guest", "2 therapists", "at the same time", "Leaders")
    return Planted("two on other days", changed, ("Psychodrama",), words)


# --- rooms ------------------------------------------------------------------------------------------------------


def studio_of_four(program: Program, turn: int) -> Planted:
    """Six at least, in a studio of four."""
    changed = with_room(program, "Studio", 4, "studio")
    changed, _ = hosted(changed, Topic("Drumming", 60, smallest=6, room_kind="studio"), 8)
    return Planted("six in a studio of four", changed, ("Drumming",), ("Studio", "studio", "seats", "4"))


def burst_pipe(program: Program, turn: int) -> Planted:
    """The one gym is closed the whole week."""
    changed = with_room(program, "Gym", 12, "gym")
    changed, _ = hosted(changed, Topic("Climbing", 60, room_kind="gym"), 5)
    changed = replace(changed, away=away_on("Gym", "Burst pipe"))
    return Planted("the gym closed", changed, ("Gym", "gym"), ("Burst pipe", "away"))


def kitchen_on_monday(program: Program, turn: int) -> Planted:
    """The kitchen is free on Monday morning, its leader there on Tuesday."""
    changed = with_room(program, "Kitchen", 12, "kitchen", WeeklyWindow(0, 480, 720))
    changed, _ = hosted(changed, Topic("Cooking", 90, room_kind="kitchen"), 5, WeeklyWindow(1, 480, 1260))
    return Planted("a kitchen on another day", changed, ("Cooking",), ("Kitchen", "kitchen", "room"))


def one_pool_two_groups(program: Program, turn: int) -> Planted:
    """Ten for a pool of five that is open for one session."""
    changed = with_room(program, "Pool", 5, "pool", WeeklyWindow(3, 930, 990))
    changed, _ = hosted(changed, Topic("Swimming", 60, room_kind="pool"), 10)
    return Planted("ten for a pool of five", changed, ("Swimming",), ("Pool", "pool", "5 seats", "room"))


# --- sizes, limits and starts -----------------------------------------------------------------------------------


def three_of_six(program: Program, turn: int) -> Planted:
    """Six at least; three of them come in the evening on which it is led."""
    changed, codes = one_evening(program, Topic("Debate", 60, smallest=6, only_if_asked=True), 7)
    changed = coming(changed, codes[3:], *(WeeklyWindow(day, 480, 780) for day in range(5)))
    return Planted("three of six come then", changed, ("Debate",), ("at least 6", "6", "Smallest"))


def too_few_of_a_level(program: Program, turn: int) -> Planted:
    """For three clients of one level; four are needed."""
    codes = clients(program, 3)
    level = replace(program.levels["IOP"], name="Aftercare")
    changed = replace(program, levels={**program.levels, "Aftercare": level})
    for code in codes:
        changed = with_client(changed, code, level="Aftercare")
    topic = Topic("Alumni circle", 60, smallest=4, levels=frozenset({"Aftercare"}))
    changed, _ = hosted(changed, topic, 0)
    changed = coming(offering(changed, topic, ("Guest",), codes), codes, *DAYTIME)
    words = ("Aftercare", "at least 4", "Levels", "4 clients")
    return Planted("three of a level for four", changed, ("Alumni circle",), words)


def one_at_a_time(program: Program, turn: int) -> Planted:
    """Two leaders at the one hour, and only one session at the same time."""
    topic = Topic("Yoga", 60, largest=4, at_once=1)
    changed, codes = one_evening(with_guest(program, "Other guest", WeeklyWindow(2, 1020, 1080)), topic, 8)
    changed = offering(changed, topic, ("Guest", "Other guest"), codes)
    return Planted(
        "one at a time in one hour",
        changed,
        ("Yoga",),
        ("At once", "at once", "at the same time", "at a time"),
    )


def twice_at_most(program: Program, turn: int) -> Planted:
    """Two sessions of four at most, for ten."""
    changed, _ = hosted(program, Topic("Yoga", 60, largest=4, runs_at_most=2), 10)
    words = ("Runs at most", "2 sessions", "twice", "at most 2", "8")
    return Planted("eight seats for ten", changed, ("Yoga",), words)


def longer_than_the_gap(program: Program, turn: int) -> Planted:
    """Seventy-five minutes, starts an hour apart; two of them are needed in one morning."""
    topic = Topic("Workshop", 75, most_a_day=2, starts=(540, 600))
    changed, codes = hosted(program, topic, 1)
    changed = replace(changed, needs=tuple(n for n in changed.needs if n.topic != "Workshop"))
    changed = replace(changed, needs=(*changed.needs, NeedRow(codes[0], "Workshop", 2, MUST)))
    changed = coming(changed, codes, WeeklyWindow(0, 540, 675), *DAYTIME[1:4])
    changed = with_hours(changed, "Guest", WeeklyWindow(0, 480, 780))
    words = ("75 min", "start", "1.25 h", "1 h 15", "overlap", "Mon")
    return Planted("longer than between two starts", changed, ("Workshop",), words)


def starts_at_seven(program: Program, turn: int) -> Planted:
    """It starts at seven and then only; those who need it come from eight on."""
    changed, _ = hosted(
        program, Topic("Sunrise", 60, starts=(420,)), 4, *(WeeklyWindow(d, 360, 780) for d in range(5))
    )
    return Planted("a topic at seven", changed, ("Sunrise",), ("7:00", "07:00", "Starts"))


# --- closures ---------------------------------------------------------------------------------------------------


def mornings_closed(program: Program, turn: int) -> Planted:
    """The mornings are closed for everyone; one client comes in the mornings."""
    code = clients(program, 1)[0]
    changed = coming(program, [code], *(WeeklyWindow(day, 480, 720) for day in range(5)))
    away = tuple(
        AwayRow("everyone", on_day(day), on_day(day), closes=780, reason="Painting") for day in range(3)
    )
    return Planted(
        "mornings closed", replace(changed, away=away), (code, "everyone"), ("Painting", "everyone")
    )


def closed_wednesday(program: Program, turn: int) -> Planted:
    """Wednesday afternoon is closed, and on the other days its leader isn't there."""
    changed, _ = hosted(program, Topic("Yoga", 60), 5, WeeklyWindow(2, 780, 1260))
    away = AwayRow("everyone", on_day(2), on_day(2), opens=720, reason="Staff day")
    return Planted(
        "its one afternoon closed", replace(changed, away=(away,)), ("Yoga",), ("Staff day", "everyone")
    )


def closed_and_training(program: Program, turn: int) -> Planted:
    """Wednesday is closed; on Thursday, the other day of its leader, there is a training."""
    changed, _ = hosted(program, Topic("Yoga", 60), 5, *DAYTIME[2:4])
    away = (*away_on("everyone", "Staff day", 2), *away_on("Guest", "Training", 3))
    changed = replace(changed, away=away)
    return Planted(
        "a closure and a training", changed, ("Yoga",), ("Staff day",), also=((("Guest",), ("Training",)),)
    )


# --- the whole program ------------------------------------------------------------------------------------------


def groups_of_two(program: Program, turn: int) -> Planted:
    """Every group was typed with two clients at most."""
    changed = every_topic(program, largest=2, smallest=1)
    return Planted(
        "every group of two", changed, ("2",), ("2 clients", "at most 2", "Largest", "seats", "sessions of 2")
    )


def staff_of_three_hours(program: Program, turn: int) -> Planted:
    """Every therapist leads three hours a week at most."""
    staff = {name: replace(row, most_minutes=180) for name, row in program.therapists.items()}
    return Planted(
        "three hours of each therapist",
        replace(program, therapists=staff),
        ("Most hours", "therapist", "lead"),
        ("3 h", "most hours", "hours"),
    )


def one_start_on_weekdays(program: Program, turn: int) -> Planted:
    """Times has nine o'clock and nothing else, Monday to Thursday."""
    changed = replace(program, starts=tuple((day, 570) for day in range(4)))
    return Planted("one start a day", changed, ("9:30", "09:30", "start", "Times"), ("start", "Times"))


SIXTH_OFFER: tuple[Kind, ...] = (
    left_the_clinic,
    leads_before_dawn,
    one_session_a_day,
    no_two_in_a_row,
    leader_shared,
    same_hour_of_one,
    caseload,
    primary_on_sunday,
    two_on_other_days,
    studio_of_four,
    burst_pipe,
    kitchen_on_monday,
    one_pool_two_groups,
    three_of_six,
    too_few_of_a_level,
    one_at_a_time,
    twice_at_most,
    longer_than_the_gap,
    starts_at_seven,
    mornings_closed,
    closed_wednesday,
    closed_and_training,
    groups_of_two,
    staff_of_three_hours,
    one_start_on_weekdays,
)
