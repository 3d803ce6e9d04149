"""The crooked weeks of the hard rules about who leads, and how much."""

from __future__ import annotations

from dataclasses import replace

from constraints.availability import Availability
from constraints.group_size import GroupSize
from constraints.leader_tags import LeaderTags
from constraints.leaders import Leaders
from constraints.primary_therapist import PrimaryTherapist
from constraints.second_leader import SecondLeader
from constraints.therapist_hours import TherapistHours
from constraints.therapist_in_a_row import TherapistInARow
from constraints.therapist_sessions_a_day import TherapistSessionsADay
from constraints.who_may_lead import WhoMayLead
from planner.model import Client, Therapist, Window
from tests.constraints.crooked import (
    ADA,
    ANGER,
    ANY_LEADERS,
    BEGUN,
    BEN,
    FOUR,
    GRIEF,
    MON,
    ONE_CLIENT,
    THU,
    TUE,
    WED,
    YOGA,
    Crooked,
    crooked,
    subsets,
)
from tests.constraints.weeks import ALL_WEEK, at

LED_BY_TAGS = crooked(
    replace(ANGER, leader_tags=frozenset({"Spanish", "licensed"})),
    replace(GRIEF, leader_tags=frozenset({"Spanish"}), leaders=2),
    replace(YOGA, leader_tags=frozenset({"Spanish"}), leaders=0),
    Therapist("Ada", ADA.leads, tags=frozenset({"Spanish"})),
    Therapist("Ben", BEN.leads, tags=frozenset({"Spanish", "licensed", "tall"})),
    Therapist("Cleo", BEN.leads),
    past=(BEGUN,),
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

OF_THERAPISTS = (
    Crooked(LeaderTags(), LED_BY_TAGS, FOUR, ONE_CLIENT, leaders=subsets("Ada", "Ben", "Cleo")),
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
    Crooked(TherapistHours(), LIMITED, ROW_SLOTS, ONE_CLIENT, leaders=ANY_LEADERS),
    Crooked(TherapistSessionsADay(), LIMITED, ROW_SLOTS, ONE_CLIENT, leaders=ANY_LEADERS),
    Crooked(TherapistInARow(), LIMITED, ROW_SLOTS, ONE_CLIENT, leaders=ANY_LEADERS),
)
