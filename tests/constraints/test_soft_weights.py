"""Every soft rule tips a plan: its best plan is the only one, and another once the rule weighs more (or at all)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from constraints.added_sessions import AddedSessions
from constraints.beside_a_session import BesideASession
from constraints.best_size import BestSize
from constraints.continuity import Continuity
from constraints.days_on_site import DaysOnSite
from constraints.even_shortage import EvenShortage
from constraints.fair_load import FairLoad
from constraints.fixed_sessions import FixedSessions
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
from constraints.room_for_each_session import RoomForEachSession
from constraints.rotation import Rotation
from constraints.runs_at_least import RunsAtLeast
from constraints.same_days import SameDays
from constraints.same_timetable import SameTimetable
from constraints.settled_first import SettledFirst
from constraints.shared_shortage import SharedShortage
from constraints.staff_time import StaffTime
from constraints.tags import Tags
from constraints.therapists_day import TherapistsDay
from constraints.unforeseen_days import UnforeseenDays
from constraints.wishes import Wishes
from planner.language.rule import Rule
from planner.model import (
    Attended,
    Client,
    Fixed,
    Need,
    Problem,
    Room,
    Seat,
    Session,
    Standing,
    Therapist,
    Topic,
    Wish,
)
from tests.constraints.minimise import Plan, minimise
from tests.constraints.weeks import at, roster, week

HARD = (GroupSize(), Leaders(), OnePlaceAtATime(), FixedSessions())
ANGER = Topic("Anger", 60)
GRIEF = Topic("Grief", 60)
AN_HOUR = Client("C014", "IOP", least_minutes=60)
TWO_HOURS = Client("C014", "IOP", least_minutes=120)
LAST_WEEK = date(2026, 11, 25)


def the_best(problem: Problem, *soft: Rule) -> Plan:
    """The best plan, of which it is made sure that there is no other as good."""
    rules = (*HARD, *soft)
    best = minimise(problem, rules)
    assert best is not None
    second = minimise(problem, rules, other_than=best)
    if second is not None:
        costs = [(best.costs[stage], second.costs[stage]) for stage in sorted(best.costs)]
        assert [cost for cost, _ in costs] < [cost for _, cost in costs], "two plans are best"
    return best


def test_the_weights_that_planner_rules_prints() -> None:
    rules = (StaffTime(), BestSize(), Rotation(), Continuity(), Wishes(), Pauses(), Lunch(), DaysOnSite())
    assert [rule.weight for rule in rules] == [4, 24, 120, 60, 24, 20, 20, 240]
    assert SettledFirst().weight == 60
    day = TherapistsDay()
    assert [IdleTime().weight, day.weight, day.weight * day.a_day, FairLoad().weight] == [1, 2, 120, 1]
    assert (Needs().least_priority, Needs().most_priority) == (1, 1000)
    assert (OtherNeeds().least_priority, OtherNeeds().most_priority) == (1, 99)


def test_minimum_hours_seat_a_client_whom_nothing_else_would() -> None:
    tiny = week([ANGER], [AN_HOUR], [at(0, 9)])
    assert the_best(tiny, StaffTime()).starts_of("C014") == []
    assert the_best(tiny, StaffTime(), LeastHours()).starts_of("C014") == [at(0, 9)]


@pytest.mark.parametrize(("wish", "day"), [(2, 1), (3, 0)])
def test_a_settled_session_fills_before_another_is_opened(wish: int, day: int) -> None:
    """A wish of 48 doesn't open a second group beside the settled one, a wish of 72 does."""
    monday = (Wish("C014", True, day=0, weight=wish),)
    settled = (Fixed("Anger", at(1, 9)),)
    tiny = week([ANGER], [AN_HOUR], [at(0, 9), at(1, 9)], wishes=monday, fixed=settled)
    best = the_best(tiny, LeastHours(), Wishes(), DaysOnSite(), SettledFirst())
    assert best.starts_of("C014") == [at(day, 9)]


