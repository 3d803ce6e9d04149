"""Planted faults of a third sitting, written down before any of them was run: staff, rooms, families."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from planner.model import MINUTES_A_DAY, Apart, Attended, Room, Seat, Session, Topic
from planner.program import AwayRow, CurriculumRow, FixedRow, NeedRow, Program, RuleUse, WeeklyWindow
from tests.benchmarks.faults import MONDAY, Planted, a_client, a_topic
from tests.benchmarks.further_faults import MUST, _with_client, _with_therapist, _with_topic
from tests.benchmarks.hostile_faults import DAYS, _alone_leading, _needing
from tests.benchmarks.unseen_faults import LAST, Kind, _asking_only, _days_of, _hours, _opens_on, _plain

THIRD_WEEKS = ((48, 11), (24, 12), (48, 13), (80, 14))
DAYTIME = tuple(WeeklyWindow(day, 480, 1260) for day in range(5))


def _day(weekday: int) -> date:
    return MONDAY + timedelta(days=weekday)


def _away(who: str, reason: str, *weekdays: int) -> tuple[AwayRow, ...]:
    """A day each on which somebody is away; the whole week if none is named."""
    if not weekdays:
        return (AwayRow(who, MONDAY, LAST, reason=reason),)
    return tuple(AwayRow(who, _day(day), _day(day), reason=reason) for day in weekdays)


def _led_by(program: Program, topic: str, *names: str) -> Program:
    """These and nobody else lead the topic."""
    staff = {
        name: replace(who, leads=who.leads | {topic} if name in names else who.leads - {topic})
        for name, who in program.therapists.items()
    }
    return replace(program, therapists=staff)


def _offering(program: Program, topic: Topic, leaders: tuple[str, ...], codes: list[str]) -> Program:
    """A topic more, led by these, and asked for by those as a must."""
    changed = replace(program, topics={**program.topics, topic.name: topic})
    return _asking_only(_led_by(changed, topic.name, *leaders), topic.name, codes)


def _guest(program: Program, name: str, *rows: WeeklyWindow) -> Program:
    """A therapist more, who leads nothing yet: what the others do stays possible."""
    someone = next(iter(program.therapists.values()))
    guest = replace(
        someone, name=name, leads=frozenset(), most_minutes=None, most_a_day=None, most_in_a_row=None
    )
    return _hours(replace(program, therapists={**program.therapists, name: guest}), name, *rows)


def _every_topic(program: Program, **fields: object) -> Program:
    groups = [name for name, row in program.topics.items() if row.kind != "individual"]
    for name in groups:
        program = _with_topic(program, name, **fields)
    return program


def _without_needs(program: Program, code: str) -> Program:
    return replace(program, needs=tuple(need for need in program.needs if need.client != code))


# --- leaders ----------------------------------------------------------------------------------------------------


def _flu_and_painting(program: Program, turn: int) -> Planted:
    """The only leader is ill until Wednesday, and from Thursday on the only room is painted."""
    topic = a_topic(program, turn)
    changed, name = _alone_leading(program, topic)
    changed = _hours(_plain(changed, topic, room_kind="studio"), name, *DAYTIME)
    changed = replace(changed, rooms={**changed.rooms, "Studio": Room("Studio", 12, frozenset({"studio"}))})
    away = (*_away(name, "Flu", 0, 1, 2), *_away("Studio", "Painting", 3, 4, 5, 6))
    changed = replace(changed, away=away)
    painted = ((topic, "Studio"), ("Painting",))
    return Planted("ill leader and closed room", changed, (topic, name), ("Flu",), also=(painted,))


def _spanish_leader(program: Program, turn: int) -> Planted:
    name, codes = next(iter(program.therapists)), list(program.clients)[:6]
    group = Topic("Grupo de familia", 60, leader_tags=frozenset({"Spanish"}), only_if_asked=True)
    changed = _offering(program, group, tuple(program.therapists), codes)
    changed = replace(changed, away=_away(name, "Parental leave"))
    for other in program.therapists:
        changed = _with_therapist(changed, other, tags=frozenset({"Spanish"} if other == name else ()))
    return Planted("the Spanish-speaking leader", changed, (name,), ("Parental leave",))


def _families_of_two(program: Program, turn: int) -> Planted:
    """Every family session has two leaders; two therapists lead them, and one has two hours left."""
    first, second = list(program.therapists)[:2]
    family = Topic("Conjoint session", 60, "family", largest=1, leaders=2, only_if_asked=True)
    changed = _offering(program, family, (first, second), list(program.clients)[:6])
    changed = _hours(_hours(changed, first, *DAYTIME), second, *DAYTIME)
    changed = _with_therapist(
        changed, second, most_minutes=120, leads=frozenset({family.name}), most_a_day=None
    )
    return Planted("families need two leaders", changed, (second,), ("2 h", "Most hours"))


def _everybodys_primary(program: Program, turn: int) -> Planted:
    """One therapist takes all individual sessions, for ten hours a week."""
    name = next(iter(program.therapists))
    changed = _led_by(program, "Individual", name)
    for code in program.clients:
        changed = _with_client(changed, code, primary=name)
    changed = _with_therapist(_hours(changed, name, *DAYTIME), name, most_minutes=600, most_a_day=None)
    words = ("10 h", "Most hours", "used up")
    return Planted("one therapist for all", changed, (name,), words)


def _two_in_every_group(program: Program, turn: int) -> Planted:
    """A state asks for two therapists in every group."""
    words = ("2 therapists", "two therapists", "Leaders")
    names = ("therapist", "Leaders", "T0")
    return Planted("two in every group", _every_topic(program, leaders=2), names, words)


def _apart_from_one_of_two(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    first, second = list(program.therapists)[:2]
    code = _needing(program, topic)[0]
    changed = _led_by(_plain(program, topic, leaders=2), topic, first, second)
    changed = _hours(_hours(changed, first, *DAYTIME), second, *DAYTIME)
    changed = replace(changed, apart=(*changed.apart, Apart(code, therapist=second)))
    others = tuple(need for need in changed.needs if (need.client, need.topic) != (code, topic))
    changed = replace(changed, needs=(*others, NeedRow(code, topic, 1, MUST)))
    return Planted("apart from one of a pair", changed, (code,), ("apart",), also=(((code,), (second,)),))


def _two_part_timers(program: Program, turn: int) -> Planted:
    """Two lead the topic, two hours each; three sessions of 90 minutes are needed."""
    topic = a_topic(program, turn)
    first, second = list(program.therapists)[:2]
    codes = list(program.clients)[:20]
    changed = _led_by(_plain(program, topic, minutes=90, largest=8), topic, first, second)
    for name in (first, second):
        changed = _with_therapist(_hours(changed, name, *DAYTIME), name, most_minutes=120)
    changed = _asking_only(changed, topic, codes)
    return Planted("two part-timers", changed, (topic, first), ("2 h", "Most hours"))


def _evenings_without_staff(program: Program, turn: int) -> Planted:
    """Everybody on the staff goes home at 16:00."""
    hours = {
        name: tuple(replace(w, closes=min(w.closes, 960)) for w in rows if w.opens < 900)
        for name, rows in program.therapist_hours.items()
    }
    words = ("16:00", "no therapist", "therapists")
    return Planted(
        "evenings without staff", replace(program, therapist_hours=hours), ("therapist", "T0"), words
    )


def _team_day(program: Program, turn: int) -> Planted:
    away = tuple(row for name in program.therapists for row in _away(name, "Team day", 2))
    return Planted("a team day", replace(program, away=away), ("away",), ("Team day",))


def _nurse(program: Program, turn: int) -> Planted:
    """A test each for twelve, by a nurse who is there for an hour on Monday."""
    codes = [code for code in program.clients if 0 in _days_of(program, code)][:4]
    others = [code for code in program.clients if code not in codes][:8]
    test = Topic("Breath test", 10, "testing", largest=1, counts=False, needs_room=False, only_if_asked=True)
    changed = replace(program, therapists={**program.therapists, "Nurse": replace(
        next(iter(program.therapists.values())), name="Nurse", leads=frozenset(), most_minutes=None)})  # fmt: skip
    changed = _hours(changed, "Nurse", WeeklyWindow(0, 480, 540))
    changed = _offering(changed, test, ("Nurse",), [*codes, *others])
    return Planted("a nurse's hour", changed, ("Nurse",), ("Mon", "1 h", "isn't free", "isn't available"))


def _contract_ended(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed, name = _alone_leading(program, topic)
    rows = tuple(replace(row, last_day=_day(-3)) for row in changed.therapist_hours[name])
    return Planted(
        "a contract that ended", _hours(changed, name, *rows), (name,), ("until", "Last day", "27 Nov")
    )


# --- clients ----------------------------------------------------------------------------------------------------


def _telehealth_client(program: Program, turn: int) -> Planted:
    """Nothing that counts is for those who come by video."""
    code = a_client(program, turn).code
    changed = _with_client(_without_needs(program, code), code, tags=frozenset({"telehealth"}))
    changed = replace(
        changed,
        topics={n: replace(t, barred_tags=t.barred_tags | {"telehealth"}) for n, t in changed.topics.items()},
    )
    return Planted("a client by video", changed, (code,), ("telehealth",))


def _four_days_of_three(program: Program, turn: int) -> Planted:
    """A curriculum with topics on four days of their own; the level allows three."""
    code = a_client(program, turn).code
    level = replace(program.levels[program.clients[code].level], name="Three days", most_days=3, least_days=0)
    rows = tuple(
        CurriculumRow("Track", 1, 9, a_topic(program, day), weekdays=frozenset({day}), priority=MUST)
        for day in (0, 1, 3, 4)
    )
    changed = replace(program, levels={**program.levels, level.name: level}, curricula=rows)
    changed = _with_client(
        _without_needs(changed, code), code, level=level.name, curriculum="Track", curriculum_start=MONDAY
    )
    changed = replace(changed, client_hours={**changed.client_hours, code: DAYTIME})
    for row in rows:
        changed = _plain(changed, row.topic or "")
    return Planted("four days of three", changed, (code,), ("3 days", "Max days"))


def _five_on_thursday(program: Program, turn: int) -> Planted:
    """Five are admitted on Thursday, and the week counts in full."""
    codes = [code for code, row in program.clients.items() if row.level == "IOP"][:5]
    changed = replace(program, part_weeks="full")
    for code in codes:
        changed = _with_client(changed, code, starts=_day(3))
    return Planted("five begin on Thursday", changed, tuple(codes), ("starts", "begin", "stay", "Thu 3 Dec"))


def _three_apart(program: Program, turn: int) -> Planted:
    """Three who are apart from each other, and two sessions."""
    topic = a_topic(program, turn)
    first, second, third = codes = _needing(program, topic)[:3]
    changed, name = _alone_leading(_plain(program, topic, minutes=60), topic)
    changed = _hours(changed, name, WeeklyWindow(1, 570, 720))
    hours = {**changed.client_hours, **dict.fromkeys(codes, DAYTIME)}
    pairs = (Apart(first, second), Apart(first, third), Apart(second, third))
    changed = _asking_only(replace(changed, client_hours=hours, apart=pairs), topic, codes)
    return Planted("three apart, two sessions", changed, (topic, *codes), ("apart",))


def _ladder(program: Program, turn: int) -> Planted:
    """The second part is after the first, the first after an intake group that nobody had."""
    name = next(iter(program.therapists))
    codes = list(program.clients)[:5]
    changed = _offering(program, Topic("Intake group", 60, only_if_asked=True), (name,), [])
    changed = _offering(changed, Topic("Part one", 60, after=("Intake group",)), (name,), [])
    changed = _offering(changed, Topic("Part two", 60, after=("Part one",)), (name,), codes)
    return Planted("a ladder of topics", changed, ("Part two",), ("Part one",))


def _step_down(program: Program, turn: int) -> Planted:
    """The curriculum has stepped a client down to OP; the needs are still those of ten hours."""
    code = a_client(program, turn).code
    topics = [name for name, row in program.topics.items() if row.kind == "group" and not row.wanted_tags][:7]
    changed = _without_needs(program, code)
    rows = tuple(NeedRow(code, topic, 1, MUST) for topic in topics)
    changed = replace(
        changed, needs=(*changed.needs, *rows), curricula=(CurriculumRow("Down", 5, 9, level="OP"),)
    )
    changed = _with_client(changed, code, curriculum="Down", curriculum_start=_day(-35), tags=frozenset())
    changed = _with_client(changed, code, least_minutes=None, most_minutes=None)
    hours = {**changed.client_hours, code: DAYTIME}
    for topic in topics:
        changed = _plain(changed, topic, minutes=90)
    return Planted(
        "stepped down, needs as before",
        replace(changed, client_hours=hours),
        (code,),
        ("8.75 h", "Max hours"),
    )


def _starts_in_three_weeks(program: Program, turn: int) -> Planted:
    code = a_client(program, turn).code
    changed = replace(
        _without_needs(_every_topic(program, only_if_asked=True), code),
        curricula=(CurriculumRow("Track", 1, 8, a_topic(program, turn), sessions=2, priority=MUST),),
    )
    changed = _with_client(changed, code, curriculum="Track", curriculum_start=_day(21))
    return Planted("a curriculum in three weeks", changed, (code,), ("Curriculum start", "begins", "21 Dec"))


def _total_reached(program: Program, turn: int) -> Planted:
    """All that a client asked for has been attended, and the rest is on request."""
    code = a_client(program, turn).code
    topic = a_topic(program, turn)
    changed = _without_needs(_every_topic(program, only_if_asked=True), code)
    attended = tuple(Attended(_day(-7 * week), topic, code) for week in range(1, 4))
    changed = replace(
        changed, needs=(*changed.needs, NeedRow(code, topic, 2, MUST, total=3)), attendance=attended
    )
    return Planted("a total that is reached", changed, (code,), ("Total", "attended"))


def _half_past_five(program: Program, turn: int) -> Planted:
    """A client is there at 17:30; sessions start at 17:00 and 18:30, and at 20:00 the client goes."""
    code = a_client(program, turn).code
    rows = tuple(WeeklyWindow(day, 1050, 1200) for day in range(3))
    changed = replace(program, client_hours={**program.client_hours, code: rows})
    changed = replace(
        changed, starts=tuple((day, at) for day in range(7) for at in (540, 660, 780, 1020, 1110, 1200))
    )
    words = ("4.5 h", "start", "18:30")
    return Planted("half past five", changed, (code,), words)


def _three_teens(program: Program, turn: int) -> Planted:
    codes = list(program.clients)[:3]
    changed = replace(program, topics={
        n: replace(t, barred_tags=t.barred_tags | {"teen"}) if t.kind != "individual" else t
        for n, t in program.topics.items()})  # fmt: skip
    for code in codes:
        changed = _with_client(_without_needs(changed, code), code, tags=frozenset({"teen"}))
    teen = Topic("Teen group", 90, smallest=4, wanted_tags=frozenset({"teen"}))
    changed = _offering(changed, teen, tuple(program.therapists), codes)
    words = ("at least 4", "4 clients at least", "Smallest")
    return Planted("three teens, four needed", changed, ("Teen group",), words)


def _nine_exactly(program: Program, turn: int) -> Planted:
    """Nine hours at least and at most, in sessions of 50 minutes."""
    code = a_client(program, turn).code
    changed = _with_client(_without_needs(program, code), code, least_minutes=540, most_minutes=540)
    changed = _with_client(changed, code, tags=frozenset({"short sessions"}))
    for name, row in program.topics.items():
        bars = row.barred_tags | {"short sessions"} if row.minutes != 50 else frozenset()
        changed = _with_topic(changed, name, barred_tags=bars, most_a_week=None, most_a_day=None)
    changed = replace(changed, client_hours={**changed.client_hours, code: DAYTIME})
    return Planted(
        "nine hours in fifties", changed, (code,), ("Max hours", "at most 9 h", "9 h a week at most")
    )


def _two_musts_at_one_hour(program: Program, turn: int) -> Planted:
    """Two topics that start only at 11:00, and a leader each who is there on Tuesday alone."""
    first, second = "Guest", "Other guest"
    code = a_client(program, turn).code
    changed = _guest(program, first, WeeklyWindow(1, 600, 780))
    changed = _guest(changed, second, WeeklyWindow(1, 600, 780))
    changed = _offering(changed, Topic("Cooking", 90, starts=(660,)), (first,), [code])
    changed = _offering(changed, Topic("Budgeting", 90, starts=(660,)), (second,), [code])
    changed = replace(changed, client_hours={**changed.client_hours, code: DAYTIME})
    also = (((code,), ("Budgeting",)),)
    return Planted("two musts at one hour", changed, (code,), ("Cooking",), also=also)


def _each_once(program: Program, turn: int) -> Planted:
    """Each topic once a week, and a level of 24 hours."""
    code = a_client(program, turn).code
    level = replace(program.levels["PHP"], name="Day program", least_minutes=1440, least_days=0)
    changed = _with_client(
        _every_topic(program, most_a_week=1), code, level="Day program", least_minutes=None
    )
    changed = replace(
        changed,
        levels={**program.levels, level.name: level},
        client_hours={**program.client_hours, code: tuple(WeeklyWindow(d, 480, 1290) for d in range(7))},
    )
    return Planted("each topic once", changed, (code,), ("Most a week", "once a week", "once"))


# --- rooms, times and the week ----------------------------------------------------------------------------------


def _video_room(program: Program, turn: int) -> Planted:
    codes = list(program.clients)[:6]
    video = Topic("Online group", 60, room_kind="video")
    changed = _offering(program, video, tuple(program.therapists), codes)
    return Planted("no room for video", changed, ("Online group",), ("video",))


def _womens_evening(program: Program, turn: int) -> Planted:
    """The women's group has moved to 20:00."""
    codes = [
        code
        for code, row in program.clients.items()
        if "women" in row.tags and all(window.closes <= 1200 for window in program.client_hours[code])
    ]
    changed = _with_topic(program, "Women's group", starts=(1200,))
    changed = _asking_only(changed, "Women's group", codes[:6])
    return Planted("the women's group at eight", changed, ("Women's group",), ("20:00",))


