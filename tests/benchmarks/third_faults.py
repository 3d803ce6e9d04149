"""Planted faults of a third sitting, written down before any of them was run: staff, rooms, families."""

from __future__ import annotations

from dataclasses import replace

from planner.model import Apart, Attended, Room, Topic
from planner.program import CurriculumRow, NeedRow, Program, WeeklyWindow
from tests.benchmarks.breaking import (
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
    plain_topic,
    who_need,
    with_client,
    with_guest,
    with_hours,
    with_therapist,
    with_topic,
    without_needs,
)
from tests.benchmarks.faults import MONDAY, Planted, a_client, a_topic
from tests.benchmarks.third_week_faults import (
    after_the_wrong_way,
    community_meetings,
    eighteen_seats,
    everything_at_five,
    fire_drill,
    holiday_and_leave,
    locked_and_away,
    nine_tests,
    one_studio,
    rule,
    run_eight_times,
    settled_for_an_absent,
    settled_in_an_office,
    settled_runs,
    staff_meeting,
    twelve_seats,
    video_room,
    womens_evening,
)

THIRD_WEEKS = ((48, 11), (24, 12), (48, 13), (80, 14))


# --- leaders ----------------------------------------------------------------------------------------------------


def _flu_and_painting(program: Program, turn: int) -> Planted:
    """The only leader is ill until Wednesday, and from Thursday on the only room is painted."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    changed = with_hours(plain_topic(changed, topic, room_kind="studio"), name, *DAYTIME)
    changed = replace(changed, rooms={**changed.rooms, "Studio": Room("Studio", 12, frozenset({"studio"}))})
    away = (*away_on(name, "Flu", 0, 1, 2), *away_on("Studio", "Painting", 3, 4, 5, 6))
    changed = replace(changed, away=away)
    painted = ((topic, "Studio"), ("Painting",))
    return Planted("ill leader and closed room", changed, (topic, name), ("Flu",), also=(painted,))


def _spanish_leader(program: Program, turn: int) -> Planted:
    name, codes = next(iter(program.therapists)), list(program.clients)[:6]
    group = Topic("Grupo de familia", 60, leader_tags=frozenset({"Spanish"}), only_if_asked=True)
    changed = offering(program, group, tuple(program.therapists), codes)
    changed = replace(changed, away=away_on(name, "Parental leave"))
    for other in program.therapists:
        changed = with_therapist(changed, other, tags=frozenset({"Spanish"} if other == name else ()))
    return Planted("the Spanish-speaking leader", changed, (name,), ("Parental leave",))


def _families_of_two(program: Program, turn: int) -> Planted:
    """Every family session has two leaders; two therapists lead them, and one has two hours left."""
    first, second = list(program.therapists)[:2]
    family = Topic("Conjoint session", 60, "family", largest=1, leaders=2, only_if_asked=True)
    changed = offering(program, family, (first, second), list(program.clients)[:6])
    changed = with_hours(with_hours(changed, first, *DAYTIME), second, *DAYTIME)
    changed = with_therapist(
        changed, second, most_minutes=120, leads=frozenset({family.name}), most_a_day=None
    )
    return Planted("families need two leaders", changed, (second,), ("2 h", "Most hours"))


def _everybodys_primary(program: Program, turn: int) -> Planted:
    """One therapist takes all individual sessions, for ten hours a week."""
    name = next(iter(program.therapists))
    changed = led_by(program, "Individual", name)
    for code in program.clients:
        changed = with_client(changed, code, primary=name)
    changed = with_therapist(with_hours(changed, name, *DAYTIME), name, most_minutes=600, most_a_day=None)
    words = ("10 h", "Most hours", "used up")
    return Planted("one therapist for all", changed, (name,), words)


def _two_in_every_group(program: Program, turn: int) -> Planted:
    """A state asks for two therapists in every group."""
    words = ("2 therapists", "two therapists", "Leaders")
    names = ("therapist", "Leaders", "T0")
    return Planted("two in every group", every_topic(program, leaders=2), names, words)


def _apart_from_one_of_two(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    first, second = list(program.therapists)[:2]
    code = who_need(program, topic)[0]
    changed = led_by(plain_topic(program, topic, leaders=2), topic, first, second)
    changed = with_hours(with_hours(changed, first, *DAYTIME), second, *DAYTIME)
    changed = replace(changed, apart=(*changed.apart, Apart(code, therapist=second)))
    others = tuple(need for need in changed.needs if (need.client, need.topic) != (code, topic))
    changed = replace(changed, needs=(*others, NeedRow(code, topic, 1, MUST)))
    return Planted("apart from one of a pair", changed, (code,), ("apart",), also=(((code,), (second,)),))


def _two_part_timers(program: Program, turn: int) -> Planted:
    """Two lead the topic, two hours each; three sessions of 90 minutes are needed."""
    topic = a_topic(program, turn)
    first, second = list(program.therapists)[:2]
    codes = list(program.clients)[:20]
    changed = led_by(plain_topic(program, topic, minutes=90, largest=8), topic, first, second)
    for name in (first, second):
        changed = with_therapist(with_hours(changed, name, *DAYTIME), name, most_minutes=120)
    changed = asking_only(changed, topic, codes)
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
    away = tuple(row for name in program.therapists for row in away_on(name, "Team day", 2))
    return Planted("a team day", replace(program, away=away), ("away",), ("Team day",))


def _nurse(program: Program, turn: int) -> Planted:
    """A test each for twelve, by a nurse who is there for an hour on Monday."""
    codes = [code for code in program.clients if 0 in days_of(program, code)][:4]
    others = [code for code in program.clients if code not in codes][:8]
    test = Topic("Breath test", 10, "testing", largest=1, counts=False, needs_room=False, only_if_asked=True)
    changed = replace(program, therapists={**program.therapists, "Nurse": replace(
        next(iter(program.therapists.values())), name="Nurse", leads=frozenset(), most_minutes=None)})  # fmt: skip
    changed = with_hours(changed, "Nurse", WeeklyWindow(0, 480, 540))
    changed = offering(changed, test, ("Nurse",), [*codes, *others])
    return Planted("a nurse's hour", changed, ("Nurse",), ("Mon", "1 h", "isn't free", "isn't available"))


def _contract_ended(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    rows = tuple(replace(row, last_day=on_day(-3)) for row in changed.therapist_hours[name])
    return Planted(
        "a contract that ended", with_hours(changed, name, *rows), (name,), ("until", "Last day", "27 Nov")
    )


# --- clients ----------------------------------------------------------------------------------------------------


def _telehealth_client(program: Program, turn: int) -> Planted:
    """Nothing that counts is for those who come by video."""
    code = a_client(program, turn).code
    changed = with_client(without_needs(program, code), code, tags=frozenset({"telehealth"}))
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
    changed = with_client(
        without_needs(changed, code), code, level=level.name, curriculum="Track", curriculum_start=MONDAY
    )
    changed = replace(changed, client_hours={**changed.client_hours, code: DAYTIME})
    for row in rows:
        changed = plain_topic(changed, row.topic or "")
    return Planted("four days of three", changed, (code,), ("3 days", "Max days"))


def _five_on_thursday(program: Program, turn: int) -> Planted:
    """Five are admitted on Thursday, and the week counts in full."""
    codes = [code for code, row in program.clients.items() if row.level == "IOP"][:5]
    changed = replace(program, part_weeks="full")
    for code in codes:
        changed = with_client(changed, code, starts=on_day(3))
    return Planted("five begin on Thursday", changed, tuple(codes), ("starts", "begin", "stay", "Thu 3 Dec"))


def _three_apart(program: Program, turn: int) -> Planted:
    """Three who are apart from each other, and two sessions."""
    topic = a_topic(program, turn)
    first, second, third = codes = who_need(program, topic)[:3]
    changed, name = alone_leading(plain_topic(program, topic, minutes=60), topic)
    changed = with_hours(changed, name, WeeklyWindow(1, 570, 720))
    hours = {**changed.client_hours, **dict.fromkeys(codes, DAYTIME)}
    pairs = (Apart(first, second), Apart(first, third), Apart(second, third))
    changed = asking_only(replace(changed, client_hours=hours, apart=pairs), topic, codes)
    return Planted("three apart, two sessions", changed, (topic, *codes), ("apart",))


def _ladder(program: Program, turn: int) -> Planted:
    """The second part is after the first, the first after an intake group that nobody had."""
    name = next(iter(program.therapists))
    codes = list(program.clients)[:5]
    changed = offering(program, Topic("Intake group", 60, only_if_asked=True), (name,), [])
    changed = offering(changed, Topic("Part one", 60, after=("Intake group",)), (name,), [])
    changed = offering(changed, Topic("Part two", 60, after=("Part one",)), (name,), codes)
    return Planted("a ladder of topics", changed, ("Part two",), ("Part one",))


def _step_down(program: Program, turn: int) -> Planted:
    """The curriculum has stepped a client down to OP; the needs are still those of ten hours."""
    code = a_client(program, turn).code
    topics = [name for name, row in program.topics.items() if row.kind == "group" and not row.wanted_tags][:7]
    changed = without_needs(program, code)
    rows = tuple(NeedRow(code, topic, 1, MUST) for topic in topics)
    changed = replace(
        changed, needs=(*changed.needs, *rows), curricula=(CurriculumRow("Down", 5, 9, level="OP"),)
    )
    changed = with_client(changed, code, curriculum="Down", curriculum_start=on_day(-35), tags=frozenset())
    changed = with_client(changed, code, least_minutes=None, most_minutes=None)
    hours = {**changed.client_hours, code: DAYTIME}
    for topic in topics:
        changed = plain_topic(changed, topic, minutes=90)
    return Planted(
        "stepped down, needs as before",
        replace(changed, client_hours=hours),
        (code,),
        ("8.75 h", "Max hours"),
    )


def _starts_in_three_weeks(program: Program, turn: int) -> Planted:
    code = a_client(program, turn).code
    changed = replace(
        without_needs(every_topic(program, only_if_asked=True), code),
        curricula=(CurriculumRow("Track", 1, 8, a_topic(program, turn), sessions=2, priority=MUST),),
    )
    changed = with_client(changed, code, curriculum="Track", curriculum_start=on_day(21))
    return Planted("a curriculum in three weeks", changed, (code,), ("Curriculum start", "begins", "21 Dec"))


def _total_reached(program: Program, turn: int) -> Planted:
    """All that a client asked for has been attended, and the rest is on request."""
    code = a_client(program, turn).code
    topic = a_topic(program, turn)
    changed = without_needs(every_topic(program, only_if_asked=True), code)
    attended = tuple(Attended(on_day(-7 * week), topic, code) for week in range(1, 4))
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
        changed = with_client(without_needs(changed, code), code, tags=frozenset({"teen"}))
    teen = Topic("Teen group", 90, smallest=4, wanted_tags=frozenset({"teen"}))
    changed = offering(changed, teen, tuple(program.therapists), codes)
    words = ("at least 4", "4 clients at least", "Smallest")
    return Planted("three teens, four needed", changed, ("Teen group",), words)


def _nine_exactly(program: Program, turn: int) -> Planted:
    """Nine hours at least and at most, in sessions of 50 minutes."""
    code = a_client(program, turn).code
    changed = with_client(without_needs(program, code), code, least_minutes=540, most_minutes=540)
    changed = with_client(changed, code, tags=frozenset({"short sessions"}))
    for name, row in program.topics.items():
        bars = row.barred_tags | {"short sessions"} if row.minutes != 50 else frozenset()
        changed = with_topic(changed, name, barred_tags=bars, most_a_week=None, most_a_day=None)
    changed = replace(changed, client_hours={**changed.client_hours, code: DAYTIME})
    return Planted(
        "nine hours in fifties", changed, (code,), ("Max hours", "at most 9 h", "9 h a week at most")
    )


def _two_musts_at_one_hour(program: Program, turn: int) -> Planted:
    """Two topics that start only at 11:00, and a leader each who is there on Tuesday alone."""
    first, second = "Guest", "Other guest"
    code = a_client(program, turn).code
    changed = with_guest(program, first, WeeklyWindow(1, 600, 780))
    changed = with_guest(changed, second, WeeklyWindow(1, 600, 780))
    changed = offering(changed, Topic("Cooking", 90, starts=(660,)), (first,), [code])
    changed = offering(changed, Topic("Budgeting", 90, starts=(660,)), (second,), [code])
    changed = replace(changed, client_hours={**changed.client_hours, code: DAYTIME})
    also = (((code,), ("Budgeting",)),)
    return Planted("two musts at one hour", changed, (code,), ("Cooking",), also=also)


def _each_once(program: Program, turn: int) -> Planted:
    """Each topic once a week, and a level of 24 hours."""
    code = a_client(program, turn).code
    level = replace(program.levels["PHP"], name="Day program", least_minutes=1440, least_days=0)
    changed = with_client(every_topic(program, most_a_week=1), code, level="Day program", least_minutes=None)
    changed = replace(
        changed,
        levels={**program.levels, level.name: level},
        client_hours={**program.client_hours, code: tuple(WeeklyWindow(d, 480, 1290) for d in range(7))},
    )
    return Planted("each topic once", changed, (code,), ("Most a week", "once a week", "once"))


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
    video_room,
    womens_evening,
    one_studio,
    fire_drill,
    twelve_seats,
    eighteen_seats,
    settled_in_an_office,
    staff_meeting,
    community_meetings,
    everything_at_five,
    settled_for_an_absent,
    settled_runs,
    run_eight_times,
    nine_tests,
    rule("Same days", "same days must"),
    rule("Fair load", "fair load must"),
    locked_and_away,
    holiday_and_leave,
    after_the_wrong_way,
)
