"""Planted faults of a fifth sitting: second leaders, hours for some topics, families, and what is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from planner.model import Apart, Room, Topic
from planner.program import AwayRow, CurriculumRow, FixedRow, NeedRow, Program, WeeklyWindow
from tests.benchmarks.faults import MONDAY, Planted, a_client
from tests.benchmarks.fourth_faults import _there
from tests.benchmarks.further_faults import MUST, _with_client, _with_therapist
from tests.benchmarks.third_faults import DAYTIME, _away, _day, _guest, _offering, _without_needs
from tests.benchmarks.unseen_faults import Kind, _hours

FIFTH_WEEKS = ((48, 32), (24, 31), (48, 34), (80, 33))
WEDNESDAY_EVENING = WeeklyWindow(2, 1020, 1080)


def _clients(program: Program, number: int) -> list[str]:
    """Clients of the usual level, to whom nothing is barred by a tag of their own."""
    codes = [code for code, row in program.clients.items() if row.level == "IOP" and not row.tags]
    return codes[:number]


def _one_evening(program: Program, topic: Topic, asking: int) -> tuple[Program, list[str]]:
    """A topic more that one guest leads, on Wednesday at 17:00 and never else; so many clients must have it."""
    codes = _clients(program, asking)
    changed = _there(_guest(program, "Guest", WEDNESDAY_EVENING), codes, *DAYTIME)
    return _offering(changed, topic, ("Guest",), codes), codes


# --- Second leader above ----------------------------------------------------------------------------------------


def _nobody_joins(program: Program, turn: int) -> Planted:
    """Ten must have it in one session; above six a second one has to lead, and nobody else does."""
    changed, _ = _one_evening(program, Topic("Large circle", 60, second_leader_above=6), 10)
    words = ("Second leader above", "second leader", "more than 6", "second therapist")
    return Planted("a second leader nobody is", changed, ("Large circle",), words)


def _joins_on_thursday(program: Program, turn: int) -> Planted:
    """Who could be the second one is there on Thursday, the first on Wednesday."""
    changed = _guest(program, "Other guest", WeeklyWindow(3, 1080, 1140))
    changed, codes = _one_evening(changed, Topic("Large circle", 60, second_leader_above=5), 9)
    changed = _offering(changed, changed.topics["Large circle"], ("Guest", "Other guest"), codes)
    words = ("Second leader above", "second leader", "more than 5", "Other guest", "there together")
    return Planted("a second leader on Thursday", changed, ("Large circle",), words)


def _joins_for_no_hours(program: Program, turn: int) -> Planted:
    """The second one is there, with half an hour left to lead."""
    changed = _guest(program, "Other guest", *DAYTIME)
    changed, codes = _one_evening(changed, Topic("Large circle", 60, second_leader_above=6), 10)
    changed = _offering(changed, changed.topics["Large circle"], ("Guest", "Other guest"), codes)
    changed = _with_therapist(changed, "Other guest", most_minutes=30)
    return Planted("a second leader without hours", changed, ("Large circle",), ("Other guest",))


def _joins_elsewhere(program: Program, turn: int) -> Planted:
    """The second one's only hour is settled for another group."""
    changed = _guest(program, "Other guest", WEDNESDAY_EVENING)
    changed = _offering(changed, Topic("Choir", 60, only_if_asked=True), ("Other guest",), [])
    changed, codes = _one_evening(changed, Topic("Large circle", 60, second_leader_above=6), 10)
    changed = _offering(changed, changed.topics["Large circle"], ("Guest", "Other guest"), codes)
    row = FixedRow("Choir", 1020, 2, therapists=("Other guest",), place="book: Fixed!A2")
    return Planted(
        "a second leader settled elsewhere", replace(changed, fixed=(row,)), ("Large circle",), ("Choir",)
    )


# --- Topics on the availability sheets --------------------------------------------------------------------------


