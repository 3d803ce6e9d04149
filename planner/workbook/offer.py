"""The sheets of what a program has to offer: Topics, Therapists, Rooms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from planner.model import COUNTING_KINDS, Room, Therapist, Topic
from planner.tables import cells, times
from planner.tables.names import Names, names_in
from planner.tables.numbers import LARGEST_COUNT
from planner.tables.rows import Row
from planner.workbook.book import Book
from planner.workbook.choices import OPEN_KINDS
from planner.workbook.tags import BETWEEN_TAGS

USUAL_LARGEST = 12
USUAL_MINUTES = 60  # of a topic whose minutes can't be read, so that nothing else is told because of them
_EITHER = re.compile(r"[/|]|\bor\b", re.IGNORECASE)
_EVERYBODY = frozenset(
    {"all", "any", "none", "-", "n/a", "everyone", "everybody", "anyone", "allclients", "open"}
)


@dataclass(frozen=True)
class Words:
    """What cells of Topics name besides topics, each in the spelling of the sheet that declares it."""

    levels: Names
    client_tags: Names
    therapist_tags: Names
    kinds: Names


def read_topics(book: Book, topics: Names, words: Words) -> dict[str, Topic]:
    """The topics."""
    found: dict[str, Topic] = {}
    for row in book.rows("Topics"):
        name = topics.find(row.text("Topic"))
        if name is not None and name not in found:
            found[name] = _topic(row, name, topics, words)
    return found


def _topic(row: Row, name: str, topics: Names, words: Words) -> Topic:
    kind, counts = row.choice("Kind") or "group", row.yes_no("Counts")
    smallest, largest = _sizes(row, kind)
    best_size = _best_size(row, smallest, largest)
    at_least, at_most = _runs(row)
    most_a_week, most_a_day = row.limit("Most a week"), row.limit("Most a day")
    wanted, barred = _client_tags(row, words)
    after = _after(row, name, topics)
    room_kind = row.text("Room kind")
    needs_room = cells.key(room_kind) != "none"
    closed, asked = row.choice("Membership") == "closed", row.yes_no("Only if asked")
    starts = row.read("Starts", times.read_starts)
    allowed = row.several_of("Levels", words.levels)
    return Topic(
        name,
        row.number("Minutes", unread=USUAL_MINUTES),
        kind=kind,
        smallest=smallest,
        largest=largest,
        best_size=best_size,
        counts=kind in COUNTING_KINDS if counts is None else counts,
        most_a_week=most_a_week,
        most_a_day=most_a_day,
        runs_at_least=at_least,
        runs_at_most=at_most,
        leaders=row.number("Leaders"),
        second_leader_above=_second_leader(row, largest),
        room_kind=words.kinds.spell(room_kind) if room_kind and needs_room else None,
        needs_room=needs_room,
        at_once=row.limit("At once"),
        wanted_tags=wanted,
        barred_tags=barred,
        levels=frozenset(allowed) if allowed else None,
        after=after,
        closed=closed,
        homework=row.text("Homework"),
        leader_tags=row.tags("Leader tags", words.therapist_tags),
        only_if_asked=(closed or kind not in OPEN_KINDS) if asked is None else asked,
        starts=None if starts is None else tuple(sorted(starts)),
    )


def _best_size(row: Row, smallest: int, largest: int) -> int | None:
    size = row.limit("Best size")
    if size is not None and not smallest <= size <= largest:
        says = f"is not between Smallest ({smallest}) and Largest ({largest})"
        row.fault("Best size", says, "type a size between the two, or leave it blank")
    return size


def _second_leader(row: Row, largest: int) -> int | None:
    above = row.limit("Second leader above")
    if above is not None and not row.number("Leaders"):
        row.fault("Second leader above", "is given, but nobody leads it (Leaders 0)", "clear one of the two")
    elif above is not None and above >= largest:
        says = f"is never passed: a session has {largest} clients at most (Largest)"
        row.fault("Second leader above", says, "lower it, raise Largest or clear the cell", "warning")
    return above


def _runs(row: Row) -> tuple[int, int | None]:
    at_least, at_most = row.number("Runs at least"), row.limit("Runs at most")
    if at_most is not None and at_least > at_most:
        row.fault("Runs at least", f"is more than Runs at most ({at_most})", "lower it or raise Runs at most")
    return at_least, at_most


def _client_tags(row: Row, words: Words) -> tuple[frozenset[str], frozenset[str]]:
    """The tags a topic is for, and those it is not for."""
    wanted, barred = row.tags("For", words.client_tags), row.tags("Not for", words.client_tags)
    if wanted & barred:
        both = ", ".join(sorted(wanted & barred))
        row.fault(
            "Not for", f"bars {both}, which For asks for: nobody may attend", "take it out of one of the two"
        )
    return wanted, barred


def _after(row: Row, name: str, topics: Names) -> tuple[str, ...]:
    after = row.several_of("After", topics)
    if name in after:
        row.fault("After", "is the topic itself: nobody could attend it first", "take it out of the list")
    return tuple(other for other in after if other != name)


def _sizes(row: Row, kind: str) -> tuple[int, int]:
    smallest, largest = row.number("Smallest"), row.limit("Largest")
    if largest is None:
        usual = 1 if kind == "individual" else USUAL_LARGEST
        if smallest > usual:
            row.fault("Smallest", f"is more than Largest, which is {usual} when blank", "type Largest")
        return smallest, max(usual, smallest)
    if smallest > largest:
        row.fault("Smallest", f"is more than Largest ({largest})", "lower it or raise Largest")
    elif kind == "individual" and largest > 1:
        says = "clients would share an individual session"
        row.fault("Largest", says, "type 1, or another Kind if that is meant", "warning")
    return smallest, largest


def read_therapists(book: Book, therapists: Names, topics: Names, tags: Names) -> dict[str, Therapist]:
    """The therapists with the topics they lead."""
    found: dict[str, Therapist] = {}
    for row in book.rows("Therapists"):
        name = therapists.find(row.text("Therapist"))
        if name is None or name in found:
            continue
        leads = topics if cells.key(row.text("Leads")) == "all" else row.several_of("Leads", topics)
        found[name] = Therapist(
            name=name,
            leads=frozenset(leads),
            most_minutes=row.limit("Most hours"),
            most_a_day=row.limit("Most a day"),
            most_in_a_row=row.limit("Most in a row"),
            tags=row.tags("Tags", tags),
        )
    return found


def read_rooms(book: Book, rooms: Names, kinds: Names) -> dict[str, Room]:
    """The rooms; none at all means that rooms never bind."""
    found: dict[str, Room] = {}
    for row in book.rows("Rooms"):
        name = rooms.find(row.text("Room"))
        if name is not None and name not in found:
            seats = row.number("Seats", unread=LARGEST_COUNT)
            found[name] = Room(name, seats, row.tags("Kind", kinds) or frozenset({kinds.spell("group")}))
    return found


def check_offer(
    book: Book,
    topics: Mapping[str, Topic],
    therapists: Mapping[str, Therapist],
    rooms: Mapping[str, Room],
    client_tags: Names,
) -> None:
    """Warns of topics that nobody leads, no room suits, or no client's tags open."""
    names = Names("topic", "Topics", topics)
    seen: set[str] = set()
    for row in book.rows("Topics"):
        name = names.find(row.text("Topic"))
        if name is None or name in seen:
            continue
        seen.add(name)
        topic = topics[name]
        leaders = sum(name in therapist.leads for therapist in therapists.values())
        if leaders < topic.leaders and therapists:
            says = (
                "is led by nobody"
                if not leaders
                else f"needs {topic.leaders} leaders and only {leaders} may lead it"
            )
            row.fault(
                "Topic",
                f"{says}, so no session of it can take place",
                "add it to Leads on Therapists",
                "warning",
            )
        elif leaders < topic.most_leaders and therapists and (topic.second_leader_above or 0) < topic.largest:
            only = "only one therapist leads it" if leaders == 1 else f"only {leaders} therapists lead it"
            says = f"{only}, so no session of it has more than {topic.second_leader_above} clients"
            row.fault("Second leader above", says, "add it to Leads on Therapists", "warning")
        _check_rooms(row, topic, rooms)
        if topic.leader_tags and topic.leaders and leaders:
            _check_leader_tags(row, topic, therapists.values())
        if client_tags:
            _check_tags(row, topic, client_tags)


