"""When a settled session starts that can't be meant so: at no start of the workbook's, or when nobody is ever there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planner.model import Topic, clock
from planner.program import Program
from planner.tables import cells, times
from planner.tables.names import Names, names_in
from planner.tables.rows import Row
from planner.workbook.book import Book

MEANT_SO = "write ok into the row's Note"


def check_settled_starts(book: Book, program: Program) -> None:
    """Warns of starts on Fixed that are none of the workbook's, or only twelve hours later make sense."""
    by_key = {cells.key(name): topic for name, topic in program.topics.items()}
    usual = {start for _, start in program.starts} if book.rows("Times") else None
    for row in book.rows("Fixed"):
        start, topic = row.read("Start", times.read_time), by_key.get(cells.key(row.text("Topic")))
        if start is not None and topic is not None:
            known = usual if topic.starts is None else set(topic.starts)
            _check_start(row, topic, start, known, _somebody(row, topic, program))


def _check_start(
    row: Row, topic: Topic, start: int, known: set[int] | None, somebody: Callable[[int], bool]
) -> None:
    """`known`: when sessions of the topic start, `None` where nobody said; `somebody`: who could lead is there then."""
    later = start + times.NOON
    nobody_yet = start < times.NOON and not somebody(start) and somebody(later)
    if known is not None and start not in known:
        among = (
            "Times at which sessions start" if topic.starts is None else f"Starts of {topic.name} on Topics"
        )
        fix = (
            f"did you mean {clock(later)}? If not, " if later in known or nobody_yet else "if that is meant, "
        )
        row.fault("Start", f"is not among the {among}", f"{fix}{MEANT_SO}", "warning")
    elif nobody_yet:
        says = f"is when nobody who could lead {topic.name} is ever there"
        row.fault("Start", says, f"did you mean {clock(later)}?", "warning")


def _somebody(row: Row, topic: Topic, program: Program) -> Callable[[int], bool]:
    """Whether somebody who could lead a session is there at a minute of the day; its clients where nobody leads it."""
    hours = program.therapist_hours
    named = names_in(row.value("Therapist"), Names("therapist", "Therapists", program.therapists))
    who: Iterable[str] = (
        name
        for name, therapist in program.therapists.items()
        if topic.name in therapist.leads and (not named or name in named)
    )
    if not topic.most_leaders:
        hours, who = program.client_hours, program.clients
    there = {(window.opens, window.closes) for name in who for window in hours.get(name, ())}
    return lambda minute: any(opens <= minute < closes for opens, closes in there)
