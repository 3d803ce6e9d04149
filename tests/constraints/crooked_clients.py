"""The crooked weeks of the hard rules about clients: who may sit where, and how much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from constraints.apart import KeptApart
from constraints.authorised_days import AuthorisedDays
from constraints.availability import Availability
from constraints.beside_a_session import BesideASession
from constraints.closed_membership import ClosedMembership
from constraints.hours_for_topics import HoursForTopics
from constraints.levels_of_care import LevelsOfCare
from constraints.most_a_day import MostADay
from constraints.most_a_week import MostAWeek
from constraints.most_days import MostDays
from constraints.most_hours import MostHours
from constraints.most_hours_a_day import MostHoursADay
from constraints.one_family import OneFamily
from constraints.only_if_asked import OnlyIfAsked
from constraints.prerequisites import Prerequisites
from constraints.stay import Stay
from constraints.tags import Tags
from planner.model import Apart, Attended, Client, Fixed, Need, Seat, Session, Window, Wish
from tests.constraints.crooked import (
    ANGER,
    ANY_LEADERS,
    BEGUN,
    ELM,
    FIRST_DAY,
    FOUR,
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

EVE = date(2026, 11, 24)
ASKED = crooked(
    replace(ANGER, only_if_asked=True),
    replace(GRIEF, only_if_asked=True),
    past=(BEGUN,),
    needs=(Need("C002", "Anger"), Need("C007", "Yoga")),
    wishes=(Wish("C007", True, topic="Grief"), Wish("C002", False, topic="Grief")),
    fixed=(Fixed("Anger", WED, clients=("C007",)), Fixed("Grief", TUE, clients=())),
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

OF_CLIENTS = (
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
    Crooked(OnlyIfAsked(), ASKED, (*FOUR, ("Anger", WED)), PAIR),
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
)