def check_levels(book: Book, topics: Mapping[str, Topic], present: Set[str]) -> None:
    """Warns of topics for levels of care that no client is at; `present` are those of clients, now or later."""
    for row in book.rows("Topics"):
        topic = topics.get(row.text("Topic"))
        if topic is not None and topic.levels is not None and not topic.levels & present:
            fix = "add the levels that may attend, or leave it until there is such a client"
            row.fault("Levels", "is no client's level, so nobody may attend", fix, "warning")


def _check_rooms(row: Row, topic: Topic, rooms: Mapping[str, Room]) -> None:
    if not rooms or not topic.needs_room:
        return
    right = [room for room in rooms.values() if room.suits(topic)]
    if not right:
        kinds = Names(
            "kind of room", "Rooms", sorted({kind for room in rooms.values() for kind in room.kinds})
        )
        near = kinds.nearest(topic.room_kind or "")
        any_room = cells.key(topic.room_kind or "") in ("any", "all", "-", "anyroom", "n/a")
        if len(names_in(topic.room_kind, kinds)) > 1:
            fix = "a topic has one kind; Kind of a room may be a list: give these rooms a kind in common"
        elif any_room:
            fix = "clear the cell if any room will do; type none if none is needed"
        else:
            fix = f"did you mean '{near}'?" if near else f"the kinds are {', '.join(kinds)}; or type none"
        row.fault("Room kind", "is the kind of no room, so no session of it can take place", fix, "warning")
    elif all(room.seats < topic.smallest for room in right):
        most = max(room.seats for room in right)
        says = f"is more clients than any room for it has seats ({most}), so no session of it can take place"
        row.fault("Smallest", says, "lower Smallest or name another Room kind", "warning")


