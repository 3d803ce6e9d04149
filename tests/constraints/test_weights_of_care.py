"""Soft rules about hours, needs and groups tip a plan: another one is best once the rule weighs more (or at all)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from constraints.added_sessions import AddedSessions
from constraints.best_size import BestSize
from constraints.continuity import Continuity
from constraints.days_on_site import DaysOnSite
from constraints.even_shortage import EvenShortage
from constraints.fair_load import FairLoad
from constraints.hours_beyond import HoursBeyond
from constraints.idle_time import IdleTime
from constraints.least_days import LeastDays
from constraints.least_hours import LeastHours
from constraints.least_hours_a_day import LeastHoursADay
from constraints.lunch import Lunch
from constraints.needs import Needs, OtherNeeds
from constraints.pauses import Pauses
from constraints.rotation import Rotation
from constraints.runs_at_least import RunsAtLeast
from constraints.settled_first import SettledFirst
from constraints.shared_shortage import SharedShortage
from constraints.staff_time import StaffTime
from constraints.tags import Tags
from constraints.therapists_day import TherapistsDay
from constraints.wishes import Wishes
from planner.language.rule import Rule
from planner.model import (
    Attended,
    Client,
    Fixed,
    Need,
    Wish,
)
from tests.constraints.minimise import minimise
from tests.constraints.weeks import at, roster, week
from tests.constraints.weighed import AN_HOUR, ANGER, GRIEF, HARD, LAST_WEEK, TWO_HOURS, stood, the_best


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