def test_minimum_days_bring_a_client_on_a_day_they_would_rather_not() -> None:
    two_days = replace(AN_HOUR, least_days=2)
    tiny = week([ANGER], [two_days], [at(0, 9), at(1, 9)], wishes=(Wish("C014", True, day=0),))
    assert the_best(tiny, LeastHours(), Wishes(), StaffTime()).starts_of("C014") == [at(0, 9)]
    with_days = the_best(tiny, LeastHours(), LeastDays(), Wishes(), StaffTime())
    assert with_days.starts_of("C014") == [at(0, 9), at(1, 9)]


def test_the_daily_floor_gathers_hours_on_one_day() -> None:
    floored = replace(TWO_HOURS, least_minutes_a_day=120)
    starts = [at(0, 9), at(0, 10), at(1, 9)]
    tiny = week([ANGER], [floored], starts, wishes=(Wish("C014", False, hours=(600, 660)),))
    spread = the_best(tiny, LeastHours(), Wishes(), StaffTime())
    assert spread.starts_of("C014") == [at(0, 9), at(1, 9)]
    gathered = the_best(tiny, LeastHours(), LeastHoursADay(), Wishes(), StaffTime())
    assert gathered.starts_of("C014") == [at(0, 9), at(0, 10)]


@pytest.mark.parametrize("rule", [Needs(), OtherNeeds()])
def test_a_need_runs_a_session_that_nothing_else_would(rule: Rule) -> None:
    tiny = week([ANGER, GRIEF], [Client("C014", "IOP")], [at(0, 9)], needs=(Need("C014", "Grief"),))
    assert the_best(tiny, StaffTime()).topics_of("C014") == []
    assert the_best(tiny, StaffTime(), rule).topics_of("C014") == ["Grief"]


@pytest.mark.parametrize(("priority", "topic"), [(6, "Anger"), (8, "Grief")])
def test_of_two_needs_for_one_hour_the_higher_priority_is_met(priority: int, topic: str) -> None:
    needs = (Need("C014", "Anger", priority=7), Need("C014", "Grief", priority=priority))
    tiny = week([ANGER, GRIEF], [Client("C014", "IOP")], [at(0, 9)], needs=needs)
    assert the_best(tiny, Needs()).topics_of("C014") == [topic]


def test_a_topic_that_should_run_runs_though_nobody_asks() -> None:
    kept_up = replace(ANGER, runs_at_least=1)
    tiny = week([kept_up], [Client("C014", "IOP")], [at(0, 9)])
    assert the_best(tiny, StaffTime()).sessions == {}
    assert the_best(tiny, StaffTime(), RunsAtLeast()).sessions == {("Anger", at(0, 9)): 1}


@pytest.mark.parametrize(("weight", "topic"), [(143, "Anger"), (145, "Grief")])
def test_rotation_outweighs_a_wish_to_repeat(weight: int, topic: str) -> None:
    repeat = Attended(LAST_WEEK, "Anger", "C014")
    wish = Wish("C014", True, 6, topic="Anger")
    tiny = week([ANGER, GRIEF], [AN_HOUR], [at(0, 9)], history=(repeat,), wishes=(wish,))
    assert the_best(tiny, LeastHours(), Rotation(weight=weight), Wishes()).topics_of("C014") == [topic]


@pytest.mark.parametrize(("weight", "leader"), [(143, "Ben"), (145, "Ada")])
def test_continuity_outweighs_a_wish_for_another_therapist(weight: int, leader: str) -> None:
    known = Attended(LAST_WEEK, "Anger", "C014", therapists=("Ada",))
    wish = Wish("C014", True, 6, therapist="Ben")
    tiny = week([ANGER], [AN_HOUR], [at(0, 9)], ["Ada", "Ben"], history=(known,), wishes=(wish,))
    best = the_best(tiny, LeastHours(), Continuity(weight=weight), Wishes())
    assert best.leads == {(leader, "Anger", at(0, 9))}


