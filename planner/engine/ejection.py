"""Chains of sessions that the linear relaxation names: what would have to close, open and move together.

A week stands still where a change pays only once several sessions close and others open in their place. The relaxation
of the whole week sees all of them at once. It is solved with a price on leaving the plan at hand, drawn anew for every
slot each time; the slots in which it departs from the plan are the ones to free (relaxation induced neighbourhoods:
Danna, Rothberg, Le Pape 2005; a price on the distance: Fischetti, Monaci 2014).

At the needs the nearest week in which nothing is missing is asked for, with a little price on leaving a seat as well.
The slots in which it departs most are freed, and the seats in which it differs from the plan, or everybody's: all other
sessions stay where they are, and with sessions settled everybody is seated in a tenth of a second (48 clients).
"""

from __future__ import annotations

from random import Random
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from planner.engine.board import Vector
from planner.engine.links import links, session_links
from planner.engine.neighbourhood import Neighbourhoods, as_many
from planner.engine.relaxation import Relaxation
from planner.engine.residue import Caps
from planner.engine.slice import Mask
from planner.language.limits import Stage

MOST_ENTRIES = 600_000  # of a board whose relaxation is solved in a second or so (measured: 367,000 in 0.8 s)
ACCURACY = 1e-2  # enough to see which sessions it would rather have
# At the needs nothing may be missing in the best, and how near the plan that can be is all there is to see.
NEEDS_ACCURACY = 3e-3
LEAVING = (0.2, 0.35)  # the dearest slot's price, as a part of what a session of the plan costs on average
NEEDS_LEAVING = (0.6, 1.5)  # the same of needs missing, so that the nearest of many weeks is named
LEAVING_A_SEAT = 0.05  # the same of a seat, as a part of a session's
WORTH = 300.0  # what little is missing is made to cost there: less is lost in the solver's accuracy
FEW_SEATS = 500  # taken in a plan in which everybody can be seated anew in no time
DEPARTS = 0.08  # of a session more or less than in the plan
DIFFERS = 0.02  # of a seat more or less than in the plan
SPENT = 4e-9  # deterministic seconds for one step over one entry of the relaxation


