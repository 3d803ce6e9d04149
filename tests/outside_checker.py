"""An independent judge of a roster: written from the contract alone, importing nothing of the planner.

`check_roster(book, roster)` reads a well-formed program workbook (an .xlsx file or a folder of CSV files) and a
roster workbook, and says in a sentence each what breaks a hard rule and where `Hours` and `Needs` don't agree with
what the seats add up to. An empty list means that nothing was found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import openpyxl

from tests.outside_exhaustive import least_missing
from tests.outside_program import Outside, Terms
from tests.outside_reader import (
    MISSED,
    Row,
    clock_of,
    day_of,
    minutes_of,
    names_of,
    plain,
    read_sheets,
    whole,
)

TOLERANCE = 1  # minutes: hours are written as decimals


@dataclass
class Held:
    """A session of the roster; `start`, `end` are minutes of its date, `seats` client -> status.

    `credited` are the minutes that count for a client.
    """

    id: str
    day: date
    start: int
    end: int
    topic: str
    therapists: list[str]
    room: str | None
    seats: dict[str, str]
    credited: dict[str, int]

    @property
    def says(self) -> str:
        return f"{self.topic} ({self.id}, {self.day:%a} {self.start // 60:02d}:{self.start % 60:02d})"

    def overlaps(self, other: Held, pause: int = 0) -> bool:
        return self.day == other.day and self.start < other.end + pause and other.start < self.end + pause


def check_roster(
    book: Path,
    roster: Path,
    as_of: tuple[date, int] | None = None,
    been: Collection[tuple[str, str, date, int]] = (),
    stands: Collection[str] = (),
) -> list[str]:
    """Every hard rule the roster breaks and every total it has wrong, a sentence each.

    What began before `as_of` (a date and a minute of it) stands as it is: it is judged only where what is ahead
    breaks a rule beside it. `been`: what else was attended, each a client, topic, date and minute of its end.
    `stands`: the ids of sessions that a note overrides; they are judged like what has begun.
    """
    program, sheets = Outside(read_sheets(book)), read_sheets(roster)
    held, found = read_sessions(program, sheets)
    weeks = sorted({program.week_of(session.day) for session in held})
    weeks = sorted({*weeks, *(program.week_of(day_of(row["week"]) or weeks[0]) for row in sheets["hours"])})
    begun = [s for s in held if (as_of is not None and (s.day, s.start) < as_of) or s.id in stands]
    found += rules_broken(program, held, weeks, begun, been)
    for week in weeks:
        mine = [session for session in held if program.week_of(session.day) == week]
        found += _hours(program, mine, week, sheets["hours"])
    found += _told_of_tests(program, roster)
    if len(weeks) == 1:
        found += _needs(program, held, weeks[0], sheets["needs"])
    return found


def rules_broken(
    program: Outside,
    held: list[Held],
    weeks: Collection[date],
    begun: Collection[Held] = (),
    been: Collection[tuple[str, str, date, int]] = (),
) -> list[str]:
    """Every hard rule that the sessions of some weeks break; what has `begun` stands, `been` as in `check_roster`."""
    found: list[str] = []
    program.has_been = {
        (code, s.topic, s.day, s.end)
        for s in begun
        for code, status in s.seats.items()
        if status not in MISSED
    }
    program.has_been |= set(been)
    for session in (one for one in held if one not in begun):
        week = program.week_of(session.day)
        program.has_been |= {
            (code, s.topic, s.day, s.end)
            for s in held
            if program.week_of(s.day) < week
            for code, status in s.seats.items()
            if status not in MISSED
        }
        found += _session(program, session)
    for week in weeks:
        mine = [session for session in held if program.week_of(session.day) == week]
        over = [session for session in mine if session in begun]
        found += _unless_begun(lambda some: _meetings(program, some), mine, over)
        found += _unless_begun(lambda some: _topics(program, some), mine, over)
        found += _smallest(program, [session for session in mine if session not in over])
        if not over:
            found += _fixed(program, mine, week)
        for code in program.clients:
            found += _unless_begun(
                lambda some, code=code, week=week: _client(program, code, week, some),  # type: ignore[misc]
                [s for s in mine if code in s.seats], [s for s in over if code in s.seats],
            )  # fmt: skip
        for name in program.therapists:
            found += _unless_begun(
                lambda some, name=name: _therapist(program, name, some),  # type: ignore[misc]
                [s for s in mine if name in s.therapists], [s for s in over if name in s.therapists],
            )  # fmt: skip
    return found


def _told_of_tests(program: Outside, roster: Path) -> Iterator[str]:
    """A test stands neither on the wall nor on a client's page."""
    tests = [name for name, terms in program.topics.items() if terms.kind == "testing"]
    for sheet in openpyxl.load_workbook(roster).worksheets if tests else ():
        if plain(sheet.title)[:4] in ("week", "clie"):
            cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
            yield from (
                f"{sheet.title} tells of {name}." for name in tests if any(name in cell for cell in cells)
            )


