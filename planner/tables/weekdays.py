"""How days of the week are read: names, ranges, lists, letters, and all but some.

Each reader raises `cells.Unreadable` for what it can't read.
"""

from __future__ import annotations

import difflib
import re

from planner.tables.cells import DASH, Unreadable, read_text

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_WORDS = {
    "weekdays": range(5), "weekday": range(5), "weekend": (5, 6), "weekends": (5, 6),
    "daily": range(7), "every day": range(7), "everyday": range(7), "all": range(7), "any": range(7),
    "all week": range(7), "all days": range(7), "any day": range(7), "each day": range(7), "the whole week": range(7),
}  # fmt: skip
# T beside other letters is Tuesday, as Thursday is Th or R; alone it may be either, like S.
_LETTERS = {"m": 0, "t": 1, "w": 2, "r": 3, "f": 4}
_SHORT = {"m": 0, "w": 2, "r": 3, "f": 4, "weds": 2}
_RUN = re.compile(r"mtwtf|mo|tu|we|th|fr|sa|su|[mtwrf]")
_AMBIGUOUS = {"t": "Tue or Thu", "s": "Sat or Sun"}
_TYPE_DAYS = "type days such as Mon, Mon-Fri, weekdays, weekend or daily"


def read_days(value: object) -> frozenset[int]:
    """Weekdays, 0 = Monday: `Mon`, `Mon-Fri`, `Mon, Wed, Fri`, `MWF`, `Mon-Fri except Wed`, `weekdays`, `daily`."""
    text = re.sub(r"\s*\n\s*", ", ", read_text(value, lines=True).casefold())
    held, *left_out = re.split(r",?\s+(?:except(?: for)?|but not|but|not|without)\s+", text)
    found = _days_of(held)
    for piece in left_out:
        found -= _days_of(piece)
    if not found:
        raise Unreadable("names no day", "type days such as Mon, Wed, Fri or Mon-Fri")
    return frozenset(found)


def _days_of(text: str) -> set[int]:
    letters = _letters(text)
    if letters is not None:
        return letters
    found: set[int] = set()
    for piece in re.split(r"\s*(?:[,;/&+]|\band\b)\s*", text):
        if not piece:
            continue
        piece = re.sub(r"^(?:every|each|on|only) (?=[a-z]{2,})(?!day\b)", "", piece).removesuffix(" only")
        if piece in DAY_WORDS:
            found.update(DAY_WORDS[piece])
            continue
        ends = re.split(DASH, piece)
        if len(ends) == 2:
            first, last = (_weekday(end, piece) for end in ends)
            found.update((first + ahead) % 7 for ahead in range((last - first) % 7 + 1))
        else:
            for word in piece.split():
                found |= _letters(word) or {_weekday(word, piece)}
    return found


def _letters(text: str) -> set[int] | None:
    """Days written by letters alone, `MWF`, `T/Th`, `M W F`; `None` if it isn't that or may mean two things."""
    run = re.sub(r"[\s,;/&+.]" if text.count("-") < 2 else r"[\s,;/&+.-]", "", text)
    if not re.fullmatch(rf"(?:{_RUN.pattern})+", run):
        return None
    pieces = _RUN.findall(run)
    if len(pieces) < 2 and run != "mtwtf":
        return None
    found: list[int] = []
    for piece in pieces:
        named = [number for number, day in enumerate(WEEKDAYS) if len(piece) == 2 and day.startswith(piece)]
        found += range(5) if piece == "mtwtf" else named or [_LETTERS[piece]]
    # In another order a T may be a Thursday, as in `M W T`.
    return set(found) if found == sorted(set(found)) else None


def _weekday(word: str, piece: str) -> int:
    letters = word.strip(" .")
    for number, day in enumerate(WEEKDAYS):
        if len(letters) >= 2 and (day.startswith(letters) or letters == f"{day}s"):
            return number
    if letters in _SHORT:
        return _SHORT[letters]
    if re.search(r"\d", piece):
        raise Unreadable(
            "is not understood: it holds a number", f"{_TYPE_DAYS}, and hours in their own columns"
        )
    quoted = "" if piece == word else f" in '{piece}'"
    words = (*WEEKDAYS, *DAY_WORDS)
    near = difflib.get_close_matches(letters, words, n=1, cutoff=0.7) if len(letters) > 3 else []
    name = near[0].capitalize() if near and near[0] in WEEKDAYS else "".join(near)
    meant = f"did you mean {name}?" if near else _TYPE_DAYS
    if letters in _AMBIGUOUS:
        meant = f"say {_AMBIGUOUS[letters]}; {_TYPE_DAYS}"
    raise Unreadable(f"is not understood: '{word}'{quoted} is no day", meant)
