"""What could be changed about an obstacle: the rule says where it is stated, and each such place has its change.

A proposal is only that: whether it helps is for planning with it to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.language.limits import Refusal
from planner.model import Room, Topic
from planner.model.wording import counted
from planner.reasons.staffing import Obstacle
from planner.remedies.fixes.proposal import Asked, Proposal
from planner.remedies.fixes.proposed_hours import any_day, primary, start, stay, there_after_all, windows
from planner.remedies.fixes.proposed_limits import (
    Proposer,
    also_for,
    level_limit,
    more_hours,
    therapist_limit,
    topic_limit,
)

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
            yield Proposal(
                "Leads", f"therapist {name} leads {topic.name}", 0, f"{name} leads {topic.name}, too"
            )


def _fewer_leaders(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    topic = asked.problem.topics[refused.topic]
    if topic.leaders > 1:
        fewer = max(1, refused.there) if refused.there < topic.leaders else topic.leaders - 1
        who = "1 therapist leads" if fewer == 1 else f"{fewer} therapists lead"
        says = f"{who} {topic.name} (Leaders, now {topic.leaders})"
        yield Proposal("Leaders", f"topic {topic.name} leaders {fewer}", 0, says)


def _size(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    topic = asked.problem.topics[refused.topic]
    if refused.lacking:
        least = max(refused.there, 1)
        if least < topic.smallest:
            yield _smallest(topic, least)
    elif topic.largest > 1:
        for more in MORE_SEATS:
            says = f"{topic.name} takes {topic.largest + more} clients (Largest, now {topic.largest})"
            yield Proposal(
                "Largest", f"topic {topic.name} largest {topic.largest + more}", 4 * (more - 1), says
            )


def _smallest(topic: Topic, least: int) -> Proposal:
    says = f"{topic.name} runs from {counted(least, 'client')} on (Smallest, now {topic.smallest})"
    more = 15 * min(topic.smallest - least, 4)
    return Proposal("Smallest", f"topic {topic.name} smallest {least}", more, says)


def _room_seats(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """More seats in the room in which it runs; where every room is too small for the group, fewer in the group."""
    problem, topic = asked.problem, asked.problem.topics[refused.topic]
    fitting = problem.rooms_for(topic)
    largest = max((room.seats for room in fitting), default=0)
    if 0 < largest < topic.smallest:
        yield _smallest(topic, largest)
        roomy = max(fitting, key=lambda room: room.seats)
        yield _seats_of(roomy, topic.smallest)
    for session in asked.roster.sessions:
        room = problem.rooms.get(session.room or "")
        if (session.topic, session.start) == (refused.topic, refused.start) and room is not None:
            yield from (_seats_of(room, room.seats + more) for more in MORE_SEATS)


def _seats_of(room: Room, seats: int) -> Proposal:
    says = f"{room.name} has {seats} seats (now {room.seats})"
    return Proposal("Room's seats", f"room {room.name} seats {seats}", 4 * (seats - room.seats - 1), says)


def _rooms(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    topic = asked.problem.topics[refused.topic]
    fitting = asked.problem.rooms_for(topic)
    if fitting:
        like = max(fitting, key=lambda room: room.seats)
        yield Proposal(
            "One more room", f"one more room like {like.name}", 0, f"one more room like {like.name}"
        )
    elif asked.problem.rooms:
        roomy = max(asked.problem.rooms.values(), key=lambda room: room.seats)
        says = f"{roomy.name} is a {topic.room_kind} room as well"
        yield Proposal("Room's kind", f"room {roomy.name} also {topic.room_kind}", 0, says)


def _meet(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    there: set[str] = set()
    for session in asked.roster.sessions:
        if (session.topic, session.start) == (refused.topic, refused.start):
            there |= {*session.clients, *session.therapists}
    for pair in asked.problem.apart:
        both = {pair.client, pair.other_client or pair.therapist or ""}
        if refused.who in both and (both - {refused.who}) & there:
            other = next(iter(both - {refused.who}))
            says = f"{refused.who} and {other} needn't be kept apart"
            yield Proposal("Kept apart", f"let {refused.who} and {other} meet", 0, says)
    if (
        sum(refused.who in (pair.client, pair.other_client, pair.therapist) for pair in asked.problem.apart)
        > 1
    ):
        says = f"{refused.who} needn't be kept apart from anybody"
        yield Proposal("Kept apart", f"let {refused.who} meet everybody", 40, says)


def _release(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    for fixed in asked.problem.fixed:
        if (fixed.topic, fixed.start) == (refused.topic, refused.start) and fixed.place:
            cell = fixed.place.rpartition(": ")[2]
            says = f"the settled session at {cell} is released"
            yield Proposal("Settled session", f"release {cell}", 0, says)


PROPOSERS: Mapping[str, Proposer] = {
    "Client availability": windows,
    "Away": there_after_all,
    "Therapists: Leads": _leads,
    "Topics: Leaders": _fewer_leaders,
    "Topics: Smallest": _size,
    "Rooms: Seats": _room_seats,
    "Rooms": _rooms,
    "Topics: Room kind": _rooms,
    "Topics: Most a day": topic_limit("most_a_day", "Most a day"),
    "Topics: Most a week": topic_limit("most_a_week", "Most a week"),
    "Topics: Runs at most": topic_limit("runs_at_most", "Runs at most"),
    "Topics: At once": topic_limit("at_once", "At once"),
    "Therapists: Most hours": therapist_limit("most_minutes", "Most hours"),
    "Therapists: Most a day": therapist_limit("most_a_day", "Most a day"),
    "Therapists: Most in a row": therapist_limit("most_in_a_row", "Most in a row"),
    "Clients: Days": any_day,
    "Clients: Starts": stay,
    "Levels: Max hours a day": level_limit("most_minutes_a_day", "Max hours a day", 60),
    "Levels: Max days": level_limit("most_days", "Max days", 1),
    "Topics: Levels": also_for,
    "Clients: Max hours": more_hours,
    "Apart: Client": _meet,
    "Fixed": _release,
    "Times: Days": start,
    "Clients: Primary therapist": primary,
}
