"""Availability that can't be meant as it stands: hours in which nothing may start, and gaps of a minute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from planner.model import MINUTES_A_DAY, WEEKDAY_NAMES, Topic, clock, listed
from planner.program import Program
from planner.tables.cells import key
from planner.tables.names import Names, names_in
from planner.tables.rows import Row
from planner.tables.times import NOON
from planner.workbook.asks import levels_of, why_barred
from planner.workbook.book import Book

EARLIEST_MORNING = 6 * 60
WEEKEND = frozenset({5, 6})
LONGEST_WAIT = 120  # minutes; nobody is there earlier before the first session
SMALLEST_GAP = 3  # minutes; nobody means a shorter one

Starts = Mapping[
    int, Mapping[int, int]
]  # weekday: when a session may start: minutes of the shortest one then


@dataclass(frozen=True)
class _Typed:
    """A row of an availability sheet: `name`'s weekdays and hours, in minutes of the day."""

    row: Row
    name: str
    weekdays: frozenset[int]
    opens: int
    closes: int


def check_windows(book: Book, program: Program) -> None:
    """Warns of windows in which no session may start, or that end a minute before the next begins."""
    if not all(row.complete for row in book.rows("Times")):
        return  # nobody knows yet when sessions may start
    clients = {
        code: [topic for topic in program.topics.values() if not why_barred(topic, client, levels)]
        for code, client in program.clients.items()
        for levels in [levels_of(client, program.curricula)]
    }
    leads = {
        name: [program.topics[topic] for topic in therapist.leads]
        for name, therapist in program.therapists.items()
    }
    rooms = {name: list(program.topics.values()) for name in program.rooms}
    starts = _StartsOfTopics(program)
    for who, topics in (("Client", clients), ("Therapist", leads), ("Room", rooms)):
        by_name: dict[str, list[_Typed]] = defaultdict(list)
        for window in _typed(book, who, topics):
            by_name[window.name].append(window)
        for name, windows in by_name.items():
            possible = starts.of(topics[name])
            joined, near = _joined(windows), _joined(windows, SMALLEST_GAP - 1)
            for window in windows if topics[name] else ():
                _check_starts(window, near, possible)
                _check_topics(window, topics[name], program)
            _check_gaps(windows, joined)


def check_days(book: Book, program: Program) -> None:
    """Warns of weekends in Times on which no therapist ever is: prorated minimums count them as program days."""
    stays = any(client.starts or client.ends for client in program.clients.values())
    if not (program.closures == "prorated" or (stays and program.part_weeks == "prorated")):
        return
    led = {window.weekday for hours in program.therapist_hours.values() for window in hours}
    days_of_week = {weekday for weekday, _ in program.starts}
    when = (
        "in which a stay begins or ends" if stays and program.part_weeks == "prorated" else "with a closure"
    )
    for row in book.rows("Times"):
        idle = sorted((row.weekdays("Days") or frozenset()) & WEEKEND - led)
        if led and idle:
            days = listed([WEEKDAY_NAMES[day] for day in idle])
            says = f"holds {days}, when no therapist is ever there: in a week {when}, the minimum goes by days out of "
            says += f"{len(days_of_week)}, not out of {len(days_of_week - (WEEKEND - led))}"
            row.fault("Days", says, f"take {days} out, or type who is there then", "warning")


def _typed(book: Book, who: str, known: Iterable[str]) -> Iterable[_Typed]:
    """The rows that were read; what is wrong with the others has been said."""
    by_key = {key(name): name for name in known}
    for row in book.rows(f"{who} availability"):
        name, weekdays = by_key.get(key(row.text(who))), row.weekdays("Days")
        opens, closes = row.stretch()
        if name is not None and weekdays and opens is not None and closes is not None:
            yield _Typed(row=row, name=name, weekdays=weekdays, opens=opens, closes=closes)


