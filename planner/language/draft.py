"""The undecided week: every seat, lead, room and session that could be, each a numbered column.

A *seat option* is a client in a topic at a start; which of several parallel sessions the client joins is
decided afterwards (`planner.engine.seating`), because hardly any rule asks. A *session option* counts the
sessions of a topic that start at one time. Interchangeable rooms share a *room option*.
Nothing here knows a solver: rules read the options and name columns in their limits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

import numpy as np

from planner.language.limits import Bar, Limit
from planner.language.options import LeadOption, RoomOption, SeatOption, SessionOption
from planner.language.possible import STANDS, Possible, interchangeable
from planner.model import Problem


class Draft:
    """All options of a problem that no bar takes away, with the columns rules may name.

    `lowest` and `highest` are the columns' bounds. Columns beyond the options are made on demand: `visit`,
    `attends` and `quantity`; `definitions` holds the limits that tie them to the options.
    """

    def __init__(self, problem: Problem, bars: Iterable[Bar] = (), named_rooms: Collection[str] = ()) -> None:
        self.problem = problem
        self.lowest: list[int] = []
        self.highest: list[int] = []
        self.definitions: list[Limit] = []
        self.seats: list[SeatOption] = []
        self.sessions: list[SessionOption] = []
        self.leads: list[LeadOption] = []
        self.uses: list[RoomOption] = []
        self._seats_of: dict[str, list[SeatOption]] = defaultdict(list)
        self._seats_at: dict[tuple[str, int], list[SeatOption]] = defaultdict(list)
        self._session_at: dict[tuple[str, int], SessionOption] = {}
        self._sessions_of: dict[str, list[SessionOption]] = defaultdict(list)
        self._leads_of: dict[str, list[LeadOption]] = defaultdict(list)
        self._leads_at: dict[tuple[str, int], list[LeadOption]] = defaultdict(list)
        self._uses_at: dict[tuple[str, int], list[RoomOption]] = defaultdict(list)
        self._uses_of: dict[tuple[str, ...], list[RoomOption]] = defaultdict(list)
        self._extra: dict[tuple[object, ...], int] = {}
        self._by_start: dict[tuple[str, int], dict[int, list[SeatOption]]] = {}
        self._fill(list(bars), set(named_rooms))

    # --- what may be -------------------------------------------------------------------------

    def seats_of(self, client: str) -> list[SeatOption]:
        """A client's seat options, by topic, then by start."""
        return self._seats_of.get(client, [])

    def seats_at(self, topic: str, start: int) -> list[SeatOption]:
        """Everybody's seat options in a topic at a start."""
        return self._seats_at.get((topic, start), [])

    def session_at(self, topic: str, start: int) -> SessionOption | None:
        """The session option of a topic at a start, `None` when it can't be."""
        return self._session_at.get((topic, start))

    def sessions_of(self, topic: str) -> list[SessionOption]:
        """A topic's session options, by start."""
        return self._sessions_of.get(topic, [])

    def leads_of(self, therapist: str) -> list[LeadOption]:
        """A therapist's lead options, by start."""
        return self._leads_of.get(therapist, [])

    def leads_at(self, topic: str, start: int) -> list[LeadOption]:
        """All lead options of a topic at a start."""
        return self._leads_at.get((topic, start), [])

    def uses_at(self, topic: str, start: int) -> list[RoomOption]:
        """All room options of a topic at a start."""
        return self._uses_at.get((topic, start), [])

    def room_groups(self) -> Iterator[tuple[tuple[str, ...], list[RoomOption]]]:
        """Interchangeable rooms with their options, by start."""
        yield from self._uses_of.items()

    # --- columns on demand -------------------------------------------------------------------

    def quantity(self, what: tuple[object, ...], most: int, fewest: int = 0) -> int:
        """A whole number between `fewest` and `most` that a rule needs; the same `what`, the same column."""
        if what not in self._extra:
            self._extra[what] = self._column(fewest, most)
        return self._extra[what]

    def visit(self, client: str, day: int) -> int | None:
        """1 exactly if the client has any session on the day; `None` when there can be none."""
        return self._presence("visit", client, day, lambda seat: True)

    def attends(self, client: str, day: int) -> int | None:
        """1 exactly if the client has a counting session on the day that isn't missed; `None`: none can be."""
        every = [seat for seat in self.seats_of(client) if seat.day == day]
        if every and all(seat.topic.counts and not seat.missed for seat in every):
            return self.visit(client, day)
        return self._presence("attends", client, day, lambda seat: seat.topic.counts and not seat.missed)

    # --- how it is made ----------------------------------------------------------------------

    def _column(self, fewest: int, most: int) -> int:
        self.lowest.append(fewest)
        self.highest.append(most)
        return len(self.lowest) - 1

    def _presence(self, what: str, client: str, day: int, counts) -> int | None:  # type: ignore[no-untyped-def]
        if (what, client, day) in self._extra:
            return self._extra[what, client, day]
        by_start: dict[tuple[int, int], list[SeatOption]] = defaultdict(list)
        for seat in self.seats_of(client):
            if seat.day == day and counts(seat):
                # What has begun may have been noted twice at one time: each its own row.
                by_start[seat.start, seat.column if self.lowest[seat.column] else -1].append(seat)
        if not by_start:
            return None
        begun = any(self.lowest[seat.column] for seats in by_start.values() for seat in seats)
        column = self.quantity((what, client, day), 1, int(begun))
        # One row per start: seats that start together exclude each other, so the sum is tighter than row by row.
        for seats in by_start.values():
            self.definitions.append(Limit([*((seat.column, 1) for seat in seats), (column, -1)], most=0))
        every = [(seat.column, -1) for seats in by_start.values() for seat in seats]
        self.definitions.append(Limit([*every, (column, 1)], most=0))
        return column

    def _fill(self, bars: list[Bar], named_rooms: set[str]) -> None:
        problem = self.problem
        topics = list(problem.topics.values())
        settled = {(fixed.topic, fixed.start) for fixed in problem.fixed}
        begun = problem.untouched_at
        starts = sorted({*problem.every_start, *(start for _, start in settled | begun)})
        self.possible = grid = Possible(problem, topics, starts, interchangeable(problem, named_rooms))
        for topic, start in begun:
            grid.clear(Bar("session", topic=topic, starts=[start]), STANDS)
        grid.strike(bars)
        self._fill_sessions(grid)
        for session in problem.untouched:
            self._add_past(session.topic, session.start)

    def _fill_sessions(self, grid: Possible) -> None:
        settled = Counter((fixed.topic, fixed.start) for fixed in self.problem.fixed)  # these run even empty
        for row, topic in enumerate(grid.topics):
            minutes = topic.minutes
            brings = minutes if topic.counts else 0
            for place, start in enumerate(grid.starts):
                if grid.session[row, place]:
                    continue
                leaders = np.flatnonzero(grid.lead[:, row, place] == 0)
                rooms = np.flatnonzero(grid.room[:, row, place] == 0)
                clients = np.flatnonzero(grid.seat[:, row, place] == 0)
                # Without leaders (mutual help), only the clients, and what is settled, limit how many run side by side.
                few = max(len(clients), settled[topic.name, start], 1)
                most = len(leaders) // topic.leaders if topic.leaders else few
                if topic.needs_room and self.problem.rooms:
                    most = min(most, sum(len(grid.groups[index]) for index in rooms))
                if most == 0 or (len(clients) == 0 and (topic.name, start) not in settled):
                    continue
                end = start + minutes
                self._add_session(SessionOption(self._column(0, most), topic, start, end, most=most))
                for index in leaders:
                    name = grid.therapists[index]
                    self._add_lead(LeadOption(self._column(0, 1), topic, start, end, therapist=name))
                if topic.needs_room:
                    for index in rooms:
                        group = grid.groups[index]
                        seats = self.problem.rooms[group[0]].seats
                        column = self._column(0, len(group))
                        self._add_use(RoomOption(column, topic, start, end, rooms=group, seats=seats))
                for index in clients:
                    code = grid.clients[index]
                    self._add_seat(
                        SeatOption(self._column(0, 1), topic, start, end, client=code, brings=brings)
                    )

    def _add_past(self, name: str, start: int) -> None:
        """What has begun is part of every roster: its columns are fixed."""
        if (name, start) in self._session_at:
            return
        sessions = [s for s in self.problem.untouched if (s.topic, s.start) == (name, start)]
        topic, end = self.problem.topics[name], sessions[0].end
        count = len(sessions)
        self._add_session(SessionOption(self._column(count, count), topic, start, end, most=count))
        for session in sessions:
            for therapist in session.therapists:
                self._add_lead(LeadOption(self._column(1, 1), topic, start, end, therapist=therapist))
            if session.room is not None and session.room in self.problem.rooms:
                room = self.problem.rooms[session.room]
                use = RoomOption(self._column(1, 1), topic, start, end, rooms=(room.name,), seats=room.seats)
                self._add_use(use)
            for seat in session.seats:
                self._add_seat(
                    SeatOption(
                        self._column(1, 1),
                        topic,
                        start,
                        end,
                        client=seat.client,
                        brings=session.credited(seat) if topic.counts else 0,
                        missed=seat.missed,
                    )
                )

    def _add_session(self, option: SessionOption) -> None:
        self.sessions.append(option)
        self._session_at[option.topic.name, option.start] = option
        self._sessions_of[option.topic.name].append(option)

    def _add_lead(self, option: LeadOption) -> None:
        self.leads.append(option)
        self._leads_of[option.therapist].append(option)
        self._leads_at[option.topic.name, option.start].append(option)

    def _add_use(self, option: RoomOption) -> None:
        self.uses.append(option)
        self._uses_at[option.topic.name, option.start].append(option)
        self._uses_of[option.rooms].append(option)

    def _add_seat(self, option: SeatOption) -> None:
        self.seats.append(option)
        self._seats_of[option.client].append(option)
        self._seats_at[option.topic.name, option.start].append(option)