def _unless_begun(
    judge: Callable[[list[Held]], Iterable[str]], every: list[Held], begun: list[Held]
) -> list[str]:
    """What a judge finds, if what has begun alone doesn't make it find something already."""
    if begun and any(True for _ in judge(begun)):
        return []
    return list(judge(every))


def read_sessions(program: Outside, sheets: dict[str, list[Row]]) -> tuple[list[Held], list[str]]:
    """The sessions with their seats, and where the two flat sheets disagree."""
    found: list[str] = []
    held: dict[tuple[str, date], Held] = {}  # the same id stands in each week of a file
    for row in sheets["sessions"]:
        code, topic = str(row["session"]), str(row["topic"])
        day, start, end = day_of(row["date"]), clock_of(row["start"]), clock_of(row["end"])
        assert day is not None and start is not None and end is not None
        key = code, program.week_of(day)
        if key in held:
            found.append(f"The id {code} stands for two sessions.")
        leaders = [name.strip() for name in str(row["therapist"] or "").split("; ") if name.strip()]
        room = None if row["room"] is None else str(row["room"])
        held[key] = session = Held(
            code, day, start, end or 1440, topic=topic, therapists=leaders, room=room, seats={}, credited={}
        )
        if whole(row["minutes"]) != session.end - start:
            found.append(
                f"{session.says} lasts {row['minutes']} minutes and ends after {session.end - start}."
            )
        if plain(row["day"])[:3] != f"{day:%a}".lower():
            found.append(f"{session.says} is said to be on {row['day']}.")
        terms = program.topics.get(topic)
        if terms and (row["smallest"], row["largest"]) != (terms.smallest, terms.largest):
            found.append(f"{session.says} states other sizes than its topic.")
        if terms and plain(row["kind"]) != terms.kind:
            found.append(f"{session.says} states another kind than its topic.")
    for row in sheets["roster"]:
        if row.get("client") is None:
            continue
        code, client = str(row["session"]), str(row["client"])
        day = day_of(row["date"])
        assert day is not None
        key = code, program.week_of(day)
        if key not in held:
            found.append(f"{client} sits in {code}, which is no session.")
            continue
        session = held[key]
        same = (day, clock_of(row["start"]), str(row["topic"]))
        if same != (session.day, session.start, session.topic):
            found.append(f"The seat of {client} and the session {session.says} disagree.")
        named = [name.strip() for name in str(row["therapist"] or "").split("; ") if name.strip()]
        if named != session.therapists or (row["room"] or None) != session.room:
            found.append(f"The seat of {client} names another therapist or room than {session.says}.")
        if client in session.seats:
            found.append(f"{client} sits twice in {session.says}.")
        session.seats[client] = plain(row.get("status") or "")
        session.credited[client] = whole(row.get("minutes"), session.end - session.start) or 0
    for row in sheets["sessions"]:
        session = held[str(row["session"]), program.week_of(day_of(row["date"]) or date.min)]
        if whole(row["clients"]) != len(session.seats):
            found.append(f"{session.says} states {row['clients']} clients and has {len(session.seats)}.")
    return list(held.values()), found


