"""What second leaders, families, hours for some topics and a curriculum's days allow is counted; no false alarm."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from constraints import rule_book
from planner.model import Client, Fixed, Need, Problem, Therapist, Topic, Window
from planner.program import Program, WeeklyWindow
from planner.reasons.counts import shortages
from planner.reasons.sessions_needed import sessions_needed
from tests.reasons_week import ANGER, GRIEF, at, span, week
from tests.test_counts import NOTHING, said

MANY = tuple(Client(f"C{place:03}", "IOP") for place in range(1, 7))
ALL_FREE: dict[str, tuple[Window, ...]] = {client.code: (span(1, 8, 20),) for client in MANY}
LARGE = replace(ANGER, largest=6, second_leader_above=2)


def large_groups(there: dict[str, set[int]], asking: int, topic: Topic = LARGE, **more: object) -> Problem:
    """So many need a session of a topic that these lead, each in their hours of Tuesday."""
    needs = tuple(Need(client.code, topic.name) for client in MANY[:asking])
    problem = week(topics=(topic, GRIEF), clients=MANY, free=ALL_FREE, needs=needs, **more)  # type: ignore[arg-type]
    return replace(
        problem,
        starts=tuple(at(1, hour) for hour in (9, 10)),
        therapists={name: Therapist(name, frozenset({topic.name, "Grief"})) for name in there},
        therapist_windows={
            name: tuple(span(1, hour, hour + 1) for hour in sorted(hours)) for name, hours in there.items()
        },
    )


def test_a_second_leader_whom_nobody_is_bounds_the_seats() -> None:
    assert said(large_groups({"Ada": {9}}, 2)) == []
    assert said(large_groups({"Ada": {9}}, 3)) == [
        "Anger: at most 2 seats in 1 session; 3 are needed. "
        "Above 2 clients it takes 2 therapists (Second leader above), and only Ada can lead it"
    ]


def test_why_the_second_leader_does_not_lead_is_told() -> None:
    [never] = said(large_groups({"Ada": {9}, "Bo": {10}}, 5))
    assert never.endswith("(Second leader above), and Ada and Bo are never there together")
    row = Fixed("Grief", at(1, 9), therapists=("Bo",))
    [settled] = said(large_groups({"Ada": {9}, "Bo": {9}}, 3, fixed=(row,)))
    assert settled.endswith("(Second leader above) (Bo leads Grief on Tue 09:00 (Fixed))")


@settings(max_examples=60, deadline=None)
@given(
    some.sets(some.integers(9, 10)),
    some.sets(some.integers(9, 10)),
    some.integers(1, 4),
    some.integers(1, 6),
    some.integers(1, 6),
)
def test_seats_that_there_are_with_second_leaders_are_never_said_to_be_too_few(
    ada: set[int], bo: set[int], above: int, largest: int, asking: int
) -> None:
    topic = replace(ANGER, largest=largest, second_leader_above=above)
    alone = min(above, largest)
    seats = sum({0: 0, 1: alone, 2: max(2 * alone, largest)}[(h in ada) + (h in bo)] for h in (9, 10))
    found = said(large_groups({"Ada": ada, "Bo": bo}, asking, topic))
    if asking <= seats:
        assert found == []


def in_families(sizes: tuple[int, ...], topic: Topic) -> Problem:
    """Families of so many each, who all need the topic; the last family is of those without one."""
    codes = iter(MANY)
    clients = [
        replace(next(codes), family=f"F{place}" if place + 1 < len(sizes) else "")
        for place, size in enumerate(sizes)
        for _ in range(size)
    ]
    needs = tuple(Need(client.code, topic.name) for client in clients)
    return week(topics=(topic,), clients=tuple(clients), free=ALL_FREE, needs=needs)


FAMILY = Topic("Family session", 60, "family", largest=4)


def test_each_family_takes_a_session_of_its_own() -> None:
    once = replace(FAMILY, runs_at_most=1)
    assert said(in_families((2, 2), once)) == [
        "Family session: at most 1 session (Runs at most), "
        "and 2 families, who need it, take a session each (Clients: Family)"
    ]
    assert said(in_families((0, 4), once)) == []
    assert said(in_families((2, 2), replace(once, kind="group"))) == []


@pytest.mark.parametrize(("sizes", "sessions"), [((2, 2), 2), ((1, 1, 1), 3), ((5, 1), 3), ((0, 4), 1)])
def test_the_sessions_that_families_need_add_up(sizes: tuple[int, ...], sessions: int) -> None:
    assert sessions_needed(in_families(sizes, FAMILY)) == {("Family session", ""): sessions}


@pytest.mark.parametrize("sizes", [sizes for sizes in product(range(4), range(4)) if 0 < sum(sizes) <= 6])
def test_a_family_smaller_than_its_session_is_told_and_no_other(sizes: tuple[int, ...]) -> None:
    found = shortages(NOTHING, in_families(sizes, replace(FAMILY, smallest=3)), rule_book())
    small = {size for size in sizes if 0 < size < 3}
    told = {one.clients for one in found}
    if sum(sizes) < 3:
        assert [one.says for one in found if "may attend it" in one.says]
    else:
        assert {len(codes) for codes in told} == small
        assert all("of the family F0" in one.says or "without a family" in one.says for one in found)


def test_hours_that_are_for_other_topics_are_told_where_nobody_is_there_for_it() -> None:
    hours = {"Ada": (WeeklyWindow(1, 540, 720, topics=frozenset({"Grief"})),)}
    program = Program({}, {}, {}, {}, therapist_hours=hours, starts=())
    problem = week(
        topics=(ANGER, GRIEF),
        needs=(Need("C014", "Anger"),),
        hours_for={"Ada": {"Anger": (), "Grief": (span(1, 9, 12),)}},
    )
    [alone] = shortages(program, problem, rule_book())
    assert alone.says == (
        "Ada, who alone leads Anger, isn't available at any of its start times: Ada's hours are for Grief only (Topics)"
    )


def on_tuesday(anger: int, there: int) -> list[str]:
    """Two needs that a curriculum has on Tuesday, of so many minutes and an hour; C014 is there for so many hours."""
    needs = (Need("C014", "Anger", days=frozenset({1})), Need("C014", "Grief", days=frozenset({1})))
    topics = (replace(ANGER, minutes=anger), GRIEF)
    free: dict[str, tuple[Window, ...]] = {"C014": (span(1, 9, 9 + there), span(3, 8, 20))}
    return said(week(topics=topics, free=free, needs=needs))


def test_needs_of_one_day_that_take_more_than_its_hours_hold() -> None:
    assert on_tuesday(anger=60, there=2) == []
    assert on_tuesday(anger=120, there=2) == [
        "C014's needs on Tue (Anger and Grief) take 3 h, and their hours on Tue hold 2 h of sessions at most"
    ]


def test_musts_that_are_led_on_more_days_than_a_client_may_come_on() -> None:
    client = Client("C014", "IOP", most_days=1)
    free: dict[str, tuple[Window, ...]] = {"C014": (span(1, 9, 12), span(3, 9, 12))}
    needs = (Need("C014", "Anger"), Need("C014", "Grief"))
    problem = week(topics=(ANGER, GRIEF), clients=(client,), free=free, needs=needs)
    assert not [one for one in said(problem) if "Max days" in one]
    staff = {"Ada": Therapist("Ada", frozenset({"Anger"})), "Bo": Therapist("Bo", frozenset({"Grief"}))}
    apart = replace(
        problem, therapists=staff, therapist_windows={"Ada": (span(1, 9, 12),), "Bo": (span(3, 9, 12),)}
    )
    assert [one for one in said(apart) if "C014 needs Anger on Tue and Grief on Thu, 2 days" in one]
