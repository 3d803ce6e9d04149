"""The care mix: how much care was scheduled and delivered in each week, and what kinds of therapy were in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.accounts.seats import Record, SeatHad
from planner.model import TWENTY_FOUR_HOURS, Client, Wording, counted, hours
from planner.model.privacy import UNSEEN_KINDS
from planner.program import Program
from planner.week.problem import problem_of

MISSED_WORDS = ("excused", "absent", "cancelled")


@dataclass(frozen=True, slots=True)
class KindLine:
    """A client's counting minutes of one kind in a week; `required` is the week's minimum of all kinds together."""

    client: str
    week: date
    kind: str
    scheduled: int
    delivered: int
    required: int


@dataclass(frozen=True, slots=True)
class WeekLine:
    """A client's week, counting sessions only: minutes, days, missed seats by status and how many were made up.

    `scheduled` and `delivered` are minutes, `required` and `least_days` the minimum of the client's `level` that week,
    part weeks taken into account.
    """

    client: str
    week: date
    level: str
    required: int
    scheduled: int
    delivered: int
    least_days: int
    days_scheduled: int
    days_delivered: int
    missed: Mapping[str, int]
    made_up: int


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic over all weeks: `sessions` held, `seats` taken in them, minutes, and whether they count."""

    topic: str
    kind: str
    counts: bool
    sessions: int
    seats: int
    attended: int
    scheduled: int
    delivered: int


@dataclass(frozen=True, slots=True)
class CareMix:
    """The whole account: line by line, by client and week, by topic."""

    program: str
    weeks: tuple[date, ...]
    kinds: tuple[KindLine, ...]
    lines: tuple[WeekLine, ...]
    topics: tuple[TopicLine, ...]
    warnings: tuple[str, ...] = ()
    wording: Wording = TWENTY_FOUR_HOURS


def care_mix(program: Program, record: Record) -> CareMix:
    """Counts the record's weeks that have a roster. Only counting topics bring hours and days; tests are left out."""
    seats_of: dict[tuple[str, date], list[SeatHad]] = defaultdict(list)
    for seat in record.seats:
        if program.topics[seat.topic].counts:
            seats_of[seat.client, seat.week].append(seat)
    kinds_counting = list(dict.fromkeys(topic.kind for topic in program.topics.values() if topic.counts))
    kinds: list[KindLine] = []
    lines: list[WeekLine] = []
    for week in record.weeks:
        problem = problem_of(program, week)
        for code, client in problem.clients.items():
            seats = seats_of[code, week]
            needs = Counter[str]()
            for need in problem.needs:
                if need.client == code:
                    needs[need.topic] += need.sessions
            lines.append(_week_line(client, week, seats, needs))
            for kind in kinds_counting:
                of_kind = [seat for seat in seats if program.topics[seat.topic].kind == kind]
                kinds.append(
                    KindLine(
                        client=code,
                        week=week,
                        kind=kind,
                        scheduled=_scheduled(of_kind),
                        delivered=_credited(of_kind),
                        required=client.least_minutes,
                    )
                )
    topics = tuple(_topic_lines(program, record.seats))
    return CareMix(
        program=program.name,
        weeks=record.weeks,
        kinds=tuple(kinds),
        lines=tuple(lines),
        topics=topics,
        warnings=record.warnings,
        wording=Wording(program.clock),
    )


def _week_line(client: Client, week: date, seats: Sequence[SeatHad], needs: Mapping[str, int]) -> WeekLine:
    booked = [seat for seat in seats if seat.scheduled]
    missed = Counter(seat.status for seat in seats if seat.missed)
    return WeekLine(
        client=client.code,
        week=week,
        level=client.level,
        required=client.least_minutes,
        scheduled=_scheduled(seats),
        delivered=_credited(seats),
        least_days=client.least_days,
        days_scheduled=len({seat.day for seat in booked}),
        days_delivered=len({seat.day for seat in seats if seat.credited}),
        missed={word: missed[word] for word in MISSED_WORDS},
        made_up=sum(
            _made_up(seats, topic, needs.get(topic))
            for topic in {seat.topic for seat in seats if seat.missed}
        ),
    )


def _made_up(seats: Sequence[SeatHad], topic: str, asked: int | None) -> int:
    """How many missed seats of a topic were made up for: by seats attended in the week beyond those planned for it.

    Beyond the plan is what a hand added to the roster, what only Attendance tells of, and what goes beyond
    the sessions that a need asks for.
    """
    of_topic = [seat for seat in seats if seat.topic == topic]
    missed = sum(seat.missed for seat in of_topic)
    attended = [seat for seat in of_topic if not seat.missed]
    extra = sum(seat.added or not seat.scheduled for seat in attended)
    beyond = 0 if asked is None else len(attended) - max(0, asked - missed)
    return min(missed, max(extra, beyond, 0))


