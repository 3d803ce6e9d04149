"""When, at the needs, a chain of sessions has its turn, and how long it may take.

Slices of a few hundred seats are the quickest while much is missing. What is left in the end lacks no seats but other
sessions: with everybody's seats free in the sessions that run, hardly any need more is met, and several sessions have
to close for others. The relaxation names them (`planner/engine/ejection.py`), and one slice in which they do meets most
of what is missing; but it takes twenty times as long as another. So chains get a share of the time, not a draw by luck.
"""

from __future__ import annotations

FEW = 600  # needs missing, by priority, below which chains begin
SHARE = 1.0  # of the time that all other slices have taken goes into chains
LEAST_EFFORT = 1.0  # deterministic seconds for the slice of a chain
MOST_EFFORT = 4.0
MORE, LESS = 1.5, 0.8  # times as much for the next one: after a slice in vain, after one solved to the end
BUILDING = 0.02  # deterministic seconds' worth of building a slice


class Turns:
    """The time that chains and all other slices have taken at the needs, and what is due next."""

    def __init__(self, possible: bool) -> None:
        self.possible = possible  # whether the week's relaxation is quickly solved
        self.effort = LEAST_EFFORT
        self._chains, self._others = 0.0, 0.0
        self._is_out = False

    def take(self, missing: int) -> bool:
        """Whether the next slice is a chain, with so many needs missing: one at a time, and none where much is."""
        due = self.possible and not self._is_out and missing <= FEW and self._chains <= SHARE * self._others
        self._is_out = self._is_out or due
        return due

    def give_back(self, spent: float, complete: bool, better: bool) -> None:
        """A chain has come to its end, after so many deterministic seconds."""
        self._is_out = False
        self._chains += spent
        if complete:
            self.effort = max(LEAST_EFFORT, self.effort * LESS)
        elif not better:
            self.effort = min(MOST_EFFORT, self.effort * MORE)

    def pass_by(self, spent: float) -> None:
        """Another slice has come to its end, after so many deterministic seconds."""
        self._others += spent + BUILDING
