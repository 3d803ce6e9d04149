"""The plan as it was written, on a hidden sheet at the very end: how the next run tells what a hand has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from xlsxwriter import Workbook

from planner.export.sheets.page import TEXT_AT_MOST, Page, clipped
from planner.findings.lessons import due_before
from planner.model import Problem, Seat, Session, clock
from planner.plan import Plan
from planner.rosters.columns import AS_PLANNED
from planner.rosters.printed_sheets import RESULTS, copy_of
from planner.tables.cells import heading_key


def write_as_planned(workbook: Workbook, plans: Sequence[Plan], printed: Sequence[Page] = ()) -> None:
    """Add the hidden sheet `As planned`: each week, session, seat and row of the `printed` sheets, all of it text.

    Text, because what a program makes of a date or a time when it saves the file must not look like an edit.
    """
    sheet = workbook.add_worksheet(AS_PLANNED.name)
    headings = [column.name for column in AS_PLANNED.columns]
    for row, cells in enumerate(chain(_rows(plans), _shown(plans, printed)), start=1):
        for column, heading in enumerate(headings):
            if text := cells.get(heading, ""):
                sheet.write_string(row, column, clipped(text, TEXT_AT_MOST))
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading)
    sheet.hide()


def _rows(plans: Sequence[Plan]) -> Iterator[dict[str, str]]:
    for plan in plans:
        week = {"Week": plan.problem.first_day.isoformat()}
        yield {"Sheet": "Week", **week, "Kind": str(plan.problem.wording.hours), "Note": plan.problem.program}
        for session in plan.roster.sessions:
            facts = {**week, **_facts(plan.problem, session)}
            yield {"Sheet": "Sessions", **facts, **_of_session(session)}
            for seat in session.seats:
                yield {"Sheet": "Roster", **facts, **_of_seat(seat)}

        yield from ({**week, **cells} for cells in _for_prints(plan.problem))


def _shown(plans: Sequence[Plan], printed: Sequence[Page]) -> Iterator[dict[str, str]]:
    """The printed sheets' texts: nothing is read from them, and a change typed there has to be told."""
    week = {"Week": plans[0].problem.first_day.isoformat()}
    for page in printed:
        results = page.values if heading_key(page.sheet.get_name()) in RESULTS else {}
        for number, texts in copy_of({**page.texts, **results}):
            yield {"Sheet": "Shown", **week, "Page": page.sheet.get_name(), "Row": str(number), "Note": texts}


def _for_prints(problem: Problem) -> Iterator[dict[str, str]]:
    """What a print can't tell from the plan: every topic's kind and homework, the lessons, what is due."""
    for topic in problem.topics.values():
        sizes = {"Smallest": topic.smallest, "Best size": topic.best, "Largest": topic.largest}
        facts = {"Kind": topic.kind, **{name: str(size) for name, size in sizes.items()}}
        said = {"Minutes": str(topic.minutes), "Homework": topic.homework}
        yield {"Sheet": "Topic", "Topic": topic.name, **said, **facts}
    for name, lessons in problem.lessons.items():
        for lesson in lessons:
            said = {"Lesson": str(lesson.number), "Note": lesson.title, "Homework": lesson.homework}
            yield {"Sheet": "Lesson", "Topic": name, **said}
    for code in problem.clients:
        for about, text in due_before(problem, code).items():
            yield {"Sheet": "Due", "Client": code, "Topic": about, "Homework": text}


def _of_session(session: Session) -> dict[str, str]:
    lesson = {} if session.lesson is None else {"Lesson": str(session.lesson)}
    return {"Lock": session.lock, "Note": session.note, **lesson}


def _facts(problem: Problem, session: Session) -> dict[str, str]:
    return {
        "Session": session.id,
        "Date": problem.date_of(session.start).isoformat(),
        "Start": clock(session.start),
        "Minutes": str(session.minutes),
        "Topic": session.topic,
        "Therapist": "; ".join(session.therapists),
        "Room": session.room or "",
    }


def _of_seat(seat: Seat) -> dict[str, str]:
    lock = "yes" if seat.locked else ""
    minutes = {} if seat.minutes is None else {"Minutes": str(seat.minutes)}
    return {"Client": seat.client, "Lock": lock, "Status": seat.status, "Note": seat.note, **minutes}
