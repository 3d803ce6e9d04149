"""The crooked weeks of the hard rules about sessions: when, where, how large, how often, and what is settled."""

from __future__ import annotations

from dataclasses import replace

from constraints.at_once import AtOnce
from constraints.beside_what_is_settled import BesideWhatIsSettled
from constraints.fixed_sessions import FixedSessions
from constraints.group_size import GroupSize
from constraints.one_place_at_a_time import OnePlaceAtATime
from constraints.room_for_each_session import RoomForEachSession
from constraints.room_kind import RoomKind
from constraints.room_seats import RoomSeats
from constraints.runs_at_most import RunsAtMost
from constraints.start_times import StartTimes
from planner.model import Apart, Client, Fixed, Seat, Session, Therapist, Window
from tests.constraints.crooked import (
    ANGER,
    ANY_LEADERS,
    BEGUN,
    BEN,
    ELM,
    GRIEF,
    MON,
    OAK,
    ONE_CLIENT,
    THREE,
    THU,
    TUE,
    WED,
    YOGA,
    Crooked,
    crooked,
    subsets,
)
from tests.constraints.weeks import ALL_WEEK, at

# Anger 8:00-8:50, Grief 8:49-10:04 (a minute early), Anger again 8:50 (touching), Yoga 10:08 (4 minutes after).
TIGHT = (at(0, 8), at(0, 8, 49), at(0, 8, 50), at(0, 10, 8))
TIGHT_SLOTS = tuple(zip(("Anger", "Grief", "Anger", "Yoga"), TIGHT, strict=True))
EARLIER = Session(
    "earlier", "Grief", at(0, 7), 75, therapists=("Ben",), room="Elm", seats=(Seat("C002", status="excused"),)
)
LATE = at(1, 23, 20)  # 40 minutes before midnight: Yoga fits, Anger doesn't

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
KINDS = crooked(
    OAK, ELM, replace(ANGER, room_kind="office"), replace(YOGA, needs_room=False, room_kind="pool")
)
ROOMS = crooked(OAK, ELM, replace(YOGA, needs_room=False), past=(BEGUN,))
SEATS = crooked(OAK, ELM, replace(YOGA, needs_room=False), past=(replace(BEGUN, room="Oak"),))
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

OF_SESSIONS = (
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
