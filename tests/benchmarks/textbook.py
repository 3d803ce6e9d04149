"""The textbook model of a week: a Boolean per session that could be, and per client and such a session.

A session that could be is a topic, a start and a therapist; rooms are given by one more Boolean per session and
room. Everything that overlaps is kept apart by "at most one at any moment". One weighted objective. The rows are
plain sums, so that CP-SAT, SCIP and HiGHS all get the very same model. One rule is left out in the peers'
favour: sessions in a row without a gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from planner.model import MINUTES_A_DAY, Client, Problem, Roster, Seat, Session, Topic

HALF_HOUR_SHORT = 1000
DAY_MISSING = 400
RUN_MISSING = 300
NEED_MISSING = 5  # times the priority: a must is worth a quarter of an hour, and never as much as hours

Terms = list[tuple[int, int]]


@dataclass(frozen=True)
class Candidate:
    """A session that could be."""

    topic: Topic
    start: int
    therapist: str
    column: int

    @property
    def end(self) -> int:
        return self.start + self.topic.minutes


@dataclass(frozen=True)
class Row:
    """`fewest <= sum <= most`; `None` = unbounded."""

    terms: Terms
    fewest: int | None
    most: int | None


@dataclass
class Textbook:
    """The whole model as columns and rows, and the way back from values to a roster."""

    problem: Problem
    highest: list[int] = field(default_factory=list)
    price: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    seats: dict[str, list[tuple[Candidate, int]]] = field(default_factory=dict)
    rooms: dict[int, list[tuple[str, int]]] = field(default_factory=dict)

    def roster(self, chosen: Sequence[bool]) -> Roster:
        """The roster of a solution, given for each column whether it is 1 or more."""
        seated: dict[int, list[str]] = defaultdict(list)
        for code, options in self.seats.items():
            for candidate, column in options:
                if chosen[column]:
                    seated[candidate.column].append(code)
        sessions = []
        for number, candidate in enumerate((c for c in self.candidates if chosen[c.column]), 1):
            room = next((name for name, column in self.rooms[candidate.column] if chosen[column]), None)
            sessions.append(
                Session(
                    f"X{number:04d}",
                    candidate.topic.name,
                    candidate.start,
                    candidate.topic.minutes,
                    therapists=(candidate.therapist,),
                    room=room,
                    seats=tuple(Seat(code) for code in sorted(seated[candidate.column])),
                )
            )
        return Roster(self.problem.first_day, tuple(sorted(sessions, key=lambda s: (s.start, s.topic))))


def textbook_model(problem: Problem) -> Textbook:
    """Writes the model down. Fixed sessions, history and several leaders are no part of planted weeks."""
    return _Writer(problem).write()


class _Writer:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = Textbook(problem)
        self.at: dict[tuple[str, str], list[Candidate]] = defaultdict(list)

    def write(self) -> Textbook:
        self._sessions()
        for client in self.problem.clients.values():
            self._client(client)
        self._sizes()
        self._apart()
        self._therapists()
        self._topics()
        return self.model

    def _column(self, price: int = 0, highest: int = 1) -> int:
        self.model.highest.append(highest)
        self.model.price.append(price)
        return len(self.model.highest) - 1

    def _row(self, terms: Terms, fewest: int | None = None, most: int | None = None) -> None:
        if terms:
            self.model.rows.append(Row(terms, fewest, most))

    def _sessions(self) -> None:
        problem = self.problem
        use: dict[str, list[tuple[Candidate, int]]] = defaultdict(list)
        for topic in problem.topics.values():
            for therapist in problem.therapists.values():
                if topic.name not in therapist.leads:
                    continue
                windows = problem.therapist_windows.get(therapist.name, ())
                for start in problem.starts:
                    if not any(window.holds(start, start + topic.minutes) for window in windows):
                        continue
                    candidate = Candidate(topic, start, therapist.name, self._column(price=1))
                    self.model.candidates.append(candidate)
                    rooms = [
                        (room.name, self._column())
                        for room in problem.rooms.values()
                        if topic.needs_room and (topic.room_kind is None or topic.room_kind in room.kinds)
                    ]
                    self.model.rooms[candidate.column] = rooms
                    for name, column in rooms:
                        use[name].append((candidate, column))
                    if topic.needs_room and problem.rooms:
                        self._row([*((column, 1) for _, column in rooms), (candidate.column, -1)], 0, 0)
        for options in use.values():
            self._one_at_a_time(options)

    def _one_at_a_time(self, options: Iterable[tuple[Candidate, int]], most: int = 1) -> None:
        """At any moment at which one of them starts, at most so many are going on."""
        by_day: dict[int, list[tuple[Candidate, int]]] = defaultdict(list)
        for candidate, column in options:
            by_day[candidate.start // MINUTES_A_DAY].append((candidate, column))
        for today in by_day.values():
            for moment in sorted({candidate.start for candidate, _ in today}):
                going_on = [(column, 1) for c, column in today if c.start <= moment < c.end]
                if len(going_on) > most:
                    self._row(going_on, None, most)

    def _client(self, client: Client) -> None:
        problem = self.problem
        windows = problem.client_windows.get(client.code, ())
        barred = {pair.therapist for pair in problem.apart if pair.client == client.code}
        options: list[tuple[Candidate, int]] = []
        for candidate in self.model.candidates:
            topic = candidate.topic
            alone = topic.kind == "individual" and client.primary is not None
            if (
                topic.wanted_tags <= client.tags
                and not topic.barred_tags & client.tags
                and (topic.levels is None or client.level in topic.levels)
                and candidate.therapist not in barred
                and not (alone and candidate.therapist != client.primary)
                and any(window.holds(candidate.start, candidate.end) for window in windows)
            ):
                column = self._column()
                options.append((candidate, column))
                self._row([(column, 1), (candidate.column, -1)], None, 0)
        self.model.seats[client.code] = options
        self._one_at_a_time(options)
        self._client_days(client, options)
        self._client_topics(client, options)
        week = [(column, c.topic.minutes) for c, column in options if c.topic.counts]
        if client.most_minutes is not None:
            self._row(week, None, client.most_minutes)
        if client.least_minutes:
            # One unit of shortfall is ten minutes, so that 50-minute topics don't waste any.
            short = self._column(price=HALF_HOUR_SHORT // 3, highest=-(-client.least_minutes // 10))
            self._row([*week, (short, 10)], client.least_minutes, None)

    def _client_days(self, client: Client, options: list[tuple[Candidate, int]]) -> None:
        visits: Terms = []
        for day in range(7):
            today = [(c, column) for c, column in options if c.start // MINUTES_A_DAY == day]
            if not today:
                continue
            visit = self._column(price=1)
            visits.append((visit, 1))
            for _, column in today:
                self._row([(column, 1), (visit, -1)], None, 0)
            self._row([*((column, 1) for _, column in today), (visit, -1)], 0, None)
            if client.most_minutes_a_day is not None:
                self._row([(column, c.topic.minutes) for c, column in today], None, client.most_minutes_a_day)
        if client.most_days is not None and len(visits) > client.most_days:
            self._row(visits, None, client.most_days)
        if client.least_days:
            missing = self._column(price=DAY_MISSING, highest=client.least_days)
            self._row([*visits, (missing, 1)], client.least_days, None)

    def _client_topics(self, client: Client, options: list[tuple[Candidate, int]]) -> None:
        by_topic: dict[str, Terms] = defaultdict(list)
        by_day: dict[tuple[str, int], Terms] = defaultdict(list)
        for candidate, column in options:
            by_topic[candidate.topic.name].append((column, 1))
            by_day[candidate.topic.name, candidate.start // MINUTES_A_DAY].append((column, 1))
        for name, terms in by_topic.items():
            self._row(terms, None, self.problem.topics[name].most_a_week)
        for (name, _), terms in by_day.items():
            self._row(terms, None, self.problem.topics[name].most_a_day)
        for need in self.problem.needs:
            if need.client == client.code:
                missing = self._column(price=NEED_MISSING * need.priority, highest=need.sessions)
                self._row([*by_topic[need.topic], (missing, 1)], need.sessions, None)

    def _sizes(self) -> None:
        seated: dict[int, Terms] = defaultdict(list)
        for options in self.model.seats.values():
            for candidate, column in options:
                seated[candidate.column].append((column, 1))
        for candidate in self.model.candidates:
            topic, clients = candidate.topic, seated[candidate.column]
            self._row([*clients, (candidate.column, -topic.largest)], None, 0)
            self._row([*clients, (candidate.column, -topic.smallest)], 0, None)
            rooms = self.model.rooms[candidate.column]
            if any(self.problem.rooms[name].seats < topic.largest for name, _ in rooms):
                seats = [(column, -self.problem.rooms[name].seats) for name, column in rooms]
                self._row([*clients, *seats], None, 0)

    def _apart(self) -> None:
        for pair in self.problem.apart:
            if pair.other_client is not None:
                other = {c.column: column for c, column in self.model.seats[pair.other_client]}
                for candidate, column in self.model.seats[pair.client]:
                    if candidate.column in other:
                        self._row([(column, 1), (other[candidate.column], 1)], None, 1)

    def _therapists(self) -> None:
        for therapist in self.problem.therapists.values():
            mine = [(c, c.column) for c in self.model.candidates if c.therapist == therapist.name]
            self._one_at_a_time(mine)
            if therapist.most_minutes is not None:
                self._row([(column, c.topic.minutes) for c, column in mine], None, therapist.most_minutes)
            for day in range(7):
                today = [(column, 1) for c, column in mine if c.start // MINUTES_A_DAY == day]
                if therapist.most_a_day is not None:
                    self._row(today, None, therapist.most_a_day)

    def _topics(self) -> None:
        for topic in self.problem.topics.values():
            runs = [(c, c.column) for c in self.model.candidates if c.topic is topic]
            terms = [(column, 1) for _, column in runs]
            if topic.runs_at_most is not None:
                self._row(terms, None, topic.runs_at_most)
            if topic.runs_at_least:
                missing = self._column(price=RUN_MISSING, highest=topic.runs_at_least)
                self._row([*terms, (missing, 1)], topic.runs_at_least, None)
            if topic.at_once is not None:
                self._one_at_a_time(runs, topic.at_once)
