"""In which order causes are told: what concerns somebody else comes before what has been said of the same therapist."""

from __future__ import annotations

from collections.abc import Iterable

from planner.model import Problem
from planner.reasons.wording import has_name
from planner.remedies.causes.cause import Cause


def each_subject_once(problem: Problem, causes: Iterable[Cause]) -> list[Cause]:
    """The causes as they come, those behind the others that are about the one therapist of an earlier one."""
    seen: set[str] = set()
    first: list[Cause] = []
    again: list[Cause] = []
    for cause in causes:
        says = cause.says.partition(", because ")[0]
        named = {name for name in problem.therapists if has_name(says, name)}
        of_one = named if len(named) == 1 else set()
        (again if of_one & seen else first).append(cause)
        seen |= of_one
    return [*first, *again]
