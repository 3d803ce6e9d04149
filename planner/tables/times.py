"""How times of day, time ranges and lists of starts are read; all in minutes of the day, 0 to 1440.

Each reader raises `cells.Unreadable` for what it can't read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from planner.model import MINUTES_A_DAY, clock
from planner.tables.cells import DASH, Unreadable, clean, read_text

NOON = 12 * 60
EARLY = 8 * 60  # a time before it may be one of the afternoon
FIRST_CLEAR_HOUR = 8  # a bare 1 to 7 may mean the small hours or the afternoon; 8 and later are mornings
_WITHIN = re.compile(r"(?<!\d)(\d{1,2})[:;.h](\d{2})(?!\d)(?:\s*([ap])(?:\.?m\b|\.?$))?")
_AFTER_NOON = re.compile(r"\b(?:afternoons?|nachm\w*|pm)\b")
_EVENING = re.compile(r"\b(?:evenings?|tonight|nights?|abends?)\b")
# Words with which a text may speak of the other half of the day as well, or of none.
_OR_ELSE = re.compile(r"\b(?:mornings?|am|before|after|not|no|or|until|till?|except)\b")
_FIRST_OF_EVENING = 4  # an hour from which "evening" and "night" tell the half of the day; 12 is either
_PART_OF_A_DAY = re.compile(r"0?\.\d{3,}")  # what a CSV file has of a time whose format was lost
_DIGITS_OF_A_PART = 5  # of a part of a day that was rounded: fewer are exact, as 0.375 is
_MILITARY = re.compile(r"(\d{1,2})(?P<minutes>[0-5]\d) ?(?:h|hrs?|hours|uhr)")
_HOUR = re.compile(r"(\d{1,2})(?P<minutes>) ?(?:h|hrs?|uhr)")  # 2 hours are how long something takes
_TIME = re.compile(r"(\d{1,2})(?::(\d{2})(?::00)?)?\s*([ap])?(?:\.?m\.?)?")
_GRID = re.compile(r"\s*(.+?)\s+every\s+(\d{1,4})\s*(?:m|min|mins|minutes)?\s*")
_NOT_A_TIME = Unreadable("is not a time", "try 9:00, 9am, 13:30 or noon")
_HALF_OF_DAY = "say which half of the day, as in 11am-1pm or 13:00-15:00"


@dataclass(frozen=True, slots=True)
class _Typed:
    """A time as typed: `half` is `a`, `p` or '' (24-hour clock), `bare` an hour without minutes or half."""

    hour: int
    minute: int
    half: str = ""
    bare: bool = False

    @property
    def minutes(self) -> int:
        return self.with_half(self.half)

    def with_half(self, half: str) -> int:
        hour = self.hour % 12 + (12 if half == "p" else 0) if half else self.hour
        return hour * 60 + self.minute


def read_time(value: object, ends: bool = False) -> int:
    """A time of day. With `ends` it is when something ends, and 0:00 is the end of the day (1440)."""
    minutes = _minutes_of(value)
    if ends and minutes == 0:
        return MINUTES_A_DAY
    if minutes == MINUTES_A_DAY and not ends:
        raise Unreadable("is the end of the day", "type 0:00 for its beginning")
    return minutes


def _minutes_of(value: object) -> int:
    if isinstance(value, time):
        return _whole_minutes(value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6)
    if isinstance(value, timedelta):
        if value.days > 1 and not value.seconds:
            return _number(value.days)  # 13 typed into a cell that shows times: Excel takes it for days
        return _whole_minutes(value.total_seconds())
    if isinstance(value, datetime) and value.year <= 1900:
        # Excel stores 24:00 as one whole day, which comes back as the first day of its calendar.
        return _whole_minutes((value - datetime(1899, 12, 31)).total_seconds())
    if isinstance(value, date):
        raise _made_a_date(value, "a time such as 9:00")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    if not isinstance(value, str):
        raise _NOT_A_TIME
    typed = _typed(clean(value).casefold())
    if typed.bare and 0 < typed.hour < FIRST_CLEAR_HOUR:
        raise Unreadable("may be morning or afternoon", f"try {typed.hour}:00 or {typed.hour + 12}:00")
    return typed.minutes


def _number(value: float) -> int:
    if 0 <= value < 1:
        return _whole_minutes(value * 86_400)
    if not 1 <= value <= 2400:
        raise _NOT_A_TIME
    whole = int(value)
    if whole == value and whole >= 100 and whole % 100 < 60:
        return whole // 100 * 60 + whole % 100  # 0900, of which Excel makes the number 900
    if whole == value and FIRST_CLEAR_HOUR <= whole <= 24:
        return whole * 60
    if whole == value and whole < FIRST_CLEAR_HOUR:
        raise Unreadable("may be morning or afternoon", f"try {whole}:00 or {whole + 12}:00")
    if FIRST_CLEAR_HOUR <= value < 24 and value * 4 == value * 4 // 1:
        raise Unreadable("is not a time", f"try {clock(round(value * 60))}")
    raise _NOT_A_TIME


def _whole_minutes(seconds: float) -> int:
    minutes = round(seconds / 60)
    if abs(seconds - minutes * 60) > 1:
        raise Unreadable("has seconds", f"type whole minutes; try {clock(minutes)}")
    if not 0 <= minutes <= MINUTES_A_DAY:
        raise Unreadable("is more than a day", "type a time such as 9:00")
    return minutes


def _typed(text: str) -> _Typed:
    if text == "noon":
        return _Typed(12, 0, "p")
    if text == "midnight":
        return _Typed(0, 0)
    if _PART_OF_A_DAY.fullmatch(text):
        minutes = float(text) * MINUTES_A_DAY
        if len(text.partition(".")[2]) < _DIGITS_OF_A_PART and minutes % 5:
            raise _NOT_A_TIME  # 0.930 is hardly 22:19
        return _Typed(*divmod(_whole_minutes(minutes * 60), 60))
    if run := re.fullmatch(r"(\d{1,2})(\d{2})( ?[ap]\.?m\.?)?", text):
        text = f"{run[1]}:{run[2]}{run[3] or ''}"
    found = _TIME.fullmatch(text)
    if not found:
        if (hours := _MILITARY.fullmatch(text) or _HOUR.fullmatch(text)) and int(hours[1]) < 24:
            raise Unreadable("is not a time", f"try {int(hours[1])}:{hours['minutes'] or '00'}")
        if len(ends := re.split(DASH, text)) == 2 and all(map(_TIME.fullmatch, ends)):
            raise Unreadable("is a stretch and not a time", _when_it_begins(text))
        raise _with_time_in(text)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3] or ""
    if half and not 1 <= hour <= 12:
        raise Unreadable("is not a time", f"try {hour}:{minute:02d}" if hour < 24 else _NOT_A_TIME.fix)
    if minute > 59 or hour * 60 + minute > MINUTES_A_DAY:
        raise _NOT_A_TIME
    return _Typed(hour, minute, half, bare=found[2] is None and not half)


def _with_time_in(text: str) -> Unreadable:
    """What is said of a text that is no time: the one time that stands in it is proposed, in its half of the day."""
    within = [one for one in _WITHIN.findall(text) if int(one[0]) < 24 and int(one[1]) < 60]
    if len(within) != 1 or re.search(r"[\d$€£]", _WITHIN.sub("", text)):
        return _NOT_A_TIME
    (hour, minute, half), *_ = within
    if not half:
        evening = _EVENING.search(text)
        said = evening or _AFTER_NOON.search(text)
        if said and _OR_ELSE.search(text):
            return _NOT_A_TIME
        if evening and int(hour) <= 12 and not _FIRST_OF_EVENING <= int(hour) < 12:
            return _NOT_A_TIME
        half = "p" if said else ""
    if half:
        hour = str(int(hour) % 12 + 12 * (half == "p"))
    return Unreadable("is not a time", f"try {hour}:{minute}")


def read_range(value: object) -> tuple[int, int]:
    """A stretch of the day in one cell: `9-12`, `9:00-10:30`, `1-3pm`. Raises when it may mean two things."""
    if isinstance(value, date):
        raise _made_a_date(value, "a range such as 9:00-12:00")
    text = clean(value).casefold() if isinstance(value, str) else ""
    ranges = re.split(r"\s*(?:[,;/&+]|\band\b)\s*", text)
    if len(ranges) > 1 and all(holds_range(piece) for piece in ranges):
        raise Unreadable("is more than one range", f"type a row for each: {'; '.join(ranges)}")
    pieces = re.split(DASH, text)
    if len(pieces) != 2:
        raise Unreadable("is not a time range", "try 9:00-10:30 or 1-3pm")
    try:
        first, last = _typed(pieces[0]), _typed(pieces[1])
    except Unreadable:
        raise Unreadable("is not a time range", _range_meant(text)) from None
    return _settled(first, last)


def _settled(first: _Typed, last: _Typed) -> tuple[int, int]:
    """The stretch two typed times mean; a half of the day said once holds for both where it can."""
    start, end = first.minutes, last.minutes or MINUTES_A_DAY
    if last.half == "a" and last.hour == 12 and not last.minute:
        end = MINUTES_A_DAY
    if last.half and not first.half and first.hour <= 12:
        start = first.with_half(last.half)
        if start >= end:
            start = first.with_half("a")
    elif first.half and not last.half and end <= start and last.hour <= 12:
        end = last.with_half("p")
    elif (
        not first.half
        and not last.half
        and first.bare
        and 0 < first.hour < FIRST_CLEAR_HOUR
        and last.hour <= 12
    ):
        raise Unreadable("may be morning or afternoon", _HALF_OF_DAY)
    if end == start:
        raise Unreadable("ends when it begins", "type the time at which it ends")
    if end < start:
        later = end + NOON
        meant = f"try {clock(start)}-{clock(later)}" if start < later < MINUTES_A_DAY else _HALF_OF_DAY
        raise Unreadable("ends before it starts", meant)
    return start, end


def begins_in_the_afternoon(first: object, last: object) -> bool:
    """Whether the `pm` typed in To alone holds for From as well: `5:20` and `8:45pm`, but not `9:00` and `5pm`."""
    if not isinstance(first, str) or not isinstance(last, str):
        return False
    begins, ends = _typed(clean(first).casefold()), _typed(clean(last).casefold())
    early = not begins.half and 1 <= begins.hour < FIRST_CLEAR_HOUR - 1
    return early and ends.half == "p" and begins.minutes + NOON < ends.minutes


def _when_it_begins(stretch: str) -> str:
    """What to type for a stretch where a time is wanted: in its own half of the day, if one can be told."""
    try:
        return f"try {clock(read_range(stretch)[0])}, when it begins"
    except Unreadable:
        return "type when it begins, with am or pm"


def _range_meant(text: str) -> str:
    hours = re.fullmatch(rf"(\d{{1,2}}) ?h{DASH}(\d{{1,2}}) ?h", text)
    if hours and int(hours[1]) < int(hours[2]) <= 24:
        return f"try {int(hours[1])}:00-{int(hours[2])}:00"
    found = re.fullmatch(rf"(\d{{1,2}}){DASH}(\d{{2}})", text)
    if found and int(found[1]) < 23 and 24 < int(found[2]) < 60:
        return f"try {int(found[1])}:00-{int(found[1]) + 1}:{found[2]}"
    return "try 9:00-10:30 or 1-3pm"


def _made_a_date(value: date, wanted: str) -> Unreadable:
    """Excel turns `9-12` into 12 September or 9 December: both times stand in the date."""
    first, last = sorted((value.month, value.day))
    if isinstance(value, datetime) and value.time() != time(0):
        return Unreadable("is a date with a time", f"type {wanted} alone")
    meant = f"{first}:00-{last}:00" if first < last <= 24 else "9:00-12:00"
    return Unreadable(
        "is a date that Excel made of what was typed",
        f"if a time range was meant, format the cell as Text and type {meant}; else type {wanted}",
    )


def holds_range(value: object) -> bool:
    """Whether a cell looks like a range rather than a time."""
    return isinstance(value, str) and len(re.split(DASH, clean(value).casefold())) > 1


def read_starts(value: object) -> list[int]:
    """When sessions may start: a list (`9:00, 10:30`) or a grid (`9:00-12:00 every 30`, ends included)."""
    if not isinstance(value, str):
        return [read_time(value)]
    starts: set[int] = set()
    text = read_text(value, lines=True).casefold()
    for piece in re.split(r"[,;\n]", text):
        if not piece.strip():
            continue
        if piece.strip() == "00":
            raise Unreadable("holds minutes alone", "type 9:00 with a colon")
        grid = _GRID.fullmatch(piece)
        if grid:
            if int(grid[2]) < 1:
                raise Unreadable("repeats every 0 minutes", "try 9:00-12:00 every 30")
            first, last = read_range(grid[1])
            starts.update(start for start in range(first, last + 1, int(grid[2])) if start < MINUTES_A_DAY)
        elif holds_range(piece):
            raise Unreadable("does not say how often sessions may start", f"try {_with_steps(text)}")
        elif several := _several_times(piece.strip()):
            fix = f"separate them by commas: try {', '.join(several)}"
            raise Unreadable("is more than one time", fix)
        else:
            starts.add(read_time(piece))
    if not starts:
        raise Unreadable("names no time", "try 9:00, 10:30, 13:00")
    return sorted(starts)


def _with_steps(text: str) -> str:
    """The starts as typed, every stretch among them with how often sessions may start in it."""
    told: list[str] = []
    for piece in filter(None, (piece.strip() for piece in re.split(r"[,;\n]", text))):
        stretch = holds_range(piece) and not _GRID.fullmatch(piece)
        try:
            first, last = read_range(piece) if stretch else (0, 0)
            if not stretch:
                read_starts(piece)
        except Unreadable:
            return "9:00-12:00 every 30"
        told.append(f"{clock(first)}-{clock(last)} every 30" if stretch else piece)
    return ", ".join(told)


def _several_times(text: str) -> list[str]:
    """The times of a text that has other than commas between them; none where it may be one time, as 9 30 may."""
    several = re.split(r"\s*(?:[/|+&]|\band\b)\s*|\s+(?=\d)", text)
    try:
        for one in several:
            read_time(one)
    except Unreadable:
        return []
    as_one = len(several) == 2 and re.fullmatch(r"\d{1,2}\s*[/|]?\s*\d\d(?:\s*[ap]\.?m?\.?)?", text)
    return [] if as_one or len(several) < 2 else several
