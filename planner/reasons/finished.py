"""One finished week, and what is said of a seat that nothing in it is in the way of."""

from __future__ import annotations

from collections.abc import Sequence

from planner.language.limits import Stage
from planner.model import Topic
from planner.plan import StageResult
from planner.reasons.obstacles import Obstacles
from planner.reasons.opening import Opening
from planner.reasons.wording import Open


class Finished:
    """What stands in the way in a roster, and which of its levels are proven."""

    def __init__(self, obstacles: Obstacles, stages: Sequence[StageResult]) -> None:
        self.obstacles, self.problem, self.roster = obstacles, obstacles.problem, obstacles.roster
        self.proven = {result.stage for result in stages if result.proven}

    def free(self, opening: Opening, stage: Stage) -> str:
        """Of a level that is proven no sentence promises that planning longer may help."""
        where = f"{opening.topic.name} {self.problem.says_when(opening.start)}"
        if stage in self.proven:
            return (
                f"a seat in {where} would take more from others than it gives: no plan does better (proven)"
            )
        return Open(
            f"nothing in the roster is in the way of {where}: planning longer, or a hand, may seat them there"
        )

    def free_to_run(self, topic: Topic, start: int) -> str:
        """The same of a whole session: a leader, a room and enough clients are free for it."""
        when = self.problem.says_when(start)
        if Stage.RUNS in self.proven:
            gives = "would take more from others than it gives"
            return f"a session of {topic.name} on {when} {gives}: no plan does better (proven)"
        return Open(
            f"nothing in the roster is in the way of {topic.name} on {when}: planning longer, or a hand, may hold it"
        )

    @property
    def after(self) -> str:
        """` after Wed 12:00` of a week that is replanned; what has begun by then stands."""
        return f" after {self.problem.says_when(self.problem.as_of)}" if self.problem.as_of else ""
