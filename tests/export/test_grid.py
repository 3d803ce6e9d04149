"""The Week's layout: nothing covers anything, everything has a place, and texts get the room they need."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planner.export.sheets.grid import POINTS_IN_A_GAP, lay_out
from planner.export.sheets.week import page_breaks
from planner.model import Session

SESSIONS = st.lists(
    st.tuples(
        st.integers(0, 1), st.integers(0, 12), st.sampled_from([3, 15, 50, 90]), st.sampled_from("ABC")
    ),
    max_size=12,
).map(
    lambda found: [
        Session(f"S{number}", topic, day * 1440 + 540 + quarter * 15, minutes)
        for number, (day, quarter, minutes, topic) in enumerate(found)
    ]
)


def session(name: str, start: int, minutes: int, topic: str = "Anger") -> Session:
    return Session(name, topic, start, minutes)


@given(SESSIONS)
def test_no_two_sessions_share_a_cell(sessions: list[Session]) -> None:
    grid = lay_out(sessions)
    taken = [
        (box.day, row, lane)
        for box in grid.boxes
        for row in grid.rows_of(box)
        for lane in range(box.first, box.last + 1)
    ]
    assert len(taken) == len(set(taken))
    assert all(box.last < grid.lanes[box.day] for box in grid.boxes)


@given(SESSIONS)
def test_every_session_has_one_box_within_its_time(sessions: list[Session]) -> None:
    grid = lay_out(sessions)
    assert sorted(box.session.id for box in grid.boxes) == sorted(session.id for session in sessions)
    for box in grid.boxes:
        top = box.session.start % 1440
        assert top <= box.top < box.bottom <= top + box.session.minutes


@given(SESSIONS)
def test_rows_are_tall_enough_for_every_text(sessions: list[Session]) -> None:
    grid = lay_out(sessions)
    heights = grid.heights({session.id: 60.0 for session in sessions}, {})
    for box in grid.boxes:
        assert sum(heights[row] for row in grid.rows_of(box)) >= 59.999


def test_sessions_of_one_topic_at_one_time_are_stacked_in_one_lane() -> None:
    grid = lay_out([session("S1", 540, 50), session("S2", 540, 50), session("S3", 540, 90, "Grief")])
    assert grid.lanes == {0: 2}
    assert [(box.session.id, box.top, box.bottom) for box in grid.boxes if box.session.topic == "Anger"] == [
        ("S1", 540, 565),
        ("S2", 565, 590),
    ]


def test_a_session_alone_takes_the_whole_width_of_its_day() -> None:
    grid = lay_out([session("S1", 540, 50), session("S2", 540, 90, "Grief"), session("S3", 700, 60)])
    assert [(box.first, box.last) for box in grid.boxes if box.session.id == "S3"] == [(0, 1)]


def test_a_stretch_without_sessions_is_a_thin_row() -> None:
    grid = lay_out([session("S1", 540, 60), session("S2", 1080, 60)])
    assert grid.edges == (540, 600, 1080, 1140)
    assert grid.heights({}, {})[1] == POINTS_IN_A_GAP


def test_a_page_ends_where_no_session_is_cut() -> None:
    grid = lay_out(
        [session("a", 540, 60), session("b", 570, 90), session("c", 660, 60), session("d", 720, 60)]
    )
    assert [grid.edges[row] for row in grid.cuts()] == [660, 720]


@given(SESSIONS, st.floats(10, 400))
def test_no_page_break_cuts_a_session_and_no_page_is_too_tall(sessions: list[Session], most: float) -> None:
    grid = lay_out(sessions)
    heights = grid.heights({}, {})
    breaks = page_breaks(heights, grid.cuts(), most)
    for box in grid.boxes:
        assert not any(row in grid.rows_of(box) and row != grid.rows_of(box).start for row in breaks)
    ends = [0, *breaks, len(heights)]
    if breaks:
        assert all(sum(heights[top:bottom]) <= most for top, bottom in pairwise(ends))