def _session(program: Outside, session: Held) -> Iterator[str]:
    """Everything that can be said of one session alone."""
    terms = program.topics.get(session.topic)
    if terms is None:
        yield f"{session.id} has the topic {session.topic}, which the workbook doesn't know."
        return
    says, settled = session.says, program.settled_at(session.topic, session.day, session.start)
    if session.end - session.start != terms.minutes:
        yield f"{says} lasts {session.end - session.start} minutes instead of {terms.minutes}."
    if not settled and not program.may_start(session.topic, session.day, session.start):
        yield f"{says} begins when no session may."
    if len(session.seats) > terms.largest:
        yield f"{says} has {len(session.seats)} clients, {terms.largest} are the most."
    asked = {terms.leaders}
    if terms.second_leader_above is not None:
        large = len(session.seats) > terms.second_leader_above
        asked = {terms.leaders + 1} if large else {terms.leaders, terms.leaders + 1}
    if len(session.therapists) not in asked or len(set(session.therapists)) not in asked:
        yield f"{says} is led by {len(session.therapists)} and needs {max(asked)}."
    for name in session.therapists:
        if name not in program.therapists:
            yield f"{says} is led by {name}, whom the workbook doesn't know."
        elif session.topic not in program.leads(name):
            yield f"{says} is led by {name}, who doesn't lead it."
        elif not program.is_there(
            "therapist", name, session.day, session.start, session.end, topic=session.topic
        ):
            yield f"{says} is led by {name}, who isn't there."
    if not program.led_by(session.topic, session.therapists):
        yield f"{says} is led by nobody with the tags it asks for."
    yield from _room(program, session, terms)
    yield from _families(program, session, terms)
    for code, status in session.seats.items():
        if code not in program.clients:
            yield f"{code} in {says} is no client."
        elif status not in MISSED:  # a seat that was called off stands as a record, and nobody comes
            yield from _seat(program, session, terms, code)
    coming = [code for code, status in session.seats.items() if status not in MISSED]
    for one, other in combinations([*coming, *session.therapists], 2):
        if program.apart(one, other):
            yield f"{one} and {other} meet in {says}."


def _room(program: Outside, session: Held, terms: Terms) -> Iterator[str]:
    says = session.says
    if session.room is None:
        if terms.needs_room and program.rooms:
            yield f"{says} has no room."
        return
    if session.room not in program.rooms:
        yield f"{says} is in {session.room}, which the workbook doesn't know."
        return
    seats, kinds = program.room(session.room)
    if terms.room_kind and terms.room_kind not in kinds:
        yield f"{says} needs a room of kind {terms.room_kind}; {session.room} isn't."
    if len(session.seats) > seats:
        yield f"{says} has {len(session.seats)} clients, {session.room} has {seats} seats."
    if not program.is_there("room", session.room, session.day, session.start, session.end):
        yield f"{says} is in {session.room}, which isn't free then."


def _seat(program: Outside, session: Held, terms: Terms, code: str) -> Iterator[str]:
    says, client, tags = session.says, program.clients[code], program.tags(code)
    if not program.is_there("client", code, session.day, session.start, session.end, topic=session.topic):
        yield f"{code} isn't there for {says}."
    if not terms.wanted <= tags or terms.barred & tags:
        yield f"{says} isn't for {code}."
    if terms.levels and plain(program.level_of(code, session.day)) not in terms.levels:
        yield f"{says} isn't for {code}'s level of care."
    begins, ends = day_of(client.get("starts")), day_of(client.get("ends"))
    if (begins and session.day < begins) or (ends and session.day > ends):
        yield f"{says} lies outside the stay of {code}."
    if session.day.weekday() not in program.authorised(code):
        yield f"{code} isn't authorised on the day of {says}."
    for earlier in terms.after:
        if not program.attended(code, earlier, session.day, session.start):
            yield f"{code} is in {says} before attending {earlier}."
    members = program.members(session.topic, program.week_of(session.day)) if terms.closed else set()
    if members and code not in members:
        yield f"{code} is no member of the closed group {says}."
    if terms.only_if_asked and not program.asks(code, session.topic, session.day, session.start):
        yield f"{code} didn't ask for {says}."
    primary = client.get("primarytherapist")
    with_other = primary in program.therapists and primary not in session.therapists
    if terms.kind == "individual" and with_other and session.topic in program.leads(str(primary)):
        yield f"{code} has {says} without their primary therapist {primary}."


