"""Session ids: the same session keeps its id from plan to plan, and the id says nothing about clients."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from planner.model import Problem, clock


def topic_codes(names: Iterable[str]) -> Mapping[str, str]:
    """A short code for each topic: initials (or the first three letters), made unique by a number."""
    codes: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        words = [word for word in "".join(c if c.isalnum() else " " for c in name).split() if word]
        stem = "".join(word[0] for word in words[:3]) if len(words) > 1 else "".join(words)[:3]
        stem = stem.upper() or "T"
        code, number = stem, 2
        while code in taken:
            code, number = f"{stem}{number}", number + 1
        taken.add(code)
        codes[name] = code
    return codes


def neutral_codes(names: Iterable[str]) -> Mapping[str, str]:
    """A name for each topic that says nothing of what it is about, for whatever strangers may see: `Group 3`."""
    return {name: f"Group {number}" for number, name in enumerate(names, start=1)}


def session_id(problem: Problem, codes: Mapping[str, str], topic: str, start: int, copy: int) -> str:
    """`Mon-0900-RP` for the first session of a topic at a time, `Mon-0900-RP-2` for the second beside it."""
    day = problem.weekday_name(start // (24 * 60))
    plain = f"{day}-{clock(start).replace(':', '')}-{codes[topic]}"
    return plain if copy == 0 else f"{plain}-{copy + 1}"


def is_session_id(text: str) -> bool:
    """Whether a text has the form of an id that the planner gives: `Mon-0900-ANG`, `Mon-0900-ANG-2`."""
    return re.fullmatch(r"[A-Z][a-z]{2}-\d{4}-\S+", text) is not None
