"""The crooked weeks of the elastic and soft rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from constraints.best_size import BestSize
from constraints.continuity import Continuity
from constraints.days_on_site import DaysOnSite
from constraints.even_shortage import EvenShortage
from constraints.fair_load import FairLoad
from constraints.group_size import GroupSize
from constraints.hours_beyond import HoursBeyond
from constraints.idle_time import IdleTime
from constraints.leaders import Leaders
from constraints.least_days import LeastDays
from constraints.least_hours import LeastHours
from constraints.least_hours_a_day import LeastHoursADay
from constraints.lunch import Lunch
from constraints.needs import Needs, OtherNeeds
from constraints.one_place_at_a_time import OnePlaceAtATime
from constraints.one_test_a_day import OneTestADay
from constraints.pauses import Pauses
from constraints.rotation import Rotation
from constraints.runs_at_least import RunsAtLeast
from constraints.same_days import SameDays
from constraints.same_timetable import SameTimetable
from constraints.settled_first import SettledFirst
from constraints.shared_shortage import SharedShortage
from constraints.staff_time import StaffTime
from constraints.therapists_day import TherapistsDay
from constraints.unforeseen_days import UnforeseenDays
from constraints.wishes import Wishes
from planner.model import (
    Attended,
    Client,
    Fixed,
    Need,
    Seat,
    Session,
    Standing,
    Therapist,
    Topic,
    Window,
    Wish,
)
from tests.constraints.crooked import (
    ADA,
    ANGER,
    ANY_LEADERS,
    BEGUN,
    ELM,
    GRIEF,
    MON,
    OAK,
    PAIR,
    THU,
    TUE,
    WED,
    YOGA,
    Crooked,
    crooked,
    subsets,
)
from tests.constraints.weeks import ALL_WEEK, at

ANYBODY = subsets("C002", "C007", "C014")
LAST_WEEK, LONG_AGO = date(2026, 11, 26), date(2026, 6, 2)
SPREAD = (("Anger", MON), ("Grief", TUE), ("Yoga", TUE + 80), ("Anger", WED), ("Grief", THU))
ONE_DAY = (("Anger", MON), ("Yoga", MON + 55), ("Grief", MON + 40), ("Anger", MON + 143), ("Grief", TUE))
STARTS = tuple(sorted({start for _, start in (*SPREAD, *ONE_DAY)}))

SHORT = crooked(
    Client("C002", "IOP", least_minutes=130, least_days=3, least_minutes_a_day=60),
    Client("C007", "IOP", least_minutes=215, least_days=2, least_minutes_a_day=110),
    starts=STARTS,
    past=(replace(BEGUN, seats=(Seat("C002", status="excused"), Seat("C007", minutes=40))),),
)
WANTING = crooked(
    starts=STARTS,
    past=(BEGUN,),
    needs=(
        Need("C002", "Anger", 2, 100),
        Need("C002", "Grief", 1, 10, days=frozenset({3})),
        Need("C007", "Anger", 2, 3),
        Need("C007", "Yoga", 1, 37, days=frozenset({0, 2})),
    ),
)
OFTEN_ANGER = (("Anger", MON), ("Anger", TUE), ("Anger", WED), ("Anger", WED + 90), ("Anger", THU))
# Needs of one topic that share its sessions: on the same days, on days that cross, and one of them a must.
SHARING = crooked(
    starts=tuple(start for _, start in OFTEN_ANGER),
    past=(BEGUN,),
    needs=(
        Need("C002", "Anger", 1, 3, days=frozenset({0, 2})),
        Need("C002", "Anger", 2, 100, days=frozenset({2, 4})),
        Need("C002", "Anger", 1, 17, days=frozenset({1, 2, 3})),
        Need("C002", "Anger", 1, 41),
        Need("C007", "Anger", 1, 100, days=frozenset({0})),
        Need("C007", "Anger", 1, 5),
        Need("C007", "Anger", 1, 250),
        Need("C014", "Grief", 1, 2),
    ),
)
BEYOND = crooked(
    Client("C007", "IOP", least_minutes=130),
    starts=tuple(start for _, start in OFTEN_ANGER),
    past=(BEGUN,),
    needs=(Need("C002", "Anger", 1, 3), Need("C007", "Anger", 2, 100), Need("C002", "Yoga", 1)),
)
MANY_MUSTS = replace(
    SHARING,
    past=(),
    needs=(
        Need("C002", "Anger", 1, 100, days=frozenset({0, 1})),
        Need("C002", "Anger", 1, 9, days=frozenset({1, 3})),
        Need("C002", "Anger", 1, 120, days=frozenset({1, 2})),
        Need("C002", "Anger", 2, 9, days=frozenset({0, 2, 3})),
        Need("C002", "Anger", 1, 30, days=frozenset({2, 3})),
    ),
)
RUNNING = crooked(
    replace(ANGER, runs_at_least=2),
    replace(GRIEF, runs_at_least=3),
    replace(YOGA, runs_at_least=1),
    starts=STARTS,
    past=(BEGUN,),
)
STAFFED_BY_MORE = crooked(
    replace(GRIEF, second_leader_above=1), replace(YOGA, leaders=0), starts=STARTS, past=(BEGUN,)
)
STAFFED = crooked(
    replace(GRIEF, leaders=2), replace(YOGA, leaders=0), starts=STARTS, past=(replace(BEGUN, minutes=45),)
)
KNOWN = crooked(
    Therapist("Ben", frozenset({"Anger", "Yoga"})),
    starts=STARTS,
    past=(BEGUN,),
    history=(
        Attended(LONG_AGO, "Anger", "C002", therapists=("Ada",)),
        Attended(LAST_WEEK, "Anger", "C002", therapists=("Ben",)),
        Attended(LAST_WEEK, "Anger", "C007", therapists=("Ada",), status="absent"),
        Attended(LONG_AGO, "Anger", "C007", therapists=("Ada", "Cleo")),
        Attended(LAST_WEEK, "Grief", "C007", therapists=("Ben",)),
        Attended(LAST_WEEK, "Yoga", "C007", therapists=("Ada", "Ben")),
        Attended(LAST_WEEK, "Grief", "C002", therapists=("Ada",)),
    ),
    needs=(Need("C002", "Anger", 1), Need("C007", "Grief", 1)),
)
WISHING = crooked(
    starts=STARTS,
    past=(BEGUN,),
    wishes=(
        Wish("C002", True, 7, topic="Grief"),
        Wish("C002", False, 3, therapist="Ben"),
        Wish("C002", False, 2, day=1),
        Wish("C002", True, 4, hours=(9 * 60, 10 * 60)),
        Wish("C007", True, 5, therapist="Ada"),
        Wish("C007", False, 10, topic="Yoga"),
        Wish("C007", True, 6, day=2),
        Wish("C007", False, 9, hours=(11 * 60, 13 * 60 + 10)),
    ),
)
MIDDAY = crooked(starts=(*STARTS, at(1, 14, 7)), past=(BEGUN,))
GROUPS = crooked(
    replace(ANGER, largest=3),
    replace(YOGA, kind="family", largest=7, best_size=2),
    starts=STARTS,
    past=(BEGUN,),
)


# Anger stands on Monday and on Thursday afternoon, for whoever comes then; on Wednesday it is C002's alone.
STANDING = crooked(
    replace(ANGER, largest=3),
    starts=(*STARTS, WED + 90),
    past=(BEGUN,),
    client_windows={**dict.fromkeys(("C002", "C007"), ALL_WEEK), "C014": (Window(TUE, WED + 200),)},
    fixed=(
        Fixed("Anger", BEGUN.start),
        Fixed("Anger", MON),
        Fixed("Anger", WED, clients=("C002",), open_seats=False),
        Fixed("Anger", THU),
        Fixed("Grief", TUE, excused=False),
    ),
)


TESTED = crooked(
    replace(YOGA, kind="testing", most_a_day=2),
    Topic("Swab", 5, kind="testing", counts=False),
    Therapist("Ada", frozenset({"Anger", "Grief", "Yoga", "Swab"})),
    starts=tuple(sorted({*STARTS, TUE + 143, THU + 200})),
    past=(
        BEGUN,
        Session(
            "tested",
            "Yoga",
            at(0, 8, 5),
            35,
            therapists=("Ada",),
            room=None,
            seats=(Seat("C007"), Seat("C002", status="absent")),
        ),
    ),
    seed=3,
)


def was(topic: str, start: int, led: tuple[str, ...], room: str | None = None, *clients: str) -> Session:
    """A session of the standing timetable."""
    return Session("", topic, start, 45, therapists=led, room=room, seats=tuple(map(Seat, clients)))


LIKE_LAST_WEEK = crooked(
    replace(GRIEF, leaders=2),
    replace(YOGA, kind="individual", largest=1),
    OAK,
    ELM,
    starts=STARTS,
    past=(BEGUN,),
    standing=Standing(
        date(2026, 11, 23),
        (
            was("Anger", BEGUN.start, ("Ben",), "Oak"),
            was("Anger", MON, ("Ada",), "Elm", "C002", "C021"),
            was("Anger", WED, ("Ada",), "Oak"),
            was("Anger", WED, ("Cleo",)),
            was("Anger", at(4, 11), ("Ben",)),
            was("Grief", THU, ("Ada", "Cleo"), "Attic"),
            was("Yoga", TUE + 80, ("Ada",), None, "C002"),
            was("Yoga", MON + 55, ("Ada",), None, "C007"),
            was("Yoga", MON + 55, ("Ben",), None, "C021"),
            was("Fencing", MON, ("Ada",)),
        ),
        {"C002": frozenset({0, 3}), "C007": frozenset(), "C021": frozenset({1})},
    ),
)

# Lunch 9:40-10:50: after Anger at 9:00 there are 43 minutes to Anger at 11:23, less where Grief or Yoga lies between.
EATING = replace(MIDDAY, lunch=(9 * 60 + 40, 10 * 60 + 50), lunch_minutes=35)
SITTING = crooked(
    Client("C002", "PHP", most_on_end=80, pause=7),
    Client("C007", "PHP", most_on_end=115, pause=9),
    starts=(*STARTS, MON + 50, MON + 97),
    past=(replace(BEGUN, seats=(Seat("C002"), Seat("C007", status="absent")), start=MON - 57),),
)
ON_END = (
    ("Anger", MON),
    ("Yoga", MON + 55),
    ("Anger", MON + 97),
    ("Grief", MON + 50),
    ("Yoga", MON + 143),
    ("Grief", TUE),
)
LOADED = crooked(
    Therapist("Ada", ADA.leads, most_minutes=600),
    Therapist("Ben", ADA.leads, most_minutes=450),
    Therapist("Cleo", ADA.leads, most_minutes=300),
    Therapist("Dee", ADA.leads),
    starts=STARTS,
    past=(replace(BEGUN, minutes=45),),
)
LEADERS = subsets("Ada", "Ben", "Cleo")

SOFT = (
    Crooked(LeastHours(), SHORT, SPREAD, PAIR),
    Crooked(HoursBeyond(), SHORT, SPREAD, PAIR),
    Crooked(HoursBeyond(weight=3), BEYOND, OFTEN_ANGER, PAIR),
    Crooked(SharedShortage(), SHORT, SPREAD, PAIR),
    Crooked(EvenShortage(), SHORT, SPREAD, PAIR),
    Crooked(LeastDays(), SHORT, SPREAD, PAIR),
    Crooked(LeastHoursADay(), SHORT, SPREAD, PAIR),
    Crooked(Needs(), WANTING, SPREAD, PAIR),
    Crooked(OtherNeeds(), WANTING, SPREAD, PAIR),
    Crooked(Needs(), SHARING, OFTEN_ANGER, PAIR),
    Crooked(OtherNeeds(), SHARING, OFTEN_ANGER, PAIR),
    Crooked(Needs(least_priority=100), SHARING, OFTEN_ANGER, PAIR),
    Crooked(Needs(), MANY_MUSTS, OFTEN_ANGER, subsets("C002")),
    Crooked(OtherNeeds(), MANY_MUSTS, OFTEN_ANGER, subsets("C002")),
    Crooked(RunsAtLeast(), RUNNING, (*SPREAD, ("Grief", MON)), (("C002",),)),
    Crooked(Rotation(), KNOWN, SPREAD, PAIR),
    Crooked(Continuity(), KNOWN, SPREAD[:3], PAIR, leaders=ANY_LEADERS),
    Crooked(Wishes(), WISHING, SPREAD[:3], PAIR, leaders=ANY_LEADERS),
    Crooked(Wishes(), WISHING, SPREAD, PAIR),
    Crooked(
        SameTimetable(),
        LIKE_LAST_WEEK,
        (("Anger", MON), ("Anger", MON), ("Grief", THU)),
        subsets("C002", "C007", least=1),
        leaders=subsets("Ada", "Ben", least=1),
        rooms=("Oak", "Elm"),
    ),
    Crooked(
        SameTimetable(),
        LIKE_LAST_WEEK,
        (("Anger", WED), ("Anger", WED), ("Yoga", TUE + 80)),
        (("C002",), ("C007",), ("C014",)),
        leaders=(("Ada",), ("Ben",)),
        rooms=("Oak", "Elm"),
    ),
    Crooked(SameDays(), LIKE_LAST_WEEK, SPREAD, PAIR),
    Crooked(DaysOnSite(), SHORT, SPREAD, PAIR),
    Crooked(SettledFirst(), STANDING, (*OFTEN_ANGER, ("Grief", THU)), PAIR),
    Crooked(
        SettledFirst(),
        STANDING,
        (("Anger", TUE), ("Anger", TUE), ("Anger", MON), ("Anger", THU)),
        ANYBODY,
        given=(OnePlaceAtATime(),),
    ),
    Crooked(
        IdleTime(),
        MIDDAY,
        (*ONE_DAY, ("Yoga", at(1, 14, 7))),
        (("C002",), ("C002", "C007")),
        given=(OnePlaceAtATime(),),
    ),
    Crooked(
        OneTestADay(),
        TESTED,
        (*SPREAD, ("Yoga", TUE + 143), ("Yoga", THU + 200)),
        (("C002",), ("C002", "C007")),
    ),
    Crooked(
        UnforeseenDays(),
        TESTED,
        (*SPREAD, ("Yoga", THU + 200), ("Swab", MON + 55)),
        (("C002",), ("C002", "C007")),
    ),
    Crooked(StaffTime(), STAFFED, SPREAD, (("C002",), ())),
    Crooked(
        StaffTime(),
        STAFFED_BY_MORE,
        SPREAD[:3],
        PAIR,
        leaders=subsets("Ada", "Ben", least=1),
        given=(Leaders(),),
    ),
    Crooked(
        BestSize(),
        GROUPS,
        (("Anger", MON), ("Anger", WED), ("Yoga", TUE + 80), ("Yoga", MON + 55)),
        ANYBODY,
        given=(GroupSize(),),
    ),
    Crooked(
        IdleTime(),
        replace(EATING, clients=SITTING.clients),
        ONE_DAY,
        (("C002",), ("C002", "C007")),
        given=(OnePlaceAtATime(),),
    ),
    Crooked(Lunch(), EATING, ONE_DAY, PAIR, leaders=(("Ada",), ("Ben",)), given=(OnePlaceAtATime(),)),
    Crooked(Pauses(), SITTING, ON_END, (("C002",), ("C002", "C007")), given=(OnePlaceAtATime(),)),
    Crooked(
        TherapistsDay(),
        MIDDAY,
        (*ONE_DAY, ("Yoga", at(1, 14, 7))),
        (("C002",),),
        leaders=(("Ada",), ("Ben",)),
        given=(OnePlaceAtATime(),),
    ),
    Crooked(
        TherapistsDay(),
        EATING,
        ONE_DAY,
        (("C002",),),
        leaders=(("Ada",), ("Ben",)),
        given=(OnePlaceAtATime(),),
    ),
    Crooked(FairLoad(), LOADED, SPREAD[:4], (("C002",),), leaders=LEADERS),
)
