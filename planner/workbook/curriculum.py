"""What follows by the number: Curriculum by the week of stay, Lessons one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.model import Lesson, counted
from planner.program import ClientRow, CurriculumRow
from planner.tables.names import Names
from planner.tables.rows import Row
from planner.workbook.asks import Declared, why_barred
from planner.workbook.book import Book


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
                book.remember(step, row)
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
