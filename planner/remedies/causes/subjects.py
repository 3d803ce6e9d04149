"""How causes are put before people: in which order, and as whole sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from planner.model import PRIORITIES, Problem
from planner.program import Program
from planner.reasons.wording import has_name
from planner.remedies.causes.cause import Cause
from planner.remedies.outcome import Key


def each_subject_once(problem: Problem, causes: Iterable[Cause]) -> list[Cause]:
    """The causes as they come, those behind the others that are about the one therapist or client of an earlier one."""
    seen: set[str] = set()
    first: list[Cause] = []
    again: list[Cause] = []
    for cause in causes:
        says = cause.says.partition(", because ")[0]
        named = {name for name in problem.therapists if has_name(says, name)}
        of_one = named if len(named) == 1 else set()
        of_one |= {cause.client} if cause.client else set()
        (again if of_one & seen else first).append(cause)
        seen |= of_one
    return [*first, *again]


def heavy_first(problem: Problem, causes: Iterable[Cause]) -> list[Cause]:
    """The causes as they come, those behind the others for which nobody lacks more than what only could be had."""
    weights: dict[Key, int] = defaultdict(int)
    for need in problem.needs:
        weights[need.client, need.topic] = max(weights[need.client, need.topic], need.priority)

    def light(cause: Cause) -> bool:
        keys = cause.keys
        return bool(keys) and all(
            topic and 0 < weights[code, topic] < PRIORITIES["should"] for code, topic in keys
        )

    return sorted(causes, key=light)


def begun(program: Program, cause: Cause) -> Cause:
    """The cause as a sentence that begins with a capital letter, unless with a name: that is written as it is."""
    named = (program.clients, program.therapists, program.rooms, program.topics, program.levels)
    if any(cause.says.startswith(name) for names in named for name in names):
        return cause
    return replace(cause, says=cause.says[:1].upper() + cause.says[1:])
