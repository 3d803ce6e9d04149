"""The finish: no seat of a finished plan could be better taken, given up, moved or exchanged at once.

Slices are drawn by luck, and a short search may never have looked at somebody. So everybody's own week is settled anew
among the sessions that run, and each of those sessions among those who are free for it, until nothing gets better
any more. Each is so small that it is solved to the end in a few thousandths of a second.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from planner.engine.board import Vector
from planner.engine.clock import Clock
from planner.engine.corner import Corner
from planner.engine.effort import Effort
from planner.engine.incumbent import Incumbent
from planner.engine.neighbourhood import Neighbourhoods
from planner.engine.slice import settled_in_turn, with_followers
from planner.language.limits import Stage

EFFORT = Effort(0.5, task="corner")  # nearly all take a hundredth of that
HOPS = 9  # to the end of every chain of followers: it's short enough here
SAMPLE = 8  # clients and sessions that are looked at to see how long all of them will take
LOOKING = 0.1  # of the time that is left, at most, for that
AGAIN = 1.5  # as many are looked at, a second look included
OVERTIME = 0.1  # of the budget, and a second, at most, until the last plan is finished


class Finish:
    """Makes the incumbent locally best at all its stages, an earlier one never worsened for a later."""

    def __init__(self, incumbent: Incumbent, neighbourhoods: Neighbourhoods, clock: Clock) -> None:
        self.incumbent, self.around, self.clock = incumbent, neighbourhoods, clock
        self.board = incumbent.board
        self._look_anew()
        self._corners: dict[tuple[str, int], Corner] = {}

    def seconds(self) -> float:
        """About how many seconds a run will take: a few clients and sessions are looked at to see.

        Where even that takes long (a start every ten minutes), no more are looked at than there is time for.
        """
        began, most, looked = self.clock.passed, self.clock.left() * LOOKING, 0
        self._look_anew()
        every = [*self._each(np.arange(self.around.client_count), np.flatnonzero(self._runs()))]
        some = every[:: max(1, len(every) // SAMPLE)]
        for kind, number in some:
            self._settle(kind, number)
            looked += 1
            if self.clock.passed - began > most:
                break
        return (self.clock.passed - began) / max(1, looked) * len(every) * AGAIN

    def run(self) -> float:
        """Looks at every client and session that runs, and again at whom a change concerns, while there is time.

        First at those for whom something is missing: of a large week not everybody may be reached. Returns the
        seconds that it took.
        """
        around, began, until = self.around, self.clock.passed, self.clock.seconds * (1 + OVERTIME) + 1
        self._look_anew()
        clients, slots = self._lacking_first(), np.flatnonzero(self._runs())
        while len(clients) or len(slots):
            before = self.incumbent.values
            for kind, number in self._each(clients, slots):
                if self.clock.stopped.is_set() or self.clock.passed > until:
                    return self.clock.passed - began
                self._settle(kind, number)
            clients, slots = around.concerned_by(before, self.incumbent.values)
        return self.clock.passed - began

    def _lacking_first(self) -> Vector:
        """Every client, those first for whom something is missing at a level before a good week."""
        prices = sum(self.board.prices[stage] for stage in self.incumbent.stages if stage < Stage.GOOD_WEEK)
        lacking, _ = self.around.concerned_in(np.flatnonzero(prices * self.incumbent.values > 0))
        return np.array(list(dict.fromkeys((*lacking, *range(self.around.client_count)))), dtype=np.int64)

    def _look_anew(self) -> None:
        """The sums of the rows, by the incumbent's values."""
        self.sums = self.board.sums(self.incumbent.values)

    def _each(self, clients: Vector, slots: Vector) -> Iterator[tuple[str, int]]:
        yield from (("client", client) for client in clients.tolist())
        yield from (("session", slot) for slot in slots.tolist())

    def _runs(self) -> NDArray[np.bool_]:
        return self.incumbent.values[self.around.session_columns] > 0

    def _settle(self, kind: str, number: int) -> None:
        """The best that one client's week, or one session, can be when all else stays."""
        values, corner = self.incumbent.values, self._corner(kind, number)
        held = np.zeros(len(corner.columns), dtype=bool)
        if kind == "client":
            slots = self.around.slot_of[corner.columns]
            held = (slots >= 0) & ~(self._runs() | self.around.slot_alone)[slots]
        left = corner.residue(self.board, values, self.sums, held)
        now, prices = values[corner.columns[left.open]], [priced[left.open] for priced in corner.prices]
        if not any(left.could_be_less(priced, now) for priced in prices):
            return
        found, spent = settled_in_turn(left, now, prices, EFFORT)
        self.clock.spend(spent)
        if [int(priced @ found) for priced in prices] < [int(priced @ now) for priced in prices]:
            better = values.copy()
            better[corner.columns] = left.settled
            better[corner.columns[left.open]] = found
            if self.incumbent.offer(values, better):
                self._look_anew()

    def _corner(self, kind: str, number: int) -> Corner:
        if (kind, number) not in self._corners:
            around = self.around
            free = around.week_of(number) if kind == "client" else around.session_at(number)
            columns = np.flatnonzero(with_followers(self.board, free, HOPS))
            self._corners[kind, number] = Corner.of(self.board, columns, self.incumbent.stages)
        return self._corners[kind, number]
