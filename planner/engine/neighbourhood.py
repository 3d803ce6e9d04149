"""Neighbourhoods: which columns a slice frees. They know clients, days, topics and therapists, and no rule."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from random import Random

import numpy as np

from planner.engine.board import Board, Vector
from planner.engine.slice import Mask
from planner.language.draft import Draft
from planner.model import MINUTES_A_DAY, Problem

TIMETABLE_RUNNING = (1.0, 0.8, 0.6)  # what part of the seats freed in a timetable is in sessions that run
RUNNING = 0.8  # the same, where it is asked what a few more sessions would give


class Neighbourhoods:
    """Draws sets of columns to free, each about as many seats as asked for.

    Everything is kept as arrays over the options: seat columns with their client, slot and day; a *slot* is a
    topic at a start, and frees its session, lead and room columns with it.
    """

    def __init__(self, problem: Problem, draft: Draft, board: Board) -> None:
        clients = {code: place for place, code in enumerate(problem.clients)}
        topics = {name: place for place, name in enumerate(problem.topics)}
        slots = {(option.topic.name, option.start): place for place, option in enumerate(draft.sessions)}
        self.board, self.draft, self.slots = board, draft, slots
        self.clients, self.topics = clients, topics
        self.seat_columns = np.array([seat.column for seat in draft.seats], dtype=np.int64)
        self.seat_client = np.array([clients.get(s.client, -1) for s in draft.seats], dtype=np.int64)
        self.seat_slot = np.array([slots[s.topic.name, s.start] for s in draft.seats], dtype=np.int64)
        self.slot_day = np.array([s.day for s in draft.sessions], dtype=np.int64)
        self.slot_start = np.array([s.start for s in draft.sessions], dtype=np.int64)
        self.slot_end = np.array([s.end for s in draft.sessions], dtype=np.int64)
        self.slot_topic = np.array([topics[s.topic.name] for s in draft.sessions], dtype=np.int64)
        self.slot_alone = np.array([s.topic.largest == 1 for s in draft.sessions], dtype=bool)
        self.session_columns = np.array([s.column for s in draft.sessions], dtype=np.int64)
        self.staff_columns = np.array([o.column for o in (*draft.leads, *draft.uses)], dtype=np.int64)
        self.staff_slot = np.array(
            [slots[o.topic.name, o.start] for o in (*draft.leads, *draft.uses)], dtype=np.int64
        )
        therapists = {name: place for place, name in enumerate(problem.therapists)}
        self.lead_columns = np.array([o.column for o in draft.leads], dtype=np.int64)
        self.lead_therapist = np.array([therapists.get(o.therapist, -1) for o in draft.leads], dtype=np.int64)
        self.lead_slot = np.array([slots[o.topic.name, o.start] for o in draft.leads], dtype=np.int64)
        self.client_count, self.slot_count = len(clients), len(slots)
        self.slot_seats = np.bincount(self.seat_slot, minlength=len(slots))
        self.client_at = np.zeros((len(clients), len(slots)), dtype=bool)
        known = self.seat_client >= 0
        self.client_at[self.seat_client[known], self.seat_slot[known]] = True
        self.client_of = np.full(board.width, -1, dtype=np.int64)
        self.client_of[self.seat_columns] = self.seat_client
        self.slot_of = np.full(board.width, -1, dtype=np.int64)
        self.slot_of[self.seat_columns] = self.seat_slot
        self.topic_of = np.full(board.width, -1, dtype=np.int64)
        self.topic_of[self.seat_columns] = self.slot_topic[self.seat_slot]
        self.topic_of[self.session_columns] = self.slot_topic

    def everything(self) -> Mask:
        """All columns."""
        return np.ones(self.board.width, dtype=bool)

    def draw(self, kind: str, size: int, random: Random, values: Vector, missed: Vector) -> Mask:
        """The columns of one neighbourhood of a kind with about `size` seats.

        `missed` are the columns (slacks, priced columns) in which the stage at hand still costs something.
        """
        draw = {
            "cohort": self._cohort,
            "day": self._day,
            "topics": self._topics,
            "therapists": self._therapists,
            "short": self._short,
            "missing": self._missing,
            "timetable": self._timetable,
        }[kind]
        return draw(size, random, values, missed)

    def around(self, topic: str, start: int) -> Mask:
        """Everything of the clients who could sit in a topic at a start."""
        slot = self.slots[topic, start]
        clients = np.flatnonzero(self.client_at[:, slot])
        return self._of_clients(clients, 1 << 40)

    def of_people(self, values: Vector, codes: Sequence[str], topics: Collection[str], size: int) -> Mask:
        """Everybody in the sessions that run, and in some of a few topics that might, about `size` seats.

        Those come first, of either, in which most of the clients named could sit.
        """
        named = [self.clients[code] for code in codes if code in self.clients]
        could = self.client_at[named].sum(axis=0)
        order = np.argsort(-could, kind="stable")
        runs = values[self.session_columns[order]] > 0
        places = [self.topics[name] for name in topics if name in self.topics]
        might = ~runs & np.isin(self.slot_topic[order], places) & (could[order] > 0)
        return self._some_of_both(order[runs], order[might], RUNNING, size)

    def week_of(self, client: int) -> Mask:
        """All of a client's seats, and what is theirs alone: one-to-ones, with leaders and rooms."""
        return self._free(self.seat_client == client, self.slot_alone & self.client_at[client])

    def session_at(self, slot: int) -> Mask:
        """Everything of one slot: whether its sessions run, who leads them, where, and who sits there."""
        return self.of_slots(np.arange(self.slot_count) == slot)

    def concerned_by(self, before: Vector, after: Vector) -> tuple[Vector, Vector]:
        """The clients, and the slots that run, for which a change may have made something possible."""
        changed: Mask = np.asarray(before != after, dtype=bool)
        slots: Mask = changed[self.session_columns]
        slots[self.staff_slot[changed[self.staff_columns]]] = True
        slots[self.seat_slot[changed[self.seat_columns]]] = True
        slots &= after[self.session_columns] > 0
        movers = self.seat_client[changed[self.seat_columns]]
        clients: Mask = np.asarray(self.client_at[:, slots].any(axis=1), dtype=bool)
        clients[movers[movers >= 0]] = True
        return np.flatnonzero(clients), np.flatnonzero(slots)

    def of_slots(self, slots: Mask) -> Mask:
        """Everything of some slots, with all their seats."""
        return self._free(slots[self.seat_slot], slots)

    def _free(self, seats: Mask, slots: Mask) -> Mask:
        free = np.zeros(self.board.width, dtype=bool)
        free[self.seat_columns[seats]] = True
        free[self.session_columns[slots]] = True
        free[self.staff_columns[slots[self.staff_slot]]] = True
        return free

    def _of_clients(self, order: Vector, size: int) -> Mask:
        """Clients in order until they hold about `size` seats, with every slot they could sit in."""
        possible = self.client_at.sum(axis=1)
        many = int(np.searchsorted(np.cumsum(possible[order]), size)) + 1
        chosen = np.zeros(self.client_count, dtype=bool)
        chosen[order[:many]] = True
        slots: Mask = np.asarray(self.client_at[chosen].any(axis=0), dtype=bool)
        seats: Mask = np.asarray(chosen[self.seat_client] & (self.seat_client >= 0), dtype=bool)
        return self._free(seats, slots)

    def _like(self, seed: int, random: Random) -> Vector:
        """Clients by how many slots they share with one, with a little luck in it."""
        alike = (self.client_at & self.client_at[seed]).sum(axis=1).astype(float)
        union = (self.client_at | self.client_at[seed]).sum(axis=1)
        alike /= np.maximum(union, 1)
        luck = np.array([random.random() for _ in range(self.client_count)])
        alike += 0.3 * luck
        alike[seed] = 9
        return np.argsort(-alike)

    def _cohort(self, size: int, random: Random, values: Vector, missed: Vector) -> Mask:
        return self._of_clients(self._like(random.randrange(self.client_count), random), size)

    def _short(self, size: int, random: Random, values: Vector, missed: Vector) -> Mask:
        """Somebody for whom something is missing, and those like them."""
        clients, topics = self.concerned_in(missed)
        if clients and (random.random() < 0.7 or not topics):
            seed = random.choice(clients)
            order = self._like(seed, random)
            if random.random() < 0.5:  # the others who miss something first
                others = set(clients)
                order = np.array(
                    [seed, *sorted((c for c in order if c != seed), key=lambda c: c not in others)]
                )
            return self._of_clients(order, size)
        if topics:
            return self._some_topics([random.choice(topics)], size, random)
        return self._cohort(size, random, values, missed)

    def _missing(self, size: int, random: Random, values: Vector, missed: Vector) -> Mask:
        """One thing that is missing, and whoever sits where it could take place.

        A client lacks a topic: free the client, those who sit in anything that runs while the client could
        have it on one or two days, and the others who lack the topic.
        """
        if not len(missed):
            return self._cohort(size, random, values, missed)
        column = random.choice(missed.tolist())
        clients, topics = self.concerned_in(np.array([column]))
        if not clients or not topics:
            return self._short(size, random, values, missed)
        client, topic = random.choice(clients), random.choice(topics)
        could = np.flatnonzero(self.client_at[client] & (self.slot_topic == topic))
        if not len(could):
            return self._short(size, random, values, missed)
        days = sorted(set(self.slot_day[could].tolist()))
        chosen = random.sample(days, min(len(days), random.choice((1, 1, 2, 3))))
        could = could[np.isin(self.slot_day[could], chosen)]
        beside = np.zeros(self.slot_count, dtype=bool)
        for slot in could.tolist():
            beside |= (self.slot_start < self.slot_end[slot]) & (self.slot_end > self.slot_start[slot])
        sits = (values[self.seat_columns] > 0) & beside[self.seat_slot] & (self.seat_client >= 0)
        there = sorted(set(self.seat_client[sits].tolist()) - {client})
        random.shuffle(there)
        lacking = [c for c in self.concerned_in(missed)[0] if c != client and c not in there]
        random.shuffle(lacking)
        alike = self.client_at[client] & beside
        there.sort(key=lambda c: -int((self.client_at[c] & alike).any()))
        order = [client, *there, *lacking]
        rest = [c for c in self._like(client, random).tolist() if c not in set(order)]
        return self._of_clients(np.array([*order, *rest]), size)

    def concerned_in(self, missed: Vector) -> tuple[list[int], list[int]]:
        """Clients and topics named by the rows of the columns in which something is missed."""
        board = self.board
        rows = np.zeros(board.height, dtype=bool)
        for column in missed.tolist():
            rows[board.rows_of[board.row_starts[column] : board.row_starts[column + 1]]] = True
        columns = board.columns[rows[board.entry_rows]]
        clients = np.unique(self.client_of[columns])
        topics = np.unique(self.topic_of[columns])
        return [int(c) for c in clients if c >= 0], [int(t) for t in topics if t >= 0]

    def _day(self, size: int, random: Random, values: Vector, missed: Vector) -> Mask:
        """A stretch of one day, or the same stretch of several: everything that lies in it."""
        days = sorted(set(self.slot_day.tolist()))
        random.shuffle(days)
        middle = random.choice(self.slot_start[self.slot_day == days[0]].tolist()) % MINUTES_A_DAY
        of_day = self.slot_start % MINUTES_A_DAY
        slots = np.zeros(self.slot_count, dtype=bool)
        for day in days:
            room = size - self.slot_seats[slots].sum()
            if room <= 0:
                break
            for width in range(60, MINUTES_A_DAY, 60):
                stretch = (self.slot_day == day) & (np.abs(of_day - middle) <= width)
                if self.slot_seats[stretch].sum() >= room:
                    break
            slots |= stretch
        return self.of_slots(slots)

    def _topics(self, size: int, random: Random, values: Vector, missed: Vector) -> Mask:
        topics = sorted(set(self.slot_topic.tolist()))
        random.shuffle(topics)
        held = np.bincount(self.slot_topic[self.seat_slot], minlength=max(topics) + 1)
        many = int(np.searchsorted(np.cumsum(held[topics]), size)) + 1
        return self._some_topics(topics[: max(2, many)], size, random)

    def _some_topics(self, topics: list[int], size: int, random: Random) -> Mask:
        """A few topics all week; when that is too much, for the clients alike to a random one."""
        slots = np.isin(self.slot_topic, topics)
        seats = slots[self.seat_slot]
        if seats.sum() > size:
            keep = self._like(random.randrange(self.client_count), random)
            held = np.bincount(self.seat_client[seats], minlength=self.client_count)
            many = int(np.searchsorted(np.cumsum(held[keep]), size)) + 1
            seats &= np.isin(self.seat_client, keep[:many])
        return self._free(seats, slots)

    def _timetable(self, size: int, random: Random, values: Vector, missed: Vector) -> Mask:
        """Everybody in the sessions that run, and in a few that might run instead: to close, merge, move and reseat.

        Which sessions run is all that makes this hard, and so few are open to question that a solver with its linear
        relaxation settles the seats of all clients at once.
        """
        running = np.flatnonzero(values[self.session_columns] > 0)
        if not len(running):
            return self._cohort(size, random, values, missed)
        luck = np.random.default_rng(random.randrange(1 << 30)).random(self.slot_count)
        near = self.client_at[self.client_at[:, random.choice(running.tolist())]].sum(axis=0)
        order = np.argsort(-(near / max(1, near.max()) + luck))
        runs = values[self.session_columns[order]] > 0
        return self._some_of_both(order[runs], order[~runs], random.choice(TIMETABLE_RUNNING), size)

    def _some_of_both(self, running: Vector, others: Vector, share: float, size: int) -> Mask:
        """The first slots of those that run, for a share of the seats, and the first of the others for the rest."""
        slots = np.zeros(self.slot_count, dtype=bool)
        slots[as_many(running, self.slot_seats + 1, share * size)] = True
        slots[as_many(others, self.slot_seats + 1, (1 - share) * size)] = True
        return self.of_slots(slots)

    def _therapists(self, size: int, random: Random, values: Vector, missed: Vector) -> Mask:
        """What one or two therapists lead now, with whoever could sit in what they might lead instead."""
        chosen = random.sample(
            sorted(set(self.lead_therapist.tolist())),
            k=min(2, len(set(self.lead_therapist.tolist()))),
        )
        mine = np.isin(self.lead_therapist, chosen)
        led = np.zeros(self.slot_count, dtype=bool)
        led[self.lead_slot[mine & (values[self.lead_columns] > 0)]] = True
        sits = values[self.seat_columns] > 0
        here = np.zeros(self.client_count, dtype=bool)
        concerned = self.seat_client[sits & led[self.seat_slot]]
        here[concerned[concerned >= 0]] = True
        order = np.flatnonzero(here)
        if not len(order):
            return self._cohort(size, random, values, missed)
        order = np.array(random.sample(order.tolist(), len(order)))
        return self._of_clients(order, size)


def as_many(slots: Vector, held: Vector, size: float) -> Vector:
    """The first slots, as many as hold no more than `size` seats together."""
    return slots[: int(np.searchsorted(np.cumsum(held[slots]), max(size, 0), side="right"))]
