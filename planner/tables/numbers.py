"""How numbers, hours and minutes are read, and what was likely meant by a cell that holds none.

Each reader raises `cells.Unreadable` for what it can't read.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from planner.tables.cells import Unreadable, clean, shown
from planner.tables.shown import ShownNumber

LARGEST_NUMBER = 1_000_000
LARGEST_COUNT = 10_000  # of clients, seats, sessions, weeks; more is a date whose format was lost, or a slip
HOURS_A_DAY = 24
SLIGHT = 0.001  # of five minutes: what a day's fraction is off by in a cell
_LOOK_ALIKE = str.maketrans("oil", "011")  # 6o is 60
WORK_WEEK = 40  # hours; what a share of a position is told by
_PARTS = (  # of an hour, in words and in figures
    (r"¾|\b3/4(?![\d/])|\bthree[- ]quarters?\b", ".75"),
    (r"¼|\b1/4(?![\d/])|\b(?:an? |one )?quarter\b", ".25"),
    (r"½|\b1/2(?![\d/])|\b(?:an? |one )?half\b", ".5"),
)
WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "once": 1, "twice": 2}
_LARGE = re.compile(r"hundred|thousand|dozen|(?:twen|thir|for|fif|six|seven|eigh|nine)t(?:y|een)")
_LONG = re.compile(
    r"(\d+(?:[.,]\d+)?) ?(?:h|hr|hrs|hour|hours)(?:,? ?(?:and )?(\d{1,2}) ?(?:m|min|mins|minutes)?)?\.?"
)
_SHORT = re.compile(r"(\d+) ?(?:m|min|mins|minute|minutes|')\.?")


def read_whole(value: object, fewest: int = 0, most: int | None = None) -> int:
    """A whole number from `fewest` to `most` (`None`: ten thousand)."""
    highest = LARGEST_COUNT if most is None else most
    allowed = (
        f"type a whole number from {fewest} to {most}" if most else f"type a whole number, {fewest} or more"
    )
    number = _number(value, decimal_comma=False)
    if number is None or number != number // 1 or _is_share(value):
        raise Unreadable("is not a whole number", _with_number_in(value, allowed, fewest, highest))
    if number < fewest:
        raise Unreadable(f"is less than {fewest}", allowed)
    if number > highest:
        raise Unreadable(f"is more than {highest}", f"type a whole number from {fewest} to {highest}")
    return int(number)


def read_minutes(value: object, fewest: int = 0, most: int | None = None) -> int:
    """Whole minutes; a length in hours (`1.5 hrs`, `1:30`) is refused with the minutes that it is."""
    try:
        return read_whole(value, fewest, most)
    except Unreadable as trouble:
        meant = _minutes_meant(value)
        if meant is None or meant < fewest or (most is not None and meant > most):
            raise
        raise Unreadable(trouble.says, f"type minutes, and nothing else; try {meant}") from None


def read_hours(value: object, fewest: int = 0, most: int | None = None) -> int:
    """Decimal hours (`9`, `7.5`) as minutes; the bounds are minutes too."""
    if (share := _share(value)) is not None:
        says = "is a share, not a number of hours"
        raise Unreadable(says, f"type hours; {share:.4g} % of {WORK_WEEK} is {WORK_WEEK * share / 100:.4g}")
    number = _number(value, decimal_comma=True)
    if number is None:
        raise Unreadable("is not a number of hours", f"type decimal hours; try {_hours_meant(value)}")
    minutes = round(number * 60) if abs(number) <= LARGEST_NUMBER else LARGEST_NUMBER
    if minutes < fewest:
        raise Unreadable(f"is less than {fewest / 60:g} hours", "type decimal hours such as 9 or 7.5")
    if most is not None and minutes > most:
        raise Unreadable(f"is more than the {most / 60:g} hours there are", "type hours, not minutes")
    return minutes


def hours_meant_by_a_part(value: object) -> str:
    """What less than an hour may have been: a time whose format was lost (0.375 is 9:00), or a share of a position."""
    number = _number(value, decimal_comma=True) or 0.0
    hours = number * HOURS_A_DAY
    time_meant = f"the time {hours:g}:00 is {hours:g}, and " if hours == hours // 1 else ""
    return f"type hours: {time_meant}{number * 100:.4g} % of {WORK_WEEK} is {number * WORK_WEEK:.4g}"


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


def _is_share(value: object) -> bool:
    return isinstance(value, ShownNumber) and value.is_share


def _share(value: object) -> float | None:
    """Percent, typed as text or shown by the cell's format, or a part of a full position (`0.5 FTE`)."""
    if isinstance(value, ShownNumber) and value.is_share:
        return value * 100
    text = clean(value).casefold() if isinstance(value, str) else ""
    if found := re.fullmatch(r"(\d+(?:[.,]\d+)?) ?%", text):
        return float(found[1].replace(",", "."))
    if found := re.fullmatch(r"(\d*[.,]?\d+) ?fte", text):
        return float(found[1].replace(",", ".")) * 100
    return None


