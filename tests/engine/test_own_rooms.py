"""A session that stays where it is keeps its room when what ran beside it is called off."""

from __future__ import annotations

from dataclasses import replace

from constraints import replanning_book
from planner.engine.own_rooms import in_their_rooms
from planner.engine.solve import solve
from planner.model import Client, Need, Problem, Room, Roster, Seat, Session, Topic
from planner.search import Search
from tests.constraints.weeks import at, week

SOLO = Topic("Solo", 30, kind="individual", largest=1, smallest=1)
RULES = replanning_book()
NINE = at(0, 9)


def held(by: str, room: str, client: str) -> Session:
    return Session(f"S-{client}", "Solo", NINE, 30, therapists=(by,), room=room, seats=(Seat(client),))


def replanned(*sessions: Session) -> Problem:
    """Clients with a session of their own at nine, replanned when Ben can't come."""
    problem = week(
        [SOLO],
        [Client(code, "IOP") for code in ("C001", "C002", "C003")],
        [NINE],
        ["Ada", "Ben", "Dan"],
        rooms={name: Room(name, 2) for name in ("Oak", "Elm")},
        needs=(Need("C001", "Solo", 1, 100), Need("C002", "Solo", 1, 100)),
    )
    away = {**problem.therapist_windows, "Ben": (), "Dan": ()}
    return replace(problem, therapist_windows=away, published=Roster(problem.first_day, sessions))


def test_a_session_goes_back_to_its_own_room_when_nobody_needs_it_any_more() -> None:
    for mine, other in (("Oak", "Elm"), ("Elm", "Oak")):
        problem = replanned(held("Ada", mine, "C001"), held("Ben", other, "C002"))
        strayed = Roster(problem.first_day, (held("Ada", other, "C001"),))
        assert in_their_rooms(problem, RULES, strayed).sessions == (held("Ada", mine, "C001"),)
        (left,) = solve(problem, RULES, Search(1, reproducible=True, workers=1)).roster.sessions
        assert (left.therapists, left.room) == (("Ada",), mine)


def test_a_room_that_is_away_or_that_others_have_of_old_is_not_taken_back() -> None:
    problem = replanned(held("Ada", "Oak", "C001"), held("Ben", "Elm", "C002"))
    away = replace(problem, room_windows={"Oak": ()})
    strayed = Roster(problem.first_day, (held("Ada", "Elm", "C001"),))
    assert in_their_rooms(away, RULES, strayed) == strayed
    twice = replanned(held("Ada", "Oak", "C001"), held("Ben", "Oak", "C002"))  # by hand, overridden
    taken = Roster(problem.first_day, (held("Ada", "Elm", "C001"), held("Ben", "Oak", "C002")))
    assert in_their_rooms(twice, RULES, taken) == taken


def test_sessions_side_by_side_have_their_own_rooms_back_from_each_other_and_from_who_is_new() -> None:
    ada, ben = held("Ada", "Oak", "C001"), held("Ben", "Elm", "C002")
    problem = replanned(ada, ben)
    swapped = Roster(problem.first_day, (replace(ada, room="Elm"), replace(ben, room="Oak")))
    assert in_their_rooms(problem, RULES, swapped).sessions == (ada, ben)
    problem = replace(problem, rooms={name: Room(name, 2) for name in ("Oak", "Elm", "Ash")})
    came = (replace(ada, room="Elm"), replace(ben, room="Ash"), held("Dan", "Oak", "C003"))
    back = in_their_rooms(problem, RULES, Roster(problem.first_day, came))
    assert [session.room for session in back.sessions] == ["Oak", "Elm", "Ash"]


def test_a_first_plan_has_no_rooms_to_go_back_to() -> None:
    problem = replace(replanned(), published=None)
    roster = Roster(problem.first_day, (held("Ada", "Elm", "C001"),))
    assert in_their_rooms(problem, RULES, roster) == roster
