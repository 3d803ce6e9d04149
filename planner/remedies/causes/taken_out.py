"""What a hand took out of the roster in force, and who lacks it now: replanning doesn't put it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.model import Problem, Roster
from planner.remedies.causes.cause import Cause
from planner.remedies.causes.causes import missing_of


def taken_out_causes(problem: Problem, roster: Roster, client: str | None = None) -> Iterator[Cause]:
    """A cause for each seat that was taken out by hand of somebody who lacks hours or that topic."""
    missing = missing_of(problem, roster)
    of_hand = [one for one in problem.taken_out if one.client and one.topic]
    starts = Counter((one.client, one.topic) for one in of_hand)
    for one in of_hand:
        code, topic = one.client, one.topic
        if (
            client not in (None, code) or starts[code, topic] > 1
        ):  # from a group that is closed to them, all of it
            continue
        need = missing.get((code, topic), 0) > 0
        if need or (problem.topics[topic].counts and missing.get((code, None), 0) > 0):
            says = f"{code} isn't put back into {topic} {problem.says_when(one.start)}: {one.because}"
            advice = "undo the edit, or replan with --edits suggest"
            yield Cause(code, topic if need else None, f"{says} ({advice})", False, clients=(code,))
