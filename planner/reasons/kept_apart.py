"""Clients who are kept apart from so many that too few are left: to lead a topic for them, or to share its sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import combinations

from planner.fewest import fewest
from planner.language.draft import Draft
from planner.model import Problem, Topic, listed

TRIES_AT_MOST = 20_000  # seats tried until so many who are kept apart are taken to find their sessions


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
    tagged = [name for name in leading if topic.leader_tags <= problem.therapists[name].tags]
    if topic.leader_tags and tagged and apart.issuperset(tagged):
        return (
            f"{code} is kept apart from {listed(tagged)}, who alone {'leads' if len(tagged) == 1 else 'lead'} "
            f"{topic.name} with the tag {listed(sorted(topic.leader_tags))} (Leader tags)"
        )
    if not barred or len(leading) - len(barred) >= topic.leaders:
        return ""
    from_whom = f"{code} is kept apart from {listed(barred)}"
    if len(barred) < len(leading):
        return (
            f"{from_whom}, and {topic.name} takes {topic.leaders} therapists (Leaders) of {listed(leading)}"
        )
    return f"{from_whom}, who alone {'leads' if len(leading) == 1 else 'lead'} {topic.name}"


def too_many_apart(problem: Problem, codes: Collection[str], sessions: int) -> list[str]:
    """The fewest of these clients whom so many sessions can't part: each pair that is kept apart sits in two of them.

    None where they can be parted, or where so many are kept apart that it can't be tried.
    """
    among, apart = set(codes), defaultdict[str, set[str]](set)
    for pair in problem.apart:
        if pair.other_client is not None and {pair.client, pair.other_client} <= among:
            apart[pair.client].add(pair.other_client)
            apart[pair.other_client].add(pair.client)
    # Whoever is kept apart from fewer than there are sessions always finds one, whatever the others have.
    left = sorted(apart)
    while easy := [code for code in left if len(apart[code] & set(left)) < sessions]:
        left = [code for code in left if code not in easy]
    tries = iter(range(TRIES_AT_MOST))

    def parted(some: Sequence[str], seated: dict[str, int]) -> bool:
        if len(seated) == len(some):
            return True
        if next(tries, None) is None:
            return True  # it takes too long to say that they can't be
        code = max(
            (one for one in some if one not in seated),
            key=lambda one: len({seated[other] for other in apart[one] if other in seated}),
        )
        taken = {seated[other] for other in apart[code] if other in seated}
        # One session that nobody has yet is as good as another.
        open_to = [one for one in range(min(sessions, len(set(seated.values())) + 1)) if one not in taken]
        return any(parted(some, {**seated, code: one}) for one in open_to)

    if parted(left, {}):
        return []
    return fewest(left, lambda some: not parted(some, {}))


def each_from_each(problem: Problem, codes: Collection[str]) -> bool:
    """Whether each of these clients is kept apart from each of the others."""
    pairs = {frozenset((pair.client, pair.other_client or "")) for pair in problem.apart}
    return all(frozenset(pair) in pairs for pair in combinations(codes, 2))


def too_few_beside(problem: Problem, draft: Draft, code: str, topic: Topic) -> bool:
    """Whether too few could share any session of a topic with a client, since they are kept apart from the others.

    A topic of which a session is settled or has begun is left out: that may be smaller.
    """
    apart = _others_apart(problem, code)
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


def has_enough_beside(problem: Problem, draft: Draft, code: str, topic: Topic, start: int) -> bool:
    """Whether as many as a session takes at the least could share it at a start with a client.

    Of a topic of which a session is settled or has begun that isn't asked: that may be smaller.
    """
    apart = _others_apart(problem, code)
    if not apart or topic.smallest <= 1 or topic.name in problem.standing_topics:
        return True
    others = {seat.client for seat in draft.seats_at(topic.name, start)} - {code}
    return len(others - apart) + 1 >= topic.smallest


def _others_apart(problem: Problem, code: str) -> set[str]:
    return {
        pair.client if pair.other_client == code else pair.other_client
        for pair in problem.apart
        if pair.other_client is not None and code in (pair.client, pair.other_client)
    }