@pytest.mark.parametrize(("weight", "topic"), [(19, "Grief"), (21, "Anger")])
def test_wishes_that_weigh_more_as_a_rule_outweigh_rotation(weight: int, topic: str) -> None:
    repeat = Attended(LAST_WEEK, "Anger", "C014")
    wish = Wish("C014", True, 6, topic="Anger")
    tiny = week([ANGER, GRIEF], [AN_HOUR], [at(0, 9)], history=(repeat,), wishes=(wish,))
    assert the_best(tiny, LeastHours(), Rotation(), Wishes(weight=weight)).topics_of("C014") == [topic]


MORNING, AFTERNOON = (540, 600), (900, 960)


@pytest.mark.parametrize("weight", [2, 4])
@pytest.mark.parametrize(
    ("wish", "against"),
    [
        (Wish("C014", True, topic="Grief"), Wish("C014", False, 3, topic="Grief")),
        (Wish("C014", False, topic="Anger"), Wish("C014", False, 3, topic="Grief")),
        (Wish("C014", True, therapist="Ben"), Wish("C014", False, 3, therapist="Ben")),
        (Wish("C014", False, therapist="Ada"), Wish("C014", False, 3, therapist="Ben")),
        (Wish("C014", True, day=1), Wish("C014", False, 3, day=1)),
        (Wish("C014", False, day=0), Wish("C014", False, 3, day=1)),
        (Wish("C014", True, hours=AFTERNOON), Wish("C014", False, 3, hours=AFTERNOON)),
        (Wish("C014", False, hours=MORNING), Wish("C014", False, 3, hours=AFTERNOON)),
    ],
)
def test_each_kind_of_wish_prevails_by_its_weight(wish: Wish, against: Wish, weight: int) -> None:
    starts = [at(0, 9)]
    if wish.day is not None:
        starts.append(at(1, 9))
    if wish.hours is not None:
        starts.append(at(0, 15))
    topics = [ANGER, GRIEF] if wish.topic else [ANGER]
    staff = ["Ada", "Ben"] if wish.therapist else ["Ada"]
    wishes = (replace(wish, weight=weight), against)
    tiny = week(topics, [AN_HOUR], starts, [*staff], wishes=wishes)
    best = the_best(tiny, LeastHours(), Wishes(), StaffTime())
    [(leader, topic, start)] = best.leads
    assert ((leader, topic, start) != ("Ada", "Anger", at(0, 9))) == (weight > against.weight)


def after_nine() -> Problem:
    """C014 comes on Monday at nine anyway, and owes an hour: at noon after a wait, or on Tuesday."""
    settled = Fixed("Anger", at(0, 9), clients=("C014",))
    return week([ANGER], [TWO_HOURS], [at(0, 9), at(0, 12), at(1, 9)], fixed=(settled,))


@pytest.mark.parametrize(("weight", "second"), [(119, at(1, 9)), (121, at(0, 12))])
def test_a_day_on_site_that_weighs_more_is_worth_a_wait(weight: int, second: int) -> None:
    best = the_best(after_nine(), LeastHours(), DaysOnSite(weight=weight), IdleTime())
    assert best.starts_of("C014") == [at(0, 9), second]


@pytest.mark.parametrize(("weight", "second"), [(1, at(0, 12)), (2, at(1, 9))])
def test_idle_time_that_weighs_more_is_worth_another_day(weight: int, second: int) -> None:
    best = the_best(after_nine(), LeastHours(), DaysOnSite(weight=130), IdleTime(weight=weight))
    assert best.starts_of("C014") == [at(0, 9), second]


