"""How a cell is read: text, numbers, yes or no, dates, days and lists (`planner.tables.times`: times of day).

Every reader takes a cell's value as Excel or a CSV file gives it and returns the domain's value, or raises
`Unreadable`, which says what is wrong with it and what to type instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

LARGEST_NUMBER = 1_000_000
EXCEL_EPOCH = date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1990, 2199
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_WORDS = {
    "weekdays": range(5), "weekday": range(5), "weekend": (5, 6), "weekends": (5, 6),
    "daily": range(7), "every day": range(7), "everyday": range(7), "all": range(7), "any": range(7),
}  # fmt: skip
DASH = r"\s*(?:[-‐‑‒–—−]|\bto\b)\s*"
YES = frozenset({"yes", "y", "true", "x", "1"})
NO = frozenset({"no", "n", "false", "0"})


class Unreadable(ValueError):
    """A cell that can't be read: `says` goes on from what was found, `fix` is what to do."""

    def __init__(self, says: str, fix: str = "") -> None:
        super().__init__(f"{says}; {fix}" if fix else says)
        self.says, self.fix = says, fix


def clean(text: str) -> str:
    """Text without stray blanks: no-break spaces and runs of blanks become one, ends are trimmed."""
    visible = re.sub("[\u200b\u200c\u200d\u2060\ufeff]", "", unicodedata.normalize("NFC", text))
    return " ".join(visible.split())


def key(name: str) -> str:
    """What two spellings of one name share: neither case nor blanks matter."""
    return "".join(clean(name).casefold().split())


def heading_key(name: str) -> str:
    """What two spellings of a sheet or heading share: case, blanks and underscores don't matter."""
    return key(name).replace("_", "")


def blank(value: object) -> bool:
    """Whether nothing was typed; 0 and FALSE are something."""
    return value is None or (isinstance(value, str) and not clean(value))


def shown(value: object) -> str:
    """A cell's value as a message quotes it, at most 60 characters."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    text = clean(str(value))
    return text if len(text) <= 60 else f"{text[:57]}..."


def read_text(value: object) -> str:
    """Text or a name; numbers become their digits. Raises for a date or time that Excel made of it."""
    if isinstance(value, str):
        return clean(value)
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
    for choice in choices:
        if key(choice) == word:
            return choice
    raise Unreadable(f"is none of {', '.join(choices)}", "choose one of them")


def read_whole(value: object, fewest: int = 0, most: int | None = None) -> int:
    """A whole number from `fewest` to `most` (`None`: a million)."""
    highest = LARGEST_NUMBER if most is None else most
    allowed = (
        f"type a whole number from {fewest} to {most}" if most else f"type a whole number, {fewest} or more"
    )
    number = _number(value, decimal_comma=False)
    if number is None or number != number // 1:
        raise Unreadable("is not a whole number", allowed)
    if number < fewest:
        raise Unreadable(f"is less than {fewest}", allowed)
    if number > highest:
        raise Unreadable(f"is more than {highest}", allowed)
    return int(number)


def read_hours(value: object, fewest: int = 0, most: int | None = None) -> int:
    """Decimal hours (`9`, `7.5`) as minutes; the bounds are minutes too."""
    number = _number(value, decimal_comma=True)
    if number is None:
        raise Unreadable("is not a number of hours", f"type decimal hours; try {_hours_meant(value)}")
    minutes = round(number * 60) if abs(number) <= LARGEST_NUMBER else LARGEST_NUMBER
    if minutes < fewest:
        raise Unreadable(f"is less than {fewest / 60:g} hours", "type decimal hours such as 9 or 7.5")
    if most is not None and minutes > most:
        raise Unreadable(f"is more than the {most / 60:g} hours there are", "type hours, not minutes")
    return minutes


def _number(value: object, decimal_comma: bool) -> float | None:
    """The number a cell holds; `None` for anything else (dates and TRUE too)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    if not isinstance(value, str):
        return None
    text = clean(value)
    if decimal_comma:
        text = re.sub(r"^(-?\d+),(\d{1,2})$", r"\1.\2", text)
    return float(text) if re.fullmatch(r"[-+]?\d{1,15}(\.\d+)?", text) else None


