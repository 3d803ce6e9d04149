"""The rule book: one rule a file, listed here in the order in which `planner rules` prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from constraints.added_sessions import AddedSessions
from constraints.apart import KeptApart
from constraints.at_once import AtOnce
from constraints.authorised_days import AuthorisedDays
from constraints.availability import Availability
from constraints.beside_a_session import BesideASession
from constraints.beside_what_is_settled import BesideWhatIsSettled
from constraints.best_size import BestSize
from constraints.closed_membership import ClosedMembership
from constraints.continuity import Continuity
from constraints.days_on_site import DaysOnSite
from constraints.even_shortage import EvenShortage
from constraints.fair_load import FairLoad
from constraints.fixed_sessions import FixedSessions
from constraints.group_size import GroupSize
from constraints.hours_beyond import HoursBeyond
from constraints.hours_for_topics import HoursForTopics
from constraints.idle_time import IdleTime
from constraints.kept_leaders import KeptLeaders
from constraints.kept_seats import KeptSeats
from constraints.leader_tags import LeaderTags
from constraints.leaders import Leaders
from constraints.least_days import LeastDays
from constraints.least_hours import LeastHours
from constraints.least_hours_a_day import LeastHoursADay
from constraints.levels_of_care import LevelsOfCare
from constraints.lunch import Lunch
from constraints.most_a_day import MostADay
from constraints.most_a_week import MostAWeek
from constraints.most_days import MostDays
from constraints.most_hours import MostHours
from constraints.most_hours_a_day import MostHoursADay
from constraints.needs import Needs, OtherNeeds
from constraints.one_family import OneFamily
from constraints.one_place_at_a_time import OnePlaceAtATime
from constraints.one_test_a_day import OneTestADay
from constraints.only_if_asked import OnlyIfAsked
from constraints.pauses import Pauses
from constraints.prerequisites import Prerequisites
from constraints.primary_therapist import PrimaryTherapist
from constraints.room_for_each_session import RoomForEachSession
from constraints.room_kind import RoomKind
from constraints.room_seats import RoomSeats
from constraints.rotation import Rotation
from constraints.runs_at_least import RunsAtLeast
from constraints.runs_at_most import RunsAtMost
from constraints.same_days import SameDays
from constraints.same_timetable import SameTimetable
from constraints.second_leader import SecondLeader
from constraints.settled_first import SettledFirst
from constraints.shared_shortage import SharedShortage
from constraints.staff_time import StaffTime
from constraints.start_times import StartTimes
from constraints.stay import Stay
from constraints.tags import Tags
from constraints.taken_out import StaysTakenOut
from constraints.therapist_hours import TherapistHours
from constraints.therapist_in_a_row import TherapistInARow
from constraints.therapist_sessions_a_day import TherapistSessionsADay
from constraints.therapists_day import TherapistsDay
from constraints.unforeseen_days import UnforeseenDays
from constraints.who_may_lead import WhoMayLead
from constraints.wishes import Wishes
from planner.language.rule import Rule
from planner.model import MUST

RULES: tuple[type[Rule], ...] = (
    # never broken: when and where
    OnePlaceAtATime,
    StartTimes,
    Availability,
    HoursForTopics,
    FixedSessions,
    StaysTakenOut,
    # never broken: who sits in what
    Tags,
    LevelsOfCare,
    Stay,
    AuthorisedDays,
    Prerequisites,
    ClosedMembership,
    OnlyIfAsked,
    KeptApart,
    OneFamily,
    # never broken: what a session needs
    GroupSize,
    BesideWhatIsSettled,
    WhoMayLead,
    Leaders,
    SecondLeader,
    LeaderTags,
    PrimaryTherapist,
    RoomKind,
    RoomForEachSession,
    RoomSeats,
    # never broken: how much
    MostHours,
    MostDays,
    MostHoursADay,
    MostAWeek,
    MostADay,
    RunsAtMost,
    AtOnce,
    TherapistHours,
    TherapistSessionsADay,
    TherapistInARow,
    BesideASession,
    # elastic and soft, from the first level of "best" to the last
    LeastHours,
    SharedShortage,
    EvenShortage,
    LeastDays,
    LeastHoursADay,
    Needs,
    RunsAtLeast,
    KeptSeats,
    KeptLeaders,
    StaffTime,
    BestSize,
    AddedSessions,
    HoursBeyond,
    SettledFirst,
    SameTimetable,
    SameDays,
    Rotation,
    Continuity,
    Wishes,
    Pauses,
    Lunch,
    DaysOnSite,
    IdleTime,
    TherapistsDay,
    FairLoad,
    OneTestADay,
    UnforeseenDays,
)


def rule_book(uses: Mapping[str, str | int] = {}) -> tuple[Rule, ...]:
    """Every rule in use in order, soft ones as the workbook's Rules sheet uses them; some only if it does.

    `uses` maps a rule's name (case, spaces and underscores don't matter) to `off`, `must` or a weight; `off`
    and 0 leave the rule out. ValueError: a name that is no rule's, a use that is none of these, or a hard rule that is
    to be anything but a must.
    """
    asked = {_plain(name): (name, use) for name, use in uses.items()}
    book: list[Rule] = []
    for kind in RULES:
        if _plain(kind.name) not in asked:
            book += [kind()] if kind.in_use else []
            continue
        name, use = asked.pop(_plain(kind.name))
        must = isinstance(use, str) and use.strip().lower() == "must"
        if kind.stage is None and not must:
            raise ValueError(f"'{name}' is never broken: only soft rules can be switched off or weighed")
        if must:
            book.append(replace(kind(), must=True))
        elif isinstance(use, int) and use >= 0:
            book += [replace(kind(), weight=use)] if use else []
        elif not (isinstance(use, str) and use.strip().lower() == "off"):
            raise ValueError(f"'{use}' is no use of '{name}': off, must or a whole number")
    if asked:
        raise ValueError(f"no rule is called {', '.join(repr(name) for name, _ in asked.values())}")
    return tuple(book)


def replanning_book(uses: Mapping[str, str | int] = {}) -> tuple[Rule, ...]:
    """The rule book when a published roster is replanned: only must needs come before changes."""
    book: list[Rule] = []
    for rule in rule_book(uses):
        if type(rule) is Needs:
            musts = replace(rule, least_priority=MUST)
            others = OtherNeeds(rule.weight, rule.must, most_priority=MUST - 1)
            book += [musts, others]
        else:
            book.append(rule)
    return tuple(book)


def _plain(name: str) -> str:
    return "".join(name.split()).replace("_", "").casefold()
