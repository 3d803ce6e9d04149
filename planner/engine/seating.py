"""From columns to sessions: who of several parallel sessions sits with whom, who leads, in which room.

Several sessions of a topic side by side are a little problem of their own (`planner.engine.parallel`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.engine.board import Vector
from planner.engine.effort import Effort
from planner.engine.parallel import Copies, Slot, as_before, asked_of_a_slot, little_draft
from planner.engine.posting import Posting
from planner.engine.slice import solve_slice
from planner.language.draft import Draft
from planner.language.limits import Goal, Limit, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster, Seat, Session
from planner.model.session_ids import session_id, topic_codes

TELLING = 3.0  # seconds on the clock for telling the parallel sessions of a topic at a start apart

Told = dict[Slot, "list[tuple[Session, tuple[str, ...]]] | None"]
"""How parallel sessions were told apart, slot by slot: the same slot with the same people needs no second look."""


class Unseatable(Exception):
    """Parallel sessions of a topic at a start for which no seating keeps every rule."""

    def __init__(self, topic: str, start: int) -> None:
        super().__init__("parallel sessions can't be seated")
        self.topic, self.start = topic, start


def seat(
    problem: Problem,
    rules: Sequence[Rule],
    draft: Draft,
    values: Vector,
    apart: Mapping[tuple[str, int], Copies],
    known: Told | None = None,
    seconds: float | None = None,
) -> Roster:
    """The roster that the values stand for. Raises `Unseatable` where parallel sessions can't be told apart.

    `apart` are the slots whose sessions stand one by one in the board; `known` remembers slots from call to call;
    `seconds` by the clock are what one slot may take.
    Rooms and ids of a published roster are kept where they still fit.
    """
    before = problem.published or problem.begin
    sessions: list[Session] = list(problem.untouched)
    roomed: list[tuple[Session, tuple[str, ...]]] = []
    for slot in _slots(draft, values):
        at = (slot.option.topic.name, slot.option.start)
        if at in problem.untouched_at:
            continue
        if slot.count == 1:
            roomed.append(_alone(slot))
            continue
        known = {} if known is None else known
        if slot not in known:
            known[slot] = _told_apart(problem, rules, slot, before, seconds)
        told = known[slot]
        if told is None and at in apart:
            told = _read(apart[at].draft, values[apart[at].columns], slot)
        if told is None:
            raise Unseatable(*at)
        roomed.extend(told)
    sessions.extend(_with_rooms(problem, roomed, before))
    return Roster(problem.first_day, tuple(_with_ids(problem, sessions, before)))


def as_they_stand(draft: Draft, values: Vector, roster: Roster) -> Told:
    """Who sits with whom in parallel sessions whose clients, leaders and rooms are all those of a roster: as there."""
    told: Told = {}
    for slot in _slots(draft, values):
        topic, start = slot.option.topic.name, slot.option.start
        held = [one for one in roster.sessions if (one.topic, one.start) == (topic, start)]
        leaders = tuple(sorted(name for one in held for name in one.therapists))
        clients = tuple(sorted(code for one in held for code in one.clients))
        left, found = list(slot.groups), list[tuple[Session, tuple[str, ...]]]()
        for one in held if slot.count > 1 else ():
            group = next((group for group in left if one.room in group), ())
            left = [
                other for place, other in enumerate(left) if place != (left.index(group) if group else -1)
            ]
            seats = tuple(Seat(code) for code in sorted(one.clients))
            found.append(
                (
                    Session(
                        "", topic, start, one.minutes, therapists=tuple(sorted(one.therapists)), seats=seats
                    ),
                    group,
                )
            )
        if (len(found), leaders, clients) == (slot.count, slot.leaders, slot.clients) and not left:
            told[slot] = found
    return told


def _slots(draft: Draft, values: Vector) -> list[Slot]:
    slots = []
    for option in draft.sessions:
        count = int(values[option.column])
        if count == 0:
            continue
        at = (option.topic.name, option.start)
        groups = [use.rooms for use in draft.uses_at(*at) for _ in range(int(values[use.column]))]
        slots.append(
            Slot(
                option=option,
                count=count,
                leaders=tuple(sorted(lead.therapist for lead in draft.leads_at(*at) if values[lead.column])),
                clients=tuple(sorted(seat.client for seat in draft.seats_at(*at) if values[seat.column])),
                groups=tuple(groups),
            )
        )
    return slots


def _alone(slot: Slot) -> tuple[Session, tuple[str, ...]]:
    topic, seats = slot.option.topic, tuple(Seat(code) for code in slot.clients)
    session = Session(
        id="",
        topic=topic.name,
        start=slot.option.start,
        minutes=topic.minutes,
        therapists=slot.leaders,
        room=None,
        seats=seats,
    )
    return session, slot.groups[0] if slot.groups else ()


def _told_apart(
    problem: Problem, rules: Sequence[Rule], slot: Slot, before: Roster | None, seconds: float | None
) -> list[tuple[Session, tuple[str, ...]]] | None:
    """The slot's sessions one by one with the rooms they may have; `None` where none were found."""
    little, draft = little_draft(problem, slot)
    if not any(rule.hard and rule.holds_on for rule in rules):  # a must on sums is none on each session
        little = as_before(problem, slot, little)
    posting = Posting(little, draft)
    for rule in asked_of_a_slot(rules):
        if rule.hard or rule.stage is Stage.GOOD_WEEK:
            posting.put(rule)
    posting.limit(_everyone_once(draft, slot))
    posting.put(_Alike(slot=slot, before=before))
    board = posting.board()
    values = np.zeros(board.width, dtype=np.int64)
    objective = sum(board.prices.values(), np.zeros(board.width, dtype=np.int64))
    outcome = solve_slice(
        board, values, np.ones(board.width, dtype=bool), objective, Effort(2.0, seconds, 1, 1)
    )
    return None if outcome.values is None else _read(draft, outcome.values, slot)


