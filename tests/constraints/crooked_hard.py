"""The crooked weeks of the hard rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from constraints.apart import KeptApart
from constraints.at_once import AtOnce
from constraints.authorised_days import AuthorisedDays
from constraints.availability import Availability
from constraints.beside_a_session import BesideASession
from constraints.beside_what_is_settled import BesideWhatIsSettled
from constraints.closed_membership import ClosedMembership
from constraints.fixed_sessions import FixedSessions
from constraints.group_size import GroupSize
from constraints.hours_for_topics import HoursForTopics
from constraints.leader_tags import LeaderTags
from constraints.leaders import Leaders
from constraints.levels_of_care import LevelsOfCare
from constraints.most_a_day import MostADay
from constraints.most_a_week import MostAWeek
from constraints.most_days import MostDays
from constraints.most_hours import MostHours
from constraints.most_hours_a_day import MostHoursADay
from constraints.one_family import OneFamily
from constraints.one_place_at_a_time import OnePlaceAtATime
from constraints.only_if_asked import OnlyIfAsked
from constraints.prerequisites import Prerequisites
from constraints.primary_therapist import PrimaryTherapist
from constraints.room_for_each_session import RoomForEachSession
from constraints.room_kind import RoomKind
from constraints.room_seats import RoomSeats
from constraints.runs_at_most import RunsAtMost
from constraints.second_leader import SecondLeader
from constraints.start_times import StartTimes
from constraints.stay import Stay
from constraints.tags import Tags
from constraints.therapist_hours import TherapistHours
from constraints.therapist_in_a_row import TherapistInARow
from constraints.therapist_sessions_a_day import TherapistSessionsADay
from constraints.who_may_lead import WhoMayLead
from planner.model import Apart, Attended, Client, Fixed, Need, Seat, Session, Therapist, Window, Wish
from tests.constraints.crooked import (
    ADA,
    ANGER,
    BEGUN,
    BEN,
    ELM,
    FIRST_DAY,
    GRIEF,
    MON,
    OAK,
    THU,
    TUE,
    WED,
    YOGA,
    Crooked,
    crooked,
    subsets,
)
from tests.constraints.weeks import ALL_WEEK, at

ONE_CLIENT = (("C007",),)
PAIR = subsets("C002", "C007")
ANY_LEADERS = subsets("Ada", "Ben")

# Anger 8:00-8:50, Grief 8:49-10:04 (a minute early), Anger again 8:50 (touching), Yoga 10:08 (4 minutes after).
TIGHT = (at(0, 8), at(0, 8, 49), at(0, 8, 50), at(0, 10, 8))
TIGHT_SLOTS = tuple(zip(("Anger", "Grief", "Anger", "Yoga"), TIGHT, strict=True))
EARLIER = Session(
    "earlier", "Grief", at(0, 7), 75, therapists=("Ben",), room="Elm", seats=(Seat("C002", status="excused"),)
)
LATE = at(1, 23, 20)  # 40 minutes before midnight: Yoga fits, Anger doesn't
EVE = date(2026, 11, 24)

PLACES = crooked(OAK, ELM, starts=TIGHT, changeover=5, past=(EARLIER,))
TIMES = crooked(
    starts=(MON, LATE),
    fixed=(Fixed("Grief", WED), Fixed("Anger", at(0, 8, 10)), Fixed("Yoga", WED, excused=False)),
    past=(BEGUN,),
    as_of=MON,
)
OWN_TIMES = crooked(
    replace(GRIEF, starts=(9 * 60, 13 * 60 + 5)),  # on Monday and Tuesday, the days of the program
    starts=(MON, TUE),
    fixed=(Fixed("Grief", THU), Fixed("Yoga", WED)),
    past=(replace(BEGUN, topic="Grief"),),
)
ASKED = crooked(
    replace(ANGER, only_if_asked=True),
    replace(GRIEF, only_if_asked=True),
    past=(BEGUN,),
    needs=(Need("C002", "Anger"), Need("C007", "Yoga")),
    wishes=(Wish("C007", True, topic="Grief"), Wish("C002", False, topic="Grief")),
    fixed=(Fixed("Anger", WED, clients=("C007",)), Fixed("Grief", TUE, clients=())),
)
LED_BY_TAGS = crooked(
    replace(ANGER, leader_tags=frozenset({"Spanish", "licensed"})),
    replace(GRIEF, leader_tags=frozenset({"Spanish"}), leaders=2),
    replace(YOGA, leader_tags=frozenset({"Spanish"}), leaders=0),
    Therapist("Ada", ADA.leads, tags=frozenset({"Spanish"})),
    Therapist("Ben", BEN.leads, tags=frozenset({"Spanish", "licensed", "tall"})),
    Therapist("Cleo", BEN.leads),
    past=(BEGUN,),
)
WINDOWS = crooked(
    OAK,
    ELM,
    past=(BEGUN,),
    client_windows={
        "C002": (Window(MON, MON + 50), Window(TUE - 5, TUE + 80)),
        "C007": (Window(MON - 30, MON + 49), Window(TUE + 1, TUE + 200)),
    },
    therapist_windows={"Ada": (Window(MON, TUE + 74),), "Ben": (Window(TUE, TUE + 75),)},
    room_windows={"Elm": (Window(0, MON + 60), Window(TUE, TUE + 60))},
)
HOURS_FOR_TOPICS = crooked(
    past=(BEGUN,),
    hours_for={
        "C002": {"Anger": (Window(MON, MON + 50),), "Grief": (Window(TUE - 5, TUE + 74),), "Yoga": ALL_WEEK},
        "Ben": {"Anger": (), "Grief": (Window(TUE, TUE + 75),), "Yoga": (Window(WED, WED + 35),)},
    },
)
EARLY, LONG_AGO = at(0, 7, 50), date(2026, 6, 2)
TAUGHT = crooked(
    replace(GRIEF, after=("Anger",)),
    replace(YOGA, after=("Grief", "Anger")),
    past=(replace(BEGUN, seats=(Seat("C002"), Seat("C007", status="absent"))),),
    history=(
        Attended(LONG_AGO, "Grief", "C002"),
        Attended(EVE, "Grief", "C007"),
        Attended(EVE, "Anger", "C007", status="excused"),
        Attended(EVE, "Anger", "C014"),
        Attended(LONG_AGO, "Grief", "C014", status="cancelled"),
    ),
    starts=(EARLY - 10, EARLY, TUE),
)
MEMBERS = crooked(
    replace(ANGER, closed=True),
    replace(GRIEF, closed=True),
    past=(BEGUN,),
    history=(
        Attended(LONG_AGO, "Anger", "C007"),
        Attended(EVE, "Anger", "C014", status="absent"),
        Attended(EVE, "Grief", "C002", status="excused"),
        Attended(EVE, "Yoga", "C002"),
    ),
)
TAGGED = crooked(
    replace(ANGER, wanted_tags=frozenset({"women", "early"}), barred_tags=frozenset({"night"})),
    replace(GRIEF, barred_tags=frozenset({"men"})),
    Client("C002", "IOP", tags=frozenset({"women", "early"})),
    Client("C007", "IOP", tags=frozenset({"women", "night", "early"})),
    Client("C014", "IOP", tags=frozenset({"men", "early"})),
    past=(BEGUN,),
)
LEVELS = crooked(
    replace(ANGER, levels=frozenset({"IOP", "OP"})),
    replace(GRIEF, levels=frozenset({"PHP"})),
    Client("C002", "OP"),
    Client("C007", "PHP"),
    past=(BEGUN,),
)
STAYS = crooked(
    Client("C002", "IOP", starts=date(2026, 12, 1), ends=date(2026, 12, 2)),
    Client("C007", "IOP", starts=date(2026, 12, 3)),
    Client("C014", "IOP", ends=FIRST_DAY),
    past=(BEGUN,),
)
DAYS = crooked(
    Client("C002", "IOP", days=frozenset({0, 2})),
    Client("C007", "IOP", days=frozenset({1, 2, 3})),
    past=(BEGUN,),
)
SIZES = crooked(
    replace(ANGER, smallest=2, largest=2),
    replace(GRIEF, smallest=0, largest=1),
    replace(YOGA, smallest=2, largest=2),
    fixed=(Fixed("Yoga", WED), Fixed("Anger", MON), Fixed("Yoga", THU, excused=False)),
    past=(replace(BEGUN, seats=()),),
)
BESIDE = crooked(
    replace(ANGER, smallest=2, largest=3),
    replace(GRIEF, smallest=2),
    replace(YOGA, smallest=2, largest=2),
    ELM,
    OAK,
    Client("C021", "IOP"),
    Therapist("Cleo", BEN.leads),
    therapist_windows={"Ada": ALL_WEEK, "Ben": ALL_WEEK, "Cleo": (Window(MON, MON + 50),)},
    fixed=(
        Fixed("Anger", MON),
        Fixed("Grief", TUE, ("Ada",)),
        Fixed("Yoga", WED, room="Oak"),
        Fixed("Anger", TUE, clients=("C007",), open_seats=False),
    ),
    apart=(Apart("C002", therapist="Ada"),),
)
LED_BY_MORE = crooked(
    replace(GRIEF, smallest=1, largest=3, leaders=2, second_leader_above=2),
    replace(YOGA, smallest=1, largest=4, second_leader_above=1),
    Therapist("Cleo", frozenset({"Anger", "Grief", "Yoga"})),
    therapist_windows={"Ada": ALL_WEEK, "Ben": ALL_WEEK, "Cleo": ALL_WEEK},
)
LEADERS = crooked(replace(GRIEF, leaders=2), replace(YOGA, leaders=0), past=(replace(BEGUN, therapists=()),))
TOPICS_LED = crooked(
    Therapist("Ada", frozenset({"Grief", "Yoga"})),
    Therapist("Ben", frozenset({"Anger", "Grief"})),
    past=(BEGUN,),
)
OWN = crooked(
    replace(ANGER, kind="individual", largest=1),
    replace(GRIEF, kind="individual", largest=2),
    Therapist("Ben", frozenset({"Anger", "Yoga"})),
    Client("C002", "IOP", primary="Ada"),
    Client("C007", "IOP", primary="Ben"),
    Client("C014", "IOP", primary="Ada"),
    therapist_windows={"Ada": (Window(MON, WED),), "Ben": (Window(0, THU + 90),)},
    past=(replace(BEGUN, therapists=("Ben",)),),
)
KINDS = crooked(
    OAK, ELM, replace(ANGER, room_kind="office"), replace(YOGA, needs_room=False, room_kind="pool")
)
ROOMS = crooked(OAK, ELM, replace(YOGA, needs_room=False), past=(BEGUN,))
SEATS = crooked(OAK, ELM, replace(YOGA, needs_room=False), past=(replace(BEGUN, room="Oak"),))
LIMITED = crooked(
    replace(ADA, most_minutes=160, most_a_day=2, most_in_a_row=2),
    replace(BEN, most_minutes=75, most_a_day=1, most_in_a_row=1),
    # Ada: Anger 8:05-8:55, then 9:04 (9 minutes), Yoga 9:54, Grief 10:39 (10 minutes after), Yoga 11:54.
    starts=(at(0, 9, 4), at(0, 9, 54), at(0, 10, 39), at(0, 11, 54), TUE),
    past=(replace(BEGUN, start=at(0, 8, 5)),),
)
ROW_SLOTS = (
    ("Anger", at(0, 9, 4)),
    ("Yoga", at(0, 9, 54)),
    ("Grief", at(0, 10, 39)),
    ("Yoga", at(0, 11, 54)),
    ("Anger", TUE),
)
FULL_DAY = (("Anger", MON), ("Yoga", MON + 60), ("Anger", MON + 95), ("Grief", MON + 145), ("Anger", TUE))
FULL = crooked(
    replace(ANGER, most_a_week=2, most_a_day=1),
    replace(GRIEF, most_a_week=None, most_a_day=None),
    replace(YOGA, most_a_week=1, most_a_day=2),
    Client("C002", "IOP", most_minutes=125, most_minutes_a_day=125),
    Client("C007", "IOP", most_minutes=164, most_minutes_a_day=159),
    starts=(*(start for _, start in FULL_DAY), WED),
    past=(replace(BEGUN, seats=(Seat("C002", status="absent"), Seat("C007", minutes=40))),),
)
COMING = crooked(
    Client("C002", "IOP", most_days=1),
    Client("C007", "IOP", most_days=2),
    past=(replace(BEGUN, seats=(Seat("C002", status="cancelled"), Seat("C007"))),),
    starts=(MON, TUE, TUE + 60, WED, THU),
)
RUNS = crooked(
    replace(ANGER, runs_at_most=2, at_once=1),
    replace(GRIEF, runs_at_most=2, at_once=2),
    replace(YOGA, runs_at_most=1, at_once=1),
    starts=(MON, MON + 49, MON + 50, MON + 74, TUE),
    past=(BEGUN,),
)
SETTLED = crooked(
    OAK,
    ELM,
    replace(YOGA, needs_room=False),
    fixed=(
        Fixed("Anger", MON, ("Ada",), "Elm", clients=("C002", "C007"), open_seats=False, place="Fixed!A2"),
        Fixed("Grief", TUE),
        Fixed("Yoga", WED, ("Ben",), "Oak", clients=("C014",), open_seats=True),
        Fixed("Anger", at(0, 7), ("Ben",), None, clients=("C014",), open_seats=False),
        Fixed("Grief", at(0, 6)),
    ),
    past=(BEGUN,),
    as_of=at(0, 8),
)
SEATED = crooked(
    fixed=tuple(replace(row, therapists=()) for row in SETTLED.fixed), past=(BEGUN,), as_of=SETTLED.as_of
)
SETTLED_SLOTS = (("Anger", MON), ("Grief", TUE), ("Yoga", WED), ("Anger", THU))
TESTED = crooked(
    replace(YOGA, kind="testing"),
    starts=tuple(sorted({MON, MON + 60, TUE, TUE + 90, WED, THU, at(4, 8, 5)})),
    past=(
        BEGUN,
        Session(
            "tested",
            "Yoga",
            at(4, 7),
            35,
            therapists=("Ada",),
            room=None,
            seats=(Seat("C007"), Seat("C002", status="absent")),
        ),
    ),
    fixed=(
        Fixed("Yoga", THU, ("Ada",), None, clients=("C002",), open_seats=False),
        Fixed("Yoga", WED, ("Ada",), None, clients=("C007",), open_seats=False, excused=False),  # a lock
    ),
)
APART = crooked(
    apart=(Apart("C002", "C007"), Apart("C014", therapist="Ada"), Apart("C007", therapist="Ben")),
    past=(BEGUN,),
)
FAMILIES = crooked(
    replace(ANGER, kind="family"),
    replace(YOGA, kind="family"),
    Client("C002", "IOP", family="maple"),
    Client("C007", "IOP", family="maple"),
    past=(BEGUN,),
)
THREE = (("Anger", MON), ("Grief", TUE), ("Yoga", WED))
FOUR = (*THREE, ("Grief", THU))

HARD = (
    Crooked(OnePlaceAtATime(), PLACES, TIGHT_SLOTS, clients=subsets("C002", "C007", "C014")),
    Crooked(OnePlaceAtATime(), PLACES, TIGHT_SLOTS, ONE_CLIENT, leaders=ANY_LEADERS),
    Crooked(OnePlaceAtATime(), PLACES, TIGHT_SLOTS, (("C014",), ("C007",)), rooms=(None, "Oak", "Elm")),
    Crooked(
        StartTimes(),
        TIMES,
        (
            *(("Anger", start) for start in (MON, LATE, WED, at(0, 8, 10))),
            *(("Grief", start) for start in (MON, at(0, 7), WED, MON + 5)),
            *(("Yoga", start) for start in (MON, LATE, WED)),
        ),
        ONE_CLIENT,
    ),
    Crooked(
        StartTimes(),
        OWN_TIMES,
        (
            *(("Grief", start) for start in (MON, TUE, at(0, 13, 5), at(1, 13, 5), WED, THU)),
            *(("Anger", start) for start in (MON, at(1, 13, 5))),
        ),
        ONE_CLIENT,
    ),
    Crooked(
        Availability(),
        WINDOWS,
        (("Anger", MON), ("Grief", TUE), ("Yoga", TUE)),
        subsets("C002", "C007", least=1),
        leaders=(("Ada",), ("Ben",)),
        rooms=("Oak", "Elm"),
    ),
    Crooked(
        HoursForTopics(),
        HOURS_FOR_TOPICS,
        (("Anger", MON), ("Grief", TUE), ("Yoga", WED)),
        PAIR,
        leaders=(("Ada",), ("Ben",)),
    ),
    Crooked(Tags(), TAGGED, FOUR),
    Crooked(LevelsOfCare(), LEVELS, FOUR),
    Crooked(Stay(), STAYS, FOUR),
    Crooked(AuthorisedDays(), DAYS, FOUR),
    Crooked(
        Prerequisites(), TAUGHT, (("Grief", EARLY - 10), ("Grief", EARLY), ("Yoga", TUE), ("Anger", TUE))
    ),
    Crooked(ClosedMembership(), MEMBERS, FOUR),
    Crooked(
        OneFamily(),
        FAMILIES,
        (("Anger", MON), ("Grief", TUE), ("Yoga", WED)),
        subsets("C002", "C007", "C014", least=1),
    ),
    Crooked(KeptApart(), APART, (("Anger", MON), ("Grief", TUE)), leaders=ANY_LEADERS),
    Crooked(
        GroupSize(),
        SIZES,
        (("Anger", MON), ("Anger", TUE), ("Grief", MON), ("Yoga", WED)),
        subsets("C002", "C007", "C014"),
    ),
    Crooked(GroupSize(), SIZES, (*THREE, ("Yoga", THU)), subsets("C002", "C007", "C014")),
    *(
        Crooked(
            BesideWhatIsSettled(),
            BESIDE,
            tuple(place for place in places for _ in range(2)),
            ((), ("C002", "C007"), ("C014", "C021")),
            leaders=(("Ada",), ("Ben",)),
            given=(OnePlaceAtATime(),),
        )
        for places in ((("Anger", MON), ("Grief", TUE)), (("Yoga", WED), ("Anger", TUE)))
    ),
    Crooked(LeaderTags(), LED_BY_TAGS, FOUR, ONE_CLIENT, leaders=subsets("Ada", "Ben", "Cleo")),
    Crooked(OnlyIfAsked(), ASKED, (*FOUR, ("Anger", WED)), PAIR),
    Crooked(WhoMayLead(), TOPICS_LED, FOUR, ONE_CLIENT, leaders=ANY_LEADERS),
    Crooked(Leaders(), LEADERS, FOUR, ONE_CLIENT, leaders=ANY_LEADERS),
    Crooked(Leaders(), LED_BY_MORE, FOUR[:3], ONE_CLIENT, leaders=subsets("Ada", "Ben", "Cleo")),
    *(
        Crooked(
            SecondLeader(),
            LED_BY_MORE,
            ((topic, MON), ("Anger", THU)),
            subsets("C002", "C007", "C014", least=1),
            leaders=subsets("Ada", "Ben", "Cleo", least=1),
            given=(Leaders(), GroupSize()),
        )
        for topic in ("Grief", "Yoga")
    ),
    Crooked(
        PrimaryTherapist(),
        OWN,
        (("Anger", TUE), ("Grief", TUE), ("Anger", THU)),
        leaders=(("Ada",), ("Ben",)),
        given=(Availability(), GroupSize()),
    ),
    Crooked(RoomKind(), KINDS, (("Anger", MON), ("Grief", TUE), ("Anger", THU)), rooms=(None, "Oak", "Elm")),
    Crooked(
        RoomForEachSession(),
        ROOMS,
        (("Anger", MON), ("Anger", MON), ("Grief", TUE), ("Yoga", WED)),
        (("C002",), ("C007",)),
        leaders=(("Ada",), ("Ben",)),
        rooms=(None, "Oak", "Elm"),
    ),
    Crooked(
        RoomSeats(),
        SEATS,
        (("Anger", MON), ("Grief", MON), ("Yoga", WED)),
        rooms=(None, "Oak", "Elm"),
        given=(GroupSize(), RoomForEachSession()),
    ),
    Crooked(
        RoomSeats(),
        replace(SEATS, rooms={**SEATS.rooms, "Ash": replace(ELM, name="Ash")}),
        (("Anger", MON), ("Grief", MON), ("Yoga", WED)),
        rooms=(None, "Oak", "Elm", "Ash"),
        given=(GroupSize(), RoomForEachSession()),
    ),
    Crooked(MostHours(), FULL, FULL_DAY, PAIR),
    Crooked(MostHoursADay(), FULL, FULL_DAY, PAIR),
    Crooked(MostAWeek(), FULL, (*FULL_DAY, ("Yoga", WED)), PAIR),
    Crooked(MostADay(), FULL, (*FULL_DAY, ("Yoga", WED)), PAIR),
    Crooked(
        MostDays(),
        COMING,
        (("Anger", MON), ("Grief", TUE), ("Yoga", TUE + 60), ("Anger", WED), ("Yoga", THU)),
        PAIR,
    ),
    Crooked(
        RunsAtMost(),
        RUNS,
        (("Anger", MON), ("Anger", MON), ("Grief", MON), ("Grief", TUE), ("Grief", TUE), ("Yoga", MON)),
        (("C002",), ("C007",)),
        leaders=(("Ada",), ("Ben",)),
    ),
    Crooked(
        AtOnce(),
        RUNS,
        (
            ("Anger", MON),
            ("Anger", MON + 49),
            ("Anger", MON + 50),
            ("Anger", TUE),
            ("Anger", TUE),
            ("Grief", MON),
            ("Grief", MON),
            ("Grief", MON + 74),
            ("Grief", MON + 49),
        ),
        (("C002",), ("C007",)),
        leaders=(("Ada",),),
    ),
    Crooked(TherapistHours(), LIMITED, ROW_SLOTS, ONE_CLIENT, leaders=ANY_LEADERS),
    Crooked(TherapistSessionsADay(), LIMITED, ROW_SLOTS, ONE_CLIENT, leaders=ANY_LEADERS),
    Crooked(TherapistInARow(), LIMITED, ROW_SLOTS, ONE_CLIENT, leaders=ANY_LEADERS),
    Crooked(
        BesideASession(),
        TESTED,
        (
            ("Anger", MON),
            ("Yoga", MON + 60),
            ("Yoga", TUE),
            ("Grief", TUE + 90),
            ("Yoga", WED),
            ("Yoga", THU),
        ),
        PAIR,
        given=(MostADay(),),
    ),
    Crooked(FixedSessions(), SEATED, SETTLED_SLOTS, subsets("C002", "C007", "C014")),
    Crooked(
        FixedSessions(),
        SETTLED,
        SETTLED_SLOTS[:3],
        (("C002", "C007"), ("C014",)),
        leaders=subsets("Ada", "Ben", least=1),
        rooms=(None, "Oak", "Elm"),
        given=(RoomForEachSession(),),
    ),
)
