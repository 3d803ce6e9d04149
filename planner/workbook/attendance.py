"""The sheet Attendance: what has happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planner.model import Attended
from planner.tables import cells, times
from planner.tables.names import Names, names_in
from planner.tables.rows import Row
from planner.workbook.asks import Declared
from planner.workbook.book import Book
from planner.workbook.kept_rows import Once

MOST_CREDITED = 2  # times a session's length; a group may run long, but not twice as long


def read_attendance(book: Book, declared: Declared) -> tuple[Attended, ...]:
    """What has happened. Lines about clients or topics that are gone are left out, each name noted once."""
    names = (declared.client_names, declared.topic_names, declared.therapist_names)
    lasts = {name: topic.minutes for name, topic in declared.topics.items()}
    return lines_of_attendance(book.rows("Attendance"), *names, lasts=lasts)


def warn_of_credit(row: Row, credited: int | None, lasts: int) -> None:
    """Warns of credited minutes that no session of such a length can have given; they count all the same."""
    if credited is not None and credited > MOST_CREDITED * lasts:
        says = f"is more than twice the session's {lasts} minutes, and is credited"
        row.fault("Minutes", says, "if that is meant, write ok into the row's Note", "warning")


def _warn_of_two_places(row: Row, topic: str, first: tuple[str, str]) -> None:
    """Who attended two topics at one time is credited twice; `first`: the topic of the earlier line, and its cell."""
    if first[0] != topic:
        says = f"attended {first[0]} at this time too ({first[1]}), and both are credited"
        row.fault("Topic", says, "correct one of the two lines", "warning")


def lines_of_attendance(
    rows: Iterable[Row], clients: Names, topics: Names, therapists: Names, lasts: Mapping[str, int] = {}
) -> tuple[Attended, ...]:
    """The same from rows of any such table; `lasts` are the topics' minutes, where credit beyond them is to be told."""
    found: dict[object, Attended] = {}
    gone: set[str] = set()
    once, sat = Once(), dict[object, tuple[str, str]]()
    for row in rows:
        day, start = row.day("Date"), row.read("Start", times.read_time)
        client = _still_there(row, "Client", clients, gone)
        topic = _still_there(row, "Topic", topics, gone)
        led_by = row.read("Therapist", lambda value: _therapists(value, therapists)) or ()
        _warn_of_near_names(row, led_by, therapists, gone)
        status, minutes = row.choice("Status") or "attended", row.limit("Minutes")
        if day is None or client is None or topic is None:
            continue
        if status == "attended" and topic in lasts:
            warn_of_credit(row, minutes, lasts[topic])
        place, lesson = row.place("Client"), row.limit("Lesson")
        line = Attended(
            day=day,
            topic=topic,
            client=client,
            start=start,
            therapists=led_by,
            status=status,
            minutes=minutes,
            lesson=lesson,
            place=place,
        )
        if row.complete and once.again(row, line, "Client"):
            continue
        if lasts and start is not None and status == "attended":
            _warn_of_two_places(row, topic, sat.setdefault((day, client, start), (topic, place.cell)))
        which = (day, topic, client, start) if start is not None else row.at
        if which in found:
            row.fault("Client", f"has two lines for {topic} at this time", "the later line counts", "warning")
        found[which] = line
    return tuple(found.values())


def _still_there(row: Row, column: str, names: Names, gone: set[str]) -> str | None:
    name = row.text(column)
    found = names.find(name)
    if name and found is None and name not in gone and names.judged:
        gone.add(name)
        says, _ = names.says_unknown(name)
        near, several = names.nearest(name), names_in(row.value(column), names)
        fix = f"its lines are left out; did you mean '{near}'?" if near else "its lines are left out"
        if len(several) > 1:
            fix = f"the line is left out; type a row for each: {'; '.join(several)}"
        row.fault(column, says, fix, "warning")
    return found


def _therapists(value: object, names: Names) -> tuple[str, ...]:
    # Somebody who has left still led the session: an unknown name stays as it is.
    return tuple(names.find(name) or name for name in cells.read_list(value, names.find, names.longest))


def _warn_of_near_names(row: Row, led_by: Sequence[str], therapists: Names, told: set[str]) -> None:
    """A name that is nearly a therapist's: their topics would seem to have gone on without them."""
    for name in led_by:
        near = therapists.nearest(name) if name not in therapists and name not in told else None
        if near is not None and therapists.judged:
            told.add(name)
            says, fix = therapists.says_unknown(name)
            row.fault("Therapist", says, fix, "warning", found=name)
