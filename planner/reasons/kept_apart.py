"""Clients who are kept apart from so many that too few are left: to lead a topic for them, or to share its sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from planner.language.draft import Draft
from planner.model import Problem, Topic, listed


def kept_from_all(problem: Problem, code: str, topic: Topic) -> str:
    """`C002 is kept apart from Ada and Ben, who alone lead Anger`; blank where enough others lead it.

    Individual sessions are the primary therapist's, whoever else leads the topic. A topic of which a session is settled
    or has begun is left out: who leads it then may be anybody.
    """
    if not topic.leaders or topic.name in problem.standing_topics:
        return ""
    leading = [name for name, who in problem.therapists.items() if topic.name in who.leads]
    apart = {pair.therapist for pair in problem.apart if pair.client == code and pair.other_client is None}
    primary = problem.clients[code].primary
    if topic.kind == "individual" and primary in leading and primary in apart:
        return (
            f"{code} is kept apart from {primary}, who as their primary therapist alone may lead {topic.name}"
        )
    barred = [name for name in leading if name in apart]
    if not barred or len(leading) - len(barred) >= topic.leaders:
        return ""
    from_whom = f"{code} is kept apart from {listed(barred)}"
    if len(barred) < len(leading):
        return (
            f"{from_whom}, and {topic.name} takes {topic.leaders} therapists (Leaders) of {listed(leading)}"
        )
    return f"{from_whom}, who alone {'leads' if len(leading) == 1 else 'lead'} {topic.name}"


def each_from_each(problem: Problem, codes: Collection[str]) -> list[str]:
    """Some of these clients who are all kept apart from one another: each of them takes a session of their own."""
    among, apart = set(codes), defaultdict[str, set[str]](set)
    for pair in problem.apart:
        if pair.other_client is not None and {pair.client, pair.other_client} <= among:
            apart[pair.client].add(pair.other_client)
            apart[pair.other_client].add(pair.client)
    longest: list[str] = []
    for first in sorted(apart):
        circle = [first]
        for code in sorted(apart[first]):
            if all(code in apart[other] for other in circle):
                circle.append(code)
        longest = max(longest, circle, key=lambda codes: len(codes))
    return sorted(longest)


def too_few_beside(problem: Problem, draft: Draft, code: str, topic: Topic) -> bool:
    """Whether too few could share any session of a topic with a client, since they are kept apart from the others.

    A topic of which a session is settled or has begun is left out: that may be smaller.
    """
    apart = {
        pair.client if pair.other_client == code else pair.other_client
        for pair in problem.apart
        if pair.other_client is not None and code in (pair.client, pair.other_client)
    }
    if topic.name in problem.standing_topics or not apart:
        return False
    beside = [
        {seat.client for seat in draft.seats_at(topic.name, mine.start)} - {code}
        for mine in draft.seats_of(code)
        if mine.topic.name == topic.name
    ]
    could = max((len(others) for others in beside), default=0)
    left = max((len(others - apart) for others in beside), default=0)
    return left + 1 < topic.smallest <= could + 1
