"""The sheets that set the terms: Settings, Levels, Times, Rules."""

from __future__ import annotations

import difflib
import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from planner.model import counted
from planner.program import DEFAULT_LEVELS, DEFAULT_STARTS, LevelOfCare, RuleUse
from planner.tables import cells, numbers, times
from planner.tables.names import Names
from planner.tables.rows import Row
from planner.workbook.book import Book
from planner.workbook.choices import CLOCKS, DATES, PART_WEEKS, SETTINGS

# What people in America call their time; as IANA names some of these have no summer time.
ZONES = {
    **dict.fromkeys(("et", "est", "edt", "eastern", "est/edt", "est5"), "America/New_York"),
    **dict.fromkeys(("ct", "cst", "cdt", "central", "cst/cdt"), "America/Chicago"),
    **dict.fromkeys(("mt", "mst", "mdt", "mountain", "mst/mdt"), "America/Denver"),
    **dict.fromkeys(("pt", "pst", "pdt", "pacific", "pst/pdt"), "America/Los_Angeles"),
    **dict.fromkeys(("akst", "akdt", "alaska"), "America/Anchorage"),
    **dict.fromkeys(("hst", "hawaii"), "Pacific/Honolulu"),
}
_ARIZONA = dict.fromkeys(("mt", "mst", "mountain"), ", or 'America/Phoenix' in Arizona")


@dataclass
class Settings:
    """The sheet Settings with its defaults; `changeover` in minutes, `notice_hours` in whole hours."""

    program: str = ""
    week_starts: int = 0
    time_zone: str = ""
    changeover: int = 0
    default_level: str = "IOP"
    part_weeks: str = "prorated"
    closures: str = "full"
    lunch: tuple[int, int] | None = None
    lunch_minutes: int = 30
    notice_hours: int = 48
    month_first: bool | None = None
    clock: int = 0  # until it is known


def read_settings(book: Book, levels: Names) -> Settings:
    """The settings; `levels` are the declared levels of care. From here on the book knows how dates are meant."""
    settings = Settings()
    known = Names("setting", "Settings", SETTINGS)
    book.declared("Settings")
    default_row: Row | None = None
    for row in book.rows("Settings"):
        setting = known.find(row.text("Setting"))
        if setting is None and row.text("Setting"):
            near = known.nearest(row.text("Setting"))
            fix = f"did you mean '{near}'?" if near else f"the settings are {', '.join(SETTINGS)}"
            row.fault("Setting", "is no setting", fix)
        if setting is not None and row.value("Value") is not None:
            book.remember(("Settings", setting), row)
            _set(settings, setting, row)
            if setting == "Default level":
                default_row = row
    if default_row is not None:
        settings.default_level = default_row.one_of("Value", levels) or settings.default_level
    elif settings.default_level in levels:
        settings.default_level = levels.spell(settings.default_level)
    _check_lunch(book, settings)
    american = settings.time_zone.startswith("America/")
    if settings.month_first is None and american:
        settings.month_first = True
    if not settings.clock:
        settings.clock = 12 if american else 24
    book.read_dates(settings.month_first)
    return settings


def _check_lunch(book: Book, settings: Settings) -> None:
    """Warns of a lunch that nobody can have: its minutes don't fit inside its range."""
    if settings.lunch is None or settings.lunch[1] - settings.lunch[0] >= settings.lunch_minutes:
        return
    for row in book.rows("Settings"):
        if cells.key(row.text("Setting")) == "lunch":
            says = f"is shorter than Lunch minutes ({settings.lunch_minutes})"
            row.fault("Value", says, "make it longer, or type fewer Lunch minutes", "warning")