@pytest.mark.parametrize(("weight", "sessions"), [(2, 2), (3, 1)])
def test_staff_time_that_weighs_more_is_shared_though_somebody_waits(weight: int, sessions: int) -> None:
    # Two come at nine, one at half past one. One Grief at ten lets the one wait 150 minutes.
    testing = Topic("Testing", 60, kind="testing", counts=False)
    clients = [replace(AN_HOUR, code=code) for code in ("C002", "C003", "C014")]
    settled = (
        Fixed("Testing", at(0, 9), clients=("C002", "C003"), open_seats=False),
        Fixed("Testing", at(0, 13, 30), clients=("C014",), open_seats=False),
    )
    starts = [at(0, 9), at(0, 10), at(0, 12, 30), at(0, 13, 30)]
    tiny = week([GRIEF, testing], clients, starts, fixed=settled)
    best = the_best(tiny, LeastHours(), IdleTime(), StaffTime(weight=weight))
    grief = sorted(start for topic, start in best.sessions if topic == "Grief")
    assert grief == [at(0, 10), at(0, 12, 30)][:sessions]


@pytest.mark.parametrize(("weight", "size"), [(14, 2), (16, 3)])
def test_a_best_size_that_weighs_more_is_worth_a_wait(weight: int, size: int) -> None:
    """Two come at nine, C014 half an hour later: of three, the best size, one would wait."""
    testing = Topic("Testing", 60, kind="testing", counts=False)
    clients = [replace(AN_HOUR, code=code) for code in ("C002", "C003", "C014")]
    settled = (
        Fixed("Testing", at(0, 9), clients=("C002", "C003"), open_seats=False),
        Fixed("Testing", at(0, 11, 30), clients=("C014",), open_seats=False),
    )
    sized = replace(GRIEF, best_size=3, runs_at_least=2)
    tiny = week([sized, testing], clients, [at(0, 10), at(0, 12, 30)], fixed=settled)
    best = the_best(tiny, LeastHours(), RunsAtLeast(), IdleTime(), BestSize(weight=weight))
    assert best.starts_of("C014", "Grief") == [at(0, 12, 30)]


def as_before(*sessions: Session, **days: set[int]) -> Standing:
    """The standing timetable with these sessions, and the days of clients who were there."""
    return Standing(date(2026, 11, 23), sessions, {code: frozenset(on) for code, on in days.items()})


def stood(topic: str, start: int, by: str, room: str | None = None, *clients: str) -> Session:
    return Session("", topic, start, 60, therapists=(by,), room=room, seats=tuple(map(Seat, clients)))


TESTING = Topic("Testing", 60, kind="testing", counts=False)
BREATH = (
    Fixed("Testing", at(0, 10, 10), ("Cleo",), "Nook", clients=("C014",), open_seats=False),
    Fixed("Testing", at(1, 10, 20), ("Cleo",), "Nook", clients=("C014",), open_seats=False),
)


def monday_or_tuesday(standing: Standing, topic: Topic = ANGER, *taken: Fixed) -> Problem:
    """C014 owes an hour and is tested after it: Tuesday means ten minutes more to wait."""
    return week(
        [topic, TESTING],
        [AN_HOUR, Client("C002", "IOP")],
        [at(0, 9), at(1, 9)],
        ["Ada", "Ben", "Cleo"],
        rooms={name: Room(name, 3) for name in ("Oak", "Elm", "Nook")},
        fixed=(*BREATH, *taken),
        standing=standing,
    )


@pytest.mark.parametrize(("moved", "start"), [(9, at(0, 9)), (11, at(1, 9))])
def test_a_group_that_stays_is_worth_a_wait(moved: int, start: int) -> None:
    tiny = monday_or_tuesday(as_before(stood("Anger", at(1, 9), "Ada", "Oak")))
    best = minimise(
        tiny, (*HARD, LeastHours(), IdleTime(), StaffTime(9), SameTimetable(weight=1, moved=moved))
    )
    assert best is not None and best.starts_of("C014", "Anger") == [start]


