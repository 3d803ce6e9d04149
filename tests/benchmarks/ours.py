"""Our engine as one more planner of the benchmark: the one place that knows how it is called."""

from __future__ import annotations

from time import monotonic

from planner.engine.solve import solve
from planner.language.limits import Stage
from planner.model import Problem
from planner.search import Progress, Search
from tests.benchmarks.judge import Point, Trace, point_of, rules


def ours(problem: Problem, seconds: float, seed: int, workers: int) -> Trace:
    """The engine with the whole rule book."""
    begun = monotonic()
    points: list[Point] = []
    course: list[tuple[float, str, int, int]] = []
    last: dict[Stage, tuple[int, int]] = {}

    def note(progress: Progress) -> None:
        values = progress.values
        if Stage.HOURS in values:
            # A stage that is missing has no rule in the program, and so nothing can be missed.
            point = Point(monotonic() - begun, values[Stage.HOURS], values.get(Stage.NEEDS, 0))
            points.append(point)
        for stage, value in values.items():
            # The points come last, and before their turn they are what hours and needs have left over.
            if stage is Stage.GOOD_WEEK and progress.stage is not stage:
                continue
            reached = value, progress.bounds.get(stage, 0)
            if last.get(stage) != reached:
                last[stage] = reached
                course.append((round(monotonic() - begun, 2), stage.name, *reached))

    solution = solve(problem, rules(), Search(seconds, seed, on_progress=note, workers=workers))
    took = monotonic() - begun
    points.append(point_of(problem, solution.roster, took))
    course += [(round(took, 2), result.stage.name, result.value, result.bound) for result in solution.stages]
    gaps = tuple((result.stage.says, result.value, result.bound) for result in solution.stages)
    return Trace(tuple(points), solution.roster, took, gaps=gaps, course=tuple(course))