def _with_number_in(value: object, allowed: str, fewest: int, most: int) -> str:
    """What is allowed, with the one whole number that stands in the cell's text."""
    text = clean(value).casefold() if isinstance(value, str) else ""
    if isinstance(value, date):
        return f"Excel made a date of what was typed; {allowed}"
    text = re.sub(r" ?(?:/|\ba|\bper|\beach) ?(?:wk|week)$", "", text)
    if re.search(
        r"\bevery\b|\b(?:weeks?|months?)$|\bhours?\b|[½¼¾]|\b(?:half|quarters?)\b", text
    ) or _LARGE.search(text):
        return allowed  # another unit, or a part of a number: it alone would say something else
    if re.fullmatch(r"[\doil]*\d[\do]*", text):
        text = text.translate(_LOOK_ALIKE)  # not at the end: 10l is 10 as well as 101
    numbers = re.findall(r"(?<![\d.,:/-])\d{1,6}(?![\doil]|[.,:]| ?%)", text)
    numbers += [str(number) for word, number in WORDS.items() if re.search(rf"\b{word}\b", text)]
    alone = len(numbers) == 1 and len(re.findall(r"\d+", text)) <= 1
    if alone and fewest <= int(numbers[0]) <= most and not re.search(r"\d[-./:,]\d", text):
        return f"{allowed}; try {int(numbers[0])}"
    return allowed


def _span_of(value: object) -> timedelta | None:
    """The length that a cell of Excel's times holds."""
    if isinstance(value, timedelta):
        return value
    if isinstance(value, time) and not isinstance(value, datetime):
        return timedelta(hours=value.hour, minutes=value.minute)
    return None


def _minutes_meant(value: object) -> int | None:
    if (span := _span_of(value)) is not None:
        return round(span.total_seconds() / 60)
    number = _number(value, decimal_comma=True)
    if number is not None:
        hours = number * HOURS_A_DAY  # where a time lost its format
        is_time = 0 < hours < HOURS_A_DAY / 4 and abs(hours * 12 - round(hours * 12)) < SLIGHT
        quarters = 0 < number < HOURS_A_DAY / 2 and number % 0.25 == 0
        return round(number * 60) if quarters else round(hours * 12) * 5 if is_time else None
    text = _in_figures(value)
    if found := _SHORT.fullmatch(text):
        return int(found[1])
    if found := _LONG.fullmatch(text) or re.fullmatch(r"(\d{1,2})[:h](\d{2})(?::00)?", text):
        return round(float(found[1].replace(",", ".")) * 60) + int(found[2] or 0)
    return None


def _hours_meant(value: object) -> str:
    if (span := _span_of(value)) is not None:
        return f"{span.total_seconds() / 3600:g}"
    if isinstance(value, date):
        return "9 or 7.5"
    text = _in_figures(value)
    if isinstance(value, str) and (_SHORT.fullmatch(text) or _LONG.fullmatch(text)):
        return f"{round((_minutes_meant(value) or 0) / 60, 2):g}"
    if part := re.match(r"(\d+\.\d+) ?(?:h|hrs?|hours?)?(?:$|[ /])", text):
        return f"{float(part[1]):g}"
    found = re.match(r"(\d+)(?:[:h](\d\d))?(?!\d|[-.,:/e–]\d|st|nd|rd|th)", shown(value))
    alone = found and len(re.findall(r"\d+", text)) == (2 if found[2] else 1)
    return f"{int(found[1]) + int(found[2] or 0) / 60:g}" if found and alone else "9 or 7.5"


def _in_figures(value: object) -> str:
    """A text with words and parts as figures: `1 1/2 hours` is `1.5 hours`, `half an hour` is `0.5 hour`."""
    text = clean(value).casefold() if isinstance(value, str) else ""
    for words, figures in _PARTS:
        text = re.sub(words, figures, text)
    text = re.sub(r"^(?:an?|the)? ?(?=hour|hr)", "1 ", text)
    text = re.sub(r"^[a-z]+(?= )", lambda word: str(WORDS.get(word[0], word[0])), text)
    text = re.sub(r"^1 (hour|hr|h) and (\.\d+)$", r"1\2 \1", text)
    text = re.sub(r"(?<=\d) (?:and )?(?=\.\d)", "", text)
    return re.sub(r"^(\.\d+) (?:of )?(?:an? )?(?=h)", r"0\1 ", text)
