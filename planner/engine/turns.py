"""When, at the needs, a chain of sessions has its turn, how much of it is free, and how long it may take.

Hardly anything that is missing after the first seconds lacks a seat in a session that runs: with everybody's seats free
there, one need in twenty more is met. Several sessions have to close for others. The relaxation names them
(`planner/engine/chains.py`), and one slice in which they do meets half of what is missing; but it takes twenty times
as long as another. So chains get a share of the time, not a draw by luck.
"""

from __future__ import annotations

SHARE = 2.0  # times what all other slices have taken goes into chains
LEAST_EFFORT = 0.6  # deterministic seconds for the slice of a chain
MOST_EFFORT = 4.0
# Times as much for the next: after one in vain, after one solved to the end.
MORE_EFFORT, LESS_EFFORT = 1.5, 0.8
FIRST_SLOTS, LEAST_SLOTS, MOST_SLOTS = 25.0, 6.0, 200.0  # in which a chain departs from the plan
# Times as many for the next one: after one solved to the end, after another.
MORE_SLOTS, LESS_SLOTS = 1.4, 0.8
HOPE = 6  # chains in vain before the search stands still: fifty little slices in vain take no longer than a few of them
BUILDING = 0.02  # deterministic seconds' worth of building a slice


class Turns:
    """The time that chains and all other slices have taken at the needs, and what is due next.

    `slots` is how many a chain opens, `everybody` whether all may sit elsewhere or only who does in the relaxation,
    `effort` what its slice may take.
    """

    def __init__(self, possible: bool) -> None:
        self.possible = possible  # quickly solved, and no risk for what would be hard to find back
        self.effort, self.slots, self.everybody = LEAST_EFFORT, FIRST_SLOTS, False
        self._chains, self._others = 0.0, 0.0
        self._is_out = False
        self._in_vain = 0

    @property
    def hopeful(self) -> bool:
        """Whether chains have hardly been tried since something was last gained."""
        return self.possible and self._in_vain < HOPE

    def take(self) -> bool:
        """Whether the next slice is a chain: one at a time, and others in between."""
        due = self.possible and not self._is_out and self._chains <= SHARE * self._others
        self._is_out = self._is_out or due
        return due

    def give_back(self, spent: float, complete: bool, better: bool, stopped: bool = False) -> None:
        """A chain has come to its end, after so many deterministic seconds; one that was stopped tells nothing."""
        self._is_out = False
        self._chains += spent
        if stopped and not better:
            return
        self._in_vain = 0 if better else self._in_vain + 1
        # What was searched to the end in vain takes more: first other people, then other sessions.
        self.everybody = complete if not better else self.everybody
        if complete:
            self.effort = max(LEAST_EFFORT, self.effort * LESS_EFFORT)
            self.slots = min(MOST_SLOTS, self.slots * MORE_SLOTS)
            return
        self.slots = max(LEAST_SLOTS, self.slots * LESS_SLOTS)
        if not better:
            self.effort = min(MOST_EFFORT, self.effort * MORE_EFFORT)

    def pass_by(self, spent: float, better: bool) -> None:
        """Another slice has come to its end, after so many deterministic seconds."""
        self._others += spent + BUILDING
        self._in_vain = 0 if better else self._in_vain
