"""A first plan, greedily: open the session that gains most for its therapists' time, seat who gains most, repeat.

The greedy planner sees the same rows as everything else. It opens a session, seats clients one by one, and takes
back whatever would break a row; columns that only follow (presences, counters) rise as far as rows ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np

from planner.engine.board import Board, Vector
from planner.engine.ledger import Ledger
from planner.language.draft import Draft
from planner.language.limits import Stage
from planner.language.options import LeadOption, SeatOption, SessionOption
from planner.model import MINUTES_A_DAY, Roster, Session, Topic

OTHER_DAY = 0.6  # of a seat's gain where it would bring a client on a day on which they didn't come before
AT_NOON = (
    0.5  # of a session's gain where it would take lunch: a day packed from end to end is hard to take apart
)

# How much a unit of each stage is worth to the greedy planner, per minute of hours = 1. The search that
# follows takes the stages one after another; a first plan only has to be good at all of them at once.
WORTH = {Stage.HOURS: 1.0, Stage.DAYS: 30.0, Stage.DAILY_FLOOR: 0.3, Stage.NEEDS: 6.0, Stage.RUNS: 60.0,
         Stage.MOVES: 4.0, Stage.HANDOVERS: 1.0, Stage.OTHER_NEEDS: 3.0}  # fmt: skip


@dataclass(frozen=True)
class _Place:
    """Where a session may be opened; `was` is the one of the standing timetable that it goes on from."""

    option: SessionOption
    was: Session | None = None

    @property
    def most(self) -> int:
        """How many are seated at first: of a standing group as many as it had, so that others get theirs."""
        topic = self.option.topic
        if self.was is None:
            return topic.largest
        return min(topic.largest, max(topic.smallest, len(self.was.seats)))


class Greedy:
    """Builds a first plan on a board; `run` returns its values."""

    def __init__(self, draft: Draft, board: Board, values: Vector) -> None:
        self.draft, self.board = draft, board
        settled = values.copy()
        settled[board.slack] = 0
        self.ledger = Ledger(board, settled)
        self.gains = self._gains()
        self.led = dict.fromkeys(draft.problem.therapists, 0)

    def run(self, stopped: Callable[[], bool] = lambda: False) -> Vector:
        """Opens sessions while one gains anything; stops early when asked to."""
        self._open_while_it_gains([_Place(option) for option in self.draft.sessions], stopped)
        for option in self.draft.sessions:
            self._join(option)
        return self._finished()

    def again(self, stopped: Callable[[], bool] = lambda: False) -> Vector:
        """Opens sessions of the standing timetable while one gains anything, with their therapists and rooms."""
        for appointment, code in self._appointments():
            self._open(appointment, code)
        self._open_while_it_gains(self._groups(), stopped)
        for place in self._groups():
            self._join(place.option)
        return self._finished()

    def _open_while_it_gains(self, places: Sequence[_Place], stopped: Callable[[], bool]) -> None:
        """Opens the session that gains most, again and again; one of the standing timetable once."""
        heap = [(-self._score(place), number) for number, place in enumerate(places)]
        heap = [entry for entry in heap if entry[0] < 0]
        heapify(heap)
        while heap and not stopped():
            _, number = heappop(heap)
            place = places[number]
            score = self._score(place)
            if score <= 0:
                continue
            if heap and score < -heap[0][0] - 1e-9:
                heappush(heap, (-score, number))
                continue
            opened = self._open(place)
            if place.was is None and (opened or self._join(place.option)):
                heappush(heap, (-score, number))

    def _groups(self) -> list[_Place]:
        """The places of the standing timetable's groups that can be."""
        standing = self.draft.problem.standing
        sessions = standing.sessions if standing else ()
        return [
            _Place(option, was)
            for was in sessions
            if (option := self.draft.session_at(was.topic, was.start)) and option.topic.kind != "individual"
        ]

    def _appointments(self) -> Iterator[tuple[_Place, str]]:
        """Everybody's individual sessions of the standing timetable that can be, with whose they are."""
        standing = self.draft.problem.standing
        for was in standing.sessions if standing else ():
            option = self.draft.session_at(was.topic, was.start)
            if option is not None and option.topic.kind == "individual":
                for code in was.clients:
                    yield _Place(option, was), code

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
        """Who gains by sitting in a session there, the most first; less on a day on which one didn't come before."""
        standing = self.draft.problem.standing
        days = standing.days if standing else {}
        found = []
        for seat in self.draft.seats_at(option.topic.name, option.start):
            gain = self._gain(seat.column)
            if gain > 0 and self.ledger.could(seat.column):
                known = seat.client not in days or seat.day in days[seat.client]
                found.append((gain if known else gain * OTHER_DAY, seat))
        found.sort(key=lambda pair: -pair[0])
        return found

    def _score(self, place: _Place) -> float:
        """Gain per therapist minute of one more session there (or of joining the one that runs)."""
        option, topic = place.option, place.option.topic
        if self.ledger.values[option.column] >= option.most or not self.ledger.could(option.column):
            return 0.0
        seekers = self._seekers(option)
        if len(seekers) < topic.smallest:
            return 0.0
        gain = sum(gain for gain, _ in seekers[: place.most]) + self._gain(option.column)
        return gain / (topic.minutes * max(topic.leaders, 1)) * (AT_NOON if self._at_noon(option) else 1.0)

    def _at_noon(self, option: SessionOption) -> bool:
        """Whether it would lie in the middle of the time for lunch, which a first plan fills last."""
        problem = self.draft.problem
        if problem.lunch is None:
            return False
        opens, closes = problem.lunch
        begins = option.day * MINUTES_A_DAY + (opens + closes - problem.lunch_minutes) // 2
        return option.start < begins + problem.lunch_minutes and option.end > begins

    def _open(self, place: _Place, only: str | None = None) -> bool:
        """Opens one more session with leaders, a room and as many as gain; takes it back if it can't stand.

        Those who led it before and the room it had come first. `only` seats one client and nobody else.
        """
        option, topic, ledger = place.option, place.option.topic, self.ledger
        seekers = [(gain, seat) for gain, seat in self._seekers(option) if only in (None, seat.client)]
        if not seekers or not ledger.could(option.column):
            return False
        led, room = (place.was.therapists, place.was.room) if place.was else ((), None)
        leads = [lead for lead in self.draft.leads_at(topic.name, option.start) if ledger.could(lead.column)]
        leads.sort(key=lambda lead: (lead.therapist not in led, self.led[lead.therapist], lead.therapist))
        uses = [use for use in self.draft.uses_at(topic.name, option.start) if ledger.could(use.column)]
        wanted = min(len(seekers), place.most)
        uses.sort(key=lambda use: (room not in use.rooms, use.seats < wanted, abs(use.seats - wanted)))
        asked = bool(self.draft.uses_at(topic.name, option.start))
        if len(leads) < topic.leaders or (asked and not uses):
            return False
        for chosen in _teams(topic, leads, wanted):
            trail: list[tuple[int, int]] = []
            stands = ledger.step(option.column, 1, trail)
            stands = stands and all(ledger.step(lead.column, 1, trail) for lead in chosen)
            if stands and asked:
                stands = ledger.step(uses[0].column, 1, trail)
            if stands:
                ledger.as_many((seat.column for _, seat in seekers), place.most, trail)
                if ledger.sound(trail):
                    for lead in chosen:
                        self.led[lead.therapist] += topic.minutes
                    return True
            ledger.back(trail)
        return False

    def _join(self, option: SessionOption) -> bool:
        """Seats those who gain in a session that already runs."""
        if not self.ledger.values[option.column]:
            return False
        trail: list[tuple[int, int]] = []
        seekers = (seat.column for _, seat in self._seekers(option))
        joined = self.ledger.as_many(seekers, option.topic.largest, trail)
        if joined and not self.ledger.sound(trail):
            self.ledger.back(trail)
            joined = 0
        return joined > 0

    def _finished(self) -> Vector:
        """The values with every slack at what its goal really misses."""
        values = np.array(self.ledger.values, dtype=np.int64)
        return self.board.with_slacks(values)