def _families(program: Outside, session: Held, terms: Terms) -> Iterator[str]:
    """A session of kind family is one family's; who is of none is no family's."""
    there = [
        code for code, status in session.seats.items() if status not in MISSED and code in program.clients
    ]
    names = {plain(str(program.clients[code].get("family") or "")) for code in there}
    if terms.kind == "family" and len(names) > 1:
        yield f"{session.says} has clients of several families."


def _meetings(program: Outside, held: list[Held]) -> Iterator[str]:
    """Nobody and nothing in two places at a time, with the changeover for therapists and rooms."""
    for one, other in combinations(held, 2):
        if one.overlaps(other):
            for code in sorted(set(one.seats) & set(other.seats)):
                yield f"{code} is in {one.says} and {other.says} at a time."
        if one.overlaps(other, program.changeover):
            for name in sorted(set(one.therapists) & set(other.therapists)):
                yield f"{name} leads {one.says} and {other.says} too close together."
            if one.room is not None and one.room == other.room:
                yield f"{one.room} holds {one.says} and {other.says} too close together."


def _topics(program: Outside, held: list[Held]) -> Iterator[str]:
    for name, terms in program.topics.items():
        runs = [session for session in held if session.topic == name]
        if terms.runs_at_most is not None and len(runs) > terms.runs_at_most:
            yield f"{name} runs {len(runs)} times, {terms.runs_at_most} are the most."
        for one in runs:
            beside = sum(s.day == one.day and s.start <= one.start < s.end for s in runs)
            if terms.at_once is not None and beside > terms.at_once:
                yield f"{one.says} is one of {beside} at a time, {terms.at_once} are the most."


def _fixed(program: Outside, held: list[Held], week: date) -> Iterator[str]:
    """Settled sessions take place as they stand, but for what an absence takes from a weekly one."""
    for row in program.fixed:
        days = [week + timedelta(days=step) for step in range(7)]
        for day in (day for day in days if program.falls_on(row, day)):
            start = clock_of(row["start"]) or 0
            end = start + program.topics[str(row["topic"])].minutes
            weekly = isinstance(row["day"], str) and not row["day"][:1].isdigit()

            def here(
                kind: str,
                name: str,
                day: date = day,
                start: int = start,
                end: int = end,
                weekly: bool = weekly,
            ) -> bool:
                return not weekly or program.is_there(kind, name, day, start, end)

            named = names_of(row.get("therapist"), program.therapists)
            leaders = {name for name in named if here("therapist", name)}
            room = str(row["room"]) if row.get("room") else None
            room = room if room and here("room", room) else None
            asked = names_of(row.get("clients"), program.clients)
            clients = {code for code in asked if program.in_stay(code, day) and here("client", code)}
            if (asked and not clients) or (
                weekly and _short_handed(program, row, day, start, end, set(named) - leaders)
            ):
                continue
            matches = [s for s in held if (s.day, s.start, s.topic) == (day, start, row["topic"])]
            if not any(
                leaders <= set(s.therapists)
                and (room in (None, s.room) or not program.topics[s.topic].needs_room)
                and (not asked or clients == set(s.seats))
                for s in matches
            ):
                yield f"The settled session {row['topic']} on {day} doesn't take place as it stands."