def _one_studio(program: Program, turn: int) -> Planted:
    """Two topics of 90 minutes in a studio that is to be had for two hours."""
    codes = [code for code in program.clients if 1 in _days_of(program, code)][:4]
    room = Room("Studio", 12, frozenset({"studio"}))
    changed = replace(program, rooms={**program.rooms, "Studio": room})
    changed = replace(changed, room_hours={**program.room_hours, "Studio": (WeeklyWindow(1, 600, 720),)})
    first, second = "Guest", "Other guest"
    changed = _guest(_guest(changed, first, *DAYTIME), second, *DAYTIME)
    changed = _offering(changed, Topic("Painting", 90, room_kind="studio"), (first,), codes)
    changed = _offering(changed, Topic("Dancing", 90, room_kind="studio"), (second,), codes)
    changed = replace(changed, client_hours={**changed.client_hours, **dict.fromkeys(codes, DAYTIME)})
    changed = replace(changed, starts=tuple(sorted({*changed.starts, (1, 600)})))
    return Planted("one studio, two topics", changed, ("Dancing", "Painting"), ("Studio",))


def _fire_drill(program: Program, turn: int) -> Planted:
    away = tuple(row for name in program.rooms for row in _away(name, "Fire drill", 1))
    return Planted("every room away on Tuesday", replace(program, away=away), ("away",), ("Fire drill",))


