"""Several descents from one plan, crossed: what two plans share is kept, and what they don't is searched at once.

Where a search comes to stand still is decided by its first few slices, and hardly any slice leads away from there. A
second descent from the same plan ends elsewhere. The two agree on most of the week; the slots in which they don't are
few enough to be solved at once, and with both plans' sessions to choose from the result is mostly better than either
(crossover in mixed-integer solvers: Rothberg 2007; merging of solutions: Blum and others 2016).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.engine.board import Vector
from planner.engine.improve import Improver
from planner.engine.incumbent import Incumbent
from planner.engine.neighbourhood import Neighbourhoods
from planner.engine.slice import Mask
from planner.language.limits import Stage

LEAST = 0.15  # of the stage's time, for each descent
LAST = 0.2  # of the stage's time is left for going on from the best plan in the end
SLACK = 0.75  # of the first descent's time at least has to be there for another
FLAT = 1.5  # as long as it took to be nearly as good, and a descent is over
NO_STALL = 1 << 30  # the slices beside a crossing may gain nothing
NEAR = 0.01  # a plan so little dearer, as a part, is nearly as good


class Descents:
    """Searches one stage by descents from the plan at hand, as long as they gain, and from what came of crossing them.

    What two descents gave together goes further down at once: a third, crossed before it has, gained less (measured).
    """

    def __init__(self, improver: Improver) -> None:
        self.improver, self.clock = improver, improver.clock
        self.incumbent = improver.incumbent

    def run(
        self, stage: Stage, floor: Callable[[], int], until: float, stall: int, elsewhere: Callable[[], int]
    ) -> bool:
        """As `Improver.run`, from the plan at hand several times; then from the best plan until the end."""
        place = self.incumbent.stages.index(stage)
        begin, whole = self.incumbent.values, self.clock.left(until)

        def descend(plan: Incumbent, latest: float) -> float:
            began, reached = self.clock.passed, [(0.0, plan.costs[place])]

            def enough() -> bool:
                passed = self.clock.passed - began
                if plan.costs[place] != reached[-1][1]:
                    reached.append((passed, plan.costs[place]))
                return is_flat(reached, passed, LEAST * whole)

            self.improver.incumbent = plan
            try:
                self.improver.run(stage, floor, latest, stall, elsewhere, enough)
            finally:
                self.improver.incumbent = self.incumbent
            return self.clock.passed - began

        longest, last = descend(self.incumbent, until), until - LAST * whole
        while self.incumbent.costs[place] > floor() and self.clock.left(last) > SLACK * longest:
            before = self.incumbent.costs
            other = Incumbent(self.incumbent.board, begin, self.incumbent.stages)
            self.improver.forget()
            descend(other, min(last, self.clock.passed + longest))
            self.cross(other, stage, floor, until, elsewhere)
            if self.incumbent.costs == before:
                break
            descend(self.incumbent, until)
        return self.improver.run(stage, floor, until, stall, elsewhere)

    def cross(
        self,
        other: Incumbent,
        stage: Stage,
        floor: Callable[[], int],
        until: float,
        elsewhere: Callable[[], int],
    ) -> None:
        """The better plan, bettered where the two differ; who has no part in it goes on from the better plan."""
        crossed = self.improver.tally.crossed
        self.improver.crossing = apart(self.improver.neighbourhoods, self.incumbent.values, other.values)
        if self.incumbent.offer(self.incumbent.values, other.values):
            self.improver.report()
        self.improver.run(
            stage, floor, until, NO_STALL, elsewhere, enough=lambda: self.improver.tally.crossed > crossed
        )


def is_flat(reached: Sequence[tuple[float, int]], passed: float, least: float) -> bool:
    """Whether a descent was nearly as good long before, after `least` seconds at the least.

    `reached` says after how many seconds it came to which cost, from its beginning on.
    """
    near = next(moment for moment, cost in reached if cost <= reached[-1][1] * (1 + NEAR))
    return passed >= max(least, FLAT * near)


def apart(around: Neighbourhoods, first: Vector, second: Vector) -> Mask:
    """All in which two plans differ, and everything of the slots whose sessions, leaders or rooms do."""
    differs: Mask = first != second
    slots = differs[around.session_columns]
    slots[around.staff_slot[differs[around.staff_columns]]] = True
    return around.of_slots(slots) | differs
