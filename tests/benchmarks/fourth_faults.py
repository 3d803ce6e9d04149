"""Planted faults of a fourth sitting, written while those of the third ran: vans, courts, strikes and typed limits."""

from __future__ import annotations

from dataclasses import replace

from planner.model import Attended, Room, Topic
from planner.program import AwayRow, CurriculumRow, FixedRow, NeedRow, Program, RuleUse, WeeklyWindow
from tests.benchmarks.breaking import (
    DAYTIME,
    LAST,
    MUST,
    Kind,
    alone_leading,
    asking_only,
    away_on,
    coming,
    days_of,
    leaders_of,
    offering,
    on_day,
    plain_topic,
    with_client,
    with_guest,
    with_hours,
    with_therapist,
    with_topic,
    without_needs,
)
from tests.benchmarks.faults import MONDAY, Planted, a_client, a_topic

FOURTH_WEEKS = ((48, 21), (24, 22), (48, 23), (80, 24))


def _two_days_of_four(program: Program, turn: int) -> Planted:
    """Nine hours on Saturday and Sunday, of four hours at most."""
    code = a_client(program, turn).code
    level = replace(program.levels["IOP"], name="Weekend", most_minutes_a_day=240, least_days=2)
    changed = replace(program, levels={**program.levels, "Weekend": level})
    changed = with_client(changed, code, level="Weekend", least_minutes=540, weekdays=frozenset({5, 6}))
    changed = coming(changed, [code], WeeklyWindow(5, 480, 1260), WeeklyWindow(6, 480, 1260))
    return Planted("two days of four hours", changed, (code,), ("8 h", "4 h", "a day"))


def _five_hours_at_most(program: Program, turn: int) -> Planted:
    """Five hours at most were typed for a client who must have six topics."""
    code = a_client(program, turn).code
    topics = [n for n, row in program.topics.items() if row.kind == "group" and not row.wanted_tags][:6]
    changed = with_client(
        without_needs(program, code), code, most_minutes=300, least_minutes=300, tags=frozenset()
    )
    for topic in topics:
        changed = plain_topic(changed, topic, minutes=60)
    needs = (*changed.needs, *(NeedRow(code, topic, 1, MUST) for topic in topics))
    changed = coming(replace(changed, needs=needs), [code], *DAYTIME)
    return Planted("five hours at most", changed, (code,), ("5 h", "Max hours"))


def _fire_marshal(program: Program, turn: int) -> Planted:
    """No room may hold more than six; a topic needs eight."""
    topic = a_topic(program, turn)
    rooms = {name: replace(room, seats=min(room.seats, 6)) for name, room in program.rooms.items()}
    changed = with_topic(replace(program, rooms=rooms), topic, smallest=8, largest=12)
    return Planted("six in every room", changed, (topic,), ("6 seats", "seats 6", "room"))