def _topic_lines(program: Program, seats: Iterable[SeatHad]) -> Iterator[TopicLine]:
    of_topic: dict[str, list[SeatHad]] = defaultdict(list)
    for seat in seats:
        of_topic[seat.topic].append(seat)
    for name, topic in program.topics.items():
        had = of_topic[name]
        if topic.kind in UNSEEN_KINDS or not had:
            continue
        attended = [seat for seat in had if not seat.missed]
        sessions = {(seat.day, seat.session or seat.start) for seat in attended}
        yield TopicLine(
            topic=name,
            kind=topic.kind,
            counts=topic.counts,
            sessions=len(sessions),
            seats=len(had),
            attended=len(attended),
            scheduled=_scheduled(had),
            delivered=_credited(had),
        )


def _scheduled(seats: Iterable[SeatHad]) -> int:
    return sum(seat.scheduled for seat in seats)


def _credited(seats: Iterable[SeatHad]) -> int:
    return sum(seat.credited for seat in seats)


# --- in plain words --------------------------------------------------------------------------------


def in_plain_words(mix: CareMix) -> list[str]:
    """What the program gives, a sentence each: for the whole, then for each level of care if there are several."""
    if not mix.lines:
        return ["There is nobody to account for in these weeks."]
    levels = list(dict.fromkeys(line.level for line in mix.lines))
    said = [_says(mix, mix.lines, "The program delivered")]
    if len(levels) > 1:
        for level in levels:
            said.append(_says(mix, [line for line in mix.lines if line.level == level], f"{level}:"))
    return [*said, *_says_missed(mix.lines), _says_short(mix.lines)]


def _says(mix: CareMix, lines: Sequence[WeekLine], whom: str) -> str:
    clients, weeks = len({line.client for line in lines}), len(lines)
    delivered = sum(line.delivered for line in lines)
    scheduled = sum(line.scheduled for line in lines)
    days = sum(line.days_delivered for line in lines)
    on_days = f"{_tenths(days, weeks)} {'day' if days == weeks else 'days'}"
    lowest = min(line.delivered for line in lines)
    said = (
        f"{whom} on average {_decimal(delivered, weeks)} h a week on {on_days} to "
        f"{counted(clients, 'client')}; the lowest week had {hours(lowest)}"
    )
    share = _shares(mix, {(line.client, line.week) for line in lines})
    said += f"; of it {share}" if share else ""
    if scheduled:
        said += f"; {percent(delivered, scheduled)} of the minutes scheduled were delivered"
    return f"{said}."


def _shares(mix: CareMix, which: set[tuple[str, date]]) -> str:
    by_kind: Counter[str] = Counter()
    for line in mix.kinds:
        if (line.client, line.week) in which:
            by_kind[line.kind] += line.delivered
    whole = sum(by_kind.values())
    return ", ".join(
        f"{percent(minutes, whole)} {kind}" for kind, minutes in by_kind.most_common() if minutes
    )


def _says_missed(lines: Sequence[WeekLine]) -> Iterator[str]:
    missed = Counter[str]()
    for line in lines:
        missed.update(line.missed)
    total = sum(missed.values())
    if total:
        parts = ", ".join(f"{missed[word]} {word}" for word in MISSED_WORDS if missed[word])
        made_up = sum(line.made_up for line in lines)
        yield f"{counted(total, 'seat')} missed ({parts}); {made_up} of them made up in the same week."
    else:
        yield "No seat was missed."


def _says_short(lines: Sequence[WeekLine]) -> str:
    asked = [line for line in lines if line.required]
    short = [line for line in asked if line.delivered < line.required]
    unplanned = [line for line in asked if line.scheduled < line.required]
    if not asked:
        return "No client has a minimum of hours."
    weeks = counted(len(asked), "client's week", "clients' weeks")
    if not short:
        return f"Every minimum was reached, in all of {weeks}."
    return (
        f"The minimum was reached in {len(asked) - len(short)} of {weeks}; "
        f"of the {len(short)} below it, {len(unplanned)} had been scheduled below it."
    )


def percent(part: int, whole: int) -> str:
    """A share in whole per cent, halves rounded up."""
    return f"{(200 * part + whole) // (2 * whole)} %" if whole else "0 %"


def _decimal(minutes: int, weeks: int) -> str:
    return _tenths(minutes, weeks * 60)


def _tenths(part: int, whole: int) -> str:
    tenths = (20 * part + whole) // (2 * whole)
    return f"{tenths / 10:g}"


def json_of_mix(mix: CareMix) -> dict[str, object]:
    """What `planner audit --format json` prints: minutes are whole, weeks ISO dates."""
    weeks = [
        {
            "client": line.client,
            "week": line.week.isoformat(),
            "kind": line.kind,
            "scheduled": line.scheduled,
            "delivered": line.delivered,
            "required": line.required,
        }
        for line in mix.kinds
    ]
    return {"weeks": weeks, "says": in_plain_words(mix), "warnings": list(mix.warnings)}
