"""A finished week: the roster, how good it is, what is missing and why. Exports and the CLI read this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from planner.language.limits import Stage
from planner.model import Client, Need, Problem, Roster, held_for
from planner.model import hours as hours_in_words
from planner.model.faults import Fault

Reasons = Mapping[tuple[str, str | None], str]
"""Why something is missing, a sentence each: (client, topic) of a need, (client, None) for hours or days."""


@dataclass(frozen=True, slots=True)
class StageResult:
    """How far one level of "best" got: the `value` reached and the lowest value still possible (`bound`)."""

    stage: Stage
    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether no roster can do better on this level."""
        return self.value <= self.bound


@dataclass(frozen=True, slots=True)
class HoursLine:
    """A client's counting time in a week: `required`, `planned` and `short` in minutes, `days` attended."""

    client: str
    week: date
    level: str
    required: int
    planned: int
    short: int
    days: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need and how far it is met: `asked`, `planned` and `missing` are sessions in the week."""

    client: str
    topic: str
    priority: int
    asked: int
    planned: int
    missing: int
    reason: str = ""


CLIENT, THERAPIST, SESSION = "client", "therapist", "session"  # the roles of who changes


@dataclass(frozen=True, slots=True)
class Change:
    """One difference from the published roster, for one person or one session.

    `role` is client, therapist or session; `was` and `now` are phrases ("Mon 09:00 Anger, Room A"; blank =
    nothing); `tell` names whom to tell; `notice_hours` is how far ahead it lies; `session` is its id. `when` is the
    earlier of the two moments, and `retimed` says whether anybody's time changes (a seat lost, new or at another time)
    or only who leads it and where.
    """

    who: str
    role: str
    was: str
    now: str
    why: str
    tell: str
    notice_hours: int
    session: str
    when: datetime | None = None
    retimed: bool = True


@dataclass(frozen=True, slots=True)
class Cost:
    """What a rule costs a week: `amount` in its `unit` (words that follow "for each"), and in `points`."""

    rule: str
    unit: str
    amount: int
    points: int


@dataclass(frozen=True, slots=True)
class GoodWeek:
    """The points of a good week rule by rule, in the rule book's order, and how many of all `wishes` are kept.

    `wishes_missed` says of each other wish what it comes to.
    """

    costs: tuple[Cost, ...] = ()
    wishes: int = 0
    wishes_missed: tuple[str, ...] = ()

    @property
    def wishes_kept(self) -> int:
        """How many of all wishes are kept."""
        return self.wishes - len(self.wishes_missed)


@dataclass(frozen=True)
class Plan:
    """One planned week with its proof. `seconds` is how long it took.

    `edits` are hand edits taken over, `edits_left` those that were only suggested and gave way.

    `interrupted`: somebody ended the search (Ctrl-C), and this is the best plan found until then. `fingerprint` tells
    what it was planned from (`planner.fingerprint`). `curriculum` says what timetables give and what is added;
    `absences` are those that take hours of several who miss something; `runs_missing` says why topics run less often
    than they should, by topic.
    """

    problem: Problem
    roster: Roster
    stages: tuple[StageResult, ...]
    hours: tuple[HoursLine, ...]
    needs: tuple[NeedLine, ...]
    changes: tuple[Change, ...] = ()
    warnings: tuple[str | Fault, ...] = ()
    command: str = ""
    seconds: float = 0
    edits: tuple[str, ...] = ()
    edits_left: tuple[str, ...] = ()
    interrupted: bool = False
    fingerprint: str = ""
    good_week: GoodWeek | None = None
    curriculum: tuple[str, ...] = ()
    absences: tuple[str, ...] = ()
    runs_missing: Mapping[str, str] = field(default_factory=dict)


def lines_of(
    problem: Problem, roster: Roster, reasons: Reasons
) -> tuple[tuple[HoursLine, ...], tuple[NeedLine, ...]]:
    """Every client's hours and every need as the roster has them, in the workbook's order.

    Only seats that aren't missed count, with the minutes they were credited; hours and days count counting topics
    alone. A reason is taken over only where hours, days or sessions are missing.
    """
    hours = tuple(_hours_line(problem, roster, code, reasons) for code in problem.clients)
    held = held_for(problem.needs, roster)
    needs = tuple(
        _need_line(need, planned, reasons) for need, planned in zip(problem.needs, held, strict=True)
    )
    return hours, needs


def has_left(problem: Problem, code: str) -> bool:
    """Whether a client's stay was over before what is planned anew."""
    client = problem.clients.get(code)
    return client is not None and client.ends is not None and client.ends < problem.date_of(problem.as_of)


def _hours_line(problem: Problem, roster: Roster, code: str, reasons: Reasons) -> HoursLine:
    client = problem.clients[code]
    counting = [
        (session, seat) for session, seat in roster.kept_by(code) if problem.topics[session.topic].counts
    ]
    planned = sum(session.credited(seat) for session, seat in counting)
    days = len({session.day for session, _ in counting})
    short = max(0, client.least_minutes - planned)
    lacking = short > 0 or days < client.least_days
    return HoursLine(
        client=code,
        week=problem.first_day,
        level=client.level,
        required=client.least_minutes,
        planned=planned,
        short=short,
        days=days,
        reason=_sentences(_why_required(client), reasons.get((code, None), "") if lacking else ""),
    )


def _why_required(client: Client) -> str:
    """Why a client's minimum isn't that of a whole week, if so."""
    return (
        f"Required {hours_in_words(client.least_minutes)} this week: {client.part_week}"
        if client.part_week
        else ""
    )


def _sentences(*said: str) -> str:
    return ". ".join(text for text in said if text)


def _need_line(need: Need, planned: int, reasons: Reasons) -> NeedLine:
    missing = max(0, need.sessions - planned)
    return NeedLine(
        client=need.client,
        topic=need.topic,
        priority=need.priority,
        asked=need.sessions,
        planned=planned,
        missing=missing,
        reason=reasons.get((need.client, need.topic), "") if missing else "",
    )


@dataclass(frozen=True)
class BelowFloor:
    """A client's attended day with fewer `minutes` than the level asks for on each."""

    client: str
    day: int
    minutes: int
    least: int


def below_floor(problem: Problem, roster: Roster) -> Iterator[BelowFloor]:
    """Every such day of a roster, client by client; a seat that was missed brings nothing."""
    for code, client in problem.clients.items():
        if not client.least_minutes_a_day:
            continue
        by_day: Counter[int] = Counter()
        for session, seat in roster.kept_by(code):
            if problem.topics[session.topic].counts:
                by_day[session.day] += session.credited(seat)
        for day, minutes in sorted(by_day.items()):
            if minutes < client.least_minutes_a_day:
                yield BelowFloor(code, day, minutes, client.least_minutes_a_day)
