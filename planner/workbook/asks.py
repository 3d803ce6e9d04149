"""The sheets of what is asked for each client: Needs, Wishes, Apart, Fixed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from planner.model import MINUTES_A_DAY, Apart, Room, Therapist, Topic, counted
from planner.program import ClientRow, CurriculumRow, FixedRow, NeedRow, WishRow
from planner.tables import cells, times, weekdays
from planner.tables.names import Names, names_in
from planner.tables.rows import Row
from planner.workbook.book import Book
from planner.workbook.day_order import in_order
from planner.workbook.fixed_days import read_fixed_day, warn_of_two, with_rhythm

PARTS_OF_DAY = {
    "morning": "type its hours, such as 8:00-12:00",
    "afternoon": "type its hours, such as 12:00-17:00",
    "evening": "type its hours, such as 17:00-21:00",
}


@dataclass(frozen=True)
class Declared:
    """Everything that has been declared and may be named."""

    topics: Mapping[str, Topic]
    therapists: Mapping[str, Therapist]
    rooms: Mapping[str, Room]
    clients: Mapping[str, ClientRow]
    topic_names: Names
    therapist_names: Names
    room_names: Names
    client_names: Names


def why_barred(topic: Topic, client: ClientRow, levels: frozenset[str]) -> str:
    """Why a client at any of these levels may not attend a topic, '' if nothing bars it."""
    if missing := sorted(topic.wanted_tags - client.tags):
        return f"{topic.name} is for {', '.join(missing)} only"
    if barred := sorted(topic.barred_tags & client.tags):
        return f"{topic.name} is not for {', '.join(barred)}"
    if topic.levels is not None and not topic.levels & levels:
        return f"{topic.name} is not for the level {', '.join(sorted(levels))}"
    return ""


def levels_of(client: ClientRow, curricula: tuple[CurriculumRow, ...]) -> frozenset[str]:
    """The levels of care a client is at, now or later in the curriculum."""
    steps = {row.level for row in curricula if row.curriculum == client.curriculum and row.level}
    return frozenset({client.level, *steps})


def read_needs(book: Book, declared: Declared, curricula: tuple[CurriculumRow, ...]) -> tuple[NeedRow, ...]:
    """The needs; one for a topic that the client may never attend is an error."""
    found: list[NeedRow] = []
    for row in book.rows("Needs"):
        client = row.one_of("Client", declared.client_names)
        topic = row.one_of("Topic", declared.topic_names)
        sessions, priority, total = row.number("Sessions"), row.priority(), row.limit("Total")
        since, until = row.day("From"), row.day("Until")
        in_order(row, ("From", since), ("Until", until))
        if client is None or topic is None:
            continue
        need = NeedRow(
            client, topic, sessions, priority, since=since, until=until, total=total, place=str(row.place())
        )
        if row.complete and book.again(row, replace(need, place=""), "Topic"):
            continue
        who = declared.clients[client]
        if why := why_barred(declared.topics[topic], who, levels_of(who, curricula)):
            fix = f"delete the row, or change the tags or the level of {client} or of {topic}"
            row.fault("Topic", f"may not be attended by {client}: {why}", fix)
        _check_sessions(row, need, declared.topics[topic])
        book.remember(need, row)
        found.append(need)
    return tuple(found)


def _check_sessions(row: Row, need: NeedRow, topic: Topic) -> None:
    if topic.most_a_week is not None and need.sessions > topic.most_a_week:
        says = f"is more than Most a week of {topic.name} ({topic.most_a_week}) allows"
        row.fault("Sessions", says, "lower it or raise Most a week on Topics", "warning", str(need.sessions))
    if need.total is not None and need.total < need.sessions:
        says = f"is less than the {need.sessions} sessions asked for in one week"
        row.fault("Total", says, "raise Total or lower Sessions", "warning")


def read_wishes(book: Book, declared: Declared) -> tuple[WishRow, ...]:
    """The wishes; What is tried as a topic, a therapist, days and a time range, in this order."""
    found: list[WishRow] = []
    for row in book.rows("Wishes"):
        client, wish = row.one_of("Client", declared.client_names), row.choice("Wish")
        weight = row.number("Weight")
        what = row.value("What")
        text = what if isinstance(what, str) else ""
        topic, therapist = declared.topic_names.find(text), declared.therapist_names.find(text)
        days, hours = None, None
        if what is None:
            continue
        if not topic and not therapist:
            days, hours = _day_or_hours(row, what, declared)
            if days is None and hours is None:
                continue
        if client is None or wish is None or not row.complete:
            continue
        therapist = None if topic else therapist
        said = WishRow(
            client=client,
            prefers=wish == "prefers",
            weight=weight,
            topic=topic,
            therapist=therapist,
            weekdays=days,
            hours=hours,
        )
        if not book.again(row, said, "What"):
            found.append(said)
    return tuple(found)


def _day_or_hours(
    row: Row, what: object, declared: Declared
) -> tuple[frozenset[int] | None, tuple[int, int] | None]:
    text = cells.shown(what)
    try:
        return weekdays.read_days(what), None
    except cells.Unreadable:
        if not isinstance(what, str) or text[:1].isdigit() or times.holds_range(what):
            near = declared.topic_names.nearest(text) or declared.therapist_names.nearest(text)
            if near is None:
                return None, row.read("What", times.read_range)
    if not (declared.topic_names.judged and declared.therapist_names.judged):
        return None, None
    near = declared.topic_names.nearest(text) or declared.therapist_names.nearest(text)
    several = names_in(text, declared.topic_names, declared.therapist_names)
    fix = PARTS_OF_DAY.get(cells.key(text).removesuffix("s"), "type one of these, such as Mon or 9:00-12:00")
    if len(several) > 1:
        fix = f"type a row for each: {'; '.join(several)}"
    elif near:
        fix = f"did you mean '{near}'?"
    row.fault("What", "is no topic, no therapist, no day and no time range", fix)
    return None, None


def read_apart(book: Book, declared: Declared) -> tuple[Apart, ...]:
    """The pairs that are never in one session."""
    found: list[Apart] = []
    for row in book.rows("Apart"):
        client = row.one_of("Client", declared.client_names)
        other = row.one_of("From", declared.client_names, declared.therapist_names)
        if client is None or other is None:
            continue
        if client == other:
            row.fault(
                "From", "is the client's own code: nobody is apart from themselves", "name somebody else"
            )
        elif book.again(row, frozenset((client, other)), "From"):
            continue
        else:
            both_clients = other in declared.clients
            primary = declared.clients[client].primary if client in declared.clients else None
            if not both_clients and other == primary:
                says = f"is the primary therapist of {client}, who may then have no individual session"
                row.fault(
                    "From", says, "name another primary therapist on Clients, or delete the row", "warning"
                )
            found.append(Apart(client, other) if both_clients else Apart(client, therapist=other))
            book.remember(("Apart", frozenset((client, other))), row)
    return tuple(found)


def read_fixed(book: Book, declared: Declared, week_starts: int) -> tuple[FixedRow, ...]:
    """The settled sessions, one for each weekday or date; weeks begin on `week_starts` (0 = Monday)."""
    found: list[FixedRow] = []
    for row in book.rows("Fixed"):
        day = row.read("Day", partial(read_fixed_day, month_first=row.month_first))
        start = row.read("Start", times.read_time)
        topic = row.one_of("Topic", declared.topic_names)
        therapists = row.several_of("Therapist", declared.therapist_names)
        room = row.one_of("Room", declared.room_names)
        clients = row.several_of("Clients", declared.client_names)
        if topic is not None:
            _check_fixed(row, declared, declared.topics[topic], start, therapists, room, clients)
        if day is None or start is None or topic is None:
            continue
        if isinstance(day, date):
            _check_stays(book, row, declared, day, clients)
        once, days = (day, [None]) if isinstance(day, date) else (None, sorted(day))
        held = FixedRow(topic, start, day=once, therapists=therapists, room=room, clients=clients)
        held = with_rhythm(row, held)
        rows = [replace(held, weekday=weekday) for weekday in days]
        if book.again(row, (*(replace(one, clients=()) for one in rows), frozenset(clients)), "Day"):
            continue
        warn_of_two(row, rows, found, week_starts)
        for settled in (replace(one, place=str(row.place())) for one in rows):
            book.remember(settled, row)
            found.append(settled)
    return tuple(found)


def _check_fixed(
    row: Row,
    declared: Declared,
    topic: Topic,
    start: int | None,
    therapists: tuple[str, ...],
    room: str | None,
    clients: tuple[str, ...],
) -> None:
    if start is not None and start + topic.minutes > MINUTES_A_DAY:
        row.fault(
            "Start",
            f"is so late that {topic.name} ({topic.minutes} minutes) runs past midnight",
            "start earlier",
        )
    if len(therapists) > topic.most_leaders:
        fix = "name fewer, or raise Leaders on Topics"
        row.fault(
            "Therapist", f"names {len(therapists)} leaders, and {topic.name} has {topic.most_leaders}", fix
        )
    for name in therapists:
        if topic.name not in declared.therapists[name].leads:
            row.fault("Therapist", f"does not lead {topic.name}", "add it to Leads on Therapists", found=name)
    if len(clients) > topic.largest:
        row.fault("Clients", f"names {counted(len(clients), 'client')}, and {topic.name} has room for {topic.largest}",
                  "name fewer, or raise Largest on Topics", found="")  # fmt: skip
    if room is not None and not topic.needs_room:
        row.fault("Room", f"is named, but {topic.name} needs no room (Room kind none)", kind="warning")
    elif room is not None:
        _check_room(row, topic, declared.rooms[room], len(clients))


def _check_room(row: Row, topic: Topic, room: Room, clients: int) -> None:
    if not room.suits(topic):
        row.fault(
            "Room", f"is not of the kind {topic.room_kind}, which {topic.name} needs", "name another room"
        )
    if clients > room.seats:
        row.fault(
            "Room", f"has seats for only {room.seats} of the {clients} clients named", "name a larger room"
        )


def _check_stays(book: Book, row: Row, declared: Declared, day: date, clients: tuple[str, ...]) -> None:
    for code in clients:
        client = declared.clients[code]
        if client.ends and day > client.ends:
            column, stay = "Ends", f"ended on {client.ends}"
        elif client.starts and day < client.starts:
            column, stay = "Starts", f"begins on {client.starts}"
        else:
            continue
        cell = book.place_of(("Clients", code), column)
        where = f" ({cell.seen_from(row.place('Clients'))})" if cell else ""
        says = f"is not here on {day.isoformat()} and is left out: the stay {stay}{where}"
        row.fault("Clients", says, kind="warning", found=code)