def _everyone_once(draft: Draft, slot: Slot) -> list[Limit]:
    limits = []
    for code in slot.clients:
        seats = [(seat.column, 1) for seat in draft.seats_of(code)]
        limits.append(Limit(seats, 1, 1))
    for name in slot.leaders:
        leads = [(lead.column, 1) for lead in draft.leads_of(name)]
        limits.append(Limit(leads, 1, 1))
    limits.extend(Limit([(option.column, 1)], 1, 1) for option in draft.sessions)
    if len(draft.sessions) < slot.count:
        limits.append(Limit([], 1, None))
    return limits


@dataclass(frozen=True)
class _Alike(Rule):
    """Parallel sessions are equally large, and as far as can be those of the roster in force."""

    slot: Slot | None = None
    before: Roster | None = None
    stage = Stage.GOOD_WEEK

    def post(self, problem: Problem, draft: Draft) -> list[Limit | Goal]:
        """Evenness as a spread over the sessions; a price for leaving the therapist one has now."""
        assert self.slot is not None
        largest, smallest = draft.quantity(("largest",), 999), draft.quantity(("smallest",), 999)
        posted: list[Limit | Goal] = []
        for option in draft.sessions:
            seats = [(seat.column, 1) for seat in draft.seats_at(option.topic.name, option.start)]
            posted.append(Limit([*seats, (largest, -1)], most=0))
            posted.append(Limit([*seats, (smallest, -1)], fewest=0))
        posted.append(Goal([(largest, 1), (smallest, -1)], most=0))
        topic, start = self.slot.option.topic.name, self.slot.option.start
        for session in self.before.sessions if self.before else ():
            if (session.topic, session.start) == (topic, start):
                for option in draft.sessions:
                    name = option.topic.name
                    leads = [
                        (lead.column, -1)
                        for lead in draft.leads_at(name, start)
                        if lead.therapist in session.therapists
                    ]
                    for seat in draft.seats_at(name, start):
                        if seat.client in session.clients:
                            posted.append(Goal([(seat.column, 1), *leads], most=0, price=20))
        return posted


def _read(draft: Draft, values: Vector, slot: Slot) -> list[tuple[Session, tuple[str, ...]]]:
    topic = slot.option.topic
    found = []
    for option in draft.sessions:
        if not values[option.column]:
            continue
        at = (option.topic.name, option.start)
        leaders = tuple(sorted(o.therapist for o in draft.leads_at(*at) if values[o.column]))
        seats = tuple(sorted(o.client for o in draft.seats_at(*at) if values[o.column]))
        chosen = [o.rooms[0] for o in draft.uses_at(*at) if values[o.column]]
        group = next((g for g in slot.groups if chosen and chosen[0] in g), ())
        session = Session(
            id="",
            topic=topic.name,
            start=option.start,
            minutes=topic.minutes,
            therapists=leaders,
            room=None,
            seats=tuple(Seat(c) for c in seats),
        )
        found.append((session, group))
    return found


def _with_rooms(
    problem: Problem, sessions: Sequence[tuple[Session, tuple[str, ...]]], before: Roster | None
) -> list[Session]:
    """Names a room out of each session's group: the one it has now if free, else the first that is."""
    held: dict[tuple[str, int, tuple[str, ...]], str] = {}
    for session in before.sessions if before else ():
        if session.room:
            held[session.topic, session.start, session.therapists] = session.room
    busy: dict[str, int] = defaultdict(lambda: -1)
    named = []
    for session, group in sorted(
        sessions, key=lambda pair: (pair[0].start, pair[0].topic, pair[0].therapists)
    ):
        if group:
            free = [name for name in group if busy[name] <= session.start]
            wish = held.get((session.topic, session.start, session.therapists))
            room = wish if wish in free else free[0]
            busy[room] = session.end + problem.changeover
            session = replace(session, room=room)
        named.append(session)
    return named


def _with_ids(problem: Problem, sessions: Sequence[Session], before: Roster | None) -> list[Session]:
    """Gives every session its id; a session of the roster in force keeps the one it has, and no other gets it."""
    codes = topic_codes(problem.topics)
    in_order = sorted(sessions, key=lambda s: (s.start, s.topic, s.therapists))
    taken = {session.id for session in sessions if session.id}
    in_force = [session for session in (before.sessions if before else ()) if session.id]
    kept = kept_ids(in_order, in_force, taken)
    taken |= {session.id for session in in_force}
    result = []
    for place, session in enumerate(in_order):
        id, copy = session.id or kept.get(place, ""), 0
        while not id:
            proposed = session_id(problem, codes, session.topic, session.start, copy)
            id, copy = ("" if proposed in taken else proposed), copy + 1
        taken.add(id)
        result.append(replace(session, id=id))
    return result


def kept_ids(
    sessions: Sequence[Session], in_force: Sequence[Session], taken: Collection[str]
) -> dict[int, str]:
    """Which id of the roster in force each session keeps, by its place: of one topic and time, those most alike."""
    pairs = sorted(
        (
            -len(set(old.therapists) & set(new.therapists)) * 99 - len(set(old.clients) & set(new.clients)),
            place,
            old.id,
        )
        for place, new in enumerate(sessions)
        for old in in_force
        if not new.id and old.id not in taken and (old.topic, old.start) == (new.topic, new.start)
    )
    kept: dict[int, str] = {}
    for _, place, id in pairs:
        if place not in kept and id not in kept.values():
            kept[place] = id
    return kept