def _for_one_topic(program: Program, turn: int) -> Planted:
    """The client's hours are for the individual session alone, on every day but Monday."""
    code = a_client(program, turn).code
    rows = [WeeklyWindow(0, 480, 660)]
    rows += [WeeklyWindow(day, 480, 1260, topics=frozenset({"Individual"})) for day in (1, 2, 3, 4)]
    return Planted(
        "hours for one topic", _there(program, [code], *rows), (code,), ("Individual only", "for Individual")
    )


def _left_out_of_topics(program: Program, turn: int) -> Planted:
    """What the client must have isn't among the topics of their hours."""
    code = a_client(program, turn).code
    changed = _guest(program, "Guest", *DAYTIME)
    changed = _offering(changed, Topic("Budgeting", 60), ("Guest",), [code])
    topics = frozenset(changed.topics) - {"Budgeting"}
    rows = (replace(row, topics=topics) for row in DAYTIME)
    return Planted(
        "a must left out of the hours",
        _there(changed, [code], *rows),
        (code,),
        ("for some topics", "Topics", "hours for", "not for Budgeting", "only for"),
    )


def _from_home_on_fridays(program: Program, turn: int) -> Planted:
    """The curriculum's topic is for Friday, when who leads it works from home, with individual sessions alone."""
    code = a_client(program, turn).code
    friday = WeeklyWindow(4, 480, 1020, first_day=MONDAY, topics=frozenset({"Individual"}))
    changed = _guest(program, "Guest", *DAYTIME[:4], friday)
    changed = _offering(changed, Topic("Steps", 60), ("Guest",), [])
    row = CurriculumRow("Track", 1, 9, "Steps", weekdays=frozenset({4}), priority=MUST)
    changed = _with_client(
        replace(changed, curricula=(row,)), code, curriculum="Track", curriculum_start=MONDAY
    )
    return Planted(
        "from home on Fridays",
        _there(changed, [code], *DAYTIME),
        ("Steps",),
        ("Guest's hours", "Topics", "only for", "for some topics", "for other topics", "for Individual"),
    )


def _primary_for_groups(program: Program, turn: int) -> Planted:
    """The primary therapist's hours are for groups alone."""
    code = next(c for c, row in list(program.clients.items())[turn % 10 :] if row.primary)
    name = program.clients[code].primary or ""
    groups = frozenset(topic for topic, row in program.topics.items() if row.kind == "group")
    rows = (replace(row, topics=groups) for row in program.therapist_hours[name])
    return Planted(
        "a primary for groups alone",
        _hours(program, name, *rows),
        (name,),
        ("Topics", "only for", "for some topics", "for other topics", "not for Individual"),
    )


def _licensed_from_home(program: Program, turn: int) -> Planted:
    """One of the leaders has to be licensed, and the licensed one's hours are for something else."""
    code = a_client(program, turn).code
    changed = _guest(program, "Guest", *DAYTIME)
    changed = _guest(changed, "Nurse", *(replace(row, topics=frozenset({"Individual"})) for row in DAYTIME))
    changed = _with_therapist(changed, "Nurse", tags=frozenset({"licensed"}))
    topic = Topic("Medication", 60, leader_tags=frozenset({"licensed"}))
    changed = _offering(changed, topic, ("Guest", "Nurse"), [code])
    return Planted(
        "a licence that works from home",
        _there(changed, [code], *DAYTIME),
        ("Medication",),
        ("for Individual", "Individual only"),
    )


# --- Family -----------------------------------------------------------------------------------------------------


def _families(program: Program, sizes: tuple[int, ...], topic: Topic, *rows: WeeklyWindow) -> Program:
    """Families of so many each, who all need the topic; the guest leads it in these hours."""
    codes = _clients(program, sum(sizes))
    changed = _there(_guest(program, "Guest", *rows), codes, *DAYTIME)
    rest = iter(codes)
    for place, size in enumerate(sizes):
        for _ in range(size):
            changed = _with_client(changed, next(rest), family=f"F{place + 1}")
    return _offering(changed, topic, ("Guest",), codes)


FAMILY = Topic("Family session", 60, "family", largest=8, only_if_asked=True)


