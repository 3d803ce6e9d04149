"""What could be changed about an obstacle: the rule says where it is stated, and each such place has its change.

A proposal is only that: whether it helps is for planning with it to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.language.limits import Refusal
from planner.reasons.staffing import Obstacle
from planner.remedies.changes.naming import settled_at
from planner.remedies.fixes import kinds
from planner.remedies.fixes.loosened_topics import TOPIC_FIELDS
from planner.remedies.fixes.proposal import Asked, Proposal
from planner.remedies.fixes.proposed_hours import any_day, primary, start, stay, there_after_all, windows
from planner.remedies.fixes.proposed_limits import (
    Proposer,
    also_for,
    more_days,
    more_hours,
    more_hours_a_day,
    more_led,
    one_session_more,
    topic_limit,
)
from planner.remedies.fixes.situation import Situation, for_one_more

MORE_SEATS = (1, 4)  # by how many a group or a room is made larger


def proposals(asked: Asked, obstacle: Obstacle) -> Iterator[Proposal]:
    """Changes that may take an obstacle away, and those behind it."""
    for one in (obstacle, *obstacle.causes):
        if one.refused is None:
            continue
        stated = [] if one.rule is None else [part.strip() for part in one.rule.stated.split(";")]
        places = [sheet.split(",")[0].split("(")[0].strip() for sheet in stated]
        if one.refused.kind == "lead" and one.refused.lacking:
            places += ["Therapists: Leads", "Topics: Leaders"]
        elif one.refused.kind == "room" and one.refused.lacking:
            places.append("Topics: Room kind")
        for place in dict.fromkeys(places):
            if place in PROPOSERS:
                yield from PROPOSERS[place](asked, one.refused)


def _leads(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """A therapist who is there at that time and leads something else."""
    topic, end = (
        asked.problem.topics[refused.topic],
        refused.start + asked.problem.topics[refused.topic].minutes,
    )
    for name, therapist in asked.problem.therapists.items():
        windows = asked.problem.therapist_windows.get(name, ())
        if topic.name not in therapist.leads and any(window.holds(refused.start, end) for window in windows):
            yield kinds.leads(name, topic.name)
        elif topic.name in therapist.leads and any(window.holds(refused.start, end) for window in windows):
            yield kinds.one_more_therapist(name)


def _above(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """A second leader in larger groups only: in such as all who need it might make."""
    situation = Situation(asked.program, asked.problem, (), refused.topic)
    yield from TOPIC_FIELDS["second_leader_above"](situation, refused.topic)


def _for_topic(kind: str, of: str) -> Proposer:
    """Hours of somebody of a `kind` of refusal, who is a client or a therapist, for the topic as well."""

    def propose(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
        if refused.kind == of and refused.who is not None:
            found = for_one_more(asked.problem, asked.program, kind, refused.who, refused.topic)
            if found is not None:
                yield found

    return propose


def _fewer_leaders(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    topic = asked.problem.topics[refused.topic]
    if topic.leaders > 1:
        few = max(1, refused.there) if refused.there < topic.leaders else topic.leaders - 1
        yield kinds.leaders(topic, few)


def _size(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    topic = asked.problem.topics[refused.topic]
    if refused.lacking:
        least = max(refused.there, kinds.least_together(topic))
        if least < topic.smallest:
            yield kinds.smallest(topic, least)
    elif topic.largest > 1:
        yield from (kinds.largest(topic, topic.largest + more) for more in MORE_SEATS)


def _room_seats(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """More seats in the room in which it runs; where every room is too small for the group, fewer in the group."""
    problem, topic = asked.problem, asked.problem.topics[refused.topic]
    fitting = problem.rooms_for(topic)
    largest = max((room.seats for room in fitting), default=0)
    if 0 < largest < topic.smallest:
        yield kinds.smallest(topic, largest)
        yield kinds.room_seats(max(fitting, key=lambda room: room.seats), topic.smallest)
    for session in asked.roster.sessions:
        room = problem.rooms.get(session.room or "")
        if (session.topic, session.start) == (refused.topic, refused.start) and room is not None:
            yield from (kinds.room_seats(room, room.seats + more) for more in MORE_SEATS)


def _rooms(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    topic = asked.problem.topics[refused.topic]
    fitting = asked.problem.rooms_for(topic)
    if fitting:
        yield kinds.one_more_room(max(fitting, key=lambda room: room.seats))
    elif asked.problem.rooms and topic.room_kind:
        roomy = max(asked.problem.rooms.values(), key=lambda room: room.seats)
        yield kinds.room_kind(roomy, topic.room_kind)


def _meet(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    there: set[str] = set()
    for session in asked.roster.sessions:
        if (session.topic, session.start) == (refused.topic, refused.start):
            there |= {*session.clients, *session.therapists}
    for pair in asked.problem.apart:
        both = {pair.client, pair.other_client or pair.therapist or ""}
        if refused.who in both and (both - {refused.who}) & there:
            yield kinds.meet(refused.who or "", next(iter(both - {refused.who})))
    if (
        sum(refused.who in (pair.client, pair.other_client, pair.therapist) for pair in asked.problem.apart)
        > 1
    ):
        yield kinds.meet_everybody(refused.who or "")


def _release(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    for fixed in asked.problem.fixed:
        if (fixed.topic, fixed.start) == (refused.topic, refused.start) and fixed.place:
            cell = settled_at(fixed.place)
            says = f"the settled session at {cell} is released"
            yield Proposal("Settled session", f"release {cell}", 0, says)


PROPOSERS: Mapping[str, Proposer] = {
    "Client availability": windows,
    "Client availability: Topics": _for_topic("client", "seat"),
    "Therapist availability: Topics": _for_topic("therapist", "lead"),
    "Away": there_after_all,
    "Therapists: Leads": _leads,
    "Topics: Leaders": _fewer_leaders,
    "Topics: Second leader above": _above,
    "Topics: Smallest": _size,
    "Rooms: Seats": _room_seats,
    "Rooms": _rooms,
    "Topics: Room kind": _rooms,
    "Topics: Most a day": topic_limit("most_a_day"),
    "Topics: Most a week": topic_limit("most_a_week"),
    "Topics: Runs at most": topic_limit("runs_at_most"),
    "Topics: At once": topic_limit("at_once"),
    "Therapists: Most hours": more_led,
    "Therapists: Most a day": one_session_more("most_a_day"),
    "Therapists: Most in a row": one_session_more("most_in_a_row"),
    "Clients: Days": any_day,
    "Clients: Starts": stay,
    "Levels: Max hours a day": more_hours_a_day,
    "Levels: Max days": more_days,
    "Topics: Levels": also_for,
    "Clients: Max hours": more_hours,
    "Apart: Client": _meet,
    "Fixed": _release,
    "Times: Days": start,
    "Clients: Primary therapist": primary,
}