class Ejections:
    """Draws the slots of one chain. Each thread that draws at the same time has a relaxation of its own."""

    def __init__(self, neighbourhoods: Neighbourhoods) -> None:
        self.neighbourhoods, self.board = neighbourhoods, neighbourhoods.board
        self._idle: dict[Stage, list[Relaxation]] = {}
        self._busy: list[Relaxation] = []
        self._stops = 0
        self._lock = Lock()

    def draw(
        self,
        stage: Stage,
        caps: Caps,
        size: int,
        random: Random,
        values: Vector,
        seconds: float | None,
        everybody: bool = False,
    ) -> tuple[Mask, float]:
        """The columns of a chain with about `size` seats, and the deterministic seconds it took to find it.

        At the needs `size` is how many slots are open, and `everybody` says whether all may sit elsewhere.
        """
        luck = np.random.default_rng(random.randrange(1 << 30))
        with self._lock:
            idle = self._idle.setdefault(stage, [])
            stops, relaxation = self._stops, idle.pop() if idle else None
        relaxation = relaxation or self._relaxation(stage, caps, values)
        before, sessions = relaxation.steps, self.neighbourhoods.session_columns
        relaxation.lean(*self._leaving(stage, values, luck, random))
        if self._begins(relaxation, stops):
            accuracy = NEEDS_ACCURACY if stage is Stage.NEEDS else ACCURACY
            relaxation.solve(accuracy, seconds, bounding=False)
        if not self._ends(relaxation, stops, idle):
            return np.zeros(self.board.width, dtype=bool), 0.0
        away = np.abs(np.minimum(relaxation.parts[sessions], 1) - (values[sessions] > 0))
        spent = SPENT * (relaxation.steps - before) * len(relaxation.left.columns)
        if stage is Stage.NEEDS:
            slots = self._departing(away, size, luck)
            if everybody or (values[self.neighbourhoods.seat_columns] > 0).sum() <= FEW_SEATS:
                return self._with_everybody(slots, values), spent
            return self._with_few(slots, values, relaxation.parts), spent
        return self.neighbourhoods.of_slots(self._chain(away, values, size, luck)), spent

    def stop(self) -> None:
        """Ends the chains that are being looked for: they free nothing, and their relaxations aren't used again."""
        with self._lock:
            self._stops += 1
            stopped, self._busy = self._busy, []
        for relaxation in stopped:
            relaxation.stop()

    def _begins(self, relaxation: Relaxation, stops: int) -> bool:
        """Whether nothing was stopped since; a stop ends it from now on."""
        with self._lock:
            if self._stops == stops:
                self._busy.append(relaxation)
            return self._stops == stops

    def _ends(self, relaxation: Relaxation, stops: int, idle: list[Relaxation]) -> bool:
        """Whether it came to its end without a stop, and can be used again."""
        with self._lock:
            if self._stops == stops:
                self._busy.remove(relaxation)
                idle.append(relaxation)
            return self._stops == stops

    def _relaxation(self, stage: Stage, caps: Caps, values: Vector) -> Relaxation:
        # Of a good week the rows on days say more about the bound than about its sessions: with them, riverside's plans
        # were dearer after 60 s by a hundredth (three seeds: 82,549, 81,107, 81,624; without: 81,697, 79,938, 81,052).
        tied = links if stage is Stage.NEEDS else session_links
        relaxation = Relaxation(self.board, stage, caps, tied(self.neighbourhoods.draft, self.board))
        if stage is Stage.NEEDS:
            relaxation.begin(values)
        return relaxation

    def _leaving(
        self, stage: Stage, values: Vector, luck: np.random.Generator, random: Random
    ) -> tuple[Vector, NDArray[np.float64]]:
        """Columns, and what each costs more, or less, for being other than in the plan: every slot's session.

        At the needs every seat as well, a little, so that not more people than have to sit elsewhere.
        """
        sessions, seats = self.neighbourhoods.session_columns, self.neighbourhoods.seat_columns
        usual = self.board.value(stage, values) / max(1, int((values[sessions] > 0).sum()))
        if stage is not Stage.NEEDS:
            prices = luck.random(len(sessions)) * usual * random.uniform(*LEAVING)
            return sessions, np.where(values[sessions] > 0, -prices, prices)
        prices = luck.random(len(sessions) + len(seats)) * usual * random.uniform(*NEEDS_LEAVING)
        prices[len(sessions) :] *= LEAVING_A_SEAT
        columns = np.concatenate((sessions, seats))
        leaving = np.where(values[columns] > 0, -prices, prices)
        # What is nearly nothing is lost in the solver's accuracy.
        larger = max(1.0, WORTH / max(1, self.board.value(stage, values)))
        priced = np.flatnonzero(self.board.prices[stage])
        more = (larger - 1) * self.board.prices[stage][priced]
        return np.concatenate((columns, priced)), np.concatenate((leaving * larger, more))

    def _chain(self, away: NDArray[np.float64], values: Vector, size: int, luck: np.random.Generator) -> Mask:
        """Slots in which the relaxation departs, where it does so most first; then sessions of the same people."""
        around = self.neighbourhoods
        seats = around.slot_seats + 1
        departs = away > DEPARTS
        chosen = np.zeros(around.slot_count, dtype=bool)
        if not departs.any():
            return chosen
        order = np.argsort(-(away + 0.3 * luck.random(len(away))))
        chosen[as_many(order[departs[order]], seats, size)] = True
        shared = around.client_at[:, chosen].sum(axis=1) @ around.client_at
        order = np.argsort(-(shared / max(1, int(shared.max())) + 0.3 * luck.random(len(away))))
        beside = order[(values[around.session_columns[order]] > 0) & ~departs[order]]
        chosen[as_many(beside, seats, size - seats[chosen].sum())] = True
        return chosen

    def _departing(self, away: NDArray[np.float64], many: int, luck: np.random.Generator) -> Mask:
        """So many slots of groups in which the relaxation departs, those first where it does so most."""
        departs = (away > DEPARTS) & ~self.neighbourhoods.slot_alone
        order = np.argsort(-(away + 0.3 * luck.random(len(away))))
        chosen = np.zeros(len(away), dtype=bool)
        chosen[order[departs[order]][:many]] = True
        return chosen

    def _with_everybody(self, slots: Mask, values: Vector) -> Mask:
        """Everything of some slots, the seats, leaders and rooms of all sessions that run, and all one-to-ones."""
        around = self.neighbourhoods
        runs = values[around.session_columns] > 0
        free = around.of_slots(slots | around.slot_alone)
        free[around.seat_columns[runs[around.seat_slot]]] = True
        free[around.staff_columns[runs[around.staff_slot]]] = True
        return free

    def _with_few(self, slots: Mask, values: Vector, parts: NDArray[np.float64]) -> Mask:
        """Some slots, and of the sessions that run what the relaxation would have otherwise."""
        around = self.neighbourhoods
        differs = np.abs(parts - values) > DIFFERS
        taken = values[around.seat_columns] > 0
        free = around.of_slots(slots)
        free[around.seat_columns] &= taken | differs[around.seat_columns]
        return free | (self._with_everybody(slots, values) & differs)
