"""Parallel sessions one by one: a slot's little problem, and the same rows put into the board where counts won't do.

The board counts the sessions of a topic at a time. Where several run side by side, they are a little problem of
their own: each session becomes a topic of its own, and the same rules seat it. No rule knows that this happens.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from planner.engine.board import Vector
from planner.engine.posting import Posting
from planner.language.draft import Draft
from planner.language.limits import Limit
from planner.language.options import SessionOption
from planner.language.rule import Rule
from planner.model import TESTING, Attended, Client, Problem, Therapist, Topic

MARK = "\u0001"  # between a topic's name and the number of the copy; no workbook cell can hold it
MOST_COLUMNS = 4000  # of slots put apart before anything went wrong there


@dataclass(frozen=True)
class Slot:
    """A topic at a start: how many sessions, who leads and sits there, and one group of like rooms a session."""

    option: SessionOption
    count: int
    leaders: tuple[str, ...]
    clients: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Copies:
    """A slot whose sessions stand one by one in the board: the little draft, and its columns' places there.

    `exact`: the rows say no more than the rules do, so that a bound with them holds for every roster. A rule made
    `must` may look at the whole week, and asked of one slot it can ask too much.
    """

    draft: Draft
    columns: Vector
    exact: bool


BEYOND_ITS_SLOT: Mapping[type, tuple[str, ...]] = {
    Topic: ("name", "most_a_week", "runs_at_least", "runs_at_most", "at_once", "only_if_asked", "starts"),
    Client: (
        *(
            "least_minutes",
            "most_minutes",
            "least_minutes_a_day",
            "most_minutes_a_day",
            "least_days",
            "most_days",
        ),
        "most_on_end",
    ),
    Therapist: ("leads", "most_minutes", "most_a_day", "most_in_a_row"),
    Problem: (
        *(
            "topics",
            "clients",
            "therapists",
            "rooms",
            "starts",
            "hours_for",
            "needs",
            "wishes",
            "fixed",
            "history",
        ),
        *("standing", "past", "exempt", "lunch", "published", "begin", "taken_out"),
    ),
}
"""What looks beyond a slot: in its problem it is as if it weren't said (its default), or said of the copies."""


def little_problem(problem: Problem, slot: Slot) -> Problem:
    """One problem for one slot: every parallel session a topic of its own, everything weekly set aside."""
    topic, start = slot.option.topic, slot.option.start
    copies = [f"{topic.name}{MARK}{number}" for number in range(slot.count)]
    settled = [f for f in problem.fixed if f.topic == topic.name and f.start == start]
    rooms: dict[str, None] = {}
    for group in slot.groups:
        rooms[next(name for name in group if name not in rooms)] = None
    kept = _kept(topic)
    if topic.kind == TESTING:
        kept["kind"] = "community"  # what a test lies beside is outside the slot
    return Problem(
        **_kept(problem),
        topics={copy: Topic(name=copy, **kept) for copy in copies},
        clients={code: Client(**_kept(problem.clients[code])) for code in slot.clients},
        therapists={
            name: Therapist(leads=frozenset(copies), **_kept(problem.therapists[name]))
            for name in slot.leaders
        },
        rooms={name: problem.rooms[name] for name in rooms},
        starts=(start,),
        wishes=tuple(
            wish for wish in problem.wishes if wish.client in slot.clients and wish.therapist is not None
        ),
        fixed=tuple(replace(row, topic=copy, place="") for copy, row in zip(copies, settled, strict=False)),
        history=tuple(_of_each_copy(problem.history, slot, copies)),
    )


def _kept(whole: Problem | Topic | Client | Therapist) -> dict[str, Any]:
    beyond = BEYOND_ITS_SLOT[type(whole)]
    return {part.name: getattr(whole, part.name) for part in fields(whole) if part.name not in beyond}


def as_before(problem: Problem, slot: Slot, little: Problem) -> Problem:
    """The little problem with the slot's sessions of the standing timetable, each as one of the copies."""
    at = (slot.option.topic.name, slot.option.start)
    standing = problem.standing
    was = [one for one in standing.sessions if (one.topic, one.start) == at] if standing else []
    if standing is None or not was:
        return little
    sessions = tuple(replace(one, topic=copy) for copy, one in zip(little.topics, was, strict=False))
    return replace(little, standing=replace(standing, sessions=sessions, days={}))


def little_draft(problem: Problem, slot: Slot) -> tuple[Problem, Draft]:
    """The little problem and its draft. Whoever is in the slot may be in it, so the draft needs no bars."""
    little = little_problem(problem, slot)
    return little, Draft(little, (), list(little.rooms))