def _set(settings: Settings, setting: str, row: Row) -> None:
    if setting == "Program":
        settings.program = row.text("Value")
    elif setting == "Week starts":
        days = row.weekdays("Value")
        if days is not None and len(days) != 1:
            row.fault(
                "Value", "is more than one day", "type the one day on which a week begins, such as Monday"
            )
        elif days:
            settings.week_starts = min(days)
    elif setting == "Time zone":
        settings.time_zone = row.read("Value", _time_zone) or ""
        word = settings.time_zone.casefold()
        if word in ZONES and _in_summer(ZONES[word]) != _in_summer(settings.time_zone):
            says = "is a time without summer time"
            row.fault("Value", says, f"did you mean {_zone_meant(word)}?", "warning")
    elif setting == "Changeover":
        settings.changeover = row.read("Value", lambda value: numbers.read_minutes(value, 0, 240)) or 0
    elif setting == "Part weeks":
        settings.part_weeks = (
            row.read("Value", lambda value: cells.read_choice(value, PART_WEEKS)) or "prorated"
        )
    elif setting == "Closures":
        settings.closures = row.read("Value", lambda value: cells.read_choice(value, PART_WEEKS)) or "full"
    elif setting == "Lunch":
        settings.lunch = row.read("Value", times.read_range)
    elif setting == "Lunch minutes":
        settings.lunch_minutes = row.read("Value", lambda value: numbers.read_minutes(value, 1, 240)) or 30
    elif setting == "Notice":
        notice = row.read("Value", _hours_of_notice)
        settings.notice_hours = settings.notice_hours if notice is None else notice
    elif setting == "Dates":
        order = row.read("Value", lambda value: cells.read_choice(value, DATES))
        settings.month_first = None if order is None else order == DATES[0]
    elif setting == "Clock":
        settings.clock = int(row.read("Value", lambda value: cells.read_choice(value, CLOCKS)) or 0)


def _in_summer(zone: str) -> timedelta | None:
    return datetime(2026, 7, 1, tzinfo=zoneinfo.ZoneInfo(zone)).utcoffset()


def _zone_meant(word: str) -> str:
    return f"'{ZONES[word]}'{_ARIZONA.get(word, '')}"


def _hours_of_notice(value: object) -> int:
    text = cells.clean(value).casefold() if isinstance(value, str) else ""
    said = re.fullmatch(
        r"(\d{1,3}|one|an?|two|three|four|five)[ -]?(?:(?:business|working|full|whole|calendar) )?"
        r"(d|days?|h|hrs?|hours?|w|wks?|weeks?)(?: before(?:hand)?| ahead| notice)?",
        text,
    )
    if said:
        number = int(said[1]) if said[1].isdigit() else numbers.WORDS.get(said[1], 1)
        hours = number * {"d": 24, "h": 1, "w": 24 * 7}[said[2][0]]
        if hours <= 24 * 28:
            raise cells.Unreadable("is not a whole number", f"type hours; try {hours}")
    try:
        return numbers.read_whole(value, 0, 24 * 28)
    except cells.Unreadable as trouble:
        # A number beside other words may be one of days or weeks.
        fix = "type hours, such as 48" if re.search(r"[a-z]", text) else trouble.fix
        raise cells.Unreadable(trouble.says, fix) from None


def _time_zone(value: object) -> str:
    name = cells.read_text(value)
    known = {zone.casefold(): zone for zone in zoneinfo.available_timezones()}
    if not known:
        return name  # a system without a time zone database can't judge
    if name.casefold() not in known:
        word = name.casefold().removesuffix(" time").replace(" ", "_")
        whole = [zone for zone in known if "/" in zone]  # three letters are like any other three
        city = [f"'{known[zone]}'" for zone in whole if zone.rsplit("/", 1)[1] == word]
        near = [f"'{known[zone]}'" for zone in difflib.get_close_matches(word, whole, n=1, cutoff=0.8)]
        near = [_zone_meant(word)] if word in ZONES else city if len(city) == 1 else near
        # The IANA's Etc/GMT-6 lies east of Greenwich, and what people call GMT-6 in America.
        near = [] if re.search(r"\d", word) and word not in ZONES else near
        fix = f"did you mean {near[0]}?" if near else "type a name such as America/Chicago"
        raise cells.Unreadable("is no IANA time zone", fix)
    return known[name.casefold()]


def declared_levels(book: Book) -> Names:
    """The levels of care: the sheet's, or the usual ones when it is missing or empty."""
    declared = book.declared("Levels")
    return declared if len(declared) else Names("level of care", "Levels", DEFAULT_LEVELS)


