"""The answer to "why isn't this held this week, and what would it take?": for people, and as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from planner.folded import folded
from planner.model import Problem, Session, listed
from planner.model.wording import counted
from planner.reasons.one_topic import TimeForIt, TopicStory
from planner.remedies.answers.about_topic import TopicAnswer
from planner.remedies.answers.beside_report import (
    block,
    by_reason,
    json_of_weeks,
    says_points,
    says_rules,
    says_verdict,
)
from planner.remedies.answers.differences_report import json_of_differences, says_differences, when_of

TIMES_AT_MOST = 3  # times that are named
CLOSED_AT_MOST = 2  # obstacles that are named
CAUSES_AT_MOST = 4  # therapists, or rooms, of whom it is said why they aren't free
NAMED_AT_MOST = 6  # clients who are named one by one


def says_topic(answer: TopicAnswer) -> str:
    """The whole answer, at most eighty columns wide."""
    lines = [*folded(_headline(answer)), ""]
    lines += block("Who needs it:", _asking(answer.story))
    lines += block("What binds:", _binding(answer))
    lines += block("When it could be, everybody else left where they are:", _times(answer))
    lines += _with(answer)
    return "\n".join(lines).rstrip()


def _headline(answer: TopicAnswer) -> str:
    story, topic = answer.story, answer.story.topic
    size = f"{topic.minutes} min, {topic.smallest} to {topic.largest} clients"
    size = f"{topic.minutes} min" if topic.largest == 1 else size
    if not story.held:
        return f"{topic.name} ({size}) isn't held this week."
    held = "; ".join(_called(answer.problem, one) for one in story.held)
    return f"{topic.name} ({size}) is held {counted(len(story.held), 'time')}: {held}."


def _called(problem: Problem, session: Session) -> str:
    led = f" with {listed(session.therapists)}" if session.therapists else ""
    who = ", ".join(session.coming) if len(session.coming) == 1 else counted(len(session.coming), "client")
    return f"{problem.says_when(session.start)}{led} ({who})"


def _asking(story: TopicStory) -> Iterator[str]:
    if not story.needed:
        yield "nobody: no row of Needs and no curriculum asks for it this week"
    yield from by_reason((one.client, _wanting(one.priority, one.asked, one.missing)) for one in story.asking)


def _wanting(priority: str, asked: int, missing: int) -> str:
    many = "" if asked == 1 else f", {counted(asked, 'session')}"
    if not missing:
        return f"{priority}{many}: met"
    return f"{priority}{many}: {'missing' if asked == missing else f'{missing} missing'}"


def _binding(answer: TopicAnswer) -> Iterator[str]:
    story, topic = answer.story, answer.story.topic
    yield from answer.counted
    if not story.times:
        yield "no start time is left for it"
        return
    starts, staffed = counted(len(story.times), "start time"), len(story.staffed)
    if not staffed:
        yield f"of {starts}, at none are a leader and a room free"
    elif topic.largest > 1:
        yield f"of {starts}, at {staffed} a leader and a room are free; {_free_there(story)}"
    for closed in story.closed[:CLOSED_AT_MOST]:
        because = [f"{says} at {many}" for says, many in closed.because[:CAUSES_AT_MOST]]
        told = f" ({', '.join(because)})" if because else ""
        yield f"at {counted(closed.times, 'start time')}: {closed.says}{told}"


def _free_there(story: TopicStory) -> str:
    """How many of those who need it are free when it could be led, and how many could come from another session."""
    most = max(len(time.free) for time in story.staffed)
    could = max(time.could_come for time in story.staffed)
    if story.needed and most == len(story.asking):
        free = "at one of these everybody who needs it is free"
    else:
        whom = f"the {len(story.asking)} who need it" if story.needed else "those who may come"
        free = (
            f"of {whom} at most {most} {'is' if most == 1 else 'are'} free then"
            if most
            else f"none of {whom} is free then"
        )
    few = f" (it takes {story.topic.smallest})" if most < story.topic.smallest else ""
    left = f", and {could} could come if they left another session" if could > most else ""
    return f"{free}{few}{left}"


def _times(answer: TopicAnswer) -> Iterator[str]:
    shown = [time for time in answer.story.staffed if time.could_come] or [
        time for time in answer.story.times if time.could_come
    ]
    for time in shown[:TIMES_AT_MOST]:
        yield f"{answer.problem.says_when(time.start)}: {_who(time)}" + (
            f"; but {time.obstacle}" if time.obstacle else ""
        )
    if not shown:
        yield "at none could anybody come"


def _who(time: TimeForIt) -> str:
    free = f"{_named(time.free)} free" if time.free else "nobody is free"
    if len(time.busy) <= NAMED_AT_MOST // 2:
        by_topic: dict[str, list[str]] = {}
        for code, topic in time.busy:
            by_topic.setdefault(topic, []).append(code)
        elsewhere = (
            f"{listed(codes)} {'is' if len(codes) == 1 else 'are'} in {topic}"
            for topic, codes in by_topic.items()
        )
        return "; ".join([free, *elsewhere])
    topics = Counter(topic for _, topic in time.busy)
    sitting = ", ".join(f"{topic} {many}" for topic, many in topics.most_common())
    return f"{free}; {len(time.busy)} sit in another session ({sitting})"


def _named(codes: Sequence[str]) -> str:
    more = len(codes) - NAMED_AT_MOST
    names = ", ".join(codes[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
    return f"{names} {'is' if len(codes) == 1 else 'are'}"


def _with(answer: TopicAnswer) -> list[str]:
    held, problem = answer.held, answer.problem
    if held is None:
        if answer.impossible:
            return ["Proven: no week is possible with one more of it, whoever moves."]
        return folded("No week with one more of it was found in this time (--seconds).")
    one = f"{'one more of' if answer.story.held else ''} it".strip()
    lines = [f"With {one}, as few seats moved as that allows:"]
    lines += says_points(("now", f"with {one}" if one == "it" else "one more"), held.weeks)
    told = [_new(problem, session) for session in held.sessions]
    told += says_rules(held.weeks)
    lines += [line for text in told for line in folded(text, "  ")]
    lines += says_differences(problem, held.weeks.differences, "  ")
    verdict = says_verdict(held.weeks, f"with {one}")
    return [*lines, *(line for text in verdict for line in folded(text, "  "))]


def _new(problem: Problem, session: Session) -> str:
    room = f" in {session.room}" if session.room else ""
    led = f" with {listed(session.therapists)}" if session.therapists else ""
    return f"{session.topic} {problem.says_when(session.start)}{led}{room}: {', '.join(session.coming)}"


def json_of_topic(answer: TopicAnswer) -> dict[str, Any]:
    """The answer as plain data; times as `HH:MM` on ISO dates."""
    story, problem, held = answer.story, answer.problem, answer.held
    return {
        "topic": story.topic.name,
        "smallest": story.topic.smallest,
        "best": story.topic.best,
        "largest": story.topic.largest,
        "held": [{"session": one.id, **when_of(problem, one.start)} for one in story.held],
        "who_need_it": [
            {"client": one.client, "asked": one.asked, "missing": one.missing, "priority": one.priority}
            for one in story.asking
        ],
        "counted": list(answer.counted),
        "times": [
            {
                **when_of(problem, time.start),
                "free": list(time.free),
                "elsewhere": [{"client": code, "topic": topic} for code, topic in time.busy],
                "obstacle": time.obstacle or None,
            }
            for time in story.times
        ],
        "impossible": answer.impossible,
        "with": None
        if held is None
        else {
            **json_of_weeks(held.weeks),
            "sessions": [
                {
                    **when_of(problem, one.start),
                    "therapists": list(one.therapists),
                    "room": one.room,
                    "clients": list(one.coming),
                }
                for one in held.sessions
            ],
            **json_of_differences(problem, held.weeks.differences),
        },
    }
