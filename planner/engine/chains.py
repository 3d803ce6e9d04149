"""What one chain of sessions is at a level: which relaxation names it, where it begins, what is freed.

At the last level a slot's session is dearer or cheaper to leave by luck, and the slots in which the relaxation departs
most are freed with the sessions of the same people. At the needs the nearest week in which nothing is missing is asked
for, with a little price on leaving a seat as well. The slots in which it departs most are freed, and the seats in which
it differs from the plan, or everybody's: all other sessions stay where they are, and with sessions settled everybody is
seated in a tenth of a second (48 clients).
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

from planner.engine.board import Vector
from planner.engine.links import links, session_links
from planner.engine.neighbourhood import Neighbourhoods, as_many
from planner.engine.relaxation import Relaxation
from planner.engine.residue import Caps, Cut
from planner.engine.slice import Mask
from planner.language.limits import Stage

ACCURACY = 1e-2  # enough to see which sessions it would rather have
# At the needs nothing may be missing in the best, and how near the plan that can be is all there is to see.
NEEDS_ACCURACY = 3e-3
LEAVING = (0.2, 0.35)  # the dearest slot's price, as a part of what a session of the plan costs on average
NEEDS_LEAVING = (0.6, 1.5)  # the same of needs missing, so that the nearest of many weeks is named
# By how much less sessions cost to leave, as a part of the dearest slot's price: more while the relaxation departs in
# too few slots. Planted weeks of 48 clients, seeds 1 to 16, have nothing missing after 8.1 processor seconds in the
# median, without it after 9.1; but another order of rounding changes a week's seconds by as much.
TEMPTING, MOST_TEMPTING = 0.1, 0.5
ENOUGH, FAR_TOO_FEW = 0.7, 0.35  # of the slots asked for
LEAVING_A_SEAT = 0.05  # the same of a seat, as a part of a session's
WORTH = 300.0  # what little is missing is made to cost there: less is lost in the solver's accuracy
FEW_SEATS = 500  # taken in a plan in which everybody can be seated anew in no time
DEPARTS = 0.08  # of a session more or less than in the plan
DIFFERS = 0.02  # of a seat more or less than in the plan

Prices = NDArray[np.float64]


class Chain:
    """A chain at `stage`, whose relaxation is solved to `accuracy`."""

    stage = Stage.GOOD_WEEK
    accuracy = ACCURACY

    def __init__(self, around: Neighbourhoods) -> None:
        self.around, self.board = around, around.board

    def relaxation(self, caps: Caps, values: Vector) -> Relaxation:
        """What names the sessions, begun anew."""
        return Relaxation(self.board, self.stage, caps, self._ties())

    def _ties(self) -> Sequence[Cut]:
        # The rows on days say more about the bound than about sessions: with them, riverside's plans were dearer
        # after 60 s by a hundredth (three seeds: 82,549, 81,107, 81,624; without: 81,697, 79,938, 81,052).
        return session_links(self.around.draft, self.board)

    def leaving(self, values: Vector, luck: np.random.Generator, random: Random) -> tuple[Vector, Prices]:
        """Columns, and what each costs more, or less, for being other than in the plan: every slot's session."""
        sessions = self.around.session_columns
        prices = luck.random(len(sessions)) * self._usual(values) * random.uniform(*LEAVING)
        return sessions, np.where(values[sessions] > 0, -prices, prices)

    def _usual(self, values: Vector) -> float:
        """What a session of the plan costs on average."""
        running = int((values[self.around.session_columns] > 0).sum())
        return self.board.value(self.stage, values) / max(1, running)

    def freed(
        self, parts: Prices, values: Vector, size: int, luck: np.random.Generator, everybody: bool
    ) -> Mask:
        """The columns of the slots in which the relaxation departs, most first; then sessions of the same people.

        `parts` is what the relaxation has of each column; about `size` seats. Everybody's are free there anyway.
        """
        around, away = self.around, self._away(parts, values)
        seats = around.slot_seats + 1
        departs = away > DEPARTS
        chosen = np.zeros(around.slot_count, dtype=bool)
        if not departs.any():
            return around.of_slots(chosen)
        order = np.argsort(-(away + 0.3 * luck.random(len(away))))
        chosen[as_many(order[departs[order]], seats, size)] = True
        shared = around.client_at[:, chosen].sum(axis=1) @ around.client_at
        order = np.argsort(-(shared / max(1, int(shared.max())) + 0.3 * luck.random(len(away))))
        beside = order[(values[around.session_columns[order]] > 0) & ~departs[order]]
        chosen[as_many(beside, seats, size - seats[chosen].sum())] = True
        return around.of_slots(chosen)

    def _away(self, parts: Prices, values: Vector) -> Prices:
        """How far each slot's session is from the plan's."""
        sessions = self.around.session_columns
        return np.asarray(np.abs(np.minimum(parts[sessions], 1) - (values[sessions] > 0)))