def _two_families(program: Program, turn: int) -> Planted:
    """Two families, and the topic may run once."""
    changed = _families(program, (2, 2), replace(FAMILY, runs_at_most=1), *DAYTIME)
    return Planted("two families, one session", changed, ("Family session",), ("Runs at most", "one family"))


def _three_families(program: Program, turn: int) -> Planted:
    """Three families, and who leads it is there for one session."""
    changed = _families(program, (2, 3, 2), FAMILY, WEDNESDAY_EVENING)
    return Planted("three families, one hour", changed, ("Family session",), ("Guest", "family"))


def _small_family(program: Program, turn: int) -> Planted:
    """A family of two; the session needs four."""
    changed = _families(program, (2, 4), replace(FAMILY, smallest=4), *DAYTIME)
    return Planted(
        "a family of two, four needed",
        changed,
        ("Family session",),
        ("at least 4", "4 clients at least", "Smallest"),
    )


def _family_apart(program: Program, turn: int) -> Planted:
    """Both of a family need the one session, and are never to be in one."""
    changed = _families(program, (2,), replace(FAMILY, runs_at_most=1), *DAYTIME)
    first, second = _clients(program, 2)
    changed = replace(changed, apart=(*changed.apart, Apart(first, second)))
    return Planted("a family kept apart", changed, (first, second), ("apart",))


# --- part weeks and closures ------------------------------------------------------------------------------------


def _three_from_thursday(program: Program, turn: int) -> Planted:
    """The stay begins on Thursday; three sessions are a must, one a day."""
    code = _clients(program, 1)[0]
    changed = _guest(program, "Guest", *DAYTIME)
    changed = _offering(changed, Topic("Arrival", 60, only_if_asked=True), ("Guest",), [])
    changed = _with_client(changed, code, starts=_day(3))
    changed = replace(changed, needs=(*changed.needs, NeedRow(code, "Arrival", 3, MUST)))
    return Planted(
        "three sessions from Thursday",
        _there(changed, [code], *DAYTIME),
        (code,),
        ("begins", "Starts", "stay"),
    )


def _two_days_left(program: Program, turn: int) -> Planted:
    """The stay ends on Tuesday; of those two days the client comes for two hours."""
    code = _clients(program, 1)[0]
    changed = _with_client(_without_needs(program, code), code, ends=_day(1), least_minutes=None)
    rows = (WeeklyWindow(1, 480, 630), *DAYTIME[2:])
    return Planted(
        "two days left of a stay", _there(changed, [code], *rows), (code,), ("ends", "Ends", "stay")
    )


def _full_closure(program: Program, turn: int) -> Planted:
    """Twenty hours in full, and the program is shut from Wednesday on."""
    code = _clients(program, 1)[0]
    changed = _with_client(program, code, level="PHP", least_minutes=None)
    changed = replace(changed, away=_away("everyone", "Boiler", 2, 3, 4, 5, 6), closures="full")
    return Planted(
        "shut from Wednesday, in full", _there(changed, [code], *DAYTIME), ("everyone",), ("Boiler",)
    )


# --- Runs at least ----------------------------------------------------------------------------------------------


def _four_runs_of_two_hours(program: Program, turn: int) -> Planted:
    """It should run four times; who leads it has two hours."""
    changed = _with_therapist(_guest(program, "Guest", *DAYTIME), "Guest", most_minutes=120)
    codes = _clients(changed, 6)
    changed = _offering(changed, Topic("Choir", 60, runs_at_least=4), ("Guest",), [])
    return Planted(
        "four runs in two hours",
        _there(changed, codes, *DAYTIME),
        ("Choir",),
        ("Guest's 2 h", "2 h a week", "Most hours", "2 h"),
    )


