"""How a cell is read: text, yes or no, choices and lists. Modules beside it read dates, weekdays, numbers, times.

Every reader takes a cell's value as Excel or a CSV file gives it and returns the domain's value, or raises
`Unreadable`, which says what is wrong with it and what to type instead.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from planner.tables.shown import ShownNumber

DASH = r"\s*(?:[-‐‑‒–—−]|\b(?:to|thru|through|until|till|til)\b)\s*"
YES = frozenset({"yes", "y", "true", "x", "1"})
NO = frozenset({"no", "n", "false", "0"})
_OK = re.compile(r"(?:ok(?:ay)?|o\.k)\b", re.IGNORECASE)
# What people type for nothing.
NOTHING = frozenset(
    {"none", "n/a", "na", "-", "--", "?", "tbd", "nobody", "any", "anybody", "x", "null", "nil"}
)
# Words that people use for those of the contract.
OTHER_WORDS = {
    "avoid": "avoids",
    "prefer": "prefers",
    "noshow": "absent",
    "canceled": "cancelled",
}
LIKELY_WORDS = {
    **dict.fromkeys(("dislike", "dislikes", "hates", "not"), "avoids"),
    **dict.fromkeys(("like", "likes", "wants"), "prefers"),
    **dict.fromkeys(
        ("missed", "dna", "ns", "n/s", "dns", "fta", "didnotattend", "didn'tcome", "didn'tshow"), "absent"
    ),
    **dict.fromkeys(("present", "came", "here", "p", "att", "attend", "showed", "tookpart"), "attended"),
    **dict.fromkeys(("late", "leftearly", "partial", "partly", "camelate"), "attended"),
    **dict.fromkeys(("sick", "ill", "calledin", "calledout", "calledoff", "exc", "vacation"), "excused"),
    **dict.fromkeys(("cxl", "canc", "c/x", "notheld"), "cancelled"),
    **dict.fromkeys(("ua", "uds", "urinetest", "drugtest"), "testing"),
    **dict.fromkeys(("locked", "lock", "everything", "keep", "pinned"), "all"),
    **dict.fromkeys(
        ("us", "usa", "american", "mdy", "m/d/y", "mm/dd/yyyy", "mm/dd/yy", "month"), "monthfirst"
    ),
    **dict.fromkeys(
        ("eu", "european", "british", "dmy", "d/m/y", "dd/mm/yyyy", "dd/mm/yy", "day"), "dayfirst"
    ),
    **dict.fromkeys(("am/pm", "ampm", "twelve"), "12"),
    **dict.fromkeys(("military", "twentyfour"), "24"),
    **dict.fromkeys(("1:1", "oneonone", "onetoone"), "individual"),
}
_TICKS = frozenset({*YES, "✓", "✔", "☑", "√"})
_TICKED = ("all", "attended")  # what a mark means in a column of choices: in Lock, and in Status
EXAMPLE = "e.g. "  # what the template shows greyed; a cell that begins so says nothing
MOST_PARTS_OF_A_NAME = 8
LIKENESS = 0.7  # of two spellings; less is another word
# Soft hyphens, marks of direction, joiners: what is pasted from the web and from mail, and nobody sees.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
_STRAIGHT = str.maketrans("‘’‚‛′`´“”„‟″", "'''''''\"\"\"\"\"")


class Unreadable(ValueError):
    """A cell that can't be read: `says` goes on from what was found, `fix` is what to do.

    `of_column`: as in `Fault`, the cause is likely one of the whole column.
    """

    def __init__(self, says: str, fix: str = "", of_column: bool = False) -> None:
        super().__init__(f"{says}; {fix}" if fix else says)
        self.says, self.fix, self.of_column = says, fix, of_column


def clean(text: str) -> str:
    """Text without stray blanks: no-break spaces and runs of blanks become one, ends are trimmed."""
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def key(name: str) -> str:
    """What two spellings of one name share: neither case nor blanks nor the shape of quotes matter.

    Nor does an apostrophe before it, by which Excel is told to take a code as text.
    """
    if name.isascii():  # most are, and a large sheet holds millions
        return "".join(name.split()).replace("`", "'").lower().lstrip("'")
    return "".join(clean(name).translate(_STRAIGHT).casefold().split()).lstrip("'")


def heading_key(name: str) -> str:
    """What two spellings of a sheet or heading share: case, blanks and underscores don't matter."""
    return key(name).replace("_", "")


