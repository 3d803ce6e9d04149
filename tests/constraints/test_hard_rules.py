"""Truths of hard rules that the agreement test can't tell: sentences, parallel sessions, what isn't posted."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from constraints.apart import KeptApart
from constraints.at_once import AtOnce
from constraints.availability import Availability
from constraints.beside_a_session import BesideASession
from constraints.fixed_sessions import FixedSessions
from constraints.group_size import GroupSize
from constraints.leaders import Leaders
from constraints.most_a_day import MostADay
from constraints.one_place_at_a_time import OnePlaceAtATime
from constraints.room_seats import RoomSeats
from constraints.tags import Tags
from constraints.therapist_in_a_row import TherapistInARow
from planner.language.draft import Draft
from planner.language.limits import Refusal
from planner.language.options import running_together
from planner.language.rule import Rule
from planner.model import Apart, Client, Fixed, Problem, Room, Roster, Session
from tests.constraints.crooked import ADA, ANGER, BEGUN, BEN, ELM, GRIEF, MON, OAK, TUE, WED, YOGA, crooked
from tests.constraints.posted import Posted
from tests.constraints.weeks import at, held, roster


def says(rule: Rule, problem: Problem, given: Roster) -> list[str]:
    return [breach.says for breach in rule.check(problem, given)]


def allowed(rule: Rule, problem: Problem, given: Roster) -> bool:
    return Posted(problem, rule).cost(given) is not None


def in_room(session: Session, room: str) -> Session:
    return replace(session, room=room, id=f"{session.id} {room}")


# --- sentences: a coordinator reads them, so they are held to the letter -------------------------


def test_a_clash_names_both_sessions() -> None:
    clash = roster(held("Anger", MON, "C002", minutes=50), held("Grief", MON + 20, "C002", by=("Ben",)))
    assert says(OnePlaceAtATime(), crooked(), clash) == [
        "C002 has a seat in two sessions on Mon 09:20: Anger and Grief"
    ]


def test_a_session_too_soon_after_another_names_the_changeover() -> None:
    hurried = roster(held("Anger", MON, "C002", minutes=50), held("Grief", MON + 54, "C007"))
    assert says(OnePlaceAtATime(), crooked(changeover=10), hurried) == [
        "Ada leads Grief on Mon 09:54, 4 min after Anger, where the changeover takes 10 min"
    ]


def test_a_fixed_session_says_where_it_stands_and_what_is_amiss() -> None:
    fixed = Fixed("Anger", MON, ("Ben",), None, clients=("C002",), open_seats=False, place="Fixed!A2")
    problem = crooked(fixed=(fixed,))
    assert says(FixedSessions(), problem, roster(held("Anger", MON, "C007"))) == [
        "The fixed session Anger on Mon 09:00 (Fixed!A2) isn't led by Ben and is without C002 and has C007, "
        "whom it doesn't name"
    ]
    assert says(FixedSessions(), problem, roster()) == [
        "The fixed session Anger on Mon 09:00 (Fixed!A2) doesn't take place"
    ]


def test_a_client_with_the_wrong_tags_is_told_every_one() -> None:
    problem = crooked(
        replace(ANGER, wanted_tags=frozenset({"women"}), barred_tags=frozenset({"early"})),
        Client("C002", "IOP", tags=frozenset({"early"})),
    )
    assert says(Tags(), problem, roster(held("Anger", MON, "C002"))) == [
        "C002 has a seat in Anger on Mon 09:00, which is for women and is not for early"
    ]


# --- parallel sessions: a seat doesn't say which of them it is in ---------------------------------


def test_two_fixed_sessions_at_one_time_take_two_sessions() -> None:
    problem = crooked(fixed=(Fixed("Anger", MON, clients=("C002",)), Fixed("Anger", MON, clients=("C007",))))
    both = held("Anger", MON, "C002", "C007")
    apart = (held("Anger", MON, "C002"), held("Anger", MON, "C007", by=("Ben",)))
    assert not allowed(FixedSessions(), problem, roster(both))
    assert says(FixedSessions(), problem, roster(both)) == [
        "The fixed session Anger on Mon 09:00 has no session of its own"
    ]
    assert allowed(FixedSessions(), problem, roster(*apart))
    assert says(FixedSessions(), problem, roster(*apart)) == []


def test_a_fixed_session_that_anything_answers_leaves_the_particular_one_to_the_other() -> None:
    vague, exact = Fixed("Anger", MON), Fixed("Anger", MON, therapists=("Ada",))
    problem = crooked(fixed=(vague, exact))
    sessions = (held("Anger", MON, "C002", by=("Ada",)), held("Anger", MON, "C007", by=("Ben",)))
    assert says(FixedSessions(), problem, roster(*sessions)) == []


def test_people_kept_apart_may_be_in_parallel_sessions() -> None:
    problem = crooked(apart=(Apart("C002", other_client="C007"),))
    parallel = roster(held("Anger", MON, "C002"), held("Anger", MON, "C007", by=("Ben",)))
    together = roster(held("Anger", MON, "C002", "C007"))
    assert allowed(KeptApart(), problem, parallel)
    assert not allowed(KeptApart(), problem, together)
    assert [len(says(KeptApart(), problem, one)) for one in (parallel, together)] == [0, 1]


def test_three_sessions_at_once_do_not_fit_into_two_rooms_that_are_alike() -> None:
    rooms = (Room("Fir", 4), Room("Yew", 4))
    problem = crooked(*rooms, starts=(MON, MON + 20, MON + 30))
    two = (
        in_room(held("Anger", MON, "C002"), "Fir"),
        in_room(held("Grief", MON + 20, "C007", by=("Ben",)), "Yew"),
    )
    third = in_room(held("Yoga", MON + 30, "C014", by=("Ben",)), "Fir")
    problem = replace(problem, therapists={**problem.therapists, "Cleo": replace(BEN, name="Cleo")})
    third = replace(third, therapists=("Cleo",))
    windows = {**problem.therapist_windows, "Cleo": problem.therapist_windows["Ben"]}
    problem = replace(problem, therapist_windows=windows)
    assert allowed(OnePlaceAtATime(), problem, roster(*two))
    assert not allowed(OnePlaceAtATime(), problem, roster(*two, third))


@pytest.mark.parametrize(("of_the_workbook", "faults"), [(True, 0), (False, 1)])
def test_a_lock_holds_no_test_on_a_day_without_a_session(of_the_workbook: bool, faults: int) -> None:
    row = Fixed("Yoga", WED, clients=("C002",), open_seats=False, excused=of_the_workbook)
    problem = crooked(replace(YOGA, kind="testing"), fixed=(row,))
    assert len(says(BesideASession(), problem, roster(held("Yoga", WED, "C002")))) == faults


def test_as_many_sessions_may_run_below_the_smallest_as_are_fixed() -> None:
    problem = crooked(replace(ANGER, smallest=2), fixed=(Fixed("Anger", MON),))
    small = (held("Anger", MON, "C002"), held("Anger", MON, "C007", by=("Ben",)))
    assert says(GroupSize(), problem, roster(small[0])) == []
    assert not allowed(
        GroupSize(), replace(problem, topics={"Anger": replace(ANGER, smallest=3)}), roster(*small)
    )
    assert says(GroupSize(), problem, roster(*small)) == [
        "Anger on Mon 09:00 has 1 client, and is for 2 to 2"
    ]


# --- what has begun stands ------------------------------------------------------------------------


@pytest.mark.parametrize(("clients", "therapists"), [(("C002", "C007"), ()), ((), ("Ada",))])
def test_a_small_session_beside_a_settled_one_that_is_large_enough_is_not_the_settled_one(
    clients: tuple[str, ...], therapists: tuple[str, ...]
) -> None:
    row = Fixed("Anger", MON, therapists, clients=clients, open_seats=not clients)
    problem = crooked(replace(ANGER, smallest=2), fixed=(row,))
    settled, beside = held("Anger", MON, "C002", "C007"), held("Anger", MON, "C014", by=("Ben",))
    assert says(GroupSize(), problem, roster(settled, beside)) == [
        "Anger on Mon 09:00 has 1 client, and is for 2 to 2"
    ]
    # Where nothing is as the row says, that alone is amiss.
    assert says(GroupSize(), problem, roster(beside)) == []


def test_a_row_that_was_too_long_already_bars_only_what_would_make_it_longer() -> None:
    begun = tuple(
        replace(BEGUN, id=str(start), start=start) for start in (at(0, 7), at(0, 7, 55), at(0, 8, 50))
    )
    problem = crooked(replace(ADA, most_in_a_row=2), past=begun, starts=(at(0, 9, 45), at(0, 11)))
    later = [held("Anger", start, "C014", minutes=50) for start in problem.starts]
    assert not allowed(TherapistInARow(), problem, roster(*begun, later[0]))
    assert allowed(TherapistInARow(), problem, roster(*begun, later[1]))


@pytest.mark.parametrize("gaps", list(product((9, 10), repeat=3)))
def test_what_has_begun_is_part_of_a_row_up_to_a_gap_of_10_minutes(gaps: tuple[int, ...]) -> None:
    starts = [at(0, 6)]
    for gap in gaps:
        starts.append(starts[-1] + 50 + gap)
    *held_before, later = [held("Anger", start, "C014", minutes=50) for start in starts]
    problem = crooked(replace(ADA, most_in_a_row=3), past=tuple(held_before), starts=(later.start,))
    whole = roster(*held_before, later)
    assert (
        allowed(TherapistInARow(), problem, whole)
        == (10 in gaps)
        == (not says(TherapistInARow(), problem, whole))
    )


@pytest.mark.parametrize(("as_of", "asked"), [(MON, True), (MON + 1, False)])
def test_a_fixed_session_asks_for_nothing_once_its_time_is_over(as_of: int, asked: bool) -> None:
    problem = crooked(fixed=(Fixed("Anger", MON, clients=("C002",)),), as_of=as_of)
    assert allowed(FixedSessions(), problem, roster()) != asked
    assert len(says(FixedSessions(), problem, roster())) == asked


# --- corners ------------------------------------------------------------------------------------


def test_a_topic_without_leaders_runs_though_nobody_leads_it() -> None:
    problem = crooked(replace(YOGA, leaders=0))
    alone = roster(held("Yoga", MON, "C002", minutes=35, by=()))
    assert allowed(Leaders(), problem, alone)


def test_a_fixed_session_nobody_can_attend_still_runs() -> None:
    problem = crooked(fixed=(Fixed("Yoga", MON),), client_windows={})
    empty = roster(held("Yoga", MON, minutes=35))
    rule = GroupSize()
    assert Posted(problem, rule, [Availability()]).cost(empty) == 0
    assert says(rule, problem, empty) == []


def test_a_room_without_windows_is_always_open_and_one_with_none_left_never() -> None:
    problem = crooked(OAK, ELM, room_windows={"Elm": ()})
    sessions = [in_room(held("Anger", MON, "C002", minutes=50), room) for room in ("Oak", "Elm")]
    assert [allowed(Availability(), problem, roster(session)) for session in sessions] == [True, False]
    assert [len(says(Availability(), problem, roster(session))) for session in sessions] == [0, 1]


# --- few limits: what can't bind isn't posted ------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "problem", "limits"),
    [
        # Three clients and each two topics a start, then one a clique; a lone option is no clash.
        (OnePlaceAtATime(), crooked(starts=(MON, TUE)), 3 * 2 + 2 * 2),
        (OnePlaceAtATime(), crooked(starts=(MON, MON + 20)), 3 + 2),
        (GroupSize(), crooked(starts=(MON,)), 3 * 2),
        (GroupSize(), crooked(replace(GRIEF, smallest=3), starts=(MON,)), 2 * 2 + 1),
        (RoomSeats(), crooked(OAK, starts=(MON,)), 3),
        (RoomSeats(), crooked(Room("Hall", 12), starts=(MON,)), 0),
        (MostADay(), crooked(starts=(MON, TUE)), 0),
        (MostADay(), crooked(starts=(MON, MON + 100)), 3 * 3),
        (AtOnce(), crooked(replace(ANGER, at_once=2), starts=(MON, TUE)), 0),
        (AtOnce(), crooked(replace(ANGER, at_once=2), starts=(MON, MON + 40)), 1),
    ],
)
def test_what_can_not_bind_is_not_posted(rule: Rule, problem: Problem, limits: int) -> None:
    assert len(list(rule.post(problem, Draft(problem)))) == limits


def test_no_set_of_options_that_run_together_holds_another() -> None:
    draft = Draft(crooked(starts=(MON, MON + 20, MON + 40, MON + 60)))
    sets = [{seat.column for seat in seats} for seats in running_together(draft.seats_of("C002"), 0)]
    assert all(not one < other for one in sets for other in sets)
    for one in draft.seats_of("C002"):
        for other in draft.seats_of("C002"):
            meet = one.start < other.end and other.start < one.end
            assert meet == any({one.column, other.column} <= seats for seats in sets)


@pytest.mark.parametrize(
    ("free", "asked", "says"),
    [
        (0, 1, "no therapist is free"),
        (0, 2, "none of 2 therapists is free"),
        (1, 2, "Anger takes 2 therapists, and only 1 is free"),
        (2, 3, "Anger takes 3 therapists, and only 2 are free"),
    ],
)
def test_a_session_that_lacks_therapists_says_how_many_are_free(free: int, asked: int, says: str) -> None:
    lacking = Refusal("session", None, "Anger", MON, there=free, bound=asked, lacking=True)
    assert Leaders().why(crooked(), lacking) == says
