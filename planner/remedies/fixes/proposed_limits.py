"""Proposals about numbers: a topic's, a therapist's, a client's and a level's limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.language.limits import Refusal
from planner.remedies.fixes import kinds
from planner.remedies.fixes.proposal import Asked, Proposal

Proposer = Callable[[Asked, Refusal], Iterator[Proposal]]
SESSIONS = (1, 4, 10)  # for so many sessions more a therapist leads more hours
TIMES = (1, 3)  # by so many days, or sessions a day, a level of care allows more


def topic_limit(field: str) -> Proposer:
    """A topic once or twice more often than it may be."""

    def propose(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
        topic = asked.problem.topics[refused.topic]
        now = getattr(topic, field)
        if now is not None:
            yield from (kinds.topic_limit(topic, field, now + more) for more in (1, 2))

    return propose


def more_led(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """More hours for a therapist: for one session, or for several."""
    therapist = asked.problem.therapists.get(refused.who or "")
    if therapist is not None and therapist.most_minutes is not None:
        led = sum(one.minutes for one in asked.roster.of_therapist(therapist.name))
        for sessions in SESSIONS:
            more = sessions * asked.problem.topics[refused.topic].minutes
            yield kinds.most_led(therapist, max(led, therapist.most_minutes) + more)


def one_session_more(field: str) -> Proposer:
    """One session more for a therapist, a day or in a row."""

    def propose(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
        therapist = asked.problem.therapists.get(refused.who or "")
        now = getattr(therapist, field, None)
        if therapist is not None and now is not None:
            yield kinds.most_sessions(therapist, field, now + 1)

    return propose


def more_hours(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """One session more than a client's most hours hold."""
    client = asked.problem.clients.get(refused.who or "")
    if client is not None and client.most_minutes is not None:
        more = client.most_minutes + asked.problem.topics[refused.topic].minutes
        yield kinds.most_hours(client.code, more, client.most_minutes)


def more_days(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """More days for the client's level."""
    client = asked.problem.clients.get(refused.who or "")
    if client is not None and client.most_days is not None:
        now = client.most_days
        yield from (kinds.most_days(client.level, now + more, now) for more in TIMES)


def more_hours_a_day(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """More hours a day for the client's level, by a session or by several."""
    client = asked.problem.clients.get(refused.who or "")
    if client is not None and client.most_minutes_a_day is not None:
        now, step = client.most_minutes_a_day, asked.problem.topics[refused.topic].minutes
        yield from (kinds.most_hours_a_day(client.level, now + more * step, now) for more in TIMES)


def also_for(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """A topic for the client's level as well."""
    client = asked.problem.clients.get(refused.who or "")
    if client is not None:
        yield kinds.also_for(refused.topic, client.level)
