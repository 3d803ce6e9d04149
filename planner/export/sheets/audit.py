"""The audit workbook: a first page in plain words with charts, then the lines that it was counted from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from xlsxwriter import Workbook

from planner.accounts.care_mix import MISSED_WORDS, CareMix, KindLine, WeekLine, in_plain_words
from planner.export.sheets.flat import HOURS_FORMAT, decimal_hours
from planner.export.sheets.in_memory import workbook_bytes
from planner.export.sheets.page import BAD, Book, Page

WIDTHS = (200, 130, 130, 130, 130, 130, 110)
WEEK_HEADINGS = (
    *(("Client", 80), ("Week", 95), ("Level", 120), ("Required", 90), ("Scheduled", 95), ("Delivered", 95)),
    *(("Below", 75), ("Days asked", 95), ("Days scheduled", 125), ("Days delivered", 120)),
    *(("Excused", 80), ("Absent", 80), ("Cancelled", 90), ("Made up", 85)),
)
KIND_HEADINGS = (
    ("Client", 80), ("Week", 95), ("Kind", 110), ("Required", 90), ("Scheduled", 95), ("Delivered", 95),
)  # fmt: skip
TOPIC_HEADINGS = (
    ("Topic", 240), ("Kind", 110), ("Counts", 75), ("Sessions", 85), ("Seats", 75), ("Attended", 85),
    ("Scheduled hours", 130), ("Delivered hours", 130),
)  # fmt: skip
PROGRAM_HEADINGS = (
    "Week",
    "Clients",
    "Hours scheduled",
    "Hours delivered",
    "Average delivered",
    "Lowest",
    "Days",
)
FOLLOWING = (
    "Hours are those of counting sessions. Scheduled is what stands on the rosters, whatever became of it; "
    "delivered are the minutes credited for what was attended. A missed seat is made up when the client attended "
    "another session of its topic in that week, beyond those planned. Tests are not in this account."
)
KIND_COLOURS = ("#2F6DB5", "#E0A100", "#4C9A4C", "#B5532F", "#7A5BB0", "#6B7680")


def audit_workbook(mix: CareMix, created: datetime) -> bytes:
    """The audit as a workbook; the same account and the same `created` give the same bytes."""

    def write(workbook: Workbook) -> None:
        book = Book(workbook, title=mix.program, wording=mix.wording)
        _write_first_page(book, mix)
        _write_weeks(book, mix)
        _write_kinds(book, mix)
        _write_topics(book, mix)

    return workbook_bytes("Audit", created, write)


def _write_first_page(book: Book, mix: CareMix) -> None:
    page = book.page("Care mix", "Care mix", WIDTHS)
    last = len(WIDTHS) - 1
    page.across(0, 0, last, f"{book.program}: how much care, and of what kind", bold=True, font_size=18)
    page.room_for(0, [(book.program + " " * 34, page.width(0, last))], 18, 8)
    page.across(1, 0, last, _says_weeks(mix), font_size=12)
    row = 3
    for place, said in enumerate(in_plain_words(mix)):
        page.across(row, 0, last, said, font_size=12, bold=place == 0, valign="top")
        page.room_for(row, [(said, page.width(0, last))], 12.5, 6)
        row += 1
    row = _write_program(page, mix, row + 1)
    row = _write_shares(page, mix, row + 1)
    page.across(row, 0, last, FOLLOWING, font_size=10, italic=True, valign="top")
    page.room_for(row, [(FOLLOWING, page.width(0, last))], 10, 6)
    for number, said in enumerate(mix.warnings, start=row + 1):
        page.across(number, 0, last, f"Note: {said}.", font_size=10, valign="top")
        page.room_for(number, [(said, page.width(0, last))], 10, 6)
    page.sheet.hide_gridlines(2)
    page.sheet.fit_to_pages(1, 0)
    page.sheet.activate()


def _says_weeks(mix: CareMix) -> str:
    if not mix.weeks:
        return "No week has a roster."
    if len(mix.weeks) == 1:
        return f"Week of {mix.wording.full_date(mix.weeks[0])}"
    first, last = (mix.wording.full_date(week) for week in (mix.weeks[0], mix.weeks[-1]))
    return f"{len(mix.weeks)} weeks, from {first} to the week of {last}"


def _write_program(page: Page, mix: CareMix, row: int) -> int:
    """The program week by week, with a chart of what was scheduled and delivered."""
    _headings(page, row, PROGRAM_HEADINGS)
    first = row + 1
    for number, week in enumerate(mix.weeks, start=first):
        lines = [line for line in mix.lines if line.week == week]
        page.date(number, 0, week, align="left")
        page.number(number, 1, len(lines), align="center")
        page.number(number, 2, decimal_hours(sum(line.scheduled for line in lines)), num_format="0.0")
        page.number(number, 3, decimal_hours(sum(line.delivered for line in lines)), num_format="0.0")
        several = max(1, len(lines))
        page.number(
            number, 4, decimal_hours(sum(line.delivered for line in lines)) / several, num_format="0.0"
        )
        lowest = min((line.delivered for line in lines), default=0)
        page.number(number, 5, decimal_hours(lowest), num_format="0.0")
        page.number(number, 6, sum(line.days_delivered for line in lines) / several, num_format="0.0")
    after = first + len(mix.weeks)
    chart = page.book.workbook.add_chart({"type": "column"})
    for column, colour in ((2, "#9DB8D2"), (3, "#2F6DB5")):
        chart.add_series(
            {
                "name": ["Care mix", row, column],
                "categories": ["Care mix", first, 0, after - 1, 0],
                "values": ["Care mix", first, column, after - 1, column],
                "fill": {"color": colour},
            }
        )
    _placed(page, chart, "Hours of the program, week by week", after + 1)
    return after + 16


def _write_shares(page: Page, mix: CareMix, row: int) -> int:
    """The kinds of therapy week by week, stacked."""
    kinds = list(dict.fromkeys(line.kind for line in mix.kinds if line.delivered))
    if not kinds:
        return row
    minutes: dict[tuple[date, str], int] = defaultdict(int)
    for line in mix.kinds:
        minutes[line.week, line.kind] += line.delivered
    shown = kinds[: len(WIDTHS) - 1]
    _headings(page, row, ("Delivered, by kind", *(f"{kind}, h" for kind in shown)))
    first = row + 1
    for number, week in enumerate(mix.weeks, start=first):
        page.date(number, 0, week, align="left")
        for column, kind in enumerate(shown, start=1):
            page.number(number, column, decimal_hours(minutes[week, kind]), num_format="0.0")
    after = first + len(mix.weeks)
    chart = page.book.workbook.add_chart({"type": "column", "subtype": "percent_stacked"})
    for column, kind in enumerate(shown, start=1):
        chart.add_series(
            {
                "name": kind,
                "categories": ["Care mix", first, 0, after - 1, 0],
                "values": ["Care mix", first, column, after - 1, column],
                "fill": {"color": KIND_COLOURS[(column - 1) % len(KIND_COLOURS)]},
            }
        )
    _placed(page, chart, "Kinds of therapy in the hours delivered", after + 1)
    return after + 16


def _placed(page: Page, chart: object, title: str, row: int) -> None:
    chart.set_title({"name": title, "name_font": {"size": 12}})  # type: ignore[attr-defined]
    chart.set_legend({"position": "bottom"})  # type: ignore[attr-defined]
    chart.set_x_axis({"num_format": "d mmm", "text_axis": True})  # type: ignore[attr-defined]
    chart.set_size({"width": 760, "height": 280})  # type: ignore[attr-defined]
    page.sheet.insert_chart(row, 0, chart, {"description": title})


def _write_weeks(book: Book, mix: CareMix) -> None:
    page = book.page("Weeks", "Weeks", [width for _, width in WEEK_HEADINGS])
    for row, line in enumerate(mix.lines, start=1):
        _write_hours(page, row, line, line.level)
        below = max(0, line.required - line.delivered)
        alarm = {"bold": True, "bg_color": BAD} if below else {}
        page.number(row, 6, decimal_hours(below), num_format=HOURS_FORMAT, **alarm)
        _whole_numbers(page, row, 7, (line.least_days, line.days_scheduled, line.days_delivered))
        _whole_numbers(page, row, 10, _missed(line))
    page.as_table("WeeksTable", [word for word, _ in WEEK_HEADINGS], len(mix.lines))


def _write_hours(page: Page, row: int, line: WeekLine | KindLine, what: str) -> None:
    """Client, week, level or kind, and the hours: the first six columns of a line."""
    page.text(row, 0, line.client)
    page.date(row, 1, line.week, align="center")
    page.text(row, 2, what)
    for column, minutes in ((3, line.required), (4, line.scheduled), (5, line.delivered)):
        page.number(row, column, decimal_hours(minutes), num_format=HOURS_FORMAT)


def _missed(line: WeekLine) -> tuple[int, ...]:
    return (*(line.missed[word] for word in MISSED_WORDS), line.made_up)


def _write_kinds(book: Book, mix: CareMix) -> None:
    page = book.page("Kinds", "Kinds", [width for _, width in KIND_HEADINGS])
    for row, line in enumerate(mix.kinds, start=1):
        _write_hours(page, row, line, line.kind)
    page.as_table("KindsTable", [word for word, _ in KIND_HEADINGS], len(mix.kinds))


def _write_topics(book: Book, mix: CareMix) -> None:
    page = book.page("Topics", "Topics", [width for _, width in TOPIC_HEADINGS])
    for row, line in enumerate(mix.topics, start=1):
        page.text(row, 0, line.topic)
        page.text(row, 1, line.kind)
        page.text(row, 2, "yes" if line.counts else "no", align="center")
        _whole_numbers(page, row, 3, (line.sessions, line.seats, line.attended))
        page.number(row, 6, decimal_hours(line.scheduled), num_format=HOURS_FORMAT)
        page.number(row, 7, decimal_hours(line.delivered), num_format=HOURS_FORMAT)
    page.as_table("TopicsTable", [word for word, _ in TOPIC_HEADINGS], len(mix.topics))


def _whole_numbers(page: Page, row: int, first: int, numbers: Sequence[int]) -> None:
    for column, number in enumerate(numbers, start=first):
        page.number(row, column, number, align="center")


def _headings(page: Page, row: int, words: Sequence[str]) -> None:
    page.headings(row, words, centred=range(1, len(words)), text_wrap=True)