def _runs_for_a_few(program: Program, turn: int) -> Planted:
    """It should run three times, for five at least; four have the tag."""
    codes = _clients(program, 4)
    changed = _guest(program, "Guest", *DAYTIME)
    for code in codes:
        changed = _with_client(changed, code, tags=frozenset({"veteran"}))
    topic = Topic("Barracks", 60, smallest=5, runs_at_least=3, wanted_tags=frozenset({"veteran"}))
    changed = _offering(changed, topic, ("Guest",), [])
    return Planted(
        "three runs for four veterans",
        _there(changed, codes, *DAYTIME),
        ("Barracks",),
        ("veteran", "at least 5"),
    )


# --- every other week -------------------------------------------------------------------------------------------


def _alumni_this_week(program: Program, turn: int) -> Planted:
    """Every other week, and this one too, the alumni have the leader's only hour."""
    changed, _ = _one_evening(program, Topic("Skills lab", 60), 4)
    alumni = Topic("Alumni", 60, "community", counts=False, only_if_asked=True)
    staff = changed.therapists["Guest"]
    changed = replace(changed, topics={**changed.topics, "Alumni": alumni})
    changed = _with_therapist(changed, "Guest", leads=staff.leads | {"Alumni"})
    since = MONDAY - timedelta(days=12)
    row = FixedRow("Alumni", 1020, 2, therapists=("Guest",), place="book: Fixed!A2", since=since, every=2)
    return Planted("alumni every other week", replace(changed, fixed=(row,)), ("Skills lab",), ("Alumni",))


def _not_this_week(program: Program, turn: int) -> Planted:
    """Settled for two every other week, not this one; without the row it needs four."""
    changed, codes = _one_evening(program, Topic("Recorders", 60, smallest=4, only_if_asked=True), 2)
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
    code = _clients(program, 1)[0]
    changed = _guest(program, "Guest", *DAYTIME)
    rows = []
    for topic, minutes in (("Early skills", 90), ("Prevention", 90), ("Check-in", 60)):
        changed = _offering(changed, Topic(topic, minutes, only_if_asked=True), ("Guest",), [])
        rows.append(CurriculumRow("Matrix", 1, 4, topic, weekdays=frozenset({0}), priority=MUST))
    changed = _with_client(
        replace(_without_needs(changed, code), curricula=tuple(rows)),
        code,
        curriculum="Matrix",
        curriculum_start=MONDAY,
    )
    starts = tuple(sorted({*changed.starts, *((0, minute) for minute in range(480, 1260, 30))}))
    changed = _there(replace(changed, starts=starts), [code], WeeklyWindow(0, 1020, 1200), *DAYTIME[1:])
    return Planted("a curriculum's full Mondays", changed, (code,), ("3 h", "Mon"))


def _barred_for_a_while(program: Program, turn: int) -> Planted:
    """Five are needed; everybody but four has a tag that it is not for."""
    codes = _clients(program, 4)
    changed = _guest(program, "Guest", *DAYTIME)
    for code, row in program.clients.items():
        if code not in codes:
            changed = _with_client(changed, code, tags=row.tags | {"suspended"})
    topic = Topic("Outing", 60, smallest=5, barred_tags=frozenset({"suspended"}))
    changed = _offering(changed, topic, ("Guest",), codes)
    return Planted(
        "not for all but four", _there(changed, codes, *DAYTIME), ("Outing",), ("suspended", "Not for")
    )


def _four_days_of_three(program: Program, turn: int) -> Planted:
    """Musts on four days, each led on one of them; the level has three days at most."""
    code = _clients(program, 1)[0]
    level = replace(program.levels["IOP"], name="Three days", least_days=3, most_days=3)
    changed = replace(program, levels={**program.levels, "Three days": level})
    changed = _with_client(_without_needs(changed, code), code, level="Three days")
    for place, topic in enumerate(("Yoga", "Reading", "Walking", "Gardening")):
        changed = _guest(changed, f"Guest {place + 1}", DAYTIME[place])
        changed = _offering(changed, Topic(topic, 60), (f"Guest {place + 1}",), [code])
    return Planted(
        "musts on four days of three", _there(changed, [code], *DAYTIME), (code,), ("3 days", "Max days")
    )