class NeedsChain(Chain):
    """A chain for what is missing of the needs: `size` is how many slots it opens.

    `tempting` is by how much less sessions cost to leave in the next one: one is drawn after the other.
    """

    stage = Stage.NEEDS
    accuracy = NEEDS_ACCURACY

    def __init__(self, around: Neighbourhoods) -> None:
        super().__init__(around)
        self.tempting = 0.0

    def relaxation(self, caps: Caps, values: Vector) -> Relaxation:
        """Begun at the plan: the nearest week is what is asked for."""
        relaxation = super().relaxation(caps, values)
        relaxation.begin(values)
        return relaxation

    def _ties(self) -> Sequence[Cut]:
        return links(self.around.draft, self.board)

    def leaving(self, values: Vector, luck: np.random.Generator, random: Random) -> tuple[Vector, Prices]:
        """Every seat as well, a little, so that not more people than have to sit elsewhere."""
        sessions, seats = self.around.session_columns, self.around.seat_columns
        prices = luck.random(len(sessions) + len(seats))
        prices[: len(sessions)] -= self.tempting
        prices[len(sessions) :] *= LEAVING_A_SEAT
        prices *= self._usual(values) * random.uniform(*NEEDS_LEAVING)
        columns = np.concatenate((sessions, seats))
        leaving = np.where(values[columns] > 0, -prices, prices)
        # What is nearly nothing is lost in the solver's accuracy.
        larger = max(1.0, WORTH / max(1, self.board.value(self.stage, values)))
        priced = np.flatnonzero(self.board.prices[self.stage])
        more = (larger - 1) * self.board.prices[self.stage][priced]
        return np.concatenate((columns, priced)), np.concatenate((leaving * larger, more))

    def freed(
        self, parts: Prices, values: Vector, size: int, luck: np.random.Generator, everybody: bool
    ) -> Mask:
        """Slots in which the relaxation departs, and who sits elsewhere in it, or with `everybody` all."""
        slots = self._departing(self._away(parts, values), size, luck)
        if everybody or (values[self.around.seat_columns] > 0).sum() <= FEW_SEATS:
            return self._with_everybody(slots, values)
        return self._with_few(slots, values, parts)

    def _departing(self, away: Prices, many: int, luck: np.random.Generator) -> Mask:
        """So many slots of groups in which the relaxation departs, those first where it does so most."""
        departs = (away > DEPARTS) & ~self.around.slot_alone
        self._tempt(int(departs.sum()) / max(1, many))
        order = np.argsort(-(away + 0.3 * luck.random(len(away))))
        chosen = np.zeros(len(away), dtype=bool)
        chosen[order[departs[order]][:many]] = True
        return chosen

    def _tempt(self, departed: float) -> None:
        """More, or less, by which part of the slots asked for the relaxation has departed in."""
        more = TEMPTING * (2 if departed < FAR_TOO_FEW else 1 if departed < ENOUGH else -1)
        self.tempting = min(MOST_TEMPTING, max(0.0, self.tempting + more))

    def _with_everybody(self, slots: Mask, values: Vector) -> Mask:
        """Everything of some slots, the seats, leaders and rooms of all sessions that run, and all one-to-ones."""
        around = self.around
        runs = values[around.session_columns] > 0
        free = around.of_slots(slots | around.slot_alone)
        free[around.seat_columns[runs[around.seat_slot]]] = True
        free[around.staff_columns[runs[around.staff_slot]]] = True
        return free

    def _with_few(self, slots: Mask, values: Vector, parts: Prices) -> Mask:
        """Some slots, and of the sessions that run what the relaxation would have otherwise."""
        around = self.around
        differs = np.abs(parts - values) > DIFFERS
        taken = values[around.seat_columns] > 0
        free = around.of_slots(slots)
        free[around.seat_columns] &= taken | differs[around.seat_columns]
        return free | (self._with_everybody(slots, values) & differs)
