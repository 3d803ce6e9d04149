"""The independent judge's rules of one session and of each seat in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from tests.outside_held import Held
from tests.outside_program import Outside, Terms
from tests.outside_reader import (
    MISSED,
    day_of,
    plain,
)


def judge_session(program: Outside, session: Held) -> Iterator[str]:
    """Everything that can be said of one session alone."""
    terms = program.topics.get(session.topic)
    if terms is None:
        yield f"{session.id} has the topic {session.topic}, which the workbook doesn't know."
        return
    says, settled = session.says, program.settled_at(session.topic, session.day, session.start)
    if session.end - session.start != terms.minutes:
        yield f"{says} lasts {session.end - session.start} minutes instead of {terms.minutes}."
    if not settled and not program.may_start(session.topic, session.day, session.start):
        yield f"{says} begins when no session may."
    if len(session.seats) > terms.largest:
        yield f"{says} has {len(session.seats)} clients, {terms.largest} are the most."
    asked = {terms.leaders}
    if terms.second_leader_above is not None:
        large = len(session.seats) > terms.second_leader_above
        asked = {terms.leaders + 1} if large else {terms.leaders, terms.leaders + 1}
    if len(session.therapists) not in asked or len(set(session.therapists)) not in asked:
        yield f"{says} is led by {len(session.therapists)} and needs {max(asked)}."
    for name in session.therapists:
        if name not in program.therapists:
            yield f"{says} is led by {name}, whom the workbook doesn't know."
        elif session.topic not in program.leads(name):
            yield f"{says} is led by {name}, who doesn't lead it."
        elif not program.is_there(
            "therapist", name, session.day, session.start, session.end, topic=session.topic
        ):
            yield f"{says} is led by {name}, who isn't there."
    if not program.led_by(session.topic, session.therapists):
        yield f"{says} is led by nobody with the tags it asks for."
    yield from _room(program, session, terms)
    yield from _families(program, session, terms)
    for code, status in session.seats.items():
        if code not in program.clients:
            yield f"{code} in {says} is no client."
        elif status not in MISSED:  # a seat that was called off stands as a record, and nobody comes
            yield from _seat(program, session, terms, code)
    coming = [code for code, status in session.seats.items() if status not in MISSED]
    for one, other in combinations([*coming, *session.therapists], 2):
        if program.apart(one, other):
            yield f"{one} and {other} meet in {says}."


def _room(program: Outside, session: Held, terms: Terms) -> Iterator[str]:
    says = session.says
    if session.room is None:
        if terms.needs_room and program.rooms:
            yield f"{says} has no room."
        return
    if session.room not in program.rooms:
        yield f"{says} is in {session.room}, which the workbook doesn't know."
        return
    seats, kinds = program.room(session.room)
    if terms.room_kind and terms.room_kind not in kinds:
        yield f"{says} needs a room of kind {terms.room_kind}; {session.room} isn't."
    if len(session.seats) > seats:
        yield f"{says} has {len(session.seats)} clients, {session.room} has {seats} seats."
    if not program.is_there("room", session.room, session.day, session.start, session.end):
        yield f"{says} is in {session.room}, which isn't free then."


def _seat(program: Outside, session: Held, terms: Terms, code: str) -> Iterator[str]:
    says, client, tags = session.says, program.clients[code], program.tags(code)
    if not program.is_there("client", code, session.day, session.start, session.end, topic=session.topic):
        yield f"{code} isn't there for {says}."
    if not terms.wanted <= tags or terms.barred & tags:
        yield f"{says} isn't for {code}."
    if terms.levels and plain(program.level_of(code, session.day)) not in terms.levels:
        yield f"{says} isn't for {code}'s level of care."
    begins, ends = day_of(client.get("starts")), day_of(client.get("ends"))
    if (begins and session.day < begins) or (ends and session.day > ends):
        yield f"{says} lies outside the stay of {code}."
    if session.day.weekday() not in program.authorised(code):
        yield f"{code} isn't authorised on the day of {says}."
    for earlier in terms.after:
        if not program.attended(code, earlier, session.day, session.start):
            yield f"{code} is in {says} before attending {earlier}."
    members = program.members(session.topic, program.week_of(session.day)) if terms.closed else set()
    if members and code not in members:
        yield f"{code} is no member of the closed group {says}."
    if terms.only_if_asked and not program.asks(code, session.topic, session.day, session.start):
        yield f"{code} didn't ask for {says}."
    primary = client.get("primarytherapist")
    with_other = primary in program.therapists and primary not in session.therapists
    if terms.kind == "individual" and with_other and session.topic in program.leads(str(primary)):
        yield f"{code} has {says} without their primary therapist {primary}."


def _families(program: Outside, session: Held, terms: Terms) -> Iterator[str]:
    """A session of kind family is one family's; who is of none is no family's."""
    there = [
        code for code, status in session.seats.items() if status not in MISSED and code in program.clients
    ]
    names = {plain(str(program.clients[code].get("family") or "")) for code in there}
    if terms.kind == "family" and len(names) > 1:
        yield f"{session.says} has clients of several families."
