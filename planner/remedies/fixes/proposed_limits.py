"""Proposals about numbers: a topic's, a therapist's, a client's and a level's limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.language.limits import Refusal
from planner.model.wording import counted
from planner.remedies.fixes.proposal import Asked, Proposal

Proposer = Callable[[Asked, Refusal], Iterator[Proposal]]


def topic_limit(field: str, phrase: str) -> Proposer:
    """A topic once or twice more often than it may be."""

    def propose(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
        topic = asked.problem.topics[refused.topic]
        now = getattr(topic, field)
        if now is not None:
            for more in (1, 2):
                says = f"{topic.name} {counted(now + more, 'time')} ({phrase}, now {now})"
                change = f"topic {topic.name} {phrase.lower()} {now + more}"
                yield Proposal("Topic's limits", change, 10 * (more - 1), says)

    return propose


def therapist_limit(field: str, phrase: str) -> Proposer:
    """More hours for a therapist: for one session, or for several; or one session more a day or in a row."""

    def propose(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
        therapist = asked.problem.therapists.get(refused.who or "")
        now = getattr(therapist, field, None)
        if therapist is None or now is None:
            return
        if field == "most_minutes":
            led = sum(one.minutes for one in asked.roster.of_therapist(therapist.name))
            for sessions in (1, 4, 10):
                more = max(led, now) + sessions * asked.problem.topics[refused.topic].minutes
                hours = f"{-(-more // 30) / 2:g}"
                says = f"{therapist.name} leads up to {hours} h a week (Most hours, now {now / 60:g})"
                change = f"therapist {therapist.name} most hours {hours}"
                yield Proposal("Therapist's limits", change, (more - now) // 20, says)
        else:
            says = f"{therapist.name}: {phrase} {now + 1} (now {now})"
            change = f"therapist {therapist.name} {phrase.lower()} {now + 1}"
            yield Proposal("Therapist's limits", change, 0, says)

    return propose


def more_hours(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """One session more than a client's most hours hold."""
    client = asked.problem.clients.get(refused.who or "")
    if client is not None and client.most_minutes is not None:
        hours = f"{-(-(client.most_minutes + asked.problem.topics[refused.topic].minutes) // 30) / 2:g}"
        says = f"{client.code} may have {hours} h (Max hours)"
        yield Proposal("Client's limits", f"client {client.code} max hours {hours}", 0, says)


def level_limit(field: str, phrase: str, unit: int) -> Proposer:
    """A higher limit of the client's level, by a session or a day, or by as much as the level's minimum asks for."""

    def propose(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
        client = asked.problem.clients.get(refused.who or "")
        now = getattr(client, field, None)
        if client is None or now is None:
            return
        step = asked.problem.topics[refused.topic].minutes if unit > 1 else 1
        for times in (1, 3):
            value = f"{-(-2 * (now + times * step) // unit) / 2:g}" if unit > 1 else f"{now + times}"
            most = f"{value} h a day" if unit > 1 else counted(now + times, "day")
            says = f"{client.level} allows {most} ({phrase}, now {now / unit:g})"
            change = f"level {client.level} {phrase.lower()} {value}"
            yield Proposal("Level's limits", change, 10 * times - 10, says)

    return propose


def also_for(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """A topic for the client's level as well."""
    client = asked.problem.clients.get(refused.who or "")
    if client is not None:
        says = f"{refused.topic} is for {client.level}, too (Levels)"
        yield Proposal("Level's topics", f"topic {refused.topic} also for level {client.level}", 0, says)
