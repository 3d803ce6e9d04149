"""What a print needs beside the flat sheets: each topic's kind, its lessons and homework, what each client has due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from planner.model import TESTING, Lesson, Topic, Wording
from planner.tables.cells import key
from planner.tables.rows import Row


@dataclass(frozen=True)
class Handouts:
    """By topic: what it is like (`kind` '' = nobody says) and its lessons; by week, client and topic: what is due.

    Topics and clients stand as `planner.tables.cells.key` compares names. `wording` is how times are shown.
    """

    program: str = ""
    topics: Mapping[str, Topic] = field(default_factory=dict)
    lessons: Mapping[str, tuple[Lesson, ...]] = field(default_factory=dict)
    due: Mapping[tuple[date, str], Mapping[str, str]] = field(default_factory=dict)
    wording: Wording = field(default_factory=Wording)


def read_handouts(planned: Sequence[Row], sessions: Sequence[Row]) -> Handouts:
    """From the hidden copy of the plan, and for topics that it doesn't know from the rows of Sessions.

    Of several rows about such a topic one that calls it a test counts: a test is none of a client's business.
    """
    program, hours = "", 24
    topics: dict[str, Topic] = {}
    lessons: dict[str, dict[int, Lesson]] = {}
    due: dict[tuple[date, str], dict[str, str]] = {}
    for row in planned:
        kind, name, week = row.choice("Sheet"), key(row.text("Topic")), row.day("Week")
        if kind == "Week":
            program = program or row.text("Note")
            hours = 12 if row.text("Kind") == "12" else 24
        elif kind == "Topic":
            topics[name] = _topic(row, name, row.text("Homework"))
        elif kind == "Lesson" and (number := row.limit("Lesson")) is not None:
            lesson = Lesson(number, row.text("Note"), row.text("Homework"))
            lessons.setdefault(name, {})[number] = lesson
        elif kind == "Due" and week is not None:
            due.setdefault((week, key(row.text("Client"))), {})[name] = row.text("Homework")
    known = set(topics)
    for row in sessions:
        name = key(row.text("Topic"))
        if name and name not in known and (name not in topics or topics[name].kind != TESTING):
            before = topics.get(name)
            found = _topic(row, name, "")
            topics[name] = found if before is None or found.kind else before
    in_order = {
        name: tuple(of_topic[number] for number in sorted(of_topic)) for name, of_topic in lessons.items()
    }
    return Handouts(program=program, topics=topics, lessons=in_order, due=due, wording=Wording(hours))


def _topic(row: Row, name: str, homework: str) -> Topic:
    kind = row.text("Kind").casefold()
    return Topic(
        name, row.limit("Minutes") or 0, kind=kind, largest=row.limit("Largest") or 12, homework=homework
    )