class _StartsOfTopics:
    """When a session of some topics may start, and how long the shortest of them is."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._found: dict[frozenset[str], Starts] = {}

    def of(self, topics: Iterable[Topic]) -> Starts:
        """The starts of any of these topics, settled sessions among them."""
        # A test of ten minutes is nobody's reason to come, if there is another.
        offered = list(topics)
        offered = [topic for topic in offered if topic.counts] or offered
        lengths = {topic.name: topic.minutes for topic in offered}
        which = frozenset(lengths)
        if which not in self._found and lengths:
            found: dict[int, dict[int, int]] = defaultdict(dict)
            for weekday, start, minutes in self._starts(offered):
                found[weekday][start] = min(minutes, found[weekday].get(start, MINUTES_A_DAY))
            for row in self.program.fixed:
                at = row.day.weekday() if row.day else row.weekday
                if row.topic in lengths and at is not None:
                    here = found[at]
                    here[row.start] = min(lengths[row.topic], here.get(row.start, MINUTES_A_DAY))
            self._found[which] = found
        return self._found.get(which, {})

    def _starts(self, topics: list[Topic]) -> Iterable[tuple[int, int, int]]:
        """Weekday, start and the shortest session: at the program's starts, and at those of topics with their own."""
        usual = [topic.minutes for topic in topics if topic.starts is None]
        days = {weekday for weekday, _ in self.program.starts} or set(range(7))
        for weekday, start in self.program.starts if usual else ():
            yield weekday, start, min(usual)
        for topic in topics:
            for start in topic.starts or ():
                yield from ((weekday, start, topic.minutes) for weekday in days)


def _joined(windows: Iterable[_Typed], gap: int = 0) -> Mapping[int, list[tuple[int, int]]]:
    """By weekday the stretches that windows make which overlap or touch, or are so many minutes apart."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for window in sorted(windows, key=lambda window: window.opens):
        for weekday in window.weekdays:
            here = found[weekday]
            if here and window.opens <= here[-1][1] + gap:
                here[-1] = here[-1][0], max(here[-1][1], window.closes)
            else:
                here.append((window.opens, window.closes))
    return found


def _check_topics(window: _Typed, could_have: Iterable[Topic], program: Program) -> None:
    """Warns of hours that are for topics alone that their client or therapist can't have."""
    only = names_in(window.row.text("Topics"), Names("topic", "Topics", program.topics))
    if only and not set(only) & {topic.name for topic in could_have}:
        says = f"names no topic that {window.name} could have, so they have no session in these hours"
        window.row.fault("Topics", says, "name others, or clear the cell", "warning")


def _check_starts(window: _Typed, joined: Mapping[int, list[tuple[int, int]]], starts: Starts) -> None:
    def may_start(opens: int, closes: int, as_typed: bool) -> bool:
        for weekday in window.weekdays:
            stretches = [one for one in joined[weekday] if one[0] <= opens < one[1]]
            for begin, end in stretches if as_typed else [(opens, closes)]:
                for start, minutes in starts.get(weekday, {}).items():
                    # A session may begin in the window before, where the two join up.
                    if begin <= start < closes and opens < start + minutes <= end:
                        return True
        return False

    opens, closes = window.opens, window.closes
    if not may_start(opens, closes, as_typed=True):
        hours = f"{clock(opens)}-{_end(closes)}"
        says = f"begins a window ({hours}) in which no session that {window.name} could have may start"
        later = closes + NOON <= MINUTES_A_DAY and may_start(opens + NOON, closes + NOON, as_typed=False)
        fix = "correct the hours or the days, or add starts on Times"
        if later:
            fix = f"did you mean {clock(opens + NOON)}-{_end(closes + NOON)}?"
        window.row.fault("From", says, fix, "warning")
    elif 0 < opens < EARLIEST_MORNING and not may_start(opens, opens + LONGEST_WAIT, as_typed=True):
        closed = closes if opens + NOON < closes else closes + NOON
        if closed <= MINUTES_A_DAY and may_start(opens + NOON, closed, as_typed=False):
            fix = f"did you mean {clock(opens + NOON)}-{_end(closed)}?"
            window.row.fault("From", "is in the middle of the night", fix, "warning")


def _end(minute: int) -> str:
    return "24:00" if minute == MINUTES_A_DAY else clock(minute)


def _check_gaps(windows: Iterable[_Typed], joined: Mapping[int, list[tuple[int, int]]]) -> None:
    for weekday, stretches in joined.items():
        for (_, ends), (begins, _) in pairwise(stretches):
            if begins - ends >= SMALLEST_GAP:
                continue
            gap = "a minute" if begins - ends == 1 else f"{begins - ends} minutes"
            says = f"is {gap} after the window before it ends ({clock(ends)}), so the two don't join up"
            for window in windows:
                if window.opens == begins and weekday in window.weekdays:
                    window.row.fault("From", says, "type the same time in both", "warning")
