"""Families in sessions of kind family: each takes one of its own, and none may be too small for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from planner.model import Problem, Topic

FAMILY = "family"  # the kind of topic whose sessions are for one family each


def families_in(problem: Problem, topic: Topic, codes: Collection[str]) -> Mapping[str, list[str]]:
    """Clients by whom they may share a session of the topic with; those of no family share one, as one family.

    Nothing of a topic of another kind, which anybody shares.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for code in sorted(codes) if topic.kind == FAMILY else ():
        found[problem.clients[code].family].append(code)
    return found
