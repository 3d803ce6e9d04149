"""Chains of sessions that the linear relaxation names: what would have to close, open and move together.

A week stands still where a change pays only once several sessions close and others open in their place. The relaxation
of the whole week sees all of them at once. It is solved with a price on leaving the plan at hand, drawn anew for every
slot each time; the slots in which it departs from the plan are the ones to free (relaxation induced neighbourhoods:
Danna, Rothberg, Le Pape 2005; a price on the distance: Fischetti, Monaci 2014).

At the needs it is the same: what is missing in the end lacks no seats but other sessions. There all other sessions stay
where they are, but everybody may change to another: with the sessions settled, everybody is seated in a tenth of a
second (48 clients).
"""

from __future__ import annotations

from random import Random
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from planner.engine.board import Vector
from planner.engine.links import links
from planner.engine.neighbourhood import Neighbourhoods, as_many
from planner.engine.relaxation import Relaxation
from planner.engine.residue import Caps
from planner.engine.slice import Mask
from planner.language.limits import Stage

MOST_ENTRIES = 600_000  # of a board whose relaxation is solved in a second or so (measured: 367,000 in 0.8 s)
ACCURACY = 1e-2  # enough to see which sessions it would rather have
# At the needs the best costs nothing, and the relaxation is at its end only where it departs from the plan no further.
NEEDS_ACCURACY = 3e-3
LEAVING = (0.2, 0.35)  # the dearest slot's price, as a part of what a session of the plan costs on average
NEEDS_LEAVING = (0.6, 1.5)  # the same of needs missing, so that the nearest of many weeks is named
DEPARTS = 0.08  # of a session more or less than in the plan
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
        self, stage: Stage, caps: Caps, size: int, random: Random, values: Vector, seconds: float | None
    ) -> tuple[Mask, float]:
        """The columns of a chain with about `size` seats, and the deterministic seconds it took to find it."""
        luck = np.random.default_rng(random.randrange(1 << 30))
        with self._lock:
            idle = self._idle.setdefault(stage, [])
            stops, relaxation = self._stops, idle.pop() if idle else None
        relaxation = relaxation or self._relaxation(stage, caps, values)
        before, sessions = relaxation.steps, self.neighbourhoods.session_columns
        relaxation.lean(sessions, self._leaving(stage, values, luck, random))
        if self._begins(relaxation, stops):
            accuracy = NEEDS_ACCURACY if stage is Stage.NEEDS else ACCURACY
            relaxation.solve(accuracy, seconds, bounding=False)
        if not self._ends(relaxation, stops, idle):
            return np.zeros(self.board.width, dtype=bool), 0.0
        away = np.abs(np.minimum(relaxation.parts[sessions], 1) - (values[sessions] > 0))
        spent = SPENT * (relaxation.steps - before) * len(relaxation.left.columns)
        if stage is Stage.NEEDS:
            return self._everybody(away, values, size, luck), spent
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
        relaxation = Relaxation(self.board, stage, caps, links(self.neighbourhoods.draft, self.board))
        if stage is Stage.NEEDS:
            relaxation.begin(values)
        return relaxation

    def _leaving(
        self, stage: Stage, values: Vector, luck: np.random.Generator, random: Random
    ) -> NDArray[np.float64]:
        """What each slot's session costs more, or less, for being other than in the plan."""
        runs = values[self.neighbourhoods.session_columns] > 0
        usual = self.board.value(stage, values) / max(1, int(runs.sum()))
        leaving = NEEDS_LEAVING if stage is Stage.NEEDS else LEAVING
        prices = luck.random(len(runs)) * usual * random.uniform(*leaving)
        return np.where(runs, -prices, prices)

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

    def _everybody(
        self, away: NDArray[np.float64], values: Vector, size: int, luck: np.random.Generator
    ) -> Mask:
        """Slots in which the relaxation departs, the seats of all sessions that run, their leaders and rooms."""
        around = self.neighbourhoods
        departs = (away > DEPARTS) & ~around.slot_alone
        order = np.argsort(-(away + 0.3 * luck.random(len(away))))
        chosen = around.slot_alone.copy()
        chosen[as_many(order[departs[order]], around.slot_seats + 1, size)] = True
        runs = values[around.session_columns] > 0
        free = around.of_slots(chosen)
        free[around.seat_columns[runs[around.seat_slot]]] = True
        free[around.staff_columns[runs[around.staff_slot]]] = True
        return free