def _hours_meant(value: object) -> str:
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:g}"
    if isinstance(value, time):
        return f"{value.hour + value.minute / 60:g}"
    found = re.match(r"(\d+)(?::(\d\d))?", shown(value))
    return f"{int(found[1]) + int(found[2] or 0) / 60:g}" if found else "9 or 7.5"


def read_date(value: object) -> date:
    """A day: a real date, `2026-11-30`, `30 Nov 2026`, `Nov 30, 2026`, `30.11.2026` or an unambiguous `11/30/2026`."""
    found = _date_of(value)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Unreadable(f"is in the year {found.year}", "check the year; type it as in 2026-11-30")
    return found


def _date_of(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and 30_000 <= value <= 80_000:
        meant = EXCEL_EPOCH + timedelta(days=int(value))
        raise Unreadable("is a number, not a date", f"format the cell as a date; try {meant.isoformat()}")
    text = clean(value).casefold() if isinstance(value, str) else ""
    try:
        if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]00:00(?::00)?)?", text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := re.fullmatch(r"(\d{1,2})[-. ]+([a-z]{3})[a-z]*[-., ]+(\d{4})", text):
            return date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
        if found := re.fullmatch(r"([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", text):
            return date(int(found[3]), MONTHS.index(found[1]) + 1, int(found[2]))
        if found := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", text):
            return _slashed(int(found[1]), int(found[2]), int(found[3]))
    except Unreadable:
        raise
    except ValueError:
        raise Unreadable("is no day of the calendar", "type a date as in 2026-11-30") from None
    raise Unreadable("is not a date", "type a date as in 2026-11-30")


def _slashed(first: int, second: int, year: int) -> date:
    if first > 12:
        return date(year, second, first)
    if second > 12 or first == second:
        return date(year, first, second)
    one, other = date(year, first, second), date(year, second, first)
    raise Unreadable("may be two dates", f"type {one.isoformat()} or {other.isoformat()}")


def read_days(value: object) -> frozenset[int]:
    """Weekdays, 0 = Monday: `Mon`, `Monday`, `Mon-Fri`, `Mon, Wed, Fri`, `weekdays`, `weekend`, `daily`."""
    text = read_text(value).casefold()
    found: set[int] = set()
    for piece in re.split(r"\s*(?:[,;/&]|\band\b)\s*", text):
        if not piece:
            continue
        if piece in DAY_WORDS:
            found.update(DAY_WORDS[piece])
            continue
        ends = re.split(DASH, piece)
        if len(ends) == 2:
            first, last = _weekday(ends[0], piece), _weekday(ends[1], piece)
            found.update((first + ahead) % 7 for ahead in range((last - first) % 7 + 1))
        else:
            found.update(_weekday(word, piece) for word in piece.split())
    if not found:
        raise Unreadable("names no day", "type days such as Mon, Wed, Fri or Mon-Fri")
    return frozenset(found)


def _weekday(word: str, piece: str) -> int:
    letters = word.strip(" .")
    for number, day in enumerate(WEEKDAYS):
        if len(letters) >= 2 and (day.startswith(letters) or letters == f"{day}s"):
            return number
    quoted = "" if piece == word else f" in '{piece}'"
    raise Unreadable(
        f"is not understood: '{word}'{quoted} is no day",
        "type days such as Mon, Mon-Fri, weekdays, weekend or daily",
    )


def read_list(value: object, declared: Callable[[str], str | None] | None = None) -> list[str]:
    """The parts of a list separated by comma or semicolon, in order, each once.

    `declared` gives a name's declared spelling or `None`; the longest run of parts that it knows is taken as
    one name, so that a name may hold a comma. Parts it doesn't know are left as they were typed.
    """
    text = read_text(value)
    parts = [(found.start(), found.end()) for found in re.finditer(r"[^,;]+", text) if found[0].strip()]
    names: list[str] = []
    place = 0
    while place < len(parts):
        name, following = text[slice(*parts[place])].strip(), place + 1
        for last in range(len(parts), place, -1) if declared else ():
            known = declared(text[parts[place][0] : parts[last - 1][1]]) if declared else None
            if known is not None:
                name, following = known, last
                break
        if name not in names:
            names.append(name)
        place = following
    return names
