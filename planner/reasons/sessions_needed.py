"""How many sessions of each topic it takes at least to seat all who need one, and to run as often as it should."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from planner.model import Problem
from planner.reasons.families import families_in

Track = tuple[str, str]
"""Sessions that only some can lead: a topic, and the one therapist whose clients they are for ('' = anybody's)."""


def sessions_needed(problem: Problem, runs: bool = False) -> Counter[Track]:
    """As many as seats are asked for, and as one client asks for; with `runs` as `Runs at least` says too.

    What stands already may be led by anybody, or be over: a topic that is settled or has begun is left out.
    """
    asked: dict[Track, Counter[str]] = defaultdict(Counter)
    for need in problem.needs:
        asked[need.topic, bound_to(problem, need.client, need.topic)][need.client] += need.sessions
    found: Counter[Track] = Counter()
    for (name, who), clients in asked.items():
        topic = problem.topics[name]
        if name not in problem.standing_topics:
            # Each family takes sessions of its own; of another topic all who need it are as one.
            groups = families_in(problem, topic, clients).values() or [list(clients)]
            found[name, who] = sum(
                _needed({code: clients[code] for code in codes}, problem.most_seats(topic))
                for codes in groups
            )
    if runs:
        for topic in problem.topics.values():
            if (
                topic.runs_at_least
                and topic.kind != "individual"
                and topic.name not in problem.standing_topics
            ):
                found[topic.name, ""] = max(found[topic.name, ""], topic.runs_at_least)
    return found


def bound_to(problem: Problem, code: str, topic: str) -> str:
    """The primary therapist who alone may lead an individual session of a client; '' where anybody who leads it may."""
    theirs = problem.therapists.get(problem.clients[code].primary or "")
    bound = problem.topics[topic].kind == "individual" and theirs is not None and topic in theirs.leads
    return theirs.name if bound and theirs else ""


def _needed(asked: Mapping[str, int], seats: int) -> int:
    return max(-(-sum(asked.values()) // max(1, seats)), *asked.values())