# --- rooms ------------------------------------------------------------------------------------------------------


def _pottery(program: Program, turn: int) -> Planted:
    """The studio is free for an hour at a time; pottery takes an hour and a half."""
    codes = _clients(program, 3)
    changed = _there(_guest(program, "Guest", *DAYTIME), codes, *DAYTIME)
    studio = Room("Pottery", 12, frozenset({"studio"}))
    hours = tuple(WeeklyWindow(day, 570, 630) for day in range(5))
    changed = replace(
        changed,
        rooms={**changed.rooms, "Pottery": studio},
        room_hours={**changed.room_hours, "Pottery": hours},
    )
    changed = _offering(changed, Topic("Clay", 90, room_kind="studio"), ("Guest",), codes)
    return Planted("a room for an hour", changed, ("Clay",), ("Pottery", "room"))


def _lease(program: Program, turn: int) -> Planted:
    """The hours of the one gym held until yesterday."""
    codes = _clients(program, 3)
    changed = _there(_guest(program, "Guest", *DAYTIME), codes, *DAYTIME)
    gym = Room("Gym", 12, frozenset({"gym"}))
    hours = tuple(replace(row, last_day=MONDAY - timedelta(days=1)) for row in DAYTIME)
    changed = replace(
        changed, rooms={**changed.rooms, "Gym": gym}, room_hours={**changed.room_hours, "Gym": hours}
    )
    changed = _offering(changed, Topic("Climbing", 60, room_kind="gym"), ("Guest",), codes)
    return Planted("a lease that ended", changed, ("Climbing",), ("Gym", "room"))


# --- Only if asked ----------------------------------------------------------------------------------------------


def _three_ask(program: Program, turn: int) -> Planted:
    """Three ask for it, four are needed, and nobody sits in it unasked."""
    changed, _ = _one_evening(program, Topic("Writing", 60, smallest=4, only_if_asked=True), 3)
    return Planted("three ask, four needed", changed, ("Writing",), ("Only if asked", "ask"))


def _asks_for_nothing(program: Program, turn: int) -> Planted:
    """Every topic is for those who ask, and this client asks for nothing."""
    code = _clients(program, 1)[0]
    topics = {name: replace(row, only_if_asked=True) for name, row in program.topics.items()}
    changed = _there(_without_needs(replace(program, topics=topics), code), [code], *DAYTIME)
    return Planted("a client who asks for nothing", changed, (code,), ("Only if asked", "ask"))


# --- two at once ------------------------------------------------------------------------------------------------


def _leader_and_gym(program: Program, turn: int) -> Planted:
    """A second leader nobody is, and a gym whose lease has ended."""
    first = _nobody_joins(program, turn)
    second = _lease(first.program, turn)
    changed = _hours(second.program, "Guest", *DAYTIME)
    changed = _guest(changed, "Circle guest", WEDNESDAY_EVENING)
    codes = [need.client for need in first.program.needs if need.topic == "Large circle"]
    changed = _offering(changed, changed.topics["Large circle"], ("Circle guest",), codes)
    return replace(
        second,
        kind="a second leader and a lease",
        program=changed,
        also=((first.names, first.words),),
    )


def _half_day_shut(program: Program, turn: int) -> Planted:
    """The guest's only evening is shut for everyone."""
    changed, _ = _one_evening(program, Topic("Listening", 60), 4)
    away = AwayRow("everyone", _day(2), _day(2), opens=960, reason="Fire drill")
    return Planted(
        "an evening shut", replace(changed, away=(away,)), ("Listening",), ("Fire drill", "everyone")
    )


FIFTH_KINDS: tuple[Kind, ...] = (
    _nobody_joins,
    _joins_on_thursday,
    _joins_for_no_hours,
    _joins_elsewhere,
    _for_one_topic,
    _left_out_of_topics,
    _from_home_on_fridays,
    _primary_for_groups,
    _licensed_from_home,
    _two_families,
    _three_families,
    _small_family,
    _family_apart,
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
