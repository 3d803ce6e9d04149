"""Chains of sessions that the linear relaxation names: what would have to close, open and move together.

A week stands still where a change pays only once several sessions close and others open in their place. The relaxation
of the whole week sees all of them at once. It is solved with a price on leaving the plan at hand, drawn anew for every
slot each time; the slots in which it departs from the plan are the ones to free (relaxation induced neighbourhoods:
Danna, Rothberg, Le Pape 2005; a price on the distance: Fischetti, Monaci 2014). What that is at each level says
`planner/engine/chains.py`.
"""

from __future__ import annotations

from random import Random
from threading import Lock

import numpy as np

from planner.engine.board import Vector
from planner.engine.chains import Chain, NeedsChain
from planner.engine.neighbourhood import Neighbourhoods
from planner.engine.relaxation import Relaxation
from planner.engine.residue import Caps
from planner.engine.slice import Mask
from planner.language.limits import Stage

MOST_ENTRIES = 600_000  # of a board whose relaxation is solved in a second or so (measured: 367,000 in 0.8 s)
SPENT = 4e-9  # deterministic seconds for one step over one entry of the relaxation


class Ejections:
    """Draws the slots of one chain. Each thread that draws at the same time has a relaxation of its own."""

    def __init__(self, neighbourhoods: Neighbourhoods) -> None:
        self.board = neighbourhoods.board
        self._chains = {chain.stage: chain for chain in (Chain(neighbourhoods), NeedsChain(neighbourhoods))}
        self._idle: dict[Stage, list[Relaxation]] = {stage: [] for stage in self._chains}
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
        luck, chain, idle = (
            np.random.default_rng(random.randrange(1 << 30)),
            self._chains[stage],
            self._idle[stage],
        )
        with self._lock:
            stops, relaxation = self._stops, idle.pop() if idle else None
        relaxation = relaxation or chain.relaxation(caps, values)
        before = relaxation.steps
        relaxation.lean(*chain.leaving(values, luck, random))
        if self._begins(relaxation, stops):
            relaxation.solve(chain.accuracy, seconds, bounding=False)
        if not self._ends(relaxation, stops, idle):
            return np.zeros(self.board.width, dtype=bool), 0.0
        spent = SPENT * (relaxation.steps - before) * len(relaxation.left.columns)
        return chain.freed(relaxation.parts, values, size, luck, everybody), spent

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
