"""Crooked weeks for the rules that only speak when a published roster is replanned."""

from __future__ import annotations

from dataclasses import replace

from constraints.added_sessions import AddedSessions
from constraints.kept_leaders import KeptLeaders
from constraints.kept_seats import KeptSeats
from constraints.one_place_at_a_time import OnePlaceAtATime
from constraints.taken_out import StaysTakenOut
from planner.model import Room, Roster, Seat, Session, TakenOut, Therapist
from tests.constraints.crooked import (
    ADA,
    ANGER,
    BEGUN,
    BEN,
    ELM,
    EVERY_TOPIC,
    GRIEF,
    MON,
    OAK,
    TUE,
    WED,
    Crooked,
    crooked,
    subsets,
)
from tests.constraints.weeks import FIRST_DAY

PUBLISHED = Roster(
    FIRST_DAY,
    (
        Session("M1", "Anger", MON, 50, therapists=("Ada",), room="Elm", seats=(Seat("C002"), Seat("C007"))),
        Session("T1", "Grief", TUE, 75, therapists=("Ben",), room="Oak", seats=(Seat("C014"), Seat("C002"))),
        Session("W1", "Anger", WED, 50, therapists=("Ben",), room="Elm", seats=(Seat("C007"), Seat("C099"))),
    ),
)
REPLANNED = crooked(ANGER, GRIEF, ADA, BEN, OAK, ELM, published=PUBLISHED, notice=30 * 60)
SLOTS = (("Anger", MON), ("Grief", TUE), ("Anger", WED))
SIDE_BY_SIDE = (("Anger", MON), ("Anger", MON))

# A hand took C002 out of Tuesday's Grief and deleted Wednesday's Anger; C014 called off something on Monday.
GAPS = (
    TakenOut(TUE, TUE + 75, "C002", "Grief", because="a hand took it out"),
    TakenOut(WED, WED + 50, "", "Anger", because="a hand deleted it"),
    TakenOut(MON + 20, MON + 45, "C014", because="C014 called off"),
)

CHANGES = (
    Crooked(
        StaysTakenOut(),
        replace(REPLANNED, taken_out=GAPS, past=(BEGUN,), as_of=MON - 10),
        (*SLOTS, ("Yoga", TUE)),
    ),
    Crooked(
        StaysTakenOut(),
        replace(REPLANNED, taken_out=(replace(GAPS[2], start=MON + 50), replace(GAPS[2], client="C002"))),
        (("Anger", MON), ("Grief", MON), ("Yoga", TUE)),
    ),
    Crooked(
        StaysTakenOut(),  # of two sessions side by side a hand deleted one
        replace(REPLANNED, taken_out=(replace(GAPS[1], start=MON, end=MON + 50, left=1),)),
        SIDE_BY_SIDE,
        (("C002",), ("C007",)),
        leaders=(("Ada",), ("Ben",)),
        rooms=("Oak", "Elm"),
    ),
    Crooked(KeptSeats(), REPLANNED, SLOTS, subsets("C002", "C007", "C014", least=1)),
    Crooked(  # so long before the week that Monday is as far as the notice goes
        KeptSeats(near=5),
        replace(REPLANNED, freed=frozenset({"C002", "Wed"}), lead=REPLANNED.notice - MON),
        SLOTS,
    ),
    Crooked(KeptSeats(), replace(REPLANNED, as_of=MON + 10, past=(BEGUN,)), SLOTS[1:]),
    Crooked(AddedSessions(), REPLANNED, SLOTS, subsets("C002", "C007", "C014", least=1)),
    Crooked(
        AddedSessions(weight=7),
        replace(REPLANNED, freed=frozenset({"C014"}), as_of=MON + 10, past=(BEGUN,)),
        SLOTS[1:],
    ),
    Crooked(
        KeptLeaders(), REPLANNED, SLOTS, (("C002",),), leaders=(("Ada",), ("Ben",)), rooms=("Oak", "Elm")
    ),
    Crooked(
        KeptLeaders(),
        REPLANNED,
        SIDE_BY_SIDE,
        (("C002",), ("C007",)),
        leaders=(("Ada",), ("Ben",)),
        rooms=("Oak", "Elm"),
    ),
    Crooked(  # of two groups side by side each may keep its room, or one, or none
        KeptLeaders(),
        replace(
            REPLANNED,
            rooms={**REPLANNED.rooms, "Ash": Room("Ash", 3), "Yew": Room("Yew", 4)},
            published=replace(
                PUBLISHED,
                sessions=(
                    PUBLISHED.sessions[0],
                    replace(PUBLISHED.sessions[0], id="M2", therapists=("Ben",), room="Oak"),
                ),
            ),
        ),
        SIDE_BY_SIDE,
        (("C002",), ("C007",)),
        leaders=(("Ada",), ("Ben",)),
        rooms=("Oak", "Elm", "Ash", "Yew"),
        given=(OnePlaceAtATime(),),
    ),
    Crooked(
        KeptLeaders(),
        replace(REPLANNED, freed=frozenset({"Grief", "Wed"})),
        SLOTS,
        (("C002",),),
        leaders=(("Ada",), ("Ben",)),
        rooms=("Oak", "Elm"),
    ),
    Crooked(  # a group that has grown gets a second leader, and one that has got another in the second's place
        KeptLeaders(),
        replace(
            REPLANNED,
            topics={**REPLANNED.topics, "Anger": replace(ANGER, second_leader_above=1)},
            therapists={**REPLANNED.therapists, "Cal": Therapist("Cal", EVERY_TOPIC)},
            published=replace(
                PUBLISHED,
                sessions=(
                    PUBLISHED.sessions[0],
                    replace(PUBLISHED.sessions[2], therapists=("Ben", "Cal")),
                ),
            ),
        ),
        (("Anger", MON), ("Anger", WED)),
        (("C002",),),
        leaders=(("Ada",), ("Ben",), ("Ben", "Ada"), ("Cal", "Ben")),
        rooms=("Oak", "Elm"),
    ),
)