def _check_leader_tags(row: Row, topic: Topic, therapists: Iterable[Therapist]) -> None:
    had = Names("tag", "Therapists", sorted({tag for one in therapists for tag in one.tags}))
    missing = [tag for tag in sorted(topic.leader_tags) if tag not in had]
    for tag in missing:
        near = had.nearest(tag)
        fix = f"did you mean '{near}'?" if near else "type it in Tags on Therapists"
        says = "is a tag that no therapist has, so no session of it can take place"
        row.fault("Leader tags", says, fix, "warning", found=tag)
    leads = [one for one in therapists if topic.name in one.leads]
    if not missing and not any(topic.leader_tags <= one.tags for one in leads):
        says = "no therapist who leads it has these tags, so no session of it can take place"
        row.fault("Leader tags", f"can't be met: {says}", "see Tags and Leads on Therapists", "warning")


def _check_tags(row: Row, topic: Topic, client_tags: Names) -> None:
    for column, wanted in (("For", topic.wanted_tags), ("Not for", topic.barred_tags)):
        for tag in sorted(wanted):
            near = client_tags.nearest(tag) or next(
                (part for part in BETWEEN_TAGS.split(tag) if part in client_tags), None
            )
            if tag not in client_tags:
                fix = f"did you mean '{near}'?" if near else "type it in Tags on Clients"
                if column == "Not for" and not near:
                    fix += " as it stands here; if nobody has it now, write ok into the row's Note"
                parts = [part for part in BETWEEN_TAGS.split(tag) if part]
                if len(parts) > 1 and any(part in client_tags for part in parts):
                    either = column == "For" and _EITHER.search(tag)
                    fix = (
                        "a topic asks for all of its tags: give those clients one tag in common"
                        if either
                        else ""
                    )
                    fix = fix or f"separate tags by commas: type {', '.join(parts)}"
                elif cells.key(tag) in _EVERYBODY:
                    fix = "clear the cell if the topic is for everybody"
                keeps = ", so it keeps nobody out" if column == "Not for" else ""
                row.fault(column, f"is a tag that no client has{keeps}", fix, "warning", found=tag)
