"""The Week sheet: the grid for the wall. No client stands on it, and no test (clients read it)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.export.sheets.grid import Box, Grid, lay_out
from planner.export.sheets.page import (
    INK,
    PAGE_PIXELS,
    PAGE_POINTS,
    SPARE,
    Book,
    Page,
    clipped,
    lines_of_text,
)
from planner.findings.in_words import week_in_words
from planner.model import Problem, Session, Topic, clock
from planner.model.privacy import UNSEEN_KINDS
from planner.plan import Plan

TIME_WIDTH = 60
LANE_AT_LEAST = 84  # pixels; a narrower lane breaks every word
NAME_AT_MOST = 120  # characters; a longer name would need more than a row's height
SMALLEST_SIZE, LARGEST_SIZE, STACKED_SIZE = 9.0, 14.0, 9.5  # points
WIDEST_ON_LETTER = 1700  # pixels; a wider week, shrunk to Letter, can't be read on a wall
TABLOID = 3  # paper: 11 by 17 inches
FIRST_ROW = 2  # below the title and the days

# Light enough for black text, and of different lightness, so that neighbours differ on a grey printer too.
FILLS = (
    "#D6E6F5", "#FFF2C6", "#DDEFD9", "#F8DCD2", "#E6E0F2", "#CFEDEA", "#F4E3C3",
    "#ECEFF1", "#D9DEF7", "#F7DFEC", "#E9F3B9", "#D3D9DE",
)  # fmt: skip
# XlsxWriter's border numbers: what tells kinds apart without colour.
BORDERS = {"group": 2, "education": 8, "individual": 4, "family": 6, "community": 9, "mutual help": 13}
ONLY_BORDER = 1
EDGE = "#55606B"


def sheet_name(plan: Plan, several: bool) -> str:
    """`Week`, or `Week 2026-11-30` when several weeks were planned."""
    return f"Week {plan.problem.first_day.isoformat()}" if several else "Week"


def shown_on_wall(problem: Problem, sessions: Sequence[Session]) -> list[Session]:
    """The sessions that clients may read about."""
    return [session for session in sessions if problem.topics[session.topic].kind not in UNSEEN_KINDS]


def write_week(book: Book, plan: Plan) -> None:
    """One week as a grid: days across, times down, a cell a group; days without a session are left out.

    Sessions for one client stand in a strip below: they would crowd the groups, and nobody needs the wall for them.
    """
    shown = shown_on_wall(plan.problem, plan.roster.sessions)
    alone = [session for session in shown if plan.problem.topics[session.topic].largest == 1]
    grid = lay_out([session for session in shown if session not in alone], {s.day for s in alone})
    lane_width = _lane_width(grid)
    widths = [TIME_WIDTH, *(lane_width[day] for day in grid.lanes for _ in range(grid.lanes[day]))]
    page = book.page(sheet_name(plan, len(book.plans) > 1), week_in_words(plan), widths)
    page.for_the_wall()
    last = max(len(widths) - 1, 4)
    page.across(0, 0, last, f"{book.program}  ·  {week_in_words(plan)}", bold=True, font_size=18)
    page.sheet.set_row(0, 30)
    firsts = _write_days(page, plan, grid)
    heights = grid.heights(
        {box.session.id: _height(plan.problem, box, lane_width[box.day]) for box in grid.boxes},
        {grid.row(box.top): 15.0 for box in grid.boxes if _starts_here(box)},
    )
    for row, points in enumerate(heights):
        page.sheet.set_row(FIRST_ROW + row, min(400, points))
    _write_times(page, plan.problem, grid, last)
    for box in grid.boxes:
        _write_box(page, plan.problem, grid, box, firsts[box.day])
    if not shown:
        page.text(FIRST_ROW, 0, "No sessions this week.")
    row = _write_strip(page, plan.problem, alone, grid, firsts, FIRST_ROW + len(heights))
    row = _write_legend(page, plan, row + 1)
    page.sheet.freeze_panes(FIRST_ROW, 1)
    page.sheet.repeat_rows(0, FIRST_ROW - 1)
    page.sheet.print_area(0, 0, row, last)
    page.sheet.center_horizontally()
    page.sheet.hide_gridlines(2)
    _set_pages(page, grid, heights)


def _set_pages(page: Page, grid: Grid, heights: Sequence[float]) -> None:
    """One page if it can be read; else pages that end between sessions, never through one."""
    across = sum(page.widths)
    shrunk = min(1.0, PAGE_PIXELS / across)
    if across > WIDEST_ON_LETTER:
        page.sheet.set_paper(TABLOID)
    breaks = page_breaks(heights, grid.cuts(), PAGE_POINTS / (shrunk * SPARE))
    if (sum(heights) + 120) * shrunk <= PAGE_POINTS * 1.45 or not breaks:
        page.sheet.fit_to_pages(1, 1)
        return
    # Fitting to a width would drop the breaks, so the sheet is scaled, with room to spare for other fonts.
    page.sheet.set_print_scale(int(100 * shrunk * SPARE))
    page.sheet.set_h_pagebreaks([FIRST_ROW + row for row in breaks])


def page_breaks(heights: Sequence[float], cuts: Sequence[int], most: float) -> list[int]:
    """The rows at which new pages begin so that no page is taller than `most` points; none if `cuts` can't do it."""
    found: list[int] = []
    begin = 0
    while sum(heights[begin:]) > most:
        fitting = [row for row in cuts if row > begin and sum(heights[begin:row]) <= most]
        if not fitting:
            return []
        begin = fitting[-1]
        found.append(begin)
    return found


