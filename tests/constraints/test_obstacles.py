"""A rule alone says why: on the rosters of tiny crooked weeks, what is said to be free breaks no rule when it is taken,
and what is refused breaks the rule that is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import pytest

from constraints.apart import KeptApart
from constraints.beside_a_session import BesideASession
from constraints.group_size import GroupSize
from constraints.leaders import Leaders
from constraints.one_place_at_a_time import OnePlaceAtATime
from constraints.room_for_each_session import RoomForEachSession
from planner.language.draft import Draft
from planner.language.limits import Bar, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Apart, Fixed, Problem, Roster, Seat, Session
from planner.reasons.board import HardRows
from planner.reasons.missing import reasons_for
from planner.reasons.obstacles import Obstacles
from planner.reasons.opening import Opening
from tests.constraints.crooked import ANGER, MON, TUE, Crooked, crooked, subsets
from tests.constraints.crooked_hard import HARD
from tests.constraints.test_agreement import named

AT_MOST = 120  # rosters of a week that are looked at, evenly spread; EVERY_ROSTER=1 looks at all of them


def some_rosters(week: Crooked) -> list[Roster]:
    every = list(week.every_roster())
    return every if os.environ.get("EVERY_ROSTER") else every[:: max(1, len(every) // AT_MOST)]


def amounts(week: Crooked, roster: Roster) -> dict[tuple[str, tuple[str, ...]], int]:
    rules = (week.rule, *week.given)
    found: dict[tuple[str, tuple[str, ...]], int] = {}
    for rule in rules:
        for breach in rule.check(week.problem, roster):
            which = rule.name, tuple(sorted(breach.about))
            found[which] = found.get(which, 0) + breach.amount
    return found


def newly_broken(week: Crooked, before: Roster, after: Roster) -> set[str]:
    known = amounts(week, before)
    return {
        rule for (rule, about), much in amounts(week, after).items() if much > known.get((rule, about), 0)
    }


def taken(roster: Roster, session: Session) -> Roster:
    others = [one for one in roster.sessions if one.id != session.id]
    return replace(roster, sessions=tuple(sorted((*others, session), key=lambda one: (one.start, one.topic))))


def ways(week: Crooked, roster: Roster, code: str, topic: str, start: int) -> Iterator[Session]:
    """Every way to take a seat with all others where they are: in a session that runs, or in a new one.

    One that runs may be led by a therapist more.
    """
    problem = week.problem
    beside = [held for held in roster.sessions if (held.topic, held.start) == (topic, start)]
    here = {who for held in beside for who in (*held.clients, *held.therapists, held.room)}
    for session in beside:
        joined = replace(session, seats=(*session.seats, Seat(code)))
        yield joined
        for name in set(problem.therapists) - here:
            yield replace(joined, therapists=(*joined.therapists, name))
    leaders = subsets(*(name for name in problem.therapists if name not in here))
    others = subsets(*(other for other in problem.clients if other != code and other not in here))
    for led, room, more in product(leaders, (None, *(set(problem.rooms) - here)), others):
        seats = tuple(Seat(one) for one in (code, *more))
        yield Session(
            "new", topic, start, problem.topics[topic].minutes, therapists=led, room=room, seats=seats
        )


def seats_asked(week: Crooked, roster: Roster) -> Iterator[tuple[str, str, int]]:
    begun = {(held.topic, held.start) for held in week.problem.untouched}
    for topic, start in sorted({*week.slots, ("Anger", week.problem.starts[0])}):
        sitting = {
            code
            for held in roster.sessions
            if (held.topic, held.start) == (topic, start)
            for code in held.clients
        }
        if (topic, start) not in begun:
            yield from ((code, topic, start) for code in week.problem.clients if code not in sitting)


def fault(week: Crooked, roster: Roster, opening: Opening, code: str) -> str:
    where = f"{code} in {opening.topic.name} at {opening.start}"
    if opening.session is not None:
        broken = newly_broken(week, roster, taken(roster, opening.session))
        return f"{where} is said to be free and breaks {broken}" if broken else ""
    if amounts(week, roster):
        return ""  # what is broken already may be mended by what else it breaks
    assert opening.obstacles
    broken_by_each = [
        newly_broken(week, roster, taken(roster, way))
        for way in ways(week, roster, code, opening.topic.name, opening.start)
    ]
    for one in opening.obstacles:
        if one.rule is None or all(one.rule.name not in broken for broken in broken_by_each):
            return f"{where} is refused by '{one.says}', which nothing breaks"
    said = opening.obstacles[0].says
    return "" if all(broken_by_each) else f"{where} is refused ('{said}') and could be had"


@pytest.mark.parametrize("week", HARD, ids=named)
def test_a_seat_is_free_when_it_breaks_no_rule_and_refused_by_the_rule_that_it_breaks(week: Crooked) -> None:
    rules = (week.rule, *week.given)
    rows = HardRows(week.problem, rules)
    free = refused = 0
    for roster in some_rosters(week):
        obstacles = Obstacles(week.problem, rules, roster, rows)
        for code, topic, start in seats_asked(week, roster):
            opening = obstacles.look(code, week.problem.topics[topic], start)
            assert fault(week, roster, opening, code) == ""
            free += opening.session is not None
            refused += opening.session is None
    assert free, "a week in which nothing is free tells nothing"


@dataclass(frozen=True)
class QuietMornings(Rule):
    """Nobody but C007 sits in a session that starts before ten, and C007 in one a week at most."""

    name = "Quiet mornings"
    stated = "Rules"
    bites = "mornings are kept quiet"

    def bars(self, problem: Problem) -> Iterator[Bar]:
        early = [start for start in problem.starts if start % 1440 < 600]
        yield from (Bar("seat", code, starts=early) for code in problem.clients if code != "C007")

    def post(self, problem: Problem, draft: Draft) -> Iterator[Limit]:
        terms = [(seat.column, 1) for seat in draft.seats_of("C007") if seat.start % 1440 < 600]
        yield Limit(terms, most=1, about=("C007",))


@pytest.mark.parametrize("code", ["C007", "C014"])
def test_a_new_rule_says_why_without_anybody_telling_the_reasons(code: str) -> None:
    problem = crooked(starts=(MON, MON + 5, TUE))
    seated = Session("S1", "Anger", MON + 5, 50, therapists=("Ada",), room=None, seats=(Seat("C007"),))
    obstacles = Obstacles(problem, (QuietMornings(),), Roster(problem.first_day, (seated,)))
    refused = obstacles.look(code, problem.topics["Grief"], MON).obstacle
    assert refused is not None
    assert refused.says == "mornings are kept quiet"
    assert obstacles.look(code, problem.topics["Grief"], TUE).obstacle is None


def test_a_new_rule_stands_in_the_sentence_of_a_client_who_is_short() -> None:
    problem = crooked(replace(crooked().clients["C014"], least_minutes=50), starts=(MON,))
    said = reasons_for(problem, Roster(problem.first_day), (QuietMornings(),))
    assert said["C014", None] == "Mornings are kept quiet, 50 min are required"


def test_a_group_that_two_who_are_apart_keep_below_its_smallest_is_not_called_full() -> None:
    problem = crooked(
        replace(ANGER, smallest=3, largest=5), starts=(MON,), apart=(Apart("C002", other_client="C014"),)
    )
    obstacles = Obstacles(problem, (GroupSize(), KeptApart()), Roster(problem.first_day))
    said = {code: obstacles.look(code, problem.topics["Anger"], MON).obstacle for code in problem.clients}
    few = "no more than 1 other could come to Anger, 2 are needed"
    assert [one.says for one in said.values() if one] == [few] * 3


def test_who_may_come_at_all_is_said_of_a_group_for_which_there_are_too_few() -> None:
    topic = replace(ANGER, smallest=3, largest=5, levels=frozenset({"IOP"}), wanted_tags=frozenset({"a"}))
    says = GroupSize().why(
        crooked(topic), Refusal("seat", "C002", "Anger", MON, there=2, bound=3, lacking=True)
    )
    assert says == "no more than 1 other could come to Anger (For and Levels), 2 are needed"


def test_a_topic_s_kind_of_room_is_said_where_no_room_is_free() -> None:
    refused = Refusal("session", None, "Anger", MON, there=0, bound=1, lacking=True)
    rule = RoomForEachSession()
    assert rule.why(crooked(ANGER), refused) == "no room for Anger is free"
    assert (
        rule.why(crooked(replace(ANGER, room_kind="gym")), refused)
        == "no room for Anger (Room kind gym) is free"
    )


def test_a_test_on_a_day_without_a_session_is_refused_by_that_and_not_by_what_a_session_would_take() -> None:
    breath = replace(ANGER, name="Breath", minutes=5, smallest=1, largest=1, kind="testing", leaders=0)
    problem = crooked(breath, starts=(MON, TUE))
    rules = (GroupSize(), Leaders(), BesideASession())
    obstacles = Obstacles(problem, rules, Roster(problem.first_day))
    refused = obstacles.look("C007", problem.topics["Breath"], MON).obstacle
    assert refused is not None
    assert refused.says == "a test lies beside a session of the client, and there is none on that day"


@pytest.mark.parametrize(
    ("locked", "what"),
    [(False, "Anger, which is settled (Fixed)"), (True, "a session that a lock or an edit keeps")],
)
def test_what_keeps_somebody_is_told_by_where_it_was_said(locked: bool, what: str) -> None:
    """Also of a locked session that is excused, since somebody called off."""
    problem = crooked(fixed=(Fixed("Anger", MON, ("Ada",), excused=True, locked=locked),))
    assert OnePlaceAtATime().why(problem, Refusal("lead", "Ada", "Grief", MON)) == f"Ada leads {what}"
