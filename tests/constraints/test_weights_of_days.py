"""Soft rules about days, waits and who leads tip a plan: another one is best once the rule weighs more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from constraints.beside_a_session import BesideASession
from constraints.best_size import BestSize
from constraints.continuity import Continuity
from constraints.days_on_site import DaysOnSite
from constraints.fair_load import FairLoad
from constraints.idle_time import IdleTime
from constraints.least_hours import LeastHours
from constraints.lunch import Lunch
from constraints.needs import Needs
from constraints.one_test_a_day import OneTestADay
from constraints.pauses import Pauses
from constraints.runs_at_least import RunsAtLeast
from constraints.staff_time import StaffTime
from constraints.therapists_day import TherapistsDay
from constraints.unforeseen_days import UnforeseenDays
from constraints.wishes import Wishes
from planner.model import (
    Attended,
    Client,
    Fixed,
    Need,
    Problem,
    Therapist,
    Topic,
    Wish,
)
from tests.constraints.minimise import minimise
from tests.constraints.weeks import at, week
from tests.constraints.weighed import AN_HOUR, ANGER, GRIEF, HARD, LAST_WEEK, TESTING, after_nine, the_best


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
