"""The rotation over weeks as sheets: each client's topics by week in colour, and how each group changed."""

from __future__ import annotations

from datetime import datetime

from xlsxwriter import Workbook

from planner.accounts.rotation import GroupLine, Rotation, TopicLine
from planner.export.sheets.in_memory import workbook_bytes
from planner.export.sheets.page import Book, Page
from planner.export.sheets.week import FILLS
from planner.model import MINUTES_A_DAY, WEEKDAY_NAMES, Session, Wording, time_of

WHO = (("Client", 80), ("Topic", 210))
IN_ALL = (("Times", 62), ("Last", 92), ("Owed", 62), ("Lessons had", 120))
GROUPS = (
    ("Week", 92), ("Topic", 210), ("Day", 52), ("Start", 70), ("Therapist", 120), ("Room", 110), ("Before", 120),
    ("Clients", 65), ("Stayed", 150), ("Joined", 150), ("Left", 150),
)  # fmt: skip
WEEK_WIDTH = 74
MISSED = "missed"
GREY = "#8A949E"


def rotation_workbook(found: Rotation, created: datetime) -> bytes:
    """The rotation as a workbook; the same rotation and the same `created` give the same bytes."""

    def write(workbook: Workbook) -> None:
        write_rotation(Book(workbook, title=found.program, wording=found.wording), found)

    return workbook_bytes("Rotation", created, write)


def write_rotation(book: Book, found: Rotation) -> None:
    """The sheets Rotation and Groups: for the staff, since they name all clients."""
    _write_topics(book, found)
    _write_groups(book, found)


def _write_topics(book: Book, found: Rotation) -> None:
    widths = [*(w for _, w in WHO), *(WEEK_WIDTH for _ in found.weeks), *(w for _, w in IN_ALL)]
    page = book.page("Rotation", "Rotation: topics by week", widths)
    colour = {name: FILLS[place % len(FILLS)] for place, name in enumerate(sorted(found.kinds))}
    before = ""
    for row, line in enumerate(found.lines, start=1):
        top = {"top": 1, "top_color": GREY} if line.client != before else {}
        before = line.client
        page.text(row, 0, line.client, bold=bool(top), **top)
        page.text(row, 1, line.topic, bg_color=colour.get(line.topic, FILLS[0]), **top)
        for column, week in enumerate(found.weeks, start=len(WHO)):
            had, missed = line.attended.get(week, 0), line.missed.get(week, 0)
            if had:
                look = {"bg_color": colour.get(line.topic, FILLS[0]), "align": "center"}
                page.number(row, column, had, **look, **top)
            else:
                page.text(row, column, MISSED if missed else "", align="center", font_color=GREY, **top)
        _write_in_all(page, row, len(WHO) + len(found.weeks), line, top)
    headings = [word for word, _ in WHO] + [week.isoformat() for week in found.weeks]
    page.as_table("RotationTable", [*headings, *(word for word, _ in IN_ALL)], len(found.lines))


def _write_in_all(page: Page, row: int, first: int, line: TopicLine, top: dict[str, object]) -> None:
    page.number(row, first, line.times, align="center", **top)
    if line.last is None:
        page.text(row, first + 1, "", **top)
    else:
        page.date(row, first + 1, line.last, align="center", **top)
    if line.owed is None:
        page.text(row, first + 2, "", **top)
    else:
        page.number(row, first + 2, line.owed, align="center", **top)
    page.text(row, first + 3, ", ".join(map(str, line.lessons)), **top)


def _write_groups(book: Book, found: Rotation) -> None:
    page = book.page("Groups", "Groups: who stayed, joined, left", [width for _, width in GROUPS])
    for row, line in enumerate(found.groups, start=1):
        session = line.now or line.was
        assert session is not None
        page.date(row, 0, line.week, align="center")
        page.text(row, 1, session.topic)
        page.text(row, 2, _weekday(line, session), align="center")
        page.time(row, 3, time_of(session.start), align="center")
        page.text(row, 4, "; ".join(session.therapists))
        page.text(row, 5, session.room or "")
        page.text(row, 6, _before(line, book.wording))
        page.number(row, 7, len(line.now.clients) if line.now else 0, align="center")
        for column, codes in enumerate((line.stayed, line.joined, line.left), start=8):
            page.text(row, column, ", ".join(codes), text_wrap=True, valign="top")
    page.as_table("GroupsTable", [word for word, _ in GROUPS], len(found.groups))


def _before(line: GroupLine, wording: Wording) -> str:
    """What the group goes on from: the same time, another, or nothing."""
    if line.was is None:
        return "new"
    if line.now is None:
        return "not held now"
    if line.was.start == line.now.start:
        return "the same time"
    return f"{_weekday(line, line.was)} {wording.time(line.was.start)}"


def _weekday(line: GroupLine, session: Session) -> str:
    return WEEKDAY_NAMES[(line.week.weekday() + session.start // MINUTES_A_DAY) % 7]