def _twelve_seats(program: Program, turn: int) -> Planted:
    """An education group for thirty, once a week, where the largest room seats 12."""
    topic = a_topic(program, turn)
    codes = list(program.clients)[:20]
    changed = _plain(program, topic, kind="education", largest=30, runs_at_most=1)
    changed = _asking_only(changed, topic, codes)
    most = max(room.seats for room in program.rooms.values())
    return Planted("a hall of twelve", changed, (topic,), (f"{most} seats", f"seats {most}", "Runs at most"))


def _eighteen_seats(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    codes = list(program.clients)[:24]
    changed = _asking_only(_plain(program, topic, largest=6, runs_at_most=3), topic, codes)
    return Planted("eighteen seats for 24", changed, (topic,), ("18", "Runs at most"))


def _settled_in_an_office(program: Program, turn: int) -> Planted:
    """The topic's one session of the week is settled in an office."""
    topic = a_topic(program, turn)
    office = next(room.name for room in program.rooms.values() if "office" in room.kinds)
    codes = _needing(program, topic)[:6]
    day, start = _opens_on(program, codes[0])
    changed = _asking_only(_plain(program, topic, runs_at_most=1, minutes=60), topic, codes)
    row = FixedRow(topic, start, day, room=office, place="book: Fixed!A2")
    changed = replace(
        changed, fixed=(row,), client_hours={**changed.client_hours, **dict.fromkeys(codes, DAYTIME)}
    )
    return Planted("settled in an office", changed, (topic,), (office, "2 seats"))


def _staff_meeting(program: Program, turn: int) -> Planted:
    """The whole staff meets on Wednesday and Thursday from nine to three."""
    meeting = Topic(
        "Staff meeting", 360, "community", counts=False, needs_room=False, leaders=len(program.therapists)
    )
    changed = replace(program, topics={**program.topics, meeting.name: meeting})
    changed = _led_by(changed, meeting.name, *program.therapists)
    for name, rows in program.therapist_hours.items():
        others = tuple(row for row in rows if row.weekday not in (2, 3))
        changed = _hours(changed, name, *others, WeeklyWindow(2, 480, 1260), WeeklyWindow(3, 480, 1260))
    settled = tuple(
        FixedRow(meeting.name, 540, day, therapists=tuple(program.therapists), place=f"book: Fixed!A{day}")
        for day in (2, 3)
    )
    changed = replace(changed, fixed=settled, starts=tuple(sorted({*changed.starts, (2, 540), (3, 540)})))
    return Planted("the staff meets", changed, ("Staff meeting",), ("Staff meeting",))


def _community_meetings(program: Program, turn: int) -> Planted:
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


def _everything_at_five(program: Program, turn: int) -> Planted:
    """Sessions start at 17:00 and at no other time."""
    changed = replace(program, starts=tuple((day, 1020) for day in range(7)))
    return Planted("everything at five", changed, ("17:00", "start"), ("17:00", "1 start", "Times"))


def _settled_for_an_absent(program: Program, turn: int) -> Planted:
    """A settled session names a client who isn't there on that day."""
    code = a_client(program, turn).code
    topic = a_topic(program, turn)
    day = next(day for day in range(6, -1, -1) if day not in _days_of(program, code))
    changed = _plain(program, topic, runs_at_most=1)
    changed = replace(changed, fixed=(FixedRow(topic, 570, day, clients=(code,), place="book: Fixed!A2"),))
    return Planted("settled for somebody absent", changed, (code,), (f"{DAYS[day]}", "available", "settled"))


def _settled_runs(program: Program, turn: int) -> Planted:
    """Both sessions of the week are settled where nobody who needs one is there."""
    topic = a_topic(program, turn)
    codes = _needing(program, topic)[:4]
    changed = _asking_only(_plain(program, topic, runs_at_most=2), topic, codes)
    late = tuple(WeeklyWindow(day, 480, 1080) for day in range(5))
    changed = replace(changed, client_hours={**changed.client_hours, **dict.fromkeys(codes, late)})
    rows = tuple(FixedRow(topic, 1110, day, place=f"book: Fixed!A{day}") for day in (0, 1))
    words = ("Runs at most", "settled")
    return Planted("settled at the wrong time", replace(changed, fixed=rows), (topic,), words)


def _run_eight_times(program: Program, turn: int) -> Planted:
    return Planted(
        "every topic eight times",
        _every_topic(program, runs_at_least=8, runs_at_most=None),
        ("Runs at least", "at least 8", "8 sessions", "8 times"),
        ("therapist", "room", "Most hours", "T0", "Runs at least", "clients"),
    )


def _nine_tests(program: Program, turn: int) -> Planted:
    """Nine tests in place of one, for a client who comes on a few days."""
    code = a_client(program, turn).code
    test = Topic("Urine test", 10, "testing", largest=1, counts=False, needs_room=False, only_if_asked=True)
    changed = _offering(program, test, tuple(program.therapists), [])
    changed = replace(changed, needs=(*changed.needs, NeedRow(code, test.name, 9, MUST)))
    days = len(_days_of(program, code))
    return Planted("nine tests", changed, (code,), (f"{days} days", "Most a day", "a day"))


def _rule(name: str, kind: str) -> Kind:
    def plant(program: Program, turn: int) -> Planted:
        history = tuple(
            Attended(_day(day - 7), a_topic(program, place), code, start=570)
            for place, code in enumerate(program.clients)
            for day in range(5)
            if day not in _days_of(program, code)
        )
        changed = replace(program, rule_uses=(RuleUse(name, "must", "book: Rules!B2"),), attendance=history)
        return Planted(kind, changed, (name,), (name,))

    return plant


def _locked_and_away(program: Program, turn: int) -> Planted:
    """The roster holds a locked session whose leader has fallen ill since."""
    topic = a_topic(program, turn)
    changed, name = _alone_leading(program, topic)
    codes = _needing(program, topic)[:4]
    day, start = _opens_on(program, codes[0])
    window = WeeklyWindow(day, start, start + 180)
    changed = _hours(_plain(changed, topic), name, window)
    changed = replace(changed, away=_away(name, "Flu", day))
    session = Session(
        "S1", topic, start=day * MINUTES_A_DAY + start, minutes=program.topics[topic].minutes, therapists=(name,),
        seats=tuple(Seat(code, locked=True) for code in codes[:1]), lock="all")  # fmt: skip
    return Planted("locked, and the leader ill", changed, (topic, name), ("Flu",), held=session)


def _holiday_and_leave(program: Program, turn: int) -> Planted:
    """A holiday on Monday, and on Tuesday half of the staff is at a training."""
    names = list(program.therapists)[::2]
    away = (*_away("everyone", "Holiday", 0), *(row for name in names for row in _away(name, "Training", 1)))
    also = (((*names, "therapists"), ("Training",)),)
    return Planted(
        "a holiday and a training", replace(program, away=away), ("everyone",), ("Holiday",), also=also
    )


def _after_the_wrong_way(program: Program, turn: int) -> Planted:
    """What has to come before is held on Friday, what comes after on Tuesday."""
    first, second = "Guest", "Other guest"
    code = a_client(program, turn).code
    changed = _guest(_guest(program, first, WeeklyWindow(4, 480, 1260)), second, WeeklyWindow(1, 480, 1260))
    changed = _offering(changed, Topic("Orientation", 60), (first,), [code])
    changed = _offering(changed, Topic("Skills lab", 60, after=("Orientation",)), (second,), [code])
    changed = replace(changed, client_hours={**changed.client_hours, code: DAYTIME})
    return Planted("after, the wrong way round", changed, ("Skills lab",), ("Orientation",))


THIRD_KINDS: tuple[Kind, ...] = (
    _flu_and_painting,
    _spanish_leader,
    _families_of_two,
    _everybodys_primary,
    _two_in_every_group,
    _apart_from_one_of_two,
    _two_part_timers,
    _evenings_without_staff,
    _team_day,
    _nurse,
    _contract_ended,
    _telehealth_client,
    _four_days_of_three,
    _five_on_thursday,
    _three_apart,
    _ladder,
    _step_down,
    _starts_in_three_weeks,
    _total_reached,
    _half_past_five,
    _three_teens,
    _nine_exactly,
    _two_musts_at_one_hour,
    _each_once,
    _video_room,
    _womens_evening,
    _one_studio,
    _fire_drill,
    _twelve_seats,
    _eighteen_seats,
    _settled_in_an_office,
    _staff_meeting,
    _community_meetings,
    _everything_at_five,
    _settled_for_an_absent,
    _settled_runs,
    _run_eight_times,
    _nine_tests,
    _rule("Same days", "same days must"),
    _rule("Fair load", "fair load must"),
    _locked_and_away,
    _holiday_and_leave,
    _after_the_wrong_way,
)
