"""A slot's little problem: what a rule allows in a week, it allows in each slot of it.

A rule that looks beyond the slot, at something the little problem should have set aside, would forbid parallel
sessions without a word; here it is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import combinations, permutations

import pytest

from planner.engine.parallel import BEYOND_ITS_SLOT, Slot, asked_of_a_slot, little_draft
from planner.language.draft import Draft
from planner.language.rule import bars_of
from planner.model import Roster, Session
from tests.constraints.crooked import Crooked, subsets
from tests.constraints.crooked_changes import CHANGES
from tests.constraints.crooked_hard import HARD
from tests.constraints.crooked_soft import SOFT
from tests.constraints.posted import Posted

WEEKS = [week for week in (*HARD, *CHANGES) if week.rule.hard]
ROSTERS = 60  # of a week, spread over all that it allows
BROKEN = 20  # of a topic and start, spread over all that break the rule there


def named(week: Crooked) -> str:
    return f"{week.rule.name} {week.slots[0][0]} x{len(week.slots)}"


MUSTS = [
    replace(week, rule=replace(week.rule, must=True)) for week in (*SOFT, *CHANGES) if not week.rule.hard
]


def slots_of(week: Crooked) -> dict[tuple[str, int], set[tuple[Session, ...]]]:
    """What sits side by side at each topic and start, in rosters that break nothing; without what stands anyway.

    Only sessions in full: with clients, and as many therapists as lead one.
    """
    draft = Draft(week.problem, bars_of(week.problem, (week.rule, *week.given)))
    allowed = [
        roster
        for roster in week.every_roster()
        if not any(True for _ in week.rule.check(week.problem, roster))
    ]
    stands = {session.id for session in week.problem.untouched}
    found: dict[tuple[str, int], set[tuple[Session, ...]]] = defaultdict(set)
    for roster in allowed[:: max(1, len(allowed) // ROSTERS)]:
        slots: dict[tuple[str, int], list[Session]] = defaultdict(list)
        for session in roster.sessions:
            if session.id not in stands and draft.session_at(session.topic, session.start) is not None:
                slots[session.topic, session.start].append(session)
        for at, sessions in slots.items():
            leaders = week.problem.topics[at[0]].leaders
            if all(one.clients and len(one.therapists) == leaders for one in sessions):
                found[at].add(tuple(sessions))
    return found


def allows(week: Crooked, sessions: Sequence[Session]) -> bool:
    """Whether the rule's rows, posted over the slot alone, let these sessions be."""
    problem = week.problem
    draft = Draft(problem, bars_of(problem, (week.rule, *week.given)))
    option = draft.session_at(sessions[0].topic, sessions[0].start)
    assert option is not None
    slot = Slot(
        option=option,
        count=len(sessions),
        leaders=tuple(dict.fromkeys(name for session in sessions for name in session.therapists)),
        clients=tuple(dict.fromkeys(code for session in sessions for code in session.clients)),
        groups=tuple((session.room,) for session in sessions if session.room is not None),
    )
    little, copies = little_draft(problem, slot)
    posted = Posted(little, week.rule, draft=copies)
    return any(
        posted.cost(
            Roster(
                problem.first_day, tuple(_as_copy(*pair) for pair in zip(little.topics, order, strict=True))
            )
        )
        is not None
        for order in permutations(sessions)
    )


def _as_copy(topic: str, session: Session) -> Session:
    return Session(
        session.id,
        topic,
        session.start,
        session.minutes,
        therapists=session.therapists,
        room=session.room,
        seats=session.seats,
    )


@pytest.mark.parametrize("week", WEEKS, ids=named)
def test_what_a_rule_allows_in_a_week_it_allows_in_each_slot_of_it(week: Crooked) -> None:
    slots = slots_of(week)
    assert slots, "a week without an allowed session tells nothing"
    refused = [
        f"{topic} {start} {[one.clients for one in sessions]}"
        for (topic, start), ways in slots.items()
        for sessions in sorted(ways, key=str)[:8]
        if not allows(week, sessions)
    ]
    assert refused == [], f"{week.rule.name} looks beyond the slot"


def broken_side_by_side(week: Crooked) -> list[tuple[Roster, list[Session]]]:
    """Some rosters of nothing but two full sessions side by side that break the rule, for each topic and start."""
    problem, found = week.problem, []
    stands = {session.id for session in problem.untouched}
    seated = subsets(*list(problem.clients)[:3], least=1)
    for at in dict.fromkeys(week.slots):
        topic = problem.topics[at[0]]
        sizes = range(topic.leaders, topic.most_leaders + 1)
        leading = tuple(names for size in sizes for names in combinations(problem.therapists, size))
        broken = []
        for roster in replace(week, slots=(at, at), leaders=leading, clients=seated).every_roster():
            two = [one for one in roster.sessions if one.id not in stands]
            if len(two) == 2 and any(True for _ in week.rule.check(problem, roster)):
                broken.append((roster, two))
        found += broken[:: max(1, len(broken) // BROKEN)]
    return found


@pytest.mark.parametrize("week", WEEKS, ids=named)
def test_what_breaks_a_rule_side_by_side_is_refused_by_the_week_or_by_the_slot(week: Crooked) -> None:
    posted = Posted(week.problem, week.rule, week.given)
    let_through = [
        f"{two[0].topic} {two[0].start} {[(one.clients, one.therapists, one.room) for one in two]}"
        for roster, two in broken_side_by_side(week)
        if posted.cost(roster) is not None and allows(week, two)
    ]
    assert let_through == [], f"{week.rule.name} reads something that is set aside"


def test_a_rule_made_must_that_adds_up_a_week_is_not_asked_of_a_slot_and_all_others_allow_there_what_they_allow() -> (
    None
):
    refused = set()
    for week in MUSTS:
        for sessions in (way for ways in slots_of(week).values() for way in sorted(ways, key=str)[:8]):
            refused |= set() if allows(week, sessions) else {week.rule.name}
    asked = {rule.name for rule in asked_of_a_slot([week.rule for week in MUSTS])}
    assert refused == {week.rule.name for week in MUSTS} - asked == {"Hours beyond", "Rotation"}


def test_only_fields_that_there_are_lie_beyond_a_slot() -> None:
    for kind, names in BEYOND_ITS_SLOT.items():
        assert set(names) <= {part.name for part in fields(kind)}
