"""Replanning: a week that is under way, or has been handed out, planned anew with as few changes as can be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from planner.carry_over import carried_over, known_part, known_seats
from planner.contradictions import verdict
from planner.engine.settle import Contradiction
from planner.engine.solve import Progress, Solution, solve
from planner.faults import NoPlanPossible, PlannerError, RosterDisagrees
from planner.locks import KEPT, Lock, Where, expected, locks_of, missing_people, with_locks
from planner.model import (
    DAYS_A_WEEK,
    MINUTES_A_DAY,
    Attended,
    Problem,
    Roster,
    Session,
    Therapist,
    Topic,
    Window,
    merge,
)
from planner.plan import StageResult
from planner.program import Program
from planner.rule import Breach, Rule, Stage
from planner.week import problem_of


@dataclass(frozen=True)
class Wanted:
    """What a coordinator asks of a replanning beside the roster itself.

    `as_of`: what begins before it has happened (`None` = nothing has). `free` are clients, therapists, topics and days
    whose changes cost nothing. `keep_all` locks everything except the sessions that involve somebody or something of
    `excepted`. `overridden` are the ids of sessions that break a rule and are to stand as they are.
    """

    as_of: datetime | None = None
    free: tuple[str, ...] = ()
    keep_all: bool = False
    excepted: tuple[str, ...] = ()
    overridden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Replanning:
    """One week's replanning: the `problem` as the rules judge it, the roster in force, and what is locked.

    `problem.fixed` has the locks in it, that of `settled` the workbook's rows alone. `narrow` is what is searched, with
    less room in it: whom `--keep all` leaves alone, and who has called off a session, isn't seated elsewhere.
    """

    problem: Problem
    narrow: Problem
    now: Roster
    locks: tuple[Lock, ...]
    settled: Problem


@dataclass(frozen=True)
class Replanned:
    """What came out: the roster with everything carried over, and the levels with their proof."""

    roster: Roster
    stages: tuple[StageResult, ...]
    seconds: float = 0
    interrupted: bool = False


def problem_to_replan(
    program: Program,
    now: Roster,
    wanted: Wanted = Wanted(),
    history: Sequence[Attended] = (),
    edited: Roster | None = None,
    where: Where = lambda session, client: "",
) -> Replanning:
    """The problem of replanning `now`, the roster in force as it was read.

    `edited` is the same roster with the locks that hand edits amount to (default: none). `where` says where a lock
    stands. Raises `PlannerError` for a name that nobody and nothing has, and `NoPlanPossible` when a lock
    is on somebody who isn't there any more.
    """
    settled = problem_of(program, now.first_day, history)
    freed = names_meant(settled, now, wanted.free)
    excepted = names_meant(settled, now, wanted.excepted)
    as_of = minute_of(wanted.as_of, settled)
    stands = [session for session in now.sessions if _stands(now, session, as_of, wanted.overridden)]
    # Rules look clients up; whoever has left gets their seats of the past back when the roster is carried over.
    past = tuple(known_seats(session, settled) for session in stands)
    settled = replace(
        settled,
        topics={**settled.topics, **_topics_gone(settled, past)},
        therapists={**settled.therapists, **_therapists_gone(settled, past)},
        past=past,
        published=_still_promised(now, stands, settled),
        as_of=as_of,
        notice=program.notice_hours * 60,
        freed=freed,
    )
    begun = {(session.topic, session.start) for session in past}
    locks = [
        lock
        for lock in locks_of(edited or now, as_of, where)
        if (lock.session.topic, lock.session.start) not in begun
    ]
    narrow = settled
    if wanted.keep_all:
        kept = [s for s in now.sessions if s not in stands and not _involves(settled, s, excepted)]
        place = "--keep all"
        locks += [Lock(session, KEPT, "", place) for session in kept if expected(session)]
        narrow = _left_alone(settled, now, excepted)
    if missing := missing_people(settled, locks):
        raise NoPlanPossible(missing)
    fixed = with_locks(settled.fixed, locks)
    problem = replace(settled, fixed=fixed)
    narrow = replace(_without_called_off(narrow, now), fixed=fixed)
    return Replanning(problem, narrow, now, tuple(locks), settled)


def minute_of(as_of: datetime | None, problem: Problem) -> int:
    """A moment as a minute of the problem's week: 0 before it, 10 080 after it."""
    if as_of is None:
        return 0
    begins = datetime.combine(problem.first_day, time())
    ahead = int((as_of.replace(tzinfo=None) - begins).total_seconds() // 60)
    return min(max(ahead, 0), DAYS_A_WEEK * MINUTES_A_DAY)


def names_meant(problem: Problem, now: Roster, names: Collection[str]) -> frozenset[str]:
    """Names as typed, in the program's spelling: clients, therapists, topics, days (`Thu` or `Thursday`).

    Raises `PlannerError` for a name that nobody and nothing has.
    """
    days = [problem.weekday_name(day) for day in range(DAYS_A_WEEK)]
    in_force = [
        name for session in now.sessions for name in (session.topic, *session.therapists, *session.clients)
    ]
    every = [*problem.clients, *problem.therapists, *problem.topics, *days, *in_force]
    known = {" ".join(name.split()).casefold(): name for name in reversed(every)}
    long_days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    known |= {day: day[:3].title() for day in long_days if day not in known}
    found = set()
    for name in names:
        plain = " ".join(name.split()).casefold()
        if plain not in known:
            raise PlannerError(f"'{name}' is no client, therapist, topic or day of this roster")
        found.add(known[plain])
    return frozenset(found)


def search(
    replanning: Replanning,
    rules: Sequence[Rule],
    seconds: float = 60.0,
    seed: int = 1,
    reproducible: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
) -> Replanned:
    """Replans: the fewest changes that hours and must-needs allow, then the rest.

    Raises `NoPlanPossible`, naming the locks that contradict each other and what is enough to release, and
    `RosterDisagrees` when the roster breaks a rule that nobody overrode, which would be a mistake of ours.
    """
    problem = replanning.problem
    try:
        solution = solve(replanning.narrow, rules, seconds, seed, reproducible, on_progress)
    except Contradiction as contradiction:
        narrow = replace(replanning.narrow, fixed=())
        found = verdict(narrow, replanning.settled.fixed, replanning.locks, rules)
        reasons = found.says(problem) or [", ".join(about) for about in contradiction.reasons]
        raise NoPlanPossible(reasons) from None
    breaches = new_breaches(problem, solution.roster, rules)
    if breaches:
        raise RosterDisagrees(breaches)
    roster = carried_over(solution.roster, replanning.now, problem)
    return Replanned(roster, _stages(problem, solution, rules), solution.seconds, solution.interrupted)


def unchanged(replanning: Replanning, rules: Sequence[Rule]) -> Replanned:
    """The roster in force as it stands, with what it comes to: what is given back when nothing has changed."""
    stages = {rule.stage for rule in rules if not rule.hard and rule.stage is not None}
    known = known_part(replanning.now, replanning.problem)
    values = {stage: cost_at(replanning.problem, known, rules, stage) for stage in sorted(stages)}
    # Nothing was searched: only where nothing is missing is it known that no plan does better.
    return Replanned(replanning.now, tuple(StageResult(stage, value, 0) for stage, value in values.items()))


def cost_at(problem: Problem, roster: Roster, rules: Sequence[Rule], stage: Stage) -> int:
    """What a roster costs at a stage by the rules' own checks."""
    counting = [rule for rule in rules if rule.stage is stage and not rule.hard]
    return sum(rule.weight * breach.amount for rule in counting for breach in rule.check(problem, roster))


def new_breaches(problem: Problem, roster: Roster, rules: Sequence[Rule]) -> list[Breach]:
    """The hard rules a roster breaks beyond what its past and overridden sessions alone already break."""
    hard = [rule for rule in rules if rule.hard]
    standing = Roster(roster.first_day, problem.past)
    alone: dict[tuple[str, tuple[str, ...]], int] = {}
    for rule in hard if problem.past else ():
        for breach in rule.check(problem, standing):
            at = (breach.rule, tuple(sorted(breach.about)))
            alone[at] = alone.get(at, 0) + breach.amount
    found = []
    for rule in hard:
        for breach in rule.check(problem, roster):
            if breach.amount > alone.get((breach.rule, tuple(sorted(breach.about))), 0):
                found.append(breach)
    return found


def _stages(problem: Problem, solution: Solution, rules: Sequence[Rule]) -> tuple[StageResult, ...]:
    return tuple(
        replace(result, value=max(result.value, cost_at(problem, solution.roster, rules, result.stage)))
        for result in solution.stages
    )


def _stands(now: Roster, session: Session, as_of: int, overridden: Collection[str]) -> bool:
    """Whether a session stands as it is: begun, overridden (or beside one that is), or cancelled as a whole."""
    if session.start < as_of:
        return True
    beside = [one for one in now.sessions if (one.topic, one.start) == (session.topic, session.start)]
    return any(one.id in overridden or _cancelled(one) for one in beside)


def _cancelled(session: Session) -> bool:
    return bool(session.seats) and all(seat.status == "cancelled" for seat in session.seats)


def _still_promised(now: Roster, stands: Sequence[Session], problem: Problem) -> Roster:
    """The roster in force without the seats that were called off ahead: those aren't to be kept."""
    return Roster(
        now.first_day,
        tuple(
            known_seats(session, problem)
            if session in stands
            else replace(session, seats=tuple(seat for seat in session.seats if not seat.missed))
            for session in now.sessions
        ),
    )


def _topics_gone(problem: Problem, past: Sequence[Session]) -> Mapping[str, Topic]:
    """Topics of sessions that were held and have left the workbook since; nobody leads them any more."""
    return {
        session.topic: Topic(
            session.topic, session.minutes, leaders=len(session.therapists), needs_room=False
        )
        for session in past
        if session.topic not in problem.topics
    }


def _therapists_gone(problem: Problem, past: Sequence[Session]) -> Mapping[str, Therapist]:
    """Therapists of sessions that were held and have left since; they are never available any more."""
    led: dict[str, set[str]] = {}
    for session in past:
        for name in session.therapists:
            if name not in problem.therapists:
                led.setdefault(name, set()).add(session.topic)
    return {name: Therapist(name, frozenset(topics)) for name, topics in led.items()}


def _without_called_off(problem: Problem, now: Roster) -> Problem:
    """Who has called off a session isn't there at that time."""
    windows = dict(problem.client_windows)
    for session in now.sessions:
        if session.id in {held.id for held in problem.past}:
            continue
        for seat in session.seats:
            if seat.missed and seat.client in windows:
                windows[seat.client] = _cut(windows[seat.client], session.start, session.end)
    return replace(problem, client_windows=windows)


def _cut(windows: Sequence[Window], start: int, end: int) -> tuple[Window, ...]:
    pieces = [
        piece
        for window in windows
        for piece in (
            Window(window.start, min(window.end, start)),
            Window(max(window.start, end), window.end),
        )
    ]
    return merge([piece for piece in pieces if piece.start < piece.end])


def _involves(problem: Problem, session: Session, names: Collection[str]) -> bool:
    day = problem.weekday_name(session.day)
    return not set(names).isdisjoint((session.topic, day, *session.therapists, *session.clients))


def _left_alone(problem: Problem, now: Roster, excepted: Collection[str]) -> Problem:
    """Clients whom no exception touches have time for what they have now, and for nothing else."""
    touched = {*excepted}
    for session in now.sessions:
        if _involves(problem, session, set(excepted) - set(problem.clients)):
            touched |= set(session.clients)
    windows = dict(problem.client_windows)
    for code in problem.clients:
        mine = now.of_client(code)
        if code not in touched and mine:
            able = [session for session in mine if _within(session, windows.get(code, ()))]
            windows[code] = merge([Window(session.start, session.end) for session in able])
    return replace(problem, client_windows=windows)


def _within(session: Session, windows: Sequence[Window]) -> bool:
    return any(window.holds(session.start, session.end) for window in windows)
