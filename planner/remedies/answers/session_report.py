"""The answer to "why this group, why so few, could we do without it?": for people, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.findings.in_words import priority_in_words
from planner.folded import folded
from planner.model import counted, hours, listed
from planner.reasons.one_session import SessionStory
from planner.remedies.answers.about_session import SessionAnswer
from planner.remedies.answers.beside_report import (
    block,
    by_reason,
    json_of_weeks,
    says_points,
    says_rules,
    says_verdict,
)
from planner.remedies.answers.differences_report import when_of
from planner.remedies.answers.session_closed import Closed
from planner.remedies.differences import Lack

TIMES_AT_MOST = 3  # other times that are named
LOSES_NOTHING = "would lack nothing"


def says_session(answer: SessionAnswer) -> str:
    """The whole answer, at most eighty columns wide."""
    lines = [*folded(_headline(answer)), ""]
    lines += block("If only their seat were gone:", _sitting(answer.story))
    lines += block("Need it and come to another session, or to none:", _asking(answer.story))
    lines += block("At another time, everybody else left where they are:", _other_times(answer))
    lines += _without(answer)
    return "\n".join(lines).rstrip()


def _headline(answer: SessionAnswer) -> str:
    story, session, topic = answer.story, answer.story.session, answer.story.topic
    when = f"{answer.problem.says_when(session.start)} to {answer.problem.wording.time(session.end)}"
    led = f" with {listed(session.therapists)}" if session.therapists else ""
    room = f" in {session.room}" if session.room else ""
    size = f"{len(session.coming)} of {topic.smallest} to {topic.largest} clients"
    if topic.largest == 1:
        size = ", ".join(session.coming)
    best = f", {topic.best} at best" if topic.smallest < topic.best < topic.largest else ""
    why = f" It is settled: {', '.join(story.settled)}." if story.settled else ""
    why += " It has begun: it stands as it is." if story.begun else ""
    why += " It was held then in the week before." if story.last_week else ""
    return f"{session.topic}, {when},{led}{room}: {size}{best}.{why}".replace(",:", ":")


def _sitting(story: SessionStory) -> Iterator[str]:
    yield from by_reason((one.client, _would(one.loses)) for one in story.sitting)


def _would(loses: str) -> str:
    return f"would lack {loses}" if loses else LOSES_NOTHING


def _asking(story: SessionStory) -> Iterator[str]:
    yield from by_reason((one.client, one.why) for one in story.asking)


def _other_times(answer: SessionAnswer) -> Iterator[str]:
    story, everybody = answer.story, len(answer.story.session.coming)
    if story.stands:
        return
    for time in story.other_times[:TIMES_AT_MOST]:
        which = f"{len(time.clients)} of the {everybody}"
        if len(time.clients) == everybody:
            which = "all" if everybody > 1 else time.clients[0]
        yield f"{answer.problem.says_when(time.start)}: {which} could come, and a leader and a room are free"
    if not story.other_times:
        yield "at none are a leader, a room and one of its clients free"


def _without(answer: SessionAnswer) -> list[str]:
    closed = answer.closed
    if closed is None:
        return [] if answer.story.stands else folded("No week without it was found in this time (--seconds).")
    lines = ["Without it, as few seats moved as that allows:"]
    lines += says_points(("with it", "without it"), closed.weeks)
    lines += [line for told in _moves(answer, closed) for line in folded(told, "  ")]
    return lines


def _moves(answer: SessionAnswer, closed: Closed) -> Iterator[str]:
    yield from _lacking(closed)
    yield from says_rules(closed.weeks)
    for one in closed.instead:
        taken = ", ".join(f"{held.topic} {answer.problem.says_when(held.start)}" for held in one.sessions)
        same = "the other session at that time" if one.stays else ""
        yield f"{one.client}: {', '.join(filter(None, (same, taken))) or 'nothing'} instead"
    others = closed.weeks.after.seats_moved - sum(not one.stays for one in closed.instead)
    if others > 0:
        yield f"{counted(others, 'seat')} of others {'moves' if others == 1 else 'move'}"
    yield from says_verdict(closed.weeks, "without it")


def _lacking(closed: Closed) -> Iterator[str]:
    """Who lacks what without the session that they don't lack with it."""
    yield from (_lacks(one) for one in closed.weeks.differences.lacks if one.after > one.before)


def _lacks(one: Lack) -> str:
    more = one.after - one.before
    if one.topic is None:
        return f"{one.client} lacks {hours(more)}"
    many = f", {counted(more, 'session')}" if more > 1 else ""
    return f"{one.client} lacks {one.topic} ({priority_in_words(one.priority)}{many})"


def json_of_session(answer: SessionAnswer) -> dict[str, Any]:
    """The answer as plain data; times as `HH:MM` on ISO dates."""
    story, closed = answer.story, answer.closed
    return {
        "session": story.session.id,
        **when_of(answer.problem, story.session.start),
        "topic": story.session.topic,
        "smallest": story.topic.smallest,
        "best": story.topic.best,
        "largest": story.topic.largest,
        "settled": list(story.settled),
        "begun": story.begun,
        "last_week": story.last_week,
        "clients": [{"client": one.client, "would_lack": one.loses or None} for one in story.sitting],
        "others_who_need_it": [{"client": one.client, "why": one.why} for one in story.asking],
        "other_times": [
            {**when_of(answer.problem, time.start), "clients": list(time.clients)}
            for time in (() if story.stands else story.other_times)  # it is nowhere else
        ],
        "without": None if closed is None else _closed(answer, closed),
    }


def _closed(answer: SessionAnswer, closed: Closed) -> dict[str, Any]:
    return {
        **json_of_weeks(closed.weeks),
        "lacking": list(_lacking(closed)),
        "instead": [
            {
                "client": one.client,
                "stays_at_that_time": one.stays,
                "sessions": [
                    {"topic": held.topic, **when_of(answer.problem, held.start)} for held in one.sessions
                ],
            }
            for one in closed.instead
        ],
    }
