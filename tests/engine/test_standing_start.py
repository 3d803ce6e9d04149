"""The search begins from last week's timetable: its sessions first, seated by this week's needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from constraints import replanning_book, rule_book
from planner.engine.clock import Clock
from planner.engine.effort import Effort
from planner.engine.mend import first_plan
from planner.engine.posting import posted
from planner.engine.shares import URGENT
from planner.engine.solve import _Run, solve
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Client, Fixed, Need, Problem, Room, Roster, Seat, Session, Standing, Topic
from planner.search import Search
from tests.constraints.weeks import at, week

ANGER = Topic("Anger", 60, smallest=2, largest=6)
SOLO = Topic("Solo", 30, kind="individual", largest=1, counts=False)
CODES = ("C001", "C002", "C003", "C004", "C005", "C006")
STARTS = [at(day, hour) for day in range(4) for hour in (9, 11, 14)]


def following(*sessions: Session, **more: object) -> Problem:
    """Six clients who owe an hour in Anger, the week after these sessions; two rooms and two therapists."""
    clients = [Client(code, "IOP", least_minutes=60) for code in CODES]
    days: dict[str, set[int]] = {}
    for session in sessions:
        for code in session.clients:
            days.setdefault(code, set()).add(session.day)
    given: dict[str, object] = {
        "rooms": {name: Room(name, 8) for name in ("Oak", "Elm")},
        "standing": Standing(
            date(2026, 11, 23), sessions, {code: frozenset(on) for code, on in days.items()}
        ),
        "needs": tuple(Need(code, "Anger") for code in CODES),
    }
    return week([ANGER, SOLO], clients, STARTS, ["Ada", "Ben"], **{**given, **more})


def stood(topic: str, start: int, by: str, room: str, *clients: str) -> Session:
    minutes = 30 if topic == "Solo" else 60
    return Session("", topic, start, minutes, therapists=(by,), room=room, seats=tuple(map(Seat, clients)))


def begun(
    problem: Problem, book: Sequence[Rule] = rule_book()
) -> list[tuple[str, int, list[str], list[str], list[str]]]:
    """The first plan alone: topic, start, therapists, rooms and clients of what runs."""
    rules = [rule for rule in book if rule.hard or rule.stage in URGENT or rule.holds_on]
    posting = posted(problem, rules)
    draft, board = posting.draft, posting.board()
    effort = Effort(2.0, None, 1, 1, task="whole")
    values = first_plan(draft, posting, board, Clock(5, reproducible=True), effort)
    assert board.keeps(values)
    return [
        (
            option.topic.name,
            option.start,
            [
                lead.therapist
                for lead in draft.leads_at(option.topic.name, option.start)
                if values[lead.column]
            ],
            [use.rooms[0] for use in draft.uses_at(option.topic.name, option.start) if values[use.column]],
            [seat.client for seat in draft.seats_at(option.topic.name, option.start) if values[seat.column]],
        )
        for option in draft.sessions
        if values[option.column]
    ]


def test_last_weeks_groups_are_held_again_by_their_therapists_in_their_rooms() -> None:
    problem = following(
        stood("Anger", at(2, 14), "Ben", "Elm", "C001", "C002", "C003"),
        stood("Anger", at(3, 9), "Ada", "Elm", "C004", "C005", "C006"),
    )
    # Each at first with as many as it had: one full group would leave nobody for the other.
    assert begun(problem) == [
        ("Anger", at(2, 14), ["Ben"], ["Elm"], ["C001", "C002", "C003"]),
        ("Anger", at(3, 9), ["Ada"], ["Elm"], ["C004", "C005", "C006"]),
    ]


def test_everybody_sits_with_those_they_sat_with() -> None:
    problem = following(
        stood("Anger", at(2, 9), "Ben", "Elm", "C002", "C004", "C006"),
        stood("Anger", at(2, 14), "Ada", "Elm", "C001", "C003", "C005"),
    )
    assert begun(problem) == [
        ("Anger", at(2, 9), ["Ben"], ["Elm"], ["C002", "C004", "C006"]),
        ("Anger", at(2, 14), ["Ada"], ["Elm"], ["C001", "C003", "C005"]),
    ]


def test_a_group_that_cannot_be_held_makes_room_for_another() -> None:
    gone = stood("Anger", at(6, 20), "Ben", "Elm", *CODES)
    [(_, start, _, _, clients)] = begun(following(gone))
    assert start in STARTS and clients == list(CODES)


def test_who_or_what_is_away_is_replaced() -> None:
    problem = following(stood("Anger", at(2, 14), "Ben", "Elm", *CODES))
    away = replace(problem, therapist_windows={**problem.therapist_windows, "Ben": ()})
    [(_, start, led, rooms, _)] = begun(away)
    assert (start, led, rooms) == (at(2, 14), ["Ada"], ["Elm"])


def test_an_individual_session_is_whose_it_was_if_it_is_needed() -> None:
    was = stood("Solo", at(1, 11), "Ben", "Oak", "C003")
    needed = following(was, needs=(Need("C003", "Solo"),))
    assert ("Solo", at(1, 11), ["Ben"], ["Oak"], ["C003"]) in begun(needed)
    gone = replace(needed, clients={c: one for c, one in needed.clients.items() if c != "C003"}, needs=())
    assert "Solo" not in [topic for topic, *_ in begun(gone)]


def test_the_week_comes_out_as_it_was() -> None:
    problem = following(
        stood("Anger", at(2, 14), "Ben", "Elm", "C001", "C002", "C003"),
        stood("Anger", at(3, 9), "Ada", "Oak", "C004", "C005", "C006"),
    )
    roster = solve(problem, rule_book(), Search(3, reproducible=True, workers=1)).roster
    assert [(s.start, s.therapists, s.room) for s in roster.sessions] == [
        (at(2, 14), ("Ben",), "Elm"),
        (at(3, 9), ("Ada",), "Oak"),
    ]


def test_parallel_groups_keep_each_its_own_therapist_and_room() -> None:
    small = replace(ANGER, largest=3)
    problem = following(
        stood("Anger", at(2, 14), "Ben", "Oak", "C001", "C002", "C003"),
        stood("Anger", at(2, 14), "Ada", "Elm", "C004", "C005", "C006"),
    )
    problem = replace(problem, topics={**problem.topics, "Anger": small}, starts=(at(2, 14),))
    roster = solve(problem, rule_book(), Search(2, reproducible=True, workers=1)).roster
    assert {(s.therapists, s.room) for s in roster.sessions} == {(("Ben",), "Oak"), (("Ada",), "Elm")}


def test_a_replanning_begins_from_the_roster_in_force_and_not_from_last_week() -> None:
    problem = following(stood("Anger", at(2, 14), "Ben", "Elm", *CODES))
    now = Roster(problem.first_day, (replace(stood("Anger", at(3, 9), "Ada", "Oak", *CODES), id="A"),))
    in_force = replace(problem, published=now)
    [(_, start, led, rooms, _)] = begun(in_force)
    assert (start, led, rooms) == (at(3, 9), ["Ada"], ["Oak"])
    roster = solve(in_force, replanning_book(), Search(2, reproducible=True, workers=1)).roster
    assert [(s.start, s.therapists, s.room) for s in roster.sessions] == [(at(3, 9), ("Ada",), "Oak")]


def test_what_is_settled_keeps_the_therapist_and_the_room_it_has_in_the_roster_in_force() -> None:
    now = (
        stood("Anger", at(0, 9), "Ben", "Elm", *CODES[:3]),
        stood("Anger", at(3, 9), "Ada", "Oak", *CODES[3:]),
    )
    roster = Roster(date(2026, 11, 30), now)
    settled = (Fixed("Anger", at(0, 9), (), None), Fixed("Anger", at(3, 9), (), None))
    assert begun(replace(following(), published=roster, fixed=settled), replanning_book()) == [
        ("Anger", at(0, 9), ["Ben"], ["Elm"], list(CODES[:3])),
        ("Anger", at(3, 9), ["Ada"], ["Oak"], list(CODES[3:])),
    ]


def test_what_has_to_be_held_besides_takes_no_seat_that_it_need_not() -> None:
    """One more group has to run, and at all times but one its clients have sessions of their own."""
    now = [stood("Anger", STARTS[-1], "Ben", "Elm", *CODES[:2])]
    now += [stood("Solo", start, "Ben", "Oak", CODES[0]) for start in STARTS[1:-1]]
    now += [stood("Solo", start, "Ada", "Elm", CODES[1]) for start in STARTS[1:-1]]
    needs = [Need(code, topic, many) for code in CODES[:2] for topic, many in (("Solo", 10), ("Anger", 2))]
    problem = following(needs=tuple(needs))
    problem = replace(problem, clients={code: problem.clients[code] for code in CODES[:2]})
    twice = {"Solo": replace(SOLO, most_a_day=None), "Anger": replace(ANGER, runs_at_least=2)}
    problem = replace(problem, topics=twice, published=Roster(problem.first_day, tuple(now)))
    must = [replace(rule, must=True) if rule.stage is Stage.RUNS else rule for rule in replanning_book()]
    found = begun(problem, must)
    groups = [(start, clients) for topic, start, *_, clients in found if topic == "Anger"]
    assert groups == [(start, list(CODES[:2])) for start in (STARTS[0], STARTS[-1])]
    assert sum(len(clients) for topic, *_, clients in found if topic == "Solo") == 20


def test_last_weeks_timetable_is_minded_from_the_first_where_a_roster_is_only_begun_with() -> None:
    """Only where changes of a roster in force count does it take the place of last week's."""
    now = Roster(date(2026, 11, 30), (stood("Anger", at(3, 9), "Ada", "Oak", *CODES),))
    problem = following(stood("Anger", at(2, 14), "Ben", "Elm", *CODES))
    minded = []
    for known in (replace(problem, begin=now), replace(problem, published=now)):
        run = _Run(known, rule_book(), Clock(1, reproducible=True), Search(1, reproducible=True))
        minded.append([rule.name for rule in rule_book() if run._holds_on(rule)])
    assert "Same timetable" in minded[0] and minded[1] == []


def test_nothing_is_owed_to_a_roster_that_a_search_begins_with() -> None:
    """Six in two groups where one will do: whoever replans leaves them, whoever plans on from it doesn't."""
    groups = (
        stood("Anger", at(0, 9), "Ben", "Elm", *CODES[:3]),
        stood("Anger", at(3, 9), "Ada", "Oak", *CODES[3:]),
    )
    problem = replace(following(), standing=None)
    now = Roster(problem.first_day, groups)
    search = Search(2, reproducible=True, workers=1)
    assert [
        len(one.seats) for one in solve(replace(problem, published=now), rule_book(), search).roster.sessions
    ] == [3, 3]
    assert [
        len(one.seats) for one in solve(replace(problem, begin=now), rule_book(), search).roster.sessions
    ] == [6]
    first = begun(replace(problem, begin=now))
    assert [(start, led, clients) for _, start, led, _, clients in first] == [
        (at(0, 9), ["Ben"], list(CODES[:3])),
        (at(3, 9), ["Ada"], list(CODES[3:])),
    ]
