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
    course: list[tuple[float, int, int]] = []

    def note(progress: Progress) -> None:
        values = progress.values
        if Stage.HOURS in values:
            # A stage that is missing has no rule in the program, and so nothing can be missed.
            point = Point(monotonic() - begun, values[Stage.HOURS], values.get(Stage.NEEDS, 0))
            points.append(point)
        if progress.stage is Stage.GOOD_WEEK and Stage.GOOD_WEEK in values:
            reached = values[Stage.GOOD_WEEK], progress.bounds.get(Stage.GOOD_WEEK, 0)
            course.append((round(monotonic() - begun, 2), *reached))

    solution = solve(problem, rules(), Search(seconds, seed, on_progress=note, workers=workers))
    took = monotonic() - begun
    points.append(point_of(problem, solution.roster, took))
    gaps = tuple((result.stage.says, result.value, result.bound) for result in solution.stages)
    return Trace(tuple(points), solution.roster, took, gaps=gaps, course=tuple(course))
