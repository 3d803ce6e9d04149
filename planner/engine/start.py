"""A first plan, greedily: open the session that gains most for its therapists' time, seat who gains most, repeat.

The greedy planner sees the same rows as everything else. It opens a session, seats clients one by one, and takes
back whatever would break a row; columns that only follow (presences, counters) rise as far as rows ask.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heappop, heappush
from itertools import pairwise

import numpy as np

from planner.engine.board import Board, Vector
from planner.language.draft import Draft
from planner.language.limits import Stage
from planner.language.options import SeatOption, SessionOption
from planner.model import Roster

# How much a unit of each stage is worth to the greedy planner, per minute of hours = 1. The search that
# follows takes the stages one after another; a first plan only has to be good at all of them at once.
WORTH = {Stage.HOURS: 1.0, Stage.DAYS: 30.0, Stage.DAILY_FLOOR: 0.3, Stage.NEEDS: 6.0, Stage.RUNS: 60.0,
         Stage.MOVES: 4.0, Stage.HANDOVERS: 1.0, Stage.OTHER_NEEDS: 3.0}  # fmt: skip


class _Ledger:
    """A plan in the making: values, the sums of all rows, and a way to take steps back."""

    def __init__(self, board: Board, values: Vector) -> None:
        self.values = values.tolist()
        self.sums = board.sums(values).tolist()
        self.least, self.most = board.least.tolist(), board.most.tolist()
        self.highest = board.highest.tolist()
        rows, factors = board.rows_of.tolist(), board.row_factors.tolist()
        begins = board.row_starts.tolist()
        self.entries = [list(zip(rows[a:b], factors[a:b], strict=True)) for a, b in pairwise(begins)]
        slack_rows = np.zeros(board.height, dtype=bool)
        slack_rows[board.entry_rows[board.slack[board.columns]]] = True
        self.is_goal = slack_rows.tolist()
        rises = board.following[board.columns] & ~board.slack[board.columns]
        self.relief: dict[int, list[tuple[int, int]]] = {}
        self.fillers: dict[int, list[tuple[int, int]]] = {}
        for place in np.flatnonzero(rises).tolist():
            row, factor = int(board.entry_rows[place]), int(board.factors[place])
            followers = self.relief if factor < 0 else self.fillers
            followers.setdefault(row, []).append((int(board.columns[place]), factor))
        against = (board.factors < 0) & ~board.following[board.columns]
        depends = np.zeros(board.height, dtype=bool)
        depends[board.entry_rows[against]] = True
        self.depends = depends.tolist()

    def step(self, column: int, by: int, trail: list[tuple[int, int]]) -> bool:
        """Raises a column and all that must follow; `False` when a row forbids it (take `trail` back then)."""
        if self.values[column] + by > self.highest[column]:
            return False
        self.values[column] += by
        trail.append((column, by))
        over, under = [], []
        for row, factor in self.entries[column]:
            self.sums[row] += factor * by
            if self.is_goal[row]:
                continue
            if self.sums[row] > self.most[row]:
                over.append(row)
            elif self.sums[row] < self.least[row] and row in self.fillers:
                under.append(row)
        return all(self._relieve(row, trail) for row in over) and all(self._fill(row, trail) for row in under)

    def _relieve(self, row: int, trail: list[tuple[int, int]]) -> bool:
        """Raises followers that take away from a sum that has grown too large."""
        for follower, factor in self.relief.get(row, ()):
            too_much = self.sums[row] - self.most[row]
            if too_much <= 0:
                return True
            lift = min(self.highest[follower] - self.values[follower], -(too_much // factor))
            if lift > 0 and not self.step(follower, lift, trail):
                return False
        return bool(self.sums[row] <= self.most[row])

    def _fill(self, row: int, trail: list[tuple[int, int]]) -> bool:
        """Raises followers that fill up a sum that has become too small."""
        for follower, factor in self.fillers[row]:
            lacking = self.least[row] - self.sums[row]
            if lacking <= 0:
                return True
            lift = min(self.highest[follower] - self.values[follower], -(-lacking // factor))
            if lift > 0 and not self.step(follower, lift, trail):
                return False
        return bool(self.sums[row] >= self.least[row])

    def back(self, trail: list[tuple[int, int]], to: int = 0) -> None:
        """Takes steps back until `to` are left."""
        while len(trail) > to:
            column, by = trail.pop()
            self.values[column] -= by
            for row, factor in self.entries[column]:
                self.sums[row] -= factor * by

    def sound(self, trail: list[tuple[int, int]]) -> bool:
        """Whether all rows that the steps touched hold on both sides."""
        return all(
            self.is_goal[row] or self.least[row] <= self.sums[row] <= self.most[row]
            for column, _ in trail
            for row, _ in self.entries[column]
        )

    def could(self, column: int) -> bool:
        """A quick look: no row that depends on nothing else forbids raising the column by one."""
        if self.values[column] >= self.highest[column]:
            return False
        for row, factor in self.entries[column]:
            if (
                factor > 0
                and self.sums[row] + factor > self.most[row]
                and not self.is_goal[row]
                and not self.depends[row]
                and row not in self.relief
            ):
                return False
        return True


class Greedy:
    """Builds a first plan on a board; `run` returns its values."""

    def __init__(self, draft: Draft, board: Board, values: Vector) -> None:
        self.draft, self.board = draft, board
        settled = values.copy()
        settled[board.slack] = 0
        self.ledger = _Ledger(board, settled)
        self.gains = self._gains()
        self.led = dict.fromkeys(draft.problem.therapists, 0)

    def run(self, stopped: Callable[[], bool] = lambda: False) -> Vector:
        """Opens sessions while one gains anything; stops early when asked to."""
        heap = []
        for place, option in enumerate(self.draft.sessions):
            score = self._score(option)
            if score > 0:
                heap.append((-score, place))
        heapify(heap)
        while heap and not stopped():
            _, place = heappop(heap)
            option = self.draft.sessions[place]
            score = self._score(option)
            if score <= 0:
                continue
            if heap and score < -heap[0][0] - 1e-9:
                heappush(heap, (-score, place))
                continue
            if self._open(option) or self._join(option):
                heappush(heap, (-score, place))
        for option in self.draft.sessions:
            if self.ledger.values[option.column]:
                self._join(option)
        return self._finished()

    def _gains(self) -> dict[int, list[tuple[int, int, float]]]:
        """Per column: the goal rows it helps, with its factor and what a unit of the row is worth."""
        board = self.board
        gains: dict[int, list[tuple[int, int, float]]] = {}
        for stage, worth in WORTH.items():
            prices = board.prices.get(stage)
            if prices is None:
                continue
            for slack in np.flatnonzero((prices > 0) & board.slack).tolist():
                begin = board.row_starts[slack]
                row, sign = int(board.rows_of[begin]), int(board.row_factors[begin])
                if sign < 0:
                    continue  # a goal from above: more never helps
                for place in range(int(board.starts[row]), int(board.starts[row + 1])):
                    column, factor = int(board.columns[place]), int(board.factors[place])
                    if factor > 0 and column != slack:
                        gains.setdefault(column, []).append((row, factor, worth * float(prices[slack])))
        return gains

    def _gain(self, column: int) -> float:
        least, sums = self.ledger.least, self.ledger.sums
        total = 0.0
        for row, factor, worth in self.gains.get(column, ()):
            missing = least[row] - sums[row]
            if missing > 0:
                total += worth * min(factor, missing)
        return total

    def _seekers(self, option: SessionOption) -> list[tuple[float, SeatOption]]:
        """Who gains by sitting in a session there, the most first."""
        found = []
        for seat in self.draft.seats_at(option.topic.name, option.start):
            gain = self._gain(seat.column)
            if gain > 0 and self.ledger.could(seat.column):
                found.append((gain, seat))
        found.sort(key=lambda pair: -pair[0])
        return found

    def _score(self, option: SessionOption) -> float:
        """Gain per therapist minute of one more session there (or of joining the one that runs)."""
        topic = option.topic
        if self.ledger.values[option.column] >= option.most or not self.ledger.could(option.column):
            return 0.0
        seekers = self._seekers(option)
        if len(seekers) < topic.smallest:
            return 0.0
        gain = sum(gain for gain, _ in seekers[: topic.largest]) + self._gain(option.column)
        return gain / (topic.minutes * max(topic.leaders, 1))

    def _open(self, option: SessionOption) -> bool:
        """Opens one more session with leaders, a room and as many as gain; takes it back if it can't stand."""
        seekers = self._seekers(option)
        if not seekers:
            return False
        ledger, topic = self.ledger, option.topic
        leads = [lead for lead in self.draft.leads_at(topic.name, option.start) if ledger.could(lead.column)]
        leads.sort(key=lambda lead: (self.led[lead.therapist], lead.therapist))
        uses = [use for use in self.draft.uses_at(topic.name, option.start) if ledger.could(use.column)]
        wanted = min(len(seekers), topic.largest)
        uses.sort(key=lambda use: (use.seats < wanted, abs(use.seats - wanted)))
        asked = bool(self.draft.uses_at(topic.name, option.start))
        if len(leads) < topic.leaders or (asked and not uses):
            return False
        tries = range(len(leads) - topic.leaders + 1) if topic.largest == 1 else range(min(3, len(leads)))
        for first in tries:
            chosen = leads[first : first + topic.leaders]
            if len(chosen) < topic.leaders:
                break
            trail: list[tuple[int, int]] = []
            stands = ledger.step(option.column, 1, trail)
            stands = stands and all(ledger.step(lead.column, 1, trail) for lead in chosen)
            if stands and asked:
                stands = ledger.step(uses[0].column, 1, trail)
            if stands:
                self._seat(seekers, topic.largest, trail)
                if ledger.sound(trail):
                    for lead in chosen:
                        self.led[lead.therapist] += topic.minutes
                    return True
            ledger.back(trail)
        return False

    def _seat(self, seekers: list[tuple[float, SeatOption]], most: int, trail: list[tuple[int, int]]) -> int:
        seated = 0
        for _, seat in seekers:
            if seated >= most:
                break
            mark = len(trail)
            if self.ledger.step(seat.column, 1, trail):
                seated += 1
            else:
                self.ledger.back(trail, mark)
        return seated

    def _join(self, option: SessionOption) -> bool:
        """Seats those who gain in a session that already runs."""
        if not self.ledger.values[option.column]:
            return False
        trail: list[tuple[int, int]] = []
        joined = self._seat(self._seekers(option), option.topic.largest, trail)
        if joined and not self.ledger.sound(trail):
            self.ledger.back(trail)
            joined = 0
        return joined > 0

    def _finished(self) -> Vector:
        """The values with every slack at what its goal really misses."""
        values = np.array(self.ledger.values, dtype=np.int64)
        return self.board.with_slacks(values)