def _one_a_day_on_two_days(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed, name = alone_leading(plain_topic(program, topic, largest=5), topic)
    changed = with_therapist(with_hours(changed, name, *DAYTIME[1:3]), name, most_a_day=1)
    changed = asking_only(changed, topic, list(program.clients)[:14])
    return Planted(
        "one a day on two days", changed, (topic, name), ("Most a day", "2 sessions", "1 session a day")
    )


def _snow_day(program: Program, turn: int) -> Planted:
    """A client who comes on Friday alone, and it snows."""
    code = a_client(program, turn).code
    changed = coming(program, [code], WeeklyWindow(4, 480, 1260))
    changed = replace(changed, away=away_on("everyone", "Snow day", 4))
    return Planted("a snow day", changed, ("everyone", code), ("Snow day",))


def _the_van(program: Program, turn: int) -> Planted:
    """A van that brings four clients for three quarters of an hour."""
    codes = [c for c, row in program.clients.items() if row.level == "IOP"][:4]
    changed = coming(program, codes, *(WeeklyWindow(day, 540, 585) for day in range(5)))
    return Planted("a van's three quarters", changed, tuple(codes), ("0 h", "no session", "45"))


def _phase_of_five_days(program: Program, turn: int) -> Planted:
    """The curriculum's level asks for five days; the payer has authorised three."""
    code = a_client(program, turn).code
    level = replace(program.levels["IOP"], name="Phase one", least_days=5)
    row = CurriculumRow("Phases", 1, 4, level="Phase one")
    changed = replace(program, levels={**program.levels, "Phase one": level}, curricula=(row,))
    changed = with_client(
        changed,
        code,
        curriculum="Phases",
        curriculum_start=MONDAY,
        weekdays=frozenset({0, 2, 4}),
        least_minutes=None,
    )
    return Planted(
        "a phase of five days", coming(changed, [code], *DAYTIME), (code,), ("5 days", "authorised", "3 days")
    )


def _curriculum_without_leader(program: Program, turn: int) -> Planted:
    """The curriculum's topic is for Wednesday, and who leads it isn't there on Wednesdays."""
    code = a_client(program, turn).code
    name = "Guest"
    changed = with_guest(program, name, *(row for row in DAYTIME if row.weekday != 2))
    changed = offering(changed, Topic("Stages", 60), (name,), [])
    row = CurriculumRow("Track", 1, 9, "Stages", weekdays=frozenset({2}), priority=MUST)
    changed = with_client(
        replace(changed, curricula=(row,)), code, curriculum="Track", curriculum_start=MONDAY
    )
    return Planted(
        "a curriculum's day without leader", coming(changed, [code], *DAYTIME), ("Stages",), (name,)
    )


def _from_friday(program: Program, turn: int) -> Planted:
    """Needed from Friday on; who leads it has Fridays off."""
    name = "Guest"
    codes = list(program.clients)[:2]
    changed = coming(with_guest(program, name, *DAYTIME[:4]), codes, *DAYTIME)
    changed = offering(changed, Topic("Reentry", 60), (name,), [])
    rows = tuple(NeedRow(code, "Reentry", 1, MUST, since=on_day(4)) for code in codes)
    changed = replace(changed, needs=(*changed.needs, *rows))
    return Planted("needed from Friday", changed, ("Reentry",), ("Fri", "4 Dec", "12-04", name))


def _settled_for_three(program: Program, turn: int) -> Planted:
    """The only session of the week is settled for three; four others need it."""
    topic = a_topic(program, turn)
    codes = list(program.clients)[:7]
    changed = coming(plain_topic(program, topic, runs_at_most=1, minutes=60), codes, *DAYTIME)
    changed = asking_only(changed, topic, codes[3:])
    day, start = next((day, at) for day, at in program.starts if day < 5)
    row = FixedRow(topic, start, day, clients=tuple(codes[:3]), place="book: Fixed!A2")
    return Planted("settled for three", replace(changed, fixed=(row,)), (topic,), ("Runs at most", "settled"))


def _offices_in_the_mornings(program: Program, turn: int) -> Planted:
    hours = {
        name: tuple(WeeklyWindow(day, 480, 600) for day in range(5))
        for name, room in program.rooms.items()
        if "office" in room.kinds
    }
    changed = replace(program, room_hours={**program.room_hours, **hours})
    return Planted("offices in the mornings", changed, ("Individual",), ("office", "Office", "room"))


def _video_for_one(program: Program, turn: int) -> Planted:
    codes = list(program.clients)[:6]
    booth = Room("Booth", 1, frozenset({"video"}))
    changed = replace(program, rooms={**program.rooms, "Booth": booth})
    video = Topic("Online group", 60, smallest=2, room_kind="video")
    changed = offering(changed, video, tuple(program.therapists), codes)
    return Planted("a booth for one", changed, ("Online group",), ("Booth", "1 seat", "seats 1"))


def _rule(name: str, kind: str) -> Kind:
    def plant(program: Program, turn: int) -> Planted:
        history = tuple(
            Attended(
                on_day(-7),
                need.topic,
                need.client,
                start=570,
                therapists=tuple(leaders_of(program, need.topic)[:1]),
            )
            for need in program.needs
        )
        changed = replace(program, rule_uses=(RuleUse(name, "must", "book: Rules!B2"),), attendance=history)
        return Planted(kind, changed, (name,), (name,))

    return plant


def _no_hours_at_all(program: Program, turn: int) -> Planted:
    """The only leader may lead for nought hours."""
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    changed = with_therapist(changed, name, most_minutes=0)
    return Planted("nought hours to lead", changed, (name,), ("0 h", "Most hours"))


def _discharged(program: Program, turn: int) -> Planted:
    """Discharged on the first day, with three sessions to have."""
    client = next(c for c in program.clients.values() if 0 in days_of(program, c.code))
    topic = a_topic(program, turn)
    changed = plain_topic(with_client(program, client.code, ends=MONDAY), topic, most_a_day=1)
    others = tuple(n for n in program.needs if (n.client, n.topic) != (client.code, topic))
    changed = replace(changed, needs=(*others, NeedRow(client.code, topic, 3, MUST)))
    return Planted("discharged on Monday", changed, (client.code,), ("stay", "Ends", "ends", "1 day"))


def _tags_of_two(program: Program, turn: int) -> Planted:
    """Women in their first weeks: two have both tags, and three are needed."""
    women = [code for code, row in program.clients.items() if "women" in row.tags][:2]
    changed = coming(program, women, *DAYTIME)
    for code in women:
        changed = with_client(changed, code, tags=changed.clients[code].tags | {"new"})
    group = Topic("First weeks", 60, smallest=3, wanted_tags=frozenset({"women", "new"}))
    changed = offering(changed, group, tuple(program.therapists), women)
    return Planted("two with both tags", changed, ("First weeks",), ("at least 3", "3 clients", "Smallest"))


def _should_run_for_nobody(program: Program, turn: int) -> Planted:
    """A topic should run three times, and nobody is of its level."""
    aftercare = replace(program.levels["OP"], name="Aftercare")
    changed = replace(program, levels={**program.levels, "Aftercare": aftercare})
    group = Topic("Alumni", 60, smallest=4, runs_at_least=3, levels=frozenset({"Aftercare"}))
    changed = offering(changed, group, tuple(program.therapists), [])
    return Planted(
        "should run, for nobody", changed, ("Alumni",), ("Runs at least", "nobody", "Aftercare", "Levels")
    )


def _leave_and_jury(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    changed, name = alone_leading(program, topic)
    changed = replace(
        changed, away=(*away_on(name, "Leave", 0, 1), *away_on(name, "Jury duty", 2, 3, 4, 5, 6))
    )
    return Planted("leave and jury duty", changed, (name,), ("Leave",), also=(((name,), ("Jury duty",)),))


def _church_evenings(program: Program, turn: int) -> Planted:
    """The rooms for groups are the church's own from 16:00."""
    away = tuple(
        AwayRow(name, MONDAY, LAST, opens=960, reason="Church service")
        for name, room in program.rooms.items()
        if "group" in room.kinds
    )
    return Planted(
        "evenings of the church", replace(program, away=away), ("Room", "rooms"), ("Church service",)
    )


def _court(program: Program, turn: int) -> Planted:
    """A client is settled in court on all but one of their days."""
    code = a_client(program, turn).code
    court = Topic("Drug court", 300, "community", smallest=1, counts=False, leaders=0, needs_room=False)
    changed = replace(program, topics={**program.topics, court.name: court})
    days = days_of(program, code)
    changed = coming(changed, [code], *(WeeklyWindow(day, 480, 800) for day in days))
    rows = tuple(
        FixedRow(court.name, 480, day, clients=(code,), place=f"book: Fixed!A{day}") for day in days[1:]
    )
    return Planted("settled in court", replace(changed, fixed=rows), (code,), ("Drug court",))


def _two_tracks_one_leader(program: Program, turn: int) -> Planted:
    """Two topics at 18:00 on Monday, and one therapist for both."""
    name = "Guest"
    codes = list(program.clients)[:8]
    changed = coming(with_guest(program, name, WeeklyWindow(0, 1080, 1170)), codes, *DAYTIME)
    changed = offering(changed, Topic("Track A", 90, smallest=2, starts=(1080,)), (name,), codes[:4])
    changed = offering(changed, Topic("Track B", 90, smallest=2, starts=(1080,)), (name,), codes[4:])
    return Planted("two tracks, one leader", changed, ("Track A", "Track B"), (name,))


def _three_hours_a_day(program: Program, turn: int) -> Planted:
    """A day under three hours is no day (H0015); a client stays for two and a half."""
    code = a_client(program, turn).code
    level = replace(program.levels["IOP"], name="H0015", least_minutes_a_day=180)
    changed = replace(program, levels={**program.levels, "H0015": level})
    changed = with_client(changed, code, level="H0015")
    changed = coming(changed, [code], *(WeeklyWindow(day, 480, 630) for day in range(5)))
    return Planted("three hours a day", changed, (code,), ("3 h a day", "3 h on", "Min hours a day", "a day"))


def _hired_on_wednesday(program: Program, turn: int) -> Planted:
    """The only leader begins on Wednesday; the needs hold until Tuesday."""
    name = "Guest"
    codes = list(program.clients)[:4]
    rows = tuple(replace(row, first_day=on_day(2)) for row in DAYTIME)
    changed = coming(with_guest(program, name, *rows), codes, *DAYTIME)
    changed = offering(changed, Topic("Sleep", 60), (name,), [])
    needs = tuple(NeedRow(code, "Sleep", 1, MUST, until=on_day(1)) for code in codes)
    changed = replace(changed, needs=(*changed.needs, *needs))
    return Planted("hired on Wednesday", changed, ("Sleep",), ("Wed", name, "2 Dec", "12-02"))


def _strike(program: Program, turn: int) -> Planted:
    names = list(program.therapists)[::2]
    away = tuple(row for name in names for row in away_on(name, "Strike"))
    return Planted("half the staff on strike", replace(program, away=away), tuple(names), ("Strike",))


def _one_room_settled(program: Program, turn: int) -> Planted:
    """A topic needs a kitchen, and the kitchen is settled for another one whenever its leader is there."""
    first, second = "Guest", "Other guest"
    codes = list(program.clients)[:5]
    kitchen = Room("Kitchen", 12, frozenset({"kitchen"}))
    changed = replace(program, rooms={**program.rooms, "Kitchen": kitchen})
    changed = coming(with_guest(changed, first, WeeklyWindow(3, 600, 720)), codes, *DAYTIME)
    changed = with_guest(changed, second, WeeklyWindow(3, 480, 1260))
    changed = offering(changed, Topic("Cooking", 90, room_kind="kitchen"), (first,), codes)
    changed = offering(changed, Topic("Baking", 150, room_kind="kitchen"), (second,), [])
    row = FixedRow("Baking", 570, 3, therapists=(second,), room="Kitchen", place="book: Fixed!A2")
    starts = tuple(sorted({*changed.starts, (3, 570), (3, 600), (3, 615)}))
    changed = replace(changed, fixed=(row,), starts=starts)
    return Planted("the kitchen is settled", changed, ("Cooking",), ("Kitchen", "Baking"))


FOURTH_KINDS: tuple[Kind, ...] = (
    _two_days_of_four,
    _five_hours_at_most,
    _fire_marshal,
    _one_a_day_on_two_days,
    _snow_day,
    _the_van,
    _phase_of_five_days,
    _curriculum_without_leader,
    _from_friday,
    _settled_for_three,
    _offices_in_the_mornings,
    _video_for_one,
    _rule("Continuity", "continuity must"),
    _rule("Days on site", "days on site must"),
    _no_hours_at_all,
    _discharged,
    _tags_of_two,
    _should_run_for_nobody,
    _leave_and_jury,
    _church_evenings,
    _court,
    _two_tracks_one_leader,
    _three_hours_a_day,
    _hired_on_wednesday,
    _strike,
    _one_room_settled,
)
