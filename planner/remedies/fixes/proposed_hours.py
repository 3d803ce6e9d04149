"""Proposals about time: longer hours, absences, days, stays, one more start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from planner.language.limits import Refusal
from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Problem, Window
from planner.program import EVERYONE, Program
from planner.remedies.fixes import kinds
from planner.remedies.fixes.proposal import Asked, Proposal
from planner.remedies.fixes.situation import longer


def windows(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """Longer hours for whoever isn't there: the least that has to be added to what they have on that day."""
    problem = asked.problem
    kinds: dict[str, tuple[str, Mapping[str, tuple[Window, ...]]]] = {
        "seat": ("client", problem.client_windows),
        "lead": ("therapist", problem.therapist_windows),
        "room": ("room", problem.room_windows),
    }
    if refused.who is None or refused.kind not in kinds:
        return
    kind, windows = kinds[refused.kind]
    day, start = divmod(refused.start, MINUTES_A_DAY)
    end = start + problem.topics[refused.topic].minutes
    found = longer(problem, kind, refused.who, windows.get(refused.who, ()), day, (start, end))
    if found is not None and end <= MINUTES_A_DAY:
        yield found


def there_after_all(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """Whoever is away then is there: the client, the therapist or the room, or everybody."""
    day, start = asked.problem.date_of(refused.start), refused.start % MINUTES_A_DAY
    end = start + asked.problem.topics[refused.topic].minutes
    named = asked.problem.weekday_name(refused.start // MINUTES_A_DAY)
    rows = [row for row in asked.program.away if row.meets(day, start, end)]
    for who in dict.fromkeys(row.who for row in rows):
        if who in (EVERYONE, refused.who):
            yield kinds.after_all(asked.program, who, [row for row in rows if row.who == who], named)


def without_absences(program: Program, problem: Problem) -> Iterator[Proposal]:
    """Whoever is away in the week is there after all, all week."""
    last = problem.first_day + timedelta(days=DAYS_A_WEEK - 1)
    rows = [row for row in program.away if row.meets_days(problem.first_day, last)]
    for who in dict.fromkeys(row.who for row in rows):
        if who in (EVERYONE, *problem.therapists, *problem.rooms, *problem.clients):
            yield kinds.after_all(program, who, [row for row in rows if row.who == who])


def wider_hours(asked: Asked, short: int) -> Iterator[Proposal]:
    """For a client short of hours: a day on which they don't come, or a longer one, by as much as is missing."""
    problem, code = asked.problem, asked.client
    starts = {start for topic in problem.topics.values() for start in problem.starts_of(topic)}
    least = min((t.minutes for t in problem.topics.values() if t.counts), default=0)
    for day in sorted({start // MINUTES_A_DAY for start in starts}):
        mine = [w for w in problem.client_windows.get(code, ()) if w.start // MINUTES_A_DAY == day]
        opens = min(start for start in starts if start // MINUTES_A_DAY == day)
        closes = min(
            max(start for start in starts if start // MINUTES_A_DAY == day) + least, (day + 1) * MINUTES_A_DAY
        )
        more = (short + 30 + 29) // 30 * 30  # a session more than is missing finds its place
        if not mine:
            stretches = [(opens, closes)]
        else:
            first, last = min(w.start for w in mine), max(w.end for w in mine)
            stretches = [(max(opens, first - more), first), (last, min(closes, last + more))]
        most = problem.clients[code].most_minutes_a_day
        full = most is not None and bool(mine) and most - sum(w.end - w.start for w in mine) < short
        for begin, end in stretches:
            if end - begin >= least > 0:
                span = begin - day * MINUTES_A_DAY, end - day * MINUTES_A_DAY
                found = longer(problem, "client", code, mine, day, span)
                if found is not None:
                    yield replace(found, more=(end - begin) // 12 + (60 if full else 0 if mine else 30))


def any_day(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """A client who may come on any day."""
    if refused.who in asked.problem.clients:
        yield kinds.any_day(refused.who or "")


def stay(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """A stay that begins or ends by then: on that day."""
    client, day = asked.problem.clients.get(refused.who or ""), asked.problem.date_of(refused.start)
    if client is None:
        return
    if client.ends is not None and day > client.ends:
        last = asked.problem.first_day + timedelta(days=DAYS_A_WEEK - 1)
        for until in dict.fromkeys((day, last)):
            yield kinds.stays_until(client.code, until, client.ends)
    elif client.starts is not None and day < client.starts:
        yield kinds.comes_from(client.code, day)


def primary(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """Longer hours for the one therapist who may lead it."""
    client = asked.problem.clients.get(refused.who or "")
    if client is not None and client.primary in asked.problem.therapists:
        yield from windows(asked, replace(refused, kind="lead", who=client.primary))


def start(asked: Asked, refused: Refusal) -> Iterator[Proposal]:
    """One more time at which sessions may start."""
    if refused.start >= asked.problem.as_of:
        yield kinds.start(asked.problem, refused.start)