def asked_of_a_slot(rules: Sequence[Rule]) -> list[Rule]:
    """The rules without those made `must` that add up a week: the board holds them, whoever sits beside whom."""
    return [rule for rule in rules if not (rule.must and rule.adds_up_a_week)]


def everything_at(draft: Draft, topic: str, start: int) -> Slot:
    """A slot with all that could ever be in it."""
    option = draft.session_at(topic, start)
    assert option is not None
    return Slot(
        option=option,
        count=option.most,
        leaders=tuple(lead.therapist for lead in draft.leads_at(topic, start)),
        clients=tuple(seat.client for seat in draft.seats_at(topic, start)),
        groups=tuple(use.rooms for use in draft.uses_at(topic, start) for _ in use.rooms),
    )


def alike(
    draft: Draft, values: Vector, topic: str, start: int, apart: Collection[tuple[str, int]]
) -> list[tuple[str, int]]:
    """The slot, and others of its topic where the same can be expected: those in use first, as many as stay small."""
    others = [
        option
        for option in draft.sessions_of(topic)
        if option.most > 1 and option.start != start and (topic, option.start) not in apart
    ]
    others.sort(key=lambda option: (-values[option.column], option.start))
    found, columns = [(topic, start)], 0
    for option in others:
        at = (topic, option.start)
        people = len(draft.seats_at(*at)) + len(draft.leads_at(*at)) + len(draft.uses_at(*at))
        columns += option.most * people
        if columns > MOST_COLUMNS:
            break
        found.append(at)
    return found


def put_apart(
    problem: Problem, rules: Sequence[Rule], draft: Draft, posting: Posting, topic: str, start: int
) -> Copies:
    """Posts a slot's sessions one by one beside their count, under the hard rules, and ties the two together."""
    slot = everything_at(draft, topic, start)
    little, copies = little_draft(problem, slot)
    hard = [rule for rule in asked_of_a_slot(rules) if rule.hard]
    rows = [row for rule in hard for row in rule.post(little, copies)]
    columns = [
        draft.quantity(("copy", topic, start, place), most, fewest)
        for place, (fewest, most) in enumerate(zip(copies.lowest, copies.highest, strict=True))
    ]
    posting.limit(
        Limit([(columns[column], factor) for column, factor in row.terms], row.fewest, row.most, row.about)
        for row in (*copies.definitions, *rows)
    )
    posting.limit(_tied(draft, copies, columns, slot))
    return Copies(copies, np.array(columns, dtype=np.int64), not any(rule.must for rule in hard))


def _tied(draft: Draft, copies: Draft, columns: list[int], slot: Slot) -> Iterator[Limit]:
    """The copies add up to what the board counts; each runs once at most, and the first ones first."""
    topic, start = slot.option.topic.name, slot.option.start
    sessions = [columns[option.column] for option in copies.sessions]
    yield Limit([*((column, 1) for column in sessions), (slot.option.column, -1)], 0, 0, (topic,))
    for column in sessions:
        yield Limit([(column, 1)], most=1, about=(topic,))
    settled = len(copies.problem.fixed)
    for before, after in zip(sessions[settled:], sessions[settled + 1 :], strict=False):
        yield Limit([(before, 1), (after, -1)], fewest=0, about=(topic,))
    for seat in draft.seats_at(topic, start):
        mine = [(columns[copy.column], 1) for copy in copies.seats_of(seat.client)]
        yield Limit([*mine, (seat.column, -1)], 0, 0, (seat.client, topic))
    for lead in draft.leads_at(topic, start):
        mine = [(columns[copy.column], 1) for copy in copies.leads_of(lead.therapist)]
        yield Limit([*mine, (lead.column, -1)], 0, 0, (lead.therapist, topic))
    for use in draft.uses_at(topic, start):
        mine = [(columns[copy.column], 1) for copy in copies.uses if copy.rooms[0] in use.rooms]
        yield Limit([*mine, (use.column, -1)], 0, 0, (*use.rooms, topic))


def _of_each_copy(history: Sequence[Attended], slot: Slot, copies: list[str]) -> Iterator[Attended]:
    """History of the slot's own people, in which whoever attended its topic has attended each of its copies."""
    people = set(slot.clients)
    for line in history:
        if line.client in people:
            yield line
            if line.topic == slot.option.topic.name:
                yield from (replace(line, topic=copy) for copy in copies)
