"""What can be counted before planning: each shortage on the smallest week that has it, and never a false alarm."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from constraints import rule_book
from planner.model import Apart, Client, Fixed, Need, Problem, Room, Therapist, Topic, Window
from planner.program import Program
from planner.reasons.counts import shortages
from planner.reasons.flow import greatest_flow
from planner.reasons.packing import together_at_most
from tests.benchmarks.planted import planted_week
from tests.reasons_week import ANGER, GRIEF, OTHERS, at, short, span, wants, week

NOTHING = Program({}, {}, {}, {}, therapist_hours={}, starts=())


def said(problem: Problem) -> list[str]:
    return [one.says for one in shortages(NOTHING, problem, rule_book())]


def test_nothing_is_said_of_a_week_that_can_be() -> None:
    assert said(week(clients=(short(60), *OTHERS), needs=wants())) == []


@pytest.mark.parametrize(
    ("topic", "says"),
    [
        (replace(ANGER, leaders=2), "Anger takes 2 therapists, and only Ada can lead it"),
        (replace(ANGER, leader_tags=frozenset({"yoga"})), "no therapist who leads Anger has the tag yoga"),
        (replace(ANGER, room_kind="pool"), "no room suits Anger (kind pool)"),
        (
            replace(ANGER, smallest=6, largest=8),
            "Anger takes 6 clients at least, and its largest room seats 5 (Seats of Oak)",
        ),
        (
            replace(ANGER, smallest=5, largest=8),
            "Anger takes 5 clients at least, and only 4 clients may attend it",
        ),
        (replace(ANGER, minutes=480), "Anger takes 8 h, and no level's day holds more than 5 h"),
        (
            replace(ANGER, runs_at_most=0),
            "Anger: no session can be held (Runs at most); 1 is needed",
        ),
    ],
)
def test_a_topic_that_can_t_be_held(topic: Topic, says: str) -> None:
    clients = [replace(client, most_minutes_a_day=300) for client in (Client("C014", "IOP"), *OTHERS)]
    problem = week(topics=(topic,), clients=tuple(clients), needs=wants(), rooms={"Oak": Room("Oak", 5)})
    assert said(problem) == [says]


def test_nobody_leads_a_topic() -> None:
    problem = replace(week(needs=wants()), therapists={})
    assert said(problem) == ["nobody leads Anger"]


def test_two_leaders_who_are_never_there_together() -> None:
    two = replace(ANGER, leaders=2, minutes=120)
    problem = week(topics=(two,), clients=(Client("C014", "IOP"), *OTHERS), needs=wants())
    problem = replace(
        problem,
        therapists={name: Therapist(name, frozenset({"Anger"})) for name in ("Ada", "Bo")},
        therapist_windows={"Ada": (span(1, 9, 12),), "Bo": (Window(at(1, 10, 30), at(1, 15)),)},
    )
    assert said(problem) == [
        "no 2 therapists who lead Anger are there together for 120 min at any start time"
    ]


def test_topics_that_allow_less_than_the_minimum_are_blamed_and_not_the_clients_hours() -> None:
    allowed = [one for one in said(week(topics=(ANGER,), clients=(short(120),))) if one.startswith("C014")]
    assert allowed == [
        "C014: the topics' limits (Most a day, Most a week) allow 1 h of sessions at most, "
        "2 h are required: 1 h can't be placed at all"
    ]


@pytest.mark.parametrize(
    ("ada", "limits"),
    [
        (Therapist("Ada", frozenset({"Anger"}), most_minutes=60), "Most hours 1 h"),
        (Therapist("Ada", frozenset({"Anger"}), most_a_day=1), "Most a day 1"),
    ],
)
def test_a_primary_therapist_who_can_t_lead_what_their_clients_need(ada: Therapist, limits: str) -> None:
    alone = replace(ANGER, kind="individual", largest=1)
    clients = tuple(Client(code, "IOP", primary="Ada") for code in ("C1", "C2"))
    needs = tuple(Need(client.code, "Anger") for client in clients)
    free: dict[str, tuple[Window, ...]] = {code: (span(1, 9, 12),) for code in ("C1", "C2")}
    problem = week(topics=(alone,), clients=clients, needs=needs, free=free)
    staff = {"Ada": ada, "Bo": Therapist("Bo", frozenset({"Anger"}))}
    there = {name: (span(1, 9, 12),) for name in staff}
    problem = replace(problem, therapists=staff, therapist_windows=there)
    assert said(problem) == [
        f"Ada can lead at most 1 session of Anger ({limits}); "
        "the 2 clients whose primary therapist they are need 2"
    ]


@pytest.mark.parametrize("more_hours", [False, True])
def test_a_primary_therapist_who_meets_some_of_their_clients_in_too_few_hours(more_hours: bool) -> None:
    alone = replace(ANGER, kind="individual", largest=1)
    clients = tuple(Client(code, "IOP", primary="Ada") for code in ("C1", "C2", "C3"))
    early, morning = span(1, 9, 10), span(1, 9, 12)
    free: dict[str, tuple[Window, ...]] = {
        "C1": (early,),
        "C2": (morning if more_hours else early,),
        "C3": (morning,),
    }
    needs = tuple(Need(code, "Anger") for code in free)
    problem = week(topics=(alone,), clients=clients, needs=needs, free=free)
    staff = {name: Therapist(name, frozenset({"Anger"})) for name in ("Ada", "Bo")}
    there = dict.fromkeys(staff, (morning,))
    in_few_hours = (
        "Anger: Ada, the primary therapist of 2 clients (C1, C2), can lead at most 1 session in their hours; "
        "2 are needed"
    )
    found = said(replace(problem, therapists=staff, therapist_windows=there))
    assert found == ([] if more_hours else [in_few_hours])


def two_topics(ada: Therapist, **more: object) -> Problem:
    """Anger and Grief, an hour each, for one client at a time; two clients need both, and only Ada leads them."""
    topics = tuple(Topic(name, 60, largest=1) for name in ("Anger", "Grief"))
    clients = (Client("C1", "IOP"), Client("C2", "IOP"))
    needs = tuple(Need(client.code, topic.name) for client in clients for topic in topics)
    free: dict[str, tuple[Window, ...]] = {code: (span(1, 9, 13),) for code in ("C1", "C2")}
    problem = week(topics=topics, clients=clients, needs=needs, free=free, ada=(span(1, 9, 13),))
    return replace(problem, therapists={"Ada": ada}, **more)  # type: ignore[arg-type]


BOTH = frozenset({"Anger", "Grief"})


@pytest.mark.parametrize(
    ("ada", "changeover", "has"),
    [
        (Therapist("Ada", BOTH, most_minutes=180), 0, "3 h at most (Ada 3 h: Most hours 3 h)"),
        (Therapist("Ada", BOTH, most_a_day=2), 0, "2 h at most (Ada 2 h: Most a day 2)"),
        (Therapist("Ada", BOTH, most_in_a_row=1), 0, "2 h at most (Ada 2 h: Most in a row 1)"),
        (Therapist("Ada", BOTH), 30, "2 h at most (Ada 2 h: Changeover 30 min)"),
    ],
)
def test_topics_that_together_take_more_than_their_therapists_have(
    ada: Therapist, changeover: int, has: str
) -> None:
    assert said(two_topics(ada, changeover=changeover)) == [
        f"Anger and Grief: at least 4 sessions, 4 h of therapists' time, are needed, and those who lead them have {has}"
    ]
    assert said(two_topics(Therapist("Ada", BOTH, most_minutes=240, most_a_day=4))) == []


def test_a_credential_that_is_never_there() -> None:
    topic = replace(ANGER, leader_tags=frozenset({"EMDR"}))
    problem = week(topics=(topic,), clients=(Client("C014", "IOP"), *OTHERS), needs=wants())
    staff = {
        "Ada": Therapist("Ada", frozenset({"Anger"})),
        "Bo": Therapist("Bo", frozenset({"Anger"}), tags=frozenset({"EMDR"})),
    }
    problem = replace(
        problem, therapists=staff, therapist_windows={**problem.therapist_windows, "Bo": (span(3, 6, 8),)}
    )
    assert said(problem) == [
        "Bo, who alone leads Anger with the tag EMDR, isn't available at any of its start times"
    ]


def test_hours_that_no_topic_counts_towards() -> None:
    topic = replace(ANGER, counts=False)
    assert said(week(topics=(topic,), clients=(short(60),))) == [
        "C014 can't have any hours: no topic counts towards them (Topics: Counts), 1 h is required"
    ]


def test_hours_where_nothing_is_asked_for() -> None:
    topic = replace(ANGER, only_if_asked=True)
    assert said(week(topics=(topic,), clients=(short(120),))) == [
        "C014 may attend no topic that counts towards hours: "
        "the topic is only for clients who ask for it, 2 h are required"
    ]


def test_a_room_of_the_kind_with_few_seats_bounds_the_seats() -> None:
    topic = replace(ANGER, room_kind="studio", runs_at_most=1, largest=5, smallest=1)
    rooms = {"Oak": Room("Oak", 9), "Yew": Room("Yew", 1, frozenset({"studio"}))}
    clients = (Client("C014", "IOP"), *OTHERS)
    needs = tuple(Need(client.code, "Anger") for client in clients)
    assert said(week(topics=(topic,), clients=clients, needs=needs, rooms=rooms)) == [
        "Anger: at most 1 session (Runs at most) × 1 seat in its largest room = 1; 4 are needed"
    ]


def test_a_client_whose_hours_hold_less_than_the_minimum() -> None:
    topic = replace(ANGER, most_a_day=None)
    assert said(week(topics=(topic,), clients=(short(540),))) == [
        "C014: their hours hold 3 h of sessions at most, 9 h are required: 6 h can't be placed at all"
    ]


def test_clients_who_together_have_too_few_seats_are_named() -> None:
    clients = tuple(replace(client, least_minutes=60) for client in (short(60), *OTHERS))
    free: dict[str, tuple[Window, ...]] = {client.code: (span(1, 9, 10),) for client in clients[:3]}
    free["C3"] = (span(2, 9, 10),)
    (found,) = said(week(clients=clients, free=free))
    assert found == (
        "3 clients (C014, C1, C2) can come on Tue only, and there are too few seats for all of them: "
        "1 h can't be placed, even with every group full (1 h of sessions × 2 seats = 2 h; 3 h are required)"
    )


def test_an_evening_track_is_short_of_seats_however_many_there_are_in_the_mornings() -> None:
    """Ada is there all morning and for one hour of the evening; three come in the evening, one in the morning."""
    clients = tuple(replace(client, least_minutes=60) for client in (short(60), *OTHERS))
    free: dict[str, tuple[Window, ...]] = {client.code: (span(1, 18, 19),) for client in clients[:3]}
    free["C3"] = (span(1, 9, 12),)
    (found,) = said(week(clients=clients, free=free, ada=(span(1, 8, 12), span(1, 18, 19))))
    assert found == (
        "3 clients (C014, C1, C2) can come on Tue evenings only, and there are too few seats for all of them: "
        "1 h can't be placed, even with every group full (1 h of sessions × 2 seats = 2 h; 3 h are required)"
    )


SLOTS = tuple((day, hour) for day in (1, 3) for hour in (9, 14, 18))  # one in each part of two days


def can_all_have_their_hours(there: list[set[int]], asked: list[int], led: set[int]) -> bool:
    """Every way to fill the slots at which somebody leads with at most two of those who are there, tried out."""
    ways = [
        [some for many in range(3) for some in combinations([c for c in range(3) if slot in there[c]], many)]
        if slot in led
        else [()]
        for slot in range(len(SLOTS))
    ]
    return any(
        all(sum(client in way for way in week_of) >= asked[client] for client in range(3))
        for week_of in product(*ways)
    )


@settings(max_examples=60, deadline=None)
@given(
    some.lists(some.sets(some.integers(0, len(SLOTS) - 1)), min_size=3, max_size=3),
    some.lists(some.integers(1, 3), min_size=3, max_size=3),
    some.sets(some.integers(0, len(SLOTS) - 1)),
)
def test_no_alarm_is_false(there: list[set[int]], asked: list[int], led: set[int]) -> None:
    def windows(slots: set[int]) -> tuple[Window, ...]:
        return tuple(span(SLOTS[slot][0], SLOTS[slot][1], SLOTS[slot][1] + 1) for slot in sorted(slots))

    topic = replace(ANGER, most_a_day=None)
    clients = tuple(Client(f"C{place}", "IOP", least_minutes=60 * many) for place, many in enumerate(asked))
    free = {client.code: windows(slots) for client, slots in zip(clients, there, strict=True)}
    problem = week(topics=(topic,), clients=clients, free=free, ada=windows(led))
    if can_all_have_their_hours(there, asked, led):
        assert said(problem) == []
    elif all(len(slots & led) >= many for slots, many in zip(there, asked, strict=True)):
        assert said(problem)  # of a week this small nothing is overlooked that concerns several together


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("clients", [16, 40])
def test_a_week_in_which_nothing_has_to_be_missed_raises_no_alarm(clients: int, seed: int) -> None:
    assert said(planted_week(clients, seed, "listed").problem) == []


@settings(max_examples=60, deadline=None)
@given(some.lists(some.lists(some.integers(0, 4), min_size=3, max_size=3), min_size=2, max_size=4))
def test_the_greatest_flow_is_the_narrowest_cut(capacities: list[list[int]]) -> None:
    network: dict[Hashable, dict[Hashable, int]] = {
        "s": {row: sum(taken) for row, taken in enumerate(capacities)}
    }
    network |= {
        row: {f"t{place}": much for place, much in enumerate(taken)} for row, taken in enumerate(capacities)
    }
    network |= {f"t{place}": {"e": 5} for place in range(3)}
    total, open_nodes = greatest_flow(network, "s", "e")
    cut = sum(
        much
        for node, nexts in network.items()
        if node in open_nodes
        for following, much in nexts.items()
        if following not in open_nodes
    )
    assert total == cut


def test_a_need_of_nobody_present_counts_nothing() -> None:
    problem = week(topics=(ANGER, Topic("Grief", 60)), needs=(Need("C014", "Grief"),))
    assert said(problem) == []


def test_settled_sessions_that_fill_the_only_leaders_time_are_told() -> None:
    rows = tuple(Fixed("Grief", at(1, hour), therapists=("Ada",)) for hour in (9, 10, 11))
    problem = week(topics=(ANGER, GRIEF), needs=wants(), ada=(span(1, 9, 12),), fixed=rows)
    taken = "Ada leads 3 settled sessions of Grief (Fixed)"
    assert said(problem) == [f"Anger: no session can be held ({taken}); 1 is needed"]


def test_a_leaders_most_hours_are_told_only_where_they_bind() -> None:
    ada = {"Ada": Therapist("Ada", frozenset({"Anger"}), most_minutes=600)}
    needs = tuple(Need(code, "Anger") for code in ("C014", "C1", "C2", "C3"))
    clients = (Client("C014", "IOP"), *OTHERS)
    problem = week(clients=clients, needs=needs, ada=(span(1, 9, 10),), therapists=ada)
    assert said(problem) == ["Anger: at most 1 session of 60 min × 2 seats = 2; 4 are needed"]


def test_rooms_bound_the_sessions_and_are_named() -> None:
    anger = replace(ANGER, room_kind="office")
    needs = (Need("C014", "Anger", 3),)
    rooms = {"Oak": Room("Oak", 4, frozenset({"office"})), "Elm": Room("Elm", 4)}
    hours = {"Oak": (span(1, 9, 10),)}
    problem = week(
        topics=(replace(anger, most_a_day=None, largest=1),), needs=needs, rooms=rooms, room_windows=hours
    )
    assert said(problem) == ["Anger: at most 1 session of 60 min in Oak × 1 seat = 1; 3 are needed"]


def test_too_few_who_may_attend_are_counted_with_the_column_that_says_so() -> None:
    tagged = Client("C014", "IOP", tags=frozenset({"veterans"}))
    topic = replace(ANGER, smallest=2, wanted_tags=frozenset({"veterans"}))
    problem = week(topics=(topic,), clients=(tagged, *OTHERS), needs=wants())
    assert said(problem) == ["Anger takes 2 clients at least, and only 1 client may attend it (For veterans)"]


def test_the_only_leader_there_when_nobody_can_come_is_named() -> None:
    problem = week(needs=wants(), ada=(span(3, 9, 12),))
    alone = "Ada, who alone leads Anger, isn't available"
    assert said(problem) == [f"{alone} at any time at which somebody who may attend it can come"]


@given(some.sets(some.tuples(some.sampled_from("ABCDE"), some.sampled_from("ABCDE"))), some.integers(1, 6))
def test_whoever_is_kept_apart_is_counted_no_further_than_is_enough(
    pairs: set[tuple[str, str]], enough: int
) -> None:
    apart = {frozenset(pair) for pair in pairs}
    whole = together_at_most("ABCDE", apart, enough=6)
    sizes = [n for n in range(6) for those in combinations("ABCDE", n) if not _two_of(those, apart)]
    assert max(sizes) <= whole <= 5
    assert together_at_most("ABCDE", apart, enough=enough) == min(enough, whole)


def _two_of(codes: tuple[str, ...], apart: set[frozenset[str]]) -> bool:
    return any(frozenset(pair) in apart for pair in combinations(codes, 2))


def test_clients_who_are_all_kept_apart_fill_no_group() -> None:
    topic = replace(ANGER, smallest=2, largest=4)
    clients = (Client("C014", "IOP"), *OTHERS[:2])
    pairs = (Apart("C014", "C1"), Apart("C1", "C2"), Apart("C2", "C014"))
    problem = week(topics=(topic,), clients=clients, needs=wants(), apart=pairs)
    could = "never more than 1 client could come who aren't kept apart (Apart)"
    assert said(problem) == [f"Anger takes 2 clients at least, and {could}"]
    assert said(replace(problem, apart=pairs[:2])) == []


@pytest.mark.parametrize("column", ["Most a day", "Most a week"])
def test_a_topic_that_nobody_may_attend_even_once(column: str) -> None:
    field = {column.lower().replace(" ", "_"): 0}
    problem = week(topics=(replace(ANGER, **field),), needs=wants())  # type: ignore[arg-type]
    assert said(problem) == [f"nobody may attend Anger ({column} 0)"]


def test_hours_at_which_nothing_starts_are_the_cause_and_not_the_topics_terms() -> None:
    """Whoever comes before the first start is kept out of one topic by their hours, and of another by its tags."""
    women = Topic("Women", 60, wanted_tags=frozenset({"women"}))
    problem = week(topics=(ANGER, women), clients=(short(60), *OTHERS), free={"C014": (span(1, 5, 8),)})
    assert said(problem) == ["C014: their hours hold no session, 1 h is required: 1 h can't be placed at all"]


@pytest.mark.parametrize(("many", "others"), [(1, ""), (2, ", and for 1 other client")])
def test_a_topic_that_runs_less_often_than_one_client_needs_it_is_told(many: int, others: str) -> None:
    clients = (Client("C014", "IOP"), Client("C015", "IOP"))[:many]
    there: dict[str, tuple[Window, ...]] = {
        client.code: (span(1, 9, 12), span(2, 9, 12)) for client in clients
    }
    once = replace(ANGER, runs_at_most=1, largest=8)
    needs = tuple(Need(client.code, "Anger", 2) for client in clients)
    [told] = said(week(topics=(once,), clients=clients, free=there, needs=needs))
    assert told == f"Anger: at most 1 session (Runs at most), too few for C014, who needs 2{others}"
    twice = replace(once, runs_at_most=2)
    assert said(week(topics=(twice,), clients=clients, free=there, needs=needs)) == []