def _short_handed(program: Outside, row: Row, day: date, start: int, end: int, absent: set[str]) -> bool:
    """Whether a closure, or the want of somebody or some room to step in, may have cancelled a weekly session.

    Who could step in may be needed elsewhere, so that wherever somebody has to the session may be cancelled.
    """
    topic = str(row["topic"])
    when = (day, start, end)
    if absent or any(not program.is_there("room", "", *when) for _ in program.rows("away")):
        return True
    lead = [name for name in program.therapists if topic in program.leads(name)]
    away = {
        (kind, name)
        for kind, names in (("therapist", lead), ("room", list(program.rooms)))
        for name in names
        if program.usually_there(kind, name, *when) and not program.is_there(kind, name, *when)
    }
    blank = program.topics[topic].leaders > len(names_of(row.get("therapist"), program.therapists))
    return any(kind == "room" or blank for kind, _ in away)


def _smallest(program: Outside, held: list[Held]) -> Iterator[str]:
    """Only as many sessions run below Smallest, or empty, as are settled at that time."""
    few = Counter(
        (s.topic, s.day, s.start)
        for s in held
        if s.topic in program.topics and len(s.seats) < max(1, program.topics[s.topic].smallest)
    )
    for (topic, day, start), count in few.items():
        settled = len(program.settled_at(topic, day, start))
        if count > settled:
            smallest = program.topics[topic].smallest
            when = f"{topic} on {day} at {start // 60}:{start % 60:02d}"
            yield f"{when} runs {count} times with too few clients ({smallest} are the fewest); {settled} are settled."


def _client(program: Outside, code: str, week: date, mine: list[Held]) -> Iterator[str]:
    kept = [s for s in mine if s.seats[code] not in MISSED and s.topic in program.topics]
    counting = [s for s in kept if program.topics[s.topic].counts]
    bounds = program.bounds(code, week)
    total, days = sum(s.credited[code] for s in counting), len({s.day for s in counting})
    if bounds.most_minutes is not None and total > bounds.most_minutes:
        yield f"{code} has {total} minutes in the week, {bounds.most_minutes} are the most."
    if bounds.most_days is not None and days > bounds.most_days:
        yield f"{code} comes on {days} days, {bounds.most_days} are the most."
    for test in (s for s in kept if program.topics[s.topic].kind == "testing"):
        beside = [s for s in kept if s.day == test.day and program.topics[s.topic].kind != "testing"]
        rows = program.settled_at(test.topic, test.day, test.start)
        if not beside and not any(code in names_of(row.get("clients"), program.clients) for row in rows):
            yield f"{code} comes for {test.says} alone."
    of_day: Counter[date] = Counter()
    for session in kept:
        of_day[session.day] += session.credited[code]
    for day, minutes in of_day.items():
        if bounds.most_a_day is not None and minutes > bounds.most_a_day:
            yield f"{code} has {minutes} minutes on {day:%a}, {bounds.most_a_day} are the most."
    for topic, sessions in Counter(s.topic for s in kept).items():
        most = program.topics[topic].most_a_week
        if most is not None and sessions > most:
            yield f"{code} has {sessions} sessions of {topic}, {most} are the most."
    for (topic, day), sessions in Counter((s.topic, s.day) for s in kept).items():
        most = program.topics[topic].most_a_day
        if most is not None and sessions > most:
            yield f"{code} has {sessions} sessions of {topic} on {day:%a}, {most} are the most."