def read_levels(book: Book, levels: Names) -> dict[str, LevelOfCare]:
    """The bounds of each level of care."""
    if not book.rows("Levels"):
        return dict(DEFAULT_LEVELS)
    found: dict[str, LevelOfCare] = {}
    for row in book.rows("Levels"):
        name = levels.find(row.text("Level"))
        if name is None or name in found:
            continue
        level = LevelOfCare(
            name=name,
            least_minutes=row.limit("Min hours") or 0,
            most_minutes=row.limit("Max hours"),
            least_days=row.limit("Min days") or 0,
            most_days=row.limit("Max days"),
            least_minutes_a_day=row.limit("Min hours a day") or 0,
            most_minutes_a_day=row.limit("Max hours a day"),
            most_on_end=row.limit("Most on end"),
            pause=row.number("Pause"),
        )
        _ordered(row, "Min hours", level.least_minutes, "Max hours", level.most_minutes)
        _ordered(row, "Min days", level.least_days, "Max days", level.most_days)
        _ordered(
            row, "Min hours a day", level.least_minutes_a_day, "Max hours a day", level.most_minutes_a_day
        )
        if level.most_minutes_a_day is not None:
            days = 7 if level.most_days is None else level.most_days
            if level.least_minutes > days * level.most_minutes_a_day:
                says = f"can't be reached in {counted(days, 'day')} of at most {level.most_minutes_a_day / 60:g} hours"
                row.fault("Min hours", says, "lower it, or raise Max days or Max hours a day")
        found[name] = level
    return found


def _ordered(row: Row, low: str, fewest: int, high: str, most: int | None) -> None:
    if most is not None and fewest > most:
        row.fault(low, f"is more than {high} ({cells.shown(row.value(high))})", f"lower it or raise {high}")


def read_starts(book: Book) -> tuple[tuple[int, int], ...]:
    """(weekday, minute of the day) of every allowed start; the usual grid without the sheet."""
    if not book.rows("Times"):
        return DEFAULT_STARTS
    starts: set[tuple[int, int]] = set()
    for row in book.rows("Times"):
        days = row.weekdays("Days") or frozenset()
        minutes = row.read("Starts", times.read_starts) or []
        starts.update((weekday, minute) for weekday in days for minute in minutes)
    return tuple(sorted(starts))


REPLACED_RULES = {"evengroups": "Best size", "sessionsrun": "Staff time"}
"""Rules of earlier workbooks, by key, and what counts instead."""


def read_rule_uses(book: Book, rule_names: Mapping[str, bool]) -> tuple[RuleUse, ...]:
    """The sheet Rules; `rule_names` says of each known rule whether it is soft (empty: names aren't checked)."""
    known = Names("rule", "", rule_names)
    uses: list[RuleUse] = []
    book.declared("Rules")
    for row in book.rows("Rules"):
        name, use = row.text("Rule"), row.read("Use", _read_use)
        if rule_names and name:
            found = known.find(name)
            if found is None and (instead := REPLACED_RULES.get(cells.key(name))):
                says = f"is no rule any more and is ignored: {instead} has taken its place"
                row.fault("Rule", says, f"delete the row, or type {instead}", "warning")
                continue
            if found is None:
                near = known.nearest(name)
                fix = f"did you mean '{near}'?" if near else "`planner rules` prints the rules there are"
                row.fault("Rule", "is no rule", fix)
                continue
            name = found
            if use is not None and use != "must" and not rule_names[found]:
                row.fault(
                    "Use", f"won't do: the rule '{found}' is never broken", "type must, or delete the row"
                )
                continue
        if name and use is not None and row.complete:
            uses.append(RuleUse(name, use, str(row.place())))
    return tuple(uses)


def _read_use(value: object) -> str | int:
    if isinstance(value, str) and cells.key(value) in ("off", "must"):
        return cells.key(value)
    try:
        weight = numbers.read_whole(value, 0, numbers.LARGEST_NUMBER)
    except cells.Unreadable:
        raise cells.Unreadable(
            "is no use of a rule", "type off, must, or a whole number (how much it matters)"
        ) from None
    return weight or "off"
