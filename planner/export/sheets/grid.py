"""Where each session stands on the Week sheet: which rows of time, which columns of its day, how tall.

Rows are the stretches between one start or end and the next, so a longer session is never shorter on paper.
Columns of a day (its *lanes*) hold what runs at the same time; sessions of one topic that start and
end together (the one-to-one hours) share a lane and are stacked in it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from planner.model import MINUTES_A_DAY, Session

POINTS_A_MINUTE = 0.62
STACKED_AT_MOST = 4
MINUTES_IN_A_STACK = 5  # a stacked session's share of the time is at least this
POINTS_IN_A_GAP = 9.0  # a stretch in which nothing runs all week


@dataclass(frozen=True, slots=True)
class Box:
    """A session's place: its day, minutes of the day from `top` to `bottom`, lanes `first` to `last`."""

    session: Session
    day: int
    top: int
    bottom: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Grid:
    """All boxes of a week, the `edges` between its rows (minutes of the day) and the lanes of each day."""

    boxes: tuple[Box, ...]
    edges: tuple[int, ...]
    lanes: Mapping[int, int]

    def row(self, minute: int) -> int:
        """The row that begins at a minute of the day."""
        return self.edges.index(minute)

    def rows_of(self, box: Box) -> range:
        """The rows a box covers."""
        return range(self.row(box.top), self.row(box.bottom))

    def is_gap(self, row: int) -> bool:
        """Whether nothing runs in a row, on any day."""
        return not any(box.top <= self.edges[row] < box.bottom for box in self.boxes)

    def cuts(self) -> list[int]:
        """The rows before which a page may end: no session lies across their beginning."""
        ends = range(1, len(self.edges) - 1)
        return [row for row in ends if not any(b.top < self.edges[row] < b.bottom for b in self.boxes)]

    def heights(self, needed: Mapping[str, float], labels: Mapping[int, float]) -> list[float]:
        """Points for each row: by the clock, stretched where a text needs more.

        `needed` is what a session's text takes (by id), `labels` what the label of a row takes.
        """
        pairs = zip(self.edges, self.edges[1:], strict=False)
        found = [(after - before) * POINTS_A_MINUTE for before, after in pairs]
        for row in range(len(found)):
            if self.is_gap(row):
                found[row] = POINTS_IN_A_GAP
        wants = [(self.rows_of(box), needed.get(box.session.id, 0.0)) for box in self.boxes]
        wants += [(range(row, row + 1), points) for row, points in labels.items()]
        for rows, points in sorted(wants, key=lambda want: (len(want[0]), want[0].start)):
            have = sum(found[row] for row in rows)
            if 0 < have < points:
                for row in rows:
                    found[row] *= points / have
        return found


def lay_out(sessions: Sequence[Session], days: Collection[int] = ()) -> Grid:
    """Place a week's sessions so that none covers another; `days` have a lane even without a session."""
    boxes: list[Box] = []
    lanes: dict[int, int] = {}
    for day in sorted({session.day for session in sessions} | set(days)):
        today = [session for session in sessions if session.day == day]
        placed, lanes[day] = _lay_out_day(today) if today else ([], 1)
        boxes += placed
    edges = sorted({edge for box in boxes for edge in (box.top, box.bottom)})
    return Grid(tuple(boxes), tuple(edges), lanes)


Stack = list[Session]


def _lay_out_day(sessions: Sequence[Session]) -> tuple[list[Box], int]:
    stacks: list[Stack] = []
    for session in sorted(sessions, key=lambda s: (s.start, -s.minutes, s.topic, s.id)):
        if stacks and _stacks_up(stacks[-1], session):
            stacks[-1].append(session)
        else:
            stacks.append([session])
    clusters: list[list[list[Stack]]] = []  # a cluster is its lanes, a lane its stacks
    over = -1
    for stack in stacks:
        start, end = stack[0].start, stack[0].end
        if start >= over:
            clusters.append([])
        over = max(over, end)
        lane = next((lane for lane in clusters[-1] if lane[-1][0].end <= start), None)
        if lane is None:
            lane = []
            clusters[-1].append(lane)
        lane.append(stack)
    width = max(len(cluster) for cluster in clusters)
    return [box for cluster in clusters for box in _boxes_of_cluster(cluster, width)], width


def _boxes_of_cluster(cluster: Sequence[Sequence[Stack]], width: int) -> list[Box]:
    borders = [round(place * width / len(cluster)) for place in range(len(cluster) + 1)]
    boxes = []
    for place, lane in enumerate(cluster):
        for stack in lane:
            reach = place + 1
            while reach < len(cluster) and not any(_overlap(stack, other) for other in cluster[reach]):
                reach += 1
            boxes += _boxes_of_stack(stack, borders[place], borders[reach] - 1)
    return boxes


def _boxes_of_stack(stack: Stack, first: int, last: int) -> list[Box]:
    boxes = []
    for place, session in enumerate(stack):
        top = session.start % MINUTES_A_DAY
        share = session.minutes / len(stack)
        upper, lower = top + round(place * share), top + round((place + 1) * share)
        boxes.append(Box(session=session, day=session.day, top=upper, bottom=lower, first=first, last=last))
    return boxes


def _stacks_up(stack: Stack, session: Session) -> bool:
    first = stack[0]
    alike = (first.start, first.minutes, first.topic) == (session.start, session.minutes, session.topic)
    return alike and len(stack) < min(STACKED_AT_MOST, session.minutes // MINUTES_IN_A_STACK)


def _overlap(one: Stack, other: Stack) -> bool:
    return one[0].start < other[0].end and other[0].start < one[0].end
