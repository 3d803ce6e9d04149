"""What could be changed about an obstacle: the rule says where it is stated, and each such place has its change.

A proposal is only that: whether it helps is for planning with it to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from planner.language.limits import Refusal
from planner.model import MINUTES_A_DAY, Problem, Roster, Window, clock
from planner.reasons.staffing import Obstacle


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change by its phrase, and its price: what it would cost people, in rough points. `says` is for people."""

    phrase: str
    price: int
    says: str


@dataclass(frozen=True)
class Asked:
    """Where it is proposed: the week, and who is asking for a seat."""

    problem: Problem
    roster: Roster
    client: str


def proposals(asked: Asked, obstacle: Obstacle) -> Iterator[Proposal]:
    """Changes that may take an obstacle away, and those behind it."""
    for one in (obstacle, *obstacle.causes):
        if one.refused is None:
            continue
        parts = [] if one.rule is None else one.rule.stated.split(";")
        stated = [part.strip() for part in parts] or ["Therapists: Leads"]
        for sheet in stated:
            place = sheet.split(",")[0].split("(")[0].strip()
            if place in PROPOSERS:
                yield from PROPOSERS[place](asked, one.refused)


def _windows(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """Longer hours for whoever isn't there: the least that has to be added to what they have on that day."""
    kinds: dict[str, tuple[str, Mapping[str, tuple[Window, ...]], int]] = {
        "seat": ("client", asked.problem.client_windows, 10),
        "lead": ("therapist", asked.problem.therapist_windows, 25),
        "room": ("room", asked.problem.room_windows, 15),
    }
    if refused.who is None or refused.kind not in kinds:
        return
    kind, windows, price = kinds[refused.kind]
    start, end = refused.start, refused.start + asked.problem.topics[refused.topic].minutes
    day = start // MINUTES_A_DAY
    mine = [window for window in windows.get(refused.who, ()) if window.start // MINUTES_A_DAY == day]
    opens, closes = start, end
    for window in mine:
        if window.start <= start <= window.end:
            opens = window.end
        if window.start <= end <= window.end:
            closes = window.start
    if opens >= closes or closes - day * MINUTES_A_DAY > MINUTES_A_DAY:
        return
    name = asked.problem.weekday_name(day)
    added = f"{name} {clock(opens)}-{clock(closes)}"
    says = (
        f"{refused.who} could come {added} as well"
        if kind == "client"
        else f"{refused.who} is there {added} as well"
    )
    new_day = 0 if mine else 30
    yield Proposal(f"{kind} {refused.who} available {added}", price + (closes - opens) // 6 + new_day, says)


def _leads(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """A therapist who is there at that time and leads something else."""
    topic, end = (
        asked.problem.topics[refused.topic],
        refused.start + asked.problem.topics[refused.topic].minutes,
    )
    for name, therapist in asked.problem.therapists.items():
        windows = asked.problem.therapist_windows.get(name, ())
        if topic.name not in therapist.leads and any(window.holds(refused.start, end) for window in windows):
            yield Proposal(f"therapist {name} leads {topic.name}", 60, f"{name} leads {topic.name}, too")


def _size(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    topic = asked.problem.topics[refused.topic]
    if refused.lacking:
        least = max(refused.there, 1)
        if least < topic.smallest:
            says = f"{topic.name} runs from {least} clients on (Smallest, now {topic.smallest})"
            yield Proposal(f"topic {topic.name} smallest {least}", 20 + 15 * (topic.smallest - least), says)
    elif topic.largest > 1:
        says = f"{topic.name} takes {topic.largest + 1} clients (Largest, now {topic.largest})"
        yield Proposal(f"topic {topic.name} largest {topic.largest + 1}", 25, says)


def _room_seats(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    for session in asked.roster.sessions:
        room = asked.problem.rooms.get(session.room or "")
        if (session.topic, session.start) == (refused.topic, refused.start) and room is not None:
            says = f"{room.name} has {room.seats + 1} seats (now {room.seats})"
            yield Proposal(f"room {room.name} seats {room.seats + 1}", 35, says)


def _rooms(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    topic = asked.problem.topics[refused.topic]
    fitting = [
        r for r in asked.problem.rooms.values() if topic.room_kind is None or topic.room_kind in r.kinds
    ]
    if fitting:
        like = max(fitting, key=lambda room: room.seats)
        yield Proposal(f"one more room like {like.name}", 100, f"one more room like {like.name}")


def _topic_limit(field: str, phrase: str) -> Callable[[Asked, Refusal], Iterator[Proposal]]:
    def propose(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
        topic = asked.problem.topics[refused.topic]
        now = getattr(topic, field)
        if now is not None:
            says = f"{topic.name} {now + 1} {'times' if now else 'time'} ({phrase}, now {now})"
            yield Proposal(
                f"topic {topic.name} {phrase} {now + 1}".lower().replace(topic.name.lower(), topic.name),
                20,
                says,
            )

    return propose


def _therapist_limit(field: str, phrase: str) -> Callable[[Asked, Refusal], Iterator[Proposal]]:
    def propose(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
        therapist = asked.problem.therapists.get(refused.who or "")
        now = getattr(therapist, field, None)
        if therapist is None or now is None:
            return
        if field == "most_minutes":
            led = sum(one.minutes for one in asked.roster.of_therapist(therapist.name))
            more = max(led, now) + asked.problem.topics[refused.topic].minutes
            hours = f"{-(-more // 30) / 2:g}"
            says = f"{therapist.name} leads up to {hours} h a week (Most hours, now {now / 60:g})"
            yield Proposal(f"therapist {therapist.name} most hours {hours}", 30 + (more - now) // 10, says)
        else:
            says = f"{therapist.name}: {phrase} {now + 1} (now {now})"
            yield Proposal(f"therapist {therapist.name} {phrase.lower()} {now + 1}", 30, says)

    return propose


def _any_day(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    if refused.who in asked.problem.clients:
        says = f"{refused.who} is authorised for any day (Clients: Days)"
        yield Proposal(f"client {refused.who} any day", 40, says)


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
            yield Proposal(f"let {refused.who} and {other} meet", 80, says)


def _release(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    for fixed in asked.problem.fixed:
        if (fixed.topic, fixed.start) == (refused.topic, refused.start) and fixed.place:
            cell = fixed.place.rpartition(": ")[2]
            yield Proposal(f"release {cell}", 50, f"the settled session at {cell} is released")


def _more_hours(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    client = asked.problem.clients.get(refused.who or "")
    if client is not None and client.most_minutes is not None:
        hours = f"{-(-(client.most_minutes + asked.problem.topics[refused.topic].minutes) // 30) / 2:g}"
        yield Proposal(
            f"client {client.code} max hours {hours}", 60, f"{client.code} may have {hours} h (Max hours)"
        )


def _primary(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """Longer hours for the one therapist who may lead it."""
    client = asked.problem.clients.get(refused.who or "")
    if client is not None and client.primary in asked.problem.therapists:
        yield from _windows(asked, replace(refused, kind="lead", who=client.primary))


def _start(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    if refused.start >= asked.problem.as_of:
        when = asked.problem.says_when(refused.start)
        yield Proposal(f"add start {when}", 30, f"sessions may start {when}")


PROPOSERS: dict[str, Callable[[Asked, Refusal], Iterator[Proposal]]] = {
    "Client availability": _windows,
    "Therapists: Leads": _leads,
    "Topics: Leaders": _leads,
    "Topics: Smallest": _size,
    "Rooms: Seats": _room_seats,
    "Rooms": _rooms,
    "Topics: Room kind": _rooms,
    "Topics: Most a day": _topic_limit("most_a_day", "Most a day"),
    "Topics: Most a week": _topic_limit("most_a_week", "Most a week"),
    "Topics: Runs at most": _topic_limit("runs_at_most", "Runs at most"),
    "Topics: At once": _topic_limit("at_once", "At once"),
    "Therapists: Most hours": _therapist_limit("most_minutes", "Most hours"),
    "Therapists: Most a day": _therapist_limit("most_a_day", "Most a day"),
    "Therapists: Most in a row": _therapist_limit("most_in_a_row", "Most in a row"),
    "Clients: Days": _any_day,
    "Clients: Max hours": _more_hours,
    "Apart: Client": _meet,
    "Fixed": _release,
    "Times: Days": _start,
    "Clients: Primary therapist": _primary,
}
