"""The sheets of what has happened and what follows by the week of stay: Attendance, Curriculum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planner.model import Attended, Lesson, counted
from planner.program import ClientRow, CurriculumRow
from planner.tables import cells, times
from planner.tables.names import Names, names_in
from planner.tables.rows import Row
from planner.workbook.asks import Declared, why_barred
from planner.workbook.book import Book
from planner.workbook.records import Once

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


def read_lessons(book: Book, topics: Names) -> dict[str, tuple[Lesson, ...]]:
    """The lessons of each topic that is taught lesson by lesson, in order of number."""
    found: dict[str, dict[int, Lesson]] = {}
    for row in book.rows("Lessons"):
        topic, number = row.one_of("Topic", topics), row.limit("Lesson")
        if topic is None or number is None or not row.complete:
            continue
        of_topic = found.setdefault(topic, {})
        if number in of_topic:
            row.fault("Lesson", f"stands twice for {topic}", "number each lesson once")
        of_topic.setdefault(number, Lesson(number, row.text("Title"), row.text("Homework")))
    return {topic: tuple(lessons[number] for number in sorted(lessons)) for topic, lessons in found.items()}


def read_curricula(book: Book, curricula: Names, topics: Names, levels: Names) -> tuple[CurriculumRow, ...]:
    """The timetables by week of stay."""
    found: list[CurriculumRow] = []
    earlier: dict[object, list[CurriculumRow]] = {}
    for row in book.rows("Curriculum"):
        name = curricula.find(row.text("Curriculum"))
        first, last = row.number("From week"), row.number("To week")
        topic, level = row.one_of("Topic", topics), row.one_of("Level", levels)
        sessions, days, priority = row.number("Sessions"), row.weekdays("Days"), row.priority()
        if row.complete and last < first:
            row.fault("To week", f"is before From week ({first})", "correct one of the two")
        if row.empty("Topic") and row.empty("Level"):
            row.fault(
                "Topic",
                "Topic and Level are both blank",
                "type a topic, or the level of care of those weeks",
                found="",
            )
        if row.value("Topic") is not None and row.value("Level") is not None:
            row.fault(
                "Level", "stands beside a topic", "use one row for the topic and one for the level of care"
            )
        if days is not None and sessions > len(days) * 3:
            row.fault(
                "Sessions", f"is a lot for {counted(len(days), 'day')}", "check Sessions and Days", "warning"
            )
        if name is not None and (topic or level) and row.complete:
            step = CurriculumRow(
                name, first, last, topic, sessions=sessions, weekdays=days, priority=priority, level=level
            )
            if not book.again(row, step, "Topic" if topic else "Level"):
                alike = earlier.setdefault((name, topic, days, priority), [])
                _warn_of_overlap(row, step, alike)
                alike.append(step)
                found.append(step)
    return tuple(found)


def _warn_of_overlap(row: Row, step: CurriculumRow, alike: Sequence[CurriculumRow]) -> None:
    """Weeks that two rows of a curriculum give the same topic or a level of care: often a slip by one."""
    for other in alike:
        first, last = max(step.from_week, other.from_week), min(step.to_week, other.to_week)
        if first > last:
            continue
        weeks = f"week {first}" if first == last else f"weeks {first} to {last}"
        if step.topic:
            says = f"stands for {weeks} in an earlier row too: {step.sessions + other.sessions} sessions then"
        else:
            says = f"is given for {weeks}, and an earlier row gives the level {other.level}"
        fix = "change From week or To week if that isn't meant"
        row.fault("Topic" if step.topic else "Level", says, fix, "warning")
        return


def check_curricula(
    book: Book, curricula: Names, declared: Declared, rows: tuple[CurriculumRow, ...]
) -> None:
    """Warns of curriculum rows that a client with that curriculum may not follow, and of levels that collide."""
    steps: dict[str, list[CurriculumRow]] = {}
    for step in rows:
        if step.level:
            steps.setdefault(step.curriculum, []).append(step)
    for row in book.rows("Curriculum"):
        name, topic = curricula.find(row.text("Curriculum")), declared.topic_names.find(row.text("Topic"))
        if name is None or topic is None or not row.complete:
            continue
        first, last = row.number("From week"), row.number("To week")
        barred = {
            client.code: why
            for client in declared.clients.values()
            if client.curriculum == name
            and (why := why_barred(declared.topics[topic], client, _levels(client, steps, first, last)))
        }
        if barred:
            codes = ", ".join(barred)
            says = f"may not be attended by {codes}, whose curriculum this is: {next(iter(barred.values()))}"
            row.fault(
                "Topic", says, "they go without it; change their tags or level if that is wrong", "warning"
            )


def _levels(
    client: ClientRow, steps: Mapping[str, list[CurriculumRow]], first: int, last: int
) -> frozenset[str]:
    """The levels of care a client is at between two weeks of stay."""
    mine = steps.get(client.curriculum or "", [])
    found = {step.level for step in mine if step.level and step.from_week <= last and first <= step.to_week}
    reached = first  # the first week that no step so far covers
    for step in sorted(mine, key=lambda step: step.from_week):
        if step.level and step.from_week <= reached <= step.to_week:
            reached = step.to_week + 1
    if reached <= last:
        found.add(client.level)
    return frozenset(found)