def _write_strip(
    page: Page, problem: Problem, alone: Sequence[Session], grid: Grid, firsts: Mapping[int, int], row: int
) -> int:
    """Sessions for one client, day by day in one row; the row after it."""
    if not alone:
        return row
    style = {"font_size": STACKED_SIZE, "valign": "top", "top": 1, "top_color": EDGE, "text_wrap": True}
    page.text(row, 0, "one to one", **{**style, "bold": True, "font_size": 9})
    texts = []
    for day, first in firsts.items():
        mine = sorted((s for s in alone if s.day == day), key=lambda s: (s.start, s.therapists))
        lines = [_line(problem, session) for session in mine]
        last = first + grid.lanes[day] - 1
        page.across(row, first, last, "\n".join(lines), left=1, left_color=EDGE, **style)
        texts.append(("\n".join(lines), page.width(first, last)))
    page.room_for(row, texts, STACKED_SIZE)
    return row + 1


def _line(problem: Problem, session: Session) -> str:
    room = [session.room] if session.room else []
    return " · ".join((problem.wording.time(session.start), *session.therapists, *room))


def _lane_width(grid: Grid) -> dict[int, int]:
    # A day with one lane still needs some room; the rest goes by how many run at once.
    shares = {day: max(1.4, float(lanes)) for day, lanes in grid.lanes.items()}
    unit = (PAGE_PIXELS - TIME_WIDTH) / max(sum(shares.values()), 3.0)
    return {day: max(LANE_AT_LEAST, int(shares[day] * unit / lanes)) for day, lanes in grid.lanes.items()}


def _write_days(page: Page, plan: Plan, grid: Grid) -> dict[int, int]:
    style: dict[str, object] = {"bold": True, "font_size": 14, "align": "center", "font_color": "#FFFFFF"}
    # `Sun, Dec 6` above a single lane would go on in a second line that nobody sees.
    style |= {"bg_color": INK, "shrink": True, "text_wrap": False}
    page.text(1, 0, "", **style)
    page.sheet.set_row(1, 24)
    firsts, column = {}, 1
    for day, lanes in grid.lanes.items():
        firsts[day] = column
        said = plan.problem.wording.day(plan.problem.date_of(day * 1440))
        page.across(1, column, column + lanes - 1, said, left=1, left_color="#FFFFFF", **style)
        column += lanes
    return firsts


def _write_times(page: Page, problem: Problem, grid: Grid, last: int) -> None:
    labelled = sorted({grid.row(box.top) for box in grid.boxes if _starts_here(box)})
    for row in range(len(grid.edges) - 1):
        style: dict[str, object] = {"bold": True, "font_size": 11, "valign": "top", "align": "right"}
        if row in labelled:
            page.text(
                FIRST_ROW + row, 0, problem.wording.time(grid.edges[row]), top=4, top_color="#8A949E", **style
            )
        if grid.is_gap(row):
            for column in range(last + 1):
                page.text(FIRST_ROW + row, column, "", bg_color="#F4F5F6", pattern=1)


