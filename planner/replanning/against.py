"""What is against a session as it was handed out: what is no longer offered, and the rules that it breaks now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.language.rule import Rule
from planner.model import Problem, Roster, Session, Window
from planner.rosters.known import known_part


def sentence(says: str) -> str:
    """What a rule says, as a sentence of its own."""
    return f"{says[:1].upper()}{says[1:]}."


def is_open(windows: Sequence[Window], session: Session) -> bool:
    """Whether a session lies within one of the windows."""
    return any(window.holds(session.start, session.end) for window in windows)


def gone(problem: Problem, was: Session) -> str:
    """The first of a session's topic, therapists and room that isn't there for it any more; '' where all are."""
    return next(_missing(problem, was), "")


def _missing(problem: Problem, was: Session) -> Iterator[str]:
    if was.topic not in problem.topics:
        yield f"{was.topic} is no longer offered."
        return
    for name in was.therapists:
        if name not in problem.therapists:
            yield f"{name} no longer works here."
        elif not is_open(problem.therapist_windows.get(name, ()), was):
            yield f"{name} is not available then."
        elif was.topic not in problem.therapists[name].leads:
            yield f"{name} no longer leads {was.topic}."
    if was.room and problem.rooms and was.room not in problem.rooms:
        yield f"{was.room} is no longer there."
    elif was.room and was.room in problem.room_windows and not is_open(problem.room_windows[was.room], was):
        yield f"{was.room} is not available then."


def other_terms(problem: Problem, was: Session) -> str:
    """That a session's topic has other minutes now."""
    topic = problem.topics.get(was.topic)
    if topic is not None and topic.minutes != was.minutes:
        return f"{was.topic} now lasts {topic.minutes} minutes."
    return ""


def broken(problem: Problem, rules: Sequence[Rule], was: Session, now: Session | None = None) -> str:
    """The first of the hard `rules` that a session breaks on its own, whoever sits in it `now`; '' where none.

    What is said of one of its clients is left out, as others read this too.
    """
    stays = now is not None and (now.topic, now.start) == (was.topic, was.start)
    held = replace(was, seats=now.seats) if stays and now is not None else was
    alone = known_part(Roster(problem.first_day, (held,)), problem)
    found = (breach for rule in rules for breach in rule.check(problem, alone))
    of_it = (one.says for one in found if was.id in one.about and not set(held.clients) & set(one.about))
    return next(map(sentence, of_it), "")