def _teams(topic: Topic, leads: Sequence[LeadOption], wanted: int) -> Iterator[Sequence[LeadOption]]:
    """Who could lead so many clients together; those who would do for fewer come last."""
    for size in sorted({topic.leaders_for(wanted), topic.leaders}, reverse=True):
        tries = len(leads) - size + 1
        for first in range(tries if topic.largest == 1 else min(3, tries)):
            yield leads[first : first + size]


def keep_what_stands(draft: Draft, board: Board, values: Vector, before: Roster) -> Vector:
    """Of a roster in force, session by session, whatever still keeps every row, on top of `values`."""
    settled = values.copy()
    settled[board.slack] = 0
    ledger = Ledger(board, settled)
    for session in sorted(before.sessions, key=lambda s: (s.start, s.topic, s.id)):
        _keep(draft, ledger, session)
    return board.with_slacks(np.array(ledger.values, dtype=np.int64))


def _keep(draft: Draft, ledger: Ledger, session: Session) -> None:
    """Holds a session with its therapists, room and clients; where a row forbids one, with others or without."""
    at = (session.topic, session.start)
    option = draft.session_at(*at)
    if option is None or ledger.values[option.column] >= option.most:
        return
    leads = {lead.therapist: lead.column for lead in draft.leads_at(*at)}
    kept = [leads.pop(name) for name in session.therapists if name in leads]
    uses = sorted(draft.uses_at(*at), key=lambda use: session.room not in use.rooms)
    seats = {seat.client: seat.column for seat in draft.seats_at(*at)}
    own = [seats[code] for code in session.clients if code in seats]
    trail: list[tuple[int, int]] = []
    fewest, most = option.topic.leaders, option.topic.most_leaders
    asked = max(option.topic.leaders_for(len(own)), min(len(kept), most))
    stands = (
        ledger.step(option.column, 1, trail)
        and ledger.as_many((*kept, *(leads[name] for name in sorted(leads))), asked, trail) >= fewest
        and ledger.as_many((use.column for use in uses), 1, trail) == bool(uses)
    )
    if stands:
        ledger.as_many(own, len(own), trail)
    if not (stands and ledger.sound(trail)):
        ledger.back(trail)
