"""The columns of a roster that the planner works out by itself: what a hand typed there is told, and not read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from planner.model import MINUTES_A_DAY, Roster, Session
from planner.program import Program
from planner.rosters.rows import Spellings
from planner.tables.cells import Unreadable, key, shown
from planner.tables.rows import Row
from planner.tables.times import read_time

TERMS = ("Kind", "Smallest", "Best size", "Largest")
"""A topic's own terms, which stand beside each of its sessions."""


def warn_of_length(row: Row, planned: Session | None, topic: str | None, program: Program | None) -> None:
    """A session lasts its topic's minutes: somebody who typed others should hear it."""
    if planned is None or program is None or topic is None or topic not in program.topics:
        return
    usual = program.topics[topic].minutes
    minutes = row.limit("Minutes")
    says = f"isn't taken over: a session of {topic} lasts {usual} minutes"
    fix = "change it on the sheet Topics of the program workbook"
    if minutes is not None and minutes not in (planned.minutes, usual):
        row.fault("Minutes", says, fix, "warning")
    elif end_was_retyped(row, planned, usual):
        row.fault("End", says, fix, "warning")


def end_was_retyped(row: Row, planned: Session, usual: int | None = None) -> bool:
    """Whether End is neither as it was written nor what follows from the row's own Start."""
    start, end = _time_in(row, "Start"), _time_in(row, "End")
    start = planned.start if start is None else start
    right = {planned.end, *(start + minutes for minutes in (planned.minutes, usual) if minutes)}
    return end is not None and end not in {one % MINUTES_A_DAY for one in right}


def _time_in(row: Row, column: str) -> int | None:
    """A time, `None` where there is none that can be read: End is nobody's input."""
    value = row.value(column)
    try:
        return None if value is None else read_time(value)
    except Unreadable:
        return None


def warn_of_terms(
    sessions: Sequence[Row], planned: Sequence[Row], spellings: Spellings, rosters: Sequence[Roster]
) -> None:
    """Warns of a topic's terms, and of a number of clients, that a hand typed beside a session.

    `planned` are the rows of the hidden copy, `rosters` the weeks as written and as they are now.
    """
    known = _terms(planned, spellings.program)
    seated: dict[str, set[str]] = defaultdict(set)
    topics: dict[str, set[str]] = defaultdict(set)
    for roster in rosters:
        for session in roster.sessions:
            seated[key(session.id)].add(str(len(session.seats)))
            topics[key(session.id)].add(key(session.topic))
    for row in sessions:
        id = key(row.text("Session"))
        for column in TERMS:
            right = {
                term
                for topic in topics[id] | {key(row.text("Topic"))}
                for term in known[topic, column]
                if term
            }
            if right and not row.empty(column) and key(shown(row.value(column))) not in right:
                fix = "change it on the sheet Topics of the program workbook"
                row.fault(column, f"isn't taken over: {column} is the topic's own", fix, "warning")
        _warn_of_lesson(row, spellings)
        if seated[id] and not row.empty("Clients") and shown(row.value("Clients")) not in seated[id]:
            says = "isn't taken over: Clients counts the seats on Roster"
            row.fault("Clients", says, "put in or delete rows on Roster", "warning")


def _warn_of_lesson(row: Row, spellings: Spellings) -> None:
    """What is taught is read from here, where the topic has such a lesson."""
    number, program = row.limit("Lesson"), spellings.program
    topic = spellings.topics.find(row.text("Topic"))
    taught = {lesson.number for lesson in program.lessons.get(topic, ())} if program and topic else {number}
    if number is not None and number not in taught:
        has = f"{topic} has no lesson {number}" if taught else f"{topic} isn't taught lesson by lesson"
        row.fault(
            "Lesson", f"isn't taken over: {has}", "type it on Lessons of the program workbook", "warning"
        )


def _terms(planned: Sequence[Row], program: Program | None) -> dict[tuple[str, str], set[str]]:
    """What may stand beside a topic's sessions: its terms as they were written, and as they are now."""
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in planned:
        if row.choice("Sheet") == "Topic":
            for column in TERMS:
                known[key(row.text("Topic")), column].add(key(shown(row.value(column))))
    for topic in program.topics.values() if program else ():
        for column, term in zip(TERMS, (topic.kind, topic.smallest, topic.best, topic.largest), strict=True):
            known[key(topic.name), column].add(key(str(term)))
    return known
