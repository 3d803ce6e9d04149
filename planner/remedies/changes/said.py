"""How people say a change, brought to the words that are understood: `Chen is ill Thu` is `Chen away Thu`."""

from __future__ import annotations

import re

from planner.program import Program
from planner.remedies.changes.naming import WHO

_TIME = r"\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?|noon"
_DECIMAL = r"\d{1,5}(?:\.\d+)?"
EVERYWHERE: tuple[tuple[str, str], ...] = (
    (rf"(?<![-\d./])(?:from )?({_TIME}) (?:to|until|till) ({_TIME})(?![-\d./])", r"\1-\2"),
    (r"(?<= )mornings?$", "0:00-12:00"),
    (r"(?<= )afternoons?$", "12:00-23:59"),
    (r"(?<= )evenings?$", "17:00-23:59"),
    (r" this week$", ""),
    (r"^(?:discharge|discharged) (.+)$", r"\1 leaves"),
    (r"^(.+) on (\S+) leaves$", r"\1 leaves \2"),
    (r"^close (.+) on (.+)$", r"\1 away \2"),
    (r"^no sessions (?:on )?(\D+)$", r"closed \1"),
    (r"^(?:a|one) more clients? like ", "admit one client like "),
    (r"^(\d+) more clients? like ", r"admit \1 clients like "),
    (r"^(?:add (?:a|one)|another) therapist like ", "one more therapist like "),
    (r"^add (\d+) therapists like ", r"\1 more therapists like "),
    (r"^add (?:a|one) room\b", "one more room"),
    (r"^add (\d+) rooms\b", r"\1 more rooms"),
    (r"^start (?=\S+ \d)", "add start "),
    (r"^keep (.+) apart from (.+)$", r"keep \1 and \2 apart"),
    (r"^(.+) and (.+) (?:may|can) (?:meet|be together)$", r"let \1 and \2 meet"),
    (r"^(?!keep )(.+) and (.+) (?:are kept |kept )?apart$", r"keep \1 and \2 apart"),
)
"""What is said in other words whatever it is about; each is replaced wherever it fits, in this order."""

NUMBERS = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_AWAY = r"(?:is |be )?(?:on leave|on holiday|in hospital|sick|ill|off|out)"
_ABSENT = (
    r"(?:is )?(?:not available|unavailable|not there|not coming)"
    r"|isn't (?:available|there|coming)|(?:can't|cannot) come"
)
OF_KINDS: dict[str, tuple[tuple[str, str], ...]] = {
    "client": (
        (rf"(?:{_AWAY}|{_ABSENT})(?: on)?", "away"),
        (r"(?:is )?discharged", "leaves"),
        (r"(?:is|moves to|goes to|steps down to|steps up to|changes to)(?= \S+$)", "level"),
        (rf"({_DECIMAL}) (?:hours|h)(?: a week)?", r"hours \1"),
        (r"needs (.+) once", r"needs \1 1 sessions"),
        (r"needs (.+) twice", r"needs \1 2 sessions"),
        (r"needs (\d{1,2}) (?:sessions of )?(.+)", r"needs \2 \1 sessions"),
        (r"(?:does not|doesn't) need", "no longer needs"),
    ),
    "therapist": (
        (rf"(?:{_AWAY}|{_ABSENT})(?: on)?", "away"),
        (r"stops leading", "no longer leads"),
        (rf"(?:works |leads )?(?:up to |at most )?({_DECIMAL}) (?:hours|h)(?: a week)?", r"most hours \1"),
        (r"works", "available"),
    ),
    "room": (
        (r"(?:is )?closed(?: on)?", "away"),
        (rf"(?:{_AWAY}|{_ABSENT})(?: on)?", "away"),
        (r"(?:has )?(\d{1,4}) seats", r"seats \1"),
    ),
    "topic": (
        (r"(?:up to|max|maximum|at most) (\d{1,4})(?: clients)?", r"largest \1"),
        (r"(?:from|min|minimum|at least) (\d{1,4})(?: clients)?(?: on)?", r"smallest \1"),
        (r"(?:lasts |takes )?(\d{1,4}) min(?:utes)?", r"minutes \1"),
        (r"(?:is )?(?:cancelled|dropped)", "runs at most 0"),
    ),
    "level": (
        (rf"({_DECIMAL}) (?:hours|h)(?: a week)?", r"hours \1"),
        (rf"(?:at most|up to) ({_DECIMAL}) (?:hours|h) a day", r"max hours a day \1"),
        (rf"(?:at most|up to) ({_DECIMAL}) (?:hours|h)(?: a week)?", r"max hours \1"),
        (rf"at least ({_DECIMAL}) (?:hours|h)(?: a week)?", r"min hours \1"),
    ),
}
"""What follows a name of a kind: other words for what is understood of that kind."""


def in_known_words(program: Program, phrase: str) -> str:
    """The phrase with the kind before a name and other words brought to those of the forms."""
    said = " ".join(phrase.replace("–", "-").replace("’", "'").split()).rstrip(".")
    said = re.sub(
        r"^(two|three|four|five|six)\b", lambda found: NUMBERS[found[0].casefold()], said, flags=re.I
    )
    for pattern, other in EVERYWHERE:
        said = re.sub(pattern, other, said, flags=re.IGNORECASE)
    for name, topic in (_named(program, said, f"{word} ") for word in ("cancel", "drop", "no")):
        if topic == "topic":
            return f"topic {name} runs at most 0"
    name, kind = _named(program, said, "")
    if not name:
        return said
    after = said[said.casefold().index(name.casefold()) + len(name) :].strip()
    for words, other in OF_KINDS[kind]:
        pattern = rf"^(?:{words})(?![\w'])"
        if re.match(pattern, after, re.IGNORECASE):
            after = re.sub(pattern, other, after, flags=re.IGNORECASE)
            break
    return f"{kind} {name} {after}".strip()


def _named(program: Program, said: str, before: str) -> tuple[str, str]:
    """The name that the phrase begins with, after some words, and its kind; '' where it is nobody's or of two kinds."""
    found = []
    for kind, table in WHO.items():
        for name in getattr(program, table):
            if re.match(rf"{before}(?:{kind} )?{re.escape(name)}(?!\w)", said, re.IGNORECASE):
                found.append((len(name), name, kind))
    if before and found:
        whole = max(found)
        return (whole[1], whole[2]) if len(said) == len(before) + whole[0] else ("", "")
    longest = max(found, default=(0, "", ""))[0]
    meant = [(name, kind) for length, name, kind in found if length == longest]
    said_kind = [one for one in meant if said.casefold().startswith(f"{one[1]} ")]
    meant = said_kind or meant
    return meant[0] if len(meant) == 1 else ("", "")