def _therapist(program: Outside, name: str, mine: list[Held]) -> Iterator[str]:
    row = program.therapists[name]
    led, most = sum(s.end - s.start for s in mine), minutes_of(row.get("mosthours"))
    if most is not None and led > most:
        yield f"{name} leads {led} minutes, {most} are the most."
    by_day: dict[date, list[Held]] = defaultdict(list)
    for session in sorted(mine, key=lambda s: (s.day, s.start)):
        by_day[session.day].append(session)
    a_day, in_a_row = whole(row.get("mostaday")), whole(row.get("mostinarow"))
    for day, today in by_day.items():
        if a_day is not None and len(today) > a_day:
            yield f"{name} leads {len(today)} sessions on {day:%a}, {a_day} are the most."
        length = 1
        for before, after in pairwise(today):
            length = length + 1 if after.start - before.end < 10 else 1
            if in_a_row is not None and length == in_a_row + 1:
                yield f"{name} leads more than {in_a_row} sessions in a row on {day:%a}."


def _hours(program: Outside, held: list[Held], week: date, rows: list[Row]) -> Iterator[str]:
    """Whether the Hours sheet says what the seats add up to."""
    mine = [row for row in rows if program.week_of(day_of(row["week"]) or week) == week]
    stated = {str(row["client"]): row for row in mine}
    for code in program.clients:
        if code not in stated:
            if program.days_of_stay(code, week):
                yield f"Hours has no row for {code} in the week of {week}."
            continue
        row = stated[code]
        counting = [
            s
            for s in held
            if code in s.seats and s.seats[code] not in MISSED and program.topics[s.topic].counts
        ]
        planned = sum(s.credited[code] for s in counting)
        required = program.bounds(code, week).least_minutes
        counted = {"required": required, "planned": planned, "short": max(0, required - planned)}
        for heading, minutes in counted.items():
            if abs((minutes_of(row[heading]) or 0) - minutes) > TOLERANCE:
                yield f"Hours states {row[heading]} {heading} for {code}; it is {minutes / 60:g}."
        if whole(row["days"]) != len({s.day for s in counting}):
            yield f"Hours states {row['days']} days for {code}."


def _needs(program: Outside, held: list[Held], week: date, rows: list[Row]) -> Iterator[str]:
    """Whether the Needs sheet lists what is asked, and counts what is held: no session for two needs."""
    stated: Counter[tuple[str, str, int | None]] = Counter()
    counted: Counter[tuple[str, str]] = Counter()
    cost: Counter[tuple[str, str]] = Counter()
    for row in rows:
        key = str(row["client"]), str(row["topic"])
        asked, planned, missing = (whole(row[heading], 0) or 0 for heading in ("asked", "planned", "missing"))
        stated[(*key, whole(row["priority"]))] += asked
        counted[key] += planned
        cost[key] += missing * (whole(row["priority"]) or 0)
        if missing != max(0, asked - planned):
            yield f"Needs states {missing} missing of {key[1]} for {key[0]}: {asked} asked, {planned} planned."
    for code in program.clients:
        asks = program.asks_of(code, week) if program.days_of_stay(code, week) else []
        for topic in program.topics:
            mine = [ask for ask in asks if ask.topic == topic]
            sits = [s.day for s in held if s.topic == topic and s.seats.get(code, "absent") not in MISSED]
            for priority in {ask.priority for ask in mine} | {
                p for c, t, p in stated if (c, t) == (code, topic)
            }:
                asked = sum(ask.sessions for ask in mine if ask.priority == priority)
                said = stated[code, topic, priority]
                if asked != said:
                    yield f"Needs states {said} sessions of {topic} asked for {code} ({priority}); it is {asked}."
            if counted[code, topic] > len(sits):
                yield f"Needs states {counted[code, topic]} sessions of {topic} for {code}, who has {len(sits)}."
            least = least_missing([(ask.sessions, ask.priority, ask.days) for ask in mine], sits)
            if cost[code, topic] != least:
                yield (
                    f"Needs states {cost[code, topic]} (priority times missing) of {topic} for {code}, "
                    f"who has {len(sits)}; it is {least}."
                )


def main(arguments: list[Any]) -> int:
    """`python -m tests.outside_checker BOOK ROSTER` prints what it finds."""
    found = check_roster(Path(arguments[0]), Path(arguments[1]))
    print("\n".join(found) or "Nothing found.")
    return 1 if found else 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
