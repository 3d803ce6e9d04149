"""Clients who lack the same for a like reason, told as one: how many they are, and of the first of them why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from planner.model import Problem, counted, hours
from planner.reasons.sessions_needed import bound_to
from planner.reasons.wording import Certain, Open
from planner.remedies.outcome import Key

NAMED_AT_MOST = 6  # clients named in one sentence


def of_all(says: str, topic: str | None, codes: Sequence[str], what_hours: str = "hours") -> str:
    """The sentence of the first of some clients, with how many lack the same; `what_hours` as `hours_asked` has it."""
    if len(codes) > 1:
        of_one = says if says.startswith(codes[0]) else f"{codes[0]}: {says}"
        return f"{_who(topic, codes, what_hours)}. {of_one}"
    if says.startswith(codes[0]) and (topic is None or topic in says):
        return says
    return f"{codes[0]} {f'is short of {what_hours}' if topic is None else f'misses {topic}'}: {says}"


def not_looked_into(topic: str | None, codes: Sequence[str]) -> str:
    """That clients lack something, and nobody had the time to see why."""
    return f"{_who(topic, codes)}: why wasn't looked into in this time (--seconds)"


def hours_asked(problem: Problem, codes: Sequence[str]) -> str:
    """`their 20 h (PHP)`: what is required of all of them; `hours` where that differs."""
    asked = {(one.least_minutes, one.level) for one in (problem.clients[code] for code in codes)}
    [(minutes, level), *others] = asked
    return f"their {hours(minutes)} ({level})" if minutes and not others else "hours"


def _who(topic: str | None, codes: Sequence[str], what_hours: str = "hours") -> str:
    """`2 clients miss Anger (C001, C002)`."""
    one = len(codes) == 1
    what = (
        f"{'is' if one else 'are'} short of {what_hours}"
        if topic is None
        else f"{'misses' if one else 'miss'} {topic}"
    )
    named = ", ".join(codes[:NAMED_AT_MOST]) + (", …" if len(codes) > NAMED_AT_MOST else "")
    return f"{counted(len(codes), 'client')} {what} ({named})"


def like_reasons(
    problem: Problem,
    left: Mapping[Key, str],
    missing: Mapping[Key, float],
    full: Collection[str] = (),
    unseen: Sequence[Key] = (),
) -> list[tuple[tuple[str | None, str], list[str]]]:
    """Clients who lack the same: a need of one topic (with one primary therapist), or hours for a like reason.

    Whoever is `unseen`, without a reason in `left`, is counted with those who lack the same topic. What is certain
    comes first, then topics of which every seat is taken (`full`), then what most is missing of: by one client in all,
    or by all of one topic.
    """
    of_client: dict[str, float] = defaultdict(float)
    for (code, _), much in missing.items():
        of_client[code] += much
    alike: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for (code, topic), says in sorted(left.items(), key=lambda one: -of_client[one[0][0]]):
        if isinstance(says, Open):
            which = Open.__name__
        elif topic is None or isinstance(says, Certain):
            which = says.replace(code, "…")
        else:
            which = bound_to(problem, code, topic)
        alike[topic, which].append(code)
    for code, topic in unseen:
        alike[topic, "" if topic is None else bound_to(problem, code, topic)].append(code)

    def telling(one: tuple[tuple[str | None, str], list[str]]) -> tuple[bool, bool, bool, float]:
        (topic, _), codes = one
        first = left.get((codes[0], topic), Open())
        together = sum(missing[code, topic] for code in codes)
        much = max(together, of_client[codes[0]] if topic is None else 0)
        return not isinstance(first, Certain), isinstance(first, Open), topic not in full, -much

    return sorted(alike.items(), key=telling)