@pytest.mark.parametrize(("others", "start"), [(9, at(0, 9)), (11, at(1, 9))])
def test_a_groups_own_therapist_is_worth_a_wait(others: int, start: int) -> None:
    elsewhere = Fixed("Testing", at(0, 9), ("Ben",), "Nook", clients=("C002",), open_seats=False)
    was = as_before(stood("Anger", at(0, 9), "Ben"), stood("Anger", at(1, 9), "Ben"))
    tiny = monday_or_tuesday(was, ANGER, elsewhere)
    best = minimise(
        tiny, (*HARD, LeastHours(), IdleTime(), StaffTime(9), SameTimetable(weight=1, others=others))
    )
    assert best is not None and best.starts_of("C014", "Anger") == [start]


@pytest.mark.parametrize(("elsewhere", "start"), [(9, at(0, 9)), (11, at(1, 9))])
def test_a_groups_own_room_is_worth_a_wait(elsewhere: int, start: int) -> None:
    taken = Fixed("Testing", at(0, 9), ("Ben",), "Oak", clients=("C002",), open_seats=False)
    was = as_before(stood("Anger", at(0, 9), "Ada", "Oak"), stood("Anger", at(1, 9), "Ada", "Oak"))
    tiny = monday_or_tuesday(was, ANGER, taken)
    rules = (*HARD, RoomForEachSession(), LeastHours(), IdleTime(), StaffTime(9))
    best = minimise(tiny, (*rules, SameTimetable(weight=1, others=0, elsewhere=elsewhere)))
    assert best is not None and best.starts_of("C014", "Anger") == [start]


@pytest.mark.parametrize(("individual", "start"), [(9, at(0, 9)), (11, at(1, 9))])
def test_a_clients_own_appointment_is_worth_a_wait(individual: int, start: int) -> None:
    alone = replace(ANGER, kind="individual", largest=1)
    tiny = monday_or_tuesday(as_before(stood("Anger", at(1, 9), "Ada", None, "C014", "C099")), alone)
    best = minimise(
        tiny,
        (*HARD, LeastHours(), IdleTime(), StaffTime(9), SameTimetable(weight=1, individual=individual)),
    )
    assert best is not None and best.starts_of("C014", "Anger") == [start]


@pytest.mark.parametrize(("weight", "start"), [(129, at(1, 9)), (131, at(0, 9))])
def test_a_day_that_one_knows_is_worth_a_wait(weight: int, start: int) -> None:
    # Monday is the day C014 knows, and an hour there means a wait of 130 minutes.
    tested = Fixed("Testing", at(0, 12, 10), clients=("C014",), open_seats=False)
    tiny = week(
        [ANGER, TESTING], [AN_HOUR], [at(0, 9), at(1, 9)], fixed=(tested,), standing=as_before(C014={0})
    )
    best = the_best(tiny, LeastHours(), IdleTime(), SameDays(weight=weight))
    assert best.starts_of("C014", "Anger") == [start]


@pytest.mark.parametrize(("best_size", "topics"), [(59, ["Grief"]), (61, ["Anger", "Grief"])])
def test_an_hour_beyond_what_is_asked_costs_sixty(best_size: int, topics: list[str]) -> None:
    """C014 has the hour that Grief asks for; with one client more, C002's Anger would be of its best size."""
    tiny = week(
        [replace(ANGER, best_size=2), replace(GRIEF, best_size=1)],
        [AN_HOUR, Client("C002", "IOP")],
        [at(0, 9), at(1, 9)],
        needs=(Need("C014", "Grief"), Need("C002", "Anger")),
    )
    best = minimise(tiny, (*HARD, Needs(), LeastHours(), BestSize(weight=best_size), HoursBeyond()))
    assert best is not None and best.topics_of("C014") == topics


@pytest.mark.parametrize(("weight", "topics"), [(23, ["Anger", "Grief"]), (25, ["Grief"])])
def test_a_group_is_filled_with_somebody_more_only_where_that_outweighs_a_call(
    weight: int, topics: list[str]
) -> None:
    """C014 has Grief in the roster in force; with one client more, C002's Anger would be of its best size."""
    tiny = week(
        [replace(ANGER, best_size=2), replace(GRIEF, best_size=1)],
        [Client("C014", "IOP"), Client("C002", "IOP")],
        [at(0, 9), at(1, 9)],
        needs=(Need("C014", "Grief"), Need("C002", "Anger")),
        published=roster(stood("Grief", at(0, 9), "Ada", None, "C014")),
    )
    best = minimise(tiny, (*HARD, Needs(), BestSize(), AddedSessions(weight=weight)))
    assert best is not None and best.topics_of("C014") == topics