def acknowledges(note: object) -> bool:
    """Whether a note says that the coordinator knows what its row is warned of."""
    return isinstance(note, str) and _OK.match(clean(note)) is not None


def blank(value: object) -> bool:
    """Whether nothing was typed, or the template's example still stands there; 0 and FALSE are something."""
    if not isinstance(value, str):
        return value is None
    if value and value[0].isalnum() and value[0] != EXAMPLE[0]:
        return False  # told at a glance; a large sheet holds a million
    text = clean(value)
    return not text or text.startswith(EXAMPLE)


def shown(value: object) -> str:
    """A cell's value as a message quotes it, at most 60 characters."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, ShownNumber) and value.text:
        return value.text
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    text = clean(str(value))
    return text if len(text) <= 60 else f"{text[:57]}..."


def read_text(value: object, lines: bool = False) -> str:
    """Text or a name; a number is what its cell shows. Raises for a date or time that Excel made of it.

    With `lines` the breaks within the cell are kept.
    """
    if isinstance(value, str):
        text = value.replace("_x000D_", "\n")
        return "\n".join(filter(None, map(clean, text.splitlines()))) if lines else clean(text)
    if isinstance(value, date | time | timedelta):
        raise Unreadable(
            "is a date or time that Excel made of what was typed",
            "format the cell as Text and type it again",
        )
    return shown(value)


def read_yes_no(value: object) -> bool:
    """Yes, y, true, x, 1, or no, n, false, 0."""
    word = read_text(value).casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Unreadable("is neither yes nor no", "type yes or no")


def read_choice(value: object, choices: Sequence[str]) -> str:
    """One of a few words."""
    word = key(read_text(value)).replace("-", "")
    word = OTHER_WORDS.get(word, word)
    for choice in choices:
        if key(choice) == word:
            return choice
    meant = _TICKED if word in _TICKS else (LIKELY_WORDS.get(word.strip(".")),)
    near = [
        choice
        for choice in choices
        if key(choice) in meant
        or (word.startswith(key(choice)) and not re.search(r"[\d,;/&+]", word[len(key(choice)) :]))
    ]
    if not re.search(r"\d", word):  # a number is no spelling of another
        near = near or difflib.get_close_matches(word, choices, n=1, cutoff=LIKENESS)
    fix = f"did you mean '{near[0]}'?" if len(near) == 1 else "choose one of them"
    raise Unreadable(f"is none of {', '.join(choices)}", fix)


def read_list(
    value: object, declared: Callable[[str], str | None] | None = None, longest: int = MOST_PARTS_OF_A_NAME
) -> list[str]:
    """The parts of a list separated by comma, semicolon or line break, in order, each once.

    `declared` gives a name's declared spelling or `None`; the longest run of parts that it knows (`longest` at
    most) is taken as one name, so that a name may hold a comma. Parts it doesn't know are left as typed.
    """
    text = read_text(value, lines=True)
    parts = [(found.start(), found.end()) for found in re.finditer(r"[^,;\n]+", text) if found[0].strip()]
    names: dict[str, None] = {}
    place = 0
    while place < len(parts):
        name, following = text[slice(*parts[place])].strip(), place + 1
        for last in range(min(len(parts), place + longest), place, -1) if declared else ():
            known = declared(text[parts[place][0] : parts[last - 1][1]]) if declared else None
            if known is not None:
                name, following = known, last
                break
        names[name] = None
        place = following
    return list(names)