def keep_what_stands(draft: Draft, board: Board, values: Vector, before: Roster) -> Vector:
    """Of a roster in force, session by session, whatever still keeps every row, on top of `values`."""
    settled = values.copy()
    settled[board.slack] = 0
    ledger = _Ledger(board, settled)
    for session in sorted(before.sessions, key=lambda s: (s.start, s.topic, s.id)):
        option = draft.session_at(session.topic, session.start)
        if option is None or ledger.values[option.column] >= option.most:
            continue
        at = (session.topic, session.start)
        leads = {lead.therapist: lead for lead in draft.leads_at(*at)}
        seats = {seat.client: seat for seat in draft.seats_at(*at)}
        uses = draft.uses_at(*at)
        own = [use for use in uses if session.room in use.rooms]
        trail: list[tuple[int, int]] = []
        stands = ledger.step(option.column, 1, trail)
        kept = [leads[name] for name in session.therapists if name in leads]
        others = sorted((o for o in leads.values() if o not in kept), key=lambda o: o.therapist)
        led = 0
        for lead in (*kept, *others):
            if not stands or led >= option.topic.leaders:
                break
            mark = len(trail)
            if ledger.step(lead.column, 1, trail):
                led += 1
            else:
                ledger.back(trail, mark)
        roomed = not uses
        for use in (*own, *(o for o in uses if o not in own)):
            if roomed or not stands:
                break
            mark = len(trail)
            roomed = ledger.step(use.column, 1, trail)
            if not roomed:
                ledger.back(trail, mark)
        for code in session.clients:
            mark = len(trail)
            if code in seats and not ledger.step(seats[code].column, 1, trail):
                ledger.back(trail, mark)
        if not (stands and roomed and led >= option.topic.leaders and ledger.sound(trail)):
            ledger.back(trail)
    return board.with_slacks(np.array(ledger.values, dtype=np.int64))
