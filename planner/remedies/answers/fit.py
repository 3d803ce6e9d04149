"""Where a client fits in: the best weeks without moving anybody, then with few seats of others moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from planner.language.rule import Rule
from planner.model import Problem, Roster, Session
from planner.model.faults import PlannerError
from planner.plan import NeedLine
from planner.planning import new_breaches
from planner.program import Program
from planner.remedies.asked_week import AskedWeek
from planner.remedies.changes.naming import somebody
from planner.remedies.outcome import Books
from planner.remedies.seating import Seating
from planner.rosters.known import known_part

WEEKS_AT_MOST = 3  # different weeks offered without moving anybody
MOVED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Moved:
    """A seat of somebody else that moves to another session of the same topic."""

    client: str
    topic: str
    was: int
    now: int


@dataclass(frozen=True)
class Fit:
    """One week for the client: its sessions (new ones have ids that begin with `new`), and what it reaches.

    `minutes` count towards hours, of which `short` are missing; `needs_met` are sessions of needs held, of
    `needs_asked`; `needs` are the client's, each with what is planned and missing; `moved` are others' seats.
    `roster` is the whole week with it. `called_in` are the therapists who join one of its sessions that runs, with
    the session's id; `left_out` are sessions that can't be held as they are.
    """

    roster: Roster
    sessions: tuple[Session, ...]
    minutes: int
    days: int
    needs_met: int
    needs_asked: int
    moved: tuple[Moved, ...] = ()
    short: int = 0
    needs: tuple[NeedLine, ...] = ()
    called_in: tuple[tuple[str, str], ...] = ()
    left_out: tuple[Session, ...] = ()


def fits(
    problem: Problem, rules: Sequence[Rule], roster: Roster, code: str, seconds: float = 2.0
) -> list[Fit]:
    """The best weeks for a client, best first; whatever seats they have in the roster stay theirs."""
    until = monotonic() + seconds
    left_out = _not_to_be_held(problem, rules, roster)
    seating = Seating(problem, rules, closed=frozenset((one.topic, one.start) for one in left_out))
    first = seating.seated(roster, code)
    found = [_fit(seating, first.roster, code)]
    for session in first.taken:
        if len(found) >= WEEKS_AT_MOST or monotonic() > until:
            break
        other = _fit(seating, seating.seated(roster, code, {(session.topic, session.start)}).roster, code)
        if _value(other) >= _value(found[0]) or _places(other) != _places(found[0]):
            found.append(other)
    found += _with_moves(seating, first.roster, code, _value(found[0]), until)
    unique: dict[object, Fit] = {}
    for fit in found:
        told = replace(fit, called_in=_called_in(fit, roster), left_out=left_out)
        unique.setdefault((_places(fit), fit.moved), told)
    return sorted(
        unique.values(), key=lambda fit: (*(-part for part in _value(fit)), len(fit.moved), fit.days)
    )


def fits_in(
    program: Program, books: Books, week: AskedWeek, roster: Roster, client: str, seconds: float
) -> list[Fit]:
    """The same for a client of the program by their code. Raises `PlannerError` for one who isn't in it that week."""
    problem = week.problem(program)
    code = somebody(program, "client", client)[1]
    if code not in problem.clients:
        raise PlannerError(f"{code} isn't in the program in the week of {roster.first_day.isoformat()}")
    return fits(problem, books.planning(program), known_part(roster, problem), code, seconds)


def _not_to_be_held(problem: Problem, rules: Sequence[Rule], roster: Roster) -> tuple[Session, ...]:
    """The sessions that break a rule whoever comes: their therapist has become ill, their room is taken."""
    by_id = {session.id: session for session in roster.sessions}
    found = {}
    for breach in new_breaches(problem, roster, rules):
        concerned = [by_id[name] for name in breach.about if name in by_id]
        for session in concerned if len(concerned) == 1 else ():
            if {*session.therapists, session.room} & set(breach.about):
                found[session.id] = session
    return tuple(one for one in roster.sessions if one.id in found)


def _with_moves(
    seating: Seating, roster: Roster, code: str, reached: tuple[int, int], until: float
) -> Iterator[Fit]:
    """Weeks in which one to three others move to another session of their topic, each better than with fewer."""
    moved: tuple[Moved, ...] = ()
    for _ in range(MOVED_AT_MOST):
        step = _one_move(seating, roster, code, reached, until)
        if step is None:
            return
        roster, seat = step
        moved = (*moved, seat)
        fit = replace(_fit(seating, roster, code), moved=moved)
        reached = _value(fit)
        yield fit


def _one_move(
    seating: Seating, roster: Roster, code: str, reached: tuple[int, int], until: float
) -> tuple[Roster, Moved] | None:
    """The first seat of somebody else that, moved, gives the client a better week."""
    obstacles = seating.obstacles(roster)
    hours, needs = seating.lacking(roster, code)
    asked = {line.topic for line in needs}
    for topic in seating.problem.topics.values():
        if topic.name not in asked and not (hours.short and topic.counts):
            continue
        for start in obstacles.starts_of(code, topic):
            for session in obstacles.running.get((topic.name, start), []):
                if code in session.clients or len(session.seats) < topic.largest:
                    continue
                for other in session.clients:
                    if monotonic() > until:
                        return None
                    found = _moved(seating, roster, session, other)
                    if found is None:
                        continue
                    week = seating.seated(found[0], code).roster
                    if _value(_fit(seating, week, code)) > reached:
                        return week, Moved(other, topic.name, start, found[1])
    return None


def _moved(seating: Seating, roster: Roster, session: Session, other: str) -> tuple[Roster, int] | None:
    """The roster with one client in another session of the same topic that runs, and when that is."""
    left = replace(session, seats=tuple(seat for seat in session.seats if seat.client != other))
    freed = replace(roster, sessions=tuple(left if one is session else one for one in roster.sessions))
    obstacles = seating.obstacles(freed)
    topic = seating.problem.topics[session.topic]
    for start in obstacles.starts_of(other, topic):
        running = obstacles.running.get((topic.name, start), [])
        closed = start == session.start or (topic.name, start) in seating.closed
        if running and not closed and not any(other in one.clients for one in running):
            opening = obstacles.look(other, topic, start)
            if opening.session is not None and any(one.id == opening.session.id for one in running):
                before = next(one for one in running if one.id == opening.session.id)
                return obstacles.trial.with_session(opening.session, before), start
    return None


def _fit(seating: Seating, roster: Roster, code: str) -> Fit:
    hours, needs = seating.lines(roster, code)
    return Fit(
        roster=roster,
        sessions=tuple(roster.of_client(code)),
        minutes=hours.planned,
        short=hours.short,
        days=hours.days,
        needs_met=sum(line.asked - line.missing for line in needs),
        needs_asked=sum(line.asked for line in needs),
        needs=tuple(needs),
    )


def _called_in(fit: Fit, roster: Roster) -> tuple[tuple[str, str], ...]:
    led_by = {one.id: one.therapists for one in roster.sessions}
    return tuple(
        (one.id, name)
        for one in fit.sessions
        for name in one.therapists
        if name not in led_by.get(one.id, (name,))
    )


def _value(fit: Fit) -> tuple[int, int]:
    """Hours first, but none beyond the minimum: a need that is met is worth more than that."""
    return -fit.short, fit.needs_met


def _places(fit: Fit) -> tuple[tuple[str, int], ...]:
    return tuple((session.topic, session.start) for session in fit.sessions)