def _write_box(page: Page, problem: Problem, grid: Grid, box: Box, first: int) -> None:
    topic = problem.topics[box.session.topic]
    rows = grid.rows_of(box)
    style = page.book.style(text_wrap=True, align="left", valign="vcenter", **_look(problem, topic))
    top, bottom = FIRST_ROW + rows.start, FIRST_ROW + rows.stop - 1
    left, right = first + box.first, first + box.last
    title, rest = _words(problem, topic, box)
    title_size, size = _sizes(topic, box, page.width(left, right))
    if (top, left) != (bottom, right):
        page.sheet.merge_range(top, left, bottom, right, "", style)
    bold = page.book.style(bold=True, font_size=title_size)
    plain = page.book.style(font_size=size)
    page.sheet.write_rich_string(top, left, bold, title, plain, rest, style)
    page.texts[top, left] = title + rest


def _words(problem: Problem, topic: Topic, box: Box) -> tuple[str, str]:
    session, wording = box.session, problem.wording
    filled = f"{len(session.seats)}/{problem.seats_in(topic, session.room)}"
    leaders = clipped(", ".join(session.therapists), NAME_AT_MOST)
    place = f"{clipped(session.room, NAME_AT_MOST)} · {filled}" if session.room else filled
    name = clipped(topic.name, NAME_AT_MOST)
    if not _whole(box):
        return f"{name} {wording.time(session.start)}", " · " + " · ".join(
            word for word in (leaders, place) if word
        )
    span = wording.span(session.start, session.end)
    return name, "\n" + "\n".join(word for word in (span, leaders, place) if word)


def _height(problem: Problem, box: Box, lane_width: int) -> float:
    topic = problem.topics[box.session.topic]
    width = lane_width * (box.last - box.first + 1)
    title, rest = _words(problem, topic, box)
    title_size, size = _sizes(topic, box, width)
    if not _whole(box):
        return lines_of_text(title + rest, width, size) * size * 1.36 + 3
    title_points = lines_of_text(title, width, title_size + 0.5) * title_size * 1.3
    return title_points + lines_of_text(rest[1:], width, size) * size * 1.34 + 4


def _sizes(topic: Topic, box: Box, width: int) -> tuple[float, float]:
    """Points of the topic and of the rest: as large as the longest word of the topic allows."""
    if not _whole(box):
        return STACKED_SIZE, STACKED_SIZE
    longest = max(len(word) for word in topic.name.split() or [""])
    fitting = (width - 10) / (max(longest, 6) * 0.72)
    title = max(SMALLEST_SIZE, min(LARGEST_SIZE, round(fitting * 2) / 2))
    return title, (11.0 if width >= 2 * LANE_AT_LEAST else 10.0)


def _whole(box: Box) -> bool:
    return box.bottom - box.top == box.session.minutes


def _starts_here(box: Box) -> bool:
    return clock(box.session.start) == clock(box.top)


def _look(problem: Problem, topic: Topic) -> dict[str, object]:
    place = list(problem.topics).index(topic.name)
    border = BORDERS.get(topic.kind, ONLY_BORDER)
    return {"bg_color": FILLS[place % len(FILLS)], "border": border, "border_color": EDGE}


def _write_legend(page: Page, plan: Plan, row: int) -> int:
    topics = [plan.problem.topics[s.topic] for s in shown_on_wall(plan.problem, plan.roster.sessions)]
    kinds = list(dict.fromkeys(topic.kind for topic in topics if topic.largest > 1))
    if not kinds:
        return row
    page.text(row, 0, "Border:", font_size=10)
    for column, kind in enumerate(kinds[: len(page.widths) - 1], start=1):
        border = {"border": BORDERS.get(kind, ONLY_BORDER), "border_color": EDGE}
        page.text(row, column, kind, align="center", font_size=10, shrink=True, **border)
    page.text(row + 1, 0, "8/12: eight clients, room for twelve", font_size=10)
    return row + 1