SCREEN = Topic("Screen", 10, kind="testing", counts=False)


@pytest.mark.parametrize(("weight", "first_drawn"), [(49, False), (51, True)])
def test_the_drawn_day_is_worth_a_wait(weight: int, first_drawn: bool) -> None:
    """C014 comes on Monday and on Tuesday; on the day drawn first, a test would mean a wait of 50 minutes."""
    plain = week([ANGER, SCREEN], [Client("C014", "IOP")], [])
    first, other = (day for day in plain.drawn_days("C014") if day in (0, 1))
    hours = tuple(Fixed("Anger", at(day, 9), clients=("C014",), open_seats=False) for day in (0, 1))
    starts = [at(first, 10, 50), at(other, 10)]
    tiny = replace(plain, starts=tuple(sorted(starts)), fixed=hours, needs=(Need("C014", "Screen"),))
    best = the_best(tiny, Needs(), IdleTime(), StaffTime(1), UnforeseenDays(weight=weight), BesideASession())
    assert best.starts_of("C014", "Screen") == [at(first, 10, 50) if first_drawn else at(other, 10)]


@pytest.mark.parametrize(("weight", "days"), [(29, [0, 0]), (31, [0, 1])])
def test_two_tests_apart_are_worth_a_wait(weight: int, days: list[int]) -> None:
    urine, breath = replace(SCREEN, name="Urine"), replace(SCREEN, name="Breath")
    hours = tuple(Fixed("Anger", at(day, 9), clients=("C014",), open_seats=False) for day in (0, 1))
    starts = (at(0, 10), at(0, 10, 10), at(1, 10, 30))
    tiny = week(
        [ANGER, urine, breath], [Client("C014", "IOP")], list(starts), fixed=hours,
        needs=(Need("C014", "Urine"), Need("C014", "Breath")),
    )  # fmt: skip
    best = minimise(tiny, (*HARD, Needs(), IdleTime(), StaffTime(1), OneTestADay(weight=weight)))
    assert best is not None
    assert sorted(start // 1440 for start in best.starts_of("C014") if start in starts) == days


@pytest.mark.parametrize("sharing", [False, True])
def test_a_shortage_is_shared_and_not_left_to_one(sharing: bool) -> None:
    """Two seats on one day, and two clients who each need both: on fewer days if one has both and one goes without."""
    alone = replace(ANGER, smallest=1, largest=1, most_a_day=None)
    clients = [Client(code, "IOP", least_minutes=120) for code in ("C002", "C014")]
    wishes = (Wish("C014", False, 5, day=0), Wish("C002", False, 1, hours=(600, 660)))
    tiny = week([alone], clients, [at(0, 9), at(0, 10)], wishes=wishes)
    shared = (SharedShortage(),) if sharing else ()
    best = the_best(tiny, LeastHours(), *shared, DaysOnSite(), Wishes())
    assert best.starts_of("C002") == ([at(0, 9)] if sharing else [at(0, 9), at(0, 10)])


@pytest.mark.parametrize("sharing", [False, True])
def test_of_those_who_bear_less_than_the_most_nobody_bears_two_sessions_for_another(sharing: bool) -> None:
    """C002 gets nothing in any case; two hours can be held for C005 and C014: one for each, or both for one."""
    alone = replace(ANGER, smallest=1, largest=1, most_a_day=None, wanted_tags=frozenset({"open"}))
    tags = frozenset({"open"})
    clients = [
        Client("C002", "IOP", least_minutes=240),
        Client("C005", "IOP", least_minutes=180, tags=tags),
        Client("C014", "IOP", least_minutes=180, tags=tags),
    ]
    wishes = (Wish("C014", False, 5, day=0), Wish("C005", False, 1, hours=(600, 660)))
    tiny = week([alone], clients, [at(0, 9), at(0, 10)], wishes=wishes)
    even = (EvenShortage(),) if sharing else ()
    best = the_best(tiny, LeastHours(), SharedShortage(), *even, DaysOnSite(), Wishes(), Tags())
    assert best.starts_of("C005") == ([at(0, 9)] if sharing else [at(0, 9), at(0, 10)])


def around_noon(*settled: Fixed, **more: Any) -> Problem:
    """C014 owes an hour: at twelve, between two tests, or on Tuesday."""
    tests = (Fixed("Testing", at(0, 11), clients=("C014",)), Fixed("Testing", at(0, 13), clients=("C014",)))
    given = [ANGER, TESTING]
    who = Client("C014", "PHP", least_minutes=60, most_on_end=120, pause=10)
    return week(given, [who], [at(0, 12), at(1, 9)], fixed=(*tests, *settled), **more)


@pytest.mark.parametrize(("weight", "start"), [(9, at(0, 12)), (11, at(1, 9))])
def test_lunch_that_weighs_more_is_worth_another_day(weight: int, start: int) -> None:
    noon = around_noon(lunch=(12 * 60, 13 * 60), lunch_minutes=30)
    best = the_best(noon, LeastHours(), Lunch(weight=weight), DaysOnSite(weight=600))
    assert best.starts_of("C014", "Anger") == [start]


@pytest.mark.parametrize(("weight", "start"), [(9, at(0, 12)), (11, at(1, 9))])
def test_pauses_that_weigh_more_are_worth_another_day(weight: int, start: int) -> None:
    best = the_best(around_noon(), LeastHours(), Pauses(weight=weight), DaysOnSite(weight=600))
    assert best.starts_of("C014", "Anger") == [start]


@pytest.mark.parametrize(("weight", "start"), [(1, at(1, 9)), (3, at(0, 14))])
def test_a_therapists_day_that_weighs_more_makes_a_client_wait(weight: int, start: int) -> None:
    """Ada is there on Monday at eleven; C014 waits two hours for her in the afternoon, or comes again on Tuesday."""
    settled = Fixed("Testing", at(0, 11), clients=("C014",))
    tiny = week([ANGER, TESTING], [AN_HOUR], [at(0, 14), at(1, 9)], fixed=(settled,))
    gentle = (IdleTime(), DaysOnSite(weight=0), TherapistsDay(weight=weight, a_day=200))
    best = the_best(tiny, LeastHours(), *gentle)
    assert best.starts_of("C014", "Anger") == [start]


@pytest.mark.parametrize(("weight", "leader"), [(1, "Ada"), (3, "Ben")])
def test_a_fair_load_that_weighs_more_outweighs_what_one_is_used_to(weight: int, leader: str) -> None:
    """Ada has an hour already: with the next, which C014 knows from her, she leads 120 minutes more than Ben."""
    staff = [Therapist(name, frozenset({"Anger", "Testing"}), most_minutes=600) for name in ("Ada", "Ben")]
    settled = Fixed("Testing", at(0, 9), ("Ada",), clients=("C002",), open_seats=False)
    known = Attended(LAST_WEEK, "Anger", "C014", therapists=("Ada",))
    clients = [AN_HOUR, Client("C002", "IOP")]
    unwilling = (Wish("C002", False, topic="Anger"), Wish("C014", False, hours=(540, 600)))
    tiny = week(
        [ANGER, TESTING], clients, [at(0, 10)], [*staff], fixed=(settled,), history=(known,), wishes=unwilling
    )
    gentle = (StaffTime(), Continuity(weight=240), Wishes(), FairLoad(weight=weight))
    best = the_best(tiny, LeastHours(), *gentle)
    assert (leader, "Anger", at(0, 10)) in best.leads
